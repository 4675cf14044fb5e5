#include <assert.h>
#include <string.h>

#include "base/limits.h"
#include "market/law/law_column.h"
#include "market/law/law_words.h"

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

const char *law_field_parse(const struct law_column *c, str field, void *row)
{
    bool empty = str_is_empty(field);
    if (empty && c->needed) {
        return "값이 있어야 합니다";
    }
    switch (c->kind) {
    case LAW_TEXT:
        PUT(row, c, str, field);
        return NULL;
    case LAW_WON: {
        money m = WON(0);
        bool ok = empty || parse_won(field, &m);
        PUT(row, c, money, m);
        return ok ? NULL : "쉼표 없는 원 단위 금액이어야 합니다";
    }
    case LAW_LIMIT: {
        struct law_limit limit = {.kind = LAW_LIMIT_NONE};
        bool ok = parse_limit(field, &limit);
        PUT(row, c, struct law_limit, limit);
        return ok ? NULL : "쉼표 없는 원 단위 금액, unlimited 또는 빈칸이어야 합니다";
    }
    case LAW_NUMBER: {
        int64_t n = 0;
        bool ok = empty || (str_parse_i64(field, &n) && n >= 0 && n <= INT32_MAX);
        PUT(row, c, int64_t, n);
        return ok ? NULL : "0 이상의 정수여야 합니다";
    }
    case LAW_DAY: {
        date d = DATE_NONE;
        bool ok = empty || date_parse(field, &d);
        PUT(row, c, date, d);
        return ok ? NULL : "2026-01-31 꼴의 날짜여야 합니다";
    }
    case LAW_WORD: {
        int word = law_word_find(c->words, field);
        PUT(row, c, int, word);
        return word >= 0 ? NULL : "정해진 낱말이 아닙니다";
    }
    case LAW_FLAG: {
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

str law_field_format(struct arena *arena, const struct law_column *c, const void *row)
{
    switch (c->kind) {
    case LAW_TEXT: {
        GET(row, c, str, text);
        return text;
    }
    case LAW_WON: {
        GET(row, c, money, m);
        return m.won == 0 && !c->needed ? S("") : won_text(arena, m);
    }
    case LAW_LIMIT: {
        GET(row, c, struct law_limit, limit);
        return limit.kind == LAW_LIMIT_NONE        ? S("")
               : limit.kind == LAW_LIMIT_UNLIMITED ? S("unlimited")
                                                   : won_text(arena, limit.won);
    }
    case LAW_NUMBER: {
        GET(row, c, int64_t, n);
        return n == 0 && !c->needed ? S("") : str_format(arena, "%lld", (long long)n);
    }
    case LAW_DAY: {
        GET(row, c, date, d);
        return date_is_none(d) ? S("") : date_format_iso(arena, d);
    }
    case LAW_WORD: {
        GET(row, c, int, word);
        return str_view(c->words[word]);
    }
    case LAW_FLAG: {
        GET(row, c, bool, set);
        return set ? S("1") : S("0");
    }
    }
    assert(false);
    return S("");
}

bool law_field_equals(const struct law_column *c, const void *a, const void *b)
{
    switch (c->kind) {
    case LAW_TEXT: {
        GET(a, c, str, x);
        GET(b, c, str, y);
        return str_equals(x, y);
    }
    case LAW_WON: {
        GET(a, c, money, x);
        GET(b, c, money, y);
        return money_equals(x, y);
    }
    case LAW_LIMIT: {
        GET(a, c, struct law_limit, x);
        GET(b, c, struct law_limit, y);
        return x.kind == y.kind && money_equals(x.won, y.won);
    }
    case LAW_NUMBER: {
        GET(a, c, int64_t, x);
        GET(b, c, int64_t, y);
        return x == y;
    }
    case LAW_DAY: {
        GET(a, c, date, x);
        GET(b, c, date, y);
        return date_equals(x, y);
    }
    case LAW_WORD: {
        GET(a, c, int, x);
        GET(b, c, int, y);
        return x == y;
    }
    case LAW_FLAG: {
        GET(a, c, bool, x);
        GET(b, c, bool, y);
        return x == y;
    }
    }
    assert(false);
    return false;
}

bool law_key_equals(enum law_table table, const struct law_head *row, const struct law_head *other)
{
    for (size_t i = 0; i < LAW_TABLES[table].column_count; i++) {
        const struct law_column *c = &LAW_TABLES[table].columns[i];
        if (c->key && !law_field_equals(c, row, other)) {
            return false;
        }
    }
    return true;
}
