#include "market/catalog/catalog_web.h"

#include "base/limits.h"
#include "market/catalog/catalog.sql.h"
#include "market/catalog/product_page.html.h"
#include "market/certificate/certificate.h"
#include "market/party/right.h"
#include "platform/web/site.h"

#define ATTRIBUTES_MAX 32 // of a template; the longest has 6

static void fill_crumb(struct arena *a, struct product_page *p, str top_code, str top_name)
{
    p->crumb.links.items = NEW_ARRAY(a, 2, struct crumb_link);
    p->crumb.links.items[p->crumb.links.count++] =
        (struct crumb_link){.text = S("첫 화면"), .path = href_to(a, "/")};
    if (top_code.n > 0) {
        p->crumb.links.items[p->crumb.links.count++] = (struct crumb_link){
            .text = top_name, .path = href_with(a, href_to(a, "/search"), "category", top_code)};
    }
    p->crumb.here = p->title;
}

static err find_product(struct unit *u, public_no no, struct product_page *p, int64_t *out_id)
{
    struct query *q = db_query(u->db, &SQL_PRODUCT_FIND);
    bind_i64(q, "no", no.value);
    if (!query_next(q)) {
        TRY(query_end(q));
        return &REQUEST_NO_SUCH_PAGE;
    }
    *out_id = read_i64(q, "id");
    p->title = read_str(q, "title");
    p->picture = href_local(read_str(q, "picture"));
    p->picture_alt = read_str(q, "picture_alt");
    p->category_name = read_str(q, "category_name");
    p->maker = read_str(q, "maker");
    p->model = read_str(q, "model");
    p->origin = read_str(q, "origin");
    p->description = read_str(q, "description");
    p->buyer_count = read_i64(q, "buyer_count");
    fill_crumb(u->arena, p, read_str(q, "top_code"), read_str(q, "top_name"));
    return query_end(q);
}

static struct shown_offer read_offer(struct arena *a, struct query *q, public_no product)
{
    struct shown_offer o = {
        .id = read_i64(q, "id"),
        .no = {.value = read_i64(q, "no")},
        .price = read_money(q, "price_won"),
        .exempt = str_equals(read_str(q, "vat"), S("exempt")),
        .unit = read_str(q, "unit"),
        .quantity_min = read_i64(q, "quantity_min"),
        .lead_days = read_i64(q, "lead_days"),
        .own_production = read_bool(q, "own_production"),
        .supplier_id = read_i64(q, "supplier_id"),
        .supplier_name = read_str(q, "supplier_name"),
        .representative = read_str(q, "representative"),
        .business_no = read_str(q, "business_no"),
        .address = read_str(q, "address"),
        .phone = read_str(q, "phone"),
        .introduction = read_str(q, "introduction"),
    };
    o.path = href_with(a, href_to(a, "/products/%lld", (long long)product.value), "offer",
                       str_format(a, "%lld", (long long)o.no.value));
    return o;
}

// The offer asked for in front, else the cheapest; the rest below.
static err list_offers(struct unit *u, int64_t product, public_no no, public_no wanted,
                       struct product_page *p)
{
    struct query *q = db_query(u->db, &SQL_PRODUCT_OFFERS);
    bind_i64(q, "product", product);
    p->others.items = NEW_ARRAY(u->arena, LIMIT_PAGE_ROWS + 1, struct shown_offer);
    while (query_next(q)) {
        struct shown_offer o = read_offer(u->arena, q, no);
        if (!p->has_offer) {
            p->offer = o;
            p->has_offer = true;
        } else if (o.no.value == wanted.value) {
            p->others.items[p->others.count++] = p->offer;
            p->offer = o;
        } else {
            p->others.items[p->others.count++] = o;
        }
    }
    return query_end(q);
}

static err list_certificates(struct unit *u, struct product_page *p)
{
    struct query *q = db_query(u->db, &SQL_SUPPLIER_CERTIFICATES);
    bind_i64(q, "supplier", p->offer.supplier_id);
    bind_date(q, "today", u->today);
    p->certificates.items = NEW_ARRAY(u->arena, LIMIT_DESK_ROWS, struct shown_certificate);
    while (query_next(q) && p->certificates.count < LIMIT_DESK_ROWS) {
        int kind = certificate_kind_from(read_str(q, "kind"));
        if (kind < 0) {
            continue; // a kind of a newer version
        }
        p->certificates.items[p->certificates.count++] = (struct shown_certificate){
            .label = certificate_kind_label((enum certificate_kind)kind),
            .number = read_str(q, "number"),
            .issuer = read_str(q, "issuer"),
            .valid_from = read_date(q, "valid_from"),
            .valid_until = read_date(q, "valid_until"),
            .is_preference = certificate_is_preference((enum certificate_kind)kind),
        };
    }
    return query_end(q);
}

static err list_attributes(struct unit *u, int64_t product, struct product_page *p)
{
    struct query *q = db_query(u->db, &SQL_PRODUCT_ATTRIBUTES);
    bind_i64(q, "product", product);
    p->specification.items.items = NEW_ARRAY(u->arena, ATTRIBUTES_MAX, struct fact);
    while (query_next(q) && p->specification.items.count < ATTRIBUTES_MAX) {
        p->specification.items.items[p->specification.items.count++] =
            (struct fact){.name = read_str(q, "name"),
                          .value = str_join(u->arena, read_str(q, "value"), read_str(q, "unit"))};
    }
    return query_end(q);
}

// GET /products/:no?offer=
static err get_product(struct unit *u, const struct request *rq, struct response *rs)
{
    public_no no = {0};
    TRY(path_no(rq, "no", &no));
    public_no wanted = {0};
    (void)public_no_parse(request_query(rq, "offer"), &wanted); // a wrong one shows the cheapest
    struct product_page p = {0};
    int64_t product = 0;
    TRY(find_product(u, no, &p, &product));
    TRY(list_offers(u, product, no, wanted, &p));
    TRY(list_certificates(u, &p));
    TRY(list_attributes(u, product, &p));
    frame_fill(u, rq, &p.frame, p.title);
    product_page_render(&rs->body, &p);
    return NULL;
}

const struct route CATALOG_ROUTES[] = {
    ROUTE(GET, "/products/:no", get_product, RIGHT_PUBLIC),
};
const size_t CATALOG_ROUTE_COUNT = COUNT(CATALOG_ROUTES);
