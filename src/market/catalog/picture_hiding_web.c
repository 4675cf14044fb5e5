#include "market/catalog/picture_hiding_web.h"

#include "base/limits.h"
#include "market/catalog/picture_hiding_action.h"
#include "market/catalog/picture_hiding_page.html.h"
#include "market/catalog/product_picture.h"
#include "market/party/right.h"
#include "platform/picture/picture.h"
#include "platform/web/site.h"

static const char HEAD[] = "/admin/pictures";

static const struct field_label LABELS[] = {
    {"ground", "사유"                 },
    {"words",  "요청과 확인한 것"},
};

// --- The page ------------------------------------------------------------------------------------

static href path_of(struct arena *a, public_no no)
{
    return href_with(a, href_to(a, "%s", HEAD), "of", str_format(a, "%lld", (long long)no.value));
}

static str shows_of(struct arena *a, const struct hideable *x)
{
    int role = picture_role_from(x->role);
    if (x->product.value == 0) {
        return S("상품에 올리지 않은 사진");
    }
    str label =
        role < 0 ? S("상품에 올리지 않은 촬영 사진") : picture_role_label((enum picture_role)role);
    return str_format(a, "%.*s, %.*s", STR_ARG(x->title), STR_ARG(label));
}

static struct hideable_view show(struct arena *a, const struct hideable *x)
{
    struct hideable_view v = {
        .no = x->no,
        .path = path_of(a, x->no),
        .shows = shows_of(a, x),
        .supplier_name = x->supplier_name,
        .added_at = x->added_at,
        .is_removed = x->is_removed,
        .is_hidden = x->is_hidden,
        .ground = hiding_ground_label(x->ground),
        .words = x->words,
        .hidden_at = x->hidden_at,
        .account_name = x->account_name,
    };
    if (!x->is_hidden) {
        v.small = picture_path(a, x->no, PICTURE_240);
        v.large = picture_path(a, x->no, PICTURE_1200);
    }
    if (x->product.value != 0) {
        v.product_path = href_to(a, "/products/%lld", (long long)x->product_no.value);
    }
    return v;
}

static void fill_found(struct arena *a, const hideable_list *found, struct picture_hiding_page *p)
{
    p->is_one = found->count == 1;
    p->finds_nothing = p->of.n > 0 && found->count == 0;
    p->several.items = NEW_ARRAY(a, found->count + 1, struct hideable_view);
    for (size_t i = 0; i < found->count; i++) {
        p->several.items[p->several.count++] = show(a, &found->items[i]);
    }
    if (p->is_one) {
        p->one = p->several.items[0];
        p->several.count = 0;
    }
}

// What is done to the one is done to all of these.
static err fill_together(struct unit *u, const struct hideable *one, struct picture_hiding_page *p)
{
    hideable_list all;
    TRY(picture_hiding_list_together(u->db, u->arena, one, &all));
    if (all.count < 2) {
        return NULL;
    }
    size_t shown = all.count > LIMIT_PRODUCT_SHOWN ? LIMIT_PRODUCT_SHOWN : all.count;
    p->together.items = NEW_ARRAY(u->arena, shown, struct hideable_view);
    for (size_t i = 0; i < shown; i++) {
        p->together.items[p->together.count++] = show(u->arena, &all.items[i]);
    }
    p->left_count = (int64_t)(all.count - shown);
    p->photo_count = (int64_t)all.count;
    for (size_t i = 0; i < all.count; i++) {
        p->product_count += hideable_is_first_of_product(&all, i) ? 1 : 0;
        p->firm_count += hideable_is_first_of_firm(&all, i) ? 1 : 0;
    }
    return NULL;
}

static void fill_grounds(struct arena *a, str chosen, struct picture_hiding_page *p)
{
    p->grounds.items = NEW_ARRAY(a, HIDING_GROUND_COUNT, struct ground_choice);
    for (int i = 0; i < HIDING_GROUND_COUNT; i++) {
        str word = str_view(HIDING_GROUNDS[i]);
        str label = hiding_ground_label(word);
        str source = hiding_ground_source(word);
        p->grounds.items[p->grounds.count++] = (struct ground_choice){
            .value = word,
            .text = str_format(a, "%.*s (%.*s)", STR_ARG(label), STR_ARG(source)),
            .selected = str_equals(word, chosen),
        };
    }
}

static err fill_past(struct unit *u, const struct request *rq, struct picture_hiding_page *p)
{
    struct arena *a = u->arena;
    int64_t below = 0;
    hiding_past_list list;
    (void)str_parse_i64(request_query(rq, "before"), &below); // unreadable: from the newest
    TRY(picture_hiding_list(u->db, a, below, LIMIT_DESK_ROWS + 1, &list));
    size_t shown = list.count > LIMIT_DESK_ROWS ? LIMIT_DESK_ROWS : list.count;
    p->past.items = NEW_ARRAY(a, shown + 1, struct hiding_line);
    for (size_t i = 0; i < shown; i++) {
        const struct hiding_past *h = &list.items[i];
        p->past.items[p->past.count++] = (struct hiding_line){
            .path = path_of(a, h->no),
            .shows = h->title.n == 0 ? S("촬영 사진")
                                     : str_format(a, "%.*s (%.*s)", STR_ARG(h->title),
                                                  STR_ARG(h->supplier_name)),
            .what = h->is_hidden ? S("가림") : S("다시 보임"),
            .tone = h->is_hidden ? S("bad") : S("ok"),
            .ground = hiding_ground_label(h->ground),
            .words = h->words,
            .who = h->account_name,
            .at = h->made_at,
        };
    }
    if (list.count > shown) {
        p->older = href_with(a, href_to(a, "%s", HEAD), "before",
                             str_format(a, "%lld", (long long)list.items[shown - 1].id));
    }
    return NULL;
}

static err render(struct unit *u, const struct request *rq, struct response *rs,
                  struct picture_hiding_page *p, const hideable_list *found,
                  const struct issues *issues)
{
    fill_found(u->arena, found, p);
    if (p->is_one) {
        TRY(fill_together(u, &found->items[0], p));
    }
    fill_grounds(u->arena, request_field(rq, "ground"), p);
    TRY(fill_past(u, rq, p));
    frame_fill(u, rq, &p->frame, S("사진 가리기"));
    p->frame.issues = issues;
    picture_hiding_page_render(&rs->body, p);
    rs->status = issues == NULL ? 200 : 422;
    return NULL;
}

// GET /admin/pictures?of=&before=
static err get_pictures(struct unit *u, const struct request *rq, struct response *rs)
{
    hideable_list found = {0};
    struct picture_hiding_page p = {.of = str_trim(request_query(rq, "of")), .words = S("")};
    public_no no = picture_hiding_read_no(p.of);
    if (no.value != 0) {
        TRY(picture_hiding_find(u->db, u->arena, no, &found));
    }
    return render(u, rq, rs, &p, &found, NULL);
}

// --- The deed ------------------------------------------------------------------------------------

// The photo as it was when the form was shown.
static err set(struct unit *u, const hideable_list *found, bool hides, int ground, str words)
{
    if (found->count != 1 || found->items[0].is_hidden == hides) {
        return &PICTURE_HIDING_MOVED;
    }
    return picture_hiding_action_set(u, &found->items[0],
                                     ground < 0 ? S("") : str_view(HIDING_GROUNDS[ground]), words);
}

// POST /admin/pictures
static err post_picture(struct unit *u, const struct request *rq, struct response *rs)
{
    static const char *const DEEDS[] = {"show", "hide"};
    struct issues issues = {
        .labels = {LABELS, COUNT(LABELS)}
    };
    hideable_list found = {0};
    public_no no = form_no(rq, &issues, "picture", REQUIRED);
    int deed = form_choice(rq, &issues, "do", REQUIRED, DEEDS, COUNT(DEEDS));
    int ground = form_choice(rq, &issues, "ground", deed == 1 ? REQUIRED : OPTIONAL, HIDING_GROUNDS,
                             HIDING_GROUND_COUNT);
    str words = form_text(rq, &issues, "words", REQUIRED, LIMIT_TEXT);
    struct picture_hiding_page p = {.of = request_field(rq, "picture"), .words = words};
    if (no.value != 0) {
        TRY(picture_hiding_find(u->db, u->arena, no, &found));
    }
    if (issues.count == 0) {
        TRY(issues_catch(&issues, set(u, &found, deed == 1, ground, words)));
    }
    return issues.count > 0 ? render(u, rq, rs, &p, &found, &issues)
                            : see_other(rs, "%s?of=%lld", HEAD, (long long)no.value);
}

const struct route PICTURE_HIDING_ROUTES[] = {
    ROUTE(GET, "/admin/pictures", get_pictures, RIGHT_OPERATOR),
    ROUTE(POST, "/admin/pictures", post_picture, RIGHT_OPERATOR),
};
const size_t PICTURE_HIDING_ROUTE_COUNT = COUNT(PICTURE_HIDING_ROUTES);
