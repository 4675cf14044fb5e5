#include "market/payment/payment_view_web.h"

#include <assert.h>

#include "base/limits.h"
#include "market/party/right.h"
#include "market/payment/claim_page.html.h"
#include "market/payment/claims_page.html.h"
#include "platform/file/pdf.h"
#include "platform/unit/access.h"
#include "platform/web/site.h"

void payment_fill_sum(struct arena *a, const struct claim *c, struct sum *out)
{
    claim_fill_amounts(a, S("지급액"), c->amount, c->delay, c->cut, out);
}

static bool is_firm(const struct unit *u)
{
    return u->actor->supplier.value != 0;
}

// What one side sends back the other gets back.
static str state_label(const struct unit *u, enum claim_state state)
{
    return is_firm(u) && state == CLAIM_RETURNED ? S("돌려받음") : claim_state_label(state);
}

// --- One claim -----------------------------------------------------------------------------------

static struct payment_proof_row proof_row(struct unit *u, const struct claim *c, size_t i)
{
    const struct claim_proof *p = &c->proofs.items[i];
    struct arena *a = u->arena;
    long long no = (long long)c->no.value;
    bool pays = (u->actor->rights & RIGHT_PAY) != 0;
    struct payment_proof_row row = {
        .key = (int64_t)i + 1,
        .kind = p->kind,
        .label = p->label,
        .tone = claim_proof_state_tone(p->state),
        .state = claim_proof_state_label(p->state),
        .given = claim_given_text(a, p),
        .article = p->article,
        .checked_by = p->checked_by,
        .checked_at = p->checked_at,
    };
    row.is_inspection = claim_proof_form_of(p->kind) == CLAIM_BY_INSPECTION;
    if (p->file.value != 0 && (is_firm(u) || pays)) {
        row.file = href_local(str_format(a,
                                         is_firm(u) ? "/supplier/claims/%lld/proofs/%.*s"
                                                    : "/buyer/payments/%lld/proofs/%.*s",
                                         no, STR_ARG(p->kind)));
        row.file_name = pdf_named(a, p->file_name, p->looked);
    }
    return row;
}

static void fill_late(struct arena *a, const struct claim_bill *bill, struct payment_view *v)
{
    claim_fill_delay(a, bill, &v->delay);
    v->delay.damages = v->claim.delay; // as it was claimed
    v->was_late = bill->delay.late.count > 0;
    v->late_days = bill->delay.late_days;
    if (bill->delay.cap_row != NULL) {
        v->cap = str_format(a, "한도는 늦은 부분의 %lld%%입니다.",
                            (long long)(bill->delay.cap_row->bp / 100));
        v->cap_article = bill->delay.cap_row->head.article;
    }
}

// The computation, from the deliveries and the contract as the claim carries it.
static err count_delay(struct unit *u, struct payment_view *v)
{
    const struct claim *c = &v->claim;
    struct claim_bill bill;
    struct claim_basis basis = {
        .regime = c->regime,
        .object = c->object,
        .contracted_on = c->contracted_on,
        .ends_on = c->ends_on,
        .due_on = c->due_on,
        .delay_ppm = c->delay_ppm,
        .delay_variant = c->delay_variant,
        .rule_ids = c->rule_ids,
        .price = c->price,
    };
    TRY(claim_list_accepted(u->db, u->arena, c->contract, &basis.came));
    TRY(claim_judge(u->law, u->arena, &basis, c->claimed_on, (int32_t)c->excused_days, &bill));
    fill_late(u->arena, &bill, v);
    claim_fill_reports(u->arena, &basis.came, is_firm(u) ? "/supplier" : "/buyer", &v->reports);
    return NULL;
}

static err fill_account(struct unit *u, struct payment_view *v)
{
    if (!claim_is_as_claimed(u->arena, &v->claim)) { // nobody shall send money there
        v->altered = str_view(PAYMENT_ALTERED.text);
        return NULL;
    }
    v->shows_account = is_firm(u) || (u->actor->rights & RIGHT_PAY) != 0;
    if (v->shows_account && !is_firm(u)) {
        access_add_supplier(access_begin(u, S("claim.account"), S("")), v->claim.supplier);
    }
    return claim_open_account(u->arena, &v->claim, &v->account);
}

// Past its term, today or on the day it was paid.
static err fill_payment(struct unit *u, struct payment_view *v)
{
    struct payment_interest interest;
    if (v->is_paid) {
        TRY(payment_find(u->db, v->claim.id, &v->payment));
    }
    payment_judge_interest(u->law, &v->claim, v->is_paid ? v->payment.paid_on : u->today,
                           &interest);
    if (v->is_returned || interest.days == 0) {
        return NULL;
    }
    v->overdue_days = interest.days;
    v->interest = interest.fact == NULL ? S("") : interest.fact->text;
    v->interest_article = interest.fact == NULL ? S("") : interest.fact->head.article;
    v->has_interest = interest.rate != NULL;
    v->interest_won = interest.amount;
    return NULL;
}

// What is left of the term while the clock stands.
static err fill_stopped(struct unit *u, struct payment_view *v)
{
    claim_turn_list turns;
    TRY(claim_list_turns(u->db, u->arena, v->claim.contract, &turns));
    date began = turns.count > 0 ? turns.items[0].claimed_on : v->claim.claimed_on;
    const struct law_term *term = law_term_find(u->law, v->claim.regime, S("payment"), began);
    if (term != NULL) {
        const char *unit = term->unit == LAW_WORKING_DAYS ? "(공휴일과 토요일 제외)" : "";
        v->days_left = str_format(u->arena, "%lld일%s",
                                  (long long)claim_days_left(term, u->calendar, &turns), unit);
    }
    return NULL;
}

static void fill_crumb(struct unit *u, struct payment_view *v)
{
    crumb_add(u->arena, &v->crumb, is_firm(u) ? S("대금 청구") : S("청구·지급"),
              href_to(u->arena, is_firm(u) ? "/supplier/claims" : "/buyer/payments"));
    v->crumb.here = v->claim.title;
    v->contract_path =
        href_to(u->arena, is_firm(u) ? "/supplier/contracts/%lld" : "/buyer/contracts/%lld",
                (long long)v->claim.contract_no.value);
}

err payment_view_fill(struct unit *u, public_no no, struct payment_view *out)
{
    struct purchase purchase;
    struct payment_view v = {0};
    TRY(claim_find(u->db, u->arena, purchase_side_of(u), no, &v.claim));
    v.is_waiting = v.claim.state == CLAIM_CLAIMED;
    v.is_paid = v.claim.state == CLAIM_PAID;
    v.is_returned = v.claim.state == CLAIM_RETURNED;
    v.state = state_label(u, v.claim.state);
    v.tone = claim_state_tone(v.claim.state);
    TRY(purchase_find_id(u->db, purchase_side_of(u), v.claim.purchase, &purchase));
    TRY(purchase_part_fill(u, &purchase, &v.part));
    v.may_claim_again = v.is_returned && purchase_may(purchase.state, PURCHASE_CLAIM);
    v.is_replaced = v.is_returned && !v.may_claim_again;
    if (v.may_claim_again) {
        TRY(fill_stopped(u, &v));
    }
    TRY(count_delay(u, &v));
    TRY(fill_account(u, &v));
    TRY(fill_payment(u, &v));
    payment_fill_sum(u->arena, &v.claim, &v.sum);
    fill_crumb(u, &v);
    v.proofs.items = NEW_ARRAY(u->arena, v.claim.proofs.count + 1, struct payment_proof_row);
    for (size_t i = 0; i < v.claim.proofs.count; i++) {
        v.proofs.items[v.proofs.count++] = proof_row(u, &v.claim, i);
    }
    *out = v;
    return NULL;
}

// --- Lists ---------------------------------------------------------------------------------------

enum claim_state payment_list_tab(const struct request *rq)
{
    int state = claim_state_from(request_query(rq, "state"));
    return state < 0 ? CLAIM_CLAIMED : (enum claim_state)state;
}

static str tone_of_term(const struct unit *u, date pay_by)
{
    int32_t days = date_days_between(u->today, pay_by);
    return days <= 0 ? S("") : (days <= 2 ? S("soon") : S("far"));
}

static struct payment_list_row list_row(const struct unit *u, const char *base,
                                        const struct payment_row *r)
{
    return (struct payment_list_row){
        .path = href_local(str_format(u->arena, "%s/%lld", base, (long long)r->no.value)),
        .title = r->title,
        .contract_number = r->contract_number,
        .other = is_firm(u) ? r->institution_name : r->supplier_name,
        .net = r->net,
        .delay = r->delay,
        .claimed_on = r->claimed_on,
        .pay_by = r->pay_by,
        .left = purchase_left(u->arena, u->today, instant_end_of(r->pay_by)),
        .left_tone = tone_of_term(u, r->pay_by),
        .is_waiting = r->state == CLAIM_CLAIMED,
        .is_paid = r->state == CLAIM_PAID,
        .over_on = r->state == CLAIM_PAID ? r->paid_on : r->returned_on,
        .late_days = r->late_days,
        .state = state_label(u, r->state),
        .tone = claim_state_tone(r->state),
    };
}

static href tab_path(struct arena *a, const char *base, enum claim_state state)
{
    href path = href_local(str_view(base));
    return state == CLAIM_CLAIMED ? path
                                  : href_with(a, path, "state", str_view(claim_state_word(state)));
}

static void fill_tabs(const struct unit *u, const struct payment_tab *tab, struct tabs *out)
{
    const int64_t counts[] = {
        [CLAIM_CLAIMED] = tab->count.waiting,
        [CLAIM_RETURNED] = tab->count.returned,
        [CLAIM_PAID] = tab->count.paid,
    };
    static const enum claim_state ORDER[] = {CLAIM_CLAIMED, CLAIM_PAID, CLAIM_RETURNED};
    static_assert(COUNT(ORDER) == CLAIM_STATE_COUNT, "a tab for each state");
    out->label = S("청구 상태");
    out->items.items = NEW_ARRAY(u->arena, COUNT(ORDER), struct tab);
    for (size_t i = 0; i < COUNT(ORDER); i++) {
        out->items.items[i] = (struct tab){
            .text = state_label(u, ORDER[i]),
            .path = tab_path(u->arena, tab->base, ORDER[i]),
            .count = counts[ORDER[i]],
            .current = tab->state == ORDER[i],
        };
    }
    out->items.count = COUNT(ORDER);
}

static int64_t total_of(const struct payment_tab *tab)
{
    switch (tab->state) {
    case CLAIM_CLAIMED:
        return tab->count.waiting;
    case CLAIM_RETURNED:
        return tab->count.returned;
    case CLAIM_PAID:
        return tab->count.paid;
    case CLAIM_STATE_COUNT:
        break;
    }
    assert(!"a tab for each state");
    return 0;
}

err payment_list_fill(struct unit *u, const struct request *rq, const struct payment_tab *tab,
                      payment_list_rows *out_rows, struct tabs *out_tabs, struct pager *out_pager)
{
    public_no after = NO_ID(public_no);
    (void)public_no_parse(request_query(rq, "before"), &after); // unreadable: from the top
    payment_row_list list;
    TRY(payment_list(u->db, u->arena, purchase_side_of(u), tab->state, after, LIMIT_DESK_ROWS + 1,
                     &list));
    size_t shown = list.count > LIMIT_DESK_ROWS ? LIMIT_DESK_ROWS : list.count;
    out_rows->items = NEW_ARRAY(u->arena, shown + 1, struct payment_list_row);
    out_rows->count = shown;
    for (size_t i = 0; i < shown; i++) {
        out_rows->items[i] = list_row(u, tab->base, &list.items[i]);
    }
    href here = tab_path(u->arena, tab->base, tab->state);
    out_pager->total = total_of(tab);
    if (after.value != 0) {
        out_pager->previous = here;
    }
    if (list.count > shown) {
        out_pager->next =
            href_with(u->arena, here, "before",
                      str_format(u->arena, "%lld", (long long)list.items[shown - 1].no.value));
    }
    fill_tabs(u, tab, out_tabs);
    return NULL;
}

// --- The supplier's desk -------------------------------------------------------------------------

static err list_claimable(struct unit *u, struct claims_page *p)
{
    payment_claimable_list list;
    TRY(payment_list_claimable(u->db, u->arena, u->actor->supplier, &list));
    p->claimable.items = NEW_ARRAY(u->arena, list.count + 1, struct payment_claimable_row);
    for (size_t i = 0; i < list.count; i++) {
        const struct payment_claimable *c = &list.items[i];
        p->claimable.items[p->claimable.count++] = (struct payment_claimable_row){
            .path =
                href_to(u->arena, "/supplier/contracts/%lld/claim", (long long)c->contract.value),
            .title = c->title,
            .contract_number = c->contract_number,
            .institution = c->institution_name,
            .price = c->price,
            .accepted_at = c->accepted_at,
        };
    }
    return NULL;
}

// GET /supplier/claims?state=&before=
err get_claims(struct unit *u, const struct request *rq, struct response *rs)
{
    struct claims_page p = {
        .empty = {.title = S("청구가 없습니다"),
                  .text = S("납품한 것이 검사에 합격하면 이곳에서 대금을 청구합니다.")},
    };
    struct payment_tab tab = {.base = "/supplier/claims", .state = payment_list_tab(rq)};
    TRY(payment_count(u->db, purchase_side_of(u), u->today, &tab.count));
    TRY(list_claimable(u, &p));
    TRY(payment_list_fill(u, rq, &tab, &p.rows, &p.tabs, &p.pager));
    p.count = tab.count;
    p.is_waiting = tab.state == CLAIM_CLAIMED;
    frame_fill(u, rq, &p.frame, S("대금 청구"));
    claims_page_render(&rs->body, &p);
    return NULL;
}

// GET /supplier/claims/:no
err get_claim(struct unit *u, const struct request *rq, struct response *rs)
{
    public_no no;
    struct claim_page p = {0};
    TRY(path_no(rq, "no", &no));
    TRY(payment_view_fill(u, no, &p.v));
    p.print_path = href_to(u->arena, "/supplier/claims/%lld/print", (long long)no.value);
    frame_fill(u, rq, &p.frame, S("대금 청구"));
    claim_page_render(&rs->body, &p);
    return NULL;
}
