#include "market/quote/quote_ask_web.h"

#include "base/limits.h"
#include "market/calendar/calendar.h"
#include "market/party/right.h"
#include "market/purchase/purchase_path_action.h"
#include "market/quote/quote_action.h"
#include "market/quote/quote_ask_page.html.h"
#include "market/quote/quote_revise_page.html.h"
#include "market/quote/quote_waive_page.html.h"
#include "platform/form/form.h"
#include "platform/web/site.h"

// Working days a supplier is given unless the officer says otherwise: what the law asks for notices
// of two quotes, here a suggestion.
#define CLOSING_WORKING_DAYS 3
#define CLOSING_HOUR 18

static const struct fault BAD_TIME = {
    .kind = FAULT_INVALID,
    .code = "quote.bad_time",
    .text = "시각을 시:분으로 적어 주세요. 예: 18:00",
};

// --- What the pages show -------------------------------------------------------------------------

static void fill_lines(struct arena *a, const purchase_line_list *lines, struct quote_ask_page *out)
{
    out->lines.items = NEW_ARRAY(a, lines->count + 1, struct quote_ask_line);
    out->lines.count = lines->count;
    for (size_t i = 0; i < lines->count; i++) {
        const struct purchase_line *l = &lines->items[i];
        out->lines.items[i] = (struct quote_ask_line){
            .title = l->title, .unit = l->unit, .quantity = l->quantity, .price = l->list_price};
        (void)money_times(l->list_price, l->quantity, &out->lines.items[i].amount);
    }
}

// The case of this officer, and the page about it. Five statements.
static err load(struct unit *u, const struct request *rq, str here, struct purchase *p,
                struct quote_ask_page *out)
{
    purchase_line_list lines;
    TRY(purchase_part_find(u, rq, p));
    TRY(purchase_admit_officer(p, u->actor->account));
    TRY(purchase_list_lines(u->db, u->arena, p->id, &lines));
    *out = (struct quote_ask_page){
        .title = p->title,
        .supplier_name = p->supplier_name,
        .path_title = p->has_path ? str_view(law_path_label(p->path)) : S(""),
        .state = purchase_state_label(p->state),
        .list = p->list,
        .estimated = p->estimated,
        .vat = money_subtract(p->list, p->estimated),
        .delivery_place = p->delivery_place,
        .scope = scope_view_of(u->arena, p->scope, S("기업에 그대로 보입니다")),
        .deliver_by = p->deliver_by,
        .earliest = date_format_iso(u->arena, u->today),
        .latest = date_format_iso(u->arena, p->deliver_by),
        .is_again = p->state != PURCHASE_DRAFT,
        .is_priced = !money_is_zero(p->price),
        .action = href_local(rq->path),
        .back = href_to(u->arena, "/buyer/purchases/%lld", (long long)p->no.value),
    };
    fill_lines(u->arena, &lines, out);
    size_t wrong = 0;
    err fault = purchase_admit_lines(p, lines.items, lines.count, &wrong);
    if (fault != NULL) {
        str title = lines.items[wrong].title;
        out->wrong = str_format(u->arena, "‘%.*s’: %s", STR_ARG(title), fault->text);
        out->mend = href_to(u->arena, "/buyer/purchases/%lld/%s", (long long)p->no.value,
                            p->state == PURCHASE_DRAFT ? "edit" : "revise");
    }
    purchase_crumb_fill(u->arena, p, here, &out->crumb);
    return purchase_part_fill(u, p, &out->part);
}

// --- Asking --------------------------------------------------------------------------------------

static err admit_asking(const struct purchase *p)
{
    bool may = p->state == PURCHASE_DRAFT || p->state == PURCHASE_ASKED ||
               p->state == PURCHASE_QUOTED || p->state == PURCHASE_DECLINED;
    if (!may) {
        return &PURCHASE_WRONG_STATE;
    }
    return p->has_path ? quote_admit_path(p->path) : &PURCHASE_PATH_MISSING;
}

static void suggest_closing(struct unit *u, const struct purchase *p, struct quote_ask_page *page)
{
    date day = calendar_add_working_days(u->calendar, u->today, CLOSING_WORKING_DAYS);
    if (date_before(p->deliver_by, day)) {
        day = p->deliver_by;
    }
    page->closes_on = date_format_iso(u->arena, day);
    page->closes_at = str_format(u->arena, "%d:00", CLOSING_HOUR);
}

// GET /buyer/purchases/:no/quote
static err get_ask(struct unit *u, const struct request *rq, struct response *rs)
{
    struct purchase p;
    struct quote_ask_page page;
    TRY(load(u, rq, S("견적 요청"), &p, &page));
    TRY(admit_asking(&p));
    suggest_closing(u, &p, &page);
    frame_fill(u, rq, &page.frame, S("견적 요청"));
    quote_ask_page_render(&rs->body, &page);
    return NULL;
}

static instant read_closing(const struct request *rq, struct issues *is)
{
    int hour = 0;
    int minute = 0;
    date day = form_date(rq, is, "closes_on", REQUIRED);
    str time = form_line(rq, is, "closes_at", REQUIRED, LIMIT_NAME);
    if (time.n > 0 && !quote_parse_time(time, &hour, &minute)) {
        (void)issues_catch_at(is, "closes_at", &BAD_TIME);
    }
    return date_is_none(day) ? (instant){0} : instant_at(day, hour, minute);
}

// POST /buyer/purchases/:no/quote: shown again to be confirmed, then sent
static err post_ask(struct unit *u, const struct request *rq, struct response *rs)
{
    static const struct field_label LABELS[] = {
        {"closes_on", "마감일"    },
        {"closes_at", "마감 시각"},
        {"message",   "전할 말"   },
    };
    struct purchase p;
    struct quote_ask_page page;
    public_no request = NO_ID(public_no);
    struct issues issues = {
        .labels = {.items = LABELS, .count = COUNT(LABELS)}
    };
    TRY(load(u, rq, S("견적 요청"), &p, &page));
    TRY(admit_asking(&p));
    page.closes = read_closing(rq, &issues);
    str message = form_text(rq, &issues, "message", OPTIONAL, LIMIT_TEXT);
    page.message = issues_has(&issues, S("message")) ? request_field(rq, "message") : message;
    page.closes_on = request_field(rq, "closes_on");
    page.closes_at = request_field(rq, "closes_at");
    bool sends = str_equals(request_field(rq, "do"), S("send"));
    bool edits = str_equals(request_field(rq, "do"), S("edit"));
    if (issues.count == 0) {
        TRY(issues_catch_at(&issues, "closes_on",
                            quote_admit_closing(page.closes, p.deliver_by, u->now)));
    }
    if (page.wrong.n > 0) {
        issues_add(&issues, "", str_to_c(u->arena, page.wrong));
    }
    if (issues.count == 0 && sends) {
        TRY(issues_catch(&issues, quote_action_ask(u, &p, message, page.closes, &request)));
    }
    if (issues.count == 0 && sends) {
        return see_other(rs, "/buyer/quotes/%lld", (long long)request.value);
    }
    page.is_confirm = issues.count == 0 && !edits;
    frame_fill(u, rq, &page.frame, page.is_confirm ? S("견적 요청 확인") : S("견적 요청"));
    page.frame.issues = &issues;
    rs->asks_back = issues.count == 0;
    rs->status = issues.count == 0 ? 200 : 422;
    quote_ask_page_render(&rs->body, &page);
    return NULL;
}

// --- Doing without -------------------------------------------------------------------------------

static err render_waive(struct unit *u, const struct request *rq, struct response *rs,
                        struct quote_ask_page *page, const struct purchase *p,
                        const struct issues *issues)
{
    bool found = false;
    struct purchase_decision decision = {0};
    TRY(purchase_path_find(u->db, p->id, &found, &decision));
    page->ground = decision.ground;
    frame_fill(u, rq, &page->frame, S("견적 없이 진행"));
    page->frame.issues = issues;
    rs->status = issues == NULL ? 200 : 422;
    quote_waive_page_render(&rs->body, page);
    return NULL;
}

static err admit_waiving(const struct purchase *p)
{
    if (!purchase_may(p->state, PURCHASE_WAIVE_QUOTE)) {
        return &PURCHASE_WRONG_STATE;
    }
    if (!p->has_path) {
        return &PURCHASE_PATH_MISSING;
    }
    return p->path == LAW_QUOTE_WAIVED ? NULL : &QUOTE_NOT_WAIVABLE;
}

// GET /buyer/purchases/:no/waive-quote
static err get_waive(struct unit *u, const struct request *rq, struct response *rs)
{
    struct purchase p;
    struct quote_ask_page page;
    TRY(load(u, rq, S("견적 없이 진행"), &p, &page));
    TRY(admit_waiving(&p));
    return render_waive(u, rq, rs, &page, &p, NULL);
}

// POST /buyer/purchases/:no/waive-quote
static err post_waive(struct unit *u, const struct request *rq, struct response *rs)
{
    struct purchase p;
    struct quote_ask_page page;
    struct issues issues = {0};
    TRY(load(u, rq, S("견적 없이 진행"), &p, &page));
    TRY(admit_waiving(&p));
    TRY(issues_catch(&issues, quote_action_waive(u, &p)));
    if (issues.count > 0) {
        return render_waive(u, rq, rs, &page, &p, &issues);
    }
    return see_other(rs, "/buyer/purchases/%lld", (long long)p.no.value);
}

// --- Going back ----------------------------------------------------------------------------------

// Is there a request, or an answer to it, that going back would end?
static err ends_request(struct unit *u, const struct purchase *p, bool *out)
{
    struct quote_request r;
    err fault = quote_request_find_of(u->db, purchase_side_of(u), p->id, &r);
    *out = fault == NULL &&
           (r.state == QUOTE_OPEN || r.state == QUOTE_ANSWERED || r.state == QUOTE_CHOSEN);
    return fault == &QUOTE_UNKNOWN ? NULL : fault;
}

static err render_revise(struct unit *u, const struct request *rq, struct response *rs,
                         struct quote_ask_page *page, const struct purchase *p,
                         const struct issues *issues)
{
    TRY(ends_request(u, p, &page->ends_request));
    frame_fill(u, rq, &page->frame, S("작성 중으로 되돌려 고치기"));
    page->frame.issues = issues;
    rs->status = issues == NULL ? 200 : 422;
    quote_revise_page_render(&rs->body, page);
    return NULL;
}

// GET /buyer/purchases/:no/revise
static err get_revise(struct unit *u, const struct request *rq, struct response *rs)
{
    struct purchase p;
    struct quote_ask_page page;
    TRY(load(u, rq, S("작성 중으로 되돌려 고치기"), &p, &page));
    return purchase_may(p.state, PURCHASE_REVISE) ? render_revise(u, rq, rs, &page, &p, NULL)
                                                  : &PURCHASE_WRONG_STATE;
}

// POST /buyer/purchases/:no/revise
static err post_revise(struct unit *u, const struct request *rq, struct response *rs)
{
    static const struct field_label LABELS[] = {
        {"reason", "되돌리는 까닭"},
    };
    struct purchase p;
    struct quote_ask_page page;
    struct issues issues = {
        .labels = {.items = LABELS, .count = COUNT(LABELS)}
    };
    TRY(load(u, rq, S("작성 중으로 되돌려 고치기"), &p, &page));
    str reason = form_text(rq, &issues, "reason", REQUIRED, LIMIT_TEXT);
    if (issues.count == 0) {
        TRY(issues_catch(&issues, quote_action_revise(u, &p, reason)));
    }
    if (issues.count > 0) {
        page.reason = request_field(rq, "reason");
        return render_revise(u, rq, rs, &page, &p, &issues);
    }
    return see_other(rs, "/buyer/purchases/%lld", (long long)p.no.value);
}

const struct route QUOTE_ASK_ROUTES[] = {
    ROUTE(GET, "/buyer/purchases/:no/quote", get_ask, RIGHT_REQUEST),
    ROUTE(POST, "/buyer/purchases/:no/quote", post_ask, RIGHT_REQUEST),
    ROUTE(GET, "/buyer/purchases/:no/waive-quote", get_waive, RIGHT_REQUEST),
    ROUTE(POST, "/buyer/purchases/:no/waive-quote", post_waive, RIGHT_REQUEST),
    ROUTE(GET, "/buyer/purchases/:no/revise", get_revise, RIGHT_REQUEST),
    ROUTE(POST, "/buyer/purchases/:no/revise", post_revise, RIGHT_REQUEST),
};
const size_t QUOTE_ASK_ROUTE_COUNT = COUNT(QUOTE_ASK_ROUTES);
