// 과업 내용 as a form asks for it and as pages show it.
#pragma once

#include "market/purchase/purchase_scope.h"
#include "platform/form/form.h"
#include "platform/page/parts.h"

struct scope_option {
    str value;
    bool chosen;
};

// A question in a form: its input is answer_<key>.
struct scope_cell {
    int64_t key;
    str label;
    str unit;
    str value; // as typed or kept; of a range its first day
    str until; // … its last
    str type;  // of the input: text, date, datetime-local
    LIST(struct scope_option) options;
    bool is_required;
    bool is_select;
    bool is_multi;
    bool is_range;
    bool is_table;
    bool is_typed; // in one input; none of the others
    bool is_short; // a number or a day
};
typedef LIST(struct scope_cell) scope_cell_list;

// What was typed, question by question; what is wrong joins the issues at answer_<key>.
scope_answer_list scope_read(const struct request *rq, struct issues *is, struct arena *a,
                             const scope_question_list *questions);
void scope_fill(struct arena *a, const scope_question_list *questions,
                const scope_answer_list *answers, scope_cell_list *out);

// What was answered, as pages show it, and what it is for whoever reads.
struct answers scope_view_of(struct arena *a, str scope, str note);
