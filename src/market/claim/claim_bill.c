// What is due, and by when.
#include "market/claim/claim.h"

#include <assert.h>

#include "market/law/law_term.h"

const struct fault CLAIM_NOT_ACCEPTED = {
    .kind = FAULT_REFUSED,
    .code = "claim.not_accepted",
    .text = "검사에 합격하지 않은 물량이 남아 있습니다. 계약한 것을 모두 납품하고 검사에 합격한 뒤 "
            "청구해 주세요.",
    .source = "지방계약법 제18조, 시행령 제67조; 국가계약법 시행령 제58조",
};

const struct fault CLAIM_NO_CALENDAR = {
    .kind = FAULT_REFUSED,
    .code = "claim.no_calendar",
    .text =
        "계약 기한이 든 해의 공휴일 목록이 아직 없어 늦은 날을 셀 수 없습니다. 운영자에게 그 해의 "
        "공휴일을 더해 달라고 알려 주세요. 더하면 바로 청구할 수 있습니다.",
    .source = "민법 제161조",
};

const struct fault CLAIM_NO_TERM = {
    .kind = FAULT_REFUSED,
    .code = "claim.no_term",
    .text = "대금 지급 기한을 정한 규정이 없어 청구를 받을 수 없습니다. 운영자에게 알려 주세요.",
    .source = "지방계약법 제18조, 시행령 제67조; 국가계약법 시행령 제58조",
};

const struct fault CLAIM_EXCUSE_TOO_MANY = {
    .kind = FAULT_INVALID,
    .code = "claim.excuse_too_many",
    .text = "지연된 날보다 많이 뺄 수 없습니다. 날수를 줄여 주세요.",
    .source = "지방계약법 시행령 제90조; 국가계약법 시행령 제74조",
};

const struct fault CLAIM_EXCUSE_NO_REASON = {
    .kind = FAULT_INVALID,
    .code = "claim.excuse_no_reason",
    .text = "업체 책임이 아닌 까닭을 적어 주세요. 언제 무슨 일이 있었는지 적으면 됩니다.",
    .source = "지방계약법 시행령 제90조; 국가계약법 시행령 제74조",
};

// Only what must be cut is cut: where the law leaves it to the institution, the supplier gets it.
static money cut_below(const struct law *law, const struct claim_basis *b, date on, money amount,
                       const struct law_rounding **out_row)
{
    struct law_rounded r = law_round(law, b->regime, amount, on);
    if (!r.must) {
        return amount;
    }
    *out_row = r.row;
    return r.amount;
}

// Delay damages under the rate both sides signed.
static void judge_delay(const struct law *law, struct arena *a, const struct claim_basis *b,
                        date claimed_on, int32_t excused_days, struct law_delay_sum *out)
{
    struct law_delay_question contract = {
        .regime = b->regime,
        .object = b->object,
        .variant = str_view(law_delay_variant_word(b->delay_variant)),
        .contracted_on = b->contracted_on,
        .ppm = b->delay_ppm,
        .due_on = b->due_on,
        .excused_days = excused_days,
        .count_row = law_delay_count_row_of(law, b->rule_ids),
        .contract_price = b->price,
    };
    struct law_delay_part *parts = NEW_ARRAY(a, b->came.count + 1, struct law_delay_part);
    for (size_t i = 0; i < b->came.count; i++) {
        parts[i] = b->came.items[i].part;
    }
    law_delay_add_up(law, a, &contract, parts, b->came.count, claimed_on, out);
}

err claim_judge(const struct law *law, struct arena *a, const struct claim_basis *b,
                date claimed_on, int32_t excused_days, struct claim_bill *out)
{
    assert(excused_days >= 0 && !date_is_none(b->contracted_on) && !date_is_none(b->due_on));
    struct claim_bill bill = {0};
    for (size_t i = 0; i < b->came.count; i++) {
        bill.amount = money_add(bill.amount, b->came.items[i].part.amount);
    }
    if (!money_equals(bill.amount, b->price)) {
        return &CLAIM_NOT_ACCEPTED;
    }
    judge_delay(law, a, b, claimed_on, excused_days, &bill.delay);
    bill.round_row = bill.delay.round_row;
    money due = money_subtract(bill.amount, bill.delay.damages);
    bill.net = cut_below(law, b, claimed_on, due, &bill.round_row);
    bill.cut = money_subtract(due, bill.net);
    *out = bill;
    return NULL;
}

err claim_check_calendar(const struct calendar *calendar, const struct claim_basis *b,
                         const struct claim_bill *bill)
{
    bool is_known = calendar_covers(calendar, b->ends_on) && calendar_covers(calendar, b->due_on);
    return bill->delay.late.count > 0 && !is_known ? &CLAIM_NO_CALENDAR : NULL;
}

// Days of the term that ran on a claim: after the day it was made, before the day it was sent back.
static int32_t days_used(const struct law_term *term, const struct calendar *calendar,
                         const struct claim_turn *turn)
{
    date last = date_add_days(turn->returned_on, -1);
    if (date_before(last, turn->claimed_on)) {
        return 0;
    }
    switch (term->unit) {
    case LAW_WORKING_DAYS:
        return calendar_working_days_between(calendar, turn->claimed_on, last);
    case LAW_CALENDAR_DAYS:
        return date_days_between(turn->claimed_on, last);
    case LAW_MONTHS: // does not run by days: begins anew
    case LAW_YEARS:
        return 0;
    case LAW_DAY_UNIT_COUNT:
        break;
    }
    assert(!"a unit runs by days or not");
    return 0;
}

int32_t claim_days_left(const struct law_term *term, const struct calendar *calendar,
                        const claim_turn_list *turns)
{
    int32_t left = (int32_t)term->length; // the loader keeps it within LIMIT_LAW_TERM
    for (size_t i = 0; i < turns->count; i++) {
        int32_t used = days_used(term, calendar, &turns->items[i]);
        left = used < left ? left - used : 0;
    }
    return left;
}

date claim_pay_by(const struct law_term *term, const struct calendar *calendar,
                  const claim_turn_list *turns, date claimed_on)
{
    struct law_term left = *term;
    left.length = claim_days_left(term, calendar, turns);
    return law_term_ends(&left, calendar, claimed_on);
}

err claim_check_excuse(int64_t days, int32_t late_days, str reason)
{
    if (days > late_days) {
        return &CLAIM_EXCUSE_TOO_MANY;
    }
    return days > 0 && reason.n == 0 ? &CLAIM_EXCUSE_NO_REASON : NULL;
}
