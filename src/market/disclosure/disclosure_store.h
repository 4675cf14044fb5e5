// Publishing as rows: what a contract says, the public line, what waits and why.
#pragma once

#include "market/disclosure/disclosure.h"
#include "platform/db/db.h"

// A contract as it would be published.
struct disclosure_case {
    struct disclosure line; // of the contract, before disclosure_prepare
    enum law_regime regime;
    bool is_corporation;
    str state;
    str path;
    bool is_training;
    account_id officer; // who asked for the purchase
    public_no contract_no;
    date inspected_on;    // last inspection that took something over
    disclosure_id public; // made of it already; NO_ID: none
    str refused_codes;    // why it waits; empty: it does not
};

// Fails with DISCLOSURE_NO_CONTRACT.
err disclosure_store_find_contract(struct db *db, contract_id id, struct disclosure_case *out);
err disclosure_store_add(struct db *db, struct arena *a, contract_id id, const struct disclosure *d,
                         instant now);
// File what was published under its words, so that they find it: SQLite's index is not kept by the
// database itself.
err disclosure_store_file(struct db *db, struct arena *a, disclosure_id id, str search_text);
err disclosure_store_follow(struct db *db, disclosure_id id, const struct disclosure *d);
err disclosure_store_void(struct db *db, disclosure_id id, date today);
err disclosure_store_refuse(struct db *db, contract_id id, institution_id institution, str codes,
                            instant now);
err disclosure_store_unrefuse(struct db *db, contract_id id);

// --- What waits

struct disclosure_waiting {
    contract_id contract; // of find only
    public_no contract_no;
    str number;
    str institution_name;
    str supplier_name;
    str title;
    str ground;
    str reason;
    str site;
    money price;
    date contracted_on;
    str codes;
    instant refused_at;
};
typedef LIST(struct disclosure_waiting) disclosure_waiting_list;

// Of one institution, or of all (NO_ID); at most `count`.
err disclosure_store_list_waiting(struct db *db, struct arena *a, institution_id institution,
                                  size_t count, disclosure_waiting_list *out);
// One of the institution's own, in its present words. Fails with DISCLOSURE_UNKNOWN, also when it
// is another's or does not wait.
err disclosure_store_find_waiting(struct db *db, institution_id institution, public_no contract_no,
                                  struct disclosure_waiting *out);
err disclosure_store_add_wording(struct db *db, institution_id institution, account_id account,
                                 const struct disclosure_waiting *words, instant now);
