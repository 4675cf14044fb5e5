#include "market/party/party_password_action.h"

#include "market/party/party_account_store.h"
#include "market/party/party_password_store.h"
#include "platform/secret/secret.h"

err password_action_check(struct unit *u, account_id account, str password, err *out,
                          str *out_words)
{
    struct password_rules rules;
    password_hashes recent;
    TRY(password_store_rules(u->db, account, u->today, &rules));
    *out_words = party_password_house_words(u->arena, &rules);
    *out = party_password_check_house(&rules, password);
    if (*out != NULL || rules.last == 0) {
        return NULL;
    }
    TRY(password_store_recent(u->db, u->arena, account, rules.last, &recent));
    for (size_t i = 0; i < recent.count; i++) {
        if (secret_password_fits(u->arena, recent.items[i], password)) {
            *out = &PARTY_PASSWORD_HOUSE_AGAIN;
        }
    }
    return NULL;
}

err password_action_set(struct unit *u, account_id account, str hash)
{
    struct password_rules rules;
    TRY(password_store_rules(u->db, account, u->today, &rules));
    TRY(password_store_keep(u->db, account, rules.last > 0 ? rules.last - 1 : 0));
    return account_store_set_password(u->db, account, hash, u->now);
}

err password_action_is_due(struct unit *u, account_id account, bool *out)
{
    struct password_rules rules;
    instant set_at;
    TRY(password_store_rules(u->db, account, u->today, &rules));
    TRY(password_store_set_at(u->db, account, &set_at));
    *out = party_password_is_due(&rules, instant_date(set_at), u->today);
    return NULL;
}
