// Words that may be suggested: counted through a transaction of the copy, and filed at its end,
// each once and in the order of the list. Of a million offers the same few thousand words come
// again and again, and one by one they would touch pages at random.
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "market/search/search_index_store.h"
#include "market/search/search_letter.h"
#include "market/search/search_tally_store.sql.h"

#define CATEGORY_WEIGHT 1000 // of a word's places among others that begin so
#define SYNONYM_WEIGHT 500
#define WORD_BEGINNINGS_MAX 6 // keys of one word: its own, and from inside it
#define PLACES_OF_WORD (2 * WORD_BEGINNINGS_MAX)
#define PLACES_MAX ((size_t)32768) // sorted and filed at once
#define PLACES_BYTES (16 * MIB)    // … or as many as fit in it
#define SLOTS_LEAST ((size_t)64)   // a price that changed brings no word at all
#define TALLY_FULL (16 * MIB)      // bytes of words: what a batch adds has room beyond it
static_assert(TALLY_FULL * 2 <= LIMIT_ARENA_UNIT, "a batch adds less than that");

struct search_tally_word {
    struct search_tally_word *next; // of all
    uint32_t hash;
    enum search_word_kind kind;
    str found_by;
    str term;
    str target;
    int64_t weight;
};

// What the list calls the kinds.
static const char *const KINDS[] = {
    [SEARCH_WORD_CATEGORY] = "category",
    [SEARCH_WORD_SYNONYM] = "synonym",
    [SEARCH_WORD_PRODUCT] = "product",
    [SEARCH_WORD_SUPPLIER] = "supplier",
};
static_assert(COUNT(KINDS) == SEARCH_WORD_KIND_COUNT, "a kind came or went: give it its word");

// --- Counting ------------------------------------------------------------------------------------

void search_tally_begin(struct search *s)
{
    arena_reset(s->tally_room);
    s->tally = (struct search_tally){
        .slots = NEW_ARRAY(s->tally_room, SLOTS_LEAST, struct search_tally_word *),
        .room = SLOTS_LEAST};
}

bool search_tally_is_full(const struct search *s)
{
    return arena_used(s->tally_room) > TALLY_FULL;
}

static uint32_t add_hash(uint32_t hash, str text)
{
    for (size_t i = 0; i < text.n; i++) {
        hash = (hash ^ (unsigned char)text.p[i]) * UINT32_C(16777619);
    }
    return hash;
}

static uint32_t hash_of(const struct search_tally_word *w)
{
    uint32_t hash = UINT32_C(2166136261) + (uint32_t)w->kind; // FNV-1a
    return add_hash(add_hash(add_hash(hash, w->found_by), w->term), w->target);
}

static bool is_same(const struct search_tally_word *x, const struct search_tally_word *y)
{
    return x->hash == y->hash && x->kind == y->kind && str_equals(x->found_by, y->found_by) &&
           str_equals(x->term, y->term) && str_equals(x->target, y->target);
}

// Where a word stands, or the slot that waits for it.
static struct search_tally_word **slot_of(const struct search_tally *t,
                                          const struct search_tally_word *w)
{
    size_t at = w->hash % t->room;
    while (t->slots[at] != NULL && !is_same(t->slots[at], w)) {
        at = (at + 1) % t->room;
    }
    return &t->slots[at];
}

// Half of the slots stay empty.
static void make_room(struct search *s)
{
    struct search_tally *t = &s->tally;
    if (2 * (t->count + 1) <= t->room) {
        return;
    }
    t->room *= 2;
    t->slots = NEW_ARRAY(s->tally_room, t->room, struct search_tally_word *);
    for (struct search_tally_word *w = t->first; w != NULL; w = w->next) {
        *slot_of(t, w) = w;
    }
}

static void count_word(struct search *s, struct search_tally_word w)
{
    w.hash = hash_of(&w);
    struct search_tally_word **slot = slot_of(&s->tally, &w);
    if (*slot != NULL) {
        (*slot)->weight += w.weight;
        return;
    }
    struct arena *a = s->tally_room;
    w.found_by = str_copy(a, w.found_by);
    w.term = str_copy(a, w.term);
    w.target = str_copy(a, w.target);
    w.next = s->tally.first;
    struct search_tally_word *kept = NEW(a, struct search_tally_word);
    *kept = w;
    make_room(s);
    *slot_of(&s->tally, kept) = kept;
    s->tally.first = kept;
    s->tally.count++;
}

// --- What is counted -----------------------------------------------------------------------------

static bool has_digit(str word)
{
    for (size_t i = 0; i < word.n; i++) {
        if (word.p[i] >= '0' && word.p[i] <= '9') {
            return true;
        }
    }
    return false;
}

str search_short_title(str title)
{
    size_t end = 0;
    str rest = title;
    for (int words = 0; words < 2 && rest.n > 0; words++) {
        str word = str_cut(&rest, ' ');
        if (words > 0 && (has_digit(word) || str_starts(word, S("(")))) {
            break;
        }
        end = (size_t)(word.p + word.n - title.p);
    }
    return str_slice(title, 0, end);
}

// A firm is found without the letters of its legal form.
static str bare_name(str name)
{
    static const char *const FORMS[] = {"㈜", "(주)", "주식회사 ", "농업회사법인 ",
                                        "사회복지법인 "};
    for (size_t i = 0; i < COUNT(FORMS); i++) {
        str form = str_view(FORMS[i]);
        if (str_starts(name, form)) {
            return str_trim(str_slice(name, form.n, name.n));
        }
    }
    return name;
}

void search_tally_offer(struct search *s, struct arena *a, str title, str supplier,
                        int64_t supplier_no, int64_t weight)
{
    str called = search_short_title(title);
    count_word(
        s, (struct search_tally_word){
               .kind = SEARCH_WORD_PRODUCT, .found_by = called, .term = called, .weight = weight});
    count_word(s,
               (struct search_tally_word){.kind = SEARCH_WORD_SUPPLIER,
                                          .found_by = bare_name(supplier),
                                          .term = supplier,
                                          .target = str_format(a, "%lld", (long long)supplier_no),
                                          .weight = weight});
}

err search_tally_set_up(struct search *s, struct db *db)
{
    TRY(query_run(db_query(s->index, &SQL_SEARCH_WORD_CLEAR), NULL));
    TRY(search_thing_clear(s));
    struct query *q = db_query(db, &SQL_SEARCH_SOURCE_WORDS);
    while (query_next(q)) {
        if (str_equals(read_str(q, "kind"), S("things"))) {
            TRY(search_thing_add(s, read_str(q, "target"), read_str(q, "found_by")));
            arena_reset(s->scratch);
            continue;
        }
        bool is_category = str_equals(read_str(q, "kind"), S("category"));
        count_word(s, (struct search_tally_word){
                          .kind = is_category ? SEARCH_WORD_CATEGORY : SEARCH_WORD_SYNONYM,
                          .found_by = read_str(q, "found_by"),
                          .term = read_str(q, "term"),
                          .target = read_str(q, "target"),
                          .weight = is_category ? CATEGORY_WEIGHT : SYNONYM_WEIGHT});
        arena_reset(s->scratch);
    }
    return query_end(q);
}

// --- Filing --------------------------------------------------------------------------------------

// Of a word in the list.
struct place {
    str key;
    const struct search_tally_word *word;
    bool within; // the key begins inside the word
};

struct places {
    struct place *items;
    size_t count;
};

// By its letters and its initial consonants, from each of its beginnings on; a category from each
// of its syllables.
static void add_places(struct arena *a, const struct search_tally_word *w, struct places *out)
{
    size_t count = 0;
    bool begins = true;
    for (size_t at = 0; at < w->found_by.n && count < WORD_BEGINNINGS_MAX;) {
        size_t from = at;
        uint32_t point = str_next(w->found_by, &at);
        if (point == ' ') {
            begins = true;
            continue;
        }
        if (begins) {
            str rest = str_slice(w->found_by, from, w->found_by.n);
            struct place by_letters = {search_letters(a, rest), w, count > 0};
            struct place by_initials = {search_initials(a, rest), w, count > 0};
            out->items[out->count++] = by_letters;
            out->items[out->count++] = by_initials;
            count++;
        }
        begins = w->kind == SEARCH_WORD_CATEGORY;
    }
}

// As the list is kept.
static int by_key(const void *x, const void *y)
{
    const struct place *p = x;
    const struct place *q = y;
    int order = str_compare(p->key, q->key);
    order = order != 0 ? order : strcmp(KINDS[p->word->kind], KINDS[q->word->kind]);
    order = order != 0 ? order : str_compare(p->word->term, q->word->term);
    return order != 0 ? order : str_compare(p->word->target, q->word->target);
}

static void bind_place(struct query *q, const struct place *p)
{
    bind_str(q, "key", p->key);
    bind_str(q, "kind", str_view(KINDS[p->word->kind]));
    bind_str(q, "term", p->word->term);
    bind_str(q, "target", p->word->target);
}

static err file_place(struct search *s, const struct place *p)
{
    struct query *q = db_query(s->index, &SQL_SEARCH_WORD_ADD);
    bind_place(q, p);
    bind_bool(q, "within", p->within);
    bind_i64(q, "weight", p->word->weight);
    TRY(query_run(q, NULL));
    if (p->word->weight > 0) {
        return NULL;
    }
    q = db_query(s->index, &SQL_SEARCH_WORD_FORGET);
    bind_place(q, p);
    return query_run(q, NULL);
}

static err file_places(struct search *s, struct places *places)
{
    qsort(places->items, places->count, sizeof(struct place), by_key);
    for (size_t i = 0; i < places->count; i++) {
        TRY(file_place(s, &places->items[i]));
    }
    return NULL;
}

err search_tally_file(struct search *s)
{
    struct arena *a = s->scratch;
    const struct search_tally_word *w = s->tally.first;
    while (w != NULL) {
        size_t room = s->tally.count * PLACES_OF_WORD;
        room = room < PLACES_MAX ? room : PLACES_MAX;
        struct places places = {.items = NEW_ARRAY(a, room, struct place)};
        for (; w != NULL && places.count + PLACES_OF_WORD <= room && arena_used(a) < PLACES_BYTES;
             w = w->next) {
            if (w->weight != 0) {
                add_places(a, w, &places);
            }
        }
        TRY(file_places(s, &places));
        arena_reset(a);
    }
    return NULL;
}
