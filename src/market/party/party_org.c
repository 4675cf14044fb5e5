#include "market/party/party_org.h"

const struct fault ORG_NOT_ADMIN = {
    .kind = FAULT_DENIED,
    .code = "org.not_admin",
    .text = "기관 관리자가 하는 일입니다. 본인의 대결은 결재자도 정할 수 있습니다.",
};

const struct fault ORG_LAST_ADMIN = {
    .kind = FAULT_REFUSED,
    .code = "org.last_admin",
    .text = "이 역할을 끝내면 역할을 줄 사람이 남지 않습니다. 다른 사람에게 먼저 같은 역할을 준 뒤 "
            "끝내 주세요.",
    .source = FAULT_OWN_RULE,
};

const struct fault ORG_ROLE_HELD = {
    .kind = FAULT_REFUSED,
    .code = "org.role_held",
    .text =
        "이 사람은 그 기간에 이미 같은 역할을 가지고 있습니다. 기간을 바꾸거나 있는 역할을 먼저 "
        "끝내 주세요.",
    .source = FAULT_OWN_RULE,
};

const struct fault ORG_ACCOUNT_CLOSED = {
    .kind = FAULT_REFUSED,
    .code = "org.account_closed",
    .text = "쓸 수 없게 닫힌 계정입니다. 고객센터에 확인해 주세요.",
    .source = FAULT_OWN_RULE,
};

const struct fault ORG_BEGINS_PAST = {
    .kind = FAULT_INVALID,
    .code = "org.begins_past",
    .text = "첫날을 오늘이나 그 뒤의 날로 적어 주세요. 지난날의 권한은 나중에 줄 수 없습니다.",
};

const struct fault ORG_TERM_OVER = {
    .kind = FAULT_INVALID,
    .code = "org.term_over",
    .text = "마지막 날이 이미 지났습니다. 오늘이나 그 뒤의 날로 고쳐 주세요.",
};

const struct fault ORG_DEPARTMENT_KNOWN = {
    .kind = FAULT_REFUSED,
    .code = "org.department_known",
    .text = "같은 이름의 부서가 이미 있습니다. 닫힌 부서라면 목록에서 다시 열 수 있습니다.",
    .source = FAULT_OWN_RULE,
};

const struct fault LINE_UNKNOWN = {
    .kind = FAULT_MISSING,
    .code = "line.unknown",
    .text = "찾는 결재 단계가 없습니다. 결재선에서 다시 골라 주세요.",
};

const struct fault LINE_SAME = {
    .kind = FAULT_REFUSED,
    .code = "line.same",
    .text = "그 기간에 같은 부서, 같은 단계, 같은 금액의 결재자가 이미 있습니다. 있는 것을 먼저 "
            "끝내거나 금액을 다르게 정해 주세요.",
    .source = FAULT_OWN_RULE,
};

const struct fault LINE_NOT_APPROVER = {
    .kind = FAULT_REFUSED,
    .code = "line.not_approver",
    .text =
        "결재자 역할을 가진 사람만 고를 수 있습니다. ‘사람과 역할’에서 결재자 역할을 먼저 주세요.",
    .source = FAULT_OWN_RULE,
};

const struct fault DELEGATION_UNKNOWN = {
    .kind = FAULT_MISSING,
    .code = "delegation.unknown",
    .text = "찾는 대결이 없습니다. 목록에서 다시 골라 주세요.",
};

const struct fault DELEGATION_TO_SELF = {
    .kind = FAULT_INVALID,
    .code = "delegation.to_self",
    .text = "대신할 사람을 본인이 아닌 사람으로 골라 주세요.",
};

const struct fault DELEGATION_OVERLAPS = {
    .kind = FAULT_REFUSED,
    .code = "delegation.overlaps",
    .text = "그 기간에 이미 정한 대결이 있습니다. 있는 것을 거두거나 기간을 나누어 주세요.",
    .source = "행정업무의 운영 및 혁신에 관한 규정 제10조",
};

const struct fault DELEGATION_TOO_LONG = {
    .kind = FAULT_INVALID,
    .code = "delegation.too_long",
    .text = "대결은 1년까지 정할 수 있습니다. 더 길게 자리를 비운다면 결재선을 바꾸어 주세요.",
};

err org_check_term(date first_day, date last_day, date today)
{
    if (date_before(first_day, today)) {
        return &ORG_BEGINS_PAST;
    }
    bool reversed = !date_is_none(last_day) && date_before(last_day, first_day);
    return reversed ? &PARTY_TERM_REVERSED : NULL;
}

err org_check_role(enum party_role role, bool at_institution)
{
    enum party_side side = at_institution ? PARTY_AT_INSTITUTION : PARTY_AT_SUPPLIER;
    return party_role_side(role) == side ? NULL : &PARTY_ROLE_UNFIT;
}

enum party_role org_keeper_role(bool at_institution)
{
    return at_institution ? PARTY_ADMIN : PARTY_OWNER;
}

err delegation_check(const struct delegation *d, date today)
{
    if (d->from.value == d->to.value) {
        return &DELEGATION_TO_SELF;
    }
    err e = org_check_term(d->first_day, d->last_day, today);
    if (e != NULL) {
        return e;
    }
    int32_t days = date_days_between(d->first_day, d->last_day) + 1;
    return days > DELEGATION_DAYS_MAX ? &DELEGATION_TOO_LONG : NULL;
}
