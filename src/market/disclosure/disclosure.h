// 수의계약 공개내역: what everybody may know of a negotiated contract (D-05), and what may not be
// published.
//
// Pure rules: no clock, no database, no HTTP.
#pragma once

#include "base/id.h"
#include "market/calendar/calendar.h"
#include "market/disclosure/disclosure_text.h"
#include "market/law/law_check.h"
#include "market/law/law_ratio.h"

extern const struct fault DISCLOSURE_UNKNOWN;            // MISSING
extern const struct fault DISCLOSURE_TIME_UNREAD;        // INVALID: no file of other days
extern const struct fault DISCLOSURE_INSTITUTION_UNREAD; // INVALID: no file of all instead
extern const struct fault DISCLOSURE_WORDS_LONG;         // INVALID: likewise
extern const struct fault DISCLOSURE_MONTH_UNREAD;       // INVALID
extern const struct fault DISCLOSURE_NO_CONTRACT;        // BROKEN: the job names no contract
extern const struct fault DISCLOSURE_NO_AMOUNT; // REFUSED, and so on: not to be published so
extern const struct fault DISCLOSURE_NO_TITLE;
extern const struct fault DISCLOSURE_NO_FIRM;
extern const struct fault DISCLOSURE_NO_GROUND;
extern const struct fault DISCLOSURE_NO_REASON;
extern const struct fault DISCLOSURE_NO_SITE;

struct disclosure {
    public_no no;
    institution_id institution;
    str institution_name;
    str department_name;
    str title;
    enum law_ratio_object object;
    date contracted_on;
    date starts_on;
    date ends_on;
    money estimated; // (A) 예정가격 or 추정금액, VAT included
    money price;     // (B) 계약금액, VAT included
    int64_t rate_bp; // B/A in 1/100 %
    str supplier_name;
    str representative; // empty: personal data that no article publishes
    str address;        // likewise
    str district_code;  // the supplier's
    str ground;
    str reason;
    str site;
    str remarks;
    date completed_on; // DATE_NONE: not yet
    date paid_on;      // of the last payment
    money paid;
    date keep_until; // DATE_NONE: not completed, or no term
    date voided_on;  // DATE_NONE: it stands
    bool is_demo;
    instant published_at;
};

// What an institution of this regime publishes about a negotiated contract, in the order of the
// law: the sheet of its own law or of the one it takes by reference. Where none says so, the local
// sheet gives the order, and nothing personal is published.
struct disclosure_sheet {
    struct law_disclosure_fields fields;
    bool is_ordered; // a sheet of the regime's own
};
struct disclosure_sheet disclosure_sheet_of(const struct law *law, enum law_regime regime, date on,
                                            struct arena *arena);
bool disclosure_sheet_has(const struct disclosure_sheet *sheet, str field);

// Is a contract made this way published here at all? A tender is not a negotiated contract.
bool disclosure_is_due(str path);

// Fill the rate, and take out what may not be published: name and address of a person who trades,
// where no sheet orders them (D-11). A corporation is no person.
void disclosure_prepare(struct disclosure *d, const struct disclosure_sheet *sheet,
                        bool is_corporation);

#define DISCLOSURE_FAULTS_MAX 12

// Why it may not be published as it stands; none: it may.
struct disclosure_faults {
    err items[DISCLOSURE_FAULTS_MAX];
    size_t count;
};
void disclosure_check(const struct disclosure *d, struct arena *arena,
                      struct disclosure_faults *out);
// The fault of a code as it was noted down; NULL: an older version's.
err disclosure_fault_from(str code);

// The last day it is kept at least (제124조제4항); DATE_NONE: the regime has no term.
date disclosure_keep_until(const struct law *law, const struct calendar *calendar,
                           enum law_regime regime, date completed_on);

// Words as they are searched: lower case, without blanks. For the column and for the question.
str disclosure_search_text(struct arena *arena, str text);
// Each pair of letters that stand together in such words, as the digits of its bytes, with blanks
// between: how the index holds them. Empty for a single letter.
str disclosure_grams(struct arena *arena, str search_text);
