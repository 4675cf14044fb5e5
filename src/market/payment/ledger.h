// The ledger (장부): what an institution owes and paid for its purchases, in double entry.
//
// Pure rules: which deed is posted on which accounts. A posting is only ever added, one for each
// deed; its debits and credits are the same to the won.
#pragma once

#include "market/claim/claim.h"
#include "market/payment/payment.h"

enum ledger_account {
    LEDGER_EXPENSE,      // 구매 비용
    LEDGER_PAYABLE,      // 미지급금
    LEDGER_DELAY_INCOME, // 지연배상금 수입
    LEDGER_CASH,         // 금고(현금)
    LEDGER_ACCOUNT_COUNT
};

enum ledger_deed {
    LEDGER_CLAIM,   // owed from the claim on: expense to payable
    LEDGER_RETURN,  // sent back: the same the other way round
    LEDGER_PAYMENT, // payable to cash, what was taken off to its own account
    LEDGER_DEED_COUNT
};

#define LEDGER_LINES_MAX 4

struct ledger_line {
    enum ledger_account account;
    money debit; // one of the two is zero
    money credit;
};

struct ledger_posting {
    enum ledger_deed deed;
    int64_t object; // row of the deed: the claim, or the payment
    claim_id claim;
    institution_id institution;
    date posted_on;
    str text;
    struct ledger_line lines[LEDGER_LINES_MAX];
    size_t line_count;
};

const char *ledger_account_word(enum ledger_account account);
int ledger_account_from(str word); // -1: unknown
str ledger_account_label(enum ledger_account account);
const char *ledger_deed_word(enum ledger_deed deed);
int ledger_deed_from(str word);
str ledger_deed_label(enum ledger_deed deed);

struct ledger_posting ledger_of_claim(struct arena *a, const struct claim *c);
struct ledger_posting ledger_of_return(struct arena *a, const struct claim *c);
struct ledger_posting ledger_of_payment(struct arena *a, const struct claim *c,
                                        const struct payment *p);

// Debits and credits are the same, and no line is empty. For use inside assert() too.
bool ledger_balances(const struct ledger_posting *p);
