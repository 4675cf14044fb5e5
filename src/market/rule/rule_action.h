// What operators do about the law: propose a change, decide another's, take one's own back.
#pragma once

#include "market/rule/rule.h"
#include "platform/unit/unit.h"

// Propose a row: `fields` in the order of the kind's header, where the id is empty and given here.
// *out_where says, of a fault of the law, where and what. Fails with RULE_NEEDS_GIST,
// RULE_TOO_LONG, LAW_PACK_*.
err rule_action_propose_row(struct unit *u, enum law_table table, str *fields,
                            struct rule_proposal *p, str *out_where);
// Propose the last day of an open row. Fails with RULE_NEEDS_GIST, RULE_WAITS, LAW_END_*,
// LAW_PACK_*.
err rule_action_propose_end(struct unit *u, struct rule_proposal *p, str *out_where);

// Decide it. Approved, it is in force from the next unit on, for every process. Fails with
// RULE_UNKNOWN, like rule_admit, and, approved, with RULE_TOO_MANY, LAW_*: the law may have changed
// since it was proposed.
err rule_action_decide(struct unit *u, public_no no, enum rule_verdict verdict, str word,
                       str *out_where);
