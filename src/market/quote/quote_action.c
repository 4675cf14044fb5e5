#include "market/quote/quote_action.h"

#include "base/digest.h"
#include "market/law/law_amount.h"
#include "market/party/right.h"
#include "market/purchase/purchase_path_action.h"
#include "platform/job/job.h"
#include "platform/secret/secret.h"

static str request_path(struct unit *u, const struct quote_request *r)
{
    return str_format(u->arena, "/buyer/quotes/%lld", (long long)r->no.value);
}

static err ask_officer(struct unit *u, const struct purchase *p, str kind, str text, str path,
                       instant due_at)
{
    struct purchase_task task = purchase_task_at(p, RIGHT_REQUEST, kind, text, path);
    task.person = p->officer;
    task.due_at = due_at;
    return purchase_ask(u, p, &task);
}

static err ask_to_submit(struct unit *u, const struct purchase *p, instant due_at)
{
    return ask_officer(u, p, S("purchase.submit"), S("결재를 올려 주세요"),
                       str_format(u->arena, "/buyer/purchases/%lld/submit", (long long)p->no.value),
                       due_at);
}

// --- Ending what was asked before ----------------------------------------------------------------

// The newest request of a case ends. *out_ended is false when none was alive.
static err end_request(struct unit *u, const struct purchase *p, bool *out_ended,
                       struct quote_request *out)
{
    *out_ended = false;
    struct purchase_side side = {.institution = p->institution};
    err e = quote_request_find_of(u->db, side, p->id, out);
    if (e != NULL) {
        return e == &QUOTE_UNKNOWN ? NULL : e;
    }
    enum quote_state now = quote_state_at(out, u->now);
    if (out->state == QUOTE_OPEN) {
        TRY(quote_move(&out->state, now == QUOTE_EXPIRED ? QUOTE_EXPIRE : QUOTE_WITHDRAW));
    } else if (out->state == QUOTE_ANSWERED || out->state == QUOTE_CHOSEN) {
        TRY(quote_move(&out->state, QUOTE_PASS_OVER));
    } else {
        return NULL;
    }
    *out_ended = true;
    return quote_request_save(u->db, out);
}

// Nothing is agreed any more, and nobody was asked.
static err clear_agreement(struct unit *u, struct purchase *p)
{
    if (!money_is_zero(p->price)) {
        purchase_line_list lines;
        TRY(purchase_list_lines(u->db, u->arena, p->id, &lines));
        for (size_t i = 0; i < lines.count; i++) {
            lines.items[i].price = WON(0);
            TRY(purchase_save_line(u->db, p->id, &lines.items[i]));
        }
    }
    p->price = p->supply = p->vat = WON(0);
    p->choice_reason = S("");
    p->content_hash = S("");
    p->requested_on = DATE_NONE;
    return NULL;
}

err quote_action_revise(struct unit *u, struct purchase *p, str reason)
{
    TRY(purchase_admit_officer(p, u->actor->account));
    if (!purchase_may(p->state, PURCHASE_REVISE)) {
        return &PURCHASE_WRONG_STATE;
    }
    if (reason.n == 0) {
        return &QUOTE_NEEDS_REASON;
    }
    bool ended = false;
    struct quote_request r;
    TRY(end_request(u, p, &ended, &r));
    TRY(clear_agreement(u, p));
    if (ended) {
        p->deliver_by = r.deliver_by; // a later promise goes with its quote
    }
    struct purchase_step step = {
        .event = PURCHASE_REVISE,
        .text = str_format(u->arena, "작성 중으로 되돌렸습니다. 까닭: %.*s", STR_ARG(reason)),
        .reason = reason,
        .path = ended ? request_path(u, &r) : S(""),
        .is_internal = true,
    };
    TRY(purchase_step(u, p, &step));
    TRY(ask_officer(u, p, S("purchase.revise"),
                    S("구매 내용을 고치고 계약방법을 다시 확인해 주세요"),
                    str_format(u->arena, "/buyer/purchases/%lld", (long long)p->no.value),
                    instant_end_of(p->deliver_by)));
    if (!ended) {
        return NULL;
    }
    TRY(purchase_tell(u, p, S("quote.end"), S("기관이 견적요청을 거두었습니다."), S(""), false));
    return purchase_notify_supplier(
        u, p, S("quote.end"), S("기관이 견적요청을 거두었습니다"),
        str_format(u->arena, "/supplier/quotes/%lld", (long long)r.no.value));
}

// --- Asking --------------------------------------------------------------------------------------

static bool is_asked_anew(const struct purchase *p)
{
    return p->state == PURCHASE_ASKED || p->state == PURCHASE_QUOTED ||
           p->state == PURCHASE_DECLINED;
}

static err close_earlier(struct unit *u, struct purchase *p)
{
    bool ended = false;
    struct quote_request r;
    TRY(end_request(u, p, &ended, &r));
    struct purchase_step step = {
        .event = PURCHASE_REVISE,
        .text = S("앞선 견적요청을 닫고 다시 요청합니다."),
        .path = ended ? request_path(u, &r) : S(""),
    };
    return purchase_step(u, p, &step);
}

static err send_request(struct unit *u, struct purchase *p, const struct quote_request *r)
{
    p->requested_on = u->today;
    struct purchase_step step = {
        .event = PURCHASE_ASK,
        .text = S("견적을 요청했습니다."),
        .reason = r->message,
        .path = request_path(u, r),
    };
    TRY(purchase_step(u, p, &step));
    struct purchase_task task = purchase_task_of_supplier(
        p, S("quote.answer"), S("견적을 내 주세요"),
        str_format(u->arena, "/supplier/quotes/%lld", (long long)r->no.value));
    task.due_at = r->closes_at;
    TRY(purchase_ask(u, p, &task));
    return job_add(u, "quote.expire", r->id.value, S(""), r->closes_at);
}

err quote_action_ask(struct unit *u, struct purchase *p, str message, instant closes_at,
                     public_no *out_request)
{
    TRY(purchase_admit_officer(p, u->actor->account));
    TRY(purchase_admit_side(u, p->id));
    bool again = is_asked_anew(p);
    if (p->state != PURCHASE_DRAFT && !again) {
        return &PURCHASE_WRONG_STATE;
    }
    TRY(purchase_path_admit(u, p));
    TRY(quote_admit_path(p->path));
    TRY(quote_admit_firm(u->db, p));
    TRY(quote_admit_closing(closes_at, p->deliver_by, u->now));
    size_t wrong = 0;
    purchase_line_list lines;
    TRY(purchase_list_lines(u->db, u->arena, p->id, &lines));
    TRY(purchase_admit_lines(p, lines.items, lines.count, &wrong));
    if (again) {
        TRY(close_earlier(u, p));
    }
    struct quote_request r = {
        .no = secret_public_no(),
        .purchase = p->id,
        .supplier = p->supplier,
        .title = p->title,
        .object = p->object,
        .delivery_place = p->delivery_place,
        .scope = p->scope,
        .deliver_by = p->deliver_by,
        .message = message,
        .closes_at = closes_at,
    };
    TRY(quote_request_add(u->db, &r, &lines, u->now));
    TRY(send_request(u, p, &r));
    *out_request = r.no;
    return NULL;
}

// --- Doing without -------------------------------------------------------------------------------

static err agree(struct unit *u, struct purchase *p, const purchase_line_list *lines)
{
    struct purchase_totals totals;
    TRY(purchase_sum(lines->items, lines->count, law_vat_rate(u->law, u->today), &totals));
    for (size_t i = 0; i < lines->count; i++) {
        TRY(purchase_save_line(u->db, p->id, &lines->items[i]));
    }
    p->price = totals.price;
    p->supply = totals.supply;
    p->vat = totals.vat;
    return NULL;
}

err quote_action_waive(struct unit *u, struct purchase *p)
{
    TRY(purchase_admit_officer(p, u->actor->account));
    TRY(purchase_admit_side(u, p->id));
    if (!purchase_may(p->state, PURCHASE_WAIVE_QUOTE)) {
        return &PURCHASE_WRONG_STATE;
    }
    TRY(purchase_path_admit(u, p));
    if (p->path != LAW_QUOTE_WAIVED) {
        return &QUOTE_NOT_WAIVABLE;
    }
    TRY(quote_admit_firm(u->db, p));
    TRY(quote_admit_offers(u->db, p, u->today));
    bool found = false;
    struct purchase_decision decision;
    purchase_line_list lines;
    TRY(purchase_path_find(u->db, p->id, &found, &decision));
    TRY(purchase_list_lines(u->db, u->arena, p->id, &lines));
    size_t wrong = 0;
    TRY(purchase_admit_lines(p, lines.items, lines.count, &wrong));
    for (size_t i = 0; i < lines.count; i++) {
        lines.items[i].price = lines.items[i].list_price;
    }
    TRY(agree(u, p, &lines));
    p->requested_on = u->today;
    p->choice_reason = str_format(u->arena, "등록된 가격으로 합니다. 견적 생략 근거: %.*s",
                                  STR_ARG(decision.ground));
    struct purchase_step step = {
        .event = PURCHASE_WAIVE_QUOTE,
        .text = str_format(u->arena, "견적 없이 등록된 가격 %.*s원으로 정했습니다.",
                           STR_ARG(money_format(u->arena, p->price))),
        .is_internal = true,
    };
    TRY(purchase_step(u, p, &step));
    return ask_to_submit(u, p, purchase_due(u, p, S("step_submit"), p->deliver_by));
}

// --- Taking an answer ----------------------------------------------------------------------------

// The rows are what was given, and the purchase is still what was asked: only then *lines carry the
// agreed prices.
static err price_lines(struct unit *u, const struct purchase *p, const struct quote_request *r,
                       const struct quote *q, purchase_line_list *out)
{
    quote_item_list items;
    struct quote_line *answers;
    TRY(quote_list_items(u->db, u->arena, r->id, q->id, &items, &answers));
    str content = quote_content(u->arena, r, &items, q, answers);
    if (!str_equals(digest_sha256(u->arena, content), q->content_hash)) {
        return &QUOTE_ALTERED;
    }
    TRY(purchase_list_lines(u->db, u->arena, p->id, out));
    if (out->count != items.count || !str_equals(p->scope, r->scope)) {
        return &QUOTE_ALTERED;
    }
    for (size_t i = 0; i < out->count; i++) {
        struct purchase_line *line = &out->items[i];
        if (line->id != items.items[i].purchase_line || line->quantity != items.items[i].quantity ||
            line->is_exempt != items.items[i].is_exempt) {
            return &QUOTE_ALTERED;
        }
        line->price = answers[i].price;
    }
    return NULL;
}

// What the timeline says of a choice; a later day is agreed with the price.
static str choice_text(struct unit *u, const struct purchase *p, const struct quote_request *r)
{
    str price = money_format(u->arena, p->price);
    if (date_equals(p->deliver_by, r->deliver_by)) {
        return str_format(u->arena, "견적 %.*s원을 선정했습니다. 결재 뒤에 계약을 작성합니다.",
                          STR_ARG(price));
    }
    str was = date_format_iso(u->arena, r->deliver_by);
    str is = date_format_iso(u->arena, p->deliver_by);
    return str_format(u->arena,
                      "견적 %.*s원을 선정했습니다. 기업이 약속한 날에 맞추어 납품 기한을 "
                      "%.*s에서 %.*s까지로 늦추었습니다. 결재 뒤에 계약을 작성합니다.",
                      STR_ARG(price), STR_ARG(was), STR_ARG(is));
}

static err tell_choice(struct unit *u, const struct purchase *p, const struct quote_request *r,
                       const struct quote *q)
{
    TRY(purchase_notify_supplier(
        u, p, S("quote.choose"), S("견적이 선정되었습니다"),
        str_format(u->arena, "/supplier/quotes/%lld", (long long)r->no.value)));
    date latest = date_before(p->deliver_by, q->valid_until) ? p->deliver_by : q->valid_until;
    return ask_to_submit(u, p, purchase_due(u, p, S("step_submit"), latest));
}

err quote_action_choose(struct unit *u, struct purchase *p, struct quote_request *r, public_no seen,
                        str reason)
{
    TRY(purchase_admit_officer(p, u->actor->account));
    TRY(purchase_admit_side(u, p->id));
    if (reason.n == 0) {
        return &QUOTE_NEEDS_REASON;
    }
    quote_list given;
    purchase_line_list lines;
    TRY(quote_list_of(u->db, u->arena, r->id, &given));
    if (given.count == 0) {
        return &QUOTE_WRONG_STATE;
    }
    const struct quote *newest = &given.items[0];
    TRY(quote_admit_choice(r, newest, seen, u->now, u->today));
    TRY(price_lines(u, p, r, newest, &lines));
    TRY(agree(u, p, &lines));
    if (!money_equals(p->price, newest->price)) {
        return &QUOTE_ALTERED;
    }
    p->supply = newest->supply; // at the rate of the day it was given
    p->vat = newest->vat;
    p->deliver_by = quote_agreed_day(r, newest);
    p->choice_reason = reason;
    TRY(purchase_path_follow(u, p));
    TRY(quote_move(&r->state, QUOTE_CHOOSE));
    TRY(quote_request_save(u->db, r));
    struct purchase_step step = {
        .event = PURCHASE_CHOOSE,
        .text = choice_text(u, p, r),
        .reason = reason,
        .path = request_path(u, r),
    };
    TRY(purchase_step(u, p, &step));
    return tell_choice(u, p, r, newest);
}
