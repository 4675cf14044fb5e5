#include "market/certificate/certificate_action.h"

#include "market/certificate/certificate_store.h"
#include "market/notice/notice_action.h"
#include "market/party/party_store.h"
#include "market/party/party_supplier_store.h"
#include "market/party/right.h"
#include "platform/secret/secret.h"

err certificate_action_add(struct unit *u, const struct certificate *typed,
                           const struct upload *evidence, public_no *out)
{
    struct certificate c = *typed;
    struct kept_file file;
    bool known = false;
    c.supplier = u->actor->supplier;
    c.no = secret_public_no();
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

static err tell(struct unit *u, const struct certificate *c, enum certificate_state state,
                str reason)
{
    str title = str_format(u->arena, "%.*s: %.*s", STR_ARG(certificate_kind_label(c->kind)),
                           STR_ARG(certificate_state_label(state)));
    str path = str_format(u->arena, "/supplier/certificates/%lld", (long long)c->no.value);
    account_list told;
    TRY(party_list_holders(u->db, u->arena, NO_ID(institution_id), c->supplier, RIGHT_SUPPLIER,
                           u->today, &told));
    for (size_t i = 0; i < told.count; i++) {
        TRY(notice_add(u, told.items[i], S("certificate.decided"), title, reason, path));
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
    c.version = version;
    TRY(certificate_store_set_state(u->db, &c, state, reason, u->actor->account, u->now));
    TRY(supplier_store_reindex(u->db, c.supplier));
    TRY(tell(u, &c, state, reason));
    audit_write(u, str_view(ACTS[event]), S("certificate"), c.id.value, reason);
    return NULL;
}
