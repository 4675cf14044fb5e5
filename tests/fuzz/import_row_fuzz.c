// A row of a sheet of products, a cell a line: what comes of it is a listing whose every value can
// be kept, or is told. A letter before a cell says what kind the sheet calls it.
#include <string.h>

#include "fuzz.h"

#include "market/catalog/import.h"

// A str in a table: S is no constant.
#define T(literal)                                                                                 \
    {                                                                                              \
        "" literal "", sizeof(literal) - 1                                                         \
    }

static struct attribute ATTRIBUTES[] = {
    {T("size"),   T("규격"),       ATTRIBUTE_TEXT,   T(""),      T(""),                 true,  false, NULL},
    {T("weight"), T("평량"),       ATTRIBUTE_NUMBER, T("g/m²"), T(""),                 false, false, NULL},
    {T("kind"),   T("종류"),       ATTRIBUTE_ENUM,   T(""),      T("볼펜|형광펜"), false, false, NULL},
    {T("green"),  T("녹색제품"), ATTRIBUTE_BOOL,   T(""),      T(""),                 false, false, NULL},
};
static const struct listing_template TEMPLATE = {
    .code = T("paper"),
    .object = T("goods"),
    .vat = T("taxable"),
    .unit = T("개"),
    .attributes = {ATTRIBUTES, COUNT(ATTRIBUTES)},
};
static struct import_district DISTRICTS[] = {
    {T("27110"), T("중구")},
    {T("27230"), T("북구")},
};

#define COLUMNS (IMPORT_FIELD_COUNT + COUNT(ATTRIBUTES))

static struct import_plan plan_of(struct arena *arena)
{
    struct import_column *columns = NEW_ARRAY(arena, COLUMNS, struct import_column);
    for (size_t i = 0; i < COLUMNS; i++) {
        const struct import_field_facts *f =
            i < IMPORT_FIELD_COUNT ? import_field_of((enum import_field)i) : NULL;
        columns[i].name = f != NULL ? str_view(f->name) : ATTRIBUTES[i - IMPORT_FIELD_COUNT].name;
        columns[i].target = f != NULL
                                ? str_view(f->word)
                                : str_join(arena, S("a."), ATTRIBUTES[i - IMPORT_FIELD_COUNT].key);
    }
    return (struct import_plan){
        .columns = {columns,   COLUMNS         },
        .districts = {DISTRICTS, COUNT(DISTRICTS)},
        .category = TEMPLATE.code,
        .today = date_from_ymd(2026, 11, 27),
    };
}

static struct sheet_row row_of(struct arena *arena, str text)
{
    static const char KINDS[] = "t#@=!"; // as enum sheet_cell_kind
    struct sheet_cell *cells = NEW_ARRAY(arena, COLUMNS, struct sheet_cell);
    struct sheet_row row = {.number = 2, .cells = cells};
    for (str rest = text; rest.n > 0 && row.count < COLUMNS; row.count++) {
        str cell = str_cut(&rest, '\n');
        const char *kind = cell.n > 0 && cell.p[0] != '\0' ? strchr(KINDS, cell.p[0]) : NULL;
        cells[row.count].kind = kind == NULL ? CELL_TEXT : (enum sheet_cell_kind)(kind - KINDS);
        cells[row.count].text = kind == NULL ? cell : str_slice(cell, 1, cell.n);
    }
    return row;
}

static void check_kept(struct arena *arena, const struct sheet_row *row)
{
    struct out o;
    struct sheet_row again;
    out_init(&o, arena, MIB);
    import_pack(&o, row);
    str packed = out_view(&o);
    assert(import_unpack(arena, &packed, &again) && packed.n == 0);
    assert(again.count == row->count && again.number == row->number);
    for (size_t i = 0; i < row->count; i++) {
        assert(again.cells[i].kind == row->cells[i].kind);
        assert(str_equals(again.cells[i].text, row->cells[i].text));
    }
}

static void check_listing(struct arena *arena, const struct import_plan *plan,
                          const struct listing *l)
{
    for (int i = 0; i < IMPORT_FIELD_COUNT; i++) {
        assert(str_is_text(import_show(arena, l, (enum import_field)i, plan)));
    }
    assert(l->terms.districts.n <= 11); // each once
    for (str rest = l->terms.districts; rest.n > 0;) {
        str code = str_cut(&rest, '|');
        assert(str_equals(code, DISTRICTS[0].code) || str_equals(code, DISTRICTS[1].code));
    }
    for (size_t i = 0; i < l->text.values.count; i++) {
        assert(str_is_text(l->text.values.items[i].value));
    }
    assert(l->terms.tiers.count <= LIMIT_TIERS && str_is_text(import_key(arena, l)));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *arena = fuzz_arena();
    str text = {.p = (const char *)data, .n = size};
    if (!str_is_text(text) || size > 4 * KIB) { // sheet_fuzz.h: no other leaves a sheet
        return 0;
    }
    for (size_t i = 0; i < size; i++) {
        if (data[i] < ' ' && data[i] != '\n' && data[i] != '\t') {
            return 0;
        }
    }
    struct import_plan plan = plan_of(arena);
    struct sheet_row row = row_of(arena, text);
    struct listing l = import_blank(&TEMPLATE);
    import_word_list wrong;
    import_word_list otherwise;
    assert(str_is_text(import_guess(arena, str_cut(&text, '\n'), &TEMPLATE)));
    check_kept(arena, &row);
    import_read_row(arena, &plan, &TEMPLATE, &row, &l, &wrong, &otherwise);
    assert(wrong.count <= IMPORT_WORDS_MOST && otherwise.count <= IMPORT_OTHERWISE_MOST);
    for (size_t i = 0; i < wrong.count; i++) {
        assert(wrong.items[i].n > 0 && str_is_text(wrong.items[i]));
    }
    for (size_t i = 0; i < otherwise.count; i++) {
        assert(otherwise.items[i].n > 0 && str_is_text(otherwise.items[i]));
    }
    if (wrong.count == 0) {
        check_listing(arena, &plan, &l);
        assert(l.terms.price.won > 0 && l.terms.price.won <= LIMIT_WON);
        assert(l.terms.quantity_min > 0 && l.terms.lead_days >= 0 && l.text.title.n > 0);
    }
    return 0;
}
