#include "market/party/party_check_web.h"

#include "base/limits.h"
#include "market/party/party_account_store.h"
#include "market/party/party_bucket_store.h"
#include "market/party/party_check_web.sql.h"
#include "market/party/party_try_store.h"
#include "platform/secret/secret.h"

const struct fault SESSION_WRONG_SECRET = {
    .kind = FAULT_INVALID,
    .code = "session.wrong_secret",
    .text = "아이디, 비밀번호 또는 인증번호가 맞지 않습니다. 다시 확인해 주세요.",
};

const struct fault SESSION_SECRET_MISSING = {
    .kind = FAULT_INVALID,
    .code = "session.secret_missing",
    .text = "비밀번호 또는 인증번호를 적어 주세요. 앞서 확인한 뒤 시간이 지나면 다시 묻습니다.",
};

const struct fault SESSION_TOO_SOON = {
    .kind = FAULT_INVALID,
    .code = "session.too_soon",
    .text = "여러 번 틀려 잠시 기다려야 합니다. 몇 분 뒤 다시 해 주세요. 계정은 잠기지 않습니다.",
};

const struct fault SESSION_CODE_MISSING = {
    .kind = FAULT_INVALID,
    .code = "session.code_missing",
    .text = "결재·검사·지출·운영 담당은 인증 앱의 숫자 6자리도 적어 주세요.",
};

struct secrets {
    account_id account;
    str name;
    str password_hash;
    str totp_secret; // base32; empty: none
    int64_t totp_last_step;
    bool is_demo; // hashed at the least cost, for good
};

static err read_secrets(struct unit *u, struct query *q, struct secrets *out)
{
    str sealed = {0};
    struct secrets s = {0};
    if (query_next(q)) {
        s.account.value = read_i64(q, "id");
        s.name = read_str(q, "name");
        s.password_hash = read_str(q, "password_hash");
        sealed = read_str(q, "totp_secret");
        s.totp_last_step = read_i64(q, "totp_last_step");
        s.is_demo = read_bool(q, "is_demo");
    }
    TRY(query_end(q));
    if (sealed.n > 0) {
        TRY(secret_open_row(u->arena, sealed, "account.totp", s.account.value, &s.totp_secret));
    }
    *out = s;
    return NULL;
}

// Were there too many wrong tries from this address just now?
static err address_is_busy(struct unit *u, bool *out)
{
    instant since = instant_add_s(u->now, -LIMIT_LOGIN_ADDRESS_S);
    int64_t count = 0;
    TRY(bucket_store_find(u->db, actor_network(u->arena, u->actor), since, &count));
    *out = count >= LIMIT_LOGIN_ADDRESS_TRIES;
    return NULL;
}

// Who got in from here of late is not held up by strangers, here or elsewhere: an office stands
// behind one address.
static err owner_is_here(struct unit *u, account_id account, const struct tries *here, bool *out)
{
    struct query *q = db_query(u->db, &SQL_SESSION_KNOWN_ADDRESS);
    bind_i64(q, "account", account.value);
    bind_str(q, "address", u->actor->address);
    bind_instant(q, "since", instant_add_s(u->now, -LIMIT_LOGIN_KNOWN_S));
    bool came = query_next(q) && read_i64(q, "count") > 0;
    *out = came || (here->count == 0 && here->until.us != 0);
    return query_end(q);
}

static bool code_fits(const struct unit *u, const struct secrets *s, str code, int64_t *step)
{
    return s->totp_secret.n > 0 && secret_totp_fits(s->totp_secret, code, u->now, step) &&
           *step > s->totp_last_step; // a code works once
}

// Is this log-in held up? By what was tried from here; unless its owner came from here, also by
// what was tried everywhere and by what this address tried at others.
static err login_is_slowed(struct unit *u, const struct session_check *check, bool busy, bool *out)
{
    struct tries here;
    struct tries everywhere;
    bool by_others = busy;
    TRY(try_store_find(u->db, check->marks.here, &here));
    TRY(try_store_find(u->db, check->marks.everywhere, &everywhere));
    if (busy || instant_before(u->now, everywhere.until)) {
        bool is_owner = false;
        TRY(owner_is_here(u, check->account, &here, &is_owner));
        by_others = !is_owner;
    }
    *out = by_others || instant_before(u->now, here.until);
    return NULL;
}

err session_check_login(struct unit *u, str email, str password, str code,
                        struct session_check *out)
{
    struct secrets s = {0};
    bool busy = false;
    bool slowed = false;
    str typed = str_lower_ascii(u->arena, email);
    struct query *q = db_query(u->db, &SQL_ACCOUNT_BY_EMAIL);
    bind_str(q, "email", typed);
    TRY(read_secrets(u, q, &s));
    *out = (struct session_check){
        .account = s.account, .name = s.name, .marks = try_marks_of_login(u, typed)};
    TRY(address_is_busy(u, &busy));
    TRY(login_is_slowed(u, out, busy, &slowed));
    str hash = s.account.value == 0 ? secret_nobodys_hash() : s.password_hash;
    bool fits = secret_password_fits(u->arena, hash, password) && s.account.value != 0;
    bool needs_code = s.totp_secret.n > 0; // who has none yet finds those rights asleep
    // From a busy address a wrong try says what is said to everybody else there.
    const struct fault *wrong = busy ? &SESSION_TOO_SOON : &SESSION_WRONG_SECRET;
    bool no_code = false;
    TRY(try_are_codes_slowed(u, &out->marks, &no_code));
    if (slowed && (no_code || !code_fits(u, &s, code, &out->totp_step))) {
        out->fault = &SESSION_TOO_SOON; // the owner's code opens at once
        out->is_wrong_code = fits && needs_code && !no_code && !str_is_empty(code);
    } else if (!fits) {
        out->fault = wrong;
        out->is_wrong = true;
    } else if (needs_code && str_is_empty(code)) {
        out->fault = &SESSION_CODE_MISSING;
    } else if (needs_code && !code_fits(u, &s, code, &out->totp_step)) {
        out->fault = wrong;
        out->is_wrong = true;
    }
    if (out->fault == NULL && !s.is_demo && secret_hash_is_outdated(hash)) {
        out->outdated_hash = hash;
        out->fresh_hash = secret_hash_password(u->arena, password, SECRET_COST_FULL);
    }
    return NULL;
}

err session_before_confirm(struct unit *u, struct request *rq)
{
    struct session_check *check = NEW(u->arena, struct session_check);
    rq->prepared = check;
    if (u->actor->account.value == 0) {
        check->fault = &SESSION_WRONG_SECRET;
        return NULL;
    }
    struct query *q = db_query(u->db, &SQL_ACCOUNT_SECRET);
    bind_i64(q, "account", u->actor->account.value);
    struct secrets s = {0};
    TRY(read_secrets(u, q, &s));
    struct tries tries;
    check->account = s.account;
    check->name = s.name;
    check->marks = try_marks_of_person(u, s.account);
    TRY(try_store_find(u->db, check->marks.here, &tries));
    str secret = str_trim(request_field(rq, "secret"));
    if (secret.n == 0) {
        check->fault = &SESSION_SECRET_MISSING; // no try: nothing is counted
        return NULL;
    }
    bool is_held_up = instant_before(u->now, tries.until);
    bool no_code = false;
    TRY(try_are_codes_slowed(u, &check->marks, &no_code));
    check->by_code =
        secret.n == 6 && !(is_held_up && no_code) && code_fits(u, &s, secret, &check->totp_step);
    if (is_held_up && !check->by_code) {
        check->fault = &SESSION_TOO_SOON;
        check->is_wrong_code = secret.n == 6 && s.totp_secret.n > 0 && !no_code;
    } else if (!check->by_code && !secret_password_fits(u->arena, s.password_hash, secret)) {
        check->fault = &SESSION_WRONG_SECRET;
    }
    return NULL;
}

err session_check_succeeded(struct unit *u, const struct session_check *check)
{
    TRY(try_forgive(u, check->marks.here));
    TRY(try_forgive(u, check->marks.codes));
    struct query *q = db_query(u->db, &SQL_ACCOUNT_SUCCEEDED);
    bind_i64(q, "account", check->account.value);
    bind_i64(q, "totp_step", check->totp_step);
    TRY(query_run(q, NULL));
    if (check->fresh_hash.n == 0) {
        return NULL;
    }
    q = db_query(u->db, &SQL_ACCOUNT_REHASH);
    bind_i64(q, "account", check->account.value);
    bind_str(q, "hash", check->fresh_hash);
    bind_str(q, "before", check->outdated_hash);
    return query_run(q, NULL);
}
