#include "market/catalog/api_web.h"

#include "base/json_put.h"
#include "base/limits.h"
#include "market/catalog/api_store.h"
#include "market/catalog/catalog_web.h"
#include "market/catalog/company_store.h"
#include "market/party/right.h"

const struct fault API_UNKNOWN_KEY = {
    .kind = FAULT_INVALID,
    .code = "api.unknown_key",
    .text = "어디부터 이어 볼지 읽을 수 없습니다. 앞 쪽의 답에 적힌 next를 그대로 써 주세요.",
    .source = FAULT_OWN_RULE,
};

// --- JSON ----------------------------------------------------------------------------------------

static void put_number_of(struct out *o, const char *name, public_no no)
{
    json_put_key(o, name);
    out_format(o, "\"%lld\"", (long long)no.value);
}

// Null where there is none.
static void put_iso_day(struct out *o, struct arena *a, const char *name, date day)
{
    json_put_key(o, name);
    if (date_is_none(day)) {
        out_str(o, S("null"));
    } else {
        out_json(o, date_format_iso(a, day));
    }
}

static void put_list(struct out *o, const char *name, str parted)
{
    json_put_key(o, name);
    out_char(o, '[');
    while (parted.n > 0) {
        json_put_next(o);
        out_json(o, str_cut(&parted, '|'));
    }
    out_char(o, ']');
}

static void open_list(struct out *o, const char *name)
{
    json_put_key(o, name);
    out_char(o, '[');
}

static void open_item(struct out *o)
{
    json_put_next(o);
    out_char(o, '{');
}

static void answer_json(struct response *rs)
{
    rs->media_type = S("application/json");
    rs->is_public = true;
}

// --- A product -----------------------------------------------------------------------------------

static const char *word_of_subject(enum certificate_kind kind)
{
    if (certificate_is_of_number(kind)) {
        return "number";
    }
    return certificate_is_of_product(kind) ? "product" : "firm";
}

// Of one firm.
static void put_certificates(struct out *o, struct arena *a, const held_list *held,
                             supplier_id supplier)
{
    open_list(o, "certificates");
    for (size_t i = 0; i < held->count; i++) {
        const struct held_certificate *h = &held->items[i];
        if (h->supplier.value != supplier.value) {
            continue;
        }
        open_item(o);
        json_put_text(o, "kind", str_view(certificate_kind_word(h->kind)));
        json_put_text(o, "of", str_view(word_of_subject(h->kind)));
        json_put_text(o, "subject", h->subject);
        json_put_text(o, "number", h->number);
        json_put_text(o, "issuer", h->issuer);
        put_iso_day(o, a, "valid_from", h->valid_from);
        put_iso_day(o, a, "valid_until", h->valid_until);
        out_char(o, '}');
    }
    out_char(o, ']');
}

static void put_terms(struct out *o, struct arena *a, const struct offer_terms *t)
{
    json_put_number(o, "price_won", t->price.won);
    json_put_text(o, "vat", t->is_exempt ? S("exempt") : S("taxable"));
    json_put_text(o, "unit", t->unit);
    json_put_number(o, "quantity_min", t->quantity_min);
    json_put_number(o, "lead_days", t->lead_days);
    json_put_flag(o, "own_production", t->own_production);
    json_put_key(o, "stock");
    if (t->stock == LISTING_MADE_TO_ORDER) {
        out_str(o, S("null"));
    } else {
        out_i64(o, t->stock);
    }
    put_iso_day(o, a, "valid_until", t->valid_until);
    put_list(o, "districts", t->districts);
    open_list(o, "tiers");
    for (size_t i = 0; i < t->tiers.count; i++) {
        open_item(o);
        json_put_number(o, "quantity_min", t->tiers.items[i].quantity_min);
        json_put_number(o, "price_won", t->tiers.items[i].price.won);
        out_char(o, '}');
    }
    out_char(o, ']');
}

static void put_product(struct out *o, struct arena *a, const struct api_product *p)
{
    put_number_of(o, "id", p->l.no);
    put_number_of(o, "product_id", p->product_no);
    json_put_text(o, "url", catalog_product_path(a, p->product_no, p->l.no).path);
    json_put_text(o, "title", p->l.text.title);
    json_put_key(o, "category");
    out_char(o, '{');
    json_put_text(o, "code", p->l.text.category);
    json_put_text(o, "name", p->category_name);
    json_put_text(o, "object", p->object);
    out_char(o, '}');
    json_put_text(o, "maker", p->l.text.maker);
    json_put_text(o, "model", p->l.text.model);
    json_put_text(o, "origin", p->l.text.origin);
    json_put_text(o, "description", p->l.text.description);
    json_put_text(o, "class_no", p->class_no);
    json_put_text(o, "detail_no", p->l.text.detail_no);
    json_put_text(o, "item_no", p->l.text.item_no);
    open_list(o, "attributes");
    for (size_t i = 0; i < p->values.count; i++) {
        const struct api_value *v = &p->values.items[i];
        open_item(o);
        json_put_text(o, "key", v->key);
        json_put_text(o, "name", v->name);
        json_put_text(o, "value", v->value);
        json_put_text(o, "unit", v->unit);
        out_char(o, '}');
    }
    out_char(o, ']');
}

// GET /api/v1/products/:no
static err get_product(struct unit *u, const struct request *rq, struct response *rs)
{
    public_no no;
    struct api_product p;
    held_list held;
    struct out *o = &rs->body;
    TRY(request_admit_query(rq, NULL, 0));
    TRY(path_no(rq, "no", &no));
    TRY(api_store_product(u->db, u->arena, no, &p));
    TRY(product_list_certificates(u->db, u->arena, p.product, u->today, &held));
    answer_json(rs);
    out_char(o, '{');
    put_product(o, u->arena, &p);
    put_terms(o, u->arena, &p.l.terms);
    json_put_key(o, "supplier");
    out_char(o, '{');
    put_number_of(o, "id", p.supplier_no);
    json_put_text(o, "name", p.supplier_name);
    json_put_text(o, "district", p.district);
    out_char(o, '}');
    put_certificates(o, u->arena, &held, p.l.supplier);
    out_char(o, '}');
    return NULL;
}

// --- Categories ----------------------------------------------------------------------------------

static void put_attributes(struct out *o, const struct api_category *c)
{
    open_list(o, "attributes");
    for (size_t i = 0; i < c->attributes.count; i++) {
        const struct api_attribute *x = &c->attributes.items[i];
        open_item(o);
        json_put_text(o, "key", x->key);
        json_put_text(o, "name", x->name);
        json_put_text(o, "kind", x->kind);
        json_put_text(o, "unit", x->unit);
        put_list(o, "words", x->words);
        json_put_flag(o, "required", x->is_required);
        out_char(o, '}');
    }
    out_char(o, ']');
}

static void put_category(struct out *o, const struct api_category *c)
{
    open_item(o);
    json_put_text(o, "code", c->code);
    json_put_key(o, "parent");
    if (c->parent.n == 0) {
        out_str(o, S("null"));
    } else {
        out_json(o, c->parent);
    }
    json_put_number(o, "level", c->level);
    json_put_text(o, "name", c->name);
    json_put_text(o, "object", c->object);
    json_put_text(o, "vat", c->vat);
    json_put_text(o, "unit", c->unit);
    json_put_text(o, "class_no", c->class_no);
    json_put_text(o, "detail_no", c->detail_no);
    put_attributes(o, c);
    out_char(o, '}');
}

static void put_next(struct out *o, const char *name, str next)
{
    json_put_key(o, name);
    if (next.n == 0) {
        out_str(o, S("null"));
    } else {
        out_json(o, next);
    }
}

// The number behind which the rest follows.
static str next_of(struct arena *a, public_no last)
{
    return last.value == 0 ? S("") : str_format(a, "%lld", (long long)last.value);
}

// office.write.pen; whether there is one is not asked: what follows it is there.
static bool is_code(str after)
{
    for (size_t i = 0; i < after.n; i++) {
        char c = after.p[i];
        bool is_part = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '_';
        if (!is_part) {
            return false;
        }
    }
    return true;
}

// GET /api/v1/categories?after=
static err get_categories(struct unit *u, const struct request *rq, struct response *rs)
{
    static const char *const NAMES[] = {"after"};
    api_category_list list;
    struct out *o = &rs->body;
    TRY(request_admit_query(rq, NAMES, COUNT(NAMES)));
    str after = request_query(rq, "after");
    if (!is_code(after)) {
        return &API_UNKNOWN_KEY;
    }
    TRY(api_store_categories(u->db, u->arena, after, &list));
    bool has_more = list.count > API_CATEGORIES;
    size_t count = has_more ? API_CATEGORIES : list.count;
    answer_json(rs);
    out_char(o, '{');
    open_list(o, "items");
    for (size_t i = 0; i < count; i++) {
        put_category(o, &list.items[i]);
    }
    out_char(o, ']');
    put_next(o, "next", has_more ? list.items[count - 1].code : S(""));
    out_char(o, '}');
    return NULL;
}

// --- A supplier ----------------------------------------------------------------------------------

static void put_offers(struct out *o, struct arena *a, const struct company_offer_list *offers)
{
    open_list(o, "products");
    for (size_t i = 0; i < offers->rows.count; i++) {
        const struct company_offer *f = &offers->rows.items[i];
        open_item(o);
        put_number_of(o, "id", f->no);
        json_put_text(o, "url", catalog_product_path(a, f->product_no, f->no).path);
        json_put_text(o, "title", f->title);
        json_put_number(o, "price_won", f->price.won);
        json_put_text(o, "unit", f->unit);
        out_char(o, '}');
    }
    out_char(o, ']');
    put_next(o, "next", next_of(a, offers->next));
}

// Whose name stands behind the firm is for people: it is on the firm's page.
static void put_company(struct out *o, struct unit *u, const struct company *c)
{
    bool is_known = (u->actor->rights & RIGHT_SIGNED_IN) != 0;
    put_number_of(o, "id", c->no);
    json_put_text(o, "name", c->name);
    json_put_text(o, "business_no", catalog_business_no(u->arena, c->business_no, is_known));
    json_put_text(o, "business_type", c->business_type);
    json_put_text(o, "business_item", c->business_item);
    json_put_text(o, "district", c->district);
    json_put_text(o, "introduction", c->introduction);
    put_iso_day(o, u->arena, "opened_on", c->opened_on);
    put_iso_day(o, u->arena, "sanctioned_until", c->sanctioned_until);
    json_put_number(o, "product_count", c->offer_count);
}

// Whether the list is asked for from its first item on.
static bool is_first(const struct request *rq, const char *key)
{
    return request_query(rq, key).n == 0;
}

// GET /api/v1/suppliers/:no?after=&certificates_after=
static err get_supplier(struct unit *u, const struct request *rq, struct response *rs)
{
    static const char *const NAMES[] = {"after", "certificates_after"};
    public_no no;
    public_no after = NO_ID(public_no);
    struct company c;
    public_no certificates_after = NO_ID(public_no);
    struct company_certificate_list held;
    struct company_offer_list offers;
    struct out *o = &rs->body;
    TRY(request_admit_query(rq, NAMES, COUNT(NAMES)));
    TRY(path_no(rq, "no", &no));
    if (!is_first(rq, "after") && !public_no_parse(request_query(rq, "after"), &after)) {
        return &API_UNKNOWN_KEY;
    }
    if (!is_first(rq, "certificates_after") &&
        !public_no_parse(request_query(rq, "certificates_after"), &certificates_after)) {
        return &API_UNKNOWN_KEY;
    }
    TRY(company_find(u->db, no, &c));
    TRY(company_list_certificates(u->db, u->arena, c.id, u->today, certificates_after, &held));
    TRY(company_list_offers(u->db, u->arena, c.id, after, &offers));
    answer_json(rs);
    out_char(o, '{');
    put_company(o, u, &c);
    put_certificates(o, u->arena, &held.rows, c.id);
    put_next(o, "certificates_next", next_of(u->arena, held.next));
    put_offers(o, u->arena, &offers);
    out_char(o, '}');
    return NULL;
}

const struct route CATALOG_API_ROUTES[] = {
    ROUTE(GET, "/api/v1/products/:no", get_product, RIGHT_PUBLIC),
    ROUTE(GET, "/api/v1/categories", get_categories, RIGHT_PUBLIC),
    ROUTE(GET, "/api/v1/suppliers/:no", get_supplier, RIGHT_PUBLIC),
};
const size_t CATALOG_API_ROUTE_COUNT = COUNT(CATALOG_API_ROUTES);
