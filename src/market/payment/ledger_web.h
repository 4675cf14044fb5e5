// The ledger as its institution reads it: by month and account, down to the claim, and as a file.
#pragma once

#include "market/payment/ledger_store.h"
#include "platform/page/frame.h"
#include "platform/page/parts.h"
#include "platform/web/route.h"

extern const struct route LEDGER_ROUTES[];
extern const size_t LEDGER_ROUTE_COUNT;

extern const struct fault LEDGER_MONTH_UNREAD;   // INVALID: no file of another month
extern const struct fault LEDGER_ACCOUNT_UNREAD; // INVALID: no file of all accounts instead

struct ledger_account_row {
    str word;
    str label;
    href path; // its lines
    bool chosen;
    struct ledger_sum sum;
    str balance; // "차변 1,000" or "대변 1,000"
};

struct ledger_line_row {
    bool first; // of its posting
    date posted_on;
    str text;
    str number; // the contract's, in brackets at the end of the text; or empty
    href path;  // of the claim
    str account;
    money debit;
    money credit;
};

// GET /buyer/ledger
struct ledger_page {
    struct frame frame;
    str month;       // "2026-11"
    str typed_month; // the same, or what could not be read
    str month_text;
    str account; // word, or empty
    str account_label;
    href earlier;
    href later; // empty: it is not yet
    href file;
    href all; // without the account
    LIST(struct ledger_account_row) accounts;
    money debit; // of the month
    money credit;
    bool balances;
    LIST(struct ledger_line_row) lines;
    struct empty empty;
    bool is_paged;
    href previous; // empty: the first page
    href next;     // empty: the last
};
