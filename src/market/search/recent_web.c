#include "market/search/recent_web.h"

#include <assert.h>

#include "base/limits.h"
#include "market/party/right.h"
#include "market/search/recent_page.html.h"
#include "market/search/recent_store.h"
#include "platform/web/site.h"

// The products an address names, each once.
static recent_list read_products(struct arena *a, const struct request *rq)
{
    recent_list list = {.items = NEW_ARRAY(a, LIMIT_RECENT_GOODS, public_no)};
    str typed = {0};
    for (size_t i = 0; list.count < LIMIT_RECENT_GOODS && request_query_at(rq, "no", i, &typed);
         i++) {
        public_no no = NO_ID(public_no);
        bool is_new = public_no_parse(typed, &no);
        for (size_t k = 0; k < list.count; k++) {
            is_new = is_new && list.items[k].value != no.value;
        }
        if (is_new) {
            list.items[list.count++] = no;
        }
    }
    return list;
}

// Those of the offers that are for sale, by ascending id, each once; 0 is none.
static size_t sort_once(struct arena *a, const int64_t *offers, size_t count, int64_t **out)
{
    int64_t *ids = NEW_ARRAY(a, count + 1, int64_t);
    size_t n = 0;
    for (size_t i = 0; i < count; i++) {
        size_t at = 0;
        while (at < n && ids[at] < offers[i]) {
            at++;
        }
        if (offers[i] == 0 || (at < n && ids[at] == offers[i])) {
            continue;
        }
        for (size_t k = n++; k > at; k--) {
            ids[k] = ids[k - 1];
        }
        ids[at] = offers[i];
    }
    *out = ids;
    return n;
}

// The hits in the order they were asked for.
static void put_in_order(struct arena *a, const int64_t *offers, size_t count,
                         struct search_result *r)
{
    struct search_hit *hits = NEW_ARRAY(a, r->hits.count + 1, struct search_hit);
    size_t n = 0;
    for (size_t i = 0; i < count; i++) {
        bool is_first = true;
        for (size_t k = 0; k < i; k++) {
            is_first = is_first && offers[k] != offers[i];
        }
        for (size_t k = 0; is_first && k < r->hits.count; k++) {
            if (r->hits.items[k].offer_id == offers[i]) {
                hits[n++] = r->hits.items[k];
            }
        }
    }
    r->hits.items = hits;
    r->hits.count = n;
}

static err fill_cards(struct unit *u, const recent_list *products, struct recent_page *p)
{
    struct search *s = NULL;
    int64_t offers[LIMIT_RECENT_GOODS];
    int64_t *ids = NULL;
    static_assert(LIMIT_RECENT_GOODS <= LIMIT_PAGE_ROWS, "one page of the search holds all");
    TRY(search_here(u, &s));
    TRY(recent_store_offers(u->db, products, offers));
    size_t count = sort_once(u->arena, offers, products->count, &ids);
    struct search_query q = {
        .sort = SEARCH_NEW, .only = {ids, count}
    };
    struct search_result r;
    TRY(search_find(s, u->arena, &q, &r)); // with the same rules of what may be seen
    put_in_order(u->arena, offers, products->count, &r);
    struct card_maker maker = {.a = u->arena, .s = s, .on = u->today};
    p->cards.count = r.hits.count;
    p->cards.items = card_make_all(&maker, &r, r.hits.count);
    return NULL;
}

// GET /recent?no=&no=…&at=home
static err get_recent(struct unit *u, const struct request *rq, struct response *rs)
{
    recent_list products = read_products(u->arena, rq);
    struct recent_page p = {
        .is_home = str_equals(request_query(rq, "at"), S("home")),
        .days = LIMIT_RECENT_DAYS,
        .most = LIMIT_RECENT_GOODS,
        .empty =
            {.title = S("최근 본 상품이 없습니다"),
                    .text =
                 S("상품 화면을 열면 여기에 나옵니다. 스크립트를 끈 브라우저에는 남지 않습니다."),
                    .button = S("상품 찾기"),
                    .path = href_to(u->arena, "/search")},
    };
    if (products.count > 0) {
        TRY(fill_cards(u, &products, &p));
    }
    frame_fill(u, rq, &p.frame, S("최근 본 상품"));
    recent_page_render(&rs->body, &p);
    return NULL;
}

const struct route RECENT_ROUTES[] = {
    ROUTE(GET, "/recent", get_recent, RIGHT_PUBLIC),
};
const size_t RECENT_ROUTE_COUNT = COUNT(RECENT_ROUTES);
