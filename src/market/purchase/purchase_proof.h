// 갖출 것: what the ground of a path asks for beyond certificates, confirmed by the officer in
// writing.
//
// Pure: which need is confirmed how, and the canonical text that is stored beside the answer.
#pragma once

#include "market/law/law.h"

extern const struct fault PURCHASE_PROOF_OWN;        // INVALID: own production not confirmed
extern const struct fault PURCHASE_PROOF_REASON;     // INVALID: no ground of 요청 사유서
extern const struct fault PURCHASE_PROOF_REASON_NO;  // INVALID: which 요청 사유서 is not said
extern const struct fault PURCHASE_PROOF_MINISTRY;   // INVALID: conditions not confirmed
extern const struct fault PURCHASE_PROOF_OFFICERS;   // INVALID: 임원 명단 not looked at
extern const struct fault PURCHASE_PROOF_OFFICER_NO; // INVALID: which 임원 명단 is not said
extern const struct fault PURCHASE_PROOF_OTHER;      // INVALID: a need the program has no word for

struct purchase_proof {
    str need;     // own_production, reason_document …; of law_answer.needs
    str ground;   // what the officer looked at and found
    str document; // its name or number; empty where the rule asks for no paper
};
struct purchase_proofs {
    struct purchase_proof items[LAW_NEEDS_MAX];
    size_t count;
};

// Is the need shown by the officer's word? A certificate is on record instead.
bool purchase_proof_is_asked(str need);
// Does the rule ask for a paper?
bool purchase_proof_wants_document(str need);
// What to look at; for the form.
str purchase_proof_hint(str need);
// The number of a need in a form, from 1 on; all needs the program has no word for share one.
int64_t purchase_proof_key(str need);

// Is this need confirmed? Fails with the need's fault: first without a ground, then without the
// paper the rule asks for.
err purchase_proof_admit(str need, const struct purchase_proofs *proofs);
// Is every need of an answer confirmed? Fails like purchase_proof_admit, for the first that is not.
err purchase_proofs_admit(const struct law_answer *answer, const struct purchase_proofs *proofs);

// Those that the answer asks for, as canonical text; and back. Empty: none.
str purchase_proofs_text(struct arena *a, const struct law_answer *answer,
                         const struct purchase_proofs *proofs);
void purchase_proofs_read(struct arena *a, str text, struct purchase_proofs *out);
