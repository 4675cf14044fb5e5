// 살 수 있는 방법: which way of buying is lawful for so many of an offer, told in a few words.
//
// Pure: asks market/law and words its answer for lists and product pages. It advises while people
// look around; the decision that counts is stored with the purchase.
#pragma once

#include "market/certificate/certificate.h"
#include "market/law/law.h"

struct way_question {
    enum law_regime regime;
    str object;            // of the category: goods, service, works, lease
    money price;           // a unit, VAT included
    bool exempt;           // from VAT
    int64_t quantity;      // how many at least
    uint64_t tags;         // bits of certificate kinds in force, of the firm and of the thing
    int64_t vulnerable_bp; // 취약계층 고용비율 in 1/100 %; below 0: not on record
    bool resold;           // neither made nor done by the firm itself (직접생산·직접수행)
    date on;
};

struct way {
    enum law_path path;
    bool is_free;            // by one quote or none: no competition is asked
    str label;               // "1인 견적 수의계약 가능"
    str sentence;            // "1인 견적 수의계약을 할 수 있습니다."
    money estimated;         // 추정가격 of that many, without VAT
    bool is_known;           // false: the sum leaves what the law can be asked about
    struct law_limit most;   // of one quote, without VAT
    int64_t quantity_most;   // as many can be bought by one quote; 0: none, or no limit
    int64_t quantity_waived; // as many without any quote; 0: none
    str ground;
    str article;       // of the ground, and of what waives the quote
    bool is_reference; // it rests on a row below confidence H: 참고
};

// Never fails: where the law has no row the answer is bidding, as reference.
void way_judge(const struct law *law, const struct way_question *question, struct arena *a,
               struct way *out);

// A certificate of the thing itself, in force.
struct way_held {
    enum certificate_kind kind;
    date from;
    date until; // DATE_NONE: no term
};
typedef LIST(struct way_held) way_held_list;

// A ground that such a certificate speaks for, whatever the sum (T-L25, T-L26): the page shows it,
// an officer decides.
struct way_ground {
    str label;       // 중소기업 기술개발제품
    str certificate; // 성능인증
    date until;      // last day it may be used; DATE_NONE: no term
    str article;
    bool is_reference; // a row below confidence H: 참고
};
typedef LIST(struct way_ground) way_ground_list;
// Those of a regime on a day, in the law's order; a ground ends with its certificate, and after the
// years the law gives it.
way_ground_list way_list_grounds(const struct law *law, enum law_regime regime, date on,
                                 const way_held_list *held, struct arena *a);

// The law as a list of offers asks it: the rows of each object are found once.
struct way_book {
    const struct law *law;
    enum law_regime regime;
    date on;
    ratio vat_rate;
    struct law_grounds grounds[LAW_OBJECT_COUNT];
    bool is_known[LAW_OBJECT_COUNT];
};
struct way_book way_book_open(const struct law *law, enum law_regime regime, date on);
// The label and is_free of what way_judge says to a question of the book's regime and day; empty
// where that is not known.
str way_tell(struct way_book *book, const struct way_question *question, bool *out_is_free);

// Up to which sum one quote is enough, and up to which a negotiated contract is lawful, for a kind
// of firm.
struct way_limit {
    str name;    // 여성기업
    str most;    // "5,000만원", "제한 없음"; without VAT
    str ceiling; // likewise
    str article;
    bool is_reference;
};

#define WAY_LIMITS 5 // kinds of firm that are told apart

// The limits in force for goods under the law of a regime; `out` has room for WAY_LIMITS.
void way_list_limits(const struct law *law, enum law_regime regime, date on, struct arena *a,
                     struct way_limit *out);
// An amount of a rule: "5,000만원", "1억원"; to the won when it is no whole ten thousand.
str way_amount(struct arena *a, money amount);
