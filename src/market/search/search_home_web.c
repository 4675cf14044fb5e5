#include "market/search/search_home_web.h"

#include "base/limits.h"
#include "market/law/law_layer.h"
#include "market/party/right.h"
#include "market/search/home_page.html.h"
#include "platform/web/site.h"

#define CARDS_OF_HOME 8
#define CATEGORIES_OF_HOME 12
#define TYPES_OF_HOME 8
#define HOT_OF_HOME 6

static void fill_cards(struct unit *u, struct search *s, const struct search_result *r,
                       struct home_page *p)
{
    struct card_maker maker = {.a = u->arena, .s = s, .on = u->today};
    p->cards.count = r->hits.count < CARDS_OF_HOME ? r->hits.count : CARDS_OF_HOME;
    p->cards.items = card_make_all(&maker, r, p->cards.count);
}

// The hits are the most bought of each category.
static void fill_hot(struct arena *a, const struct search *s, const struct search_result *r,
                     struct home_page *p)
{
    p->hot.items = NEW_ARRAY(a, HOT_OF_HOME, struct choice);
    for (size_t i = 0; i < r->hits.count && i < HOT_OF_HOME; i++) {
        if (r->hits.items[i].buyer_count == 0) {
            return; // nobody bought the rest
        }
        str code = r->hits.items[i].category_code;
        p->hot.items[p->hot.count++] =
            (struct choice){.text = search_category_name(s, code),
                            .path = href_with(a, href_to(a, "/search"), "category", code)};
    }
}

// The category of the highest level that one lies in; NULL when nobody knows it.
static const struct search_category *top_of(const struct search *s, str code)
{
    const struct search_category *c = search_category_find(s, code);
    while (c != NULL && c->parent.n > 0) {
        c = search_category_find(s, c->parent);
    }
    return c;
}

// The top categories that the most bought goods belong to, in the order of the tree.
static void fill_categories(struct arena *a, const struct search *s, const struct search_result *r,
                            struct home_page *p)
{
    p->categories.items = NEW_ARRAY(a, CATEGORIES_OF_HOME, struct choice);
    const struct search_category *above[CATEGORIES_OF_HOME]; // of each hit, sought once
    for (size_t k = 0; k < r->hits.count && k < CATEGORIES_OF_HOME; k++) {
        above[k] = top_of(s, r->hits.items[k].category_code);
    }
    struct search_category_list tops = search_category_children(s, a, S(""));
    for (size_t i = 0; i < tops.count; i++) {
        const struct search_category *c = tops.items[i];
        bool chosen = false;
        for (size_t k = 0; k < r->hits.count && k < CATEGORIES_OF_HOME; k++) {
            chosen = chosen || above[k] == c;
        }
        if (chosen && p->categories.count < CATEGORIES_OF_HOME) {
            p->categories.items[p->categories.count++] =
                (struct choice){.text = c->name,
                                .count = c->count,
                                .path = href_with(a, href_to(a, "/search"), "category", c->code),
                                .picture = search_category_picture(a, c->code)};
        }
    }
}

static void fill_types(struct arena *a, const struct search *s, struct home_page *p)
{
    p->types.items = NEW_ARRAY(a, TYPES_OF_HOME, struct choice);
    for (int k = 0; k < CERTIFICATE_KIND_COUNT && p->types.count < TYPES_OF_HOME; k++) {
        enum certificate_kind kind = (enum certificate_kind)k;
        if (certificate_is_preference(kind) && search_firm_count_of(s, kind) > 0) {
            str word = str_view(certificate_kind_word(kind));
            p->types.items[p->types.count++] =
                (struct choice){.text = certificate_kind_label(kind),
                                .count = search_firm_count_of(s, kind),
                                .path = href_with(a, href_to(a, "/companies"), "cert", word)};
        }
    }
}

// The limits that hold under the law of the city. They change with the law and the day alone, so a
// process keeps them by both; where it keeps no law, as in tests, they are asked anew.
static struct way_limit *limits_of(struct unit *u)
{
    static struct kept {
        struct arena *arena;
        const struct law *law;
        int64_t version; // the place of a law may be taken by a later one
        date on;
        struct way_limit items[WAY_LIMITS];
    } kept;
    if (u->law_shelf == NULL) {
        struct way_limit *items = NEW_ARRAY(u->arena, WAY_LIMITS, struct way_limit);
        way_list_limits(u->law, LAW_LOCAL, u->today, u->arena, items);
        return items;
    }
    if (kept.arena == NULL) {
        kept.arena = arena_open(LIMIT_ARENA_UNIT);
    }
    int64_t version = law_version(u->law);
    if (kept.law != u->law || kept.version != version || !date_equals(kept.on, u->today)) {
        struct way_limit items[WAY_LIMITS];
        way_list_limits(u->law, LAW_LOCAL, u->today, u->arena, items);
        arena_reset(kept.arena);
        kept.law = NULL; // until all of them are there
        for (size_t i = 0; i < WAY_LIMITS; i++) {
            kept.items[i] = items[i];
            kept.items[i].most = str_copy(kept.arena, items[i].most);
            kept.items[i].ceiling = str_copy(kept.arena, items[i].ceiling);
            kept.items[i].article = str_copy(kept.arena, items[i].article);
        }
        kept.law = u->law;
        kept.version = version;
        kept.on = u->today;
    }
    return kept.items;
}

// GET /
static err get_first_page(struct unit *u, const struct request *rq, struct response *rs)
{
    struct search *s = NULL;
    TRY(search_here(u, &s));
    struct search_query q = {.sort = SEARCH_BOUGHT, .spread = true};
    struct search_result r;
    TRY(search_find(s, u->arena, &q, &r));
    struct home_page p = {.offer_count = r.total, .firm_count = search_firm_count(s)};
    fill_cards(u, s, &r, &p);
    fill_hot(u->arena, s, &r, &p);
    fill_categories(u->arena, s, &r, &p);
    fill_types(u->arena, s, &p);
    p.limits.items = limits_of(u);
    p.limits.count = WAY_LIMITS;
    p.limits_on = u->today;
    frame_fill(u, rq, &p.frame, S("첫 화면"));
    p.empty = (struct empty){
        .title = S("아직 판매 중인 상품이 없습니다"),
        .text = S("기업이 상품을 등록하고 운영자가 검토하면 여기에 보입니다."),
        .button = p.frame.account_name.n > 0 ? S("내 업무로 가기") : S("가입 신청하기"),
        .path = p.frame.account_name.n > 0 ? p.frame.home_path : href_to(u->arena, "/join"),
    };
    home_page_render(&rs->body, &p);
    return NULL;
}

const struct route HOME_ROUTES[] = {
    ROUTE(GET, "/", get_first_page, RIGHT_PUBLIC),
};
const size_t HOME_ROUTE_COUNT = COUNT(HOME_ROUTES);
