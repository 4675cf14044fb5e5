#include "market/law/law_similar.h"

// Sum and number of the items from a day up to and including another.
static money sum_between(const struct law_similar_item *items, size_t count, date from, date to,
                         size_t *out_count)
{
    money sum = WON(0);
    size_t n = 0;
    for (size_t i = 0; i < count; i++) {
        if (!date_before(items[i].on, from) && !date_before(to, items[i].on)) {
            sum = money_add(sum, items[i].estimated_price);
            n++;
        }
    }
    *out_count = n;
    return sum;
}

static str advise(const struct law_similar *s, struct arena *arena)
{
    if (s->count == 0) {
        return S("");
    }
    str sum = money_format(arena, s->sum);
    if (!s->looks_split) {
        return str_format(arena,
                          "같은 부서의 비슷한 구매 %zu건 %.*s원을 더해도 계약방법은 같습니다.",
                          s->count, STR_ARG(sum));
    }
    return str_format(arena,
                      "같은 부서의 비슷한 구매 %zu건 %.*s원을 더하면 '%s'에서 '%s'(으)로 바뀝니다. "
                      "나누어 구매한 것이 아니라면 그 까닭을 적어 주세요. (지방계약법 시행령 "
                      "제7조·제77조)",
                      s->count, STR_ARG(sum), law_path_label(s->alone),
                      law_path_label(s->together));
}

void law_similar_judge(const struct law *law, const struct law_question *question,
                       const struct law_similar_item *items, size_t count, struct arena *arena,
                       struct law_similar *out_similar)
{
    struct law_similar s = {
        .year_from = date_from_ymd(date_fiscal_year(question->on), 1, 1),
        .twelve_from = date_add_days(date_add_months(question->on, -12), 1),
    };
    size_t year_count = 0;
    size_t twelve_count = 0;
    s.year_sum = sum_between(items, count, s.year_from, question->on, &year_count);
    s.twelve_sum = sum_between(items, count, s.twelve_from, question->on, &twelve_count);
    bool year_is_larger = money_less(s.twelve_sum, s.year_sum);
    s.sum = year_is_larger ? s.year_sum : s.twelve_sum;
    s.count = year_is_larger ? year_count : twelve_count;

    struct law_question together = *question;
    together.similar_price = s.sum;
    struct law_answer answer;
    law_decide(law, &together, arena, &answer);
    s.alone = answer.path_alone;
    s.together = answer.path;
    s.looks_split = s.together > s.alone;
    s.advice = advise(&s, arena);
    *out_similar = s;
}
