// A row of a sheet read over a listing.
#include <string.h>

#include "base/limits.h"
#include "market/catalog/import.h"

// --- Cells
// ----------------------------------------------------------------------------------------

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

// A row being read over a listing.
struct reading {
    struct arena *arena;
    const struct import_plan *plan;
    const struct listing_template *template;
    struct listing *l;
    import_word_list *wrong;
    bool told[LIMIT_SHEET_COLUMNS]; // of the column: it cannot be read, so what is missing is clear
};

static void tell_at(struct reading *r, size_t column, str text)
{
    if (r->wrong->count < IMPORT_WORDS_MOST) {
        str letters = sheet_column_letters(r->arena, column);
        str name = r->plan->columns.items[column].name;
        r->wrong->items[r->wrong->count++] = str_format(
            r->arena, "%.*s(%.*s열): %.*s", STR_ARG(name), STR_ARG(letters), STR_ARG(text));
    }
    r->told[column] = true;
}

// Digits with their groups, and the words people put around them: 21,500원, 2,500 매, ₩ 300.
static str bare_number(struct arena *a, str text, str unit)
{
    struct out o;
    out_init(&o, a, text.n + 1);
    text = str_trim(text);
    if (unit.n > 0 && str_ends(text, unit)) {
        text = str_slice(text, 0, text.n - unit.n);
    }
    if (str_starts(text, S("₩"))) {
        text = str_slice(text, S("₩").n, text.n);
    }
    for (size_t i = 0; i < text.n; i++) {
        if (text.p[i] != ',' && text.p[i] != ' ') {
            out_char(&o, text.p[i]);
        }
    }
    return out_view(&o);
}

// A whole number; empty is `empty`. False after telling.
static bool read_whole(struct reading *r, size_t column, str text, str unit, int64_t empty,
                       int64_t *out)
{
    if (text.n == 0) {
        *out = empty;
        return true;
    }
    if (!str_parse_i64(bare_number(r->arena, text, unit), out)) {
        tell_at(r, column,
                str_format(r->arena, "숫자만 적어 주세요. 지금은 '%.*s'입니다.",
                           (int)(text.n > 60 ? 0 : text.n), text.p));
        return false;
    }
    return true;
}

static bool is_word(str text, const char *const *words)
{
    for (; *words != NULL; words++) {
        if (str_equals(text, str_view(*words))) {
            return true;
        }
    }
    return false;
}

// 1, 0, or -1 for neither.
static int yes_or_no(struct arena *a, str text)
{
    static const char *const YES[] = {"예", "네", "y",    "yes",  "true",
                                      "o",  "1",  "있음", "해당", NULL};
    static const char *const NO[] = {"아니오", "아니요", "n",    "no",       "false",
                                     "x",      "0",      "없음", "해당없음", NULL};
    str plain = import_plain_name(a, text);
    return is_word(plain, YES) ? 1 : is_word(plain, NO) ? 0 : -1;
}

static void read_price(struct reading *r, size_t column, str text)
{
    int64_t won = 0;
    if (read_whole(r, column, text, S("원"), 0, &won)) {
        r->l->terms.price = (money){won};
    }
}

static void read_vat(struct reading *r, size_t column, str text)
{
    static const char *const TAXABLE[] = {"과세", "taxable", "부가세포함", NULL};
    static const char *const EXEMPT[] = {"면세", "exempt", "비과세", NULL};
    str plain = import_plain_name(r->arena, text);
    if (text.n == 0) {
        r->l->terms.is_exempt = str_equals(r->template->vat, S("exempt"));
    } else if (is_word(plain, TAXABLE) || is_word(plain, EXEMPT)) {
        r->l->terms.is_exempt = is_word(plain, EXEMPT);
    } else {
        tell_at(r, column, S("과세 또는 면세로 적어 주세요."));
    }
}

static void read_tiers(struct reading *r, size_t column, str text)
{
    offer_tier_list list = {.items = NEW_ARRAY(r->arena, LIMIT_TIERS, struct offer_tier)};
    struct out o;
    out_init(&o, r->arena, text.n + 1);
    for (size_t i = 0; i < text.n; i++) { // 10:20000, 50:19000 → 10:20000|50:19000
        char c = text.p[i];
        out_str(&o, c == ' ' ? S("") : (str){.p = c == ',' || c == ';' ? "|" : &text.p[i], .n = 1});
    }
    if (!offer_tiers_parse(r->arena, out_view(&o), &list)) {
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
            tell_at(r, column,
                    str_format(r->arena, "구·군의 이름을 쉼표로 적어 주세요. '%.*s'은 없습니다.",
                               (int)(name.n > 60 ? 0 : name.n), name.p));
            return;
        }
        if (name.n > 0) {
            out_str(&o, o.n > 0 ? S("|") : S(""));
            out_str(&o, code);
        }
    }
    r->l->terms.districts = out_view(&o);
}

// 2027-03-31, 2027.3.31, 2027년 3월 31일, 20270331.
static bool parse_day(str text, date *out)
{
    int64_t parts[3] = {0};
    size_t count = 0;
    size_t digits = 0;
    for (size_t i = 0; i < text.n; i++) {
        bool is_digit = text.p[i] >= '0' && text.p[i] <= '9';
        if (is_digit && digits == 0 && count == 3) {
            return false;
        }
        if (is_digit) {
            parts[count] = parts[count] * 10 + (text.p[i] - '0');
            if (++digits > 8) {
                return false;
            }
        } else if (digits > 0) {
            count++;
            digits = 0;
        }
    }
    count += digits > 0;
    if (count == 1) {
        parts[2] = parts[0] % 100;
        parts[1] = parts[0] / 100 % 100;
        parts[0] /= 10000;
    } else if (count != 3) {
        return false;
    }
    if (parts[0] < 1900 || parts[0] > 9999 ||
        !date_ymd_is_valid((int)parts[0], (int)parts[1], (int)parts[2])) {
        return false;
    }
    *out = date_from_ymd((int)parts[0], (int)parts[1], (int)parts[2]);
    return true;
}

static void read_day(struct reading *r, size_t column, const struct sheet_cell *cell, str text)
{
    if (text.n == 0) {
        r->l->terms.valid_until = DATE_NONE;
    } else if (cell->kind == CELL_NUMBER && text.n <= 5) { // days since 1900
        tell_at(r, column,
                str_format(r->arena,
                           "날짜가 숫자 %.*s으로 들어왔습니다. 칸 서식을 '날짜'로 바꿔 주세요.",
                           STR_ARG(text)));
    } else if (!parse_day(cell->kind == CELL_DATE ? str_slice(text, 0, 10) : text,
                          &r->l->terms.valid_until)) {
        tell_at(r, column, S("날짜를 2027-03-31처럼 적어 주세요."));
    }
}

static void read_flag(struct reading *r, size_t column, str text)
{
    int answer = text.n == 0 ? 0 : yes_or_no(r->arena, text);
    if (answer < 0) {
        tell_at(r, column, S("예 또는 아니오로 적어 주세요."));
        return;
    }
    r->l->terms.own_production = answer == 1;
}

static void read_number(struct reading *r, size_t column, str text, enum import_field field)
{
    struct offer_terms *t = &r->l->terms;
    if (field == IMPORT_QUANTITY_MIN) {
        (void)read_whole(r, column, text, t->unit, 1, &t->quantity_min);
    } else if (field == IMPORT_STOCK) {
        (void)read_whole(r, column, text, t->unit, LISTING_MADE_TO_ORDER, &t->stock);
    } else {
        (void)read_whole(r, column, text, S("일"), -1, &t->lead_days);
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
        p->maker = text;
        break;
    case IMPORT_MODEL:
        p->model = text;
        break;
    case IMPORT_ORIGIN:
        p->origin = text;
        break;
    case IMPORT_DESCRIPTION:
        p->description = text;
        break;
    case IMPORT_DETAIL_NO:
        p->detail_no = text;
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

// --- Attributes
// ----------------------------------------------------------------------------------

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

static str without_blanks(struct arena *a, str text)
{
    struct out o;
    out_init(&o, a, text.n + 1);
    for (size_t i = 0; i < text.n; i++) {
        if (text.p[i] != ' ') {
            out_char(&o, text.p[i]);
        }
    }
    return str_lower_ascii(a, out_view(&o));
}

// The template's own spelling of a word, or the text as it is.
static str own_spelling(struct arena *a, str words, str text)
{
    str plain = without_blanks(a, text);
    for (str rest = words; rest.n > 0;) {
        str word = str_cut(&rest, '|');
        if (str_equals(without_blanks(a, word), plain)) {
            return word;
        }
    }
    return text;
}

static str attribute_value(struct arena *a, const struct attribute *x, str text)
{
    if (text.n == 0) {
        return text;
    }
    switch (x->kind) {
    case ATTRIBUTE_NUMBER:
        return bare_number(a, text, x->unit);
    case ATTRIBUTE_ENUM:
        return own_spelling(a, x->words, text);
    case ATTRIBUTE_BOOL: {
        int answer = yes_or_no(a, text);
        return answer == 1 ? S("예") : answer == 0 ? S("아니오") : text;
    }
    case ATTRIBUTE_TEXT:
        break;
    }
    return text;
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

// --- A row
// ----------------------------------------------------------------------------------------

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
        set_value(r, x->key, attribute_value(r->arena, x, text));
    }
}

// An issue of listing_check at the column that says it, or by the name it would have.
static void tell_issue(struct reading *r, const struct listing_issue *issue)
{
    size_t column = 0;
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
            tell_at(r, column, issue->text);
        }
        return;
    }
    int field = import_field_from(issue->field);
    if (r->wrong->count < IMPORT_WORDS_MOST) {
        r->wrong->items[r->wrong->count++] =
            field < 0
                ? issue->text
                : str_format(r->arena, "%s 열이 없습니다: %.*s",
                             import_field_of((enum import_field)field)->name, STR_ARG(issue->text));
    }
}

struct listing import_blank(const struct listing_template *t)
{
    return (struct listing){
        .text = {.category = t->code     },
        .terms = { .is_exempt = str_equals(t->vat, S("exempt")),
                 .unit = t->unit,
                 .quantity_min = 1,
                 .lead_days = -1,
                 .stock = LISTING_MADE_TO_ORDER,
                 .valid_until = DATE_NONE},
    };
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
                     struct listing *l, import_word_list *out_wrong)
{
    *out_wrong = (import_word_list){.items = NEW_ARRAY(a, IMPORT_WORDS_MOST, str)};
    struct reading r = {.arena = a, .plan = plan, .template = t, .l = l, .wrong = out_wrong};
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
    listing_value_list values = l->text.values;
    order_values(&r, &values);
    listing_issue_list issues = listing_check(a, t, l, plan->today);
    for (size_t i = 0; i < issues.count; i++) {
        tell_issue(&r, &issues.items[i]);
    }
}
