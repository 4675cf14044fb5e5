#include "market/search/search_category_web.h"

#include "base/limits.h"
#include "market/catalog/catalog_store.h"
#include "market/party/right.h"
#include "market/search/category_list_page.html.h"
#include "market/search/category_page.html.h"
#include "platform/web/site.h"

#define CARDS_OF_CATEGORY 8

const struct fault CATEGORY_UNKNOWN = {
    .kind = FAULT_MISSING,
    .code = "search.category_unknown",
    .text = "찾는 분류가 없습니다. 전체 분류에서 다시 골라 주세요.",
};

static href goods_of(struct arena *a, str code)
{
    return href_with(a, href_to(a, "/search"), "category", code);
}

static href page_of(struct arena *a, str code)
{
    return href_to(a, "/categories/%.*s", STR_ARG(code)); // codes are ASCII words and dots
}

static struct category_branch branch_of(struct arena *a, const struct search *s,
                                        const struct search_category *c)
{
    struct search_category_list below = search_category_children(s, a, c->code);
    struct category_branch b = {
        .name = c->name,
        .count = c->count,
        .path = below.count > 0 ? page_of(a, c->code) : goods_of(a, c->code),
        .picture = search_category_picture(a, c->code),
    };
    b.leaves.items = NEW_ARRAY(a, below.count + 1, struct category_leaf);
    for (size_t i = 0; i < below.count; i++) {
        const struct search_category *leaf = below.items[i];
        b.leaves.items[b.leaves.count++] = (struct category_leaf){
            .name = leaf->name,
            .count = leaf->count,
            .path = leaf->level < 3 ? page_of(a, leaf->code) : goods_of(a, leaf->code)};
    }
    return b;
}

// GET /categories
static err get_categories(struct unit *u, const struct request *rq, struct response *rs)
{
    struct search *s = NULL;
    TRY(search_here(u, &s));
    struct search_category_list tops = search_category_children(s, u->arena, S(""));
    struct category_list_page p = {0};
    p.goods.items = NEW_ARRAY(u->arena, tops.count + 1, struct category_branch);
    p.services.items = NEW_ARRAY(u->arena, tops.count + 1, struct category_branch);
    for (size_t i = 0; i < tops.count; i++) {
        const struct search_category *c = tops.items[i];
        p.total += c->count;
        struct category_branch b = branch_of(u->arena, s, c);
        if (str_equals(c->object, S("goods"))) {
            p.goods.items[p.goods.count++] = b;
        } else {
            p.services.items[p.services.count++] = b;
        }
    }
    frame_fill(u, rq, &p.frame, S("전체 분류"));
    category_list_page_render(&rs->body, &p);
    return NULL;
}

static void fill_crumb(struct arena *a, const struct search *s, const struct search_category *c,
                       struct category_page *p)
{
    struct crumb *crumb = &p->crumb;
    crumb_add(a, crumb, S("첫 화면"), href_to(a, "/"));
    crumb_add(a, crumb, S("전체 분류"), href_to(a, "/categories"));
    struct search_category_list above = search_category_above(s, a, c->code);
    for (size_t i = 0; i < above.count && crumb->links.count < CRUMB_LINKS_MOST; i++) {
        crumb_add(a, crumb, above.items[i]->name, page_of(a, above.items[i]->code));
    }
    crumb->here = c->name;
}

// GET /categories/:code
static err get_category(struct unit *u, const struct request *rq, struct response *rs)
{
    struct search *s = NULL;
    TRY(search_here(u, &s));
    const struct search_category *c = search_category_find(s, request_path(rq, "code"));
    if (c == NULL) {
        return &CATEGORY_UNKNOWN;
    }
    struct category_page p = {
        .name = c->name,
        .count = c->count,
        .all = goods_of(u->arena, c->code),
        .picture = search_category_picture(u->arena, c->code),
    };
    fill_crumb(u->arena, s, c, &p);
    struct search_category_list below = search_category_children(s, u->arena, c->code);
    p.branches.items = NEW_ARRAY(u->arena, below.count + 1, struct category_branch);
    for (size_t i = 0; i < below.count; i++) {
        p.branches.items[p.branches.count++] = branch_of(u->arena, s, below.items[i]);
    }
    struct search_query q = {.category = c->code, .sort = SEARCH_BOUGHT};
    struct search_result r;
    TRY(search_find(s, u->arena, &q, &r));
    struct card_maker maker = {.a = u->arena, .s = s, .on = u->today};
    p.cards.count = r.hits.count < CARDS_OF_CATEGORY ? r.hits.count : CARDS_OF_CATEGORY;
    p.cards.items = card_make_all(&maker, &r, p.cards.count);
    frame_fill(u, rq, &p.frame, c->name);
    category_page_render(&rs->body, &p);
    return NULL;
}

const struct route CATEGORY_ROUTES[] = {
    ROUTE(GET, "/categories", get_categories, RIGHT_PUBLIC),
    ROUTE(GET, "/categories/:code", get_category, RIGHT_PUBLIC),
};
const size_t CATEGORY_ROUTE_COUNT = COUNT(CATEGORY_ROUTES);
