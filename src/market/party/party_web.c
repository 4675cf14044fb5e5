#include "market/party/party_web.h"

#include "base/limits.h"
#include "market/party/login_page.html.h"
#include "market/party/party.h"
#include "market/party/party_session_web.h"
#include "market/party/party_session_web.sql.h"
#include "market/party/party_try_action.h"
#include "market/party/right.h"
#include "platform/form/form.h"
#include "platform/secret/secret.h"
#include "platform/web/site.h"

#define DEMO_ACCOUNTS_MAX 16 // one for each role

err login_list_demo_accounts(struct unit *u, struct login_page *p)
{
    struct query *q = db_query(u->db, &SQL_DEMO_ACCOUNTS);
    p->accounts.items = NEW_ARRAY(u->arena, DEMO_ACCOUNTS_MAX, struct login_account);
    while (query_next(q) && p->accounts.count < DEMO_ACCOUNTS_MAX) {
        struct login_account *a = &p->accounts.items[p->accounts.count++];
        int role = party_role_from(read_str(q, "role"));
        str sealed = read_str(q, "totp_secret");
        a->role = role < 0 ? S("") : party_role_label((enum party_role)role);
        a->organisation = read_str(q, "organisation");
        a->email = read_str(q, "email");
        a->code = S("");
        if (sealed.n > 0) {
            str secret = {0};
            TRY(secret_open_row(u->arena, sealed, "account.totp", read_i64(q, "id"), &secret));
            a->code = secret_totp_code(u->arena, secret, u->now);
        }
    }
    return query_end(q);
}

static err render_login(struct unit *u, const struct request *rq, struct response *rs,
                        const struct issues *issues)
{
    struct login_page p = {0};
    p.email = rq->method == POST ? request_field(rq, "email") : S("");
    p.next = rq->method == POST ? request_field(rq, "next") : request_query(rq, "next");
    p.changed = rq->method == GET && request_query(rq, "changed").n > 0;
    p.joined = rq->method == GET && request_query(rq, "joined").n > 0;
    struct query *q = db_query(u->db, &SQL_SITE_IS_DEMO);
    p.is_demo = query_next(q) && read_i64(q, "demo_count") > 0;
    TRY(query_end(q));
    if (p.is_demo) {
        p.demo_password = S("dure-demo-2026");
        TRY(login_list_demo_accounts(u, &p));
    }
    frame_fill(u, rq, &p.frame, S("로그인"));
    p.frame.issues = issues;
    login_page_render(&rs->body, &p);
    rs->status = issues != NULL && issues->count > 0 ? 422 : 200;
    return NULL;
}

// GET /login
static err get_login(struct unit *u, const struct request *rq, struct response *rs)
{
    return render_login(u, rq, rs, NULL);
}

// Hashing takes a fifth of a second and holds no lock.
static err before_login(struct unit *u, struct request *rq)
{
    struct session_check *check = NEW(u->arena, struct session_check);
    rq->prepared = check;
    return session_check_login(u, str_trim(request_field(rq, "email")),
                               request_field(rq, "password"), str_trim(request_field(rq, "code")),
                               check);
}

static const struct field_label LABELS[] = {
    {"email",    "아이디(전자우편)"},
    {"password", "비밀번호"           },
    {"code",     "인증번호 6자리"   },
};

// POST /login
static err post_login(struct unit *u, const struct request *rq, struct response *rs)
{
    const struct session_check *check = rq->prepared;
    struct issues issues = {
        .labels = {LABELS, COUNT(LABELS)}
    };
    (void)form_line(rq, &issues, "email", REQUIRED, LIMIT_NAME);
    (void)form_line(rq, &issues, "password", REQUIRED, LIMIT_PASSWORD);
    if (issues.count == 0 && check->fault != NULL) {
        const char *field = check->fault == &SESSION_CODE_MISSING ? "code" : "password";
        if (check->is_wrong) {
            try_note_wrong(u, check->account, &check->marks);
        }
        if (check->is_wrong_code) {
            try_note_wrong_code(u, check->account, &check->marks);
        }
        TRY(issues_catch_at(&issues, field, check->fault));
    }
    if (issues.count > 0) {
        return render_login(u, rq, rs, &issues);
    }
    struct session_begun begun;
    TRY(session_begin(u, check, rq->address, &begun));
    response_cookie(rs, S(SESSION_COOKIE), begun.token);
    if (begun.password_due) {
        return see_other(rs, "/me/password");
    }
    href next = href_local(request_field(rq, "next"));
    if (begun.party_count > 1) {
        href choose = href_with(u->arena, href_to(u->arena, "/login/choose"), "next", next.path);
        return see_other(rs, "%.*s", STR_ARG(choose.path));
    }
    return next.path.n > 0 ? see_other(rs, "%.*s", STR_ARG(next.path)) : see_other(rs, "/home");
}

// GET /home: the desk of whoever asks.
static err get_home(struct unit *u, const struct request *rq, struct response *rs)
{
    (void)rq;
    if (u->actor->needs_new_password) {
        return see_other(rs, "/me/password");
    }
    if (u->actor->needs_second_factor) {
        return see_other(rs, "/me/second-factor");
    }
    if ((u->actor->rights & RIGHT_OPERATOR) != 0) {
        return see_other(rs, "/admin");
    }
    if ((u->actor->rights & (RIGHT_SUPPLIER | RIGHT_BUYER)) == 0) {
        return see_other(rs, "/join/state"); // a party that waits, or was stopped
    }
    return see_other(rs, (u->actor->rights & RIGHT_SUPPLIER) != 0 ? "/supplier" : "/buyer");
}

// POST /logout
static err post_logout(struct unit *u, const struct request *rq, struct response *rs)
{
    (void)rq;
    TRY(session_end(u));
    response_cookie(rs, S(SESSION_COOKIE), S(""));
    // What scripts kept goes too, where none runs any more; pages were never kept.
    response_header(rs, S("Clear-Site-Data"), S("\"storage\""));
    return see_other(rs, "/");
}

const struct route PARTY_ROUTES[] = {
    ROUTE(GET, "/login", get_login, RIGHT_PUBLIC),
    ROUTE_BEFORE(POST, "/login", before_login, post_login, RIGHT_PUBLIC),
    ROUTE(GET, "/home", get_home, RIGHT_SIGNED_IN),
    ROUTE(POST, "/logout", post_logout, RIGHT_SIGNED_IN),
};
const size_t PARTY_ROUTE_COUNT = COUNT(PARTY_ROUTES);
