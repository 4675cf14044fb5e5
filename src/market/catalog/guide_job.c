#include "market/catalog/guide_job.h"

#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "market/catalog/guide_store.h"
#include "market/catalog/vetting_store.h"

#define BATCH 10       // categories a run at most
#define TITLE_WORDS 24 // of a title
#define DISTINCT 16384 // slots for a category's words; LIMIT_GUIDE_TITLES titles have fewer

static uint64_t hash_of(str word)
{
    uint64_t h = 1469598103934665603U; // FNV-1a
    for (size_t i = 0; i < word.n; i++) {
        h = (h ^ (unsigned char)word.p[i]) * 1099511628211U;
    }
    return h;
}

// The place of a word in the table, or of none when it is full.
static struct guide_word *place_of(struct guide_word *table, str word)
{
    size_t at = (size_t)(hash_of(word) % DISTINCT);
    for (size_t i = 0; i < DISTINCT; i++) {
        struct guide_word *w = &table[(at + i) % DISTINCT];
        if (w->count == 0 || str_equals(w->word, word)) {
            return w;
        }
    }
    return NULL;
}

static int by_count(const void *a, const void *b)
{
    const struct guide_word *x = a;
    const struct guide_word *y = b;
    if (x->count != y->count) {
        return x->count > y->count ? -1 : 1;
    }
    return str_compare(x->word, y->word);
}

// The commonest words of the titles, in order.
static size_t count_words(struct arena *a, const guide_codes *titles, struct guide_word **out)
{
    struct guide_word *table = NEW_ARRAY(a, DISTINCT, struct guide_word);
    str words[TITLE_WORDS];
    for (size_t i = 0; i < titles->count; i++) {
        size_t n = guide_words(a, titles->items[i], words, TITLE_WORDS);
        for (size_t k = 0; k < n; k++) {
            struct guide_word *w = place_of(table, words[k]);
            if (w != NULL) {
                w->word = words[k];
                w->count++;
            }
        }
    }
    qsort(table, DISTINCT, sizeof(*table), by_count);
    size_t count = 0;
    while (count < LIMIT_GUIDE_WORDS && table[count].count > 0) {
        count++;
    }
    *out = table;
    return count;
}

static err count_category(struct unit *u, str code, size_t *title_count)
{
    guide_codes titles;
    struct guide_word *words = NULL;
    TRY(guide_store_titles(u->db, u->arena, code, &titles));
    size_t count = count_words(u->arena, &titles, &words);
    str kept = guide_words_format(u->arena, words, count);
    TRY(guide_store_keep(u->db, code, kept, titles.count, u->now));
    *title_count += titles.count;
    return vetting_store_count_prices(u->db, u->arena, code, u->now);
}

// The write lock is held for some 40 ms at most: a city's largest categories go one by one.
err guide_job_count(struct unit *u, struct job *j)
{
    guide_codes codes;
    size_t done = 0;
    size_t titles = 0;
    TRY(guide_store_codes(u->db, u->arena, j->argument, BATCH, &codes));
    while (done < codes.count && titles < LIMIT_GUIDE_TITLES) {
        TRY(count_category(u, codes.items[done], &titles));
        done++;
    }
    return done == codes.count && done < BATCH
               ? NULL
               : job_add(u, "catalog.words", 0, codes.items[done - 1], (instant){0});
}
