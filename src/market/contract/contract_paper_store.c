#include "market/contract/contract_paper_store.h"

#include <assert.h>

#include "market/contract/contract_paper_store.sql.h"

#define CERTIFICATES_MAX 20 // shown on a contract; a firm has a handful

static const char *const SIGNERS[] = {"institution", "supplier"};
static_assert(COUNT(SIGNERS) == CONTRACT_SIGNER_COUNT, "a signer came or went: give it its word");

static struct query *query_of_parties(struct db *db, struct purchase_side side,
                                      purchase_id purchase)
{
    struct query *q = db_query(db, &SQL_CONTRACT_PARTIES);
    bind_i64(q, "purchase", purchase.value);
    bind_id(q, "institution", side.institution.value);
    bind_id(q, "supplier", side.supplier.value);
    return q;
}

void contract_foresee_parties(struct db *db, struct purchase_side side, purchase_id purchase)
{
    query_foresee(query_of_parties(db, side, purchase));
}

err contract_find_parties(struct db *db, struct purchase_side side, purchase_id purchase,
                          struct contract_buyer *out_buyer, struct contract_seller *out_seller)
{
    struct query *q = query_of_parties(db, side, purchase);
    if (!query_next(q)) {
        TRY(query_end(q));
        return &PURCHASE_UNKNOWN;
    }
    *out_buyer = (struct contract_buyer){
        .name = read_str(q, "buyer"),
        .business_no = read_str(q, "buyer_business_no"),
        .address = read_str(q, "buyer_address"),
        .phone = read_str(q, "buyer_phone"),
        .head_title = read_str(q, "head_title"),
        .department = read_str(q, "department"),
        .officer = read_str(q, "officer"),
    };
    *out_seller = (struct contract_seller){
        .name = read_str(q, "seller"),
        .business_no = read_str(q, "business_no"),
        .corporate_no = read_str(q, "corporate_no"),
        .representative = read_str(q, "representative"),
        .address = read_str(q, "address"),
        .phone = read_str(q, "phone"),
        .business_type = read_str(q, "business_type"),
        .business_item = read_str(q, "business_item"),
        .is_active = str_equals(read_str(q, "state"), S("active")),
        .sanctioned_until = read_date(q, "sanctioned_until"),
    };
    return query_end(q);
}

static struct query *query_of_certificates(struct db *db, supplier_id supplier, date on)
{
    struct query *q = db_query(db, &SQL_CONTRACT_CERTIFICATES);
    bind_i64(q, "supplier", supplier.value);
    bind_date(q, "today", on);
    return q;
}

void contract_foresee_certificates(struct db *db, supplier_id supplier, date on)
{
    query_foresee(query_of_certificates(db, supplier, on));
}

err contract_list_certificates(struct db *db, struct arena *a, const struct law *law,
                               supplier_id supplier, date on, contract_certificate_list *out)
{
    struct query *q = query_of_certificates(db, supplier, on);
    contract_certificate_list list = {
        .items = NEW_ARRAY(a, CERTIFICATES_MAX, struct contract_certificate)};
    while (query_next(q) && list.count < CERTIFICATES_MAX) {
        str kind = read_str(q, "kind");
        const struct law_certificate *row = law_certificate_find(law, kind, on);
        list.items[list.count++] = (struct contract_certificate){
            .label = row == NULL ? kind : row->label,
            .number = read_str(q, "number"),
            .valid_from = read_date(q, "valid_from"),
            .valid_until = read_date(q, "valid_until"),
        };
    }
    TRY(query_end(q));
    *out = list;
    return NULL;
}

// --- Pledges -------------------------------------------------------------------------------------

err contract_add_pledge(struct db *db, contract_id id, enum contract_pledge_kind kind, str content,
                        str hash, account_id account, instant now)
{
    struct query *q = db_query(db, &SQL_CONTRACT_PLEDGE_ADD);
    bind_i64(q, "contract", id.value);
    bind_str(q, "kind", str_view(contract_pledge_word(kind)));
    bind_str(q, "content", content);
    bind_str(q, "content_hash", hash);
    bind_i64(q, "account", account.value);
    bind_instant(q, "now", now);
    return query_run(q, NULL);
}

// --- Signatures ----------------------------------------------------------------------------------

err contract_add_signature(struct db *db, contract_id id, enum contract_signer side,
                           const struct contract_signature *signature)
{
    struct query *q = db_query(db, &SQL_CONTRACT_SIGNATURE_ADD);
    bind_i64(q, "contract", id.value);
    bind_str(q, "side", str_view(SIGNERS[side]));
    bind_i64(q, "account", signature->account.value);
    bind_str(q, "name", signature->name);
    bind_str(q, "method", signature->method);
    bind_str(q, "content_hash", signature->content_hash);
    bind_instant(q, "now", signature->signed_at);
    return query_run(q, NULL);
}

err contract_add_lodged(struct db *db, contract_id id, const struct contract_lodged *lodged,
                        account_id account, instant now)
{
    struct query *q = db_query(db, &SQL_CONTRACT_LODGED_ADD);
    bind_i64(q, "contract", id.value);
    bind_str(q, "issuer", lodged->issuer);
    bind_str(q, "number", lodged->number);
    bind_money(q, "amount_won", lodged->amount);
    bind_date(q, "valid_from", lodged->valid_from);
    bind_date(q, "valid_until", lodged->valid_until);
    bind_i64(q, "account", account.value);
    bind_instant(q, "now", now);
    return query_run(q, NULL);
}

static void read_signature(struct query *q, struct contract_papers *papers)
{
    bool institution = str_equals(read_str(q, "kind"), str_view(SIGNERS[CONTRACT_BY_INSTITUTION]));
    papers->signatures[institution ? CONTRACT_BY_INSTITUTION : CONTRACT_BY_SUPPLIER] =
        (struct contract_signature){
            .account = {read_i64(q, "account_id")},
            .name = read_str(q, "name"),
            .method = read_str(q, "method"),
            .content_hash = read_str(q, "content_hash"),
            .signed_at = read_instant(q, "at"),
        };
}

static void read_lodged(struct query *q, struct contract_papers *papers)
{
    papers->lodged_at = read_instant(q, "at");
    papers->lodged = (struct contract_lodged){
        .issuer = read_str(q, "name"),
        .number = read_str(q, "kind"),
        .amount = read_money(q, "amount_won"),
        .valid_from = read_date(q, "valid_from"),
        .valid_until = read_date(q, "valid_until"),
    };
}

err contract_find_papers(struct db *db, contract_id id, struct contract_papers *out)
{
    struct query *q = db_query(db, &SQL_CONTRACT_PAPER_LIST);
    bind_i64(q, "contract", id.value);
    struct contract_papers papers = {0};
    while (query_next(q)) {
        str paper = read_str(q, "paper");
        int kind = contract_pledge_from(read_str(q, "kind"));
        if (str_equals(paper, S("signature"))) {
            read_signature(q, &papers);
        } else if (str_equals(paper, S("lodged"))) {
            read_lodged(q, &papers);
        } else if (kind >= 0) {
            papers.pledges[kind] = (struct contract_pledge){
                .content = read_str(q, "content"),
                .content_hash = read_str(q, "content_hash"),
                .signed_at = read_instant(q, "at"),
            };
        }
    }
    TRY(query_end(q));
    *out = papers;
    return NULL;
}
