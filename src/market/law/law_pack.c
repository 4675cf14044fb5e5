#include "market/law/law_pack.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/csv.h"
#include "base/limits.h"
#include "base/out.h"
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

// --- Columns ------------------------------------------------------------------------------------

enum column_kind { TEXT, WON_AMOUNT, LIMIT_AMOUNT, NUMBER, DAY, WORD, FLAG };

struct column {
    const char *name;
    enum column_kind kind;
    size_t offset;
    const char *const *words; // of a WORD
    bool needed;              // may not be empty
    bool key;                 // rows that agree in these are versions of one rule
};

#define AT(type, field) offsetof(struct type, field)
#define OPEN_HEAD(type)                                                                            \
    {"id", TEXT, AT(type, head.id), NULL, true, false},                                            \
        {"rule", TEXT, AT(type, head.rule), NULL, true, false},                                    \
    {                                                                                              \
        "regime", WORD, AT(type, head.regime), LAW_REGIME_WORDS, true, true                        \
    }
#define CLOSE_HEAD(type)                                                                           \
    {"first_day", DAY, AT(type, head.first_day), NULL, false, false},                              \
        {"last_day", DAY, AT(type, head.last_day), NULL, false, false},                            \
        {"article", TEXT, AT(type, head.article), NULL, true, false},                              \
        {"confidence", WORD, AT(type, head.confidence), LAW_CONFIDENCE_WORDS, true, false},        \
        {"active", FLAG, AT(type, head.active), NULL, true, false},                                \
    {                                                                                              \
        "note", TEXT, AT(type, head.note), NULL, false, false                                      \
    }
#define OBJECT_KEY(type)                                                                           \
    {                                                                                              \
        "object", WORD, AT(type, object), LAW_OBJECT_WORDS, true, true                             \
    }

static const struct column REGIME_COLUMNS[] = {
    OPEN_HEAD(law_regime_row),
    {"base",   WORD, AT(law_regime_row, base),   LAW_REGIME_WORDS, true,  false},
    {"prefix", TEXT, AT(law_regime_row, prefix), NULL,             false, false},
    {"needs",  TEXT, AT(law_regime_row, needs),  NULL,             false, false},
    CLOSE_HEAD(law_regime_row),
};
static const struct column THRESHOLD_COLUMNS[] = {
    OPEN_HEAD(law_threshold),
    OBJECT_KEY(law_threshold),
    {"tag",               WORD,         AT(law_threshold, tag),               LAW_TAG_WORDS, true,  true },
    {"vulnerable_min_bp", NUMBER,       AT(law_threshold, vulnerable_min_bp), NULL,          false, false},
    {"one_quote_max_won", LIMIT_AMOUNT, AT(law_threshold, one_quote_max),     NULL,          false, false},
    {"ceiling_won",       LIMIT_AMOUNT, AT(law_threshold, ceiling),           NULL,          false, false},
    {"needs",             TEXT,         AT(law_threshold, needs),             NULL,          false, false},
    {"ground",            TEXT,         AT(law_threshold, ground),            NULL,          true,  false},
    CLOSE_HEAD(law_threshold),
};
static const struct column QUOTE_WAIVER_COLUMNS[] = {
    OPEN_HEAD(law_quote_waiver),
    OBJECT_KEY(law_quote_waiver),
    {"below_won", WON_AMOUNT, AT(law_quote_waiver, below),  NULL, true, false},
    {"ground",    TEXT,       AT(law_quote_waiver, ground), NULL, true, false},
    CLOSE_HEAD(law_quote_waiver),
};
static const struct column DOCUMENT_COLUMNS[] = {
    OPEN_HEAD(law_document_row),
    {"document",   WORD,       AT(law_document_row, document),   LAW_DOCUMENT_WORDS,   true,  true },
    OBJECT_KEY(law_document_row),
    {"comparison", WORD,       AT(law_document_row, comparison), LAW_COMPARISON_WORDS, true,  false},
    {"limit_won",  WON_AMOUNT, AT(law_document_row, limit),      NULL,                 false, false},
    {"instead",    TEXT,       AT(law_document_row, instead),    NULL,                 false, false},
    CLOSE_HEAD(law_document_row),
};
static const struct column DELAY_RATE_COLUMNS[] = {
    OPEN_HEAD(law_delay_rate),
    OBJECT_KEY(law_delay_rate),
    {"variant", TEXT,   AT(law_delay_rate, variant), NULL, false, true },
    {"ppm",     NUMBER, AT(law_delay_rate, ppm),     NULL, true,  false},
    CLOSE_HEAD(law_delay_rate),
};
static const struct column TERM_COLUMNS[] = {
    OPEN_HEAD(law_term),
    {"kind",      TEXT,   AT(law_term, kind),      NULL,               true,  true },
    {"length",    NUMBER, AT(law_term, length),    NULL,               true,  false},
    {"unit",      WORD,   AT(law_term, unit),      LAW_DAY_UNIT_WORDS, true,  false},
    {"extension", NUMBER, AT(law_term, extension), NULL,               false, false},
    {"from",      TEXT,   AT(law_term, from),      NULL,               true,  false},
    CLOSE_HEAD(law_term),
};
static const struct column SHARE_COLUMNS[] = {
    OPEN_HEAD(law_share),
    {"kind", TEXT,   AT(law_share, kind), NULL, true, true },
    OBJECT_KEY(law_share),
    {"bp",   NUMBER, AT(law_share, bp),   NULL, true, false},
    {"of",   TEXT,   AT(law_share, of),   NULL, true, false},
    CLOSE_HEAD(law_share),
};
static const struct column STAMP_BAND_COLUMNS[] = {
    OPEN_HEAD(law_stamp_band),
    {"above_won", WON_AMOUNT, AT(law_stamp_band, above), NULL, true,  true },
    {"up_to_won", WON_AMOUNT, AT(law_stamp_band, up_to), NULL, false, false},
    {"duty_won",  WON_AMOUNT, AT(law_stamp_band, duty),  NULL, true,  false},
    CLOSE_HEAD(law_stamp_band),
};
static const struct column EXCLUSION_COLUMNS[] = {
    OPEN_HEAD(law_exclusion),
    {"number",    NUMBER, AT(law_exclusion, number),    NULL,                false, false},
    {"kind",      TEXT,   AT(law_exclusion, kind),      NULL,                true,  false},
    {"judged_on", WORD,   AT(law_exclusion, judged_on), LAW_JUDGED_ON_WORDS, true,  false},
    {"text",      TEXT,   AT(law_exclusion, text),      NULL,                true,  false},
    CLOSE_HEAD(law_exclusion),
};
static const struct column PLEDGE_COLUMNS[] = {
    OPEN_HEAD(law_pledge),
    {"pledge",  TEXT,   AT(law_pledge, pledge),  NULL, true,  true },
    {"number",  NUMBER, AT(law_pledge, number),  NULL, true,  true },
    {"text",    TEXT,   AT(law_pledge, text),    NULL, true,  false},
    {"applies", TEXT,   AT(law_pledge, applies), NULL, false, false},
    CLOSE_HEAD(law_pledge),
};
static const struct column PROOF_COLUMNS[] = {
    OPEN_HEAD(law_proof),
    {"proof",  TEXT, AT(law_proof, proof),  NULL, true, true },
    {"path",   TEXT, AT(law_proof, path),   NULL, true, true },
    {"needed", FLAG, AT(law_proof, needed), NULL, true, false},
    {"label",  TEXT, AT(law_proof, label),  NULL, true, false},
    {"reason", TEXT, AT(law_proof, reason), NULL, true, false},
    CLOSE_HEAD(law_proof),
};
static const struct column GROUND_COLUMNS[] = {
    OPEN_HEAD(law_ground),
    {"code",        TEXT,         AT(law_ground, code),      NULL, true,  true },
    {"label",       TEXT,         AT(law_ground, label),     NULL, true,  false},
    {"ceiling_won", LIMIT_AMOUNT, AT(law_ground, ceiling),   NULL, true,  false},
    {"years_max",   NUMBER,       AT(law_ground, years_max), NULL, false, false},
    {"needs",       TEXT,         AT(law_ground, needs),     NULL, false, false},
    {"ground",      TEXT,         AT(law_ground, ground),    NULL, true,  false},
    CLOSE_HEAD(law_ground),
};
static const struct column ROUNDING_COLUMNS[] = {
    OPEN_HEAD(law_rounding),
    {"kind",     TEXT,       AT(law_rounding, kind), NULL, true, true },
    {"unit_won", WON_AMOUNT, AT(law_rounding, unit), NULL, true, false},
    {"must",     FLAG,       AT(law_rounding, must), NULL, true, false},
    CLOSE_HEAD(law_rounding),
};
static const struct column RATIO_COLUMNS[] = {
    OPEN_HEAD(law_ratio),
    {"category",    TEXT,   AT(law_ratio, category),    NULL, true,  true },
    {"label",       TEXT,   AT(law_ratio, label),       NULL, true,  false},
    OBJECT_KEY(law_ratio),
    {"target_bp",   NUMBER, AT(law_ratio, target_bp),   NULL, false, false},
    {"denominator", TEXT,   AT(law_ratio, denominator), NULL, true,  false},
    {"tags",        TEXT,   AT(law_ratio, tags),        NULL, false, false},
    {"report",      TEXT,   AT(law_ratio, report),      NULL, false, false},
    CLOSE_HEAD(law_ratio),
};
static const struct column CERTIFICATE_COLUMNS[] = {
    OPEN_HEAD(law_certificate),
    {"kind",         TEXT,   AT(law_certificate, kind),         NULL,               true,  true },
    {"label",        TEXT,   AT(law_certificate, label),        NULL,               true,  false},
    {"tag",          TEXT,   AT(law_certificate, tag),          NULL,               false, false},
    {"valid_length", NUMBER, AT(law_certificate, valid_length), NULL,               false, false},
    {"valid_unit",   WORD,   AT(law_certificate, valid_unit),   LAW_DAY_UNIT_WORDS, true,  false},
    {"issuer",       TEXT,   AT(law_certificate, issuer),       NULL,               false, false},
    {"verify",       TEXT,   AT(law_certificate, verify),       NULL,               false, false},
    CLOSE_HEAD(law_certificate),
};
static const struct column DISCLOSURE_FIELD_COLUMNS[] = {
    OPEN_HEAD(law_disclosure_field),
    {"sheet",    TEXT,   AT(law_disclosure_field, sheet),    NULL, true, true },
    {"number",   NUMBER, AT(law_disclosure_field, number),   NULL, true, true },
    {"field",    TEXT,   AT(law_disclosure_field, field),    NULL, true, false},
    {"label",    TEXT,   AT(law_disclosure_field, label),    NULL, true, false},
    {"personal", FLAG,   AT(law_disclosure_field, personal), NULL, true, false},
    CLOSE_HEAD(law_disclosure_field),
};
static const struct column IDENTIFIER_COLUMNS[] = {
    OPEN_HEAD(law_identifier),
    {"kind",     TEXT,   AT(law_identifier, kind),     NULL, true,  true },
    {"digits",   NUMBER, AT(law_identifier, digits),   NULL, false, false},
    {"weights",  TEXT,   AT(law_identifier, weights),  NULL, false, false},
    {"severity", TEXT,   AT(law_identifier, severity), NULL, true,  false},
    CLOSE_HEAD(law_identifier),
};
static const struct column BOND_COLUMNS[] = {
    OPEN_HEAD(law_bond),
    {"issuer",        TEXT,       AT(law_bond, issuer),    NULL, true,  true },
    {"bond_type",     TEXT,       AT(law_bond, bond_type), NULL, true,  true },
    OBJECT_KEY(law_bond),
    {"price_min_won", WON_AMOUNT, AT(law_bond, price_min), NULL, false, false},
    {"rate_bp",       NUMBER,     AT(law_bond, rate_bp),   NULL, false, false},
    {"base",          TEXT,       AT(law_bond, base),      NULL, false, false},
    {"unit_won",      WON_AMOUNT, AT(law_bond, unit),      NULL, false, false},
    {"rounding",      TEXT,       AT(law_bond, rounding),  NULL, false, false},
    {"due_at",        TEXT,       AT(law_bond, due_at),    NULL, false, false},
    CLOSE_HEAD(law_bond),
};
static const struct column FACT_COLUMNS[] = {
    OPEN_HEAD(law_fact),
    {"topic", TEXT, AT(law_fact, topic), NULL, true, false},
    {"text",  TEXT, AT(law_fact, text),  NULL, true, false},
    CLOSE_HEAD(law_fact),
};

// --- Tables -------------------------------------------------------------------------------------

// One row at least of each, so that a forgotten file is noticed at start-up.
static const struct table_kind {
    const char *name;
    const char *label;
    const struct column *columns;
    size_t column_count;
    size_t row_size;
    bool keyed; // no two rows of one key may begin on one day
} TABLES[] = {
#define TABLE(name, label, columns, type, keyed)                                                   \
    {                                                                                              \
        name, label, columns, COUNT(columns), sizeof(struct type), keyed                           \
    }
    [LAW_REGIMES] = TABLE("regimes", "적용 법령", REGIME_COLUMNS, law_regime_row, true),
    [LAW_THRESHOLDS] = TABLE("thresholds", "수의계약 금액", THRESHOLD_COLUMNS, law_threshold, true),
    [LAW_QUOTE_WAIVERS] =
        TABLE("quote_waivers", "견적 생략", QUOTE_WAIVER_COLUMNS, law_quote_waiver, true),
    [LAW_DOCUMENTS] = TABLE("documents", "서류의 생략", DOCUMENT_COLUMNS, law_document_row, true),
    [LAW_DELAY_RATES] =
        TABLE("delay_rates", "지연배상금률", DELAY_RATE_COLUMNS, law_delay_rate, true),
    [LAW_TERMS] = TABLE("terms", "기한", TERM_COLUMNS, law_term, true),
    [LAW_SHARES] = TABLE("shares", "비율", SHARE_COLUMNS, law_share, true),
    [LAW_STAMP_BANDS] = TABLE("stamp_bands", "인지세", STAMP_BAND_COLUMNS, law_stamp_band, true),
    [LAW_EXCLUSIONS] = TABLE("exclusions", "배제와 제한", EXCLUSION_COLUMNS, law_exclusion, false),
    [LAW_PLEDGES] = TABLE("pledges", "서약", PLEDGE_COLUMNS, law_pledge, true),
    [LAW_PROOFS] = TABLE("proofs", "대금지급 서류", PROOF_COLUMNS, law_proof, true),
    [LAW_GROUNDS] = TABLE("grounds", "그 밖의 수의계약 사유", GROUND_COLUMNS, law_ground, true),
    [LAW_ROUNDINGS] = TABLE("roundings", "단수 처리", ROUNDING_COLUMNS, law_rounding, true),
    [LAW_RATIOS] = TABLE("ratios", "우선구매 비율", RATIO_COLUMNS, law_ratio, true),
    [LAW_CERTIFICATES] =
        TABLE("certificates", "확인서·인증서", CERTIFICATE_COLUMNS, law_certificate, true),
    [LAW_DISCLOSURE_FIELDS] = TABLE("disclosure_fields", "공개 항목", DISCLOSURE_FIELD_COLUMNS,
                                    law_disclosure_field, true),
    [LAW_IDENTIFIERS] = TABLE("identifiers", "번호 검증", IDENTIFIER_COLUMNS, law_identifier, true),
    [LAW_BONDS] = TABLE("bonds", "공채", BOND_COLUMNS, law_bond, true),
    [LAW_FACTS] = TABLE("facts", "그 밖의 규정", FACT_COLUMNS, law_fact, false),
#undef TABLE
};
static_assert(COUNT(TABLES) == LAW_TABLE_COUNT, "a table without its columns");

struct rows {
    char *p;
    size_t count;
    size_t room;
};

struct law {
    struct arena *arena;
    struct rows tables[LAW_TABLE_COUNT];
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

static void *row_at(const struct law *law, enum law_table table, size_t i)
{
    assert(i < law->tables[table].count);
    return law->tables[table].p + i * TABLES[table].row_size;
}

const struct law_head *law_row(const struct law *law, enum law_table table, size_t i)
{
    return row_at(law, table, i);
}

const char *law_table_name(enum law_table table)
{
    return TABLES[table].name;
}

const char *law_table_label(enum law_table table)
{
    return TABLES[table].label;
}

size_t law_column_count(enum law_table table)
{
    return TABLES[table].column_count;
}

const char *law_column_name(enum law_table table, size_t column)
{
    assert(column < TABLES[table].column_count);
    return TABLES[table].columns[column].name;
}

str law_table_header(struct arena *arena, enum law_table table)
{
    struct out o;
    out_init(&o, arena, LIMIT_CSV_FIELD);
    for (size_t i = 0; i < TABLES[table].column_count; i++) {
        out_str(&o, i == 0 ? S("") : S(","));
        out_str(&o, str_view(TABLES[table].columns[i].name));
    }
    return out_view(&o);
}

// --- One field ----------------------------------------------------------------------------------

// A row is reached by offset, as its columns describe it; memcpy keeps the compiler's trust.
#define PUT(row, column, type, value)                                                              \
    do {                                                                                           \
        type put_ = (value);                                                                       \
        memcpy((char *)(row) + (column)->offset, &put_, sizeof(put_));                             \
    } while (0)
#define GET(row, column, type, name)                                                               \
    type name;                                                                                     \
    memcpy(&name, (const char *)(row) + (column)->offset, sizeof(name))

static_assert(sizeof(enum law_regime) == sizeof(int), "words are stored as int");

static bool parse_won(str field, money *out)
{
    int64_t won = 0;
    if (!str_parse_i64(field, &won) || won < 0 || won > (int64_t)LIMIT_WON) {
        return false;
    }
    *out = WON(won);
    return true;
}

static bool parse_limit(str field, struct law_limit *out)
{
    if (str_is_empty(field)) {
        *out = (struct law_limit){.kind = LAW_LIMIT_NONE};
        return true;
    }
    if (str_equals(field, S("unlimited"))) {
        *out = (struct law_limit){.kind = LAW_LIMIT_UNLIMITED};
        return true;
    }
    out->kind = LAW_LIMIT_WON;
    return parse_won(field, &out->won);
}

// Read one field into its place of the row; NULL, or what it should have been.
static const char *parse_field(const struct column *c, str field, void *row)
{
    bool empty = str_is_empty(field);
    if (empty && c->needed) {
        return "값이 있어야 합니다";
    }
    switch (c->kind) {
    case TEXT:
        PUT(row, c, str, field);
        return NULL;
    case WON_AMOUNT: {
        money m = WON(0);
        bool ok = empty || parse_won(field, &m);
        PUT(row, c, money, m);
        return ok ? NULL : "쉼표 없는 원 단위 금액이어야 합니다";
    }
    case LIMIT_AMOUNT: {
        struct law_limit limit = {.kind = LAW_LIMIT_NONE};
        bool ok = parse_limit(field, &limit);
        PUT(row, c, struct law_limit, limit);
        return ok ? NULL : "쉼표 없는 원 단위 금액, unlimited 또는 빈칸이어야 합니다";
    }
    case NUMBER: {
        int64_t n = 0;
        bool ok = empty || (str_parse_i64(field, &n) && n >= 0 && n <= INT32_MAX);
        PUT(row, c, int64_t, n);
        return ok ? NULL : "0 이상의 정수여야 합니다";
    }
    case DAY: {
        date d = DATE_NONE;
        bool ok = empty || date_parse(field, &d);
        PUT(row, c, date, d);
        return ok ? NULL : "2026-01-31 꼴의 날짜여야 합니다";
    }
    case WORD: {
        int word = law_word_find(c->words, field);
        PUT(row, c, int, word);
        return word >= 0 ? NULL : "정해진 낱말이 아닙니다";
    }
    case FLAG: {
        bool set = str_equals(field, S("1"));
        PUT(row, c, bool, set);
        return set || str_equals(field, S("0")) ? NULL : "0 또는 1이어야 합니다";
    }
    }
    assert(false);
    return NULL;
}

static str won_text(struct arena *arena, money m)
{
    return str_format(arena, "%lld", (long long)m.won);
}

str law_field_text(struct arena *arena, const struct law *law, enum law_table table, size_t i,
                   size_t column)
{
    assert(column < TABLES[table].column_count);
    const struct column *c = &TABLES[table].columns[column];
    const void *row = row_at(law, table, i);
    switch (c->kind) {
    case TEXT: {
        GET(row, c, str, text);
        return text;
    }
    case WON_AMOUNT: {
        GET(row, c, money, m);
        return m.won == 0 && !c->needed ? S("") : won_text(arena, m);
    }
    case LIMIT_AMOUNT: {
        GET(row, c, struct law_limit, limit);
        return limit.kind == LAW_LIMIT_NONE        ? S("")
               : limit.kind == LAW_LIMIT_UNLIMITED ? S("unlimited")
                                                   : won_text(arena, limit.won);
    }
    case NUMBER: {
        GET(row, c, int64_t, n);
        return n == 0 && !c->needed ? S("") : str_format(arena, "%lld", (long long)n);
    }
    case DAY: {
        GET(row, c, date, d);
        return date_is_none(d) ? S("") : date_format_iso(arena, d);
    }
    case WORD: {
        GET(row, c, int, word);
        return str_view(c->words[word]);
    }
    case FLAG: {
        GET(row, c, bool, set);
        return set ? S("1") : S("0");
    }
    }
    assert(false);
    return S("");
}

// --- One row ------------------------------------------------------------------------------------

static void *add_row(struct law *law, enum law_table table)
{
    struct rows *r = &law->tables[table];
    size_t size = TABLES[table].row_size;
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

// What no column says alone; NULL, or the trouble.
static const char *row_trouble(const struct law_head *h, bool from_operator)
{
    if (!date_is_none(h->first_day) && !date_is_none(h->last_day) &&
        date_before(h->last_day, h->first_day)) {
        return "마지막 날이 첫날보다 앞섭니다";
    }
    if (h->active && h->confidence >= LAW_LOW && !from_operator) {
        return "확인되지 않은(L·U) 행은 active를 0으로 두어야 합니다";
    }
    return NULL;
}

struct place {
    str name;
    int64_t line;
};

static err refuse(struct law *law, err fault, struct place at, str out_of, str *out_where)
{
    *out_where = str_format(law->arena, "%.*s:%lld: %.*s", STR_ARG(at.name), (long long)at.line,
                            STR_ARG(out_of));
    return fault;
}

static err take_row(struct law *law, enum law_table table, const str *fields, struct place at,
                    bool from_operator, str *out_where)
{
    void *row = add_row(law, table);
    for (size_t i = 0; i < TABLES[table].column_count; i++) {
        const struct column *c = &TABLES[table].columns[i];
        const char *wanted = parse_field(c, fields[i], row);
        if (wanted != NULL) {
            str words = str_format(law->arena, "%s 열의 값 '%.*s': %s.", c->name,
                                   STR_ARG(str_slice(fields[i], 0, LIMIT_NAME)), wanted);
            return refuse(law, &LAW_PACK_BAD_FIELD, at, words, out_where);
        }
    }
    struct law_head *head = row;
    head->source = str_format(law->arena, "%.*s:%lld", STR_ARG(at.name), (long long)at.line);
    const char *trouble = row_trouble(head, from_operator);
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
    for (size_t i = 0; i < COUNT(TABLES); i++) {
        if (str_equals(base, str_view(TABLES[i].name))) {
            *out = (enum law_table)i;
            return true;
        }
    }
    return false;
}

static bool header_fits(const struct csv *c, enum law_table table)
{
    bool fits = c->width == TABLES[table].column_count;
    for (size_t i = 0; fits && i < c->width; i++) {
        fits = str_equals(c->header[i], str_view(TABLES[table].columns[i].name));
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
        return bad_csv(law, (struct place){name, 1}, trouble, out_where);
    }
    if (c.width != TABLES[table].column_count || c.at < c.text.n) {
        str words =
            str_format(law->arena, "한 줄에 %zu칸이어야 합니다.", TABLES[table].column_count);
        return refuse(law, &LAW_PACK_BAD_HEAD, (struct place){name, 1}, words, out_where);
    }
    return take_row(law, table, c.header, (struct place){name, 1}, true, out_where);
}

// --- The whole ----------------------------------------------------------------------------------

static bool same_key(enum law_table table, const void *a, const void *b)
{
    for (size_t i = 0; i < TABLES[table].column_count; i++) {
        const struct column *c = &TABLES[table].columns[i];
        bool same = true;
        if (c->key && c->kind == TEXT) {
            GET(a, c, str, x);
            GET(b, c, str, y);
            same = str_equals(x, y);
        } else if (c->key && c->kind == WORD) {
            GET(a, c, int, x);
            GET(b, c, int, y);
            same = x == y;
        } else if (c->key && c->kind == NUMBER) {
            GET(a, c, int64_t, x);
            GET(b, c, int64_t, y);
            same = x == y;
        } else if (c->key && c->kind == WON_AMOUNT) {
            GET(a, c, money, x);
            GET(b, c, money, y);
            same = money_equals(x, y);
        }
        if (!same) {
            return false;
        }
    }
    return true;
}

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
        if (a->active && b->active && date_equals(a->first_day, b->first_day) &&
            same_key(table, a, b)) {
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

// An id names one row of all tables: stored decisions cite it alone.
static err check_ids(struct law *law, str *out_where)
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
    for (size_t i = 1; i < n; i++) {
        if (str_equals(heads[i - 1]->id, heads[i]->id)) {
            return refuse_row(law, &LAW_PACK_DOUBLE_ID, heads[i], heads[i - 1], out_where);
        }
    }
    return NULL;
}

static err check_table(struct law *law, enum law_table table, str *out_where)
{
    if (law_count(law, table) == 0) {
        *out_where = str_format(law->arena, "%s: %s", TABLES[table].name, LAW_PACK_MISSING.text);
        return &LAW_PACK_MISSING;
    }
    for (size_t i = 0; TABLES[table].keyed && i < law_count(law, table); i++) {
        TRY(check_key(law, table, i, out_where));
    }
    return NULL;
}

static const struct law_regime_row *find_regime(const struct law *law, enum law_regime regime)
{
    for (size_t i = 0; i < law_count(law, LAW_REGIMES); i++) {
        const struct law_regime_row *row = row_at(law, LAW_REGIMES, i);
        if (row->head.active && row->head.regime == regime) {
            return row;
        }
    }
    return NULL;
}

err law_finish(struct law *law, str *out_where)
{
    for (int table = 0; table < LAW_TABLE_COUNT; table++) {
        TRY(check_table(law, (enum law_table)table, out_where));
    }
    TRY(check_ids(law, out_where));
    for (int regime = 0; regime < LAW_REGIME_COUNT; regime++) {
        const struct law_regime_row *row = find_regime(law, (enum law_regime)regime);
        if (row == NULL || (row->base != LAW_LOCAL && row->base != LAW_STATE)) {
            *out_where = str_format(law->arena, "regimes: %s (%s)", LAW_PACK_MISSING.text,
                                    LAW_REGIME_WORDS[regime]);
            return &LAW_PACK_MISSING;
        }
    }
    return NULL;
}

// --- In force -----------------------------------------------------------------------------------

static bool holds_on(const struct law_head *h, date on)
{
    return h->active && (date_is_none(h->first_day) || !date_before(on, h->first_day)) &&
           (date_is_none(h->last_day) || !date_before(h->last_day, on));
}

const struct law_regime_row *law_regime_find(const struct law *law, enum law_regime regime, date on)
{
    const struct law_regime_row *best = NULL;
    for (size_t i = 0; i < law_count(law, LAW_REGIMES); i++) {
        const struct law_regime_row *row = row_at(law, LAW_REGIMES, i);
        if (row->head.regime == regime && holds_on(&row->head, on) &&
            (best == NULL || best->head.first_day.days < row->head.first_day.days)) {
            best = row;
        }
    }
    return best != NULL ? best : find_regime(law, regime);
}

enum law_regime law_regime_base(const struct law *law, enum law_regime regime, date on)
{
    return law_regime_find(law, regime, on)->base;
}

int law_row_fits(const struct law *law, const struct law_head *head, enum law_regime regime,
                 date on)
{
    if (!holds_on(head, on)) {
        return 0;
    }
    if (head->regime == regime) {
        return 3;
    }
    if (head->regime == LAW_REGIME_ANY) {
        return 1;
    }
    return head->regime == law_regime_base(law, regime, on) ? 2 : 0;
}

bool law_row_beats(const struct law *law, const struct law_head *head, const struct law_head *than,
                   enum law_regime regime, date on)
{
    int fit = law_row_fits(law, head, regime, on);
    if (fit == 0 || than == NULL) {
        return fit > 0;
    }
    int other = law_row_fits(law, than, regime, on);
    return fit != other ? fit > other : head->first_day.days > than->first_day.days;
}
