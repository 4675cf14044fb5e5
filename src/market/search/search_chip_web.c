#include "market/search/search_chip_web.h"

#include <assert.h>

#include "base/limits.h"
#include "market/search/search_token.h"

// Words left out or run together; category, green, lead, quantity, budget, each; four facets of
// which several may be marked; the others.
#define CHIPS_MAX                                                                                  \
    (LIMIT_QUERY_WORDS + 6 + 4 * LIMIT_SEARCH_CHOSEN + CERTIFICATE_ALL_COUNT + SEARCH_BANDS)

static const char *const BAND_WORDS[SEARCH_BANDS] = {
    "1만원 미만", "1만~5만원", "5만~20만원", "20만~100만원", "100만~500만원", "500만원 이상"};
str search_band_word(int band)
{
    assert(band >= 0 && band < SEARCH_BANDS);
    return str_view(BAND_WORDS[band]);
}

struct search_query search_first_page(const struct search_making *m)
{
    struct search_query q = m->k->query;
    q.after = S("");
    q.before = S("");
    return q;
}

static href with_figure(struct arena *a, href h, const char *name, int64_t value)
{
    return value > 0 ? href_with(a, h, name, str_format(a, "%lld", (long long)value)) : h;
}

static href with_list(struct arena *a, href h, const char *name, str list)
{
    while (list.n > 0) {
        h = href_with(a, h, name, str_cut(&list, '|'));
    }
    return h;
}

href search_address_at(struct arena *a, href page, const struct asked *k,
                       const struct search_query *q)
{
    href h = href_with(a, page, "q", k->kept);
    h = href_with(a, h, "exact", k->exact ? S("1") : S(""));
    h = href_with(a, h, "category", q->category);
    h = with_list(a, h, "sub", q->subs);
    for (int i = 0; i < CERTIFICATE_ALL_COUNT; i++) {
        if ((q->tags >> i & 1) != 0) {
            h = href_with(a, h, "cert", str_view(certificate_kind_word((enum certificate_kind)i)));
        }
    }
    h = with_list(a, h, "district", q->districts);
    h = with_list(a, h, "delivery", q->deliveries);
    h = with_list(a, h, "unit", q->units);
    h = href_with(a, h, "green", q->green ? S("1") : S(""));
    for (int b = 0; b < SEARCH_BANDS; b++) {
        if ((q->bands >> b & 1) != 0) {
            h = href_with(a, h, "band", str_format(a, "%d", b));
        }
    }
    h = with_figure(a, h, "lead", q->lead);
    h = with_figure(a, h, "quantity", q->quantity);
    h = with_figure(a, h, "budget", q->budget.won);
    h = with_figure(a, h, "each", q->each.won);
    if (q->sort != SEARCH_RELEVANT) {
        h = href_with(a, h, "sort", str_view(search_sort_word(q->sort)));
    }
    h = href_with(a, h, "after", q->after);
    return href_with(a, h, "before", q->before);
}

href search_address(struct arena *a, const struct asked *k, const struct search_query *q)
{
    return search_address_at(a, href_to(a, "/search"), k, q);
}

// --- Filters -------------------------------------------------------------------------------------

static void add_chip(struct search_making *m, str text, const struct search_query *without)
{
    m->p->chips.items[m->p->chips.count++] =
        (struct choice){.text = text, .path = search_address(m->a, m->k, without)};
}

static str budget_text(const struct search_making *m)
{
    const struct search_query *q = &m->k->query;
    str budget = money_format(m->a, q->budget);
    if (q->quantity == 0) {
        return str_format(m->a, "예산 %.*s원", STR_ARG(budget));
    }
    str each = money_format(m->a, WON(q->budget.won / q->quantity));
    return str_format(m->a, "예산 %.*s원(하나에 %.*s원까지)", STR_ARG(budget), STR_ARG(each));
}

static str quantity_text(const struct search_making *m)
{
    str quantity = money_format(m->a, WON(m->k->query.quantity)); // with thousands
    return str_format(m->a, "수량 %.*s", STR_ARG(quantity));
}

static str each_text(const struct search_making *m)
{
    return str_format(m->a, "단가 %.*s원까지", STR_ARG(money_format(m->a, m->k->query.each)));
}

static void fill_means_chips(struct search_making *m)
{
    const struct search_query *q = &m->k->query;
    if (q->quantity > 0) {
        struct search_query without = search_first_page(m);
        without.quantity = 0;
        add_chip(m, quantity_text(m), &without);
    }
    if (q->budget.won > 0) {
        struct search_query without = search_first_page(m);
        without.budget = WON(0);
        add_chip(m, budget_text(m), &without);
    }
    if (q->each.won > 0) {
        struct search_query without = search_first_page(m);
        without.each = WON(0);
        add_chip(m, each_text(m), &without);
    }
}

// What was typed without its `left`th operator: an exclusion goes, a phrase becomes words; without
// any when `left` is SIZE_MAX.
static str without_operator(const struct search_making *m, size_t left)
{
    struct out o;
    out_init(&o, m->a, LIMIT_PAGE);
    struct search_term term;
    size_t operators = 0;
    for (size_t at = 0; search_next_term(m->k->kept, &at, &term);) {
        bool is_operator = term.excluded || term.phrase;
        bool goes = is_operator && (left == operators++ || left == SIZE_MAX);
        if (goes && term.excluded) {
            continue;
        }
        const char *quote = term.phrase && !goes ? "\"" : "";
        out_format(&o, "%s%s%s%.*s%s", o.n > 0 ? " " : "", term.excluded ? "-" : "", quote,
                   STR_ARG(term.text), quote);
    }
    return out_view(&o);
}

static str term_text(struct arena *a, const struct search_term *term)
{
    str how = !term->phrase ? S("") : S(" 그대로");
    return str_format(a, "‘%.*s’%.*s%s", STR_ARG(term->text), STR_ARG(how),
                      term->excluded ? " 제외" : "");
}

// Words to be left out and runs of text, as they were understood.
static void fill_term_chips(struct search_making *m)
{
    struct search_term term;
    size_t operators = 0;
    for (size_t at = 0; search_next_term(m->k->kept, &at, &term);) {
        if ((!term.excluded && !term.phrase) || operators == LIMIT_QUERY_WORDS) {
            continue;
        }
        struct asked without = *m->k;
        without.kept = without_operator(m, operators++);
        struct search_query q = search_first_page(m);
        m->p->chips.items[m->p->chips.count++] = (struct choice){
            .text = term_text(m->a, &term), .path = search_address(m->a, &without, &q)};
    }
}

// Where the firm is, where it delivers to, how the thing is counted, what is green.
static void fill_place_chips(struct search_making *m)
{
    const struct search_query *q = &m->k->query;
    for (str rest = q->districts; rest.n > 0;) {
        str code = str_cut(&rest, '|');
        struct search_query without = search_first_page(m);
        without.districts = search_list_without(m->a, q->districts, code);
        add_chip(m, search_district_name(m->s, code), &without);
    }
    for (str rest = q->deliveries; rest.n > 0;) {
        str code = str_cut(&rest, '|');
        struct search_query without = search_first_page(m);
        without.deliveries = search_list_without(m->a, q->deliveries, code);
        add_chip(m, str_join(m->a, search_district_name(m->s, code), S(" 납품")), &without);
    }
    for (str rest = q->units; rest.n > 0;) {
        str unit = str_cut(&rest, '|');
        struct search_query without = search_first_page(m);
        without.units = search_list_without(m->a, q->units, unit);
        add_chip(m, str_join(m->a, S("단위 "), unit), &without);
    }
    if (q->green) {
        struct search_query without = search_first_page(m);
        without.green = false;
        add_chip(m, S("녹색제품이 많은 품목"), &without);
    }
}

void search_fill_chips(struct search_making *m)
{
    const struct search_query *q = &m->k->query;
    m->p->chips.items = NEW_ARRAY(m->a, CHIPS_MAX, struct choice);
    struct search_query bare = {.sort = q->sort};
    struct asked plain = *m->k;
    plain.kept = without_operator(m, SIZE_MAX);
    m->p->all = search_address(m->a, &plain, &bare);
    fill_term_chips(m);
    if (q->category.n > 0) {
        struct search_query without = search_first_page(m);
        without.category = S("");
        without.subs = S("");
        add_chip(m, m->p->category_name, &without);
    }
    for (str rest = q->subs; rest.n > 0;) {
        str code = str_cut(&rest, '|');
        struct search_query without = search_first_page(m);
        without.subs = search_list_without(m->a, q->subs, code);
        add_chip(m, search_category_name(m->s, code), &without);
    }
    for (int k = 0; k < CERTIFICATE_ALL_COUNT; k++) {
        if ((q->tags >> k & 1) != 0) {
            struct search_query without = search_first_page(m);
            without.tags &= ~(UINT64_C(1) << k);
            add_chip(m, certificate_kind_label((enum certificate_kind)k), &without);
        }
    }
    fill_place_chips(m);
    for (int b = 0; b < SEARCH_BANDS; b++) {
        if ((q->bands >> b & 1) != 0) {
            struct search_query without = search_first_page(m);
            without.bands &= ~(1U << b);
            add_chip(m, search_band_word(b), &without);
        }
    }
    if (q->lead > 0) {
        struct search_query without = search_first_page(m);
        without.lead = 0;
        int64_t days = search_lead_days(q->lead);
        add_chip(m, str_format(m->a, "납기 %lld일 안", (long long)days), &without);
    }
    fill_means_chips(m);
}

str search_say(struct arena *a, const struct search *s, const struct asked *k)
{
    struct search_page p = {.category_name = k->query.category.n > 0
                                                 ? search_category_name(s, k->query.category)
                                                 : S("")};
    struct search_making m = {.a = a, .s = s, .k = k, .p = &p};
    search_fill_chips(&m);
    struct out o;
    out_init(&o, a, LIMIT_PAGE);
    out_str(&o, k->query.text);
    for (size_t i = 0; i < p.chips.count; i++) {
        str chip = p.chips.items[i].text;
        if (!str_starts(chip, S("‘"))) { // its words stand in the text
            out_format(&o, "%s%.*s", o.n > 0 ? " · " : "", STR_ARG(chip));
        }
    }
    return out_view(&o);
}

// The terms a sentence was read as, in a row: 찾는 말 ‘복사용지’, 분류 복사용지, 수량 5.
static str terms_read(const struct search_making *m)
{
    const struct search_meaning *x = &m->k->meaning;
    struct out o;
    out_init(&o, m->a, LIMIT_PAGE);
    bool is_category =
        x->unfound.n > 0 && str_equals(x->text, search_category_name(m->s, x->category));
    if (x->text.n > 0 && !is_category) {
        out_format(&o, ", 찾는 말 ‘%.*s’", STR_ARG(x->text));
    }
    if (x->category.n > 0) {
        out_format(&o, ", 분류 %.*s", STR_ARG(search_category_name(m->s, x->category)));
    }
    for (str rest = x->districts; rest.n > 0;) {
        str district = search_district_name(m->s, str_cut(&rest, '|'));
        out_format(&o, ", 지역 %.*s", STR_ARG(district));
    }
    for (str rest = x->deliveries; rest.n > 0;) {
        str district = search_district_name(m->s, str_cut(&rest, '|'));
        out_format(&o, ", 납품 가능 지역 %.*s", STR_ARG(district));
    }
    for (int k = 0; k < CERTIFICATE_ALL_COUNT; k++) {
        if ((x->tags >> k & 1) != 0) {
            str label = certificate_kind_label((enum certificate_kind)k);
            out_format(&o, ", 인증 %.*s", STR_ARG(label));
        }
    }
    if (x->green) {
        out_str(&o, S(", 녹색제품이 많은 품목(인증받은 녹색제품은 찾지 못했습니다)"));
    }
    if (x->quantity > 0) {
        out_format(&o, ", %.*s", STR_ARG(quantity_text(m)));
    }
    if (x->budget.won > 0) {
        out_format(&o, ", %.*s", STR_ARG(budget_text(m)));
    }
    if (x->each.won > 0) {
        out_format(&o, ", %.*s%s", STR_ARG(each_text(m)),
                   x->is_price ? "(수량이 없어 하나의 값으로 보았습니다)" : "");
    }
    return str_slice(out_view(&o), S(", ").n, o.n);
}

str search_tell_sentence(const struct search_making *m)
{
    const struct search_meaning *x = &m->k->meaning;
    str read = terms_read(m);
    struct out o;
    out_init(&o, m->a, LIMIT_PAGE);
    if (x->initials.n > 0) {
        out_format(&o, "초성을 풀어 읽은 말: ‘%.*s’. ", STR_ARG(x->initials));
    }
    if (read.n > 0) {
        out_format(&o, "이렇게 읽었습니다: %.*s.", STR_ARG(read));
    }
    if (x->unfound.n > 0) {
        out_format(&o, " ‘%.*s’ 그 자체는 찾지 못해 그것이 속한 분류를 대신 보입니다.",
                   STR_ARG(x->unfound));
    }
    if (x->left_out.n > 0) {
        out_format(&o, " 함께 찾아지지 않아 뺀 말: %.*s.", STR_ARG(x->left_out));
    }
    if (x->ignored.n > 0) {
        out_format(&o, " 제외하고 찾을 수 없어 적용하지 않은 조건: %.*s.", STR_ARG(x->ignored));
    }
    return str_trim(out_view(&o));
}
