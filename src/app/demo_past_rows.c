// The rows of a case that is over, from the need to the day its goods were asked for and approved.
#include "app/demo_past_rows.h"

#include "app/demo_past.sql.h"
#include "base/digest.h"
#include "market/contract/contract_paper_store.h"
#include "market/quote/quote_store.h"

// --- Timeline ------------------------------------------------------------------------------------

err past_tell(struct past *p, const struct past_case *c, const struct past_line *l)
{
    struct unit *u = p->d.u;
    bool sells = l->role == PARTY_OWNER;
    str label = party_role_label(l->role);
    struct purchase_new_event event = {
        .account = l->who->account,
        .actor = str_format(u->arena, "%.*s (%.*s)", STR_ARG(l->who->name), STR_ARG(label)),
        .organisation = sells ? c->firm->party.name : c->office->name,
        .kind = str_view(l->kind),
        .text = l->text,
        .path = l->path,
        .is_internal = l->is_internal,
    };
    return purchase_add_event(u->db, c->purchase.id, &event, l->at);
}

static err tell_officer(struct past *p, const struct past_case *c, enum past_step step,
                        const char *kind, str text, bool is_internal)
{
    struct past_line line = {.who = &c->department->officer,
                             .role = PARTY_OFFICER,
                             .at = c->at[step],
                             .kind = kind,
                             .text = text,
                             .path = S(""),
                             .is_internal = is_internal};
    return past_tell(p, c, &line);
}

static void note_officer(struct past *p, const struct past_case *c, enum past_step step,
                         const char *act)
{
    past_note(p, &c->office->pen, &c->department->officer, PARTY_OFFICER, c->at[step], act,
              "purchase", c->purchase.id.value, S(""));
}

// --- The need ------------------------------------------------------------------------------------

static err add_purchase(struct past *p, struct past_case *c)
{
    struct purchase *k = &c->purchase;
    struct query *q = db_query(p->d.u->db, &SQL_PAST_PURCHASE_ADD);
    bind_i64(q, "no", k->no.value);
    bind_i64(q, "institution", k->institution.value);
    bind_i64(q, "department", k->department.value);
    bind_i64(q, "supplier", k->supplier.value);
    bind_i64(q, "officer", k->officer.value);
    bind_str(q, "title", k->title);
    bind_str(q, "need", k->need);
    bind_str(q, "budget_line", k->budget_line);
    bind_str(q, "object", str_view(law_object_word(k->object)));
    bind_str(q, "delivery_place", k->delivery_place);
    bind_date(q, "deliver_by", k->deliver_by);
    bind_money(q, "list_won", k->list);
    bind_money(q, "estimated_won", k->estimated);
    bind_money(q, "price_won", k->price);
    bind_money(q, "supply_won", k->supply);
    bind_money(q, "vat_won", k->vat);
    bind_str(q, "path", str_view(law_path_word(k->path)));
    bind_str(q, "choice_reason", k->choice_reason);
    bind_str(q, "content_hash", k->content_hash);
    bind_date(q, "requested_on", k->requested_on);
    bind_instant(q, "created_at", c->at[PAST_DRAFT]);
    bind_instant(q, "moved_at", c->at[PAST_PAY]);
    return query_run_id(q, &k->id.value);
}

static err add_line(struct past *p, struct past_case *c, struct purchase_line *l)
{
    struct query *q = db_query(p->d.u->db, &SQL_PAST_LINE_ADD);
    bind_i64(q, "purchase", c->purchase.id.value);
    bind_i64(q, "seq", l->seq);
    bind_i64(q, "offer", l->offer.value);
    bind_i64(q, "offer_revision", l->offer_revision);
    bind_i64(q, "product", l->product.value);
    bind_str(q, "category_code", l->category_code);
    bind_str(q, "title", l->title);
    bind_str(q, "unit", l->unit);
    bind_str(q, "vat", l->is_exempt ? S("exempt") : S("taxable"));
    bind_i64(q, "quantity", l->quantity);
    bind_money(q, "list_price_won", l->list_price);
    bind_money(q, "price_won", l->price);
    return query_run_id(q, &l->id);
}

static err write_need(struct past *p, struct past_case *c)
{
    struct unit *u = p->d.u;
    struct purchase *k = &c->purchase;
    k->choice_reason = c->asks
                           ? S("정가와 비슷한 상품의 값에 견주어 알맞고 납기도 맞습니다.")
                           : str_format(u->arena, "등록된 가격으로 합니다. 견적 생략 근거: %.*s",
                                        STR_ARG(c->decision.ground));
    k->no = demo_no(&p->d);
    c->content = purchase_content(u->arena, k, c->lines, c->line_count);
    k->content_hash = digest_sha256(u->arena, c->content);
    TRY(add_purchase(p, c));
    for (size_t i = 0; i < c->line_count; i++) {
        TRY(add_line(p, c, &c->lines[i]));
    }
    TRY(tell_officer(p, c, PAST_DRAFT, "purchase.draft", S("구매 건을 만들었습니다."), true));
    note_officer(p, c, PAST_DRAFT, "purchase.draft");
    TRY(purchase_path_add(u->db, k->id, &c->decision, k->officer, c->at[PAST_JUDGE]));
    str text = str_format(u->arena, "계약방법을 확인했습니다: %s", law_path_label(k->path));
    note_officer(p, c, PAST_JUDGE, "purchase.judge");
    return tell_officer(p, c, PAST_JUDGE, "purchase.judge", text, true);
}

// --- The quote -----------------------------------------------------------------------------------

static err add_request(struct past *p, const struct past_case *c, struct quote_request *r)
{
    struct query *q = db_query(p->d.u->db, &SQL_PAST_REQUEST_ADD);
    bind_i64(q, "no", r->no.value);
    bind_i64(q, "purchase", r->purchase.value);
    bind_i64(q, "supplier", r->supplier.value);
    bind_str(q, "message", r->message);
    bind_instant(q, "asked_at", c->at[PAST_ASK]);
    bind_instant(q, "closes_at", r->closes_at);
    bind_str(q, "title", r->title);
    bind_str(q, "object", str_view(law_object_word(r->object)));
    bind_str(q, "delivery_place", r->delivery_place);
    bind_date(q, "deliver_by", r->deliver_by);
    return query_run_id(q, &r->id.value);
}

static err add_item(struct past *p, const struct quote_request *r, struct quote_item *item)
{
    struct query *q = db_query(p->d.u->db, &SQL_PAST_REQUEST_LINE_ADD);
    bind_i64(q, "request", r->id.value);
    bind_i64(q, "seq", item->seq);
    bind_i64(q, "purchase_line", item->purchase_line);
    bind_str(q, "title", item->title);
    bind_str(q, "unit", item->unit);
    bind_str(q, "vat", item->is_exempt ? S("exempt") : S("taxable"));
    bind_i64(q, "quantity", item->quantity);
    bind_money(q, "list_price_won", item->list_price);
    return query_run_id(q, &item->id);
}

static err write_answer(struct past *p, const struct past_case *c, const struct quote_request *r,
                        const quote_item_list *items, struct quote *out)
{
    struct unit *u = p->d.u;
    const struct purchase *k = &c->purchase;
    struct quote_line lines[PAST_LINES_MAX];
    for (size_t i = 0; i < c->line_count; i++) {
        lines[i] = (struct quote_line){.price = c->lines[i].price, .deliver_by = k->deliver_by};
    }
    struct quote q = {
        .no = demo_no(&p->d),
        .revision = 1,
        .form = QUOTE_FORM_NEWEST,
        .price = k->price,
        .supply = k->supply,
        .vat = k->vat,
        .deliver_by = k->deliver_by,
        .valid_until = date_add_days(instant_date(c->at[PAST_ANSWER]), 30),
        .remark = S("운반비를 넣은 값입니다."),
        .account = c->firm->owner.account,
        .given_at = c->at[PAST_ANSWER],
    };
    q.content_hash = digest_sha256(u->arena, quote_content(u->arena, r, items, &q, lines));
    *out = q;
    return quote_add(u->db, r->id, out, items, lines);
}

static err tell_quote(struct past *p, const struct past_case *c, const struct quote_request *r,
                      const struct quote *quote)
{
    struct arena *a = p->d.u->arena;
    str price = money_format(a, c->purchase.price);
    struct past_line line = {
        .who = &c->department->officer,
        .role = PARTY_OFFICER,
        .at = c->at[PAST_ASK],
        .kind = "purchase.ask",
        .text = S("견적을 요청했습니다."),
        .path = str_format(a, "/buyer/quotes/%lld", (long long)r->no.value),
    };
    TRY(past_tell(p, c, &line));
    note_officer(p, c, PAST_ASK, line.kind);
    line.at = c->at[PAST_CHOOSE];
    line.kind = "purchase.choose";
    line.text =
        str_format(a, "견적 %.*s원을 선정했습니다. 결재 뒤에 계약을 작성합니다.", STR_ARG(price));
    struct past_line answer = line;
    answer.who = &c->firm->owner;
    answer.role = PARTY_OWNER;
    answer.at = c->at[PAST_ANSWER];
    answer.kind = "purchase.answer";
    answer.text = str_format(a, "견적 %.*s원을 냈습니다.", STR_ARG(price));
    TRY(past_tell(p, c, &answer));
    past_note(p, &c->firm->pen, &c->firm->owner, PARTY_OWNER, answer.at, "quote.answer", "quote",
              quote->id.value, quote->content_hash);
    note_officer(p, c, PAST_CHOOSE, line.kind);
    return past_tell(p, c, &line);
}

static err write_quote(struct past *p, struct past_case *c)
{
    const struct purchase *k = &c->purchase;
    struct quote_item items[PAST_LINES_MAX];
    quote_item_list list = {.items = items, .count = c->line_count};
    struct quote quote;
    struct quote_request r = {
        .no = demo_no(&p->d),
        .purchase = k->id,
        .institution = k->institution,
        .supplier = k->supplier,
        .title = k->title,
        .object = k->object,
        .delivery_place = k->delivery_place,
        .deliver_by = k->deliver_by,
        .message = S("납품 장소까지의 운반비를 넣어 주세요."),
        .closes_at = instant_at(date_add_days(k->requested_on, 7), 18, 0),
    };
    TRY(add_request(p, c, &r));
    for (size_t i = 0; i < c->line_count; i++) {
        const struct purchase_line *l = &c->lines[i];
        items[i] = (struct quote_item){
            .seq = l->seq,
            .purchase_line = l->id,
            .title = l->title,
            .unit = l->unit,
            .is_exempt = l->is_exempt,
            .quantity = l->quantity,
            .list_price = l->list_price,
        };
        TRY(add_item(p, &r, &items[i]));
    }
    TRY(write_answer(p, c, &r, &list, &quote));
    return tell_quote(p, c, &r, &quote);
}

static err write_waiver(struct past *p, const struct past_case *c)
{
    struct arena *a = p->d.u->arena;
    str text = str_format(a, "견적 없이 등록된 가격 %.*s원으로 정했습니다.",
                          STR_ARG(money_format(a, c->purchase.price)));
    note_officer(p, c, PAST_ASK, "purchase.waive_quote");
    return tell_officer(p, c, PAST_ASK, "purchase.waive_quote", text, true);
}

// --- The approval --------------------------------------------------------------------------------

static err add_round(struct past *p, const struct past_case *c)
{
    struct unit *u = p->d.u;
    const struct purchase *k = &c->purchase;
    int64_t round = 0;
    struct query *q = db_query(u->db, &SQL_PAST_ROUND_ADD);
    bind_i64(q, "purchase", k->id.value);
    bind_str(q, "content", c->content);
    bind_str(q, "content_hash", k->content_hash);
    bind_i64(q, "account", k->officer.value);
    bind_instant(q, "at", c->at[PAST_SUBMIT]);
    TRY(query_run_id(q, &round));
    q = db_query(u->db, &SQL_PAST_STEP_ADD);
    bind_i64(q, "round", round);
    bind_i64(q, "account", c->office->approver.account.value);
    bind_i64(q, "split_confirmed", c->decision.split_reason.n > 0 ? 1 : 0);
    bind_instant(q, "at", c->at[PAST_APPROVE]);
    return query_run(q, NULL);
}

static err write_approval(struct past *p, const struct past_case *c)
{
    struct arena *a = p->d.u->arena;
    const struct purchase *k = &c->purchase;
    TRY(add_round(p, c));
    struct past_line line = {
        .who = &c->department->officer,
        .role = PARTY_OFFICER,
        .at = c->at[PAST_SUBMIT],
        .kind = "purchase.submit",
        .text = str_format(a, "%.*s님에게 결재를 올렸습니다.", STR_ARG(c->office->approver.name)),
        .path = str_format(a, "/buyer/approvals/%lld", (long long)k->no.value),
        .is_internal = true,
    };
    TRY(past_tell(p, c, &line));
    past_note(p, &c->office->pen, line.who, line.role, line.at, line.kind, "purchase", k->id.value,
              k->content_hash);
    line.who = &c->office->approver;
    line.role = PARTY_APPROVER;
    line.at = c->at[PAST_APPROVE];
    line.kind = "purchase.approve";
    line.text = S("승인했습니다. 결재가 끝났습니다.");
    past_note(p, &c->office->pen, line.who, line.role, line.at, line.kind, "purchase", k->id.value,
              k->content_hash);
    return past_tell(p, c, &line);
}

err past_write(struct past *p, struct past_case *c)
{
    TRY(write_need(p, c));
    TRY(c->asks ? write_quote(p, c) : write_waiver(p, c));
    TRY(write_approval(p, c));
    TRY(past_write_contract(p, c));
    return past_write_payment(p, c);
}
