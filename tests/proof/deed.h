// A deed that the proofs do over and over: one unit that writes rows of several tables under a key
// of its own, as a posted form does. Deed n is there whole or not at all, and once.
#pragma once

#include "platform/db/db_testing.h"
#include "platform/unit/unit.h"

// Do deed n of this writer, or find that it is done already. `u` has arena, db and actor.
err deed_do(struct unit *u, int64_t n);

#define DEED_WRITERS 2 // they take turns at the numbers: 1 and 2, 3 and 4 …

// What there is of all deeds.
struct deeds {
    struct deeds_of {
        int64_t whole;
        int64_t last; // the highest number; 0: none
    } of[DEED_WRITERS];
    int64_t whole;
    int64_t half;    // some rows are missing
    int64_t doubled; // some rows are there twice
    int64_t last;    // the highest number
    int64_t bad;     // 1: the audit chain or the engine's file is not in order
};
// `arena` is emptied.
err deed_count(struct db *db, struct arena *arena, struct deeds *out);
// Whether deed n is there.
err deed_find(struct db *db, struct arena *arena, int64_t n, bool *out);

// The line that tools/proof.sh gathers: what was tried how often on which database, how often it
// failed, and in how many seconds since `began_ms`. `more` is empty or `,"name":number…`.
void proof_tell(const char *name, enum db_engine engine, int64_t tried, int64_t failures,
                int64_t began_ms, const char *more);
int64_t proof_now_ms(void);
// The count a person asked for on the command line, or `usual`.
int64_t proof_count(int argc, char **argv, int64_t usual);
