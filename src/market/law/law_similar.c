#include "market/law/law_similar.h"

#include "market/law/law_pack.h"

void law_similar_days(date on, date *out_year_from, date *out_twelve_from)
{
    *out_year_from = date_from_ymd(date_fiscal_year(on), 1, 1);
    *out_twelve_from = date_add_days(date_add_months(on, -12), 1);
}

// 로 or 으로, by the last letter: a syllable without a final consonant, or with ㄹ, takes 로.
static const char *toward(const char *word)
{
    enum { FIRST = 0xAC00, LAST = 0xD7A3, FINALS = 28, FINAL_L = 8 };
    str s = str_view(word);
    uint32_t letter = 0;
    for (size_t at = 0; at < s.n;) {
        letter = str_next(s, &at);
    }
    uint32_t final = letter >= FIRST && letter <= LAST ? (letter - FIRST) % FINALS : 0;
    return final == 0 || final == FINAL_L ? "로" : "으로";
}

static str article_of(const struct law *law, enum law_table table, const char *rule,
                      const struct law_question *question)
{
    const struct law_head *row =
        law_rule_find(law, table, question->regime, str_view(rule), question->on);
    return row == NULL ? S("") : row->article;
}

// By object: the Decree bans splitting works, the execution standard alone goods and services.
static const char *const BANS[LAW_OBJECT_COUNT] = {
    [LAW_GOODS] = "X-01B",        [LAW_SERVICE] = "X-01B",    [LAW_WORKS_GENERAL] = "X-01",
    [LAW_WORKS_SPECIAL] = "X-01", [LAW_WORKS_OTHER] = "X-01", [LAW_LEASE] = "",
};

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
                      "같은 부서의 비슷한 구매 %zu건 %.*s원을 더하면 '%s'에서 '%s'%s 바뀝니다.",
                      s->count, STR_ARG(sum), law_path_label(s->alone), law_path_label(s->together),
                      toward(law_path_label(s->together)));
}

void law_similar_judge(const struct law *law, const struct law_question *question,
                       struct law_similar_sum year, struct law_similar_sum twelve,
                       struct arena *arena, struct law_similar *out_similar)
{
    struct law_similar_sum larger = money_less(twelve.sum, year.sum) ? year : twelve;
    struct law_similar s = {.sum = larger.sum, .count = larger.count};

    struct law_question together = *question;
    together.similar_price = s.sum;
    struct law_answer answer;
    law_decide(law, &together, arena, &answer);
    s.alone = answer.path_alone;
    s.together = answer.path;
    s.looks_split = s.together > s.alone;
    s.article = article_of(law, LAW_FACTS, "A-05", question);
    s.ban = article_of(law, LAW_EXCLUSIONS, BANS[question->object], question);
    s.advice = advise(&s, arena);
    *out_similar = s;
}
