// The purchase record (구매실적): what a signed contract counts for, and how far that reaches the
// targets of the priority-purchase laws.
//
// Pure rules: no clock, no database, no HTTP. A record is made once, on the certificates that hold
// on the contract date, and keeps what it counted for.
#pragma once

#include "base/arena.h"
#include "base/date.h"
#include "base/fault.h"
#include "base/id.h"
#include "base/money.h"
#include "base/str.h"
#include "market/certificate/certificate.h"
#include "market/law/law_ratio.h"

extern const struct fault RECORD_NO_CONTRACT;      // BROKEN: the job names no contract
extern const struct fault RECORD_TOO_MANY_KINDS;   // BROKEN: more words than a record counts under
extern const struct fault RECORD_NO_INSTITUTION;   // MISSING
extern const struct fault RECORD_NO_CATEGORY;      // INVALID: no target is kept for this category
extern const struct fault RECORD_BAD_PERCENT;      // INVALID
extern const struct fault RECORD_TARGET_BELOW_LAW; // REFUSED
extern const struct fault RECORD_TOO_MANY_ROWS;    // REFUSED: a download beyond its limit
extern const struct fault RECORD_TIME_UNREAD;      // INVALID: no file of another year or month
extern const struct fault RECORD_OBJECT_UNREAD;    // INVALID: no file of all objects instead
extern const struct fault RECORD_WORDS_LONG;       // INVALID: likewise

// --- What a purchase counts for

// Goods, services and works as records count them; LAW_RATIO_ANY is none of them.
const char *record_object_word(enum law_ratio_object object);
int record_object_from(str word); // -1: unknown
str record_object_label(enum law_ratio_object object);

// A certificate of the supplier, or of a product it sells, as it is kept.
struct record_certificate {
    str kind;
    str number;
    enum certificate_state state;
    date valid_from;
    date valid_until; // DATE_NONE: no term
};
typedef LIST(const struct record_certificate) record_certificates;

// A line of the contract with the certificates of its product.
struct record_item {
    int64_t id; // of the contract's line
    money amount;
    record_certificates certificates;
};

#define RECORD_TAGS_MAX 64 // certificates.csv and ratios.csv have some 25 words together

// A word a record counts under: a certificate's kind with its number and days, or a derived one
// (sme, local, a category of ratios) without.
struct record_tag {
    str tag;
    str number;
    date valid_from;
    date valid_until;
    bool is_of_lines; // it counts with some lines, by certificates of their products
    money amount;     // of those lines; otherwise the whole price counts
};

// What a line counts under besides its firm.
struct record_item_tags {
    int64_t item;
    LIST(struct record_tag) tags;
};

struct record_tags {
    struct record_tag items[RECORD_TAGS_MAX];
    size_t count;
    bool is_cut; // there were more words than RECORD_TAGS_MAX: no record may be made of it
    LIST(struct record_item_tags) lines; // of those that are of lines
};

struct record_question {
    enum law_regime regime;
    date contracted_on;               // certificates and rows of the law are judged on it (P-21)
    bool is_local;                    // the supplier's district lies in the city
    record_certificates certificates; // of the firm
    LIST(const struct record_item) items;
};

// The tags of a purchase, each once: certificates verified and in force on the contract date, what
// they imply (P-20), and every category of the law's ratios that counts one of these. What the firm
// is counts with the whole price, what products are with the lines they stand in; a line counts
// once, by however many certificates.
void record_tags_of(const struct law *law, const struct record_question *question,
                    struct arena *arena, struct record_tags *out);
bool record_has_tag(const struct record_tags *tags, str tag);
// The certificate by which a record counts towards a row of the law; NULL: none is needed, or it
// does not count.
const struct record_tag *record_find_proof(const struct law_ratio *row,
                                           const struct record_tag *tags, size_t count);

// May a contract of this state be counted: signed by both sides and not undone?
bool record_counts_state(str contract_state);

// --- Sums and goals

// Records of one month or year, object and tag; the empty tag is all of them.
struct record_sum {
    int64_t month; // 1 … 12; 0: all of them, of a tag whose months nobody asks for
    enum law_ratio_object object;
    str tag;
    money price;
    int64_t count;
};
typedef LIST(struct record_sum) record_sums;

// An institution's own target of a category.
struct record_target {
    str category;
    int64_t bp; // 0: taken back
};
typedef LIST(struct record_target) record_targets;

// One row of the law, or of the city, and what was bought towards it.
struct record_goal {
    const struct law_ratio *row;
    str name;        // 여성기업제품(물품)
    money part;      // what counts
    int64_t count;   // records in it
    money whole;     // what it is a share of; zero where the law names none
    int64_t goal_bp; // what is aimed at: the law's or the institution's own, the higher; 0: none
    bool is_own;     // the institution's own is the higher one
    bool is_counted; // false: no certificate that counts can be registered here yet
    struct law_ratio_result result;
};
typedef LIST(struct record_goal) record_goals;

// All goals of a year, in the order of the law's rows, those it sets a target for first; allocated
// in `arena`. `on` is the day whose
// rows are asked for: the last of the year, or today within it.
record_goals record_goals_of(const struct law *law, enum law_regime regime, date on,
                             record_sums sums, record_targets targets, struct arena *arena);

// What a row's purchases are a share of: "총 구매액", "물품·용역 구매액" …
str record_whole_label(const struct law_ratio *row);
// The word of the list's object filter that gives this row's records: "", goods, service, works or
// goods_service.
str record_filter_of(const struct law_ratio *row);

// A target as typed, "5", "1.1", "0.85%": hundredths of a percent. Fails with RECORD_BAD_PERCENT.
err record_parse_percent(str text, int64_t *out_bp);
// "1.1", "0.85", "50"
str record_format_percent(struct arena *arena, int64_t bp);
// May an institution aim at this? Not below every target the law sets for the category; zero takes
// the own target back. Fails with RECORD_NO_CATEGORY, RECORD_TARGET_BELOW_LAW.
err record_admit_target(record_goals goals, str category, int64_t bp);

// The regime by the word of the institution's row. One with a contract rule of its own (OWN, R-08)
// is read as the state's, whose rows such rules follow as a rule.
enum law_regime record_regime_from(str word);

// --- Districts in their rough places

struct record_place {
    int64_t column;
    int64_t row;
};
// Where a district's tile stands; districts outside the drawn city follow below it in the order
// asked for, `stranger` counting them from 0.
struct record_place record_place_of(str district_code, int64_t stranger);
bool record_place_is_drawn(str district_code);
