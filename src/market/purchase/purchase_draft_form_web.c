#include "market/purchase/purchase_draft_form_web.h"

#include "base/limits.h"
#include "market/catalog/listing_part_web.h"
#include "market/law/law.h"
#include "market/purchase/draft_page.html.h"
#include "platform/web/site.h"

const struct field_label DRAFT_LABELS[] = {
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
const size_t DRAFT_LABEL_COUNT = COUNT(DRAFT_LABELS);

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

err draft_form_load(struct unit *u, struct draft_choices *out)
{
    TRY(basket_list_departments(u->db, u->arena, u->actor->institution, &out->departments));
    return party_store_districts(u->db, u->arena, &out->districts);
}

str draft_form_own_district(const struct draft_choices *c)
{
    return c->departments.count > 0 ? c->departments.items[0].district : S("");
}

// --- Reading the form ----------------------------------------------------------------------------

str draft_form_read_district(const struct request *rq, const struct draft_choices *c)
{
    str typed;
    if (!request_field_at(rq, "district", 0, &typed)) {
        return draft_form_own_district(c);
    }
    for (size_t i = 0; i < c->districts.count; i++) {
        if (str_equals(c->districts.items[i].code, typed)) {
            return typed;
        }
    }
    return S("");
}

void draft_form_read_need(struct unit *u, const struct request *rq, struct issues *is,
                          const struct draft_choices *c, struct purchase_need *out)
{
    const department_choice_list *departments = &c->departments;
    out->district = draft_form_read_district(rq, c);
    out->scope = scope_read(rq, is, u->arena, &c->questions);
    out->title = form_line(rq, is, "title", REQUIRED, LIMIT_NAME);
    out->need = form_text(rq, is, "need", REQUIRED, LIMIT_TEXT);
    out->budget_line = form_line(rq, is, "budget_line", REQUIRED, LIMIT_LINE);
    out->delivery_place = form_line(rq, is, "delivery_place", REQUIRED, LIMIT_LINE);
    out->deliver_by = form_date(rq, is, "deliver_by", REQUIRED);
    if (!date_is_none(out->deliver_by) && date_before(out->deliver_by, u->today)) {
        (void)issues_catch_at(is, "deliver_by", &DRAFT_PAST_DAY);
    }
    public_no department = form_no(rq, is, "department", CHOSEN);
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

void draft_form_fill_departments(struct arena *a, const department_choice_list *departments,
                                 const struct request *typed, department_id kept,
                                 struct draft_page *p)
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

void draft_form_fill_districts(struct arena *a, const district_list *districts, str chosen,
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

void draft_form_fill_limit(struct arena *a, const struct draft_choices *c,
                           const struct purchase_line *line, str district, struct draft_line *out)
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

void draft_form_fill_objects(struct arena *a, const str *category_objects, size_t count, str chosen,
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

const char *draft_form_field_of(err fault)
{
    return fault == &PURCHASE_NO_DISTRICT || fault == &PURCHASE_ELSEWHERE ? "district" : "";
}

void draft_form_fill_scope(struct unit *u, const struct request *rq, const struct draft_choices *c,
                           const struct issues *issues, str kept, struct draft_page *p)
{
    struct issues again = {0}; // each is told once
    scope_answer_list answers = issues == NULL ? scope_parse(u->arena, kept)
                                               : scope_read(rq, &again, u->arena, &c->questions);
    scope_fill(u->arena, &c->questions, &answers, &p->scope);
}

err draft_form_render(struct unit *u, const struct request *rq, struct response *rs,
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
