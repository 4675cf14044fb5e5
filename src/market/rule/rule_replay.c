#include "market/rule/rule_replay.h"

#include <assert.h>

#include "market/law/law_text.h"

static const struct {
    const char *label;
    const char *tone;
} RESULTS[] = {
    [REPLAY_SAME] = {"같음",            "ok" },
    [REPLAY_DIFFERS] = {"다름",            "bad"},
    [REPLAY_UNREADABLE] = {"읽을 수 없음", "bad"},
};
static_assert(COUNT(RESULTS) == REPLAY_RESULT_COUNT, "a label for each");

// The members of an answer in the order law_answer_write writes them.
static const struct {
    const char *key;
    const char *label;
} MEMBERS[] = {
    {"path",                 "계약방법"              },
    {"path_alone",           "혼자일 때 계약방법"},
    {"one_quote_max_won",    "1인 견적 한도"        },
    {"ceiling_won",          "수의계약 한도"       },
    {"contract_document",    "계약서"                 },
    {"performance_security", "계약보증금"           },
    {"inspection_report",    "검사조서"              },
    {"delay_ppm_per_day",    "지연배상금률"        },
    {"needs",                "갖출 것"                },
    {"rules",                "규칙"                    },
    {"rows",                 "규칙의 판"             },
    {"confidence",           "확인 수준"             },
    {"officer_must_confirm", "담당자 확인"          },
    {"ground",               "근거"                    },
    {"article",              "조문"                    },
    {"why",                  "설명"                    },
};

str replay_label(enum replay_result result)
{
    assert(result < REPLAY_RESULT_COUNT);
    return str_view(RESULTS[result].label);
}

str replay_tone(enum replay_result result)
{
    assert(result < REPLAY_RESULT_COUNT);
    return str_view(RESULTS[result].tone);
}

static const struct law *law_at(struct replay_law *law, int64_t version)
{
    if (!law->is_made || law->version != version) {
        law->then = law_as_of(law->now, version, law->arena);
        law->version = version;
        law->is_made = true;
    }
    return law->then;
}

struct replay replay_ask(struct replay_law *law, str question, str stored, int64_t version,
                         struct arena *arena)
{
    struct replay r = {.result = REPLAY_UNREADABLE};
    struct law_answer answer;
    if (!law_question_read(question, &r.question)) {
        return r;
    }
    law_decide(law_at(law, version), &r.question, arena, &answer);
    r.answer = law_answer_text(arena, &answer);
    r.result = str_equals(r.answer, stored) ? REPLAY_SAME : REPLAY_DIFFERS;
    return r;
}

// The text of member `i`, up to the next; in a canonical answer a quote inside a text is escaped.
static str member_of(struct arena *arena, str answer, size_t i)
{
    str key = str_format(arena, "\"%s\":", MEMBERS[i].key);
    size_t from = str_index(answer, key);
    if (from == answer.n) {
        return S("");
    }
    str rest = str_slice(answer, from + key.n, answer.n);
    size_t end = rest.n > 0 ? rest.n - 1 : 0; // the last brace
    if (i + 1 < COUNT(MEMBERS)) {
        end = str_index(rest, str_format(arena, ",\"%s\":", MEMBERS[i + 1].key));
    }
    return str_slice(rest, 0, end);
}

replay_differences replay_compare(struct arena *arena, str stored, str again)
{
    replay_differences list = {.items = NEW_ARRAY(arena, COUNT(MEMBERS), struct replay_difference)};
    for (size_t i = 0; i < COUNT(MEMBERS); i++) {
        str was = member_of(arena, stored, i);
        str is = member_of(arena, again, i);
        if (!str_equals(was, is)) {
            list.items[list.count++] =
                (struct replay_difference){str_view(MEMBERS[i].label), was, is};
        }
    }
    return list;
}
