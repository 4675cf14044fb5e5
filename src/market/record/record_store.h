// Records, sums and targets as rows. What an institution sees is read with its id; /performance
// reads sums alone, which are public.
#pragma once

#include "market/record/record.h"
#include "platform/db/db.h"

// --- Making a record

// A contract as its record will keep it.
struct record_contract {
    institution_id institution;
    department_id department;
    supplier_id supplier;
    str title;
    enum law_object object;
    money price;        // VAT included
    money supply;       // without VAT
    date contracted_on; // DATE_NONE: not signed by both
    str state;
    bool is_training;
    bool is_designated; // quotes were taken in a designated system
    enum law_regime regime;
    str district_code; // the supplier's
    bool is_local;
    str category_code; // of the largest line
    money paid;        // so far

    record_id record; // made of it already; NO_ID: none
    money recorded_paid;
    bool is_voided; // the record counts no more
};

// Fails with RECORD_NO_CONTRACT.
err record_store_find_contract(struct db *db, contract_id id, struct record_contract *out);
// The certificates of the firm that a contract counts by, one of a kind, as they were when both had
// signed. Fails with RECORD_TOO_MANY_KINDS.
err record_store_list_certificates(struct db *db, struct arena *a, contract_id id,
                                   struct record_question *out);
// Its lines, each with those of its product, one of a kind. Fails with RECORD_TOO_MANY_KINDS.
err record_store_list_items(struct db *db, struct arena *a, contract_id id,
                            struct record_question *out);
// One word that a record counts under, without any sum.
err record_store_add_tag(struct db *db, record_id id, const struct record_tag *tag);
// The record, its tags, and its place in every sum.
err record_store_add(struct db *db, contract_id id, const struct record_contract *c,
                     const struct record_tags *tags, instant now, record_id *out);
// The record counts no more: out of every sum, the row stays.
err record_store_void(struct db *db, record_id id, date today);
err record_store_pay(struct db *db, record_id id, money paid);

// --- Reading them

struct record_institution {
    institution_id id;
    str name;
    enum law_regime regime;
};

#define RECORD_YEARS_MAX 10
#define RECORD_DISTRICTS_MAX 64 // 9 of the city, neighbours bought from; the rest is cut

struct record_years {
    int64_t items[RECORD_YEARS_MAX]; // the newest first
    size_t count;
};

struct record_district {
    str code;
    str name;
    money price;
    int64_t count;
};
typedef LIST(struct record_district) record_districts;

// What is read of a year below, down to the targets, is asked for at once.
void record_store_foresee_year(struct db *db, institution_id id, int64_t year);
err record_store_find_institution(struct db *db, institution_id id, struct record_institution *out);
err record_store_list_years(struct db *db, institution_id id, struct record_years *out);
err record_store_list_sums(struct db *db, struct arena *a, institution_id id, int64_t year,
                           record_sums *out);
err record_store_sum_paid(struct db *db, institution_id id, int64_t year, money *out);
err record_store_list_districts(struct db *db, struct arena *a, institution_id id, int64_t year,
                                record_districts *out);
err record_store_list_targets(struct db *db, struct arena *a, institution_id id, int64_t year,
                              record_targets *out);
err record_store_add_target(struct db *db, institution_id id, int64_t year, str category,
                            int64_t bp, account_id account, instant now);

// --- All institutions

struct performance_row {
    public_no no;
    str name;
    money price;
    int64_t count;
    money sme;
    money local;
    money women;
};
typedef LIST(struct performance_row) performance_rows;

// Where the page before ended: the last row's institution and price.
struct performance_key {
    public_no no; // NO_ID: from the top
    money price;
};

err performance_store_list_years(struct db *db, struct record_years *out);
err performance_store_list_sums(struct db *db, struct arena *a, int64_t year, record_sums *out);
err performance_store_list_districts(struct db *db, struct arena *a, int64_t year,
                                     record_districts *out);
err performance_store_list(struct db *db, struct arena *a, int64_t year, str words,
                           struct performance_key before, size_t count, performance_rows *out);
err performance_store_count(struct db *db, int64_t year, str words, int64_t *out);
// An institution by its public number. Fails with RECORD_NO_INSTITUTION.
err performance_store_find(struct db *db, public_no no, struct record_institution *out);
