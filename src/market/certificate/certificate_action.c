#include "market/certificate/certificate_action.h"

#include "market/certificate/certificate_store.h"
#include "market/notice/notice_action.h"
#include "market/party/party_store.h"
#include "market/party/party_supplier_store.h"
#include "market/party/right.h"
#include "platform/secret/secret.h"

#define TOLD_AT_ONCE 200 // certificates of one unit; some ten milliseconds

// Of the firm as a whole, of the number it names, or of a product the firm sells.
static err check_subject(struct unit *u, struct certificate *c)
{
    certificate_product_list list;
    bool is_of_number = certificate_is_of_number(c->kind);
    bool is_of_product = certificate_is_of_product(c->kind) && !is_of_number;
    c->detail_no = is_of_number ? c->detail_no : S("");
    c->product = is_of_product ? c->product : NO_ID(product_id);
    if (is_of_number && c->detail_no.n != 10) {
        return &CERTIFICATE_NO_NUMBER;
    }
    if (!is_of_product) {
        return NULL;
    }
    TRY(certificate_store_products(u->db, u->arena, c->supplier, &list));
    for (size_t i = 0; i < list.count; i++) {
        if (list.items[i].id.value == c->product.value) {
            return NULL;
        }
    }
    return &CERTIFICATE_NO_PRODUCT;
}

err certificate_action_add(struct unit *u, const struct certificate *typed,
                           const struct upload *evidence, public_no *out)
{
    struct certificate c = *typed;
    struct kept_file file;
    bool known = false;
    c.supplier = u->actor->supplier;
    c.no = secret_public_no();
    TRY(check_subject(u, &c));
    TRY(certificate_check_days(c.valid_from, c.valid_until, u->today));
    TRY(certificate_store_is_known(u->db, &c, &known));
    if (known) {
        return &CERTIFICATE_KNOWN;
    }
    TRY(file_keep(u, evidence, &file));
    c.file = file.id;
    TRY(certificate_store_add(u->db, &c, u->now, &c.id));
    audit_write(u, S("certificate.add"), S("certificate"), c.id.value, S(""));
    *out = c.no;
    return NULL;
}

err certificate_action_withdraw(struct unit *u, public_no no, int64_t version)
{
    struct certificate c;
    TRY(certificate_store_find_own(u->db, u->actor->supplier, no, &c));
    enum certificate_state state = c.state;
    str reason = S("기업이 거두어들임");
    TRY(certificate_move(&state, CERTIFICATE_WITHDRAW, reason));
    c.version = version;
    TRY(certificate_store_set_state(u->db, &c, state, reason, NO_ID(account_id), u->now));
    TRY(supplier_store_reindex(u->db, c.supplier));
    audit_write(u, S("certificate.withdraw"), S("certificate"), c.id.value, S(""));
    return NULL;
}

static err tell(struct unit *u, const struct certificate *c, const char *kind, str what, str reason)
{
    str title =
        str_format(u->arena, "%.*s: %.*s", STR_ARG(certificate_kind_label(c->kind)), STR_ARG(what));
    str path = str_format(u->arena, "/supplier/certificates/%lld", (long long)c->no.value);
    account_list told;
    TRY(party_list_holders(u->db, u->arena, NO_ID(institution_id), c->supplier, RIGHT_SUPPLIER,
                           u->today, &told));
    for (size_t i = 0; i < told.count; i++) {
        TRY(notice_add(u, told.items[i], str_view(kind), title, reason, path));
    }
    return NULL;
}

err certificate_action_decide(struct unit *u, public_no no, int64_t version,
                              enum certificate_event event, str reason)
{
    static const char *const ACTS[] = {
        [CERTIFICATE_VERIFY] = "certificate.verify",
        [CERTIFICATE_REFUSE] = "certificate.refuse",
        [CERTIFICATE_REVOKE] = "certificate.revoke",
        [CERTIFICATE_WITHDRAW] = "certificate.withdraw",
    };
    struct certificate c;
    TRY(certificate_store_find(u->db, no, &c));
    enum certificate_state state = c.state;
    TRY(certificate_move(&state, event, reason));
    if (event == CERTIFICATE_VERIFY) {
        TRY(pdf_admit_word(c.looked, reason));
    }
    c.version = version;
    TRY(certificate_store_set_state(u->db, &c, state, reason, u->actor->account, u->now));
    TRY(supplier_store_reindex(u->db, c.supplier));
    TRY(tell(u, &c, "certificate.decided", certificate_state_label(state), reason));
    audit_write(u, str_view(ACTS[event]), S("certificate"), c.id.value, reason);
    return NULL;
}

err certificate_action_day(struct unit *u, bool *out_more)
{
    static const int32_t STAGES[] = {7, 30, 60}; // days before the last: the nearest first
    *out_more = false;
    for (size_t s = 0; s < COUNT(STAGES); s++) {
        certificate_list list;
        TRY(certificate_store_ending(u->db, u->arena, u->today, STAGES[s], TOLD_AT_ONCE, &list));
        for (size_t i = 0; i < list.count; i++) {
            const struct certificate *c = &list.items[i];
            str what = str_format(u->arena, "%.*s에 유효기간이 끝납니다",
                                  STR_ARG(date_format(u->arena, c->valid_until)));
            TRY(tell(u, c, "certificate.ending", what,
                     S("그날이 지나면 상품에서 표시가 빠지고 수의계약 근거가 되지 않습니다. 새로 "
                       "받은 확인서를 올려 주세요.")));
            TRY(certificate_store_told(u->db, c->id, STAGES[s], u->now));
        }
        *out_more = *out_more || list.count == TOLD_AT_ONCE;
    }
    return NULL;
}
