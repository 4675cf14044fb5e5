#include "market/claim/claim_testing.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "market/claim/claim_action.h"
#include "market/claim/claim_testing.sql.h"
#include "market/delivery/delivery_testing.h"
#include "platform/secret/secret.h"

static void must(err e, struct purchase_scene *s)
{
    if (e != NULL) {
        (void)fprintf(stderr, "the scene of claims: %s: %.*s\n", e->code,
                      STR_ARG(db_error(s->database->db)));
        exit(1);
    }
}

// A key of the test's own, once a program: accounts are sealed.
static void load_key(struct arena *a)
{
    static bool loaded;
    if (loaded) {
        return;
    }
    char *folder = str_to_c(a, S("/tmp/dure-claim-test-XXXXXX"));
    char *made = mkdtemp(folder);
    str file = str_format(a, "%s/key", folder);
    err e = secret_load_key(file, true);
    assert(made != NULL && e == NULL);
    (void)made;
    (void)unlink(str_to_c(a, file));
    (void)rmdir(folder);
    loaded = true;
}

struct new_bank {
    supplier_id supplier;
    bool none;
};

static err set_bank(struct unit *u, void *data)
{
    const struct new_bank *n = data;
    struct query *q = db_query(u->db, &SQL_CLAIM_TESTING_BANK);
    bind_i64(q, "supplier", n->supplier.value);
    bind_str(q, "account",
             n->none ? S("")
                     : secret_seal_row(u->arena, S(CLAIM_TESTING_ACCOUNT), CLAIM_SEAL_SUPPLIER,
                                       n->supplier.value));
    return query_run(q, NULL);
}

// Bring a part and have all of it accepted the same day.
static void fulfil(struct purchase_scene *s, const struct contract *c, struct quantities brought,
                   date day)
{
    public_no delivery;
    must(delivery_testing_note(s, &s->owner, c->no, brought, day, &delivery), s);
    must(delivery_testing_inspect(s, &s->inspector, delivery, QUANTITIES(0), day), s);
}

static void name_bank(struct purchase_scene *s, bool none)
{
    struct new_bank bank = {.supplier = s->supplier, .none = none};
    load_key(s->database->arena);
    must(purchase_testing_run(s, &s->owner, set_bank, &bank), s);
}

void claim_testing_bank(struct purchase_scene *s)
{
    name_bank(s, false);
}

static void sign(struct purchase_scene *s, const struct claim_testing *t, struct purchase *p,
                 struct contract *out)
{
    name_bank(s, t->without_account);
    delivery_testing_sign(s, p, date_from_ymd(2026, 11, 2), t->ends_on, out);
}

void claim_testing_open(struct purchase_scene *s, struct testing_db *t, date delivered_on,
                        struct contract *out)
{
    purchase_testing_open(s, t);
    claim_testing_accept(
        s, &(struct claim_testing){.ends_on = CLAIM_TESTING_DUE, .parts = {{delivered_on, 100}}},
        out);
}

void claim_testing_find(struct purchase_scene *s, struct contract *c)
{
    delivery_testing_find(s, c);
}

void claim_testing_accept(struct purchase_scene *s, const struct claim_testing *t,
                          struct contract *out)
{
    struct purchase p;
    int64_t ordered = 0;
    for (size_t i = 0; i < CLAIM_TESTING_PARTS; i++) {
        ordered += t->parts[i].quantity;
    }
    purchase_testing_add(s, t->unit_price.won == 0 ? WON(22000) : t->unit_price, ordered, &p);
    sign(s, t, &p, out);
    for (size_t i = 0; i < CLAIM_TESTING_PARTS && t->parts[i].quantity > 0; i++) {
        fulfil(s, out, QUANTITIES(t->parts[i].quantity), t->parts[i].delivered_on);
    }
    claim_testing_find(s, out);
}

void claim_testing_accept_draft(struct purchase_scene *s, date ends_on, struct contract *out)
{
    struct claim_testing t = {.ends_on = ends_on};
    sign(s, &t, &s->draft, out);
    fulfil(s, out, QUANTITIES(100, 50, 10), ends_on);
    claim_testing_find(s, out);
}

// --- The claim -----------------------------------------------------------------------------------

err claim_testing_make(struct unit *u, public_no contract, const char *invoice_no,
                       int64_t asked_days, public_no *out_no)
{
    struct claim_case k;
    struct claim_draft d = {.asked_days = asked_days,
                            .excuse_reason = S("눈이 많이 와 길이 막혔습니다.")};
    TRY(claim_prepare(u, contract, &k));
    d.proofs.items = NEW_ARRAY(u->arena, k.proofs.count, struct claim_proof);
    for (size_t i = 0; i < k.proofs.count; i++) {
        struct claim_proof p = k.proofs.items[i];
        enum claim_proof_form form = claim_proof_form_of(p.kind);
        if (p.state == CLAIM_PROOF_NOT_REQUIRED || form == CLAIM_BY_INSPECTION ||
            form == CLAIM_BY_INSTITUTION) {
            continue;
        }
        p.by_inquiry = form == CLAIM_BY_CERTIFICATE;
        if (form == CLAIM_BY_INVOICE) {
            p.reference = str_view(invoice_no);
            p.issued_on = u->today;
            claim_invoice_sums(&k.basis, p.kind, &p.supply, &p.vat);
        }
        d.proofs.items[d.proofs.count++] = p;
    }
    TRY(claim_action_save_draft(u, &k, &d));
    return claim_action_claim(u, contract, out_no);
}

struct new_claim {
    const struct contract *contract;
    const char *invoice_no;
    int64_t asked_days;
    public_no no;
};

static err claim_it(struct unit *u, void *data)
{
    struct new_claim *n = data;
    return claim_testing_make(u, n->contract->no, n->invoice_no, n->asked_days, &n->no);
}

void claim_testing_claim(struct purchase_scene *s, const struct contract *c, const char *invoice_no,
                         int64_t asked_days, public_no *out_no)
{
    struct new_claim n = {.contract = c, .invoice_no = invoice_no, .asked_days = asked_days};
    must(purchase_testing_run(s, &s->owner, claim_it, &n), s);
    *out_no = n.no;
}

const char *claim_testing_path(struct purchase_scene *s, const char *above, public_no no,
                               const char *below)
{
    return str_format(s->database->arena, "%s/%lld%s", above, (long long)no.value, below).p;
}
