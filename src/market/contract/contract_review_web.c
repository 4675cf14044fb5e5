#include "market/contract/contract_review_web.h"

#include "base/limits.h"
#include "market/contract/contract_end_page.html.h"
#include "market/contract/contract_review_page.html.h"
#include "market/party/party_session_web.h"
#include "market/party/right.h"
#include "platform/form/form.h"
#include "platform/unit/access.h"
#include "platform/web/site.h"

// --- The institution signs -----------------------------------------------------------------------

static const struct field_label SIGN_LABELS[] = {
    {"checked", "계약일 기준 확인"         },
    {"secret",  "비밀번호 또는 인증번호"},
};

// What bars a firm on the day of the contract, for the officer to confirm.
static void fill_checks(const struct unit *u, const struct contract *c,
                        struct contract_review_page *page)
{
    struct law_exclusions rows =
        law_exclusions_on(u->law, c->regime, LAW_AT_CONTRACT, u->today, u->arena);
    page->checks.items = NEW_ARRAY(u->arena, rows.count + 1, struct review_check);
    for (size_t i = 0; i < rows.count; i++) {
        const struct law_exclusion *row = rows.items[i];
        if (str_equals(row->kind, S("exclusion")) || str_equals(row->kind, S("ban"))) {
            page->checks.items[page->checks.count++] =
                (struct review_check){.text = row->text, .article = row->head.article};
        }
    }
}

static void fill_proofs(const struct unit *u, const struct contract_review *r,
                        struct contract_review_page *page)
{
    page->proofs.items = NEW_ARRAY(u->arena, LAW_NEEDS_MAX, struct contract_proof);
    for (size_t i = 0; i < r->standing.proof_count; i++) {
        page->proofs.items[page->proofs.count++] = r->standing.proofs[i];
    }
}

static void fill_pledges(const struct unit *u, const struct contract_review *r,
                         struct contract_review_page *page)
{
    page->pledges.items = NEW_ARRAY(u->arena, CONTRACT_PLEDGE_COUNT, struct contract_paper_row);
    for (int kind = 0; kind < CONTRACT_PLEDGE_COUNT; kind++) {
        enum contract_pledge_kind k = (enum contract_pledge_kind)kind;
        if (r->papers.pledges[kind].signed_at.us == 0) {
            continue; // was not asked
        }
        page->pledges.items[page->pledges.count++] = (struct contract_paper_row){
            .label = contract_pledge_label(k),
            .at = r->papers.pledges[kind].signed_at,
            .path = contract_path(u, r->contract.no,
                                  str_format(u->arena, "/print/%s", contract_pledge_word(k)).p),
        };
    }
}

static err render_review(struct unit *u, const struct request *rq, struct response *rs,
                         const struct contract_review *r, const struct issues *issues)
{
    const struct contract *c = &r->contract;
    struct contract_review_page page = {
        .title = c->title,
        .number = c->number,
        .supplier_name = c->supplier_name,
        .kind = contract_kind_label(c->kind),
        .print = contract_path(u, c->no, "/print"),
        .action = contract_path(u, c->no, "/sign"),
        .back = contract_path(u, c->no, ""),
        .end = contract_path(u, c->no, "/cancel"),
        .is_blocked = r->obstacle != NULL,
        .altered = r->altered,
        .price = c->price,
        .today = u->today,
        .ends_on = c->ends_on,
        .scope = contract_scope_view(u->arena, c->content),
        .hash = c->content_hash,
        .hash_short = purchase_hash_short(c->content_hash),
        .signer = r->papers.signatures[CONTRACT_BY_SUPPLIER].name,
        .signed_at = r->papers.signatures[CONTRACT_BY_SUPPLIER].signed_at,
        .name = u->actor->name,
        .is_checked = form_flag(rq, "checked"),
    };
    if (r->obstacle != NULL) {
        page.obstacle = str_view(r->obstacle->text);
        page.obstacle_source = str_view(r->obstacle->source);
    }
    fill_checks(u, c, &page);
    fill_proofs(u, r, &page);
    fill_pledges(u, r, &page);
    access_add_supplier(access_begin(u, S("contract.review"), S("")), c->supplier);
    contract_fill_crumb(u, c, S("계약 확정"), &page.crumb);
    frame_fill(u, rq, &page.frame, S("계약 확정"));
    page.frame.issues = issues;
    rs->status = issues == NULL ? 200 : 422;
    contract_review_page_render(&rs->body, &page);
    return NULL;
}

// GET /buyer/contracts/:no/sign; before the supplier signed, and after both did, to the contract
static err get_sign(struct unit *u, const struct request *rq, struct response *rs)
{
    public_no no = NO_ID(public_no);
    struct contract_review r;
    TRY(path_no(rq, "no", &no));
    err fault = contract_look_institution(u, no, &r);
    if (fault == &CONTRACT_WRONG_STATE) {
        return see_other(rs, "/buyer/contracts/%lld", (long long)no.value);
    }
    TRY(fault);
    return render_review(u, rq, rs, &r, NULL);
}

// POST /buyer/contracts/:no/sign
static err post_sign(struct unit *u, const struct request *rq, struct response *rs)
{
    public_no no = NO_ID(public_no);
    const char *method = NULL;
    struct contract_review r;
    struct issues issues = {
        .labels = {.items = SIGN_LABELS, .count = COUNT(SIGN_LABELS)}
    };
    TRY(path_no(rq, "no", &no));
    TRY(contract_look_institution(u, no, &r));
    TRY(issues_catch_at(&issues, "secret", session_confirm(u, rq, &method)));
    if (issues.count == 0) {
        err fault = contract_sign_institution(u, no, method, form_flag(rq, "checked"));
        TRY(fault != NULL && fault->kind == FAULT_CONFLICT
                ? fault
                : issues_catch_at(&issues, fault == &CONTRACT_UNCHECKED ? "checked" : "", fault));
    }
    return issues.count > 0 ? render_review(u, rq, rs, &r, &issues)
                            : see_other(rs, "/buyer/contracts/%lld", (long long)no.value);
}

// --- Ending it before it binds -------------------------------------------------------------------

static const struct field_label END_LABELS[] = {
    {"reason", "사유"},
};

static err render_end(struct unit *u, const struct request *rq, struct response *rs,
                      const struct contract *c, const struct issues *issues)
{
    bool buyer = u->actor->institution.value != 0;
    struct contract_end_page page = {
        .is_buyer = buyer,
        .title = c->title,
        .number = c->number,
        .other = buyer ? c->supplier_name : c->institution_name,
        .price = c->price,
        .action = contract_path(u, c->no, buyer ? "/cancel" : "/decline"),
        .back = contract_path(u, c->no, ""),
        .reason = request_field(rq, "reason"),
    };
    str here = buyer ? S("계약 취소") : S("계약 거절");
    contract_fill_crumb(u, c, here, &page.crumb);
    frame_fill(u, rq, &page.frame, here);
    page.frame.issues = issues;
    rs->status = issues == NULL ? 200 : 422;
    contract_end_page_render(&rs->body, &page);
    return NULL;
}

static err find_here(struct unit *u, const struct request *rq, struct contract *out)
{
    public_no no = NO_ID(public_no);
    TRY(path_no(rq, "no", &no));
    return contract_find(u->db, purchase_side_of(u), no, out);
}

// GET /buyer/contracts/:no/cancel, /supplier/contracts/:no/decline
static err get_end(struct unit *u, const struct request *rq, struct response *rs)
{
    struct contract c;
    TRY(find_here(u, rq, &c));
    return contract_may(c.state, CONTRACT_CANCEL)
               ? render_end(u, rq, rs, &c, NULL)
               : see_other(rs, "%.*s", STR_ARG(contract_path(u, c.no, "").path));
}

static err post_end(struct unit *u, const struct request *rq, struct response *rs,
                    err (*end)(struct unit *u, public_no no, str reason))
{
    struct contract c;
    struct issues issues = {
        .labels = {.items = END_LABELS, .count = COUNT(END_LABELS)}
    };
    TRY(find_here(u, rq, &c));
    str reason = form_text(rq, &issues, "reason", REQUIRED, LIMIT_TEXT);
    if (issues.count > 0) {
        return render_end(u, rq, rs, &c, &issues);
    }
    TRY(end(u, c.no, reason));
    return see_other(rs, "%.*s", STR_ARG(contract_path(u, c.no, "").path));
}

// POST /buyer/contracts/:no/cancel
static err post_cancel(struct unit *u, const struct request *rq, struct response *rs)
{
    return post_end(u, rq, rs, contract_cancel);
}

// POST /supplier/contracts/:no/decline
static err post_decline(struct unit *u, const struct request *rq, struct response *rs)
{
    return post_end(u, rq, rs, contract_decline);
}

const struct route CONTRACT_REVIEW_ROUTES[] = {
    ROUTE(GET, "/buyer/contracts/:no/sign", get_sign, RIGHT_REQUEST),
    ROUTE_BEFORE(POST, "/buyer/contracts/:no/sign", session_before_confirm, post_sign,
                 RIGHT_REQUEST),
    ROUTE(GET, "/buyer/contracts/:no/cancel", get_end, RIGHT_REQUEST),
    ROUTE(POST, "/buyer/contracts/:no/cancel", post_cancel, RIGHT_REQUEST),
    ROUTE(GET, "/supplier/contracts/:no/decline", get_end, RIGHT_OWNER),
    ROUTE(POST, "/supplier/contracts/:no/decline", post_decline, RIGHT_OWNER),
};
const size_t CONTRACT_REVIEW_ROUTE_COUNT = COUNT(CONTRACT_REVIEW_ROUTES);
