// The database answers at random "run it again", "away" or "nobody knows", where each in life comes
// from another unit, a server or a lost line. Whoever asks again under the same key has each deed
// once.
//
//   fault_proof [DEEDS]    60 of each kind unless said otherwise
#include <stdio.h>

#include "base/limits.h"
#include "platform/db/db_inject.h"
#include "tests/proof/deed.h"

#define PER_MILLE 150
#define TRIES_MAX 100 // of one deed; with so many faults by chance some take a few

static const struct actor ACTOR = {.account = {1}, .institution = {1}};

// Ask until it is answered, as a person with a form does. False: never.
static bool ask(struct unit *u, int64_t n, int64_t *busy)
{
    for (int tries = 0; tries < TRIES_MAX; tries++) {
        arena_reset(u->arena);
        err e = deed_do(u, n);
        if (e == NULL) {
            return true;
        }
        if (e->kind != FAULT_BUSY) {
            fprintf(stderr, "%s: %.*s\n", e->code, STR_ARG(db_error(u->db)));
            return false;
        }
        ++*busy;
    }
    return false;
}

static int64_t prove(struct testing_db *t, int64_t deeds)
{
    static const enum db_injection KINDS[] = {DB_INJECT_COLLISION, DB_INJECT_UNKNOWN,
                                              DB_INJECT_AWAY};
    int64_t began_ms = proof_now_ms();
    int64_t failures = 0;
    int64_t busy = 0;
    int64_t n = 0;
    struct arena *arena = arena_open(LIMIT_ARENA_DEMO);
    struct unit u = {.arena = arena, .db = t->db, .actor = &ACTOR, .trace = S("proof")};
    for (size_t i = 0; i < COUNT(KINDS); i++) {
        db_inject(t->db, KINDS[i], 1 + i, PER_MILLE);
        for (int64_t k = 0; k < deeds; k++) {
            failures += ask(&u, ++n, &busy) ? 0 : 1;
        }
    }
    db_inject(t->db, DB_INJECT_NONE, 0, 0);
    struct deeds found;
    err e = deed_count(t->db, arena, &found);
    failures +=
        e == NULL && found.whole == n && found.half + found.doubled + found.bad == 0 ? 0 : 1;
    char more[60];
    (void)snprintf(more, sizeof(more), ",\"asked_again\":%lld", (long long)busy);
    proof_tell("fault", db_engine(t->db), n, failures, began_ms, more);
    db_set_arena(t->db, t->arena);
    arena_close(arena);
    return failures;
}

int main(int argc, char **argv)
{
    int64_t deeds = proof_count(argc, argv, 60);
    int64_t failures = 0;
    FOR_EACH_ENGINE(t)
    {
        failures += prove(&t, deeds);
    }
    return failures == 0 ? 0 : 1;
}
