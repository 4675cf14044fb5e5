#include "base/money.h"

#include <assert.h>

#include "base/limits.h"
#include "base/out.h"

static bool in_range(int64_t won)
{
    return won >= -(int64_t)LIMIT_WON && won <= (int64_t)LIMIT_WON;
}

money money_add(money a, money b)
{
    assert(in_range(a.won) && in_range(b.won));
    return WON(a.won + b.won);
}

money money_subtract(money a, money b)
{
    assert(in_range(a.won) && in_range(b.won));
    return WON(a.won - b.won);
}

bool money_times(money unit_price, int64_t count, money *out)
{
    int64_t product = 0;
    if (__builtin_mul_overflow(unit_price.won, count, &product) || !in_range(product)) {
        return false;
    }
    *out = WON(product);
    return true;
}

bool money_less(money a, money b)
{
    return a.won < b.won;
}

bool money_equals(money a, money b)
{
    return a.won == b.won;
}

bool money_is_zero(money a)
{
    return a.won == 0;
}

money money_share(money amount, ratio share, enum rounding rounding)
{
    assert(share.whole > 0 && share.part >= 0);
    bool negative = amount.won < 0;
    __extension__ typedef unsigned __int128 wide;
    wide product = (wide)(uint64_t)(negative ? -amount.won : amount.won) * (uint64_t)share.part;
    wide whole = (wide)(uint64_t)share.whole;
    wide quotient = product / whole;
    wide rest = product % whole;
    if ((rounding == ROUND_UP && rest > 0) || (rounding == ROUND_HALF_UP && rest * 2 >= whole)) {
        quotient++;
    }
    assert(quotient <= (wide)LIMIT_WON);
    int64_t won = (int64_t)quotient;
    return WON(negative ? -won : won);
}

void money_split(money whole, const int64_t *weights, size_t count, money *out_parts)
{
    assert(count > 0 && whole.won >= 0);
    __extension__ typedef unsigned __int128 wide;
    int64_t total = 0;
    for (size_t i = 0; i < count; i++) {
        assert(weights[i] >= 0);
        bool overflowed = __builtin_add_overflow(total, weights[i], &total);
        assert(!overflowed);
    }
    assert(total > 0);
    int64_t given = 0;
    for (size_t i = 0; i < count; i++) {
        wide product = (wide)(uint64_t)whole.won * (uint64_t)weights[i];
        out_parts[i] = WON((int64_t)(product / (uint64_t)total));
        given += out_parts[i].won;
    }
    // One won at a time to the largest fraction not yet served; fewer than `count` are left.
    for (int64_t left = whole.won - given; left > 0; left--) {
        size_t best = count;
        uint64_t best_rest = 0;
        for (size_t i = 0; i < count; i++) {
            wide product = (wide)(uint64_t)whole.won * (uint64_t)weights[i];
            bool served = out_parts[i].won > (int64_t)(product / (uint64_t)total);
            uint64_t rest = (uint64_t)(product % (uint64_t)total);
            if (!served && (best == count || rest > best_rest)) {
                best = i;
                best_rest = rest;
            }
        }
        assert(best < count);
        out_parts[best].won++;
    }
}

void money_split_vat(money gross, ratio vat_rate, money *out_supply, money *out_vat)
{
    ratio supply_share = {.part = vat_rate.whole, .whole = vat_rate.whole + vat_rate.part};
    *out_supply = money_share(gross, supply_share, ROUND_HALF_UP);
    *out_vat = money_subtract(gross, *out_supply);
}

int64_t money_basis_points(money part, money whole)
{
    if (whole.won == 0) {
        return 0;
    }
    assert(part.won >= 0 && whole.won > 0);
    ratio share = {.part = 10000, .whole = whole.won};
    return money_share(part, share, ROUND_HALF_UP).won;
}

str money_format(struct arena *a, money m)
{
    struct out digits;
    out_init(&digits, a, 32);
    out_i64(&digits, m.won < 0 ? -m.won : m.won);
    struct out grouped;
    out_init(&grouped, a, 64);
    if (m.won < 0) {
        out_char(&grouped, '-');
    }
    for (size_t i = 0; i < digits.n; i++) {
        if (i > 0 && (digits.n - i) % 3 == 0) {
            out_char(&grouped, ',');
        }
        out_char(&grouped, digits.p[i]);
    }
    return out_view(&grouped);
}

// Below ten thousand: 삼천오백; nothing of zero.
static void put_four_digits(struct out *o, int64_t four)
{
    static const char *const DIGITS[] = {"", "일", "이", "삼", "사", "오", "육", "칠", "팔", "구"};
    static const char *const PLACES[] = {"", "십", "백", "천"};
    int64_t scale = 1000;
    for (int place = 3; place >= 0; place--) {
        int64_t digit = four / scale % 10;
        if (digit > 0) {
            out_str(o, str_view(DIGITS[digit]));
            out_str(o, str_view(PLACES[place]));
        }
        scale /= 10;
    }
}

str money_words(struct arena *a, money m)
{
    static const char *const GROUPS[] = {"", "만", "억", "조", "경"};
    assert(m.won >= 0 && in_range(m.won));
    if (m.won == 0) {
        return S("영");
    }
    struct out o;
    out_init(&o, a, 512);
    int64_t scale = 10000000000000000; // 10^16, the start of 경
    for (int group = 4; group >= 0; group--) {
        int64_t four = m.won / scale % 10000;
        if (four > 0) {
            put_four_digits(&o, four);
            out_str(&o, str_view(GROUPS[group]));
        }
        scale /= 10000;
    }
    return out_view(&o);
}

bool money_parse(str s, money *out)
{
    s = str_trim(s);
    if (str_ends(s, S("원"))) {
        s = str_trim(str_slice(s, 0, s.n - S("원").n));
    }
    if (s.n == 0 || s.n > 24) {
        return false;
    }
    int64_t value = 0;
    bool digit_seen = false;
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] >= '0' && s.p[i] <= '9') {
            value = value * 10 + (s.p[i] - '0');
            digit_seen = true;
        } else if ((s.p[i] != ',' && s.p[i] != ' ') || !digit_seen) {
            return false;
        }
        if (value > (int64_t)LIMIT_WON) {
            return false;
        }
    }
    *out = WON(value);
    return digit_seen;
}
