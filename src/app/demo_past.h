// The past of a large demo city in the making: what its parts share while it is written.
//
// Cases that are over are written in bulk, row by row as the deeds of the site would have left
// them; what the law answers, what is hashed and what is summed up is really computed, by the same
// rules.
#pragma once

#include "app/demo_city.h"
#include "market/contract/contract_content.h"
#include "market/contract/contract_pledge.h"
#include "market/delivery/delivery.h"
#include "market/purchase/purchase_path_action.h"
#include "market/record/record.h"

struct past_person {
    account_id account;
    str name;
};

struct past_department {
    department_id id;
    str name;
    struct past_person officer;
    int32_t *last_seen; // by family of categories: place in `seen` of its newest purchase, or -1
};

#define PAST_DEPARTMENTS 3
#define PAST_YEARS 5

struct past_office {
    institution_id id;
    str name;
    enum law_regime regime;
    struct contract_buyer party; // without department and officer
    struct past_department departments[PAST_DEPARTMENTS];
    size_t department_count;
    struct past_person approver;
    struct past_person inspector;
    struct past_person accountant;
    int64_t weight;              // how much it buys, beside others
    int64_t numbers[PAST_YEARS]; // contracts drawn in a year
    struct audit_pen pen;
};

struct past_firm {
    supplier_id id;
    public_no no;
    bool is_corporation;
    bool is_local;
    struct contract_seller party;
    str district_code;
    str bank_name;
    str bank_account; // as a person reads it
    str bank_holder;
    struct past_person owner;
    struct record_certificate *certificates;
    int64_t *vulnerable_bp; // of each
    size_t certificate_count;
    size_t first_offer;
    size_t offer_count;
    struct audit_pen pen;
};

struct past_offer {
    offer_id id;
    product_id product;
    int64_t revision;
    const struct past_category *category;
    str title;
    str unit;
    money price;
    int64_t quantity_min;
    int64_t lead_days;
    bool is_exempt;
    bool own_production;
};

struct past_category {
    str code;
    str object;
    enum law_delay_variant delay_variant;
    size_t family; // its parent's place
};

// A purchase as its department remembers it, for adding up what is alike.
struct past_seen {
    date on;
    money estimated;
    int32_t before; // the one before in the same department and family, or -1
};

// What is pledged under a regime in a contract signed on a day, and what a firm answers: read from
// the law once for all of that day.
struct past_pledges {
    bool is_read;
    struct law_pledges of[CONTRACT_PLEDGE_COUNT];
    struct contract_answers answers;
};

#define PAST_SLOTS 256 // days that the deeds of one case lie within

struct past {
    struct demo d; // chance, unit, size
    date first_day;
    LIST(struct past_office) offices;
    LIST(struct past_firm) firms;
    LIST(struct past_offer) offers;
    LIST(struct past_category) categories;
    size_t family_count;
    int64_t *weights; // of the offices, added up
    LIST(struct past_seen) seen;
    size_t seen_max;
    struct past_pledges *pledges;        // by day since the first, and regime
    struct arena *kept;                  // for what is read on the way
    struct db_keys *keys;                // taken away while rows are written
    struct past_deed *deeds[PAST_SLOTS]; // of a day, in no order
    struct arena *slots[PAST_SLOTS];     // where these live
    struct arena *row;                   // for one case
    int64_t usual;                       // cases of a day, in parts
    int64_t due;                         // parts of a case that wait for the next day
    int64_t written;
};

enum past_step {
    PAST_DRAFT,
    PAST_JUDGE,
    PAST_ASK, // or waive
    PAST_ANSWER,
    PAST_CHOOSE,
    PAST_SUBMIT,
    PAST_APPROVE,
    PAST_DRAW,
    PAST_SIGN_SUPPLIER,
    PAST_SIGN_INSTITUTION,
    PAST_DELIVER,
    PAST_INSPECT,
    PAST_CLAIM,
    PAST_PAY,
    PAST_STEP_COUNT
};

#define PAST_LINES_MAX 5

// A case that is over.
struct past_case {
    struct past_office *office;
    struct past_department *department;
    struct past_firm *firm;
    bool asks; // for a quote
    instant at[PAST_STEP_COUNT];
    struct purchase purchase;
    const struct past_offer *offers[PAST_LINES_MAX];
    struct purchase_line lines[PAST_LINES_MAX];
    size_t line_count;
    struct law_question question;
    struct purchase_decision decision;
    struct contract contract;
    struct contract_line contract_lines[PAST_LINES_MAX];
    struct contract_clauses clauses;
    date sign_by;
    struct delivery delivery;
    str content; // of the purchase, as it was approved
};

// Everybody and everything that trades, into memory. Fails with DB_* or SECRET_*.
err past_load(struct past *p);

// Think of a case that begins on this working day and is over before `end`. False: none comes of
// it (the law asks for a tender, it would not be over in time …).
bool past_plan(struct past *p, date on, date end, struct past_case *out);

// Its rows. Fails with DB_*.
err past_write(struct past *p, struct past_case *c);

// A deed for the audit chain of a side, written with those of its day. `after` may be empty.
void past_note(struct past *p, struct audit_pen *pen, const struct past_person *who,
               enum party_role role, instant at, const char *act, const char *object,
               int64_t object_id, str after);
