// Columns that several processes share, for tests: what another process would have, the file beside
// the index, and whether a process has what loading gives. Trouble ends the program.
#pragma once

#include "market/search/search_bench_testing.h"
#include "market/search/search_image_store.h"

// The scene's own process has loaded the columns, and they lie beside the index.
void search_shared_open(struct search_bench *b, struct testing_db *t);

// What another process would have: here it is one more of this one, closed with search_close. It
// has read nothing yet, and shares columns of `share_least` rows and more.
struct search *search_shared_another(struct search_bench *b, size_t share_least);
void search_shared_catch_up(struct search_bench *b, struct search *s, date today);
// The two together, of a process that shares whatever there is.
struct search *search_shared_start(struct search_bench *b, date today);

#define SEARCH_SHARED_PATH (SEARCH_PATH_MAX + 16)

// Where the columns lie beside the index.
void search_shared_path(const struct search_bench *b, char out[SEARCH_SHARED_PATH]);
bool search_shared_has_file(const struct search_bench *b);
void search_shared_remove_file(const struct search_bench *b);

// Both hold the same rows, lists and counts.
void search_shared_assert_same(const struct search *x, const struct search *y);
// What is loaded now, from the copy alone, is what it has, and it answers the same.
void search_shared_assert_loaded(struct search_bench *b, struct search *s, date today);
// Who sees it first makes the rows anew from those there are, and everybody maps them.
void search_shared_assert_renewed(struct search_bench *b, struct search *other, date today);
