#include "market/purchase/purchase_sight_web.h"

#include "base/limits.h"
#include "market/catalog/listing_part_web.h"
#include "market/purchase/purchase_seen_web.h"

#define SHOWN_MOST 60 // characters of a value that are told: the page of the product has all

int64_t purchase_sight_read(const struct request *rq, struct arena *a, int64_t key)
{
    int64_t revision = 0;
    str field = str_format(a, "seen_%lld", (long long)key);
    bool is_number = str_parse_i64(request_field(rq, str_to_c(a, field)), &revision);
    return is_number && revision > 0 ? revision : 0;
}

static void add_value(struct out *o, str value)
{
    if (value.n == 0) {
        out_str(o, S("없음"));
    } else if (str_length(value) <= SHOWN_MOST) {
        out_str(o, value);
    } else {
        out_str(o, S("(긴 글)"));
    }
}

// What categories ask, each asked for once.
typedef LIST(struct listing_template) template_list;

static err find_template(struct unit *u, template_list *known, str category,
                         const struct listing_template **out)
{
    for (size_t i = 0; i < known->count; i++) {
        if (str_equals(known->items[i].code, category)) {
            *out = &known->items[i];
            return NULL;
        }
    }
    TRY(purchase_seen_template(u, category, &known->items[known->count]));
    *out = &known->items[known->count++];
    return NULL;
}

// 친환경 볼펜: 보신 뒤 상품이 바뀌었습니다. 단가(원): 12,000 → 30,000. …
static const char *words_of(struct arena *a, str title, const struct listing_change *change)
{
    struct out o;
    out_init(&o, a, 64 * KIB);
    out_format(&o, "%.*s: 보신 뒤 상품이 바뀌었습니다.", STR_ARG(title));
    for (size_t i = 0; i < change->items.count; i++) {
        const struct listing_difference *d = &change->items.items[i];
        out_format(&o, "%s %.*s: ", i == 0 ? "" : ",", STR_ARG(d->name));
        add_value(&o, d->was);
        out_str(&o, S(" → "));
        add_value(&o, d->is);
    }
    out_str(&o, S(". 확인하셨으면 다시 눌러 주세요."));
    return str_to_c(a, out_view(&o));
}

static void tell(struct unit *u, struct issues *is, const struct listing_words *words,
                 const struct purchase_seen *seen, struct purchase_sight *s)
{
    size_t untold = is->untold;
    struct listing_change change = {0};
    purchase_seen_differ(u->arena, words, seen, &change);
    if (change.items.count > 0 && s->seq > 0) {
        issues_add_at(is, u->arena, "quantity", s->seq, words_of(u->arena, s->title, &change));
    } else if (change.items.count > 0) {
        issues_add(is, "", words_of(u->arena, s->title, &change));
    }
    s->next = is->untold == untold ? s->now : s->shown;
}

// |offer:revision|offer:revision| of what has another revision by now; empty: nothing has.
static str list_parted(struct arena *a, const struct purchase_sights *sights)
{
    struct out o;
    out_init(&o, a, 64 * KIB); // LIMIT_PURCHASE_LINES pairs of numbers
    for (size_t i = 0; i < sights->list.count; i++) {
        const struct purchase_sight *s = &sights->list.items[i];
        if (s->shown != s->now) {
            out_format(&o, "%s%lld:%lld|", out_view(&o).n == 0 ? "|" : "",
                       (long long)s->offer.value, (long long)s->shown);
        }
    }
    return out_view(&o);
}

static const struct purchase_seen *find_seen(const purchase_seen_list *list, offer_id offer)
{
    for (size_t i = 0; i < list->count; i++) {
        if (list->items[i].offer.value == offer.value) {
            return &list->items[i];
        }
    }
    return NULL;
}

err purchase_sight_tell(struct unit *u, struct issues *is, struct purchase_sights *sights)
{
    purchase_seen_list parted = {0};
    struct purchase_shown shown = {.purchase = sights->purchase,
                                   .revisions = list_parted(u->arena, sights)};
    if (shown.purchase.value == 0) {
        shown.basket_of = u->actor->account;
    }
    if (shown.revisions.n > 0) {
        TRY(purchase_seen_list_shown(u->db, u->arena, &shown, u->today, &parted));
    }
    template_list known = {.items = NEW_ARRAY(u->arena, parted.count + 1, struct listing_template)};
    for (size_t i = 0; i < sights->list.count; i++) {
        struct purchase_sight *s = &sights->list.items[i];
        s->next = s->now;
        const struct purchase_seen *seen = find_seen(&parted, s->offer);
        if (seen != NULL && seen->is.state == LISTING_ACTIVE) {
            struct listing_words words = {.districts = sights->districts};
            TRY(find_template(u, &known, seen->was.text.category, &words.template));
            tell(u, is, &words, seen, s);
        }
    }
    return NULL;
}

// What the form showed of each, beside what it is. What is taken out or not for sale need not be
// seen, nor what the case has already.
static void fill_sights(struct unit *u, const struct request *rq,
                        const struct purchase_sight_lines *seen,
                        const struct purchase_line_now *now, struct purchase_sights *out)
{
    for (size_t i = 0; i < seen->lines->count; i++) {
        const struct purchase_line *l = &seen->lines->items[i];
        int64_t carried = purchase_sight_read(rq, u->arena, l->seq);
        bool is_old =
            seen->quantities[i] > 0 && now[i].revision > 0 && now[i].revision != l->offer_revision;
        out->list.items[out->list.count++] = (struct purchase_sight){
            .offer = l->offer,
            .title = l->title,
            .seq = l->seq,
            .shown = is_old && carried > 0 ? carried : l->offer_revision,
            .now = is_old ? now[i].revision : l->offer_revision,
        };
    }
}

err purchase_sight_renew(struct unit *u, const struct request *rq, struct issues *is,
                         const struct purchase_sight_lines *seen)
{
    size_t count = seen->lines->count;
    struct purchase_line_now *now = NEW_ARRAY(u->arena, count + 1, struct purchase_line_now);
    TRY(purchase_list_now(u->db, u->arena, seen->purchase, seen->lines, now));
    struct purchase_sights sights = {.purchase = seen->purchase, .districts = seen->districts};
    sights.list.items = NEW_ARRAY(u->arena, count + 1, struct purchase_sight);
    fill_sights(u, rq, seen, now, &sights);
    TRY(purchase_sight_tell(u, is, &sights));
    for (size_t i = 0; i < count; i++) {
        struct purchase_line *l = &seen->lines->items[i];
        seen->shown[i] = sights.list.items[i].next;
        if (seen->shown[i] != l->offer_revision && seen->shown[i] == now[i].revision) {
            l->title = now[i].title;
            l->unit = now[i].terms.unit;
            l->list_price = offer_price_of(&now[i].terms, seen->quantities[i]);
        }
    }
    return NULL;
}
