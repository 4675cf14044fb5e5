#include "market/catalog/catalog_web.h"
#include "market/catalog/listing.h"
#include "market/catalog/listing_part_web.h"

#include <assert.h>

#include "base/limits.h"
#include "market/catalog/product_page.html.h"
#include "market/catalog/seen_store.h"
#include "market/law/law_term.h"
#include "market/party/right.h"
#include "platform/web/site.h"

#define ENDS_SOON_DAYS 60 // a convenience of the page: time to ask for the renewed certificate

size_t catalog_list_labels(struct arena *a, uint64_t tags, str **out)
{
    size_t count = 0;
    *out = NEW_ARRAY(a, CERTIFICATE_ALL_COUNT, str);
    for (int k = 0; k < CERTIFICATE_ALL_COUNT; k++) {
        enum certificate_kind kind = (enum certificate_kind)k;
        if ((tags >> k & 1) != 0 && certificate_is_preference(kind)) {
            (*out)[count++] = certificate_kind_label(kind);
        }
    }
    return count;
}

str catalog_business_no(struct arena *a, str ten_digits, bool whole)
{
    str last = whole ? str_slice(ten_digits, 5, 5) : S("*****");
    str office = str_slice(ten_digits, 0, 3);
    str kind = str_slice(ten_digits, 3, 2);
    return str_format(a, "%.*s-%.*s-%.*s", STR_ARG(office), STR_ARG(kind), STR_ARG(last));
}

struct shown_certificate catalog_show_certificate(const struct held_certificate *h, date today)
{
    return (struct shown_certificate){
        .label = certificate_kind_label(h->kind),
        .subject = h->subject,
        .number = h->number,
        .issuer = h->issuer,
        .valid_from = h->valid_from,
        .valid_until = h->valid_until,
        .is_preference = certificate_is_preference(h->kind),
        .ends_soon = !date_is_none(h->valid_until) &&
                     date_days_between(today, h->valid_until) <= ENDS_SOON_DAYS,
    };
}

href catalog_product_path(struct arena *a, public_no product, public_no offer)
{
    return href_with(a, href_to(a, "/products/%lld", (long long)product.value), "offer",
                     str_format(a, "%lld", (long long)offer.value));
}

str catalog_stock_text(struct arena *a, const struct offer *o, str object)
{
    return o->stock == LISTING_MADE_TO_ORDER && listing_object_is_deed(object) ? S("")
           : o->stock == LISTING_MADE_TO_ORDER
               ? S("주문을 받아 마련합니다")
               : str_format(a, "%.*s%.*s", STR_ARG(money_format(a, WON(o->stock))),
                            STR_ARG(o->unit));
}

err catalog_district_text(struct unit *u, const struct offer *o, str *out)
{
    district_list list = {0};
    if (o->districts.n > 0) {
        TRY(party_store_districts(u->db, u->arena, &list));
    }
    *out = listing_district_names(u->arena, &list, o->districts);
    return NULL;
}

// Of the gallery the one that was asked for stands large; each small one leads to itself.
static void fill_gallery(struct arena *a, const struct product *x, int64_t wanted,
                         struct product_page *p)
{
    size_t front = wanted > 0 && wanted <= (int64_t)x->pictures.count ? (size_t)wanted - 1 : 0;
    p->thumbs.items = NEW_ARRAY(a, x->pictures.count + 1, struct gallery_thumb);
    for (size_t i = 0; i < x->pictures.count; i++) {
        const struct shown_picture *s = &x->pictures.items[i];
        str label = picture_role_label(s->role);
        str alt =
            s->alt.n > 0 ? s->alt : str_format(a, "%.*s, %.*s", STR_ARG(x->title), STR_ARG(label));
        if (i == front) {
            str large = picture_path(a, s->no, PICTURE_1200).path;
            str middle = picture_path(a, s->no, PICTURE_600).path;
            p->has_photo = true;
            p->webp = str_format(a, "%.*s 600w, %.*s 1200w", STR_ARG(middle), STR_ARG(large));
            p->picture = picture_path(a, s->no, PICTURE_1200_JPEG);
            p->picture_alt = alt;
        }
        p->thumbs.items[p->thumbs.count++] = (struct gallery_thumb){
            .path = href_with(a, href_to(a, "/products/%lld", (long long)x->no.value), "picture",
                              str_format(a, "%zu", i + 1)),
            .small = picture_path(a, s->no, PICTURE_240),
            .alt = alt,
            .current = i == front,
        };
    }
    p->has_thumbs = p->thumbs.count > 1;
}

static void add_crumb(struct arena *a, struct crumb *c, const struct category_name *category)
{
    if (category->code.n > 0) {
        crumb_add(a, c, category->name,
                  href_with(a, href_to(a, "/search"), "category", category->code));
    }
}

static void fill_product(struct arena *a, const struct product *x, struct product_page *p)
{
    p->title = x->title;
    p->picture = href_local(x->picture);
    p->picture_alt = x->picture_alt;
    p->class_no = x->class_no;
    p->detail_no = x->detail_no;
    p->item_no = x->item_no;
    p->product_no = x->no;
    p->sheet = href_to(a, "/products/%lld/sheet", (long long)x->no.value);
    p->look_days = LIMIT_RECENT_DAYS;
    p->look_most = LIMIT_RECENT_GOODS;
    p->maker = x->maker;
    p->model = x->model;
    p->origin = x->origin;
    p->description = x->description;
    p->same = href_with(a, href_to(a, "/search"), "category", x->category.code);
    p->crumb = crumb_below(a, S("첫 화면"), href_to(a, "/"), x->title);
    add_crumb(a, &p->crumb, &x->top);
    add_crumb(a, &p->crumb, &x->middle);
    add_crumb(a, &p->crumb, &x->category);
}

static struct shown_offer show_offer(struct arena *a, const struct offer *o, public_no product,
                                     const held_list *held)
{
    struct shown_offer s = {
        .no = o->no,
        .price = o->price,
        .exempt = o->exempt,
        .unit = o->unit,
        .quantity_min = o->quantity_min,
        .lead_days = o->lead_days,
        .supplier_name = o->supplier_name,
        .district = o->district,
        .supplier_path = href_to(a, "/companies/%lld", (long long)o->supplier_no.value),
        .path = catalog_product_path(a, product, o->no),
    };
    offer_tier_list tiers;
    if (offer_tiers_parse(a, o->tiers, &tiers)) {
        s.tiers = o->tiers;
        s.tiers_text = offer_tiers_text(a, &tiers, o->unit);
    }
    int64_t bp = 0;
    uint64_t tags = held_tags(held, o->supplier, &bp) | held_product_tags(held, o->supplier);
    s.tags.count = catalog_list_labels(a, tags, &s.tags.items);
    return s;
}

static void fill_supplier(struct unit *u, const struct offer *front, const held_list *held,
                          struct product_page *p)
{
    p->representative = front->representative;
    p->business_no = catalog_business_no(u->arena, front->business_no,
                                         (u->actor->rights & RIGHT_SIGNED_IN) != 0);
    p->address = front->address;
    p->phone = front->phone;
    p->introduction = front->introduction;
    p->certificates.items = NEW_ARRAY(u->arena, held->count + 1, struct shown_certificate);
    for (size_t i = 0; i < held->count; i++) {
        if (held->items[i].supplier.value == front->supplier.value) {
            p->certificates.items[p->certificates.count++] =
                catalog_show_certificate(&held->items[i], u->today);
        }
    }
}

static void fill_offers(struct unit *u, const struct product *x, const offer_list *offers,
                        const struct offer *front, const held_list *held, struct product_page *p)
{
    p->others.items = NEW_ARRAY(u->arena, offers->count + 1, struct shown_offer);
    for (size_t i = 0; i < offers->count; i++) {
        const struct offer *o = &offers->items[i];
        struct shown_offer shown = show_offer(u->arena, o, x->no, held);
        if (o == front) {
            p->offer = shown;
        } else {
            p->others.items[p->others.count++] = shown;
        }
    }
    if (front == NULL) {
        return;
    }
    p->has_offer = true;
    p->sheet = href_with(u->arena, p->sheet, "offer",
                         str_format(u->arena, "%lld", (long long)front->no.value));
    p->own_production = front->own_production;
    p->stock = catalog_stock_text(u->arena, front, x->object);
    p->valid_until = front->valid_until;
    p->own_word = str_equals(x->object, S("goods")) ? S("직접생산") : S("직접 수행");
    (void)money_times(front->price, front->quantity_min, &p->total);
    fill_supplier(u, front, held, p);
}

// How many may be bought in each of the free ways, so that who asks for more knows when it changes.
static str reach_of(struct arena *a, const struct way *w, str unit)
{
    str waived = S("");
    if (w->quantity_waived > 0) {
        str count = money_format(a, WON(w->quantity_waived)); // with thousands
        waived = str_format(a, "견적서 없이는 %.*s%.*s까지, ", STR_ARG(count), STR_ARG(unit));
    }
    if (w->most.kind == LAW_LIMIT_UNLIMITED) {
        return str_format(a, "%.*s1인 견적으로는 한도 없이 살 수 있습니다.", STR_ARG(waived));
    }
    if (w->quantity_most == 0) {
        return S("");
    }
    str most = money_format(a, w->most.won);
    str count = money_format(a, WON(w->quantity_most));
    return str_format(a, "%.*s1인 견적으로는 한도 %.*s원 안에서 %.*s%.*s까지 살 수 있습니다.",
                      STR_ARG(waived), STR_ARG(most), STR_ARG(count), STR_ARG(unit));
}

static void judge_way(struct unit *u, enum law_regime regime, const struct product *x,
                      const struct offer *front, const held_list *held, struct product_page *p)
{
    int64_t bp = 0;
    struct way_question q = {
        .regime = regime,
        .object = x->object,
        .price = front->price,
        .exempt = front->exempt,
        .quantity = front->quantity_min,
        .tags = held_tags(held, front->supplier, &bp) | held_product_tags(held, front->supplier),
        .resold = !front->own_production,
        .on = u->today,
    };
    q.vulnerable_bp = bp;
    way_judge(u->law, &q, u->arena, &p->way);
    p->shows_way = p->way.is_known;
    p->way_tone = p->way.is_free ? S("ok") : S("warn");
    p->reach = p->way.is_free ? reach_of(u->arena, &p->way, front->unit) : S("");
    way_held_list own = held_of_product(held, front->supplier, u->arena);
    p->grounds = way_list_grounds(u->law, regime, u->today, &own, u->arena);
}

static str term_text(struct arena *a, const struct law_term *t)
{
    static const char *const UNITS[] = {
        [LAW_CALENDAR_DAYS] = "일",
        [LAW_WORKING_DAYS] = "일(토요일·공휴일 제외)",
        [LAW_MONTHS] = "개월",
        [LAW_YEARS] = "년",
    };
    static_assert(COUNT(UNITS) == LAW_DAY_UNIT_COUNT, "a unit came or went: give it its word");
    return str_format(a, "%.*s부터 %lld%s 안", STR_ARG(t->from), (long long)t->length,
                      UNITS[t->unit]);
}

// What the law sets for the time after the delivery.
static void fill_terms(struct unit *u, enum law_regime regime, struct product_page *p)
{
    static const struct {
        const char *kind;
        const char *name;
    } TERMS[] = {
        {"inspection", "검사"       },
        {"payment",    "대금 지급"},
    };
    p->terms.items = NEW_ARRAY(u->arena, COUNT(TERMS), struct shown_term);
    for (size_t i = 0; i < COUNT(TERMS); i++) {
        const struct law_term *t = law_term_find(u->law, regime, str_view(TERMS[i].kind), u->today);
        if (t != NULL) {
            p->terms.items[p->terms.count++] = (struct shown_term){.name = str_view(TERMS[i].name),
                                                                   .text = term_text(u->arena, t),
                                                                   .article = t->head.article};
        }
    }
}

// Another product took its place until that is taken back, so not a 301, which browsers keep for
// ever: the offer asked for stands there now.
static err moved(struct arena *a, struct response *rs, public_no to, public_no offer)
{
    TRY(offer.value == 0 ? see_other(rs, "/products/%lld", (long long)to.value)
                         : see_other(rs, "%.*s", STR_ARG(catalog_product_path(a, to, offer).path)));
    rs->status = 302;
    return NULL;
}

// Where the one in front delivers to, when not to the whole city.
static err fill_districts(struct unit *u, const struct offer *front, struct product_page *p)
{
    str names;
    if (front == NULL || front->districts.n == 0) {
        return NULL;
    }
    TRY(catalog_district_text(u, front, &names));
    p->districts = str_format(u->arena, "%.*s에 납품", STR_ARG(names));
    return NULL;
}

// For a firm that does not sell what others do.
static href join_path(struct unit *u, const struct product *x, const offer_list *offers)
{
    bool is_own = false;
    for (size_t i = 0; i < offers->count; i++) {
        is_own = is_own || offers->items[i].supplier.value == u->actor->supplier.value;
    }
    if (u->actor->supplier.value == 0 || is_own || offers->count == 0) {
        return (href){0};
    }
    return href_with(u->arena, href_to(u->arena, "/supplier/products/new"), "product",
                     str_format(u->arena, "%lld", (long long)x->no.value));
}

// The lines of a service's price stand below its attributes.
static void part_prices(struct product_page *p)
{
    size_t first = 0;
    while (first < p->values.count && !p->values.items[first].is_price) {
        first++;
    }
    p->prices = (value_list){.items = p->values.items + first, .count = p->values.count - first};
    p->values.count = first;
}

// GET /products/:no?offer=&picture=
static err get_product(struct unit *u, const struct request *rq, struct response *rs)
{
    public_no no = {0};
    TRY(path_no(rq, "no", &no));
    public_no wanted = {0};
    (void)public_no_parse(request_query(rq, "offer"), &wanted); // a wrong one shows the cheapest
    struct product x;
    TRY(product_find(u->db, u->arena, no, &x));
    if (x.merged_no.value != 0) {
        return moved(u->arena, rs, x.merged_no, wanted);
    }
    TRY(catalog_admit(u, &x));
    product_foresee(u, &x);
    offer_list offers;
    TRY(product_list_offers(u->db, u->arena, x.id, &offers));
    held_list held;
    TRY(product_list_certificates(u->db, u->arena, x.id, u->today, &held));
    struct product_page p = {0};
    TRY(product_list_values(u->db, u->arena, x.id, &p.values));
    part_prices(&p);
    TRY(product_find_bought(u->db, u->arena, &x, &p.bought));
    enum law_regime regime;
    TRY(catalog_find_regime(u, &regime));

    const struct offer *front = product_front_offer(&offers, wanted);
    fill_product(u->arena, &x, &p);
    int64_t picture = 0;
    (void)str_parse_i64(request_query(rq, "picture"), &picture); // unreadable: the first
    fill_gallery(u->arena, &x, picture, &p);
    fill_offers(u, &x, &offers, front, &held, &p);
    fill_terms(u, regime, &p);
    if (front != NULL && u->actor->supplier.value != front->supplier.value) {
        seen_count(u, front->id); // not by who sells it
    }
    if (front != NULL && u->actor->institution.value != 0) {
        judge_way(u, regime, &x, front, &held, &p);
    }
    TRY(fill_districts(u, front, &p));
    p.join = join_path(u, &x, &offers);
    p.may_buy = (u->actor->rights & RIGHT_REQUEST) != 0;
    p.is_visitor = u->actor->account.value == 0;
    p.login_next = p.offer.path.path;
    frame_fill(u, rq, &p.frame, p.title);
    product_page_render(&rs->body, &p);
    return NULL;
}

const struct route CATALOG_ROUTES[] = {
    ROUTE(GET, "/products/:no", get_product, RIGHT_PUBLIC),
};
const size_t CATALOG_ROUTE_COUNT = COUNT(CATALOG_ROUTES);
