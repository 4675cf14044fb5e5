// The standard page of a product: template, attributes and pictures in one order, on screen and on
// paper.
#include "market/content/content_web.h"
#include "market/content/sheet_page.html.h"
#include "market/party/right.h"
#include "platform/web/site.h"

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
        p->pictures.items[p->pictures.count++] = (struct sheet_picture){
            .picture = href_local(x->picture), .alt = x->picture_alt, .label = S("그림")};
    }
}

// GET /products/:no/sheet
static err get_sheet(struct unit *u, const struct request *rq, struct response *rs)
{
    struct arena *a = u->arena;
    public_no no;
    struct product x;
    struct sheet_offer offer;
    struct sheet_page p = {0};
    TRY(path_no(rq, "no", &no));
    TRY(product_find(u->db, a, no, &x));
    TRY(catalog_admit(u, &x));
    TRY(product_list_values(u->db, a, x.id, &p.values));
    TRY(sheet_store_offer(u->db, x.id, &offer));
    p.back = href_to(a, "/products/%lld", (long long)no.value);
    p.crumb.here = S("상품 설명서");
    p.crumb.links.items = NEW_ARRAY(a, 1, struct crumb_link);
    p.crumb.links.items[p.crumb.links.count++] = (struct crumb_link){x.title, p.back};
    p.title = x.title;
    p.category = x.category.name;
    p.maker = x.maker;
    p.model = x.model;
    p.origin = x.origin;
    p.detail_no = x.detail_no;
    p.description = x.description;
    p.product_no = x.no;
    p.has_offer = offer.is_there;
    p.price = offer.price;
    p.unit = offer.unit;
    p.exempt = offer.exempt;
    p.lead_days = offer.lead_days;
    p.supplier = offer.supplier;
    p.phone = offer.phone;
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
