#include "market/purchase/purchase_handover_action.h"

#include "market/law/law_amount.h"
#include "market/party/right.h"

const struct fault HANDOVER_TOO_EARLY = {
    .kind = FAULT_INVALID,
    .code = "handover.too_early",
    .text = "결과가 난 날은 넘긴 날부터 오늘까지의 날이어야 합니다. 날짜를 다시 확인해 주세요.",
};

const struct fault HANDOVER_NO_CONTRACT = {
    .kind = FAULT_INVALID,
    .code = "handover.no_contract",
    .text =
        "계약 체결이면 공고·계약번호, 계약 업체, 계약금액이 모두 있어야 합니다. 지정정보처리장치의 "
        "계약 화면을 보고 적어 주세요.",
};

const struct fault HANDOVER_NOTHING_WON = {
    .kind = FAULT_INVALID,
    .code = "handover.nothing_won",
    .text = "유찰이나 중단이면 계약 업체와 계약금액이 없습니다. 비우거나 결과를 ‘계약 체결’로 바꿔 "
            "주세요.",
};

const struct fault HANDOVER_NO_NUMBER = {
    .kind = FAULT_INVALID,
    .code = "handover.no_number",
    .text = "유찰된 공고의 번호를 적어 주세요. 다시 공고하거나 수의계약할 때 근거가 됩니다.",
    .source = "지방계약법 시행령 제19조·제26조(지방계약법을 따르는 기관)",
};

const struct fault HANDOVER_NO_REASON = {
    .kind = FAULT_INVALID,
    .code = "handover.no_reason",
    .text = "왜 중단했는지, 또는 무엇을 왜 고치는지 ‘적을 내용’에 적어 주세요.",
};

err handover_action_hand_over(struct unit *u, struct purchase *p, str system)
{
    TRY(purchase_admit_officer(p, u->actor->account));
    TRY(purchase_path_admit(u, p));
    TRY(handover_add(u->db, p->id, system, u->actor->account, u->now));
    str path = str_format(u->arena, "/buyer/purchases/%lld/hand-over", (long long)p->no.value);
    struct purchase_step step = {
        .event = PURCHASE_HAND_OVER,
        .text = str_format(u->arena, "%.*s에 넘겼습니다.", STR_ARG(system)),
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

// Which of the fields each outcome has.
static err check_result(const struct handover_result *r, bool is_correction)
{
    bool has_firm = r->name.n > 0 && !money_is_zero(r->amount);
    bool has_none = r->name.n == 0 && money_is_zero(r->amount);
    if (r->outcome == HANDOVER_CONTRACTED) {
        if (!has_firm || r->number.n == 0) {
            return &HANDOVER_NO_CONTRACT;
        }
    } else if (!has_none) {
        return &HANDOVER_NOTHING_WON;
    } else if (r->outcome == HANDOVER_FAILED && r->number.n == 0) {
        return &HANDOVER_NO_NUMBER;
    }
    bool needs_reason = is_correction || r->outcome == HANDOVER_STOPPED;
    return needs_reason && r->note.n == 0 ? &HANDOVER_NO_REASON : NULL;
}

err handover_action_take_result(struct unit *u, const struct purchase *p, int64_t corrects,
                                const struct handover_result *result)
{
    TRY(purchase_admit_officer(p, u->actor->account));
    if (p->state != PURCHASE_HANDED_OVER) {
        return &PURCHASE_WRONG_STATE;
    }
    if (date_before(result->on, p->requested_on) || date_before(u->today, result->on)) {
        return &HANDOVER_TOO_EARLY;
    }
    TRY(check_result(result, corrects != 0));
    handover_result_list earlier;
    TRY(handover_results(u->db, u->arena, p->id, &earlier));
    if (corrects != (earlier.count == 0 ? 0 : earlier.items[0].id)) {
        return &HANDOVER_HAS_RESULT;
    }
    struct handover_result kept = *result;
    kept.supply =
        result->outcome == HANDOVER_CONTRACTED ? without_vat(u, p, result->amount) : WON(0);
    TRY(handover_add_result(u->db, p->id, corrects, &kept, u->actor->account, u->now));
    TRY(purchase_close_tasks(u->db, p->id, S("handover.result"), u->now));
    audit_write(u, S("handover.result"), S("purchase"), p->id.value, result->note);
    str outcome = handover_outcome_label(result->outcome);
    str text = str_format(u->arena, "%s: %.*s %.*s %.*s",
                          corrects == 0 ? "결과를 적었습니다" : "결과를 고쳤습니다",
                          STR_ARG(outcome), STR_ARG(result->number), STR_ARG(result->name));
    str path = str_format(u->arena, "/buyer/purchases/%lld/hand-over", (long long)p->no.value);
    return purchase_tell(u, p, S("handover.result"), text, path, true);
}
