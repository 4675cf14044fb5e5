#include "market/party/party_session_web.h"

#include <assert.h>

#include "base/digest.h"
#include "base/limits.h"
#include "market/law/law_change_store.h"
#include "market/party/party_password_action.h"
#include "market/party/party_session_web.sql.h"
#include "market/party/right.h"
#include "platform/secret/secret.h"

const struct fault SESSION_NO_PARTY = {
    .kind = FAULT_DENIED,
    .code = "session.no_party",
    .text = "오늘 쓸 수 있는 소속과 역할이 없습니다. 기관 관리자나 운영자에게 알려 주세요.",
};

const struct fault SESSION_TURNED = {
    .kind = FAULT_CONFLICT,
    .code = "session.turned",
    .text = "방금 비밀번호를 확인해 로그인 정보가 바뀌었습니다. 새로 고친 뒤 다시 골라 주세요.",
};

#define US_PER_MINUTE INT64_C(60000000)

static enum party_state read_party_state(struct query *q)
{
    int state = party_state_from(read_str(q, "party_state"));
    return state < 0 ? PARTY_SUSPENDED : (enum party_state)state; // a firm that closed for good
}

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

// The law as it stands for this unit: the version is read in its own transaction.
static err take_law(struct unit *u, int64_t version)
{
    return law_shelf_take(u->law_shelf, u->db, u->arena, version, &u->law);
}

static struct query *query_of_counts(struct unit *u, const struct actor *actor)
{
    struct query *q = db_query(u->db, &SQL_SESSION_COUNTS);
    bind_i64(q, "account", actor->account.value);
    bind_i64(q, "rights", (int64_t)actor->rights);
    bind_id(q, "institution", actor->institution.value);
    bind_id(q, "supplier", actor->supplier.value);
    bind_date(q, "today", u->today);
    return q;
}

static err read_counts(struct unit *u, struct actor *actor)
{
    struct query *q = query_of_counts(u, actor);
    if (query_next(q)) {
        int64_t deputy_count = read_i64(q, "deputy_count");
        actor->todo_count = read_i64(q, "own_count") + read_i64(q, "party_count") + deputy_count;
        actor->approval_count = read_i64(q, "own_approval_count") + deputy_count;
        actor->notice_count = read_i64(q, "notice_count");
        actor->cart_count = read_i64(q, "cart_count");
        actor->demo = read_i64(q, "demo_count") > 0;
    }
    return query_end(q);
}

// Now, or with the page's own statements.
static err load_counts(struct unit *u, struct actor *actor)
{
    if (!u->may_rest) {
        return read_counts(u, actor);
    }
    query_foresee(query_of_counts(u, actor));
    u->rest = read_counts;
    return NULL;
}

static err read_site(struct unit *u, struct actor *actor)
{
    int64_t version = 0;
    struct query *q = db_query(u->db, &SQL_SITE_IS_DEMO);
    if (query_next(q)) {
        actor->demo = read_i64(q, "demo_count") > 0;
        version = read_i64(q, "law_version");
    }
    TRY(query_end(q));
    return take_law(u, version);
}

// The page goes by the law that this process held: where another one holds by now, it is made
// again.
static err check_site(struct unit *u, struct actor *actor)
{
    const struct law *held = u->law;
    TRY(read_site(u, actor));
    return u->law == held ? NULL : &UNIT_OUTDATED;
}

// A visitor; knows whether the site carries demo data, which every page tells.
static err load_visitor(struct unit *u, const struct request *rq, struct actor *actor)
{
    *actor = (struct actor){.address = rq->address};
    u->session_token = (str){0};
    if (!u->may_rest || u->law_shelf == NULL) {
        return read_site(u, actor);
    }
    u->law = law_shelf_held(u->law_shelf, u->law);
    query_foresee(db_query(u->db, &SQL_SITE_IS_DEMO));
    u->rest = check_site;
    return NULL;
}

// What a row of the session says besides the person's rights.
struct session_row {
    instant used_at;
    instant created_at;
    int64_t idle_s;
    enum party_state party_state;
    int64_t law_version;
    bool has_second_factor;
    bool password_due;
};

static void read_first_row(struct query *q, enum party_role role, struct actor *out,
                           struct session_row *row)
{
    out->account.value = read_i64(q, "account_id");
    out->session.value = read_i64(q, "session_id");
    out->institution.value = read_i64(q, "institution_id");
    out->supplier.value = read_i64(q, "supplier_id");
    out->csrf = read_str(q, "csrf");
    out->confirmed_at = read_instant(q, "confirmed_at");
    out->name = read_str(q, "name");
    out->organisation = read_str(q, "organisation");
    out->role_label = party_role_label(role);
    row->used_at = read_instant(q, "used_at");
    row->created_at = read_instant(q, "created_at");
    row->idle_s = read_i64(q, "idle_s");
    row->party_state = read_party_state(q);
    row->has_second_factor = read_bool(q, "has_second_factor");
    row->password_due = read_bool(q, "password_due");
    row->law_version = read_i64(q, "law_version");
}

// The person of the cookie with this hash, with the rights of the roles held today; no account when
// it is none of ours or nothing is held any more. Of several roles the person acts in the first
// that opens the route by itself, else in the first.
static err find_session(struct unit *u, const struct request *rq, str token_hash, struct actor *out,
                        struct session_row *row)
{
    struct query *q = db_query(u->db, &SQL_SESSION_ACTOR);
    bind_str(q, "token_hash", token_hash);
    bind_date(q, "today", u->today);
    bind_instant(q, "begun_after", instant_add_s(u->now, -SESSION_LONGEST_S));
    uint64_t rights = 0;
    bool acts = false; // the role that opens this door was found
    while (query_next(q)) {
        int role = party_role_from(read_str(q, "role"));
        assert(role >= 0);
        if (out->account.value == 0) {
            read_first_row(q, (enum party_role)role, out, row);
        }
        if (!acts && rq->right != 0 &&
            (party_role_rights((enum party_role)role) & rq->right) == rq->right) {
            out->role_label = party_role_label((enum party_role)role);
            acts = true;
        }
        if (out->department.value == 0) {
            out->department.value = read_i64(q, "department_id");
        }
        rights |= party_role_rights((enum party_role)role);
    }
    TRY(query_end(q));
    out->rights = party_rights_awake(rights, row->party_state, row->has_second_factor);
    out->needs_second_factor = row->party_state == PARTY_ACTIVE &&
                               party_needs_second_factor(rights) && !row->has_second_factor;
    out->needs_new_password = row->password_due;
    if (row->password_due) {
        out->rights &= RIGHT_SIGNED_IN;
    }
    return NULL;
}

// The cookie that follows this one when the person is asked again by this form. By both alone it is
// found again when the answer was lost and the form is posted once more; who has stolen the cookie
// does not know the form's key, and nobody outside knows the key of the site.
static str next_token(const struct unit *u, const struct request *rq)
{
    str text =
        str_join(u->arena, request_cookie(rq, SESSION_COOKIE), request_field(rq, "form_key"));
    return secret_mark(u->arena, text, S("session"));
}

// The session that had this cookie until the person was asked again, a moment ago.
static err find_turned_session(struct unit *u, const struct request *rq, str old_hash,
                               struct actor *out, struct session_row *row)
{
    struct query *q = db_query(u->db, &SQL_SESSION_TURNED);
    bind_str(q, "token_hash", old_hash);
    bind_instant(q, "since", instant_add_s(u->now, -LIMIT_SESSION_AGAIN_S));
    str token_hash = {0};
    instant turned_at = {0};
    if (query_next(q)) {
        token_hash = str_copy(u->arena, read_str(q, "token_hash"));
        turned_at = read_instant(q, "turned_at");
    }
    TRY(query_end(q));
    if (token_hash.n == 0) {
        return NULL;
    }
    str token = rq->method == POST ? next_token(u, rq) : (str){0};
    bool is_same_form = token.n > 0 && str_equals(digest_sha256(u->arena, token), token_hash);
    if (is_same_form) {
        u->session_token = token;
    }
    if (is_same_form || instant_before(u->now, instant_add_s(turned_at, LIMIT_SESSION_OLD_S))) {
        TRY(find_session(u, rq, token_hash, out, row));
    }
    if (!is_same_form) {
        out->confirmed_at = (instant){0}; // that was shown for the new cookie
    }
    return NULL;
}

err party_load_actor(struct unit *u, const struct request *rq, struct actor *actor)
{
    str token = request_cookie(rq, SESSION_COOKIE);
    if (token.n != 64) { // no cookie, or not one of ours
        return load_visitor(u, rq, actor);
    }
    struct actor found = {.address = rq->address};
    struct session_row row = {0};
    str token_hash = digest_sha256(u->arena, token);
    TRY(find_session(u, rq, token_hash, &found, &row));
    if (found.account.value == 0) {
        TRY(find_turned_session(u, rq, token_hash, &found, &row));
    }
    if (found.account.value == 0 ||
        instant_before(instant_add_s(row.used_at, row.idle_s), u->now)) {
        return load_visitor(u, rq, actor);
    }
    instant idle_end = instant_add_s(u->now, row.idle_s);
    instant last_end = instant_add_s(row.created_at, SESSION_LONGEST_S);
    found.ends_at = instant_before(last_end, idle_end) ? last_end : idle_end;
    if (u->now.us - row.used_at.us >= US_PER_MINUTE) {
        note_last_use(u, found.session);
    }
    TRY(take_law(u, row.law_version));
    TRY(load_counts(u, &found));
    *actor = found;
    return NULL;
}

bool session_is_confirmed(const struct unit *u)
{
    instant at = u->actor->confirmed_at;
    return at.us != 0 && instant_before(u->now, instant_add_s(at, SESSION_CONFIRM_S));
}

// The cookie that the request came by, for what is done to its session alone.
static void bind_shown(struct unit *u, const struct request *rq, struct query *q)
{
    bind_str(q, "shown_hash", digest_sha256(u->arena, request_cookie(rq, SESSION_COOKIE)));
}

static err turn_session(struct unit *u, const struct request *rq)
{
    str token = next_token(u, rq);
    str token_hash = digest_sha256(u->arena, token);
    struct query *q = db_query(u->db, &SQL_SESSION_CONFIRM);
    bind_i64(q, "session", u->actor->session.value);
    bind_shown(u, rq, q);
    bind_str(q, "token_hash", token_hash);
    bind_instant(q, "now", u->now);
    if (query_next(q) && str_equals(read_str(q, "token_hash"), token_hash)) {
        u->session_token = token;
    }
    return query_end(q);
}

err session_confirm(struct unit *u, const struct request *rq, const char **out_method)
{
    const struct session_check *check = rq->prepared;
    assert(check != NULL); // the route names session_before_confirm
    if (check->fault != NULL) {
        if (check->fault == &SESSION_WRONG_SECRET) {
            try_note_wrong(u, u->actor->account, &check->marks);
        }
        if (check->is_wrong_code) {
            try_note_wrong_code(u, check->account, &check->marks);
        }
        return check->fault;
    }
    TRY(session_check_succeeded(u, check));
    TRY(turn_session(u, rq));
    *out_method = check->by_code ? "code" : "password";
    return NULL;
}

static void add_role(struct arena *a, struct session_party *p, enum party_role role)
{
    str label = party_role_label(role);
    p->rights |= party_role_rights(role);
    p->roles =
        p->roles.n == 0 ? label : str_format(a, "%.*s, %.*s", STR_ARG(p->roles), STR_ARG(label));
}

static struct session_party *find_party(session_party_list *list, const struct session_party *like)
{
    for (size_t i = 0; i < list->count; i++) {
        struct session_party *p = &list->items[i];
        if (p->institution.value == like->institution.value &&
            p->supplier.value == like->supplier.value) {
            return p;
        }
    }
    return NULL;
}

err session_list_parties(struct unit *u, account_id account, session_party_list *out)
{
    session_party_list list = {.items = NEW_ARRAY(u->arena, LIMIT_PARTIES, struct session_party)};
    struct query *q = db_query(u->db, &SQL_ACCOUNT_PARTIES);
    bind_i64(q, "account", account.value);
    bind_date(q, "today", u->today);
    while (query_next(q)) {
        struct session_party p = {
            .institution = {read_i64(q, "institution_id")},
            .supplier = {read_i64(q, "supplier_id")},
            .no = {read_i64(q, "party_no")},
            .name = read_str(q, "organisation"),
            .state = read_party_state(q),
        };
        int role = party_role_from(read_str(q, "role"));
        assert(role >= 0);
        struct session_party *known = find_party(&list, &p);
        if (known == NULL && list.count < LIMIT_PARTIES) {
            known = &list.items[list.count++];
            *known = p;
        }
        if (known != NULL) {
            add_role(u->arena, known, (enum party_role)role);
        }
    }
    TRY(query_end(q));
    *out = list;
    return NULL;
}

// The first party that is active, or else the first.
static const struct session_party *first_party(const session_party_list *list)
{
    for (size_t i = 0; i < list->count; i++) {
        if (list->items[i].state == PARTY_ACTIVE) {
            return &list->items[i];
        }
    }
    return list->count > 0 ? &list->items[0] : NULL;
}

err session_begin(struct unit *u, const struct session_check *check, str address,
                  struct session_begun *out)
{
    assert(check->fault == NULL && check->account.value != 0);
    session_party_list list;
    TRY(session_list_parties(u, check->account, &list));
    const struct session_party *party = first_party(&list);
    if (party == NULL) {
        return &SESSION_NO_PARTY;
    }
    TRY(session_check_succeeded(u, check));
    bool password_due = false;
    TRY(password_action_is_due(u, check->account, &password_due));
    str token = secret_token(u->arena);
    struct query *q = db_query(u->db, &SQL_SESSION_ADD);
    bind_str(q, "token_hash", digest_sha256(u->arena, token));
    bind_i64(q, "account", check->account.value);
    bind_id(q, "institution", party->institution.value);
    bind_id(q, "supplier", party->supplier.value);
    bind_str(q, "csrf", secret_token(u->arena));
    bind_str(q, "address", address);
    bind_instant(q, "now", u->now);
    bind_i64(q, "idle_s", party_idle_s(party->rights));
    bind_bool(q, "password_due", password_due);
    int64_t session = 0;
    TRY(query_run_id(q, &session));
    audit_write(u, S("session.begin"), S("account"), check->account.value, S(""));
    *out = (struct session_begun){
        .token = token, .party_count = list.count, .password_due = password_due};
    return NULL;
}

err session_switch(struct unit *u, const struct request *rq, public_no party, str *out_token)
{
    session_party_list list;
    TRY(session_list_parties(u, u->actor->account, &list));
    const struct session_party *chosen = NULL;
    for (size_t i = 0; i < list.count && chosen == NULL; i++) {
        chosen = list.items[i].no.value == party.value ? &list.items[i] : NULL;
    }
    if (chosen == NULL) {
        return &PARTY_UNKNOWN;
    }
    str token = secret_token(u->arena);
    struct query *q = db_query(u->db, &SQL_SESSION_COPY);
    bind_str(q, "token_hash", digest_sha256(u->arena, token));
    bind_id(q, "institution", chosen->institution.value);
    bind_id(q, "supplier", chosen->supplier.value);
    bind_str(q, "csrf", secret_token(u->arena));
    bind_instant(q, "now", u->now);
    bind_i64(q, "idle_s", party_idle_s(chosen->rights));
    bind_i64(q, "session", u->actor->session.value);
    bind_shown(u, rq, q);
    bool is_copied = query_next(q);
    TRY(query_end(q));
    if (!is_copied) {
        return &SESSION_TURNED;
    }
    TRY(session_end(u));
    *out_token = token;
    return NULL;
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
