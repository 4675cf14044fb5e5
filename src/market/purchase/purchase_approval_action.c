#include "market/purchase/purchase_approval_action.h"

#include "base/digest.h"
#include "market/party/right.h"
#include "market/purchase/purchase_path_action.h"

static err ask_approver(struct unit *u, const struct purchase *p, account_id person)
{
    struct purchase_task task =
        purchase_task_at(p, RIGHT_APPROVE, S("approval.decide"), S("결재해 주세요"),
                         str_format(u->arena, "/buyer/approvals/%lld", (long long)p->no.value));
    task.person = person;
    task.due_at = purchase_due(u, p, S("step_decide"), p->deliver_by);
    return purchase_ask(u, p, &task);
}

// To go on within the term of this step.
static err ask_officer(struct unit *u, const struct purchase *p, str kind, str text, str step,
                       const char *page)
{
    struct purchase_task task = purchase_task_at(
        p, RIGHT_REQUEST, kind, text,
        str_format(u->arena, "/buyer/purchases/%lld/%s", (long long)p->no.value, page));
    task.person = p->officer;
    task.due_at = purchase_due(u, p, step, p->deliver_by);
    return purchase_ask(u, p, &task);
}

static str sheet_path(struct unit *u, const struct purchase *p)
{
    return str_format(u->arena, "/buyer/approvals/%lld", (long long)p->no.value);
}

static err content_now(struct unit *u, const struct purchase *p, str *out)
{
    purchase_line_list lines;
    TRY(purchase_list_lines(u->db, u->arena, p->id, &lines));
    *out = purchase_content(u->arena, p, lines.items, lines.count);
    return NULL;
}

// --- Submitting ----------------------------------------------------------------------------------

// "박다솜 → 최라온(대결 이나래)"
static str names_of(struct arena *a, const struct approval_row *steps, size_t count,
                    account_id officer)
{
    str all = S("");
    for (size_t i = 0; i < count; i++) {
        bool by_delegate = approval_actor(&steps[i], officer).value != steps[i].account.value;
        str name = by_delegate ? str_format(a, "%.*s(대결 %.*s)", STR_ARG(steps[i].name),
                                            STR_ARG(steps[i].delegate_name))
                               : steps[i].name;
        all = str_format(a, "%.*s%s%.*s", STR_ARG(all), i == 0 ? "" : " → ", STR_ARG(name));
    }
    return all;
}

err purchase_approval_action_submit(struct unit *u, struct purchase *p, str seen)
{
    TRY(purchase_admit_officer(p, u->actor->account));
    TRY(purchase_admit_side(u, p->id));
    if (!purchase_may(p->state, PURCHASE_SUBMIT)) {
        return &PURCHASE_WRONG_STATE;
    }
    TRY(purchase_path_admit_supplier(u, p));
    approval_row_list rows;
    struct approval_row steps[APPROVAL_STEPS_MAX];
    size_t count = 0;
    str content = S("");
    TRY(approval_list_rows(u->db, u->arena, p->institution, p->department, u->today, &rows));
    TRY(approval_pick(&rows, p->price, steps, &count));
    TRY(approval_admit_steps(steps, count, p->officer));
    TRY(content_now(u, p, &content));
    str hash = digest_sha256(u->arena, content);
    if (!str_equals(hash, seen)) {
        return &PURCHASE_CHANGED;
    }
    p->content_hash = hash;
    TRY(approval_add_round(u->db, p, content, steps, count, u->actor->account, u->now));
    struct purchase_step step = {
        .event = PURCHASE_SUBMIT,
        .text = str_format(u->arena, "%.*s님에게 결재를 올렸습니다.",
                           STR_ARG(names_of(u->arena, steps, count, p->officer))),
        .path = sheet_path(u, p),
        .is_internal = true,
    };
    TRY(purchase_step(u, p, &step));
    return ask_approver(u, p, approval_actor(&steps[0], p->officer));
}

// --- Deciding ------------------------------------------------------------------------------------

static err write_altered(struct unit *u, const void *data)
{
    const purchase_id *id = data;
    audit_write(u, S("approval.refuse_altered"), S("purchase"), id->value, S(""));
    return NULL;
}

// The case, its round and its hash say the same, or nothing is approved; the attempt leaves a
// trace.
static err admit_content(struct unit *u, const struct purchase *p,
                         const struct approval_sheet *sheet, str *out_altered)
{
    str now = S("");
    TRY(content_now(u, p, &now));
    *out_altered = approval_difference(u->arena, sheet->content, now);
    bool sealed = str_equals(digest_sha256(u->arena, sheet->content), sheet->content_hash) &&
                  str_equals(p->content_hash, sheet->content_hash);
    if (out_altered->n == 0 && !sealed) {
        *out_altered = S("결재 원본");
    }
    if (out_altered->n == 0) {
        return NULL;
    }
    purchase_id *data = NEW(u->arena, purchase_id);
    *data = p->id;
    unit_note(u, write_altered, data);
    return &APPROVAL_ALTERED;
}

// "승인", "대결 승인(최라온)", with the opinion.
static str words_of(struct unit *u, const struct approval_step *turn, str what, str opinion)
{
    str text = what;
    if (turn->account.value != u->actor->account.value) {
        text = str_format(u->arena, "%.*s 님을 대신하여(대결) %.*s", STR_ARG(turn->name),
                          STR_ARG(what));
    }
    return opinion.n == 0
               ? text
               : str_format(u->arena, "%.*s 의견: %.*s", STR_ARG(text), STR_ARG(opinion));
}

static err send_back(struct unit *u, struct purchase *p, const struct approval_sheet *sheet,
                     const struct approval_step *turn, str opinion)
{
    struct approval_verdict verdict = {
        .state = APPROVAL_SENT_BACK,
        .opinion = opinion,
        .by = u->actor->account,
        .at = u->now,
    };
    TRY(approval_decide_step(u->db, turn, &verdict));
    TRY(approval_end_round(u->db, sheet, APPROVAL_RETURNED));
    p->content_hash = S("");
    struct purchase_step step = {
        .event = PURCHASE_RETURN,
        .text = words_of(u, turn, S("반려했습니다."), opinion),
        .reason = opinion,
        .path = sheet_path(u, p),
        .is_internal = true,
    };
    TRY(purchase_step(u, p, &step));
    return ask_officer(u, p, S("purchase.submit"), S("반려되었습니다. 고쳐서 다시 올려 주세요"),
                       S("step_submit"), "submit");
}

// Not the last: the case stays where it is, and the next one is asked.
static err agree_on_the_way(struct unit *u, const struct purchase *p,
                            const struct approval_step *next, str text, str opinion)
{
    TRY(purchase_close_tasks(u->db, p->id, S("approval.decide"), u->now));
    TRY(purchase_tell(u, p, S("approval.agree"), text, sheet_path(u, p), true));
    audit_write_change(u, S("approval.agree"), S("purchase"), p->id.value, opinion, S(""),
                       p->content_hash);
    bool by_delegate = next->delegate.value != 0 && next->delegate.value != p->officer.value;
    return ask_approver(u, p, by_delegate ? next->delegate : next->account);
}

static err agree(struct unit *u, struct purchase *p, const struct approval_sheet *sheet,
                 const struct approval_step *turn, str opinion)
{
    bool split = approval_asks_split(sheet);
    bool is_last = turn + 1 == sheet->steps + sheet->count;
    struct approval_verdict verdict = {
        .state = APPROVAL_AGREED,
        .opinion = opinion,
        .split_confirmed = split,
        .by = u->actor->account,
        .at = u->now,
    };
    TRY(approval_decide_step(u->db, turn, &verdict));
    if (split) {
        audit_write(u, S("approval.confirm_split"), S("purchase"), p->id.value,
                    sheet->decision.split_reason);
    }
    str what = str_format(u->arena, "%s승인했습니다.%s",
                          split ? "나누어 구매한 것이 아님을 확인하고 " : "",
                          is_last ? " 결재가 끝났습니다." : "");
    str text = words_of(u, turn, what, opinion);
    if (!is_last) {
        return agree_on_the_way(u, p, turn + 1, text, opinion);
    }
    TRY(approval_end_round(u->db, sheet, APPROVAL_APPROVED));
    struct purchase_step step = {
        .event = PURCHASE_APPROVE,
        .text = text,
        .reason = opinion,
        .path = sheet_path(u, p),
        .is_internal = true,
    };
    TRY(purchase_step(u, p, &step));
    return ask_officer(u, p, S("contract.draw"), S("계약을 작성해 주세요"), S("step_draw"),
                       "contract");
}

err purchase_approval_action_decide(struct unit *u, struct purchase *p,
                                    const struct approval_decision *decision, str *out_altered)
{
    struct approval_sheet sheet;
    *out_altered = S("");
    TRY(approval_find_sheet(u->db, p, u->today, &sheet));
    const struct approval_step *turn = approval_turn(&sheet);
    if (turn == NULL || p->state != PURCHASE_SUBMITTED) {
        return &APPROVAL_NOT_OPEN;
    }
    TRY(approval_admit_turn(&sheet, p->officer, u->actor->account));
    TRY(purchase_admit_side(u, p->id));
    if (turn->account.value != u->actor->account.value) {
        u->behalf = turn->account;
    }
    if (!str_equals(decision->seen, sheet.content_hash)) {
        return &APPROVAL_DECIDED; // another round than the one that was read
    }
    if (!decision->agrees) {
        return decision->opinion.n == 0 ? &APPROVAL_NEEDS_REASON
                                        : send_back(u, p, &sheet, turn, decision->opinion);
    }
    TRY(purchase_path_admit_supplier(u, p));
    TRY(admit_content(u, p, &sheet, out_altered));
    if (approval_asks_split(&sheet) && !decision->confirms_split) {
        return &APPROVAL_SPLIT;
    }
    return agree(u, p, &sheet, turn, decision->opinion);
}

// --- Taking back ---------------------------------------------------------------------------------

err purchase_approval_action_withdraw(struct unit *u, struct purchase *p)
{
    TRY(purchase_admit_officer(p, u->actor->account));
    if (!purchase_may(p->state, PURCHASE_WITHDRAW)) {
        return &PURCHASE_WRONG_STATE;
    }
    struct approval_sheet sheet;
    TRY(approval_find_sheet(u->db, p, u->today, &sheet));
    TRY(approval_end_round(u->db, &sheet, APPROVAL_WITHDRAWN));
    p->content_hash = S("");
    struct purchase_step step = {
        .event = PURCHASE_WITHDRAW,
        .text = S("결재를 회수했습니다."),
        .path = sheet_path(u, p),
        .is_internal = true,
    };
    TRY(purchase_step(u, p, &step));
    return ask_officer(u, p, S("purchase.submit"), S("결재를 다시 올려 주세요"), S("step_submit"),
                       "submit");
}
