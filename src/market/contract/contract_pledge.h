// Pledges: what the supplier declares before it signs, item by item.
//
// Pure rules. The sentences are rows of the law (pledges.csv); an answer that bars the firm bars
// the contract. Each pledge becomes a text of its own that is hashed and kept (documents 2.5
// to 2.8).
#pragma once

#include "market/contract/contract.h"
#include "market/law/law_check.h"

enum contract_pledge_kind {
    CONTRACT_PLEDGE_INTEGRITY, // 청렴계약 이행서약서
    CONTRACT_PLEDGE_EXCLUSION, // 각서: 배제사유 ①–⑩
    CONTRACT_PLEDGE_CONFLICT,  // 수의계약 체결 제한 여부 확인서
    CONTRACT_PLEDGE_SECURITY,  // 계약보증금 지급각서
    CONTRACT_PLEDGE_TAX,       // 조세포탈 서약서
    CONTRACT_PLEDGE_COUNT
};

enum contract_answer {
    CONTRACT_YES,
    CONTRACT_NO,
    CONTRACT_NOT_APPLICABLE, // 해당없음: only where the row says to whom it applies
    CONTRACT_ANSWER_COUNT,
    CONTRACT_UNANSWERED
};

extern const struct fault CONTRACT_NO_ANSWER; // INVALID
// REFUSED, one each: the answer bars the firm.
extern const struct fault CONTRACT_BARRED_INTEGRITY;
extern const struct fault CONTRACT_BARRED_EXCLUSION;
extern const struct fault CONTRACT_BARRED_CONFLICT;
extern const struct fault CONTRACT_BARRED_SECURITY;
extern const struct fault CONTRACT_BARRED_TAX;

const char *contract_pledge_word(enum contract_pledge_kind kind);
int contract_pledge_from(str word); // -1: unknown
str contract_pledge_label(enum contract_pledge_kind kind);
// That asks for it, of the law that binds the institution.
str contract_pledge_article(struct arena *arena, enum contract_pledge_kind kind,
                            enum law_regime base);
// What stands above its items, and what an answer is called there: the conflict asks whether a
// relation is there, all others whether a sentence is true.
str contract_pledge_intro(enum contract_pledge_kind kind);
str contract_answer_label(enum contract_pledge_kind kind, enum contract_answer answer);
// The answer that bars the firm: 아니오 to a sentence, 해당 to a relation.
enum contract_answer contract_pledge_bars(enum contract_pledge_kind kind);
const char *contract_answer_word(enum contract_answer answer); // yes no none
enum contract_answer contract_answer_from(str word);           // CONTRACT_UNANSWERED: unknown

// Is this pledge, of these sentences, asked for a contract? The promise to pay only where it stands
// for the security; none where the law that binds the institution has no sentence of it.
bool contract_pledge_is_asked(enum contract_pledge_kind kind, enum contract_security security,
                              const struct law_pledges *rows);
// Its sentences on a day, for whoever the contract is of; none of a pledge that is not asked.
struct law_pledges contract_pledge_rows(const struct law *law, const struct contract *c,
                                        enum contract_pledge_kind kind, date on,
                                        struct arena *arena);
// May the item be answered 해당없음?
bool contract_pledge_may_pass(const struct law_pledge *row);
// Fails with CONTRACT_NO_ANSWER (also when it may not pass), or the pledge's own refusal.
err contract_pledge_judge(enum contract_pledge_kind kind, const struct law_pledge *row,
                          enum contract_answer answer);

#define CONTRACT_PLEDGE_ITEMS 20 // of one pledge; the longest has ten
struct contract_answers {
    enum contract_answer of[CONTRACT_PLEDGE_COUNT][CONTRACT_PLEDGE_ITEMS];
};

// The first item that is not answered as it must be; *out_kind and *out_item (from 0) say which.
// NULL: all that is asked of this contract is pledged.
err contract_pledge_judge_all(const struct law *law, const struct contract *c, date today,
                              const struct contract_answers *answers, struct arena *arena,
                              enum contract_pledge_kind *out_kind, size_t *out_item);

// The pledge as it is signed: the contract, the firm, each sentence with its row and answer.
str contract_pledge_content(struct arena *a, enum contract_pledge_kind kind,
                            const struct contract *c, const struct law_pledges *rows,
                            const enum contract_answer *answers);
