// The rows of a case that is over: claim, payment, books, record and its line in public.
#include "app/demo_past.sql.h"
#include "app/demo_past_rows.h"
#include "market/claim/claim_store.h"
#include "market/disclosure/disclosure_store.h"
#include "market/law/law_term.h"
#include "market/payment/ledger_store.h"
#include "market/payment/payment_store.h"
#include "market/record/record_store.h"
#include "platform/secret/secret.h"

// --- The claim -----------------------------------------------------------------------------------

static void list_basis(struct past *p, const struct past_case *c, struct claim_basis *out)
{
    const struct contract *k = &c->contract;
    struct delivery_came *came = NEW(p->d.u->arena, struct delivery_came);
    *came = (struct delivery_came){
        .part = {.seq = 1,
                 .on = c->delivery.delivered_on,
                 .amount = k->price,
                 .checked_on = c->delivery.inspection.inspected_on,
                 .inspect_by = c->delivery.inspect_by},
        .delivery = c->delivery.no,
        .inspection = c->delivery.inspection.no,
    };
    money exempt = WON(0);
    for (size_t i = 0; i < c->line_count; i++) {
        if (c->lines[i].is_exempt) {
            exempt = money_add(exempt, c->contract_lines[i].amount);
        }
    }
    *out = (struct claim_basis){
        .regime = k->regime,
        .object = k->object,
        .path = c->purchase.path,
        .contracted_on = k->contracted_on,
        .ends_on = k->ends_on,
        .due_on = calendar_working_day_from(p->d.u->calendar, k->ends_on),
        .delay_ppm = k->delay_ppm,
        .delay_variant = k->delay_variant,
        .rule_ids = k->rule_ids,
        .price = k->price,
        .vat = k->vat,
        .exempt = exempt,
        .came = {.items = came, .count = 1},
    };
}

// An invoice by the number of the tax office's system, a certificate by asking its issuer.
static void prove(struct past *p, const struct past_case *c, const struct claim_basis *b,
                  struct claim_proof *proof)
{
    int year = 0;
    int month = 0;
    int day = 0;
    date on = instant_date(c->at[PAST_CLAIM]);
    date_to_ymd(on, &year, &month, &day);
    bool invoice = claim_proof_form_of(proof->kind) == CLAIM_BY_INVOICE;
    proof->state = CLAIM_PROOF_CHECKED;
    proof->issued_on = on;
    proof->reference = str_format(p->d.u->arena, "%04d%02d%02d41%014lld", year, month, day,
                                  (long long)(c->contract.no.value % INT64_C(100000000000000)));
    proof->by_inquiry = !invoice;
    proof->inquiry = invoice ? S("") : S("체납 없음");
    if (invoice) {
        claim_invoice_sums(b, proof->kind, &proof->supply, &proof->vat);
    }
}

static err add_proof(struct past *p, const struct past_case *c, claim_id claim, int64_t seq,
                     const struct claim_proof *proof)
{
    bool is_checked = proof->state == CLAIM_PROOF_CHECKED;
    struct query *q = db_query(p->d.u->db, &SQL_PAST_PROOF_ADD);
    bind_i64(q, "claim", claim.value);
    bind_str(q, "kind", proof->kind);
    bind_i64(q, "seq", seq);
    bind_str(q, "label", proof->label);
    bind_str(q, "state", str_view(claim_proof_state_word(proof->state)));
    bind_str(q, "reason", proof->reason);
    bind_str(q, "article", proof->article);
    bind_str(q, "reference", proof->reference);
    bind_date(q, "issued_on", proof->issued_on);
    bind_date(q, "valid_until", proof->valid_until);
    bind_money(q, "amount_won", money_add(proof->supply, proof->vat));
    bind_money(q, "supply_won", proof->supply);
    bind_money(q, "vat_won", proof->vat);
    bind_bool(q, "by_inquiry", proof->by_inquiry);
    bind_str(q, "inquiry", proof->inquiry);
    bind_id(q, "checked_by", is_checked ? c->office->accountant.account.value : 0);
    bind_instant(q, "checked_at", is_checked ? c->at[PAST_PAY] : (instant){0});
    return query_run(q, NULL);
}

static err add_claim(struct past *p, const struct past_case *c, struct claim *k)
{
    struct query *q = db_query(p->d.u->db, &SQL_PAST_CLAIM_ADD);
    bind_i64(q, "no", k->no.value);
    bind_i64(q, "contract", k->contract.value);
    bind_money(q, "amount_won", k->amount);
    bind_i64(q, "delay_days", k->delay_days);
    bind_money(q, "delay_won", k->delay);
    bind_money(q, "cut_won", k->cut);
    bind_money(q, "net_won", k->net);
    bind_str(q, "bank_name", k->bank_name);
    bind_str(q, "bank_account", k->bank_account);
    bind_str(q, "bank_holder", k->bank_holder);
    bind_date(q, "due_on", k->is_moved ? k->due_on : DATE_NONE);
    bind_date(q, "claimed_on", k->claimed_on);
    bind_date(q, "pay_by", k->pay_by);
    bind_str(q, "pay_article", k->pay_article);
    bind_i64(q, "account", c->firm->owner.account.value);
    bind_instant(q, "at", c->at[PAST_CLAIM]);
    return query_run_id(q, &k->id.value);
}

static err write_proofs(struct past *p, const struct past_case *c, const struct claim_basis *basis,
                        claim_id claim, const claim_proof_list *proofs)
{
    for (size_t i = 0; i < proofs->count; i++) {
        struct claim_proof *proof = &proofs->items[i];
        if (proof->state == CLAIM_PROOF_MISSING) {
            prove(p, c, basis, proof);
        } else if (proof->state == CLAIM_PROOF_GIVEN) {
            proof->state = CLAIM_PROOF_CHECKED;
        }
        TRY(add_proof(p, c, claim, (int64_t)i + 1, proof));
    }
    return NULL;
}

static err write_claim(struct past *p, const struct past_case *c, struct claim *out)
{
    struct unit *u = p->d.u;
    date on = instant_date(c->at[PAST_CLAIM]);
    struct claim_basis basis;
    struct claim_bill bill;
    claim_turn_list none = {0};
    claim_proof_list proofs;
    list_basis(p, c, &basis);
    TRY(claim_judge(u->law, u->arena, &basis, on, 0, &bill));
    claim_list_proofs(u->law, u->arena, &basis, on, &proofs);
    const struct law_term *term = law_term_find(u->law, c->office->regime, S("payment"), on);
    if (term == NULL) {
        return &CLAIM_NO_TERM;
    }
    public_no no = demo_no(&p->d);
    *out = (struct claim){
        .no = no,
        .contract = c->contract.id,
        .contract_number = c->contract.number,
        .title = c->contract.title,
        .institution = c->office->id,
        .amount = bill.amount,
        .delay_days = bill.delay.days,
        .delay = bill.delay.damages,
        .cut = bill.cut,
        .net = bill.net,
        .due_on = basis.due_on,
        .is_moved = !date_equals(basis.due_on, basis.ends_on),
        .bank_name = c->firm->bank_name,
        .bank_account =
            secret_seal_row(u->arena, c->firm->bank_account, CLAIM_SEAL_CLAIM, no.value),
        .bank_holder = c->firm->bank_holder,
        .claimed_on = on,
        .pay_by = claim_pay_by(term, u->calendar, &none, on),
        .pay_article = term->head.article,
        .state = CLAIM_PAID,
    };
    TRY(add_claim(p, c, out));
    return write_proofs(p, c, &basis, out->id, &proofs);
}

// --- The payment and its books -------------------------------------------------------------------

static err write_payment(struct past *p, const struct past_case *c, const struct claim *claim,
                         struct payment *out)
{
    struct unit *u = p->d.u;
    date on = instant_date(c->at[PAST_PAY]);
    *out = (struct payment){
        .no = demo_no(&p->d),
        .claim = claim->id,
        .institution = c->office->id,
        .paid = claim->net,
        .late_days = payment_late_days(claim, on),
        .paid_on = on,
        .reference = str_format(u->arena, "지급-%lld", (long long)claim->no.value),
    };
    TRY(payment_add(u->db, out, c->office->accountant.account, c->at[PAST_PAY]));
    struct ledger_posting owed = ledger_of_claim(u->arena, claim);
    struct ledger_posting paid = ledger_of_payment(u->arena, claim, out);
    TRY(ledger_add(u->db, &owed, c->at[PAST_CLAIM]));
    return ledger_add(u->db, &paid, c->at[PAST_PAY]);
}

static err tell_payment(struct past *p, const struct past_case *c, const struct claim *claim,
                        const struct payment *payment)
{
    struct arena *a = p->d.u->arena;
    str amount = money_format(a, claim->net);
    struct past_line line = {
        .who = &c->firm->owner,
        .role = PARTY_OWNER,
        .at = c->at[PAST_CLAIM],
        .kind = "purchase.claim",
        .text = str_format(a, "대금 %.*s원을 청구했습니다.", STR_ARG(amount)),
        .path = str_format(a, "/buyer/payments/%lld", (long long)claim->no.value),
    };
    TRY(past_tell(p, c, &line));
    past_note(p, &c->firm->pen, line.who, line.role, line.at, "claim.claim", "claim",
              claim->id.value, S(""));
    line.who = &c->office->accountant;
    line.role = PARTY_ACCOUNTANT;
    line.at = c->at[PAST_PAY];
    line.kind = "purchase.pay";
    line.text = str_format(a, "대금 %.*s원을 지급했습니다.", STR_ARG(amount));
    past_note(p, &c->office->pen, line.who, line.role, line.at, "payment.pay", "payment",
              payment->id.value, S(""));
    return past_tell(p, c, &line);
}

// --- What it counts for --------------------------------------------------------------------------

static err add_tags(struct past *p, const struct past_case *c, record_id id)
{
    struct unit *u = p->d.u;
    struct record_question question = {
        .regime = c->office->regime,
        .contracted_on = c->contract.contracted_on,
        .is_local = c->firm->is_local,
        .certificates = {.items = c->firm->certificates, .count = c->firm->certificate_count},
    };
    struct record_tags tags;
    record_tags_of(u->law, &question, u->arena, &tags);
    for (size_t i = 0; i < tags.count; i++) {
        TRY(record_store_add_tag(u->db, id, &tags.items[i]));
    }
    return NULL;
}

static err write_record(struct past *p, const struct past_case *c, const struct payment *payment)
{
    const struct contract *k = &c->contract;
    const struct contract_line *largest = &c->contract_lines[0];
    for (size_t i = 1; i < c->line_count; i++) {
        const struct contract_line *l = &c->contract_lines[i];
        largest = money_less(largest->amount, l->amount) ? l : largest;
    }
    record_id id;
    struct query *q = db_query(p->d.u->db, &SQL_PAST_RECORD_ADD);
    bind_i64(q, "contract", k->id.value);
    bind_i64(q, "institution", k->institution.value);
    bind_i64(q, "department", c->department->id.value);
    bind_i64(q, "supplier", k->supplier.value);
    bind_i64(q, "year", date_fiscal_year(k->contracted_on));
    bind_date(q, "contracted_on", k->contracted_on);
    bind_str(q, "object", str_view(record_object_word(law_ratio_object_of(k->object))));
    bind_str(q, "category", largest->category_code);
    bind_str(q, "title", k->title);
    bind_money(q, "price", k->price);
    bind_money(q, "supply", k->supply);
    bind_money(q, "paid", payment->paid);
    bind_str(q, "district", c->firm->district_code);
    bind_instant(q, "at", c->at[PAST_SIGN_INSTITUTION]);
    TRY(query_run_id(q, &id.value));
    return add_tags(p, c, id);
}

// --- In public -----------------------------------------------------------------------------------

static struct disclosure line_of(struct past *p, const struct past_case *c,
                                 const struct payment *payment)
{
    struct unit *u = p->d.u;
    const struct contract *k = &c->contract;
    date passed = c->delivery.inspection.inspected_on;
    return (struct disclosure){
        .institution = k->institution,
        .institution_name = c->office->name,
        .department_name = c->department->name,
        .title = k->title,
        .object = law_ratio_object_of(k->object),
        .contracted_on = k->contracted_on,
        .starts_on = k->starts_on,
        .ends_on = k->ends_on,
        .estimated = c->purchase.list,
        .price = k->price,
        .supplier_name = c->firm->party.name,
        .representative = c->firm->party.representative,
        .address = c->firm->party.address,
        .district_code = c->firm->district_code,
        .ground = k->ground,
        .reason = k->reason,
        .site = k->delivery_place,
        .completed_on = passed,
        .paid_on = payment->paid_on,
        .paid = payment->paid,
        .keep_until = disclosure_keep_until(u->law, u->calendar, k->regime, passed),
        .is_demo = true,
    };
}

static err publish(struct past *p, const struct past_case *c, const struct disclosure *d)
{
    struct arena *a = p->d.u->arena;
    str names = str_join(a, str_join(a, d->institution_name, d->title), d->supplier_name);
    str words = disclosure_search_text(a, names);
    struct query *q = db_query(p->d.u->db, &SQL_PAST_DISCLOSURE_ADD);
    bind_i64(q, "no", demo_no(&p->d).value);
    bind_i64(q, "contract", c->contract.id.value);
    bind_i64(q, "institution", d->institution.value);
    bind_str(q, "institution_name", d->institution_name);
    bind_str(q, "department_name", d->department_name);
    bind_str(q, "title", d->title);
    bind_str(q, "object", str_view(record_object_word(d->object)));
    bind_date(q, "contracted_on", d->contracted_on);
    bind_date(q, "ends_on", d->ends_on);
    bind_money(q, "estimated", d->estimated);
    bind_money(q, "price", d->price);
    bind_i64(q, "rate", d->rate_bp);
    bind_str(q, "supplier_name", d->supplier_name);
    bind_str(q, "representative", d->representative);
    bind_str(q, "address", d->address);
    bind_str(q, "district", d->district_code);
    bind_str(q, "ground", d->ground);
    bind_str(q, "reason", d->reason);
    bind_str(q, "site", d->site);
    bind_str(q, "remarks", d->remarks);
    bind_date(q, "completed_on", d->completed_on);
    bind_date(q, "paid_on", d->paid_on);
    bind_money(q, "paid", d->paid);
    bind_date(q, "keep_until", d->keep_until);
    bind_str(q, "search_text", words);
    bind_instant(q, "at", c->at[PAST_SIGN_INSTITUTION]);
    disclosure_id added = NO_ID(disclosure_id);
    TRY(query_run_id(q, &added.value));
    return disclosure_store_file(p->d.u->db, a, added, words);
}

static err write_refusal(struct past *p, const struct past_case *c, str code)
{
    struct query *q = db_query(p->d.u->db, &SQL_PAST_REFUSAL_ADD);
    bind_i64(q, "contract", c->contract.id.value);
    bind_i64(q, "institution", c->office->id.value);
    bind_str(q, "codes", code);
    bind_instant(q, "at", c->at[PAST_PAY]);
    return query_run(q, NULL);
}

static err write_disclosure(struct past *p, const struct past_case *c,
                            const struct payment *payment)
{
    struct unit *u = p->d.u;
    if (!disclosure_is_due(str_view(law_path_word(c->purchase.path)))) {
        return NULL;
    }
    struct disclosure d = line_of(p, c, payment);
    struct disclosure_sheet sheet =
        disclosure_sheet_of(u->law, c->office->regime, d.contracted_on, u->arena);
    struct disclosure_faults faults = {.count = 0};
    disclosure_prepare(&d, &sheet, c->firm->is_corporation);
    disclosure_check(&d, u->arena, &faults);
    if (faults.count > 0) { // it waits for an officer's words
        return write_refusal(p, c, str_view(faults.items[0]->code));
    }
    return publish(p, c, &d);
}

err past_write_payment(struct past *p, struct past_case *c)
{
    struct claim claim;
    struct payment payment;
    TRY(write_claim(p, c, &claim));
    TRY(write_payment(p, c, &claim, &payment));
    TRY(tell_payment(p, c, &claim, &payment));
    TRY(write_record(p, c, &payment));
    return write_disclosure(p, c, &payment);
}
