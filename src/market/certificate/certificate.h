// 확인서·인증서: what makes a supplier preferred, from a day to a day.
//
// A certificate counts on its first and its last day, and only when it was verified. The kinds are
// the tags the law decides by; each has its word in the database and its label on the page. The
// states and moves are drawn in README.md.
#pragma once

#include "base/date.h"
#include "base/fault.h"
#include "base/id.h"
#include "base/pdf_verdict.h"
#include "base/str.h"

extern const struct fault CERTIFICATE_UNKNOWN;       // MISSING
extern const struct fault CERTIFICATE_WRONG_STATE;   // CONFLICT
extern const struct fault CERTIFICATE_NEEDS_REASON;  // INVALID: refusing or revoking without words
extern const struct fault CERTIFICATE_CHANGED;       // CONFLICT: changed by somebody else meanwhile
extern const struct fault CERTIFICATE_TERM_REVERSED; // INVALID: last day before first
extern const struct fault CERTIFICATE_ENDED;         // REFUSED: its last day is over
extern const struct fault CERTIFICATE_NO_PRODUCT;    // INVALID: of a product, and none is named
extern const struct fault CERTIFICATE_NO_NUMBER; // INVALID: of a 세부품명번호, and none is named
extern const struct fault
    CERTIFICATE_KNOWN; // REFUSED: the firm has this number under check or verified

enum certificate_kind {
    CERTIFICATE_SMALL_MICRO,        // 소기업·소상공인
    CERTIFICATE_SPECIAL_KNOWLEDGE,  // 특수지식·기술·자격
    CERTIFICATE_WOMEN,              // 여성기업
    CERTIFICATE_DISABLED,           // 장애인기업
    CERTIFICATE_SOCIAL_ENTERPRISE,  // 사회적기업
    CERTIFICATE_SOCIAL_COOP,        // 사회적협동조합
    CERTIFICATE_SELF_SUPPORT,       // 자활기업
    CERTIFICATE_VILLAGE,            // 마을기업
    CERTIFICATE_YOUTH_STARTUP,      // 청년창업기업
    CERTIFICATE_SEVERE_DISABILITY,  // 중증장애인생산품 생산시설
    CERTIFICATE_VETERANS_GROUP,     // 상이 국가유공자 단체
    CERTIFICATE_WELFARE_CORP,       // 사회복지법인
    CERTIFICATE_STANDARD_WORKPLACE, // 장애인 표준사업장
    CERTIFICATE_KIND_COUNT,         // those below are of firms, and tags of the law

    CERTIFICATE_DIRECT_PRODUCTION =
        CERTIFICATE_KIND_COUNT, // 직접생산확인, of a 세부품명번호 (K-06)
    CERTIFICATE_GREEN,          // 환경표지·우수재활용·저탄소
    CERTIFICATE_PERFORMANCE,    // 성능인증 (K-12)
    CERTIFICATE_NEW_TECHNOLOGY, // NEP·NET (K-12)
    CERTIFICATE_EXCELLENT,      // 우수조달물품 (K-12)
    CERTIFICATE_INNOVATIVE,     // 혁신제품 (T-L26)
    CERTIFICATE_SEVERE_PRODUCT, // 중증장애인생산품 (K-09)
    CERTIFICATE_RND_INNOVATION, // 연구개발 혁신제품 (T-L26, 차목)
    CERTIFICATE_ALL_COUNT
};

enum certificate_state {
    CERTIFICATE_UNCHECKED,
    CERTIFICATE_VERIFIED,
    CERTIFICATE_REFUSED,
    CERTIFICATE_REVOKED,
    CERTIFICATE_STATE_COUNT
};

// What is done to one: by the operator, by its firm.
enum certificate_event {
    CERTIFICATE_VERIFY,
    CERTIFICATE_REFUSE,
    CERTIFICATE_REVOKE,
    CERTIFICATE_WITHDRAW, // by the firm
    CERTIFICATE_EVENT_COUNT
};

struct certificate {
    certificate_id id;
    public_no no;
    supplier_id supplier;
    public_no supplier_no;
    str supplier_name;
    str supplier_business_no;
    enum certificate_kind kind;
    str number; // as printed
    str issuer;
    date valid_from;
    date valid_until;      // DATE_NONE: no term
    int64_t vulnerable_bp; // 취약계층 고용비율 in 1/100 %; 0: not said (K-08)
    product_id product;    // of this product; none: of the firm, or of a number
    str product_title;     // as it is called now
    str detail_no;         // of the firm's products of this 세부품명번호; empty: not
    file_id file;          // evidence
    str file_name;
    enum pdf_verdict looked; // of the file
    enum certificate_state state;
    str reason; // why it was refused or revoked
    instant created_at;
    instant checked_at; // 0: not yet
    int64_t version;
};

// Days before the end in which a firm is told to renew: re-designation is applied for 60 days
// before (K-09).
#define CERTIFICATE_RENEW_DAYS 60

const char *certificate_kind_word(enum certificate_kind kind);
// The word by which rows of the law speak of it: the three of K-12 are technology to them.
const char *certificate_law_word(enum certificate_kind kind);
int certificate_kind_from(str word);     // of firms; -1: unknown, or of products
int certificate_any_kind_from(str word); // -1: unknown
// Is it of a product or of a number of products, not of the firm?
bool certificate_is_of_product(enum certificate_kind kind);
// … of those of the firm's products that have a 세부품명번호 (K-06)?
bool certificate_is_of_number(enum certificate_kind kind);
// Is nothing known of it until the law has a confirmed row of its kind? Until then nobody hands one
// in, and it speaks for nothing.
bool certificate_needs_row(enum certificate_kind kind);
str certificate_kind_label(enum certificate_kind kind);
// Does the kind stand for preference (a badge and a facet), or only for size and knowledge?
bool certificate_is_preference(enum certificate_kind kind);

const char *certificate_state_word(enum certificate_state state);
int certificate_state_from(str word);

// In force on `on`: verified and within its days, both counted; valid_until may be DATE_NONE.
bool certificate_holds(enum certificate_state state, date valid_from, date valid_until, date on);

// What the page calls a state, or one certificate, and its tone; one that is verified and not in
// force today is told so.
str certificate_state_label(enum certificate_state state);
str certificate_label(const struct certificate *c, date today);
str certificate_tone(const struct certificate *c, date today);

// Does the law ask for the share of vulnerable workers beside this kind (T-L09, K-08)?
bool certificate_weighs_vulnerable(enum certificate_kind kind);

// Move one. Fails with CERTIFICATE_WRONG_STATE, then CERTIFICATE_NEEDS_REASON; *state is untouched.
err certificate_move(enum certificate_state *state, enum certificate_event event, str reason);

// Days and number as typed: fails with CERTIFICATE_TERM_REVERSED, CERTIFICATE_ENDED.
err certificate_check_days(date valid_from, date valid_until, date today);

// Days left with today counted; 0 and less: over. INT32_MAX without a term.
int32_t certificate_days_left(date valid_until, date today);

// A share as it is printed, "45", "45.5" or "45.53" with or without "%", in 1/100 %; false for
// anything else or more than 100.
bool certificate_parse_share(str typed, int64_t *out_bp);
