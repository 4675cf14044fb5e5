#include "market/rule/rule_field.h"

#include "base/limits.h"
#include "base/out.h"
#include "market/law/law_show.h"

#define BP_PLACES 2  // 1/100 % of a per cent
#define PPM_PLACES 4 // millionths

static bool is_list(const struct law_column *c)
{
    str name = str_view(c->name);
    return c->kind == LAW_TEXT && (str_equals(name, S("needs")) || str_equals(name, S("tags")));
}

// Places after the point of a per cent, or -1 for what is no share.
static int places_of(const struct law_column *c)
{
    str name = str_view(c->name);
    if (c->kind != LAW_NUMBER) {
        return -1;
    }
    if (str_equals(name, S("ppm"))) {
        return PPM_PLACES;
    }
    return str_ends(name, S("bp")) ? BP_PLACES : -1;
}

static int64_t power_of_ten(int places)
{
    int64_t power = 1;
    for (int i = 0; i < places; i++) {
        power *= 10;
    }
    return power;
}

// --- Words ---------------------------------------------------------------------------------------

static bool is_among(const rule_words *words, str word)
{
    for (size_t i = 0; i < words->count; i++) {
        if (str_equals(words->items[i], word)) {
            return true;
        }
    }
    return false;
}

// Each word that the rows of the table hold in a column, once; `parted` at blanks.
static rule_words words_in(struct arena *a, const struct law *law, enum law_table table, size_t c,
                           bool parted)
{
    rule_words words = {.items = NEW_ARRAY(a, LIMIT_RULE_WORDS, str)};
    for (size_t i = 0; i < law_count(law, table); i++) {
        str rest = law_field_text(a, law, table, i, c);
        while (rest.n > 0 && words.count < LIMIT_RULE_WORDS) {
            str word = parted ? str_cut(&rest, ' ') : rest;
            rest = parted ? rest : S("");
            if (word.n > 0 && !is_among(&words, word)) {
                words.items[words.count++] = word;
            }
        }
    }
    return words;
}

static str label_of(struct arena *a, const struct law_column *c, str word)
{
    str label = is_list(c) ? law_need_label(a, word) : word;
    return law_word_label(a, is_list(c) ? "" : c->name, label);
}

rule_words rule_field_words(struct arena *a, const struct law *law, enum law_table table, size_t c)
{
    const struct law_column *column = &LAW_TABLES[table].columns[c];
    rule_words none = {0};
    if (column->kind != LAW_TEXT || is_list(column) || !law_column_is_own(table, c)) {
        return none;
    }
    rule_words words = words_in(a, law, table, c, false);
    for (size_t i = 0; i < words.count; i++) {
        if (str_equals(label_of(a, column, words.items[i]), words.items[i])) {
            return none; // what has no label is written as it is
        }
    }
    return words;
}

static str list_show(struct arena *a, const struct law_column *c, str raw)
{
    struct out o;
    out_init(&o, a, LIMIT_CSV_FIELD);
    for (str rest = raw; rest.n > 0;) {
        str word = str_cut(&rest, ' ');
        out_str(&o, o.n == 0 ? S("") : S(", "));
        out_str(&o, label_of(a, c, word));
    }
    return out_view(&o);
}

static bool list_read(struct arena *a, const rule_words *known, const struct law_column *c,
                      str typed, str *out)
{
    struct out o;
    out_init(&o, a, LIMIT_CSV_FIELD);
    for (str rest = typed; rest.n > 0;) {
        str label = str_trim(str_cut(&rest, ','));
        str word = S("");
        for (size_t i = 0; i < known->count && word.n == 0; i++) {
            bool means = str_equals(label_of(a, c, known->items[i]), label) ||
                         str_equals(known->items[i], label);
            word = means ? known->items[i] : word;
        }
        if (word.n == 0) {
            return false;
        }
        out_str(&o, o.n == 0 ? S("") : S(" "));
        out_str(&o, word);
    }
    *out = out_view(&o);
    return true;
}

// --- Amounts and shares --------------------------------------------------------------------------

static str won_show(struct arena *a, str raw)
{
    int64_t won = 0;
    return str_parse_i64(raw, &won) ? money_format(a, WON(won)) : raw;
}

// Without commas, blanks and the unit behind.
static str bare(struct arena *a, str typed, str unit)
{
    str text = str_trim(typed);
    if (str_ends(text, unit)) {
        text = str_slice(text, 0, text.n - unit.n);
    }
    struct out o;
    out_init(&o, a, LIMIT_CSV_FIELD);
    for (size_t i = 0; i < text.n; i++) {
        if (text.p[i] != ',' && text.p[i] != ' ') {
            out_char(&o, text.p[i]);
        }
    }
    return out_view(&o);
}

// 3000 of two places is "30%", 800 of four "0.08%".
static str share_show(struct arena *a, str raw, int places)
{
    int64_t n = 0;
    if (!str_parse_i64(raw, &n) || n < 0) {
        return raw;
    }
    int64_t one = power_of_ten(places);
    int64_t rest = n % one;
    while (rest > 0 && rest % 10 == 0) {
        rest /= 10;
        places--;
    }
    return rest == 0
               ? str_format(a, "%lld%%", (long long)(n / one))
               : str_format(a, "%lld.%0*lld%%", (long long)(n / one), places, (long long)rest);
}

static bool share_read(struct arena *a, str typed, int places, str *out)
{
    str rest = bare(a, typed, S("%"));
    str whole = str_cut(&rest, '.');
    int64_t parts = 0;
    int64_t n = 0;
    bool fits = str_parse_i64(whole, &n) && n >= 0 && n <= LIMIT_RULE_PERCENT &&
                rest.n <= (size_t)places && (rest.n == 0 || str_parse_i64(rest, &parts)) &&
                parts >= 0;
    if (!fits) {
        return false;
    }
    n = n * power_of_ten(places) + parts * power_of_ten(places - (int)rest.n);
    *out = str_format(a, "%lld", (long long)n);
    return true;
}

// --- Both ways -----------------------------------------------------------------------------------

#define UNLIMITED S("unlimited")
#define NO_LIMIT S("한도 없음")

str rule_field_show(struct arena *a, const struct law_column *column, str raw)
{
    if (raw.n == 0) {
        return raw;
    }
    if (places_of(column) >= 0) {
        return share_show(a, raw, places_of(column));
    }
    if (column->kind == LAW_WON || column->kind == LAW_LIMIT) {
        return str_equals(raw, UNLIMITED) ? NO_LIMIT : won_show(a, raw);
    }
    return is_list(column) ? list_show(a, column, raw) : raw;
}

const char *rule_field_read(struct arena *a, const struct law *law, enum law_table table, size_t c,
                            str typed, str *out_raw)
{
    const struct law_column *column = &LAW_TABLES[table].columns[c];
    int places = places_of(column);
    if (typed.n == 0) {
        *out_raw = typed;
        return NULL;
    }
    if (places >= 0) {
        return share_read(a, typed, places, out_raw) ? NULL
                                                     : "30%나 2.5%처럼 퍼센트로 적어야 합니다";
    }
    if (column->kind == LAW_LIMIT && str_equals(bare(a, typed, S("")), S("한도없음"))) {
        *out_raw = UNLIMITED;
        return NULL;
    }
    if (column->kind == LAW_WON || column->kind == LAW_LIMIT) {
        int64_t won = 0;
        str text = bare(a, typed, S("원"));
        if (!str_parse_i64(text, &won) || won < 0 || won > (int64_t)LIMIT_WON) {
            return column->kind == LAW_WON ? "2,000,000처럼 원 단위로 적어야 합니다"
                                           : "2,000,000처럼 원 단위로 적거나, ‘한도 없음’이라고 "
                                             "적거나, 비워 두어야 합니다";
        }
        *out_raw = text;
        return NULL;
    }
    if (is_list(column)) {
        rule_words known = words_in(a, law, table, c, true);
        return list_read(a, &known, column, typed, out_raw)
                   ? NULL
                   : "아래에 적힌 말을 쉼표로 나누어 적어야 합니다";
    }
    *out_raw = typed;
    return NULL;
}

str rule_field_hint(struct arena *a, const struct law *law, enum law_table table, size_t c)
{
    const struct law_column *column = &LAW_TABLES[table].columns[c];
    if (places_of(column) >= 0) {
        return S("퍼센트로 적습니다. 예: 30%, 2.5%, 0.08%");
    }
    if (column->kind == LAW_WON) {
        return S("원 단위로 적습니다. 예: 2,000,000");
    }
    if (column->kind == LAW_LIMIT) {
        return S("원 단위로 적습니다. 한도가 없으면 ‘한도 없음’, 쓸 수 없으면 비워 둡니다.");
    }
    if (column->kind == LAW_NUMBER) {
        return S("숫자만 적습니다.");
    }
    if (!is_list(column)) {
        return S("");
    }
    rule_words known = words_in(a, law, table, c, true);
    struct out o;
    out_init(&o, a, LIMIT_CSV_FIELD);
    out_str(&o, S("쉼표로 나누어 적습니다. 쓸 수 있는 말: "));
    for (size_t i = 0; i < known.count; i++) {
        out_str(&o, i == 0 ? S("") : S(", "));
        out_str(&o, label_of(a, column, known.items[i]));
    }
    return out_view(&o);
}
