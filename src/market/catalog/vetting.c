#include "market/catalog/vetting.h"

#include <assert.h>
#include <stdlib.h>

#include "base/fold.h"
#include "base/limits.h"
#include "base/out.h"

#define PRICES_LEAST 8  // fewer prices say nothing about what is usual
#define SPREAD_LEAST 20 // at least a 20th of the median: ten equal prices have no spread
#define TWIN_LETTERS 10 // letters of a title in which one may differ
#define CODES_MAX 200   // bytes of all codes
#define TOLD_MOST 3     // findings that a firm is told by name

const struct fault VETTING_OWN_HANDS = {
    .kind = FAULT_REFUSED,
    .code = "vetting.own_hands",
    .text = "이 상품은 두 사람이 보아야 합니다. 먼저 본 사람은 두 번째로 승인할 수 없으니 다른 "
            "운영자에게 확인을 부탁해 주세요.",
    .source = "두 사람 원칙(두레의 내부통제)",
};

const struct fault VETTING_NO_REASON = {
    .kind = FAULT_INVALID,
    .code = "vetting.no_reason",
    .text =
        "돌려보내는 까닭을 고르거나 적어 주세요. 기업이 무엇을 고쳐야 하는지 알 수 있어야 합니다.",
};

const struct fault VETTING_SEEN = {
    .kind = FAULT_CONFLICT,
    .code = "vetting.seen",
    .text = "이미 검토가 끝난 상품입니다. 목록을 새로 고쳐 다음 상품을 봐 주세요.",
};

static const char *const CODES[] = {
    [VETTING_FORBIDDEN] = "forbidden", [VETTING_PRICE_HIGH] = "price_high",
    [VETTING_PRICE_LOW] = "price_low", [VETTING_WATCH] = "watch",
    [VETTING_MISSING] = "missing",     [VETTING_DUPLICATE] = "duplicate",
    [VETTING_NEW_FIRM] = "new_firm",   [VETTING_NO_PICTURE] = "no_picture",
    [VETTING_NUMBER] = "number",
};
static_assert(COUNT(CODES) == VETTING_REASON_COUNT, "a reason came or went: give it its code");

const char *vetting_reason_code(enum vetting_reason reason)
{
    assert(reason < VETTING_REASON_COUNT);
    return CODES[reason];
}

int vetting_reason_from(str code)
{
    for (int i = 0; i < VETTING_REASON_COUNT; i++) {
        if (str_equals(code, str_view(CODES[i]))) {
            return i;
        }
    }
    return -1;
}

static void find(struct arena *a, const struct vetting_rules *rules, struct vetting_result *r,
                 enum vetting_reason reason, int64_t times, str said)
{
    const struct vetting_rule *rule = &rules->of[reason];
    if (r->count == VETTING_FINDINGS_MAX || (rule->points == 0 && !rule->needs_two)) {
        return;
    }
    r->items[r->count++] = (struct vetting_finding){.reason = reason,
                                                    .label = rule->label,
                                                    .said = said,
                                                    .points = rule->points * times,
                                                    .needs_two = rule->needs_two};
    r->points += rule->points * times;
    r->needs_two = r->needs_two || rule->needs_two;
    str code = str_view(CODES[reason]);
    if (!str_contains(r->codes, code)) {
        r->codes =
            r->codes.n == 0 ? code : str_format(a, "%.*s|%.*s", STR_ARG(r->codes), STR_ARG(code));
    }
}

static void weigh_words(struct arena *a, const struct vetting_rules *rules,
                        const struct vetting_facts *f, struct vetting_result *r)
{
    for (size_t i = 0; i < f->word_count; i++) {
        const struct vetting_word *w = &f->words[i];
        find(a, rules, r, w->is_forbidden ? VETTING_FORBIDDEN : VETTING_WATCH, 1,
             str_format(a, "‘%.*s’ – %.*s", STR_ARG(w->word), STR_ARG(w->reason)));
    }
}

// Far above: more spreads over the median than the rule bears with. Far below: less of the median
// than its share.
static void weigh_price(struct arena *a, const struct vetting_rules *rules,
                        const struct vetting_facts *f, struct vetting_result *r)
{
    int64_t floor = f->median.won / SPREAD_LEAST;
    int64_t spread = f->spread.won > floor ? f->spread.won : floor;
    int64_t room = 0;
    int64_t share = 0;
    if (f->price_count < PRICES_LEAST || f->median.won <= 0) {
        return;
    }
    str usual = money_format(a, f->median);
    if (!__builtin_mul_overflow(spread, rules->of[VETTING_PRICE_HIGH].limit, &room) &&
        money_less(WON(room), money_subtract(f->price, f->median))) {
        find(a, rules, r, VETTING_PRICE_HIGH, 1,
             str_format(a, "같은 분류·단위 %lld건의 중간값은 %.*s원입니다.",
                        (long long)f->price_count, STR_ARG(usual)));
    }
    if (!__builtin_mul_overflow(f->median.won, rules->of[VETTING_PRICE_LOW].limit, &share) &&
        f->lowest.won < share / 100) {
        str many = money_less(f->lowest, f->price)
                       ? str_format(a, "많이 살 때의 단가가 %.*s원까지 내려갑니다. ",
                                    STR_ARG(money_format(a, f->lowest)))
                       : S("");
        find(a, rules, r, VETTING_PRICE_LOW, 1,
             str_format(a, "%.*s같은 분류·단위 %lld건의 중간값은 %.*s원입니다.", STR_ARG(many),
                        (long long)f->price_count, STR_ARG(usual)));
    }
}

void vetting_weigh(struct arena *a, const struct vetting_rules *rules,
                   const struct vetting_facts *f, struct vetting_result *out)
{
    *out = (struct vetting_result){0};
    weigh_words(a, rules, f, out);
    weigh_price(a, rules, f, out);
    if (f->missing > 0) {
        find(a, rules, out, VETTING_MISSING, f->missing,
             str_format(a, "필수 칸 %lld개가 비었습니다.", (long long)f->missing));
    }
    if (f->twin.n > 0) {
        find(a, rules, out, VETTING_DUPLICATE, 1,
             str_format(a, "이 기업의 ‘%.*s’ 상품과 이름이 거의 같습니다.", STR_ARG(f->twin)));
    }
    if (f->firm_days < rules->of[VETTING_NEW_FIRM].limit) {
        find(a, rules, out, VETTING_NEW_FIRM, 1,
             str_format(a, "가입한 지 %lld일째입니다.", (long long)f->firm_days + 1));
    }
    if (!f->has_picture) {
        find(a, rules, out, VETTING_NO_PICTURE, 1, S("올린 사진이 없습니다."));
    }
    if (f->number.n > 0) {
        find(a, rules, out, VETTING_NUMBER, 1, f->number);
    }
    if (f->item.n > 0) {
        find(a, rules, out, VETTING_NUMBER, 1, f->item);
    }
    assert(out->codes.n <= CODES_MAX);
}

str vetting_tell(struct arena *a, const struct vetting_result *r)
{
    struct out o;
    size_t told = 0;
    bool has_price = false;
    out_init(&o, a, LIMIT_TEXT);
    for (size_t i = 0; i < r->count; i++) {
        const struct vetting_finding *f = &r->items[i];
        bool is_price = f->reason == VETTING_PRICE_HIGH || f->reason == VETTING_PRICE_LOW;
        has_price |= f->needs_two && is_price;
        if (f->needs_two && !is_price && told++ < TOLD_MOST) {
            out_str(&o, o.n == 0 ? S("살펴봐야 할 것이 있습니다. ") : S(" "));
            out_str(&o, f->said);
        }
    }
    if (told > TOLD_MOST) {
        out_format(&o, " 그 밖에 %zu가지가 더 있습니다.", told - TOLD_MOST);
    }
    if (has_price) {
        out_str(&o, o.n == 0 ? S("") : S(" "));
        out_str(&o, S("단가가 같은 분류의 다른 상품과 크게 다릅니다."));
    }
    return out_view(&o);
}

bool vetting_has_word(struct arena *a, str text_key, str word)
{
    str key = fold_key(a, word);
    return key.n > 0 && str_contains(text_key, key);
}

static int by_size(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a;
    int64_t y = *(const int64_t *)b;
    return x < y ? -1 : x > y;
}

void vetting_spread(int64_t *prices, size_t count, int64_t *out_median, int64_t *out_spread)
{
    assert(count > 0);
    qsort(prices, count, sizeof(*prices), by_size);
    int64_t median = prices[(count - 1) / 2];
    for (size_t i = 0; i < count; i++) {
        prices[i] = prices[i] > median ? prices[i] - median : median - prices[i];
    }
    qsort(prices, count, sizeof(*prices), by_size);
    *out_median = median;
    *out_spread = prices[(count - 1) / 2];
}

// The next figure or point of a key, or 0.
static char next_figure(str key, size_t *at)
{
    while (*at < key.n) {
        char c = key.p[(*at)++];
        if ((c >= '0' && c <= '9') || c == '.') {
            return c;
        }
    }
    return 0;
}

// 2500 of a42500매 and 4 are not told apart, which is near enough.
static bool have_same_figures(str key, str other)
{
    size_t at = 0;
    size_t at_other = 0;
    char figure = 0;
    do {
        figure = next_figure(key, &at);
        if (figure != next_figure(other, &at_other)) {
            return false;
        }
    } while (figure != 0);
    return true;
}

bool vetting_is_twin_key(str key, str other)
{
    uint32_t letters[FOLD_LETTERS_MAX];
    if (key.n == 0 || str_equals(key, other)) {
        return key.n > 0;
    }
    bool is_long = fold_letters(key, letters, FOLD_LETTERS_MAX) >= TWIN_LETTERS;
    return is_long && fold_distance(key, other, 1) <= 1 && have_same_figures(key, other);
}

bool vetting_is_twin(struct arena *a, str title, str other)
{
    return vetting_is_twin_key(fold_key(a, title), fold_key(a, other));
}
