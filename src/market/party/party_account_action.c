#include "market/party/party_account_action.h"

#include "base/limits.h"
#include "market/notice/notice_action.h"
#include "market/party/party_bucket_store.h"
#include "market/party/party_password_action.h"
#include "market/party/party_password_store.h"
#include "market/party/party_try_action.h"
#include "platform/secret/secret.h"

#define HOUR_S INT64_C(3600)

struct account_code account_code_new(struct arena *a)
{
    str code = secret_digits(a, LIMIT_CODE_DIGITS);
    return (struct account_code){.code = code,
                                 .hash = secret_hash_password(a, code, SECRET_COST_FULL)};
}

err account_action_send_code(struct unit *u, account_id account, const struct account_code *code,
                             str words, int64_t lasts_s)
{
    TRY(recovery_store_add(u->db, account, code->hash, instant_add_s(u->now, lasts_s), u->now));
    str text = str_format(u->arena, "%.*s %.*s. 다른 사람에게 알려 주지 마세요.", STR_ARG(words),
                          STR_ARG(code->code));
    TRY(notice_send_secret(u, account, text));
    audit_write(u, S("account.send_code"), S("account"), account.value, S(""));
    return NULL;
}

// Keys of the bucket besides the address itself, which counts wrong passwords.
static str bucket_key(struct unit *u)
{
    return str_join(u->arena, S("code:"), actor_network(u->arena, u->actor));
}

err account_action_ask_code(struct unit *u, account_id account, const struct account_code *code)
{
    int64_t asked = 0;
    TRY(bucket_store_add(u->db, bucket_key(u), HOUR_S, u->now, &asked));
    if (asked > LIMIT_REQUESTS_ADDRESS) {
        return &ACCOUNT_TOO_SOON;
    }
    if (account.value == 0) {
        return NULL;
    }
    int64_t sent = 0;
    TRY(recovery_store_count(u->db, account, instant_add_s(u->now, -HOUR_S), &sent));
    if (sent >= LIMIT_CODES_AN_HOUR) {
        return NULL; // the last one still works: a stranger cannot run up messages
    }
    return account_action_send_code(
        u, account, code, S("비밀번호를 다시 정하는 코드(15분 동안 유효):"), LIMIT_CODE_S);
}

static err tell(struct unit *u, account_id account, str title)
{
    return notice_add(u, account, S("account.changed"), title,
                      S("본인이 한 일이 아니면 바로 고객센터에 알려 주세요."), S("/me"));
}

// Wrong tries are forgiven; strangers who go on trying hold the person up in this network no more.
static err let_in(struct unit *u, account_id account)
{
    struct account a;
    TRY(account_store_find(u->db, account, &a));
    struct try_marks marks = try_marks_of_login(u, a.email);
    return try_forgive(u, marks.here);
}

err account_action_recover(struct unit *u, account_id account, int64_t code, str password_hash)
{
    TRY(recovery_store_use(u->db, code, u->now));
    TRY(password_action_set(u, account, password_hash));
    TRY(account_store_end_sessions(u->db, account, NO_ID(session_id), u->now));
    TRY(let_in(u, account));
    TRY(tell(u, account, S("코드로 비밀번호를 다시 정했습니다")));
    audit_write(u, S("account.recover"), S("account"), account.value, S(""));
    return NULL;
}

struct wrong_code {
    int64_t code;
    str key;
};

static err write_wrong_code(struct unit *u, const void *data)
{
    const struct wrong_code *w = data;
    int64_t count = 0;
    TRY(bucket_store_add(u->db, w->key, HOUR_S, u->now, &count));
    return w->code == 0 ? NULL : recovery_store_try(u->db, w->code);
}

void account_note_wrong_code(struct unit *u, int64_t code)
{
    struct wrong_code *w = NEW(u->arena, struct wrong_code);
    *w = (struct wrong_code){.code = code, .key = bucket_key(u)};
    unit_note(u, write_wrong_code, w);
}

err account_action_change_password(struct unit *u, str password_hash)
{
    account_id me = u->actor->account;
    TRY(password_action_set(u, me, password_hash));
    TRY(password_store_no_longer_due(u->db, u->actor->session));
    TRY(account_store_end_sessions(u->db, me, u->actor->session, u->now));
    TRY(tell(u, me, S("비밀번호를 바꾸었습니다")));
    audit_write(u, S("account.change_password"), S("account"), me.value, S(""));
    return NULL;
}

err account_action_change_contact(struct unit *u, int64_t version, str name, str phone)
{
    account_id me = u->actor->account;
    TRY(account_store_set_contact(u->db, me, version, name, phone));
    TRY(tell(u, me, S("이름이나 휴대전화 번호를 바꾸었습니다")));
    audit_write(u, S("account.change_contact"), S("account"), me.value, S(""));
    return NULL;
}

err account_action_set_factor(struct unit *u, str secret, int64_t step)
{
    account_id me = u->actor->account;
    str sealed = secret_seal_row(u->arena, secret, "account.totp", me.value);
    TRY(account_store_set_factor(u->db, me, sealed, step));
    TRY(account_store_end_sessions(u->db, me, u->actor->session, u->now));
    TRY(tell(u, me, S("인증 앱을 등록했습니다")));
    audit_write(u, S("account.set_factor"), S("account"), me.value, S(""));
    return NULL;
}

err account_action_end_other_sessions(struct unit *u)
{
    account_id me = u->actor->account;
    TRY(account_store_end_sessions(u->db, me, u->actor->session, u->now));
    audit_write(u, S("account.end_sessions"), S("account"), me.value, S(""));
    return NULL;
}

err account_tell_operators(struct unit *u, account_id but, str kind, str title, str text, str path)
{
    account_id operators[LIMIT_OPERATORS_TOLD];
    size_t count = 0;
    TRY(account_store_operators(u->db, u->today, operators, &count));
    for (size_t i = 0; i < count; i++) {
        if (operators[i].value != but.value) {
            TRY(notice_add(u, operators[i], kind, title, text, path));
        }
    }
    return NULL;
}
