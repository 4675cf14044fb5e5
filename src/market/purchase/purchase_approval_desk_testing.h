// The desks of an approval behind its pages, for tests: a draft whose way is chosen, and whoever
// submits it and decides.
#pragma once

#include "market/purchase/purchase_testing.h"

struct approval_desk {
    struct purchase_scene s;
    struct web_test w;
    char address[128]; // asked for last
    char hash[65];
};

// Of submitting, of deciding, and the case's own page.
extern struct web_routes approval_desk_routes;

// Closed with web_test_close(&t->w).
void approval_desk_open(struct approval_desk *t, struct testing_db *database);

// An address of the draft: `head`NO`tail`, where it is submitted, and where it is decided; each
// until the next.
const char *approval_desk_at(struct approval_desk *t, const char *head, const char *tail);
const char *approval_desk_submit_path(struct approval_desk *t);
const char *approval_desk_path(struct approval_desk *t);
// The hash that a page's form carries, until the next.
const char *approval_desk_hash_on(struct approval_desk *t, struct web_answer a);
// The officer submits the draft as it is now.
void approval_desk_submit(struct approval_desk *t);
