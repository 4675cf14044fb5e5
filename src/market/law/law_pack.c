#include "market/law/law_pack.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/csv.h"
#include "base/limits.h"
#include "market/law/law_body.h"
#include "market/law/law_column.h"
#include "market/law/law_words.h"

const struct fault LAW_PACK_UNKNOWN = {
    .kind = FAULT_INVALID,
    .code = "law.pack_unknown",
    .text = "규칙 파일의 이름을 알 수 없습니다. law/README.md에 있는 이름을 써 주세요.",
};
const struct fault LAW_PACK_BAD_CSV = {
    .kind = FAULT_INVALID,
    .code = "law.pack_bad_csv",
    .text = "규칙 파일을 CSV로 읽을 수 없습니다.",
};
const struct fault LAW_PACK_BAD_HEAD = {
    .kind = FAULT_INVALID,
    .code = "law.pack_bad_head",
    .text = "규칙 파일의 첫 줄이 정해진 열 이름과 다릅니다.",
};
const struct fault LAW_PACK_BAD_FIELD = {
    .kind = FAULT_INVALID,
    .code = "law.pack_bad_field",
    .text = "규칙 행에 읽을 수 없는 값이 있습니다.",
};
const struct fault LAW_PACK_BAD_ROW = {
    .kind = FAULT_INVALID,
    .code = "law.pack_bad_row",
    .text = "규칙 행의 값이 서로 맞지 않습니다.",
};
const struct fault LAW_PACK_DOUBLE_ID = {
    .kind = FAULT_INVALID,
    .code = "law.pack_double_id",
    .text = "같은 번호의 규칙 행이 이미 있습니다.",
};
const struct fault LAW_PACK_AMBIGUOUS = {
    .kind = FAULT_INVALID,
    .code = "law.pack_ambiguous",
    .text = "같은 대상에 같은 날 시작하는 규칙 행이 둘 있습니다.",
};
const struct fault LAW_PACK_MISSING = {
    .kind = FAULT_INVALID,
    .code = "law.pack_missing",
    .text = "꼭 있어야 할 규칙 행이 없습니다.",
};

struct law *law_new(struct arena *arena)
{
    struct law *law = NEW(arena, struct law);
    law->arena = arena;
    return law;
}

size_t law_count(const struct law *law, enum law_table table)
{
    return law->tables[table].count;
}

const struct law_head *law_row(const struct law *law, enum law_table table, size_t i)
{
    assert(i < law->tables[table].count);
    const void *row = law->tables[table].p + i * LAW_TABLES[table].row_size;
    return row;
}

struct law_head *law_body_row(struct law *law, enum law_table table, size_t i)
{
    assert(i < law->tables[table].count);
    void *row = law->tables[table].p + i * LAW_TABLES[table].row_size;
    return row;
}

str law_field_text(struct arena *arena, const struct law *law, enum law_table table, size_t i,
                   size_t column)
{
    assert(column < LAW_TABLES[table].column_count);
    return law_field_format(arena, &LAW_TABLES[table].columns[column], law_row(law, table, i));
}

// --- One row ------------------------------------------------------------------------------------

static void *add_row(struct law *law, enum law_table table)
{
    struct law_rows *r = &law->tables[table];
    size_t size = LAW_TABLES[table].row_size;
    if (r->count == r->room) {
        size_t room = r->room == 0 ? 32 : r->room * 2;
        char *p = arena_array(law->arena, room, size);
        if (r->count > 0) {
            memcpy(p, r->p, r->count * size);
        }
        r->p = p;
        r->room = room;
    }
    return r->p + r->count++ * size;
}

// A length within what dates can carry, in a unit that its kind of row can count.
static const char *length_trouble(enum law_table table, const struct law_head *h)
{
    int64_t longest = 0;
    enum law_day_unit unit = LAW_CALENDAR_DAYS;
    if (table == LAW_TERMS) {
        const struct law_term *term = (const struct law_term *)h;
        longest = term->length > term->extension ? term->length : term->extension;
    } else if (table == LAW_CERTIFICATES) {
        const struct law_certificate *certificate = (const struct law_certificate *)h;
        longest = certificate->valid_length;
        unit = certificate->valid_unit;
    }
    if (unit == LAW_WORKING_DAYS) {
        return "증서의 유효기간은 근무일로 셀 수 없습니다";
    }
    return longest <= LIMIT_LAW_TERM ? NULL : "기간이 너무 깁니다";
}

// What no column says alone; NULL, or the trouble.
static const char *row_trouble(enum law_table table, const struct law_head *h, bool from_operator)
{
    if (!date_is_none(h->first_day) && !date_is_none(h->last_day) &&
        date_before(h->last_day, h->first_day)) {
        return "마지막 날이 첫날보다 앞섭니다";
    }
    if (h->active && h->confidence >= LAW_LOW && !from_operator) {
        return "확인되지 않은(L·U) 행은 active를 0으로 두어야 합니다";
    }
    return length_trouble(table, h);
}

struct place {
    str name;
    int64_t line; // 0: a row by itself, in no file
};

static str place_text(struct arena *a, struct place at)
{
    return at.line == 0 ? at.name
                        : str_format(a, "%.*s:%lld", STR_ARG(at.name), (long long)at.line);
}

static err refuse(struct law *law, err fault, struct place at, str out_of, str *out_where)
{
    str place = place_text(law->arena, at);
    *out_where = str_format(law->arena, "%.*s: %.*s", STR_ARG(place), STR_ARG(out_of));
    return fault;
}

static err take_row(struct law *law, enum law_table table, const str *fields, struct place at,
                    bool from_operator, str *out_where)
{
    void *row = add_row(law, table);
    for (size_t i = 0; i < LAW_TABLES[table].column_count; i++) {
        const struct law_column *c = &LAW_TABLES[table].columns[i];
        const char *wanted = law_field_parse(c, fields[i], row);
        if (wanted != NULL) {
            str words = str_format(law->arena, "%s 열의 값 '%.*s': %s.", c->name,
                                   STR_ARG(str_slice(fields[i], 0, LIMIT_NAME)), wanted);
            return refuse(law, &LAW_PACK_BAD_FIELD, at, words, out_where);
        }
    }
    struct law_head *head = row;
    head->source = place_text(law->arena, at);
    const char *trouble = row_trouble(table, head, from_operator);
    if (trouble != NULL) {
        return refuse(law, &LAW_PACK_BAD_ROW, at, str_format(law->arena, "%s.", trouble),
                      out_where);
    }
    return NULL;
}

// --- A pack -------------------------------------------------------------------------------------

// kr/thresholds → LAW_THRESHOLDS. The folder is the city's affair.
static bool table_of(str name, enum law_table *out)
{
    str folder = str_cut(&name, '/');
    str base = str_is_empty(name) ? folder : name;
    for (size_t i = 0; i < LAW_TABLE_COUNT; i++) {
        if (str_equals(base, str_view(LAW_TABLES[i].name))) {
            *out = (enum law_table)i;
            return true;
        }
    }
    return false;
}

static bool header_fits(const struct csv *c, enum law_table table)
{
    bool fits = c->width == LAW_TABLES[table].column_count;
    for (size_t i = 0; fits && i < c->width; i++) {
        fits = str_equals(c->header[i], str_view(LAW_TABLES[table].columns[i].name));
    }
    return fits;
}

static err unknown_pack(struct law *law, str name, str *out_where)
{
    return refuse(law, &LAW_PACK_UNKNOWN, (struct place){name, 1}, str_view(LAW_PACK_UNKNOWN.text),
                  out_where);
}

static err bad_csv(struct law *law, struct place at, err fault, str *out_where)
{
    return refuse(law, &LAW_PACK_BAD_CSV, at, str_view(fault->text), out_where);
}

err law_add_pack(struct law *law, str name, str text, str *out_where)
{
    enum law_table table = LAW_TABLE_COUNT;
    if (!table_of(name, &table)) {
        return unknown_pack(law, name, out_where);
    }
    struct csv c;
    err trouble = csv_init(&c, law->arena, text);
    if (trouble == NULL && !header_fits(&c, table)) {
        str words = str_format(law->arena, "첫 줄은 '%.*s'이어야 합니다.",
                               STR_ARG(law_table_header(law->arena, table)));
        return refuse(law, &LAW_PACK_BAD_HEAD, (struct place){name, 1}, words, out_where);
    }
    const str *fields = NULL;
    if (trouble == NULL) {
        trouble = csv_next(&c, &fields);
    }
    while (trouble == NULL && fields != NULL) {
        TRY(take_row(law, table, fields, (struct place){name, c.line}, false, out_where));
        trouble = csv_next(&c, &fields);
    }
    return trouble == NULL ? NULL : bad_csv(law, (struct place){name, c.line}, trouble, out_where);
}

err law_add_row(struct law *law, str name, str line, str *out_where)
{
    enum law_table table = LAW_TABLE_COUNT;
    if (!table_of(name, &table)) {
        return unknown_pack(law, name, out_where);
    }
    struct csv c;
    err trouble = csv_init(&c, law->arena, line);
    if (trouble != NULL) {
        return bad_csv(law, (struct place){name, 0}, trouble, out_where);
    }
    if (c.width != LAW_TABLES[table].column_count || c.at < c.text.n) {
        str words =
            str_format(law->arena, "한 줄에 %zu칸이어야 합니다.", LAW_TABLES[table].column_count);
        return refuse(law, &LAW_PACK_BAD_HEAD, (struct place){name, 0}, words, out_where);
    }
    return take_row(law, table, c.header, (struct place){c.header[0], 0}, true, out_where);
}

// --- The whole ----------------------------------------------------------------------------------

static err refuse_row(struct law *law, err fault, const struct law_head *h,
                      const struct law_head *other, str *out_where)
{
    *out_where = str_format(law->arena, "%.*s: %s (%.*s, %.*s)", STR_ARG(h->source), fault->text,
                            STR_ARG(h->id), STR_ARG(other->source));
    return fault;
}

// Is another row of the same key and first day in force beside row i?
static err check_key(struct law *law, enum law_table table, size_t i, str *out_where)
{
    const struct law_head *a = law_row(law, table, i);
    for (size_t k = i + 1; k < law_count(law, table); k++) {
        const struct law_head *b = law_row(law, table, k);
        if (a->active && b->active && a->regime == b->regime &&
            date_equals(a->first_day, b->first_day) && law_key_equals(table, a, b)) {
            return refuse_row(law, &LAW_PACK_AMBIGUOUS, b, a, out_where);
        }
    }
    return NULL;
}

static int by_id(const void *a, const void *b)
{
    const struct law_head *x = *(const struct law_head *const *)a;
    const struct law_head *y = *(const struct law_head *const *)b;
    return str_compare(x->id, y->id);
}

void law_body_order(struct law *law)
{
    size_t count = 0;
    for (int table = 0; table < LAW_TABLE_COUNT; table++) {
        count += law_count(law, (enum law_table)table);
    }
    const struct law_head **heads = NEW_ARRAY(law->arena, count, const struct law_head *);
    size_t n = 0;
    for (int table = 0; table < LAW_TABLE_COUNT; table++) {
        for (size_t i = 0; i < law_count(law, (enum law_table)table); i++) {
            heads[n++] = law_row(law, (enum law_table)table, i);
        }
    }
    qsort(heads, n, sizeof(heads[0]), by_id);
    law->by_id = heads;
    law->row_count = n;
}

// An id names one row of all tables: stored decisions cite it alone.
static err check_ids(struct law *law, str *out_where)
{
    const struct law_head **heads = law->by_id;
    for (size_t i = 1; i < law->row_count; i++) {
        if (str_equals(heads[i - 1]->id, heads[i]->id)) {
            return refuse_row(law, &LAW_PACK_DOUBLE_ID, heads[i], heads[i - 1], out_where);
        }
    }
    return NULL;
}

static int against_id(const void *id, const void *row)
{
    return str_compare(*(const str *)id, (*(const struct law_head *const *)row)->id);
}

const struct law_head *law_row_find(const struct law *law, str id)
{
    assert(law->by_id != NULL);
    const struct law_head *const *found =
        bsearch(&id, law->by_id, law->row_count, sizeof(law->by_id[0]), against_id);
    return found == NULL ? NULL : *found;
}

static err check_table(struct law *law, enum law_table table, str *out_where)
{
    if (law_count(law, table) == 0) {
        *out_where =
            str_format(law->arena, "%s: %s", LAW_TABLES[table].name, LAW_PACK_MISSING.text);
        return &LAW_PACK_MISSING;
    }
    for (size_t i = 0; LAW_TABLES[table].keyed && i < law_count(law, table); i++) {
        TRY(check_key(law, table, i, out_where));
    }
    return NULL;
}

// Every price is split by it, on any day: law_vat_rate relies on an open row.
static err check_vat(struct law *law, str *out_where)
{
    for (size_t i = 0; i < law_count(law, LAW_SHARES); i++) {
        const struct law_share *row = (const struct law_share *)law_row(law, LAW_SHARES, i);
        if (str_equals(row->kind, S("vat")) && row->head.active &&
            row->head.regime == LAW_REGIME_ANY && row->object == LAW_OBJECT_ANY &&
            date_is_none(row->head.first_day) && date_is_none(row->head.last_day)) {
            return NULL;
        }
    }
    *out_where = str_format(law->arena, "shares: %s (vat)", LAW_PACK_MISSING.text);
    return &LAW_PACK_MISSING;
}

err law_finish(struct law *law, str *out_where)
{
    for (int table = 0; table < LAW_TABLE_COUNT; table++) {
        TRY(check_table(law, (enum law_table)table, out_where));
    }
    law_body_order(law);
    TRY(check_ids(law, out_where));
    TRY(check_vat(law, out_where));
    for (int regime = 0; regime < LAW_REGIME_COUNT; regime++) {
        const struct law_regime_row *row =
            law_regime_find(law, (enum law_regime)regime, date_from_ymd(1970, 1, 1));
        if (row == NULL || (row->base != LAW_LOCAL && row->base != LAW_STATE)) {
            *out_where = str_format(law->arena, "regimes: %s (%s)", LAW_PACK_MISSING.text,
                                    LAW_REGIME_WORDS[regime]);
            return &LAW_PACK_MISSING;
        }
    }
    return NULL;
}
