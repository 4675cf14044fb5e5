#include "market/catalog/product_text_web.h"

#include "base/limits.h"
#include "market/catalog/listing_action.h"
#include "market/catalog/listing_form_page.html.h"
#include "market/catalog/listing_text_web.h"
#include "market/catalog/product_text_action.h"
#include "market/party/right.h"
#include "platform/web/site.h"

static const struct field_label LABELS[] = {
    {"title",       "상품명"         },
    {"maker",       "제조사"         },
    {"model",       "모델명"         },
    {"origin",      "원산지"         },
    {"value",       "규격"            },
    {"description", "설명"            },
    {"detail_no",   "세부품명번호"},
    {"item_no",     "물품식별번호"},
    {"reason",      "고치는 까닭"  },
    {"word",        "까닭"            },
};

// A text under somebody's hands: an operator's, or (as a proposal) a firm's.
struct desk {
    struct listing was;
    struct listing_template template;
    struct product_proposal proposal; // that an operator decides on; none: no 0
    struct product_text is;           // what the cells hold before anybody types
    bool is_firm;
    bool is_seen; // what changes is shown
};

// Whose proposal it is that an operator looks at.
static void fill_proposal(struct arena *a, const struct desk *d, struct listing_form_page *p)
{
    const struct product_proposal *x = &d->proposal;
    if (x->id == 0) {
        return;
    }
    str when = date_format_iso(a, instant_date(x->made_at));
    p->asked = str_format(a, "%.*s의 제안(%.*s)", STR_ARG(x->supplier_name), STR_ARG(when));
    p->asked_reason = x->reason;
    p->proposal = str_format(a, "%lld", (long long)x->no.value);
    p->decline = href_to(a, "/admin/products/%lld/decline", (long long)d->was.product_no.value);
}

static struct crumb crumb_of(struct arena *a, const struct desk *d, str heading)
{
    const struct listing *l = &d->was;
    if (d->is_firm) {
        return listing_crumb(a, l, heading);
    }
    struct crumb crumb = {.here = heading};
    href product = href_to(a, "/products/%lld", (long long)l->product_no.value);
    crumb_add(a, &crumb, S("상품 검토"), href_to(a, "/admin/listings"));
    crumb_add(a, &crumb, l->text.title, product);
    return crumb;
}

static err render(struct unit *u, const struct request *rq, struct response *rs, struct desk *d,
                  const struct issues *issues)
{
    struct arena *a = u->arena;
    const struct listing *l = &d->was;
    const struct product_proposal *x = &d->proposal;
    district_list none = {0};
    struct listing_words words = {&d->template, &none};
    str said = request_query(rq, "was");
    struct listing_form_page p = {
        .heading = d->is_firm ? S("고칠 곳 제안") : S("상품 설명 고치기"),
        .lead = d->is_firm ? S("여러 기업이 함께 파는 상품이라 운영자가 보고 고칩니다.")
                           : S("이 상품을 파는 모든 기업의 설명이 함께 바뀌고, 진행 중인 구매는 "
                               "처음 본 내용으로 이어집니다."),
        .action = href_local(rq->path),
        .cancel = d->is_firm ? href_to(a, "%s/%lld", LISTING_HEAD, (long long)l->no.value)
                             : href_to(a, "/admin/listings"),
        .is_text_only = true,
        .button = d->is_firm   ? S("제안하기")
                  : x->id != 0 ? S("받아들여 고치기")
                               : S("고치기"),
        .category = d->template.code,
        .category_name = d->template.name,
        .known_detail_no = d->template.detail_no,
        .version = rq->method == POST ? request_field(rq, "version")
                                      : str_format(a, "%lld", (long long)l->product_revision),
        .reason = rq->method == POST ? request_field(rq, "reason") : x->reason,
        .word = rq->method == POST ? request_field(rq, "word") : S(""),
        .said = str_equals(said, S("done")) ? S("고쳤습니다. 파는 기업에 알렸습니다.")
                : str_equals(said, S("sent")) ? S("제안했습니다. 운영자가 보고 알려 드립니다.")
                                              : S(""),
    };
    p.difference.items.items = NEW_ARRAY(a, LISTING_DIFFERENCES_MOST, struct listing_difference);
    fill_proposal(a, d, &p);
    if (d->is_seen) {
        listing_differ(a, &words, product_text_canon(a, &d->is), product_text_canon(a, &l->text),
                       &p.difference);
    }
    TRY(listing_text_fill(u, rq, &d->template, &d->is, &p));
    TRY(listing_number_fill(u, rq, &l->text, &p));
    p.crumb = crumb_of(a, d, p.heading);
    frame_fill(u, rq, &p.frame,
               str_format(a, "%.*s – %.*s", STR_ARG(l->text.title), STR_ARG(p.heading)));
    p.frame.issues = issues;
    listing_form_page_render(&rs->body, &p);
    rs->status = issues == NULL ? 200 : 422;
    rs->asks_back = rq->method == POST && issues == NULL;
    return NULL;
}

static err load(struct unit *u, const struct request *rq, bool is_firm, struct desk *d)
{
    public_no no;
    public_no proposal;
    *d = (struct desk){.is_firm = is_firm};
    TRY(path_no(rq, "no", &no));
    if (is_firm) {
        TRY(listing_store_find(u->db, u->arena, u->actor->supplier, no, &d->was));
    } else {
        TRY(listing_store_text(u->db, u->arena, no, &d->was));
    }
    TRY(listing_store_template(u->db, u->arena, d->was.text.category, &d->template));
    d->is = d->was.text;
    str typed = rq->method == POST ? request_field(rq, "proposal") : request_query(rq, "proposal");
    if (!is_firm && public_no_parse(typed, &proposal)) {
        TRY(product_text_store_find(u->db, u->arena, proposal, &d->proposal));
        d->is = product_text_parse(u->arena, d->proposal.content);
        d->is.category = d->was.text.category;
        d->is_seen = true;
    }
    return NULL;
}

static const char *field_of(err fault)
{
    return fault == &LISTING_NO_REASON ? "reason" : fault == &LISTING_NEEDS_REASON ? "word" : "";
}

static err save(struct unit *u, const struct desk *d, str reason, int64_t version)
{
    if (version != d->was.product_revision) {
        return &LISTING_CHANGED;
    }
    return d->is_firm ? product_text_propose(u, &d->was, &d->is, reason)
                      : product_text_correct(u, &d->was, &d->is, reason, d->proposal.no);
}

// What was typed is looked at first (do=look), then saved (do=save), or (do=take) the cells take
// what the normalisers would write.
static err post(struct unit *u, const struct request *rq, struct response *rs, bool is_firm)
{
    struct desk d;
    struct issues issues = {
        .labels = {LABELS, COUNT(LABELS)}
    };
    TRY(load(u, rq, is_firm, &d));
    d.is_seen = false;
    if (listing_only_asks(rq)) {
        return render(u, rq, rs, &d, NULL);
    }
    listing_text_read(rq, &issues, u->arena, &d.template, &d.is);
    TRY(listing_store_judge(u->db, d.was.text.detail_no, &d.is));
    listing_join_check(u, &issues, &d.template, listing_check_text(u->arena, &d.template, &d.is));
    str reason = form_line(rq, &issues, "reason", OPTIONAL, LIMIT_LINE);
    int64_t version = form_i64(rq, &issues, "version", REQUIRED, 1, INT64_MAX);
    bool saves = str_equals(request_field(rq, "do"), S("save"));
    if (issues.count == 0 && saves) {
        err e = save(u, &d, reason, version);
        TRY(issues_catch_at(&issues, field_of(e), e));
    }
    d.is_seen = issues.count == 0 || saves;
    if (issues.count > 0) {
        return render(u, rq, rs, &d, &issues);
    }
    if (!saves) {
        return render(u, rq, rs, &d, NULL);
    }
    return see_other(rs, "%.*s?was=%s", STR_ARG(rq->path), is_firm ? "sent" : "done");
}

// GET /admin/products/:no/edit?proposal=&was=
static err get_edit(struct unit *u, const struct request *rq, struct response *rs)
{
    struct desk d;
    TRY(load(u, rq, false, &d));
    return render(u, rq, rs, &d, NULL);
}

// POST /admin/products/:no/edit
static err post_edit(struct unit *u, const struct request *rq, struct response *rs)
{
    return post(u, rq, rs, false);
}

// POST /admin/products/:no/decline – proposal, word
static err post_decline(struct unit *u, const struct request *rq, struct response *rs)
{
    struct desk d;
    struct issues issues = {
        .labels = {LABELS, COUNT(LABELS)}
    };
    TRY(load(u, rq, false, &d));
    str word = form_text(rq, &issues, "word", OPTIONAL, LIMIT_TEXT);
    if (issues.count == 0) {
        err e = product_text_decline(u, d.proposal.no, word);
        TRY(issues_catch_at(&issues, field_of(e), e));
    }
    if (issues.count > 0) {
        return &LISTING_NEEDS_REASON;
    }
    return see_other(rs, "/admin/listings?was=declined");
}

// GET /supplier/products/:no/propose?was=
static err get_propose(struct unit *u, const struct request *rq, struct response *rs)
{
    struct desk d;
    TRY(load(u, rq, true, &d));
    return d.was.offer_count > 1
               ? render(u, rq, rs, &d, NULL)
               : see_other(rs, "%s/%lld/edit", LISTING_HEAD, (long long)d.was.no.value);
}

// POST /supplier/products/:no/propose
static err post_propose(struct unit *u, const struct request *rq, struct response *rs)
{
    return post(u, rq, rs, true);
}

const struct route PRODUCT_TEXT_ROUTES[] = {
    ROUTE(GET, "/admin/products/:no/edit", get_edit, RIGHT_OPERATOR),
    ROUTE(POST, "/admin/products/:no/edit", post_edit, RIGHT_OPERATOR),
    ROUTE(POST, "/admin/products/:no/decline", post_decline, RIGHT_OPERATOR),
    ROUTE(GET, "/supplier/products/:no/propose", get_propose, RIGHT_SUPPLIER),
    ROUTE(POST, "/supplier/products/:no/propose", post_propose, RIGHT_SUPPLIER),
};
const size_t PRODUCT_TEXT_ROUTE_COUNT = COUNT(PRODUCT_TEXT_ROUTES);
