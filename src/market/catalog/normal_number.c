#include "market/catalog/normal_number.h"

#include <assert.h>

#include "base/fault.h"
#include "base/limits.h"

static bool is_digit(str s, size_t at)
{
    return at < s.n && s.p[at] >= '0' && s.p[at] <= '9';
}

static bool times(int64_t *value, int64_t by)
{
    return !__builtin_mul_overflow(*value, by, value) && *value <= LIMIT_WON && *value >= 0;
}

static void tidy(struct normal_number *n)
{
    while (n->scale > 0 && n->value % 10 == 0) {
        n->value /= 10;
        n->scale--;
    }
}

// number × 10^zeros.
static bool shift(struct normal_number *n, int zeros)
{
    for (int i = 0; i < zeros; i++) {
        if (n->scale > 0) {
            n->scale--;
        } else if (!times(&n->value, 10)) {
            return false;
        }
    }
    return true;
}

static bool add(struct normal_number *to, struct normal_number n)
{
    while (to->scale < n.scale) {
        if (!times(&to->value, 10)) {
            return false;
        }
        to->scale++;
    }
    while (n.scale < to->scale) {
        if (!times(&n.value, 10)) {
            return false;
        }
        n.scale++;
    }
    to->value += n.value;
    tidy(to);
    return to->value <= LIMIT_WON;
}

// --- Figures -------------------------------------------------------------------------------------

// The comma of 2,500.
static bool parts_thousands(str s, size_t at)
{
    return at < s.n && s.p[at] == ',' && is_digit(s, at + 1) && is_digit(s, at + 2) &&
           is_digit(s, at + 3) && !is_digit(s, at + 4);
}

// Digits with commas at the thousands, and decimal places.
static bool read_figures(str s, size_t *at, struct normal_number *out, bool *out_comma)
{
    size_t i = *at;
    size_t first = i;
    int64_t value = 0;
    if (!is_digit(s, i)) {
        return false;
    }
    while (i < s.n) {
        // The first group of thousands has one to three digits.
        if (parts_thousands(s, i) && i - first <= 3) {
            *out_comma = true;
            first = ++i;
        } else if (is_digit(s, i)) {
            if (!times(&value, 10)) {
                return false;
            }
            value += s.p[i++] - '0';
        } else {
            break;
        }
    }
    int scale = 0;
    if (i + 1 < s.n && s.p[i] == '.' && is_digit(s, i + 1)) {
        for (i++; is_digit(s, i); i++) {
            if (scale == NORMAL_SCALE_MAX || !times(&value, 10)) {
                return false;
            }
            value += s.p[i] - '0';
            scale++;
        }
    }
    *at = i;
    *out = (struct normal_number){value, scale};
    tidy(out);
    return value <= LIMIT_WON;
}

// --- Syllables -----------------------------------------------------------------------------------

struct word {
    const char *text;
    int value;
};

static const struct word DIGITS[] = {
    {"영", 0},
    {"공", 0},
    {"일", 1},
    {"이", 2},
    {"삼", 3},
    {"사", 4},
    {"오", 5},
    {"육", 6},
    {"칠", 7},
    {"팔", 8},
    {"구", 9},
};

static const struct word SMALL[] = {
    {"천", 3},
    {"백", 2},
    {"십", 1},
};

static const struct word BIG[] = {
    {"조", 12},
    {"억", 8 },
    {"만", 4 },
};

// Native numbers as they stand before a unit, and alone. Longer words first.
static const struct word NATIVE_TENS[] = {
    {"열",    10},
    {"스물", 20},
    {"스무", 20},
    {"서른", 30},
    {"마흔", 40},
    {"쉰",    50},
    {"예순", 60},
    {"일흔", 70},
    {"여든", 80},
    {"아흔", 90},
};

static const struct word NATIVE_ONES[] = {
    {"하나", 1},
    {"다섯", 5},
    {"여섯", 6},
    {"일곱", 7},
    {"여덟", 8},
    {"아홉", 9},
    {"한",    1},
    {"둘",    2},
    {"두",    2},
    {"셋",    3},
    {"세",    3},
    {"넷",    4},
    {"네",    4},
};

static const struct word *find_word(const struct word *words, size_t count, str s, size_t at)
{
    str rest = str_slice(s, at, s.n);
    for (size_t i = 0; i < count; i++) {
        if (str_starts(rest, str_view(words[i].text))) {
            return &words[i];
        }
    }
    return NULL;
}

static size_t length_of(const struct word *w)
{
    return str_view(w->text).n;
}

bool normal_read_native(str s, size_t *at, struct normal_number *out)
{
    size_t i = *at;
    const struct word *ten = find_word(NATIVE_TENS, COUNT(NATIVE_TENS), s, i);
    i += ten == NULL ? 0 : length_of(ten);
    const struct word *one = find_word(NATIVE_ONES, COUNT(NATIVE_ONES), s, i);
    i += one == NULL ? 0 : length_of(one);
    if (ten == NULL && one == NULL) {
        return false;
    }
    *out = (struct normal_number){.value = (ten == NULL ? 0 : ten->value) +
                                           (one == NULL ? 0 : one->value)};
    *at = i;
    return true;
}

// Where a blank may stand: 2천 5백.
static size_t over_blank(str s, size_t at)
{
    if (at + 1 < s.n && s.p[at] == ' ' &&
        (is_digit(s, at + 1) || find_word(DIGITS, COUNT(DIGITS), s, at + 1) != NULL ||
         find_word(SMALL, COUNT(SMALL), s, at + 1) != NULL)) {
        return at + 1;
    }
    return at;
}

// A figure or a syllable for one; *figures tells which.
static bool read_coefficient(str s, size_t *at, struct normal_number *out, bool *figures,
                             bool *comma)
{
    if (read_figures(s, at, out, comma)) {
        *figures = true;
        return true;
    }
    *figures = false;
    const struct word *digit = find_word(DIGITS, COUNT(DIGITS), s, *at);
    if (digit == NULL) {
        return false;
    }
    *at += length_of(digit);
    *out = (struct normal_number){.value = digit->value};
    return true;
}

// number < 10^places.
static bool is_below(struct normal_number n, int places)
{
    int64_t most = 1;
    for (int i = 0; i < n.scale + places; i++) {
        if (!times(&most, 10)) {
            return true; // more than any number
        }
    }
    return n.value < most;
}

// What stands before 만, 억, 조 or the end, lower than 10^places: 2천5백, 이천오백, 2500.
static bool read_group(str s, size_t *at, struct normal_number *out, struct normal_reading *r,
                       int places)
{
    bool after_big = places < 16;
    int below = places; // the next part must be lower than 10 to this
    bool any = false;
    *out = (struct normal_number){0};
    for (;;) {
        size_t start = any || after_big ? over_blank(s, *at) : *at;
        size_t i = start;
        struct normal_number coefficient = {.value = 1};
        bool figures = false;
        bool comma = false;
        bool has = read_coefficient(s, &i, &coefficient, &figures, &comma);
        const struct word *place = find_word(SMALL, COUNT(SMALL), s, i);
        if (place != NULL && place->value < below) {
            i += length_of(place);
            if (!shift(&coefficient, place->value) || !add(out, coefficient)) {
                return false;
            }
            below = place->value;
            r->in_words = true;
            r->is_twofold = false;
        } else if (has && is_below(coefficient, below)) { // the ones end the group
            if (!add(out, coefficient)) {
                return false;
            }
            r->in_words = r->in_words || !figures;
            r->is_twofold = !figures && i > start;
            r->has_comma = r->has_comma || comma;
            *at = i;
            return true;
        } else {
            return any;
        }
        r->has_comma = r->has_comma || comma;
        any = true;
        *at = i;
    }
}

bool normal_read_number(str s, size_t *at, struct normal_reading *out)
{
    struct normal_reading r = {0};
    size_t i = *at;
    int below = 16; // 10^15 won is the most there is
    bool any = false;
    for (;;) {
        struct normal_number group = {0};
        size_t before = i;
        bool has = read_group(s, &i, &group, &r, below);
        const struct word *big = find_word(BIG, COUNT(BIG), s, i);
        // 만 alone is ten thousand; 억 and 조 need a figure in front.
        bool may = has || (!any && big != NULL && big->value == 4);
        if (big != NULL && big->value < below && may) {
            struct normal_number part = has ? group : (struct normal_number){.value = 1};
            if (!shift(&part, big->value) || !add(&r.number, part)) {
                return false;
            }
            i += length_of(big);
            below = big->value;
            r.in_words = true;
            r.is_twofold = false;
            any = true;
            continue;
        }
        if (has && !add(&r.number, group)) {
            return false;
        }
        if (!has) {
            i = before;
        }
        any = any || has;
        break;
    }
    if (!any) {
        if (!normal_read_native(s, &i, &r.number)) {
            return false;
        }
        r.in_words = true;
    }
    *at = i;
    *out = r;
    assert(r.number.value >= 0 && r.number.value <= LIMIT_WON);
    return true;
}

// --- Reckoning -----------------------------------------------------------------------------------

bool normal_number_convert(struct normal_number number, int64_t by_times, int64_t by,
                           struct normal_number *out, bool *out_exact)
{
    assert(by_times > 0 && by > 0);
    struct normal_number n = number;
    if (!times(&n.value, by_times)) {
        return false;
    }
    *out_exact = true;
    while (n.value % by != 0 && n.scale < NORMAL_SCALE_MAX) {
        if (n.value > LIMIT_WON / 10) {
            return false;
        }
        n.value *= 10;
        n.scale++;
    }
    *out_exact = n.value % by == 0;
    n.value /= by;
    while (!*out_exact && n.scale > 2) { // rounded half up on the third place
        int64_t last = n.value % 10;
        n.value = n.value / 10 + (n.scale == 3 && last >= 5 ? 1 : 0);
        n.scale--;
    }
    tidy(&n);
    *out = n;
    return true;
}

str normal_number_text(struct arena *a, struct normal_number number)
{
    int64_t whole = number.value;
    int64_t unit = 1;
    for (int i = 0; i < number.scale; i++) {
        unit *= 10;
        whole /= 10;
    }
    if (number.scale == 0) {
        return str_format(a, "%lld", (long long)whole);
    }
    return str_format(a, "%lld.%0*lld", (long long)whole, number.scale,
                      (long long)(number.value % unit));
}

str normal_number_shown(struct arena *a, struct normal_number number)
{
    str plain = normal_number_text(a, number);
    str rest = plain;
    str whole = str_cut(&rest, '.');
    str shown = S("");
    for (size_t i = 0; i < whole.n; i++) {
        bool comma = i > 0 && (whole.n - i) % 3 == 0;
        shown = str_format(a, "%.*s%s%c", STR_ARG(shown), comma ? "," : "", whole.p[i]);
    }
    return rest.n == 0 ? shown : str_format(a, "%.*s.%.*s", STR_ARG(shown), STR_ARG(rest));
}
