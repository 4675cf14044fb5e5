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

const struct fault PARTY_PASSWORD_HOUSE_SHORT = {
    .kind = FAULT_INVALID,
    .code = "party.password_house_short",
    .text =
        "소속 기관이 정한 길이보다 짧습니다. 새 비밀번호 칸에 적힌 기관 규칙에 맞게 더 길게 정해 "
        "주세요.",
};

const struct fault PARTY_PASSWORD_HOUSE_KINDS = {
    .kind = FAULT_INVALID,
    .code = "party.password_house_kinds",
    .text = "소속 기관의 규칙에 맞게 글자 종류를 더 섞어 주세요. 종류는 영문 대문자, 영문 소문자, "
            "숫자, 그 밖의 글자와 기호입니다.",
};

const struct fault PARTY_PASSWORD_HOUSE_AGAIN = {
    .kind = FAULT_INVALID,
    .code = "party.password_house_again",
    .text =
        "소속 기관의 규칙에 따라 최근에 쓴 비밀번호는 다시 쓸 수 없습니다. 다른 비밀번호로 정해 "
        "주세요.",
};

static const char *const WORDS[] = {
#define WORD(word) word,
#include "market/party/party_password_words.def"
#undef WORD
};

// Sorted by byte.
static const char *const COMMONEST[] = {
#define WORD(word) word,
#include "market/party/party_password_common.def"
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

static bool is_among_the_commonest(str s)
{
    size_t low = 0;
    size_t high = COUNT(COMMONEST);
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = str_compare(s, str_view(COMMONEST[middle]));
        if (order == 0) {
            return true;
        }
        if (order < 0) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    return false;
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

// The list of the commonest has some with their decoration: what is left of a longer password
// counts where it is all of it, or a word by itself.
static bool is_commonest(str part, str whole)
{
    bool is_word = !is_decoration(part.p[0]) && !is_decoration(part.p[part.n - 1]);
    return (is_word || part.n == whole.n) && is_among_the_commonest(part);
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
            str part = str_slice(s, before, s.n - after - before);
            if (is_listed(part) || is_commonest(part, s)) {
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

static int64_t kinds_of(str password)
{
    bool kinds[PARTY_PASSWORD_KINDS] = {false};
    for (size_t i = 0; i < password.n; i++) {
        char c = password.p[i];
        bool capital = c >= 'A' && c <= 'Z';
        bool small = c >= 'a' && c <= 'z';
        kinds[0] = kinds[0] || capital;
        kinds[1] = kinds[1] || small;
        kinds[2] = kinds[2] || is_digit(c);
        kinds[3] = kinds[3] || !(capital || small || is_digit(c));
    }
    return (int64_t)kinds[0] + kinds[1] + kinds[2] + kinds[3];
}

err party_password_check_house(const struct password_rules *r, str password)
{
    if ((int64_t)str_length(password) < r->length) {
        return &PARTY_PASSWORD_HOUSE_SHORT;
    }
    return kinds_of(password) < r->kinds ? &PARTY_PASSWORD_HOUSE_KINDS : NULL;
}

bool party_password_is_due(const struct password_rules *r, date set_on, date today)
{
    return r->days > 0 && date_before(date_add_days(set_on, (int)r->days), today);
}

static str and_also(struct arena *a, str words, const char *before, int64_t count,
                    const char *after)
{
    if (count == 0) {
        return words;
    }
    return str_format(a, "%.*s%s%s%lld%s", STR_ARG(words), words.n > 0 ? ", " : "", before,
                      (long long)count, after);
}

str party_password_house_words(struct arena *a, const struct password_rules *r)
{
    str words = and_also(a, S(""), "", r->length, "자 이상");
    words = and_also(a, words, "영문 대문자·영문 소문자·숫자·그 밖의 글자와 기호 가운데 ", r->kinds,
                     "가지 이상");
    words = and_also(a, words, "최근에 쓴 ", r->last, "개와 다르게");
    return and_also(a, words, "", r->days, "일마다 바꾸기");
}
