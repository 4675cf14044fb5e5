#include "market/catalog/normal_word.h"

#include <string.h>

#include "base/fold.h"
#include "base/limits.h"
#include "market/catalog/normal_text.h"

// Letters (initials, vowels, finals) a word must have so that one, or two, may be wrong in it.
#define LETTERS_FOR_ONE 5
#define LETTERS_FOR_TWO 10

// The next word of a list parted by |; false after the last.
static bool next_word(str *words, str *out)
{
    while (words->n > 0) {
        *out = str_trim(str_cut(words, '|'));
        if (out->n > 0) {
            return true;
        }
    }
    return false;
}

static bool has_latin_or_figure(str key)
{
    for (size_t i = 0; i < key.n; i++) {
        if ((unsigned char)key.p[i] < 0x80) {
            return true;
        }
    }
    return false;
}

// Within one letter (of five and more) or two (of ten and more); words with figures never.
static bool is_near(str a, str b)
{
    uint32_t letters[FOLD_LETTERS_MAX];
    size_t n = fold_letters(b, letters, FOLD_LETTERS_MAX);
    if (has_latin_or_figure(a) || has_latin_or_figure(b) || n < LETTERS_FOR_ONE) {
        return false;
    }
    int most = n < LETTERS_FOR_TWO ? 1 : 2;
    return fold_distance(a, b, most) <= most;
}

str normal_word_in(struct arena *a, str words, str key, bool alone)
{
    str best = S("");
    str best_key = S("");
    bool several = false;
    str rest = words;
    str word;
    while (next_word(&rest, &word)) {
        str k = fold_key(a, word);
        bool whole = str_equals(k, key);
        if (k.n == 0 || !str_contains(key, k) || (!whole && !alone && str_length(k) < 2)) {
            continue;
        }
        if (best.n == 0 || str_contains(k, best_key)) {
            several = best.n > 0 && str_equals(k, best_key);
            best = word;
            best_key = k;
        } else if (!str_contains(best_key, k)) {
            several = true;
        }
    }
    return several ? S("") : best;
}

static str near_word(struct arena *a, str words, str key)
{
    str found = S("");
    str word;
    while (next_word(&words, &word)) {
        if (is_near(key, fold_key(a, word))) {
            if (found.n > 0) {
                return S("");
            }
            found = word;
        }
    }
    return found;
}

static str same_word(struct arena *a, str words, str key)
{
    str word;
    while (next_word(&words, &word)) {
        if (str_equals(key, fold_key(a, word))) {
            return word;
        }
    }
    return S("");
}

// 스테인 of 스테인리스: the beginning of one word alone, of two syllables and more.
static str begun_word(struct arena *a, str words, str key)
{
    str found = S("");
    str word;
    while (str_length(key) >= 2 && next_word(&words, &word)) {
        if (str_starts(fold_key(a, word), key)) {
            if (found.n > 0) {
                return S("");
            }
            found = word;
        }
    }
    return found;
}

str normal_words_text(struct arena *a, str words)
{
    struct out o;
    out_init(&o, a, LIMIT_TEXT);
    str word;
    while (next_word(&words, &word)) {
        out_str(&o, o.n == 0 ? S("") : S(", "));
        out_str(&o, word);
    }
    return out_view(&o);
}

static void take(struct normal_proposal *out, str value, str why)
{
    out->value = value;
    out->state = str_equals(value, out->typed) ? NORMAL_FITS : NORMAL_PROPOSED;
    out->why = out->state == NORMAL_FITS ? S("") : why;
}

void normal_propose_enum(struct arena *a, const struct attribute *row, struct normal_proposal *out)
{
    str key = fold_key(a, out->typed);
    str word = same_word(a, row->words, key);
    if (word.n > 0) {
        take(out, word, S("양식에 적힌 대로 썼습니다."));
        return;
    }
    word = normal_word_in(a, row->words, key, false);
    if (word.n > 0) {
        take(out, word, S("적은 말에 들어 있는 양식의 말입니다."));
        return;
    }
    word = begun_word(a, row->words, key);
    if (word.n > 0) {
        take(out, word, S("이 말로 시작하는 양식의 말은 하나뿐입니다."));
        return;
    }
    word = near_word(a, row->words, key);
    if (word.n > 0) {
        take(out, word, S("양식의 말과 한두 글자만 다릅니다."));
        return;
    }
    out->state = NORMAL_UNFIT;
    out->value = out->typed;
    out->why = str_format(a, "양식의 말 가운데 하나를 골라 주세요: %.*s.",
                          STR_ARG(normal_words_text(a, row->words)));
}

// --- Yes and no ----------------------------------------------------------------------------------

static const char *const YES[] = {
    "예",     "네",     "y",      "yes",    "o",        "ㅇ",   "있음", "유",   "포함",
    "가능",   "인증",   "해당",   "true",   "1",        "함",   "제공", "적용", "필요",
    "필요함", "포함됨", "가능함", "제공함", "있습니다", "보유", "취득", "등록", "완료"};
static const char *const NO[] = {"아니오", "아니요", "n",        "no",       "x",      "없음",
                                 "무",     "미포함", "불포함",   "불가",     "불가능", "별도",
                                 "제외",   "불필요", "해당없음", "미인증",   "false",  "0",
                                 "안함",   "미제공", "미적용",   "없습니다", "미등록", "미보유"};
// What a flag's name ends with; without it the name says what it is about.
static const char *const STEM_ENDS[] = {"포함", "여부", "인증", "제공", "가능", "기능",
                                        "필요", "표시", "신고", "등록", "허가", "발급"};

str normal_flag_stem(struct arena *a, str name)
{
    str key = fold_key(a, name);
    for (size_t i = 0; i < COUNT(STEM_ENDS); i++) {
        str end = str_view(STEM_ENDS[i]);
        if (key.n > end.n && str_ends(key, end)) {
            return str_slice(key, 0, key.n - end.n);
        }
    }
    return key;
}

void normal_propose_bool(struct arena *a, const struct attribute *row, struct normal_proposal *out)
{
    str typed = normal_squeeze(a, fold_width(a, out->typed));
    bool circle = str_equals(typed, S("○")) || str_equals(typed, S("◯")) ||
                  str_equals(typed, S("●")) || str_equals(typed, S("✓"));
    bool cross =
        str_equals(typed, S("×")) || str_equals(typed, S("✕")) || str_equals(typed, S("-"));
    str key = fold_key(a, typed);
    str name = fold_key(a, row->name);
    str stem = normal_flag_stem(a, row->name);
    str rest = str_starts(key, name)   ? str_slice(key, name.n, key.n)
               : str_starts(key, stem) ? str_slice(key, stem.n, key.n)
                                       : key;
    bool named = name.n > 0 && (str_equals(key, name) || str_equals(key, stem));
    if (cross || str_is_one_of(rest, NO, COUNT(NO)) || str_is_one_of(key, NO, COUNT(NO))) {
        take(out, S("아니오"), S("‘예’ 또는 ‘아니오’로 적습니다."));
    } else if (circle || named || str_is_one_of(rest, YES, COUNT(YES)) ||
               str_is_one_of(key, YES, COUNT(YES))) {
        take(out, S("예"), S("‘예’ 또는 ‘아니오’로 적습니다."));
    } else {
        out->state = NORMAL_UNFIT;
        out->value = out->typed;
        out->why = S("‘예’ 또는 ‘아니오’로 적어 주세요.");
    }
}

// --- Makers and models ---------------------------------------------------------------------------

// The kinds of company, as they are written before or behind a name.
static const struct {
    const char *typed;
    const char *sign;
} COMPANIES[] = {
    {"주식회사", "㈜"},
    {"(주)",        "㈜"},
    {"㈜",          "㈜"},
    {"유한회사", "㈲"},
    {"(유)",        "㈲"},
    {"㈲",          "㈲"},
};

// A name without its kind of company, which is `out_sign`, in front or behind; without both it is
// the name.
static str without_company(str name, str *out_sign, bool *out_behind)
{
    *out_sign = S("");
    *out_behind = false;
    for (size_t i = 0; i < COUNT(COMPANIES); i++) {
        str typed = str_view(COMPANIES[i].typed);
        bool leads = str_starts(name, typed);
        if (name.n > typed.n && (leads || str_ends(name, typed))) {
            *out_sign = str_view(COMPANIES[i].sign);
            *out_behind = !leads;
            return str_trim(leads ? str_slice(name, typed.n, name.n)
                                  : str_slice(name, 0, name.n - typed.n));
        }
    }
    return name;
}

// Every kind of company is out of it, as in the key of the index: 주식회사 anywhere.
str normal_maker_key(struct arena *a, str maker)
{
    str name = normal_squeeze(a, fold_width(a, maker));
    struct out plain;
    struct out o;
    out_init(&plain, a, name.n + 1);
    out_init(&o, a, name.n + 1);
    for (size_t i = 0; i < name.n; i++) {
        out_str(&plain, name.p[i] == ' ' ? S("") : str_slice(name, i, 1));
    }
    for (str rest = out_view(&plain); rest.n > 0;) {
        size_t n = 0;
        str sign = S("");
        for (size_t i = 0; n == 0 && i < COUNT(COMPANIES); i++) {
            n = str_starts(rest, str_view(COMPANIES[i].typed)) ? strlen(COMPANIES[i].typed) : 0;
            sign = str_view(COMPANIES[i].sign);
        }
        if (n == 0) {
            out_char(&o, rest.p[0]);
        } else if (str_equals(sign, S("㈲"))) {
            out_str(&o, sign);
        }
        rest = str_slice(rest, n == 0 ? 1 : n, rest.n);
    }
    return out_view(&o);
}

// One of the known makers that is the same; else, of four syllables and more, near.
static str known_maker(struct arena *a, str name, const normal_words *known)
{
    str same = str_lower_ascii(a, normal_maker_key(a, name));
    str key = fold_key(a, same);
    str near = S("");
    for (size_t i = 0; i < known->count; i++) {
        str other = str_lower_ascii(a, normal_maker_key(a, known->items[i]));
        if (str_equals(same, other) && key.n > 0) {
            return known->items[i];
        }
        bool is_kind = str_contains(same, S("㈲")) == str_contains(other, S("㈲"));
        other = fold_key(a, other);
        if (is_kind && str_length(other) >= 4 && str_length(key) >= 4 && is_near(key, other)) {
            near = near.n == 0 ? known->items[i] : near;
        }
    }
    return near;
}

void normal_propose_maker(struct arena *a, str typed, const normal_words *known,
                          struct normal_proposal *out)
{
    *out = (struct normal_proposal){.typed = typed, .value = typed};
    str name = normal_squeeze(a, fold_width(a, typed));
    if (name.n == 0) {
        out->value = S("");
        return;
    }
    str exact = known_maker(a, name, known);
    if (exact.n > 0) {
        take(out, exact, S("이미 등록된 제조사 이름으로 적었습니다."));
        return;
    }
    str sign;
    bool is_behind;
    str bare = without_company(name, &sign, &is_behind);
    str before = S("");
    while (sign.n > 0 && !str_equals(bare, before)) { // ㈜ ㈜한결
        before = bare;
        str again;
        bool again_behind;
        bare = without_company(bare, &again, &again_behind);
    }
    take(out, is_behind ? str_join(a, bare, sign) : str_join(a, sign, bare),
         S("회사 종류를 기호로 적고 빈칸을 정리했습니다."));
}

// In front of a model; "Model Y" is one itself.
static const struct {
    const char *word;
    bool needs_colon;
} MODEL_NAMES[] = {
    {"모델명", false},
    {"모델",    false},
    {"품번",    false},
    {"형명",    false},
    {"model",     true }
};

// Is the word from `at` on one that is written in capitals: of letters and figures, a letter first,
// and none of them a capital?
static bool is_lower_model(str text, size_t at)
{
    bool has_figure = false;
    bool is_lower = text.p[at] >= 'a' && text.p[at] <= 'z';
    for (; at < text.n && text.p[at] != ' '; at++) {
        char c = text.p[at];
        has_figure |= c >= '0' && c <= '9';
        is_lower &= c < 'A' || c > 'Z';
    }
    return has_figure && is_lower;
}

static str in_capitals(struct arena *a, str text)
{
    struct out o;
    bool is_word = false;
    out_init(&o, a, text.n + 1);
    for (size_t i = 0; i < text.n; i++) {
        char c = text.p[i];
        is_word = i == 0 || text.p[i - 1] == ' ' ? is_lower_model(text, i) : is_word;
        out_char(&o, is_word && c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c);
    }
    return out_view(&o);
}

// Hyphens of every length; blanks beside one go.
static str spell_model(struct arena *a, str text)
{
    static const char *const HYPHENS[] = {"‐", "‑", "–", "—", "−", "ー"};
    struct out o;
    out_init(&o, a, text.n + 1);
    for (size_t i = 0; i < text.n;) {
        str rest = str_slice(text, i, text.n);
        size_t length = 0;
        for (size_t k = 0; k < COUNT(HYPHENS); k++) {
            if (str_starts(rest, str_view(HYPHENS[k]))) {
                length = strlen(HYPHENS[k]);
            }
        }
        bool hyphen = length > 0 || text.p[i] == '-';
        char c = hyphen ? '-' : text.p[i];
        if (hyphen) {
            while (o.n > 0 && o.p[o.n - 1] == ' ') {
                o.n--;
            }
        }
        if (c != ' ' || (o.n > 0 && o.p[o.n - 1] != '-')) {
            out_char(&o, c);
        }
        i += length > 0 ? length : 1;
    }
    return in_capitals(a, str_trim(out_view(&o)));
}

void normal_propose_model(struct arena *a, str typed, struct normal_proposal *out)
{
    *out = (struct normal_proposal){.typed = typed, .value = typed};
    str text = normal_squeeze(a, fold_width(a, typed));
    for (size_t i = 0; i < COUNT(MODEL_NAMES); i++) {
        str name = str_view(MODEL_NAMES[i].word);
        bool named =
            str_starts(str_lower_ascii(a, text), name) && text.n > name.n &&
            (text.p[name.n] == ':' || (text.p[name.n] == ' ' && !MODEL_NAMES[i].needs_colon));
        if (named) {
            text = str_trim(str_slice(text, name.n, text.n));
            if (str_starts(text, S(":"))) {
                text = str_trim(str_slice(text, 1, text.n));
            }
            i = (size_t)-1; // 모델명: model: KX
        }
    }
    if (text.n == 0) {
        out->value = S("");
        return;
    }
    take(out, spell_model(a, text), S("모델명은 대문자와 짧은 붙임표로 적습니다."));
}
