#include "market/catalog/listing_history_web.h"

#include "base/limits.h"
#include "market/catalog/picture_hiding.h"
#include "market/catalog/picture_past_store.h"
#include "platform/web/site.h"

#define HISTORY_ROWS 20 // changes shown at once

// Two lists, each the newest first, that are walked as one.
struct walk {
    listing_revision_list offer; // one more than is shown: what the last was before
    photo_change_list photos;
    past_photo_list now; // after the change of photos the walk stands at
    size_t offer_at;
    size_t photo_at;
    int64_t before; // the revision the page begins below, or 0
    int64_t photo;  // … and the change of photos
};

static bool has_photo(const struct walk *w)
{
    return w->photo_at < w->photos.count;
}

static bool has_offer(const struct walk *w)
{
    return w->offer_at < w->offer.count;
}

// More changes of photos may lie below those that were read.
static bool is_cut(const struct walk *w)
{
    return !has_photo(w) && w->photos.count == LIMIT_PHOTO_CHANGES;
}

// Of which product it was an offer right after, or right before, a moment.
static product_id product_at(const struct walk *w, const struct listing *l, instant at,
                             bool is_before)
{
    product_id found = l->product;
    for (size_t i = 0; i < w->offer.count; i++) {
        const struct listing_revision *r = &w->offer.items[i];
        found = r->product_id;
        if (r->made_at.us < at.us || (!is_before && r->made_at.us == at.us)) {
            break;
        }
    }
    return found;
}

static small_photo_list show(struct arena *a, const past_photo_list *photos,
                             const past_photo_list *others, str mark, str marked)
{
    small_photo_list list = {.items = NEW_ARRAY(a, photos->count + 1, struct small_photo)};
    for (size_t i = 0; i < photos->count; i++) {
        const struct past_photo *x = &photos->items[i];
        str label = picture_role_label(x->role);
        bool is_marked = !past_photos_hold(others, x->no) && x->hidden_ground.n == 0;
        struct small_photo *shown = &list.items[list.count++];
        *shown = (struct small_photo){
            .text = x->alt.n == 0 ? label
                                  : str_format(a, "%.*s: %.*s", STR_ARG(label), STR_ARG(x->alt)),
            .mark = is_marked ? mark : S(""),
            .marked = is_marked ? marked : S(""),
            .hidden_why = hiding_ground_label(x->hidden_ground),
            .hidden_on = instant_date(x->hidden_at),
        };
        if (x->is_ready) {
            shown->small = href_to(a, "/pictures/%lld/240.webp", (long long)x->no.value);
            shown->large = href_to(a, "/pictures/%lld/1200.webp", (long long)x->no.value);
        }
    }
    return list;
}

struct photo_pair listing_photos(struct arena *a, const past_photo_list *old,
                                 const past_photo_list *new)
{
    return (struct photo_pair){
        .before_label = S("전"),
        .after_label = S("뒤"),
        .before = show(a, old, new, S("뺌"), S("bad")),
        .after = show(a, new, old, S("새로"), S("ok")),
    };
}

static struct listing_change *add_change(struct listing_page *p, instant at, str who, str reason)
{
    struct listing_change *c = &p->changes.items[p->changes.count++];
    *c = (struct listing_change){
        .at = at,
        .who = who.n > 0 ? who : S("두레 운영팀"),
        .reason = reason.n > 0 ? reason : S("고침"),
        .tone = p->changes.count == 1 ? S("now") : S("ok"),
    };
    return c;
}

static void add_offer(struct arena *a, struct walk *w, const struct listing_words *words,
                      struct listing_page *p)
{
    const struct listing_revision *is = &w->offer.items[w->offer_at++];
    struct listing_change *c = add_change(p, is->made_at, is->account_name, is->reason);
    w->before = is->revision;
    c->state = listing_state_label(is->state);
    c->items.items = NEW_ARRAY(a, LISTING_DIFFERENCES_MOST, struct listing_difference);
    if (!has_offer(w)) {
        return;
    }
    const struct listing_revision *was = &w->offer.items[w->offer_at];
    listing_differ(a, words, offer_terms_canon(a, &is->terms), offer_terms_canon(a, &was->terms),
                   c);
    if (is->product.n > 0 && was->product.n > 0) {
        listing_differ(a, words, is->product, was->product, c);
    }
}

// A deed that nobody sees (a merge that left the firm's photos where they were) is no change.
static void add_photos(struct arena *a, struct walk *w, const struct listing *l,
                       struct listing_page *p)
{
    size_t count = photo_deed_length(&w->photos, w->photo_at);
    const struct photo_change *newest = &w->photos.items[w->photo_at];
    const struct photo_change *oldest = &w->photos.items[w->photo_at + count - 1];
    past_photo_list is = past_photos_shown(a, &w->now, product_at(w, l, newest->made_at, false));
    past_photos_undo(&w->now, &w->photos, w->photo_at, count);
    past_photo_list was = past_photos_shown(a, &w->now, product_at(w, l, oldest->made_at, true));
    w->photo_at += count;
    w->photo = oldest->id;
    if (past_photos_are_alike(&was, &is)) {
        return;
    }
    struct listing_change *c = add_change(p, newest->made_at, newest->account_name, newest->reason);
    c->state = was.count == is.count
                   ? str_format(a, "사진 %zu장", is.count)
                   : str_format(a, "사진 %zu장에서 %zu장으로", was.count, is.count);
    c->has_photos = true;
    c->photos = listing_photos(a, &was, &is);
}

static href older_path(struct arena *a, const struct walk *w, const struct listing *l)
{
    href to = href_to(a, "%s/%lld", LISTING_HEAD, (long long)l->no.value);
    if (w->before > 0) {
        to = href_with(a, to, "before", str_format(a, "%lld", (long long)w->before));
    }
    return w->photo == 0 ? to
                         : href_with(a, to, "photo", str_format(a, "%lld", (long long)w->photo));
}

err listing_history_fill(struct unit *u, const struct request *rq, const struct listing *l,
                         const struct listing_words *words, struct listing_page *p)
{
    struct walk w = {0};
    (void)str_parse_i64(request_query(rq, "before"), &w.before); // unreadable: from the newest
    (void)str_parse_i64(request_query(rq, "photo"), &w.photo);
    TRY(listing_store_history(u->db, u->arena, l->id, w.before, HISTORY_ROWS + 1, &w.offer));
    TRY(picture_past_list(u->db, u->arena, l->supplier, l->product, w.photo, &w.now, &w.photos));
    p->changes.items = NEW_ARRAY(u->arena, HISTORY_ROWS, struct listing_change);
    while (p->changes.count < HISTORY_ROWS && !is_cut(&w) && (has_photo(&w) || has_offer(&w))) {
        bool is_photo =
            has_photo(&w) && (!has_offer(&w) || w.photos.items[w.photo_at].made_at.us >=
                                                    w.offer.items[w.offer_at].made_at.us);
        if (is_photo) {
            add_photos(u->arena, &w, l, p);
        } else {
            add_offer(u->arena, &w, words, p);
        }
    }
    if (has_offer(&w) || has_photo(&w) || is_cut(&w)) {
        p->older = older_path(u->arena, &w, l);
    }
    return NULL;
}
