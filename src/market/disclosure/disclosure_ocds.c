#include "market/disclosure/disclosure_ocds.h"

#include <assert.h>

#include "base/json_put.h"

// --- JSON ----------------------------------------------------------------------------------------

// An empty text is left out: the standard asks for none.
static void put_some(struct out *o, const char *key, str value)
{
    if (value.n > 0) {
        json_put_text(o, key, value);
    }
}

static void open_object(struct out *o, const char *key)
{
    if (key != NULL) {
        json_put_key(o, key);
    } else {
        json_put_next(o);
    }
    out_char(o, '{');
}

static void open_list(struct out *o, const char *key)
{
    json_put_key(o, key);
    out_char(o, '[');
}

static void put_amount(struct out *o, const char *key, money amount)
{
    open_object(o, key);
    json_put_number(o, "amount", amount.won);
    json_put_text(o, "currency", S("KRW"));
    out_char(o, '}');
}

// The beginning of a day in Korea.
static void put_day(struct out *o, const char *key, date day)
{
    str iso = date_format_iso(o->arena, day);
    json_put_text(o, key, str_join(o->arena, iso, S("T00:00:00+09:00")));
}

static void put_words(struct out *o, const char *key, const char *const *words, size_t count)
{
    open_list(o, key);
    for (size_t i = 0; i < count; i++) {
        json_put_next(o);
        out_json(o, str_view(words[i]));
    }
    out_char(o, ']');
}
#define WORDS(...) (const char *const[]){__VA_ARGS__}, COUNT(((const char *const[]){__VA_ARGS__}))

// --- Who -----------------------------------------------------------------------------------------

static str number(struct out *o, const char *scheme, public_no no)
{
    return str_format(o->arena, "%s-%lld", scheme, (long long)no.value);
}

static str buyer_id(struct out *o, const struct ocds_contract *c)
{
    return c->institution_code.n > 0 ? str_join(o->arena, S("DURE-ORG-"), c->institution_code)
                                     : number(o, "DURE-ORG", c->institution_no);
}

static str supplier_id_of(struct out *o, const struct ocds_contract *c)
{
    return c->business_no.n > 0 ? str_join(o->arena, S("KR-BIZ-"), c->business_no)
                                : number(o, "DURE-SUPPLIER", c->supplier_no);
}

static void put_reference(struct out *o, const char *key, str id, str name)
{
    open_object(o, key);
    json_put_text(o, "id", id);
    json_put_text(o, "name", name);
    out_char(o, '}');
}

static void put_buyer(struct out *o, const char *key, const struct ocds_contract *c)
{
    put_reference(o, key, buyer_id(o, c), c->line.institution_name);
}

static void put_supplier(struct out *o, const char *key, const struct ocds_contract *c)
{
    put_reference(o, key, supplier_id_of(o, c), c->line.supplier_name);
}

// A person who trades is told by firm name alone; a corporation with its number and seat.
static void put_parties(struct out *o, const struct ocds_contract *c)
{
    open_list(o, "parties");
    open_object(o, NULL);
    json_put_text(o, "id", buyer_id(o, c));
    json_put_text(o, "name", c->line.institution_name);
    put_words(o, "roles", WORDS("buyer", "procuringEntity", "payer"));
    out_char(o, '}');
    open_object(o, NULL);
    json_put_text(o, "id", supplier_id_of(o, c));
    json_put_text(o, "name", c->line.supplier_name);
    put_words(o, "roles", WORDS("supplier", "payee"));
    if (c->business_no.n > 0) {
        open_object(o, "identifier");
        json_put_text(o, "scheme", S("KR-BIZ"));
        json_put_text(o, "id", c->business_no);
        json_put_text(o, "legalName", c->line.supplier_name);
        out_char(o, '}');
        open_object(o, "address");
        put_some(o, "streetAddress", c->line.address);
        json_put_text(o, "countryName", S("대한민국"));
        out_char(o, '}');
    }
    out_char(o, '}');
    out_char(o, ']');
}

// --- What ----------------------------------------------------------------------------------------

static void put_items(struct out *o, const struct ocds_contract *c)
{
    open_list(o, "items");
    for (size_t i = 0; i < c->items.count; i++) {
        const struct ocds_item *item = &c->items.items[i];
        bool classed = item->class_no.n > 0;
        open_object(o, NULL);
        json_put_text(o, "id", str_format(o->arena, "%zu", i + 1));
        json_put_text(o, "description", item->title);
        open_object(o, "classification");
        json_put_text(o, "scheme", classed ? S("KR-PPS") : S("DURE"));
        json_put_text(o, "id", classed ? item->class_no : item->category_code);
        out_char(o, '}');
        json_put_number(o, "quantity", item->quantity);
        open_object(o, "unit");
        json_put_text(o, "name", item->unit);
        put_amount(o, "value", item->price);
        out_char(o, '}');
        out_char(o, '}');
    }
    out_char(o, ']');
}

static str category_of(enum law_ratio_object object)
{
    switch (object) {
    case LAW_RATIO_GOODS:
        return S("goods");
    case LAW_RATIO_SERVICE:
        return S("services");
    case LAW_RATIO_WORKS:
        return S("works");
    case LAW_RATIO_ANY:
    case LAW_RATIO_OBJECT_COUNT:
        break;
    }
    assert(false); // a line has one of the three
    return S("");
}

static void put_tender(struct out *o, const struct ocds_contract *c)
{
    open_object(o, "tender");
    json_put_text(o, "id", number(o, "tender", c->line.no));
    json_put_text(o, "title", c->line.title);
    json_put_text(o, "status", S("complete"));
    put_buyer(o, "procuringEntity", c);
    put_amount(o, "value", c->line.estimated);
    json_put_text(o, "procurementMethod", S("direct"));
    json_put_text(o, "procurementMethodDetails", c->line.ground);
    json_put_text(o, "procurementMethodRationale", c->line.reason);
    json_put_text(o, "mainProcurementCategory", category_of(c->line.object));
    out_char(o, '}');
}

static void put_award(struct out *o, const struct ocds_contract *c)
{
    open_list(o, "awards");
    open_object(o, NULL);
    json_put_text(o, "id", number(o, "award", c->line.no));
    json_put_text(o, "title", c->line.title);
    json_put_text(o, "status", S("active"));
    put_day(o, "date", c->line.contracted_on);
    put_amount(o, "value", c->line.price);
    json_put_key(o, "suppliers");
    out_char(o, '[');
    put_supplier(o, NULL, c);
    out_char(o, ']');
    out_char(o, '}');
    out_char(o, ']');
}

// The contract's own two ids, without which no release may speak of it.
static void open_contract(struct out *o, const struct ocds_contract *c)
{
    open_list(o, "contracts");
    open_object(o, NULL);
    json_put_text(o, "id", number(o, "contract", c->line.no));
    json_put_text(o, "awardID", number(o, "award", c->line.no));
}

static void close_contract(struct out *o)
{
    out_char(o, '}');
    out_char(o, ']');
}

// --- Releases ------------------------------------------------------------------------------------

// "ocds-000000-1234567890123", and the release "1234567890123-<event>".
static void open_release(struct out *o, const struct ocds_package *p, const struct ocds_contract *c,
                         str event)
{
    str no = str_format(o->arena, "%lld", (long long)c->line.no.value);
    open_object(o, NULL);
    json_put_text(o, "ocid", str_format(o->arena, "%.*s-%.*s", STR_ARG(p->prefix), STR_ARG(no)));
    json_put_text(o, "id", str_format(o->arena, "%.*s-%.*s", STR_ARG(no), STR_ARG(event)));
    json_put_text(o, "initiationType", S("tender"));
    json_put_text(o, "language", S("ko"));
}

static void put_signing(struct out *o, const struct ocds_package *p, const struct ocds_contract *c)
{
    open_release(o, p, c, S("contract"));
    json_put_text(o, "date", instant_format_iso(o->arena, c->line.published_at));
    put_words(o, "tag", WORDS("tender", "award", "contract"));
    put_parties(o, c);
    put_buyer(o, "buyer", c);
    put_tender(o, c);
    put_award(o, c);
    open_contract(o, c);
    json_put_text(o, "title", c->line.title);
    json_put_text(o, "status", S("active"));
    open_object(o, "period");
    put_day(o, "startDate", c->line.starts_on);
    put_day(o, "endDate", c->line.ends_on);
    out_char(o, '}');
    put_amount(o, "value", c->line.price);
    put_items(o, c);
    put_day(o, "dateSigned", c->line.contracted_on);
    close_contract(o);
    out_char(o, '}');
}

static void put_completion(struct out *o, const struct ocds_package *p,
                           const struct ocds_contract *c)
{
    if (date_is_none(c->line.completed_on)) {
        return;
    }
    open_release(o, p, c, S("completion"));
    put_day(o, "date", c->line.completed_on);
    put_words(o, "tag", WORDS("implementation"));
    open_contract(o, c);
    open_object(o, "implementation");
    open_list(o, "milestones");
    open_object(o, NULL);
    json_put_text(o, "id", S("completion"));
    json_put_text(o, "title", S("이행 완료"));
    json_put_text(o, "type", S("delivery"));
    put_day(o, "dueDate", c->line.ends_on);
    put_day(o, "dateMet", c->line.completed_on);
    json_put_text(o, "status", S("met"));
    out_char(o, '}');
    out_char(o, ']');
    out_char(o, '}');
    close_contract(o);
    out_char(o, '}');
}

static void put_payment(struct out *o, const struct ocds_package *p, const struct ocds_contract *c,
                        const struct ocds_payment *payment)
{
    str event = number(o, "payment", payment->no);
    open_release(o, p, c, event);
    put_day(o, "date", payment->paid_on);
    put_words(o, "tag", WORDS("implementation"));
    open_contract(o, c);
    open_object(o, "implementation");
    open_list(o, "transactions");
    open_object(o, NULL);
    json_put_text(o, "id", event);
    put_day(o, "date", payment->paid_on);
    put_amount(o, "value", payment->paid);
    put_buyer(o, "payer", c);
    put_supplier(o, "payee", c);
    out_char(o, '}');
    out_char(o, ']');
    out_char(o, '}');
    close_contract(o);
    out_char(o, '}');
}

static void put_ending(struct out *o, const struct ocds_package *p, const struct ocds_contract *c)
{
    if (date_is_none(c->line.voided_on)) {
        return;
    }
    open_release(o, p, c, S("termination"));
    put_day(o, "date", c->line.voided_on);
    put_words(o, "tag", WORDS("contractTermination"));
    open_contract(o, c);
    json_put_text(o, "status", S("terminated"));
    close_contract(o);
    out_char(o, '}');
}

static instant later(instant a, instant b)
{
    return instant_before(a, b) ? b : a;
}

// The last change of what the package holds.
static instant last_change(const struct ocds_package *p)
{
    instant last = {0};
    for (size_t i = 0; i < p->contracts.count; i++) {
        const struct ocds_contract *c = &p->contracts.items[i];
        const date days[] = {c->line.completed_on, c->line.paid_on, c->line.voided_on};
        last = later(last, c->line.published_at);
        for (size_t k = 0; k < COUNT(days); k++) {
            if (!date_is_none(days[k])) {
                last = later(last, instant_at(days[k], 0, 0));
            }
        }
    }
    return last;
}

void ocds_write_package(struct out *o, const struct ocds_package *package)
{
    assert(package->contracts.count > 0);
    open_object(o, NULL);
    json_put_text(o, "uri", package->uri);
    json_put_text(o, "version", S("1.1"));
    json_put_text(o, "publishedDate", instant_format_iso(o->arena, last_change(package)));
    open_object(o, "publisher");
    json_put_text(o, "name", package->publisher);
    out_char(o, '}');
    open_list(o, "releases");
    for (size_t i = 0; i < package->contracts.count; i++) {
        const struct ocds_contract *c = &package->contracts.items[i];
        put_signing(o, package, c);
        put_completion(o, package, c);
        for (size_t k = 0; k < c->payments.count; k++) {
            put_payment(o, package, c, &c->payments.items[k]);
        }
        put_ending(o, package, c);
    }
    out_str(o, S("]}"));
}
