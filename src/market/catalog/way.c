#include "market/catalog/way.h"

#include <assert.h>

#include "base/limits.h"
#include "market/calendar/calendar.h"
#include "market/law/law_amount.h"
#include "market/law/law_check.h"
#include "market/law/law_pack.h"
#include "market/law/law_row.h"

static const struct {
    const char *label;
    const char *sentence;
} WORDS[] = {
    [LAW_QUOTE_WAIVED] = {"견적 생략 수의계약 가능", "견적서 없이 수의계약을 할 수 있습니다."      },
    [LAW_ONE_QUOTE] = {"1인 견적 수의계약 가능",   "1인 견적 수의계약을 할 수 있습니다."           },
    [LAW_DESIGNATED_QUOTES] = {"2인 이상 견적 필요",
                          "지정정보처리장치에서 2인 이상의 견적을 받아야 합니다."                     },
    [LAW_OPEN_BIDDING] = {"입찰 대상",                     "수의계약 한도를 넘어 입찰에 부쳐야 합니다."},
};
static_assert(COUNT(WORDS) == LAW_PATH_COUNT, "a path came or went: give it its words");

// Works are of a kind the category does not tell: the one with the narrowest limits is asked about.
static enum law_object object_of(str word)
{
    enum law_object object = LAW_WORKS_OTHER;
    (void)law_object_from(word, &object); // "works" is none of the law's words
    return object;
}

// A facility is one for what it is designated for, product by product (K-09).
static uint32_t law_tags(uint64_t kinds)
{
    uint32_t tags = 0;
    if ((kinds >> CERTIFICATE_SEVERE_PRODUCT & 1) == 0) {
        kinds &= ~(UINT64_C(1) << CERTIFICATE_SEVERE_DISABILITY);
    }
    for (int k = 0; k < CERTIFICATE_KIND_COUNT; k++) {
        enum law_tag tag;
        if ((kinds >> k & 1) != 0 &&
            law_tag_from(str_view(certificate_kind_word((enum certificate_kind)k)), &tag)) {
            tags |= LAW_TAG_BIT(tag);
        }
    }
    return tags;
}

static money without_vat(const struct way_question *q, ratio vat_rate, money gross)
{
    if (q->exempt) {
        return gross;
    }
    money supply;
    money vat;
    money_split_vat(gross, vat_rate, &supply, &vat);
    return supply;
}

// The most that stay within a limit: the price of one is a whole number of won, so the sum grows
// with the count, and the count is found by halving.
static int64_t most_within(const struct way_question *q, ratio vat_rate, struct law_limit limit)
{
    if (limit.kind != LAW_LIMIT_WON || q->price.won <= 0) {
        return 0;
    }
    int64_t low = 0;
    int64_t high = LIMIT_WON / q->price.won;
    while (low < high) {
        int64_t middle = low + (high - low + 1) / 2;
        money whole;
        bool fits = money_times(q->price, middle, &whole);
        assert(fits);
        money sum = without_vat(q, vat_rate, whole);
        if (law_limit_holds(limit, sum)) {
            low = middle;
        } else {
            high = middle - 1;
        }
    }
    return low;
}

// False when the sum leaves what the law can be asked about.
static bool ask_law(const struct way_question *question, ratio vat_rate, struct law_question *out)
{
    money gross = WON(0);
    if (!money_times(question->price, question->quantity, &gross)) {
        return false;
    }
    *out = (struct law_question){
        .regime = question->regime,
        .object = object_of(question->object),
        .estimated_price = without_vat(question, vat_rate, gross),
        .contract_price = gross,
        .tags = law_tags(question->tags),
        .vulnerable_bp =
            question->vulnerable_bp < 0 ? LAW_VULNERABLE_UNKNOWN : question->vulnerable_bp,
        .on = question->on,
    };
    return true;
}

static bool is_free(enum law_path path)
{
    return path == LAW_QUOTE_WAIVED || path == LAW_ONE_QUOTE;
}

// As many as stay below what asks for a quote.
static void tell_waived(const struct law *law, const struct way_question *question,
                        const struct law_question *q, ratio vat_rate, struct arena *a,
                        struct way *out)
{
    const struct law_quote_waiver *waiver = law_grounds_on(law, q->regime, q->object, q->on).waiver;
    if (waiver == NULL || !out->is_free) {
        return;
    }
    struct law_limit below = {.kind = LAW_LIMIT_WON, .won = money_subtract(waiver->below, WON(1))};
    out->quantity_waived = most_within(question, vat_rate, below);
    if (out->path == LAW_QUOTE_WAIVED) {
        out->article =
            str_format(a, "%.*s; %.*s", STR_ARG(out->article), STR_ARG(waiver->head.article));
    }
}

void way_judge(const struct law *law, const struct way_question *question, struct arena *a,
               struct way *out)
{
    ratio vat_rate = law_vat_rate(law, question->on);
    struct law_question q;
    *out = (struct way){.is_known = ask_law(question, vat_rate, &q)};
    if (!out->is_known) {
        return;
    }
    out->estimated = q.estimated_price;
    str article = S("");
    if (question->resold) {
        q.tags &= ~law_tags_of_makers(law, &q, &article);
    }
    struct law_answer answer;
    law_decide(law, &q, a, &answer);
    out->path = answer.path;
    out->is_free = is_free(answer.path);
    out->label = str_view(WORDS[answer.path].label);
    out->sentence = str_view(WORDS[answer.path].sentence);
    out->most = answer.one_quote_max;
    out->quantity_most = most_within(question, vat_rate, answer.one_quote_max);
    out->ground = answer.ground;
    out->article = answer.article;
    tell_waived(law, question, &q, vat_rate, a, out);
    out->is_reference = answer.confidence > LAW_HIGH;
}

static bool asks_for(const struct law_ground *row, struct arena *a, enum certificate_kind kind)
{
    str wanted = str_format(a, "certificate:%s", certificate_law_word(kind));
    str needs = row->needs;
    bool asks = false;
    while (needs.n > 0 && !asks) {
        asks = str_equals(str_cut(&needs, ' '), wanted);
    }
    return asks;
}

static date last_day_of(const struct law_ground *row, const struct way_held *h)
{
    date until = h->until;
    if (row->years_max > 0) {
        date by_law = calendar_period_end_months(h->from, (int32_t)row->years_max * 12);
        if (date_is_none(until) || date_before(by_law, until)) {
            until = by_law;
        }
    }
    return until;
}

// A kind of which nothing is known until the law says so speaks for nothing until then.
static bool may_speak(const struct law *law, enum certificate_kind kind, date on)
{
    return !certificate_needs_row(kind) ||
           law_certificate_find(law, str_view(certificate_law_word(kind)), on) != NULL;
}

way_ground_list way_list_grounds(const struct law *law, enum law_regime regime, date on,
                                 const way_held_list *held, struct arena *a)
{
    struct law_list rows = law_rows_on(law, LAW_GROUNDS, regime, on, a);
    way_ground_list list = {.items = NEW_ARRAY(a, rows.count * held->count + 1, struct way_ground)};
    for (size_t i = 0; i < rows.count; i++) {
        const struct law_ground *row = (const struct law_ground *)rows.rows[i];
        for (size_t k = 0; k < held->count; k++) {
            const struct way_held *h = &held->items[k];
            date until = last_day_of(row, h);
            bool is_over = !date_is_none(until) && date_before(until, on);
            if (!is_over && !date_before(on, h->from) && asks_for(row, a, h->kind) &&
                may_speak(law, h->kind, on)) {
                list.items[list.count++] =
                    (struct way_ground){.label = row->label,
                                        .certificate = certificate_kind_label(h->kind),
                                        .until = until,
                                        .article = row->head.article,
                                        .is_reference = row->head.confidence > LAW_HIGH};
            }
        }
    }
    return list;
}

struct way_book way_book_open(const struct law *law, enum law_regime regime, date on)
{
    return (struct way_book){
        .law = law, .regime = regime, .on = on, .vat_rate = law_vat_rate(law, on)};
}

static const struct law_grounds *look_up(struct way_book *b, enum law_object object)
{
    if (!b->is_known[object]) {
        b->grounds[object] = law_grounds_on(b->law, b->regime, object, b->on);
        b->is_known[object] = true;
    }
    return &b->grounds[object];
}

str way_tell(struct way_book *book, const struct way_question *question, bool *out_is_free)
{
    assert(question->regime == book->regime && date_equals(question->on, book->on));
    struct law_question q;
    *out_is_free = false;
    if (!ask_law(question, book->vat_rate, &q)) {
        return S("");
    }
    const struct law_grounds *g = look_up(book, q.object);
    str article = S("");
    if (question->resold) {
        q.tags &= ~law_grounds_makers(g, &q, &article);
    }
    enum law_path path = law_grounds_path(g, &q);
    *out_is_free = is_free(path);
    return str_view(WORDS[path].label);
}

str way_amount(struct arena *a, money amount)
{
    int64_t hundred_millions = amount.won / 100000000;
    int64_t rest = amount.won % 100000000;
    if (amount.won % 10000 != 0) {
        str won = money_format(a, amount);
        return str_format(a, "%.*s원", STR_ARG(won));
    }
    str tens = money_format(a, WON(rest / 10000));
    if (hundred_millions == 0) {
        return str_format(a, "%.*s만원", STR_ARG(tens));
    }
    str high = money_format(a, WON(hundred_millions));
    return rest == 0 ? str_format(a, "%.*s억원", STR_ARG(high))
                     : str_format(a, "%.*s억 %.*s만원", STR_ARG(high), STR_ARG(tens));
}

static str limit_text(struct arena *a, struct law_limit limit)
{
    switch (limit.kind) {
    case LAW_LIMIT_UNLIMITED:
        return S("제한 없음");
    case LAW_LIMIT_NONE:
        return S("해당 없음");
    case LAW_LIMIT_WON:
        break;
    }
    return way_amount(a, limit.won);
}

void way_list_limits(const struct law *law, enum law_regime regime, date on, struct arena *a,
                     struct way_limit *out)
{
    static const struct {
        const char *name;
        uint32_t tags;
    } FIRMS[] = {
        {"모든 기업",                                          0                                     },
        {"여성기업",                                           LAW_TAG_BIT(LAW_TAG_WOMEN)            },
        {"장애인기업",                                        LAW_TAG_BIT(LAW_TAG_DISABLED)         },
        {"사회적기업 등(취약계층 고용 요건 충족)", LAW_TAG_BIT(LAW_TAG_SOCIAL_ENTERPRISE)},
        {"청년창업기업",                                     LAW_TAG_BIT(LAW_TAG_YOUTH_STARTUP)    },
    };
    static_assert(COUNT(FIRMS) == WAY_LIMITS, "a kind of firm came or went: tell the header");
    for (size_t i = 0; i < COUNT(FIRMS); i++) {
        struct law_question q = {
            .regime = regime,
            .object = LAW_GOODS,
            .estimated_price = WON(LIMIT_WON), // beyond every limit, so that the widest are told
            .contract_price = WON(LIMIT_WON),
            .tags = FIRMS[i].tags,
            .vulnerable_bp = 10000,
            .on = on,
        };
        struct law_answer answer;
        law_decide(law, &q, a, &answer);
        out[i] = (struct way_limit){.name = str_view(FIRMS[i].name),
                                    .most = limit_text(a, answer.one_quote_max),
                                    .ceiling = limit_text(a, answer.ceiling),
                                    .article = answer.article,
                                    .is_reference = answer.confidence > LAW_HIGH};
    }
}
