#include "market/search/search_word_store.h"

#include <assert.h>

#include "base/limits.h"
#include "base/out.h"
#include "market/search/search_index_store.h"
#include "market/search/search_letter.h"
#include "market/search/search_token.h"
#include "market/search/search_word_store.sql.h"

#define POOL_MAX 40 // words read to choose the shown from; the statement's limit

static const char *const KINDS[] = {
    [SEARCH_WORD_CATEGORY] = "category",
    [SEARCH_WORD_SYNONYM] = "synonym",
    [SEARCH_WORD_PRODUCT] = "product",
    [SEARCH_WORD_SUPPLIER] = "supplier",
};
static_assert(COUNT(KINDS) == SEARCH_WORD_KIND_COUNT, "a kind came or went: give it its word");

// How many of a kind are shown while others wait.
static const size_t SHARES[] = {
    [SEARCH_WORD_CATEGORY] = 3,
    [SEARCH_WORD_SYNONYM] = 1,
    [SEARCH_WORD_PRODUCT] = 3,
    [SEARCH_WORD_SUPPLIER] = 1,
};

struct pool {
    struct search_word words[POOL_MAX];
    size_t count;
};

static bool kind_from(str word, enum search_word_kind *out)
{
    for (int i = 0; i < SEARCH_WORD_KIND_COUNT; i++) {
        if (str_equals(word, str_view(KINDS[i]))) {
            *out = (enum search_word_kind)i;
            return true;
        }
    }
    return false;
}

// Its place among the words read; their count when it is new.
static size_t place_of_term(const struct pool *p, str term)
{
    size_t i = 0;
    while (i < p->count && !str_equals(p->words[i].term, term)) {
        i++;
    }
    return i;
}

// Words with a key from `from` on, below `to`, each once. A category with nothing for sale is no
// help.
static err read_between(struct search *s, str from, str to, struct pool *out)
{
    out->count = 0;
    if (from.n == 0) {
        return NULL;
    }
    struct query *q = db_query(s->index, &SQL_SEARCH_WORD_LIST);
    bind_str(q, "from", from);
    bind_str(q, "to", to);
    while (query_next(q) && out->count < POOL_MAX) {
        struct search_word w = {.term = read_str(q, "term"), .target = read_str(q, "target")};
        if (!kind_from(read_str(q, "kind"), &w.kind)) {
            continue;
        }
        if (w.kind == SEARCH_WORD_CATEGORY) {
            const struct search_category *c = search_category_find(s, w.target);
            w.count = c != NULL ? c->count : 0;
        }
        size_t at = place_of_term(out, w.term);
        bool is_help = w.kind != SEARCH_WORD_CATEGORY || w.count > 0;
        if (is_help && (at == out->count || w.kind == SEARCH_WORD_CATEGORY)) {
            out->words[at] = w; // of the same word, the category stays
            out->count += at == out->count;
        }
    }
    return query_end(q);
}

// Words with a key that begins so.
static err read_pool(struct search *s, struct arena *a, str from, struct pool *out)
{
    return read_between(s, from, str_join(a, from, S("\xF4\x8F\xBF\xBF")), out); // above all
}

// What was typed as it stands, then as the other language of the keyboard.
static err read_typed(struct search *s, struct arena *a, str typed, struct pool *out)
{
    TRY(read_pool(s, a, search_letters(a, typed), out));
    if (out->count > 0) {
        return NULL;
    }
    str korean = search_letters(a, search_keys_to_letters(a, typed));
    TRY(read_pool(s, a, korean, out));
    return out->count > 0 ? NULL
                          : read_pool(s, a, search_key(a, search_letters_to_keys(a, typed)), out);
}

// Kinds stand together; each has its share, and what a kind leaves free goes to the first words
// left.
static size_t choose(const struct pool *p, struct search_word *out)
{
    bool chosen[POOL_MAX] = {false};
    size_t total = 0;
    size_t of_kind[SEARCH_WORD_KIND_COUNT] = {0};
    for (int round = 0; round < 2; round++) {
        for (size_t i = 0; i < p->count && total < SEARCH_WORDS_MAX; i++) {
            enum search_word_kind k = p->words[i].kind;
            if (!chosen[i] && (round == 1 || of_kind[k] < SHARES[k])) {
                chosen[i] = true;
                of_kind[k]++;
                total++;
            }
        }
    }
    size_t count = 0;
    for (int k = 0; k < SEARCH_WORD_KIND_COUNT; k++) {
        for (size_t i = 0; i < p->count; i++) {
            if (chosen[i] && p->words[i].kind == (enum search_word_kind)k) {
                out[count++] = p->words[i];
            }
        }
    }
    return count;
}

static err list_words(struct search *s, struct arena *a, str typed,
                      err (*read)(struct search *, struct arena *, str, struct pool *),
                      struct search_word *out, size_t *out_count)
{
    *out_count = 0;
    struct pool *p = NEW(a, struct pool);
    db_set_arena(s->index, a);
    TRY(db_begin(s->index, DB_READ));
    err e = read(s, a, typed, p);
    db_rollback(s->index);
    TRY(e);
    *out_count = choose(p, out);
    return NULL;
}

err search_suggest(struct search *s, struct arena *a, str typed, struct search_word *out,
                   size_t *out_count)
{
    return list_words(s, a, typed, read_typed, out, out_count);
}

err search_list_beginning(struct search *s, struct arena *a, str typed, struct search_word *out,
                          size_t *out_count)
{
    return list_words(s, a, search_letters(a, typed), read_pool, out, out_count);
}

// --- What was meant ------------------------------------------------------------------------------

// Up to LIMIT_SEARCH_ENOUGH: more change nothing.
static err count_hits(struct search *s, struct arena *a, str text, int64_t *out)
{
    return search_count(s, search_match(a, s->added, text), LIMIT_SEARCH_ENOUGH, out);
}

// A figure with its unit in Korean, as titles write it: 7미터 → 7m; empty: it is none.
static str spell_unit(const struct search *s, struct arena *a, str word)
{
    size_t at = 0;
    str unit = {0};
    while (at < word.n &&
           ((word.p[at] >= '0' && word.p[at] <= '9') || word.p[at] == '.' || word.p[at] == ',')) {
        at++;
    }
    bool is_known = at > 0 && at < word.n && (unsigned char)word.p[at] >= 0x80 &&
                    normal_unit_find(a, s->added, str_slice(word, at, word.n), &unit);
    bool is_latin = is_known && unit.n > 0 && (unsigned char)unit.p[0] < 0x80;
    return is_latin ? str_join(a, str_slice(word, 0, at), unit) : S("");
}

err search_synonym(struct search *s, struct arena *a, str word, str *out)
{
    *out = S("");
    struct query *q = db_query(s->index, &SQL_SEARCH_WORD_SYNONYM);
    bind_str(q, "key", search_letters(a, word));
    if (query_next(q)) {
        *out = read_str(q, "term");
    }
    return query_end(q);
}

err search_spell_letters(struct search *s, struct arena *a, str word, str *out)
{
    *out = S("");
    int64_t hits = 0;
    str spelled = search_spelled_letters(a, word);
    TRY(spelled.n > 0 ? search_synonym(s, a, spelled, out) : NULL);
    if (spelled.n > 0 && out->n == 0) {
        TRY(search_count(s, search_match(a, s->added, spelled), 1, &hits));
        *out = hits > 0 ? spelled : S("");
    }
    return NULL;
}

err search_other_word(struct search *s, struct arena *a, str word, str *out)
{
    *out = spell_unit(s, a, word);
    if (out->n > 0) {
        return NULL;
    }
    TRY(search_synonym(s, a, word, out));
    TRY(out->n == 0 ? search_spell_letters(s, a, word, out) : NULL);
    int64_t hits = 0;
    str common = out->n > 0 ? *out : word; // what several words are also called
    TRY(search_count(s, search_match(a, s->added, common), 1, &hits));
    str other = {0};
    TRY(hits > 0 ? NULL : search_same_word(s, a, common, word, &other));
    *out = other.n > 0 ? other : *out;
    return NULL;
}

// The text with each word that has another name called by it; empty when none has. Of several words
// one stays that its other name has in it: 청소 of 물탱크 청소 is no 청소 용역.
static err other_words(struct search *s, struct arena *a, str typed, str *out)
{
    TRY(search_other_word(s, a, typed, out));
    if (out->n > 0) {
        return NULL;
    }
    struct out o;
    out_init(&o, a, LIMIT_PAGE);
    bool any = false;
    str rest = typed;
    for (int i = 0; i < LIMIT_QUERY_WORDS && rest.n > 0; i++) {
        str word = str_cut(&rest, ' ');
        str other = {0};
        TRY(search_other_word(s, a, word, &other));
        other = str_contains(search_key(a, other), search_key(a, word)) ? S("") : other;
        any = any || other.n > 0;
        out_str(&o, o.n > 0 ? S(" ") : S(""));
        out_str(&o, other.n > 0 ? other : word);
    }
    out_str(&o, rest.n > 0 ? S(" ") : S(""));
    out_str(&o, rest);
    *out = any ? out_view(&o) : S("");
    return NULL;
}

// The part of a name that has just these initials: 감사패 of 상패·감사패; empty: none has.
static str part_of(struct arena *a, str name, str initials)
{
    for (str rest = name; rest.n > 0;) {
        size_t blank = str_index(rest, S(" "));
        size_t dot = str_index(rest, S("·"));
        str part = str_slice(rest, 0, blank < dot ? blank : dot);
        if (str_equals(search_initials(a, part), initials)) {
            return part;
        }
        size_t next = part.n + (blank < dot ? 1 : S("·").n);
        rest = str_slice(rest, next < rest.n ? next : rest.n, rest.n);
    }
    return S("");
}

err search_words_of_letters(struct search *s, struct arena *a, str typed, str *out,
                            size_t *out_count)
{
    struct pool *p = NEW(a, struct pool);
    str letters = search_letters(a, typed);
    TRY(read_between(s, letters, str_join(a, letters, S(" ")), p)); // keys have no blank
    if (p->count == 0) {
        TRY(read_pool(s, a, letters, p));
    }
    struct search_word words[SEARCH_WORDS_MAX];
    size_t count = choose(p, words);
    *out_count = 0;
    for (int whole = 0; whole < 2; whole++) { // just these letters before what has more
        for (size_t i = 0; i < count; i++) {
            str part = part_of(a, words[i].term, letters);
            if ((part.n == 0) == (whole == 1)) {
                out[(*out_count)++] = part.n > 0 ? part : words[i].term;
            }
        }
    }
    return NULL;
}

// Letters that stand alone are no text to look for: the first word they may become is. One of them
// alone may become anything.
static err by_initials(struct search *s, struct arena *a, str typed, struct search_meaning *out)
{
    str words[SEARCH_WORDS_MAX];
    size_t count = 0;
    TRY(search_is_one_letter(typed) ? NULL : search_words_of_letters(s, a, typed, words, &count));
    if (count > 0) {
        *out = (struct search_meaning){.mend = SEARCH_BY_INITIALS, .text = words[0]};
    }
    return NULL;
}

// Each word as it was meant to be typed: one with letters that stand alone in the other language,
// one of Latin letters too where it finds nothing: ㅁ4 복사용지.
static err read_word_keys(struct search *s, struct arena *a, str typed, str *out)
{
    struct out o;
    out_init(&o, a, LIMIT_PAGE);
    for (str rest = typed; rest.n > 0;) {
        str word = str_cut(&rest, ' ');
        str korean = search_compose(a, search_keys_to_letters(a, word));
        int64_t hits = 0;
        if (search_has_letter(word)) {
            word = search_letters_to_keys(a, word);
        } else if (!str_equals(korean, word) && !search_has_letter(korean)) {
            TRY(count_hits(s, a, word, &hits));
            if (hits == 0) {
                word = korean;
            }
        }
        out_str(&o, o.n > 0 ? S(" ") : S(""));
        out_str(&o, word);
    }
    *out = out_view(&o);
    return NULL;
}

// The same keys in the other language, when that finds more than what was typed.
static err by_keys(struct search *s, struct arena *a, str typed, int64_t hits,
                   struct search_meaning *out)
{
    str words = {0};
    if (search_has_one_letter(typed)) {
        return NULL; // it is no word in either language
    }
    TRY(read_word_keys(s, a, typed, &words));
    str readings[] = {search_compose(a, search_keys_to_letters(a, typed)),
                      search_letters_to_keys(a, typed), words};
    for (size_t i = 0; i < COUNT(readings); i++) {
        int64_t other = 0;
        if (str_equals(readings[i], typed) || search_has_letter(readings[i])) {
            continue;
        }
        TRY(count_hits(s, a, readings[i], &other));
        if (other > hits) {
            *out = (struct search_meaning){.mend = SEARCH_BY_KEYS, .text = readings[i]};
            return NULL;
        }
    }
    return NULL;
}

// What is found by one expression and not by the other, as far as one.
static err count_apart(struct search *s, struct arena *a, str match, str other, int64_t *out)
{
    return search_count(s, str_format(a, "(%.*s) NOT (%.*s)", STR_ARG(match), STR_ARG(other)), 1,
                        out);
}

// Does a name hold each of the words, letters and figures by themselves: 복사용지 A4 those of
// A4용지?
static bool holds_words(struct arena *a, str name, str words)
{
    bool holds = true;
    str key = search_key(a, name);
    str rest = search_fold(a, words);
    while (holds && rest.n > 0) {
        size_t n = 0;
        bool is_latin = (unsigned char)rest.p[0] < 0x80;
        while (n < rest.n && rest.p[n] != ' ' && ((unsigned char)rest.p[n] < 0x80) == is_latin) {
            n++;
        }
        holds = str_contains(key, str_slice(rest, 0, n));
        n += n < rest.n && rest.p[n] == ' ';
        rest = str_slice(rest, n, rest.n);
    }
    return holds;
}

// What all that was typed is also called may be narrower than its words: A4 용지 is 복사용지 A4 and
// no 라벨용지 A4. It is what to look for then, and the words as they were typed are found besides.
static err by_narrower(struct search *s, struct arena *a, str typed, str also,
                       struct search_meaning *out)
{
    str whole = {0};
    int64_t hits = 0;
    int64_t rest = 0;
    TRY(search_synonym(s, a, typed, &whole));
    str match = search_match(a, s->added, also);
    if (!str_equals(whole, also) || !holds_words(a, also, typed)) {
        return NULL;
    }
    TRY(search_count(s, match, 1, &hits));
    TRY(hits > 0 ? count_apart(s, a, search_match(a, s->added, typed), match, &rest) : NULL);
    if (rest > 0) {
        out->mend = out->mend == SEARCH_AS_TYPED ? SEARCH_BY_SYNONYM : out->mend;
        out->text = also;
        out->also = typed;
    }
    return NULL;
}

// Are titles called by the one expression, and none by the other? 정수기 임대 finds those that lie
// in a category called 임대, and 렌탈 stands in their titles.
static err is_titled_besides(struct search *s, struct arena *a, str match, str other, bool *out)
{
    int64_t titled = 0;
    int64_t others = 0;
    TRY(search_count(s, str_format(a, "title_tok : (%.*s)", STR_ARG(other)), 1, &others));
    TRY(others > 0
            ? NULL
            : search_count(s, str_format(a, "title_tok : (%.*s)", STR_ARG(match)), 1, &titled));
    *out = titled > 0;
    return NULL;
}

// Another word for the same is looked for as well, when that finds more, or stands in titles.
static err by_synonym(struct search *s, struct arena *a, str typed, int64_t hits,
                      struct search_meaning *out)
{
    str also = {0};
    if (search_has_phrase(typed)) {
        return NULL; // just this run of text
    }
    TRY(other_words(s, a, typed, &also));
    if (hits >= LIMIT_SEARCH_ENOUGH && str_contains(search_key(a, typed), search_key(a, also))) {
        return NULL; // a wider word than what was typed and found: 롤업배너 is a 배너
    }
    str match = search_match(a, s->added, also);
    str typed_match = search_match(a, s->added, typed);
    if (match.n == 0 || typed_match.n == 0) {
        return NULL;
    }
    int64_t more = 0;
    TRY(count_apart(s, a, match, typed_match, &more));
    bool is_title = false;
    TRY(more == 0 ? is_titled_besides(s, a, match, typed_match, &is_title) : NULL);
    if (more == 0 && !is_title) {
        return by_narrower(s, a, typed, also, out);
    }
    out->mend = out->mend == SEARCH_AS_TYPED ? SEARCH_BY_SYNONYM : out->mend;
    out->also = also;
    return NULL;
}

// What is typed in words, by a sentence, a slip of a key or another word for the same.
static err read_worded(struct search *s, struct arena *a, str typed, int64_t hits,
                       struct search_meaning *out)
{
    if (hits < LIMIT_SEARCH_ENOUGH) {
        TRY(search_read_sentence(s, a, typed, out));
    }
    if (hits < LIMIT_SEARCH_ENOUGH && out->mend == SEARCH_AS_TYPED) {
        TRY(search_read_slips(s, a, typed, hits, out));
    }
    bool is_typed = out->mend == SEARCH_AS_TYPED;
    int64_t mended = 0; // what was meant by a slip, where that is sold, is all that was meant
    TRY(out->mend == SEARCH_BY_SLIP ? count_hits(s, a, out->text, &mended) : NULL);
    if (mended >= LIMIT_SEARCH_ENOUGH) {
        return NULL;
    }
    TRY(by_synonym(s, a, out->text, is_typed ? hits : 0, out));
    // What finds nothing in any of these ways is asked for in part, which the page says.
    if (hits > 0 || out->mend != SEARCH_AS_TYPED) {
        return NULL;
    }
    TRY(search_read_words(s, a, typed, out));
    return by_synonym(s, a, out->text, 0, out);
}

// Words of initial consonants beside others: each becomes a word, and all of it is read then.
static err by_initials_of_words(struct search *s, struct arena *a, str typed,
                                struct search_meaning *out)
{
    struct search_initials read;
    TRY(search_read_initials(s, a, typed, &read));
    bool is_other = read.text.n > 0 && !str_equals(read.text, typed);
    if (!is_other || search_match(a, s->added, read.text).n == 0) {
        return NULL;
    }
    int64_t hits = 0;
    struct search_meaning meant = {.mend = SEARCH_AS_TYPED, .text = read.text};
    TRY(count_hits(s, a, read.text, &hits));
    TRY(read_worded(s, a, read.text, hits, &meant));
    bool is_sentence = meant.mend == SEARCH_BY_SENTENCE || read.left_out.n > 0;
    meant.mend = is_sentence ? SEARCH_BY_SENTENCE : SEARCH_BY_INITIALS;
    meant.initials = read.any ? read.text : S("");
    meant.left_out =
        str_trim(str_format(a, "%.*s %.*s", STR_ARG(read.left_out), STR_ARG(meant.left_out)));
    *out = meant;
    return NULL;
}

static err read_meant(struct search *s, struct arena *a, str typed, struct search_meaning *out)
{
    int64_t hits = 0;
    bool half_typed = search_has_letter(typed); // what is found is the rest of it alone: ㅁ4
    TRY(half_typed ? NULL : count_hits(s, a, typed, &hits));
    if (hits < LIMIT_SEARCH_ENOUGH) {
        TRY(by_keys(s, a, typed, hits, out));
    }
    if (out->mend != SEARCH_AS_TYPED) {
        return NULL;
    }
    str letters = search_keys_to_letters(a, typed);
    if (half_typed || (hits == 0 && search_is_initials(letters))) {
        TRY(by_initials(s, a, half_typed ? typed : letters, out));
        bool is_none = half_typed && out->mend == SEARCH_AS_TYPED;
        return is_none ? by_initials_of_words(s, a, typed, out) : NULL;
    }
    return read_worded(s, a, typed, hits, out);
}

// Does either expression find what the other does not?
static err differ(struct search *s, struct arena *a, str match, str other, bool *out)
{
    int64_t apart = 0;
    TRY(count_apart(s, a, match, other, &apart));
    TRY(apart == 0 ? count_apart(s, a, other, match, &apart) : NULL);
    *out = apart > 0;
    return NULL;
}

// What was typed with a blank too many or too few means what it does without; that is said where
// something else is found.
static err understand(struct search *s, struct arena *a, str typed, struct search_meaning *out)
{
    TRY(search_space_words(s, a, typed, &out->text));
    str spaced = out->text;
    TRY(read_meant(s, a, spaced, out));
    bool is_plain = out->mend == SEARCH_AS_TYPED || out->mend == SEARCH_BY_SYNONYM;
    if (!is_plain || str_equals(spaced, typed)) {
        return NULL;
    }
    bool is_other = false;
    TRY(differ(s, a, search_match(a, s->added, typed), search_match(a, s->added, spaced),
               &is_other));
    out->mend = is_other ? SEARCH_BY_SPACING : out->mend;
    return NULL;
}

err search_understand(struct search *s, struct arena *a, str typed, struct search_meaning *out)
{
    *out = (struct search_meaning){.mend = SEARCH_AS_TYPED, .text = typed};
    if (typed.n == 0) {
        return NULL;
    }
    if (search_kept_find_meaning(s, typed, out)) {
        return NULL;
    }
    db_set_arena(s->index, a);
    TRY(db_begin(s->index, DB_READ));
    err e = understand(s, a, typed, out);
    db_rollback(s->index);
    TRY(e);
    search_kept_add_meaning(s, typed, out);
    return NULL;
}
