#include "market/party/party_recovery_web.h"

#include "base/limits.h"
#include "market/party/party_account_action.h"
#include "market/party/party_bucket_store.h"
#include "market/party/party_form_web.h"
#include "market/party/party_password_action.h"
#include "market/party/party_try_action.h"
#include "market/party/reset_code_page.html.h"
#include "market/party/reset_page.html.h"
#include "market/party/right.h"
#include "platform/secret/secret.h"
#include "platform/web/site.h"

// The account of a typed log-in name; NO_ID when there is none that may be opened.
static err find_typed(struct unit *u, const struct request *rq, struct account *out)
{
    *out = (struct account){0};
    str email = str_lower_ascii(u->arena, str_trim(request_field(rq, "email")));
    struct account found;
    err e = account_store_find_by_email(u->db, email, &found);
    if (e == &ACCOUNT_UNKNOWN || (e == NULL && !found.is_active)) {
        return NULL;
    }
    TRY(e);
    *out = found;
    return NULL;
}

// --- Asking for a code ---------------------------------------------------------------------------

static err render_ask(struct unit *u, const struct request *rq, struct response *rs,
                      const struct issues *issues)
{
    struct reset_page p = {.email = request_field(rq, "email")};
    frame_fill(u, rq, &p.frame, S("비밀번호 다시 정하기"));
    p.frame.issues = issues;
    reset_page_render(&rs->body, &p);
    rs->status = issues == NULL ? 200 : 422;
    return NULL;
}

// GET /reset-password
static err get_ask(struct unit *u, const struct request *rq, struct response *rs)
{
    return render_ask(u, rq, rs, NULL);
}

struct ask {
    account_id account;
    struct account_code code;
};

// The code is made and hashed for nobody as well, so that both take as long.
static err before_ask(struct unit *u, struct request *rq)
{
    struct ask *ask = NEW(u->arena, struct ask);
    struct account account;
    TRY(find_typed(u, rq, &account));
    ask->account = account.id;
    ask->code = account_code_new(u->arena);
    rq->prepared = ask;
    return NULL;
}

static const struct field_label LABELS[] = {
    {"email",          "아이디(전자우편)"},
    {"code",           "받은 코드 8자리"  },
    {"password",       "새 비밀번호"       },
    {"password_again", "새 비밀번호 다시"},
};

// POST /reset-password: the same answer for everybody.
static err post_ask(struct unit *u, const struct request *rq, struct response *rs)
{
    const struct ask *ask = rq->prepared;
    struct issues issues = {
        .labels = {LABELS, COUNT(LABELS)}
    };
    str email = party_form_email(rq, &issues, "email");
    if (issues.count == 0) {
        TRY(issues_catch(&issues, account_action_ask_code(u, ask->account, &ask->code)));
    }
    if (issues.count > 0) {
        return render_ask(u, rq, rs, &issues);
    }
    href next = href_to(u->arena, "/reset-password/code?asked=1");
    next = href_with(u->arena, next, "email", email);
    return see_other(rs, "%.*s", STR_ARG(next.path));
}

// --- Using it ------------------------------------------------------------------------------------

static err render_code(struct unit *u, const struct request *rq, struct response *rs, str house,
                       const struct issues *issues)
{
    struct reset_code_page p = {
        .email = rq->method == POST ? request_field(rq, "email") : request_query(rq, "email"),
        .asked = rq->method == GET && request_query(rq, "asked").n > 0,
        .house = house,
    };
    frame_fill(u, rq, &p.frame, S("코드로 비밀번호 정하기"));
    p.frame.issues = issues;
    reset_code_page_render(&rs->body, &p);
    rs->status = issues == NULL ? 200 : 422;
    return NULL;
}

// GET /reset-password/code?email=
static err get_code(struct unit *u, const struct request *rq, struct response *rs)
{
    return render_code(u, rq, rs, S(""), NULL);
}

struct attempt {
    account_id account;
    int64_t code;       // its row; 0: the person has none
    err code_fault;     // NULL: the code fits
    err password_fault; // NULL: the password may be one
    str house;          // what the person's institutions ask; said to who has the code
    str hash;
};

static err check_code(struct unit *u, const struct request *rq, struct attempt *attempt)
{
    int64_t tries = 0;
    str key = str_join(u->arena, S("code:"), actor_network(u->arena, u->actor));
    TRY(bucket_store_find(u->db, key, instant_add_s(u->now, -3600), &tries));
    struct recovery recovery;
    TRY(recovery_store_find(u->db, attempt->account, u->now, &recovery));
    attempt->code = recovery.id;
    str typed = str_trim(request_field(rq, "code"));
    str hash = recovery.id == 0 ? secret_nobodys_hash() : recovery.hash;
    bool fits = secret_password_fits(u->arena, hash, typed) && recovery.id != 0;
    if (tries >= LIMIT_REQUESTS_ADDRESS) {
        attempt->code_fault = &ACCOUNT_TOO_SOON;
    } else if (!fits) {
        attempt->code_fault = &ACCOUNT_CODE_UNFIT;
    }
    return NULL;
}

static err before_code(struct unit *u, struct request *rq)
{
    struct attempt *attempt = NEW(u->arena, struct attempt);
    rq->prepared = attempt;
    struct account account;
    TRY(find_typed(u, rq, &account));
    attempt->account = account.id;
    // What the form itself says; what the account says only when the code fits, or else a password
    // made of a name would tell a stranger whether there is an account.
    str typed[] = {str_lower_ascii(u->arena, str_trim(request_field(rq, "email")))};
    str own[] = {account.name, account.phone};
    str password = request_field(rq, "password");
    attempt->password_fault = party_password_check(u->arena, password, typed, COUNT(typed));
    if (attempt->password_fault == NULL &&
        !str_equals(password, request_field(rq, "password_again"))) {
        attempt->password_fault = &ACCOUNT_PASSWORDS_DIFFER;
    }
    if (attempt->password_fault != NULL) {
        return NULL; // the code is not tried, and not used up, until the rest is right
    }
    TRY(check_code(u, rq, attempt));
    if (attempt->code_fault == NULL) {
        attempt->password_fault = party_password_check(u->arena, password, own, COUNT(own));
    }
    if (attempt->code_fault == NULL && attempt->password_fault == NULL) {
        TRY(password_action_check(u, attempt->account, password, &attempt->password_fault,
                                  &attempt->house));
    }
    attempt->hash = secret_hash_password(u->arena, password, SECRET_COST_FULL);
    return NULL;
}

// POST /reset-password/code
static err post_code(struct unit *u, const struct request *rq, struct response *rs)
{
    const struct attempt *attempt = rq->prepared;
    struct issues issues = {
        .labels = {LABELS, COUNT(LABELS)}
    };
    (void)party_form_email(rq, &issues, "email");
    (void)form_line(rq, &issues, "code", REQUIRED, LIMIT_NAME);
    const char *field =
        attempt->password_fault == &ACCOUNT_PASSWORDS_DIFFER ? "password_again" : "password";
    TRY(issues_catch_at(&issues, field, attempt->password_fault));
    if (issues.count == 0 && attempt->code_fault != NULL) {
        account_note_wrong_code(u, attempt->code);
        TRY(issues_catch_at(&issues, "code", attempt->code_fault));
    }
    if (issues.count == 0) {
        err e = account_action_recover(u, attempt->account, attempt->code, attempt->hash);
        TRY(issues_catch_at(&issues, "code", e));
    }
    if (issues.count > 0) {
        return render_code(u, rq, rs, attempt->house, &issues);
    }
    return see_other(rs, "/login?changed=1");
}

const struct route PARTY_RECOVERY_ROUTES[] = {
    ROUTE(GET, "/reset-password", get_ask, RIGHT_PUBLIC),
    ROUTE_BEFORE(POST, "/reset-password", before_ask, post_ask, RIGHT_PUBLIC),
    ROUTE(GET, "/reset-password/code", get_code, RIGHT_PUBLIC),
    ROUTE_BEFORE(POST, "/reset-password/code", before_code, post_code, RIGHT_PUBLIC),
};
const size_t PARTY_RECOVERY_ROUTE_COUNT = COUNT(PARTY_RECOVERY_ROUTES);
