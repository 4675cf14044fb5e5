// Rows of the ledger: postings are added and read, never changed.
#pragma once

#include "market/payment/ledger.h"
#include "platform/db/db.h"

// Add a posting, unless its deed was posted already: then nothing is done.
err ledger_add(struct db *db, const struct ledger_posting *p, instant now);

// Both days count.
struct ledger_month {
    institution_id institution;
    date first_day;
    date last_day;
};

struct ledger_sum {
    money debit; // of the month
    money credit;
    money debit_all; // from the beginning to the month's end
    money credit_all;
};
err ledger_sum(struct db *db, const struct ledger_month *m,
               struct ledger_sum out_sums[LEDGER_ACCOUNT_COUNT]);

// A line as a list shows it.
struct ledger_row {
    date posted_on;
    enum ledger_deed deed;
    str text;
    int64_t seq; // within its posting
    enum ledger_account account;
    money debit;
    money credit;
    public_no claim;
};
typedef LIST(struct ledger_row) ledger_row_list;
// At most `count` lines of one account (-1: of all), after the posting of `deed` on the claim
// `before` (0: from the top).
err ledger_list(struct db *db, struct arena *a, const struct ledger_month *m, int account,
                public_no before, enum ledger_deed deed, size_t count, ledger_row_list *out);
