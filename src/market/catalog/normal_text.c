#include "market/catalog/normal_text.h"

#include <assert.h>

#include "base/fold.h"
#include "base/limits.h"
#include "market/catalog/normal_number.h"
#include "market/catalog/normal_unit.h"

#define PASSES_MAX 4      // until nothing changes: a size may come out of a unit's spelling
#define WHY_MAX (4 * KIB) // bytes; a sentence for each kind of change

void normal_why_init(struct normal_why *w, struct arena *a)
{
    out_init(&w->out, a, WHY_MAX);
}

void normal_because(struct normal_why *w, str sentence)
{
    if (!str_contains(out_view(&w->out), sentence)) {
        out_str(&w->out, w->out.n == 0 ? S("") : S(" "));
        out_str(&w->out, sentence);
    }
}

str normal_squeeze(struct arena *a, str wide)
{
    struct out o;
    str trimmed = str_trim(wide);
    out_init(&o, a, trimmed.n + 1);
    for (size_t i = 0; i < trimmed.n; i++) {
        if (trimmed.p[i] != ' ' || trimmed.p[i - 1] != ' ') {
            out_char(&o, trimmed.p[i]);
        }
    }
    return out_view(&o);
}

static bool is_digit(str s, size_t at)
{
    return at < s.n && s.p[at] >= '0' && s.p[at] <= '9';
}

static bool is_latin(str s, size_t at)
{
    return at < s.n && ((s.p[at] >= 'a' && s.p[at] <= 'z') || (s.p[at] >= 'A' && s.p[at] <= 'Z'));
}

static bool is_syllable(str s, size_t at)
{
    return at < s.n && fold_is_syllable(str_next(s, &at));
}

bool normal_begins(str text, size_t at)
{
    if (at == 0) {
        return true;
    }
    char before = text.p[at - 1];
    return !is_digit(text, at - 1) && !is_latin(text, at - 1) && before != '.' && before != '-' &&
           before != ',' && before != '/';
}

size_t normal_over_blanks(str text, size_t at)
{
    while (at < text.n && text.p[at] == ' ') {
        at++;
    }
    return at;
}

// --- Sizes ---------------------------------------------------------------------------------------

#define SIDES 3

static const struct {
    const char *word;
    int side;
} LABELS[] = {
    {"가로", 0},
    {"세로", 1},
    {"높이", 2},
    {"너비", 0},
    {"깊이", 1},
    {"폭",    0},
    {"W",      0},
    {"D",      1},
    {"H",      2},
    {"w",      0},
    {"d",      1},
    {"h",      2},
};

// What stands between two sides.
static const char *const TIMES[] = {"×", "x", "X", "*", "✕", "х"};

struct side {
    struct normal_number number;
    str unit;
    int place; // -1: not named
};

static int read_label(str s, size_t *at)
{
    str rest = str_slice(s, *at, s.n);
    for (size_t i = 0; i < COUNT(LABELS); i++) {
        if (str_starts(rest, str_view(LABELS[i].word))) {
            *at += str_view(LABELS[i].word).n;
            return LABELS[i].side;
        }
    }
    return -1;
}

// W1200, 가로: 1200, 1200(W), 1200.
static bool read_side(struct arena *a, const struct normal_units *added, str s, size_t *at,
                      struct side *out)
{
    size_t i = *at;
    struct normal_reading r;
    *out = (struct side){.place = read_label(s, &i)};
    if (out->place >= 0) {
        i = normal_over_blanks(s, i);
        i += i < s.n && (s.p[i] == ':' || s.p[i] == '=') ? 1 : 0;
        i = normal_over_blanks(s, i);
    }
    if (!is_digit(s, i) || !normal_read_number(s, &i, &r) || r.in_words || r.number.value == 0) {
        return false;
    }
    out->number = r.number;
    if (out->place < 0 && i + 2 < s.n && s.p[i] == '(' && s.p[i + 2] == ')') {
        size_t inside = i + 1;
        out->place = read_label(s, &inside);
        i += out->place >= 0 ? 3 : 0;
    }
    size_t after = normal_over_blanks(s, i);
    str unit = normal_read_unit(a, added, s, &after);
    if (str_equals(unit, S("mm")) || str_equals(unit, S("cm")) || str_equals(unit, S("m"))) {
        out->unit = unit;
        i = after;
    } else if (unit.n > 0) {
        return false; // 4g×24, 76×76mm×100매
    }
    if (is_latin(s, i) && s.p[i] != 'x' && s.p[i] != 'X') {
        return false;
    }
    *at = i;
    return true;
}

// The sign between two sides; between named ones a blank, comma or slash will do.
static bool read_between(str s, size_t *at, bool named)
{
    size_t i = normal_over_blanks(s, *at);
    str rest = str_slice(s, i, s.n);
    for (size_t k = 0; k < COUNT(TIMES); k++) {
        str sign = str_view(TIMES[k]);
        if (str_starts(rest, sign)) {
            *at = normal_over_blanks(s, i + sign.n);
            return true;
        }
    }
    if (named && i < s.n && (i > *at || s.p[i] == ',' || s.p[i] == '/')) {
        i += s.p[i] == ',' || s.p[i] == '/' ? 1 : 0;
        *at = normal_over_blanks(s, i);
        size_t label = *at;
        return read_label(s, &label) >= 0;
    }
    return false;
}

// All in millimetres unless each is in metres, or nobody said a unit.
static bool fill_size(struct arena *a, const struct normal_units *added, struct side *sides,
                      size_t count, struct normal_size *out)
{
    str last = sides[count - 1].unit;
    bool metres = str_equals(last, S("m"));
    for (size_t i = 0; i < count; i++) {
        sides[i].unit = sides[i].unit.n == 0 ? last : sides[i].unit;
        metres = metres && str_equals(sides[i].unit, S("m"));
    }
    out->unit = last.n == 0 ? S("") : metres ? S("m") : S("mm");
    bool named = sides[0].place >= 0;
    for (size_t i = 0; i < count; i++) {
        int64_t times = 1;
        int64_t by = 1;
        bool exact = true;
        bool known = sides[i].unit.n == 0 || out->unit.n == 0 ||
                     normal_unit_ratio(added, sides[i].unit, out->unit, &times, &by);
        int place = named ? sides[i].place : (int)i;
        if (!known || place < 0 || out->sides[place].n > 0 ||
            (sides[i].unit.n == 0) != (out->unit.n == 0) || (!named && sides[i].place >= 0) ||
            !normal_number_convert(sides[i].number, times, by, &sides[i].number, &exact)) {
            return false;
        }
        out->sides[place] = normal_number_text(a, sides[i].number);
        out->ordered = out->ordered || place != (int)i;
    }
    return true;
}

bool normal_read_size(struct arena *a, const struct normal_units *added, str text, size_t *at,
                      struct normal_size *out)
{
    struct side sides[SIDES];
    size_t count = 0;
    size_t i = *at;
    if (!normal_begins(text, i)) {
        return false;
    }
    size_t end = i;
    while (count < SIDES && read_side(a, added, text, &i, &sides[count])) {
        count++;
        end = i;
        if (!read_between(text, &i, sides[0].place >= 0)) {
            break;
        }
        if (count == SIDES && is_digit(text, i)) {
            return false; // four sides are none
        }
    }
    struct normal_size size = {0};
    if (count < 2 || !fill_size(a, added, sides, count, &size)) {
        return false;
    }
    *at = end;
    *out = size;
    return true;
}

str normal_size_text(struct arena *a, const struct normal_size *size)
{
    if (size->sides[0].n == 0 || size->sides[1].n == 0) {
        return S("");
    }
    str two = str_format(a, "%.*s×%.*s", STR_ARG(size->sides[0]), STR_ARG(size->sides[1]));
    return size->sides[2].n == 0 ? str_join(a, two, size->unit)
                                 : str_format(a, "%.*s×%.*s%.*s", STR_ARG(two),
                                              STR_ARG(size->sides[2]), STR_ARG(size->unit));
}

static str spell_sizes(struct arena *a, const struct normal_units *added, str text,
                       struct normal_why *w)
{
    struct out o;
    out_init(&o, a, 2 * LIMIT_TEXT * 4);
    for (size_t i = 0; i < text.n;) {
        struct normal_size size;
        size_t end = i;
        str said = S("");
        if (normal_read_size(a, added, text, &end, &size)) {
            said = normal_size_text(a, &size);
        }
        if (said.n == 0) {
            out_char(&o, text.p[i++]);
            continue;
        }
        if (!str_equals(said, str_slice(text, i, end - i))) {
            normal_because(w, size.ordered ? S("크기를 가로×세로×높이 차례로 적었습니다.")
                                           : S("크기를 가로×세로×높이 꼴로 적었습니다."));
        }
        out_str(&o, said);
        i = end;
    }
    return out_view(&o);
}

// --- Signs and units -----------------------------------------------------------------------------

// Signs that are one character, written in letters.
static const struct {
    const char *sign;
    const char *text;
} SIGNS[] = {
    {"㎡", "m²" },
    {"㎜", "mm"  },
    {"㎝", "cm"  },
    {"㎞", "km"  },
    {"㎠", "cm²"},
    {"㎥", "m³" },
    {"㎏", "kg"  },
    {"㎎", "mg"  },
    {"㎖", "mL"  },
    {"ℓ", "L"   },
    {"㎘", "kL"  },
    {"㏄", "mL"  },
    {"㎾", "kW"  },
    {"㏈", "dB"  },
    {"∼", "~"   },
    {"〜", "~"   },
};

static str spell_signs(struct arena *a, str text, struct normal_why *w)
{
    struct out o;
    out_init(&o, a, 2 * text.n + 1);
    for (size_t i = 0; i < text.n;) {
        size_t k = 0;
        str rest = str_slice(text, i, text.n);
        while (k < COUNT(SIGNS) && !str_starts(rest, str_view(SIGNS[k].sign))) {
            k++;
        }
        if (k == COUNT(SIGNS)) {
            out_char(&o, text.p[i++]);
            continue;
        }
        out_str(&o, str_view(SIGNS[k].text));
        normal_because(w, S("단위 기호를 글자로 적었습니다."));
        i += str_view(SIGNS[k].sign).n;
    }
    return out_view(&o);
}

// Units of Latin letters that are no word of their own behind a figure, in lower case.
static const char *const LATIN_UNITS[] = {"g/m²", "g/m2", "gsm", "mm", "cm", "km",  "m²",  "m2",
                                          "m³",   "m3",   "kg",  "mg", "ml", "kw",  "kva", "gb",
                                          "tb",   "mb",   "db",  "cc", "kl", "cm²", "cm2"};

// Does `rest`, which is what stands at `at` in lower case, begin with the unit and nothing of it go
// on?
static bool is_whole_latin(str text, size_t at, str rest, str unit)
{
    str behind = str_slice(text, at + unit.n, 2);
    return str_starts(rest, unit) && !is_latin(text, at + unit.n) && !is_digit(text, at + unit.n) &&
           !str_starts(behind, S("²")) && !str_starts(behind, S("³"));
}

#define LATIN_MOST 60 // bytes of a unit that is looked at

// The unit of Latin letters at `at`: its bytes, and its spelling.
static size_t latin_unit(struct arena *a, const struct normal_units *added, str text, size_t at,
                         str *out)
{
    str rest = str_lower_ascii(a, str_slice(text, at, LATIN_MOST));
    size_t longest = 0;
    for (size_t k = 0; k < COUNT(LATIN_UNITS); k++) {
        str unit = str_view(LATIN_UNITS[k]);
        if (unit.n > longest && is_whole_latin(text, at, rest, unit)) {
            longest = unit.n;
            *out = normal_unit_name(a, added, unit);
        }
    }
    for (size_t k = 0; added != NULL && k < added->spellings.count; k++) {
        const struct normal_spelling *x = &added->spellings.items[k];
        if (x->typed.n > longest && is_latin(x->typed, 0) &&
            is_whole_latin(text, at, rest, x->typed)) {
            longest = x->typed.n;
            *out = x->unit;
        }
    }
    // One small letter: only the blank before it goes.
    if (longest == 0 && at < text.n &&
        (text.p[at] == 'g' || text.p[at] == 'm' || text.p[at] == 'L' || text.p[at] == 'W') &&
        !is_latin(text, at + 1) && !is_digit(text, at + 1) &&
        !(at + 1 < text.n && (unsigned char)text.p[at + 1] >= 0x80)) {
        longest = 1;
        *out = str_slice(text, at, 1);
    }
    return longest;
}

// The counted unit at `at` that no syllable follows: 매, 개.
static size_t counted_unit(struct arena *a, const struct normal_units *added, str text, size_t at,
                           str *out)
{
    size_t end = at;
    str unit = is_syllable(text, at) ? normal_read_unit(a, added, text, &end) : S("");
    if (unit.n == 0 || !normal_unit_is_count(added, unit) || is_syllable(text, end)) {
        return 0;
    }
    *out = str_slice(text, at, end - at);
    return end - at;
}

// A number with its unit, the number by our spelling: 2500매 → 2,500매, 80 gsm → 80g/m².
static bool spell_quantity(struct arena *a, const struct normal_units *added, str text, size_t *at,
                           struct out *o, struct normal_why *w)
{
    struct normal_reading r;
    size_t end = *at;
    str unit = S("");
    if (!normal_begins(text, *at) || !is_digit(text, *at) || !normal_read_number(text, &end, &r)) {
        return false;
    }
    str typed = str_slice(text, *at, end - *at);
    size_t unit_at = normal_over_blanks(text, end);
    size_t length = r.in_words ? 0 : latin_unit(a, added, text, unit_at, &unit);
    bool counted = length == 0;
    if (counted) {
        length = counted_unit(a, added, text, unit_at, &unit);
    }
    if (length == 0) {
        out_str(o, typed);
        *at = end;
        return true;
    }
    bool spelled = counted || r.in_words;
    str number = spelled ? normal_number_shown(a, r.number) : typed;
    str before = str_slice(text, *at, unit_at + length - *at);
    *at = unit_at + length;
    str after = str_join(a, number, unit);
    if (!str_equals(before, after)) {
        normal_because(w, r.in_words ? S("한글이 섞인 수를 숫자로 적었습니다.")
                          : counted ? S("수와 단위를 붙이고 천 단위를 쉼표로 나누었습니다.")
                                    : S("단위를 표준 표기로 적었습니다."));
    }
    out_str(o, after);
    return true;
}

static str spell_quantities(struct arena *a, const struct normal_units *added, str text,
                            struct normal_why *w)
{
    struct out o;
    out_init(&o, a, 2 * LIMIT_TEXT * 4);
    for (size_t i = 0; i < text.n;) {
        if (!spell_quantity(a, added, text, &i, &o, w)) {
            out_char(&o, text.p[i++]);
        }
    }
    return out_view(&o);
}

// --- Ranges and sizes of paper -------------------------------------------------------------------

// 10-20mm, 10mm ~ 20mm → 10~20mm. A hyphen parts a range only before a unit, from less to more.
static bool spell_range(struct arena *a, const struct normal_units *added, str text, size_t *at,
                        struct out *o)
{
    struct normal_reading low;
    struct normal_reading high;
    size_t i = *at;
    if (!normal_begins(text, i) || !is_digit(text, i) || !normal_read_number(text, &i, &low) ||
        low.in_words) {
        return false;
    }
    str low_text = str_slice(text, *at, i - *at);
    size_t unit_at = normal_over_blanks(text, i);
    str low_unit = normal_read_unit(a, added, text, &unit_at);
    i = normal_over_blanks(text, low_unit.n > 0 ? unit_at : i);
    bool hyphen = i < text.n && text.p[i] == '-';
    if (i >= text.n || (text.p[i] != '~' && !hyphen)) {
        return false;
    }
    i = normal_over_blanks(text, i + 1);
    size_t high_at = i;
    if (!is_digit(text, i) || !normal_read_number(text, &i, &high) || high.in_words) {
        return false;
    }
    str high_text = str_slice(text, high_at, i - high_at);
    size_t end = i;
    size_t high_unit_at = normal_over_blanks(text, i);
    size_t high_end = high_unit_at;
    str high_unit = normal_read_unit(a, added, text, &high_end);
    bool rising = low.number.scale == high.number.scale && low.number.value < high.number.value;
    if ((hyphen && (high_unit.n == 0 || !rising)) ||
        (low_unit.n > 0 && !str_equals(low_unit, high_unit)) ||
        (high_unit.n > 0 && is_syllable(text, high_end))) {
        return false;
    }
    out_format(o, "%.*s~%.*s", STR_ARG(low_text), STR_ARG(high_text));
    if (high_unit.n > 0) {
        out_str(o, str_slice(text, high_unit_at, high_end - high_unit_at));
        end = high_end;
    }
    *at = end;
    return true;
}

static str spell_ranges(struct arena *a, const struct normal_units *added, str text,
                        struct normal_why *w)
{
    struct out o;
    out_init(&o, a, 2 * LIMIT_TEXT * 4);
    for (size_t i = 0; i < text.n;) {
        size_t from = i;
        size_t written = o.n;
        if (!spell_range(a, added, text, &i, &o)) {
            out_char(&o, text.p[i++]);
            continue;
        }
        str after = str_slice(out_view(&o), written, o.n - written);
        if (!str_equals(after, str_slice(text, from, i - from))) {
            normal_because(w, S("범위를 ‘10~20’ 꼴로 적었습니다."));
        }
    }
    return out_view(&o);
}

static str spell_papers(struct arena *a, str text, struct normal_why *w)
{
    struct out o;
    out_init(&o, a, text.n + 1);
    for (size_t i = 0; i < text.n; i++) {
        bool small = text.p[i] == 'a' || text.p[i] == 'b';
        bool alone = normal_begins(text, i) && is_digit(text, i + 1) && !is_digit(text, i + 2) &&
                     !is_latin(text, i + 2) && !(i + 2 < text.n && text.p[i + 2] == '-');
        if (small && alone) {
            normal_because(w, S("용지 규격을 대문자로 적었습니다."));
        }
        out_char(&o, small && alone ? (char)(text.p[i] - 'a' + 'A') : text.p[i]);
    }
    return out_view(&o);
}

str normal_spell(struct arena *a, const struct normal_units *added, str text, struct normal_why *w)
{
    str before = normal_squeeze(a, fold_width(a, text));
    if (!str_equals(before, text)) {
        normal_because(w, S("전각 글자와 빈칸을 정리했습니다."));
    }
    for (int pass = 0; pass < PASSES_MAX; pass++) {
        str after = spell_signs(a, before, w);
        after = spell_sizes(a, added, after, w);
        after = spell_quantities(a, added, after, w);
        after = spell_ranges(a, added, after, w);
        after = spell_papers(a, after, w);
        if (str_equals(after, before)) {
            break;
        }
        before = after;
    }
    return before;
}
