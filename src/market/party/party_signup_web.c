#include "market/party/party_signup_web.h"

#include "base/limits.h"
#include "market/party/join_page.html.h"
#include "market/party/join_state_page.html.h"
#include "market/party/party_account.h"
#include "market/party/party_form_web.h"
#include "market/party/party_institution_store.h"
#include "market/party/party_password.h"
#include "market/party/party_signup_form_web.h"
#include "market/party/right.h"
#include "platform/secret/secret.h"
#include "platform/web/site.h"

// --- What both forms have ------------------------------------------------------------------------

err signup_before(struct unit *u, struct request *rq)
{
    struct signup_secret *secret = NEW(u->arena, struct signup_secret);
    rq->prepared = secret;
    if (u->actor->account.value != 0) {
        return NULL;
    }
    str password = request_field(rq, "password");
    str own[] = {request_field(rq, "email"), request_field(rq, "person"),
                 request_field(rq, "mobile"), request_field(rq, "name")};
    secret->fault = party_password_check(u->arena, password, own, COUNT(own));
    if (secret->fault == NULL && !str_equals(password, request_field(rq, "password_again"))) {
        secret->differ = &ACCOUNT_PASSWORDS_DIFFER;
    }
    if (secret->fault == NULL && secret->differ == NULL) {
        secret->hash = secret_hash_password(u->arena, password, SECRET_COST_FULL);
    }
    return NULL;
}

const struct signup_person *signup_read_person(const struct unit *u, const struct request *rq,
                                               struct issues *is)
{
    if (u->actor->account.value != 0) {
        return NULL;
    }
    const struct signup_secret *secret = rq->prepared;
    struct signup_person *person = NEW(rq->arena, struct signup_person);
    person->name = form_line(rq, is, "person", REQUIRED, LIMIT_NAME);
    person->email = party_form_email(rq, is, "email");
    person->phone = party_form_phone(rq, is, "mobile");
    person->password_hash = secret->hash;
    (void)issues_catch_at(is, "password", secret->fault); // both are of the kinds that join
    (void)issues_catch_at(is, "password_again", secret->differ);
    return person;
}

void signup_read_consent(const struct request *rq, struct issues *is)
{
    if (!form_flag(rq, "terms")) {
        issues_add(is, "terms", "이용약관을 읽고 동의해 주세요.");
    }
    if (!form_flag(rq, "privacy")) {
        issues_add(is, "privacy",
                   "개인정보 수집·이용에 동의해 주세요. 동의하지 않으면 가입할 수 "
                   "없습니다.");
    }
}

const struct upload *signup_read_paper(const struct request *rq, struct issues *is, enum need need)
{
    const struct upload *up = request_upload(rq, "paper");
    if (up == NULL && need == REQUIRED) {
        issues_add(is, "paper",
                   "파일을 올려 주세요. 다른 칸을 고쳐 다시 낼 때에도 파일은 새로 "
                   "고르셔야 합니다.");
    }
    return up;
}

err signup_catch(struct issues *is, err fault)
{
    bool of_file = fault == &FILE_EMPTY || fault == &FILE_TOO_LARGE || fault == &FILE_WRONG_KIND;
    return issues_catch_at(is, of_file ? "paper" : "", fault);
}

struct crumb signup_crumb(struct arena *a, bool mends, str here)
{
    return mends ? crumb_below(a, S("가입 신청 상태"), href_to(a, "/join/state"), here)
                 : crumb_below(a, S("가입 신청"), href_to(a, "/join"), here);
}

struct join_person signup_typed_person(const struct request *rq)
{
    return (struct join_person){
        .name = request_field(rq, "person"),
        .email = request_field(rq, "email"),
        .phone = request_field(rq, "mobile"),
    };
}

// --- Pages ---------------------------------------------------------------------------------------

// GET /join
static err get_join(struct unit *u, const struct request *rq, struct response *rs)
{
    struct join_page p = {0};
    frame_fill(u, rq, &p.frame, S("가입 신청"));
    join_page_render(&rs->body, &p);
    return NULL;
}

// Name and state of the party the person acts for.
static err find_party(struct unit *u, str *out_name, enum party_state *out_state)
{
    if (u->actor->supplier.value != 0) {
        struct supplier s;
        TRY(supplier_store_find_own(u->db, u->actor->supplier, &s));
        *out_name = s.facts.name;
        *out_state = s.state;
        return NULL;
    }
    if (u->actor->institution.value != 0) {
        struct institution i;
        TRY(institution_store_find_own(u->db, u->actor->institution, &i));
        *out_name = i.name;
        *out_state = i.state;
        return NULL;
    }
    return &PARTY_UNKNOWN;
}

// GET /join/state
static err get_state(struct unit *u, const struct request *rq, struct response *rs)
{
    struct join_state_page p = {.home = href_to(u->arena, "/home")};
    enum party_state state = PARTY_LISTED;
    review_line_list lines;
    struct party_place place = {.institution = u->actor->institution,
                                .supplier = u->actor->supplier};
    TRY(find_party(u, &p.name, &state));
    TRY(review_store_list(u->db, u->arena, place, &lines));
    p.state = party_state_label(state);
    p.tone = party_state_tone(state);
    p.waits = state == PARTY_APPLIED;
    p.may_mend = state == PARTY_RETURNED;
    p.is_stopped = state == PARTY_SUSPENDED;
    p.is_active = state == PARTY_ACTIVE;
    p.reason = (p.may_mend || p.is_stopped) && lines.count > 0 ? lines.items[0].reason : S("");
    party_fill_timeline(u->arena, &lines, false, &p.timeline);
    frame_fill(u, rq, &p.frame, S("가입 신청 상태"));
    join_state_page_render(&rs->body, &p);
    return NULL;
}

// GET /join/mend: the form of whichever party was sent back.
static err get_mend(struct unit *u, const struct request *rq, struct response *rs)
{
    (void)rq;
    return see_other(rs, u->actor->supplier.value != 0 ? "/join/mend/supplier"
                                                       : "/join/mend/institution");
}

const struct route PARTY_SIGNUP_ROUTES[] = {
    ROUTE(GET, "/join", get_join, RIGHT_PUBLIC),
    ROUTE(GET, "/join/state", get_state, RIGHT_SIGNED_IN),
    ROUTE(GET, "/join/mend", get_mend, RIGHT_SIGNED_IN),
};
const size_t PARTY_SIGNUP_ROUTE_COUNT = COUNT(PARTY_SIGNUP_ROUTES);
