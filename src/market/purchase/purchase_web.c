#include "market/purchase/purchase_web.h"

#include "base/limits.h"
#include "market/party/right.h"
#include "market/purchase/case_list_page.html.h"
#include "market/purchase/case_page.html.h"
#include "market/purchase/case_print_page.html.h"
#include "market/purchase/purchase_draft_action.h"
#include "market/purchase/purchase_seen_web.h"
#include "platform/form/form.h"
#include "platform/web/site.h"

// --- The list ------------------------------------------------------------------------------------

// What people look for, each a set of states or one of them.
static const struct {
    const char *text;
    int state; // -1: any
} TABS[] = {
    {"모두",        -1                  },
    {"작성 중",    PURCHASE_DRAFT      },
    {"견적 중",    PURCHASE_ASKED      },
    {"견적 받음", PURCHASE_QUOTED     },
    {"결재 중",    PURCHASE_SUBMITTED  },
    {"반려됨",     PURCHASE_RETURNED   },
    {"계약 중",    PURCHASE_CONTRACTING},
    {"이행 중",    PURCHASE_DELIVERING },
    {"청구",        PURCHASE_CLAIMED    },
    {"지급 완료", PURCHASE_PAID       },
};

static href list_path(struct arena *a, int state, str q, bool mine, public_no below)
{
    href h = href_to(a, "/buyer/purchases");
    h = href_with(a, h, "state",
                  state < 0 ? S("") : str_view(purchase_state_word((enum purchase_state)state)));
    h = href_with(a, h, "q", q);
    h = href_with(a, h, "mine", mine ? S("1") : S(""));
    return href_with(a, h, "before",
                     below.value == 0 ? S("") : str_format(a, "%lld", (long long)below.value));
}

static err fill_tabs(struct unit *u, const struct purchase_filter *filter, bool mine,
                     struct case_list_page *page)
{
    int64_t counts[PURCHASE_STATE_COUNT];
    TRY(purchase_count(u->db, u->actor->institution, counts));
    page->tabs.label = S("상태");
    page->tabs.items.items = NEW_ARRAY(u->arena, COUNT(TABS), struct tab);
    for (size_t i = 0; i < COUNT(TABS); i++) {
        page->tabs.items.items[page->tabs.items.count++] = (struct tab){
            .text = str_view(TABS[i].text),
            .path = list_path(u->arena, TABS[i].state, filter->words, mine, NO_ID(public_no)),
            .count = TABS[i].state < 0 ? 0 : counts[TABS[i].state],
            .current = TABS[i].state == filter->state,
        };
    }
    page->pager.total = 0;
    for (int i = 0; i < PURCHASE_STATE_COUNT; i++) {
        page->pager.total += filter->state < 0 || filter->state == i ? counts[i] : 0;
    }
    return NULL;
}

static void fill_rows(struct arena *a, const purchase_row_list *list, size_t shown,
                      struct case_list_page *page)
{
    page->rows.items = NEW_ARRAY(a, shown + 1, struct case_row);
    page->rows.count = shown;
    for (size_t i = 0; i < shown; i++) {
        const struct purchase_row *r = &list->items[i];
        page->rows.items[i] = (struct case_row){
            .path = href_to(a, "/buyer/purchases/%lld", (long long)r->no.value),
            .title = r->title,
            .supplier_name = r->supplier_name,
            .department_name = r->department_name,
            .officer_name = r->officer_name,
            .state = purchase_state_label(r->state),
            .tone = purchase_state_tone(r->state),
            .amount = r->amount,
            .deliver_by = r->deliver_by,
        };
    }
}

// GET /buyer/purchases?state=&q=&mine=&before=
static err get_list(struct unit *u, const struct request *rq, struct response *rs)
{
    bool mine = str_equals(request_query(rq, "mine"), S("1"));
    struct purchase_filter filter = {
        .institution = u->actor->institution,
        .state = purchase_state_from(request_query(rq, "state")),
        .officer = mine ? u->actor->account : NO_ID(account_id),
        .words = str_trim(request_query(rq, "q")),
    };
    if (str_length(filter.words) > LIMIT_QUERY) {
        filter.words = S("");
    }
    (void)public_no_parse(request_query(rq, "before"), &filter.before); // unreadable: from the top
    purchase_row_list list;
    TRY(purchase_list(u->db, u->arena, &filter, LIMIT_DESK_ROWS + 1, &list));
    struct case_list_page page = {
        .q = filter.words,
        .state = request_query(rq, "state"),
        .mine = mine,
        .empty = {.title = S("구매 건이 없습니다"),
                  .text = S("상품을 찾아 장바구니에 담으면 구매 건을 만들 수 있습니다."),
                  .button = S("상품 찾기"),
                  .path = href_to(u->arena, "/search")},
    };
    TRY(fill_tabs(u, &filter, mine, &page));
    size_t shown = list.count > LIMIT_DESK_ROWS ? LIMIT_DESK_ROWS : list.count;
    fill_rows(u->arena, &list, shown, &page);
    if (filter.before.value != 0) {
        page.pager.previous =
            list_path(u->arena, filter.state, filter.words, mine, NO_ID(public_no));
    }
    if (list.count > shown) {
        page.pager.next =
            list_path(u->arena, filter.state, filter.words, mine, list.items[shown - 1].no);
    }
    frame_fill(u, rq, &page.frame, S("구매 건"));
    page.frame.q = S(""); // the box at the top seeks goods, not cases
    case_list_page_render(&rs->body, &page);
    return NULL;
}

// --- One case ------------------------------------------------------------------------------------

static void fill_lines(struct unit *u, const struct purchase *p, const purchase_line_list *lines,
                       struct case_page *page)
{
    struct arena *a = u->arena;
    page->lines.items = NEW_ARRAY(a, lines->count + 1, struct case_line);
    for (size_t i = 0; i < lines->count; i++) {
        const struct purchase_line *l = &lines->items[i];
        struct case_line *shown = &page->lines.items[page->lines.count++];
        *shown = (struct case_line){
            .seq = l->seq,
            .title = l->title,
            .unit = l->unit,
            .quantity = l->quantity,
            .list_price = l->list_price,
            .price = l->price,
            .differs = !money_equals(l->price, l->list_price),
            .seen = purchase_seen_path(u, p->no, l->seq),
        };
        (void)money_times(l->price, l->quantity, &shown->amount);
    }
}

static err fill_path(struct unit *u, const struct purchase *p, struct case_page *page)
{
    bool found = false;
    struct purchase_decision decision;
    TRY(purchase_path_find(u->db, p->id, &found, &decision));
    page->has_path = found && p->has_path;
    if (page->has_path) {
        page->path_title = str_view(law_path_label(decision.path));
        page->ground = decision.ground;
        purchase_rules_fill(u, decision.rule_ids, &page->rules);
        bool bids = decision.path == LAW_OPEN_BIDDING && decision.confidence != LAW_UNCERTAIN;
        page->limit_article =
            bids && page->rules.items.count > 0 ? page->rules.items.items[0].article : S("");
        page->split_reason = decision.split_reason;
        page->confirm_reason = decision.confirm_reason;
        page->proofs = path_proofs_of(u->arena, decision.proofs);
        page->judged_on = decision.judged_on;
    }
    return NULL;
}

static void fill_case(struct unit *u, const struct purchase *p, struct case_page *page)
{
    long long no = (long long)p->no.value;
    bool is_mine = p->officer.value == u->actor->account.value;
    *page = (struct case_page){
        .no = p->no,
        .title = p->title,
        .state = purchase_state_label(p->state),
        .tone = purchase_state_tone(p->state),
        .supplier_name = p->supplier_name,
        .supplier_path = href_to(u->arena, "/companies/%lld", (long long)p->supplier_no.value),
        .department_name = p->department_name,
        .officer_name = p->officer_name,
        .institution_name = p->institution_name,
        .need = p->need,
        .budget_line = p->budget_line,
        .object = str_view(law_object_label(p->object)),
        .delivery_place = p->delivery_place,
        .scope = scope_view_of(u->arena, p->scope,
                               S("기업에 그대로 보이고 견적과 계약의 조건이 됩니다")),
        .deliver_by = p->deliver_by,
        .choice_reason = p->choice_reason,
        .list = p->list,
        .estimated = p->estimated,
        .price = p->price,
        .supply = p->supply,
        .vat = p->vat,
        .has_price = !money_is_zero(p->price),
        .saves = !money_is_zero(p->price) && money_less(p->price, p->list),
        .judged_on = DATE_NONE,
        .path_path = href_to(u->arena, "/buyer/purchases/%lld/path", no),
        .approval_path = p->state == PURCHASE_SUBMITTED
                             ? href_to(u->arena, "/buyer/approvals/%lld", no)
                             : href_local(S("")),
        .replay_path = href_to(u->arena, "/buyer/purchases/%lld/replay", no),
        .edit = href_to(u->arena, "/buyer/purchases/%lld/edit", no),
        .cancel = href_to(u->arena, "/buyer/purchases/%lld/cancel", no),
        .print = href_to(u->arena, "/buyer/purchases/%lld/print", no),
        .withdraw = href_to(u->arena, "/buyer/purchases/%lld/withdraw", no),
        .may_withdraw = is_mine && purchase_may(p->state, PURCHASE_WITHDRAW),
        .case_path = href_to(u->arena, "/buyer/purchases/%lld", no),
        .may_edit = is_mine && p->state == PURCHASE_DRAFT,
        .may_cancel =
            is_mine && purchase_may(p->state, PURCHASE_CANCEL) && p->state != PURCHASE_CONTRACTING,
        .printed_at = u->now,
    };
    page->saved = page->saves ? money_subtract(p->list, p->price) : WON(0);
    crumb_add(u->arena, &page->crumb, S("구매 건"), href_to(u->arena, "/buyer/purchases"));
    page->crumb.here = p->title;
}

static err load_case(struct unit *u, const struct purchase *p, struct case_page *page)
{
    purchase_line_list lines;
    purchase_path_foresee(u->db, p->id);
    TRY(purchase_list_lines(u->db, u->arena, p->id, &lines));
    fill_case(u, p, page);
    fill_lines(u, p, &lines, page);
    return fill_path(u, p, page);
}

// GET /buyer/purchases/:no
static err get_case(struct unit *u, const struct request *rq, struct response *rs)
{
    struct purchase p;
    struct case_page page;
    TRY(purchase_part_find(u, rq, &p));
    purchase_part_foresee(u, &p);
    TRY(load_case(u, &p, &page));
    TRY(purchase_part_fill(u, &p, &page.part));
    frame_fill(u, rq, &page.frame, p.title);
    case_page_render(&rs->body, &page);
    return NULL;
}

// What came of a case that was handed over.
static err fill_result(struct unit *u, const struct purchase *p, struct case_page *page)
{
    handover_result_list results;
    if (p->state != PURCHASE_HANDED_OVER) {
        return NULL;
    }
    TRY(handover_results(u->db, u->arena, p->id, &results));
    page->has_result = results.count > 0;
    if (page->has_result) {
        page->result = handover_row_of(&results.items[0]);
    }
    return NULL;
}

// GET /buyer/purchases/:no/print – the summary to take along
static err get_print(struct unit *u, const struct request *rq, struct response *rs)
{
    struct purchase p;
    struct case_page page;
    TRY(purchase_part_find(u, rq, &p));
    TRY(load_case(u, &p, &page));
    TRY(fill_result(u, &p, &page));
    frame_fill(u, rq, &page.frame, S("구매 요약서"));
    case_print_page_render(&rs->body, &page);
    return NULL;
}

// POST /buyer/purchases/:no/cancel
static err post_cancel(struct unit *u, const struct request *rq, struct response *rs)
{
    static const struct field_label LABELS[] = {
        {"reason", "취소하는 까닭"},
    };
    struct purchase p;
    struct case_page page;
    TRY(purchase_part_find(u, rq, &p));
    TRY(load_case(u, &p, &page));
    TRY(purchase_part_fill(u, &p, &page.part));
    struct issues issues = {
        .labels = {.items = LABELS, .count = COUNT(LABELS)}
    };
    str reason = form_text(rq, &issues, "reason", REQUIRED, LIMIT_TEXT);
    if (issues.count == 0) {
        TRY(issues_catch(&issues, purchase_action_cancel(u, &p, reason)));
    }
    if (issues.count == 0) {
        return see_other(rs, "/buyer/purchases/%lld", (long long)p.no.value);
    }
    page.cancel_reason = request_field(rq, "reason");
    frame_fill(u, rq, &page.frame, p.title);
    page.frame.issues = &issues;
    rs->status = 422;
    case_page_render(&rs->body, &page);
    return NULL;
}

const struct route PURCHASE_ROUTES[] = {
    ROUTE(GET, "/buyer/purchases", get_list, RIGHT_BUYER),
    ROUTE(GET, "/buyer/purchases/:no", get_case, RIGHT_BUYER),
    ROUTE(GET, "/buyer/purchases/:no/print", get_print, RIGHT_BUYER),
    ROUTE(POST, "/buyer/purchases/:no/cancel", post_cancel, RIGHT_REQUEST),
};
const size_t PURCHASE_ROUTE_COUNT = COUNT(PURCHASE_ROUTES);
