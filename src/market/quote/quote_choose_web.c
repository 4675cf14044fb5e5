#include "market/quote/quote_choose_web.h"

#include "base/limits.h"
#include "market/catalog/catalog_web.h"
#include "market/law/law_amount.h"
#include "market/party/right.h"
#include "market/quote/quote_action.h"
#include "market/quote/quote_choose_page.html.h"
#include "platform/form/form.h"
#include "platform/web/site.h"

// One request as the officer looks at it.
struct turn {
    struct quote_request request;
    quote_item_list items;
    struct quote_line *lines; // of the newest answer
    quote_list given;
    struct quote_rival *rivals;
};

// Four statements.
static err load(struct unit *u, const struct request *rq, struct turn *t)
{
    public_no no = NO_ID(public_no);
    *t = (struct turn){0};
    TRY(path_no(rq, "no", &no));
    TRY(quote_request_find(u->db, purchase_side_of(u), no, &t->request));
    TRY(quote_list_of(u->db, u->arena, t->request.id, &t->given));
    quote_id newest = t->given.count == 0 ? NO_ID(quote_id) : t->given.items[0].id;
    TRY(quote_list_items(u->db, u->arena, t->request.id, newest, &t->items, &t->lines));
    return quote_list_rivals(u->db, u->arena, t->request.id, u->today, &t->items, &t->rivals);
}

// --- The comparison ------------------------------------------------------------------------------

static str change_class(money was, money is)
{
    if (money_less(was, is)) {
        return S("c-bad");
    }
    return money_less(is, was) ? S("c-ok") : S("");
}

// "+3.8%", "-0.4%", "같음". Rounded half up on the magnitude; what is not the same is never 0.
static str change_share(struct arena *a, money was, money is)
{
    if (money_equals(was, is)) {
        return S("같음");
    }
    bool less = money_less(is, was);
    int64_t bp = money_basis_points(less ? money_subtract(was, is) : money_subtract(is, was), was);
    int64_t tenths = (bp + 5) / 10;
    if (tenths == 0) {
        return less ? S("-0.1% 미만") : S("+0.1% 미만");
    }
    return str_format(a, "%c%lld.%lld%%", less ? '-' : '+', (long long)(tenths / 10),
                      (long long)(tenths % 10));
}

static str change_amount(struct arena *a, money was, money is)
{
    if (money_equals(was, is)) {
        return S("0원");
    }
    bool less = money_less(is, was);
    money by = less ? money_subtract(was, is) : money_subtract(is, was);
    return str_format(a, "%c%.*s원", less ? '-' : '+', STR_ARG(money_format(a, by)));
}

static void fill_lines(struct arena *a, const struct turn *t, struct quote_choose_page *page)
{
    page->lines.items = NEW_ARRAY(a, t->items.count + 1, struct quote_choose_row);
    page->lines.count = t->items.count;
    for (size_t i = 0; i < t->items.count; i++) {
        const struct quote_item *item = &t->items.items[i];
        struct quote_choose_row *row = &page->lines.items[i];
        *row = (struct quote_choose_row){
            .title = item->title,
            .unit = item->unit,
            .quantity = item->quantity,
            .list_price = item->list_price,
            .price = t->lines[i].price,
            .market = t->rivals[i].price,
            .market_name = t->rivals[i].supplier_name,
            .market_path = catalog_product_path(a, t->rivals[i].product, t->rivals[i].offer),
            .by = t->lines[i].deliver_by,
        };
        page->any_market = page->any_market || !money_is_zero(row->market);
        if (!page->has_quote) {
            row->by = DATE_NONE;
            continue;
        }
        (void)money_times(row->price, row->quantity, &row->amount);
        row->change = change_share(a, row->list_price, row->price);
        row->change_class = change_class(row->list_price, row->price);
        row->is_dearer = !money_is_zero(row->market) && money_less(row->market, row->price);
        row->dearer_by = row->is_dearer ? money_subtract(row->price, row->market) : WON(0);
        page->any_dearer = page->any_dearer || row->is_dearer;
        row->is_late = date_before(t->request.deliver_by, row->by);
        page->any_late = page->any_late || row->is_late;
    }
}

// The sum at list prices, and without VAT: the estimate that the law was asked with.
static err fill_list_price(struct unit *u, const struct turn *t, struct quote_choose_page *page)
{
    struct quote_line *at_list = NEW_ARRAY(u->arena, t->items.count + 1, struct quote_line);
    for (size_t i = 0; i < t->items.count; i++) {
        at_list[i].price = t->items.items[i].list_price;
    }
    struct purchase_totals totals;
    date asked_on = instant_date(t->request.asked_at);
    TRY(quote_sum(u->arena, &t->items, at_list, law_vat_rate(u->law, asked_on), &totals));
    page->list = totals.price;
    page->list_supply = totals.supply;
    return NULL;
}

static void fill_quote(struct unit *u, const struct turn *t, struct quote_choose_page *page)
{
    if (t->given.count == 0) {
        return;
    }
    const struct quote *q = &t->given.items[0];
    page->has_quote = q->price.won > 0;
    page->quote = q->no;
    page->revision = q->revision;
    page->price = q->price;
    page->supply = q->supply;
    page->vat = q->vat;
    page->change_won = change_amount(u->arena, page->list, q->price);
    page->change_bp = change_share(u->arena, page->list, q->price);
    page->change_class = change_class(page->list, q->price);
    page->is_above_list = money_less(page->list, q->price);
    page->is_above_estimate = money_less(page->list_supply, q->supply);
    page->last_day = q->deliver_by;
    page->valid_until = q->valid_until;
    page->is_expired = page->has_quote && date_before(q->valid_until, u->today);
    page->valid_left =
        page->has_quote ? purchase_left(u->arena, u->today, instant_end_of(q->valid_until)) : S("");
    page->remark = q->remark;
    page->given_by = q->account_name;
    page->given_at = q->given_at;
    page->decline_reason = q->decline_reason;
}

// What stands on top of the page, by the state.
static const struct {
    const char *tone;
    const char *icon;
    const char *text;
} NOTES[QUOTE_STATE_COUNT] = {
    [QUOTE_OPEN] = {"",    "ic-clock",
                    "기업의 답을 기다립니다. 마감이 지나면 다시 요청하거나 구매 내용을 고칠 수 "
                    "있습니다."                                                 },
    [QUOTE_ANSWERED] = {"",    "ic-info",  ""                                           },
    [QUOTE_DECLINED] = {"bad", "ic-stop",  "기업이 적은 까닭:"                   },
    [QUOTE_CHOSEN] = {"ok",  "ic-done",  "선정한 견적입니다."                 },
    [QUOTE_PASSED_OVER] = {"",    "ic-info",  "고르지 않은 견적입니다."          },
    [QUOTE_EXPIRED] = {"bad", "ic-stop",  "마감까지 답이 오지 않았습니다."},
    [QUOTE_WITHDRAWN] = {"",    "ic-info",  "거둔 견적요청입니다."              },
};

// Where the firm will not or did not answer: who sells the same.
static void fill_other(struct quote_choose_page *page, enum quote_state state)
{
    page->is_over = page->may_revise && (state == QUOTE_DECLINED || state == QUOTE_EXPIRED);
    if (!page->is_over) {
        return;
    }
    for (size_t i = 0; i < page->lines.count && !page->may_change; i++) {
        const struct quote_choose_row *row = &page->lines.items[i];
        page->may_change = !money_is_zero(row->market);
        page->other_name = row->market_name;
        page->other_price = row->market;
        page->other = row->market_path;
    }
    page->is_stuck = !page->may_change;
}

static void fill_state(struct unit *u, const struct turn *t, struct quote_choose_page *page)
{
    const struct quote_request *r = &t->request;
    enum quote_state state = quote_state_at(r, u->now);
    bool is_mine = r->officer.value == u->actor->account.value;
    bool asks = r->purchase_state == PURCHASE_ASKED || r->purchase_state == PURCHASE_QUOTED ||
                r->purchase_state == PURCHASE_DECLINED;
    page->state = quote_state_label(state, QUOTE_FOR_INSTITUTION);
    page->tone = quote_state_tone(state, QUOTE_FOR_INSTITUTION);
    page->is_live = state != QUOTE_PASSED_OVER && state != QUOTE_WITHDRAWN && r->is_newest &&
                    r->purchase_state != PURCHASE_DRAFT;
    page->may_choose = is_mine && state == QUOTE_ANSWERED && !page->is_expired;
    page->may_ask = is_mine && page->is_live && asks;
    page->may_revise = is_mine && page->is_live && purchase_may(r->purchase_state, PURCHASE_REVISE);
    fill_other(page, state);
    page->note_tone = str_view(NOTES[state].tone);
    page->note_icon = str_view(NOTES[state].icon);
    page->note = str_view(NOTES[state].text);
    if (!page->is_live && (state == QUOTE_DECLINED || state == QUOTE_EXPIRED)) {
        page->note_tone = S("");
        page->note = state == QUOTE_DECLINED ? S("기업이 견적을 내지 않은, 지난 요청입니다.")
                                             : S("답 없이 마감된, 지난 요청입니다.");
    }
}

// Without a quote there is nothing to compare.
static str name_of(const struct quote_choose_page *page)
{
    return page->has_quote ? S("견적 비교") : S("견적요청");
}

static void fill_crumb(struct arena *a, const struct quote_request *r, str here, struct crumb *out)
{
    crumb_add(a, out, S("견적요청"), href_to(a, "/buyer/quotes"));
    crumb_add(a, out, r->title,
              href_to(a, "/buyer/purchases/%lld", (long long)r->purchase_no.value));
    out->here = here;
}

static err fill_page(struct unit *u, const struct turn *t, struct quote_choose_page *page)
{
    const struct quote_request *r = &t->request;
    long long purchase = (long long)r->purchase_no.value;
    *page = (struct quote_choose_page){
        .title = r->title,
        .no = r->no,
        .supplier_name = r->supplier_name,
        .officer_name = r->officer_name,
        .message = r->message,
        .delivery_place = r->delivery_place,
        .scope = scope_view_of(u->arena, r->scope, S("기업이 이 조건으로 견적을 냅니다")),
        .deliver_by = r->deliver_by,
        .asked_at = r->asked_at,
        .closes_at = r->closes_at,
        .last_day = DATE_NONE,
        .valid_until = DATE_NONE,
        .action = href_to(u->arena, "/buyer/quotes/%lld/choose", (long long)r->no.value),
        .ask = href_to(u->arena, "/buyer/purchases/%lld/quote", purchase),
        .revise = href_to(u->arena, "/buyer/purchases/%lld/revise", purchase),
        .goods = href_to(u->arena, "/search"),
        .case_path = href_to(u->arena, "/buyer/purchases/%lld", purchase),
    };
    TRY(fill_list_price(u, t, page));
    fill_quote(u, t, page);
    fill_lines(u->arena, t, page);
    quote_fill_given(u->arena, &t->given, &page->given);
    fill_state(u, t, page);
    fill_crumb(u->arena, r, name_of(page), &page->crumb);
    struct purchase p = {
        .id = r->purchase,
        .institution = r->institution,
        .supplier = r->supplier,
        .title = r->title,
        .state = r->purchase_state,
    };
    if (page->is_live) {
        TRY(purchase_part_fill(u, &p, &page->part));
        purchase_part_stand_at(
            &page->part, href_to(u->arena, "/buyer/quotes/%lld", (long long)r->no.value).path);
    }
    return NULL;
}

// GET /buyer/quotes/:no
static err get_quote(struct unit *u, const struct request *rq, struct response *rs)
{
    struct turn t;
    struct quote_choose_page page;
    TRY(load(u, rq, &t));
    TRY(fill_page(u, &t, &page));
    frame_fill(u, rq, &page.frame, name_of(&page));
    quote_choose_page_render(&rs->body, &page);
    return NULL;
}

// --- Choosing ------------------------------------------------------------------------------------

// POST /buyer/quotes/:no/choose
static err post_choose(struct unit *u, const struct request *rq, struct response *rs)
{
    static const struct field_label LABELS[] = {
        {"reason", "고른 까닭"},
        {"quote",  "견적"       },
    };
    struct turn t;
    struct purchase p;
    struct quote_choose_page page;
    struct issues issues = {
        .labels = {.items = LABELS, .count = COUNT(LABELS)}
    };
    TRY(load(u, rq, &t));
    TRY(purchase_find_id(u->db, purchase_side_of(u), t.request.purchase, &p));
    TRY(fill_page(u, &t, &page));
    public_no seen = form_no(rq, &issues, "quote", REQUIRED);
    str reason = form_text(rq, &issues, "reason", REQUIRED, LIMIT_TEXT);
    if (issues.count == 0) {
        struct quote_request r = t.request;
        TRY(issues_catch(&issues, quote_action_choose(u, &p, &r, seen, reason)));
    }
    if (issues.count == 0) {
        return see_other(rs, "/buyer/purchases/%lld/submit", (long long)p.no.value);
    }
    page.reason = request_field(rq, "reason");
    frame_fill(u, rq, &page.frame, name_of(&page));
    page.frame.issues = &issues;
    rs->status = 422;
    quote_choose_page_render(&rs->body, &page);
    return NULL;
}

const struct route QUOTE_CHOOSE_ROUTES[] = {
    ROUTE(GET, "/buyer/quotes/:no", get_quote, RIGHT_REQUEST),
    ROUTE(POST, "/buyer/quotes/:no/choose", post_choose, RIGHT_REQUEST),
};
const size_t QUOTE_CHOOSE_ROUTE_COUNT = COUNT(QUOTE_CHOOSE_ROUTES);
