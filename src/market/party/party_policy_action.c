#include "market/party/party_policy_action.h"

#include "base/digest.h"
#include "market/party/party_institution_store.h"
#include "market/party/party_org.h"
#include "market/party/party_policy_store.h"
#include "platform/secret/secret.h"

static err check_term(const struct policy *p, date today)
{
    err e = org_check_term(p->first_day, p->last_day, today);
    return e == &ORG_BEGINS_PAST ? &POLICY_BEGINS_PAST : e; // its words are those of a right
}

static err check_new(struct unit *u, const struct policy *p)
{
    policy_list list;
    TRY(policy_store_list(u->db, u->arena, u->actor->institution, &list));
    for (size_t i = 0; i < list.count; i++) {
        if (policy_is_same(&list.items[i], p)) {
            return &POLICY_SAME;
        }
    }
    return NULL;
}

err policy_action_add(struct unit *u, const struct policy *typed)
{
    struct policy p = *typed;
    struct institution own;
    enum law_regime regime = LAW_LOCAL;
    TRY(check_term(&p, u->today));
    if (str_is_empty(str_trim(p.reason))) {
        return &PARTY_NEEDS_REASON;
    }
    TRY(institution_store_find_own(u->db, u->actor->institution, &own));
    (void)law_regime_from(own.regime, &regime);
    TRY(policy_check(u->law, regime, &p, u->arena));
    TRY(check_new(u, &p));
    p.no = secret_public_no();
    TRY(policy_store_add(u->db, u->actor->institution, &p, u->actor->account, u->now));
    p.end_reason = S("");
    audit_write_change(u, S("policy.add"), S("policy"), p.id, p.reason, S(""),
                       digest_sha256(u->arena, policy_content(u->arena, &p)));
    return NULL;
}

err policy_action_end(struct unit *u, public_no no, date last_day, str reason)
{
    struct policy p;
    TRY(policy_store_find(u->db, u->actor->institution, no, &p));
    if (p.end_reason.n > 0) {
        return &POLICY_ENDED;
    }
    if (date_before(last_day, date_add_days(u->today, -1))) {
        return &ORG_TERM_OVER;
    }
    if (!date_is_none(p.last_day) && !date_before(last_day, p.last_day)) {
        return &POLICY_END_LATER;
    }
    if (str_is_empty(str_trim(reason))) {
        return &PARTY_NEEDS_REASON;
    }
    TRY(policy_store_end(u->db, &p, last_day, reason, u->actor->account, u->now));
    str before = digest_sha256(u->arena, policy_content(u->arena, &p));
    p.last_day = last_day;
    p.end_reason = reason;
    audit_write_change(u, S("policy.end"), S("policy"), p.id, reason, before,
                       digest_sha256(u->arena, policy_content(u->arena, &p)));
    return NULL;
}
