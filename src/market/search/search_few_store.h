// What a match expression finds, as it is kept and walked over.
//
// Where many rows are found there is a bit for each of the catalogue. Where few are, their places
// stand one after the other, each by how far it lies behind the one before: a byte or two, where
// the bits of a whole catalogue would have to be cleared, written and read for a handful.
#pragma once

#include "market/search/search_index_store.h"

// Forget them all: other offers, other words or other places.
void search_few_forget(struct search *s);
// Before a question: what it finds stays until the next.
void search_few_make_room(struct search *s);
// What a match expression found, if it is kept.
bool search_few_find(const struct search *s, str match, struct search_found *out);
// Keep a list, where it is short enough and there is room; *found is the kept one then.
void search_few_keep(struct search *s, str match, struct search_found *found);

// A list while it is written, by ascending place.
struct search_coder {
    char *bytes;
    size_t n;
    size_t last; // place
};

// Room in `a` for so many of `rows` places.
struct search_coder search_coder_new(struct arena *a, size_t count, size_t rows);
void search_coder_add(struct search_coder *c, size_t place, bool is_titled);
struct search_found search_coder_end(const struct search_coder *c);

// A walk over what is found, 64 rows at a time.
struct search_walk {
    struct search_found found; // of bits, or empty
    size_t words;              // of them
    str rest;                  // of a list
    size_t next;               // place of its next row; SIZE_MAX: none
    bool is_titled;            // that one
};

struct search_walk search_walk_begin(const struct search *s, const struct search_found *found);
// The first 64 rows, from the `from`th such group on, that may be among what is found; SIZE_MAX:
// none.
size_t search_walk_next(const struct search_walk *w, size_t from);
// Which of a group are found, and with all that is wanted in their titles. By ascending group.
void search_walk_take(struct search_walk *w, size_t group, uint64_t *found, uint64_t *titled);
