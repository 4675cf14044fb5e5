// A small catalogue that is searched: the scene of the catalogue, its copy, and questions to it.
// Trouble ends the program.
#pragma once

#include "market/catalog/catalog_testing.h"
#include "market/search/search_testing.h"
#include "market/search/search_word_store.h"

struct search_bench {
    struct catalog_scene scene;
    struct search_place place;
    struct search *search;
};

#define SEARCH_BENCH_TODAY date_from_ymd(2026, 11, 24)

// Opened and caught up.
void search_bench_open(struct search_bench *b, struct testing_db *t);
void search_bench_close(struct search_bench *b);
void search_bench_catch_up(struct search_bench *b);
void search_bench_catch_up_on(struct search_bench *b, date today);
// The same for tests of pages: these routes, asked by scene->web, over a copy at `place`.
void search_bench_serve(struct catalog_scene *scene, struct search_place *place,
                        struct testing_db *t, const struct route *routes, size_t count);
void search_bench_serve_end(struct catalog_scene *scene, struct search_place *place);

// In the arena of the database.
struct search_result search_bench_ask(struct search_bench *b, struct search_query q);
// The same with no answer of before.
struct search_result search_bench_ask_anew(struct search_bench *b, const char *word,
                                           enum search_sort sort);
int64_t search_bench_total(struct search_bench *b, str text);
struct search_meaning search_bench_meant(struct search_bench *b, const char *typed);
// The same, where it must be this.
struct search_meaning search_bench_check_meant(struct search_bench *b, const char *typed,
                                               enum search_mend mend, const char *text,
                                               const char *also);
void search_bench_check_text(str got, const char *expected);
// Something is found, and the same goods in the same order.
void search_bench_check_same(const struct search_result *x, const struct search_result *y);
// What is kept of what this word finds; NULL: nothing.
const struct search_hits *search_bench_kept(struct search_bench *b, const char *word);

// What it is of is called so from now on; the search is told.
void search_bench_call(struct search_bench *b, offer_id offer, const char *title);
