#include "platform/form/form.h"

#include <assert.h>

#define MISSING "이 칸을 채워 주세요. 꼭 필요한 내용입니다."
#define UNCHOSEN "보기 가운데 하나를 골라 주세요. 꼭 필요한 내용입니다."

// --- Issues --------------------------------------------------------------------------------------

static void add(struct issues *is, str field, str text, str source)
{
    if (is->count == ISSUES_MAX) {
        is->untold++;
        return;
    }
    is->items[is->count++] = (struct issue){.field = field, .text = text, .source = source};
}

static str key_name(struct arena *a, const char *field, int64_t key)
{
    return str_format(a, "%s_%lld", field, (long long)key);
}

void issues_add(struct issues *is, const char *field, const char *text)
{
    add(is, str_view(field), str_view(text), (str){0});
}

void issues_add_at(struct issues *is, struct arena *a, const char *field, int64_t key,
                   const char *text)
{
    add(is, key_name(a, field, key), str_view(text), (str){0});
}

bool issues_has(const struct issues *is, str field)
{
    for (size_t i = 0; i < is->count; i++) {
        if (str_equals(is->items[i].field, field)) {
            return true;
        }
    }
    return false;
}

// Without the "_key" of a table form's row; unchanged when it has none.
static str without_key(str field)
{
    size_t n = field.n;
    while (n > 0 && field.p[n - 1] >= '0' && field.p[n - 1] <= '9') {
        n--;
    }
    return n > 1 && n < field.n && field.p[n - 1] == '_' ? str_slice(field, 0, n - 1) : field;
}

// Which label a field has; their count: none.
static size_t label_at(const struct issues *is, str field)
{
    size_t i = 0;
    while (i < is->labels.count && !str_equals(str_view(is->labels.items[i].field), field) &&
           !str_equals(str_view(is->labels.items[i].field), without_key(field))) {
        i++;
    }
    return i;
}

str issues_label(const struct issues *is, str field)
{
    size_t at = label_at(is, field);
    return at < is->labels.count ? str_view(is->labels.items[at].label) : (str){0};
}

static size_t place_of(const struct issues *is, const struct issue *issue)
{
    return issue->field.n == 0 ? 0 : 1 + label_at(is, issue->field);
}

void issues_sort(struct issues *is)
{
    for (size_t i = 1; i < is->count; i++) {
        struct issue moved = is->items[i];
        size_t place = place_of(is, &moved);
        size_t to = i;
        for (; to > 0 && place_of(is, &is->items[to - 1]) > place; to--) {
            is->items[to] = is->items[to - 1];
        }
        is->items[to] = moved;
    }
}

err issues_catch(struct issues *is, err fault)
{
    return issues_catch_at(is, "", fault);
}

err issues_catch_at(struct issues *is, const char *field, err fault)
{
    if (fault == NULL) {
        return NULL;
    }
    switch (fault->kind) {
    case FAULT_INVALID:
    case FAULT_REFUSED:
    case FAULT_CONFLICT:
        add(is, str_view(field), str_view(fault->text), str_view(fault->source));
        return NULL;
    case FAULT_MISSING:
    case FAULT_DENIED:
    case FAULT_BUSY:
    case FAULT_BROKEN:
    case FAULT_KIND_COUNT:
        return fault;
    }
    return fault;
}

// --- Reading -------------------------------------------------------------------------------------

// What one reader works with.
struct reading {
    struct arena *arena;
    struct issues *issues;
    str field;
    str typed; // trimmed
};

static struct reading read_field(const struct request *rq, struct issues *is, str field)
{
    assert(rq->arena != NULL);
    for (size_t i = 0; i < rq->fields.count; i++) {
        if (str_equals(rq->fields.items[i].name, field)) {
            str typed = str_trim(rq->fields.items[i].value);
            return (struct reading){
                .arena = rq->arena, .issues = is, .field = field, .typed = typed};
        }
    }
    return (struct reading){.arena = rq->arena, .issues = is, .field = field};
}

static bool is_digit(str s, size_t i)
{
    return i < s.n && s.p[i] >= '0' && s.p[i] <= '9';
}

// Where the next byte that counts lies: a browser sends "\r\n", and people part digits by commas.
static size_t next_byte(str s, size_t i)
{
    while (i < s.n && (s.p[i] == '\r' ||
                       (s.p[i] == ',' && i > 0 && is_digit(s, i - 1) && is_digit(s, i + 1)))) {
        i++;
    }
    return i;
}

static bool says_the_same(str a, str b)
{
    size_t i = next_byte(a, 0);
    size_t k = next_byte(b, 0);
    while (i < a.n && k < b.n && a.p[i] == b.p[k]) {
        i = next_byte(a, i + 1);
        k = next_byte(b, k + 1);
    }
    return i == a.n && k == b.n;
}

void form_compare_choice(const struct request *rq, struct issues *is, const char *field, str saved,
                         str word)
{
    struct reading r = read_field(rq, is, str_view(field));
    str sent;
    if (!request_field_at(rq, field, 0, &sent) || says_the_same(r.typed, str_trim(saved))) {
        return; // the form has no such input this time, or there is nothing to tell
    }
    word = str_trim(word);
    add(is, r.field,
        word.n == 0 ? S("먼저 저장된 것: 없음(비어 있음)")
                    : str_format(rq->arena, "먼저 저장된 것: %.*s", STR_ARG(word)),
        (str){0});
}

void form_compare(const struct request *rq, struct issues *is, const struct form_saved *saved,
                  size_t count)
{
    is->tells_saved = true;
    issues_add(
        is, "",
        "그 사이 다른 곳에서 먼저 저장했습니다. 다른 칸마다 저장된 것을 적어 두었으니 견주어 본 뒤 "
        "다시 저장해 주세요.");
    for (size_t i = 0; i < count; i++) {
        form_compare_choice(rq, is, saved[i].field, saved[i].text, saved[i].text);
    }
}

int64_t form_version(const struct request *rq, const struct issues *is, int64_t saved)
{
    int64_t came = saved;
    bool comes_back = rq->method == POST && (is == NULL || !is->tells_saved);
    return comes_back && str_parse_i64(request_field(rq, "version"), &came) ? came : saved;
}

static void complain(const struct reading *r, str text)
{
    add(r->issues, r->field, text, (str){0});
}

// Whether there is something to read; a required field that is empty is an issue.
static bool is_there(const struct reading *r, enum need need)
{
    if (r->typed.n > 0) {
        return true;
    }
    if (need != OPTIONAL) {
        complain(r, need == CHOSEN ? S(UNCHOSEN) : S(MISSING));
    }
    return false;
}

// Control characters would be invisible on a page and break papers. Line ends and tabs may stand in
// a text.
static bool has_control(str s, bool is_text)
{
    for (size_t at = 0; at < s.n;) {
        uint32_t point = str_next(s, &at);
        bool blank = point == '\n' || point == '\r' || point == '\t';
        bool control = point < 0x20 || (point >= 0x7F && point < 0xA0);
        if (control && !(is_text && blank)) {
            return true;
        }
    }
    return false;
}

static bool fits_length(const struct reading *r, size_t length_max)
{
    size_t length = str_length(r->typed);
    if (length <= length_max) {
        return true;
    }
    complain(r, str_format(r->arena, "%zu자 안으로 줄여 주세요. 지금은 %zu자입니다.", length_max,
                           length));
    return false;
}

static str read_line(const struct reading *r, enum need need, size_t length_max)
{
    if (!is_there(r, need)) {
        return (str){0};
    }
    if (has_control(r->typed, false)) {
        complain(r, S("줄바꿈이나 탭 없이 한 줄로 적어 주세요."));
        return (str){0};
    }
    return fits_length(r, length_max) ? r->typed : (str){0};
}

// "\r\n" and "\r" become "\n": a browser posts the first, and a line end counts as one character.
static str with_plain_line_ends(struct arena *a, str s)
{
    char *c = arena_alloc(a, s.n + 1);
    size_t n = 0;
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] == '\r') {
            c[n++] = '\n';
            i += i + 1 < s.n && s.p[i + 1] == '\n' ? 1 : 0;
        } else {
            c[n++] = s.p[i];
        }
    }
    return (str){.p = c, .n = n};
}

static int64_t read_number(const struct reading *r, enum need need, int64_t least, int64_t most)
{
    assert(least <= most);
    if (!is_there(r, need)) {
        return 0;
    }
    // People group digits; blanks come along with copied cells.
    char digits[32];
    size_t n = 0;
    for (size_t i = 0; i < r->typed.n && n < sizeof(digits); i++) {
        if (r->typed.p[i] != ',' && r->typed.p[i] != ' ') {
            digits[n++] = r->typed.p[i];
        }
    }
    int64_t value = 0;
    if (n == sizeof(digits) || !str_parse_i64((str){.p = digits, .n = n}, &value)) {
        complain(r, S("숫자로만 적어 주세요. 예: 12"));
        return 0;
    }
    if (value < least) {
        complain(r, str_format(r->arena, "%lld 이상으로 적어 주세요.", (long long)least));
        return 0;
    }
    if (value > most) {
        complain(r, str_format(r->arena, "%lld 이하로 적어 주세요.", (long long)most));
        return 0;
    }
    return value;
}

static money read_amount(const struct reading *r, enum need need, money most)
{
    if (!is_there(r, need)) {
        return WON(0);
    }
    money amount = WON(0);
    if (!money_parse(r->typed, &amount)) {
        complain(r, S("금액을 원 단위 숫자로 적어 주세요. 예: 1,234,000"));
        return WON(0);
    }
    if (money_less(most, amount)) {
        str limit = money_format(r->arena, most);
        complain(r, str_format(r->arena, "%.*s원 이하로 적어 주세요.", STR_ARG(limit)));
        return WON(0);
    }
    return amount;
}

// Year, month and day as people write them: 2026-11-23, 2026. 11. 23., 2026/11/23, 20261123.
static bool parse_typed_date(str s, int64_t *out_year, int64_t *out_month, int64_t *out_day)
{
    char plain[12] = {0}; // one separator, no blanks; the longest is "2026-11-23-"
    size_t n = 0;
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] == ' ') {
            continue;
        }
        if (n == sizeof(plain)) {
            return false;
        }
        plain[n++] = s.p[i] == '.' || s.p[i] == '/' ? '-' : s.p[i];
    }
    str rest = {.p = plain, .n = n > 0 && plain[n - 1] == '-' ? n - 1 : n};
    str year = str_slice(rest, 0, 4);
    str month = str_slice(rest, 4, 2);
    str day = str_slice(rest, 6, 2);
    if (rest.n != 8 || str_contains(rest, S("-"))) {
        year = str_cut(&rest, '-');
        month = str_cut(&rest, '-');
        day = rest;
    }
    return year.n == 4 && month.n <= 2 && day.n <= 2 && str_parse_i64(year, out_year) &&
           str_parse_i64(month, out_month) && str_parse_i64(day, out_day);
}

// --- Readers -------------------------------------------------------------------------------------

str form_line(const struct request *rq, struct issues *is, const char *field, enum need need,
              size_t length_max)
{
    struct reading r = read_field(rq, is, str_view(field));
    return read_line(&r, need, length_max);
}

str form_line_at(const struct request *rq, struct issues *is, struct arena *a, const char *field,
                 int64_t key, enum need need, size_t length_max)
{
    struct reading r = read_field(rq, is, key_name(a, field, key));
    return read_line(&r, need, length_max);
}

str form_text(const struct request *rq, struct issues *is, const char *field, enum need need,
              size_t length_max)
{
    struct reading r = read_field(rq, is, str_view(field));
    if (!is_there(&r, need)) {
        return (str){0};
    }
    if (has_control(r.typed, true)) {
        complain(&r, S("눈에 보이지 않는 제어 문자를 지워 주세요. 다른 문서에서 붙여 넣었다면 직접 "
                       "적어 주세요."));
        return (str){0};
    }
    r.typed = with_plain_line_ends(rq->arena, r.typed);
    return fits_length(&r, length_max) ? r.typed : (str){0};
}

int64_t form_i64(const struct request *rq, struct issues *is, const char *field, enum need need,
                 int64_t least, int64_t most)
{
    struct reading r = read_field(rq, is, str_view(field));
    return read_number(&r, need, least, most);
}

int64_t form_i64_at(const struct request *rq, struct issues *is, struct arena *a, const char *field,
                    int64_t key, enum need need, int64_t least, int64_t most)
{
    struct reading r = read_field(rq, is, key_name(a, field, key));
    return read_number(&r, need, least, most);
}

money form_money(const struct request *rq, struct issues *is, const char *field, enum need need,
                 money most)
{
    struct reading r = read_field(rq, is, str_view(field));
    return read_amount(&r, need, most);
}

money form_money_at(const struct request *rq, struct issues *is, struct arena *a, const char *field,
                    int64_t key, enum need need, money most)
{
    struct reading r = read_field(rq, is, key_name(a, field, key));
    return read_amount(&r, need, most);
}

date form_date(const struct request *rq, struct issues *is, const char *field, enum need need)
{
    struct reading r = read_field(rq, is, str_view(field));
    if (!is_there(&r, need)) {
        return DATE_NONE;
    }
    int64_t year = 0;
    int64_t month = 0;
    int64_t day = 0;
    if (!parse_typed_date(r.typed, &year, &month, &day)) {
        complain(&r, S("날짜를 연-월-일 순서로 적어 주세요. 예: 2026-11-23"));
        return DATE_NONE;
    }
    if (!date_ymd_is_valid((int)year, (int)month, (int)day)) {
        complain(&r, S("달력에 있는 날짜로 고쳐 주세요. 예: 2026-11-30"));
        return DATE_NONE;
    }
    return date_from_ymd((int)year, (int)month, (int)day);
}

bool form_flag(const struct request *rq, const char *field)
{
    return request_field(rq, field).n > 0;
}

int form_choice(const struct request *rq, struct issues *is, const char *field, enum need need,
                const char *const *words, size_t count)
{
    struct reading r = read_field(rq, is, str_view(field));
    if (!is_there(&r, need == OPTIONAL ? OPTIONAL : CHOSEN)) {
        return -1;
    }
    for (size_t i = 0; i < count; i++) {
        if (str_equals(r.typed, str_view(words[i]))) {
            return (int)i;
        }
    }
    complain(&r, S("보기에 있는 것 가운데 하나를 골라 주세요."));
    return -1;
}

public_no form_no(const struct request *rq, struct issues *is, const char *field, enum need need)
{
    struct reading r = read_field(rq, is, str_view(field));
    public_no no = NO_ID(public_no);
    if (is_there(&r, need) && !public_no_parse(r.typed, &no)) {
        complain(&r, S("번호 13자리를 다시 확인해 주세요. 화면에 적힌 그대로 숫자만 적습니다."));
    }
    return no;
}

str form_business_no(const struct request *rq, struct issues *is, const char *field, enum need need,
                     struct arena *a)
{
    struct reading r = read_field(rq, is, str_view(field));
    if (!is_there(&r, need)) {
        return (str){0};
    }
    char digits[10];
    size_t n = 0;
    for (size_t i = 0; i < r.typed.n; i++) {
        char c = r.typed.p[i];
        if (c == '-' || c == ' ') {
            continue;
        }
        if (n == sizeof(digits) || c < '0' || c > '9') {
            n = 0;
            break;
        }
        digits[n++] = c;
    }
    if (n != sizeof(digits)) {
        complain(&r, S("사업자등록번호 10자리를 적어 주세요. 예: 120-81-47521"));
        return (str){0};
    }
    str ten = {.p = digits, .n = n};
    if (!business_no_is_valid(ten)) {
        complain(&r, S("사업자등록번호를 다시 확인해 주세요. 없는 번호입니다(끝자리 검증이 맞지 "
                       "않습니다). 예: 120-81-47521"));
        return (str){0};
    }
    return str_copy(a, ten);
}
