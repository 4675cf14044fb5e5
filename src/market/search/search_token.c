#include "market/search/search_token.h"

#include "base/limits.h"
#include "base/out.h"

// Unicode's arithmetic of Hangul: a syllable is an initial, a vowel and perhaps a final.
#define SYLLABLE_FIRST 0xAC00U
#define SYLLABLE_LAST 0xD7A3U
#define INITIAL_FIRST 0x1100U
#define VOWEL_FIRST 0x1161U
#define FINAL_BEFORE 0x11A7U
#define INITIALS 19U
#define VOWELS 21U
#define FINALS 28U

static bool is_syllable(uint32_t point)
{
    return point >= SYLLABLE_FIRST && point <= SYLLABLE_LAST;
}

// What the keyboard gives for a single consonant: ㄱ U+3131 … ㅎ U+314E.
static bool is_single_consonant(uint32_t point)
{
    return point >= 0x3131 && point <= 0x314E;
}

static bool is_latin(uint32_t point)
{
    return (point >= 'a' && point <= 'z') || (point >= '0' && point <= '9');
}

static void out_point(struct out *o, uint32_t point)
{
    if (point < 0x80) {
        out_char(o, (char)point);
    } else if (point < 0x800) {
        out_char(o, (char)(0xC0 | (point >> 6)));
        out_char(o, (char)(0x80 | (point & 0x3F)));
    } else if (point < 0x10000) {
        out_char(o, (char)(0xE0 | (point >> 12)));
        out_char(o, (char)(0x80 | ((point >> 6) & 0x3F)));
        out_char(o, (char)(0x80 | (point & 0x3F)));
    } else {
        out_char(o, (char)(0xF0 | (point >> 18)));
        out_char(o, (char)(0x80 | ((point >> 12) & 0x3F)));
        out_char(o, (char)(0x80 | ((point >> 6) & 0x3F)));
        out_char(o, (char)(0x80 | (point & 0x3F)));
    }
}

static uint32_t peek(str s, size_t at)
{
    return at < s.n ? str_next(s, &at) : 0;
}

// The syllable that begins with `initial`, taking its vowel and final; or the point itself.
static uint32_t compose(str s, size_t *at, uint32_t initial)
{
    uint32_t i = initial - INITIAL_FIRST;
    uint32_t v = peek(s, *at) - VOWEL_FIRST;
    if (i >= INITIALS || v >= VOWELS) {
        return initial;
    }
    (void)str_next(s, at);
    uint32_t f = peek(s, *at) - FINAL_BEFORE;
    if (f == 0 || f >= FINALS) {
        f = 0;
    } else {
        (void)str_next(s, at);
    }
    return SYLLABLE_FIRST + (i * VOWELS + v) * FINALS + f;
}

str search_fold(struct arena *a, str text)
{
    struct out o;
    out_init(&o, a, text.n + 1); // never longer
    for (size_t at = 0; at < text.n;) {
        uint32_t point = str_next(text, &at);
        if (point >= INITIAL_FIRST && point < INITIAL_FIRST + INITIALS) {
            point = compose(text, &at, point);
        } else if (point >= 0xFF01 && point <= 0xFF5E) {
            point = point - 0xFF01 + '!';
        } else if (point == 0x3000 || point == 0xA0) {
            point = ' ';
        }
        if (point >= 'A' && point <= 'Z') {
            point = point - 'A' + 'a';
        }
        out_point(&o, point);
    }
    return out_view(&o);
}

enum run_kind { RUN_HANGUL, RUN_LATIN };

struct run {
    enum run_kind kind;
    str text;
};

// The next run of letters of one kind from *at on; false at the end.
static bool next_run(str s, size_t *at, struct run *out)
{
    while (*at < s.n) {
        size_t from = *at;
        uint32_t point = str_next(s, at);
        if (!is_syllable(point) && !is_latin(point)) {
            continue;
        }
        bool hangul = is_syllable(point);
        size_t end = *at;
        while (end < s.n) {
            size_t ahead = end;
            uint32_t next = str_next(s, &ahead);
            if (hangul ? !is_syllable(next) : !is_latin(next)) {
                break;
            }
            end = ahead;
        }
        *at = end;
        out->kind = hangul ? RUN_HANGUL : RUN_LATIN;
        out->text = str_slice(s, from, end - from);
        return true;
    }
    return false;
}

#define SYLLABLE_BYTES 3 // of every syllable in UTF-8

static void out_pairs(struct out *o, str hangul)
{
    for (size_t i = 0; i + 2 * SYLLABLE_BYTES <= hangul.n; i += SYLLABLE_BYTES) {
        out_str(o, str_slice(hangul, i, 2 * SYLLABLE_BYTES));
        out_char(o, ' ');
    }
}

static void out_tokens(struct out *o, str folded)
{
    struct run run;
    for (size_t at = 0; next_run(folded, &at, &run);) {
        if (run.kind == RUN_LATIN) {
            out_str(o, run.text);
        } else {
            out_pairs(o, run.text);
            out_str(o, str_slice(run.text, run.text.n - SYLLABLE_BYTES, SYLLABLE_BYTES));
        }
        out_char(o, ' ');
    }
}

// The text without blanks between two syllables.
static str join_hangul(struct arena *a, str folded)
{
    struct out o;
    out_init(&o, a, LIMIT_PAGE);
    bool after_syllable = false;
    for (size_t at = 0; at < folded.n;) {
        uint32_t point = str_next(folded, &at);
        if (point == ' ' && after_syllable && is_syllable(peek(folded, at))) {
            continue;
        }
        after_syllable = is_syllable(point);
        out_point(&o, point);
    }
    return out_view(&o);
}

str search_doc_tokens(struct arena *a, str text)
{
    str folded = search_fold(a, text);
    str joined = join_hangul(a, folded);
    struct out o;
    out_init(&o, a, LIMIT_PAGE);
    out_tokens(&o, folded);
    if (joined.n != folded.n) {
        out_str(&o, S("| ")); // keeps phrases from reaching across; the tokeniser drops it
        out_tokens(&o, joined);
    }
    return out_view(&o);
}

// One word of the query as FTS5 writes it; tokens hold no quotes.
static void out_condition(struct out *o, const struct run *run)
{
    size_t syllables = run->kind == RUN_HANGUL ? run->text.n / SYLLABLE_BYTES : 0;
    out_char(o, '"');
    if (syllables >= 3) {
        struct out pairs;
        out_init(&pairs, o->arena, LIMIT_PAGE);
        out_pairs(&pairs, run->text);
        out_str(o, str_trim(out_view(&pairs)));
    } else {
        out_str(o, run->text);
    }
    out_char(o, '"');
    if (syllables == 1 || run->kind == RUN_LATIN) {
        out_char(o, '*');
    }
}

static bool is_excluded(str folded, const struct run *run)
{
    size_t from = (size_t)(run->text.p - folded.p);
    return from > 0 && folded.p[from - 1] == '-' && (from == 1 || folded.p[from - 2] == ' ');
}

static size_t out_conditions(struct out *o, str folded, bool excluded, const char *joint)
{
    struct run run;
    size_t count = 0;
    for (size_t at = 0; next_run(folded, &at, &run);) {
        if (is_excluded(folded, &run) == excluded) {
            if (count > 0) {
                out_str(o, str_view(joint));
            }
            out_condition(o, &run);
            count++;
        }
    }
    return count;
}

str search_match(struct arena *a, str query)
{
    str folded = search_fold(a, query);
    struct out wanted;
    out_init(&wanted, a, LIMIT_PAGE);
    if (out_conditions(&wanted, folded, false, " AND ") == 0) {
        return S("");
    }
    struct out excluded;
    out_init(&excluded, a, LIMIT_PAGE);
    if (out_conditions(&excluded, folded, true, " OR ") == 0) {
        return out_view(&wanted);
    }
    return str_format(a, "(%.*s) NOT (%.*s)", STR_ARG(out_view(&wanted)),
                      STR_ARG(out_view(&excluded)));
}

str search_initials(struct arena *a, str text)
{
    // Initials in Unicode's order, as the single letters a keyboard gives.
    static const uint32_t SINGLES[INITIALS] = {
        0x3131, 0x3132, 0x3134, 0x3137, 0x3138, 0x3139, 0x3141, 0x3142, 0x3143, 0x3145,
        0x3146, 0x3147, 0x3148, 0x3149, 0x314A, 0x314B, 0x314C, 0x314D, 0x314E};
    str folded = search_fold(a, text);
    struct out o;
    out_init(&o, a, text.n + 1); // never longer
    for (size_t at = 0; at < folded.n;) {
        uint32_t point = str_next(folded, &at);
        if (is_syllable(point)) {
            out_point(&o, SINGLES[(point - SYLLABLE_FIRST) / (VOWELS * FINALS)]);
        } else if (point != ' ') {
            out_point(&o, point);
        }
    }
    return out_view(&o);
}

bool search_is_initials(str text)
{
    bool any = false;
    for (size_t at = 0; at < text.n;) {
        uint32_t point = str_next(text, &at);
        if (point != ' ' && !is_single_consonant(point)) {
            return false;
        }
        any = any || point != ' ';
    }
    return any;
}

str search_key(struct arena *a, str text)
{
    str folded = search_fold(a, text);
    struct out o;
    out_init(&o, a, text.n + 1); // never longer
    for (size_t i = 0; i < folded.n; i++) {
        if (folded.p[i] != ' ') {
            out_char(&o, folded.p[i]);
        }
    }
    return out_view(&o);
}
