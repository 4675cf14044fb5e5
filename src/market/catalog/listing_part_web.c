// What the desk's pages of listings share: crumbs, and the words of a difference.

#include "market/catalog/listing_part_web.h"
#include "base/canon.h"
#include "base/limits.h"
#include "market/catalog/catalog_store.h"

struct crumb listing_crumb(struct arena *a, const struct listing *l, str here)
{
    struct crumb crumb = {.here = here};
    crumb_add(a, &crumb, S("상품"), href_to(a, "%s", LISTING_HEAD));
    if (l != NULL) {
        crumb_add(a, &crumb, l->text.title,
                  href_to(a, "%s/%lld", LISTING_HEAD, (long long)l->no.value));
    }
    return crumb;
}

struct listing_filter listing_filter_of(str state, str category, str words)
{
    struct listing_filter f = {
        .state = listing_state_from(state),
        .category = category,
        .words = str_trim(words),
    };
    f.words = str_length(f.words) > LIMIT_QUERY ? S("") : f.words;
    return f;
}

href listing_narrow(struct arena *a, const struct listing_filter *f, int state, href to)
{
    if (state >= 0) {
        to = href_with(a, to, "state", str_view(listing_state_word((enum listing_state)state)));
    }
    to = href_with(a, to, "category", f->category);
    return href_with(a, to, "q", f->words);
}

// 주문받아 마련, or the figure with thousands.
static str stock_text(struct arena *a, int64_t stock)
{
    return stock == LISTING_MADE_TO_ORDER ? S("주문받아 마련") : money_format(a, WON(stock));
}

str listing_district_names(struct arena *a, const district_list *districts, str codes)
{
    if (codes.n == 0) {
        return S("모든 구·군");
    }
    str said = S("");
    for (size_t i = 0; i < districts->count; i++) {
        if (attribute_words_hold(codes, districts->items[i].code)) {
            said = str_format(a, "%.*s%s%.*s", STR_ARG(said), said.n == 0 ? "" : ", ",
                              STR_ARG(districts->items[i].name));
        }
    }
    return said;
}

static void add_fact(struct kv *kv, str name, str value)
{
    if (value.n > 0) {
        kv->items.items[kv->items.count++] = (struct fact){.name = name, .value = value};
    }
}

// The number, and what the public list calls it.
static str item_text(struct arena *a, const struct item_number *item)
{
    str name = item->name.n > 0 ? item->name
               : item->waits    ? S("조달청 물품목록에서 확인하고 있습니다")
                                : S("");
    return name.n == 0 ? item->no : str_format(a, "%.*s (%.*s)", STR_ARG(item->no), STR_ARG(name));
}

// With its unit and thousands, as the buyers read it.
static str value_text(struct arena *a, const struct attribute *x, str value)
{
    return attribute_text(a, x->kind == ATTRIBUTE_NUMBER ? S("number") : S(""), value, x->unit);
}

static const struct attribute *find_attribute(const struct listing_template *t, str key)
{
    for (size_t i = 0; i < t->attributes.count; i++) {
        if (str_equals(t->attributes.items[i].key, key)) {
            return &t->attributes.items[i];
        }
    }
    return NULL;
}

void listing_fill_facts(struct arena *a, const struct product_text *text,
                        const struct listing_template *t, struct kv *out)
{
    out->items.items = NEW_ARRAY(a, 11 + 2 * LIMIT_ATTRIBUTES, struct fact);
    add_fact(out, S("분류"), t->name);
    add_fact(out, S("제조사"), text->maker);
    add_fact(out, S("모델명"), text->model);
    add_fact(out, S("원산지"), text->origin);
    for (size_t i = 0; i < t->attributes.count; i++) {
        const struct attribute *x = &t->attributes.items[i];
        str value = listing_value_of(&text->values, x->key);
        add_fact(out, x->name, value.n > 0 ? value_text(a, x, value) : value);
    }
    for (size_t i = 0; i < text->values.count; i++) {
        const struct listing_value *v = &text->values.items[i];
        add_fact(out, v->key, find_attribute(t, v->key) != NULL ? S("") : v->value);
    }
    str detail_no = text->detail_no.n > 0 ? text->detail_no : t->detail_no;
    add_fact(out, S("물품분류번호"), str_slice(detail_no, 0, 8)); // that it lies in
    add_fact(out, S("세부품명번호"), detail_no);
    add_fact(out, S("번호 확인"), listing_number_warning(a, text));
    add_fact(out, S("물품식별번호"), item_text(a, &text->item));
    add_fact(out, S("번호 확인"), item_number_trouble(a, &text->item, detail_no));
    add_fact(out, S("설명"), text->description);
}

void listing_fill_terms(struct arena *a, const struct offer_terms *t,
                        const district_list *districts, struct kv *out)
{
    out->items.items = NEW_ARRAY(a, 10, struct fact);
    add_fact(out, S("단가"),
             str_format(a, "%.*s원 / %.*s (%s)", STR_ARG(money_format(a, t->price)),
                        STR_ARG(t->unit), t->is_exempt ? "면세" : "부가세 포함"));
    add_fact(out, S("수량별 단가"), offer_tiers_text(a, &t->tiers, t->unit));
    add_fact(out, S("최소 주문"), str_join(a, money_format(a, WON(t->quantity_min)), t->unit));
    add_fact(out, S("납기"), str_format(a, "계약 후 %lld일", (long long)t->lead_days));
    add_fact(out, S("재고"), stock_text(a, t->stock));
    add_fact(out, S("직접 생산"), t->own_production ? S("예") : S("아니오"));
    add_fact(out, S("가격 유효기간"),
             date_is_none(t->valid_until) ? S("기한 없음") : date_format(a, t->valid_until));
    add_fact(out, S("납품할 수 있는 곳"), listing_district_names(a, districts, t->districts));
    add_fact(out, S("자체 상품코드"), t->own_code);
}

// What a field of a revision, a.KEY, tells of; NULL: it is no attribute of the template's.
static const struct attribute *attribute_of(const struct listing_template *t, str field)
{
    return str_starts(field, S("a.")) ? find_attribute(t, str_slice(field, 2, field.n)) : NULL;
}

static str name_of(const struct listing_template *t, str field)
{
    static const struct {
        const char *field;
        const char *name;
    } NAMES[] = {
        {"category",       "분류"                  },
        {"title",          "상품명"               },
        {"maker",          "제조사"               },
        {"model",          "모델명"               },
        {"origin",         "원산지"               },
        {"detail_no",      "세부품명번호"      },
        {"item_no",        "물품식별번호"      },
        {"description",    "설명"                  },
        {"price_won",      "단가(원)"             },
        {"vat",            "부가가치세"         },
        {"unit",           "판매 단위"           },
        {"quantity_min",   "최소 주문 수량"    },
        {"tiers",          "수량별 단가"        },
        {"lead_days",      "납기"                  },
        {"own_production", "직접 생산"           },
        {"stock",          "재고"                  },
        {"valid_until",    "가격 유효기간"     },
        {"districts",      "납품할 수 있는 곳"},
    };
    for (size_t i = 0; i < COUNT(NAMES); i++) {
        if (str_equals(field, str_view(NAMES[i].field))) {
            return str_view(NAMES[i].name);
        }
    }
    const struct attribute *x = attribute_of(t, field);
    return x == NULL ? field : x->name;
}

// A value as people read it.
static str said_of(struct arena *a, const struct listing_words *w, str field, str value)
{
    const district_list *districts = w->districts;
    const struct attribute *x = attribute_of(w->template, field);
    int64_t number = 0;
    bool is_number = str_parse_i64(value, &number);
    bool is_figure = str_equals(field, S("price_won")) || str_equals(field, S("quantity_min"));
    if (x != NULL && value.n > 0) {
        return value_text(a, x, value);
    }
    if (is_figure && is_number) {
        return money_format(a, WON(number));
    }
    if (str_equals(field, S("lead_days"))) {
        return str_join(a, value, S("일"));
    }
    if (str_equals(field, S("stock")) && is_number) {
        return stock_text(a, number);
    }
    if (str_equals(field, S("vat"))) {
        return str_equals(value, S("exempt")) ? S("면세") : S("과세");
    }
    if (str_equals(field, S("own_production"))) {
        return str_equals(value, S("1")) ? S("예") : S("아니오");
    }
    if (str_equals(field, S("districts"))) {
        return listing_district_names(a, districts, value);
    }
    if (str_equals(field, S("tiers"))) {
        offer_tier_list tiers;
        return offer_tiers_parse(a, value, &tiers) ? offer_tiers_text(a, &tiers, S("")) : value;
    }
    return value;
}

// Fields of `is` that are other in `was`, or (turned) that `is` has no more.
static void compare(struct arena *a, const struct listing_words *w, str is, str was, bool turned,
                    struct listing_change *out)
{
    str name;
    str value;
    while (canon_next(a, &is, &name, &value)) {
        str other = canon_find(a, was, str_to_c(a, name));
        bool shown = turned ? other.n == 0 && value.n > 0 : !str_equals(other, value);
        if (shown && out->items.count < LISTING_DIFFERENCES_MOST) {
            str said = said_of(a, w, name, value);
            str old = other.n == 0 ? S("") : said_of(a, w, name, other);
            out->items.items[out->items.count++] = (struct listing_difference){
                .name = name_of(w->template, name),
                .was = turned ? said : old,
                .is = turned ? S("") : said,
            };
        }
    }
}

void listing_differ(struct arena *a, const struct listing_words *w, str is, str was,
                    struct listing_change *out)
{
    compare(a, w, is, was, false, out);
    compare(a, w, was, is, true, out);
}
