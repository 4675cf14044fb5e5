// A scene for tests of changes of the law: that of the trade, two operators, and pages that go by
// the law as it is in force. Trouble ends the program.
#pragma once

#include "market/law/law_row.h"
#include "market/purchase/purchase_testing.h"

struct rule_scene {
    struct purchase_scene s;
    struct web_test w;   // s.operator_ to begin with
    struct actor second; // another operator
    struct route routes[24];
};

// The pages of rules, proposals, replays and reach, and GET /version: by which law it was made.
void rule_testing_open(struct rule_scene *st, struct testing_db *t);

// The place of this column in the form of its table.
size_t rule_testing_column(enum law_table table, const char *name);
// Into f, of 20: the fields of the form for a waiver of quotes below a sum, from a day. How many.
size_t rule_testing_waiver(struct rule_scene *st, struct web_field *f, const char *below,
                           const char *first_day);
// That form is sent.
struct web_answer rule_testing_propose(struct rule_scene *st, const char *below,
                                       const char *first_day);
// The same of one that is taken: the address of the proposal.
str rule_testing_waits_at(struct rule_scene *st, const char *below, const char *first_day);

// Where a proposal is decided, and a decision that ticks what has to be ticked: "approve",
// "refuse", "withdraw".
const char *rule_testing_verdict(struct rule_scene *st, str location);
struct web_answer rule_testing_decide(struct rule_scene *st, str location, const char *what);
