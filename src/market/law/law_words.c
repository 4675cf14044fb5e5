#include "market/law/law_words.h"

#include <assert.h>

#include "market/law/law_pack.h"

const char *const LAW_REGIME_WORDS[] = {
    [LAW_LOCAL] = "LOCAL",
    [LAW_LOCAL_CORP] = "LOCAL_CORP",
    [LAW_LOCAL_INVESTED] = "LOCAL_INVESTED",
    [LAW_STATE] = "STATE",
    [LAW_PUBCORP] = "PUBCORP",
    [LAW_PRIVATE_SCHOOL] = "PRIVATE_SCHOOL",
    [LAW_REGIME_ANY] = "any",
    [LAW_REGIME_COUNT + 1] = NULL,
};
const char *const LAW_OBJECT_WORDS[] = {
    [LAW_GOODS] = "goods",
    [LAW_SERVICE] = "service",
    [LAW_WORKS_GENERAL] = "works_general",
    [LAW_WORKS_SPECIAL] = "works_special",
    [LAW_WORKS_OTHER] = "works_other",
    [LAW_LEASE] = "lease",
    [LAW_OBJECT_ANY] = "any",
    [LAW_OBJECT_COUNT + 1] = NULL,
};
const char *const LAW_TAG_WORDS[] = {
    [LAW_TAG_SMALL_MICRO] = "small_micro",
    [LAW_TAG_SPECIAL_KNOWLEDGE] = "special_knowledge",
    [LAW_TAG_WOMEN] = "women",
    [LAW_TAG_DISABLED] = "disabled",
    [LAW_TAG_SOCIAL_ENTERPRISE] = "social_enterprise",
    [LAW_TAG_SOCIAL_COOP] = "social_coop",
    [LAW_TAG_SELF_SUPPORT] = "self_support",
    [LAW_TAG_VILLAGE] = "village",
    [LAW_TAG_YOUTH_STARTUP] = "youth_startup",
    [LAW_TAG_SEVERE_DISABILITY_FACILITY] = "severe_disability_facility",
    [LAW_TAG_VETERANS_GROUP] = "veterans_group",
    [LAW_TAG_WELFARE_CORP] = "welfare_corp",
    [LAW_TAG_STANDARD_WORKPLACE] = "standard_workplace",
    [LAW_TAG_ANY] = "any",
    [LAW_TAG_COUNT + 1] = NULL,
};
const char *const LAW_PATH_WORDS[] = {
    [LAW_QUOTE_WAIVED] = "quote_waived",
    [LAW_ONE_QUOTE] = "one_quote",
    [LAW_DESIGNATED_QUOTES] = "designated_quotes",
    [LAW_OPEN_BIDDING] = "open_bidding",
    [LAW_PATH_COUNT] = NULL,
};
const char *const LAW_CONFIDENCE_WORDS[] = {"H", "M", "L", "U", NULL};
const char *const LAW_DUTY_WORDS[] = {
    [LAW_REQUIRED] = "required",
    [LAW_WAIVABLE] = "waivable",
    [LAW_OWN_RULE] = "own_rule",
    [LAW_DUTY_COUNT] = NULL,
};
const char *const LAW_DOCUMENT_WORDS[] = {
    [LAW_CONTRACT_DOCUMENT] = "contract_document",
    [LAW_PERFORMANCE_SECURITY] = "performance_security",
    [LAW_INSPECTION_REPORT] = "inspection_report",
    [LAW_DEFECT_SECURITY] = "defect_security",
    [LAW_DEFECT_REPORT] = "defect_report",
    [LAW_SAME_INSPECTOR] = "same_inspector",
    [LAW_DOCUMENT_COUNT] = NULL,
};
const char *const LAW_COMPARISON_WORDS[] = {"at_most", "below", "bylaws", NULL};
const char *const LAW_DAY_UNIT_WORDS[] = {"days", "working_days", "months", "years", NULL};
const char *const LAW_JUDGED_ON_WORDS[] = {"request", "quote_deadline", "contract", "claim", NULL};

const char *const LAW_RATIO_OBJECT_WORDS[] = {"any", "goods", "service", "works", NULL};
const char *const LAW_DENOMINATOR_WORDS[] = {"total",     "object_total", "goods_service",
                                             "sme_goods", "none",         NULL};

static const char *const REGIME_LABELS[] = {
    [LAW_LOCAL] = "지방자치단체·교육청·공립학교",
    [LAW_LOCAL_CORP] = "지방공기업(공사·공단)",
    [LAW_LOCAL_INVESTED] = "지방 출자·출연기관",
    [LAW_STATE] = "국가기관·국립학교",
    [LAW_PUBCORP] = "공기업·준정부기관",
    [LAW_PRIVATE_SCHOOL] = "사립학교",
    [LAW_REGIME_ANY] = "모든 기관",
};
static const char *const OBJECT_LABELS[] = {
    [LAW_GOODS] = "물품",
    [LAW_SERVICE] = "용역",
    [LAW_WORKS_GENERAL] = "종합공사",
    [LAW_WORKS_SPECIAL] = "전문공사",
    [LAW_WORKS_OTHER] = "전기·통신·소방 등 기타공사",
    [LAW_LEASE] = "임차",
    [LAW_OBJECT_ANY] = "전체",
};
static const char *const TAG_LABELS[] = {
    [LAW_TAG_SMALL_MICRO] = "소기업·소상공인",
    [LAW_TAG_SPECIAL_KNOWLEDGE] = "특수한 지식·기술·자격",
    [LAW_TAG_WOMEN] = "여성기업",
    [LAW_TAG_DISABLED] = "장애인기업",
    [LAW_TAG_SOCIAL_ENTERPRISE] = "사회적기업",
    [LAW_TAG_SOCIAL_COOP] = "사회적협동조합",
    [LAW_TAG_SELF_SUPPORT] = "자활기업",
    [LAW_TAG_VILLAGE] = "마을기업",
    [LAW_TAG_YOUTH_STARTUP] = "청년창업기업",
    [LAW_TAG_SEVERE_DISABILITY_FACILITY] = "중증장애인생산품 생산시설",
    [LAW_TAG_VETERANS_GROUP] = "국가유공자 단체",
    [LAW_TAG_WELFARE_CORP] = "사회복지법인",
    [LAW_TAG_STANDARD_WORKPLACE] = "장애인 표준사업장",
    [LAW_TAG_ANY] = "모든 업체",
};
static const char *const PATH_LABELS[] = {
    [LAW_QUOTE_WAIVED] = "견적 생략 수의계약",
    [LAW_ONE_QUOTE] = "1인 견적 수의계약",
    [LAW_DESIGNATED_QUOTES] = "지정정보처리장치 2인 이상 견적",
    [LAW_OPEN_BIDDING] = "입찰",
};
static const char *const DUTY_LABELS[] = {
    [LAW_REQUIRED] = "필요",
    [LAW_WAIVABLE] = "생략 가능",
    [LAW_OWN_RULE] = "기관 자체 규정에 따름",
};
static const char *const DELAY_VARIANT_WORDS[] = {
    [LAW_DELAY_USUAL] = "",
    [LAW_DELAY_TRANSPORT] = "transport",
    [LAW_DELAY_VARIANT_COUNT] = NULL,
};
static const char *const DELAY_VARIANT_LABELS[] = {
    [LAW_DELAY_USUAL] = "목적물에 따름",
    [LAW_DELAY_TRANSPORT] = "운송·보관·양곡가공",
};

int law_word_find(const char *const *words, str word)
{
    for (int i = 0; words[i] != NULL; i++) {
        if (str_equals(str_view(words[i]), word)) {
            return i;
        }
    }
    return -1;
}

const char *law_regime_word(enum law_regime regime)
{
    return LAW_REGIME_WORDS[regime];
}

const char *law_object_word(enum law_object object)
{
    return LAW_OBJECT_WORDS[object];
}

const char *law_tag_word(enum law_tag tag)
{
    return LAW_TAG_WORDS[tag];
}

const char *law_path_word(enum law_path path)
{
    assert(path < LAW_PATH_COUNT);
    return LAW_PATH_WORDS[path];
}

const char *law_confidence_word(enum law_confidence confidence)
{
    assert(confidence < LAW_CONFIDENCE_COUNT);
    return LAW_CONFIDENCE_WORDS[confidence];
}

const char *law_duty_word(enum law_duty duty)
{
    assert(duty < LAW_DUTY_COUNT);
    return LAW_DUTY_WORDS[duty];
}

const char *law_delay_variant_word(enum law_delay_variant variant)
{
    assert(variant < LAW_DELAY_VARIANT_COUNT);
    return DELAY_VARIANT_WORDS[variant];
}

// The word's place, when it is below `count`: "any" is a word of rows only.
static bool word_below(const char *const *words, str word, int count, int *out)
{
    int i = law_word_find(words, word);
    if (i < 0 || i >= count) {
        return false;
    }
    *out = i;
    return true;
}

bool law_regime_from(str word, enum law_regime *out)
{
    int i = 0;
    bool known = word_below(LAW_REGIME_WORDS, word, LAW_REGIME_COUNT, &i);
    *out = known ? (enum law_regime)i : *out;
    return known;
}

bool law_object_from(str word, enum law_object *out)
{
    int i = 0;
    bool known = word_below(LAW_OBJECT_WORDS, word, LAW_OBJECT_COUNT, &i);
    *out = known ? (enum law_object)i : *out;
    return known;
}

bool law_tag_from(str word, enum law_tag *out)
{
    int i = 0;
    bool known = word_below(LAW_TAG_WORDS, word, LAW_TAG_COUNT, &i);
    *out = known ? (enum law_tag)i : *out;
    return known;
}

bool law_path_from(str word, enum law_path *out)
{
    int i = 0;
    bool known = word_below(LAW_PATH_WORDS, word, LAW_PATH_COUNT, &i);
    *out = known ? (enum law_path)i : *out;
    return known;
}

bool law_confidence_from(str word, enum law_confidence *out)
{
    int i = 0;
    bool known = word_below(LAW_CONFIDENCE_WORDS, word, LAW_CONFIDENCE_COUNT, &i);
    *out = known ? (enum law_confidence)i : *out;
    return known;
}

bool law_delay_variant_from(str word, enum law_delay_variant *out)
{
    int i = 0;
    bool known = word_below(DELAY_VARIANT_WORDS, word, LAW_DELAY_VARIANT_COUNT, &i);
    *out = known ? (enum law_delay_variant)i : *out;
    return known;
}

const char *law_regime_label(enum law_regime regime)
{
    return REGIME_LABELS[regime];
}

const char *law_object_label(enum law_object object)
{
    return OBJECT_LABELS[object];
}

const char *law_tag_label(enum law_tag tag)
{
    return TAG_LABELS[tag];
}

const char *law_path_label(enum law_path path)
{
    assert(path < LAW_PATH_COUNT);
    return PATH_LABELS[path];
}

const char *law_duty_label(enum law_duty duty)
{
    assert(duty < LAW_DUTY_COUNT);
    return DUTY_LABELS[duty];
}

const char *law_delay_variant_label(enum law_delay_variant variant)
{
    assert(variant < LAW_DELAY_VARIANT_COUNT);
    return DELAY_VARIANT_LABELS[variant];
}
