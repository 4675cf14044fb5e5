// The clauses of a contract: what both sides owe beside the goods and the price.
//
// Pure. The sentences are ours, after the contents an Act asks of a contract (지방계약법
// 제14조제1항: 목적, 금액, 기간, 보증금, 위험부담, 지연배상금, 그 밖); every figure in them is a
// row of the law.
#pragma once

#include "market/calendar/calendar.h"
#include "market/contract/contract.h"

#define CONTRACT_CLAUSES_MAX 16
#define CONTRACT_RULES_MAX 40 // rows a contract rests on; about fifteen

struct contract_clause {
    str heading; // 지연배상금
    str text;
    str article; // may be empty
};
struct contract_clauses {
    struct contract_clause items[CONTRACT_CLAUSES_MAX];
    size_t count;
    str rules[CONTRACT_RULES_MAX]; // ids of the rows that figures were taken from
    size_t rule_count;
};

// The clauses of a contract drawn on a day; of `c` are read kind, regime, object, price, security,
// its amount, delay rate, place, last day and whether it has a scope. Texts live in `arena` or in
// the law.
void contract_write_clauses(const struct law *law, const struct contract *c, date on,
                            struct arena *arena, struct contract_clauses *out);

// "X-03.2 C-01.2": `rules` parted by a blank, then those of `more` that are not among them.
str contract_join_rules(struct arena *arena, str rules, const struct contract_clauses *more);

// "1일 0.08%": of millionths.
str contract_delay_words(struct arena *arena, int64_t delay_ppm);
