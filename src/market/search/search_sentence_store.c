// A sentence put to the index: which of its words find something, and which names a category.
#include "market/search/search_sentence.h"

#include "base/limits.h"
#include "base/out.h"
#include "market/search/search_index_store.h"
#include "market/search/search_token.h"

// What may hang on a word beside an amount: 도시락을 80개.
static const char *const PARTICLES[] = {"으로", "에서", "을", "를", "은",
                                        "는",   "이",   "가", "로", "의"};

struct reading {
    str typed;
    str text; // what of it finds something; empty: nothing does
    bool kept;
};

struct sentence {
    struct reading words[LIMIT_QUERY_WORDS];
    size_t count;
};

static err has_hits(struct search *s, struct arena *a, str text, bool *out)
{
    int64_t hits = 0;
    TRY(search_count(s, search_match(a, s->added, text), 1, &hits));
    *out = hits > 0;
    return NULL;
}

static str without_particle(str word)
{
    for (size_t i = 0; i < COUNT(PARTICLES); i++) {
        str particle = str_view(PARTICLES[i]);
        if (str_ends(word, particle) && word.n > particle.n) {
            return str_slice(word, 0, word.n - particle.n);
        }
    }
    return word;
}

// The word itself, without its particle, what either is also called, or a known word near to it.
static err read_word(struct search *s, struct arena *a, struct reading *r)
{
    str bare = without_particle(r->typed);
    str called = {0};
    str bare_called = {0};
    TRY(search_other_word(s, a, r->typed, &called));
    TRY(search_other_word(s, a, bare, &bare_called));
    str forms[] = {r->typed, bare, called, bare_called};
    for (size_t i = 0; i < COUNT(forms) && r->text.n == 0; i++) {
        bool finds = false;
        TRY(has_hits(s, a, forms[i], &finds));
        r->text = finds ? forms[i] : S("");
    }
    return r->text.n > 0 ? NULL : search_near_word(s, a, bare, S(""), &r->text);
}

// Is it the category's name, or one of the names it is made of: 볼펜·필기구?
static bool is_named(const struct search_category *c, str word)
{
    str rest = c->name;
    bool is_name = str_equals(rest, word);
    while (rest.n > 0 && !is_name) {
        size_t dot = str_index(rest, S("·"));
        is_name = str_equals(str_slice(rest, 0, dot), word);
        rest = str_slice(rest, dot < rest.n ? dot + S("·").n : rest.n, rest.n);
    }
    return is_name;
}

// The category called so that lies highest; NULL: none that sells something.
static const struct search_category *find_named(const struct search *s, str word)
{
    const struct search_category *found = NULL;
    for (size_t i = 0; i < s->categories.count && word.n > 0; i++) {
        const struct search_category *c = &s->categories.items[i];
        bool is_higher = found == NULL || c->level < found->level;
        if (c->count > 0 && is_higher && is_named(c, word)) {
            found = c;
        }
    }
    return found;
}

static str join_kept(struct arena *a, const struct sentence *x)
{
    struct out o;
    out_init(&o, a, LIMIT_TEXT);
    for (size_t i = 0; i < x->count; i++) {
        if (x->words[i].kept) {
            out_str(&o, o.n > 0 ? S(" ") : S(""));
            out_str(&o, x->words[i].text);
        }
    }
    return out_view(&o);
}

static str join_left_out(struct arena *a, const struct sentence *x)
{
    struct out o;
    out_init(&o, a, LIMIT_TEXT);
    for (size_t i = 0; i < x->count; i++) {
        if (!x->words[i].kept) {
            out_str(&o, o.n > 0 ? S(" ") : S(""));
            out_str(&o, x->words[i].typed);
        }
    }
    return out_view(&o);
}

// From the last word on, since Korean names the thing last: keep each that finds something beside
// those kept already.
static err keep_words(struct search *s, struct arena *a, struct sentence *x)
{
    for (size_t i = x->count; i > 0; i--) {
        struct reading *r = &x->words[i - 1];
        if (r->kept || r->text.n == 0) {
            continue;
        }
        r->kept = true;
        TRY(has_hits(s, a, join_kept(a, x), &r->kept));
    }
    return NULL;
}

static err read_words(struct search *s, struct arena *a, str text, struct sentence *x)
{
    *x = (struct sentence){0};
    str rest = text;
    while (rest.n > 0 && x->count < LIMIT_QUERY_WORDS) {
        struct reading *r = &x->words[x->count++];
        r->typed = x->count < LIMIT_QUERY_WORDS ? str_cut(&rest, ' ') : rest;
        rest = x->count < LIMIT_QUERY_WORDS ? rest : S("");
        TRY(read_word(s, a, r));
    }
    return NULL;
}

err search_read_sentence(struct search *s, struct arena *a, str typed, struct search_meaning *out)
{
    struct search_sentence said;
    search_sentence_read(a, s->added, typed, &said);
    if (!search_sentence_has_figures(&said)) {
        return NULL;
    }
    struct sentence *x = NEW(a, struct sentence);
    TRY(read_words(s, a, said.text, x));
    const struct search_category *category = NULL;
    for (size_t i = x->count; i > 0 && category == NULL; i--) {
        category = find_named(s, x->words[i - 1].text);
        x->words[i - 1].kept = category != NULL;
    }
    TRY(keep_words(s, a, x));
    str text = join_kept(a, x);
    if (text.n == 0 && said.text.n > 0) {
        return NULL;
    }
    *out = (struct search_meaning){.mend = SEARCH_BY_SENTENCE,
                                   .text = text,
                                   .category = category != NULL ? category->code : S(""),
                                   .left_out = join_left_out(a, x),
                                   .quantity = said.quantity,
                                   .budget = said.budget,
                                   .each = said.each};
    return NULL;
}
