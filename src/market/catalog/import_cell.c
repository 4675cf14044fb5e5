#include "market/catalog/import_cell.h"

#include "market/catalog/import.h"

bool import_cell_number(struct arena *a, str text, int64_t *out)
{
    struct out o;
    out_init(&o, a, text.n + 1);
    for (size_t i = 0; i < text.n; i++) {
        if (text.p[i] == ',' && (i == 0 || (text.n - i) % 4 != 0)) {
            return false;
        }
        if (text.p[i] != ',') {
            out_char(&o, text.p[i]);
        }
    }
    return str_parse_i64(out_view(&o), out);
}

bool import_cell_whole(struct arena *a, const struct listing_template *t, str text, str unit,
                       int64_t *out, struct normal_proposal *out_proposal)
{
    struct attribute row = {
        .name = S(""), .kind = ATTRIBUTE_NUMBER, .unit = unit, .units = t->units};
    struct normal_proposal p = {.state = NORMAL_FITS, .typed = text, .value = text, .why = S("")};
    str bare = unit.n > 0 && str_ends(text, unit) ? str_slice(text, 0, text.n - unit.n) : text;
    if (str_starts(bare, S("₩"))) {
        bare = str_slice(bare, S("₩").n, bare.n);
    }
    if (!import_cell_number(a, str_trim(bare), out)) {
        normal_propose(a, &row, text, &p);
        if (p.state != NORMAL_PROPOSED || !str_parse_i64(p.value, out) || *out <= 0) { // not 영원
            return false;
        }
    }
    *out_proposal = p;
    return true;
}

#define QUOTE_MOST 60 // bytes

str import_cell_quote(struct arena *a, str text)
{
    size_t end = 0;
    for (size_t at = 0; text.n > QUOTE_MOST && at <= QUOTE_MOST;) {
        end = at;
        (void)str_next(text, &at);
    }
    return text.n <= QUOTE_MOST ? text : str_join(a, str_slice(text, 0, end), S("…"));
}

static bool is_word(str text, const char *const *words)
{
    for (; *words != NULL; words++) {
        if (str_equals(text, str_view(*words))) {
            return true;
        }
    }
    return false;
}

int import_cell_flag(struct arena *a, str text)
{
    static const char *const YES[] = {"예", "네", "y",    "yes",  "true",
                                      "o",  "1",  "있음", "해당", NULL};
    static const char *const NO[] = {"아니오", "아니요", "n",    "no",       "false",
                                     "x",      "0",      "없음", "해당없음", NULL};
    str plain = import_plain_name(a, text);
    return is_word(plain, YES) ? 1 : is_word(plain, NO) ? 0 : -1;
}

int import_cell_exempt(struct arena *a, str text)
{
    static const char *const TAXABLE[] = {"과세", "taxable", "부가세포함", NULL};
    static const char *const EXEMPT[] = {"면세", "exempt", "비과세", NULL};
    str plain = import_plain_name(a, text);
    return is_word(plain, EXEMPT) ? 1 : is_word(plain, TAXABLE) ? 0 : -1;
}

bool import_cell_tiers(struct arena *a, str text, offer_tier_list *out)
{
    struct out o;
    out_init(&o, a, text.n + 1);
    for (size_t i = 0; i < text.n; i++) { // 10:20000, 50:19000 → 10:20000|50:19000
        char c = text.p[i];
        out_str(&o, c == ' ' ? S("") : (str){.p = c == ',' || c == ';' ? "|" : &text.p[i], .n = 1});
    }
    return offer_tiers_parse(a, out_view(&o), out);
}

// The figures of a text, at most three of eight digits; how many, SIZE_MAX: more or longer ones.
static size_t read_figures(str text, int64_t parts[3])
{
    size_t count = 0;
    size_t digits = 0;
    for (size_t i = 0; i < text.n; i++) {
        bool is_digit = text.p[i] >= '0' && text.p[i] <= '9';
        if (is_digit && digits == 0 && count == 3) {
            return SIZE_MAX;
        }
        if (is_digit) {
            parts[count] = parts[count] * 10 + (text.p[i] - '0');
            if (++digits > 8) {
                return SIZE_MAX;
            }
        } else if (digits > 0) {
            count++;
            digits = 0;
        }
    }
    return count + (digits > 0);
}

bool import_cell_day(str text, date *out)
{
    int64_t parts[3] = {0};
    size_t count = read_figures(text, parts);
    if (count == 1) {
        parts[2] = parts[0] % 100;
        parts[1] = parts[0] / 100 % 100;
        parts[0] /= 10000;
    } else if (count != 3) {
        return false;
    }
    if (parts[0] < 1900 || parts[0] > 9999 ||
        !date_ymd_is_valid((int)parts[0], (int)parts[1], (int)parts[2])) {
        return false;
    }
    *out = date_from_ymd((int)parts[0], (int)parts[1], (int)parts[2]);
    return true;
}

bool import_cell_is_before_tax(str text)
{
    return str_contains(text, S("별도")) || str_contains(text, S("제외")) ||
           str_contains(text, S("미포함"));
}

static bool is_tilde(uint32_t c)
{
    return c == '~' || c == '-' || c == 0x2013 || c == 0x223C || c == 0x301C || c == 0xFF5E;
}

// The ends of a range, 7 and 10일 of 7~10일. False when there is no one mark between.
static bool part_range(str text, int64_t *early, str *late)
{
    bool is_range = false;
    for (size_t at = 0; at < text.n;) {
        size_t from = at;
        if (is_tilde(str_next(text, &at))) {
            str head = str_trim(str_slice(text, 0, from));
            if (str_ends(head, S("일"))) {
                head = str_slice(head, 0, head.n - S("일").n);
            }
            if (is_range || !str_parse_i64(head, early)) {
                return false;
            }
            is_range = true;
            *late = str_trim(str_slice(text, at, text.n));
        }
    }
    return is_range;
}

bool import_cell_lead(struct arena *a, const struct listing_template *t, str text,
                      struct normal_proposal *out)
{
    static const char *const AT_ONCE[] = {"즉시", "당일", "바로", "당일출고", "즉시출고", NULL};
    struct attribute days = {
        .name = S(""), .kind = ATTRIBUTE_NUMBER, .unit = S("일"), .units = t->units};
    struct normal_proposal p = {.state = NORMAL_PROPOSED, .typed = text, .value = S("0")};
    int64_t early = 0;
    int64_t last = 0;
    str late = S("");
    if (is_word(import_plain_name(a, text), AT_ONCE)) {
        p.why = S("바로 납품한다는 말로 읽었습니다.");
        *out = p;
        return true;
    }
    if (!part_range(text, &early, &late)) {
        return false;
    }
    normal_propose(a, &days, late, &p);
    if (!str_parse_i64(p.value, &last) || p.state == NORMAL_UNFIT || last <= early) {
        return false;
    }
    *out = (struct normal_proposal){
        .state = NORMAL_PROPOSED,
        .typed = text,
        .value = p.value,
        .why = S("범위로 적은 납기는 늦은 쪽으로 읽었습니다."),
    };
    return true;
}
