#include "market/law/law_column.h"

#include <assert.h>

#include "base/limits.h"
#include "base/out.h"
#include "market/law/law_words.h"

// --- Columns ------------------------------------------------------------------------------------

// Kind and place of a field; a field of another type does not compile.
#define PLACE(kind, c_type, type, field)                                                           \
    kind, _Generic(((struct type *)NULL)->field, c_type : offsetof(struct type, field))
#define TEXT(type, field) PLACE(LAW_TEXT, str, type, field)
#define WON_AT(type, field) PLACE(LAW_WON, money, type, field)
#define LIMIT(type, field) PLACE(LAW_LIMIT, struct law_limit, type, field)
#define NUMBER(type, field) PLACE(LAW_NUMBER, int64_t, type, field)
#define DAY(type, field) PLACE(LAW_DAY, date, type, field)
#define WORD(type, field) PLACE(LAW_WORD, unsigned, type, field) // what an enum is stored as
#define FLAG(type, field) PLACE(LAW_FLAG, bool, type, field)
#define OPEN_HEAD(type)                                                                            \
    {"id", TEXT(type, head.id), NULL, true, false},                                                \
        {"rule", TEXT(type, head.rule), NULL, true, false},                                        \
    {                                                                                              \
        "regime", WORD(type, head.regime), LAW_REGIME_WORDS, true, false                           \
    }
#define CLOSE_HEAD(type)                                                                           \
    {"first_day", DAY(type, head.first_day), NULL, false, false},                                  \
        {"last_day", DAY(type, head.last_day), NULL, false, false},                                \
        {"article", TEXT(type, head.article), NULL, true, false},                                  \
        {"confidence", WORD(type, head.confidence), LAW_CONFIDENCE_WORDS, true, false},            \
        {"active", FLAG(type, head.active), NULL, true, false},                                    \
    {                                                                                              \
        "note", TEXT(type, head.note), NULL, false, false                                          \
    }
#define OBJECT_KEY(type)                                                                           \
    {                                                                                              \
        "object", WORD(type, object), LAW_OBJECT_WORDS, true, true                                 \
    }

static const struct law_column REGIME_COLUMNS[] = {
    OPEN_HEAD(law_regime_row),
    {"base",   WORD(law_regime_row, base),   LAW_REGIME_WORDS, true,  false},
    {"prefix", TEXT(law_regime_row, prefix), NULL,             false, false},
    {"needs",  TEXT(law_regime_row, needs),  NULL,             false, false},
    CLOSE_HEAD(law_regime_row),
};
static const struct law_column THRESHOLD_COLUMNS[] = {
    OPEN_HEAD(law_threshold),
    OBJECT_KEY(law_threshold),
    {"tag",               WORD(law_threshold,   tag),               LAW_TAG_WORDS, true,  true },
    {"vulnerable_min_bp", NUMBER(law_threshold, vulnerable_min_bp), NULL,          false, false},
    {"one_quote_max_won", LIMIT(law_threshold,  one_quote_max),     NULL,          false, false},
    {"ceiling_won",       LIMIT(law_threshold,  ceiling),           NULL,          false, false},
    {"needs",             TEXT(law_threshold,   needs),             NULL,          false, false},
    {"ground",            TEXT(law_threshold,   ground),            NULL,          true,  false},
    CLOSE_HEAD(law_threshold),
};
static const struct law_column QUOTE_WAIVER_COLUMNS[] = {
    OPEN_HEAD(law_quote_waiver),
    OBJECT_KEY(law_quote_waiver),
    {"below_won", WON_AT(law_quote_waiver, below),  NULL, true, false},
    {"ground",    TEXT(law_quote_waiver,   ground), NULL, true, false},
    CLOSE_HEAD(law_quote_waiver),
};
static const struct law_column DOCUMENT_COLUMNS[] = {
    OPEN_HEAD(law_document_row),
    {"document",   WORD(law_document_row,   document),   LAW_DOCUMENT_WORDS,   true,  true },
    OBJECT_KEY(law_document_row),
    {"comparison", WORD(law_document_row,   comparison), LAW_COMPARISON_WORDS, true,  false},
    {"limit_won",  WON_AT(law_document_row, limit),      NULL,                 false, false},
    {"instead",    TEXT(law_document_row,   instead),    NULL,                 false, false},
    CLOSE_HEAD(law_document_row),
};
static const struct law_column DELAY_RATE_COLUMNS[] = {
    OPEN_HEAD(law_delay_rate),
    OBJECT_KEY(law_delay_rate),
    {"variant", TEXT(law_delay_rate,   variant), NULL, false, true },
    {"ppm",     NUMBER(law_delay_rate, ppm),     NULL, true,  false},
    CLOSE_HEAD(law_delay_rate),
};
static const struct law_column TERM_COLUMNS[] = {
    OPEN_HEAD(law_term),
    {"kind",      TEXT(law_term,   kind),      NULL,               true,  true },
    {"length",    NUMBER(law_term, length),    NULL,               true,  false},
    {"unit",      WORD(law_term,   unit),      LAW_DAY_UNIT_WORDS, true,  false},
    {"extension", NUMBER(law_term, extension), NULL,               false, false},
    {"from",      TEXT(law_term,   from),      NULL,               true,  false},
    CLOSE_HEAD(law_term),
};
static const struct law_column SHARE_COLUMNS[] = {
    OPEN_HEAD(law_share),
    {"kind", TEXT(law_share,   kind), NULL, true, true },
    OBJECT_KEY(law_share),
    {"bp",   NUMBER(law_share, bp),   NULL, true, false},
    {"of",   TEXT(law_share,   of),   NULL, true, false},
    CLOSE_HEAD(law_share),
};
static const struct law_column STAMP_BAND_COLUMNS[] = {
    OPEN_HEAD(law_stamp_band),
    {"above_won", WON_AT(law_stamp_band, above), NULL, true,  true },
    {"up_to_won", WON_AT(law_stamp_band, up_to), NULL, false, false},
    {"duty_won",  WON_AT(law_stamp_band, duty),  NULL, true,  false},
    CLOSE_HEAD(law_stamp_band),
};
static const struct law_column EXCLUSION_COLUMNS[] = {
    OPEN_HEAD(law_exclusion),
    {"number",    NUMBER(law_exclusion, number),    NULL,                false, false},
    {"kind",      TEXT(law_exclusion,   kind),      NULL,                true,  false},
    {"judged_on", WORD(law_exclusion,   judged_on), LAW_JUDGED_ON_WORDS, true,  false},
    {"text",      TEXT(law_exclusion,   text),      NULL,                true,  false},
    CLOSE_HEAD(law_exclusion),
};
static const struct law_column PLEDGE_COLUMNS[] = {
    OPEN_HEAD(law_pledge),
    {"pledge",  TEXT(law_pledge,   pledge),  NULL, true,  true },
    {"number",  NUMBER(law_pledge, number),  NULL, true,  true },
    {"text",    TEXT(law_pledge,   text),    NULL, true,  false},
    {"applies", TEXT(law_pledge,   applies), NULL, false, false},
    CLOSE_HEAD(law_pledge),
};
static const struct law_column PROOF_COLUMNS[] = {
    OPEN_HEAD(law_proof),
    {"proof",  TEXT(law_proof, proof),  NULL, true, true },
    {"path",   TEXT(law_proof, path),   NULL, true, true },
    {"needed", FLAG(law_proof, needed), NULL, true, false},
    {"label",  TEXT(law_proof, label),  NULL, true, false},
    {"reason", TEXT(law_proof, reason), NULL, true, false},
    CLOSE_HEAD(law_proof),
};
static const struct law_column GROUND_COLUMNS[] = {
    OPEN_HEAD(law_ground),
    {"code",        TEXT(law_ground,   code),      NULL, true,  true },
    {"label",       TEXT(law_ground,   label),     NULL, true,  false},
    {"ceiling_won", LIMIT(law_ground,  ceiling),   NULL, true,  false},
    {"years_max",   NUMBER(law_ground, years_max), NULL, false, false},
    {"needs",       TEXT(law_ground,   needs),     NULL, false, false},
    {"ground",      TEXT(law_ground,   ground),    NULL, true,  false},
    CLOSE_HEAD(law_ground),
};
static const struct law_column ROUNDING_COLUMNS[] = {
    OPEN_HEAD(law_rounding),
    {"kind",     TEXT(law_rounding,   kind), NULL, true, true },
    {"unit_won", WON_AT(law_rounding, unit), NULL, true, false},
    {"must",     FLAG(law_rounding,   must), NULL, true, false},
    CLOSE_HEAD(law_rounding),
};
static const struct law_column RATIO_COLUMNS[] = {
    OPEN_HEAD(law_ratio),
    {"category",    TEXT(law_ratio,   category),    NULL,                   true,  true },
    {"label",       TEXT(law_ratio,   label),       NULL,                   true,  false},
    {"object",      WORD(law_ratio,   object),      LAW_RATIO_OBJECT_WORDS, true,  true },
    {"target_bp",   NUMBER(law_ratio, target_bp),   NULL,                   false, false},
    {"denominator", WORD(law_ratio,   denominator), LAW_DENOMINATOR_WORDS,  true,  false},
    {"tags",        TEXT(law_ratio,   tags),        NULL,                   false, false},
    {"report",      TEXT(law_ratio,   report),      NULL,                   false, false},
    CLOSE_HEAD(law_ratio),
};
static const struct law_column CERTIFICATE_COLUMNS[] = {
    OPEN_HEAD(law_certificate),
    {"kind",         TEXT(law_certificate,   kind),         NULL,               true,  true },
    {"label",        TEXT(law_certificate,   label),        NULL,               true,  false},
    {"tag",          TEXT(law_certificate,   tag),          NULL,               false, false},
    {"valid_length", NUMBER(law_certificate, valid_length), NULL,               false, false},
    {"valid_unit",   WORD(law_certificate,   valid_unit),   LAW_DAY_UNIT_WORDS, true,  false},
    {"issuer",       TEXT(law_certificate,   issuer),       NULL,               false, false},
    {"verify",       TEXT(law_certificate,   verify),       NULL,               false, false},
    CLOSE_HEAD(law_certificate),
};
static const struct law_column DISCLOSURE_FIELD_COLUMNS[] = {
    OPEN_HEAD(law_disclosure_field),
    {"sheet",    TEXT(law_disclosure_field,   sheet),    NULL, true, true },
    {"number",   NUMBER(law_disclosure_field, number),   NULL, true, true },
    {"field",    TEXT(law_disclosure_field,   field),    NULL, true, false},
    {"label",    TEXT(law_disclosure_field,   label),    NULL, true, false},
    {"personal", FLAG(law_disclosure_field,   personal), NULL, true, false},
    CLOSE_HEAD(law_disclosure_field),
};
static const struct law_column IDENTIFIER_COLUMNS[] = {
    OPEN_HEAD(law_identifier),
    {"kind",     TEXT(law_identifier,   kind),     NULL, true,  true },
    {"digits",   NUMBER(law_identifier, digits),   NULL, false, false},
    {"weights",  TEXT(law_identifier,   weights),  NULL, false, false},
    {"severity", TEXT(law_identifier,   severity), NULL, true,  false},
    CLOSE_HEAD(law_identifier),
};
static const struct law_column BOND_COLUMNS[] = {
    OPEN_HEAD(law_bond),
    {"issuer",        TEXT(law_bond,   issuer),    NULL, true,  true },
    {"bond_type",     TEXT(law_bond,   bond_type), NULL, true,  true },
    OBJECT_KEY(law_bond),
    {"price_min_won", WON_AT(law_bond, price_min), NULL, false, false},
    {"rate_bp",       NUMBER(law_bond, rate_bp),   NULL, false, false},
    {"base",          TEXT(law_bond,   base),      NULL, false, false},
    {"unit_won",      WON_AT(law_bond, unit),      NULL, false, false},
    {"rounding",      TEXT(law_bond,   rounding),  NULL, false, false},
    {"due_at",        TEXT(law_bond,   due_at),    NULL, false, false},
    CLOSE_HEAD(law_bond),
};
static const struct law_column FACT_COLUMNS[] = {
    OPEN_HEAD(law_fact),
    {"topic", TEXT(law_fact, topic), NULL, true, false},
    {"text",  TEXT(law_fact, text),  NULL, true, false},
    CLOSE_HEAD(law_fact),
};

// --- Tables -------------------------------------------------------------------------------------

const struct law_table_kind LAW_TABLES[LAW_TABLE_COUNT] = {
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

const char *law_table_name(enum law_table table)
{
    return LAW_TABLES[table].name;
}

const char *law_table_label(enum law_table table)
{
    return LAW_TABLES[table].label;
}

size_t law_column_count(enum law_table table)
{
    return LAW_TABLES[table].column_count;
}

const char *law_column_name(enum law_table table, size_t column)
{
    assert(column < LAW_TABLES[table].column_count);
    return LAW_TABLES[table].columns[column].name;
}

str law_table_header(struct arena *arena, enum law_table table)
{
    struct out o;
    out_init(&o, arena, LIMIT_CSV_FIELD);
    for (size_t i = 0; i < LAW_TABLES[table].column_count; i++) {
        out_str(&o, i == 0 ? S("") : S(","));
        out_str(&o, str_view(LAW_TABLES[table].columns[i].name));
    }
    return out_view(&o);
}
