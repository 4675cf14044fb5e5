#include "market/party/party_terminal_action.h"

#include "base/limits.h"
#include "market/notice/notice_action.h"
#include "market/party/party_member_store.h"
#include "platform/secret/secret.h"

const struct fault TERMINAL_ALREADY = {
    .kind = FAULT_REFUSED,
    .code = "terminal.already",
    .text = "이미 그렇게 되어 있어 바꿀 것이 없습니다.",
    .source = FAULT_OWN_RULE,
};

const struct fault TERMINAL_LOCKED = {
    .kind = FAULT_REFUSED,
    .code = "terminal.locked",
    .text = "닫힌 계정입니다. --unlock 으로 먼저 열어 주세요.",
    .source = FAULT_OWN_RULE,
};

const struct fault TERMINAL_OPERATES = {
    .kind = FAULT_REFUSED,
    .code = "terminal.operates",
    .text = "이 사람은 이미 운영자입니다.",
    .source = FAULT_OWN_RULE,
};

static err set_state(struct unit *u, const struct account *a, str state, str act, str reason)
{
    TRY(account_store_set_state(u->db, a->id, state));
    audit_write(u, act, S("account"), a->id.value, reason);
    return NULL;
}

err terminal_action_lock(struct unit *u, str email, str reason)
{
    struct account a;
    TRY(account_store_find_by_email(u->db, email, &a));
    if (!a.is_active) {
        return &TERMINAL_ALREADY;
    }
    TRY(account_store_end_sessions(u->db, a.id, NO_ID(session_id), u->now));
    return set_state(u, &a, S("disabled"), S("account.disable"), reason);
}

err terminal_action_unlock(struct unit *u, str email, str reason)
{
    struct account a;
    TRY(account_store_find_by_email(u->db, email, &a));
    return a.is_active ? &TERMINAL_ALREADY
                       : set_state(u, &a, S("active"), S("account.enable"), reason);
}

err terminal_action_reset_factor(struct unit *u, str email, str reason)
{
    struct account a;
    TRY(account_store_find_by_email(u->db, email, &a));
    if (!a.is_active) {
        return &TERMINAL_LOCKED;
    }
    if (!a.has_second_factor) {
        return &TERMINAL_ALREADY;
    }
    TRY(account_store_set_factor(u->db, a.id, S(""), 0));
    TRY(account_store_end_sessions(u->db, a.id, NO_ID(session_id), u->now));
    TRY(notice_add(u, a.id, S("account.changed"), S("인증 앱을 지웠습니다"),
                   S("다시 로그인해 새 인증 앱을 등록해 주세요. 본인이 요청한 일이 아니면 바로 "
                     "고객센터에 알려 주세요."),
                   S("/me")));
    audit_write(u, S("account.clear_factor"), S("account"), a.id.value, reason);
    return NULL;
}

static err add_account(struct unit *u, const struct new_operator *n,
                       const struct account_code *code, account_id *out)
{
    struct new_account fresh = {
        .no = secret_public_no(),
        .email = n->email,
        .name = n->name,
        .phone = n->phone,
        .password_hash = secret_nobodys_hash(),
    };
    TRY(account_store_add(u->db, &fresh, u->now, out));
    audit_write(u, S("account.add"), S("account"), out->value, n->reason);
    return recovery_store_add(u->db, *out, code->hash, instant_add_s(u->now, LIMIT_FIRST_CODE_S),
                              u->now);
}

err terminal_action_add_operator(struct unit *u, const struct new_operator *n,
                                 const struct account_code *code, bool *out_is_new)
{
    struct account a = {0};
    bool holds = false;
    err e = account_store_find_by_email(u->db, n->email, &a);
    bool is_new = e == &ACCOUNT_UNKNOWN;
    if (is_new) {
        e = add_account(u, n, code, &a.id);
    } else if (e == NULL && !a.is_active) {
        e = &TERMINAL_LOCKED;
    }
    TRY(e);
    struct new_member m = {
        .no = secret_public_no(),
        .account = a.id,
        .role = PARTY_OPERATOR,
        .first_day = u->today,
        .last_day = DATE_NONE,
        .reason = n->reason,
    };
    TRY(member_store_overlaps(u->db, &m, &holds));
    if (holds) {
        return &TERMINAL_OPERATES;
    }
    membership_id id;
    TRY(member_store_add(u->db, &m, u->now, &id));
    audit_write(u, S("membership.give"), S("membership"), id.value, n->reason);
    *out_is_new = is_new;
    return NULL;
}

err terminal_action_list(struct unit *u)
{
    audit_write(u, S("account.list"), S("account"), 0, S(""));
    return NULL;
}
