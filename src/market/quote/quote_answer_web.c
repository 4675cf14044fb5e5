#include "market/quote/quote_answer_web.h"

#include "base/limits.h"
#include "market/law/law_amount.h"
#include "market/party/right.h"
#include "market/purchase/purchase_seen_web.h"
#include "market/quote/quote_answer_action.h"
#include "market/quote/quote_answer_page.html.h"
#include "market/quote/quote_confirm_page.html.h"
#include "platform/form/form.h"
#include "platform/web/site.h"

#define VALID_DAYS 30 // suggested from the deadline on; the supplier writes its own

static const struct field_label LABELS[] = {
    {"price",       "단가"              },
    {"by",          "납품할 날"       },
    {"valid_until", "유효기간"        },
    {"remark",      "비고"              },
    {"reason",      "내지 않는 까닭"},
};

// One request as it is looked at and answered.
struct turn {
    struct quote_request request;
    quote_item_list items;
    struct quote_line *lines; // of the newest answer, then of the form
    quote_list given;
    date valid_until;
    str remark;
    struct purchase_totals totals;
};

// --- Loading -------------------------------------------------------------------------------------

// Three statements.
static err load(struct unit *u, const struct request *rq, struct turn *t)
{
    public_no no = NO_ID(public_no);
    *t = (struct turn){0};
    TRY(path_no(rq, "no", &no));
    TRY(quote_request_find(u->db, purchase_side_of(u), no, &t->request));
    TRY(quote_list_of(u->db, u->arena, t->request.id, &t->given));
    quote_id newest = t->given.count == 0 ? NO_ID(quote_id) : t->given.items[0].id;
    return quote_list_items(u->db, u->arena, t->request.id, newest, &t->items, &t->lines);
}

static void fill_crumb(struct arena *a, const struct quote_request *r, struct crumb *out)
{
    crumb_add(a, out, S("견적요청"), href_to(a, "/supplier/quotes"));
    out->here = r->title;
}

static void fill_lines(struct arena *a, const struct turn *t, struct quote_answer_page *page)
{
    page->lines.items = NEW_ARRAY(a, t->items.count + 1, struct quote_answer_row);
    page->lines.count = t->items.count;
    for (size_t i = 0; i < t->items.count; i++) {
        const struct quote_item *item = &t->items.items[i];
        const struct quote_line *line = &t->lines[i];
        struct quote_answer_row *row = &page->lines.items[i];
        *row = (struct quote_answer_row){
            .seq = item->seq,
            .title = item->title,
            .unit = item->unit,
            .quantity = item->quantity,
            .list_price = item->list_price,
            .is_exempt = item->is_exempt,
            .price = line->price,
            .by = line->deliver_by,
            .is_late = !date_is_none(line->deliver_by) &&
                       date_before(t->request.deliver_by, line->deliver_by),
        };
        (void)money_times(line->price, item->quantity, &row->amount);
        page->any_late = page->any_late || row->is_late;
    }
}

// What stands on top of the page, by the state.
static const struct {
    const char *tone;
    const char *icon;
    const char *text;
} NOTES[QUOTE_STATE_COUNT] = {
    [QUOTE_OPEN] = {"",    "ic-info", ""                                                                                 },
    [QUOTE_ANSWERED] = {"ok",  "ic-done", "견적을 냈습니다. 기관이 확인하고 있습니다."                     },
    [QUOTE_DECLINED] = {"",    "ic-info", "견적을 내지 않는다고 답한 요청입니다. 되돌릴 수 없습니다."},
    [QUOTE_CHOSEN] = {"ok",  "ic-done",
                    "견적이 선정되었습니다. 기관 내부 결재 뒤에 계약을 작성합니다."            },
    [QUOTE_PASSED_OVER] = {"",    "ic-info", "기관이 이 견적을 고르지 않았습니다."                               },
    [QUOTE_EXPIRED] = {"bad", "ic-stop",
                    "마감이 지나 견적을 낼 수 없습니다. 필요하면 기관 담당자에게 다시 요청해 "
                       "달라고 알려 주세요."                                                                     },
    [QUOTE_WITHDRAWN] = {"",    "ic-info", "기관이 거둔 요청입니다. 답하지 않아도 됩니다."                 },
};

static void fill_state(struct unit *u, const struct turn *t, struct quote_answer_page *page)
{
    const struct quote_request *r = &t->request;
    enum quote_state state = quote_state_at(r, u->now);
    page->state = quote_state_label(state, QUOTE_FOR_SUPPLIER);
    page->tone = quote_state_tone(state, QUOTE_FOR_SUPPLIER);
    page->is_live = state == QUOTE_OPEN || state == QUOTE_ANSWERED || state == QUOTE_CHOSEN;
    page->may_answer = quote_admit_answer(r, u->now) == NULL;
    page->shows_items = !page->may_answer;
    page->may_decline = page->may_answer && state == QUOTE_OPEN;
    page->is_again = t->given.count > 0;
    page->note_tone = str_view(NOTES[state].tone);
    page->note_icon = str_view(NOTES[state].icon);
    page->note = str_view(NOTES[state].text);
}

// The case as far as its supplier sees it: enough for the parts every page of a case shows.
static struct purchase case_of(const struct quote_request *r)
{
    return (struct purchase){.id = r->purchase,
                             .institution = r->institution,
                             .supplier = r->supplier,
                             .title = r->title,
                             .state = r->purchase_state};
}

// Two statements when the case goes on.
static err fill_page(struct unit *u, const struct turn *t, struct quote_answer_page *page)
{
    const struct quote_request *r = &t->request;
    long long no = (long long)r->no.value;
    *page = (struct quote_answer_page){
        .title = r->title,
        .no = r->no,
        .institution_name = r->institution_name,
        .department_name = r->department_name,
        .officer_name = r->officer_name,
        .institution_phone = r->institution_phone,
        .supplier_name = r->supplier_name,
        .object = str_view(law_object_label(r->object)),
        .message = r->message,
        .delivery_place = r->delivery_place,
        .scope = scope_view_of(u->arena, r->scope,
                               S("이 조건으로 견적을 내고, 고르면 계약서에 실립니다")),
        .deliver_by = r->deliver_by,
        .asked_at = r->asked_at,
        .closes_at = r->closes_at,
        .earliest = date_format_iso(u->arena, u->today),
        .valid_until = t->valid_until,
        .remark = t->remark,
        .last_day = DATE_NONE,
        .action = href_to(u->arena, "/supplier/quotes/%lld", no),
        .decline = href_to(u->arena, "/supplier/quotes/%lld/decline", no),
    };
    fill_crumb(u->arena, r, &page->crumb);
    quote_fill_given(u->arena, &t->given, &page->given);
    fill_lines(u->arena, t, page);
    fill_state(u, t, page);
    struct purchase p = case_of(r);
    if (page->is_live) {
        for (size_t i = 0; i < page->lines.count; i++) {
            struct quote_answer_row *row = &page->lines.items[i];
            row->seen = purchase_seen_path(u, r->purchase_no, row->seq);
        }
        TRY(purchase_part_fill(u, &p, &page->part));
        purchase_part_stand_at(&page->part, page->action.path);
    }
    return NULL;
}

// --- Looking -------------------------------------------------------------------------------------

static void add_up(struct quote_answer_page *page)
{
    money sum = WON(0);
    for (size_t i = 0; i < page->lines.count; i++) {
        if (money_is_zero(page->lines.items[i].amount)) {
            return;
        }
        sum = money_add(sum, page->lines.items[i].amount);
        if (sum.won > LIMIT_WON) {
            return; // refused, and told so; no figure to show
        }
    }
    page->asked = sum;
}

// The form begins with the newest answer, or with the list prices and the needed day.
static void suggest(struct unit *u, const struct turn *t, struct quote_answer_page *page)
{
    bool again = t->given.count > 0 && t->given.items[0].price.won > 0;
    for (size_t i = 0; i < page->lines.count; i++) {
        struct quote_answer_row *row = &page->lines.items[i];
        row->price_text = money_format(u->arena, again ? row->price : row->list_price);
        row->by_text = date_format_iso(u->arena, again ? row->by : t->request.deliver_by);
        if (page->may_answer && !again) {
            (void)money_times(row->list_price, row->quantity, &row->amount);
        }
    }
    add_up(page);
    date valid = again ? t->given.items[0].valid_until
                       : date_add_days(instant_date(t->request.closes_at), VALID_DAYS);
    page->valid_text = date_format_iso(u->arena, valid);
    page->remark = again ? t->given.items[0].remark : S("");
}

// What the newest answer came to, for reading.
static void fill_totals(const struct turn *t, struct quote_answer_page *page)
{
    if (t->given.count > 0) {
        const struct quote *q = &t->given.items[0];
        page->price = q->price;
        page->supply = q->supply;
        page->vat = q->vat;
        page->valid_until = q->valid_until;
        page->shows_items = true;
    }
}

// GET /supplier/quotes/:no
static err get_request(struct unit *u, const struct request *rq, struct response *rs)
{
    struct turn t;
    struct quote_answer_page page;
    TRY(load(u, rq, &t));
    TRY(fill_page(u, &t, &page));
    suggest(u, &t, &page);
    fill_totals(&t, &page);
    frame_fill(u, rq, &page.frame, page.title);
    page.is_folded = page.is_again;
    quote_answer_page_render(&rs->body, &page);
    return NULL;
}

// --- Reading the form ----------------------------------------------------------------------------

static void read_line(struct unit *u, const struct request *rq, struct issues *is,
                      const struct quote_item *item, struct quote_line *out)
{
    const char *price =
        str_to_c(u->arena, str_format(u->arena, "price_%lld", (long long)item->seq));
    const char *by = str_to_c(u->arena, str_format(u->arena, "by_%lld", (long long)item->seq));
    size_t mistakes = is->count;
    out->price = form_money(rq, is, price, REQUIRED, WON(LIMIT_WON));
    if (is->count == mistakes && out->price.won < 1) {
        (void)issues_catch_at(is, price, &QUOTE_NO_PRICE);
    }
    mistakes = is->count;
    out->deliver_by = form_date(rq, is, by, REQUIRED);
    if (is->count == mistakes && date_before(out->deliver_by, u->today)) {
        (void)issues_catch_at(is, by, &QUOTE_DAY_PAST);
    }
}

static err read_answer(struct unit *u, const struct request *rq, struct issues *is, struct turn *t)
{
    t->lines = NEW_ARRAY(u->arena, t->items.count + 1, struct quote_line);
    for (size_t i = 0; i < t->items.count; i++) {
        read_line(u, rq, is, &t->items.items[i], &t->lines[i]);
    }
    t->valid_until = form_date(rq, is, "valid_until", REQUIRED);
    if (!date_is_none(t->valid_until) &&
        date_before(t->valid_until, instant_date(t->request.closes_at))) {
        (void)issues_catch_at(is, "valid_until", &QUOTE_VALID_SHORT);
    }
    t->remark = form_text(rq, is, "remark", OPTIONAL, LIMIT_TEXT);
    if (is->count > 0) {
        return NULL;
    }
    return issues_catch(
        is, quote_sum(u->arena, &t->items, t->lines, law_vat_rate(u->law, u->today), &t->totals));
}

// "2026. 11. 27. 18:00:07"
static str moment(struct arena *a, instant t)
{
    struct out o;
    out_init(&o, a, 64);
    put_instant(&o, t);
    out_format(&o, ":%02d", (int)(t.us / 1000000 % 60));
    return out_view(&o);
}

// A late one is told both moments; any other refusal joins the issues.
static err catch_answer(struct unit *u, const struct turn *t, struct issues *is, err fault)
{
    if (fault != &QUOTE_TOO_LATE) {
        return issues_catch(is, fault);
    }
    str text = str_format(u->arena,
                          "%.*s에 마감한 요청이라 %.*s에 보낸 견적을 받을 수 없습니다. 기관에 다시 "
                          "요청해 달라고 알려 주세요.",
                          STR_ARG(moment(u->arena, t->request.closes_at)),
                          STR_ARG(moment(u->arena, u->now)));
    issues_add(is, "", str_to_c(u->arena, text));
    return NULL;
}

static void show_typed(struct unit *u, const struct request *rq, struct quote_answer_page *page)
{
    for (size_t i = 0; i < page->lines.count; i++) {
        struct quote_answer_row *row = &page->lines.items[i];
        row->price_text = request_field_key(u->arena, rq, "price", row->seq);
        row->by_text = request_field_key(u->arena, rq, "by", row->seq);
    }
    add_up(page);
    page->valid_text = request_field(rq, "valid_until");
    page->remark = request_field(rq, "remark");
}

static date last_of(const struct quote_answer_page *page)
{
    date last = page->lines.items[0].by;
    for (size_t i = 1; i < page->lines.count; i++) {
        date by = page->lines.items[i].by;
        if (date_before(last, by)) {
            last = by;
        }
    }
    return last;
}

// The form again: with its mistakes, to be changed, or to be confirmed.
static err ask_back(struct unit *u, const struct request *rq, struct response *rs,
                    const struct turn *t, const struct issues *issues, bool confirm)
{
    struct quote_answer_page page;
    TRY(fill_page(u, t, &page));
    show_typed(u, rq, &page);
    page.price = t->totals.price;
    page.supply = t->totals.supply;
    page.vat = t->totals.vat;
    frame_fill(u, rq, &page.frame, confirm ? S("견적 확인") : page.title);
    page.frame.issues = issues;
    rs->asks_back = issues->count == 0;
    rs->status = issues->count == 0 ? 200 : 422;
    if (confirm) {
        page.last_day = last_of(&page);
        quote_confirm_page_render(&rs->body, &page);
    } else {
        quote_answer_page_render(&rs->body, &page);
    }
    return NULL;
}

// POST /supplier/quotes/:no: shown again to be confirmed, then given
static err post_answer(struct unit *u, const struct request *rq, struct response *rs)
{
    struct turn t;
    struct issues issues = {
        .labels = {.items = LABELS, .count = COUNT(LABELS)}
    };
    TRY(load(u, rq, &t));
    TRY(read_answer(u, rq, &issues, &t));
    bool gives = str_equals(request_field(rq, "do"), S("give"));
    bool edits = str_equals(request_field(rq, "do"), S("edit"));
    if (issues.count == 0) {
        struct quote_answer answer = {
            .lines = t.lines, .valid_until = t.valid_until, .remark = t.remark};
        err fault = gives ? quote_action_answer(u, t.request.no, &answer)
                          : quote_admit_answer(&t.request, u->now);
        TRY(catch_answer(u, &t, &issues, fault));
    }
    if (issues.count == 0 && gives) {
        return see_other(rs, "/supplier/quotes/%lld", (long long)t.request.no.value);
    }
    return ask_back(u, rq, rs, &t, &issues, issues.count == 0 && !edits);
}

// POST /supplier/quotes/:no/decline
static err post_decline(struct unit *u, const struct request *rq, struct response *rs)
{
    struct turn t;
    struct quote_answer_page page;
    struct issues issues = {
        .labels = {.items = LABELS, .count = COUNT(LABELS)}
    };
    TRY(load(u, rq, &t));
    str reason = form_text(rq, &issues, "reason", REQUIRED, LIMIT_TEXT);
    if (issues.count == 0) {
        TRY(catch_answer(u, &t, &issues, quote_action_decline(u, t.request.no, reason)));
    }
    if (issues.count == 0) {
        return see_other(rs, "/supplier/quotes/%lld", (long long)t.request.no.value);
    }
    TRY(fill_page(u, &t, &page));
    suggest(u, &t, &page);
    fill_totals(&t, &page);
    page.decline_reason = request_field(rq, "reason");
    frame_fill(u, rq, &page.frame, page.title);
    page.frame.issues = &issues;
    rs->status = 422;
    quote_answer_page_render(&rs->body, &page);
    return NULL;
}

const struct route QUOTE_ANSWER_ROUTES[] = {
    ROUTE(GET, "/supplier/quotes/:no", get_request, RIGHT_SUPPLIER),
    ROUTE(POST, "/supplier/quotes/:no", post_answer, RIGHT_SUPPLIER),
    ROUTE(POST, "/supplier/quotes/:no/decline", post_decline, RIGHT_SUPPLIER),
};
const size_t QUOTE_ANSWER_ROUTE_COUNT = COUNT(QUOTE_ANSWER_ROUTES);
