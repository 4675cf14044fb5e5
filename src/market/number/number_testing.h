// A list to read, and workers that read it, for tests.
#pragma once

#include "market/number/number_job.h"
#include "market/number/number_store.h"
#include "platform/db/db_testing.h"

#define NUMBER_TESTING_ROWS 2000

// What the owner answers. The rows are of any digits, in order.
struct number_list {
    struct registry_row rows[NUMBER_TESTING_ROWS];
    size_t count;
    int asked;                                 // calls so far
    struct registry_call last;                 // the last one
    int trouble_at;                            // the call that gets `trouble`; 0: none does
    struct registry_answer trouble;            // unless `change` is set
    void (*change)(struct number_list *, int); // told of each call before it is answered
};

void number_testing_add(struct number_list *list, const char *no, const char *name, bool is_used);
// A 물품식별번호 with its 세부품명번호.
void number_testing_add_item(struct number_list *list, const char *no, const char *name,
                             const char *detail_no, bool is_used);
// 14, 1411, 141115, 14111506 and so many details 1411150600, 1411150601 …
void number_testing_fill(struct number_list *list, int details);
struct registry_port number_testing_port(struct number_list *list);

// Run due jobs until none is due; the clock stands at `now`. How many ran.
int number_testing_run(struct testing_db *t, struct number_list *list, instant now);
// The last run.
struct number_run number_testing_last(struct testing_db *t);
// Numbers in use.
int64_t number_testing_in_use(struct testing_db *t, date day);
// A list that was read, of these numbers.
struct number_testing_row {
    const char *no;
    const char *name;
    const char *ended; // 2026-11-20, or NULL: in use
};
void number_testing_know(struct testing_db *t, const struct number_testing_row *rows, size_t count);
err number_testing_do(struct testing_db *t, instant now, err (*work)(struct unit *u, void *data));
// The same by somebody of a firm; and a firm, of a different number each.
err number_testing_do_for(struct testing_db *t, instant now, supplier_id firm,
                          err (*work)(struct unit *u, void *data));
supplier_id number_testing_firm(struct testing_db *t, int64_t no);
