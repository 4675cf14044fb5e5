// The standard page of a product: template, attributes and pictures in one order, on screen and on
// paper.
#include "market/catalog/listing.h"
#include "market/content/content_web.h"
#include "market/content/sheet_page.html.h"
#include "market/party/right.h"
#include "platform/web/site.h"

#define SHORT_VALUE 24 // characters that fit beside another value

static void fill_pictures(struct arena *a, const struct product *x, struct sheet_page *p)
{
    p->pictures.items = NEW_ARRAY(a, x->pictures.count + 1, struct sheet_picture);
    for (size_t i = 0; i < x->pictures.count; i++) {
        const struct shown_picture *s = &x->pictures.items[i];
        str label = picture_role_label(s->role);
        p->pictures.items[p->pictures.count++] = (struct sheet_picture){
            .picture = picture_path(a, s->no, PICTURE_1200_JPEG),
            .alt = s->alt.n > 0 ? s->alt
                                : str_format(a, "%.*s, %.*s", STR_ARG(x->title), STR_ARG(label)),
            .label = label,
        };
    }
    if (x->pictures.count == 0 && is_set_href(href_local(x->picture))) {
        p->pictures.items[p->pictures.count++] =
            (struct sheet_picture){.picture = href_local(x->picture), .alt = x->picture_alt};
    }
}

static bool is_short(const struct attribute_value *v)
{
    return str_length(v->text) <= SHORT_VALUE;
}

// Two short ones share a row, so that the sheet stays on its page.
static err fill_values(struct unit *u, product_id product, struct sheet_page *p)
{
    value_list all;
    TRY(product_list_values(u->db, u->arena, product, &all));
    p->values.items = NEW_ARRAY(u->arena, all.count, struct sheet_values);
    for (size_t i = 0; i < all.count; i++) {
        const struct attribute_value *v = &all.items[i];
        struct sheet_values *row = &p->values.items[p->values.count++];
        *row = (struct sheet_values){.name = v->name, .text = v->text};
        if (i + 1 < all.count && is_short(v) && is_short(&all.items[i + 1])) {
            row->beside = all.items[++i].name;
            row->beside_text = all.items[i].text;
        }
    }
    return NULL;
}

static void fill_certificates(struct unit *u, const held_list *held, supplier_id supplier,
                              struct sheet_page *p)
{
    p->certificates.items = NEW_ARRAY(u->arena, held->count + 1, struct shown_certificate);
    for (size_t i = 0; i < held->count; i++) {
        if (held->items[i].supplier.value == supplier.value) {
            p->certificates.items[p->certificates.count++] =
                catalog_show_certificate(&held->items[i], u->today);
        }
    }
}

// Who sells it and on which terms.
static err fill_offer(struct unit *u, const struct product *x, public_no wanted,
                      struct sheet_page *p)
{
    offer_list offers;
    offer_tier_list tiers;
    held_list held;
    TRY(product_list_offers(u->db, u->arena, x->id, &offers));
    const struct offer *o = product_front_offer(&offers, wanted);
    if (o == NULL) {
        return NULL;
    }
    p->has_offer = true;
    p->price = o->price;
    p->unit = o->unit;
    p->exempt = o->exempt;
    p->tiers = offer_tiers_parse(u->arena, o->tiers, &tiers)
                   ? offer_tiers_text(u->arena, &tiers, o->unit)
                   : S("");
    p->quantity_min = o->quantity_min;
    p->lead_days = o->lead_days;
    p->stock = catalog_stock_text(u->arena, o, x->object);
    p->valid_until = o->valid_until;
    p->supplier = o->supplier_name;
    p->phone = o->phone;
    TRY(catalog_district_text(u, o, &p->districts));
    TRY(product_list_certificates(u->db, u->arena, x->id, u->today, &held));
    fill_certificates(u, &held, o->supplier, p);
    return NULL;
}

// GET /products/:no/sheet?offer=
static err get_sheet(struct unit *u, const struct request *rq, struct response *rs)
{
    struct arena *a = u->arena;
    public_no no;
    struct product x;
    struct sheet_page p = {0};
    TRY(path_no(rq, "no", &no));
    public_no wanted = {0};
    (void)public_no_parse(request_query(rq, "offer"), &wanted); // a wrong one shows the cheapest
    TRY(product_find(u->db, a, no, &x));
    TRY(catalog_admit(u, &x));
    TRY(fill_values(u, x.id, &p));
    TRY(fill_offer(u, &x, wanted, &p));
    p.back = wanted.value == 0 ? href_to(a, "/products/%lld", (long long)no.value)
                               : catalog_product_path(a, no, wanted);
    p.crumb.here = S("상품 설명서");
    crumb_add(a, &p.crumb, x.title, p.back);
    p.title = x.title;
    p.category = x.category.name;
    p.maker = x.maker;
    p.model = x.model;
    p.origin = x.origin;
    p.class_no = x.class_no;
    p.detail_no = x.detail_no;
    p.item_no = x.item_no;
    p.description = x.description;
    p.product_no = x.no;
    p.today = u->today;
    fill_pictures(a, &x, &p);
    frame_fill(u, rq, &p.frame, str_format(a, "%.*s 설명서", STR_ARG(x.title)));
    sheet_page_render(&rs->body, &p);
    return NULL;
}

const struct route SHEET_ROUTES[] = {
    ROUTE(GET, "/products/:no/sheet", get_sheet, RIGHT_PUBLIC),
};
const size_t SHEET_ROUTE_COUNT = COUNT(SHEET_ROUTES);
