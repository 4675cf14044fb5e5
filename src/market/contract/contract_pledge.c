#include "market/contract/contract_pledge.h"

#include <assert.h>

#include "base/canon.h"
#include "base/limits.h"

#define ARTICLE_INTEGRITY "지방계약법 제6조의2; 국가계약법 제5조의2"
#define ARTICLE_EXCLUSION "지방자치단체 입찰 및 계약 집행기준 제5장 별표 1; 지방계약법 제33조"
#define ARTICLE_CONFLICT "공직자의 이해충돌 방지법 제12조; 같은 법 시행령 제14조"
#define ARTICLE_SECURITY "지방계약법 시행령 제53조제2항; 국가계약법 시행령 제50조제10항"
#define ARTICLE_TAX "지방계약법 제31조의5; 지방계약법 시행령 제93조"

const struct fault CONTRACT_NO_ANSWER = {
    .kind = FAULT_INVALID,
    .code = "contract.no_answer",
    .text = "답을 골라 주세요.",
};

const struct fault CONTRACT_BARRED_INTEGRITY = {
    .kind = FAULT_REFUSED,
    .code = "contract.barred_integrity",
    .text = "청렴계약을 지키겠다고 서약하지 않으면 계약할 수 없습니다.",
    .source = ARTICLE_INTEGRITY,
};

const struct fault CONTRACT_BARRED_EXCLUSION = {
    .kind = FAULT_REFUSED,
    .code = "contract.barred_exclusion",
    .text =
        "수의계약 배제사유에 해당하는 업체와는 수의계약할 수 없습니다. 답이 맞다면 계약을 거절해 "
        "주세요.",
    .source = ARTICLE_EXCLUSION,
};

const struct fault CONTRACT_BARRED_CONFLICT = {
    .kind = FAULT_REFUSED,
    .code = "contract.barred_conflict",
    .text = "이해충돌방지법이 수의계약을 금지하는 관계입니다. 답이 맞다면 계약을 거절해 주세요.",
    .source = ARTICLE_CONFLICT,
};

const struct fault CONTRACT_BARRED_SECURITY = {
    .kind = FAULT_REFUSED,
    .code = "contract.barred_security",
    .text =
        "계약보증금 지급을 확약하지 않으면 보증금을 면제할 수 없습니다. 기관에 보증보험증권으로 "
        "바꾸어 달라고 요청해 주세요.",
    .source = ARTICLE_SECURITY,
};

const struct fault CONTRACT_BARRED_TAX = {
    .kind = FAULT_REFUSED,
    .code = "contract.barred_tax",
    .text = "조세포탈로 유죄판결이 확정되고 2년이 지나지 않은 업체와는 수의계약할 수 없습니다.",
    .source = ARTICLE_TAX,
};

static const struct {
    const char *word;
    const char *label;
    const char *article;
    const char *intro;
    const char *closing;
    const struct fault *refusal;
    enum contract_answer bars; // this answer
    const char *answers[CONTRACT_ANSWER_COUNT];
} PLEDGES[] = {
    [CONTRACT_PLEDGE_INTEGRITY] = {"integrity",
                                   "청렴계약 이행서약서",                ARTICLE_INTEGRITY,
                                   "이 계약에서 다음을 지키겠습니다.",                    "위 사항을 지킬 것을 서약합니다.",
                                   &CONTRACT_BARRED_INTEGRITY,
                                   CONTRACT_NO,  {"예", "아니오", "해당없음"}   },
    [CONTRACT_PLEDGE_EXCLUSION] =
        {"exclusion",
                                   "각서(수의계약 배제사유)",           ARTICLE_EXCLUSION,
                                   "다음 배제사유 어느 것에도 해당하지 않습니다.",
                                   "위 내용이 사실과 다르면 계약의 해제·해지와 입찰참가자격 제한을 받겠습니다.",
                                   &CONTRACT_BARRED_EXCLUSION,
                                   CONTRACT_NO,  {"예", "아니오", "해당없음"}   },
    [CONTRACT_PLEDGE_CONFLICT] = {"conflict",
                                   "수의계약 체결 제한 여부 확인서", ARTICLE_CONFLICT,
                                   "대표자와 업체가 다음에 해당하는지 확인합니다.",
                                   "위 확인 내용이 사실과 같으며, 다르면 모든 책임을 지겠습니다.",
                                   &CONTRACT_BARRED_CONFLICT,
                                   CONTRACT_YES, {"해당", "비해당", "해당없음"}},
    [CONTRACT_PLEDGE_SECURITY] = {"security",
                                   "계약보증금 지급각서",                ARTICLE_SECURITY,
                                   "계약보증금을 면제받는 대신 다음을 확약합니다.",
                                   "위와 같이 확약합니다.",                                                                                    &CONTRACT_BARRED_SECURITY,
                                   CONTRACT_NO,  {"예", "아니오", "해당없음"}   },
    [CONTRACT_PLEDGE_TAX] = {"tax",
                                   "조세포탈 서약서",                      ARTICLE_TAX,
                                   "다음을 서약합니다.",                                        "위와 같이 서약합니다.",
                                   &CONTRACT_BARRED_TAX,
                                   CONTRACT_NO,  {"예", "아니오", "해당없음"}   },
};
static_assert(COUNT(PLEDGES) == CONTRACT_PLEDGE_COUNT, "a pledge came or went: give it its words");

static const char *const ANSWERS[] = {"yes", "no", "none"};
static_assert(COUNT(ANSWERS) == CONTRACT_ANSWER_COUNT, "an answer came or went");

const char *contract_pledge_word(enum contract_pledge_kind kind)
{
    assert(kind < CONTRACT_PLEDGE_COUNT);
    return PLEDGES[kind].word;
}

int contract_pledge_from(str word)
{
    for (int i = 0; i < CONTRACT_PLEDGE_COUNT; i++) {
        if (str_equals(word, str_view(PLEDGES[i].word))) {
            return i;
        }
    }
    return -1;
}

str contract_pledge_label(enum contract_pledge_kind kind)
{
    assert(kind < CONTRACT_PLEDGE_COUNT);
    return str_view(PLEDGES[kind].label);
}

str contract_pledge_article(struct arena *arena, enum contract_pledge_kind kind,
                            enum law_regime base)
{
    assert(kind < CONTRACT_PLEDGE_COUNT);
    return law_article_for(arena, str_view(PLEDGES[kind].article), base);
}

str contract_pledge_intro(enum contract_pledge_kind kind)
{
    assert(kind < CONTRACT_PLEDGE_COUNT);
    return str_view(PLEDGES[kind].intro);
}

// What stands below them.
static str closing_of(enum contract_pledge_kind kind)
{
    assert(kind < CONTRACT_PLEDGE_COUNT);
    return str_view(PLEDGES[kind].closing);
}

str contract_answer_label(enum contract_pledge_kind kind, enum contract_answer answer)
{
    assert(kind < CONTRACT_PLEDGE_COUNT && answer < CONTRACT_ANSWER_COUNT);
    return str_view(PLEDGES[kind].answers[answer]);
}

enum contract_answer contract_pledge_bars(enum contract_pledge_kind kind)
{
    assert(kind < CONTRACT_PLEDGE_COUNT);
    return PLEDGES[kind].bars;
}

const char *contract_answer_word(enum contract_answer answer)
{
    assert(answer < CONTRACT_ANSWER_COUNT);
    return ANSWERS[answer];
}

enum contract_answer contract_answer_from(str word)
{
    for (int i = 0; i < CONTRACT_ANSWER_COUNT; i++) {
        if (str_equals(word, str_view(ANSWERS[i]))) {
            return (enum contract_answer)i;
        }
    }
    return CONTRACT_UNANSWERED;
}

bool contract_pledge_is_asked(enum contract_pledge_kind kind, enum contract_security security,
                              const struct law_pledges *rows)
{
    return rows->count > 0 && (kind != CONTRACT_PLEDGE_SECURITY || security == CONTRACT_PROMISE);
}

struct law_pledges contract_pledge_rows(const struct law *law, const struct contract *c,
                                        enum contract_pledge_kind kind, date on,
                                        struct arena *arena)
{
    str word = str_view(contract_pledge_word(kind));
    struct law_pledges rows = law_pledges_on(law, c->regime, word, on, arena);
    assert(rows.count <= CONTRACT_PLEDGE_ITEMS);
    return contract_pledge_is_asked(kind, c->security, &rows) ? rows
                                                              : (struct law_pledges){.count = 0};
}

bool contract_pledge_may_pass(const struct law_pledge *row)
{
    return row->applies.n > 0;
}

err contract_pledge_judge(enum contract_pledge_kind kind, const struct law_pledge *row,
                          enum contract_answer answer)
{
    assert(kind < CONTRACT_PLEDGE_COUNT);
    if (answer >= CONTRACT_ANSWER_COUNT ||
        (answer == CONTRACT_NOT_APPLICABLE && !contract_pledge_may_pass(row))) {
        return &CONTRACT_NO_ANSWER;
    }
    return answer == PLEDGES[kind].bars ? PLEDGES[kind].refusal : NULL;
}

err contract_pledge_judge_all(const struct law *law, const struct contract *c, date today,
                              const struct contract_answers *answers, struct arena *arena,
                              enum contract_pledge_kind *out_kind, size_t *out_item)
{
    for (int kind = 0; kind < CONTRACT_PLEDGE_COUNT; kind++) {
        enum contract_pledge_kind k = (enum contract_pledge_kind)kind;
        struct law_pledges rows = contract_pledge_rows(law, c, k, today, arena);
        for (size_t i = 0; i < rows.count; i++) {
            err fault = contract_pledge_judge(k, rows.items[i], answers->of[kind][i]);
            if (fault != NULL) {
                *out_kind = k;
                *out_item = i;
                return fault;
            }
        }
    }
    return NULL;
}

str contract_pledge_content(struct arena *a, enum contract_pledge_kind kind,
                            const struct contract *c, const struct law_pledges *rows,
                            const enum contract_answer *answers)
{
    struct out o;
    out_init(&o, a, LIMIT_PAGE);
    canon_put(&o, "form", str_format(a, "pledge.%s.1", contract_pledge_word(kind)));
    canon_put(&o, "title", contract_pledge_label(kind));
    canon_put(&o, "article", contract_pledge_article(a, kind, rows->base));
    canon_put(&o, "contract", c->number);
    canon_put(&o, "contract_hash", c->content_hash);
    canon_put(&o, "intro", contract_pledge_intro(kind));
    for (size_t i = 0; i < rows->count; i++) {
        assert(answers[i] < CONTRACT_ANSWER_COUNT);
        canon_put_i64(&o, "item", rows->items[i]->number);
        canon_put(&o, "row", rows->items[i]->head.id);
        canon_put(&o, "text", rows->items[i]->text);
        canon_put(&o, "answer", str_view(contract_answer_word(answers[i])));
    }
    canon_put(&o, "closing", closing_of(kind));
    assert(!o.overflowed);
    return out_view(&o);
}
