#include "market/search/search_sentence.h"

#include "base/fault.h"
#include "base/limits.h"
#include "base/out.h"
#include "market/catalog/normal_number.h"

#define FIGURES_MAX 15 // of a number: LIMIT_WON has 16
#define DECIMALS_MAX 4 // 1.2345억 is still whole won
#define ENDINGS_MAX 3  // in a row after a unit: 원, 까지, 만
#define TEN_THOUSAND 10000
#define HUNDRED_MILLION 100000000

enum numeral_kind { NUMERAL_DIGIT, NUMERAL_PLACE, NUMERAL_GROUP };

// Sino-Korean numerals: digits, places below ten thousand, groups of four places.
static const struct numeral {
    const char *word;
    enum numeral_kind kind;
    int64_t value;
} NUMERALS[] = {
    {"일", NUMERAL_DIGIT, 1              },
    {"이", NUMERAL_DIGIT, 2              },
    {"삼", NUMERAL_DIGIT, 3              },
    {"사", NUMERAL_DIGIT, 4              },
    {"오", NUMERAL_DIGIT, 5              },
    {"육", NUMERAL_DIGIT, 6              },
    {"칠", NUMERAL_DIGIT, 7              },
    {"팔", NUMERAL_DIGIT, 8              },
    {"구", NUMERAL_DIGIT, 9              },
    {"십", NUMERAL_PLACE, 10             },
    {"백", NUMERAL_PLACE, 100            },
    {"천", NUMERAL_PLACE, 1000           },
    {"만", NUMERAL_GROUP, TEN_THOUSAND   },
    {"억", NUMERAL_GROUP, HUNDRED_MILLION},
    {"조", NUMERAL_GROUP, 1000000000000  },
};

// What things and people are counted by; of two that begin alike the longer stands first.
static const char *const COUNTERS[] = {
    "개",   "명분", "명",   "인분", "인",   "상자", "박스", "권", "세트", "매", "장",   "회",
    "식",   "부",   "대",   "자루", "다스", "통",   "병",   "팩", "봉지", "봉", "포대", "포",
    "켤레", "벌",   "묶음", "갑",   "건",   "점",   "채",   "롤", "그루", "본", "송이", "판",
    "마리", "모",   "줄",   "곳",   "분",   "좌석", "컵",   "캔", "롤",   "면",
};

// What may hang on a unit and changes nothing, the longer first.
static const char *const ENDINGS[] = {"정도", "가량", "내외", "이하", "이내", "미만", "까지",
                                      "한도", "어치", "으로", "로",   "쯤",   "정",   "을",
                                      "를",   "은",   "는",   "이",   "가",   "만",   "에",
                                      "하고", "이랑", "랑",   "와",   "과"};
// What makes a sum one for each piece.
static const char *const EACH_ENDINGS[] = {"씩", "짜리"};
// What makes a sum the least: no budget.
static const char *const LEAST[] = {"이상", "초과", "부터", "넘는"};
// What makes a sum the most that may be paid, on a unit or behind it.
static const char *const MOST[] = {"이하",   "이내",   "미만",   "까지",     "안에서",
                                   "안으로", "내에서", "내로",   "이하로",   "이하의",
                                   "이내로", "이내의", "미만의", "미만으로", "안쪽으로"};
// Words beside a sum or a quantity that say no more than it does.
static const char *const LEADS[] = {"예산", "예산은", "예산이", "예산으로", "총",
                                    "총액", "총예산", "금액",   "합계",     "약"};
static const char *const EACH_LEADS[] = {"개당",  "1개당", "인당",   "1인당", "명당",
                                         "1명당", "단가",  "하나당", "각",    "각각"};
static const char *const TAILS[] = {"이하",   "이내",     "미만",   "까지",   "정도",    "내외",
                                    "가량",   "한도",     "안에서", "안으로", "내에서",  "내로",
                                    "예산",   "예산으로", "한도로", "이하로", "이하의",  "이내로",
                                    "이내의", "미만의",   "정도로", "정도의", "안쪽으로"};

// The first of the words that stands at `at`; NULL: none.
static const char *find_at(const char *const *words, size_t count, str s, size_t at)
{
    for (size_t i = 0; i < count; i++) {
        if (str_starts(str_slice(s, at, s.n), str_view(words[i]))) {
            return words[i];
        }
    }
    return NULL;
}

static bool is_figure(str s, size_t at)
{
    return at < s.n && s.p[at] >= '0' && s.p[at] <= '9';
}

static bool is_end(str s, size_t at)
{
    return at >= s.n || s.p[at] == ' ' || (s.p[at] == ',' && !is_figure(s, at + 1));
}

// --- Numbers -------------------------------------------------------------------------------------

// A number in the making, as it is read from left to right.
struct number {
    int64_t total;   // of the groups that are closed
    int64_t section; // of the group that is open
    int64_t digit;   // waits for its place; -1: none
    int64_t scale;   // what the digit is to be divided by: 15 and 10 are 1.5
    int64_t place;   // the last place of this section; 0: none
    int64_t group;   // the last group; 0: none
    size_t figures;  // typed as such
    size_t marks;    // numerals typed as syllables
    bool apart;      // what came last stands after a blank and has no place: 800만 80
    size_t end;
};

static bool add_product(int64_t *sum, int64_t count, int64_t unit, int64_t scale)
{
    int64_t product = 0;
    if (__builtin_mul_overflow(count, unit, &product) || product % scale != 0) {
        return false;
    }
    return !__builtin_add_overflow(*sum, product / scale, sum) && *sum <= LIMIT_WON;
}

// 2,500 or 1.5 from n->end on.
static bool read_figures(str s, struct number *n)
{
    size_t count = 0;
    int64_t value = 0;
    bool decimals = false;
    n->scale = 1;
    while (n->end < s.n) {
        char c = s.p[n->end];
        bool goes_on = is_figure(s, n->end + 1) && count > 0 && !decimals;
        if (is_figure(s, n->end)) {
            value = value * 10 + (c - '0');
            n->scale *= decimals ? 10 : 1;
            if (++count > FIGURES_MAX || n->scale > TEN_THOUSAND) {
                return false;
            }
        } else if (c == '.' && goes_on) {
            decimals = true;
        } else if (c != ',' || !goes_on) {
            break;
        }
        n->end++;
    }
    n->digit = value;
    n->figures += count;
    return true;
}

static bool take_place(struct number *n, int64_t place)
{
    if (n->place != 0 && place >= n->place) {
        return false;
    }
    n->place = place;
    bool taken =
        add_product(&n->section, n->digit < 0 ? 1 : n->digit, place, n->digit < 0 ? 1 : n->scale);
    n->digit = -1;
    n->apart = false;
    return taken;
}

static bool take_group(struct number *n, int64_t group)
{
    if (n->group != 0 && group >= n->group) {
        return false;
    }
    bool alone = n->digit < 0 && n->section == 0;
    bool taken = add_product(&n->total, n->section + (alone ? 1 : 0), group, 1) &&
                 (n->digit < 0 || add_product(&n->total, n->digit, group, n->scale));
    n->section = 0;
    n->digit = -1;
    n->place = 0;
    n->group = group;
    n->apart = false;
    return taken;
}

static const struct numeral *find_numeral(str s, size_t at)
{
    for (size_t i = 0; i < COUNT(NUMERALS); i++) {
        if (str_starts(str_slice(s, at, s.n), str_view(NUMERALS[i].word))) {
            return &NUMERALS[i];
        }
    }
    return NULL;
}

static bool take_numeral(struct number *n, const struct numeral *x)
{
    n->marks++;
    n->end += str_view(x->word).n;
    switch (x->kind) {
    case NUMERAL_DIGIT:
        n->digit = x->value;
        n->scale = 1;
        return true;
    case NUMERAL_PLACE:
        return take_place(n, x->value);
    case NUMERAL_GROUP:
        return take_group(n, x->value);
    }
    return false;
}

// May a blank be skipped here? Only after a group: 1억 2천.
static bool goes_on_after_blank(str s, const struct number *n)
{
    bool closed = n->group != 0 && n->digit < 0 && n->section == 0;
    return closed && n->end < s.n && s.p[n->end] == ' ' &&
           (is_figure(s, n->end + 1) || find_numeral(s, n->end + 1) != NULL);
}

// 억 and then 천 or 백 without 만 means so many 만: 1억 2천.
static bool close_number(struct number *n, int64_t *out)
{
    bool in_ten_thousands = n->group == HUNDRED_MILLION && n->place >= 100 && n->digit < 0;
    int64_t rest = n->digit < 0 ? 0 : n->digit;
    *out = n->total;
    return (n->digit < 0 || n->scale == 1) &&
           add_product(out, n->section, in_ten_thousands ? TEN_THOUSAND : 1, 1) &&
           add_product(out, rest, 1, 1) && *out > 0;
}

// Read a number from `at` on, over blanks after a group when it may be `parted`.
static bool read_number(str s, size_t at, bool parted, struct number *n, int64_t *out)
{
    *n = (struct number){.digit = -1, .scale = 1, .end = at};
    while (n->end < s.n) {
        bool skips = parted && goes_on_after_blank(s, n);
        size_t from = n->end + (skips ? 1 : 0);
        const struct numeral *x = find_numeral(s, from);
        bool is_digit = is_figure(s, from) || (x != NULL && x->kind == NUMERAL_DIGIT);
        if ((x == NULL && !is_figure(s, from)) || (is_digit && n->digit >= 0)) {
            break;
        }
        n->end = from;
        n->apart = skips || (n->apart && !is_digit);
        if (x != NULL ? !take_numeral(n, x) : !read_figures(s, n)) {
            return false;
        }
    }
    return close_number(n, out);
}

// --- Amounts -------------------------------------------------------------------------------------

enum amount_kind { AMOUNT_QUANTITY, AMOUNT_BUDGET, AMOUNT_EACH };

struct amount {
    enum amount_kind kind;
    int64_t value;
    size_t end;
    bool is_most; // 이하 was said of it, and no 예산
};

// What was said of an amount behind its unit.
struct endings {
    bool each;
    bool least;
    bool most;
    bool budget; // 예산, 한도
};

static void note_ending(struct endings *x, str word)
{
    x->most = x->most || str_is_one_of(word, MOST, COUNT(MOST));
    x->budget = x->budget || str_starts(word, S("예산")) || str_starts(word, S("한도"));
}

// What hangs on a unit up to the end of the word, and the words after it that add nothing.
static bool read_endings(str s, size_t *at, struct endings *x)
{
    *x = (struct endings){0};
    for (int i = 0; i < ENDINGS_MAX && !is_end(s, *at); i++) {
        const char *found = find_at(LEAST, COUNT(LEAST), s, *at);
        x->least = x->least || found != NULL;
        if (found == NULL) {
            found = find_at(EACH_ENDINGS, COUNT(EACH_ENDINGS), s, *at);
            x->each = x->each || found != NULL;
        }
        found = found != NULL ? found : find_at(ENDINGS, COUNT(ENDINGS), s, *at);
        if (found == NULL) {
            return false;
        }
        note_ending(x, str_view(found));
        *at += str_view(found).n;
    }
    if (!is_end(s, *at)) {
        return false;
    }
    while (*at < s.n) {
        str rest = str_slice(s, *at + 1, s.n);
        str word = str_cut(&rest, ' ');
        bool is_least = str_is_one_of(word, LEAST, COUNT(LEAST));
        if (!is_least && !str_is_one_of(word, TAILS, COUNT(TAILS))) {
            break;
        }
        x->least = x->least || is_least;
        note_ending(x, word);
        *at += 1 + word.n;
    }
    return true;
}

// 천원 and 팔백원 are sums; a syllable like 사 in 사원 is none.
static bool is_spoken_sum(const struct number *n)
{
    return n->figures > 0 || n->marks > 1 || n->place == 1000 || n->group > 0;
}

static bool read_sum(str s, size_t at, const struct number *n, struct amount *out)
{
    struct endings x;
    if (!is_spoken_sum(n) || !read_endings(s, &at, &x) || x.least) {
        return false;
    }
    out->kind = x.each ? AMOUNT_EACH : AMOUNT_BUDGET;
    out->is_most = x.most && !x.budget;
    out->end = at;
    return true;
}

// Bytes of the longest word that counts at `at`; 0: none does.
static size_t find_counter(const struct normal_units *added, str s, size_t at)
{
    const char *built_in = find_at(COUNTERS, COUNT(COUNTERS), s, at);
    size_t longest = str_view(built_in).n;
    str rest = str_slice(s, at, s.n);
    for (size_t i = 0; added != NULL && i < added->spellings.count; i++) {
        const struct normal_spelling *x = &added->spellings.items[i];
        if (x->typed.n > longest && str_starts(rest, x->typed) &&
            normal_unit_is_count(added, x->unit)) {
            longest = x->typed.n;
        }
    }
    return longest;
}

// 구매 and 사장 are no nine sheets and four leaves: one syllable counts nothing.
static bool read_count(const struct normal_units *added, str s, size_t at, const struct number *n,
                       struct amount *out)
{
    size_t counter = find_counter(added, s, at);
    bool is_counted = counter > 0 && (n->figures > 0 || n->marks > 1);
    if (!is_counted || n->apart || out->value > LIMIT_QUANTITY) {
        return false;
    }
    struct endings x;
    at += counter;
    if (!read_endings(s, &at, &x)) {
        return false;
    }
    out->kind = AMOUNT_QUANTITY;
    out->end = at;
    return true;
}

// 열두 명, 스무대. One syllable is followed by a blank: 두부 and 한식 are no counts.
static bool read_native(const struct normal_units *added, str s, size_t at, struct amount *out)
{
    if (at > 0 && s.p[at - 1] != ' ') {
        return false;
    }
    struct normal_number numeral;
    struct number n = {.marks = 2, .end = at};
    if (!normal_read_native(s, &n.end, &numeral)) {
        return false;
    }
    out->value = numeral.value;
    bool is_apart = n.end < s.n && s.p[n.end] == ' ';
    bool is_long = n.end - at > S("한").n;
    return (is_apart || is_long) && read_count(added, s, n.end + (is_apart ? 1 : 0), &n, out);
}

static bool read_amount_as(const struct normal_units *added, str s, size_t at, bool parted,
                           struct amount *out)
{
    struct number n;
    if (!read_number(s, at, parted, &n, &out->value)) {
        return false;
    }
    size_t unit = n.end + (n.end < s.n && s.p[n.end] == ' ' ? 1 : 0);
    if (str_starts(str_slice(s, unit, s.n), S("원"))) {
        return read_sum(s, unit + S("원").n, &n, out);
    }
    if (read_count(added, s, unit, &n, out)) {
        return true;
    }
    bool is_round = n.group > 0 && n.figures + n.marks > 1 && !n.apart; // 800만
    return is_round && read_sum(s, n.end, &n, out);
}

// Does a word begin here, or figures right after one: 도시락80개? 제3회 is a name.
static bool may_begin(str s, size_t at)
{
    if (at == 0 || s.p[at - 1] == ' ') {
        return is_figure(s, at) || find_numeral(s, at) != NULL;
    }
    bool after_hangul = at >= 3 && ((unsigned char)s.p[at - 1] & 0xC0) == 0x80 &&
                        (unsigned char)s.p[at - 3] >= 0xEA && (unsigned char)s.p[at - 3] <= 0xED;
    return is_figure(s, at) && after_hangul && !str_equals(str_slice(s, at - 3, 3), S("제"));
}

// --- The sentence --------------------------------------------------------------------------------

static bool note_figure(int64_t *place, int64_t value)
{
    if (*place != 0) {
        return false;
    }
    *place = value;
    return true;
}

// The first of each kind counts; another stays a word.
static bool note_amount(struct search_sentence *s, const struct amount *x)
{
    switch (x->kind) {
    case AMOUNT_QUANTITY:
        return note_figure(&s->quantity, x->value);
    case AMOUNT_BUDGET:
        return note_figure(&s->budget.won, x->value);
    case AMOUNT_EACH:
        return note_figure(&s->each.won, x->value);
    }
    return false;
}

// The word written last, when it is one of these.
static bool ends_with_one_of(const char *const *words, size_t count, str written, str *out)
{
    str text = str_trim(written);
    size_t from = text.n;
    while (from > 0 && text.p[from - 1] != ' ') {
        from--;
    }
    *out = str_slice(text, from, text.n);
    return out->n > 0 && str_is_one_of(*out, words, count);
}

// Take back what leads to the amount: 예산, 개당.
static void take_lead(struct out *o, struct amount *x)
{
    str word = {0};
    bool each = ends_with_one_of(EACH_LEADS, COUNT(EACH_LEADS), out_view(o), &word);
    if (x->kind == AMOUNT_BUDGET && each) {
        x->kind = AMOUNT_EACH;
    }
    while (each || ends_with_one_of(LEADS, COUNT(LEADS), out_view(o), &word)) {
        x->is_most = false; // 총 5만원 이하
        o->n = (size_t)(word.p - o->p);
        each = false;
    }
}

static bool read_amount(const struct normal_units *added, str s, size_t at, struct amount *out)
{
    return (may_begin(s, at) && (read_amount_as(added, s, at, true, out) ||
                                 read_amount_as(added, s, at, false, out))) ||
           read_native(added, s, at, out);
}

static str squeeze(struct arena *a, str text)
{
    struct out o;
    out_init(&o, a, text.n + 1); // never longer
    for (size_t i = 0; i < text.n; i++) {
        if (text.p[i] != ' ' || (o.n > 0 && o.p[o.n - 1] != ' ')) {
            out_char(&o, text.p[i]);
        }
    }
    return str_trim(out_view(&o));
}

void search_sentence_read(struct arena *a, const struct normal_units *added, str typed,
                          struct search_sentence *out)
{
    *out = (struct search_sentence){0};
    struct out o;
    out_init(&o, a, typed.n * 2 + 1); // at most a blank for each amount more
    bool quoted = false;
    bool is_most = false;
    str small = str_lower_ascii(a, typed); // what was added is
    for (size_t at = 0; at < typed.n;) {
        struct amount x = {0};
        quoted = quoted != (typed.p[at] == '"');
        if (!quoted && read_amount(added, small, at, &x)) {
            size_t written = o.n;
            take_lead(&o, &x);
            if (note_amount(out, &x)) {
                is_most = is_most || (x.kind == AMOUNT_BUDGET && x.is_most);
                out_char(&o, ' ');
                at = x.end + (x.end < typed.n && typed.p[x.end] == ',' ? 1 : 0);
                continue;
            }
            o.n = written; // the lead stays with it
        }
        out_char(&o, typed.p[at++]);
    }
    out->text = squeeze(a, out_view(&o));
    out->is_price = is_most && out->quantity == 0 && out->each.won == 0 &&
                    out->budget.won <= LIMIT_SEARCH_PRICE;
    if (out->is_price) {
        out->each = out->budget;
        out->budget = WON(0);
    }
}

bool search_sentence_has_figures(const struct search_sentence *s)
{
    return s->quantity != 0 || s->budget.won != 0 || s->each.won != 0;
}
