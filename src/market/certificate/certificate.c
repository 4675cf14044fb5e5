#include "market/certificate/certificate.h"

#include <assert.h>

static const struct {
    const char *word;
    const char *label;
    bool is_preference;
} KINDS[] = {
    [CERTIFICATE_SMALL_MICRO] = {"small_micro",                "소기업·소상공인",  false},
    [CERTIFICATE_SPECIAL_KNOWLEDGE] = {"special_knowledge",          "특수지식·기술",     false},
    [CERTIFICATE_WOMEN] = {"women",                      "여성기업",             true },
    [CERTIFICATE_DISABLED] = {"disabled",                   "장애인기업",          true },
    [CERTIFICATE_SOCIAL_ENTERPRISE] = {"social_enterprise",          "사회적기업",          true },
    [CERTIFICATE_SOCIAL_COOP] = {"social_coop",                "사회적협동조합",    true },
    [CERTIFICATE_SELF_SUPPORT] = {"self_support",               "자활기업",             true },
    [CERTIFICATE_VILLAGE] = {"village",                    "마을기업",             true },
    [CERTIFICATE_YOUTH_STARTUP] = {"youth_startup",              "청년창업기업",       true },
    [CERTIFICATE_SEVERE_DISABILITY] = {"severe_disability_facility", "중증장애인생산품", true },
    [CERTIFICATE_VETERANS_GROUP] = {"veterans_group",             "국가유공자단체",    true },
    [CERTIFICATE_WELFARE_CORP] = {"welfare_corp",               "사회복지법인",       true },
    [CERTIFICATE_STANDARD_WORKPLACE] = {"standard_workplace",         "장애인표준사업장", true },
};
static_assert(COUNT(KINDS) == CERTIFICATE_KIND_COUNT, "a kind came or went: give it its row");

static const char *const STATES[] = {
    [CERTIFICATE_UNCHECKED] = "unchecked",
    [CERTIFICATE_VERIFIED] = "verified",
    [CERTIFICATE_REFUSED] = "refused",
    [CERTIFICATE_REVOKED] = "revoked",
};
static_assert(COUNT(STATES) == CERTIFICATE_STATE_COUNT, "a state came or went: give it its word");

const char *certificate_kind_word(enum certificate_kind kind)
{
    assert(kind < CERTIFICATE_KIND_COUNT);
    return KINDS[kind].word;
}

int certificate_kind_from(str word)
{
    for (int i = 0; i < CERTIFICATE_KIND_COUNT; i++) {
        if (str_equals(word, str_view(KINDS[i].word))) {
            return i;
        }
    }
    return -1;
}

str certificate_kind_label(enum certificate_kind kind)
{
    assert(kind < CERTIFICATE_KIND_COUNT);
    return str_view(KINDS[kind].label);
}

bool certificate_is_preference(enum certificate_kind kind)
{
    assert(kind < CERTIFICATE_KIND_COUNT);
    return KINDS[kind].is_preference;
}

const char *certificate_state_word(enum certificate_state state)
{
    assert(state < CERTIFICATE_STATE_COUNT);
    return STATES[state];
}

int certificate_state_from(str word)
{
    for (int i = 0; i < CERTIFICATE_STATE_COUNT; i++) {
        if (str_equals(word, str_view(STATES[i]))) {
            return i;
        }
    }
    return -1;
}

bool certificate_holds(enum certificate_state state, date valid_from, date valid_until, date on)
{
    return state == CERTIFICATE_VERIFIED && !date_before(on, valid_from) &&
           (date_is_none(valid_until) || !date_before(valid_until, on));
}
