// Listings and rows as text: what changes, what is kept of a sheet, what a template shows.
#include <assert.h>
#include <string.h>

#include "base/digest.h"
#include "base/limits.h"
#include "market/catalog/import.h"

str import_key(struct arena *a, const struct listing *l)
{
    const struct product_text *t = &l->text;
    if (l->terms.own_code.n > 0) {
        return str_join(a, S("c:"), l->terms.own_code);
    }
    struct out o;
    out_init(&o, a, 64 * KIB);
    const str parts[] = {t->category, t->title, t->maker, t->model};
    for (size_t i = 0; i < COUNT(parts); i++) {
        out_str(&o, parts[i]);
        out_char(&o, '\n');
    }
    return str_join(a, S("t:"), digest_sha256(a, out_view(&o)));
}

// --- What changes --------------------------------------------------------------------------------

static void add_change(struct out *o, const char *name)
{
    out_str(o, o->n > 0 ? S(", ") : S(""));
    out_str(o, str_view(name));
}

static void compare_terms(struct out *o, const struct offer_terms *was,
                          const struct offer_terms *is, struct arena *a)
{
    if (was->price.won != is->price.won) {
        str text = str_format(a, "단가 %lld원 → %lld원", (long long)was->price.won,
                              (long long)is->price.won);
        add_change(o, str_to_c(a, text));
    }
    const bool others[IMPORT_FIELD_COUNT] = {
        [IMPORT_VAT] = was->is_exempt != is->is_exempt,
        [IMPORT_UNIT] = !str_equals(was->unit, is->unit),
        [IMPORT_QUANTITY_MIN] = was->quantity_min != is->quantity_min,
        [IMPORT_LEAD_DAYS] = was->lead_days != is->lead_days,
        [IMPORT_STOCK] = was->stock != is->stock,
        [IMPORT_TIERS] =
            !str_equals(offer_tiers_format(a, &was->tiers), offer_tiers_format(a, &is->tiers)),
        [IMPORT_DISTRICTS] = !str_equals(was->districts, is->districts),
        [IMPORT_VALID_UNTIL] = !date_equals(was->valid_until, is->valid_until),
        [IMPORT_OWN_PRODUCTION] = was->own_production != is->own_production,
        [IMPORT_CODE] = !str_equals(was->own_code, is->own_code),
    };
    for (int i = 0; i < IMPORT_FIELD_COUNT; i++) {
        if (others[i]) {
            add_change(o, import_field_of((enum import_field)i)->name);
        }
    }
}

str import_difference(struct arena *a, const struct listing *was, const struct listing *is)
{
    struct out o;
    out_init(&o, a, 4 * KIB);
    compare_terms(&o, &was->terms, &is->terms, a);
    if (!str_equals(product_text_canon(a, &was->text), product_text_canon(a, &is->text))) {
        add_change(&o, str_equals(was->text.title, is->text.title) ? "상품 설명과 규격" : "상품명");
    }
    return out_view(&o);
}

// --- Rows as text --------------------------------------------------------------------------------

// Cells hold no control characters but tab and LF, so these part them.
#define CELL_END '\x1F'
#define ROW_END '\x1E'
static const char KIND_LETTERS[] = "tndfe";

void import_pack(struct out *o, const struct sheet_row *row)
{
    out_i64(o, row->number);
    out_char(o, CELL_END);
    for (size_t i = 0; i < row->count; i++) {
        out_char(o, KIND_LETTERS[row->cells[i].kind]);
    }
    for (size_t i = 0; i < row->count; i++) {
        out_char(o, CELL_END);
        out_str(o, row->cells[i].text);
    }
    out_char(o, ROW_END);
}

bool import_unpack(struct arena *a, str *rest, struct sheet_row *out)
{
    if (rest->n == 0) {
        return false;
    }
    str line = str_cut(rest, ROW_END);
    int64_t number = 0;
    bool reads = str_parse_i64(str_cut(&line, CELL_END), &number);
    assert(reads); // import_pack alone writes it
    str kinds = str_cut(&line, CELL_END);
    struct sheet_cell *cells = NEW_ARRAY(a, kinds.n, struct sheet_cell);
    for (size_t i = 0; i < kinds.n; i++) {
        const char *kind = strchr(KIND_LETTERS, kinds.p[i]);
        assert(kind != NULL);
        cells[i].kind = (enum sheet_cell_kind)(kind - KIND_LETTERS);
        cells[i].text = str_cut(&line, CELL_END);
    }
    *out = (struct sheet_row){.number = number, .cells = cells, .count = kinds.n};
    return true;
}

// --- A listing as cells --------------------------------------------------------------------------

static str show_districts(struct arena *a, str codes, const struct import_plan *plan)
{
    struct out o;
    out_init(&o, a, 4 * KIB);
    while (codes.n > 0) {
        str code = str_cut(&codes, '|');
        out_str(&o, o.n > 0 ? S(", ") : S(""));
        str name = code;
        for (size_t i = 0; i < plan->districts.count; i++) {
            if (str_equals(plan->districts.items[i].code, code)) {
                name = plan->districts.items[i].name;
            }
        }
        out_str(&o, name);
    }
    return out_view(&o);
}

static str show_tiers(struct arena *a, const offer_tier_list *tiers)
{
    struct out o;
    out_init(&o, a, KIB);
    for (size_t i = 0; i < tiers->count; i++) {
        out_format(&o, "%s%lld:%lld", i == 0 ? "" : ", ", (long long)tiers->items[i].quantity_min,
                   (long long)tiers->items[i].price.won);
    }
    return out_view(&o);
}

str import_show(struct arena *a, const struct listing *l, enum import_field field,
                const struct import_plan *plan)
{
    const struct offer_terms *t = &l->terms;
    switch (field) {
    case IMPORT_CODE:
        return t->own_code;
    case IMPORT_CATEGORY:
        return l->text.category;
    case IMPORT_TITLE:
        return l->text.title;
    case IMPORT_PRICE:
        return str_format(a, "%lld", (long long)t->price.won);
    case IMPORT_VAT:
        return t->is_exempt ? S("면세") : S("과세");
    case IMPORT_UNIT:
        return t->unit;
    case IMPORT_QUANTITY_MIN:
        return str_format(a, "%lld", (long long)t->quantity_min);
    case IMPORT_LEAD_DAYS:
        return str_format(a, "%lld", (long long)t->lead_days);
    case IMPORT_STOCK:
        return t->stock == LISTING_MADE_TO_ORDER ? S("")
                                                 : str_format(a, "%lld", (long long)t->stock);
    case IMPORT_TIERS:
        return show_tiers(a, &t->tiers);
    case IMPORT_DISTRICTS:
        return show_districts(a, t->districts, plan);
    case IMPORT_VALID_UNTIL:
        return date_is_none(t->valid_until) ? S("") : date_format_iso(a, t->valid_until);
    case IMPORT_OWN_PRODUCTION:
        return t->own_production ? S("예") : S("아니오");
    case IMPORT_MAKER:
        return l->text.maker;
    case IMPORT_MODEL:
        return l->text.model;
    case IMPORT_ORIGIN:
        return l->text.origin;
    case IMPORT_DESCRIPTION:
        return l->text.description;
    case IMPORT_DETAIL_NO:
        return l->text.detail_no;
    case IMPORT_ITEM_NO:
        return l->text.item_no;
    case IMPORT_PHOTOS: // what was fetched is a photo of the product
    case IMPORT_FIELD_COUNT:
        break;
    }
    return S("");
}
