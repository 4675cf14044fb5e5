#include "market/contract/contract_content.h"

#include <assert.h>

#include "base/canon.h"
#include "base/limits.h"
#include "market/party/party_facts.h"

#define CERTIFICATES_MAX 20 // read back from a text; a firm has a handful

// --- Writing -------------------------------------------------------------------------------------

static void write_line(struct out *o, const struct contract_line *l)
{
    canon_put_i64(o, "line", l->seq);
    canon_put_i64(o, "product", l->product.value);
    canon_put(o, "category", l->category_code);
    canon_put(o, "item", l->title);
    canon_put(o, "unit", l->unit);
    canon_put_i64(o, "quantity", l->quantity);
    canon_put_i64(o, "unit_price_won", l->price.won);
    canon_put_i64(o, "amount_won", l->amount.won);
}

// What the rows say: the first part, written the same way to compare.
static void write_rows(struct out *o, const struct contract *c, const contract_line_list *lines,
                       enum contract_form form)
{
    canon_put(o, "form",
              str_format(o->arena, "contract.%s.%d", contract_kind_word(c->kind), (int)form));
    canon_put(o, "number", c->number);
    canon_put_i64(o, "purchase", c->purchase_no.value);
    canon_put_i64(o, "institution", c->institution.value);
    canon_put_i64(o, "supplier", c->supplier.value);
    canon_put(o, "title", c->title);
    canon_put(o, "object", str_view(law_object_word(c->object)));
    canon_put(o, "ground", c->ground);
    canon_put(o, "reason", c->reason);
    canon_put_i64(o, "estimated_won", c->estimated.won);
    canon_put_i64(o, "price_won", c->price.won);
    canon_put_i64(o, "supply_won", c->supply.won);
    canon_put_i64(o, "vat_won", c->vat.won);
    canon_put(o, "security", str_view(contract_security_word(c->security)));
    canon_put_i64(o, "security_won", c->security_amount.won);
    canon_put_i64(o, "delay_ppm", c->delay_ppm);
    canon_put(o, "delivery_place", c->delivery_place);
    canon_put_date(o, "ends_on", c->ends_on);
    if (form >= CONTRACT_FORM_3) {
        canon_put(o, "scope", c->scope);
    }
    canon_put(o, "rule_ids", c->rule_ids);
    for (size_t i = 0; i < lines->count; i++) {
        write_line(o, &lines->items[i]);
    }
}

static void write_parties(struct out *o, const struct contract_parts *p)
{
    canon_put(o, "buyer", p->buyer.name);
    canon_put(o, "buyer_business_no", p->buyer.business_no);
    canon_put(o, "buyer_address", p->buyer.address);
    canon_put(o, "buyer_phone", p->buyer.phone);
    canon_put(o, "buyer_head", party_head_style(o->arena, p->buyer.name, p->buyer.head_title));
    canon_put(o, "buyer_department", p->buyer.department);
    canon_put(o, "buyer_officer", p->buyer.officer);
    canon_put(o, "seller", p->seller.name);
    canon_put(o, "seller_business_no", p->seller.business_no);
    canon_put(o, "seller_corporate_no", p->seller.corporate_no);
    canon_put(o, "seller_representative", p->seller.representative);
    canon_put(o, "seller_address", p->seller.address);
    canon_put(o, "seller_phone", p->seller.phone);
    canon_put(o, "seller_type", p->seller.business_type);
    canon_put(o, "seller_item", p->seller.business_item);
    for (size_t i = 0; i < p->certificates.count; i++) {
        const struct contract_certificate *k = &p->certificates.items[i];
        canon_put(o, "certificate", k->label);
        canon_put(o, "certificate_number", k->number);
        canon_put_date(o, "certificate_from", k->valid_from);
        canon_put_date(o, "certificate_until", k->valid_until);
    }
}

str contract_write_content(struct arena *a, const struct contract *c,
                           const contract_line_list *lines, const struct contract_parts *parts)
{
    struct out o;
    out_init(&o, a, LIMIT_PAGE);
    write_rows(&o, c, lines, CONTRACT_FORM_NEWEST);
    write_parties(&o, parts);
    canon_put(&o, "kind_reason", parts->kind_reason);
    canon_put(&o, "security_reason", parts->security_reason);
    canon_put_date(&o, "sign_by", parts->sign_by);
    for (size_t i = 0; i < parts->clauses.count; i++) {
        canon_put(&o, "clause", parts->clauses.items[i].heading);
        canon_put(&o, "clause_text", parts->clauses.items[i].text);
        canon_put(&o, "clause_article", parts->clauses.items[i].article);
    }
    assert(!o.overflowed); // LIMIT_PURCHASE_LINES lines of bounded texts
    return out_view(&o);
}

enum contract_form contract_form_of(struct arena *a, str content)
{
    str form = canon_find(a, content, "form");
    return str_ends(form, S(".1"))   ? CONTRACT_FORM_1
           : str_ends(form, S(".2")) ? CONTRACT_FORM_2
                                     : CONTRACT_FORM_3;
}

// --- Comparing -----------------------------------------------------------------------------------

str contract_find_altered(struct arena *a, const struct contract *c,
                          const contract_line_list *lines, int64_t *out_line)
{
    struct out o;
    out_init(&o, a, LIMIT_PAGE);
    write_rows(&o, c, lines, contract_form_of(a, c->content));
    size_t end = str_index(c->content, S("\nbuyer=")); // no value holds a line end
    str was = str_slice(c->content, 0, end + 1);
    return canon_difference(was, out_view(&o), "line", out_line);
}

static const struct {
    const char *field;
    const char *label;
} LABELS[] = {
    {"form",           "문서 종류"      },
    {"number",         "계약번호"       },
    {"purchase",       "구매 건"         },
    {"institution",    "기관"             },
    {"supplier",       "공급기업"       },
    {"title",          "계약건명"       },
    {"object",         "목적물"          },
    {"ground",         "수의계약 근거"},
    {"reason",         "수의계약 사유"},
    {"estimated_won",  "추정가격"       },
    {"price_won",      "계약금액"       },
    {"supply_won",     "공급가액"       },
    {"vat_won",        "부가가치세"    },
    {"security",       "계약보증 방법"},
    {"security_won",   "계약보증금"    },
    {"delay_ppm",      "지연배상금률" },
    {"delivery_place", "이행 장소"      },
    {"ends_on",        "이행기한"       },
    {"scope",          "과업 내용"      },
    {"rule_ids",       "적용 규정"      },
    {"line",           "품목"             },
    {"product",        "품목"             },
    {"category",       "분류"             },
    {"item",           "품명"             },
    {"unit",           "단위"             },
    {"quantity",       "수량"             },
    {"unit_price_won", "단가"             },
    {"amount_won",     "금액"             },
};

str contract_field_label(struct arena *a, str field, int64_t line)
{
    str label = S("내용");
    for (size_t i = 0; i < COUNT(LABELS); i++) {
        if (str_equals(field, str_view(LABELS[i].field))) {
            label = str_view(LABELS[i].label);
        }
    }
    if (line == 0 || str_equals(field, S("line"))) {
        return label;
    }
    return str_format(a, "%.*s, %lld번 품목", STR_ARG(label), (long long)line);
}

// --- Reading back --------------------------------------------------------------------------------

void contract_read_clauses(struct arena *a, str content, struct contract_clauses *out)
{
    *out = (struct contract_clauses){0};
    str name = S("");
    str value = S("");
    while (canon_next(a, &content, &name, &value)) {
        if (str_equals(name, S("clause")) && out->count < CONTRACT_CLAUSES_MAX) {
            out->items[out->count++].heading = value;
        } else if (out->count > 0 && str_equals(name, S("clause_text"))) {
            out->items[out->count - 1].text = value;
        } else if (out->count > 0 && str_equals(name, S("clause_article"))) {
            out->items[out->count - 1].article = value;
        }
    }
}

static int64_t number_of(str value)
{
    int64_t n = 0;
    return str_parse_i64(value, &n) ? n : 0;
}

void contract_read_lines(struct arena *a, str content, contract_line_list *out)
{
    contract_line_list list = {.items = NEW_ARRAY(a, LIMIT_PURCHASE_LINES, struct contract_line)};
    str name = S("");
    str value = S("");
    while (canon_next(a, &content, &name, &value)) {
        if (str_equals(name, S("line")) && list.count < LIMIT_PURCHASE_LINES) {
            list.items[list.count++].seq = number_of(value);
        }
        if (list.count == 0) {
            continue;
        }
        struct contract_line *l = &list.items[list.count - 1];
        if (str_equals(name, S("item"))) {
            l->title = value;
        } else if (str_equals(name, S("unit"))) {
            l->unit = value;
        } else if (str_equals(name, S("quantity"))) {
            l->quantity = number_of(value);
        } else if (str_equals(name, S("unit_price_won"))) {
            l->price = WON(number_of(value));
        } else if (str_equals(name, S("amount_won"))) {
            l->amount = WON(number_of(value));
        }
    }
    *out = list;
}

void contract_read_certificates(struct arena *a, str content, contract_certificate_list *out)
{
    contract_certificate_list list = {
        .items = NEW_ARRAY(a, CERTIFICATES_MAX, struct contract_certificate)};
    str name = S("");
    str value = S("");
    while (canon_next(a, &content, &name, &value)) {
        if (str_equals(name, S("certificate")) && list.count < CERTIFICATES_MAX) {
            list.items[list.count] = (struct contract_certificate){
                .label = value, .valid_from = DATE_NONE, .valid_until = DATE_NONE};
            list.count++;
        }
        if (list.count == 0) {
            continue;
        }
        struct contract_certificate *k = &list.items[list.count - 1];
        if (str_equals(name, S("certificate_number"))) {
            k->number = value;
        } else if (str_equals(name, S("certificate_from"))) {
            (void)date_parse(value, &k->valid_from);
        } else if (str_equals(name, S("certificate_until"))) {
            (void)date_parse(value, &k->valid_until);
        }
    }
    *out = list;
}
