#include "market/catalog/normal.h"

#include <assert.h>

#include "base/fold.h"
#include "base/limits.h"
#include "market/catalog/normal_number.h"
#include "market/catalog/normal_text.h"
#include "market/catalog/normal_unit.h"
#include "market/catalog/normal_word.h"

// --- Numbers -------------------------------------------------------------------------------------

// Words around a number that a template has no room for.
static const char *const BEFORE[] = {"약", "총", "각", "최대", "최소", "평균", "대략", "합계"};
static const char *const AFTER[] = {"이상", "이하", "이내", "미만", "초과", "정도", "내외", "가량"};

struct number_read {
    struct arena *a;
    const struct attribute *row;
    str text;
    size_t at;
    struct normal_why why;
};

static void skip_word(struct number_read *n, const char *const *words, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        str word = str_view(words[i]);
        if (str_starts(str_slice(n->text, n->at, n->text.n), word)) {
            normal_because(&n->why,
                           str_format(n->a, "‘%.*s’ 같은 말은 적지 않습니다.", STR_ARG(word)));
            n->at = normal_over_blanks(n->text, n->at + word.n);
            return;
        }
    }
}

// 평량: 80g → 80g.
static void skip_name(struct number_read *n)
{
    str name = n->row->name;
    if (name.n > 0 && str_starts(str_slice(n->text, n->at, n->text.n), name)) {
        size_t i = normal_over_blanks(n->text, n->at + name.n);
        if (i < n->text.n && (n->text.p[i] == ':' || n->text.p[i] == '=')) {
            i++;
        }
        n->at = normal_over_blanks(n->text, i);
        normal_because(&n->why, S("칸 이름을 뺐습니다."));
    }
}

// Of a unit like 회/주, what may stand in front of the number: 주 3회, 매주 3회, 연 12회.
static void skip_rate(struct number_read *n)
{
    static const struct {
        const char *by; // behind the stroke
        const char *word;
    } RATES[] = {
        {"주",    "매주"   },
        {"주",    "1주에"  },
        {"주",    "주당"   },
        {"주",    "주"      },
        {"년",    "매년"   },
        {"년",    "1년에"  },
        {"년",    "연간"   },
        {"년",    "연"      },
        {"년",    "년"      },
        {"월",    "매월"   },
        {"월",    "월"      },
        {"분",    "1분에"  },
        {"분",    "분당"   },
        {"시간", "시간당"},
        {"일",    "하루에"},
        {"일",    "하루"   },
        {"일",    "1일"     },
        {"일",    "일"      },
        {"매",    "매당"   },
        {"매",    "1매당"  },
    };
    str by = n->row->unit;
    (void)str_cut(&by, '/');
    str rest = str_slice(n->text, n->at, n->text.n);
    for (size_t i = 0; i < COUNT(RATES); i++) {
        str word = str_view(RATES[i].word);
        if (by.n > 0 && str_equals(by, str_view(RATES[i].by)) && str_starts(rest, word)) {
            n->at = normal_over_blanks(n->text, n->at + word.n);
            return;
        }
    }
}

// The unit behind the number; of 회/주 the part before the stroke will do.
static str read_unit(struct number_read *n)
{
    str unit = n->row->unit;
    size_t at = normal_over_blanks(n->text, n->at);
    str rest = str_lower_ascii(n->a, str_slice(n->text, at, n->text.n));
    str own = str_lower_ascii(n->a, unit);
    if (own.n > 0 && str_starts(rest, own)) {
        size_t whole = at;
        str longer = normal_read_unit(n->a, n->row->units, n->text, &whole);
        if (whole - at > own.n && longer.n > 0) { // g of g/m², 개 of 개월
            n->at = whole;
            return longer;
        }
        n->at = at + own.n;
        return unit;
    }
    str first = unit;
    first = str_cut(&first, '/');
    str read = normal_read_unit(n->a, n->row->units, n->text, &at);
    if (read.n == 0) {
        return S("");
    }
    n->at = at;
    if (first.n < unit.n && str_equals(read, normal_unit_name(n->a, n->row->units, first))) {
        str by = str_slice(unit, first.n, unit.n);
        n->at += str_starts(str_slice(n->text, n->at, n->text.n), by) ? by.n : 0;
        return unit;
    }
    return read;
}

static void unfit(struct normal_proposal *out, str why)
{
    out->state = NORMAL_UNFIT;
    out->value = out->typed;
    out->why = why;
}

static str ask_number(struct arena *a, const struct attribute *row)
{
    return row->unit.n == 0
               ? S("숫자로 적어 주세요.")
               : str_format(a, "숫자로 적어 주세요. 단위는 %.*s입니다.", STR_ARG(row->unit));
}

// 삼십일 of 일: 31, or 30 days?
static bool is_ambiguous(const struct number_read *n, const struct normal_reading *r, str unit)
{
    str last = n->at >= n->row->unit.n ? str_slice(n->text, n->at - n->row->unit.n, n->row->unit.n)
                                       : S("");
    return r->is_twofold && unit.n == 0 && n->row->unit.n > 0 && str_equals(last, n->row->unit);
}

static bool convert(struct number_read *n, str unit, struct normal_number *number)
{
    str own = normal_unit_name(n->a, n->row->units, n->row->unit);
    str from = normal_unit_name(n->a, n->row->units, unit);
    int64_t times = 1;
    int64_t by = 1;
    bool exact = true;
    struct normal_number before = *number;
    if (unit.n == 0 || n->row->unit.n == 0) {
        return true;
    }
    if (!normal_unit_ratio(n->row->units, from, own, &times, &by) ||
        !normal_number_convert(before, times, by, number, &exact)) {
        return false;
    }
    if (times != by) {
        str was = normal_number_shown(n->a, before);
        str is = normal_number_shown(n->a, *number);
        normal_because(&n->why,
                       str_format(n->a, "%.*s%.*s → %.*s%.*s: 단위를 바꾸었습니다%s.", STR_ARG(was),
                                  STR_ARG(from), STR_ARG(is), STR_ARG(n->row->unit),
                                  exact ? "" : "(소수 둘째 자리까지 반올림)"));
    }
    return true;
}

static void read_behind(struct number_read *n)
{
    n->at = normal_over_blanks(n->text, n->at);
    skip_word(n, AFTER, COUNT(AFTER));
    n->at = normal_over_blanks(n->text, n->at);
}

// A number as it was typed: its figures, and where they end.
struct number_typed {
    struct normal_reading is; // in the unit of the cell
    str figures;
    size_t after;
};

// What is wrong with it; empty: nothing.
static str read_typed(struct number_read *n, struct number_typed *out)
{
    size_t from = n->at;
    if (!normal_read_number(n->text, &n->at, &out->is)) {
        return ask_number(n->a, n->row);
    }
    out->figures = str_slice(n->text, from, n->at - from);
    out->after = n->at;
    str unit = read_unit(n);
    if (is_ambiguous(n, &out->is, unit)) {
        return str_format(n->a,
                          "‘%.*s’의 끝 글자가 수인지 단위인지 알 수 없습니다. 숫자로 적어 주세요.",
                          STR_ARG(out->figures));
    }
    read_behind(n);
    str left = str_slice(n->text, n->at, n->text.n);
    if (left.n > 0 && (left.p[0] == '~' || left.p[0] == '-')) {
        return S("범위가 아니라 값 하나를 적어 주세요.");
    }
    if (left.n > 0) {
        str asked = ask_number(n->a, n->row);
        return str_format(n->a, "‘%.*s’ 부분을 읽을 수 없습니다. %.*s", STR_ARG(left),
                          STR_ARG(asked));
    }
    if (!convert(n, unit, &out->is.number)) {
        return str_format(n->a,
                          "‘%.*s’ 단위의 값은 이 칸의 단위(%.*s)로 바꿀 수 없습니다. 다시 적어 "
                          "주세요.",
                          STR_ARG(unit), STR_ARG(n->row->unit));
    }
    return S("");
}

static void propose_number(struct arena *a, const struct attribute *row,
                           struct normal_proposal *out)
{
    struct number_read n = {.a = a, .row = row};
    struct number_typed t;
    n.text = normal_squeeze(a, fold_width(a, out->typed));
    normal_why_init(&n.why, a);
    skip_name(&n);
    skip_word(&n, BEFORE, COUNT(BEFORE));
    skip_rate(&n);
    str trouble = read_typed(&n, &t);
    if (trouble.n > 0) {
        unfit(out, trouble);
        return;
    }
    if (t.is.in_words) {
        normal_because(&n.why,
                       str_format(a, "‘%.*s’ 부분을 숫자로 적었습니다.", STR_ARG(t.figures)));
    }
    if (n.at > t.after && row->unit.n > 0) {
        normal_because(&n.why, S("단위는 칸에 있으므로 숫자만 남겼습니다."));
    } else if (n.why.out.n == 0) {
        normal_because(&n.why, S("쉼표와 빈칸 없이 숫자만 적습니다."));
    }
    out->value = normal_number_text(a, t.is.number);
    out->state = str_equals(out->value, out->typed) ? NORMAL_FITS : NORMAL_PROPOSED;
    out->why = out->state == NORMAL_FITS ? S("") : out_view(&n.why.out);
}

// --- One value -----------------------------------------------------------------------------------

static void propose_text(struct arena *a, const struct attribute *row, struct normal_proposal *out)
{
    struct normal_why why;
    normal_why_init(&why, a);
    out->value = normal_spell(a, row->units, out->typed, &why);
    out->state = str_equals(out->value, out->typed) ? NORMAL_FITS : NORMAL_PROPOSED;
    out->why = out->state == NORMAL_FITS ? S("") : out_view(&why.out);
    if (out->value.n == 0) {
        out->state = NORMAL_EMPTY;
        out->why = S("");
    }
}

void normal_propose(struct arena *a, const struct attribute *row, str typed,
                    struct normal_proposal *out)
{
    *out = (struct normal_proposal){.typed = typed, .value = typed};
    if (str_trim(typed).n == 0) {
        out->value = S("");
        return;
    }
    if (str_length(typed) > LIMIT_LINE) {
        unfit(out, S("200자 안으로 적어 주세요."));
        return;
    }
    switch (row->kind) {
    case ATTRIBUTE_NUMBER:
        propose_number(a, row, out);
        return;
    case ATTRIBUTE_ENUM:
        normal_propose_enum(a, row, out);
        return;
    case ATTRIBUTE_BOOL:
        normal_propose_bool(a, row, out);
        return;
    case ATTRIBUTE_TEXT:
        propose_text(a, row, out);
    }
}
