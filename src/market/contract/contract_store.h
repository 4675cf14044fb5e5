// Rows of contracts.
#pragma once

#include "market/contract/contract.h"
#include "market/purchase/purchase_store.h"
#include "platform/db/db.h"

// One contract of an institution or a supplier, by its public number or its row. Fails with
// CONTRACT_UNKNOWN, also when it is another's.
err contract_find(struct db *db, struct purchase_side side, public_no no, struct contract *out);
err contract_find_id(struct db *db, struct purchase_side side, contract_id id,
                     struct contract *out);
// The contract an institution drew for a case; 0: none yet.
err contract_find_of_purchase(struct db *db, institution_id institution, purchase_id purchase,
                              public_no *out_no);
err contract_list_lines(struct db *db, struct arena *a, contract_id id, contract_line_list *out);
// Keep by what it and its lines count in ratios, as their products and the firm's certificates are
// now. Once, when both have signed.
err contract_keep_counted(struct db *db, contract_id id);
// The same of one that both signed before a program that does so ran (a worker of the version
// before, while the site is upgraded): by what is there now. Of any other nothing.
err contract_keep_missed(struct db *db, contract_id id);
// Save where it stands: state, contracted_on, starts_on, moved_at. Fails with CONTRACT_CHANGED.
err contract_save(struct db *db, struct contract *c);

// The next number of an institution and year, "2026-1187": one more than the last that was kept.
err contract_next_number(struct db *db, struct arena *a, institution_id institution, int year,
                         str *out);
// A contract that was drawn, with its lines; c->id is set.
err contract_add(struct db *db, struct contract *c, const contract_line_list *lines, instant now);

// A row of a list.
struct contract_row {
    public_no no;
    str number;
    str title;
    enum contract_state state;
    enum contract_kind kind;
    money price;
    date ends_on;
    date contracted_on;
    str institution_name;
    str supplier_name;
    str department_name;
    account_id officer; // of the purchase
    enum law_object object;
    enum law_regime regime; // of the institution
    int64_t delay_ppm;
};
typedef LIST(struct contract_row) contract_row_list;

struct contract_filter {
    struct purchase_side side;
    int state;        // -1: any
    str words;        // in title, number or a party's name; empty: any
    public_no before; // go on below it; 0: from the top
};
err contract_list(struct db *db, struct arena *a, const struct contract_filter *filter,
                  size_t count, contract_row_list *out);
// Those of them whose last day lies before a day (calendar_late_before) and that were not brought,
// wherever the list stands.
err contract_list_late(struct db *db, struct arena *a, const struct contract_filter *filter,
                       date late_before, size_t count, contract_row_list *out);
// How many of each state fit the words.
err contract_count(struct db *db, const struct contract_filter *filter,
                   int64_t out_counts[CONTRACT_STATE_COUNT]);

// May `count` more files be added to the case of a contract, so that it has `most` at most? Fails
// with CONTRACT_FILES_FULL.
err contract_admit_files(struct db *db, contract_id id, size_t count, size_t most);
