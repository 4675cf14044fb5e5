#include "market/payment/payment_action.h"

#include <assert.h>

#include "base/digest.h"
#include "market/contract/contract_frozen_action.h"
#include "market/payment/ledger_store.h"
#include "platform/file/pdf.h"
#include "platform/job/job.h"
#include "platform/secret/secret.h"

// A habit of the house and no term of law: soon enough that the rest of the term is not forgotten.
#define CLAIM_AGAIN_WORKING_DAYS 5

// A claim of the actor's institution that waits, and may be handled by this person.
static err open_claim(struct unit *u, public_no no, struct claim *out)
{
    struct purchase_side side = {.institution = u->actor->institution};
    struct purchase_hands hands;
    struct claim c;
    TRY(claim_find(u->db, u->arena, side, no, &c));
    TRY(purchase_find_hands(u->db, c.purchase, u->actor->account, u->today, &hands));
    TRY(payment_admit(&hands));
    if (c.state != CLAIM_CLAIMED) {
        return &CLAIM_WRONG_STATE;
    }
    *out = c;
    return NULL;
}

static err find_contract(struct unit *u, const struct claim *c, struct contract *out)
{
    struct purchase_side side = {.institution = c->institution};
    return contract_find_id(u->db, side, c->contract, out);
}

// The claim as it is counted now with so many excused days, from the day it was counted from.
static err count_anew(struct unit *u, const struct claim *c, int32_t excused_days,
                      struct claim_bill *out)
{
    struct contract contract;
    struct claim_basis basis;
    struct claim_bank bank;
    TRY(find_contract(u, c, &contract));
    TRY(claim_find_basis(u->db, u->arena, &contract, &basis, &bank));
    basis.due_on = c->due_on;
    return claim_judge(u->law, u->arena, &basis, c->claimed_on, excused_days, out);
}

// A sandbox has no books. The claim's own posting comes first, whoever is quicker: this or its job.
static err post(struct unit *u, const struct claim *c, const struct ledger_posting *p)
{
    if (c->is_training) {
        return NULL;
    }
    struct ledger_posting claimed = ledger_of_claim(u->arena, c);
    TRY(ledger_add(u->db, &claimed, u->now));
    return ledger_add(u->db, p, u->now);
}

static err tell_both(struct unit *u, const struct claim *c, const struct purchase *p, str kind,
                     str text)
{
    long long no = (long long)c->no.value;
    TRY(purchase_notify_officer(u, p, kind, text,
                                str_format(u->arena, "/buyer/payments/%lld", no)));
    TRY(purchase_notify_supplier(u, p, kind, text,
                                 str_format(u->arena, "/supplier/claims/%lld", no)));
    return job_add(u, "record.refresh", c->contract.value, S(""), (instant){0});
}

// --- Looking -------------------------------------------------------------------------------------

static const struct claim_proof *find_proof(const struct claim *c, str kind)
{
    for (size_t i = 0; i < c->proofs.count; i++) {
        if (str_equals(c->proofs.items[i].kind, kind)) {
            return &c->proofs.items[i];
        }
    }
    return NULL;
}

err payment_action_check(struct unit *u, public_no claim, const payment_tick_list *ticks)
{
    struct claim c;
    TRY(open_claim(u, claim, &c));
    for (size_t i = 0; i < ticks->count; i++) {
        const struct payment_tick *t = &ticks->items[i];
        const struct claim_proof *p = find_proof(&c, t->kind);
        if (p == NULL || p->state != CLAIM_PROOF_GIVEN) {
            continue;
        }
        if (p->by_inquiry && t->inquiry.n == 0) {
            return &PAYMENT_NO_INQUIRY;
        }
        bool unseen = p->file.value != 0 && p->looked != PDF_FINE;
        TRY(unseen ? pdf_admit_word(p->looked, t->inquiry) : NULL);
        TRY(claim_check_proof(u->db, c.id, p->kind, claim_proof_asks(p) ? t->inquiry : S(""),
                              u->actor->account, u->now));
        str reason = unseen ? str_format(u->arena, "%.*s (파일을 열지 못함): %.*s",
                                         STR_ARG(p->kind), STR_ARG(t->inquiry))
                            : p->kind;
        audit_write(u, S("claim.check"), S("claim"), c.id.value, reason);
    }
    return NULL;
}

// --- Deciding ------------------------------------------------------------------------------------

err payment_action_excuse(struct unit *u, public_no claim, int64_t days, str opinion)
{
    struct claim c;
    struct claim_bill bill;
    struct purchase p;
    TRY(open_claim(u, claim, &c));
    TRY(count_anew(u, &c, 0, &bill));
    if (bill.delay.late_days == 0) {
        return &PAYMENT_NOT_LATE;
    }
    TRY(claim_check_excuse(days, bill.delay.late_days, opinion));
    TRY(count_anew(u, &c, (int32_t)days, &bill));
    c.excused_days = days;
    c.excuse_opinion = opinion;
    c.excused_at = u->now;
    c.delay_days = bill.delay.days;
    c.delay = bill.delay.damages;
    c.cut = bill.cut;
    c.net = bill.net;
    TRY(claim_save(u->db, &c, u->actor->account));
    audit_write_change(u, S("claim.excuse"), S("claim"), c.id.value, opinion, S(""),
                       digest_sha256(u->arena, payment_bill_content(u->arena, &c)));

    struct purchase_side side = {.institution = c.institution};
    str net = money_format(u->arena, c.net);
    str text = str_format(u->arena, "업체 책임이 아닌 날을 %lld일로 정했습니다. 지급액 %.*s원",
                          (long long)days, STR_ARG(net));
    TRY(purchase_find_id(u->db, side, c.purchase, &p));
    TRY(purchase_tell(u, &p, S("claim.excuse"), text,
                      str_format(u->arena, "/buyer/payments/%lld", (long long)c.no.value), false));
    return purchase_notify_supplier(
        u, &p, S("claim.excused"), text,
        str_format(u->arena, "/supplier/claims/%lld", (long long)c.no.value));
}

err payment_action_return(struct unit *u, public_no claim, str reason)
{
    assert(reason.n > 0);
    struct claim c;
    struct contract contract;
    struct purchase p;
    TRY(open_claim(u, claim, &c));
    TRY(claim_move(&c.state, CLAIM_RETURN));
    c.return_reason = reason;
    c.returned_on = u->today;
    TRY(claim_save(u->db, &c, NO_ID(account_id)));
    struct ledger_posting posting = ledger_of_return(u->arena, &c);
    TRY(post(u, &c, &posting));

    TRY(find_contract(u, &c, &contract));
    struct contract_step step = {
        .event = CONTRACT_REFUSE_CLAIM,
        .text = str_format(u->arena, "청구를 돌려보냈습니다: %.*s", STR_ARG(reason)),
        .reason = reason,
        .path = str_format(u->arena, "/buyer/payments/%lld", (long long)c.no.value),
    };
    TRY(contract_step(u, &contract, &step, &p));
    str path =
        str_format(u->arena, "/supplier/contracts/%lld/claim", (long long)c.contract_no.value);
    struct purchase_task task = purchase_task_of_supplier(
        &p, S("claim.again"), S("돌려받은 청구를 고쳐 다시 청구해 주세요"), path);
    task.article = S("두레 운영 기준");
    task.due_at =
        instant_end_of(calendar_add_working_days(u->calendar, u->today, CLAIM_AGAIN_WORKING_DAYS));
    TRY(purchase_ask(u, &p, &task));
    return tell_both(u, &c, &p, S("claim.returned"), S("대금청구를 돌려보냈습니다"));
}

// --- Paying --------------------------------------------------------------------------------------

struct altered {
    int64_t claim;
    str what;
};

static err note_altered(struct unit *u, const void *data)
{
    const struct altered *n = data;
    audit_write(u, S("payment.refuse_altered"), S("claim"), n->claim, n->what);
    return NULL;
}

void payment_remember_altered(struct unit *u, const struct claim *c, str what)
{
    struct altered *n = NEW(u->arena, struct altered);
    *n = (struct altered){.claim = c->id.value, .what = what};
    unit_note(u, note_altered, n);
}

err payment_compare_signed(struct unit *u, const struct claim *c, str *out_altered)
{
    struct contract contract;
    TRY(find_contract(u, c, &contract));
    return contract_compare_signed(u, &contract, out_altered);
}

// The contract as it was signed, and the case as it was approved.
static err admit_frozen(struct unit *u, const struct claim *c, str *out_altered)
{
    struct purchase_side side = {.institution = c->institution};
    struct purchase p;
    purchase_line_list lines;
    TRY(payment_compare_signed(u, c, out_altered));
    if (out_altered->n == 0) {
        TRY(purchase_find_id(u->db, side, c->purchase, &p));
        TRY(purchase_list_lines(u->db, u->arena, p.id, &lines));
        TRY(contract_compare_case(u, &p, &lines, out_altered));
    }
    if (out_altered->n == 0) {
        return NULL;
    }
    payment_remember_altered(u, c, *out_altered);
    return &PAYMENT_NOT_AS_SIGNED;
}

static err admit_deed(struct unit *u, const struct claim *c, const struct payment_deed *deed,
                      str *out_altered)
{
    struct claim_bill bill;
    bool used = false;
    if (!claim_is_as_claimed(u->arena, c)) {
        return &PAYMENT_ALTERED;
    }
    TRY(admit_frozen(u, c, out_altered));
    TRY(payment_check_ready(c));
    TRY(payment_check(c, deed->paid, deed->paid_on, u->today));
    TRY(payment_is_reference_used(u->db, c->institution, deed->reference, &used));
    if (used) {
        return &PAYMENT_REFERENCE_USED;
    }
    TRY(count_anew(u, c, (int32_t)c->excused_days, &bill));
    bool same = money_equals(bill.amount, c->amount) &&
                money_equals(bill.delay.damages, c->delay) && money_equals(bill.net, c->net);
    return same ? NULL : &PAYMENT_ALTERED;
}

static err note_transfer(struct unit *u, struct claim *c, const struct payment_deed *deed)
{
    struct payment paid = {
        .no = secret_public_no(),
        .claim = c->id,
        .institution = c->institution,
        .paid = deed->paid,
        .late_days = payment_late_days(c, deed->paid_on),
        .paid_on = deed->paid_on,
        .reference = deed->reference,
    };
    TRY(claim_move(&c->state, CLAIM_PAY));
    TRY(claim_save(u->db, c, NO_ID(account_id)));
    TRY(payment_add(u->db, &paid, u->actor->account, u->now));
    struct ledger_posting posting = ledger_of_payment(u->arena, c, &paid);
    TRY(post(u, c, &posting));
    audit_write_change(u, S("payment.pay"), S("payment"), paid.id.value,
                       str_format(u->arena, "%.*s (%s)", STR_ARG(paid.reference), deed->method),
                       S(""), digest_sha256(u->arena, payment_content(u->arena, &paid, c)));
    return NULL;
}

err payment_action_pay(struct unit *u, public_no claim, const struct payment_deed *deed,
                       str *out_altered)
{
    assert(deed->reference.n > 0);
    struct claim c;
    struct contract contract;
    struct purchase p;
    TRY(open_claim(u, claim, &c));
    *out_altered = S("");
    TRY(admit_deed(u, &c, deed, out_altered));
    TRY(note_transfer(u, &c, deed));

    TRY(find_contract(u, &c, &contract));
    str net = money_format(u->arena, c.net);
    struct contract_step step = {
        .event = CONTRACT_PAY,
        .text = str_format(u->arena, "대금 %.*s원을 지급했습니다.", STR_ARG(net)),
        .path = str_format(u->arena, "/buyer/payments/%lld", (long long)c.no.value),
    };
    TRY(contract_step(u, &contract, &step, &p));
    return tell_both(u, &c, &p, S("payment.paid"), S("대금이 지급되었습니다"));
}
