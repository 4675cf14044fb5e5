// What kinds of person there are to a route: bits of an actor's rights, gathered from the roles
// the person holds today at the party the session acts for.
//
// A right opens a door; whether this record is theirs is asked by the statement that reads it.
#pragma once

#include <stdint.h>

#define RIGHT_PUBLIC UINT64_C(0)
#define RIGHT_SIGNED_IN (UINT64_C(1) << 0)
#define RIGHT_BUYER (UINT64_C(1) << 1)    // any role at an institution: may read its cases
#define RIGHT_REQUEST (UINT64_C(1) << 2)  // 구매·계약담당
#define RIGHT_APPROVE (UINT64_C(1) << 3)  // 결재자
#define RIGHT_INSPECT (UINT64_C(1) << 4)  // 검사자
#define RIGHT_PAY (UINT64_C(1) << 5)      // 지출담당
#define RIGHT_ADMIN (UINT64_C(1) << 6)    // 기관 관리자: departments, people, approval lines
#define RIGHT_SUPPLIER (UINT64_C(1) << 7) // any role at a supplier
#define RIGHT_OWNER (UINT64_C(1) << 8)    // 대표: signs, changes the firm
#define RIGHT_OPERATOR (UINT64_C(1) << 9) // 운영자
