#include "market/purchase/purchase_draft_web.h"

#include "base/limits.h"
#include "market/calendar/calendar.h"
#include "market/party/right.h"
#include "market/purchase/purchase_draft_form_web.h"
#include "market/purchase/purchase_sight_web.h"
#include "platform/web/site.h"

// For quote, approval and contract: a suggestion, which the officer changes.
#define DRAFT_MARGIN_DAYS 7

// What a form of a new draft is made of.
struct new_draft {
    public_no supplier;
    struct draft_choices choices;
    basket_line_list basket; // what this supplier sells of it
    int64_t *shown;          // the revision that the form shows of each
};

static err load_new(struct unit *u, public_no supplier, struct new_draft *n)
{
    n->supplier = supplier;
    TRY(draft_form_load(u, &n->choices));
    TRY(scope_list_of_basket(u->db, u->arena, u->actor->account, supplier, &n->choices.questions));
    TRY(basket_list(u->db, u->arena, u->actor->account, supplier, u->today, &n->basket));
    if (n->basket.count == 0) {
        return &PURCHASE_EMPTY_BASKET;
    }
    n->shown = NEW_ARRAY(u->arena, n->basket.count, int64_t);
    for (size_t i = 0; i < n->basket.count; i++) {
        n->shown[i] = n->basket.items[i].revision;
    }
    return NULL;
}

// What is in the basket, each with the object it is bought as; and a day to deliver it by: the
// longest delivery time and a week for quote, approval and contract.
static void fill_new_lines(struct unit *u, const struct new_draft *n, str district, str *objects,
                           struct draft_page *p)
{
    p->lines.items = NEW_ARRAY(u->arena, n->basket.count, struct draft_line);
    int64_t lead_days = 0;
    for (size_t i = 0; i < n->basket.count; i++) {
        const struct basket_line *b = &n->basket.items[i];
        struct draft_line *l = &p->lines.items[p->lines.count++];
        *l = (struct draft_line){.key = b->offer_no.value,
                                 .revision = n->shown[i],
                                 .title = b->title,
                                 .unit = b->unit,
                                 .price = b->price,
                                 .quantity = b->quantity};
        (void)money_times(b->price, b->quantity, &l->amount);
        p->total = money_add(p->total, l->amount);
        struct purchase_line line = {
            .category_code = b->category_code,
            .unit = b->unit,
            .quantity = b->quantity,
            .stock = b->stock,
            .districts = b->districts,
        };
        draft_form_fill_limit(u->arena, &n->choices, &line, district, l);
        objects[i] = b->object;
        lead_days = b->lead_days > lead_days ? b->lead_days : lead_days;
    }
    date suggested = calendar_working_day_from(
        u->calendar, date_add_days(u->today, (int32_t)lead_days + DRAFT_MARGIN_DAYS));
    p->deliver_by = date_format_iso(u->arena, suggested);
    p->lead = str_format(u->arena, "담은 상품의 가장 긴 납기는 계약 뒤 %lld일입니다.",
                         (long long)lead_days);
}

// Empty where it would be longer than a title may be.
static str suggested_title(struct arena *a, const basket_line_list *basket)
{
    str first = basket->items[0].title;
    str title = basket->count == 1
                    ? str_format(a, "%.*s 구매", STR_ARG(first))
                    : str_format(a, "%.*s 외 %zu종 구매", STR_ARG(first), basket->count - 1);
    return str_length(title) > LIMIT_NAME ? S("") : title;
}

static err render_new(struct unit *u, const struct request *rq, struct response *rs,
                      const struct new_draft *n, const struct issues *issues)
{
    const struct draft_choices *c = &n->choices;
    struct draft_page p = {
        .heading = S("구매 건 만들기"),
        .action = href_to(u->arena, "/buyer/purchases"),
        .back = href_to(u->arena, "/buyer/cart"),
        .button = S("만들고 계약방법 확인"),
        .is_new = true,
        .supplier_name = n->basket.items[0].supplier_name,
        .supplier_no = str_format(u->arena, "%lld", (long long)n->supplier.value),
        .delivery_place = u->actor->organisation,
        .title = suggested_title(u->arena, &n->basket),
    };
    str *objects = NEW_ARRAY(u->arena, n->basket.count, str);
    str district = issues == NULL ? draft_form_own_district(c) : draft_form_read_district(rq, c);
    fill_new_lines(u, n, district, objects, &p);
    draft_form_fill_departments(u->arena, &c->departments, issues == NULL ? NULL : rq,
                                u->actor->department, &p);
    draft_form_fill_districts(u->arena, &c->districts, district, &p);
    draft_form_fill_objects(u->arena, objects, n->basket.count, request_field(rq, "object"), &p);
    draft_form_fill_scope(u, rq, c, issues, S(""), &p);
    return draft_form_render(u, rq, rs, issues, &p);
}

// GET /buyer/purchases/new?supplier=
static err get_new(struct unit *u, const struct request *rq, struct response *rs)
{
    public_no supplier = NO_ID(public_no);
    if (!public_no_parse(request_query(rq, "supplier"), &supplier)) {
        return see_other(rs, "/buyer/cart");
    }
    struct new_draft n;
    TRY(load_new(u, supplier, &n));
    return render_new(u, rq, rs, &n, NULL);
}

// What the basket holds by now and the form did not show.
static err tell_moved(struct unit *u, const struct request *rq, struct issues *is,
                      struct new_draft *n)
{
    struct purchase_sights sights = {.districts = &n->choices.districts};
    sights.list.items = NEW_ARRAY(u->arena, n->basket.count, struct purchase_sight);
    sights.list.count = n->basket.count;
    for (size_t i = 0; i < n->basket.count; i++) {
        const struct basket_line *b = &n->basket.items[i];
        n->shown[i] = purchase_sight_read(rq, u->arena, b->offer_no.value);
        bool is_new = n->shown[i] == 0;
        sights.list.items[i] = (struct purchase_sight){.offer = b->offer,
                                                       .title = b->title,
                                                       .shown = is_new ? b->revision : n->shown[i],
                                                       .now = b->revision};
    }
    TRY(purchase_sight_tell(u, is, &sights));
    for (size_t i = 0; i < n->basket.count; i++) {
        size_t untold = is->untold;
        if (n->shown[i] == 0) {
            str text = str_format(u->arena,
                                  "%.*s: 이 화면을 연 뒤에 담은 상품입니다. 확인하셨으면 다시 눌러 "
                                  "주세요.",
                                  STR_ARG(n->basket.items[i].title));
            issues_add(is, "", str_to_c(u->arena, text));
        }
        n->shown[i] = is->untold == untold ? sights.list.items[i].next : n->shown[i];
    }
    return NULL;
}

// POST /buyer/purchases
static err post_new(struct unit *u, const struct request *rq, struct response *rs)
{
    struct issues issues = {
        .labels = {.items = DRAFT_LABELS, .count = DRAFT_LABEL_COUNT}
    };
    public_no supplier = form_no(rq, &issues, "supplier", REQUIRED);
    if (supplier.value == 0) {
        return see_other(rs, "/buyer/cart");
    }
    struct new_draft n;
    struct purchase_need need = {0};
    struct purchase p = {0};
    TRY(load_new(u, supplier, &n));
    draft_form_read_need(u, rq, &issues, &n.choices, &need);
    TRY(tell_moved(u, rq, &issues, &n));
    if (issues.count == 0) {
        err e = purchase_action_draft(u, supplier, &need, &p);
        TRY(issues_catch_at(&issues, draft_form_field_of(e), e));
    }
    if (issues.count > 0) {
        return render_new(u, rq, rs, &n, &issues);
    }
    return see_other(rs, "/buyer/purchases/%lld/path", (long long)p.no.value);
}

const struct route DRAFT_ROUTES[] = {
    ROUTE(GET, "/buyer/purchases/new", get_new, RIGHT_REQUEST),
    ROUTE(POST, "/buyer/purchases", post_new, RIGHT_REQUEST),
};
const size_t DRAFT_ROUTE_COUNT = COUNT(DRAFT_ROUTES);
