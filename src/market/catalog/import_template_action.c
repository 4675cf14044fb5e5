#include "market/catalog/import_template_action.h"

#include "base/limits.h"

#define NAME_WIDTH 18 // characters of an attribute's column

static str attribute_name(struct arena *a, const struct attribute *x)
{
    return x->unit.n == 0 ? x->name
                          : str_format(a, "%.*s(%.*s)", STR_ARG(x->name), STR_ARG(x->unit));
}

static void write_columns(struct arena *a, const struct listing_template *t,
                          struct sheet_column *columns, size_t *out_count)
{
    size_t n = 0;
    for (int i = 0; i < IMPORT_FIELD_COUNT; i++) {
        const struct import_field_facts *f = import_field_of((enum import_field)i);
        columns[n++] = (struct sheet_column){
            .name = str_view(f->name),
            .width = f->width,
            .accent = f->is_required ? SHEET_MUST : SHEET_PLAIN,
        };
    }
    for (size_t i = 0; i < t->attributes.count; i++) {
        const struct attribute *x = &t->attributes.items[i];
        columns[n++] = (struct sheet_column){
            .name = attribute_name(a, x),
            .width = NAME_WIDTH,
            .accent = x->is_required ? SHEET_MUST : SHEET_PLAIN,
        };
    }
    *out_count = n;
}

static str first_word(str words)
{
    return str_cut(&words, '|');
}

static str example_value(const struct attribute *x)
{
    switch (x->kind) {
    case ATTRIBUTE_NUMBER:
        return S("10");
    case ATTRIBUTE_ENUM:
        return first_word(x->words);
    case ATTRIBUTE_BOOL:
        return S("예");
    case ATTRIBUTE_TEXT:
        break;
    }
    return S("예시");
}

static struct listing example(struct arena *a, const struct listing_template *t)
{
    struct listing l = import_blank(t);
    l.text.title = str_format(a, "예시 상품(%.*s). 이 줄은 등록하지 않습니다", STR_ARG(t->name));
    l.terms.own_code = S(IMPORT_EXAMPLE);
    l.terms.price = (money){10000};
    l.terms.lead_days = 5;
    return l;
}

static void write_example(struct arena *a, struct sheet_writer *w, const struct listing_template *t,
                          const struct import_plan *plan)
{
    struct listing l = example(a, t);
    for (int i = 0; i < IMPORT_FIELD_COUNT; i++) {
        if (i == IMPORT_PRICE) {
            sheet_write_amount(w, l.terms.price.won);
        } else {
            sheet_write_text(w, import_show(a, &l, (enum import_field)i, plan));
        }
    }
    for (size_t i = 0; i < t->attributes.count; i++) {
        sheet_write_text(w, example_value(&t->attributes.items[i]));
    }
    sheet_write_end_row(w);
}

// A list beside each cell whose words are given.
static void write_choices(struct sheet_writer *w, const struct listing_template *t)
{
    sheet_write_choice(w, IMPORT_VAT, S("과세|면세"));
    sheet_write_choice(w, IMPORT_OWN_PRODUCTION, S("예|아니오"));
    for (size_t i = 0; i < t->attributes.count; i++) {
        const struct attribute *x = &t->attributes.items[i];
        str words = x->kind == ATTRIBUTE_BOOL ? S("예|아니오") : x->words;
        sheet_write_choice(w, IMPORT_FIELD_COUNT + i, words);
    }
}

static str allowed(struct arena *a, const struct attribute *x)
{
    struct out o;
    out_init(&o, a, LIMIT_SHEET_CELL);
    for (str rest = x->words; rest.n > 0;) {
        out_str(&o, o.n > 0 ? S(", ") : S(""));
        out_str(&o, str_cut(&rest, '|'));
    }
    return x->kind == ATTRIBUTE_BOOL ? S("예, 아니오") : out_view(&o);
}

static str allowed_of_field(struct arena *a, enum import_field field,
                            const struct listing_template *t, const struct import_plan *plan)
{
    struct out o;
    out_init(&o, a, LIMIT_SHEET_CELL);
    switch ((int)field) {
    case IMPORT_CATEGORY:
        return t->code;
    case IMPORT_VAT:
        return str_equals(t->vat, S("mixed"))    ? S("과세, 면세")
               : str_equals(t->vat, S("exempt")) ? S("면세")
                                                 : S("과세");
    case IMPORT_OWN_PRODUCTION:
        return S("예, 아니오");
    case IMPORT_DISTRICTS:
        for (size_t i = 0; i < plan->districts.count; i++) {
            out_str(&o, i > 0 ? S(", ") : S(""));
            out_str(&o, plan->districts.items[i].name);
        }
        break;
    default:
        break;
    }
    return out_view(&o);
}

static void write_line(struct sheet_writer *w, str name, bool is_required, str hint, str words)
{
    sheet_write_text(w, name);
    sheet_write_text(w, is_required ? S("꼭 적습니다") : S("적지 않아도 됩니다"));
    sheet_write_text(w, hint);
    sheet_write_text(w, words);
    sheet_write_end_row(w);
}

static str hint_of(struct arena *a, const struct attribute *x)
{
    switch (x->kind) {
    case ATTRIBUTE_NUMBER:
        return x->unit.n == 0 ? S("숫자") : str_format(a, "%.*s 단위의 숫자", STR_ARG(x->unit));
    case ATTRIBUTE_ENUM:
        return S("허용 값 가운데 하나");
    case ATTRIBUTE_BOOL:
        return S("예 또는 아니오");
    case ATTRIBUTE_TEXT:
        break;
    }
    return S("200자까지");
}

static err write_words(struct arena *a, struct sheet_writer *w, const struct listing_template *t,
                       const struct import_plan *plan)
{
    static const struct sheet_column COLUMNS[] = {
        {{"열 이름", 10}, 20, SHEET_PLAIN},
        {{"필요", 6},      16, SHEET_PLAIN},
        {{"쓰는 법", 10}, 50, SHEET_PLAIN},
        {{"허용 값", 10}, 60, SHEET_PLAIN},
    };
    TRY(sheet_write_begin(w, S("허용 값"), COLUMNS, COUNT(COLUMNS)));
    for (int i = 0; i < IMPORT_FIELD_COUNT; i++) {
        enum import_field field = (enum import_field)i;
        const struct import_field_facts *f = import_field_of(field);
        write_line(w, str_view(f->name), f->is_required, str_view(f->hint),
                   allowed_of_field(a, field, t, plan));
    }
    for (size_t i = 0; i < t->attributes.count; i++) {
        const struct attribute *x = &t->attributes.items[i];
        write_line(w, attribute_name(a, x), x->is_required, hint_of(a, x), allowed(a, x));
    }
    return NULL;
}

err import_template_write(struct arena *a, struct sheet_writer *w, const struct listing_template *t,
                          const struct import_plan *plan)
{
    struct sheet_column *columns =
        NEW_ARRAY(a, IMPORT_FIELD_COUNT + LIMIT_ATTRIBUTES, struct sheet_column);
    size_t count = 0;
    write_columns(a, t, columns, &count);
    TRY(sheet_write_begin(w, S("상품"), columns, count));
    write_choices(w, t);
    write_example(a, w, t, plan);
    return write_words(a, w, t, plan);
}
