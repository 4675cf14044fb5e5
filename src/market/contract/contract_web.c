#include "market/contract/contract_web.h"

#include <assert.h>

#include "base/canon.h"
#include "base/limits.h"
#include "market/contract/contract_clause.h"
#include "market/contract/contract_list_page.html.h"
#include "market/contract/contract_page.html.h"
#include "market/contract/contract_terms.h"
#include "market/law/law_term.h"
#include "market/party/right.h"
#include "market/purchase/purchase_action.h"
#include "market/purchase/purchase_seen_web.h"
#include "platform/web/site.h"

static bool is_buyer(const struct unit *u)
{
    return u->actor->institution.value != 0;
}

static const char *base_of(const struct unit *u)
{
    return is_buyer(u) ? "/buyer/contracts" : "/supplier/contracts";
}

href contract_path(const struct unit *u, public_no no, const char *more)
{
    return href_to(u->arena, "%s/%lld%s", base_of(u), (long long)no.value, more);
}

// --- The lists -----------------------------------------------------------------------------------

static href list_path(const struct unit *u, int state, str q, public_no below)
{
    struct arena *a = u->arena;
    href h = href_to(a, "%s", base_of(u));
    h = href_with(a, h, "state",
                  state < 0 ? S("") : str_view(contract_state_word((enum contract_state)state)));
    h = href_with(a, h, "q", q);
    return href_with(a, h, "before",
                     below.value == 0 ? S("") : str_format(a, "%lld", (long long)below.value));
}

// What is signed is to be delivered, be it late or not.
static str tab_text(const struct unit *u, int state)
{
    if (state < 0) {
        return S("모두");
    }
    if (state == CONTRACT_SIGNED) {
        return is_buyer(u) ? S("납품받을 계약") : S("납품할 계약");
    }
    return contract_state_label((enum contract_state)state);
}

// A tab for each state that holds something, and for the one that is looked at.
static err fill_tabs(struct unit *u, const struct contract_filter *filter,
                     struct contract_list_page *page)
{
    int64_t counts[CONTRACT_STATE_COUNT];
    TRY(contract_count(u->db, filter, counts));
    page->tabs.label = S("단계");
    page->tabs.items.items = NEW_ARRAY(u->arena, CONTRACT_STATE_COUNT + 1, struct tab);
    for (int state = -1; state < CONTRACT_STATE_COUNT; state++) {
        if (state >= 0 && counts[state] == 0 && state != filter->state) {
            continue;
        }
        page->tabs.items.items[page->tabs.items.count++] = (struct tab){
            .text = tab_text(u, state),
            .path = list_path(u, state, filter->words, NO_ID(public_no)),
            .count = state < 0 ? 0 : counts[state],
            .current = state == filter->state,
        };
        if (state >= 0 && (filter->state < 0 || filter->state == state)) {
            page->pager.total += counts[state];
        }
    }
    return NULL;
}

// The owner of the firm signs first, then the officer of the purchase.
static bool awaits_reader(const struct unit *u, const struct contract_row *r)
{
    if (is_buyer(u)) {
        return r->officer.value == u->actor->account.value &&
               contract_may(r->state, CONTRACT_SIGN_INSTITUTION);
    }
    return (u->actor->rights & RIGHT_OWNER) != 0 && contract_may(r->state, CONTRACT_SIGN_SUPPLIER);
}

// The pages of delivery and claim are those of later nouns.
static void fill_deed(const struct unit *u, const struct contract_row *r,
                      struct contract_list_row *row)
{
    if (awaits_reader(u, r)) {
        row->deed = S("서명하기");
        row->deed_path = contract_path(u, r->no, "/sign");
    } else if (!is_buyer(u) && r->state == CONTRACT_SIGNED) {
        row->deed = S("납품서 내기");
        row->deed_path = contract_path(u, r->no, "/delivery");
    } else if (!is_buyer(u) && r->state == CONTRACT_ACCEPTED) {
        row->deed = S("대금 청구");
        row->deed_path = contract_path(u, r->no, "/claim");
    }
}

// Of what was not brought at all: the whole price, to today.
static void fill_delay(const struct unit *u, const struct contract_row *r,
                       struct contract_list_row *row)
{
    if (r->state != CONTRACT_SIGNED) {
        return;
    }
    struct law_delay_question contract = {
        .regime = r->regime,
        .object = r->object,
        .contracted_on = r->contracted_on,
        .ppm = r->delay_ppm,
        .due_on = calendar_working_day_from(u->calendar, r->ends_on),
        .contract_price = r->price,
    };
    struct law_delay_part all = {.on = u->today, .amount = r->price};
    struct law_delay_sum sum;
    law_delay_add_up(u->law, u->arena, &contract, &all, 1, u->today, &sum);
    row->moved = calendar_moved_text(u->arena, r->ends_on, contract.due_on);
    row->late_days = sum.late_days;
    if (row->late_days > 0) {
        row->state = S("납품 지연");
        row->tone = S("bad");
        row->damages = sum.damages;
    }
}

static void add_row(const struct unit *u, const struct contract_row *r,
                    struct contract_list_page *page)
{
    struct contract_list_row *row = &page->rows.items[page->rows.count++];
    *row = (struct contract_list_row){
        .path = contract_path(u, r->no, ""),
        .title = r->title,
        .number = r->number,
        .other = is_buyer(u) ? r->supplier_name
                             : str_format(u->arena, "%.*s %.*s", STR_ARG(r->institution_name),
                                          STR_ARG(r->department_name)),
        .kind = contract_kind_label(r->kind),
        .state = contract_state_label(r->state),
        .tone = contract_state_tone(r->state),
        .price = r->price,
        .ends_on = r->ends_on,
    };
    fill_delay(u, r, row);
    fill_deed(u, r, row);
}

// What is late stands first on the first page, once.
static void fill_rows(const struct unit *u, const contract_row_list *late,
                      const contract_row_list *list, size_t shown, struct contract_list_page *page)
{
    page->rows.items = NEW_ARRAY(u->arena, late->count + shown + 1, struct contract_list_row);
    for (size_t i = 0; i < late->count; i++) {
        add_row(u, &late->items[i], page);
    }
    for (size_t i = 0; i < shown; i++) {
        bool is_above = false;
        for (size_t k = 0; k < late->count; k++) {
            is_above = is_above || late->items[k].no.value == list->items[i].no.value;
        }
        if (!is_above) {
            add_row(u, &list->items[i], page);
        }
    }
}

// GET /buyer/contracts, /supplier/contracts ?state=&q=&before=
static err get_list(struct unit *u, const struct request *rq, struct response *rs)
{
    struct contract_filter filter = {
        .side = purchase_side_of(u),
        .state = contract_state_from(request_query(rq, "state")),
        .words = str_trim(request_query(rq, "q")),
    };
    if (str_length(filter.words) > LIMIT_QUERY) {
        filter.words = S("");
    }
    (void)public_no_parse(request_query(rq, "before"), &filter.before); // unreadable: from the top
    contract_row_list late = {0};
    contract_row_list list;
    if (filter.before.value == 0) { // the list from its top
        date day = calendar_late_before(u->calendar, u->today);
        TRY(contract_list_late(u->db, u->arena, &filter, day, LIMIT_DESK_ROWS, &late));
    }
    TRY(contract_list(u->db, u->arena, &filter, LIMIT_DESK_ROWS + 1, &list));
    struct contract_list_page page = {
        .is_buyer = is_buyer(u),
        .action = href_to(u->arena, "%s", base_of(u)),
        .q = filter.words,
        .state = request_query(rq, "state"),
        .empty = {.title = S("계약이 없습니다"),
                  .text = is_buyer(u)
                              ? S("결재를 마친 구매 건에서 계약서를 보내면 여기에 나타납니다.")
                              : S("기관이 계약서를 보내면 여기에서 확인하고 서명합니다.")},
    };
    TRY(fill_tabs(u, &filter, &page));
    size_t shown = list.count > LIMIT_DESK_ROWS ? LIMIT_DESK_ROWS : list.count;
    fill_rows(u, &late, &list, shown, &page);
    if (filter.before.value != 0) {
        page.pager.previous = list_path(u, filter.state, filter.words, NO_ID(public_no));
    }
    if (list.count > shown) {
        page.pager.next = list_path(u, filter.state, filter.words, list.items[shown - 1].no);
    }
    frame_fill(u, rq, &page.frame, S("계약"));
    page.frame.q = S(""); // the box at the top seeks goods, not contracts
    contract_list_page_render(&rs->body, &page);
    return NULL;
}

// --- One contract --------------------------------------------------------------------------------

void contract_fill_items(struct arena *a, const contract_line_list *lines, contract_item_list *out)
{
    out->items = NEW_ARRAY(a, lines->count + 1, struct contract_item_row);
    out->count = lines->count;
    for (size_t i = 0; i < lines->count; i++) {
        const struct contract_line *l = &lines->items[i];
        out->items[i] = (struct contract_item_row){
            .seq = l->seq,
            .title = l->title,
            .unit = l->unit,
            .quantity = l->quantity,
            .price = l->price,
            .amount = l->amount,
        };
    }
}

void contract_fill_crumb(const struct unit *u, const struct contract *c, str here,
                         struct crumb *out)
{
    crumb_add(u->arena, out, S("계약"), href_to(u->arena, "%s", base_of(u)));
    if (here.n > 0) {
        crumb_add(u->arena, out, c->number, contract_path(u, c->no, ""));
    }
    out->here = here.n > 0 ? here : c->number;
}

struct answers contract_scope_view(struct arena *a, str content)
{
    return scope_view_of(a, canon_find(a, content, "scope"),
                         S("계약서에 실려 양쪽이 함께 서명하는 내용입니다"));
}

static str method_label(str method)
{
    return str_equals(method, S("code")) ? S("인증번호") : S("비밀번호");
}

static struct contract_paper_row *add_paper(struct contract_page *page, str label, str maker)
{
    struct contract_paper_row *row = &page->papers.items[page->papers.count++];
    *row = (struct contract_paper_row){.label = label, .maker = maker};
    return row;
}

// The contract itself: where its signatures stand.
static void add_document(const struct unit *u, const struct contract *c,
                         const struct contract_papers *papers, struct contract_page *page)
{
    struct contract_paper_row *row = add_paper(page, contract_kind_label(c->kind), S("자동 작성"));
    row->path = contract_path(u, c->no, "/print");
    instant by_supplier = papers->signatures[CONTRACT_BY_SUPPLIER].signed_at;
    instant by_institution = papers->signatures[CONTRACT_BY_INSTITUTION].signed_at;
    row->at = by_institution.us != 0 ? by_institution : by_supplier;
    if (c->state == CONTRACT_VOID) {
        row->state = S("취소됨");
        row->tone = S("off");
    } else if (by_institution.us != 0) {
        row->state = S("양쪽 서명 완료");
        row->tone = S("ok");
    } else {
        row->state = by_supplier.us != 0 ? S("기관 서명 대기") : S("기업 서명 대기");
        row->tone = S("warn");
    }
}

static void add_pledges(const struct unit *u, const struct contract *c,
                        const struct contract_papers *papers, struct contract_page *page)
{
    instant signed_at = papers->signatures[CONTRACT_BY_SUPPLIER].signed_at;
    for (int kind = 0; kind < CONTRACT_PLEDGE_COUNT; kind++) {
        enum contract_pledge_kind k = (enum contract_pledge_kind)kind;
        bool is_signed = papers->pledges[kind].signed_at.us != 0;
        if (!is_signed && (signed_at.us != 0 ||
                           contract_pledge_rows(u->law, c, k, u->today, u->arena).count == 0)) {
            continue; // not asked, or was not on the day
        }
        struct contract_paper_row *row = add_paper(page, contract_pledge_label(k), S("공급기업"));
        row->at = papers->pledges[kind].signed_at;
        row->state = is_signed ? S("서명 완료") : S("서명 전");
        row->tone = is_signed ? S("ok") : S("off");
        if (is_signed) {
            row->path = contract_path(u, c->no,
                                      str_format(u->arena, "/print/%s", contract_pledge_word(k)).p);
        }
    }
}

static void add_lodged(const struct unit *u, const struct contract *c,
                       const struct contract_papers *papers, struct contract_page *page)
{
    if (c->security == CONTRACT_PROMISE) {
        return;
    }
    struct contract_paper_row *row =
        add_paper(page, contract_security_label(c->security), S("공급기업"));
    row->at = papers->lodged_at;
    row->state = row->at.us != 0 ? S("제출함") : S("제출 전");
    row->tone = row->at.us != 0 ? S("ok") : S("warn");
    if (row->at.us != 0) {
        str amount = money_format(u->arena, papers->lodged.amount);
        row->more = str_format(u->arena, "%.*s %.*s · %.*s원", STR_ARG(papers->lodged.issuer),
                               STR_ARG(papers->lodged.number), STR_ARG(amount));
    }
}

static void add_signature(const struct unit *u, const struct contract_signature *signature,
                          str label, str side, struct contract_page *page)
{
    struct contract_paper_row *row = add_paper(page, label, side);
    row->at = signature->signed_at;
    row->state = row->at.us != 0 ? S("서명 완료") : S("서명 전");
    row->tone = row->at.us != 0 ? S("ok") : S("off");
    if (row->at.us != 0) {
        str method = method_label(signature->method);
        row->more =
            str_format(u->arena, "%.*s · %.*s로 확인", STR_ARG(signature->name), STR_ARG(method));
    }
}

#define PAPER_ROWS (CONTRACT_PLEDGE_COUNT + 5)

static void fill_papers(const struct unit *u, const struct contract *c,
                        const struct contract_papers *papers, struct contract_page *page)
{
    page->papers.items = NEW_ARRAY(u->arena, PAPER_ROWS, struct contract_paper_row);
    add_document(u, c, papers, page);
    add_pledges(u, c, papers, page);
    add_lodged(u, c, papers, page);
    add_signature(u, &papers->signatures[CONTRACT_BY_SUPPLIER], S("공급기업 서명"), S("공급기업"),
                  page);
    add_signature(u, &papers->signatures[CONTRACT_BY_INSTITUTION], S("기관 서명"), S("기관"), page);
    date on = date_is_none(c->contracted_on) ? u->today : c->contracted_on;
    const struct law_stamp_band *stamp = contract_find_stamp(u->law, c->object, c->price, on);
    if (stamp != NULL) {
        struct contract_paper_row *row = add_paper(page, S("전자수입인지"), S("공급기업"));
        str duty = money_format(u->arena, stamp->duty);
        row->state = str_format(u->arena, "인지세 %.*s원", STR_ARG(duty));
        row->tone = S("off");
        row->more = str_format(u->arena, "%.*s · 부가세를 넣은 계약금액으로 셈(확인 필요)",
                               STR_ARG(stamp->head.article));
    }
    assert(page->papers.count <= PAPER_ROWS);
}

static void fill_rules(const struct unit *u, const struct contract *c, struct contract_page *page)
{
    static const char *const DOUBTS[] = {
        [LAW_HIGH] = "",
        [LAW_MEDIUM] = "2차 자료로 확인한 규정이 있습니다. 담당자가 조문을 확인하세요.",
        [LAW_LOW] = "확인이 덜 된 규정이 있습니다. 담당자가 조문을 확인하세요.",
        [LAW_UNCERTAIN] = "확인하지 못한 규정이 있습니다. 담당자가 조문을 확인하세요.",
    };
    purchase_rules_fill(u, c->rule_ids, &page->rules);
    page->doubt = str_view(DOUBTS[page->rules.lowest]);
}

// What the reader may do before the contract binds.
static void fill_deeds(const struct unit *u, const struct contract *c, const struct purchase *p,
                       struct contract_page *page)
{
    bool officer = p->officer.value == u->actor->account.value;
    bool owner = (u->actor->rights & RIGHT_OWNER) != 0;
    bool may_cancel = contract_may(c->state, CONTRACT_CANCEL);
    if (!may_cancel) {
        return;
    }
    if (!page->is_buyer && c->state == CONTRACT_OFFERED) {
        page->deed =
            owner ? S("내용을 확인하고 서약한 뒤 서명합니다.") : S("서명과 거절은 대표가 합니다.");
        page->sign_text = owner ? S("서약하고 서명") : S("");
        page->end_text = owner ? S("계약 거절") : S("");
    } else if (page->is_buyer && officer) {
        bool ready = contract_may(c->state, CONTRACT_SIGN_INSTITUTION);
        page->deed = ready ? S("공급기업이 서명했습니다. 확인하고 서명하면 계약이 확정됩니다.")
                           : S("공급기업의 서명을 기다립니다.");
        page->sign_text = ready ? S("계약 확정") : S("");
        page->end_text = S("계약 취소");
    }
    page->sign = contract_path(u, c->no, "/sign");
    page->end = contract_path(u, c->no, page->is_buyer ? "/cancel" : "/decline");
}

static void fill_page(const struct unit *u, const struct contract *c, const struct purchase *p,
                      struct contract_page *page)
{
    date on = date_is_none(c->contracted_on) ? u->today : c->contracted_on;
    bool state_law = law_regime_base(u->law, c->regime, on) == LAW_STATE;
    *page = (struct contract_page){
        .is_buyer = is_buyer(u),
        .number = c->number,
        .title = c->title,
        .other = is_buyer(u) ? c->supplier_name : c->institution_name,
        .kind = contract_kind_label(c->kind),
        .object = str_view(law_object_label(c->object)),
        .state = contract_state_label(c->state),
        .tone = contract_state_tone(c->state),
        .print = contract_path(u, c->no, "/print"),
        .hash = c->content_hash,
        .hash_short = purchase_hash_short(c->content_hash),
        .price = c->price,
        .supply = c->supply,
        .vat = c->vat,
        .estimated = c->estimated,
        .security = contract_security_label(c->security),
        .is_promised = c->security == CONTRACT_PROMISE,
        .security_amount = c->security_amount,
        .delay_name = state_law ? S("지체상금률") : S("지연배상금률"),
        .delay = contract_delay_words(u->arena, c->delay_ppm),
        .contracted_on = c->contracted_on,
        .starts_on = c->starts_on,
        .ends_on = c->ends_on,
        .place = c->delivery_place,
        .scope = contract_scope_view(u->arena, c->content),
        .department = p->department_name,
        .officer = p->officer_name,
        .phone = canon_find(u->arena, c->content, "buyer_phone"),
        .ground = c->ground,
        .reason = c->reason,
    };
    if (page->is_buyer) {
        page->case_path =
            href_to(u->arena, "/buyer/purchases/%lld", (long long)c->purchase_no.value);
    }
}

// GET /buyer/contracts/:no, /supplier/contracts/:no
static err get_contract(struct unit *u, const struct request *rq, struct response *rs)
{
    public_no no = NO_ID(public_no);
    struct contract c;
    struct purchase p;
    contract_line_list lines;
    struct contract_papers papers;
    struct contract_page page;
    TRY(path_no(rq, "no", &no));
    TRY(contract_find(u->db, purchase_side_of(u), no, &c));
    TRY(contract_list_lines(u->db, u->arena, c.id, &lines));
    TRY(contract_find_papers(u->db, c.id, &papers));
    TRY(purchase_find_id(u->db, purchase_side_of(u), c.purchase, &p));
    fill_page(u, &c, &p, &page);
    contract_fill_items(u->arena, &lines, &page.items);
    for (size_t i = 0; i < page.items.count; i++) {
        struct contract_item_row *row = &page.items.items[i];
        row->seen = purchase_seen_path(u, p.no, row->seq);
    }
    fill_papers(u, &c, &papers, &page);
    fill_rules(u, &c, &page);
    fill_deeds(u, &c, &p, &page);
    contract_fill_crumb(u, &c, S(""), &page.crumb);
    TRY(purchase_part_fill(u, &p, &page.part));
    frame_fill(u, rq, &page.frame, c.title);
    contract_page_render(&rs->body, &page);
    return NULL;
}

const struct route CONTRACT_ROUTES[] = {
    ROUTE(GET, "/buyer/contracts", get_list, RIGHT_BUYER),
    ROUTE(GET, "/buyer/contracts/:no", get_contract, RIGHT_BUYER),
    ROUTE(GET, "/supplier/contracts", get_list, RIGHT_SUPPLIER),
    ROUTE(GET, "/supplier/contracts/:no", get_contract, RIGHT_SUPPLIER),
};
const size_t CONTRACT_ROUTE_COUNT = COUNT(CONTRACT_ROUTES);
