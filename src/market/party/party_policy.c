#include "market/party/party_policy.h"

#include <assert.h>

#include "base/canon.h"
#include "base/limits.h"
#include "market/party/party_password.h"

const struct fault POLICY_UNKNOWN = {
    .kind = FAULT_MISSING,
    .code = "policy.unknown",
    .text = "그런 기관 정책이 없습니다. 목록에서 다시 골라 주세요.",
};
const struct fault POLICY_NEEDS_LIMIT = {
    .kind = FAULT_INVALID,
    .code = "policy.needs_limit",
    .text = "자체 한도로 쓸 금액을 1원 이상으로 적어 주세요.",
};
const struct fault POLICY_NOT_STRICTER = {
    .kind = FAULT_REFUSED,
    .code = "policy.not_stricter",
    .text = "법의 한도보다 낮은 금액만 자체 한도로 정할 수 있습니다. 더 낮은 금액을 적어 주세요.",
    .source = "지방계약법 시행령 제25조·제30조; 국가계약법 시행령 제26조·제30조",
};
const struct fault POLICY_COUNT_OUT = {
    .kind = FAULT_INVALID,
    .code = "policy.count_out",
    .text = "비밀번호 규칙의 숫자를 다시 적어 주세요. 길이는 9~64자, 글자 종류는 2~4가지, 바꾸는 "
            "주기는 30~730일, 다시 쓰지 않는 개수는 1~5개로 정할 수 있습니다.",
};
const struct fault POLICY_BEGINS_PAST = {
    .kind = FAULT_INVALID,
    .code = "policy.begins_past",
    .text = "첫날을 오늘이나 그 뒤의 날로 적어 주세요. 지난날의 정책은 나중에 정할 수 없습니다.",
};
const struct fault POLICY_SAME = {
    .kind = FAULT_REFUSED,
    .code = "policy.same",
    .text = "그 기간에 기준이 같은 정책이 이미 있습니다. 더하지 않아도 그대로 적용됩니다.",
    .source = FAULT_OWN_RULE,
};
const struct fault POLICY_ENDED = {
    .kind = FAULT_CONFLICT,
    .code = "policy.ended",
    .text = "마지막 날을 이미 정한 정책입니다. 목록에서 지금 상태를 확인해 주세요.",
};
const struct fault POLICY_END_LATER = {
    .kind = FAULT_INVALID,
    .code = "policy.end_later",
    .text = "마지막 날은 앞당길 수만 있습니다. 더 쓰려면 새 정책을 더해 주세요.",
};

static const struct {
    const char *word;
    const char *label;
    int64_t least; // of its count; 0: it has none
    int64_t most;
    const char *counted; // around the number
} KINDS[] = {
    [POLICY_ONE_QUOTE] = {"one_quote",         "1인 견적 자체 한도",                       0,                        0, ""             },
    [POLICY_CEILING] = {"ceiling",           "수의계약 자체 한도",                      0,                        0, ""             },
    [POLICY_APART] = {"approver_inspects", "결재한 사람은 검사하지 않음",         0,                        0, ""             },
    [POLICY_PASSWORD_LENGTH] = {"password_length",   "비밀번호 길이",                             PARTY_PASSWORD_LEAST + 1,
                          LIMIT_HOUSE_LENGTH,                                                                                  "자 이상"   },
    [POLICY_PASSWORD_KINDS] = {"password_kinds",    "비밀번호에 섞어 쓰는 글자 종류",     2,
                          PARTY_PASSWORD_KINDS,                                                                                "가지 이상"},
    [POLICY_PASSWORD_DAYS] = {"password_days",     "비밀번호 바꾸는 주기",                   LIMIT_HOUSE_DAYS_LEAST,
                          LIMIT_HOUSE_DAYS,                                                                                    "일마다"    },
    [POLICY_PASSWORD_LAST] = {"password_last",     "최근에 쓴 비밀번호 다시 쓰지 않음", 1,
                          LIMIT_HOUSE_LAST,                                                                                    "개"          },
};
static_assert(LIMIT_HOUSE_LENGTH == 64 && LIMIT_HOUSE_DAYS_LEAST == 30 && LIMIT_HOUSE_DAYS == 730 &&
                  LIMIT_HOUSE_LAST == 5 && PARTY_PASSWORD_LEAST == 8 && PARTY_PASSWORD_KINDS == 4,
              "POLICY_COUNT_OUT says so");
static_assert(COUNT(KINDS) == POLICY_KIND_COUNT, "a word for each");

const char *policy_kind_word(enum policy_kind kind)
{
    assert(kind < POLICY_KIND_COUNT);
    return KINDS[kind].word;
}

int policy_kind_from(str word)
{
    for (int i = 0; i < POLICY_KIND_COUNT; i++) {
        if (str_equals(word, str_view(KINDS[i].word))) {
            return i;
        }
    }
    return -1;
}

str policy_kind_label(enum policy_kind kind)
{
    assert(kind < POLICY_KIND_COUNT);
    return str_view(KINDS[kind].label);
}

bool policy_is_limit(enum policy_kind kind)
{
    return kind == POLICY_ONE_QUOTE || kind == POLICY_CEILING;
}

bool policy_is_password(enum policy_kind kind)
{
    assert(kind < POLICY_KIND_COUNT);
    return KINDS[kind].least > 0;
}

str policy_count_words(struct arena *a, enum policy_kind kind, int64_t count)
{
    assert(policy_is_password(kind));
    return str_format(a, "%lld%s", (long long)count, KINDS[kind].counted);
}

enum policy_bite policy_bite_on(const struct law *law, enum law_regime regime,
                                const struct policy *p, date on, struct arena *arena)
{
    assert(policy_is_limit(p->kind));
    struct law_limit own = {.kind = LAW_LIMIT_WON, .won = p->value};
    struct law_list rows = law_rows_on(law, LAW_THRESHOLDS, regime, on, arena);
    enum policy_bite bite = POLICY_BITES_NOTHING;
    for (size_t i = 0; i < rows.count; i++) {
        const struct law_threshold *row = (const struct law_threshold *)rows.rows[i];
        struct law_limit limit = p->kind == POLICY_CEILING ? row->ceiling : row->one_quote_max;
        if (limit.kind == LAW_LIMIT_UNLIMITED && bite == POLICY_BITES_NOTHING) {
            bite = POLICY_BITES_UNLIMITED;
        } else if (limit.kind == LAW_LIMIT_WON && law_limit_compare(own, limit) < 0) {
            return POLICY_BITES;
        }
    }
    return bite;
}

err policy_check(const struct law *law, enum law_regime regime, const struct policy *p,
                 struct arena *arena)
{
    if (policy_is_password(p->kind)) {
        bool fits = p->count >= KINDS[p->kind].least && p->count <= KINDS[p->kind].most;
        return fits ? NULL : &POLICY_COUNT_OUT;
    }
    if (!policy_is_limit(p->kind)) {
        return NULL;
    }
    if (p->value.won <= 0) {
        return &POLICY_NEEDS_LIMIT;
    }
    bool bites = policy_bite_on(law, regime, p, p->first_day, arena) != POLICY_BITES_NOTHING;
    return bites ? NULL : &POLICY_NOT_STRICTER;
}

bool policy_is_same(const struct policy *older, const struct policy *p)
{
    bool ends_later = date_is_none(older->last_day) ||
                      (!date_is_none(p->last_day) && !date_before(older->last_day, p->last_day));
    return older->kind == p->kind && money_equals(older->value, p->value) &&
           older->count == p->count && !date_before(p->first_day, older->first_day) && ends_later;
}

str policy_content(struct arena *a, const struct policy *p)
{
    struct out o;
    out_init(&o, a, KIB + 2 * (p->reason.n + p->end_reason.n)); // each character escaped
    canon_put_i64(&o, "no", p->no.value);
    canon_put(&o, "kind", str_view(policy_kind_word(p->kind)));
    canon_put_i64(&o, "value_won", p->value.won);
    canon_put_i64(&o, "value_count", p->count);
    canon_put_date(&o, "first_day", p->first_day);
    canon_put_date(&o, "last_day", p->last_day);
    canon_put(&o, "reason", p->reason);
    canon_put(&o, "end_reason", p->end_reason);
    assert(!o.overflowed);
    return out_view(&o);
}
