// What the law is asked about a case, and the answers that were stored.
#pragma once

#include "market/law/law_similar.h"
#include "market/purchase/purchase_store.h"

// What the supplier of a case is on a day, as the law asks for it.
struct purchase_tags {
    uint32_t tags;         // LAW_TAG_BIT of each
    int64_t vulnerable_bp; // or LAW_VULNERABLE_UNKNOWN
    bool resells;          // a line is of goods it neither makes nor does itself
    bool
        is_undesignated; // a facility's (K-09), and a line is of a product it is not designated for
    bool is_active;      // it trades here: not suspended, not gone
    money one_quote_cap; // the institution's own limits on that day; zero: none
    money ceiling_cap;
    enum law_delay_variant delay_variant; // of all its lines; of a service alone
    date sanctioned_until;                // last day of a 부정당업자 제재; DATE_NONE: none
};
err purchase_path_tags(struct db *db, const struct purchase *p, date on, struct purchase_tags *out);
void purchase_path_foresee_tags(struct db *db, const struct purchase *p, date on);

// An earlier case of the department for the same family of goods.
struct purchase_similar {
    public_no no;
    str title;
    enum purchase_state state;
    money estimated; // without VAT; of what was handed over the result, once it is known
    date requested_on;
    str supplier_name;
};
typedef LIST(struct purchase_similar) purchase_similar_list;
struct purchase_similars {
    purchase_similar_list shown; // the newest, SIMILAR_MAX at most
    size_t more;                 // besides; added up alike
    struct law_similar_sum year; // of all, by law_similar_days
    struct law_similar_sum twelve;
};
// Up to and including `on`; drafts, cancelled and declined ones do not count.
err purchase_path_list_similar(struct db *db, struct arena *a, const struct purchase *p, date on,
                               struct purchase_similars *out);

// A stored answer. Only added to; the newest counts.
struct purchase_decision {
    date judged_on;
    str question; // canonical JSON, law_text.h
    str answer;   // likewise
    enum law_path path;
    str rule_ids; // parted by a blank
    str ground;   // words for papers
    enum law_confidence confidence;
    money similar;       // similar purchases, without VAT
    str split_reason;    // why it is no split, or empty
    str confirm_reason;  // the officer's word on a row below H, or empty
    str proofs;          // what the officer confirmed of the needs; purchase_proofs_read
    int64_t law_version; // which law answered; law_as_of gives it again
    instant decided_at;
};
// What the chain of deeds keeps the hash of.
str purchase_decision_content(struct arena *a, const struct purchase_decision *d);
err purchase_path_add(struct db *db, purchase_id id, const struct purchase_decision *decision,
                      account_id account, instant now);
// The columns of an answer, where a statement of this folder carries them beside others.
void purchase_path_read(struct query *q, struct purchase_decision *out);
// *out_found is false when the law was never asked.
void purchase_path_foresee(struct db *db, purchase_id id); // it is found in a moment
err purchase_path_find(struct db *db, purchase_id id, bool *out_found,
                       struct purchase_decision *out);
