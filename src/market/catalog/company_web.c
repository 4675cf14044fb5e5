#include "market/catalog/company_web.h"

#include "base/limits.h"
#include "market/catalog/company_list_page.html.h"
#include "market/catalog/company_page.html.h"
#include "market/party/right.h"
#include "platform/web/site.h"

// --- The list ------------------------------------------------------------------------------------

static struct company_filter read_filter(const struct request *rq)
{
    struct company_filter f = {
        .text = str_trim(request_query(rq, "q")),
        .district = str_trim(request_query(rq, "district")),
        .kind = certificate_kind_from(request_query(rq, "cert")),
    };
    if (str_length(f.text) > LIMIT_QUERY) {
        f.text = S(""); // nobody types that: show everything rather than an error
    }
    (void)public_no_parse(request_query(rq, "after"), &f.after); // a wrong one begins anew
    (void)public_no_parse(request_query(rq, "before"), &f.before);
    return f;
}

static href address_of(struct arena *a, const struct company_filter *f, const char *edge,
                       public_no at)
{
    href h = href_with(a, href_to(a, "/companies"), "q", f->text);
    if (f->kind >= 0) {
        h = href_with(a, h, "cert",
                      str_view(certificate_kind_word((enum certificate_kind)f->kind)));
    }
    h = href_with(a, h, "district", f->district);
    return at.value == 0 ? h : href_with(a, h, edge, str_format(a, "%lld", (long long)at.value));
}

static void fill_options(struct arena *a, const struct company_filter *f,
                         const district_list *districts, struct company_list_page *p)
{
    p->kinds.items = NEW_ARRAY(a, CERTIFICATE_KIND_COUNT, struct company_option);
    for (int k = 0; k < CERTIFICATE_KIND_COUNT; k++) {
        enum certificate_kind kind = (enum certificate_kind)k;
        if (certificate_is_preference(kind)) {
            p->kinds.items[p->kinds.count++] =
                (struct company_option){.value = str_view(certificate_kind_word(kind)),
                                        .text = certificate_kind_label(kind),
                                        .chosen = f->kind == k};
        }
    }
    p->districts.items = NEW_ARRAY(a, districts->count + 1, struct company_option);
    for (size_t i = 0; i < districts->count; i++) {
        const struct district *d = &districts->items[i];
        p->districts.items[p->districts.count++] = (struct company_option){
            .value = d->code, .text = d->name, .chosen = str_equals(d->code, f->district)};
    }
}

// The first syllable of a name without the letters of its legal form.
static str initial_of(str name)
{
    str form = S("㈜");
    str bare = str_starts(name, form) ? str_slice(name, form.n, name.n) : name;
    size_t at = 0;
    (void)str_next(bare, &at);
    return str_slice(bare, 0, at);
}

static struct company_card card_of(struct arena *a, const struct company_row *r)
{
    struct company_card c = {
        .path = href_to(a, "/companies/%lld", (long long)r->no.value),
        .name = r->name,
        .initial = r->name.n > 0 ? initial_of(r->name) : S(""),
        .business_item = r->business_item,
        .district = r->district,
        .introduction = r->introduction,
        .offer_count = r->offer_count,
    };
    c.tags.count = catalog_list_labels(a, r->tags, &c.tags.items);
    return c;
}

// A way on: fewer conditions, or on a new site coming in.
static struct empty nothing(struct arena *a, bool is_filtered)
{
    if (is_filtered) {
        return (struct empty){.title = S("찾은 기업이 없습니다"),
                              .text = S("이름의 일부만 적거나 조건을 줄여 보세요."),
                              .button = S("모든 기업 보기"),
                              .path = href_to(a, "/companies")};
    }
    return (struct empty){.title = S("아직 가입한 공급기업이 없습니다"),
                          .text = S("가입을 신청하고 운영자가 확인한 기업이 여기에 보입니다."),
                          .button = S("공급기업 가입 신청"),
                          .path = href_to(a, "/join/supplier")};
}

// GET /companies?q=&cert=&district=&after=&before=
static err get_companies(struct unit *u, const struct request *rq, struct response *rs)
{
    struct company_filter f = read_filter(rq);
    struct company_list list;
    TRY(company_store_list(u->db, u->arena, &f, u->today, &list));
    district_list districts;
    TRY(company_list_districts(u->db, u->arena, &districts));
    struct company_list_page p = {
        .text = f.text,
        .is_filtered = f.text.n > 0 || f.district.n > 0 || f.kind >= 0,
        .all = href_to(u->arena, "/companies"),
        .pager = {.total = list.total, .counter = S("곳")},
    };
    p.empty = nothing(u->arena, p.is_filtered);
    fill_options(u->arena, &f, &districts, &p);
    p.rows.items = NEW_ARRAY(u->arena, list.rows.count + 1, struct company_card);
    for (size_t i = 0; i < list.rows.count; i++) {
        p.rows.items[p.rows.count++] = card_of(u->arena, &list.rows.items[i]);
    }
    if (list.rows.count > 0 && list.has_previous) {
        p.pager.previous = address_of(u->arena, &f, "before", list.rows.items[0].no);
    }
    if (list.rows.count > 0 && list.has_next) {
        p.pager.next = address_of(u->arena, &f, "after", list.rows.items[list.rows.count - 1].no);
    }
    frame_fill(u, rq, &p.frame, S("공급기업"));
    p.frame.q = S(""); // the site's own search box is another one
    company_list_page_render(&rs->body, &p);
    return NULL;
}

// --- One of them ---------------------------------------------------------------------------------

// What it is stands on the first page of its certificates, whichever is shown.
static err fill_certificates(struct unit *u, public_no after, struct company_page *p)
{
    int64_t bp = 0;
    struct company_certificate_list list;
    const held_list *held = &list.rows;
    href here = href_to(u->arena, "/companies/%lld", (long long)p->company.no.value);
    TRY(company_list_certificates(u->db, u->arena, p->company.id, u->today, NO_ID(public_no),
                                  &list));
    uint64_t tags = held_tags(held, p->company.id, &bp);
    p->tags.count = catalog_list_labels(u->arena, tags, &p->tags.items);
    if (after.value != 0) {
        TRY(company_list_certificates(u->db, u->arena, p->company.id, u->today, after, &list));
        p->first_certificates = here;
    }
    if (list.next.value != 0) {
        p->more_certificates = href_with(u->arena, here, "certificates_after",
                                         str_format(u->arena, "%lld", (long long)list.next.value));
    }
    p->certificates.items = NEW_ARRAY(u->arena, held->count + 1, struct shown_certificate);
    for (size_t i = 0; i < held->count; i++) {
        p->certificates.items[p->certificates.count++] =
            catalog_show_certificate(&held->items[i], u->today);
    }
    return NULL;
}

static void fill_goods(struct arena *a, const struct company_offer_list *offers, bool is_first,
                       struct company_page *p)
{
    p->goods.items = NEW_ARRAY(a, offers->rows.count + 1, struct company_good);
    for (size_t i = 0; i < offers->rows.count; i++) {
        const struct company_offer *o = &offers->rows.items[i];
        p->goods.items[p->goods.count++] =
            (struct company_good){.path = catalog_product_path(a, o->product_no, o->no),
                                  .title = o->title,
                                  .picture = href_local(o->picture),
                                  .category_name = o->category_name,
                                  .price = o->price,
                                  .exempt = o->exempt,
                                  .unit = o->unit,
                                  .quantity_min = o->quantity_min,
                                  .lead_days = o->lead_days};
    }
    href here = href_to(a, "/companies/%lld", (long long)p->company.no.value);
    p->pager.total = p->company.offer_count;
    if (!is_first) {
        p->pager.previous = here;
    }
    if (offers->next.value != 0) {
        p->pager.next =
            href_with(a, here, "after", str_format(a, "%lld", (long long)offers->next.value));
    }
}

// GET /companies/:no?after=&certificates_after=
static err get_company(struct unit *u, const struct request *rq, struct response *rs)
{
    public_no no = {0};
    TRY(path_no(rq, "no", &no));
    public_no after = {0};
    (void)public_no_parse(request_query(rq, "after"), &after); // a wrong one begins anew
    struct company_page p = {0};
    TRY(company_find(u->db, no, &p.company));
    public_no certificates_after = {0};
    (void)public_no_parse(request_query(rq, "certificates_after"), &certificates_after); // likewise
    TRY(fill_certificates(u, certificates_after, &p));
    struct company_offer_list offers;
    TRY(company_list_offers(u->db, u->arena, p.company.id, after, &offers));
    if (!date_is_none(p.company.sanctioned_until) &&
        date_before(p.company.sanctioned_until, u->today)) {
        p.company.sanctioned_until = DATE_NONE; // it is over
    }
    fill_goods(u->arena, &offers, after.value == 0, &p);
    p.legal_form = p.company.is_corporation ? S("법인") : S("개인사업자");
    p.is_visitor = u->actor->account.value == 0;
    p.business_no = catalog_business_no(u->arena, p.company.business_no, !p.is_visitor);
    crumb_add(u->arena, &p.crumb, S("첫 화면"), href_to(u->arena, "/"));
    crumb_add(u->arena, &p.crumb, S("공급기업"), href_to(u->arena, "/companies"));
    p.crumb.here = p.company.name;
    frame_fill(u, rq, &p.frame, p.company.name);
    company_page_render(&rs->body, &p);
    return NULL;
}

const struct route COMPANY_ROUTES[] = {
    ROUTE(GET, "/companies", get_companies, RIGHT_PUBLIC),
    ROUTE(GET, "/companies/:no", get_company, RIGHT_PUBLIC),
};
const size_t COMPANY_ROUTE_COUNT = COUNT(COMPANY_ROUTES);
