// What each kind of row of the law says.
//
// Each row is a version of a rule: it has an id of its own, a first and last day, its article and
// how surely that was read. Amounts are won, shares 1/100 %, days calendar days unless said.
#pragma once

#include "base/id.h"
#include "market/law/law.h"

// What every row begins with.
struct law_head {
    str id;                 // T-L08.7: this version
    str rule;               // T-L08: the rule, as in docs
    enum law_regime regime; // whom it binds; LAW_REGIME_ANY: everybody
    date first_day;         // DATE_NONE: since ever
    date last_day;          // DATE_NONE: open
    str article;            // where it is written
    enum law_confidence confidence;
    bool active; // off until an operator confirms it
    str note;
    str source;             // kr/thresholds:12
    int64_t since;          // version of the law it came with; 0: of the packs
    instant added_at;       // by an operator; 0: of the packs
    public_no proposal;     // by which it was added; NO_ID: of the packs
    public_no end_proposal; // by which its last day was set; NO_ID: by its own row
};

// Whose rows a regime takes by reference (R-01 … R-07).
struct law_regime_row {
    struct law_head head;
    enum law_regime base; // LAW_LOCAL or LAW_STATE
    str prefix;           // put before the ground on the public sheet; may be empty
    str needs;            // what every negotiated contract of theirs needs, parted by a blank
};

// Up to what amount a contract may be negotiated with whom (T-L, T-N).
struct law_threshold {
    struct law_head head;
    enum law_object object;
    enum law_tag tag;               // LAW_TAG_ANY: any supplier
    int64_t vulnerable_min_bp;      // least 취약계층 고용비율; 0: not asked
    struct law_limit one_quote_max; // without VAT
    struct law_limit ceiling;       // without VAT
    str needs;                      // parted by a blank
    str ground;                     // words for the public sheet
};

// Below what amount no quote is needed (T-L13, T-N08).
struct law_quote_waiver {
    struct law_head head;
    enum law_object object;
    money below; // without VAT; the amount itself is outside (미만)
    str ground;
};

// Duties that end at an amount: contract document, security, inspection report (C-01, C-06, F-03).
enum law_document {
    LAW_CONTRACT_DOCUMENT,
    LAW_PERFORMANCE_SECURITY,
    LAW_INSPECTION_REPORT,
    LAW_DEFECT_SECURITY,
    LAW_DEFECT_REPORT,
    LAW_SAME_INSPECTOR, // supervisor and inspector may be one person
    LAW_DOCUMENT_COUNT
};
enum law_comparison { LAW_AT_MOST, LAW_BELOW, LAW_BYLAWS, LAW_COMPARISON_COUNT };
struct law_document_row {
    struct law_head head;
    enum law_document document;
    enum law_object object;
    enum law_comparison comparison; // LAW_BYLAWS: the institution's own rules decide
    money limit;                    // contract price up to which it may be left out
    str instead;                    // what is kept in its place
};

// 지연배상금률, a day (F-10 … F-14).
struct law_delay_rate {
    struct law_head head;
    enum law_object object;
    str variant; // empty: the usual; design_approval, transport, military_food
    int64_t ppm; // millionths of the price
};

// A term in days (F-01, F-06, Q-03, D-08, X-19 …).
enum law_day_unit {
    LAW_CALENDAR_DAYS,
    LAW_WORKING_DAYS,
    LAW_MONTHS,
    LAW_YEARS,
    LAW_DAY_UNIT_COUNT
};
struct law_term {
    struct law_head head;
    str kind;       // inspection, payment …
    int64_t length; // of the term, in `unit`
    enum law_day_unit unit;
    int64_t extension; // at most, in `unit`; 0: none
    str from;          // what it counts from, in Korean
};

// A share or a rounding (VAT, caps, advance, securities).
struct law_share {
    struct law_head head;
    str kind; // vat, delay_cap, advance_max …
    enum law_object object;
    int64_t bp; // 1/100 %
    str of;     // of what, in Korean
};

// 인지세 on a contract for work (S-01 … S-06).
struct law_stamp_band {
    struct law_head head;
    money above; // stated price greater than this
    money up_to; // and at most this; zero: no end
    money duty;
};

// What bars a supplier or binds the buyer (X-01 … X-19, T-P01), and the day it is judged on.
enum law_judged_on {
    LAW_AT_REQUEST,        // 견적 요청·안내공고일
    LAW_AT_QUOTE_DEADLINE, // 견적서 제출 마감일
    LAW_AT_CONTRACT,       // 계약체결일
    LAW_AT_CLAIM,          // 대금청구일
    LAW_JUDGED_ON_COUNT
};
struct law_exclusion {
    struct law_head head;
    int64_t number; // ①–⑩ of the pledge; 0: not among them
    str kind;       // exclusion, ban, pledge, duty, policy
    enum law_judged_on judged_on;
    str text; // Korean
};

// A sentence the supplier declares, in order (각서, 수의계약 체결 제한 여부 확인서 …).
struct law_pledge {
    struct law_head head;
    str pledge;     // integrity, exclusion, conflict, security, tax
    int64_t number; // from 1
    str text;       // Korean
    str applies;    // to whom or what; others may answer "n/a". Empty: to everybody
};

// What the accountant asks for before paying (F-22 … F-24).
struct law_proof {
    struct law_head head;
    str proof; // inspection, tax_invoice, national_tax …
    str path;  // negotiated, bidding, any
    bool needed;
    str label;  // Korean
    str reason; // why it is or is not needed, Korean
};

// Ratio targets (P-01 … P-12).
enum law_ratio_object { // as records count: works are one
    LAW_RATIO_ANY,
    LAW_RATIO_GOODS,
    LAW_RATIO_SERVICE,
    LAW_RATIO_WORKS,
    LAW_RATIO_OBJECT_COUNT
};
enum law_denominator {
    LAW_OF_TOTAL,         // all purchases
    LAW_OF_OBJECT,        // all purchases of the row's object
    LAW_OF_GOODS_SERVICE, // goods and services, works excluded
    LAW_OF_SME_GOODS,     // goods bought from SMEs
    LAW_OF_NOTHING,       // a duty without a ratio
    LAW_DENOMINATOR_COUNT
};
struct law_ratio {
    struct law_head head;
    str category; // sme, women, …
    str label;    // 중소기업제품
    enum law_ratio_object object;
    int64_t target_bp; // 0: none set by law
    enum law_denominator denominator;
    str tags;   // whose purchases count, parted by a blank
    str report; // when and to whom, Korean
};

// A ground for a negotiated contract that is not an amount (T-L12, T-L24 … T-L28).
struct law_ground {
    struct law_head head;
    str code;                 // farm_industrial_plant …
    str label;                // 농공단지 입주기업의 생산품
    struct law_limit ceiling; // without VAT
    int64_t years_max;        // of use after certification; 0: none
    str needs;
    str ground;
};

// What is cut from an amount (F-25).
struct law_rounding {
    struct law_head head;
    str kind;   // payment
    money unit; // what is below it is cut
    bool must;  // or may
};

// Certificates (K-01 … K-15).
struct law_certificate {
    struct law_head head;
    str kind;             // the tag's word, or another certificate's
    str label;            // 여성기업 확인서
    str tag;              // the tag it gives; empty: none
    int64_t valid_length; // 0: no term, or the printed one
    enum law_day_unit valid_unit;
    str issuer;
    str verify; // where it can be looked up
};

// Fields of a public sheet, in order (D-04, D-05, D-10).
struct law_disclosure_field {
    struct law_head head;
    str sheet; // negotiated, contract, monthly
    int64_t number;
    str field;     // column of the disclosure
    str label;     // Korean
    bool personal; // personal data where the firm is a sole proprietor
};

// Identifiers and how far a check may go (I-01 … I-10).
struct law_identifier {
    struct law_head head;
    str kind;
    int64_t digits;
    str weights;  // parted by a blank; empty: no check digit
    str severity; // refuse, warn, none
};

// 공채 (section 8).
struct law_bond {
    struct law_head head;
    str issuer;
    str bond_type; // urban_railway, regional_development
    enum law_object object;
    money price_min; // contract price from which it is bought
    int64_t rate_bp; // 0: not known
    str base;        // net, gross; empty: not known
    money unit;
    str rounding; // cut, half_up, up
    str due_at;   // contract, claim
};

// Everything else the law says, as a sentence with its article, for help and pages.
struct law_fact {
    struct law_head head;
    str topic;
    str text; // Korean
};

enum law_table {
    LAW_REGIMES,
    LAW_THRESHOLDS,
    LAW_QUOTE_WAIVERS,
    LAW_DOCUMENTS,
    LAW_DELAY_RATES,
    LAW_TERMS,
    LAW_SHARES,
    LAW_STAMP_BANDS,
    LAW_EXCLUSIONS,
    LAW_PLEDGES,
    LAW_PROOFS,
    LAW_GROUNDS,
    LAW_ROUNDINGS,
    LAW_RATIOS,
    LAW_CERTIFICATES,
    LAW_DISCLOSURE_FIELDS,
    LAW_IDENTIFIERS,
    LAW_BONDS,
    LAW_FACTS,
    LAW_TABLE_COUNT
};
