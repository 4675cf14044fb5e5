#include "market/search/search_token.h"

#include "base/fault.h"
#include "base/fold.h"
#include "base/limits.h"
#include "base/out.h"

// What the keyboard gives for a single consonant: ㄱ U+3131 … ㅎ U+314E.
static bool is_single_consonant(uint32_t point)
{
    return point >= 0x3131 && point <= 0x314E;
}

static bool is_latin(uint32_t point)
{
    return (point >= 'a' && point <= 'z') || (point >= '0' && point <= '9');
}

static uint32_t peek(str s, size_t at)
{
    return at < s.n ? str_next(s, &at) : 0;
}

// Units that are one character, and raised figures.
static const struct {
    uint32_t point;
    const char *text; // no longer
} SIGNS[] = {
    {0x00B2, "2" },
    {0x00B3, "3" },
    {0x2113, "l" },
    {0x338E, "mg"},
    {0x338F, "kg"},
    {0x3396, "ml"},
    {0x339C, "mm"},
    {0x339D, "cm"},
    {0x339E, "km"},
    {0x33A1, "m2"},
    {0x33A5, "m3"},
    {0x33BE, "kw"},
};

static const char *sign_text(uint32_t point)
{
    for (size_t i = 0; i < COUNT(SIGNS); i++) {
        if (SIGNS[i].point == point) {
            return SIGNS[i].text;
        }
    }
    return NULL;
}

str search_fold(struct arena *a, str text)
{
    struct out o;
    out_init(&o, a, text.n + 1); // never longer
    for (size_t at = 0; at < text.n;) {
        uint32_t point = fold_next(text, &at);
        if (point == 0x3000 || point == 0xA0) {
            point = ' ';
        }
        if (point >= 'A' && point <= 'Z') {
            point = point - 'A' + 'a';
        }
        const char *sign = point < 0x80 ? NULL : sign_text(point);
        if (sign != NULL) {
            out_str(&o, str_view(sign));
        } else {
            out_point(&o, point);
        }
    }
    return out_view(&o);
}

// --- Figures -------------------------------------------------------------------------------------

static bool is_figure(str s, size_t at)
{
    return at < s.n && s.p[at] >= '0' && s.p[at] <= '9';
}

static bool is_latin_at(str s, size_t at)
{
    return at < s.n && is_latin((unsigned char)s.p[at]);
}

// The comma of 2,500.
static bool parts_thousands(str s, size_t at)
{
    return s.p[at] == ',' && at > 0 && is_figure(s, at - 1) && is_figure(s, at + 1) &&
           is_figure(s, at + 2) && is_figure(s, at + 3) && !is_figure(s, at + 4);
}

// The sign between two sizes: 76x76.
static bool parts_sizes(str s, size_t at)
{
    return (s.p[at] == 'x' || s.p[at] == '*') && at > 0 && is_figure(s, at - 1) &&
           is_figure(s, at + 1);
}

// How many bytes from here on are the weight of paper: 80g/m2 and 80gsm are 80g.
static size_t weight_of_paper(str s, size_t at)
{
    bool after =
        (at > 0 && is_figure(s, at - 1)) || (at > 1 && s.p[at - 1] == ' ' && is_figure(s, at - 2));
    str rest = str_slice(s, at, s.n);
    if (!after || rest.p[0] != 'g') {
        return 0;
    }
    if (str_starts(rest, S("g/m2"))) {
        return 4;
    }
    return str_starts(rest, S("gsm")) && !is_latin_at(rest, 3) ? 3 : 0;
}

// Figures in one form: 2,500 → 2500, 76x76 → 76 76, 80g/m2 → 80g.
static str tidy_figures(struct arena *a, str folded)
{
    struct out o;
    out_init(&o, a, folded.n + 1); // never longer
    for (size_t i = 0; i < folded.n; i++) {
        size_t weight = weight_of_paper(folded, i);
        if (weight > 0) {
            out_char(&o, 'g');
            i += weight - 1;
        } else if (parts_sizes(folded, i)) {
            out_char(&o, ' ');
        } else if (!parts_thousands(folded, i)) {
            out_char(&o, folded.p[i]);
        }
    }
    return out_view(&o);
}

// --- Runs ----------------------------------------------------------------------------------------

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
        if (!fold_is_syllable(point) && !is_latin(point)) {
            continue;
        }
        bool hangul = fold_is_syllable(point);
        size_t end = *at;
        while (end < s.n) {
            size_t ahead = end;
            uint32_t next = str_next(s, &ahead);
            if (hangul ? !fold_is_syllable(next) : !is_latin(next)) {
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

// Every part of so many syllables.
static void out_pieces(struct out *o, str hangul, size_t syllables)
{
    size_t size = syllables * SYLLABLE_BYTES;
    for (size_t i = 0; i + size <= hangul.n; i += SYLLABLE_BYTES) {
        out_str(o, str_slice(hangul, i, size));
        out_char(o, ' ');
    }
}

static void out_pairs(struct out *o, str hangul)
{
    out_pieces(o, hangul, 2);
}

// Latin letters and figures apart, so that KX100, KX-100 and KX 100 are the same.
static void out_parts(struct out *o, str latin)
{
    for (size_t i = 0; i < latin.n; i++) {
        if (i > 0 && is_figure(latin, i) != is_figure(latin, i - 1)) {
            out_char(o, ' ');
        }
        out_char(o, latin.p[i]);
    }
    out_char(o, ' ');
}

// A token that nobody can ask for: no phrase reaches over it.
#define BARRIER "ㅡ "

static void out_tokens(struct out *o, str folded)
{
    for (str rest = folded; rest.n > 0;) {
        str part = str_cut(&rest, '|');
        struct run run;
        for (size_t at = 0; next_run(part, &at, &run);) {
            if (run.kind == RUN_LATIN) {
                out_parts(o, run.text);
            } else {
                out_pairs(o, run.text);
                out_str(o, str_slice(run.text, run.text.n - SYLLABLE_BYTES, SYLLABLE_BYTES));
                out_char(o, ' ');
            }
        }
        out_str(o, rest.n > 0 ? S(BARRIER) : S(""));
    }
}

// Three syllables at a time, no phrase from one run to the next: words of three and more are looked
// up so, in lists that are a tenth as long as those of pairs.
static void out_triples(struct out *o, str joined)
{
    struct run run;
    for (size_t at = 0; next_run(joined, &at, &run);) {
        if (run.kind == RUN_HANGUL && run.text.n >= 3 * SYLLABLE_BYTES) {
            out_str(o, S(BARRIER));
            out_pieces(o, run.text, 3);
        }
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
        if (point == ' ' && after_syllable && fold_is_syllable(peek(folded, at))) {
            continue;
        }
        after_syllable = fold_is_syllable(point);
        out_point(&o, point);
    }
    return out_view(&o);
}

str search_doc_tokens(struct arena *a, str text)
{
    str folded = tidy_figures(a, search_fold(a, text));
    str joined = join_hangul(a, folded);
    struct out o;
    out_init(&o, a, LIMIT_PAGE);
    out_tokens(&o, folded);
    if (joined.n != folded.n) {
        out_str(&o, S(BARRIER));
        out_tokens(&o, joined);
    }
    out_triples(&o, joined);
    return out_view(&o);
}

// --- Queries -------------------------------------------------------------------------------------

// Bytes of the quote that stands here; 0: none.
static size_t quote_at(str s, size_t at)
{
    static const char *const QUOTES[] = {"\"", "“", "”"};
    for (size_t i = 0; i < COUNT(QUOTES); i++) {
        if (str_starts(str_slice(s, at, s.n), str_view(QUOTES[i]))) {
            return str_view(QUOTES[i]).n;
        }
    }
    return 0;
}

static size_t find_quote(str s, size_t at)
{
    while (at < s.n && quote_at(s, at) == 0) {
        at++;
    }
    return at;
}

bool search_next_term(str query, size_t *at, struct search_term *out)
{
    while (*at < query.n && query.p[*at] == ' ') {
        ++*at;
    }
    if (*at >= query.n) {
        return false;
    }
    *out = (struct search_term){.excluded = query.p[*at] == '-'};
    *at += out->excluded ? 1 : 0;
    size_t opens = quote_at(query, *at);
    size_t end = opens > 0 ? find_quote(query, *at + opens) : query.n;
    if (end < query.n) {
        out->phrase = true;
        out->text = str_slice(query, *at + opens, end - *at - opens);
        *at = end + quote_at(query, end);
        return true;
    }
    str rest = str_slice(query, *at, query.n);
    out->text = str_cut(&rest, ' ');
    *at += out->text.n;
    return true;
}

bool search_has_phrase(str query)
{
    struct search_term term = {0};
    for (size_t at = 0; !term.phrase && search_next_term(query, &at, &term);) {
    }
    return term.phrase;
}

static bool has_figure(str s)
{
    for (size_t i = 0; i < s.n; i++) {
        if (is_figure(s, i)) {
            return true;
        }
    }
    return false;
}

static void out_quoted(struct out *o, const struct out *tokens, bool prefix)
{
    out_char(o, '"');
    out_str(o, str_trim(out_view(tokens)));
    out_str(o, prefix ? S("\"*") : S("\""));
}

// Tokens of a run within a phrase; the last one may go on in the text. Tells whether the last token
// is a prefix.
static bool out_run(struct out *tokens, const struct run *run, bool last)
{
    if (run->kind == RUN_LATIN) {
        out_parts(tokens, run->text);
        return last && !has_figure(run->text);
    }
    out_pairs(tokens, run->text);
    bool single = run->text.n == SYLLABLE_BYTES;
    if (!last || single) {
        out_str(tokens, str_slice(run->text, run->text.n - SYLLABLE_BYTES, SYLLABLE_BYTES));
        out_char(tokens, ' ');
    }
    return last && single;
}

// KX-100 and 0.7mm are one: Latin goes on after a hyphen or a dot.
static bool goes_on(str text, const struct run *run, size_t end)
{
    return run->kind == RUN_LATIN && end + 1 < text.n &&
           (text.p[end] == '-' || text.p[end] == '.') && is_latin_at(text, end + 1);
}

// What a text finds: one phrase, or its runs joined by AND. False: nothing.
static bool out_condition(struct out *o, str text, bool phrase)
{
    struct run run;
    struct run next;
    size_t at = 0;
    bool any = false;
    bool more = next_run(text, &at, &run);
    struct out tokens;
    out_init(&tokens, o->arena, LIMIT_PAGE);
    while (more) {
        size_t end = at;
        more = next_run(text, &at, &next);
        bool last = phrase ? !more : !goes_on(text, &run, end);
        bool is_long = run.kind == RUN_HANGUL && run.text.n >= 3 * SYLLABLE_BYTES;
        bool prefix = false;
        if (is_long && !phrase) { // stands by itself: runs of Hangul are joined by AND
            out_pieces(&tokens, run.text, 3);
        } else {
            prefix = out_run(&tokens, &run, last);
        }
        if (last) {
            out_str(o, any ? S(" AND ") : S(""));
            out_quoted(o, &tokens, prefix);
            out_init(&tokens, o->arena, LIMIT_PAGE);
            any = true;
        }
        run = next;
    }
    return any;
}

// Is it the unit of the figure before it: 80 g?
static bool is_unit(const struct normal_units *added, str word)
{
    static const char *const UNITS[] = {"g",  "kg", "mg", "l",  "ml", "mm", "cm",
                                        "m",  "km", "m2", "m3", "w",  "kw", "v",
                                        "hz", "gb", "tb", "mb", "ea", "a",  "inch"};
    for (size_t i = 0; i < COUNT(UNITS); i++) {
        if (str_equals(word, str_view(UNITS[i]))) {
            return true;
        }
    }
    for (size_t i = 0; added != NULL && i < added->spellings.count; i++) {
        if (is_latin_at(word, 0) && str_equals(word, added->spellings.items[i].typed)) {
            return true;
        }
    }
    return false;
}

static bool is_number(str word)
{
    for (size_t i = 0; i < word.n; i++) {
        if (!is_figure(word, i) && word.p[i] != '.') {
            return false;
        }
    }
    return word.n > 0;
}

// The next term, a figure with its unit as one.
static bool next_term(struct arena *a, const struct normal_units *added, str query, size_t *at,
                      struct search_term *out)
{
    if (!search_next_term(query, at, out)) {
        return false;
    }
    size_t ahead = *at;
    struct search_term unit;
    if (!out->phrase && is_number(out->text) && search_next_term(query, &ahead, &unit) &&
        !unit.phrase && !unit.excluded && is_unit(added, unit.text)) {
        out->text = str_join(a, out->text, unit.text);
        *at = ahead;
    }
    return true;
}

static size_t out_terms(struct out *o, const struct normal_units *added, str query, bool excluded,
                        const char *joint)
{
    struct search_term term;
    size_t count = 0;
    for (size_t at = 0; next_term(o->arena, added, query, &at, &term);) {
        struct out condition;
        out_init(&condition, o->arena, LIMIT_PAGE);
        if (term.excluded == excluded && out_condition(&condition, term.text, term.phrase)) {
            out_str(o, count++ > 0 ? str_view(joint) : S(""));
            out_str(o, excluded ? S("(") : S(""));
            out_str(o, out_view(&condition));
            out_str(o, excluded ? S(")") : S(""));
        }
    }
    return count;
}

str search_match(struct arena *a, const struct normal_units *added, str query)
{
    str text = tidy_figures(a, search_fold(a, query));
    struct out wanted;
    out_init(&wanted, a, LIMIT_PAGE);
    if (out_terms(&wanted, added, text, false, " AND ") == 0) {
        return S("");
    }
    struct out excluded;
    out_init(&excluded, a, LIMIT_PAGE);
    if (out_terms(&excluded, added, text, true, " OR ") == 0) {
        return out_view(&wanted);
    }
    return str_format(a, "(%.*s) NOT (%.*s)", STR_ARG(out_view(&wanted)),
                      STR_ARG(out_view(&excluded)));
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
