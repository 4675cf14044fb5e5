// The copy from inside, for the files that keep, ask and read words of it.
#pragma once

#include <assert.h>

#include "base/limits.h"
#include "market/catalog/normal_unit.h"
#include "market/search/search_word_store.h"
#include "platform/file/mapping.h"

#define SEARCH_EVERYWHERE UINT64_MAX // the whole city is delivered to

// One filed offer's columns: a line of a processor's memory.
struct search_row {
    int64_t offer_id;
    int64_t supplier_id;
    int64_t price_won;
    uint64_t tags;
    uint64_t delivers;     // bits of districts, by place in `district_names`
    int32_t buyer_count;   // institutions
    int32_t vulnerable_bp; // -1: none on record
    int32_t quantity_min;  // sold at once; at most LIMIT_QUANTITY
    int16_t score;         // points of the order that no query changes
    uint16_t lead_days;    // at most 365
    uint16_t category;     // place in `codes`
    uint16_t district;     // place in `districts`
    uint16_t unit;         // place in `units`; 0: none
    uint8_t band;          // of its price
    uint8_t lead_step;     // the first step of the lead facet it keeps; SEARCH_LEADS: none
};
static_assert(sizeof(struct search_row) <= 64, "a row is one line of memory");

// Rows as they are read, by ascending offer, before they become the image.
struct search_gathered {
    struct mapping rows;   // struct search_row each
    struct mapping opened; // uint32_t each
    size_t count;
};

// How the columns came to be what they are.
enum search_columns_from { SEARCH_READ, SEARCH_RENEWED, SEARCH_MAPPED };

#define SEARCH_SHARE_LEAST 10000 // offers of a site whose processes share them: 0.8 MB
#define SEARCH_PATH_MAX 512      // bytes of the name of the index

#define SEARCH_LEVELS 8 // of the tree of categories; there are 3

// The categories a code lies in, by level from 1, itself among them: their places in `categories`;
// -1: none.
struct search_way_up {
    int32_t at[SEARCH_LEVELS + 1];
};

// A word a typing error is held against.
struct search_known {
    str letters;
    str text;        // what is looked for instead
    bool is_product; // of a title: known as long as it finds something
};

struct search_kept_result {
    struct search_query query;
    struct search_result result;
};

struct search_kept_meaning {
    str typed;
    struct search_meaning meaning;
};

// Words of what was filed in a transaction, counted.
struct search_tally_word;
struct search_tally {
    struct search_tally_word **slots; // by hash; half of them stay empty
    size_t room;
    size_t count;
    struct search_tally_word *first;
};

// The rows a match expression finds, for words that many hold: listed by distance, a byte or two
// each, or a bit for each of the catalogue, whichever is less.
struct search_hits {
    str match;           // empty: nothing, the first to give way
    struct mapping room; // what it and the others lie in
    str listed;          // as search_few_store.h writes them
    uint64_t *found;     // NULL: they are listed
    uint64_t *titled;    // those of them that have all that is wanted in their titles
    int64_t last_asked;  // of s->hits_asked
    int64_t seen;     // of s->hits_changed: what changed since is looked at with the next question
    bool is_frequent; // one of s->frequent: gives way to nobody
};
#define SEARCH_FREQUENT_MAX 24 // words that keep their places; see struct search_frequent
#define SEARCH_HITS_ASKED 8    // others; of one row in 16, 90 KB each with a million rows
#define SEARCH_HITS_MAX (SEARCH_FREQUENT_MAX + SEARCH_HITS_ASKED)
#define SEARCH_HITS_LEAST 1000 // hits; fewer are found fast in any catalogue
#define SEARCH_HITS_SHARE 32   // of the rows, one in so many: what fewer hold is found fast
#define SEARCH_HITS_DUE 256 // offers looked at again; a word that more changed since is read anew
// The same of a beginning of more than one letter: the index keeps no list of it, and makes one for
// each offer: 3 to 5 ms each with 300,000 offers, where all of it, anew, is 25.
#define SEARCH_HITS_DUE_BEGUN 4

// The words that most offers are called by. What each finds is read, and looked at again, where
// nobody waits: see search_hits_tend.
#define SEARCH_FREQUENT_BYTES 256 // of a match expression of one; longer ones are read when asked
#define SEARCH_FREQUENT_LAG                                                                        \
    (SEARCH_HITS_DUE / 2) // changes behind that they are looked at again: half of what makes stale
struct search_frequent {
    bool is_listed;
    size_t rows; // that there were when they were listed
    char words[SEARCH_FREQUENT_MAX][SEARCH_FREQUENT_BYTES];
    size_t lengths[SEARCH_FREQUENT_MAX];
    size_t count;
    size_t next;  // of them to be read
    int64_t seen; // of s->hits_changed, by the first of them
};

// The rows that a match expression of few hits found, until offers or words change: the same words
// are asked for again with something marked, or in another order.
struct search_few {
    str match;
    str places; // as search_few_store.h writes them
};
#define SEARCH_FEW_MAX 1024 // match expressions

// Where texts stand in a list of LIMIT_SEARCH_CODES at most, by their hash; 0: nowhere, else the
// place and one.
struct search_places {
    uint16_t slots[2 * LIMIT_SEARCH_CODES];
};

// What a category is called, or one of the names that its name is made of.
struct search_name {
    str key; // folded, without blanks
    const struct search_category *category;
    bool is_whole;
};

struct search {
    struct db *index;
    char file[SEARCH_PATH_MAX]; // the index; empty: what is beside it is not used
    struct arena
        *columns; // everything below but the rows; begun anew when offers or the day change
    struct arena *scratch; // of one offer while it is filed: a copy of a million must not pile up
    struct arena *tally_room; // the words of one transaction of the copy
    struct search_tally tally;
    int64_t change_id;
    int64_t words_id;             // the newest change after it that is of words; 0: none
    int64_t generation;           // of the words (search_copy_position); -1: nothing is loaded
    date day;                     // the certificates are those of this day
    struct mapping image;         // what the next three lie in, and the names of their places
    LIST(struct search_row) rows; // by offer_id
    int64_t *ids;                 // of the rows
    uint32_t *opened;             // … and when each was put on sale first, seconds since 1970
    bool is_whole;                // they, the lists below and `change_id` belong together
    enum search_columns_from columns_from;
    int64_t shared_as;  // the generation its file was given; 0: they are nobody else's
    size_t share_least; // SEARCH_SHARE_LEAST
    int turn;           // to load what all share; -1: it is not ours
    // While the rows are made anew: what leaves these behind is found by the next time.
    struct mapping before; // the image so far
    struct search_gathered gathered;
    uint64_t facts_sum;         // of all that the rows were read and judged by besides
    uint64_t districts_sum;     // … of the districts alone, whose bits `delivers` are
    LIST(str) codes;            // of the categories met
    LIST(str) districts;        // codes met
    LIST(str) units;            // words met, after an empty one
    uint16_t *unit_groups;      // by place in `units`: of the first word met for the same unit
    str *unit_names;            // by place in `units`: the one spelling
    struct normal_units *added; // units that operators added
    struct search_places *code_places;
    struct search_places *district_places;
    struct search_places *unit_places;
    bool *greens;                            // by place in `codes`
    LIST(struct search_category) categories; // the whole tree, in the order of the pages
    const struct search_category **by_code;  // the same by their codes
    LIST(struct search_name) names;          // what they are called, sorted
    struct search_way_up *ways_up;           // by place in `codes`
    // Kept over changes: the offers that may be found by other words since are looked at again.
    struct search_hits hits[SEARCH_HITS_MAX];
    size_t hits_count;
    size_t hits_words; // of bits: the rows there were, and room for more
    int64_t hits_asked;
    int64_t hits_due[SEARCH_HITS_DUE]; // the last offers of them, in turns
    int64_t hits_changed;              // all of them so far
    struct search_frequent frequent;
    struct mapping hits_ids; // of the offers whose places the bits are, while rows are made
    size_t hits_least;       // SEARCH_HITS_LEAST
    struct arena *few_room;
    struct search_few few[SEARCH_FEW_MAX];
    size_t few_count;
    size_t few_most; // SEARCH_FEW_MAX
    // Known words outlive the columns: only what came is read, until words of categories, the day
    // or too much changed.
    struct arena *known_texts;
    LIST(struct search_known) known; // items NULL: nobody needed them yet
    size_t known_room;
    struct mapping known_words; // what they lie in; their texts are in `known_texts`
    struct mapping known_slots; // uint32_t by hash of the letters: the place and one; 0: none
    size_t known_loaded;        // of them, read at once; the others were added since
    LIST(int64_t) known_due;    // offers that changed since, whose titles are not read yet
    // What was found of late, and what words meant.
    struct arena *kept_texts; // … each begun anew when it is full, both with the columns
    LIST(struct search_kept_result) kept_results;
    struct arena *meant_texts;
    LIST(struct search_kept_meaning) kept_meanings;
    uint32_t *meant_hashes;           // of their texts: looked over first
    search_facet_list district_names; // value: code, text in `name`
    str city;                         // all of them: 대구광역시; empty: none is set up
    struct search_formula formula;
    LIST(int64_t) turns;    // ids of the new firms whose turn it is today, ascending
    int64_t newcomer_count; // of new firms
    uint64_t preferred;     // bits of the certificates that give preference
    bool *locals;           // by place in `districts`
    str code_keys;          // the categories' names, folded, without blanks; a blank after each
    size_t *code_ends;      // by place in `codes`: where its name ends there
    int64_t firm_counts[CERTIFICATE_KIND_COUNT]; // suppliers with something for sale
    int64_t firm_count;
};

// Of a text, to look it up by.
uint32_t search_hash(str text);
// The place of an offer in `rows`; -1 when it is not for sale.
int64_t search_find_row(const struct search *s, int64_t offer);
// The same for hits, which come by ascending offer: looks on from *from, which moves on with it.
int64_t search_find_next_row(const struct search *s, size_t *from, int64_t offer);
// The bits of the districts listed, parted by '|'; of an empty list 0.
uint64_t search_district_bits(const struct search *s, str list);
// What the copy holds of an offer that is for sale.
struct search_doc {
    int64_t offer_id;
    int64_t offer_no;
    int64_t product_no;
    str title;
    str maker;
    str model;
    str picture;
    str category; // its code, and the names of it and of those above
    str category_name;
    str middle_name;
    str top_name;
    str object;
    int64_t supplier_id;
    int64_t supplier_no;
    str supplier;
    str district;
    money price; // a unit, VAT included
    str vat;
    str unit;
    str districts; // delivered to, parted by '|'; empty: all
    int64_t quantity_min;
    int64_t lead_days;
    bool own_production;
    int64_t buyer_count;
    int64_t contract_count;
    instant opened_at; // put on sale for the first time
};
// File an offer that is not in the copy, within a transaction of the index, amid a tally. Fails
// with DB_*.
err search_copy_file(struct search *s, struct arena *a, const struct search_doc *d);
// Bring the copy up to the catalogue's change `newest`, a batch a transaction, words that changed
// (s->words_id) as well. Fails with DB_*.
err search_copy_catch_up(struct search *s, struct db *db, struct arena *a, int64_t newest);
// Put the parts of its index together, by some transactions of a second or two; a minute for a
// million offers. Fails with DB_*.
err search_copy_merge(struct search *s);
// How far the catalogue is, and where words changed since (s->words_id), within a transaction of
// it. Fails with DB_*.
err search_newest_change(struct search *s, struct db *db, int64_t *out);
// The words that may be suggested, through a transaction of the index: begun, counted, filed at its
// end.
void search_tally_begin(struct search *s);
// Nothing more should be counted before what there is was filed.
bool search_tally_is_full(const struct search *s);
// An offer's title and firm, once more (1) or once less (-1).
void search_tally_offer(struct search *s, struct arena *a, str title, str supplier,
                        int64_t supplier_no, int64_t weight);
// Categories with their nouns, and synonyms, as `db` has them, in place of those of before, within
// a transaction of the index. Fails with DB_*.
err search_tally_set_up(struct search *s, struct db *db);
// Fails with DB_*.
err search_tally_file(struct search *s);
// No category has nouns any more; and those of one, parted by bars. Fail with DB_*.
err search_thing_clear(struct search *s);
err search_thing_add(struct search *s, str code, str things);
// How far it is, and how often offers came to be found by other words, within a transaction of the
// index. Fails with DB_*.
err search_copy_position(struct search *s, int64_t *change_id, int64_t *generation);
// The one spelling of what is sold by: 박스, box and 상자 are one unit; 개월 is a price's 월.
str search_unit_name(const struct search *s, struct arena *a, str typed);
// Forget the answers of late. What a unit borrowed of them is gone: before its first question only.
void search_kept_begin(struct search *s);
// Likewise, but only the list that is full.
void search_kept_make_room(struct search *s);
// Was the same asked of late? What is found is borrowed until the next catch-up. Nothing is added
// to a list that is full.
bool search_kept_find(const struct search *s, const struct search_query *q,
                      struct search_result *out);
void search_kept_add(struct search *s, const struct search_query *q,
                     const struct search_result *result);
bool search_kept_find_meaning(const struct search *s, str typed, struct search_meaning *out);
void search_kept_add_meaning(struct search *s, str typed, const struct search_meaning *meaning);
// What a product is called, without its sizes: at most two words, none with a digit.
str search_short_title(str title);
// Offers changed: what they are called is known with the next query that needs it. Forgetting them
// all reads all anew.
void search_known_note(struct search *s, const int64_t *offers, size_t count);
void search_known_forget(struct search *s);
// What a match expression finds: a bit for each row by place, or a list of them.
struct search_found {
    const uint64_t *all;    // NULL: they are listed
    const uint64_t *titled; // those that have all that is wanted in their titles
    str listed;             // as search_few_store.h writes them
};
// Within a read transaction of the index; in `a`, or kept: borrowed until the next answer. Fails
// with DB_*.
err search_hits_list(struct search *s, struct arena *a, str match, struct search_found *out);
// Keep what it finds, `count` rows that are listed in *found, which is the kept one then; NULL when
// they are too few to keep, or there is no room. The one that was asked longest ago gives way, in
// `a` for the time being.
struct search_hits *search_hits_keep(struct search *s, struct arena *a, str match, size_t count,
                                     struct search_found *found);
// What a frequent word finds, as it is now: kept until offers are no longer known that changed,
// whatever else is asked. *out false: it is too rare to keep, or there is no room. In `a` for the
// time being; likewise.
err search_hits_hold(struct search *s, struct arena *a, str match, bool *out);
// One phrase, and no beginning of one?
bool search_hits_is_phrase(str match);
// Bytes of all that are kept.
size_t search_hits_bytes(const struct search *s);
void search_hits_forget(struct search *s);
// Offers that may be found by other words from now on.
void search_hits_note_changed(struct search *s, const int64_t *offers, size_t count);
// Before the rows go: remember whose places the bits are. Again is fine.
void search_hits_set_aside(struct search *s);
// After other rows came, if they did: the bits are their places from now on.
void search_hits_move(struct search *s);
// How many offers a match expression finds, counted up to `most`, within a read transaction of the
// index.
err search_count(struct search *s, str match, int64_t most, int64_t *out_count);
// The other word that is written down for one; empty: none. Likewise.
err search_synonym(struct search *s, struct arena *a, str word, str *out);
// What a word is also called; empty: nothing else. Where that finds nothing, another word that is
// also called so and finds something. Within a read transaction of the index.
err search_other_word(struct search *s, struct arena *a, str word, str *out);
// A word whose letters are spelled in Korean, as titles write it or as it is also called by them:
// 엘이디 → led; empty: none is, or nothing is found by them. Likewise.
err search_spell_letters(struct search *s, struct arena *a, str word, str *out);
// A known word other than `word` that is also called `common` and finds something; empty: none is.
// Likewise.
err search_same_word(struct search *s, struct arena *a, str common, str word, str *out);
// After the categories came: sort what they are called.
void search_names_sort(struct search *s);
// Where a word is the name of a category, or one of those that its name is made of (볼펜 of
// 볼펜·필기구), whatever blanks stand in either. Borrowed until the next catch-up.
struct search_name_list {
    const struct search_name *items;
    size_t count;
};
struct search_name_list search_names_find(const struct search *s, struct arena *a, str word);
// Those whose things are called so and that sell something. Within a read transaction of the index.
err search_categories_of_thing(struct search *s, struct arena *a, str word,
                               struct search_category_list *out);
// Does an offer lie in the category, or below it?
bool search_lies_in(const struct search *s, int64_t offer, const struct search_category *c);
// Does the text find something in the category? Within a read transaction of the index.
err search_finds_in(struct search *s, struct arena *a, str text, const struct search_category *c,
                    bool *out);
// The category whose things are called so, and what to look for in it.
struct search_thing {
    const struct search_category *category; // NULL: none that sells something
    str text;                               // its end, or else the category's name
    str end;                                // what of the noun finds something there, or empty
};
// Likewise.
err search_thing_find(struct search *s, struct arena *a, str word, struct search_thing *out);
// Are things called so of which something is for sale? Likewise.
err search_thing_is_known(struct search *s, struct arena *a, str word, bool *out);
// The word without what hangs on it: 도시락을.
str search_without_particle(str word);
// Does it make the word before it one to be left out: 빼고, 없이?
bool search_is_without(str word);
// Take the words that name a filter out of the text: districts, where they are or are delivered to,
// and certificates are noted in *out, words to be left out get a sign. Districts may be left out; a
// certificate that is to be is told as ignored.
void search_take_filters(const struct search *s, struct arena *a, str *text,
                         struct search_meaning *out);
// What was typed, with the blanks of what the catalogue calls so: 친환경 복사 용지 is 친환경
// 복사용지, and 사무용의자 is 사무용 의자. Within a read transaction of the index.
err search_space_words(struct search *s, struct arena *a, str typed, str *out);
// Read figures and filters out of what was typed, and its words as well as they find something; a
// text without either, or none of whose words finds anything, leaves *out alone. Likewise.
err search_read_sentence(struct search *s, struct arena *a, str typed, struct search_meaning *out);
// Read as many of several words as find something together; leaves *out alone likewise. Likewise.
err search_read_words(struct search *s, struct arena *a, str typed, struct search_meaning *out);
// Words that letters which stand alone may become, SEARCH_WORDS_MAX at most, those that have no
// more than they first. Likewise.
err search_words_of_letters(struct search *s, struct arena *a, str typed, str *out,
                            size_t *out_count);
// What was typed with each word of initial consonants as the one it may become that finds something
// beside the others, or else the first of them.
struct search_initials {
    str text;
    str left_out; // those that become none
    bool any;     // became a word
};
// What stands in quotes or is left out stays. Likewise.
err search_read_initials(struct search *s, struct arena *a, str typed, struct search_initials *out);
// The known word a slip of one key away that finds most beside the `others`, when this one finds
// too little and is not known itself; empty: none. Likewise.
err search_near_word(struct search *s, struct arena *a, str word, str others, str *out);
// Read each mistyped word as the known one, when that finds more than `hits`. Likewise.
err search_read_slips(struct search *s, struct arena *a, str typed, int64_t hits,
                      struct search_meaning *out);
