#include "market/purchase/purchase_scope_web.h"

#include "base/limits.h"

static str one(const struct request *rq, struct arena *a, const char *name, int64_t key)
{
    return str_trim(request_field_key(a, rq, name, key));
}

// The ticked ones, parted by ", ".
static str ticked(const struct request *rq, struct arena *a, int64_t key)
{
    const char *name = str_to_c(a, str_format(a, "answer_%lld", (long long)key));
    str all = S("");
    str value;
    for (size_t n = 0; n < LIMIT_SPECS && request_field_at(rq, name, n, &value); n++) {
        all = n == 0 ? value : str_format(a, "%.*s, %.*s", STR_ARG(all), STR_ARG(value));
    }
    return all;
}

// 1,200 is typed as people write it.
static str without_commas(struct arena *a, str text)
{
    str all = S("");
    str rest = text;
    while (rest.n > 0) {
        all = str_join(a, all, str_trim(str_cut(&rest, ',')));
    }
    return all;
}

static str typed(const struct request *rq, struct arena *a, const struct scope_question *q)
{
    str text = one(rq, a, "answer", q->id);
    switch (q->kind) {
    case SCOPE_NUMBER:
        return without_commas(a, text);
    case SCOPE_CHOICES:
        return ticked(rq, a, q->id);
    case SCOPE_DATETIME: {
        str rest = text; // 2026-12-01T09:00
        str day = str_cut(&rest, 'T');
        return rest.n > 0 ? str_format(a, "%.*s %.*s", STR_ARG(day), STR_ARG(rest)) : text;
    }
    case SCOPE_RANGE: {
        str until = one(rq, a, "until", q->id);
        return text.n + until.n > 0 ? str_format(a, "%.*s ~ %.*s", STR_ARG(text), STR_ARG(until))
                                    : S("");
    }
    case SCOPE_TEXT:
    case SCOPE_CHOICE:
    case SCOPE_FLAG:
    case SCOPE_DATE:
    case SCOPE_TABLE:
    case SCOPE_KIND_COUNT:
        break;
    }
    return text;
}

scope_answer_list scope_read(const struct request *rq, struct issues *is, struct arena *a,
                             const scope_question_list *questions)
{
    scope_answer_list list = {.items = NEW_ARRAY(a, questions->count + 1, struct scope_answer)};
    for (size_t i = 0; i < questions->count; i++) {
        const struct scope_question *q = &questions->items[i];
        struct scope_answer *x = &list.items[list.count++];
        *x = (struct scope_answer){
            .name = q->name, .label = q->label, .unit = q->unit, .text = typed(rq, a, q)};
        str wrong = scope_wrong(a, q, x->text);
        if (wrong.n > 0) {
            issues_add_at(is, a, "answer", q->id, str_to_c(a, wrong));
        }
    }
    return list;
}

static bool holds(str all, str word)
{
    str rest = all;
    while (rest.n > 0) {
        if (str_equals(str_trim(str_cut(&rest, ',')), word)) {
            return true;
        }
    }
    return false;
}

static void fill_options(struct arena *a, str words, struct scope_cell *c)
{
    str rest = words;
    c->options.items = NEW_ARRAY(a, words.n + 1, struct scope_option);
    while (rest.n > 0) {
        str word = str_cut(&rest, '|');
        c->options.items[c->options.count++] =
            (struct scope_option){.value = word, .chosen = holds(c->value, word)};
    }
}

static void fill_cell(struct arena *a, const struct scope_question *q, str text,
                      struct scope_cell *c)
{
    *c = (struct scope_cell){
        .key = q->id,
        .label = q->label,
        .unit = q->unit,
        .value = text,
        .type = q->kind == SCOPE_DATE       ? S("date")
                : q->kind == SCOPE_DATETIME ? S("datetime-local")
                                            : S("text"),
        .is_required = q->is_required,
        .is_select = q->kind == SCOPE_CHOICE || q->kind == SCOPE_FLAG,
        .is_multi = q->kind == SCOPE_CHOICES,
        .is_range = q->kind == SCOPE_RANGE,
        .is_table = q->kind == SCOPE_TABLE,
        .is_short = q->kind != SCOPE_TEXT,
    };
    c->is_typed = !c->is_select && !c->is_multi && !c->is_range && !c->is_table;
    if (c->is_select || c->is_multi) {
        fill_options(a, q->kind == SCOPE_FLAG ? S("예|아니오") : q->words, c);
    }
    if (q->kind == SCOPE_DATETIME) {
        str rest = text;
        str day = str_cut(&rest, ' ');
        c->value = rest.n > 0 ? str_format(a, "%.*sT%.*s", STR_ARG(day), STR_ARG(rest)) : text;
    }
    if (c->is_range) {
        str rest = text;
        c->value = str_trim(str_cut(&rest, '~'));
        c->until = str_trim(rest);
    }
}

void scope_fill(struct arena *a, const scope_question_list *questions,
                const scope_answer_list *answers, scope_cell_list *out)
{
    out->items = NEW_ARRAY(a, questions->count + 1, struct scope_cell);
    out->count = questions->count;
    for (size_t i = 0; i < questions->count; i++) {
        const struct scope_question *q = &questions->items[i];
        fill_cell(a, q, scope_text_of(answers, q->name), &out->items[i]);
    }
}

struct answers scope_view_of(struct arena *a, str scope, str note)
{
    scope_answer_list given = scope_parse(a, scope);
    struct answers view = {
        .heading = S("과업 내용"),
        .note = note,
        .items.items = NEW_ARRAY(a, given.count + 1, struct fact),
    };
    for (size_t i = 0; i < given.count; i++) {
        view.items.items[view.items.count++] =
            (struct fact){.name = given.items[i].label, .value = scope_shown(a, &given.items[i])};
    }
    return view;
}
