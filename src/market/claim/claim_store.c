#include "market/claim/claim_store.h"

#include <assert.h>

#include "base/limits.h"
#include "market/claim/claim_store.sql.h"
#include "market/delivery/delivery_store.h"
#include "platform/file/pdf.h"

// --- Claims --------------------------------------------------------------------------------------

static struct claim_proof read_typed(struct query *q)
{
    return (struct claim_proof){
        .kind = read_str(q, "kind"),
        .reference = read_str(q, "reference"),
        .issued_on = read_date(q, "issued_on"),
        .valid_until = read_date(q, "valid_until"),
        .supply = read_money(q, "supply_won"),
        .vat = read_money(q, "vat_won"),
        .by_inquiry = read_bool(q, "by_inquiry"),
        .file = {read_i64(q, "file_id")},
        .file_name = read_str(q, "file_name"),
        .looked = pdf_verdict_from(read_str(q, "looked")),
    };
}

static struct claim_proof read_proof(struct query *q)
{
    struct claim_proof p = read_typed(q);
    int state = claim_proof_state_from(read_str(q, "proof_state"));
    assert(state >= 0); // the schema's CHECK
    p.state = (enum claim_proof_state)state;
    p.label = read_str(q, "label");
    p.article = read_str(q, "article");
    p.reason = read_str(q, "reason");
    p.inquiry = read_str(q, "inquiry");
    p.checked_by = read_str(q, "checked_by");
    p.checked_at = read_instant(q, "checked_at");
    return p;
}

// Of the contract and its two sides.
static void read_context(struct query *q, struct claim *c)
{
    c->contract.value = read_i64(q, "contract_id");
    c->contract_no.value = read_i64(q, "contract_no");
    c->contract_number = read_str(q, "number");
    c->title = read_str(q, "title");
    c->price = read_money(q, "price_won");
    c->contracted_on = read_date(q, "contracted_on");
    c->ends_on = read_date(q, "ends_on");
    c->delay_ppm = read_i64(q, "delay_ppm");
    c->rule_ids = read_str(q, "rule_ids");
    c->is_training = read_bool(q, "is_training");
    c->purchase.value = read_i64(q, "purchase_id");
    c->institution.value = read_i64(q, "institution_id");
    c->institution_name = read_str(q, "institution_name");
    c->institution_head = read_str(q, "head_title");
    c->supplier.value = read_i64(q, "supplier_id");
    c->supplier_name = read_str(q, "supplier_name");
    c->representative = read_str(q, "representative");
    c->business_no = read_str(q, "business_no");
    c->supplier_address = read_str(q, "address");
    c->profile_account = read_str(q, "profile_account");
    if (!law_regime_from(read_str(q, "regime"), &c->regime)) {
        c->regime = LAW_STATE; // as purchase_store reads it
    }
    bool known = law_object_from(read_str(q, "object"), &c->object) &&
                 law_delay_variant_from(read_str(q, "delay_variant"), &c->delay_variant);
    assert(known); // the schema's CHECKs
    (void)known;
}

static struct claim read_claim(struct query *q)
{
    int state = claim_state_from(read_str(q, "state"));
    assert(state >= 0); // the schema's CHECK
    struct claim c = {
        .id = {read_i64(q, "id")},
        .no = {read_i64(q, "no")},
        .seq = read_i64(q, "seq"),
        .amount = read_money(q, "amount_won"),
        .delay_days = read_i64(q, "delay_days"),
        .asked_days = read_i64(q, "asked_days"),
        .excused_days = read_i64(q, "excused_days"),
        .excuse_reason = read_str(q, "excuse_reason"),
        .excuse_opinion = read_str(q, "excuse_opinion"),
        .excused_by = read_str(q, "excused_by"),
        .excused_at = read_instant(q, "excused_at"),
        .delay = read_money(q, "delay_won"),
        .cut = read_money(q, "cut_won"),
        .net = read_money(q, "net_won"),
        .bank_name = read_str(q, "bank_name"),
        .bank_account = read_str(q, "bank_account"),
        .bank_holder = read_str(q, "bank_holder"),
        .is_moved = !read_is_null(q, "due_on"),
        .claimed_on = read_date(q, "claimed_on"),
        .pay_by = read_date(q, "pay_by"),
        .pay_article = read_str(q, "pay_article"),
        .state = (enum claim_state)state,
        .return_reason = read_str(q, "return_reason"),
        .returned_on = read_date(q, "returned_on"),
        .claimed_by = read_str(q, "claimed_by"),
        .claimed_at = read_instant(q, "claimed_at"),
        .version = read_i64(q, "version"),
        .claimed_hash = read_str(q, "claimed_hash"),
    };
    read_context(q, &c);
    c.due_on = c.is_moved ? read_date(q, "due_on") : c.ends_on;
    read_require(q, "amount_won", claim_is_valid(&c));
    return c;
}

err claim_find(struct db *db, struct arena *a, struct purchase_side side, public_no no,
               struct claim *out)
{
    struct query *q = db_query(db, &SQL_CLAIM_FIND);
    bind_i64(q, "no", no.value);
    bind_id(q, "institution", side.institution.value);
    bind_id(q, "supplier", side.supplier.value);
    struct claim c = {0};
    claim_proof_list proofs = {.items = NEW_ARRAY(a, LIMIT_CLAIM_PROOFS, struct claim_proof)};
    while (query_next(q)) {
        if (c.id.value == 0) {
            c = read_claim(q);
        }
        if (!read_is_null(q, "kind")) {
            assert(proofs.count < LIMIT_CLAIM_PROOFS); // the statement's LIMIT
            proofs.items[proofs.count++] = read_proof(q);
        }
    }
    TRY(query_end(q));
    if (c.id.value == 0) {
        return &CLAIM_UNKNOWN;
    }
    c.proofs = proofs;
    *out = c;
    return NULL;
}

err claim_find_id(struct db *db, struct arena *a, claim_id id, struct claim *out)
{
    struct query *q = db_query(db, &SQL_CLAIM_NO_OF);
    bind_i64(q, "id", id.value);
    public_no no = NO_ID(public_no);
    struct purchase_side side = {0};
    if (query_next(q)) {
        no.value = read_i64(q, "no");
        side.institution.value = read_i64(q, "institution_id");
    }
    TRY(query_end(q));
    return no.value == 0 ? &CLAIM_UNKNOWN : claim_find(db, a, side, no, out);
}

static err add_proof(struct db *db, claim_id claim, int64_t seq, const struct claim_proof *p)
{
    struct query *q = db_query(db, &SQL_CLAIM_PROOF_ADD);
    bind_i64(q, "claim", claim.value);
    bind_str(q, "kind", p->kind);
    bind_i64(q, "seq", seq);
    bind_str(q, "label", p->label);
    bind_str(q, "state", str_view(claim_proof_state_word(p->state)));
    bind_str(q, "reason", p->reason);
    bind_str(q, "article", p->article);
    bind_str(q, "reference", p->reference);
    bind_date(q, "issued_on", p->issued_on);
    bind_date(q, "valid_until", p->valid_until);
    bind_money(q, "amount_won", money_add(p->supply, p->vat));
    bind_money(q, "supply_won", p->supply);
    bind_money(q, "vat_won", p->vat);
    bind_bool(q, "by_inquiry", p->by_inquiry);
    bind_id(q, "file", p->file.value);
    return query_run(q, NULL);
}

err claim_add(struct db *db, struct claim *c, account_id account)
{
    assert(claim_is_valid(c) && c->state == CLAIM_CLAIMED);
    struct query *q = db_query(db, &SQL_CLAIM_ADD);
    bind_i64(q, "no", c->no.value);
    bind_i64(q, "contract", c->contract.value);
    bind_i64(q, "seq", c->seq);
    bind_money(q, "amount_won", c->amount);
    bind_i64(q, "delay_days", c->delay_days);
    bind_i64(q, "asked_days", c->asked_days);
    bind_str(q, "excuse_reason", c->excuse_reason);
    bind_money(q, "delay_won", c->delay);
    bind_money(q, "cut_won", c->cut);
    bind_money(q, "net_won", c->net);
    bind_str(q, "bank_name", c->bank_name);
    bind_str(q, "bank_account", c->bank_account);
    bind_str(q, "bank_holder", c->bank_holder);
    bind_date(q, "due_on", c->is_moved ? c->due_on : DATE_NONE);
    bind_date(q, "claimed_on", c->claimed_on);
    bind_date(q, "pay_by", c->pay_by);
    bind_str(q, "pay_article", c->pay_article);
    bind_i64(q, "account", account.value);
    bind_instant(q, "now", c->claimed_at);
    TRY(query_run_id(q, &c->id.value));
    for (size_t i = 0; i < c->proofs.count; i++) {
        TRY(add_proof(db, c->id, (int64_t)i + 1, &c->proofs.items[i]));
    }
    return NULL;
}

err claim_save(struct db *db, struct claim *c, account_id person)
{
    assert(claim_is_valid(c));
    struct query *q = db_query(db, &SQL_CLAIM_SAVE);
    bind_i64(q, "id", c->id.value);
    bind_i64(q, "version", c->version);
    bind_str(q, "state", str_view(claim_state_word(c->state)));
    bind_i64(q, "delay_days", c->delay_days);
    bind_i64(q, "excused_days", c->excused_days);
    bind_str(q, "excuse_opinion", c->excuse_opinion);
    bind_id(q, "excused_by", person.value);
    bind_instant(q, "excused_at", c->excused_at);
    bind_money(q, "delay_won", c->delay);
    bind_money(q, "cut_won", c->cut);
    bind_money(q, "net_won", c->net);
    bind_str(q, "return_reason", c->return_reason);
    bind_date(q, "returned_on", c->returned_on);
    TRY(query_run_one(q, &CLAIM_CHANGED));
    c->version++;
    return NULL;
}

err claim_check_proof(struct db *db, claim_id id, str kind, str inquiry, account_id account,
                      instant now)
{
    struct query *q = db_query(db, &SQL_CLAIM_PROOF_CHECK);
    bind_i64(q, "claim", id.value);
    bind_str(q, "kind", kind);
    bind_str(q, "inquiry", inquiry);
    bind_i64(q, "account", account.value);
    bind_instant(q, "now", now);
    return query_run(q, NULL);
}

// --- What it is judged by ------------------------------------------------------------------------

err claim_list_accepted(struct db *db, struct arena *a, contract_id contract,
                        delivery_came_list *out)
{
    delivery_line_list lines;
    delivery_came_list came;
    TRY(delivery_list_all(db, a, contract, NO_ID(delivery_id), &lines, &came));
    size_t count = 0;
    for (size_t i = 0; i < came.count; i++) {
        if (!date_is_none(came.items[i].part.checked_on)) {
            came.items[count++] = came.items[i];
        }
    }
    came.count = count;
    *out = came;
    return NULL;
}

// How the contract was made, its exempt part, and the account of the firm.
static err read_basis(struct db *db, contract_id contract, struct claim_basis *b,
                      struct claim_bank *bank)
{
    struct query *q = db_query(db, &SQL_CLAIM_BASIS);
    bind_i64(q, "contract", contract.value);
    bool found = query_next(q);
    if (found) {
        b->exempt = read_money(q, "exempt_won");
        *bank = (struct claim_bank){
            .name = read_str(q, "bank_name"),
            .account = read_str(q, "bank_account"),
            .holder = read_str(q, "bank_holder"),
        };
        found = law_path_from(read_str(q, "path"), &b->path);
    }
    TRY(query_end(q));
    return found ? NULL : &CONTRACT_UNKNOWN; // a contract follows a decision of the law
}

err claim_find_basis(struct db *db, struct arena *a, const struct contract *c,
                     struct claim_basis *out, struct claim_bank *out_bank)
{
    struct claim_basis b = {
        .regime = c->regime,
        .object = c->object,
        .contracted_on = c->contracted_on,
        .ends_on = c->ends_on,
        .due_on = DATE_NONE,
        .delay_ppm = c->delay_ppm,
        .delay_variant = c->delay_variant,
        .rule_ids = c->rule_ids,
        .price = c->price,
        .vat = c->vat,
    };
    struct claim_bank bank;
    TRY(read_basis(db, c->id, &b, &bank));
    TRY(claim_list_accepted(db, a, c->id, &b.came));
    *out = b;
    *out_bank = bank;
    return NULL;
}

err claim_list_turns(struct db *db, struct arena *a, contract_id contract, claim_turn_list *out)
{
    struct query *q = db_query(db, &SQL_CLAIM_TURN_LIST);
    bind_i64(q, "contract", contract.value);
    claim_turn_list list = {.items = NEW_ARRAY(a, LIMIT_CLAIM_TURNS, struct claim_turn)};
    while (query_next(q) && list.count < LIMIT_CLAIM_TURNS) {
        list.items[list.count++] = (struct claim_turn){
            .claimed_on = read_date(q, "claimed_on"),
            .returned_on = read_date(q, "returned_on"),
            .reason = read_str(q, "return_reason"),
        };
    }
    TRY(query_end(q));
    *out = list;
    return NULL;
}

err claim_is_invoice_used(struct db *db, const struct contract *c, str number, bool *out)
{
    struct query *q = db_query(db, &SQL_CLAIM_INVOICE_USED);
    bind_str(q, "reference", number);
    bind_i64(q, "supplier", c->supplier.value);
    bind_i64(q, "contract", c->id.value);
    bool used = query_next(q);
    TRY(query_end(q));
    *out = used;
    return NULL;
}

// --- What was typed ------------------------------------------------------------------------------

err claim_find_draft(struct db *db, struct arena *a, contract_id contract, bool *out_found,
                     struct claim_draft *out)
{
    struct query *q = db_query(db, &SQL_CLAIM_DRAFT_FIND);
    bind_i64(q, "contract", contract.value);
    struct claim_draft d = {
        .proofs = {NEW_ARRAY(a, LIMIT_CLAIM_PROOFS, struct claim_proof), 0}
    };
    bool found = false;
    while (query_next(q)) {
        if (!found) {
            d.asked_days = read_i64(q, "asked_days");
            d.excuse_reason = read_str(q, "excuse_reason");
            d.bank = (struct claim_bank){
                .name = read_str(q, "bank_name"),
                .account = read_str(q, "bank_account"),
                .holder = read_str(q, "bank_holder"),
            };
        }
        found = true;
        if (!read_is_null(q, "kind")) {
            assert(d.proofs.count < LIMIT_CLAIM_PROOFS); // the statement's LIMIT
            d.proofs.items[d.proofs.count++] = read_typed(q);
        }
    }
    TRY(query_end(q));
    *out_found = found;
    *out = d;
    return NULL;
}

static err save_draft_proof(struct db *db, contract_id contract, const struct claim_proof *p)
{
    struct query *q = db_query(db, &SQL_CLAIM_DRAFT_PROOF_SAVE);
    bind_i64(q, "contract", contract.value);
    bind_str(q, "kind", p->kind);
    bind_str(q, "reference", p->reference);
    bind_date(q, "issued_on", p->issued_on);
    bind_date(q, "valid_until", p->valid_until);
    bind_money(q, "supply_won", p->supply);
    bind_money(q, "vat_won", p->vat);
    bind_bool(q, "by_inquiry", p->by_inquiry);
    bind_id(q, "file", p->file.value);
    return query_run(q, NULL);
}

err claim_save_draft(struct db *db, contract_id contract, const struct claim_draft *d,
                     account_id account, instant now)
{
    struct query *q = db_query(db, &SQL_CLAIM_DRAFT_SAVE);
    bind_i64(q, "contract", contract.value);
    bind_i64(q, "asked_days", d->asked_days);
    bind_str(q, "excuse_reason", d->excuse_reason);
    bind_str(q, "bank_name", d->bank.name);
    bind_str(q, "bank_account", d->bank.account);
    bind_str(q, "bank_holder", d->bank.holder);
    bind_i64(q, "account", account.value);
    bind_instant(q, "now", now);
    TRY(query_run(q, NULL));
    for (size_t i = 0; i < d->proofs.count; i++) {
        TRY(save_draft_proof(db, contract, &d->proofs.items[i]));
    }
    return NULL;
}
