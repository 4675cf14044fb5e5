#include "market/claim/claim_action.h"

#include <assert.h>

#include "base/digest.h"
#include "base/limits.h"
#include "market/law/law_term.h"
#include "market/party/right.h"
#include "platform/job/job.h"
#include "platform/secret/secret.h"

const struct fault CLAIM_NOT_PREPARED = {
    .kind = FAULT_REFUSED,
    .code = "claim.not_prepared",
    .text = "청구할 내용을 먼저 적어 주세요. 적은 뒤 확인 화면에서 청구합니다.",
    .source = FAULT_OWN_RULE,
};

// What the supplier typed about a proof of the checklist.
static void fill_proof(struct claim_proof *p, const claim_proof_list *typed)
{
    for (size_t i = 0; i < typed->count && p->state == CLAIM_PROOF_MISSING; i++) {
        const struct claim_proof *t = &typed->items[i];
        if (!str_equals(t->kind, p->kind) || (t->reference.n == 0 && !t->by_inquiry)) {
            continue;
        }
        p->state = CLAIM_PROOF_GIVEN;
        p->reference = t->reference;
        p->issued_on = t->issued_on;
        p->valid_until = t->valid_until;
        p->supply = t->supply;
        p->vat = t->vat;
        p->by_inquiry = t->by_inquiry;
        p->file = t->file;
        p->file_name = t->file_name;
        p->looked = t->looked;
    }
}

err claim_prepare(struct unit *u, public_no contract, struct claim_case *out)
{
    struct claim_case k = {0};
    TRY(contract_find(u->db, purchase_side_of(u), contract, &k.contract));
    if (!contract_may(k.contract.state, CONTRACT_CLAIM)) {
        return &CONTRACT_WRONG_STATE;
    }
    TRY(claim_find_basis(u->db, u->arena, &k.contract, &k.basis, &k.profile));
    k.basis.due_on = calendar_working_day_from(u->calendar, k.basis.ends_on); // 민법 제161조
    TRY(claim_judge(u->law, u->arena, &k.basis, u->today, 0, &k.bill));
    TRY(claim_check_calendar(u->calendar, &k.basis, &k.bill));
    TRY(claim_find_draft(u->db, u->arena, k.contract.id, &k.has_draft, &k.draft));
    claim_list_proofs(u->law, u->arena, &k.basis, u->today, &k.proofs);
    for (size_t i = 0; i < k.proofs.count; i++) {
        fill_proof(&k.proofs.items[i], &k.draft.proofs);
    }
    *out = k;
    return NULL;
}

static bool has_file(const claim_proof_list *proofs, file_id file)
{
    for (size_t i = 0; i < proofs->count; i++) {
        if (proofs->items[i].file.value == file.value) {
            return true;
        }
    }
    return false;
}

static bool brings_a_file(const struct claim_case *k, const struct claim_draft *d)
{
    for (size_t i = 0; i < d->proofs.count; i++) {
        file_id file = d->proofs.items[i].file;
        if (file.value != 0 && !has_file(&k->draft.proofs, file)) {
            return true;
        }
    }
    return false;
}

err claim_action_save_draft(struct unit *u, const struct claim_case *k, const struct claim_draft *d)
{
    TRY(claim_save_draft(u->db, k->contract.id, d, u->actor->account, u->now));
    if (brings_a_file(k, d)) { // who brings none is paid however many there are
        TRY(contract_admit_files(u->db, k->contract.id, 0, LIMIT_CASE_FILES));
    }
    audit_write(u, S("claim.prepare"), S("contract"), k->contract.id.value, d->excuse_reason);
    return NULL;
}

err claim_find_term(struct unit *u, const struct contract *c, struct claim_term *out)
{
    claim_turn_list turns;
    TRY(claim_list_turns(u->db, u->arena, c->id, &turns));
    // A term belongs to the day it began on, the first claim's (F-08).
    date began = turns.count > 0 ? turns.items[0].claimed_on : u->today;
    const struct law_term *term = law_term_find(u->law, c->regime, S("payment"), began);
    if (term == NULL) {
        return &CLAIM_NO_TERM;
    }
    *out = (struct claim_term){
        .pay_by = claim_pay_by(term, u->calendar, &turns, u->today),
        .article = term->head.article,
        .seq = (int64_t)turns.count + 1,
        .returned_on = DATE_NONE,
    };
    if (turns.count > 0) {
        out->returned_on = turns.items[turns.count - 1].returned_on;
        out->return_reason = turns.items[turns.count - 1].reason;
    }
    return NULL;
}

// An invoice pays for one contract only.
static err admit_invoices(struct unit *u, const struct claim_case *k)
{
    for (size_t i = 0; i < k->proofs.count; i++) {
        const struct claim_proof *p = &k->proofs.items[i];
        bool used = false;
        if (claim_proof_form_of(p->kind) == CLAIM_BY_INVOICE) {
            TRY(claim_is_invoice_used(u->db, &k->contract, p->reference, &used));
        }
        if (used) {
            return &CLAIM_INVOICE_USED;
        }
    }
    return NULL;
}

err claim_open_bank(struct arena *a, const struct claim_case *k, struct claim_bank *out)
{
    bool typed = k->draft.bank.account.n > 0;
    *out = typed ? k->draft.bank : k->profile;
    if (out->account.n == 0) {
        return NULL;
    }
    str sealed = out->account;
    return typed ? secret_open_row(a, sealed, CLAIM_SEAL_CLAIM, k->contract.no.value, &out->account)
                 : secret_open_row(a, sealed, CLAIM_SEAL_SUPPLIER, k->contract.supplier.value,
                                   &out->account);
}

err claim_open_account(struct arena *a, const struct claim *c, str *out)
{
    return secret_open_row(a, c->bank_account, CLAIM_SEAL_CLAIM, c->no.value, out);
}

// Sealed anew for the claim.
static err seal_bank(struct unit *u, const struct claim_case *k, struct claim *c)
{
    struct claim_bank bank;
    TRY(claim_open_bank(u->arena, k, &bank));
    if (bank.account.n == 0) {
        return &CLAIM_NOT_PREPARED;
    }
    c->bank_name = bank.name;
    c->bank_holder = bank.holder;
    c->bank_account = secret_seal_row(u->arena, bank.account, CLAIM_SEAL_CLAIM, c->no.value);
    return NULL;
}

static err make_claim(struct unit *u, const struct claim_case *k, struct claim *out)
{
    struct claim c = {
        .no = secret_public_no(),
        .contract = k->contract.id,
        .amount = k->bill.amount,
        .delay_days = k->bill.delay.days,
        .asked_days = k->draft.asked_days,
        .excuse_reason = k->draft.asked_days > 0 ? k->draft.excuse_reason : S(""),
        .delay = k->bill.delay.damages,
        .cut = k->bill.cut,
        .net = k->bill.net,
        .due_on = k->basis.due_on,
        .is_moved = !date_equals(k->basis.due_on, k->basis.ends_on),
        .claimed_on = u->today,
        .state = CLAIM_CLAIMED,
        .returned_on = DATE_NONE,
        .claimed_at = u->now,
        .proofs = k->proofs,
    };
    struct claim_term term;
    TRY(claim_check_excuse(k->draft.asked_days, k->bill.delay.late_days, k->draft.excuse_reason));
    TRY(claim_check_proofs(u->law, &k->basis, &k->proofs, u->today));
    TRY(admit_invoices(u, k));
    TRY(seal_bank(u, k, &c));
    TRY(claim_find_term(u, &k->contract, &term));
    c.pay_by = term.pay_by;
    c.pay_article = term.article;
    c.seq = term.seq;
    TRY(claim_add(u->db, &c, u->actor->account));
    *out = c;
    return NULL;
}

static err tell_of_claim(struct unit *u, const struct purchase *p, const struct claim *c, str path)
{
    struct purchase_task task = purchase_task_at(p, RIGHT_PAY, S("payment.pay"),
                                                 S("청구를 확인하고 대금을 지급해 주세요"), path);
    task.due_at = instant_end_of(c->pay_by);
    task.article = c->pay_article;
    TRY(purchase_ask(u, p, &task));
    TRY(purchase_notify_officer(u, p, S("claim.claimed"), S("대금이 청구되었습니다"), path));
    TRY(job_add(u, "ledger.claim", c->id.value, S(""), (instant){0}));
    return job_add(u, "record.refresh", c->contract.value, S(""), (instant){0});
}

err claim_action_claim(struct unit *u, public_no contract, public_no *out_no)
{
    struct claim_case k;
    struct claim c;
    struct purchase p;
    TRY(claim_prepare(u, contract, &k));
    TRY(purchase_admit_side(u, k.contract.purchase));
    if (!k.has_draft) {
        return &CLAIM_NOT_PREPARED;
    }
    TRY(make_claim(u, &k, &c));
    str path = str_format(u->arena, "/buyer/payments/%lld", (long long)c.no.value);
    str amount = money_format(u->arena, c.net);
    struct contract_step step = {
        .event = CONTRACT_CLAIM,
        .text = str_format(u->arena, "대금 %.*s원을 청구했습니다.", STR_ARG(amount)),
        .path = path,
    };
    TRY(contract_step(u, &k.contract, &step, &p));
    audit_write_change(u, S("claim.claim"), S("claim"), c.id.value, c.excuse_reason, S(""),
                       digest_sha256(u->arena, claim_content(u->arena, &c)));
    TRY(tell_of_claim(u, &p, &c, path));
    *out_no = c.no;
    return NULL;
}
