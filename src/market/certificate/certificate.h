// 확인서·인증서: what makes a supplier preferred, from a day to a day.
//
// A certificate counts on its first and its last day, and only when it was verified. The kinds are
// the tags the law decides by; each has its word in the database and its label on the page.
#pragma once

#include "base/date.h"
#include "base/fault.h"
#include "base/str.h"

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
    CERTIFICATE_KIND_COUNT
};

enum certificate_state {
    CERTIFICATE_UNCHECKED,
    CERTIFICATE_VERIFIED,
    CERTIFICATE_REFUSED,
    CERTIFICATE_REVOKED,
    CERTIFICATE_STATE_COUNT
};

const char *certificate_kind_word(enum certificate_kind kind);
int certificate_kind_from(str word); // -1: unknown
str certificate_kind_label(enum certificate_kind kind);
// Does the kind stand for preference (a badge and a facet), or only for size and knowledge?
bool certificate_is_preference(enum certificate_kind kind);

const char *certificate_state_word(enum certificate_state state);
int certificate_state_from(str word);

// In force on `on`: verified and within its days, both counted; valid_until may be DATE_NONE.
bool certificate_holds(enum certificate_state state, date valid_from, date valid_until, date on);
