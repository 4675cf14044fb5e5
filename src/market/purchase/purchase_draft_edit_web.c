#include "market/purchase/purchase_draft_edit_web.h"

#include "base/limits.h"
#include "market/law/law.h"
#include "market/party/right.h"
#include "market/purchase/purchase_draft_form_web.h"
#include "market/purchase/purchase_sight_web.h"
#include "platform/web/site.h"

// What a form of a draft that is changed is made of.
struct old_draft {
    struct purchase purchase;
    struct draft_choices choices;
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
    TRY(draft_form_load(u, &d->choices));
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
        draft_form_fill_limit(u->arena, &d->choices, l, district, shown);
        objects[i] = l->object;
    }
}

static err render_edit(struct unit *u, const struct request *rq, struct response *rs,
                       const struct old_draft *d, const struct issues *issues)
{
    const struct purchase *c = &d->purchase;
    const struct draft_choices *choices = &d->choices;
    str district = issues == NULL ? c->district : draft_form_read_district(rq, choices);
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
    draft_form_fill_districts(u->arena, &choices->districts, district, &p);
    draft_form_fill_departments(u->arena, &choices->departments, issues == NULL ? NULL : rq,
                                c->department, &p);
    str word = issues == NULL ? str_view(law_object_word(c->object)) : request_field(rq, "object");
    draft_form_fill_objects(u->arena, objects, d->lines.count, word, &p);
    draft_form_fill_scope(u, rq, choices, issues, c->scope, &p);
    TRY(purchase_part_fill_steps(u, c, &p.part));
    return draft_form_render(u, rq, rs, issues, &p);
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
    const struct draft_choices *c = &d->choices;
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
        .labels = {.items = DRAFT_LABELS, .count = DRAFT_LABEL_COUNT}
    };
    struct old_draft d;
    struct purchase_need need = {0};
    TRY(load_old(u, rq, &d));
    draft_form_read_need(u, rq, &issues, &d.choices, &need);
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
        TRY(issues_catch_at(&issues, draft_form_field_of(e), e));
    }
    if (issues.count > 0) {
        keep_typed(u, rq, &d);
        return render_edit(u, rq, rs, &d, &issues);
    }
    return see_other(rs, "/buyer/purchases/%lld/path", (long long)d.purchase.no.value);
}

const struct route DRAFT_EDIT_ROUTES[] = {
    ROUTE(GET, "/buyer/purchases/:no/edit", get_edit, RIGHT_REQUEST),
    ROUTE(POST, "/buyer/purchases/:no/edit", post_edit, RIGHT_REQUEST),
};
const size_t DRAFT_EDIT_ROUTE_COUNT = COUNT(DRAFT_EDIT_ROUTES);
