#include "market/payment/payment.h"

#include <assert.h>

#include "base/canon.h"
#include "base/limits.h"
#include "market/law/law_amount.h"

#define DAYS_OF_A_YEAR 365 // of a yearly rate, in leap years too

const struct fault PAYMENT_UNKNOWN = {
    .kind = FAULT_MISSING,
    .code = "payment.unknown",
    .text = "아직 지급하지 않은 청구입니다. 청구 목록에서 다시 골라 주세요.",
};

const struct fault PAYMENT_SAME_HANDS = {
    .kind = FAULT_REFUSED,
    .code = "payment.same_hands",
    .text =
        "이 구매를 결재했거나 검사한 사람은 대금을 처리할 수 없습니다. 다른 지출담당이 처리해야 "
        "합니다.",
    .source = "두 사람 원칙(기관 내부통제)",
};

const struct fault PAYMENT_NOT_CHECKED = {
    .kind = FAULT_REFUSED,
    .code = "payment.not_checked",
    .text = "확인하지 않은 증빙이 있습니다. 증빙을 모두 확인한 뒤 지급해 주세요.",
    .source = "지방자치단체 입찰 및 계약 집행기준 제1장 제2절 7(지방자치단체); 부가가치세법 "
              "제32조; 국민건강보험법 제81조의4",
};

const struct fault PAYMENT_EXCUSE_OPEN = {
    .kind = FAULT_REFUSED,
    .code = "payment.excuse_open",
    .text = "업체가 빼 달라고 한 날을 아직 정하지 않았습니다. 날수를 정한 뒤 지급해 주세요.",
    .source = "지방계약법 시행령 제90조; 국가계약법 시행령 제74조",
};

const struct fault PAYMENT_ALTERED = {
    .kind = FAULT_REFUSED,
    .code = "payment.altered",
    .text =
        "금액이나 받는 계좌가 청구한 때와 다릅니다. 청구를 돌려보내거나 운영자에게 알려 주세요.",
    .source = FAULT_OWN_RULE,
};

const struct fault PAYMENT_NOT_AS_SIGNED = {
    .kind = FAULT_REFUSED,
    .code = "payment.not_as_signed",
    .text =
        "지금 내용이 결재하고 서명한 내용과 다릅니다. 지급할 수 없습니다. 계약담당과 운영자에게 "
        "알려 주세요.",
    .source = FAULT_OWN_RULE,
};

const struct fault PAYMENT_AMOUNT = {
    .kind = FAULT_INVALID,
    .code = "payment.amount",
    .text = "지급할 금액을 그대로 적어 주세요. 1원이라도 다르면 등록할 수 없습니다.",
};

const struct fault PAYMENT_DAY = {
    .kind = FAULT_INVALID,
    .code = "payment.day",
    .text = "이체한 날을 확인해 주세요. 청구한 날부터 오늘 사이의 날이어야 합니다.",
};

const struct fault PAYMENT_REFERENCE_USED = {
    .kind = FAULT_INVALID,
    .code = "payment.reference_used",
    .text = "다른 지급에 쓴 이체 번호입니다. 이 대금을 보낸 이체의 번호를 적어 주세요.",
};

const struct fault PAYMENT_NO_INQUIRY = {
    .kind = FAULT_INVALID,
    .code = "payment.no_inquiry",
    .text = "조회 결과를 적어 주세요. 조회한 날과 번호, 완납 여부를 적으면 됩니다.",
};

const struct fault PAYMENT_NOT_LATE = {
    .kind = FAULT_REFUSED,
    .code = "payment.not_late",
    .text = "늦게 납품한 부분이 없어 뺄 날이 없습니다.",
    .source = "지방계약법 시행령 제90조; 국가계약법 시행령 제74조",
};

err payment_admit(const struct purchase_hands *hands)
{
    if (hands->asked) {
        return &PURCHASE_OWN_HANDS;
    }
    if (hands->approved || hands->inspected) {
        return &PAYMENT_SAME_HANDS;
    }
    return purchase_admit_buyer(hands);
}

err payment_check_ready(const struct claim *c)
{
    if (!claim_may(c->state, CLAIM_PAY)) {
        return &CLAIM_WRONG_STATE;
    }
    for (size_t i = 0; i < c->proofs.count; i++) {
        enum claim_proof_state state = c->proofs.items[i].state;
        if (state != CLAIM_PROOF_CHECKED && state != CLAIM_PROOF_NOT_REQUIRED) {
            return &PAYMENT_NOT_CHECKED;
        }
    }
    return c->asked_days > 0 && c->excused_at.us == 0 ? &PAYMENT_EXCUSE_OPEN : NULL;
}

err payment_check(const struct claim *c, money paid, date paid_on, date today)
{
    if (!money_equals(paid, c->net)) {
        return &PAYMENT_AMOUNT;
    }
    bool right = !date_before(paid_on, c->claimed_on) && !date_before(today, paid_on);
    return right ? NULL : &PAYMENT_DAY;
}

int32_t payment_late_days(const struct claim *c, date paid_on)
{
    int32_t days = date_days_between(c->pay_by, paid_on);
    return days > 0 ? days : 0;
}

void payment_judge_interest(const struct law *law, const struct claim *c, date on,
                            struct payment_interest *out)
{
    struct payment_interest i = {
        .days = payment_late_days(c, on),
        .fact = (const struct law_fact *)law_rule_find(law, LAW_FACTS, c->regime, S("F-09"), on),
        .rate = law_share_find(law, c->regime, S("late_interest"), c->object, on),
    };
    if (i.rate != NULL && i.days > 0) {
        ratio share = law_share_ratio(i.rate);
        share.part *= i.days;
        share.whole *= DAYS_OF_A_YEAR;
        i.amount = money_share(c->net, share, ROUND_DOWN);
    }
    *out = i;
}

// Room for the texts with each of their characters escaped, and for names and numbers.
static size_t bill_room(const struct claim *c)
{
    return KIB + 2 * (c->excuse_reason.n + c->excuse_opinion.n);
}

static void put_bill(struct out *o, const struct claim *c)
{
    canon_put_i64(o, "claim", c->no.value);
    canon_put_i64(o, "asked_days", c->asked_days);
    canon_put(o, "excuse_reason", c->excuse_reason);
    canon_put_i64(o, "excused_days", c->excused_days);
    canon_put(o, "excuse_opinion", c->excuse_opinion);
    canon_put_i64(o, "delay_days", c->delay_days);
    canon_put_i64(o, "delay_won", c->delay.won);
    canon_put_i64(o, "cut_won", c->cut.won);
    canon_put_i64(o, "net_won", c->net.won);
}

str payment_bill_content(struct arena *a, const struct claim *c)
{
    struct out o;
    out_init(&o, a, bill_room(c));
    put_bill(&o, c);
    assert(!o.overflowed);
    return out_view(&o);
}

str payment_content(struct arena *a, const struct payment *p, const struct claim *c)
{
    struct out o;
    out_init(&o, a, KIB + bill_room(c) + 2 * p->reference.n);
    canon_put_i64(&o, "no", p->no.value);
    canon_put_i64(&o, "institution", p->institution.value);
    canon_put_i64(&o, "paid_won", p->paid.won);
    canon_put_i64(&o, "late_days", p->late_days);
    canon_put_date(&o, "paid_on", p->paid_on);
    canon_put(&o, "reference", p->reference);
    put_bill(&o, c);
    assert(!o.overflowed);
    return out_view(&o);
}
