#include "market/purchase/purchase_draft_web.h"

#include "base/limits.h"
#include "market/calendar/calendar.h"
#include "market/catalog/listing_part_web.h"
#include "market/law/law.h"
#include "market/party/right.h"
#include "market/purchase/draft_page.html.h"
#include "market/purchase/purchase_draft_action.h"
#include "market/purchase/purchase_scope_store.h"
#include "market/purchase/purchase_sight_web.h"
#include "platform/form/form.h"
#include "platform/web/site.h"

// For quote, approval and contract: a suggestion, which the officer changes.
#define DRAFT_MARGIN_DAYS 7

static const struct field_label LABELS[] = {
    {"title",          "계약건명"    },
    {"need",           "구매 사유"   },
    {"department",     "부서"          },
    {"budget_line",    "예산 과목"   },
    {"object",         "계약 목적물"},
    {"delivery_place", "납품 장소"   },
    {"district",       "납품 구·군" },
    {"deliver_by",     "납품 기한"   },
    {"answer",         "과업 내용"   },
    {"quantity",       "수량"          },
    {"supplier",       "공급기업"    },
};

static const struct fault DRAFT_PAST_DAY = {
    .kind = FAULT_INVALID,
    .code = "purchase.past_day",
    .text = "오늘 또는 그 뒤의 날을 골라 주세요. 지난 날까지 납품받을 수는 없습니다.",
};

static const struct fault DRAFT_NO_DEPARTMENT = {
    .kind = FAULT_INVALID,
    .code = "purchase.no_department",
    .text = "우리 기관의 부서를 골라 주세요.",
};

// What both forms choose from, and what they ask.
struct choices {
    department_choice_list departments;
    district_list districts;
    scope_question_list questions; // about what is bought
};

static err load_choices(struct unit *u, struct choices *out)
{
    TRY(basket_list_departments(u->db, u->arena, u->actor->institution, &out->departments));
    return party_store_districts(u->db, u->arena, &out->districts);
}

// Where the institution lies; empty: in no district, or in many.
static str own_district(const struct choices *c)
{
    return c->departments.count > 0 ? c->departments.items[0].district : S("");
}

// --- Reading the form ----------------------------------------------------------------------------

// One of the city's, or none; a form that does not ask means where the institution lies.
static str read_district(const struct request *rq, const struct choices *c)
{
    str typed;
    if (!request_field_at(rq, "district", 0, &typed)) {
        return own_district(c);
    }
    for (size_t i = 0; i < c->districts.count; i++) {
        if (str_equals(c->districts.items[i].code, typed)) {
            return typed;
        }
    }
    return S("");
}

static void read_need(struct unit *u, const struct request *rq, struct issues *is,
                      const struct choices *c, struct purchase_need *out)
{
    const department_choice_list *departments = &c->departments;
    out->district = read_district(rq, c);
    out->scope = scope_read(rq, is, u->arena, &c->questions);
    out->title = form_line(rq, is, "title", REQUIRED, LIMIT_NAME);
    out->need = form_text(rq, is, "need", REQUIRED, LIMIT_TEXT);
    out->budget_line = form_line(rq, is, "budget_line", REQUIRED, LIMIT_LINE);
    out->delivery_place = form_line(rq, is, "delivery_place", REQUIRED, LIMIT_LINE);
    out->deliver_by = form_date(rq, is, "deliver_by", REQUIRED);
    if (!date_is_none(out->deliver_by) && date_before(out->deliver_by, u->today)) {
        (void)issues_catch_at(is, "deliver_by", &DRAFT_PAST_DAY);
    }
    public_no department = form_no(rq, is, "department", REQUIRED);
    for (size_t i = 0; i < departments->count; i++) {
        if (departments->items[i].no.value == department.value) {
            out->department = departments->items[i].id;
        }
    }
    if (out->department.value == 0 && department.value != 0) {
        (void)issues_catch_at(is, "department", &DRAFT_NO_DEPARTMENT);
    }
    static const char *const OBJECTS[] = {"goods",         "service",     "works_general",
                                          "works_special", "works_other", "lease"};
    int object = form_choice(rq, is, "object", REQUIRED, OBJECTS, COUNT(OBJECTS));
    if (object >= 0) {
        (void)law_object_from(str_view(OBJECTS[object]), &out->object);
    }
}

// --- Showing it ----------------------------------------------------------------------------------

// Chosen is what was typed; of a form that nobody sent yet (NULL), `kept`.
static void fill_departments(struct arena *a, const department_choice_list *departments,
                             const struct request *typed, department_id kept, struct draft_page *p)
{
    p->departments.items = NEW_ARRAY(a, departments->count + 1, struct option);
    for (size_t i = 0; i < departments->count; i++) {
        const struct department_choice *d = &departments->items[i];
        str value = str_format(a, "%lld", (long long)d->no.value);
        bool is_chosen = typed == NULL ? d->id.value == kept.value
                                       : str_equals(value, request_field(typed, "department"));
        p->departments.items[p->departments.count++] =
            (struct option){.value = value, .text = d->name, .chosen = is_chosen};
    }
}

static void fill_districts(struct arena *a, const district_list *districts, str chosen,
                           struct draft_page *p)
{
    p->districts.items = NEW_ARRAY(a, districts->count + 1, struct option);
    for (size_t i = 0; i < districts->count; i++) {
        p->districts.items[p->districts.count++] =
            (struct option){.value = districts->items[i].code,
                            .text = districts->items[i].name,
                            .chosen = str_equals(districts->items[i].code, chosen)};
    }
}

// What its firm has and where it delivers, beside a line, and where others are when that fails.
static void fill_limit(struct arena *a, const struct choices *c, const struct purchase_line *line,
                       str district, struct draft_line *out)
{
    err wrong = purchase_admit_supply(line->stock, line->districts, line->quantity, district);
    str stock = line->stock == LISTING_MADE_TO_ORDER
                    ? S("")
                    : str_format(a, "재고 %lld%.*s", (long long)line->stock, STR_ARG(line->unit));
    str where = S("");
    if (line->districts.n > 0) {
        str names = listing_district_names(a, &c->districts, line->districts);
        where = str_format(a, "%s%.*s에만 납품", stock.n == 0 ? "" : " · ", STR_ARG(names));
    }
    out->limit = str_join(a, stock, where);
    out->is_wrong = wrong != NULL;
    if (wrong != NULL && wrong != &PURCHASE_NO_DISTRICT) {
        href to = href_with(a, href_to(a, "/search"), "sub", line->category_code);
        out->instead = href_with(a, to, "delivery", district);
    }
}

// The kinds of contract that the categories of the lines allow; one alone is not asked for.
static void fill_objects(struct arena *a, const str *category_objects, size_t count, str chosen,
                         struct draft_page *p)
{
    p->objects.items = NEW_ARRAY(a, LAW_OBJECT_COUNT, struct option);
    for (int i = 0; i < LAW_OBJECT_COUNT; i++) {
        enum law_object object = (enum law_object)i;
        bool fits = false;
        for (size_t k = 0; k < count; k++) {
            fits = fits || purchase_object_fits(category_objects[k], object);
        }
        if (!fits) {
            continue;
        }
        str word = str_view(law_object_word(object));
        p->asks_works = p->asks_works || object == LAW_WORKS_GENERAL;
        p->objects.items[p->objects.count++] = (struct option){
            .value = word,
            .text = str_view(law_object_label(object)),
            .chosen = str_equals(word, chosen),
        };
    }
    if (p->objects.count == 1) {
        p->object_text = p->objects.items[0].text;
        p->object_value = p->objects.items[0].value;
    }
}

// What was typed, where it was typed.
static void fill_typed(const struct request *rq, struct draft_page *p)
{
    p->title = request_field(rq, "title");
    p->need = request_field(rq, "need");
    p->budget_line = request_field(rq, "budget_line");
    p->delivery_place = request_field(rq, "delivery_place");
    p->deliver_by = request_field(rq, "deliver_by");
}

// The input that a refusal of the deed is about; empty: the form as a whole.
static const char *field_of(err fault)
{
    return fault == &PURCHASE_NO_DISTRICT || fault == &PURCHASE_ELSEWHERE ? "district" : "";
}

// What was answered, or what was kept, with what is asked.
static void fill_scope(struct unit *u, const struct request *rq, const struct choices *c,
                       const struct issues *issues, str kept, struct draft_page *p)
{
    struct issues again = {0}; // each is told once
    scope_answer_list answers = issues == NULL ? scope_parse(u->arena, kept)
                                               : scope_read(rq, &again, u->arena, &c->questions);
    scope_fill(u->arena, &c->questions, &answers, &p->scope);
}

static err render(struct unit *u, const struct request *rq, struct response *rs,
                  const struct issues *issues, struct draft_page *p)
{
    p->earliest = date_format_iso(u->arena, u->today);
    if (issues != NULL) {
        fill_typed(rq, p);
        rs->status = 422;
    }
    p->crumb.here = p->heading;
    if (p->is_new) {
        crumb_add(u->arena, &p->crumb, S("장바구니"), p->back);
    } else {
        crumb_add(u->arena, &p->crumb, S("구매 건"), href_to(u->arena, "/buyer/purchases"));
        crumb_add(u->arena, &p->crumb, p->case_title, p->back);
    }
    frame_fill(u, rq, &p->frame, p->heading);
    p->frame.issues = issues;
    draft_page_render(&rs->body, p);
    return NULL;
}

// --- A new one -----------------------------------------------------------------------------------

// What a form of a new draft is made of.
struct new_draft {
    public_no supplier;
    struct choices choices;
    basket_line_list basket; // what this supplier sells of it
    int64_t *shown;          // the revision that the form shows of each
};

static err load_new(struct unit *u, public_no supplier, struct new_draft *n)
{
    n->supplier = supplier;
    TRY(load_choices(u, &n->choices));
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
        fill_limit(u->arena, &n->choices, &line, district, l);
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
    const struct choices *c = &n->choices;
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
    str district = issues == NULL ? own_district(c) : read_district(rq, c);
    fill_new_lines(u, n, district, objects, &p);
    fill_departments(u->arena, &c->departments, issues == NULL ? NULL : rq, u->actor->department,
                     &p);
    fill_districts(u->arena, &c->districts, district, &p);
    fill_objects(u->arena, objects, n->basket.count, request_field(rq, "object"), &p);
    fill_scope(u, rq, c, issues, S(""), &p);
    return render(u, rq, rs, issues, &p);
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
        .labels = {.items = LABELS, .count = COUNT(LABELS)}
    };
    public_no supplier = form_no(rq, &issues, "supplier", REQUIRED);
    if (supplier.value == 0) {
        return see_other(rs, "/buyer/cart");
    }
    struct new_draft n;
    struct purchase_need need = {0};
    struct purchase p = {0};
    TRY(load_new(u, supplier, &n));
    read_need(u, rq, &issues, &n.choices, &need);
    TRY(tell_moved(u, rq, &issues, &n));
    if (issues.count == 0) {
        err e = purchase_action_draft(u, supplier, &need, &p);
        TRY(issues_catch_at(&issues, field_of(e), e));
    }
    if (issues.count > 0) {
        return render_new(u, rq, rs, &n, &issues);
    }
    return see_other(rs, "/buyer/purchases/%lld/path", (long long)p.no.value);
}

// --- Changing one --------------------------------------------------------------------------------

// What a form of a draft that is changed is made of.
struct old_draft {
    struct purchase purchase;
    struct choices choices;
    purchase_line_list lines;
    int64_t *shown;      // the revision that the form shows of each line's offer
    int64_t *quantities; // as typed
    str *entered;        // the same as the inputs show it
};

static err load_old(struct unit *u, const struct request *rq, struct old_draft *d)
{
    TRY(purchase_part_find(u, rq, &d->purchase));
    TRY(purchase_admit_officer(&d->purchase, u->actor->account));
    TRY(purchase_list_lines(u->db, u->arena, d->purchase.id, &d->lines));
    TRY(scope_list_of_purchase(u->db, u->arena, d->purchase.id, &d->choices.questions));
    TRY(load_choices(u, &d->choices));
    d->shown = NEW_ARRAY(u->arena, d->lines.count + 1, int64_t);
    d->quantities = NEW_ARRAY(u->arena, d->lines.count + 1, int64_t);
    d->entered = NEW_ARRAY(u->arena, d->lines.count + 1, str);
    for (size_t i = 0; i < d->lines.count; i++) {
        struct purchase_line *l = &d->lines.items[i];
        l->price = l->list_price; // nothing is agreed in a draft
        d->shown[i] = l->offer_revision;
        d->entered[i] = str_format(u->arena, "%lld", (long long)l->quantity);
    }
    return NULL;
}

static void fill_old_lines(struct unit *u, const struct old_draft *d, str district, str *objects,
                           struct draft_page *p)
{
    p->lines.items = NEW_ARRAY(u->arena, d->lines.count + 1, struct draft_line);
    for (size_t i = 0; i < d->lines.count; i++) {
        const struct purchase_line *l = &d->lines.items[i];
        struct draft_line *shown = &p->lines.items[p->lines.count++];
        *shown = (struct draft_line){.seq = l->seq,
                                     .key = l->seq,
                                     .revision = d->shown[i],
                                     .title = l->title,
                                     .unit = l->unit,
                                     .price = l->list_price,
                                     .quantity = l->quantity,
                                     .quantity_min = l->quantity_min,
                                     .entered = d->entered[i]};
        (void)money_times(l->list_price, l->quantity, &shown->amount);
        p->total = money_add(p->total, shown->amount);
        fill_limit(u->arena, &d->choices, l, district, shown);
        objects[i] = l->object;
    }
}

static err render_edit(struct unit *u, const struct request *rq, struct response *rs,
                       const struct old_draft *d, const struct issues *issues)
{
    const struct purchase *c = &d->purchase;
    const struct choices *choices = &d->choices;
    str district = issues == NULL ? c->district : read_district(rq, choices);
    struct draft_page p = {
        .heading = S("구매 내용 고치기"),
        .action = href_to(u->arena, "/buyer/purchases/%lld/edit", (long long)c->no.value),
        .back = href_to(u->arena, "/buyer/purchases/%lld", (long long)c->no.value),
        .button = S("저장하고 계약방법 다시 확인"),
        .supplier_name = c->supplier_name,
        .no = c->no,
        .version = form_version(rq, issues, c->version),
        .case_title = c->title,
        .may_drop = d->lines.count > 1,
        .title = c->title,
        .need = c->need,
        .budget_line = c->budget_line,
        .delivery_place = c->delivery_place,
        .deliver_by = date_format_iso(u->arena, c->deliver_by),
    };
    str *objects = NEW_ARRAY(u->arena, d->lines.count + 1, str);
    fill_old_lines(u, d, district, objects, &p);
    fill_districts(u->arena, &choices->districts, district, &p);
    fill_departments(u->arena, &choices->departments, issues == NULL ? NULL : rq, c->department,
                     &p);
    str word = issues == NULL ? str_view(law_object_word(c->object)) : request_field(rq, "object");
    fill_objects(u->arena, objects, d->lines.count, word, &p);
    fill_scope(u, rq, choices, issues, c->scope, &p);
    TRY(purchase_part_fill_steps(u, c, &p.part));
    return render(u, rq, rs, issues, &p);
}

// GET /buyer/purchases/:no/edit
static err get_edit(struct unit *u, const struct request *rq, struct response *rs)
{
    struct old_draft d;
    TRY(load_old(u, rq, &d));
    return d.purchase.state == PURCHASE_DRAFT ? render_edit(u, rq, rs, &d, NULL)
                                              : &PURCHASE_WRONG_STATE;
}

static void read_quantities(struct unit *u, const struct request *rq, struct issues *is,
                            struct old_draft *d)
{
    for (size_t i = 0; i < d->lines.count; i++) {
        const struct purchase_line *l = &d->lines.items[i];
        int64_t quantity =
            form_i64_at(rq, is, u->arena, "quantity", l->seq, REQUIRED, 0, LIMIT_QUANTITY);
        if (quantity > 0 && quantity < l->quantity_min) {
            issues_add_at(is, u->arena, "quantity", l->seq, BASKET_TOO_FEW.text);
        } else if (purchase_admit_supply(l->stock, S(""), quantity, S("")) != NULL) {
            issues_add_at(is, u->arena, "quantity", l->seq, PURCHASE_TOO_MANY.text);
        }
        d->quantities[i] = quantity;
    }
}

// What was typed is shown again, and counted when it is a number.
static void keep_typed(struct unit *u, const struct request *rq, struct old_draft *d)
{
    for (size_t i = 0; i < d->lines.count; i++) {
        struct purchase_line *l = &d->lines.items[i];
        str field = str_format(u->arena, "quantity_%lld", (long long)l->seq);
        str typed = request_field(rq, str_to_c(u->arena, field));
        d->entered[i] = typed;
        if (d->quantities[i] > 0 || str_equals(str_trim(typed), S("0"))) {
            l->quantity = d->quantities[i];
        }
    }
}

// Another tab or another hand saved first: nothing is overwritten unseen.
static void tell_saved(struct unit *u, const struct request *rq, struct issues *is,
                       const struct old_draft *d)
{
    const struct purchase *p = &d->purchase;
    const struct choices *c = &d->choices;
    str deliver_by = date_format_iso(u->arena, p->deliver_by);
    const struct form_saved saved[] = {
        {"title",          p->title         },
        {"need",           p->need          },
        {"budget_line",    p->budget_line   },
        {"delivery_place", p->delivery_place},
        {"deliver_by",     deliver_by       },
    };
    form_compare(rq, is, saved, COUNT(saved));
    form_compare_choice(rq, is, "object", str_view(law_object_word(p->object)),
                        str_view(law_object_label(p->object)));
    for (size_t i = 0; i < c->departments.count; i++) {
        const struct department_choice *x = &c->departments.items[i];
        if (x->id.value == p->department.value) {
            form_compare_choice(rq, is, "department",
                                str_format(u->arena, "%lld", (long long)x->no.value), x->name);
        }
    }
    str district = S("");
    for (size_t i = 0; i < c->districts.count; i++) {
        district = str_equals(c->districts.items[i].code, p->district) ? c->districts.items[i].name
                                                                       : district;
    }
    form_compare_choice(rq, is, "district", p->district, district);
    for (size_t i = 0; i < d->lines.count; i++) {
        const struct purchase_line *l = &d->lines.items[i];
        str field = str_format(u->arena, "quantity_%lld", (long long)l->seq);
        str quantity = str_format(u->arena, "%lld", (long long)l->quantity);
        form_compare_choice(rq, is, str_to_c(u->arena, field), quantity, quantity);
    }
}

// POST /buyer/purchases/:no/edit
static err post_edit(struct unit *u, const struct request *rq, struct response *rs)
{
    struct issues issues = {
        .labels = {.items = LABELS, .count = COUNT(LABELS)}
    };
    struct old_draft d;
    struct purchase_need need = {0};
    TRY(load_old(u, rq, &d));
    read_need(u, rq, &issues, &d.choices, &need);
    int64_t version = form_i64(rq, &issues, "version", REQUIRED, 1, INT64_MAX);
    read_quantities(u, rq, &issues, &d);
    if (issues.count == 0 && version != d.purchase.version && d.purchase.state == PURCHASE_DRAFT) {
        tell_saved(u, rq, &issues, &d);
    } else if (d.purchase.state == PURCHASE_DRAFT) {
        struct purchase_sight_lines seen = {d.purchase.id, &d.choices.districts, &d.lines,
                                            d.quantities, d.shown};
        TRY(purchase_sight_renew(u, rq, &issues, &seen));
    }
    if (issues.count == 0) {
        err e = purchase_action_edit(u, &d.purchase, &need, &d.lines, d.quantities);
        TRY(issues_catch_at(&issues, field_of(e), e));
    }
    if (issues.count > 0) {
        keep_typed(u, rq, &d);
        return render_edit(u, rq, rs, &d, &issues);
    }
    return see_other(rs, "/buyer/purchases/%lld/path", (long long)d.purchase.no.value);
}

const struct route DRAFT_ROUTES[] = {
    ROUTE(GET, "/buyer/purchases/new", get_new, RIGHT_REQUEST),
    ROUTE(POST, "/buyer/purchases", post_new, RIGHT_REQUEST),
    ROUTE(GET, "/buyer/purchases/:no/edit", get_edit, RIGHT_REQUEST),
    ROUTE(POST, "/buyer/purchases/:no/edit", post_edit, RIGHT_REQUEST),
};
const size_t DRAFT_ROUTE_COUNT = COUNT(DRAFT_ROUTES);
