#include "market/payment/payment_web.h"

#include "base/limits.h"
#include "market/party/party_session_web.h"
#include "market/party/right.h"
#include "market/payment/payment_page.html.h"
#include "market/payment/payment_pay_page.html.h"
#include "market/payment/payment_return_page.html.h"
#include "market/payment/payment_view_web.h"
#include "market/payment/payments_page.html.h"
#include "platform/form/form.h"
#include "platform/secret/secret.h"
#include "platform/unit/access.h"
#include "platform/web/site.h"

#define REASON_LENGTH 1000 // characters, as the pages say

static const struct field_label LABELS[] = {
    {"inquiry",      "조회 결과"                   },
    {"excused_days", "세지 않을 날수"            },
    {"opinion",      "의견"                          },
    {"reason",       "사유"                          },
    {"reference",    "이체 번호"                   },
    {"paid_on",      "이체한 날"                   },
    {"amount",       "이체한 금액"                },
    {"secret",       "비밀번호 또는 인증번호"},
};

// --- The list ------------------------------------------------------------------------------------

// GET /buyer/payments?state=&before=
static err get_payments(struct unit *u, const struct request *rq, struct response *rs)
{
    struct payments_page p = {
        .empty = {.title = S("청구가 없습니다"),
                  .text = S("공급기업이 대금을 청구하면 지급 기한이 가까운 것부터 보입니다.")},
    };
    struct payment_tab tab = {.base = "/buyer/payments", .state = payment_list_tab(rq)};
    TRY(payment_count(u->db, purchase_side_of(u), u->today, &tab.count));
    TRY(payment_list_fill(u, rq, &tab, &p.rows, &p.tabs, &p.pager));
    p.count = tab.count;
    p.is_waiting = tab.state == CLAIM_CLAIMED;
    frame_fill(u, rq, &p.frame, S("청구·지급"));
    payments_page_render(&rs->body, &p);
    return NULL;
}

// --- One claim -----------------------------------------------------------------------------------

// What is left, with the way to it on this page.
static void point_at(struct unit *u, struct payment_page *p, str missing, const char *button,
                     const char *place)
{
    struct duty *duty = &p->v.part.duty;
    duty->missing = missing;
    duty->button = str_view(button);
    duty->path =
        href_to(u->arena, "/buyer/payments/%lld#%s", (long long)p->v.claim.no.value, place);
}

// Whether this person may do anything about it, by the same rule that will judge the deed.
static err fill_rights(struct unit *u, struct payment_page *p)
{
    struct purchase_hands hands;
    if (!p->v.is_waiting || (u->actor->rights & RIGHT_PAY) == 0) {
        return NULL;
    }
    TRY(purchase_find_hands(u->db, p->v.claim.purchase, u->actor->account, u->today, &hands));
    err refusal = payment_admit(&hands);
    p->may_handle = refusal == NULL;
    if (refusal != NULL) {
        p->hands_text = str_view(refusal->text);
        p->hands_source = str_view(refusal->source);
        purchase_part_pass(&p->v.part, S("다른 지출담당 차례"));
        return NULL;
    }
    err lacking = p->v.altered.n > 0 ? &PAYMENT_ALTERED : payment_check_ready(&p->v.claim);
    p->may_pay = lacking == NULL;
    p->v.part.duty.missing = S("지급");
    if (lacking != NULL) {
        p->pay_wait = str_view(lacking->text);
    }
    if (lacking == &PAYMENT_NOT_CHECKED) {
        point_at(u, p, S("증빙 확인"), "증빙 확인하기", "h-proof");
    } else if (lacking == &PAYMENT_EXCUSE_OPEN) {
        point_at(u, p, S("업체 책임이 아닌 날"), "날수 정하기", "h-late");
    }
    return NULL;
}

static void fill_paths(struct arena *a, struct payment_page *p)
{
    long long no = (long long)p->v.claim.no.value;
    p->print_path = href_to(a, "/buyer/payments/%lld/print", no);
    p->check_path = href_to(a, "/buyer/payments/%lld/check", no);
    p->excuse_path = href_to(a, "/buyer/payments/%lld/excuse", no);
    p->return_path = href_to(a, "/buyer/payments/%lld/return", no);
    p->pay_path = href_to(a, "/buyer/payments/%lld/pay", no);
}

// What can be ticked, with what was typed before it was refused.
static void fill_ticks(const struct request *rq, struct arena *a, struct payment_page *p)
{
    for (size_t i = 0; i < p->v.proofs.count; i++) {
        struct payment_proof_row *r = &p->v.proofs.items[i];
        const struct claim_proof *proof = &p->v.claim.proofs.items[i];
        r->may_tick = p->may_handle && proof->state == CLAIM_PROOF_GIVEN;
        if (claim_proof_asks(proof)) {
            r->asks = proof->by_inquiry ? S("조회 결과") : S("파일 말고 확인한 방법과 결과");
            r->asks_hint =
                proof->by_inquiry
                    ? S("확인에 표시할 때 적습니다. 예: 2026. 11. 24. 조회, 체납 없음")
                    : S("파일을 열 수 없습니다. 다른 방법으로 확인했을 때만 표시하고 적습니다. 예: "
                        "원본을 받아 봄, 발급기관에서 진위확인");
        }
        r->ticked = request_field_key(a, rq, "checked", r->key).n > 0;
        r->inquiry = request_field_key(a, rq, "inquiry", r->key);
        r->is_idle = !r->may_tick && r->checked_by.n == 0;
        p->any_to_tick = p->any_to_tick || r->may_tick;
    }
}

// What an accountant looks at twice: whose account it is, and whether the firm has registered it.
static err compare_account(struct unit *u, struct payment_page *p)
{
    const struct claim *c = &p->v.claim;
    str registered = {0};
    if (c->profile_account.n > 0) {
        TRY(secret_open_row(u->arena, c->profile_account, CLAIM_SEAL_SUPPLIER, c->supplier.value,
                            &registered));
    }
    p->odd_account = !str_equals(registered, p->v.account);
    p->odd_holder = !str_equals(c->bank_holder, c->supplier_name) &&
                    !str_equals(c->bank_holder, c->representative);
    return NULL;
}

static err render_payment(struct unit *u, const struct request *rq, struct response *rs,
                          public_no no, const struct issues *issues)
{
    struct payment_page p = {
        .excused_days = request_field(rq, "excused_days"),
        .opinion = request_field(rq, "opinion"),
    };
    TRY(payment_view_fill(u, no, &p.v));
    if (str_equals(p.v.part.duty.path.path, rq->path)) {
        p.v.part.duty.button = S(""); // this is where it leads
    }
    TRY(fill_rights(u, &p));
    fill_paths(u->arena, &p);
    fill_ticks(rq, u->arena, &p);
    TRY(compare_account(u, &p));
    bool asked = p.v.claim.asked_days > 0 && p.v.claim.excused_at.us == 0;
    p.excuse_open = asked || p.opinion.n > 0 || p.excused_days.n > 0;
    frame_fill(u, rq, &p.frame, S("청구 확인"));
    p.frame.issues = issues;
    payment_page_render(&rs->body, &p);
    rs->status = issues == NULL ? 200 : 422;
    return NULL;
}

// GET /buyer/payments/:no
static err get_payment(struct unit *u, const struct request *rq, struct response *rs)
{
    public_no no;
    TRY(path_no(rq, "no", &no));
    return render_payment(u, rq, rs, no, NULL);
}

// A refusal of what was typed joins the form; that somebody else was first is told on its own.
static err catch_refusal(struct issues *issues, const char *field, err fault)
{
    return fault != NULL && fault->kind == FAULT_CONFLICT ? fault
                                                          : issues_catch_at(issues, field, fault);
}

// POST /buyer/payments/:no/check
static err post_payment_check(struct unit *u, const struct request *rq, struct response *rs)
{
    public_no no;
    struct claim c;
    struct issues issues = {
        .labels = {LABELS, COUNT(LABELS)}
    };
    TRY(path_no(rq, "no", &no));
    TRY(claim_find(u->db, u->arena, purchase_side_of(u), no, &c));
    payment_tick_list ticks = {.items =
                                   NEW_ARRAY(u->arena, c.proofs.count + 1, struct payment_tick)};
    const char *lacking = "";
    for (size_t i = 0; i < c.proofs.count; i++) {
        const char *inquiry = str_to_c(u->arena, str_format(u->arena, "inquiry_%zu", i + 1));
        if (!form_flag(rq, str_format(u->arena, "checked_%zu", i + 1).p)) {
            continue;
        }
        struct payment_tick tick = {
            .kind = c.proofs.items[i].kind,
            .inquiry = form_line(rq, &issues, inquiry, OPTIONAL, LIMIT_LINE),
        };
        if (claim_proof_asks(&c.proofs.items[i]) && tick.inquiry.n == 0) {
            lacking = inquiry;
        }
        ticks.items[ticks.count++] = tick;
    }
    if (issues.count == 0) {
        TRY(catch_refusal(&issues, lacking, payment_action_check(u, no, &ticks)));
    }
    if (issues.count > 0) {
        return render_payment(u, rq, rs, no, &issues);
    }
    return see_other(rs, "/buyer/payments/%lld", (long long)no.value);
}

// POST /buyer/payments/:no/excuse
static err post_payment_excuse(struct unit *u, const struct request *rq, struct response *rs)
{
    public_no no;
    struct issues issues = {
        .labels = {LABELS, COUNT(LABELS)}
    };
    TRY(path_no(rq, "no", &no));
    int64_t days = form_i64(rq, &issues, "excused_days", REQUIRED, 0, INT32_MAX);
    str opinion = form_text(rq, &issues, "opinion", REQUIRED, REASON_LENGTH);
    if (issues.count == 0) {
        TRY(catch_refusal(&issues, "excused_days", payment_action_excuse(u, no, days, opinion)));
    }
    if (issues.count > 0) {
        return render_payment(u, rq, rs, no, &issues);
    }
    return see_other(rs, "/buyer/payments/%lld", (long long)no.value);
}

// --- Sending it back -----------------------------------------------------------------------------

static void fill_crumb(struct arena *a, const struct claim *c, str here, struct crumb *out)
{
    crumb_add(a, out, S("청구·지급"), href_to(a, "/buyer/payments"));
    crumb_add(a, out, c->title, href_to(a, "/buyer/payments/%lld", (long long)c->no.value));
    out->here = here;
}

// A claim that this person may handle now, for the page that asks.
static err find_open(struct unit *u, public_no no, struct claim *out)
{
    struct purchase_hands hands;
    TRY(claim_find(u->db, u->arena, purchase_side_of(u), no, out));
    TRY(purchase_find_hands(u->db, out->purchase, u->actor->account, u->today, &hands));
    TRY(payment_admit(&hands));
    return out->state == CLAIM_CLAIMED ? NULL : &CLAIM_WRONG_STATE;
}

static err render_return(struct unit *u, const struct request *rq, struct response *rs,
                         public_no no, const struct issues *issues)
{
    struct payment_return_page p = {.reason = request_field(rq, "reason")};
    TRY(find_open(u, no, &p.claim));
    p.path = href_to(u->arena, "/buyer/payments/%lld/return", (long long)no.value);
    p.back = href_to(u->arena, "/buyer/payments/%lld", (long long)no.value);
    fill_crumb(u->arena, &p.claim, S("청구 돌려보내기"), &p.crumb);
    frame_fill(u, rq, &p.frame, S("청구 돌려보내기"));
    p.frame.issues = issues;
    payment_return_page_render(&rs->body, &p);
    rs->status = issues == NULL ? 200 : 422;
    return NULL;
}

// GET /buyer/payments/:no/return
static err get_payment_return(struct unit *u, const struct request *rq, struct response *rs)
{
    public_no no;
    TRY(path_no(rq, "no", &no));
    return render_return(u, rq, rs, no, NULL);
}

// POST /buyer/payments/:no/return
static err post_payment_return(struct unit *u, const struct request *rq, struct response *rs)
{
    public_no no;
    struct issues issues = {
        .labels = {LABELS, COUNT(LABELS)}
    };
    TRY(path_no(rq, "no", &no));
    str reason = form_text(rq, &issues, "reason", REQUIRED, REASON_LENGTH);
    if (issues.count > 0) {
        return render_return(u, rq, rs, no, &issues);
    }
    TRY(payment_action_return(u, no, reason));
    return see_other(rs, "/buyer/payments/%lld", (long long)no.value);
}

// --- Paying --------------------------------------------------------------------------------------

// `refused` is what the deed found to have parted, or empty: then contract and approval are asked
// here. No account is shown where anything has.
static err render_pay(struct unit *u, const struct request *rq, struct response *rs, public_no no,
                      const struct issues *issues, str refused)
{
    bool typed = rq->method == POST;
    struct payment_pay_page p = {
        .reference = request_field(rq, "reference"),
        .paid_on = typed ? request_field(rq, "paid_on") : date_format_iso(u->arena, u->today),
        .amount = request_field(rq, "amount"),
        .altered = refused,
    };
    TRY(find_open(u, no, &p.claim));
    if (!claim_is_as_claimed(u->arena, &p.claim)) {
        return &PAYMENT_ALTERED;
    }
    if (refused.n == 0) {
        TRY(payment_compare_signed(u, &p.claim, &p.altered));
    }
    if (!typed) {
        TRY(payment_check_ready(&p.claim));
    }
    if (p.altered.n > 0) { // nobody shall send money
        p.obstacle = str_view(PAYMENT_NOT_AS_SIGNED.text);
        if (issues == NULL) { // else the deed has
            payment_remember_altered(u, &p.claim, p.altered);
        }
    } else {
        TRY(claim_open_account(u->arena, &p.claim, &p.account));
        access_add_supplier(access_begin(u, S("claim.account"), S("")), p.claim.supplier);
    }
    p.path = href_to(u->arena, "/buyer/payments/%lld/pay", (long long)no.value);
    p.back = href_to(u->arena, "/buyer/payments/%lld", (long long)no.value);
    payment_fill_sum(u->arena, &p.claim, &p.sum);
    fill_crumb(u->arena, &p.claim, S("지급 등록"), &p.crumb);
    frame_fill(u, rq, &p.frame, S("지급 등록"));
    p.frame.issues = p.altered.n > 0 ? NULL : issues;
    payment_pay_page_render(&rs->body, &p);
    rs->status = issues == NULL && p.altered.n == 0 ? 200 : 422;
    return NULL;
}

// GET /buyer/payments/:no/pay
static err get_payment_pay(struct unit *u, const struct request *rq, struct response *rs)
{
    public_no no;
    TRY(path_no(rq, "no", &no));
    return render_pay(u, rq, rs, no, NULL, S(""));
}

// The field that a refusal of the payment speaks of.
static const char *field_of(err fault)
{
    static const struct {
        err fault;
        const char *field;
    } FIELDS[] = {
        {&PAYMENT_AMOUNT,         "amount"   },
        {&PAYMENT_DAY,            "paid_on"  },
        {&PAYMENT_REFERENCE_USED, "reference"},
    };
    for (size_t i = 0; i < COUNT(FIELDS); i++) {
        if (FIELDS[i].fault == fault) {
            return FIELDS[i].field;
        }
    }
    return "";
}

// POST /buyer/payments/:no/pay
static err post_payment_pay(struct unit *u, const struct request *rq, struct response *rs)
{
    public_no no;
    struct payment_deed deed = {0};
    str altered = S("");
    struct issues issues = {
        .labels = {LABELS, COUNT(LABELS)}
    };
    TRY(path_no(rq, "no", &no));
    deed.reference = form_line(rq, &issues, "reference", REQUIRED, LIMIT_NAME);
    deed.paid_on = form_date(rq, &issues, "paid_on", REQUIRED);
    deed.paid = form_money(rq, &issues, "amount", REQUIRED, WON(LIMIT_WON));
    (void)form_line(rq, &issues, "secret", REQUIRED, LIMIT_PASSWORD);
    if (issues.count == 0) {
        TRY(issues_catch_at(&issues, "secret", session_confirm(u, rq, &deed.method)));
    }
    if (issues.count == 0) {
        err fault = payment_action_pay(u, no, &deed, &altered);
        TRY(catch_refusal(&issues, field_of(fault), fault));
    }
    if (issues.count > 0) {
        return render_pay(u, rq, rs, no, &issues, altered);
    }
    return see_other(rs, "/buyer/payments/%lld", (long long)no.value);
}

const struct route PAYMENT_ROUTES[] = {
    ROUTE(GET, "/buyer/payments", get_payments, RIGHT_PAY),
    ROUTE(GET, "/buyer/payments/:no", get_payment, RIGHT_BUYER),
    ROUTE(POST, "/buyer/payments/:no/check", post_payment_check, RIGHT_PAY),
    ROUTE(POST, "/buyer/payments/:no/excuse", post_payment_excuse, RIGHT_PAY),
    ROUTE(GET, "/buyer/payments/:no/return", get_payment_return, RIGHT_PAY),
    ROUTE(POST, "/buyer/payments/:no/return", post_payment_return, RIGHT_PAY),
    ROUTE(GET, "/buyer/payments/:no/pay", get_payment_pay, RIGHT_PAY),
    ROUTE_BEFORE(POST, "/buyer/payments/:no/pay", session_before_confirm, post_payment_pay,
                 RIGHT_PAY),
    ROUTE(GET, "/supplier/claims", get_claims, RIGHT_SUPPLIER),
    ROUTE(GET, "/supplier/claims/:no", get_claim, RIGHT_SUPPLIER),
};
const size_t PAYMENT_ROUTE_COUNT = COUNT(PAYMENT_ROUTES);
