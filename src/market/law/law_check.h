// What is asked, declared, proved and published: exclusions, pledges, proofs, certificates, sheets,
// numbers.
#pragma once

#include "market/law/law_pack.h"

// Rows in force, cast to their kind and in order; allocated in `arena`.
struct law_exclusions {
    const struct law_exclusion **items;
    size_t count;
};
struct law_pledges {
    const struct law_pledge **items;
    size_t count;
    enum law_regime base; // whose sentences they are: LAW_LOCAL or LAW_STATE
};
struct law_proofs {
    const struct law_proof **items;
    size_t count;
};
struct law_disclosure_fields {
    const struct law_disclosure_field **items;
    size_t count;
};

// Reasons that bar a supplier, judged on this day of the article's choice (마감일, 계약일 …).
struct law_exclusions law_exclusions_on(const struct law *law, enum law_regime regime,
                                        enum law_judged_on judged_on, date on, struct arena *arena);

// The sentences of a pledge (integrity, exclusion, conflict, security, tax) in order.
struct law_pledges law_pledges_on(const struct law *law, enum law_regime regime, str pledge,
                                  date on, struct arena *arena);

// What the accountant asks for before paying a contract made this way: each with whether it is
// needed, why, and its article. A proof that is not needed is listed too, so that the page can say
// why it is not asked.
struct law_proofs law_proofs_on(const struct law *law, enum law_regime regime, enum law_path path,
                                date on, struct arena *arena);

// The fields of a public sheet (negotiated, contract, monthly) in order.
struct law_disclosure_fields law_disclosure_fields_on(const struct law *law, enum law_regime regime,
                                                      str sheet, date on, struct arena *arena);
// May the negotiated sheet be left out? Two quotes in the designated system are published there
// (D-06).
bool law_disclosure_is_optional(enum law_path path);

// A kind of certificate (certificates.csv); NULL: unknown or switched off.
const struct law_certificate *law_certificate_find(const struct law *law, str kind, date on);
// The last day by the law's term of a certificate issued on a day; DATE_NONE: no term, what is
// printed counts.
date law_certificate_valid_until(const struct law_certificate *row, date issued_on);
// Does it hold on a day? Both first and last day count; `printed_until` may be DATE_NONE.
bool law_certificate_holds(const struct law_certificate *row, date issued_on, date printed_until,
                           date on);

// How numbers of a kind are checked (identifiers.csv), and how far the check may go; NULL: no row.
const struct law_identifier *law_identifier_find(const struct law *law, str kind, date on);
