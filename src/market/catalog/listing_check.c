// What keeps a listing from being listed: every cell is looked at, every mistake told.

#include "base/limits.h"
#include "market/catalog/listing.h"

#define ISSUES_MOST (24 + LIMIT_ATTRIBUTES + LIMIT_TIERS) // each cell is told once

static void tell(listing_issue_list *list, str field, str text)
{
    if (list->count < ISSUES_MOST) {
        list->items[list->count++] = (struct listing_issue){.field = field, .text = text};
    }
}

static void check_line(listing_issue_list *list, struct arena *a, const char *field, str value,
                       bool is_required, size_t most)
{
    if (value.n == 0 && is_required) {
        tell(list, str_view(field), S("이 칸을 적어 주세요."));
    } else if (str_length(value) > most) {
        tell(list, str_view(field),
             str_format(a, "%zu자까지 적을 수 있습니다. 지금 %zu자입니다.", most,
                        str_length(value)));
    }
}

// Digits of so many places, or nothing.
static void check_number(listing_issue_list *list, struct arena *a, const char *field, str value,
                         size_t digits)
{
    bool fits = value.n == digits;
    for (size_t i = 0; fits && i < value.n; i++) {
        fits = value.p[i] >= '0' && value.p[i] <= '9';
    }
    if (value.n > 0 && !fits) {
        tell(list, str_view(field), str_format(a, "숫자 %zu자리로 적어 주세요.", digits));
    }
}

bool attribute_number_reads(str value)
{
    str rest = value;
    str whole = str_cut(&rest, '.');
    int64_t number = 0;
    bool has_point = whole.n < value.n;
    return str_parse_i64(whole, &number) &&
           (!has_point || (rest.n > 0 && rest.p[0] != '-' && str_parse_i64(rest, &number)));
}

bool attribute_words_hold(str words, str value)
{
    str rest = words;
    while (rest.n > 0) {
        if (str_equals(str_cut(&rest, '|'), value)) {
            return true;
        }
    }
    return false;
}

static void check_value(listing_issue_list *list, struct arena *a, const struct attribute *t,
                        str value)
{
    str field = str_join(a, S("a."), t->key);
    if (value.n == 0) {
        if (t->is_required) {
            bool is_chosen = t->kind == ATTRIBUTE_ENUM || t->kind == ATTRIBUTE_BOOL;
            tell(list, field,
                 str_format(
                     a, is_chosen ? "%.*s 칸에서 하나를 골라 주세요." : "%.*s 칸을 채워 주세요.",
                     STR_ARG(t->name)));
        }
    } else if (str_length(value) > LIMIT_LINE) {
        tell(list, field, str_format(a, "%d자까지 적을 수 있습니다.", LIMIT_LINE));
    } else if (t->kind == ATTRIBUTE_NUMBER && !attribute_number_reads(value)) {
        tell(list, field,
             t->unit.n == 0
                 ? S("숫자만 적어 주세요. 예: 80")
                 : str_format(a, "%.*s 단위의 숫자만 적어 주세요. 예: 80", STR_ARG(t->unit)));
    } else if (t->kind == ATTRIBUTE_ENUM && !attribute_words_hold(t->words, value)) {
        tell(list, field, S("주어진 말 가운데 하나를 골라 주세요."));
    } else if (t->kind == ATTRIBUTE_BOOL && !str_equals(value, S("예")) &&
               !str_equals(value, S("아니오"))) {
        tell(list, field, S("예 또는 아니오로 적어 주세요."));
    }
}

str listing_value_of(const listing_value_list *values, str key)
{
    for (size_t i = 0; i < values->count; i++) {
        if (str_equals(values->items[i].key, key)) {
            return values->items[i].value;
        }
    }
    return S("");
}

static void check_text(listing_issue_list *list, struct arena *a, const struct listing_template *t,
                       const struct product_text *p)
{
    check_line(list, a, "title", p->title, true, LIMIT_NAME);
    check_line(list, a, "maker", p->maker, false, LIMIT_NAME);
    check_line(list, a, "model", p->model, false, LIMIT_NAME);
    check_line(list, a, "origin", p->origin, false, LIMIT_NAME);
    check_line(list, a, "description", p->description, false, LIMIT_TEXT);
    check_number(list, a, "detail_no", p->detail_no, 10);
    if (p->detail_no.n == 10 && p->number.standing == NUMBER_UNKNOWN && !p->is_old_number) {
        tell(list, S("detail_no"), number_trouble(a, &p->number));
    }
    check_number(list, a, "item_no", p->item_no, 8);
    for (size_t i = 0; i < t->attributes.count; i++) {
        check_value(list, a, &t->attributes.items[i],
                    listing_value_of(&p->values, t->attributes.items[i].key));
    }
}

str listing_number_warning(struct arena *a, const struct product_text *text)
{
    bool refuses = text->number.standing == NUMBER_UNKNOWN && !text->is_old_number;
    return refuses ? S("") : number_trouble(a, &text->number);
}

static void check_tiers(listing_issue_list *list, const struct offer_terms *o)
{
    int64_t quantity = o->quantity_min;
    money price = o->price;
    if (price.won < 1) {
        return; // told by itself
    }
    for (size_t i = 0; i < o->tiers.count; i++) {
        const struct offer_tier *tier = &o->tiers.items[i];
        if (tier->quantity_min <= quantity) {
            tell(list, S("tiers"),
                 S("수량별 단가의 수량은 최소 주문 수량보다 많고 아래로 갈수록 커야 합니다."));
            return;
        }
        if (tier->price.won < 1 || !money_less(tier->price, price)) {
            tell(list, S("tiers"),
                 S("수량별 단가는 많이 살수록 낮아야 합니다. 단가를 다시 적어 주세요."));
            return;
        }
        quantity = tier->quantity_min;
        price = tier->price;
    }
}

static void check_terms(listing_issue_list *list, struct arena *a, const struct listing_template *t,
                        const struct offer_terms *o, date today)
{
    if (o->price.won < 1 || o->price.won > LIMIT_WON) {
        tell(list, S("price"),
             S("단가를 1원 이상의 숫자로 적어 주세요. 부가가치세를 포함한 값입니다."));
    }
    if (!str_equals(t->vat, S("mixed")) && o->is_exempt != str_equals(t->vat, S("exempt"))) {
        tell(list, S("vat"),
             o->is_exempt ? S("이 분류의 상품은 과세입니다. 과세로 골라 주세요.")
                          : S("이 분류의 상품은 면세입니다. 면세로 골라 주세요."));
    }
    check_line(list, a, "unit", o->unit, true, 10);
    if (o->quantity_min < 1 || o->quantity_min > LIMIT_QUANTITY) {
        tell(list, S("quantity_min"), S("최소 주문 수량을 1 이상의 숫자로 적어 주세요."));
    }
    if (o->lead_days < 0 || o->lead_days > LIMIT_LEAD_DAYS) {
        tell(list, S("lead_days"),
             str_format(a, "납기를 0일에서 %d일 사이로 적어 주세요.", LIMIT_LEAD_DAYS));
    }
    if (o->stock != LISTING_MADE_TO_ORDER && (o->stock < 0 || o->stock > LIMIT_QUANTITY)) {
        tell(list, S("stock"), S("재고를 0 이상의 숫자로 적거나, 주문 후 만들면 비워 두세요."));
    }
    if (!date_is_none(o->valid_until) && date_before(o->valid_until, today)) {
        tell(list, S("valid_until"), S("이미 지난 날입니다. 오늘이나 그 뒤의 날을 골라 주세요."));
    }
    check_line(list, a, "own_code", o->own_code, false, 40);
    check_tiers(list, o);
}

listing_issue_list listing_check_text(struct arena *a, const struct listing_template *t,
                                      const struct product_text *text)
{
    listing_issue_list list = {.items = NEW_ARRAY(a, ISSUES_MOST, struct listing_issue)};
    check_text(&list, a, t, text);
    return list;
}

listing_issue_list listing_check_terms(struct arena *a, const struct listing_template *t,
                                       const struct offer_terms *terms, date today)
{
    listing_issue_list list = {.items = NEW_ARRAY(a, ISSUES_MOST, struct listing_issue)};
    check_terms(&list, a, t, terms, today);
    return list;
}

listing_issue_list listing_check(struct arena *a, const struct listing_template *t,
                                 const struct listing *l, date today)
{
    listing_issue_list list = {.items = NEW_ARRAY(a, ISSUES_MOST, struct listing_issue)};
    check_text(&list, a, t, &l->text);
    check_terms(&list, a, t, &l->terms, today);
    return list;
}
