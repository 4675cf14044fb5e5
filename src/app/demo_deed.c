#include "app/demo_deed.h"

#include <assert.h>

#include "base/digest.h"
#include "base/limits.h"
#include "market/calendar/calendar.h"
#include "market/claim/claim_action.h"
#include "market/contract/contract_draw_action.h"
#include "market/contract/contract_sign_action.h"
#include "market/delivery/delivery_action.h"
#include "market/law/law_check.h"
#include "market/payment/payment_action.h"
#include "market/purchase/purchase_approval_action.h"
#include "market/purchase/purchase_handover_action.h"
#include "market/purchase/purchase_scope_store.h"
#include "market/quote/quote_action.h"
#include "market/quote/quote_answer_action.h"

static struct purchase_side side_of(const struct life_case *c)
{
    return (struct purchase_side){.institution = c->buyer->institution};
}

static err find_purchase(struct unit *u, const struct life_case *c, struct purchase *out)
{
    return purchase_find(u->db, side_of(c), c->purchase_no, out);
}

// An invented answer of each kind.
static str answer_to(struct unit *u, const struct life_case *c, const struct scope_question *q)
{
    str day = date_format_iso(u->arena, c->need.deliver_by);
    str words = q->words;
    switch (q->kind) {
    case SCOPE_NUMBER:
        return S("20");
    case SCOPE_CHOICE:
    case SCOPE_CHOICES:
        return str_cut(&words, '|');
    case SCOPE_FLAG:
        return S("예");
    case SCOPE_DATE:
        return day;
    case SCOPE_DATETIME:
        return str_format(u->arena, "%.*s 10:00", STR_ARG(day));
    case SCOPE_RANGE:
        return str_format(u->arena, "%.*s ~ %.*s", STR_ARG(day), STR_ARG(day));
    case SCOPE_TABLE:
        return S("본관 1층 120\n본관 2층 80");
    case SCOPE_TEXT:
    case SCOPE_KIND_COUNT:
        break;
    }
    return q->is_required ? S("현장에서 담당자와 정합니다.") : S("");
}

static err answer_all(struct unit *u, struct life_case *c, public_no supplier)
{
    scope_question_list asked;
    TRY(scope_list_of_basket(u->db, u->arena, u->actor->account, supplier, &asked));
    scope_answer_list *out = &c->need.scope;
    *out = (scope_answer_list){.items = NEW_ARRAY(u->arena, asked.count + 1, struct scope_answer)};
    for (size_t i = 0; i < asked.count; i++) {
        const struct scope_question *q = &asked.items[i];
        out->items[out->count++] = (struct scope_answer){
            .name = q->name, .label = q->label, .unit = q->unit, .text = answer_to(u, c, q)};
    }
    return NULL;
}

static err do_draft(struct unit *u, struct life_case *c)
{
    struct basket_offer offer;
    struct purchase p;
    TRY(basket_put(u->db, u->actor->account, c->offer.no, c->quantity, u->now, &offer));
    TRY(answer_all(u, c, offer.supplier));
    TRY(purchase_action_draft(u, offer.supplier, &c->need, &p));
    c->purchase = p.id;
    c->purchase_no = p.no;
    return NULL;
}

struct purchase_word demo_word_of_officer(void)
{
    static const char *const PROOFS[][3] = {
        {"own_production",      "지정서의 품목과 공장 등록을 보고 직접 만드는 것을 확인했습니다.", ""             },
        {"reason_document",
         "생산시설을 돕고 가까운 곳에서 제때 받으려고 요청했고 부서장이 확인했습니다.",
         "수의계약 요청 사유서"                                                                                                     },
        {"ministry_conditions", "고시가 정한 요건을 확인서와 견주어 확인했습니다.",                      ""             },
        {"officer_list",        "임원 가운데 우리 기관에서 퇴직한 사람이 없습니다.",                     "임원 명단"},
    };
    struct purchase_word word = {
        .split_reason = S("부서마다 쓰는 때와 쓰임이 달라 함께 계획할 수 없었습니다."),
        .confirm_reason = S("관련 조문과 우리 기관의 규정을 확인했습니다."),
    };
    for (size_t i = 0; i < COUNT(PROOFS); i++) {
        word.proofs.items[word.proofs.count++] = (struct purchase_proof){
            str_view(PROOFS[i][0]), str_view(PROOFS[i][1]), str_view(PROOFS[i][2])};
    }
    return word;
}

static err do_judge(struct unit *u, struct life_case *c)
{
    struct purchase p;
    struct purchase_word word = demo_word_of_officer();
    TRY(find_purchase(u, c, &p));
    return purchase_path_action_take(u, &p, &word);
}

static err do_hand_over(struct unit *u, struct life_case *c)
{
    struct purchase p;
    TRY(find_purchase(u, c, &p));
    return handover_action_hand_over(u, &p, S("나라장터"));
}

#define CARRIAGE S("납품 장소까지의 운반비를 넣어 주세요.")

static err do_ask(struct unit *u, struct life_case *c)
{
    struct purchase p;
    public_no request;
    TRY(find_purchase(u, c, &p));
    if (c->waives && p.path == LAW_QUOTE_WAIVED) {
        return quote_action_waive(u, &p);
    }
    instant until = instant_at(calendar_add_working_days(u->calendar, u->today, 5), 18, 0);
    err e = quote_action_ask(u, &p, CARRIAGE, until, &request);
    if (e == &PURCHASE_PATH_STALE) { // others were bought meanwhile, or the year is another
        TRY(do_judge(u, c));
        TRY(find_purchase(u, c, &p));
        e = quote_action_ask(u, &p, CARRIAGE, until, &request);
    }
    return e;
}

static err do_answer(struct unit *u, struct life_case *c)
{
    struct quote_request r;
    struct purchase_side seller = {.supplier = c->seller->supplier};
    err e = quote_request_find_of(u->db, seller, c->purchase, &r);
    if (e == &QUOTE_UNKNOWN) {
        return NULL; // no quote was asked
    }
    TRY(e);
    if (c->until == PURCHASE_DECLINED) {
        return quote_action_decline(u, r.no, S("올해 물량이 모두 나가 납기를 맞출 수 없습니다."));
    }
    quote_item_list items;
    struct quote_line *lines;
    TRY(quote_list_items(u->db, u->arena, r.id, NO_ID(quote_id), &items, &lines));
    for (size_t i = 0; i < items.count; i++) {
        ratio asked = {.part = 100 - c->discount, .whole = 100};
        int64_t won = money_share(items.items[i].list_price, asked, ROUND_DOWN).won;
        lines[i] = (struct quote_line){.price = WON(won > 10 ? won / 10 * 10 : won),
                                       .deliver_by = r.deliver_by};
    }
    struct quote_answer answer = {
        .lines = lines,
        .valid_until = date_add_days(u->today, 30),
        .remark = S("운반비를 넣은 값입니다."),
    };
    return quote_action_answer(u, r.no, &answer);
}

static err do_choose(struct unit *u, struct life_case *c)
{
    struct purchase p;
    struct quote_request r;
    quote_list given;
    TRY(find_purchase(u, c, &p));
    if (p.state == PURCHASE_CHOSEN) {
        return NULL; // at list prices already
    }
    TRY(quote_request_find_of(u->db, side_of(c), c->purchase, &r));
    TRY(quote_list_of(u->db, u->arena, r.id, &given));
    return quote_action_choose(u, &p, &r, given.items[0].no,
                               S("정가와 비슷한 상품의 값에 견주어 알맞고 납기도 맞습니다."));
}

static err do_cancel(struct unit *u, struct life_case *c)
{
    struct purchase p;
    TRY(find_purchase(u, c, &p));
    return purchase_action_cancel(u, &p, S("행사가 취소되어 필요가 없어졌습니다."));
}

static err content_hash(struct unit *u, const struct purchase *p, str *out)
{
    purchase_line_list lines;
    TRY(purchase_list_lines(u->db, u->arena, p->id, &lines));
    *out = digest_sha256(u->arena, purchase_content(u->arena, p, lines.items, lines.count));
    return NULL;
}

static err do_submit(struct unit *u, struct life_case *c)
{
    struct purchase p;
    str seen;
    TRY(find_purchase(u, c, &p));
    TRY(content_hash(u, &p, &seen));
    return purchase_approval_action_submit(u, &p, seen);
}

static err do_approve(struct unit *u, struct life_case *c)
{
    struct purchase p;
    str altered;
    TRY(find_purchase(u, c, &p));
    struct approval_decision decision = {
        .agrees = true, .seen = p.content_hash, .confirms_split = true};
    return purchase_approval_action_decide(u, &p, &decision, &altered);
}

static err do_return(struct unit *u, struct life_case *c)
{
    struct purchase p;
    str altered;
    TRY(find_purchase(u, c, &p));
    struct approval_decision decision = {
        .opinion = S("구매 사유에 언제 어디에 쓰는지 적어 다시 올려 주세요."),
        .seen = p.content_hash,
    };
    return purchase_approval_action_decide(u, &p, &decision, &altered);
}

static err do_draw(struct unit *u, struct life_case *c)
{
    struct contract_outlook outlook;
    TRY(contract_draw_look(u, c->purchase_no, &outlook));
    bool waivable = outlook.duties.contract_document != LAW_REQUIRED;
    struct contract_draw draw = {
        .kind = waivable ? CONTRACT_ACCEPTANCE : CONTRACT_DOCUMENT,
        .kind_reason = S("기관 규정에 따라 계약서를 갈음합니다."),
        .security =
            outlook.duties.performance_security != LAW_REQUIRED ? CONTRACT_PROMISE : CONTRACT_BOND,
        .security_reason = S("기관 규정에 따라 지급각서로 갈음합니다."),
        .reason = S("지역의 작은 기업이 만드는 물품으로 값과 납기가 알맞습니다."),
        .sign_by = calendar_add_working_days(u->calendar, u->today, 3),
    };
    return contract_draw(u, &outlook, &draw, &c->contract);
}

void demo_answer_pledges(const struct law *law, const struct contract *contract, date today,
                         struct arena *arena, struct contract_answers *out)
{
    for (int k = 0; k < CONTRACT_PLEDGE_COUNT; k++) {
        struct law_pledges rows = law_pledges_on(
            law, contract->regime, str_view(contract_pledge_word((enum contract_pledge_kind)k)),
            today, arena);
        for (size_t i = 0; i < CONTRACT_PLEDGE_ITEMS; i++) {
            out->of[k][i] = CONTRACT_UNANSWERED;
        }
        for (size_t i = 0; i < rows.count; i++) {
            bool passes = contract_pledge_judge((enum contract_pledge_kind)k, rows.items[i],
                                                CONTRACT_YES) == NULL;
            out->of[k][i] = passes ? CONTRACT_YES : CONTRACT_NO;
        }
    }
}

static err do_sign_supplier(struct unit *u, struct life_case *c)
{
    struct contract contract;
    struct purchase_side seller = {.supplier = c->seller->supplier};
    TRY(contract_find(u->db, seller, c->contract, &contract));
    struct contract_signing signing = {.method = "password"};
    demo_answer_pledges(u->law, &contract, u->today, u->arena, &signing.answers);
    return contract_sign_supplier(u, c->contract, &signing);
}

static err do_sign_institution(struct unit *u, struct life_case *c)
{
    return contract_sign_institution(u, c->contract, "password", true);
}

static err do_deliver(struct unit *u, struct life_case *c)
{
    struct contract contract;
    delivery_line_list lines;
    public_no delivery;
    struct purchase_side seller = {.supplier = c->seller->supplier};
    TRY(contract_find(u->db, seller, c->contract, &contract));
    TRY(delivery_list_lines(u->db, u->arena, contract.id, NO_ID(delivery_id), &lines));
    for (size_t i = 0; i < lines.count; i++) {
        lines.items[i].brought = delivery_open(&lines.items[i]);
    }
    struct delivery_note note = {
        .delivered_on = u->today, .place = contract.delivery_place, .remark = S("")};
    return delivery_action_note(u, &contract, &lines, &note, &delivery);
}

static err do_inspect(struct unit *u, struct life_case *c)
{
    delivery_row_list waiting;
    struct delivery d;
    delivery_line_list lines;
    struct contract contract;
    TRY(contract_find(u->db, side_of(c), c->contract, &contract));
    TRY(delivery_list_waiting(u->db, u->arena, c->buyer->institution, LIMIT_DESK_ROWS, &waiting));
    for (size_t i = 0; i < waiting.count; i++) {
        TRY(delivery_find(u->db, side_of(c), waiting.items[i].no, &d));
        if (d.contract.value != contract.id.value) {
            continue;
        }
        TRY(delivery_list_lines(u->db, u->arena, contract.id, d.id, &lines));
        for (size_t k = 0; k < lines.count; k++) {
            lines.items[k].passed = lines.items[k].brought;
            lines.items[k].failed = 0;
        }
        struct inspection_note note = {
            .arrived_on = d.delivered_on,
            .inspected_on = u->today,
            .method = INSPECTION_FULL,
            .opinion = S("수량과 규격이 계약과 같습니다."),
            .confirmed_with = S("code"),
        };
        return delivery_action_inspect(u, &d, &lines, &note);
    }
    return NULL;
}

// The number of an invoice: the day, then letters and digits of the tax office's system.
static str invoice_no(struct unit *u, const struct life_case *c)
{
    int year = 0;
    int month = 0;
    int day = 0;
    date_to_ymd(u->today, &year, &month, &day);
    return str_format(u->arena, "%04d%02d%02d41%014lld", year, month, day,
                      (long long)(c->contract.value % INT64_C(100000000000000)));
}

static void prove(struct unit *u, const struct life_case *c, const struct claim_case *k,
                  struct claim_proof *p)
{
    p->reference = invoice_no(u, c);
    p->issued_on = u->today;
    switch (claim_proof_form_of(p->kind)) {
    case CLAIM_BY_INVOICE: {
        bool plain = str_equals(p->kind, S("plain_invoice"));
        p->supply = plain ? k->basis.exempt : money_subtract(k->contract.supply, k->basis.exempt);
        p->vat = plain ? WON(0) : k->contract.vat;
        break;
    }
    case CLAIM_BY_CERTIFICATE:
        p->by_inquiry = true;
        break;
    case CLAIM_BY_INSPECTION:
    case CLAIM_BY_INSTITUTION:
        break;
    }
}

static err do_claim(struct unit *u, struct life_case *c)
{
    struct claim_case k;
    TRY(claim_prepare(u, c->contract, &k));
    struct claim_draft draft = {.bank = k.profile, .excuse_reason = S("")};
    draft.bank.account = S(""); // the profile's
    draft.proofs.items = NEW_ARRAY(u->arena, k.proofs.count + 1, struct claim_proof);
    for (size_t i = 0; i < k.proofs.count; i++) {
        if (k.proofs.items[i].state == CLAIM_PROOF_MISSING) {
            struct claim_proof *p = &draft.proofs.items[draft.proofs.count++];
            *p = k.proofs.items[i];
            prove(u, c, &k, p);
        }
    }
    TRY(claim_action_save_draft(u, &k, &draft));
    return claim_action_claim(u, c->contract, &c->claim);
}

static err do_pay(struct unit *u, struct life_case *c)
{
    struct claim claim;
    TRY(claim_find(u->db, u->arena, side_of(c), c->claim, &claim));
    payment_tick_list ticks = {
        .items = NEW_ARRAY(u->arena, claim.proofs.count + 1, struct payment_tick)};
    for (size_t i = 0; i < claim.proofs.count; i++) {
        const struct claim_proof *p = &claim.proofs.items[i];
        if (p->state == CLAIM_PROOF_GIVEN) {
            ticks.items[ticks.count++] = (struct payment_tick){
                .kind = p->kind, .inquiry = p->by_inquiry ? S("체납 없음") : S("")};
        }
    }
    TRY(payment_action_check(u, c->claim, &ticks));
    struct payment_deed deed = {
        .paid = claim.net,
        .paid_on = u->today,
        .reference = str_format(u->arena, "지급-%lld", (long long)c->claim.value),
        .method = "code",
    };
    str altered;
    return payment_action_pay(u, c->claim, &deed, &altered);
}

const struct life_deed LIFE_DEEDS[] = {
#define TO(state) (UINT64_C(1) << (state))
#define FROM(state) (((UINT64_C(1) << (PURCHASE_PAID + 1)) - 1) & ~((UINT64_C(1) << (state)) - 1))
    {do_draft,            PARTY_OFFICER,    0, false, ~UINT64_C(0)                                 },
    {do_judge,            PARTY_OFFICER,    0, false, ~TO(PURCHASE_DRAFT)                          },
    {do_hand_over,        PARTY_OFFICER,    0, false, TO(PURCHASE_HANDED_OVER)                     },
    {do_ask,              PARTY_OFFICER,    0, false, FROM(PURCHASE_ASKED) | TO(PURCHASE_CANCELLED)},
    {do_answer,           PARTY_OWNER,      1, false, FROM(PURCHASE_QUOTED)                        },
    {do_cancel,           PARTY_OFFICER,    2, false, TO(PURCHASE_CANCELLED)                       },
    {do_choose,           PARTY_OFFICER,    1, false, FROM(PURCHASE_CHOSEN)                        },
    {do_submit,           PARTY_OFFICER,    0, false, FROM(PURCHASE_SUBMITTED)                     },
    {do_return,           PARTY_APPROVER,   1, false, TO(PURCHASE_RETURNED)                        },
    {do_approve,          PARTY_APPROVER,   1, false, FROM(PURCHASE_APPROVED)                      },
    {do_draw,             PARTY_OFFICER,    1, false, FROM(PURCHASE_CONTRACTING)                   },
    {do_sign_supplier,    PARTY_OWNER,      1, false, FROM(PURCHASE_CONTRACTED)                    },
    {do_sign_institution, PARTY_OFFICER,    0, false, FROM(PURCHASE_CONTRACTED)                    },
    {do_deliver,          PARTY_OWNER,      4, true,  FROM(PURCHASE_DELIVERING)                    },
    {do_inspect,          PARTY_INSPECTOR,  2, false, FROM(PURCHASE_ACCEPTED)                      },
    {do_claim,            PARTY_OWNER,      1, false, FROM(PURCHASE_CLAIMED)                       },
    {do_pay,              PARTY_ACCOUNTANT, 2, false, FROM(PURCHASE_PAID)                          },
#undef TO
#undef FROM
};
const size_t LIFE_DEED_COUNT = COUNT(LIFE_DEEDS);
