#include "market/party/party_company_action.h"

#include "base/digest.h"
#include "market/notice/notice_action.h"
#include "market/party/party_account_action.h"
#include "market/party/party_store.h"
#include "market/party/party_supplier_store.h"
#include "market/party/right.h"
#include "platform/secret/secret.h"

// The firm as one text, for the hashes of the audit.
static str hash_of(struct arena *a, const struct supplier *s)
{
    const struct supplier_facts *f = &s->facts;
    str opened = date_is_none(f->opened_on) ? S("") : date_format_iso(a, f->opened_on);
    str text = str_format(a, "%.*s\n%.*s\n%.*s\n%d\n%.*s\n%.*s\n%.*s\n%.*s\n%.*s\n%.*s\n%.*s\n%.*s",
                          STR_ARG(f->name), STR_ARG(f->corporate_no), STR_ARG(f->representative),
                          f->is_corporation, STR_ARG(f->business_type), STR_ARG(f->business_item),
                          STR_ARG(f->district_code), STR_ARG(f->address), STR_ARG(f->phone),
                          STR_ARG(f->email), STR_ARG(f->introduction), STR_ARG(opened));
    return digest_sha256(a, text);
}

static err tell_operators(struct unit *u, const struct supplier *s)
{
    return account_tell_operators(
        u, NO_ID(account_id), S("supplier.changed"), S("기업이 사업자등록증 내용을 바꾸었습니다"),
        s->facts.name, str_format(u->arena, "/admin/suppliers/%lld", (long long)s->no.value));
}

err company_action_change(struct unit *u, int64_t version, const struct supplier_facts *facts,
                          const struct upload *licence)
{
    struct supplier s;
    TRY(supplier_store_find_own(u->db, u->actor->supplier, &s));
    struct supplier was = s;
    bool agrees = supplier_licence_agrees(facts, &was.facts);
    if (!agrees && licence == NULL) {
        return &COMPANY_NEEDS_LICENCE;
    }
    s.facts = *facts;
    s.facts.business_no = was.facts.business_no;
    s.version = version;
    if (licence != NULL) {
        struct kept_file kept;
        TRY(file_keep(u, licence, &kept));
        s.license = kept.id;
    }
    TRY(supplier_store_set_facts(u->db, &s));
    if (!agrees) {
        TRY(supplier_store_reindex(u->db, s.id));
        TRY(tell_operators(u, &s));
    }
    audit_write_change(u, S("supplier.change"), S("supplier"), s.id.value, S(""),
                       hash_of(u->arena, &was), hash_of(u->arena, &s));
    return NULL;
}

err company_action_set_bank(struct unit *u, int64_t version, str bank, str account, str holder)
{
    struct supplier s;
    account_list owners;
    TRY(supplier_store_find_own(u->db, u->actor->supplier, &s));
    s.bank_name = bank;
    s.bank_account = secret_seal_row(u->arena, account, COMPANY_BANK_CONTEXT, s.id.value);
    s.bank_holder = holder;
    s.version = version;
    TRY(supplier_store_set_bank(u->db, &s));
    TRY(party_list_holders(u->db, u->arena, NO_ID(institution_id), s.id, RIGHT_OWNER, u->today,
                           &owners));
    for (size_t i = 0; i < owners.count; i++) {
        TRY(notice_add(
            u, owners.items[i], S("supplier.bank_changed"), S("대금을 받을 계좌가 바뀌었습니다"),
            S("본인이 한 일이 아니면 바로 고객센터에 알려 주세요."), S("/supplier/company")));
    }
    audit_write(u, S("supplier.change_bank"), S("supplier"), s.id.value, S(""));
    return NULL;
}
