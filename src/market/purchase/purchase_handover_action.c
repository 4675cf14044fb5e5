#include "market/purchase/purchase_handover_action.h"

#include "market/law/law_amount.h"
#include "market/party/right.h"

const struct fault HANDOVER_TOO_EARLY = {
    .kind = FAULT_INVALID,
    .code = "handover.too_early",
    .text = "계약일은 넘긴 날부터 오늘까지의 날이어야 합니다. 날짜를 다시 확인해 주세요.",
};

err handover_action_hand_over(struct unit *u, struct purchase *p, str system)
{
    TRY(purchase_admit_officer(p, u->actor->account));
    TRY(purchase_path_admit(u, p));
    TRY(handover_add(u->db, p->id, system, u->actor->account, u->now));
    str path = str_format(u->arena, "/buyer/purchases/%lld/hand-over", (long long)p->no.value);
    struct purchase_step step = {
        .event = PURCHASE_HAND_OVER,
        .text = str_format(u->arena, "%.*s(으)로 넘겼습니다.", STR_ARG(system)),
        .path = path,
        .is_internal = true,
    };
    p->requested_on = u->today;
    TRY(purchase_step(u, p, &step));
    struct purchase_task task = purchase_task_at(p, RIGHT_REQUEST, S("handover.result"),
                                                 S("넘긴 구매의 결과를 적어 주세요"), path);
    task.person = p->officer;
    return purchase_ask(u, p, &task);
}

// What is told is the price with VAT. Lines that are free of it keep their share of the whole.
static money without_vat(const struct unit *u, const struct purchase *p, money amount)
{
    ratio rate = law_vat_rate(u->law, u->today);
    money supply;
    money vat;
    money_split_vat(p->list, rate, &supply, &vat);
    if (!money_equals(supply, p->estimated)) {
        ratio share = {.part = p->estimated.won, .whole = p->list.won};
        return money_share(amount, share, ROUND_HALF_UP);
    }
    money_split_vat(amount, rate, &supply, &vat);
    return supply;
}

err handover_action_take_result(struct unit *u, const struct purchase *p,
                                const struct handover_result *result)
{
    TRY(purchase_admit_officer(p, u->actor->account));
    if (p->state != PURCHASE_HANDED_OVER) {
        return &PURCHASE_WRONG_STATE;
    }
    if (date_before(result->on, p->requested_on) || date_before(u->today, result->on)) {
        return &HANDOVER_TOO_EARLY;
    }
    struct handover_result kept = *result;
    kept.supply = without_vat(u, p, result->amount);
    TRY(handover_save_result(u->db, p->id, &kept));
    TRY(purchase_close_tasks(u->db, p->id, S("handover.result"), u->now));
    audit_write(u, S("handover.result"), S("purchase"), p->id.value, result->note);
    return purchase_tell(
        u, p, S("handover.result"),
        str_format(u->arena, "결과를 적었습니다: %.*s %.*s", STR_ARG(result->number),
                   STR_ARG(result->name)),
        str_format(u->arena, "/buyer/purchases/%lld/hand-over", (long long)p->no.value), true);
}
