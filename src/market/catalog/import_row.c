// A row of a sheet read over a listing.
#include <assert.h>
#include <string.h>

#include "base/limits.h"
#include "market/catalog/import.h"
#include "market/catalog/import_cell.h"
#include "market/catalog/normal.h"
#include "market/catalog/normal_word.h"

// --- Cells ---------------------------------------------------------------------------------------

static const struct sheet_cell *cell_at(const struct sheet_row *row, size_t column)
{
    static const struct sheet_cell EMPTY = {
        .text = {.p = "", .n = 0}
    };
    return column < row->count ? &row->cells[column] : &EMPTY;
}

static bool column_of(const struct import_plan *plan, str target, size_t *out)
{
    for (size_t i = 0; i < plan->columns.count; i++) {
        if (str_equals(plan->columns.items[i].target, target)) {
            *out = i;
            return true;
        }
    }
    return false;
}

str import_cell(const struct import_plan *plan, const struct sheet_row *row,
                enum import_field field)
{
    size_t column = 0;
    return column_of(plan, str_view(import_field_of(field)->word), &column)
               ? str_trim(cell_at(row, column)->text)
               : S("");
}

#define NOWHERE LIMIT_SHEET_COLUMNS

// What the row says of an attribute.
struct cell_reading {
    size_t column; // NOWHERE: no column says it
    str typed;
    str hint; // how to mend it
};

// A row being read over a listing.
struct reading {
    struct arena *arena;
    const struct import_plan *plan;
    const struct listing_template *template;
    struct listing *l;
    import_word_list *wrong;
    import_word_list *otherwise;
    struct cell_reading *cells;     // of each attribute of the template
    bool told[LIMIT_SHEET_COLUMNS]; // of the column: it cannot be read, so what is missing is clear
};

static str at_column(struct reading *r, size_t column, str text)
{
    str letters = sheet_column_letters(r->arena, column);
    str name = r->plan->columns.items[column].name;
    return str_format(r->arena, "%.*s(%.*s열): %.*s", STR_ARG(name), STR_ARG(letters),
                      STR_ARG(text));
}

static void tell_at(struct reading *r, size_t column, str text)
{
    if (r->wrong->count < IMPORT_WORDS_MOST) {
        r->wrong->items[r->wrong->count++] = at_column(r, column, text);
    }
    r->told[column] = true;
}

// What stands in the sheet, what it is read as, and why; `name` is for what no column says.
static void tell_otherwise(struct reading *r, size_t column, str name,
                           const struct normal_proposal *p)
{
    str typed = p->typed.n == 0 ? S("(빈칸)") : p->typed;
    str text = str_format(r->arena, "%.*s → %.*s. %.*s", STR_ARG(typed), STR_ARG(p->value),
                          STR_ARG(p->why));
    assert(r->otherwise->count < IMPORT_OTHERWISE_MOST);
    r->otherwise->items[r->otherwise->count++] =
        column == NOWHERE ? str_format(r->arena, "%.*s: %.*s", STR_ARG(name), STR_ARG(text))
                          : at_column(r, column, text);
}

// A whole number in its unit: 21,500원, ₩ 300, 7일. What is written in another way (2만 1천원,
// 2주) is told. Empty is `empty`. False after telling.
static bool read_whole(struct reading *r, size_t column, str text, str unit, int64_t empty,
                       int64_t *out)
{
    struct normal_proposal p;
    if (text.n == 0) {
        *out = empty;
        return true;
    }
    if (import_cell_whole(r->arena, r->template, text, unit, out, &p)) {
        if (p.state == NORMAL_PROPOSED) {
            tell_otherwise(r, column, S(""), &p);
        }
        return true;
    }
    str said = import_cell_quote(r->arena, text);
    tell_at(r, column,
            str_format(r->arena, "숫자만 적어 주세요. 지금은 '%.*s'입니다.", STR_ARG(said)));
    return false;
}

static void read_price(struct reading *r, size_t column, str text)
{
    int64_t won = 0;
    if (import_cell_is_before_tax(text)) {
        tell_at(r, column, S("부가가치세를 포함한 값으로 숫자만 적어 주세요."));
        return;
    }
    if (read_whole(r, column, text, S("원"), 0, &won)) {
        r->l->terms.price = (money){won};
    }
}

static void read_vat(struct reading *r, size_t column, str text)
{
    int exempt = import_cell_exempt(r->arena, text);
    if (text.n == 0) {
        r->l->terms.is_exempt = str_equals(r->template->vat, S("exempt"));
    } else if (exempt >= 0) {
        r->l->terms.is_exempt = exempt == 1;
    } else {
        tell_at(r, column, S("과세 또는 면세로 적어 주세요."));
    }
}

static void read_tiers(struct reading *r, size_t column, str text)
{
    offer_tier_list list = {.items = NEW_ARRAY(r->arena, LIMIT_TIERS, struct offer_tier)};
    if (!import_cell_tiers(r->arena, text, &list)) {
        tell_at(r, column,
                S("수량:단가를 쉼표로 이어 다섯까지 적어 주세요. 예: 10:20000, 50:19000"));
        return;
    }
    r->l->terms.tiers = list;
}

static str district_code(const struct import_plan *plan, str name)
{
    for (size_t i = 0; i < plan->districts.count; i++) {
        if (str_equals(plan->districts.items[i].name, name) ||
            str_equals(plan->districts.items[i].code, name)) {
            return plan->districts.items[i].code;
        }
    }
    return S("");
}

static bool holds_code(str codes, str code)
{
    while (codes.n > 0) {
        if (str_equals(str_cut(&codes, '|'), code)) {
            return true;
        }
    }
    return false;
}

static void read_districts(struct reading *r, size_t column, str text)
{
    struct out o;
    out_init(&o, r->arena, KIB);
    for (str rest = text; rest.n > 0;) {
        size_t comma = 0;
        while (comma < rest.n && strchr(",;|/", rest.p[comma]) == NULL) {
            comma++;
        }
        str name = str_trim(str_slice(rest, 0, comma));
        rest = str_slice(rest, comma + 1, rest.n);
        str code = district_code(r->plan, name);
        if (name.n > 0 && code.n == 0) {
            str said = import_cell_quote(r->arena, name);
            tell_at(r, column,
                    str_format(r->arena,
                               "없는 구·군입니다: '%.*s'. 구·군의 이름을 쉼표로 적어 주세요.",
                               STR_ARG(said)));
            return;
        }
        if (name.n > 0 && !holds_code(out_view(&o), code)) { // however often a cell repeats it
            out_str(&o, o.n > 0 ? S("|") : S(""));
            out_str(&o, code);
        }
    }
    r->l->terms.districts = out_view(&o);
}

static void read_day(struct reading *r, size_t column, const struct sheet_cell *cell, str text)
{
    if (text.n == 0) {
        r->l->terms.valid_until = DATE_NONE;
    } else if (cell->kind == CELL_NUMBER && text.n <= 5) { // days since 1900
        tell_at(r, column,
                str_format(r->arena,
                           "날짜가 숫자로 들어왔습니다(%.*s). 칸 서식을 '날짜'로 바꿔 주세요.",
                           STR_ARG(text)));
    } else if (!import_cell_day(cell->kind == CELL_DATE ? str_slice(text, 0, 10) : text,
                                &r->l->terms.valid_until)) {
        tell_at(r, column, S("날짜를 2027-03-31처럼 적어 주세요."));
    }
}

static void read_flag(struct reading *r, size_t column, str text)
{
    int answer = text.n == 0 ? 0 : import_cell_flag(r->arena, text);
    if (answer < 0) {
        tell_at(r, column, S("예 또는 아니오로 적어 주세요."));
        return;
    }
    r->l->terms.own_production = answer == 1;
}

// Days; words for at once and the later end of a range are told.
static void read_lead(struct reading *r, size_t column, str text)
{
    struct normal_proposal p;
    if (import_cell_lead(r->arena, r->template, text, &p)) {
        tell_otherwise(r, column, S(""), &p);
        (void)str_parse_i64(p.value, &r->l->terms.lead_days);
        return;
    }
    (void)read_whole(r, column, text, S("일"), -1, &r->l->terms.lead_days);
}

static void read_number(struct reading *r, size_t column, str text, enum import_field field)
{
    struct offer_terms *t = &r->l->terms;
    if (field == IMPORT_QUANTITY_MIN) {
        (void)read_whole(r, column, text, t->unit, 1, &t->quantity_min);
    } else if (field == IMPORT_STOCK) {
        (void)read_whole(r, column, text, t->unit, LISTING_MADE_TO_ORDER, &t->stock);
    } else {
        read_lead(r, column, text);
    }
}

// Does what stands mean what is proposed? Then it stays: nothing that is listed changes because it
// is read otherwise than it was once.
static bool stands_already(struct arena *a, str was, const struct normal_proposal *p,
                           enum import_field field)
{
    struct normal_proposal spelled;
    if (field == IMPORT_MAKER) {
        return str_equals(str_lower_ascii(a, normal_maker_key(a, was)),
                          str_lower_ascii(a, normal_maker_key(a, p->value)));
    }
    normal_propose_model(a, was, &spelled);
    return str_equals(spelled.value, p->value);
}

// Makers and models by one spelling; what is too long for one is told by the listing's own check.
static void read_make(struct reading *r, size_t column, str text, enum import_field field)
{
    str known = r->plan->maker;
    str *to = field == IMPORT_MAKER ? &r->l->text.maker : &r->l->text.model;
    struct normal_proposal p = {.typed = text};
    bool fits = str_length(text) <= LIMIT_NAME;
    if (fits && field == IMPORT_MAKER) {
        normal_propose_maker(r->arena, text, &(normal_words){&known, known.n > 0}, &p);
    } else if (fits) {
        normal_propose_model(r->arena, text, &p);
    }
    if (p.state != NORMAL_PROPOSED) {
        *to = text;
    } else if (to->n == 0 || !stands_already(r->arena, *to, &p, field)) {
        tell_otherwise(r, column, S(""), &p);
        *to = p.value;
    }
}

static void read_common(struct reading *r, size_t column, const struct sheet_cell *cell, str text,
                        enum import_field field)
{
    struct product_text *p = &r->l->text;
    switch (field) {
    case IMPORT_CODE:
        r->l->terms.own_code = text;
        break;
    case IMPORT_TITLE:
        p->title = text;
        break;
    case IMPORT_MAKER:
    case IMPORT_MODEL:
        read_make(r, column, text, field);
        break;
    case IMPORT_ORIGIN:
        p->origin = text;
        break;
    case IMPORT_DESCRIPTION:
        p->description = text;
        break;
    case IMPORT_DETAIL_NO:
        p->is_old_number = text.n > 0 && str_equals(p->detail_no, text);
        p->detail_no = text;
        p->number = r->plan->number;
        break;
    case IMPORT_ITEM_NO:
        p->item_no = text;
        break;
    case IMPORT_UNIT:
        r->l->terms.unit = text.n > 0 ? text : r->template->unit;
        break;
    case IMPORT_PRICE:
        read_price(r, column, text);
        break;
    case IMPORT_VAT:
        read_vat(r, column, text);
        break;
    case IMPORT_TIERS:
        read_tiers(r, column, text);
        break;
    case IMPORT_DISTRICTS:
        read_districts(r, column, text);
        break;
    case IMPORT_VALID_UNTIL:
        read_day(r, column, cell, text);
        break;
    case IMPORT_OWN_PRODUCTION:
        read_flag(r, column, text);
        break;
    case IMPORT_QUANTITY_MIN:
    case IMPORT_LEAD_DAYS:
    case IMPORT_STOCK:
        read_number(r, column, text, field);
        break;
    case IMPORT_CATEGORY: // found already
    case IMPORT_PHOTOS:   // fetched later
    case IMPORT_FIELD_COUNT:
        break;
    }
}

// --- Attributes ----------------------------------------------------------------------------------

#define HINT_MOST 600 // bytes; a longer list of words is looked up in the template

static const struct attribute *attribute_of(struct reading *r, const struct import_column *c)
{
    const attribute_list *list = &r->template->attributes;
    str plain = c->target.n > 1 ? S("") : import_plain_name(r->arena, c->name);
    for (size_t i = 0; i < list->count; i++) {
        bool is_it = c->target.n > 1
                         ? str_equals(str_slice(c->target, 2, c->target.n), list->items[i].key)
                         : str_equals(plain, import_plain_name(r->arena, list->items[i].name));
        if (is_it) {
            return &list->items[i];
        }
    }
    return NULL;
}

static void set_value(struct reading *r, str key, str value)
{
    listing_value_list *values = &r->l->text.values;
    for (size_t i = 0; i < values->count; i++) {
        if (str_equals(values->items[i].key, key)) {
            values->items[i].value = value;
            return;
        }
    }
    if (values->count < LIMIT_ATTRIBUTES) {
        values->items[values->count++] = (struct listing_value){.key = key, .value = value};
    }
}

// One value as the normalisers of the form read it. An attribute that no column says is filled
// from a size in a neighbour's cell when nothing is known of the listing yet, or else stays.
static void take_proposal(struct reading *r, size_t at, const struct normal_proposal *p)
{
    const struct attribute *x = &r->template->attributes.items[at];
    struct cell_reading *c = &r->cells[at];
    if (p->state == NORMAL_UNFIT && x->kind != ATTRIBUTE_BOOL) {
        c->hint = p->why.n > HINT_MOST ? S("") : str_copy(r->arena, p->why);
    } else if (p->state == NORMAL_PROPOSED && (c->column != NOWHERE || r->l->id.value == 0)) {
        set_value(r, x->key, str_copy(r->arena, p->value));
        tell_otherwise(r, c->column, x->name, p);
    }
}

// "규격 칸을 채워 주세요.", or of a list to choose from with its words.
static str ask_for(struct arena *a, const struct attribute *x)
{
    if (x->kind != ATTRIBUTE_ENUM && x->kind != ATTRIBUTE_BOOL) {
        return str_format(a, "%.*s 칸을 채워 주세요.", STR_ARG(x->name));
    }
    str words = x->kind == ATTRIBUTE_BOOL ? S("예, 아니오") : normal_words_text(a, x->words);
    return words.n > HINT_MOST ? str_format(a, "%.*s 칸에서 하나를 골라 주세요.", STR_ARG(x->name))
                               : str_format(a, "%.*s 칸에서 하나를 골라 주세요: %.*s.",
                                            STR_ARG(x->name), STR_ARG(words));
}

// What must be filled in and is not may stand in the title: it is told, not taken.
static void hint_from_title(struct reading *r, struct arena *scratch, const str *typed)
{
    const attribute_list *rows = &r->template->attributes;
    struct normal_proposal *p = NEW_ARRAY(scratch, rows->count, struct normal_proposal);
    bool is_missing = false;
    for (size_t i = 0; i < rows->count; i++) {
        const struct attribute *x = &rows->items[i];
        is_missing |= x->is_required && listing_value_of(&r->l->text.values, x->key).n == 0;
    }
    if (!is_missing) {
        return;
    }
    normal_propose_all(scratch, rows, r->l->text.title, typed, p);
    for (size_t i = 0; i < rows->count; i++) {
        const struct attribute *x = &rows->items[i];
        if (p[i].state == NORMAL_PROPOSED && listing_value_of(&r->l->text.values, x->key).n == 0) {
            str asked = ask_for(scratch, x);
            r->cells[i].hint = str_format(r->arena, "%.*s 상품명에서 읽으면 ‘%.*s’입니다.",
                                          STR_ARG(asked), STR_ARG(p[i].value));
        }
    }
}

static void read_by_template(struct reading *r)
{
    const attribute_list *rows = &r->template->attributes;
    struct arena *scratch = arena_open_below(r->arena, LIMIT_ARENA_UNIT);
    struct normal_proposal *proposals = NEW_ARRAY(scratch, rows->count, struct normal_proposal);
    str *typed = NEW_ARRAY(scratch, rows->count, str);
    for (size_t i = 0; i < rows->count; i++) {
        typed[i] = r->cells[i].typed;
    }
    normal_propose_all(scratch, rows, S(""), typed, proposals);
    for (size_t i = 0; i < rows->count; i++) {
        take_proposal(r, i, &proposals[i]);
    }
    hint_from_title(r, scratch, typed);
    arena_close(scratch);
}

// --- A row ---------------------------------------------------------------------------------------

// A cell that is no text of its own. True when it was told.
static bool tell_kind(struct reading *r, size_t column, const struct sheet_cell *cell, bool is_day)
{
    if (cell->kind == CELL_FORMULA) {
        tell_at(r, column,
                S("수식이 들어 있습니다. 칸을 복사해 '값 붙여넣기'로 값만 남겨 주세요."));
    } else if (cell->kind == CELL_ERROR) {
        tell_at(r, column, S("엑셀의 오류 값이 들어 있습니다. 값을 다시 적어 주세요."));
    } else if (cell->kind == CELL_DATE && !is_day) {
        tell_at(r, column,
                S("날짜로 바뀐 칸입니다. 칸 서식을 '텍스트'로 바꾸고 다시 적어 주세요."));
    } else {
        return false;
    }
    return true;
}

static void read_column(struct reading *r, size_t column, const struct sheet_row *row)
{
    const struct import_column *c = &r->plan->columns.items[column];
    const struct sheet_cell *cell = cell_at(row, column);
    if (c->target.n == 0) {
        return;
    }
    str text = str_trim(cell->text);
    int field = import_field_from(c->target);
    const struct attribute *x = field < 0 ? attribute_of(r, c) : NULL;
    if (field < 0 && x == NULL) {
        return; // of another category
    }
    if (tell_kind(r, column, cell, field == IMPORT_VALID_UNTIL)) {
        return;
    }
    if (field >= 0) {
        read_common(r, column, cell, text, (enum import_field)field);
    } else {
        struct cell_reading *known = &r->cells[x - r->template->attributes.items];
        known->column = column;
        known->typed = text;
        set_value(r, x->key, text);
    }
}

// What the normalisers say of an attribute is clearer than the listing's own check.
static str text_of_issue(struct reading *r, const struct listing_issue *issue)
{
    const attribute_list *rows = &r->template->attributes;
    str key =
        str_starts(issue->field, S("a.")) ? str_slice(issue->field, 2, issue->field.n) : S("");
    for (size_t i = 0; i < rows->count; i++) {
        if (r->cells[i].hint.n > 0 && str_equals(rows->items[i].key, key)) {
            return r->cells[i].hint;
        }
    }
    return issue->text;
}

// An issue of listing_check at the column that says it, or by the name it would have.
static void tell_issue(struct reading *r, const struct listing_issue *issue)
{
    size_t column = 0;
    str text = text_of_issue(r, issue);
    bool found = column_of(r->plan, issue->field, &column);
    for (size_t i = 0; !found && i < r->plan->columns.count; i++) {
        const struct attribute *x = r->plan->columns.items[i].target.n == 1
                                        ? attribute_of(r, &r->plan->columns.items[i])
                                        : NULL;
        found = x != NULL && str_starts(issue->field, S("a.")) &&
                str_equals(str_slice(issue->field, 2, issue->field.n), x->key);
        column = found ? i : column;
    }
    if (found) {
        if (!r->told[column]) {
            tell_at(r, column, text);
        }
        return;
    }
    int field = import_field_from(issue->field);
    if (r->wrong->count < IMPORT_WORDS_MOST) {
        r->wrong->items[r->wrong->count++] =
            field < 0 ? text
                      : str_format(r->arena, "%s 열이 없습니다: %.*s",
                                   import_field_of((enum import_field)field)->name, STR_ARG(text));
    }
}

// What is wrong with the 세부품명번호 and refuses nothing.
static void tell_number(struct reading *r)
{
    size_t column = 0;
    str said = listing_number_warning(r->arena, &r->l->text);
    if (said.n > 0 &&
        column_of(r->plan, str_view(import_field_of(IMPORT_DETAIL_NO)->word), &column)) {
        assert(r->otherwise->count < IMPORT_OTHERWISE_MOST);
        r->otherwise->items[r->otherwise->count++] = at_column(r, column, said);
    }
}

// Values in the template's order: so that the same are the same text.
static void order_values(struct reading *r, const listing_value_list *from)
{
    listing_value_list to = {.items = NEW_ARRAY(r->arena, LIMIT_ATTRIBUTES, struct listing_value)};
    for (size_t i = 0; i < r->template->attributes.count; i++) {
        str key = r->template->attributes.items[i].key;
        str value = listing_value_of(from, key);
        if (value.n > 0) {
            to.items[to.count++] = (struct listing_value){.key = key, .value = value};
        }
    }
    r->l->text.values = to;
}

void import_read_row(struct arena *a, const struct import_plan *plan,
                     const struct listing_template *t, const struct sheet_row *row,
                     struct listing *l, import_word_list *out_wrong,
                     import_word_list *out_otherwise)
{
    *out_wrong = (import_word_list){.items = NEW_ARRAY(a, IMPORT_WORDS_MOST, str)};
    *out_otherwise = (import_word_list){.items = NEW_ARRAY(a, IMPORT_OTHERWISE_MOST, str)};
    struct reading r = {
        .arena = a,
        .plan = plan,
        .template = t,
        .l = l,
        .wrong = out_wrong,
        .otherwise = out_otherwise,
        .cells = NEW_ARRAY(a, t->attributes.count, struct cell_reading),
    };
    for (size_t i = 0; i < t->attributes.count; i++) {
        r.cells[i] = (struct cell_reading){.column = NOWHERE, .typed = S(""), .hint = S("")};
    }
    listing_value_list was = l->text.values;
    l->text.category = t->code;
    l->text.values.items = NEW_ARRAY(a, LIMIT_ATTRIBUTES, struct listing_value);
    l->text.values.count = 0;
    for (size_t i = 0; i < was.count && i < LIMIT_ATTRIBUTES; i++) {
        l->text.values.items[l->text.values.count++] = was.items[i];
    }
    for (size_t i = 0; i < plan->columns.count; i++) {
        read_column(&r, i, row);
    }
    read_by_template(&r);
    listing_value_list values = l->text.values;
    order_values(&r, &values);
    listing_issue_list issues = listing_check(a, t, l, plan->today);
    for (size_t i = 0; i < issues.count; i++) {
        tell_issue(&r, &issues.items[i]);
    }
    tell_number(&r);
}
