#include "market/party/party_facts.h"

#include <assert.h>

const struct fault SIGNUP_TAKEN = {
    .kind = FAULT_REFUSED,
    .code = "signup.taken",
    .text =
        "이 전자우편이나 사업자등록번호로는 새로 신청할 수 없습니다. 이미 신청했거나 가입했다면 "
        "로그인하거나 비밀번호를 다시 정해 주세요. 처음이라면 고객센터에 전화해 주세요.",
    .source = FAULT_OWN_RULE,
};

const struct fault SIGNUP_IS_ACTIVE = {
    .kind = FAULT_REFUSED,
    .code = "signup.is_active",
    .text = "이미 두레를 쓰고 있는 기관입니다. 기관 관리자에게 역할을 달라고 요청해 주세요.",
    .source = FAULT_OWN_RULE,
};

const struct fault SIGNUP_IS_WAITING = {
    .kind = FAULT_REFUSED,
    .code = "signup.is_waiting",
    .text = "이 기관의 가입 신청을 이미 심사하고 있습니다. 같은 기관의 신청자에게 확인하거나 "
            "고객센터에 전화해 주세요.",
    .source = FAULT_OWN_RULE,
};

const struct fault SIGNUP_NOT_RETURNED = {
    .kind = FAULT_CONFLICT,
    .code = "signup.not_returned",
    .text = "지금은 고쳐 낼 신청이 없습니다. 신청 상태를 다시 확인해 주세요.",
};

const struct fault COMPANY_NEEDS_LICENCE = {
    .kind = FAULT_REFUSED,
    .code = "company.needs_licence",
    .text = "사업자등록증에 적힌 내용이 바뀌면 새 사업자등록증도 올려 주세요.",
    .source = FAULT_OWN_RULE,
};

bool supplier_licence_agrees(const struct supplier_facts *a, const struct supplier_facts *b)
{
    return str_equals(a->name, b->name) && str_equals(a->corporate_no, b->corporate_no) &&
           str_equals(a->representative, b->representative) &&
           a->is_corporation == b->is_corporation &&
           str_equals(a->business_type, b->business_type) &&
           str_equals(a->business_item, b->business_item) &&
           str_equals(a->district_code, b->district_code) && str_equals(a->address, b->address) &&
           date_equals(a->opened_on, b->opened_on);
}

// How much of the title the name ends with: "시" of 대구광역시 and 시장. A 공사's 사장 is his own
// word.
static size_t overlap_of(str name, str title)
{
    if (str_starts(title, S("사장"))) {
        return 0;
    }
    size_t n = title.n < name.n ? title.n : name.n;
    while (n > 0 && !str_ends(name, str_slice(title, 0, n))) {
        n--;
    }
    return n;
}

str party_head_style(struct arena *arena, str name, str head_title)
{
    if (head_title.n == 0) {
        return name;
    }
    size_t shared = overlap_of(name, head_title);
    str rest = str_slice(head_title, shared, head_title.n);
    return str_join(arena, name, shared > 0 ? rest : str_join(arena, S(" "), rest));
}

size_t party_count_digits(str s)
{
    size_t digits = 0;
    for (size_t i = 0; i < s.n; i++) {
        bool digit = s.p[i] >= '0' && s.p[i] <= '9';
        bool hyphen = s.p[i] == '-' && i > 0 && i + 1 < s.n && s.p[i - 1] != '-';
        if (!digit && !hyphen) {
            return 0;
        }
        digits += digit;
    }
    return digits;
}

bool party_bank_account_is_valid(str s)
{
    size_t digits = party_count_digits(s);
    return digits >= 8 && digits <= 20;
}

bool party_corporate_no_fits(str thirteen_digits)
{
    if (thirteen_digits.n != 13) {
        return false;
    }
    int sum = 0;
    for (size_t i = 0; i < 13; i++) {
        char c = thirteen_digits.p[i];
        if (c < '0' || c > '9') {
            return false;
        }
        sum += i < 12 ? (c - '0') * (i % 2 == 0 ? 1 : 2) : 0;
    }
    return (10 - sum % 10) % 10 == thirteen_digits.p[12] - '0';
}

static const struct {
    const char *kind;
    const char *label;
} KINDS[] = {
    {"city",             "시"                 },
    {"district",         "구·군"            },
    {"education_office", "교육청"           },
    {"school_public",    "국공립학교"     },
    {"school_private",   "사립학교"        },
    {"local_corp",       "지방공사·공단"},
    {"invested",         "출자·출연기관"},
    {"national",         "국가기관"        },
    {"relocated",        "이전 공공기관" },
    {"public_body",      "공공기관"        },
};

str party_institution_kind_label(str kind)
{
    for (size_t i = 0; i < COUNT(KINDS); i++) {
        if (str_equals(kind, str_view(KINDS[i].kind))) {
            return str_view(KINDS[i].label);
        }
    }
    return S("그 밖의 기관");
}

static const struct {
    const char *decision;
    const char *label;
    const char *tone;
} DECISIONS[] = {
    {"applied",   "가입 신청",        ""   },
    {"approved",  "승인",               "ok" },
    {"returned",  "보완 요청",        "bad"},
    {"suspended", "이용 정지",        "bad"},
    {"restored",  "이용 정지 해제", "ok" },
};

str party_decision_label(str decision)
{
    for (size_t i = 0; i < COUNT(DECISIONS); i++) {
        if (str_equals(decision, str_view(DECISIONS[i].decision))) {
            return str_view(DECISIONS[i].label);
        }
    }
    return decision;
}

str party_decision_tone(str decision)
{
    for (size_t i = 0; i < COUNT(DECISIONS); i++) {
        if (str_equals(decision, str_view(DECISIONS[i].decision))) {
            return str_view(DECISIONS[i].tone);
        }
    }
    return S("");
}

const char *const PARTY_REGIMES[] = {
    "LOCAL", "LOCAL_CORP", "LOCAL_INVESTED", "STATE", "PUBCORP", "PRIVATE_SCHOOL", "OWN"};
const size_t PARTY_REGIME_COUNT = COUNT(PARTY_REGIMES);

static const char *const REGIME_LABELS[] = {
    "지방자치단체·교육청·국공립학교",
    "지방공사·공단",
    "출자·출연기관",
    "국가기관·국립학교",
    "공기업·준정부기관",
    "사립학교",
    "자체 규정",
};
static_assert(COUNT(REGIME_LABELS) == COUNT(PARTY_REGIMES), "a label for each regime");

str party_regime_label(str regime)
{
    for (size_t i = 0; i < COUNT(PARTY_REGIMES); i++) {
        if (str_equals(regime, str_view(PARTY_REGIMES[i]))) {
            return str_view(REGIME_LABELS[i]);
        }
    }
    return regime;
}
