#include "market/party/party_password.h"

#include "base/date.h"
#include "base/limits.h"

const struct fault PARTY_PASSWORD_SHORT = {
    .kind = FAULT_INVALID,
    .code = "party.password_short",
    .text = "비밀번호를 8자 이상으로 정해 주세요. 15자 이상이면 더 안전합니다. 띄어쓰기도 쓸 수 "
            "있습니다.",
};

const struct fault PARTY_PASSWORD_LONG = {
    .kind = FAULT_INVALID,
    .code = "party.password_long",
    .text = "비밀번호를 128자 안으로 줄여 주세요.",
};

const struct fault PARTY_PASSWORD_COMMON = {
    .kind = FAULT_INVALID,
    .code = "party.password_common",
    .text = "다른 비밀번호를 정해 주세요. 많은 사람이 쓰는 말이나 이어진 글자, 날짜, 전화번호라서 "
            "쉽게 알아낼 수 있습니다. 서로 관계없는 낱말 여러 개를 이어 쓰면 안전합니다.",
};

const struct fault PARTY_PASSWORD_OWN = {
    .kind = FAULT_INVALID,
    .code = "party.password_own",
    .text = "이름, 전자우편, 전화번호, 기관·기업 이름에서 바로 떠올릴 수 없는 비밀번호로 정해 "
            "주세요.",
};

static const char *const WORDS[] = {
#define WORD(word) word,
#include "market/party/party_password_words.def"
#undef WORD
};

// What may stand around a word without making it a secret: "daegu2026!!".
#define DECORATION_MOST 6 // characters
#define PERIOD_MOST 4     // "abcabcabc" repeats after 3
#define OWN_LEAST 3       // characters; a shorter word is in many a good password by chance

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

// Lower case, with the usual disguises taken off where `plain` is set: p@ssw0rd.
static str fold(struct arena *a, str s, bool plain)
{
    static const char FROM[] = "@0134$5!7";
    static const char TO[] = "aoieassit";
    str lower = str_lower_ascii(a, s);
    char *c = arena_alloc(a, lower.n + 1);
    for (size_t i = 0; i < lower.n; i++) {
        c[i] = lower.p[i];
        for (size_t k = 0; plain && FROM[k] != '\0'; k++) {
            if (lower.p[i] == FROM[k]) {
                c[i] = TO[k];
            }
        }
    }
    return (str){.p = c, .n = lower.n};
}

// Neither a letter nor part of a character beyond ASCII.
static bool is_decoration(char c)
{
    unsigned char byte = (unsigned char)c;
    return byte < 0x80 && !(c >= 'a' && c <= 'z');
}

static bool is_listed(str s)
{
    for (size_t i = 0; i < COUNT(WORDS); i++) {
        if (str_equals(s, str_view(WORDS[i]))) {
            return true;
        }
    }
    return false;
}

// A listed word with up to DECORATION_MOST signs around it: "2026daegu!!".
static bool is_listed_inside(str s)
{
    for (size_t after = 0; after <= DECORATION_MOST && after < s.n; after++) {
        if (after > 0 && !is_decoration(s.p[s.n - after])) {
            return false;
        }
        for (size_t before = 0; before + after <= DECORATION_MOST && before + after < s.n;
             before++) {
            if (before > 0 && !is_decoration(s.p[before - 1])) {
                break;
            }
            if (is_listed(str_slice(s, before, s.n - after - before))) {
                return true;
            }
        }
    }
    return false;
}

// 12345678, hgfedcba: each sign one above or below the last.
static bool is_run(str s)
{
    int step = s.p[1] - s.p[0];
    for (size_t i = 1; i < s.n; i++) {
        if (s.p[i] - s.p[i - 1] != step) {
            return false;
        }
    }
    return step == 1 || step == -1;
}

static bool is_repetition(str s)
{
    for (size_t period = 1; period <= PERIOD_MOST; period++) {
        size_t i = period;
        while (i < s.n && s.p[i] == s.p[i - period]) {
            i++;
        }
        if (i == s.n) {
            return true;
        }
    }
    return false;
}

// 19850101, 01012345678: what people know of one another by heart.
static bool is_date_or_phone(str s)
{
    for (size_t i = 0; i < s.n; i++) {
        if (!is_digit(s.p[i])) {
            return false;
        }
    }
    if (s.n == 11 && str_starts(s, S("010"))) {
        return true;
    }
    int64_t year = 0;
    int64_t month = 0;
    int64_t day = 0;
    return s.n == 8 && str_parse_i64(str_slice(s, 0, 4), &year) &&
           str_parse_i64(str_slice(s, 4, 2), &month) && str_parse_i64(str_slice(s, 6, 2), &day) &&
           year >= 1900 && year < 2100 && date_ymd_is_valid((int)year, (int)month, (int)day);
}

static bool is_common(struct arena *a, str password)
{
    str lower = fold(a, password, false);
    return is_listed_inside(lower) || is_listed_inside(fold(a, password, true)) || is_run(lower) ||
           is_repetition(lower) || is_date_or_phone(lower);
}

// Is the password one of the person's own words with little around it?
static bool is_own(struct arena *a, str password, str own)
{
    str word = fold(a, own, false);
    word = str_slice(word, 0, str_index(word, S("@"))); // of an e-mail what stands before
    str lower = fold(a, password, false);
    return str_length(word) >= OWN_LEAST && str_contains(lower, word) &&
           str_length(lower) <= str_length(word) + DECORATION_MOST;
}

err party_password_check(struct arena *a, str password, const str *own, size_t own_count)
{
    size_t length = str_length(password);
    if (length < PARTY_PASSWORD_LEAST) {
        return &PARTY_PASSWORD_SHORT;
    }
    if (length > LIMIT_PASSWORD) {
        return &PARTY_PASSWORD_LONG;
    }
    if (is_common(a, password)) {
        return &PARTY_PASSWORD_COMMON;
    }
    for (size_t i = 0; i < own_count; i++) {
        if (is_own(a, password, own[i])) {
            return &PARTY_PASSWORD_OWN;
        }
    }
    return NULL;
}
