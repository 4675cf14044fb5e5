#include "market/search/search_web.h"

#include <assert.h>

#include "base/limits.h"
#include "market/catalog/catalog_store.h"
#include "market/party/right.h"
#include "market/search/search_chip_web.h"
#include "market/search/search_facet_web.h"
#include "market/search/search_miss_store.h"
#include "market/search/search_page.html.h"
#include "platform/web/site.h"

#define NEAR_MAX 4 // words offered where nothing was found

static str place;             // of the index
static struct search *opened; // this process's copy; opened after the fork, with the first use

static const char *const SORT_WORDS[SEARCH_SORT_COUNT] = {
    [SEARCH_RELEVANT] = "추천순",   [SEARCH_CHEAP] = "가격 낮은 순",
    [SEARCH_DEAR] = "가격 높은 순", [SEARCH_SOON] = "납기 빠른 순",
    [SEARCH_NEW] = "최근 등록순",   [SEARCH_BOUGHT] = "계약 많은 순",
};

void search_set_place(str index_url)
{
    search_close(opened);
    opened = NULL;
    place = index_url;
}

err search_here(struct unit *u, struct search **out)
{
    if (opened == NULL) {
        TRY(search_open(place, &opened));
    }
    TRY(search_catch_up(opened, u->db, u->arena, u->today));
    *out = opened;
    return NULL;
}

href search_category_picture(struct arena *a, str code)
{
    return href_local(str_format(a, "/assets/art/%.*s-1.svg", STR_ARG(code)));
}

// --- Reading the address
// --------------------------------------------------------------------------

// A figure of the address; 0 when it is none or out of bounds.
static int64_t read_figure(const struct request *rq, const char *name, int64_t max)
{
    int64_t value = 0;
    bool known = str_parse_i64(request_query(rq, name), &value);
    return known && value > 0 && value <= max ? value : 0;
}

// The values of a field that may come more than once, parted by '|'.
static str read_list(struct arena *a, const struct request *rq, const char *name)
{
    str list = {0};
    str value = {0};
    for (size_t i = 0; i < LIMIT_SEARCH_CHOSEN && request_query_at(rq, name, i, &value); i++) {
        value = str_trim(value);
        bool is_value = str_length(value) <= LIMIT_QUERY && str_index(value, S("|")) == value.n;
        list = is_value ? search_list_with(a, list, value) : list;
    }
    return list;
}

static struct search_query read_query(struct arena *a, const struct request *rq)
{
    struct search_query q = {
        .category = str_trim(request_query(rq, "category")),
        .subs = read_list(a, rq, "sub"),
        .districts = read_list(a, rq, "district"),
        .deliveries = read_list(a, rq, "delivery"),
        .units = read_list(a, rq, "unit"),
        .green = str_equals(request_query(rq, "green"), S("1")),
        .quantity = read_figure(rq, "quantity", LIMIT_QUANTITY),
        .budget = WON(read_figure(rq, "budget", LIMIT_WON)),
        .each = WON(read_figure(rq, "each", LIMIT_WON)),
        .after = request_query(rq, "after"),
        .before = request_query(rq, "before"),
    };
    int sort = search_sort_from(request_query(rq, "sort"));
    q.sort = sort < 0 ? SEARCH_RELEVANT : (enum search_sort)sort;
    str value = {0};
    for (size_t i = 0; request_query_at(rq, "cert", i, &value); i++) {
        int kind = certificate_any_kind_from(value);
        q.tags |= kind < 0 ? 0 : UINT64_C(1) << kind;
    }
    for (size_t i = 0; request_query_at(rq, "band", i, &value); i++) {
        int64_t band = 0;
        bool known = str_parse_i64(value, &band) && band >= 0 && band < SEARCH_BANDS;
        q.bands |= known ? 1U << band : 0;
    }
    q.lead = read_figure(rq, "lead", SEARCH_LEADS);
    return q;
}

// What the words mean, in the filters the address leaves open.
static void take_meaning(struct asked *k)
{
    const struct search_meaning *x = &k->meaning;
    struct search_query *q = &k->query;
    q->text = x->text;
    q->also = x->also;
    if (x->mend == SEARCH_BY_SENTENCE) {
        k->kept = x->text;
        q->category = q->category.n > 0 ? q->category : x->category;
        q->quantity = q->quantity > 0 ? q->quantity : x->quantity;
        q->budget = q->budget.won > 0 ? q->budget : x->budget;
        q->each = q->each.won > 0 ? q->each : x->each;
    }
}

err search_read(struct search *s, struct unit *u, const struct request *rq, struct asked *out)
{
    *out = (struct asked){
        .typed = str_trim(request_query(rq, "q")),
        .exact = str_equals(request_query(rq, "exact"), S("1")),
        .query = read_query(u->arena, rq),
    };
    if (str_length(out->typed) > LIMIT_QUERY) {
        out->typed = S(""); // nobody types that: show everything rather than an error
    }
    out->meaning = (struct search_meaning){.text = out->typed};
    if (!out->exact) {
        TRY(search_understand(s, u->arena, out->typed, &out->meaning));
    }
    out->kept = out->typed;
    take_meaning(out);
    return NULL;
}

// --- Orders
// ---------------------------------------------------------------------------------------

static void fill_orders(struct search_making *m)
{
    m->p->orders.items = NEW_ARRAY(m->a, SEARCH_SORT_COUNT, struct choice);
    for (int i = 0; i < SEARCH_SORT_COUNT; i++) {
        struct search_query ordered = search_first_page(m);
        ordered.sort = (enum search_sort)i;
        m->p->orders.items[m->p->orders.count++] =
            (struct choice){.text = str_view(SORT_WORDS[i]),
                            .chosen = m->k->query.sort == (enum search_sort)i,
                            .path = search_address(m->a, m->k, &ordered)};
    }
}

// --- What was understood, where we are, what to do
// ------------------------------------------------

static void fill_meaning(struct search_making *m)
{
    static const char *const HOW[] = {
        [SEARCH_AS_TYPED] = "",
        [SEARCH_BY_KEYS] = "자판의 한글·영문을 바꾸어 읽고",
        [SEARCH_BY_INITIALS] = "초성으로 읽고",
        [SEARCH_BY_SYNONYM] = "",
        [SEARCH_BY_SLIP] = "오타로 보고",
        [SEARCH_BY_SENTENCE] = "",
    };
    const struct search_meaning *x = &m->k->meaning;
    if (x->mend == SEARCH_AS_TYPED) {
        return;
    }
    bool is_sentence = x->mend == SEARCH_BY_SENTENCE;
    m->p->also = x->also;
    m->p->said = is_sentence ? search_tell_sentence(m) : S("");
    m->p->meant = x->mend == SEARCH_BY_SYNONYM || is_sentence ? S("") : x->text;
    m->p->meant_how = str_view(HOW[x->mend]);
    struct asked literal = *m->k;
    literal.kept = literal.typed;
    literal.exact = true;
    struct search_query bare = {.sort = m->k->query.sort};
    struct search_query q = is_sentence ? bare : search_first_page(m);
    m->p->as_typed = search_address(m->a, &literal, &q);
}

// The way down the tree of categories: each level keeps the words that were asked for.
static void fill_crumb(struct search_making *m)
{
    struct crumb *c = &m->p->crumb;
    c->links.items = NEW_ARRAY(m->a, 5, struct crumb_link);
    c->links.items[c->links.count++] =
        (struct crumb_link){.text = S("첫 화면"), .path = href_to(m->a, "/")};
    str code = m->k->query.category;
    if (code.n == 0) {
        c->here = m->k->typed.n > 0 ? S("검색 결과") : S("상품 찾기");
        return;
    }
    struct search_query q = search_first_page(m);
    q.category = S("");
    q.subs = S("");
    c->links.items[c->links.count++] =
        (struct crumb_link){.text = S("전체"), .path = search_address(m->a, m->k, &q)};
    for (size_t i = 0; i < code.n && c->links.count < 4; i++) {
        if (code.p[i] == '.') {
            q.category = str_slice(code, 0, i);
            c->links.items[c->links.count++] =
                (struct crumb_link){.text = search_category_name(m->s, q.category),
                                    .path = search_address(m->a, m->k, &q)};
        }
    }
    c->here = m->p->category_name;
}

// The first half of a word that finds nothing, a letter at the least.
static str beginning_of(str typed)
{
    str rest = str_trim(typed);
    str word = str_cut(&rest, ' ');
    size_t half = (str_length(word) + 1) / 2;
    size_t at = 0;
    for (size_t i = 0; i < half; i++) {
        (void)str_next(word, &at);
    }
    return str_slice(word, 0, at);
}

// Words of the shop that begin like what was typed and found nothing.
static err fill_near(struct search *s, struct search_making *m)
{
    struct search_word words[SEARCH_WORDS_MAX];
    size_t count = 0;
    str begins = beginning_of(m->k->typed);
    if (m->r->total > 0 || begins.n == 0) {
        return NULL;
    }
    TRY(search_suggest(s, m->a, begins, words, &count));
    m->p->near.items = NEW_ARRAY(m->a, NEAR_MAX, struct choice);
    for (size_t i = 0; i < count && m->p->near.count < NEAR_MAX; i++) {
        if (!str_equals(words[i].term, m->k->typed)) {
            m->p->near.items[m->p->near.count++] = (struct choice){
                .text = words[i].term,
                .path = href_with(m->a, href_to(m->a, "/search"), "q", words[i].term)};
        }
    }
    return NULL;
}

// Steps that lead out of an empty page, the nearest first.
static void fill_helps(struct search_making *m)
{
    struct search_page *p = m->p;
    p->helps.items = NEW_ARRAY(m->a, 4, struct choice);
    if (m->k->exact && m->k->typed.n > 0) {
        struct asked read = *m->k;
        read.exact = false;
        struct search_query q = search_first_page(m);
        p->helps.items[p->helps.count++] = (struct choice){.text = S("고쳐 읽은 결과로 돌아가기"),
                                                           .path = search_address(m->a, &read, &q)};
    }
    if (p->chips.count > 0) {
        p->helps.items[p->helps.count++] =
            (struct choice){.text = S("조건을 모두 지우고 다시 찾기"), .path = p->all};
    }
    p->helps.items[p->helps.count++] =
        (struct choice){.text = S("분류에서 고르기"), .path = href_to(m->a, "/categories")};
    p->helps.items[p->helps.count++] =
        (struct choice){.text = S("공급기업 이름으로 찾기"),
                        .path = href_with(m->a, href_to(m->a, "/companies"), "q", m->k->typed)};
}

static void fill_pager(struct search_making *m)
{
    m->p->pager.total = m->r->total;
    if (m->r->previous.n > 0) {
        struct search_query q = search_first_page(m);
        q.before = m->r->previous;
        m->p->pager.previous = search_address(m->a, m->k, &q);
    }
    if (m->r->next.n > 0) {
        struct search_query q = search_first_page(m);
        q.after = m->r->next;
        m->p->pager.next = search_address(m->a, m->k, &q);
    }
}

static str heading_of(const struct search_making *m)
{
    if (m->k->typed.n > 0) {
        return str_format(m->a, "‘%.*s’ 검색 결과", STR_ARG(m->k->typed));
    }
    return m->p->category_name.n > 0 ? m->p->category_name : S("상품 찾기");
}

static str figure_text(struct arena *a, int64_t value)
{
    return value > 0 ? str_format(a, "%lld", (long long)value) : S("");
}

// GET /search
static err get_search(struct unit *u, const struct request *rq, struct response *rs)
{
    struct search *s = NULL;
    TRY(search_here(u, &s));
    struct asked k;
    TRY(search_read(s, u, rq, &k));
    struct search_result r;
    TRY(search_find(s, u->arena, &k.query, &r));
    enum law_regime regime;
    TRY(catalog_find_regime(u, &regime));

    bool is_ours = u->actor->institution.value != 0;
    struct search_page p = {
        .typed = k.typed,
        .q = k.kept,
        .category = k.query.category,
        .category_name = k.query.category.n > 0 ? search_category_name(s, k.query.category) : S(""),
        .sort = str_view(search_sort_word(k.query.sort)),
        .quantity = figure_text(u->arena, k.query.quantity),
        .budget = figure_text(u->arena, k.query.budget.won),
        .each = figure_text(u->arena, k.query.each.won),
        .exact = k.exact,
        .any_lead = k.query.lead == 0,
        .any_found = r.total > 0,
        .way_note = is_ours ? S("살 수 있는 방법은 우리 기관이 따르는 법과 최소 수량으로 판단한 "
                                "참고입니다.")
                            : S("살 수 있는 방법은 지방계약법과 최소 수량으로 판단한 참고입니다."),
    };
    struct search_making m = {.a = u->arena, .s = s, .k = &k, .r = &r, .p = &p};
    search_fill_facets(&m);
    search_fill_chips(&m);
    fill_orders(&m);
    fill_meaning(&m);
    fill_crumb(&m);
    fill_helps(&m);
    TRY(fill_near(s, &m));
    fill_pager(&m);
    if (r.total == 0 && !k.exact && p.chips.count == 0) {
        search_miss_note(u, k.typed);
    }
    p.heading = heading_of(&m);
    struct card_maker maker = {
        .a = u->arena, .s = s, .law = u->law, .regime = regime, .on = u->today};
    p.cards.count = r.hits.count;
    p.cards.items = card_make_all(&maker, &r, r.hits.count);
    frame_fill(u, rq, &p.frame, p.heading);
    search_page_render(&rs->body, &p);
    return NULL;
}

const struct route SEARCH_ROUTES[] = {
    ROUTE(GET, "/search", get_search, RIGHT_PUBLIC),
};
const size_t SEARCH_ROUTE_COUNT = COUNT(SEARCH_ROUTES);
