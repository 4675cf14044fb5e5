// What words that many hold find: listing a third of a million takes longer than counting them.
#include <string.h>

#include "market/search/search_index_store.h"

static size_t words_of(const struct search *s)
{
    return s->rows.count / 64 + 2; // one more: whoever takes them looks ahead
}

void search_hits_forget(struct search *s)
{
    arena_reset(s->hits_room);
    s->hits_count = 0;
}

const struct search_hits *search_hits_find(struct search *s, str match)
{
    for (size_t i = 0; i < s->hits_count; i++) {
        if (str_equals(s->hits[i].match, match)) {
            s->hits[i].last_asked = ++s->hits_asked;
            return &s->hits[i];
        }
    }
    return NULL;
}

// A new place, or that of the one asked longest ago; a place has room for both lists.
static struct search_hits *take_place(struct search *s)
{
    if (s->hits_count < SEARCH_HITS_MAX) {
        struct search_hits *h = &s->hits[s->hits_count++];
        h->found = NEW_ARRAY(s->hits_room, 2 * words_of(s), uint64_t);
        h->text = NEW_ARRAY(s->hits_room, LIMIT_SEARCH_KEPT_QUERY, char);
        return h;
    }
    struct search_hits *oldest = &s->hits[0];
    for (size_t i = 1; i < s->hits_count; i++) {
        oldest = s->hits[i].last_asked < oldest->last_asked ? &s->hits[i] : oldest;
    }
    memset(oldest->found, 0, 2 * words_of(s) * sizeof(uint64_t));
    return oldest;
}

struct search_hits *search_hits_add(struct search *s, str match, size_t count, bool is_phrase)
{
    if (count < s->hits_least || count < s->rows.count / SEARCH_HITS_SHARE ||
        match.n > LIMIT_SEARCH_KEPT_QUERY) {
        return NULL;
    }
    struct search_hits *h = take_place(s);
    memcpy(h->text, match.p, match.n);
    h->match = (str){h->text, match.n};
    h->titled = is_phrase ? h->found + words_of(s) : NULL;
    h->last_asked = ++s->hits_asked;
    return h;
}
