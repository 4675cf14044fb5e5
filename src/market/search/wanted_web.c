#include "market/search/wanted_web.h"

#include "base/limits.h"
#include "market/catalog/guide_store.h"
#include "market/party/right.h"
#include "market/search/search_ask_store.h"
#include "market/search/wanted_action.h"
#include "market/search/wanted_list_page.html.h"
#include "market/search/wanted_new_page.html.h"
#include "market/search/wanted_page.html.h"
#include "market/search/wanted_store.h"
#include "platform/form/form.h"
#include "platform/web/site.h"

static const struct field_label LABELS[] = {
    {"title",     "무엇을 찾나요"         },
    {"category",  "품목 분류"               },
    {"needed_by", "언제까지 필요한가요"},
    {"quantity",  "수량"                      },
    {"unit",      "단위"                      },
    {"budget",    "예산"                      },
    {"need",      "꼭 맞아야 하는 것"    },
    {"offer",     "우리 상품"               },
    {"said",      "덧붙일 말"               },
};

static const struct {
    const char *word;
    const char *text;
} SAID[] = {
    {"asked",    "알렸습니다. 같은 분류를 파는 공급기업에 알림이 갑니다."},
    {"closed",   "더 받지 않습니다."                                                     },
    {"answered", "기관에 알렸습니다."                                                   },
};

static str said_of(const struct request *rq)
{
    str was = request_query(rq, "was");
    for (size_t i = 0; i < COUNT(SAID); i++) {
        if (str_equals(was, str_view(SAID[i].word))) {
            return str_view(SAID[i].text);
        }
    }
    return S("");
}

static struct crumb crumb_of(struct unit *u, const char *head, str here)
{
    return crumb_below(u->arena, S("찾는 물건"), href_to(u->arena, "%s", head), here);
}

static str amount_of(struct arena *a, const struct wanted *w)
{
    str count = money_format(a, WON(w->quantity)); // with thousands
    return w->quantity > 0 ? str_join(a, count, w->unit) : S("");
}

// --- The lists -----------------------------------------------------------------------------------

static void fill_rows(struct unit *u, const wanted_list *list, const char *head, href here,
                      struct wanted_list_page *p)
{
    size_t shown = list->count > LIMIT_DESK_ROWS ? LIMIT_DESK_ROWS : list->count;
    p->rows.items = NEW_ARRAY(u->arena, shown, struct wanted_row);
    for (size_t i = 0; i < shown; i++) {
        const struct wanted *w = &list->items[i];
        p->rows.items[p->rows.count++] = (struct wanted_row){
            .path = href_to(u->arena, "%s/%lld", head, (long long)w->no.value),
            .title = w->title,
            .category = w->category_name,
            .institution = w->institution_name,
            .amount = amount_of(u->arena, w),
            .budget = w->budget,
            .has_budget = w->budget.won > 0,
            .needed_by = w->needed_by,
            .state = wanted_state_label(w->state),
            .tone = wanted_state_tone(w->state),
            .answer_count = w->answer_count,
        };
    }
    if (list->count > shown) {
        p->next =
            href_with(u->arena, here, "before",
                      str_format(u->arena, "%lld", (long long)list->items[shown - 1].no.value));
    }
}

// GET /buyer/wanted?before=&was=
static err get_own_list(struct unit *u, const struct request *rq, struct response *rs)
{
    wanted_list list;
    public_no older_than = NO_ID(public_no);
    (void)public_no_parse(request_query(rq, "before"), &older_than); // unreadable: from the top
    href here = href_to(u->arena, WANTED_BUYER);
    struct wanted_list_page p = {
        .done = said_of(rq),
        .empty = {.title = S("알린 찾는 물건이 없습니다"),
                  .text = S(
                      "찾아도 나오지 않는 물건을 적으면 그 분류를 파는 공급기업이 보고 답합니다."),
                  .button = S("찾는 물건 알리기"),
                  .path = href_to(u->arena, WANTED_BUYER "/new")},
    };
    if (older_than.value != 0) {
        p.first = here;
    }
    TRY(wanted_store_of(u->db, u->arena, u->actor->institution, older_than, &list));
    fill_rows(u, &list, WANTED_BUYER, here, &p);
    frame_fill(u, rq, &p.frame, S("찾는 물건"));
    wanted_list_page_render(&rs->body, &p);
    return NULL;
}

// GET /supplier/wanted?of=all&before=
static err get_firm_list(struct unit *u, const struct request *rq, struct response *rs)
{
    wanted_list list;
    public_no older_than = NO_ID(public_no);
    (void)public_no_parse(request_query(rq, "before"), &older_than); // unreadable: from the top
    bool all = str_equals(request_query(rq, "of"), S("all"));
    href ours = href_to(u->arena, WANTED_SUPPLIER);
    href every = href_with(u->arena, ours, "of", S("all"));
    struct tab *tabs = NEW_ARRAY(u->arena, 2, struct tab);
    tabs[0] = (struct tab){.text = S("우리 분야"), .path = ours, .current = !all};
    tabs[1] = (struct tab){.text = S("모두"), .path = every, .current = all};
    struct wanted_list_page p = {
        .is_firm = true,
        .tabs = {.label = S("분야로 좁히기"),          .items = {tabs, 2}},
        .empty = { .title = S("찾는 물건이 없습니다"),
                 .text =
                      all ? S("기관이 새로 알리면 여기에 나옵니다.")
                          : S("우리 회사가 파는 분류에서 기관이 찾는 것이 생기면 알려 드립니다."),
                 .button = all ? S("") : S("모두 보기"),
                 .path = every},
    };
    if (older_than.value != 0) {
        p.first = all ? every : ours;
    }
    TRY(wanted_store_for(u->db, u->arena, u->actor->supplier, all, u->today, older_than, &list));
    fill_rows(u, &list, WANTED_SUPPLIER, all ? every : ours, &p);
    frame_fill(u, rq, &p.frame, S("찾는 물건"));
    wanted_list_page_render(&rs->body, &p);
    return NULL;
}

// --- One more ------------------------------------------------------------------------------------

// The tree's lowest level by what stands above it.
static void fill_groups(struct arena *a, const struct guide *g, str chosen,
                        struct wanted_new_page *p)
{
    p->groups.items = NEW_ARRAY(a, g->leaves.count + 1, struct wanted_group);
    for (size_t i = 0; i < g->leaves.count; i++) {
        const struct guide_leaf *leaf = &g->leaves.items[i];
        if (i == 0 || !str_equals(g->leaves.items[i - 1].path, leaf->path)) {
            p->groups.items[p->groups.count++] = (struct wanted_group){
                .name = leaf->path,
                .options.items = NEW_ARRAY(a, g->leaves.count - i, struct wanted_option),
            };
        }
        struct wanted_group *group = &p->groups.items[p->groups.count - 1];
        group->options.items[group->options.count++] =
            (struct wanted_option){leaf->code, leaf->name, str_equals(leaf->code, chosen)};
    }
}

static bool is_leaf(const struct guide *g, str code)
{
    for (size_t i = 0; i < g->leaves.count; i++) {
        if (str_equals(g->leaves.items[i].code, code)) {
            return true;
        }
    }
    return false;
}

// What a title points to, where nobody chose.
static str suggest(struct arena *a, const struct guide *g, str title, struct wanted_new_page *p)
{
    struct guide_guess guesses[GUIDE_GUESSES];
    size_t count = 0;
    category_suggest(a, g, title, guesses, &count);
    if (title.n == 0 || count == 0) {
        return S("");
    }
    p->suggested = str_format(a, "‘%.*s’(으)로 보았습니다(%.*s). 다르면 바꿔 주세요.",
                              STR_ARG(guesses[0].leaf->name), STR_ARG(guesses[0].why));
    return guesses[0].leaf->code;
}

static str short_query(const struct request *rq, const char *name)
{
    str value = str_trim(request_query(rq, name));
    return str_length(value) > LIMIT_NAME ? S("") : value;
}

static str figure_of(struct arena *a, int64_t value)
{
    return value > 0 ? str_format(a, "%lld", (long long)value) : S("");
}

// 도시락 80개 800만원: what is wanted, how many and for how much each go where they are asked for;
// figures of the address stay. A price for one without how many has no field: the words stay.
static err part_title(struct unit *u, struct wanted_new_page *p)
{
    struct search *s = NULL;
    struct search_sentence said;
    if (p->title.n == 0) {
        return NULL;
    }
    TRY(search_here(u, &s));
    search_part_figures(s, u->arena, p->title, &said);
    if (!search_sentence_has_figures(&said) || said.text.n == 0) {
        return NULL;
    }
    int64_t quantity = said.quantity;
    (void)(p->quantity.n > 0 && str_parse_i64(p->quantity, &quantity));
    money sum = said.budget;
    bool is_told = said.each.won == 0 || sum.won > 0 ||
                   (quantity > 0 && money_times(said.each, quantity, &sum) && sum.won <= LIMIT_WON);
    p->title = is_told ? said.text : p->title;
    p->quantity = p->quantity.n > 0 ? p->quantity : figure_of(u->arena, said.quantity);
    p->budget = p->budget.n > 0 || !is_told ? p->budget : figure_of(u->arena, sum.won);
    return NULL;
}

static err render_new(struct unit *u, const struct request *rq, struct response *rs,
                      const struct issues *issues)
{
    const struct guide *g = NULL;
    bool typed = rq->method == POST;
    struct wanted_new_page p = {
        .crumb = crumb_of(u, WANTED_BUYER, S("알리기")),
        .title = typed ? request_field(rq, "title") : short_query(rq, "q"),
        .need = request_field(rq, "need"),
        .quantity = typed ? request_field(rq, "quantity") : short_query(rq, "quantity"),
        .unit = request_field(rq, "unit"),
        .needed_by = request_field(rq, "needed_by"),
        .earliest = date_format_iso(u->arena, date_add_days(u->today, 1)),
        .budget = typed ? request_field(rq, "budget") : short_query(rq, "budget"),
    };
    TRY(typed ? NULL : part_title(u, &p));
    TRY(guide_store_take(u->db, u->arena, u->guide_shelf, &g));
    str chosen = typed ? request_field(rq, "category") : short_query(rq, "category");
    if (!typed && !is_leaf(g, chosen)) {
        chosen = suggest(u->arena, g, p.title, &p);
    }
    fill_groups(u->arena, g, chosen, &p);
    frame_fill(u, rq, &p.frame, S("찾는 물건 알리기"));
    p.frame.issues = issues;
    wanted_new_page_render(&rs->body, &p);
    rs->status = issues == NULL ? 200 : 422;
    return NULL;
}

// GET /buyer/wanted/new?q=&category=&quantity=&budget=
static err get_new(struct unit *u, const struct request *rq, struct response *rs)
{
    return render_new(u, rq, rs, NULL);
}

static err read_new(struct unit *u, const struct request *rq, struct issues *is, struct wanted *out)
{
    *out = (struct wanted){
        .title = form_line(rq, is, "title", REQUIRED, LIMIT_NAME),
        .category = form_line(rq, is, "category", OPTIONAL, LIMIT_NAME),
        .needed_by = form_date(rq, is, "needed_by", REQUIRED),
        .quantity = form_i64(rq, is, "quantity", OPTIONAL, 1, LIMIT_QUANTITY),
        .unit = form_line(rq, is, "unit", OPTIONAL, LIMIT_WANTED_UNIT),
        .budget = form_money(rq, is, "budget", OPTIONAL, WON(LIMIT_WON)),
        .need = form_text(rq, is, "need", OPTIONAL, LIMIT_WANTED_NEED),
    };
    if (out->category.n > 0) {
        const struct guide *g = NULL;
        TRY(guide_store_take(u->db, u->arena, u->guide_shelf, &g));
        if (!is_leaf(g, out->category)) {
            issues_add(is, "category", "목록에서 품목 분류를 골라 주세요.");
        }
    }
    return NULL;
}

// POST /buyer/wanted
static err post_new(struct unit *u, const struct request *rq, struct response *rs)
{
    struct issues issues = {
        .labels = {LABELS, COUNT(LABELS)}
    };
    struct wanted w;
    public_no no = NO_ID(public_no);
    TRY(read_new(u, rq, &issues, &w));
    if (issues.count == 0) {
        err e = wanted_action_add(u, &w, &no);
        TRY(issues_catch_at(&issues, e == &WANTED_BAD_DAY ? "needed_by" : "", e));
    }
    return issues.count > 0 ? render_new(u, rq, rs, &issues)
                            : see_other(rs, WANTED_BUYER "/%lld?was=asked", (long long)no.value);
}

// --- One of them ---------------------------------------------------------------------------------

static void add_fact(struct kv *facts, str name, str value)
{
    if (value.n > 0) {
        facts->items.items[facts->items.count++] = (struct fact){.name = name, .value = value};
    }
}

static void fill_facts(struct unit *u, const struct wanted *w, struct kv *facts)
{
    facts->items.items = NEW_ARRAY(u->arena, 6, struct fact);
    add_fact(facts, S("기관"), w->institution_name);
    add_fact(facts, S("품목 분류"), w->category_name);
    add_fact(facts, S("수량"), amount_of(u->arena, w));
    add_fact(facts, S("필요한 날"), date_format(u->arena, w->needed_by));
    if (w->budget.won > 0) {
        add_fact(facts, S("예산"),
                 str_format(u->arena, "%.*s원(전체, 부가세 포함)",
                            STR_ARG(money_format(u->arena, w->budget))));
    }
}

// Empty: what it answered holds, or it is not sold.
static str price_now(struct arena *a, const struct wanted_answer *x)
{
    bool holds = x->price.won == x->now_price.won && str_equals(x->unit, x->now_unit);
    return holds || !x->is_for_sale
               ? S("")
               : str_format(a, "%.*s원 / %.*s", STR_ARG(money_format(a, x->now_price)),
                            STR_ARG(x->now_unit));
}

static err fill_page(struct unit *u, const struct request *rq, const struct wanted *w,
                     supplier_id supplier, struct wanted_page *p)
{
    wanted_answer_list list;
    p->is_firm = supplier.value != 0;
    p->crumb = crumb_of(u, p->is_firm ? WANTED_SUPPLIER : WANTED_BUYER, w->title);
    p->done = said_of(rq);
    p->no = w->no;
    p->title = w->title;
    p->state = wanted_state_label(w->state);
    p->tone = wanted_state_tone(w->state);
    p->need = w->need;
    fill_facts(u, w, &p->facts);
    TRY(wanted_store_answers(u->db, u->arena, w->id, supplier, &list));
    p->answers.items = NEW_ARRAY(u->arena, list.count, struct wanted_answer_row);
    for (size_t i = 0; i < list.count; i++) {
        const struct wanted_answer *x = &list.items[i];
        p->answers.items[p->answers.count++] = (struct wanted_answer_row){
            .path = href_to(u->arena, "/products/%lld", (long long)x->product_no.value),
            .title = x->title,
            .supplier = x->supplier_name,
            .supplier_path = href_to(u->arena, "/companies/%lld", (long long)x->supplier_no.value),
            .price = x->price,
            .unit = x->unit,
            .now = price_now(u->arena, x),
            .said = x->said,
            .is_for_sale = x->is_for_sale,
            .answered_at = x->answered_at,
        };
    }
    return NULL;
}

// GET /buyer/wanted/:no
static err get_own(struct unit *u, const struct request *rq, struct response *rs)
{
    struct wanted w;
    public_no no;
    struct wanted_page p = {0};
    TRY(path_no(rq, "no", &no));
    TRY(wanted_store_find_own(u->db, u->actor->institution, no, &w));
    TRY(fill_page(u, rq, &w, NO_ID(supplier_id), &p));
    p.none = w.state == WANTED_OPEN ? S("아직 온 답이 없습니다. 답이 오면 알려 드립니다.")
                                    : S("온 답이 없었습니다.");
    p.may_close = w.state == WANTED_OPEN || w.state == WANTED_ANSWERED;
    p.close = w.state == WANTED_OPEN ? S("요청 거두기") : S("답 그만 받기");
    p.search = href_with(u->arena, href_to(u->arena, "/search"), "q", w.title);
    frame_fill(u, rq, &p.frame, w.title);
    wanted_page_render(&rs->body, &p);
    return NULL;
}

// POST /buyer/wanted/:no/close
static err post_close(struct unit *u, const struct request *rq, struct response *rs)
{
    public_no no;
    TRY(path_no(rq, "no", &no));
    TRY(wanted_action_close(u, no));
    return see_other(rs, WANTED_BUYER "/%lld?was=closed", (long long)no.value);
}

static err fill_offers(struct unit *u, const struct wanted *w, str chosen, struct wanted_page *p)
{
    wanted_offer_list list;
    TRY(wanted_store_offers(u->db, u->arena, w->id, u->actor->supplier, &list));
    p->offers.items = NEW_ARRAY(u->arena, list.count, struct wanted_option);
    for (size_t i = 0; i < list.count; i++) {
        const struct wanted_offer *x = &list.items[i];
        str value = str_format(u->arena, "%lld", (long long)x->no.value);
        p->offers.items[p->offers.count++] = (struct wanted_option){
            .value = value,
            .text = str_format(u->arena, "%.*s (%.*s원 / %.*s)", STR_ARG(x->title),
                               STR_ARG(money_format(u->arena, x->price)), STR_ARG(x->unit)),
            .selected = str_equals(value, chosen),
        };
    }
    return NULL;
}

static err render_firm(struct unit *u, const struct request *rq, struct response *rs,
                       const struct wanted *w, const struct issues *issues)
{
    struct wanted_page p = {0};
    TRY(fill_page(u, rq, w, u->actor->supplier, &p));
    p.none = S("아직 알린 상품이 없습니다.");
    p.may_answer = wanted_takes_answers(w, u->today);
    if (p.may_answer) {
        TRY(fill_offers(u, w, request_field(rq, "offer"), &p));
        p.said = request_field(rq, "said");
        href to = href_with(u->arena, href_to(u->arena, "/supplier/products/new"), "category",
                            w->category);
        p.list_new = href_with(u->arena, to, "title", w->title);
    }
    frame_fill(u, rq, &p.frame, w->title);
    p.frame.issues = issues;
    wanted_page_render(&rs->body, &p);
    rs->status = issues == NULL ? 200 : 422;
    return NULL;
}

static err find_any(struct unit *u, const struct request *rq, struct wanted *out)
{
    public_no no;
    TRY(path_no(rq, "no", &no));
    return wanted_store_find_any(u->db, u->actor->supplier, no, out);
}

// GET /supplier/wanted/:no
static err get_firm(struct unit *u, const struct request *rq, struct response *rs)
{
    struct wanted w;
    TRY(find_any(u, rq, &w));
    return render_firm(u, rq, rs, &w, NULL);
}

// POST /supplier/wanted/:no
static err post_answer(struct unit *u, const struct request *rq, struct response *rs)
{
    struct wanted w;
    struct issues issues = {
        .labels = {LABELS, COUNT(LABELS)}
    };
    TRY(find_any(u, rq, &w));
    public_no offer = form_no(rq, &issues, "offer", CHOSEN);
    str said = form_line(rq, &issues, "said", OPTIONAL, LIMIT_LINE);
    if (issues.count == 0) {
        TRY(issues_catch_at(&issues, "offer", wanted_action_answer(u, w.no, offer, said)));
    }
    return issues.count > 0
               ? render_firm(u, rq, rs, &w, &issues)
               : see_other(rs, WANTED_SUPPLIER "/%lld?was=answered", (long long)w.no.value);
}

const struct route WANTED_ROUTES[] = {
    ROUTE(GET, "/buyer/wanted", get_own_list, RIGHT_REQUEST),
    ROUTE(GET, "/buyer/wanted/new", get_new, RIGHT_REQUEST),
    ROUTE(POST, "/buyer/wanted", post_new, RIGHT_REQUEST),
    ROUTE(GET, "/buyer/wanted/:no", get_own, RIGHT_REQUEST),
    ROUTE(POST, "/buyer/wanted/:no/close", post_close, RIGHT_REQUEST),
    ROUTE(GET, "/supplier/wanted", get_firm_list, RIGHT_SUPPLIER),
    ROUTE(GET, "/supplier/wanted/:no", get_firm, RIGHT_SUPPLIER),
    ROUTE(POST, "/supplier/wanted/:no", post_answer, RIGHT_SUPPLIER),
};
const size_t WANTED_ROUTE_COUNT = COUNT(WANTED_ROUTES);
