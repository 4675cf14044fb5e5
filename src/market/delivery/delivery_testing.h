// A signed contract and its fulfilment, for tests of what comes after: on top of the scene of
// purchase_testing.h.
//
//     struct contract c;
//     delivery_testing_sign(&s, &s.draft, contracted_on, ends_on, &c);
//     assert_null(delivery_testing_note(&s, &s.owner, c.no, QUANTITIES(100, 50, 10), today, &no));
//     assert_null(delivery_testing_inspect(&s, &s.inspector, no, QUANTITIES(0), today));
#pragma once

#include "market/delivery/delivery_action.h"
#include "market/purchase/purchase_testing.h"

// Of the lines of a contract in order; lines beyond them: 0.
struct quantities {
    const int64_t *items;
    size_t count;
};
#define QUANTITIES(...)                                                                            \
    (struct quantities)                                                                            \
    {                                                                                              \
        .items = (const int64_t[]){__VA_ARGS__}, .count = COUNT(((const int64_t[]){__VA_ARGS__}))  \
    }

// Carry *p on to a contract that both sides have signed. Its rows only: no task is open.
void delivery_testing_sign(struct purchase_scene *s, struct purchase *p, date contracted_on,
                           date ends_on, struct contract *out);
// The contract as it is now.
void delivery_testing_find(struct purchase_scene *s, struct contract *c);

// The deeds themselves, by this person: note a part; inspect one, refusing so many of each line,
// which came on the day the supplier said, or on another.
err delivery_testing_note(struct purchase_scene *s, const struct actor *actor, public_no contract,
                          struct quantities brought, date delivered_on, public_no *out_no);
err delivery_testing_inspect(struct purchase_scene *s, const struct actor *actor,
                             public_no delivery, struct quantities refused, date inspected_on);
err delivery_testing_inspect_arrival(struct purchase_scene *s, const struct actor *actor,
                                     public_no delivery, struct quantities refused, date arrived_on,
                                     date inspected_on);
// So many more photos of the supplier's on a delivery; of their rows alone.
err delivery_testing_add_files(struct purchase_scene *s, public_no delivery, int count);

// The scene on its day, with a contract of its draft from 2 November to 18 December: 100 paper, 50
// pens, 10 books.
#define DELIVERY_TESTING_NOW ((instant){.us = INT64_C(1795482000000000)}) // 2026-11-24 10:00, Korea
void delivery_testing_scene(struct purchase_scene *s, struct testing_db *t, struct contract *c);

// As it is now: to the eyes of the inspector, or of the officer.
struct delivery delivery_testing_delivery(struct purchase_scene *s, public_no no);
delivery_line_list delivery_testing_lines(struct purchase_scene *s, contract_id contract,
                                          delivery_id of);
struct delivery_sum delivery_testing_sum(struct purchase_scene *s, contract_id contract);
enum contract_state delivery_testing_state(struct purchase_scene *s, struct contract *c);
// How many wait: tasks of this kind, notices of this person, jobs of this kind for an object.
size_t delivery_testing_tasks(struct purchase_scene *s, const char *kind);
int64_t delivery_testing_notices(struct purchase_scene *s, const struct actor *of);
int64_t delivery_testing_jobs(struct purchase_scene *s, const char *kind, int64_t object);
