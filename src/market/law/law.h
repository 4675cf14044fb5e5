// What the law answers about a purchase: the lawful path, its limits, what may be left out.
//
// Pure decisions over dated rows (law_pack.h): no clock, no database, no HTTP. Whoever asks says
// which day the article judges on. Thresholds are tested on the estimated price without VAT,
// waivers on the contract price as it stands in the contract. An answer names the rows it rests on
// and the lowest confidence among them; it advises, an officer decides.
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/fault.h"
#include "base/money.h"
#include "base/str.h"

struct law; // rows in force or not, immutable once loaded; law_pack.h
struct law_threshold;
struct law_quote_waiver;

// Whose law binds the institution; rules.md section 1.
enum law_regime {
    LAW_LOCAL,          // 지방계약법: city, districts, education office, public schools
    LAW_LOCAL_CORP,     // 지방공기업: LOCAL by reference, in part
    LAW_LOCAL_INVESTED, // 출자·출연기관: LOCAL by reference, in part
    LAW_STATE,          // 국가계약법
    LAW_PUBCORP,        // 공기업·준정부기관: STATE by reference
    LAW_PRIVATE_SCHOOL, // 사립학교: STATE amounts by reference
    LAW_REGIME_COUNT,
    LAW_REGIME_ANY = LAW_REGIME_COUNT // of a row: binds everybody
};

enum law_object {
    LAW_GOODS,
    LAW_SERVICE,
    LAW_WORKS_GENERAL, // 종합공사
    LAW_WORKS_SPECIAL, // 전문공사
    LAW_WORKS_OTHER,   // 전기·정보통신·소방 등 다른 법령에 따른 공사
    LAW_LEASE,         // 임차
    LAW_OBJECT_COUNT,
    LAW_OBJECT_ANY = LAW_OBJECT_COUNT // of a row
};

// Which of the rates of 지연배상금 binds work, where its object alone does not say
// (delay_rates.csv).
enum law_delay_variant {
    LAW_DELAY_USUAL,     // of its object
    LAW_DELAY_TRANSPORT, // 운송·보관 및 양곡가공
    LAW_DELAY_VARIANT_COUNT
};

// What a supplier is, by certificate. A set of them is a mask of LAW_TAG_BIT.
enum law_tag {
    LAW_TAG_SMALL_MICRO,                // 소기업·소상공인
    LAW_TAG_SPECIAL_KNOWLEDGE,          // 특수한 지식·기술·자격
    LAW_TAG_WOMEN,                      // 여성기업
    LAW_TAG_DISABLED,                   // 장애인기업
    LAW_TAG_SOCIAL_ENTERPRISE,          // 사회적기업
    LAW_TAG_SOCIAL_COOP,                // 사회적협동조합
    LAW_TAG_SELF_SUPPORT,               // 자활기업
    LAW_TAG_VILLAGE,                    // 마을기업
    LAW_TAG_YOUTH_STARTUP,              // 청년창업기업
    LAW_TAG_SEVERE_DISABILITY_FACILITY, // 중증장애인생산품 생산시설
    LAW_TAG_VETERANS_GROUP,             // 국가유공자 자활집단촌·상이단체
    LAW_TAG_WELFARE_CORP,               // 사회복지법인
    LAW_TAG_STANDARD_WORKPLACE,         // 장애인 표준사업장
    LAW_TAG_COUNT,
    LAW_TAG_ANY = LAW_TAG_COUNT // of a row: any supplier
};
#define LAW_TAG_BIT(tag) (UINT32_C(1) << (tag))

enum law_path {
    LAW_QUOTE_WAIVED,      // 견적 생략
    LAW_ONE_QUOTE,         // 1인 견적 수의계약
    LAW_DESIGNATED_QUOTES, // 지정정보처리장치에서 2인 이상 견적
    LAW_OPEN_BIDDING,      // 입찰
    LAW_PATH_COUNT
};

// How well the text behind a row is known; rules.md. Ordered: the lowest of several is the largest.
enum law_confidence {
    LAW_HIGH,      // H: the text itself was read
    LAW_MEDIUM,    // M: press, practice
    LAW_LOW,       // L: derived, weak
    LAW_UNCERTAIN, // U: to be confirmed before use
    LAW_CONFIDENCE_COUNT
};

enum law_duty {
    LAW_REQUIRED,
    LAW_WAIVABLE,
    LAW_OWN_RULE, // the institution's own bylaws decide
    LAW_DUTY_COUNT
};

// An amount that may not exist, in two ways.
enum law_limit_kind {
    LAW_LIMIT_NONE,     // there is no such ground: nothing is within it
    LAW_LIMIT_WON,      // up to and including `won`
    LAW_LIMIT_UNLIMITED // any amount is within it
};
struct law_limit {
    enum law_limit_kind kind;
    money won; // zero unless LAW_LIMIT_WON
};

#define LAW_VULNERABLE_UNKNOWN (-1) // no 취약계층 고용비율 확인서

struct law_question {
    enum law_regime regime;
    enum law_object object;
    money estimated_price; // 추정가격: this purchase, without VAT and supplied material
    money similar_price;   // similar purchases of the period, without VAT; zero: none
    money contract_price;  // 계약금액, VAT included
    uint32_t tags;         // LAW_TAG_BIT of each certificate valid on `on`
    int64_t vulnerable_bp; // 취약계층 고용비율 in 1/100 %, or LAW_VULNERABLE_UNKNOWN
    money one_quote_cap;   // 기관 자체 한도 of one quote, without VAT; zero: none
    money ceiling_cap;     // of a negotiated contract, likewise
    date on;               // the day the article judges by
    enum law_delay_variant delay_variant;
};

#define LAW_NEEDS_MAX 8
#define LAW_ROWS_MAX 12

struct law_answer {
    enum law_path path;                 // of this purchase and the similar ones together
    enum law_path path_alone;           // of this purchase were there none similar
    struct law_limit one_quote_max;     // without VAT
    struct law_limit ceiling;           // of a negotiated contract, without VAT
    enum law_duty contract_document;    // 계약서
    enum law_duty performance_security; // 계약보증금
    enum law_duty inspection_report;    // 검사조서
    int64_t delay_ppm;                  // 지연배상금률, millionths of the price a day
    str needs[LAW_NEEDS_MAX];           // certificate:women, own_production, reason_document …
    size_t need_count;
    str rules[LAW_ROWS_MAX]; // T-L08 …, once each, the ground first
    size_t rule_count;
    str rows[LAW_ROWS_MAX]; // the versions of those rules: T-L08.7 …
    size_t row_count;
    enum law_confidence confidence; // lowest of those rows
    bool officer_must_confirm;      // it rests on a row below H, or one that is off would free more
    str ground;                     // words for the public sheet; empty on LAW_OPEN_BIDDING
    str article;                    // of the ground, short
    str why;                        // Korean sentences for the officer
};

// The institution's own limits (one_quote_cap, ceiling_cap) only ever make the path longer and the
// limits narrower than the law does.
//
// The answer to a question. Text is allocated in `arena` or borrowed from `law`. Never fails: where
// no row is in force it says open bidding, LAW_UNCERTAIN.
void law_decide(const struct law *law, const struct law_question *question, struct arena *arena,
                struct law_answer *out_answer);

// Of the supplier's tags in a question those whose ground asks that it makes the goods, or does the
// work, itself (직접생산·직접수행): resold goods are judged without them. *out_article is the first
// such ground's, and left alone where there is none.
uint32_t law_tags_of_makers(const struct law *law, const struct law_question *question,
                            str *out_article);

// The rows that bind one object on one day, found once for many questions about it: a page of goods
// asks for each of them. Borrowed from the law.
struct law_grounds {
    const struct law_threshold *by_tag[LAW_TAG_ANY + 1]; // NULL: none in force
    const struct law_quote_waiver *waiver;               // NULL: none in force
};
struct law_grounds law_grounds_on(const struct law *law, enum law_regime regime,
                                  enum law_object object, date on);
// What law_decide and law_tags_of_makers say to a question of that regime, object and day: the path
// alone, without the words that go with it, and the tags.
enum law_path law_grounds_path(const struct law_grounds *g, const struct law_question *question);
uint32_t law_grounds_makers(const struct law_grounds *g, const struct law_question *question,
                            str *out_article);

// Is this amount within the limit? The limit itself is inside (이하).
bool law_limit_holds(struct law_limit limit, money amount);
// Below zero, zero or above it: none lies below every sum, and no sum reaches what is unlimited.
int law_limit_compare(struct law_limit a, struct law_limit b);

// Words of the interface and the database; false leaves *out alone.
const char *law_regime_word(enum law_regime regime);
const char *law_object_word(enum law_object object);
const char *law_tag_word(enum law_tag tag);
const char *law_path_word(enum law_path path);
const char *law_confidence_word(enum law_confidence confidence); // H M L U
const char *law_duty_word(enum law_duty duty);
const char *law_delay_variant_word(enum law_delay_variant variant); // empty: the usual
bool law_regime_from(str word, enum law_regime *out);
bool law_object_from(str word, enum law_object *out);
bool law_tag_from(str word, enum law_tag *out);
bool law_path_from(str word, enum law_path *out);
bool law_confidence_from(str word, enum law_confidence *out);
bool law_delay_variant_from(str word, enum law_delay_variant *out);

// What the page calls it.
const char *law_regime_label(enum law_regime regime);
const char *law_object_label(enum law_object object);
const char *law_tag_label(enum law_tag tag);
const char *law_path_label(enum law_path path);
const char *law_duty_label(enum law_duty duty);
const char *law_delay_variant_label(enum law_delay_variant variant);
