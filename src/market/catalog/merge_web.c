#include "market/catalog/merge_web.h"

#include "base/limits.h"
#include "market/catalog/merge_action.h"
#include "market/catalog/merge_hints_page.html.h"
#include "market/catalog/merge_pair_page.html.h"
#include "market/catalog/merge_past_page.html.h"
#include "market/party/right.h"
#include "platform/web/site.h"

static const struct field_label LABELS[] = {
    {"reason", "까닭"             },
    {"a",      "상품번호"       },
    {"b",      "다른 상품번호"},
};

static const struct {
    const char *word;
    const char *text;
} SAID[] = {
    {"merged",    "합쳤습니다. 옛 주소는 남은 상품으로 이어집니다."                               },
    {"dismissed", "서로 다른 상품으로 적어 두었습니다. 다시 묻지 않습니다."                    },
    {"undone",    "되돌렸습니다. 두 상품이 다시 따로 보입니다."                                     },
    {"left",      "되돌렸습니다. 합친 뒤에 바뀐 판매 조건은 지금 상태 그대로 두었습니다."},
};

static str said_of(const struct request *rq)
{
    str word = request_query(rq, "was");
    for (size_t i = 0; i < COUNT(SAID); i++) {
        if (str_equals(word, str_view(SAID[i].word))) {
            return str_view(SAID[i].text);
        }
    }
    return S("");
}

static href pair_path(struct arena *a, public_no one, public_no other)
{
    href to = href_with(a, href_to(a, MERGE_HINT_PATH "/pair"), "a",
                        str_format(a, "%lld", (long long)one.value));
    return href_with(a, to, "b", str_format(a, "%lld", (long long)other.value));
}

// --- Hints ---------------------------------------------------------------------------------------

static struct merge_key key_of(str after)
{
    struct merge_key key = {.points = -1};
    str rest = after;
    str points = str_cut(&rest, '.');
    str first = str_cut(&rest, '.');
    struct merge_key read = {0};
    return str_parse_i64(points, &read.points) && str_parse_i64(first, &read.first.value) &&
                   str_parse_i64(rest, &read.second.value)
               ? read
               : key; // unreadable: from the top
}

static struct merge_hint_line hint_line(struct arena *a, const struct merge_hint *h)
{
    struct merge_hint_line line = {
        .first = h->first_title,
        .second = h->second_title,
        .category = h->category_name,
        .points = h->points,
        .path = pair_path(a, h->first_no, h->second_no),
    };
    str codes = h->reasons;
    line.reasons.items = NEW_ARRAY(a, MERGE_REASON_COUNT, struct merge_tag);
    while (codes.n > 0 && line.reasons.count < MERGE_REASON_COUNT) {
        int reason = merge_reason_from(str_cut(&codes, '|'));
        if (reason >= 0) {
            line.reasons.items[line.reasons.count++] =
                (struct merge_tag){merge_reason_label((enum merge_reason)reason)};
        }
    }
    return line;
}

// With `issues`: what was typed of two to be seen side by side stays beside them.
static err render_hints(struct unit *u, const struct request *rq, struct response *rs,
                        const struct issues *issues)
{
    merge_hint_list list;
    struct merge_key after = key_of(request_query(rq, "after"));
    struct merge_hints_page p = {
        .said = said_of(rq),
        .a = request_query(rq, "a"),
        .b = request_query(rq, "b"),
        .empty = {.title = S("같아 보이는 상품이 없습니다"),
                  .text =
                      S("밤마다 분류별로 상품명과 속성, 모델, 사진, 물품식별번호를 맞추어 봅니다. "
                        "두 상품의 번호를 적어 나란히 볼 수도 있습니다.")},
    };
    TRY(merge_store_hints(u->db, u->arena, &after, LIMIT_DESK_ROWS + 1, &list));
    size_t shown = list.count > LIMIT_DESK_ROWS ? LIMIT_DESK_ROWS : list.count;
    p.rows.items = NEW_ARRAY(u->arena, shown, struct merge_hint_line);
    for (size_t i = 0; i < shown; i++) {
        p.rows.items[p.rows.count++] = hint_line(u->arena, &list.items[i]);
    }
    if (list.count > shown) {
        const struct merge_hint *last = &list.items[shown - 1];
        p.next = href_with(u->arena, href_to(u->arena, MERGE_HINT_PATH), "after",
                           str_format(u->arena, "%lld.%lld.%lld", (long long)last->points,
                                      (long long)last->first.value, (long long)last->second.value));
    }
    frame_fill(u, rq, &p.frame, S("같은 상품 합치기"));
    p.frame.issues = issues;
    merge_hints_page_render(&rs->body, &p);
    rs->status = issues == NULL ? 200 : 422;
    return NULL;
}

// GET /admin/duplicates?after=&was=
static err get_hints(struct unit *u, const struct request *rq, struct response *rs)
{
    return render_hints(u, rq, rs, NULL);
}

// --- Two side by side ----------------------------------------------------------------------------

static struct merge_side_view view_of(struct arena *a, const struct merge_side *s)
{
    return (struct merge_side_view){
        .no = s->no,
        .title = s->title,
        .path = href_to(a, "/products/%lld", (long long)s->no.value),
        .maker = s->maker,
        .model = s->model,
        .origin = s->origin,
        .item_no = s->item_no,
        .description = s->description,
        .picture = href_local(s->picture),
        .picture_alt = s->picture_alt,
        .created_at = s->created_at,
        .buyer_count = s->buyer_count,
        .is_gone = s->merged_into.value != 0,
    };
}

static void fill_values(struct arena *a, const merge_value_list *list, struct merge_pair_page *p)
{
    p->values.items = NEW_ARRAY(a, list->count, struct merge_value_line);
    for (size_t i = 0; i < list->count; i++) {
        const struct merge_value *v = &list->items[i];
        p->values.items[p->values.count++] =
            (struct merge_value_line){v->name, v->one, v->other, !str_equals(v->one, v->other)};
    }
}

static bool offers_both(const merge_offer_list *list, const struct merge_offer *offer)
{
    for (size_t i = 0; i < list->count; i++) {
        if (list->items[i].supplier.value == offer->supplier.value &&
            list->items[i].product.value != offer->product.value) {
            return true;
        }
    }
    return false;
}

static void fill_offers(struct arena *a, const merge_offer_list *list, product_id one,
                        struct merge_pair_page *p)
{
    p->offers.items = NEW_ARRAY(a, list->count, struct merge_offer_line);
    for (size_t i = 0; i < list->count; i++) {
        const struct merge_offer *o = &list->items[i];
        p->offers.items[p->offers.count++] = (struct merge_offer_line){
            .supplier = o->supplier_name,
            .side = o->product.value == one.value ? S("왼쪽") : S("오른쪽"),
            .price = o->price,
            .unit = o->unit,
            .state = listing_state_label(o->state),
            .tone = listing_state_tone(o->state),
            .ends = offers_both(list, o),
        };
    }
}

static str why_not(const struct merge_side sides[2])
{
    if (sides[0].merged_into.value != 0 || sides[1].merged_into.value != 0) {
        return str_view(MERGE_GONE.text);
    }
    return str_equals(sides[0].category, sides[1].category) ? S("")
                                                            : str_view(MERGE_OTHER_CATEGORY.text);
}

static err render_pair(struct unit *u, const struct request *rq, struct response *rs, public_no one,
                       public_no other, const struct issues *issues)
{
    struct merge_side sides[2];
    merge_value_list values;
    merge_offer_list offers;
    struct merge_pair_page p = {0};
    TRY(merge_store_sides(u->db, one, other, sides));
    TRY(merge_store_values(u->db, u->arena, sides[0].id, sides[1].id, &values));
    TRY(merge_store_offers(u->db, u->arena, sides[0].id, sides[1].id, &offers));
    p.one = view_of(u->arena, &sides[0]);
    p.other = view_of(u->arena, &sides[1]);
    p.category = sides[0].category_name;
    p.why_not = why_not(sides);
    p.may_merge = p.why_not.n == 0;
    p.reason = rq->method == POST ? request_field(rq, "reason") : S("");
    fill_values(u->arena, &values, &p);
    fill_offers(u->arena, &offers, sides[0].id, &p);
    p.crumb = crumb_below(u->arena, S("같은 상품 합치기"), href_to(u->arena, MERGE_HINT_PATH),
                          S("나란히 보기"));
    frame_fill(u, rq, &p.frame, p.crumb.here);
    p.frame.issues = issues;
    merge_pair_page_render(&rs->body, &p);
    rs->status = issues == NULL ? 200 : 422;
    return NULL;
}

static const char NO_NUMBER[] = "상품번호를 숫자 13자리로 적어 주세요. 상품 화면에 있습니다.";

// GET /admin/duplicates/pair?a=NO&b=NO
static err get_pair(struct unit *u, const struct request *rq, struct response *rs)
{
    public_no one;
    public_no other;
    struct issues issues = {
        .labels = {LABELS, COUNT(LABELS)}
    };
    bool reads_one = public_no_parse(str_trim(request_query(rq, "a")), &one);
    bool reads_other = public_no_parse(str_trim(request_query(rq, "b")), &other);
    if (!reads_one) {
        issues_add(&issues, "a", NO_NUMBER);
    }
    if (!reads_other) {
        issues_add(&issues, "b", NO_NUMBER);
    }
    if (reads_one && reads_other) {
        err e = render_pair(u, rq, rs, one, other, NULL);
        if (e == NULL || (e != &MERGE_UNKNOWN && e != &MERGE_SAME)) {
            return e;
        }
        issues_add(&issues, "b", e->text);
    }
    return render_hints(u, rq, rs, &issues);
}

// The firm that would sell neither any more is named.
static err name_firm(struct unit *u, public_no gone, public_no kept, struct issues *issues)
{
    struct merge_side sides[2];
    merge_offer_list offers;
    TRY(merge_store_sides(u->db, gone, kept, sides));
    TRY(merge_store_offers(u->db, u->arena, sides[0].id, sides[1].id, &offers));
    const struct merge_offer *o = merge_store_last_offer(&offers, sides[0].id, sides[1].id);
    if (o != NULL) {
        issues_add(
            issues, "",
            str_format(u->arena, "%.*s: %s", STR_ARG(o->supplier_name), MERGE_LAST_OFFER.text).p);
    }
    return NULL;
}

// POST /admin/duplicates/pair: keep=NO merges the other one into it; without it they are two.
static err post_pair(struct unit *u, const struct request *rq, struct response *rs)
{
    public_no one;
    public_no other;
    public_no kept;
    public_no merge;
    struct issues issues = {
        .labels = {LABELS, COUNT(LABELS)}
    };
    if (!public_no_parse(request_field(rq, "a"), &one) ||
        !public_no_parse(request_field(rq, "b"), &other)) {
        return &MERGE_UNKNOWN;
    }
    if (str_equals(request_field(rq, "keep"), S("both"))) {
        TRY(merge_action_dismiss(u, one, other));
        return see_other(rs, MERGE_HINT_PATH "?was=dismissed");
    }
    str reason = form_text(rq, &issues, "reason", REQUIRED, LIMIT_TEXT);
    bool known = public_no_parse(request_field(rq, "keep"), &kept) &&
                 (kept.value == one.value || kept.value == other.value);
    if (!known) {
        issues_add(&issues, "", "남길 상품을 골라 주세요.");
    }
    if (issues.count == 0) {
        public_no gone = kept.value == one.value ? other : one;
        err e = merge_action_merge(u, gone, kept, reason, &merge);
        TRY(e == &MERGE_LAST_OFFER ? name_firm(u, gone, kept, &issues) : issues_catch(&issues, e));
    }
    return issues.count > 0 ? render_pair(u, rq, rs, one, other, &issues)
                            : see_other(rs, MERGE_PATH "?was=merged");
}

// --- Merges --------------------------------------------------------------------------------------

static struct merge_past_line past_line(struct arena *a, const struct merge_record *r)
{
    return (struct merge_past_line){
        .from = r->from_title,
        .into = r->into_title,
        .from_path = href_to(a, "/products/%lld", (long long)r->from_no.value),
        .into_path = href_to(a, "/products/%lld", (long long)r->into_no.value),
        .reason = r->reason,
        .who = r->account_name,
        .at = r->merged_at,
        .undone_who = r->undone_name,
        .undone_why = r->undone_why,
        .undone_at = r->undone_at,
        .undo = href_to(a, MERGE_PATH "/%lld/undo", (long long)r->no.value),
        .no = r->no,
    };
}

static err render_past(struct unit *u, const struct request *rq, struct response *rs,
                       const struct issues *issues)
{
    merge_record_list list;
    int64_t below = 0;
    struct merge_past_page p = {
        .said = said_of(rq),
        .empty = {.title = S("합친 상품이 없습니다"),
                  .text =
                      S("같아 보이는 상품을 나란히 보고 합치면 여기에 남고, 되돌릴 수 있습니다."),
                  .button = S("같아 보이는 상품 보기"),
                  .path = href_to(u->arena, MERGE_HINT_PATH)},
    };
    (void)str_parse_i64(request_query(rq, "before"), &below); // unreadable: from the newest
    TRY(merge_store_list(u->db, u->arena, below, LIMIT_DESK_ROWS + 1, &list));
    size_t shown = list.count > LIMIT_DESK_ROWS ? LIMIT_DESK_ROWS : list.count;
    p.rows.items = NEW_ARRAY(u->arena, shown, struct merge_past_line);
    for (size_t i = 0; i < shown; i++) {
        p.rows.items[p.rows.count++] = past_line(u->arena, &list.items[i]);
    }
    if (list.count > shown) {
        p.next = href_with(u->arena, href_to(u->arena, MERGE_PATH), "before",
                           str_format(u->arena, "%lld", (long long)list.items[shown - 1].id));
    }
    p.crumb = crumb_below(u->arena, S("같은 상품 합치기"), href_to(u->arena, MERGE_HINT_PATH),
                          S("합친 상품"));
    frame_fill(u, rq, &p.frame, S("합친 상품"));
    p.frame.issues = issues;
    merge_past_page_render(&rs->body, &p);
    rs->status = issues == NULL ? 200 : 422;
    return NULL;
}

// GET /admin/merges?before=&was=
static err get_past(struct unit *u, const struct request *rq, struct response *rs)
{
    return render_past(u, rq, rs, NULL);
}

// POST /admin/merges/:no/undo
static err post_undo(struct unit *u, const struct request *rq, struct response *rs)
{
    public_no no;
    size_t left = 0;
    struct issues issues = {
        .labels = {LABELS, COUNT(LABELS)}
    };
    TRY(path_no(rq, "no", &no));
    str reason = form_text(rq, &issues, "reason", REQUIRED, LIMIT_TEXT);
    if (issues.count == 0) {
        TRY(issues_catch(&issues, merge_action_undo(u, no, reason, &left)));
    }
    return issues.count > 0
               ? render_past(u, rq, rs, &issues)
               : see_other(rs, left > 0 ? MERGE_PATH "?was=left" : MERGE_PATH "?was=undone");
}

const struct route MERGE_ROUTES[] = {
    ROUTE(GET, MERGE_HINT_PATH, get_hints, RIGHT_OPERATOR),
    ROUTE(GET, MERGE_HINT_PATH "/pair", get_pair, RIGHT_OPERATOR),
    ROUTE(POST, MERGE_HINT_PATH "/pair", post_pair, RIGHT_OPERATOR),
    ROUTE(GET, MERGE_PATH, get_past, RIGHT_OPERATOR),
    ROUTE(POST, MERGE_PATH "/:no/undo", post_undo, RIGHT_OPERATOR),
};
const size_t MERGE_ROUTE_COUNT = COUNT(MERGE_ROUTES);
