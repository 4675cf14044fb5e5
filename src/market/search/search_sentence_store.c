// A sentence put to the index: which of its words find something, which names a category, and which
// a filter.
#include "market/search/search_sentence.h"

#include "base/limits.h"
#include "base/out.h"
#include "market/search/search_index_store.h"
#include "market/search/search_letter.h"
#include "market/search/search_store.sql.h"
#include "market/search/search_token.h"

// What may hang on a word beside an amount: 도시락을 80개.
static const char *const PARTICLES[] = {"으로", "에서", "하고", "이랑", "을", "를",
                                        "은",   "는",   "이",   "가",   "로", "의",
                                        "에",   "랑",   "와",   "과",   "도"};
// What makes the word before it one to be left out: 토너 재제조 제외.
static const char *const WITHOUT[] = {"제외", "제외하고", "제외한", "빼고", "말고"};
// Certificates by another word than their label.
static const struct {
    const char *word;
    enum certificate_kind kind;
} CERTIFICATE_WORDS[] = {
    {"소기업",                   CERTIFICATE_SMALL_MICRO       },
    {"소상공인",                CERTIFICATE_SMALL_MICRO       },
    {"청년기업",                CERTIFICATE_YOUTH_STARTUP     },
    {"중증장애인생산품",    CERTIFICATE_SEVERE_DISABILITY }, // of the thing, or of its firm
    {"중증장애인생산시설", CERTIFICATE_SEVERE_DISABILITY },
    {"표준사업장",             CERTIFICATE_STANDARD_WORKPLACE},
    {"직접생산",                CERTIFICATE_DIRECT_PRODUCTION },
};

#define NEAR_LETTERS_MIN 6 // 이하로 is no 이사: words of a sentence are short and many
#define PARTED_MAX 12      // syllables of a word that is parted

struct reading {
    str typed;
    str text; // what of it finds something; empty: nothing does
    bool kept;
    bool excluded; // -초밥
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

// --- Filters -------------------------------------------------------------------------------------

static bool is_one_of(const char *const *words, size_t count, str word)
{
    size_t i = 0;
    while (i < count && !str_equals(word, str_view(words[i]))) {
        i++;
    }
    return i < count;
}

static bool is_district(const struct search *s, struct arena *a, str word,
                        struct search_meaning *out)
{
    for (size_t i = 0; i < s->district_names.count; i++) {
        const struct search_facet *d = &s->district_names.items[i];
        if (str_equals(d->name, word)) {
            out->districts = search_list_with(a, out->districts, d->value);
            return true;
        }
    }
    return false;
}

static bool is_certificate(struct arena *a, str word, struct search_meaning *out)
{
    uint64_t tags = 0;
    for (int k = 0; k < CERTIFICATE_ALL_COUNT; k++) {
        str label = search_key(a, certificate_kind_label((enum certificate_kind)k));
        tags |= str_equals(label, word) ? UINT64_C(1) << k : 0;
    }
    for (size_t i = 0; i < COUNT(CERTIFICATE_WORDS); i++) {
        bool is_it = str_equals(str_view(CERTIFICATE_WORDS[i].word), word);
        tags |= is_it ? UINT64_C(1) << CERTIFICATE_WORDS[i].kind : 0;
    }
    out->tags |= tags;
    return tags != 0;
}

// Does a word, with its particle or without, name a filter: 달서구에서, 여성기업?
static bool take_filter(const struct search *s, struct arena *a, str word,
                        struct search_meaning *out)
{
    str bare = without_particle(word);
    return is_district(s, a, word, out) || is_district(s, a, bare, out) ||
           is_certificate(a, word, out) || is_certificate(a, bare, out);
}

static void add_word(struct out *o, const char *sign, str word)
{
    out_format(o, "%s%s%.*s", o->n > 0 ? " " : "", sign, STR_ARG(word));
}

// The word that is said next when it is of WITHOUT, and *rest goes on behind it; empty: it is none.
static str take_without(str *rest)
{
    str after = *rest;
    str word = str_cut(&after, ' ');
    if (!is_one_of(WITHOUT, COUNT(WITHOUT), word)) {
        return S("");
    }
    *rest = after;
    return word;
}

// The text without the words that name a filter, also in two (여성 기업), and with a sign before
// those to be left out. What a filter would have to leave out is told, not done.
static void take_filters(const struct search *s, struct arena *a, str *text,
                         struct search_meaning *out)
{
    struct out o;
    struct out ignored;
    out_init(&o, a, LIMIT_PAGE);
    out_init(&ignored, a, LIMIT_PAGE);
    for (str rest = *text; rest.n > 0;) {
        str word = str_cut(&rest, ' ');
        str after = rest;
        str next = str_cut(&after, ' ');
        str both = str_join(a, word, next);
        struct search_meaning named = *out;
        bool is_pair = next.n > 0 && take_filter(s, a, both, &named);
        bool is_filter = is_pair || take_filter(s, a, word, &named);
        rest = is_pair ? after : rest;
        str without = take_without(&rest);
        if (is_filter && without.n > 0) {
            str name = is_pair ? both : word;
            out_format(&ignored, "%s%.*s %.*s", ignored.n > 0 ? ", " : "", STR_ARG(name),
                       STR_ARG(without));
        } else if (is_filter) {
            *out = named;
        } else {
            add_word(&o, without.n > 0 && !str_starts(word, S("-")) ? "-" : "", word);
        }
    }
    *text = out_view(&o);
    out->ignored = out_view(&ignored);
}

// --- Words ---------------------------------------------------------------------------------------

// The word itself, without its particle, what either is also called, or a known word near to it.
static err read_word(struct search *s, struct arena *a, struct reading *r)
{
    r->excluded = str_starts(r->typed, S("-")) && r->typed.n > 1;
    if (r->excluded) {
        r->text = r->typed;
        r->kept = true;
        return NULL;
    }
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
    bool is_short = str_length(search_letters(a, bare)) < NEAR_LETTERS_MIN;
    return r->text.n > 0 || is_short ? NULL : search_near_word(s, a, bare, S(""), &r->text);
}

// Is it one of the names that the category's is made of: 볼펜·필기구?
static bool is_named(const struct search_category *c, str word)
{
    str rest = c->name;
    bool is_name = false;
    while (rest.n > 0 && !is_name) {
        size_t dot = str_index(rest, S("·"));
        is_name = str_equals(str_slice(rest, 0, dot), word);
        rest = str_slice(rest, dot < rest.n ? dot + S("·").n : rest.n, rest.n);
    }
    return is_name;
}

// The category called so, or else one of whose names is so, that lies highest; NULL: none that
// sells something.
static const struct search_category *find_named(const struct search *s, str word)
{
    const struct search_category *found = NULL;
    for (size_t i = 0; i < s->categories.count && word.n > 0; i++) {
        const struct search_category *c = &s->categories.items[i];
        bool is_whole = str_equals(c->name, word);
        bool was_whole = found != NULL && str_equals(found->name, word);
        bool is_higher = found == NULL || c->level < found->level;
        bool is_better = is_whole == was_whole ? is_higher : is_whole;
        if (c->count > 0 && is_better && is_named(c, word)) {
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
// those kept already. One syllable begins too much: 수 in 살 수 있을까요.
static err keep_words(struct search *s, struct arena *a, struct sentence *x, bool is_long)
{
    for (size_t i = x->count; i > 0; i--) {
        struct reading *r = &x->words[i - 1];
        if (r->kept || r->text.n == 0 || (is_long && str_length(r->text) == 1)) {
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

// Does the text find something in the category?
static err finds_in(struct search *s, struct arena *a, str text, const struct search_category *c,
                    bool *out)
{
    *out = false;
    struct query *q = db_query(s->index, &SQL_SEARCH_MATCH);
    bind_str(q, "match", search_match(a, s->added, text));
    while (!*out && query_next(q)) {
        int64_t at = search_find_row(s, read_i64(q, "id"));
        size_t code = at < 0 ? 0 : s->rows.items[at].category;
        *out = at >= 0 && s->ways_up[code].at[c->level] == c - s->categories.items;
    }
    return query_end(q);
}

static bool finds_any(const struct sentence *x)
{
    bool any = false;
    for (size_t i = 0; i < x->count; i++) {
        any = any || (x->words[i].kept && !x->words[i].excluded);
    }
    return any;
}

// The words of `text` as well as they are found together; false: none is.
static err read_together(struct search *s, struct arena *a, str text, bool *found,
                         struct search_meaning *out)
{
    struct sentence *x = NEW(a, struct sentence);
    TRY(read_words(s, a, text, x));
    const struct search_category *category = NULL;
    for (size_t i = x->count; i > 0 && category == NULL; i--) {
        struct reading *r = &x->words[i - 1];
        category = r->excluded ? NULL : find_named(s, r->text);
        r->kept = r->kept || category != NULL;
    }
    TRY(keep_words(s, a, x, true));
    if (!finds_any(x)) {
        TRY(keep_words(s, a, x, false));
    }
    *found = finds_any(x);
    out->text = join_kept(a, x);
    bool is_there = false;
    TRY(category == NULL ? NULL : finds_in(s, a, out->text, category, &is_there));
    category = is_there ? category : NULL; // 행사 의자: a chair, in none of the events
    out->category = category != NULL ? category->code : S("");
    out->left_out = join_left_out(a, x);
    return NULL;
}

err search_read_sentence(struct search *s, struct arena *a, str typed, struct search_meaning *out)
{
    struct search_meaning meant = {.mend = SEARCH_BY_SENTENCE};
    struct search_sentence said;
    search_sentence_read(a, s->added, typed, &said);
    str words = said.text;
    if (!search_has_phrase(typed)) {
        take_filters(s, a, &said.text, &meant);
    }
    if (!search_sentence_has_figures(&said) && str_equals(said.text, words)) {
        return NULL;
    }
    bool found = false;
    TRY(read_together(s, a, said.text, &found, &meant));
    if (!found && said.text.n > 0) {
        return NULL;
    }
    meant.quantity = said.quantity;
    meant.budget = said.budget;
    meant.each = said.each;
    *out = meant;
    return NULL;
}

// One word that is two that are found together: 통학차량. Neither has a single syllable.
static err read_parted(struct search *s, struct arena *a, str word, str *out)
{
    *out = S("");
    size_t at = 0;
    for (size_t i = 0; at < word.n && out->n == 0; i++) {
        (void)str_next(word, &at);
        str parted =
            str_format(a, "%.*s %.*s", (int)at, word.p, STR_ARG(str_slice(word, at, word.n)));
        bool finds = false;
        bool is_long = i > 0 && str_length(str_slice(word, at, word.n)) > 1;
        TRY(is_long ? has_hits(s, a, parted, &finds) : NULL);
        *out = finds ? parted : S("");
    }
    return NULL;
}

err search_read_words(struct search *s, struct arena *a, str typed, struct search_meaning *out)
{
    if (search_has_phrase(typed)) {
        return NULL; // just this run of text
    }
    bool is_one = str_index(typed, S(" ")) == typed.n;
    bool is_long = str_length(typed) > PARTED_MAX;
    str parted = {0};
    TRY(is_one && !is_long ? read_parted(s, a, typed, &parted) : NULL);
    str text = is_one ? parted : typed;
    bool found = false;
    struct search_meaning meant = {.mend = SEARCH_BY_SENTENCE};
    TRY(text.n == 0 ? NULL : read_together(s, a, text, &found, &meant));
    if (found) {
        *out = meant;
    }
    return NULL;
}
