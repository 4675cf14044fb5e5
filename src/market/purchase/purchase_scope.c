#include "market/purchase/purchase_scope.h"

#include <assert.h>

#include "base/canon.h"
#include "base/date.h"
#include "base/limits.h"
#include "market/catalog/listing.h"

const struct fault SCOPE_UNANSWERED = {
    .kind = FAULT_INVALID,
    .code = "scope.unanswered",
    .text = "과업 내용에 꼭 답해야 하는 것이 남았거나 읽을 수 없는 답이 있습니다. 모두 답해야 같은 "
            "조건으로 견적을 받을 수 있습니다.",
    .source = FAULT_OWN_RULE,
};

static const char *const KINDS[SCOPE_KIND_COUNT] = {
    [SCOPE_TEXT] = "text",         [SCOPE_NUMBER] = "number",   [SCOPE_CHOICE] = "enum",
    [SCOPE_CHOICES] = "multi",     [SCOPE_FLAG] = "bool",       [SCOPE_DATE] = "date",
    [SCOPE_DATETIME] = "datetime", [SCOPE_RANGE] = "daterange", [SCOPE_TABLE] = "table",
};

int scope_kind_from(str word)
{
    for (int i = 0; i < SCOPE_KIND_COUNT; i++) {
        if (str_equals(word, str_view(KINDS[i]))) {
            return i;
        }
    }
    return -1;
}

// Each part, parted by ", ", is one of the words.
static bool are_words(str words, str text)
{
    str rest = text;
    while (rest.n > 0) {
        str part = str_trim(str_cut(&rest, ','));
        if (!attribute_words_hold(words, part)) {
            return false;
        }
    }
    return true;
}

static bool is_day(str text)
{
    date day;
    return date_parse(text, &day);
}

static bool is_range(str text)
{
    date first;
    date last;
    str rest = text;
    str from = str_trim(str_cut(&rest, '~'));
    return date_parse(from, &first) && date_parse(str_trim(rest), &last) &&
           !date_before(last, first);
}

// "2026-12-01 09:00"
static bool is_moment(str text)
{
    str rest = text;
    str day = str_cut(&rest, ' ');
    int64_t hour = 0;
    int64_t minute = 0;
    str first = str_cut(&rest, ':');
    return is_day(day) && str_parse_i64(first, &hour) && str_parse_i64(rest, &minute) &&
           hour >= 0 && hour <= 23 && minute >= 0 && minute <= 59;
}

// What an answer of a kind must be; NULL when it is.
static const char *misread(const struct scope_question *q, str text)
{
    switch (q->kind) {
    case SCOPE_NUMBER:
        return attribute_number_reads(text) && text.p[0] != '-' ? NULL
                                                                : "숫자로 적어 주세요. 예: 1200";
    case SCOPE_CHOICE:
        return attribute_words_hold(q->words, text) ? NULL : "주어진 것 가운데 하나를 골라 주세요.";
    case SCOPE_CHOICES:
        return are_words(q->words, text) ? NULL : "주어진 것 가운데서 골라 주세요.";
    case SCOPE_FLAG:
        return attribute_words_hold(S("예|아니오"), text) ? NULL : "예 또는 아니오를 골라 주세요.";
    case SCOPE_DATE:
        return is_day(text) ? NULL : "날짜를 골라 주세요.";
    case SCOPE_DATETIME:
        return is_moment(text) ? NULL : "날짜와 시각을 골라 주세요.";
    case SCOPE_RANGE:
        return is_range(text) ? NULL : "첫날과 마지막 날을 모두 골라 주세요. 첫날이 앞서야 합니다.";
    case SCOPE_TEXT:
    case SCOPE_TABLE:
    case SCOPE_KIND_COUNT:
        break;
    }
    return NULL;
}

str scope_wrong(struct arena *a, const struct scope_question *question, str text)
{
    size_t most = question->kind == SCOPE_TABLE ? LIMIT_SCOPE_TABLE : LIMIT_LINE;
    if (text.n == 0) {
        return question->is_required
                   ? str_format(a, "‘%.*s’에 답해 주세요. 견적을 받으려면 있어야 합니다.",
                                STR_ARG(question->label))
                   : S("");
    }
    if (str_length(text) > most) {
        return str_format(a, "‘%.*s’은(는) %zu자까지 적을 수 있습니다.", STR_ARG(question->label),
                          most);
    }
    const char *wrong = misread(question, text);
    return wrong == NULL ? S("") : str_format(a, "‘%.*s’: %s", STR_ARG(question->label), wrong);
}

str scope_text_of(const scope_answer_list *answers, str name)
{
    for (size_t i = 0; i < answers->count; i++) {
        if (str_equals(answers->items[i].name, name)) {
            return answers->items[i].text;
        }
    }
    return S("");
}

err scope_admit(struct arena *a, const scope_question_list *questions,
                const scope_answer_list *answers)
{
    for (size_t i = 0; i < questions->count; i++) {
        const struct scope_question *q = &questions->items[i];
        if (scope_wrong(a, q, scope_text_of(answers, q->name)).n > 0) {
            return &SCOPE_UNANSWERED;
        }
    }
    return NULL;
}

str scope_format(struct arena *a, const scope_answer_list *answers)
{
    struct out o;
    out_init(&o, a, LIMIT_PAGE);
    for (size_t i = 0; i < answers->count; i++) {
        const struct scope_answer *x = &answers->items[i];
        if (x->text.n > 0) {
            canon_put(&o, "question", x->name);
            canon_put(&o, "label", x->label);
            canon_put(&o, "unit", x->unit);
            canon_put(&o, "answer", x->text);
        }
    }
    assert(!o.overflowed); // LIMIT_SCOPE answers of bounded texts
    return out_view(&o);
}

scope_answer_list scope_parse(struct arena *a, str text)
{
    scope_answer_list list = {.items = NEW_ARRAY(a, LIMIT_SCOPE, struct scope_answer)};
    str rest = text;
    str name;
    str value;
    while (canon_next(a, &rest, &name, &value)) {
        if (str_equals(name, S("question"))) {
            if (list.count == LIMIT_SCOPE) {
                break;
            }
            list.items[list.count++] = (struct scope_answer){.name = value};
        } else if (list.count > 0) {
            struct scope_answer *x = &list.items[list.count - 1];
            *(str_equals(name, S("label"))  ? &x->label
              : str_equals(name, S("unit")) ? &x->unit
                                            : &x->text) = value;
        }
    }
    return list;
}

str scope_shown(struct arena *a, const struct scope_answer *answer)
{
    bool is_number = attribute_number_reads(answer->text);
    return is_number ? str_join(a, answer->text, answer->unit) : answer->text;
}
