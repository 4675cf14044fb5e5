#include "market/quote/quote_answer_action.h"

#include "base/digest.h"
#include "market/law/law_amount.h"
#include "market/party/right.h"
#include "platform/secret/secret.h"

static err ask_officer(struct unit *u, const struct purchase *p, const struct quote_request *r,
                       str kind, str text, instant due_at)
{
    struct purchase_task task =
        purchase_task_at(p, RIGHT_REQUEST, kind, text,
                         str_format(u->arena, "/buyer/quotes/%lld", (long long)r->no.value));
    task.person = p->officer;
    task.due_at = due_at;
    return purchase_ask(u, p, &task);
}

// --- Answering -----------------------------------------------------------------------------------

static err write_late(struct unit *u, const void *data)
{
    const quote_request_id *request = data;
    audit_write(u, S("quote.refuse_late"), S("quote_request"), request->value, S(""));
    return NULL;
}

// A late one leaves its trace, though the request itself is refused.
static err admit(struct unit *u, const struct quote_request *r)
{
    err e = quote_admit_answer(r, u->now);
    if (e == &QUOTE_TOO_LATE) {
        quote_request_id *data = NEW(u->arena, quote_request_id);
        *data = r->id;
        unit_note(u, write_late, data);
    }
    return e;
}

static err next_revision(struct unit *u, const struct quote_request *r, int64_t *out)
{
    quote_list given;
    TRY(quote_list_of(u->db, u->arena, r->id, &given));
    *out = given.count == 0 ? 1 : given.items[0].revision + 1;
    return NULL;
}

static date last_day_of(const struct quote_line *lines, size_t count)
{
    date last = lines[0].deliver_by;
    for (size_t i = 1; i < count; i++) {
        if (date_before(last, lines[i].deliver_by)) {
            last = lines[i].deliver_by;
        }
    }
    return last;
}

// What the supplier gave, as it will be stored.
static err draw_quote(struct unit *u, const struct quote_request *r, const quote_item_list *items,
                      const struct quote_answer *answer, struct quote *out)
{
    struct purchase_totals totals;
    TRY(quote_admit_terms(r, answer->lines, items->count, answer->valid_until, u->today));
    TRY(quote_sum(u->arena, items, answer->lines, law_vat_rate(u->law, u->today), &totals));
    struct quote q = {
        .no = secret_public_no(),
        .form = QUOTE_FORM_NEWEST,
        .price = totals.price,
        .supply = totals.supply,
        .vat = totals.vat,
        .deliver_by = last_day_of(answer->lines, items->count),
        .valid_until = answer->valid_until,
        .remark = answer->remark,
        .account = u->actor->account,
        .given_at = u->now,
    };
    TRY(next_revision(u, r, &q.revision));
    str content = quote_content(u->arena, r, items, &q, answer->lines);
    q.content_hash = digest_sha256(u->arena, content);
    *out = q;
    return NULL;
}

static err move_answered(struct unit *u, const struct quote_request *r, const struct quote *q)
{
    struct purchase p;
    TRY(purchase_find_id(u->db, purchase_side_of(u), r->purchase, &p));
    struct purchase_step step = {
        .event = PURCHASE_ANSWER,
        .text = str_format(u->arena, "견적 %.*s원을 %s", STR_ARG(money_format(u->arena, q->price)),
                           q->revision == 1 ? "냈습니다." : "다시 냈습니다."),
        .path = str_format(u->arena, "/buyer/quotes/%lld", (long long)r->no.value),
    };
    TRY(purchase_step(u, &p, &step));
    audit_write_change(u, S("quote.answer"), S("quote"), q->id.value, S(""), S(""),
                       q->content_hash);
    date choose_by = date_before(p.deliver_by, q->valid_until) ? p.deliver_by : q->valid_until;
    return ask_officer(u, &p, r, S("quote.choose"), S("견적을 확인하고 선정해 주세요"),
                       purchase_due(u, &p, S("step_choose"), choose_by));
}

err quote_action_answer(struct unit *u, public_no request, const struct quote_answer *answer)
{
    struct quote_request r;
    quote_item_list items;
    struct quote_line *none;
    struct quote q;
    TRY(quote_request_find(u->db, purchase_side_of(u), request, &r));
    TRY(purchase_admit_side(u, r.purchase));
    TRY(admit(u, &r));
    TRY(quote_list_items(u->db, u->arena, r.id, NO_ID(quote_id), &items, &none));
    TRY(draw_quote(u, &r, &items, answer, &q));
    TRY(quote_move(&r.state, QUOTE_ANSWER));
    TRY(quote_request_take(u->db, &r, u->now));
    TRY(quote_add(u->db, r.id, &q, &items, answer->lines));
    return move_answered(u, &r, &q);
}

// --- Declining -----------------------------------------------------------------------------------

err quote_action_decline(struct unit *u, public_no request, str reason)
{
    struct quote_request r;
    struct purchase p;
    TRY(quote_request_find(u->db, purchase_side_of(u), request, &r));
    TRY(purchase_admit_side(u, r.purchase));
    if (reason.n == 0) {
        return &QUOTE_NEEDS_REASON;
    }
    TRY(admit(u, &r));
    TRY(quote_move(&r.state, QUOTE_DECLINE));
    TRY(quote_request_take(u->db, &r, u->now));
    struct quote q = {
        .no = secret_public_no(),
        .form = QUOTE_FORM_NEWEST,
        .revision = 1, // only a request without an answer is declined
        .deliver_by = DATE_NONE,
        .valid_until = DATE_NONE,
        .decline_reason = reason,
        .account = u->actor->account,
        .given_at = u->now,
    };
    quote_item_list none = {0};
    q.content_hash = digest_sha256(u->arena, quote_content(u->arena, &r, &none, &q, NULL));
    TRY(quote_add(u->db, r.id, &q, NULL, NULL));
    TRY(purchase_find_id(u->db, purchase_side_of(u), r.purchase, &p));
    struct purchase_step step = {
        .event = PURCHASE_DECLINE,
        .text = str_format(u->arena, "견적을 내지 않기로 했습니다. 까닭: %.*s", STR_ARG(reason)),
        .reason = reason,
        .path = str_format(u->arena, "/buyer/quotes/%lld", (long long)r.no.value),
    };
    TRY(purchase_step(u, &p, &step));
    return ask_officer(u, &p, &r, S("quote.again"),
                       S("기업이 거절했습니다. 다시 요청하거나 구매 내용을 고쳐 주세요"),
                       purchase_due(u, &p, S("step_choose"), p.deliver_by));
}

// --- Nobody answered -----------------------------------------------------------------------------

static err tell_expired(struct unit *u, const struct purchase *p, const struct quote_request *r)
{
    TRY(purchase_close_tasks(u->db, p->id, S("quote.answer"), u->now));
    TRY(purchase_tell(u, p, S("quote.expire"), S("마감까지 견적이 오지 않았습니다."),
                      str_format(u->arena, "/buyer/quotes/%lld", (long long)r->no.value), false));
    return ask_officer(u, p, r, S("quote.again"),
                       S("견적이 오지 않았습니다. 다시 요청하거나 구매 내용을 고쳐 주세요"),
                       purchase_due(u, p, S("step_choose"), p->deliver_by));
}

err quote_action_expire(struct unit *u, quote_request_id request, instant *out_closes_at)
{
    struct quote_request r;
    *out_closes_at = (instant){0};
    TRY(quote_request_find_for_job(u->db, request, &r));
    if (r.state != QUOTE_OPEN) {
        return NULL;
    }
    enum quote_state state = quote_state_at(&r, u->now);
    if (state == QUOTE_OPEN) {
        *out_closes_at = r.closes_at;
        return NULL;
    }
    TRY(quote_move(&r.state, state == QUOTE_EXPIRED ? QUOTE_EXPIRE : QUOTE_WITHDRAW));
    TRY(quote_request_save(u->db, &r));
    audit_write(u, S("quote.expire"), S("quote_request"), r.id.value, S(""));
    if (r.purchase_state != PURCHASE_ASKED) {
        return NULL;
    }
    struct purchase p;
    struct purchase_side side = {.institution = r.institution};
    TRY(purchase_find_id(u->db, side, r.purchase, &p));
    return tell_expired(u, &p, &r);
}
