#include "market/disclosure/disclosure_text.h"

#include <assert.h>

#include "base/id.h"
#include "base/joint.h"

#define PRIVACY                                                                                    \
    "개인정보 보호법 제24조의2; 지방자치단체 입찰 및 계약 집행기준 제5장 제8절(지방자치단체)"

const struct fault DISCLOSURE_HAS_RESIDENT_NO = {
    .kind = FAULT_REFUSED,
    .code = "disclosure.has_resident_no",
    .text = "주민등록번호로 보이는 숫자를 빼 주세요. 공개하는 글에는 쓸 수 없습니다.",
    .source = PRIVACY,
};

const struct fault DISCLOSURE_HAS_PHONE = {
    .kind = FAULT_REFUSED,
    .code = "disclosure.has_phone",
    .text = "전화번호로 보이는 숫자를 빼 주세요. 공개하는 글에는 쓸 수 없습니다.",
    .source = PRIVACY,
};

const struct fault DISCLOSURE_HAS_ACCOUNT = {
    .kind = FAULT_REFUSED,
    .code = "disclosure.has_account",
    .text = "계좌번호로 보이는 숫자를 빼 주세요. 공개하는 글에는 쓸 수 없습니다.",
    .source = PRIVACY,
};

const struct fault DISCLOSURE_HAS_EMAIL = {
    .kind = FAULT_REFUSED,
    .code = "disclosure.has_email",
    .text = "전자우편 주소를 빼 주세요. 공개하는 글에는 쓸 수 없습니다.",
    .source = PRIVACY,
};

// --- Plain characters ----------------------------------------------------------------------------

#define OTHER '\x01' // a character that stands in no pattern

// One byte a character: forms of digits, hyphens, dots and blanks that only look different become
// one.
static char plain(uint32_t point)
{
    if (point >= 0xFF01 && point <= 0xFF5E) { // full width
        point -= 0xFEE0;
    }
    char joint = joint_sign(point);
    if (joint != 0) {
        return joint;
    }
    return point >= 0x20 && point < 0x7F ? (char)point : OTHER;
}

static str plain_text(struct arena *arena, str text)
{
    char *p = arena_alloc(arena, text.n + 1);
    size_t n = 0;
    for (size_t at = 0; at < text.n;) {
        p[n++] = plain(str_next(text, &at));
    }
    return (str){.p = p, .n = n};
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

// --- Runs of digits ------------------------------------------------------------------------------

// Digits in a row, and how they hang together with the run before.
struct run {
    str digits;
    char joint; // '-', '.', ')', '/', '_', ' '; 0: they do not belong together
    bool plus;  // a '+' stands before it
};

struct runs {
    struct run *items;
    size_t count;
};

// "-", ".", ")", "/", "_" or " ", each perhaps with a blank on either side; anything else parts two
// runs.
static char joint_of(str between)
{
    str bare = str_trim(between);
    if (between.n == 0 || between.n > 3) {
        return 0;
    }
    if (bare.n == 0) {
        return between.n == 1 ? ' ' : 0;
    }
    bool known = bare.n == 1 && str_contains(S("-.)/_"), bare);
    return known ? bare.p[0] : 0;
}

static struct runs find_runs(struct arena *arena, str text)
{
    struct runs list = {.items = NEW_ARRAY(arena, text.n / 2 + 1, struct run)};
    size_t last_end = 0;
    for (size_t i = 0; i < text.n;) {
        if (!is_digit(text.p[i])) {
            i++;
            continue;
        }
        size_t from = i;
        while (i < text.n && is_digit(text.p[i])) {
            i++;
        }
        list.items[list.count] = (struct run){
            .digits = str_slice(text, from, i - from),
            .joint = list.count == 0 ? 0 : joint_of(str_slice(text, last_end, from - last_end)),
            .plus = from > 0 && text.p[from - 1] == '+',
        };
        list.count++;
        last_end = i;
    }
    return list;
}

// The run `ahead` of the i-th when all between hang together; NULL otherwise.
static const struct run *next_run(const struct runs *list, size_t i, size_t ahead)
{
    if (i + ahead >= list->count) {
        return NULL;
    }
    for (size_t k = i + 1; k <= i + ahead; k++) {
        if (list->items[k].joint == 0) {
            return NULL;
        }
    }
    return &list->items[i + ahead];
}

static bool has_length(const struct run *r, size_t least, size_t most)
{
    return r != NULL && r->digits.n >= least && r->digits.n <= most;
}

static int64_t number_of(str digits)
{
    int64_t value = 0;
    return str_parse_i64(digits, &value) ? value : 0;
}

// --- Resident numbers ----------------------------------------------------------------------------

// Birth date, then a digit of sex and century from 1 to 8.
static bool is_birth_and_kind(str birth, char kind)
{
    int64_t month = number_of(str_slice(birth, 2, 2));
    int64_t day = number_of(str_slice(birth, 4, 2));
    return month >= 1 && month <= 12 && day >= 1 && day <= 31 && kind >= '1' && kind <= '8';
}

static bool is_resident_no(const struct runs *list, size_t i)
{
    str first = list->items[i].digits;
    if (first.n == 13) {
        return is_birth_and_kind(first, first.p[6]);
    }
    const struct run *second = next_run(list, i, 1);
    return first.n == 6 && has_length(second, 7, 7) && second->joint != '.' &&
           is_birth_and_kind(first, second->digits.p[0]);
}

// --- Telephones ----------------------------------------------------------------------------------

// Area and mobile codes: 02, 031 … 064, 010 … 019, 070, 050x, 080.
static bool is_dial_code(str d)
{
    bool city = d.n == 2 && d.p[0] == '0' && d.p[1] == '2';
    return city || ((d.n == 3 || d.n == 4) && d.p[0] == '0' && d.p[1] >= '1' && d.p[1] <= '8');
}

static bool is_company_code(str d)
{
    static const char *const CODES[] = {"1522", "1544", "1566", "1577", "1588", "1599",
                                        "1644", "1661", "1666", "1668", "1670", "1688",
                                        "1811", "1833", "1855", "1877", "1899"};
    for (size_t i = 0; i < COUNT(CODES); i++) {
        if (str_equals(d, str_view(CODES[i]))) {
            return true;
        }
    }
    return false;
}

static bool is_unbroken_phone(str d)
{
    bool mobile = str_starts(d, S("01")) && (d.n == 10 || d.n == 11);
    bool fixed = d.n >= 9 && d.n <= 11 && d.p[0] == '0' && d.p[1] >= '2' && d.p[1] <= '7';
    return mobile || fixed;
}

static bool is_phone(const struct runs *list, size_t i)
{
    const struct run *r = &list->items[i];
    const struct run *second = next_run(list, i, 1);
    const struct run *third = next_run(list, i, 2);
    if (is_unbroken_phone(r->digits)) {
        return true;
    }
    if (is_dial_code(r->digits)) {
        bool parted = has_length(second, 3, 4) && has_length(third, 4, 4);
        bool in_one = has_length(second, 7, 8);
        return parted || in_one;
    }
    if (is_company_code(r->digits)) {
        return has_length(second, 4, 4) && second->joint == '-';
    }
    bool abroad = r->plus && str_equals(r->digits, S("82"));
    return abroad && has_length(second, 1, 2) && has_length(third, 3, 8);
}

// --- Accounts ------------------------------------------------------------------------------------

// Numbers of notices, contracts and documents begin with their year.
static bool begins_with_year(str d)
{
    int64_t year = number_of(str_slice(d, 0, 4));
    return d.n >= 4 && year >= 1990 && year <= 2099;
}

// Three or four parts of two to eight digits joined by hyphens, ten to sixteen in all.
static bool is_account(struct arena *arena, const struct runs *list, size_t i)
{
    str first = list->items[i].digits;
    if (begins_with_year(first)) {
        return false;
    }
    if (first.n >= 11 && first.n <= 16) {
        return true;
    }
    str all = first;
    size_t parts = 1;
    for (const struct run *r = next_run(list, i, 1); r != NULL; r = next_run(list, i, parts)) {
        if (r->joint != '-' || !has_length(r, 2, 8)) {
            break;
        }
        all = str_join(arena, all, r->digits);
        parts++;
    }
    bool business = parts == 3 && all.n == 10 && first.n == 3 && business_no_is_valid(all);
    return first.n >= 2 && first.n <= 8 && parts >= 3 && parts <= 4 && all.n >= 10 && all.n <= 16 &&
           !business;
}

// --- E-mail --------------------------------------------------------------------------------------

static bool is_mail_char(char c)
{
    return is_letter(c) || is_digit(c) || c == '.' || c == '-' || c == '_' || c == '+' || c == '%';
}

// name@host.kr around the '@' at `at`.
static bool is_email_at(str text, size_t at)
{
    bool name = at > 0 && is_mail_char(text.p[at - 1]);
    size_t end = at + 1;
    size_t dot = 0;
    while (end < text.n && (is_letter(text.p[end]) || is_digit(text.p[end]) || text.p[end] == '-' ||
                            text.p[end] == '.')) {
        if (text.p[end] == '.') {
            dot = end;
        }
        end++;
    }
    bool host = dot > at + 1 && dot + 2 < end && is_letter(text.p[dot + 1]);
    return name && host;
}

static bool has_email(str text)
{
    for (size_t i = 0; i < text.n; i++) {
        if (text.p[i] == '@' && is_email_at(text, i)) {
            return true;
        }
    }
    return false;
}

err disclosure_check_text(struct arena *arena, str text)
{
    str bare = plain_text(arena, text);
    struct runs list = find_runs(arena, bare);
    err found = NULL;
    for (size_t i = 0; i < list.count; i++) {
        if (is_resident_no(&list, i)) {
            return &DISCLOSURE_HAS_RESIDENT_NO;
        }
        if (is_phone(&list, i)) {
            found = &DISCLOSURE_HAS_PHONE;
        } else if (found == NULL && is_account(arena, &list, i)) {
            found = &DISCLOSURE_HAS_ACCOUNT;
        }
    }
    if (found == NULL && has_email(bare)) {
        found = &DISCLOSURE_HAS_EMAIL;
    }
    return found;
}
