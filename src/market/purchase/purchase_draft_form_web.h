// The form of a draft, whether it is a new one or one that is changed: what it asks, how it is read
// and how it is shown.
#pragma once

#include "market/party/party_supplier_store.h"
#include "market/purchase/purchase_draft_action.h"
#include "market/purchase/purchase_part_web.h"
#include "market/purchase/purchase_scope_store.h"
#include "market/purchase/purchase_scope_web.h"
#include "platform/form/form.h"
#include "platform/page/frame.h"
#include "platform/page/parts.h"
#include "platform/web/route.h"

struct option {
    str value;
    str text;
    bool chosen;
};

struct draft_line {
    int64_t seq;
    int64_t key;      // of the field that carries …
    int64_t revision; // … which one of the offer is shown
    str title;
    str unit;
    money price; // a unit, VAT included
    int64_t quantity;
    int64_t quantity_min; // of one that is changed
    str entered;          // … and what its input shows, also what is no number
    money amount;
    str limit;     // 재고 30상자, 중구에만 납품; or empty
    bool is_wrong; // … and that is not enough, or not here
    href instead;  // others of its category that are delivered here; or empty
};

// A new draft, or one being changed.
struct draft_page {
    struct frame frame;
    struct crumb crumb;
    str heading;
    href action;
    href back;
    str button;
    str supplier_name;
    str supplier_no; // of a new draft; else empty
    bool is_new;
    public_no no;    // of one that is changed
    int64_t version; // of the case that is changed
    str case_title;
    struct purchase_part part;
    bool may_drop; // a line: others stay
    str title;
    str need;
    str budget_line;
    str delivery_place;
    LIST(struct option) districts;
    str deliver_by; // as typed or yyyy-mm-dd
    str earliest;   // yyyy-mm-dd: today
    str lead;       // "가장 긴 납기 7일"
    LIST(struct option) departments;
    LIST(struct option) objects;
    str object_text; // the only one there is, or empty
    str object_value;
    bool asks_works;       // general, special or other
    scope_cell_list scope; // what is asked of a service
    LIST(struct draft_line) lines;
    money total;
};

// What both forms choose from, and what they ask.
struct draft_choices {
    department_choice_list departments;
    district_list districts;
    scope_question_list questions; // about what is bought
};

// What its inputs are called.
extern const struct field_label DRAFT_LABELS[];
extern const size_t DRAFT_LABEL_COUNT;

// All but the questions, which are of what is bought.
err draft_form_load(struct unit *u, struct draft_choices *out);

// Where the institution lies; empty: in no district, or in many.
str draft_form_own_district(const struct draft_choices *c);

// One of the city's, or none; a form that does not ask means where the institution lies.
str draft_form_read_district(const struct request *rq, const struct draft_choices *c);

// What was typed; what is wrong with it joins `is`.
void draft_form_read_need(struct unit *u, const struct request *rq, struct issues *is,
                          const struct draft_choices *c, struct purchase_need *out);

// Chosen is what was typed; of a form that nobody sent yet (NULL), `kept`.
void draft_form_fill_departments(struct arena *a, const department_choice_list *departments,
                                 const struct request *typed, department_id kept,
                                 struct draft_page *p);

// `chosen` is a code.
void draft_form_fill_districts(struct arena *a, const district_list *districts, str chosen,
                               struct draft_page *p);

// What its firm has and where it delivers, beside a line, and where others are when that fails.
void draft_form_fill_limit(struct arena *a, const struct draft_choices *c,
                           const struct purchase_line *line, str district, struct draft_line *out);

// The kinds of contract that the categories of the lines allow; one alone is not asked for.
void draft_form_fill_objects(struct arena *a, const str *category_objects, size_t count, str chosen,
                             struct draft_page *p);

// The input that a refusal of the deed is about; empty: the form as a whole.
const char *draft_form_field_of(err fault);

// What was answered, or what was kept, with what is asked.
void draft_form_fill_scope(struct unit *u, const struct request *rq, const struct draft_choices *c,
                           const struct issues *issues, str kept, struct draft_page *p);

// The page; with issues what was typed is shown again, as 422.
err draft_form_render(struct unit *u, const struct request *rq, struct response *rs,
                      const struct issues *issues, struct draft_page *p);
