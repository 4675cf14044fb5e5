#include "market/catalog/merge_near.h"

#include <assert.h>
#include <stdlib.h>

#include "base/fold.h"
#include "base/limits.h"
#include "market/catalog/vetting.h"

#define SAME_TO_ONE 4 // attributes that are the same for one that is known of one alone

// --- Two of them ---------------------------------------------------------------------------------

// Both are key=value|… in order of the key.
static bool values_agree(str x, str y)
{
    size_t same = 0;
    size_t alone = 0;
    while (x.n > 0 || y.n > 0) {
        str rest_x = x;
        str rest_y = y;
        str value_x = str_cut(&rest_x, '|');
        str value_y = str_cut(&rest_y, '|');
        str key_x = str_cut(&value_x, '=');
        str key_y = str_cut(&value_y, '=');
        int order = x.n == 0 ? 1 : y.n == 0 ? -1 : str_compare(key_x, key_y);
        if (order == 0 && !str_equals(value_x, value_y)) {
            return false;
        }
        same += order == 0 ? 1 : 0;
        alone += order == 0 ? 0 : 1;
        x = order <= 0 ? rest_x : x;
        y = order >= 0 ? rest_y : y;
    }
    return same > 0 && alone <= same / SAME_TO_ONE;
}

static bool has_figure(str word)
{
    for (size_t i = 0; i < word.n; i++) {
        if (word.p[i] >= '0' && word.p[i] <= '9') {
            return true;
        }
    }
    return false;
}

// Words in order, each with a blank after it.
static bool is_word_more(str less, str more)
{
    bool is_skipped = false;
    if (less.n == 0 || more.n <= less.n) {
        return false;
    }
    while (more.n > 0) {
        str word = str_cut(&more, ' ');
        str rest = less;
        if (less.n > 0 && str_equals(str_cut(&rest, ' '), word)) {
            less = rest;
        } else if (is_skipped || has_figure(word)) {
            return false;
        } else {
            is_skipped = true;
        }
    }
    return is_skipped && less.n == 0;
}

bool merge_is_close(const struct merge_product *x, const struct merge_product *y)
{
    return !str_equals(x->key, y->key) && values_agree(x->values, y->values) &&
           (vetting_is_twin_key(x->tight, y->tight) || is_word_more(x->key, y->key) ||
            is_word_more(y->key, x->key));
}

// --- All of them ---------------------------------------------------------------------------------

// A title has a key for itself and one for each letter and each word left out. Two that are one
// letter or one word apart have one of them alike: the letter that is more or another is left out.
// A key is the upper bits of a hash, and in the lower ones which product it is of: sorted, those
// alike lie together, the oldest first. A category of long titles has a million of them.
#define AT_BITS 13
#define AT_MASK ((UINT64_C(1) << AT_BITS) - 1)
static_assert(LIMIT_MERGE_PRODUCTS <= AT_MASK, "more products than a key tells apart");

struct keys {
    uint64_t *items;
    size_t count;
};

// FNV-1a; what happens to be alike is held against each other for nothing.
static uint64_t add_hash(uint64_t hash, uint64_t part)
{
    return (hash ^ part) * 0x100000001B3U;
}

#define HASH_LETTERS 0xCBF29CE484222325U // where it begins, parted for letters and words
#define HASH_WORDS 0x84222325CBF29CE4U

static void add_key(struct keys *keys, uint64_t hash, size_t at)
{
    keys->items[keys->count++] = (hash & ~AT_MASK) | at;
}

// `without` == count: the whole.
static uint64_t hash_letters(const uint32_t *letters, size_t count, size_t without)
{
    uint64_t hash = HASH_LETTERS;
    for (size_t i = 0; i < count; i++) {
        hash = i == without ? hash : add_hash(hash, letters[i]);
    }
    return hash;
}

static void add_letters(struct keys *keys, str tight, size_t at)
{
    uint32_t letters[FOLD_LETTERS_MAX + 1];
    size_t count = fold_letters(tight, letters, FOLD_LETTERS_MAX + 1);
    if (count == 0 || count > FOLD_LETTERS_MAX) {
        return; // fold_distance does not compare these
    }
    add_key(keys, hash_letters(letters, count, count), at);
    for (size_t i = 0; i < count; i++) {
        if (letters[i] < '0' || letters[i] > '9') { // figures do not differ
            add_key(keys, hash_letters(letters, count, i), at);
        }
    }
}

// The bytes from `from` to before `to` are left out.
static uint64_t hash_words(str words, size_t from, size_t to)
{
    uint64_t hash = HASH_WORDS;
    for (size_t i = 0; i < words.n; i++) {
        hash = i >= from && i < to ? hash : add_hash(hash, (unsigned char)words.p[i]);
    }
    return hash;
}

static void add_words(struct keys *keys, str words, size_t at)
{
    add_key(keys, hash_words(words, 0, 0), at);
    for (str rest = words; rest.n > 0;) {
        size_t from = words.n - rest.n;
        str word = str_cut(&rest, ' ');
        if (!has_figure(word)) {
            add_key(keys, hash_words(words, from, words.n - rest.n), at);
        }
    }
}

static int by_size(const void *a, const void *b)
{
    uint64_t x = *(const uint64_t *)a;
    uint64_t y = *(const uint64_t *)b;
    return (x > y) - (x < y);
}

const size_t *merge_near_find(struct arena *a, const struct merge_product *products, size_t count)
{
    assert(count <= AT_MASK);
    size_t *older = NEW_ARRAY(a, count, size_t);
    size_t most = 0;
    for (size_t i = 0; i < count; i++) {
        size_t letters = products[i].tight.n; // at most: three of a syllable, and three bytes
        most += 2 + (letters < FOLD_LETTERS_MAX ? letters : FOLD_LETTERS_MAX) + MERGE_WORDS;
        older[i] = i;
    }
    struct keys keys = {.items = NEW_ARRAY(a, most, uint64_t)};
    for (size_t i = 0; i < count; i++) {
        add_letters(&keys, products[i].tight, i);
        add_words(&keys, products[i].key, i);
    }
    assert(keys.count <= most);
    qsort(keys.items, keys.count, sizeof(*keys.items), by_size);
    size_t first = 0; // of those alike
    for (size_t i = 1; i < keys.count; i++) {
        first = (keys.items[i] ^ keys.items[first]) <= AT_MASK ? first : i;
        size_t at = keys.items[i] & AT_MASK;
        for (size_t k = first; k < i && k - first < LIMIT_MERGE_TRIES; k++) {
            size_t other = keys.items[k] & AT_MASK;
            if (other >= older[at]) {
                break;
            }
            if (merge_is_close(&products[other], &products[at])) {
                older[at] = other;
            }
        }
    }
    return older;
}
