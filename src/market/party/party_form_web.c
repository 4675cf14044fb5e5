#include "market/party/party_form_web.h"

#include "base/limits.h"
#include "market/party/party_account.h"

str party_form_email(const struct request *rq, struct issues *is, const char *field)
{
    str typed = form_line(rq, is, field, REQUIRED, LIMIT_NAME);
    if (typed.n > 0 && !account_email_is_valid(typed)) {
        issues_add(is, field, "전자우편 주소를 다시 확인해 주세요. 예: hana@example.kr");
        return (str){0};
    }
    return str_lower_ascii(rq->arena, typed);
}

str party_form_phone(const struct request *rq, struct issues *is, const char *field)
{
    str typed = form_line(rq, is, field, REQUIRED, LIMIT_NAME);
    if (typed.n > 0 && !account_phone_is_valid(typed)) {
        issues_add(is, field, "전화번호를 지역번호나 010부터 적어 주세요. 예: 053-123-4567");
        return (str){0};
    }
    return typed;
}
