// A sentence put to the index: which of its words find something, which names a category, and which
// a filter.
#include "market/search/search_sentence.h"

#include "base/limits.h"
#include "base/out.h"
#include "market/search/search_index_store.h"
#include "market/search/search_letter.h"
#include "market/search/search_store.sql.h"
#include "market/search/search_token.h"

// What is done with a thing: it ends the word that names it, or stands behind it, and is left out
// before the thing is.
static const char *const DEEDS[] = {
    "제작", "구입", "구매", "설치", "교체",   "보수", "수리", "공사",
    "용역", "업체", "대행", "납품", "인쇄",   "임차", "임대", "대여",
    "렌탈", "구축", "시공", "수선", "서비스", "배송", "배달",
};
#define NEAR_LETTERS_MIN 6 // 이하로 is no 이사: words of a sentence are short and many
#define PARTED_MAX 12      // syllables of a word that is parted
#define LOOKED_AT_MAX 4096 // offers among which a certified one is looked for

struct reading {
    str typed;
    str text;                               // what of it finds something; empty: nothing does
    const struct search_category *category; // whose thing is called so; NULL: it was not asked
    bool is_deed;                           // what is done with the thing
    bool is_unfound; // nothing is called so: `text` is the name of the category
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

// --- Words ---------------------------------------------------------------------------------------

// The thing of a category that is called so, with its particle or without.
static err read_thing(struct search *s, struct arena *a, str bare, struct reading *r)
{
    struct search_thing thing;
    TRY(search_thing_find(s, a, r->typed, &thing));
    TRY(thing.category == NULL ? search_thing_find(s, a, bare, &thing) : NULL);
    r->text = thing.text;
    r->category = thing.category;
    r->is_unfound = thing.category != NULL && thing.end.n == 0;
    return NULL;
}

static bool is_deed(str word)
{
    bool is_one = false;
    for (size_t i = 0; i < COUNT(DEEDS) && !is_one; i++) {
        is_one = str_equals(word, str_view(DEEDS[i]));
    }
    return is_one;
}

// The word itself, without its particle, what either is also called, a thing that is called so, or
// a known word near to it.
static err read_word(struct search *s, struct arena *a, struct reading *r)
{
    r->excluded = str_starts(r->typed, S("-")) && r->typed.n > 1;
    if (r->excluded) {
        r->text = r->typed;
        r->kept = true;
        return NULL;
    }
    str bare = search_without_particle(r->typed);
    r->is_deed = is_deed(r->typed) || is_deed(bare);
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
    TRY(r->text.n == 0 ? read_thing(s, a, bare, r) : NULL);
    bool is_short = str_length(search_letters(a, bare)) < NEAR_LETTERS_MIN;
    return r->text.n > 0 || is_short ? NULL : search_near_word(s, a, bare, S(""), &r->text);
}

// The category called so, or else one of whose names is so, that lies highest; NULL: none that
// sells something.
static const struct search_category *find_named(const struct search *s, struct arena *a, str word)
{
    const struct search_name *found = NULL;
    struct search_name_list list = search_names_find(s, a, word);
    for (size_t i = 0; i < list.count; i++) {
        const struct search_name *n = &list.items[i];
        bool is_better = found == NULL || (n->is_whole == found->is_whole
                                               ? n->category->level < found->category->level
                                               : n->is_whole);
        found = n->category->count > 0 && is_better ? n : found;
    }
    return found != NULL ? found->category : NULL;
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

static str join_unfound(struct arena *a, const struct sentence *x)
{
    struct out o;
    out_init(&o, a, LIMIT_TEXT);
    for (size_t i = 0; i < x->count; i++) {
        if (x->words[i].kept && x->words[i].is_unfound) {
            out_str(&o, o.n > 0 ? S(" ") : S(""));
            out_str(&o, x->words[i].typed);
        }
    }
    return out_view(&o);
}

// From the last word on, since Korean names the thing last: keep each that finds something beside
// those kept already. One syllable begins too much: 수 in 살 수 있을까요.
static err keep_some(struct search *s, struct arena *a, struct sentence *x, bool is_long,
                     bool are_deeds)
{
    for (size_t i = x->count; i > 0; i--) {
        struct reading *r = &x->words[i - 1];
        bool is_other = r->kept || r->text.n == 0 || r->is_deed != are_deeds;
        if (is_other || (is_long && str_length(r->text) == 1)) {
            continue;
        }
        r->kept = true;
        TRY(has_hits(s, a, join_kept(a, x), &r->kept));
    }
    return NULL;
}

// The things first, then what is done with them: 의자 of 의자 수리, not 수리.
static err keep_words(struct search *s, struct arena *a, struct sentence *x, bool is_long)
{
    TRY(keep_some(s, a, x, is_long, false));
    return keep_some(s, a, x, is_long, true);
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

static bool finds_any(const struct sentence *x)
{
    bool any = false;
    for (size_t i = 0; i < x->count; i++) {
        any = any || (x->words[i].kept && !x->words[i].excluded);
    }
    return any;
}

// The category that the last word names which names one, of the things or of what is done with
// them; the word is kept. NULL: none does.
static const struct search_category *find_category(const struct search *s, struct arena *a,
                                                   struct sentence *x, bool are_deeds)
{
    const struct search_category *category = NULL;
    bool is_last = true; // nothing behind it names a thing
    for (size_t i = x->count; i > 0 && category == NULL; i--) {
        struct reading *r = &x->words[i - 1];
        if (r->is_deed != are_deeds) {
            continue;
        }
        category = r->excluded ? NULL : find_named(s, a, r->text);
        category = is_last && r->category != NULL ? r->category : category;
        is_last = is_last && r->text.n == 0;
        r->kept = r->kept || category != NULL;
    }
    return category;
}

static bool names_thing(const struct sentence *x)
{
    bool names = false;
    for (size_t i = 0; i < x->count; i++) {
        names = names || (!x->words[i].is_deed && !x->words[i].excluded && x->words[i].text.n > 0);
    }
    return names;
}

// The words of `text` as well as they are found together; false: none is.
static err read_together(struct search *s, struct arena *a, str text, bool *found,
                         struct search_meaning *out)
{
    struct sentence *x = NEW(a, struct sentence);
    TRY(read_words(s, a, text, x));
    const struct search_category *category = find_category(s, a, x, false);
    category = category == NULL && !names_thing(x) ? find_category(s, a, x, true) : category;
    TRY(keep_words(s, a, x, true));
    if (!finds_any(x)) {
        TRY(keep_words(s, a, x, false));
    }
    *found = finds_any(x);
    out->text = join_kept(a, x);
    bool is_there = false;
    TRY(category == NULL ? NULL : search_finds_in(s, a, out->text, category, &is_there));
    category = is_there ? category : NULL; // 행사 의자: a chair, in none of the events
    out->category = category != NULL ? category->code : S("");
    out->left_out = join_left_out(a, x);
    out->unfound = join_unfound(a, x);
    return NULL;
}

void search_part_figures(const struct search *s, struct arena *a, str typed,
                         struct search_sentence *out)
{
    search_sentence_read(a, s->added, typed, out);
}

// --- Green ---------------------------------------------------------------------------------------

#define GREEN_TAG (UINT64_C(1) << CERTIFICATE_GREEN)

// What is green of what is found.
struct greens {
    bool certified;
    bool of_category;
    bool all_seen; // or so many that the others were not looked at
};

static void look_at(const struct search *s, int64_t at, struct greens *out)
{
    const struct search_row *r = at >= 0 ? &s->rows.items[at] : NULL;
    out->certified = out->certified || (r != NULL && (r->tags & GREEN_TAG) != 0);
    out->of_category = out->of_category || (r != NULL && s->greens[r->category]);
}

static err find_greens(struct search *s, struct arena *a, str text, struct greens *out)
{
    *out = (struct greens){.all_seen = true};
    if (text.n == 0) {
        for (size_t i = 0; i < s->rows.count && !out->certified; i++) {
            look_at(s, (int64_t)i, out);
        }
        return NULL;
    }
    struct query *q = db_query(s->index, &SQL_SEARCH_MATCH);
    bind_str(q, "match", search_match(a, s->added, text));
    for (int i = 0; out->all_seen && !out->certified && query_next(q); i++) {
        out->all_seen = i < LOOKED_AT_MAX;
        look_at(s, search_find_row(s, read_i64(q, "id")), out);
    }
    return query_end(q);
}

// 녹색 beside words that it is not found with is what a green certificate says; false: it is none.
static err take_green(struct search *s, struct arena *a, str typed, str *text, bool *out)
{
    struct out o;
    bool finds = false;
    out_init(&o, a, LIMIT_PAGE);
    *out = false;
    for (str rest = *text; rest.n > 0;) {
        str word = str_cut(&rest, ' ');
        if (str_equals(word, S("녹색"))) {
            *out = true;
            continue;
        }
        out_str(&o, o.n > 0 ? S(" ") : S(""));
        out_str(&o, word);
    }
    TRY(*out ? has_hits(s, a, typed, &finds) : NULL);
    *out = *out && !finds;
    *text = *out ? out_view(&o) : *text;
    return NULL;
}

// A green certificate where what is found has it, or else the categories that green goods are
// bought of. A `word` that would find nothing either way is left out.
static err read_green(struct search *s, struct arena *a, bool word, struct search_meaning *out)
{
    struct greens found;
    if ((out->tags & GREEN_TAG) == 0) {
        return NULL;
    }
    TRY(find_greens(s, a, out->text, &found));
    bool is_none = !found.certified && found.all_seen;
    out->green = is_none && found.of_category;
    bool is_left_out = is_none && !out->green && word;
    out->tags &= out->green || is_left_out ? ~GREEN_TAG : UINT64_MAX;
    out->left_out =
        is_left_out ? str_trim(str_format(a, "녹색 %.*s", STR_ARG(out->left_out))) : out->left_out;
    return NULL;
}

err search_read_sentence(struct search *s, struct arena *a, str typed, struct search_meaning *out)
{
    struct search_meaning meant = {.mend = SEARCH_BY_SENTENCE};
    struct search_sentence said;
    search_sentence_read(a, s->added, typed, &said);
    str words = said.text;
    bool is_green = false; // 녹색 is said of them
    if (!search_has_phrase(typed)) {
        search_take_filters(s, a, &said.text, &meant);
        TRY(take_green(s, a, typed, &said.text, &is_green));
        meant.tags |= is_green ? GREEN_TAG : 0;
    }
    if (!search_sentence_has_figures(&said) && str_equals(said.text, words)) {
        return NULL;
    }
    bool found = false;
    TRY(read_together(s, a, said.text, &found, &meant));
    if (!found && said.text.n > 0) {
        return NULL;
    }
    TRY(read_green(s, a, is_green, &meant));
    meant.quantity = said.quantity;
    meant.budget = said.budget;
    meant.each = said.each;
    meant.is_price = said.is_price;
    *out = meant;
    return NULL;
}

// The word by its other name where it has one.
static err name_other(struct search *s, struct arena *a, str word, str *out)
{
    TRY(search_synonym(s, a, word, out));
    *out = out->n > 0 ? *out : word;
    return NULL;
}

// Two words that are found together, as they are written or by their other names: 보도블럭 정비;
// empty: they are not.
static err find_pair(struct search *s, struct arena *a, str head, str tail, str *out)
{
    bool finds = false;
    *out = str_format(a, "%.*s %.*s", STR_ARG(head), STR_ARG(tail));
    TRY(has_hits(s, a, *out, &finds));
    if (!finds) {
        str first = {0};
        str second = {0};
        TRY(name_other(s, a, head, &first));
        TRY(name_other(s, a, tail, &second));
        bool is_other = !str_equals(first, head) || !str_equals(second, tail);
        *out = str_format(a, "%.*s %.*s", STR_ARG(first), STR_ARG(second));
        TRY(is_other ? has_hits(s, a, *out, &finds) : NULL);
    }
    *out = finds ? *out : S("");
    return NULL;
}

// One word that is two that are found together: 통학차량, 보도블럭정비. Neither has a single
// syllable.
static err read_parted(struct search *s, struct arena *a, str word, str *out)
{
    *out = S("");
    size_t at = 0;
    for (size_t i = 0; at < word.n && out->n == 0; i++) {
        (void)str_next(word, &at);
        str tail = str_slice(word, at, word.n);
        bool is_long = i > 0 && str_length(tail) > 1;
        TRY(is_long ? find_pair(s, a, str_slice(word, 0, at), tail, out) : NULL);
    }
    return NULL;
}

// 펼침막제작 as 펼침막 제작: what is done with a thing, which may be left out; empty: none is said.
static str part_deed(struct arena *a, str word)
{
    for (size_t i = 0; i < COUNT(DEEDS); i++) {
        str deed = str_view(DEEDS[i]);
        if (str_ends(word, deed) && str_length(word) >= str_length(deed) + 2) {
            return str_format(a, "%.*s %s", (int)(word.n - deed.n), word.p, DEEDS[i]);
        }
    }
    return S("");
}

// What one word is made of; empty: it is none that is made of two.
static err part_word(struct search *s, struct arena *a, str word, str *out)
{
    *out = S("");
    if (str_length(word) > PARTED_MAX) {
        return NULL;
    }
    TRY(read_parted(s, a, word, out));
    *out = out->n > 0 ? *out : part_deed(a, word);
    return NULL;
}

err search_read_words(struct search *s, struct arena *a, str typed, struct search_meaning *out)
{
    if (search_has_phrase(typed)) {
        return NULL; // just this run of text
    }
    struct search_thing thing;
    TRY(search_thing_find(s, a, typed, &thing));
    if (thing.category != NULL) {
        *out = (struct search_meaning){
            .mend = SEARCH_BY_SENTENCE,
            .text = thing.text,
            .category = thing.category->code,
            .unfound = thing.end.n == 0 ? typed : S(""),
        };
        return NULL;
    }
    str text = typed;
    bool is_one = str_index(typed, S(" ")) == typed.n;
    TRY(is_one ? part_word(s, a, typed, &text) : NULL);
    bool found = false;
    struct search_meaning meant = {.mend = SEARCH_BY_SENTENCE};
    TRY(text.n == 0 ? NULL : read_together(s, a, text, &found, &meant));
    if (found) {
        *out = meant;
    }
    return NULL;
}
