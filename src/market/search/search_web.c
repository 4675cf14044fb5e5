#include "market/search/search_web.h"

#include <assert.h>

#include "base/limits.h"
#include "market/catalog/catalog_store.h"
#include "market/party/right.h"
#include "market/search/search_chip_web.h"
#include "market/search/search_facet_web.h"
#include "market/search/search_letter.h"
#include "market/search/search_miss_store.h"
#include "market/search/search_page.html.h"
#include "platform/web/site.h"

#define NEAR_MAX 4  // words offered where nothing was found
#define FEWER_MAX 6 // kinds of filter that are left out one at a time, and one that is widened

static const char *const SORT_WORDS[SEARCH_SORT_COUNT] = {
    [SEARCH_RELEVANT] = "추천순",   [SEARCH_CHEAP] = "가격 낮은 순",
    [SEARCH_DEAR] = "가격 높은 순", [SEARCH_SOON] = "납기 빠른 순",
    [SEARCH_NEW] = "최근 등록순",   [SEARCH_BOUGHT] = "계약 많은 순",
};

href search_category_picture(struct arena *a, str code)
{
    return href_local(str_format(a, "/assets/art/%.*s-1.svg", STR_ARG(code)));
}

// --- Reading the address -------------------------------------------------------------------------

err search_read(struct search *s, struct unit *u, const struct request *rq, struct asked *out)
{
    search_field_list fields = {.items =
                                    NEW_ARRAY(u->arena, rq->query.count + 1, struct search_field)};
    for (size_t i = 0; i < rq->query.count; i++) {
        fields.items[fields.count++] =
            (struct search_field){rq->query.items[i].name, rq->query.items[i].value};
    }
    return search_ask(s, u->arena, &fields, out);
}

// --- Orders --------------------------------------------------------------------------------------

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

// --- What was understood, where we are, what to do -----------------------------------------------

// The way back from 1만원 이하 as a price.
static void fill_as_budget(struct search_making *m)
{
    if (m->k->meaning.is_price) {
        struct search_query q = search_first_page(m);
        q.budget = q.each;
        q.each = WON(0);
        m->p->as_budget = search_address(m->a, m->k, &q);
    }
}

static void fill_meaning(struct search_making *m)
{
    static const char *const HOW[] = {
        [SEARCH_AS_TYPED] = "",
        [SEARCH_BY_KEYS] = "자판의 한글·영문을 바꾸어 읽고",
        [SEARCH_BY_INITIALS] = "초성으로 읽고",
        [SEARCH_BY_SYNONYM] = "",
        [SEARCH_BY_SLIP] = "오타로 보고",
        [SEARCH_BY_SPACING] = "띄어쓰기를 바꾸어 읽고",
        [SEARCH_BY_SENTENCE] = "",
    };
    const struct search_meaning *x = &m->k->meaning;
    if (x->mend == SEARCH_AS_TYPED) {
        return;
    }
    bool is_sentence = x->mend == SEARCH_BY_SENTENCE;
    bool is_narrower = str_equals(x->also, m->k->typed); // what was typed is found besides
    m->p->also = is_narrower ? x->text : x->also;
    m->p->said = is_sentence ? search_tell_sentence(m) : S("");
    m->p->meant = x->mend == SEARCH_BY_SYNONYM || is_sentence ? S("") : x->text;
    m->p->meant_how = str_view(HOW[x->mend]);
    struct asked literal = *m->k;
    literal.kept = literal.typed;
    literal.exact = true;
    struct search_query bare = {.sort = m->k->query.sort};
    struct search_query q = is_sentence ? bare : search_first_page(m);
    m->p->as_typed = search_address(m->a, &literal, &q);
    fill_as_budget(m);
}

// The way down the tree of categories: each level keeps the words that were asked for.
static void fill_crumb(struct search_making *m)
{
    struct crumb *c = &m->p->crumb;
    crumb_add(m->a, c, S("첫 화면"), href_to(m->a, "/"));
    str code = m->k->query.category;
    if (code.n == 0) {
        c->here = m->k->typed.n > 0 ? S("검색 결과") : S("상품 찾기");
        return;
    }
    struct search_query q = search_first_page(m);
    q.category = S("");
    q.subs = S("");
    crumb_add(m->a, c, S("전체"), search_address(m->a, m->k, &q));
    struct search_category_list above = search_category_above(m->s, m->a, code);
    for (size_t i = 0; i < above.count && c->links.count < CRUMB_LINKS_MOST; i++) {
        q.category = above.items[i]->code;
        crumb_add(m->a, c, above.items[i]->name, search_address(m->a, m->k, &q));
    }
    c->here = m->p->category_name;
}

// The first half of what finds nothing, of its first word, two letters at the least where it has
// them: a syllable begins too much.
static str beginning_of(str text)
{
    str rest = str_trim(text);
    str word = str_cut(&rest, ' ');
    size_t length = str_length(word);
    size_t half = length > 3 ? (length + 1) / 2 : length < 2 ? length : 2;
    size_t at = 0;
    for (size_t i = 0; i < half; i++) {
        (void)str_next(word, &at);
    }
    return str_slice(word, 0, at);
}

// Words of the shop that begin like what was understood and found nothing.
static err fill_near(struct search *s, struct search_making *m)
{
    struct search_word words[SEARCH_WORDS_MAX];
    size_t count = 0;
    str text = m->k->query.text;
    str korean = search_compose(m->a, search_keys_to_letters(m->a, text));
    str begins = beginning_of(search_has_letter(korean) ? text : korean); // asdkjh is ㅁㄴ아ㅓㅗ
    if (m->r->total > 0 || begins.n == 0) {
        return NULL;
    }
    TRY(search_list_beginning(s, m->a, begins, words, &count));
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

// What would be found otherwise, where it is anything.
static err add_other(struct search *s, struct search_making *m, str text,
                     const struct search_query *other)
{
    struct search_result r;
    TRY(search_find(s, m->a, other, &r));
    if (r.total > 0) {
        m->p->fewer.items[m->p->fewer.count++] = (struct choice){
            .text = text, .count = r.total, .path = search_address(m->a, m->k, other)};
    }
    return NULL;
}

// … without one kind of filter.
static err add_fewer(struct search *s, struct search_making *m, str name,
                     const struct search_query *without)
{
    return add_other(s, m, str_join(m->a, name, S(" 조건을 빼면")), without);
}

// … of firms elsewhere that deliver there.
static err add_delivered(struct search *s, struct search_making *m, str name)
{
    struct search_query there = search_first_page(m);
    if (there.districts.n == 0 || there.deliveries.n > 0) {
        return NULL;
    }
    there.deliveries = there.districts;
    there.districts = S("");
    return add_other(s, m, str_join(m->a, name, S("에 납품하는 다른 지역 기업까지 보면")), &there);
}

// The kinds of filter that a sentence names, one left out at a time, where nothing is found with
// all of them.
static err fill_fewer(struct search *s, struct search_making *m)
{
    const struct search_query *q = &m->k->query;
    if (m->r->total > 0) {
        return NULL;
    }
    m->p->fewer.items = NEW_ARRAY(m->a, FEWER_MAX, struct choice);
    struct search_query bare = search_first_page(m);
    bare.districts = S("");
    str rest = q->districts;
    str first = search_district_name(s, str_cut(&rest, '|'));
    TRY(add_delivered(s, m, rest.n > 0 ? S("이 지역") : first));
    TRY(q->districts.n > 0 ? add_fewer(s, m, rest.n > 0 ? S("지역") : first, &bare) : NULL);
    bare = search_first_page(m);
    bare.deliveries = S("");
    TRY(q->deliveries.n > 0 ? add_fewer(s, m, S("납품 가능 지역"), &bare) : NULL);
    bare = search_first_page(m);
    bare.tags = 0;
    TRY(q->tags != 0 ? add_fewer(s, m, S("인증"), &bare) : NULL);
    bare = search_first_page(m);
    bare.green = false;
    TRY(q->green ? add_fewer(s, m, S("녹색"), &bare) : NULL);
    bare = search_first_page(m);
    bare.budget = WON(0);
    bare.each = WON(0);
    bool is_bound = q->budget.won > 0 || q->each.won > 0;
    return is_bound ? add_fewer(s, m, S("금액"), &bare) : NULL;
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

static void fill_sheet(struct search_making *m)
{
    if (m->r->total > 0) {
        struct search_query q = search_first_page(m);
        m->p->sheet = search_address_at(m->a, href_to(m->a, "/search.xlsx"), m->k, &q);
    }
}

// Where this search is kept, to be told of what comes new.
static void fill_save(struct search_making *m)
{
    if (search_say(m->a, m->s, m->k).n > 0) {
        struct search_query q = search_first_page(m);
        m->p->save = search_address_at(m->a, href_to(m->a, "/me/searches/new"), m->k, &q);
    }
}

// Is it not all that was typed that was found?
static bool is_in_part(const struct search_meaning *x)
{
    return x->left_out.n > 0 || x->unfound.n > 0;
}

// Who buys and found nothing, little, or only a part of what was typed may ask firms.
static void fill_ask(const struct unit *u, struct search_making *m)
{
    const struct search_query *q = &m->k->query;
    bool may_ask = (u->actor->rights & RIGHT_REQUEST) != 0;
    bool in_part = is_in_part(&m->k->meaning);
    if (!may_ask || (m->r->total >= LIMIT_SEARCH_ENOUGH && !in_part) || q->text.n == 0) {
        return;
    }
    href to =
        href_with(m->a, href_to(m->a, "/buyer/wanted/new"), "q", in_part ? m->k->typed : q->text);
    to = href_with(m->a, to, "category", q->category);
    to = href_with(m->a, to, "quantity", m->p->quantity);
    m->p->ask = href_with(m->a, to, "budget", m->p->budget);
}

// Is it to be counted as not found: nothing is, or not all of it, and no filter is the reason?
static bool is_miss(const struct search_making *m)
{
    const struct search_meaning *x = &m->k->meaning;
    bool in_part = is_in_part(x);
    size_t read = in_part && x->category.n > 0; // the one the words named
    return !m->k->exact && (m->r->total == 0 || in_part) && m->p->chips.count == read;
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
    fill_sheet(&m);
    fill_save(&m);
    fill_ask(u, &m);
    TRY(fill_fewer(s, &m));
    TRY(fill_near(s, &m));
    fill_pager(&m);
    if (is_miss(&m)) {
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
