// Ids, a line per noun, so that machinery can carry one without knowing the noun.
//
// `x_id` is the row's own number and never leaves the server. `public_no` is what people and
// addresses see: twelve random digits and a check digit, opening nothing by itself.
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"

#define ID(name)                                                                                   \
    typedef struct {                                                                               \
        int64_t value;                                                                             \
    } name

ID(account_id);       // a person
ID(institution_id);   // 수요기관
ID(department_id);    // 부서
ID(supplier_id);      // 공급기업
ID(membership_id);    // a person's role at a party
ID(certificate_id);   // 확인서·인증서
ID(product_id);       // 상품 (standard item)
ID(offer_id);         // 공급 조건: a supplier's price for a product
ID(import_id);        // 상품 일괄 등록
ID(purchase_id);      // 구매 건
ID(quote_request_id); // 견적요청
ID(quote_id);         // 견적
ID(contract_id);      // 계약
ID(delivery_id);      // 납품
ID(inspection_id);    // 검사
ID(claim_id);         // 대금청구
ID(payment_id);       // 지급
ID(record_id);        // 구매실적
ID(disclosure_id);    // 수의계약 공개
ID(file_id);          // 보관 파일
ID(picture_id);       // 사진: what was handed in, and the pictures made of it
ID(notice_id);        // 알림
ID(job_id);
ID(session_id);
ID(public_no);

#define NO_ID(type) ((type){.value = 0})

// The public number made of twelve random digits; `chance` is any 64 random bits.
public_no public_no_from(uint64_t chance);
bool public_no_is_valid(int64_t value);
// Thirteen digits with a right check digit.
bool public_no_parse(str s, public_no *out);

// Ten digits of 사업자등록번호, the last of which checks the others.
bool business_no_is_valid(str ten_digits);
