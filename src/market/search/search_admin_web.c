#include "market/search/search_admin_web.h"

#include <assert.h>

#include "base/limits.h"
#include "market/party/right.h"
#include "market/search/search_admin_page.html.h"
#include "platform/web/site.h"

static const char *const NAMES[] = {
    [SEARCH_OF_TITLE] = "상품 이름",         [SEARCH_OF_OTHER_WORD] = "상품 이름(같은 뜻)",
    [SEARCH_OF_CATEGORY] = "품목 이름",      [SEARCH_OF_BUYERS] = "산 기관",
    [SEARCH_OF_PREFERENCE] = "우선구매",     [SEARCH_OF_PLACE] = "지역 기업",
    [SEARCH_OF_NEWCOMER] = "신규 기업 차례",
};

static str how_of(struct arena *a, const struct search_formula *f, enum search_term_kind term)
{
    long long measure = (long long)f->measures[term];
    switch (term) {
    case SEARCH_OF_TITLE:
        return S("찾는 말이 모두 상품 이름에 있을 때");
    case SEARCH_OF_OTHER_WORD:
        return S("같은 뜻의 다른 말이 상품 이름에 있을 때");
    case SEARCH_OF_CATEGORY:
        return S("품목 이름에 찾는 말이 들어 있을 때");
    case SEARCH_OF_BUYERS:
        return str_format(a, "그 상품을 산 기관 하나마다, %lld곳까지", measure);
    case SEARCH_OF_PREFERENCE:
        return S("공급기업의 우선구매 확인서가 유효할 때");
    case SEARCH_OF_PLACE:
        return S("공급기업이 이 도시에 있을 때");
    case SEARCH_OF_NEWCOMER:
        return str_format(a, "입점한 지 %lld일 안인 기업에 %lld일에 하루꼴로", measure,
                          (long long)f->measures[SEARCH_OF_TURN]);
    case SEARCH_OF_TURN:
    case SEARCH_TERM_COUNT:
        break;
    }
    return S("");
}

static void fill_formula(struct unit *u, const struct search *s, struct search_admin_page *p)
{
    const struct search_formula *f = search_formula_in_force(s);
    p->version = f->version;
    p->starts_on = f->starts_on;
    p->newcomers = search_newcomer_count(s);
    p->turns = search_turn_count(s);
    p->one_in = f->measures[SEARCH_OF_TURN];
    p->terms.items = NEW_ARRAY(u->arena, COUNT(NAMES), struct ranking_term);
    for (size_t i = 0; i < COUNT(NAMES); i++) {
        p->terms.items[p->terms.count++] =
            (struct ranking_term){.name = str_view(NAMES[i]),
                                  .points = f->points[i],
                                  .how = how_of(u->arena, f, (enum search_term_kind)i)};
    }
}

// "상품 이름 100 · 산 기관 6"
static str tell_points(struct arena *a, const int64_t points[SEARCH_TERM_COUNT])
{
    struct out o;
    out_init(&o, a, LIMIT_PAGE);
    for (size_t i = 0; i < COUNT(NAMES); i++) {
        if (points[i] != 0) {
            out_format(&o, "%s%s %lld", o.n > 0 ? " · " : "", NAMES[i], (long long)points[i]);
        }
    }
    return o.n > 0 ? out_view(&o) : S("없음");
}

static err fill_rows(struct unit *u, struct search *s, const struct request *rq,
                     struct search_admin_page *p)
{
    struct asked k;
    TRY(search_read(s, u, rq, &k));
    p->typed = k.typed;
    p->asked = k.typed.n > 0;
    if (!p->asked) {
        return NULL;
    }
    k.query.sort = SEARCH_RELEVANT;
    struct search_result r;
    TRY(search_find(s, u->arena, &k.query, &r));
    p->total = r.total;
    p->meant = k.meaning.mend == SEARCH_AS_TYPED ? S("") : k.meaning.text;
    p->rows.items = NEW_ARRAY(u->arena, r.hits.count + 1, struct ranking_row);
    for (size_t i = 0; i < r.hits.count; i++) {
        const struct search_hit *h = &r.hits.items[i];
        int64_t points[SEARCH_TERM_COUNT];
        search_replay(s, u->arena, &k.query, h, points);
        p->rows.items[p->rows.count++] = (struct ranking_row){
            .place = (int64_t)i + 1,
            .title = h->title,
            .supplier = h->supplier_name,
            .path = href_to(u->arena, "/products/%lld", (long long)h->product_no.value),
            .total = -h->rank,
            .points = tell_points(u->arena, points)};
    }
    p->empty = (struct empty){.title = S("찾은 것이 없습니다"),
                              .text = S("다른 검색어로 다시 해 보세요.")};
    return NULL;
}

// GET /admin/search?q=
static err get_ranking(struct unit *u, const struct request *rq, struct response *rs)
{
    struct search *s = NULL;
    TRY(search_here(u, &s));
    struct search_admin_page p = {0};
    fill_formula(u, s, &p);
    TRY(fill_rows(u, s, rq, &p));
    frame_fill(u, rq, &p.frame, S("검색 순서"));
    search_admin_page_render(&rs->body, &p);
    return NULL;
}

const struct route SEARCH_ADMIN_ROUTES[] = {
    ROUTE(GET, "/admin/search", get_ranking, RIGHT_OPERATOR),
};
const size_t SEARCH_ADMIN_ROUTE_COUNT = COUNT(SEARCH_ADMIN_ROUTES);
