#include "market/claim/claim_web.h"

#include "market/claim/claim_confirm_page.html.h"
#include "market/claim/claim_form_web.h"
#include "market/claim/claim_print_page.html.h"
#include "market/law/law_term.h"
#include "market/party/party_facts.h"
#include "market/party/right.h"
#include "platform/file/file.h"
#include "platform/form/form.h"
#include "platform/unit/access.h"
#include "platform/web/site.h"

// --- Words ---------------------------------------------------------------------------------------

void claim_fill_amounts(struct arena *a, str word, money amount, money delay, money cut,
                        struct sum *out)
{
    bool is_late = !money_is_zero(delay);
    bool is_cut = !money_is_zero(cut);
    *out = (struct sum){
        .items = {NEW_ARRAY(a, 3, struct sum_line), 0},
        .total_name = S("합계(부가세 포함)"),
        .total = money_subtract(money_subtract(amount, delay), cut),
    };
    out->items.items[out->items.count++] =
        (struct sum_line){.name = S("검사에 합격한 금액(부가세 포함)"), .amount = amount};
    if (is_late) {
        str invoice = money_format(a, amount);
        out->items.items[out->items.count++] =
            (struct sum_line){.name = S("지연배상금"), .amount = delay, .less = true};
        out->note = str_format(a,
                               "지연배상금은 공급가액을 줄이지 않으므로 세금계산서는 %.*s원 "
                               "그대로입니다.",
                               STR_ARG(invoice));
    }
    if (is_cut) {
        out->items.items[out->items.count++] =
            (struct sum_line){.name = S("10원 미만 단수"), .amount = cut, .less = true};
    }
    if (is_late || is_cut) {
        out->total_name =
            str_format(a, "%.*s(%s 뺌)", STR_ARG(word), is_late ? "지연배상금" : "단수");
    }
}

// A millionth is a ten-thousandth of a percent.
str claim_rate_text(struct arena *a, int64_t ppm)
{
    str digits = str_format(a, "%04lld", (long long)(ppm % 10000));
    while (digits.n > 0 && digits.p[digits.n - 1] == '0') {
        digits.n--;
    }
    return str_format(a, "1일 %lld%s%.*s%%", (long long)(ppm / 10000), digits.n > 0 ? "." : "",
                      STR_ARG(digits));
}

// An approval number as the tax office prints it, in three parts of eight; any other as it is.
static str invoice_number(struct arena *a, str number)
{
    enum { PART = 8, PARTS = 3 };
    if (number.n != (size_t)PART * PARTS) {
        return number;
    }
    return str_format(a, "%.8s-%.8s-%.8s", number.p, number.p + PART, number.p + 2 * PART);
}

static str invoice_text(struct arena *a, const struct claim_proof *p)
{
    str day = date_format(a, p->issued_on);
    str supply = money_format(a, p->supply);
    str vat = money_format(a, p->vat);
    str number = invoice_number(a, p->reference);
    return str_format(a, "승인번호 %.*s\n작성일 %.*s · 공급가액 %.*s원 · 세액 %.*s원",
                      STR_ARG(number), STR_ARG(day), STR_ARG(supply), STR_ARG(vat));
}

static str certificate_text(struct arena *a, const struct claim_proof *p)
{
    if (p->by_inquiry) {
        return p->inquiry.n == 0 ? S("기관의 조회에 동의했습니다.")
                                 : str_format(a, "조회 결과: %.*s", STR_ARG(p->inquiry));
    }
    str issued = date_format(a, p->issued_on);
    str until = date_is_none(p->valid_until) ? S("") : date_format(a, p->valid_until);
    return str_format(a, "번호 %.*s · 발급일 %.*s%s%.*s%s%s%.*s", STR_ARG(p->reference),
                      STR_ARG(issued), until.n > 0 ? " · 유효기간 " : "", STR_ARG(until),
                      until.n > 0 ? "까지" : "", p->inquiry.n > 0 ? "\n다른 방법으로 확인: " : "",
                      STR_ARG(p->inquiry));
}

str claim_given_text(struct arena *a, const struct claim_proof *p)
{
    if (p->state == CLAIM_PROOF_NOT_REQUIRED) {
        return p->reason;
    }
    if (p->state == CLAIM_PROOF_MISSING) {
        return S("아직 없습니다.");
    }
    switch (claim_proof_form_of(p->kind)) {
    case CLAIM_BY_INVOICE:
        return invoice_text(a, p);
    case CLAIM_BY_CERTIFICATE:
        return certificate_text(a, p);
    case CLAIM_BY_INSTITUTION:
        return p->reason;
    case CLAIM_BY_INSPECTION:
        break;
    }
    str day = date_format(a, p->issued_on);
    return str_format(a, "검사일 %.*s\n검사번호 %.*s", STR_ARG(day), STR_ARG(p->reference));
}

// --- Asking before the deed ----------------------------------------------------------------------

// What is there without the firm's doing is not said to be its giving.
static str given_word(const struct claim_proof *p)
{
    if (claim_proof_form_of(p->kind) == CLAIM_BY_INSPECTION) {
        return S("있음");
    }
    if (claim_proof_form_of(p->kind) == CLAIM_BY_INSTITUTION) {
        return S("기관이 확인할 것");
    }
    return p->by_inquiry ? S("조회 동의") : S("냈음");
}

static struct claim_proof_row row_of(struct arena *a, const struct claim_proof *p)
{
    // To the firm "given" is done; that somebody has to look at it is the institution's business.
    bool given = p->state == CLAIM_PROOF_GIVEN;
    return (struct claim_proof_row){
        .label = p->label,
        .tone = given ? S("ok") : claim_proof_state_tone(p->state),
        .state = given ? given_word(p) : claim_proof_state_label(p->state),
        .given = claim_given_text(a, p),
        .article = p->article,
        .is_inspection = claim_proof_form_of(p->kind) == CLAIM_BY_INSPECTION,
    };
}

void claim_fill_delay(struct arena *a, const struct claim_bill *bill, struct claim_delay *out)
{
    const struct law_delay_sum *d = &bill->delay;
    const struct law_fact *count = d->count_row;
    *out = (struct claim_delay){
        .damages = d->damages,
        .rate = claim_rate_text(a, d->ppm),
        .rate_article = d->rate == NULL ? S("") : d->rate->head.article,
        .counted = count == NULL
                       ? S("기한 다음 날부터 도착한 날까지 셉니다.")
                       : S("기한 다음 날이나 기한이 지나 시정을 요구한 날부터 검사에 합격한 날까지 "
                           "셉니다."),
        .count_article = count == NULL ? S("") : count->head.article,
    };
    out->late.items = d->late.items;
    out->late.count = d->late.count;
}

void claim_fill_reports(struct arena *a, const delivery_came_list *came, const char *desk,
                        claim_report_list *out)
{
    out->items = NEW_ARRAY(a, came->count + 1, struct claim_report);
    out->count = 0;
    for (size_t i = 0; i < came->count; i++) {
        const struct delivery_came *c = &came->items[i];
        if (i > 0 && c[-1].part.seq == c->part.seq) {
            continue; // one report
        }
        out->items[out->count++] = (struct claim_report){
            .seq = c->part.seq,
            .inspected_on = c->part.checked_on,
            .path = href_to(a, "%s/deliveries/%lld", desk, (long long)c->delivery.value),
        };
    }
}

// The account that will be claimed to, in full: it is the firm's own.
static err fill_bank(struct unit *u, const struct claim_case *k, struct claim_confirm_page *p)
{
    struct claim_bank bank;
    TRY(claim_open_bank(u->arena, k, &bank));
    p->bank = bank.name;
    p->holder = bank.holder;
    p->account = bank.account;
    return NULL;
}

static err render_confirm(struct unit *u, const struct request *rq, struct response *rs,
                          const struct claim_case *k, const struct issues *issues)
{
    long long no = (long long)k->contract.no.value;
    struct claim_term term;
    struct claim_confirm_page p = {
        .title = k->contract.title,
        .contract_number = k->contract.number,
        .institution = k->contract.institution_name,
        .path = href_to(u->arena, "/supplier/contracts/%lld/claim/confirm", no),
        .form_path = href_to(u->arena, "/supplier/contracts/%lld/claim", no),
        .asked_days = k->draft.asked_days,
        .excuse_reason = k->draft.excuse_reason,
    };
    TRY(claim_find_term(u, &k->contract, &term));
    p.pay_by = term.pay_by;
    p.pay_article = term.article;
    TRY(fill_bank(u, k, &p));
    claim_fill_delay(u->arena, &k->bill, &p.delay);
    claim_fill_sum(u->arena, &k->bill, &p.sum);
    p.proofs.items = NEW_ARRAY(u->arena, k->proofs.count + 1, struct claim_proof_row);
    for (size_t i = 0; i < k->proofs.count; i++) {
        p.proofs.items[p.proofs.count++] = row_of(u->arena, &k->proofs.items[i]);
    }
    claim_fill_reports(u->arena, &k->basis.came, "/supplier", &p.reports);
    claim_fill_crumb(u->arena, &k->contract, S("청구 내용 확인"), &p.crumb);
    frame_fill(u, rq, &p.frame, S("청구 내용 확인"));
    p.frame.issues = issues;
    claim_confirm_page_render(&rs->body, &p);
    rs->status = issues == NULL ? 200 : 422;
    return NULL;
}

// GET /supplier/contracts/:no/claim/confirm
static err get_claim_confirm(struct unit *u, const struct request *rq, struct response *rs)
{
    public_no no;
    struct claim_case k;
    TRY(path_no(rq, "no", &no));
    TRY(claim_prepare(u, no, &k));
    if (!k.has_draft) {
        return see_other(rs, "/supplier/contracts/%lld/claim", (long long)no.value);
    }
    return render_confirm(u, rq, rs, &k, NULL);
}

// POST /supplier/contracts/:no/claim/confirm
static err post_claim_confirm(struct unit *u, const struct request *rq, struct response *rs)
{
    public_no no;
    public_no claim = NO_ID(public_no);
    struct issues issues = {0};
    TRY(path_no(rq, "no", &no));
    err fault = claim_action_claim(u, no, &claim);
    if (fault != NULL && fault->kind == FAULT_CONFLICT) {
        return fault; // it is claimed already, or no longer to be claimed
    }
    TRY(issues_catch(&issues, fault));
    if (issues.count > 0) {
        struct claim_case k;
        TRY(claim_prepare(u, no, &k));
        return render_confirm(u, rq, rs, &k, &issues);
    }
    return see_other(rs, "/supplier/claims/%lld", (long long)claim.value);
}

// --- The paper of a claim ------------------------------------------------------------------------

// The account in full to the firm and to who pays, on record when it is another's.
static err fill_account(struct unit *u, struct claim_print_page *p)
{
    bool own = u->actor->supplier.value == p->claim.supplier.value;
    p->shows_account = own || (u->actor->rights & RIGHT_PAY) != 0;
    if (p->shows_account && !own) {
        access_add_supplier(access_begin(u, S("claim.print"), S("")), p->claim.supplier);
    }
    return claim_open_account(u->arena, &p->claim, &p->bank_account);
}

static bool is_attached(const struct claim_proof *p)
{
    return p->state != CLAIM_PROOF_NOT_REQUIRED &&
           claim_proof_form_of(p->kind) != CLAIM_BY_INSTITUTION;
}

// GET /supplier/claims/:no/print, /buyer/payments/:no/print
static err get_claim_print(struct unit *u, const struct request *rq, struct response *rs)
{
    public_no no;
    struct claim_print_page p = {0};
    TRY(path_no(rq, "no", &no));
    TRY(claim_find(u->db, u->arena, purchase_side_of(u), no, &p.claim));
    TRY(fill_account(u, &p));
    p.moved = calendar_moved_text(u->arena, p.claim.ends_on, p.claim.due_on);
    p.addressee = party_head_style(u->arena, p.claim.institution_name, p.claim.institution_head);
    bool firm = u->actor->supplier.value != 0;
    p.back = href_to(u->arena, firm ? "/supplier/claims/%lld" : "/buyer/payments/%lld",
                     (long long)no.value);
    p.proofs.items = NEW_ARRAY(u->arena, p.claim.proofs.count + 1, struct claim_proof_row);
    for (size_t i = 0; i < p.claim.proofs.count; i++) {
        if (is_attached(&p.claim.proofs.items[i])) {
            p.proofs.items[p.proofs.count++] = row_of(u->arena, &p.claim.proofs.items[i]);
        }
    }
    crumb_add(u->arena, &p.crumb, p.claim.title, p.back);
    p.crumb.here = S("대금청구서");
    frame_fill(u, rq, &p.frame, S("대금청구서"));
    claim_print_page_render(&rs->body, &p);
    return NULL;
}

// GET /supplier/claims/:no/proofs/:kind, /buyer/payments/:no/proofs/:kind: the file of a proof.
static err get_claim_proof(struct unit *u, const struct request *rq, struct response *rs)
{
    public_no no;
    struct claim c;
    TRY(path_no(rq, "no", &no));
    TRY(claim_find(u->db, u->arena, purchase_side_of(u), no, &c));
    for (size_t i = 0; i < c.proofs.count; i++) {
        const struct claim_proof *p = &c.proofs.items[i];
        if (str_equals(p->kind, request_path(rq, "kind")) && p->file.value != 0) {
            struct kept_file file;
            TRY(file_find(u->db, p->file, &file));
            TRY(file_send(rs, &file));
            if (u->actor->supplier.value == 0) {
                access_add_supplier(access_begin(u, S("claim.proof"), S("")), c.supplier);
            }
            return NULL;
        }
    }
    return &FILE_UNKNOWN;
}

const struct route CLAIM_ROUTES[] = {
    ROUTE(GET, "/supplier/contracts/:no/claim", get_claim_form, RIGHT_SUPPLIER),
    ROUTE_SLOW(POST, "/supplier/contracts/:no/claim", post_claim_form, RIGHT_SUPPLIER),
    ROUTE(GET, "/supplier/contracts/:no/claim/confirm", get_claim_confirm, RIGHT_SUPPLIER),
    ROUTE(POST, "/supplier/contracts/:no/claim/confirm", post_claim_confirm, RIGHT_SUPPLIER),
    ROUTE(GET, "/supplier/claims/:no/print", get_claim_print, RIGHT_SUPPLIER),
    ROUTE(GET, "/supplier/claims/:no/proofs/:kind", get_claim_proof, RIGHT_SUPPLIER),
    ROUTE(GET, "/buyer/payments/:no/print", get_claim_print, RIGHT_BUYER),
    ROUTE(GET, "/buyer/payments/:no/proofs/:kind", get_claim_proof, RIGHT_PAY),
};
const size_t CLAIM_ROUTE_COUNT = COUNT(CLAIM_ROUTES);
