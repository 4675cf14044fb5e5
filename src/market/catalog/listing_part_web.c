// What the desk's pages of listings share: crumbs, and the words of a difference.

#include "market/catalog/listing_part_web.h"
#include "base/canon.h"
#include "base/limits.h"

struct crumb listing_crumb(struct arena *a, const struct listing *l, str here)
{
    struct crumb crumb = {.here = here};
    crumb.links.items = NEW_ARRAY(a, 2, struct crumb_link);
    crumb.links.items[crumb.links.count++] =
        (struct crumb_link){S("상품"), href_to(a, "%s", LISTING_HEAD)};
    if (l != NULL) {
        crumb.links.items[crumb.links.count++] = (struct crumb_link){
            l->text.title, href_to(a, "%s/%lld", LISTING_HEAD, (long long)l->no.value)};
    }
    return crumb;
}

str listing_stock_text(struct arena *a, int64_t stock)
{
    return stock == LISTING_MADE_TO_ORDER ? S("주문받아 마련")
                                          : str_format(a, "%lld", (long long)stock);
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
    for (size_t i = 0; i < t->attributes.count; i++) {
        if (str_starts(field, S("a.")) &&
            str_equals(str_slice(field, 2, field.n), t->attributes.items[i].key)) {
            return t->attributes.items[i].name;
        }
    }
    return field;
}

// A value as people read it.
static str said_of(struct arena *a, const district_list *districts, str field, str value)
{
    int64_t number = 0;
    bool is_number = str_parse_i64(value, &number);
    if (str_equals(field, S("price_won")) && is_number) {
        return money_format(a, WON(number));
    }
    if (str_equals(field, S("stock")) && is_number) {
        return listing_stock_text(a, number);
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
            str said = said_of(a, w->districts, name, value);
            str old = other.n == 0 ? S("") : said_of(a, w->districts, name, other);
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
