#include "market/party/party_account_web.h"

#include <assert.h>

#include "base/limits.h"
#include "market/party/choose_page.html.h"
#include "market/party/me_contact_page.html.h"
#include "market/party/me_factor_page.html.h"
#include "market/party/me_page.html.h"
#include "market/party/me_password_page.html.h"
#include "market/party/party_account_action.h"
#include "market/party/party_form_web.h"
#include "market/party/party_password_action.h"
#include "market/party/party_password_store.h"
#include "market/party/party_session_web.h"
#include "market/party/right.h"
#include "platform/secret/secret.h"
#include "platform/web/site.h"

static struct crumb crumb_of_me(struct arena *a, str here)
{
    return crumb_below(a, S("내 정보"), href_to(a, "/me"), here);
}

// GET /me
static err get_me(struct unit *u, const struct request *rq, struct response *rs)
{
    struct me_page p = {.needs_second_factor = u->actor->needs_second_factor,
                        .needs_new_password = u->actor->needs_new_password};
    account_role_list roles;
    session_party_list parties;
    TRY(account_store_find(u->db, u->actor->account, &p.me));
    TRY(account_store_roles(u->db, u->arena, u->actor->account, u->today, &roles));
    TRY(session_list_parties(u, u->actor->account, &parties));
    p.roles.items = roles.items;
    p.roles.count = roles.count;
    p.may_switch = parties.count > 1;
    frame_fill(u, rq, &p.frame, S("내 정보"));
    me_page_render(&rs->body, &p);
    return NULL;
}

// --- Password ------------------------------------------------------------------------------------

static err render_password(struct unit *u, const struct request *rq, struct response *rs,
                           const struct issues *issues)
{
    struct me_password_page p = {.crumb = crumb_of_me(u->arena, S("비밀번호 바꾸기")),
                                 .is_due = u->actor->needs_new_password};
    struct account me;
    struct password_rules rules;
    TRY(account_store_find(u->db, u->actor->account, &me));
    TRY(password_store_rules(u->db, me.id, u->today, &rules));
    p.email = me.email;
    p.house = party_password_house_words(u->arena, &rules);
    frame_fill(u, rq, &p.frame, S("비밀번호 바꾸기"));
    p.frame.issues = issues;
    me_password_page_render(&rs->body, &p);
    rs->status = issues == NULL ? 200 : 422;
    return NULL;
}

// GET /me/password
static err get_password(struct unit *u, const struct request *rq, struct response *rs)
{
    return render_password(u, rq, rs, NULL);
}

// Begins with the check, as session_confirm expects.
struct password_change {
    struct session_check check;
    err fault; // of the new password
    str hash;
};

static err before_password(struct unit *u, struct request *rq)
{
    struct password_change *change = NEW(u->arena, struct password_change);
    TRY(session_before_confirm(u, rq));
    change->check = *(const struct session_check *)rq->prepared;
    if (change->check.fault == NULL && change->check.by_code) {
        change->check.fault = &SESSION_WRONG_SECRET; // the old password, not a code
    }
    struct account me;
    TRY(account_store_find(u->db, u->actor->account, &me));
    str own[] = {me.email, me.name, me.phone, u->actor->organisation};
    str password = request_field(rq, "password");
    change->fault = party_password_check(u->arena, password, own, COUNT(own));
    if (change->fault == NULL && !str_equals(password, request_field(rq, "password_again"))) {
        change->fault = &ACCOUNT_PASSWORDS_DIFFER;
    }
    if (change->fault == NULL && change->check.fault == NULL) {
        str words;
        TRY(password_action_check(u, me.id, password, &change->fault, &words));
    }
    if (change->fault == NULL && change->check.fault == NULL) {
        change->hash = secret_hash_password(u->arena, password, SECRET_COST_FULL);
    }
    rq->prepared = change;
    return NULL;
}

static const struct field_label PASSWORD_LABELS[] = {
    {"secret",         "지금 쓰는 비밀번호"},
    {"password",       "새 비밀번호"          },
    {"password_again", "새 비밀번호 다시"   },
};

// POST /me/password
static err post_password(struct unit *u, const struct request *rq, struct response *rs)
{
    const struct password_change *change = rq->prepared;
    struct issues issues = {
        .labels = {PASSWORD_LABELS, COUNT(PASSWORD_LABELS)}
    };
    const char *field = change->fault == &ACCOUNT_PASSWORDS_DIFFER ? "password_again" : "password";
    TRY(issues_catch_at(&issues, field, change->fault));
    if (issues.count == 0) {
        const char *method = NULL;
        TRY(issues_catch_at(&issues, "secret", session_confirm(u, rq, &method)));
    }
    if (issues.count > 0) {
        return render_password(u, rq, rs, &issues);
    }
    TRY(account_action_change_password(u, change->hash));
    return see_other(rs, "/me");
}

// --- Name and telephone --------------------------------------------------------------------------

static err render_contact(struct unit *u, const struct request *rq, struct response *rs,
                          const struct issues *issues)
{
    struct account me;
    bool typed = rq->method == POST;
    TRY(account_store_find(u->db, u->actor->account, &me));
    struct me_contact_page p = {
        .crumb = crumb_of_me(u->arena, S("이름·연락처 고치기")),
        .name = typed ? request_field(rq, "name") : me.name,
        .phone = typed ? request_field(rq, "phone") : me.phone,
        .version = form_version(rq, issues, me.version),
    };
    frame_fill(u, rq, &p.frame, S("이름·연락처 고치기"));
    p.frame.issues = issues;
    me_contact_page_render(&rs->body, &p);
    rs->status = issues == NULL ? 200 : 422;
    return NULL;
}

// GET /me/contact
static err get_contact(struct unit *u, const struct request *rq, struct response *rs)
{
    return render_contact(u, rq, rs, NULL);
}

static err compare_contact(struct unit *u, const struct request *rq, struct issues *issues)
{
    struct account me;
    TRY(account_store_find(u->db, u->actor->account, &me));
    const struct form_saved saved[] = {
        {"name",  me.name },
        {"phone", me.phone},
    };
    form_compare(rq, issues, saved, COUNT(saved));
    return NULL;
}

static const struct field_label CONTACT_LABELS[] = {
    {"name",   "이름"                          },
    {"phone",  "휴대전화"                    },
    {"secret", "비밀번호 또는 인증번호"},
};

// POST /me/contact
static err post_contact(struct unit *u, const struct request *rq, struct response *rs)
{
    struct issues issues = {
        .labels = {CONTACT_LABELS, COUNT(CONTACT_LABELS)}
    };
    str name = form_line(rq, &issues, "name", REQUIRED, LIMIT_NAME);
    str phone = party_form_phone(rq, &issues, "phone");
    int64_t version = form_i64(rq, &issues, "version", REQUIRED, 1, INT64_MAX);
    if (issues.count == 0) {
        const char *method = NULL;
        TRY(issues_catch_at(&issues, "secret", session_confirm(u, rq, &method)));
    }
    if (issues.count == 0) {
        err e = account_action_change_contact(u, version, name, phone);
        TRY(e == &PARTY_CHANGED ? compare_contact(u, rq, &issues) : issues_catch(&issues, e));
    }
    return issues.count > 0 ? render_contact(u, rq, rs, &issues) : see_other(rs, "/me");
}

// --- Second factor -------------------------------------------------------------------------------

// A secret on its way to an app: sealed for this person alone, so that the form may carry it.
static str pending_context(struct unit *u)
{
    return str_format(u->arena, "account.totp.pending:%lld", (long long)u->actor->account.value);
}

static err render_factor(struct unit *u, const struct request *rq, struct response *rs, str secret,
                         const struct issues *issues)
{
    struct account me;
    TRY(account_store_find(u->db, u->actor->account, &me));
    struct me_factor_page p = {
        .crumb = crumb_of_me(u->arena, S("인증 앱 등록")),
        .is_set = me.has_second_factor,
        .is_needed = u->actor->needs_second_factor,
        .grouped = account_secret_grouped(u->arena, secret),
        .pending = secret_seal(u->arena, secret, pending_context(u)),
        .secret_label =
            me.has_second_factor ? S("쓰던 인증 앱의 숫자 6자리") : S("지금 쓰는 비밀번호"),
    };
    frame_fill(u, rq, &p.frame, S("인증 앱 등록"));
    p.address = account_secret_address(u->arena, p.frame.site_name, me.email, secret);
    p.frame.issues = issues;
    me_factor_page_render(&rs->body, &p);
    rs->status = issues == NULL ? 200 : 422;
    return NULL;
}

// GET /me/second-factor
static err get_factor(struct unit *u, const struct request *rq, struct response *rs)
{
    return render_factor(u, rq, rs, secret_totp_new(u->arena), NULL);
}

static err confirm_factor(struct unit *u, const struct request *rq, struct issues *issues,
                          str secret)
{
    int64_t step = 0;
    if (!secret_totp_fits(secret, str_trim(request_field(rq, "code")), u->now, &step)) {
        return issues_catch_at(issues, "code", &ACCOUNT_FACTOR_UNFIT);
    }
    struct account me;
    const char *method = NULL;
    TRY(account_store_find(u->db, u->actor->account, &me));
    TRY(issues_catch_at(issues, "secret", session_confirm(u, rq, &method)));
    if (issues->count == 0 && me.has_second_factor && !str_equals(str_view(method), S("code"))) {
        return issues_catch_at(issues, "secret", &ACCOUNT_FACTOR_BY_CODE);
    }
    return issues->count > 0 ? NULL : account_action_set_factor(u, secret, step);
}

static const struct field_label FACTOR_LABELS[] = {
    {"code", "앱에 보이는 숫자 6자리"},
};

// POST /me/second-factor
static err post_factor(struct unit *u, const struct request *rq, struct response *rs)
{
    str secret = {0};
    if (secret_open(u->arena, request_field(rq, "pending"), pending_context(u), &secret) != NULL) {
        return see_other(rs, "/me/second-factor"); // not a form of ours: begin anew
    }
    struct issues issues = {
        .labels = {FACTOR_LABELS, COUNT(FACTOR_LABELS)}
    };
    TRY(confirm_factor(u, rq, &issues, secret));
    if (issues.count > 0) {
        return render_factor(u, rq, rs, secret, &issues);
    }
    return see_other(rs, "/home");
}

// --- Which party ---------------------------------------------------------------------------------

// GET /login/choose?next=
static err get_choose(struct unit *u, const struct request *rq, struct response *rs)
{
    session_party_list list;
    TRY(session_list_parties(u, u->actor->account, &list));
    struct choose_page p = {.next = href_local(request_query(rq, "next")).path};
    p.parties.items = NEW_ARRAY(u->arena, list.count, struct choose_row);
    for (size_t i = 0; i < list.count; i++) {
        const struct session_party *party = &list.items[i];
        p.parties.items[p.parties.count++] = (struct choose_row){
            .name = party->name.n > 0 ? party->name : S("플랫폼 운영"),
            .roles = party->roles,
            .state = party_state_label(party->state),
            .tone = party_state_tone(party->state),
            .no = str_format(u->arena, "%lld", (long long)party->no.value),
            .current = party->institution.value == u->actor->institution.value &&
                       party->supplier.value == u->actor->supplier.value,
            .is_active = party->state == PARTY_ACTIVE,
        };
    }
    frame_fill(u, rq, &p.frame, S("소속 고르기"));
    choose_page_render(&rs->body, &p);
    return NULL;
}

// POST /login/choose
static err post_choose(struct unit *u, const struct request *rq, struct response *rs)
{
    public_no no = NO_ID(public_no);
    if (!str_equals(request_field(rq, "party"), S("0")) &&
        !public_no_parse(request_field(rq, "party"), &no)) {
        return &PARTY_UNKNOWN;
    }
    str token = {0};
    TRY(session_switch(u, rq, no, &token));
    response_cookie(rs, S(SESSION_COOKIE), token);
    href next = href_local(request_field(rq, "next"));
    return next.path.n > 0 ? see_other(rs, "%.*s", STR_ARG(next.path)) : see_other(rs, "/home");
}

// POST /me/sessions
static err post_sessions(struct unit *u, const struct request *rq, struct response *rs)
{
    (void)rq;
    TRY(account_action_end_other_sessions(u));
    return see_other(rs, "/me");
}

const struct route PARTY_ACCOUNT_ROUTES[] = {
    ROUTE(GET, "/me", get_me, RIGHT_SIGNED_IN),
    ROUTE(GET, "/me/password", get_password, RIGHT_SIGNED_IN),
    ROUTE_BEFORE(POST, "/me/password", before_password, post_password, RIGHT_SIGNED_IN),
    ROUTE(GET, "/me/contact", get_contact, RIGHT_SIGNED_IN),
    ROUTE_BEFORE(POST, "/me/contact", session_before_confirm, post_contact, RIGHT_SIGNED_IN),
    ROUTE(GET, "/me/second-factor", get_factor, RIGHT_SIGNED_IN),
    ROUTE_BEFORE(POST, "/me/second-factor", session_before_confirm, post_factor, RIGHT_SIGNED_IN),
    ROUTE(POST, "/me/sessions", post_sessions, RIGHT_SIGNED_IN),
    ROUTE(GET, "/login/choose", get_choose, RIGHT_SIGNED_IN),
    ROUTE(POST, "/login/choose", post_choose, RIGHT_SIGNED_IN),
};
const size_t PARTY_ACCOUNT_ROUTE_COUNT = COUNT(PARTY_ACCOUNT_ROUTES);
