#include "market/purchase/purchase_basket_web.h"

#include "base/limits.h"
#include "market/catalog/listing.h"
#include "market/party/right.h"
#include "market/purchase/cart_page.html.h"
#include "market/purchase/purchase_basket_store.h"
#include "platform/form/form.h"
#include "platform/web/site.h"

static const struct field_label LABELS[] = {
    {"offer",    "상품"},
    {"quantity", "수량"},
};

static struct cart_line line_of(struct arena *a, const struct basket_line *b)
{
    struct cart_line line = {
        .offer_no = b->offer_no,
        .path = href_with(a, href_to(a, "/products/%lld", (long long)b->product_no.value), "offer",
                          str_format(a, "%lld", (long long)b->offer_no.value)),
        .picture = href_local(b->picture),
        .title = b->title,
        .unit = b->unit,
        .price = b->price,
        .quantity = b->quantity,
        .quantity_min = b->quantity_min,
        .lead_days = b->lead_days,
        .is_exempt = b->is_exempt,
        .is_gone = b->is_gone,
        .has_stock = b->stock != LISTING_MADE_TO_ORDER,
        .stock = b->stock,
        .is_too_many = purchase_admit_supply(b->stock, S(""), b->quantity, S("")) != NULL,
    };
    // A product beyond every bound is told when the purchase is made; here it is left open.
    (void)money_times(b->price, b->quantity, &line.amount);
    return line;
}

static void fill_groups(struct arena *a, const basket_line_list *basket, struct cart_page *p)
{
    p->groups.items = NEW_ARRAY(a, basket->count + 1, struct cart_group);
    struct cart_line *lines = NEW_ARRAY(a, basket->count + 1, struct cart_line);
    int64_t supplier = 0;
    for (size_t i = 0; i < basket->count; i++) {
        const struct basket_line *b = &basket->items[i];
        if (b->supplier.value != supplier) {
            supplier = b->supplier.value;
            p->groups.items[p->groups.count++] = (struct cart_group){
                .supplier_name = b->supplier_name,
                .buy = href_to(a, "/buyer/purchases/new?supplier=%lld",
                               (long long)b->supplier_no.value),
                .lines = {.items = &lines[i]},
            };
        }
        struct cart_group *g = &p->groups.items[p->groups.count - 1];
        lines[i] = line_of(a, b);
        g->lines.count++;
        g->total = money_add(g->total, lines[i].amount);
        g->has_gone = g->has_gone || b->is_gone;
        g->has_too_many = g->has_too_many || lines[i].is_too_many;
    }
    for (size_t i = 0; i < p->groups.count; i++) {
        if (p->groups.items[i].has_gone || p->groups.items[i].has_too_many) {
            p->groups.items[i].buy = href_local(S(""));
        }
    }
}

static err render_cart(struct unit *u, const struct request *rq, struct response *rs,
                       const struct issues *issues)
{
    basket_line_list basket;
    TRY(basket_list(u->db, u->arena, u->actor->account, NO_ID(public_no), u->today, &basket));
    struct cart_page p = {
        .any = basket.count > 0,
        .empty = {.title = S("장바구니가 비어 있습니다"),
                  .text = S("필요한 물품이나 서비스를 찾아 담으면, 기업마다 한 건의 구매로 만들 수 "
                            "있습니다."),
                  .button = S("상품 찾기"),
                  .path = href_to(u->arena, "/search")},
    };
    fill_groups(u->arena, &basket, &p);
    frame_fill(u, rq, &p.frame, S("장바구니"));
    p.frame.issues = issues;
    rs->status = issues == NULL ? 200 : 422;
    cart_page_render(&rs->body, &p);
    return NULL;
}

// GET /buyer/cart
static err get_cart(struct unit *u, const struct request *rq, struct response *rs)
{
    return render_cart(u, rq, rs, NULL);
}

// So many of an offer; what keeps them out of the basket joins the issues.
static err put_in(struct unit *u, public_no offer, int64_t quantity, struct issues *issues,
                  public_no *out_supplier)
{
    struct basket_offer o = {0};
    err e = basket_put(u->db, u->actor->account, offer, quantity, u->now, &o);
    *out_supplier = o.supplier;
    if (e == &PURCHASE_TOO_MANY) {
        str said = o.stock == 0
                       ? S("재고가 없습니다. 다른 기업의 같은 상품을 찾거나 기업에 물어봐 주세요.")
                       : str_format(u->arena,
                                    "재고가 %lld%.*s입니다. 그보다 많이 담을 수 없습니다. 수량을 "
                                    "줄이고, 모자라는 것은 다른 기업에서 찾아 주세요.",
                                    (long long)o.stock, STR_ARG(o.unit));
        issues_add(issues, "quantity", str_to_c(u->arena, said));
        return NULL;
    }
    return issues_catch_at(issues, "quantity", e);
}

// POST /buyer/cart – offer, quantity, do=cart|buy
static err post_cart(struct unit *u, const struct request *rq, struct response *rs)
{
    struct issues issues = {
        .labels = {.items = LABELS, .count = COUNT(LABELS)}
    };
    public_no offer = form_no(rq, &issues, "offer", REQUIRED);
    int64_t quantity = form_i64(rq, &issues, "quantity", REQUIRED, 1, LIMIT_QUANTITY);
    public_no supplier = NO_ID(public_no);
    if (issues.count == 0 && u->actor->cart_count >= LIMIT_PURCHASE_LINES) {
        TRY(issues_catch(&issues, &BASKET_FULL));
    }
    if (issues.count == 0) {
        TRY(put_in(u, offer, quantity, &issues, &supplier));
    }
    if (issues.count > 0) {
        return render_cart(u, rq, rs, &issues);
    }
    bool buys_now = str_equals(request_field(rq, "do"), S("buy"));
    return buys_now ? see_other(rs, "/buyer/purchases/new?supplier=%lld", (long long)supplier.value)
                    : see_other(rs, "/buyer/cart");
}

// POST /buyer/cart/:offer – a new quantity, or do=remove
static err post_cart_line(struct unit *u, const struct request *rq, struct response *rs)
{
    public_no offer = NO_ID(public_no);
    TRY(path_no(rq, "offer", &offer));
    if (str_equals(request_field(rq, "do"), S("remove"))) {
        TRY(basket_remove(u->db, u->actor->account, offer));
        return see_other(rs, "/buyer/cart");
    }
    struct issues issues = {
        .labels = {.items = LABELS, .count = COUNT(LABELS)}
    };
    int64_t quantity = form_i64(rq, &issues, "quantity", REQUIRED, 1, LIMIT_QUANTITY);
    public_no supplier = NO_ID(public_no);
    if (issues.count == 0) {
        TRY(put_in(u, offer, quantity, &issues, &supplier));
    }
    return issues.count > 0 ? render_cart(u, rq, rs, &issues) : see_other(rs, "/buyer/cart");
}

const struct route BASKET_ROUTES[] = {
    ROUTE(GET, "/buyer/cart", get_cart, RIGHT_REQUEST),
    ROUTE(POST, "/buyer/cart", post_cart, RIGHT_REQUEST),
    ROUTE(POST, "/buyer/cart/:offer", post_cart_line, RIGHT_REQUEST),
};
const size_t BASKET_ROUTE_COUNT = COUNT(BASKET_ROUTES);
