#include "market/party/party_session_web.h"

#include <assert.h>

#include "base/digest.h"
#include "market/party/party.h"
#include "market/party/party_session_web.sql.h"
#include "market/party/right.h"
#include "platform/secret/secret.h"

const struct fault SESSION_WRONG_SECRET = {
    .kind = FAULT_INVALID,
    .code = "session.wrong_secret",
    .text = "아이디, 비밀번호 또는 인증번호가 맞지 않습니다. 다시 확인해 주세요.",
};

const struct fault SESSION_TOO_SOON = {
    .kind = FAULT_INVALID,
    .code = "session.too_soon",
    .text = "여러 번 틀려 잠시 기다려야 합니다. 몇 분 뒤 다시 해 주세요. 계정은 잠기지 않습니다.",
};

const struct fault SESSION_CODE_MISSING = {
    .kind = FAULT_INVALID,
    .code = "session.code_missing",
    .text = "결재·검수·지출·운영 담당은 인증 앱의 숫자 6자리도 적어 주세요.",
};

const struct fault SESSION_NO_PARTY = {
    .kind = FAULT_DENIED,
    .code = "session.no_party",
    .text = "오늘 쓸 수 있는 소속과 역할이 없습니다. 기관 관리자나 운영자에게 알려 주세요.",
};

#define US_PER_MINUTE INT64_C(60000000)

// A hash no password fits, so that an unknown account takes as long as a known one.
static const char NOBODYS_HASH[] = "$argon2id$v=19$m=65536,t=2,p=1$MDEyMzQ1Njc4OWFiY2RlZg$"
                                   "KKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKI";

static err write_last_use(struct unit *u, const void *data)
{
    const session_id *session = data;
    struct query *q = db_query(u->db, &SQL_SESSION_TOUCH);
    bind_i64(q, "session", session->value);
    bind_instant(q, "now", u->now);
    return query_run(q, NULL);
}

static void note_last_use(struct unit *u, session_id session)
{
    session_id *data = NEW(u->arena, session_id);
    *data = session;
    unit_note(u, write_last_use, data);
}

static err load_counts(struct unit *u, struct actor *actor)
{
    struct query *q = db_query(u->db, &SQL_SESSION_COUNTS);
    bind_i64(q, "account", actor->account.value);
    bind_i64(q, "rights", (int64_t)actor->rights);
    bind_id(q, "institution", actor->institution.value);
    bind_id(q, "supplier", actor->supplier.value);
    if (query_next(q)) {
        actor->todo_count = read_i64(q, "todo_count");
        actor->notice_count = read_i64(q, "notice_count");
        actor->cart_count = read_i64(q, "cart_count");
        actor->demo = read_i64(q, "demo_count") > 0;
    }
    return query_end(q);
}

// A visitor; knows whether the site carries demo data, which every page tells.
static err load_visitor(struct unit *u, const struct request *rq, struct actor *actor)
{
    *actor = (struct actor){.address = rq->address};
    struct query *q = db_query(u->db, &SQL_SITE_IS_DEMO);
    actor->demo = query_next(q);
    return query_end(q);
}

err party_load_actor(struct unit *u, const struct request *rq, struct actor *actor)
{
    str token = request_cookie(rq, SESSION_COOKIE);
    if (token.n != 64) { // no cookie, or not one of ours
        return load_visitor(u, rq, actor);
    }
    struct query *q = db_query(u->db, &SQL_SESSION_ACTOR);
    bind_str(q, "token_hash", digest_sha256(u->arena, token));
    bind_date(q, "today", u->today);
    bind_instant(q, "begun_after", instant_add_s(u->now, -SESSION_LONGEST_S));
    struct actor found = {.address = rq->address};
    instant used_at = {0};
    instant created_at = {0};
    int64_t idle_s = 0;
    while (query_next(q)) {
        int role = party_role_from(read_str(q, "role"));
        assert(role >= 0);
        if (found.account.value == 0) {
            found.account.value = read_i64(q, "account_id");
            found.session.value = read_i64(q, "session_id");
            found.institution.value = read_i64(q, "institution_id");
            found.supplier.value = read_i64(q, "supplier_id");
            found.csrf = read_str(q, "csrf");
            found.confirmed_at = read_instant(q, "confirmed_at");
            found.name = read_str(q, "name");
            found.organisation = read_str(q, "organisation");
            found.role_label = party_role_label((enum party_role)role);
            used_at = read_instant(q, "used_at");
            created_at = read_instant(q, "created_at");
            idle_s = read_i64(q, "idle_s");
        }
        if (found.department.value == 0) {
            found.department.value = read_i64(q, "department_id");
        }
        found.rights |= party_role_rights((enum party_role)role);
    }
    TRY(query_end(q));
    if (found.account.value == 0 || instant_before(instant_add_s(used_at, idle_s), u->now)) {
        return load_visitor(u, rq, actor);
    }
    instant idle_end = instant_add_s(u->now, idle_s);
    instant last_end = instant_add_s(created_at, SESSION_LONGEST_S);
    found.ends_at = instant_before(last_end, idle_end) ? last_end : idle_end;
    if (u->now.us - used_at.us >= US_PER_MINUTE) {
        note_last_use(u, found.session);
    }
    TRY(load_counts(u, &found));
    *actor = found;
    return NULL;
}

struct secrets {
    account_id account;
    str name;
    str password_hash;
    str totp_secret; // base32; empty: none
    int64_t totp_last_step;
    instant failed_until;
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
        s.failed_until = read_instant(q, "failed_until");
    }
    TRY(query_end(q));
    if (sealed.n > 0) {
        TRY(secret_open(u->arena, sealed, S("account.totp"), &s.totp_secret));
    }
    *out = s;
    return NULL;
}

// The rights a person would have at any party today: decides whether a code is asked for.
static err read_rights(struct unit *u, account_id account, uint64_t *out)
{
    struct query *q = db_query(u->db, &SQL_ACCOUNT_PARTIES);
    bind_i64(q, "account", account.value);
    bind_date(q, "today", u->today);
    uint64_t rights = 0;
    while (query_next(q)) {
        int role = party_role_from(read_str(q, "role"));
        assert(role >= 0);
        rights |= party_role_rights((enum party_role)role);
    }
    TRY(query_end(q));
    *out = rights;
    return NULL;
}

static bool code_fits(const struct unit *u, const struct secrets *s, str code, int64_t *step)
{
    return s->totp_secret.n > 0 && secret_totp_fits(s->totp_secret, code, u->now, step) &&
           *step > s->totp_last_step; // a code works once
}

err session_check_login(struct unit *u, str email, str password, str code,
                        struct session_check *out)
{
    struct query *q = db_query(u->db, &SQL_ACCOUNT_BY_EMAIL);
    bind_str(q, "email", str_lower_ascii(u->arena, email));
    struct secrets s = {0};
    TRY(read_secrets(u, q, &s));
    *out = (struct session_check){.account = s.account, .name = s.name};

    uint64_t rights = 0;
    TRY(read_rights(u, s.account, &rights));
    str hash = s.account.value == 0 ? str_view(NOBODYS_HASH) : s.password_hash;
    bool fits = secret_password_fits(hash, password) && s.account.value != 0;
    bool needs_code = s.totp_secret.n > 0 || party_needs_second_factor(rights);
    if (instant_before(u->now, s.failed_until) && !code_fits(u, &s, code, &out->totp_step)) {
        out->fault = &SESSION_TOO_SOON; // the owner's code opens at once
    } else if (!fits) {
        out->fault = &SESSION_WRONG_SECRET;
    } else if (needs_code && str_is_empty(code)) {
        out->fault = &SESSION_CODE_MISSING;
    } else if (needs_code && !code_fits(u, &s, code, &out->totp_step)) {
        out->fault = &SESSION_WRONG_SECRET;
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
    check->account = s.account;
    check->name = s.name;
    str secret = str_trim(request_field(rq, "secret"));
    check->by_code = secret.n == 6 && code_fits(u, &s, secret, &check->totp_step);
    if (instant_before(u->now, s.failed_until) && !check->by_code) {
        check->fault = &SESSION_TOO_SOON;
    } else if (!check->by_code && !secret_password_fits(s.password_hash, secret)) {
        check->fault = &SESSION_WRONG_SECRET;
    }
    return NULL;
}

static err write_success(struct unit *u, const struct session_check *check)
{
    struct query *q = db_query(u->db, &SQL_ACCOUNT_SUCCEEDED);
    bind_i64(q, "account", check->account.value);
    bind_i64(q, "totp_step", check->totp_step);
    return query_run(q, NULL);
}

err session_confirm(struct unit *u, const struct request *rq, const char **out_method)
{
    const struct session_check *check = rq->prepared;
    assert(check != NULL); // the route names session_before_confirm
    if (check->fault != NULL) {
        if (check->fault == &SESSION_WRONG_SECRET) {
            session_note_failure(u, check->account);
        }
        return check->fault;
    }
    TRY(write_success(u, check));
    struct query *q = db_query(u->db, &SQL_SESSION_CONFIRM);
    bind_i64(q, "session", u->actor->session.value);
    bind_instant(q, "now", u->now);
    TRY(query_run(q, NULL));
    *out_method = check->by_code ? "code" : "password";
    return NULL;
}

// Which of the person's parties: the one asked for, or the first. Its rights go to *rights.
static err choose_party(struct unit *u, account_id account, institution_id *institution,
                        supplier_id *supplier, uint64_t *rights)
{
    bool any = institution->value == 0 && supplier->value == 0;
    struct query *q = db_query(u->db, &SQL_ACCOUNT_PARTIES);
    bind_i64(q, "account", account.value);
    bind_date(q, "today", u->today);
    *rights = 0;
    while (query_next(q)) {
        int64_t at_institution = read_i64(q, "institution_id");
        int64_t at_supplier = read_i64(q, "supplier_id");
        int role = party_role_from(read_str(q, "role"));
        assert(role >= 0);
        if (str_equals(read_str(q, "party_state"), S("suspended"))) {
            continue;
        }
        if (any && *rights == 0) {
            institution->value = at_institution;
            supplier->value = at_supplier;
        }
        if (at_institution == institution->value && at_supplier == supplier->value) {
            *rights |= party_role_rights((enum party_role)role);
        }
    }
    TRY(query_end(q));
    return *rights == 0 ? &SESSION_NO_PARTY : NULL;
}

err session_begin(struct unit *u, const struct session_check *check, institution_id institution,
                  supplier_id supplier, str address, str *out_token)
{
    assert(check->fault == NULL && check->account.value != 0);
    uint64_t rights = 0;
    TRY(choose_party(u, check->account, &institution, &supplier, &rights));
    TRY(write_success(u, check));
    str token = secret_token(u->arena);
    struct query *q = db_query(u->db, &SQL_SESSION_ADD);
    bind_str(q, "token_hash", digest_sha256(u->arena, token));
    bind_i64(q, "account", check->account.value);
    bind_id(q, "institution", institution.value);
    bind_id(q, "supplier", supplier.value);
    bind_str(q, "csrf", secret_token(u->arena));
    bind_str(q, "address", address);
    bind_instant(q, "now", u->now);
    bind_i64(q, "idle_s", party_idle_s(rights));
    int64_t session = 0;
    TRY(query_run_id(q, &session));
    audit_write(u, S("session.begin"), S("account"), check->account.value, S(""));
    *out_token = token;
    return NULL;
}

struct failure {
    account_id account;
};

static err write_failure(struct unit *u, const void *data)
{
    const struct failure *f = data;
    struct query *q = db_query(u->db, &SQL_ACCOUNT_SECRET);
    bind_i64(q, "account", f->account.value);
    int64_t failed_count = query_next(q) ? read_i64(q, "failed_count") : 0;
    TRY(query_end(q));
    q = db_query(u->db, &SQL_ACCOUNT_FAILED);
    bind_i64(q, "account", f->account.value);
    bind_instant(q, "failed_until", instant_add_s(u->now, party_backoff_s(failed_count + 1)));
    TRY(query_run(q, NULL));
    audit_write(u, S("session.refuse"), S("account"), f->account.value, S(""));
    return NULL;
}

void session_note_failure(struct unit *u, account_id account)
{
    if (account.value == 0) {
        return; // nobody's account: the address bucket counts it
    }
    struct failure *f = NEW(u->arena, struct failure);
    f->account = account;
    unit_note(u, write_failure, f);
}

err session_end(struct unit *u)
{
    struct query *q = db_query(u->db, &SQL_SESSION_END);
    bind_i64(q, "session", u->actor->session.value);
    bind_instant(q, "now", u->now);
    TRY(query_run(q, NULL));
    audit_write(u, S("session.end"), S("account"), u->actor->account.value, S(""));
    return NULL;
}
