#include "market/catalog/compare_web.h"

#include <assert.h>

#include "base/limits.h"
#include "market/catalog/compare_page.html.h"
#include "market/catalog/listing.h"
#include "market/party/right.h"
#include "platform/web/site.h"

#define ROWS_MAX 64 // 9 of the offer, the rest of the templates

struct making {
    struct unit *u;
    const struct comparison *c;
    enum law_regime regime;
    struct compare_page *p;
};

// ids=1&ids=2 as a form sends them, or ids=1,2 as people write them.
static size_t read_nos(const struct request *rq, public_no *nos, bool *too_many)
{
    size_t count = 0;
    str value = {0};
    for (size_t i = 0; i < LIMIT_FIELDS && request_query_at(rq, "ids", i, &value); i++) {
        while (value.n > 0) {
            public_no no = {0};
            if (!public_no_parse(str_trim(str_cut(&value, ',')), &no)) {
                continue;
            }
            bool seen = false;
            for (size_t k = 0; k < count; k++) {
                seen = seen || nos[k].value == no.value;
            }
            *too_many = *too_many || (!seen && count == COMPARE_MAX);
            if (!seen && count < COMPARE_MAX) {
                nos[count++] = no;
            }
        }
    }
    return count;
}

static href without(struct arena *a, const struct comparison *c, size_t left_out)
{
    href h = href_to(a, "/compare");
    for (size_t i = 0; i < c->offer_count; i++) {
        if (i != left_out) {
            h = href_with(a, h, "ids", str_format(a, "%lld", (long long)c->offers[i].no.value));
        }
    }
    return h;
}

static void fill_columns(struct making *m)
{
    struct arena *a = m->u->arena;
    m->p->columns.items = NEW_ARRAY(a, COMPARE_MAX, struct compare_column);
    for (size_t i = 0; i < m->c->offer_count; i++) {
        const struct compared_offer *o = &m->c->offers[i];
        struct compare_column *x = &m->p->columns.items[m->p->columns.count++];
        *x = (struct compare_column){
            .title = o->title,
            .path = catalog_product_path(a, o->product_no, o->no),
            .picture = href_local(o->picture),
            .supplier = o->supplier_name,
            .supplier_path = href_to(a, "/companies/%lld", (long long)o->supplier_no.value),
            .without = without(a, m->c, i),
            .offer = o->no,
            .quantity_min = o->quantity_min,
        };
        int64_t bp = 0;
        const held_list *held = &m->c->held[i];
        uint64_t tags = held_tags(held, o->supplier, &bp) | held_product_tags(held, o->supplier);
        x->tags.count = catalog_list_labels(a, tags, &x->tags.items);
    }
}

static struct compare_cell *add_row(struct making *m, str name)
{
    assert(m->p->rows.count < ROWS_MAX);
    struct compare_row *row = &m->p->rows.items[m->p->rows.count++];
    row->name = name;
    row->cells.items = NEW_ARRAY(m->u->arena, COMPARE_MAX, struct compare_cell);
    row->cells.count = m->c->offer_count;
    return row->cells.items;
}

// Is it sold by the same unit as the others? Then the lowest price means something.
static bool units_agree(const struct comparison *c)
{
    for (size_t i = 1; i < c->offer_count; i++) {
        if (!str_equals(c->offers[i].unit, c->offers[0].unit) ||
            !str_equals(c->offers[i].category.code, c->offers[0].category.code)) {
            return false;
        }
    }
    return c->offer_count > 1;
}

static void add_prices(struct making *m)
{
    struct arena *a = m->u->arena;
    struct compare_cell *cells = add_row(m, S("단가"));
    int64_t least = INT64_MAX;
    for (size_t i = 0; i < m->c->offer_count; i++) {
        int64_t won = m->c->offers[i].price.won;
        least = won < least ? won : least;
    }
    bool agree = units_agree(m->c);
    for (size_t i = 0; i < m->c->offer_count; i++) {
        const struct compared_offer *o = &m->c->offers[i];
        str price = money_format(a, o->price);
        cells[i].text = str_format(a, "%.*s원 / %.*s", STR_ARG(price), STR_ARG(o->unit));
        cells[i].best = agree && o->price.won == least;
        cells[i].small = o->exempt ? S("부가세 면세") : S("부가세 포함");
        if (cells[i].best) {
            cells[i].small = str_format(a, "%.*s · 가장 낮은 값", STR_ARG(cells[i].small));
        }
    }
}

// Volume prices, when any of them has some.
static void add_tiers(struct making *m)
{
    struct arena *a = m->u->arena;
    bool any = false;
    for (size_t i = 0; i < m->c->offer_count; i++) {
        any = any || m->c->offers[i].tiers.n > 0;
    }
    if (!any) {
        return;
    }
    struct compare_cell *cells = add_row(m, S("수량별 단가"));
    for (size_t i = 0; i < m->c->offer_count; i++) {
        const struct compared_offer *o = &m->c->offers[i];
        offer_tier_list tiers;
        bool has_some = o->tiers.n > 0 && offer_tiers_parse(a, o->tiers, &tiers);
        cells[i].text = has_some ? offer_tiers_text(a, &tiers, o->unit) : S("–");
    }
}

static void add_stock(struct making *m)
{
    struct arena *a = m->u->arena;
    struct compare_cell *cells = add_row(m, S("재고"));
    for (size_t i = 0; i < m->c->offer_count; i++) {
        const struct compared_offer *o = &m->c->offers[i];
        bool is_stocked = o->stock != LISTING_MADE_TO_ORDER;
        str count = money_format(a, WON(is_stocked ? o->stock : 0)); // with thousands
        cells[i].text = is_stocked ? str_format(a, "%.*s%.*s", STR_ARG(count), STR_ARG(o->unit))
                        : listing_object_is_deed(o->object) ? S("–")
                                                            : S("주문받아 마련");
        cells[i].small =
            date_is_none(o->valid_until)
                ? S("")
                : str_format(a, "가격 %.*s까지", STR_ARG(date_format(a, o->valid_until)));
    }
}

static void add_terms(struct making *m)
{
    struct arena *a = m->u->arena;
    struct compare_cell *least = add_row(m, S("최소 수량"));
    struct compare_cell *days = add_row(m, S("납기"));
    int64_t soonest = INT64_MAX;
    for (size_t i = 0; i < m->c->offer_count; i++) {
        soonest = m->c->offers[i].lead_days < soonest ? m->c->offers[i].lead_days : soonest;
    }
    for (size_t i = 0; i < m->c->offer_count; i++) {
        const struct compared_offer *o = &m->c->offers[i];
        money sum = WON(0);
        bool known = money_times(o->price, o->quantity_min, &sum);
        str total = money_format(a, sum);
        str count = money_format(a, WON(o->quantity_min)); // with thousands
        least[i].text = str_format(a, "%.*s%.*s", STR_ARG(count), STR_ARG(o->unit));
        least[i].small = known ? str_format(a, "합계 %.*s원", STR_ARG(total)) : S("");
        days[i].text = str_format(a, "계약 뒤 %lld일", (long long)o->lead_days);
        days[i].best = m->c->offer_count > 1 && o->lead_days == soonest;
        days[i].small = days[i].best ? S("가장 빠름") : S("");
    }
}

static void add_ways(struct making *m)
{
    struct compare_cell *cells = add_row(m, S("살 수 있는 방법"));
    for (size_t i = 0; i < m->c->offer_count; i++) {
        const struct compared_offer *o = &m->c->offers[i];
        int64_t bp = 0;
        struct way_question q = {
            .regime = m->regime,
            .object = o->object,
            .price = o->price,
            .exempt = o->exempt,
            .quantity = o->quantity_min,
            .tags = held_tags(&m->c->held[i], o->supplier, &bp) |
                    held_product_tags(&m->c->held[i], o->supplier),
            .resold = !o->own_production,
            .on = m->u->today,
        };
        q.vulnerable_bp = bp;
        struct way w;
        way_judge(m->u->law, &q, m->u->arena, &w);
        cells[i].text = w.is_known ? w.label : S("–");
        cells[i].small = w.article;
    }
}

// Grounds that certificates of the goods speak for, when any of them has one.
static void add_grounds(struct making *m)
{
    struct arena *a = m->u->arena;
    way_ground_list grounds[COMPARE_MAX];
    size_t count = 0;
    for (size_t i = 0; i < m->c->offer_count; i++) {
        way_held_list own = held_of_product(&m->c->held[i], m->c->offers[i].supplier, a);
        grounds[i] = way_list_grounds(m->u->law, m->regime, m->u->today, &own, a);
        count += grounds[i].count;
    }
    if (count == 0) {
        return;
    }
    struct compare_cell *cells = add_row(m, S("인증에 따른 수의계약 사유"));
    for (size_t i = 0; i < m->c->offer_count; i++) {
        cells[i].text = grounds[i].count == 0 ? S("–") : S("");
        for (size_t k = 0; k < grounds[i].count; k++) {
            const struct way_ground *g = &grounds[i].items[k];
            const char *comma = k == 0 ? "" : ", ";
            cells[i].text = str_format(a, "%.*s%s%.*s(%.*s)", STR_ARG(cells[i].text), comma,
                                       STR_ARG(g->label), STR_ARG(g->certificate));
            cells[i].small =
                k == 0 ? g->article
                       : str_format(a, "%.*s; %.*s", STR_ARG(cells[i].small), STR_ARG(g->article));
        }
    }
}

static void add_facts(struct making *m)
{
    struct arena *a = m->u->arena;
    struct compare_cell *districts = add_row(m, S("지역"));
    struct compare_cell *makers = add_row(m, S("제조·모델·원산지"));
    struct compare_cell *own = add_row(m, S("직접생산"));
    struct compare_cell *bought = add_row(m, S("구매 실적"));
    for (size_t i = 0; i < m->c->offer_count; i++) {
        const struct compared_offer *o = &m->c->offers[i];
        districts[i].text = o->district;
        makers[i].text = o->maker.n > 0 ? o->maker : S("–");
        makers[i].small = o->model.n > 0 && o->origin.n > 0
                              ? str_format(a, "%.*s · %.*s", STR_ARG(o->model), STR_ARG(o->origin))
                              : (o->model.n > 0 ? o->model : o->origin);
        own[i].text = o->own_production ? S("예") : S("아니오");
        bought[i].text = o->buyer_count > 0
                             ? str_format(a, "%lld개 기관", (long long)o->buyer_count)
                             : S("아직 없음");
    }
}

// A row a name, while there is room; what a product says nothing of is a dash.
static void add_values(struct making *m)
{
    for (size_t v = 0; v < m->c->values.count; v++) {
        const struct compared_value *x = &m->c->values.items[v];
        struct compare_cell *cells = NULL;
        for (size_t r = 0; r < m->p->rows.count && cells == NULL; r++) {
            const struct compare_row *row = &m->p->rows.items[r];
            bool is_same = str_equals(row->name, x->name) && x->is_price == (row->part.n > 0);
            cells = is_same ? row->cells.items : NULL;
        }
        if (cells == NULL && m->p->rows.count < ROWS_MAX) {
            cells = add_row(m, x->name);
            m->p->rows.items[m->p->rows.count - 1].part = x->is_price ? S("단가 내역") : S("");
            for (size_t i = 0; i < m->c->offer_count; i++) {
                cells[i].text = S("–");
            }
        }
        for (size_t i = 0; cells != NULL && i < m->c->offer_count; i++) {
            if (m->c->offers[i].product.value == x->product.value) {
                cells[i].text = x->text;
            }
        }
    }
}

// GET /compare?ids=
static err get_compare(struct unit *u, const struct request *rq, struct response *rs)
{
    public_no nos[COMPARE_MAX] = {0};
    struct compare_page p = {
        .empty = {.title = S("비교할 상품이 없습니다"),
                  .text = S("찾은 목록에서 상품을 다섯 개까지 골라 비교할 수 있습니다."),
                  .button = S("상품 찾기"),
                  .path = href_to(u->arena, "/search")},
    };
    size_t count = read_nos(rq, nos, &p.too_many);
    struct comparison c;
    TRY(compare_find(u->db, u->arena, nos, count, u->today, &c));
    struct making m = {.u = u, .c = &c, .p = &p};
    TRY(catalog_find_regime(u, &m.regime));
    p.rows.items = NEW_ARRAY(u->arena, ROWS_MAX, struct compare_row);
    fill_columns(&m);
    if (c.offer_count > 0) {
        add_prices(&m);
        add_tiers(&m);
        add_terms(&m);
        add_stock(&m);
        add_ways(&m);
        add_grounds(&m);
        add_facts(&m);
        add_values(&m);
    }
    p.way_note = u->actor->institution.value != 0
                     ? S("살 수 있는 방법은 우리 기관이 따르는 법과 최소 수량으로 판단했습니다.")
                     : S("살 수 있는 방법은 지방계약법과 최소 수량으로 판단했습니다.");
    crumb_add(u->arena, &p.crumb, S("첫 화면"), href_to(u->arena, "/"));
    crumb_add(u->arena, &p.crumb, S("상품 찾기"), href_to(u->arena, "/search"));
    p.crumb.here = S("상품 비교");
    p.may_buy = (u->actor->rights & RIGHT_REQUEST) != 0;
    frame_fill(u, rq, &p.frame, S("상품 비교"));
    compare_page_render(&rs->body, &p);
    return NULL;
}

const struct route COMPARE_ROUTES[] = {
    ROUTE(GET, "/compare", get_compare, RIGHT_PUBLIC),
};
const size_t COMPARE_ROUTE_COUNT = COUNT(COMPARE_ROUTES);
