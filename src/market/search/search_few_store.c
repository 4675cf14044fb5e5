#include "market/search/search_few_store.h"

#include "base/limits.h"

#define LOW_BITS 7 // of a number in a byte; the eighth says that more follow

// --- Written and read ----------------------------------------------------------------------------

struct search_coder search_coder_new(struct arena *a, size_t count, size_t rows)
{
    // Of all distances together no more than `rows`: few of them need a second byte. A distance is
    // doubled, to tell of the title.
    size_t more = 0;
    for (size_t least = (size_t)1 << (LOW_BITS - 1); rows / least > 0; least <<= LOW_BITS) {
        size_t longer = rows / least;
        more += longer < count ? longer : count;
    }
    return (struct search_coder){.bytes = NEW_ARRAY(a, count + more + 1, char)};
}

void search_coder_add(struct search_coder *c, size_t place, bool is_titled)
{
    size_t value = 2 * (place - c->last) + is_titled;
    c->last = place;
    while (value >> LOW_BITS > 0) {
        c->bytes[c->n++] = (char)((value & 0x7F) | 0x80);
        value >>= LOW_BITS;
    }
    c->bytes[c->n++] = (char)value;
}

struct search_found search_coder_end(const struct search_coder *c)
{
    return (struct search_found){
        .listed = {.p = c->bytes, .n = c->n}
    };
}

// The next row of the list, `from` places after the last one.
static void read_next(struct search_walk *w, size_t from)
{
    size_t value = 0;
    size_t read = 0;
    unsigned char byte = 0x80;
    for (unsigned shift = 0; read < w->rest.n && byte > 0x7F; shift += LOW_BITS) {
        byte = (unsigned char)w->rest.p[read++];
        value |= (size_t)(byte & 0x7F) << shift;
    }
    w->next = read > 0 ? from + value / 2 : SIZE_MAX;
    w->is_titled = value % 2 != 0;
    w->rest = (str){.p = w->rest.p + read, .n = w->rest.n - read};
}

struct search_walk search_walk_begin(const struct search *s, const struct search_found *found)
{
    struct search_walk w = {.found = *found, .next = SIZE_MAX};
    if (found->all != NULL) {
        w.words = s->rows.count / 64 + 1;
    } else if (found->listed.n > 0) {
        w.rest = found->listed;
        read_next(&w, 0);
    }
    return w;
}

size_t search_walk_next(const struct search_walk *w, size_t from)
{
    if (w->found.all == NULL) {
        return w->next == SIZE_MAX ? SIZE_MAX : w->next / 64;
    }
    return from < w->words ? from : SIZE_MAX;
}

void search_walk_take(struct search_walk *w, size_t group, uint64_t *found, uint64_t *titled)
{
    if (w->found.all != NULL) {
        *found = w->found.all[group];
        *titled = w->found.titled[group];
        return;
    }
    *found = 0;
    *titled = 0;
    while (w->next / 64 == group) {
        *found |= UINT64_C(1) << w->next % 64;
        *titled |= (uint64_t)w->is_titled << w->next % 64;
        read_next(w, w->next);
    }
}

// --- Kept ----------------------------------------------------------------------------------------

void search_few_forget(struct search *s)
{
    if (s->few_count > 0) {
        arena_reset(s->few_room);
        s->few_count = 0;
    }
}

static bool is_full(const struct search *s)
{
    return s->few_count == s->few_most || arena_used(s->few_room) > LIMIT_SEARCH_FEW_BYTES / 8 * 7;
}

void search_few_make_room(struct search *s)
{
    if (is_full(s)) {
        search_few_forget(s);
    }
}

bool search_few_find(const struct search *s, str match, struct search_found *out)
{
    for (size_t i = 0; i < s->few_count; i++) {
        if (str_equals(s->few[i].match, match)) {
            *out = (struct search_found){.listed = s->few[i].places};
            return true;
        }
    }
    return false;
}

void search_few_keep(struct search *s, str match, struct search_found *found)
{
    if (is_full(s) || match.n + found->listed.n > LIMIT_SEARCH_FEW_BYTES / 16) {
        return;
    }
    struct search_few *f = &s->few[s->few_count]; // counted when it is whole
    f->match = str_copy(s->few_room, match);
    f->places = str_copy(s->few_room, found->listed);
    s->few_count++;
    found->listed = f->places;
}
