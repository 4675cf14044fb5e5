// test-timeout: 120
// Writers are killed with -9 at random moments, over and over. What a writer told of is there, and
// what it may have done last is done again under the same key: every deed is there once. Of each
// writer alone, so that what one has lost hides behind nothing that another did untold.
//
//   writer_proof [ROUNDS]    10 unless said otherwise; 1,000 are promised
#include <signal.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/limits.h"
#include "tests/proof/deed.h"

#define WRITERS DEED_WRITERS
#define ALIVE_US 12000 // at most, after the first word

static const struct actor ACTORS[WRITERS] = {
    {.account = {1}, .institution = {1}}, // two lanes of the audit
    {.account = {2}, .supplier = {1}   },
};

static _Noreturn void write_for_ever(const struct testing_db *t, int writer, int64_t from, int tell)
{
    struct arena *arena = arena_open(LIMIT_ARENA_UNIT);
    struct db *db = testing_db_again(t);
    struct unit u = {.arena = arena, .db = db, .actor = &ACTORS[writer], .trace = S("proof")};
    for (int64_t n = from;; n += WRITERS) {
        err e = deed_do(&u, n);
        for (int i = 0; i < 20 && (e == &DB_COLLISION || e == &DB_UNKNOWN || e == &DB_AWAY); i++) {
            e = deed_do(&u, n);
        }
        if (e != NULL) {
            fprintf(stderr, "writer: %s %.*s\n", e->code, STR_ARG(db_error(db)));
            _exit(1);
        }
        if (write(tell, &n, sizeof(n)) != sizeof(n)) {
            _exit(1);
        }
        arena_reset(arena);
    }
}

struct writer {
    pid_t pid;
    int hear;
    int64_t told; // the last deed it told of; its next one may be there or not
};

static void start(const struct testing_db *t, int number, struct writer *w)
{
    int ends[2];
    if (pipe(ends) != 0 || (w->pid = fork()) < 0) {
        perror("writer_proof");
        exit(1);
    }
    if (w->pid == 0) {
        (void)close(ends[0]);
        write_for_ever(t, number, w->told + WRITERS, ends[1]);
    }
    (void)close(ends[1]);
    w->hear = ends[0];
}

// Everything it still said, and its end by our hand.
static bool bury(struct writer *w)
{
    (void)kill(w->pid, SIGKILL);
    int64_t n = 0;
    while (read(w->hear, &n, sizeof(n)) == sizeof(n)) {
        w->told = n;
    }
    (void)close(w->hear);
    int status = 0;
    return waitpid(w->pid, &status, 0) == w->pid && WIFSIGNALED(status);
}

// All deeds of a writer up to its last, which is the one it told of or the one after that. Of a
// writer whose first deed is in doubt, told lies before its first number.
static bool is_complete(const struct deeds_of *of, int writer, int64_t told)
{
    int64_t last = of->last == 0 ? writer + 1 - WRITERS : of->last;
    bool has_no_gap = of->whole == (last - writer - 1) / WRITERS + 1;
    bool is_said = last == told || last == told + WRITERS;
    if (!has_no_gap || !is_said) {
        fprintf(stderr, "writer %d: told %lld, last %lld, whole %lld\n", writer, (long long)told,
                (long long)last, (long long)of->whole);
    }
    return has_no_gap && is_said;
}

// Every deed told of is there, none is half there or twice. How many are wrong.
static int64_t failures_of(const struct testing_db *t, const struct writer *writers)
{
    struct deeds found;
    struct arena *arena = arena_open(LIMIT_ARENA_DEMO);
    struct db *db = testing_db_again(t);
    err e = deed_count(db, arena, &found);
    db_close(db);
    arena_close(arena);
    bool is_right = e == NULL && found.half == 0 && found.doubled == 0 && found.bad == 0;
    if (!is_right) {
        fprintf(stderr, "%s: half %lld, doubled %lld, bad %lld\n", e == NULL ? "wrong" : e->code,
                (long long)found.half, (long long)found.doubled, (long long)found.bad);
    }
    for (int i = 0; i < WRITERS; i++) {
        is_right = is_complete(&found.of[i], i, writers[i].told) && is_right;
    }
    return is_right ? 0 : 1;
}

static int64_t prove(struct testing_db *t, enum db_engine engine, int64_t rounds)
{
    int64_t began_ms = proof_now_ms();
    int64_t failures = 0;
    struct writer writers[WRITERS];
    for (int i = 0; i < WRITERS; i++) {
        writers[i] = (struct writer){.told = i + 1 - WRITERS};
    }
    for (int64_t round = 1; round <= rounds; round++) {
        for (int i = 0; i < WRITERS; i++) {
            start(t, i, &writers[i]);
        }
        int64_t n = 0;
        if (read(writers[0].hear, &n, sizeof(n)) == sizeof(n)) {
            writers[0].told = n;
        }
        (void)usleep(randombytes_uniform(ALIVE_US));
        for (int i = 0; i < WRITERS; i++) {
            failures += bury(&writers[i]) ? 0 : 1;
        }
        if (round % 100 == 0 || round == rounds) {
            failures += failures_of(t, writers);
        }
    }
    char more[80];
    (void)snprintf(more, sizeof(more), ",\"kills\":%lld,\"deeds\":%lld",
                   (long long)rounds * WRITERS, (long long)(writers[0].told + writers[1].told) / 2);
    proof_tell("writer", engine, rounds, failures, began_ms, more);
    return failures;
}

int main(int argc, char **argv)
{
    int64_t rounds = proof_count(argc, argv, 10);
    int64_t failures = 0;
    FOR_EACH_ENGINE(t)
    {
        failures += prove(&t, db_engine(t.db), rounds);
    }
    return failures == 0 ? 0 : 1;
}
