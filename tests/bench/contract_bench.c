// Contracts a second: cases of one institution are asked for, judged and approved; then writers, as
// many as the default installation has web workers, draw up the contract of each as the page does:
// the look at the case as it was approved, number, text and hash, lines, the move of the case, the
// firm's task, its notice, the audit, and the answer of the form, committed together.
//
//   contract_bench [CASES]    2000 unless said otherwise
#include <stdio.h>
#include <stdlib.h>

#include "base/limits.h"
#include "market/contract/contract_store.h"
#include "market/contract/contract_testing.h"
#include "platform/web/form_key.h"
#include "tests/proof/deed.h"
#include "tests/proof/writers.h"

#define BOXES 100 // of paper at 21,500 won with VAT: within one quote

struct cases {
    struct testing_db *database;
    struct purchase_scene scene;
    struct contract_draw choice; // the same for all: they differ in their numbers
    public_no *numbers;
    int64_t count;
};

static instant clock_of_the_scene(void)
{
    return web_test_now;
}

// As many approved cases as are wanted; what was written to make one is forgotten before the next.
static void make_cases(struct cases *c)
{
    struct testing_db *t = c->database;
    struct arena *of_scene = t->arena;
    purchase_testing_open(&c->scene, t);
    c->numbers = NEW_ARRAY(of_scene, (size_t)c->count, public_no);
    for (int64_t i = 0; i < c->count; i++) {
        struct purchase p;
        t->arena = arena_open(LIMIT_ARENA_UNIT);
        purchase_testing_add(&c->scene, WON(21500), BOXES, &p);
        purchase_testing_move(&c->scene, &p, PURCHASE_APPROVED);
        c->numbers[i] = p.no;
        c->choice = contract_testing_choice(&c->scene, &p);
        arena_close(t->arena);
        t->arena = of_scene;
    }
    db_set_arena(t->db, t->arena);
}

struct drawing {
    const struct cases *cases;
    int64_t n;
};

static err draw(struct unit *u, void *data)
{
    const struct drawing *d = data;
    public_no purchase = d->cases->numbers[d->n];
    public_no drawn = NO_ID(public_no);
    struct contract_outlook look;
    struct form_answer kept = {0};
    struct form_deed form = {
        .key = str_format(u->arena, "bench-%lld", (long long)d->n),
        .owner = S("a:1"),
        .route = S("/buyer/purchases/:no/contract"),
    };
    TRY(form_answer_find(u->db, &form, &kept));
    if (kept.status != 0) {
        return NULL;
    }
    TRY(contract_draw_look(u, purchase, &look));
    TRY(contract_draw(u, &look, &d->cases->choice, &drawn));
    return form_answer_keep(u, &form, 303,
                            str_format(u->arena, "/buyer/contracts/%lld", (long long)drawn.value));
}

static struct written draw_each(int writer, const void *data)
{
    const struct cases *c = data;
    struct arena *arena = arena_open(LIMIT_ARENA_UNIT);
    struct db *db = testing_db_again(c->database);
    struct unit u = {
        .arena = arena,
        .db = db,
        .actor = &c->scene.officer,
        .law = c->scene.law,
        .calendar = &c->scene.calendar,
        .trace = S("bench"),
    };
    struct written done = {0};
    int64_t began_ms = proof_now_ms();
    for (struct drawing d = {.cases = c, .n = writer}; d.n < c->count; d.n += WRITERS) {
        err e = NULL;
        do { // answered as busy: sent again, and the time counts
            arena_reset(arena);
            e = unit_run(&u, clock_of_the_scene, draw, &d);
        } while (e == &DB_COLLISION);
        if (e != NULL) {
            fprintf(stderr, "contract_bench: %s %.*s\n", e->code, STR_ARG(db_error(db)));
            exit(1);
        }
        done.deeds++;
    }
    done.ms = proof_now_ms() - began_ms;
    db_close(db);
    arena_close(arena);
    return done;
}

// As many contracts as cases: what was told is there.
static void must_be_there(struct cases *c)
{
    struct unit u;
    int64_t counts[CONTRACT_STATE_COUNT] = {0};
    int64_t drawn = 0;
    const struct contract_filter all = {.side = {.institution = c->scene.here}, .state = -1};
    purchase_testing_read(&c->scene, &c->scene.officer, &u);
    err e = contract_count(u.db, &all, counts);
    purchase_testing_read_end(&u);
    for (size_t i = 0; i < COUNT(counts); i++) {
        drawn += counts[i];
    }
    if (e != NULL || drawn != c->count) {
        fprintf(stderr, "contract_bench: %lld contracts of %lld cases\n", (long long)drawn,
                (long long)c->count);
        exit(1);
    }
}

int main(int argc, char **argv)
{
    int64_t count = proof_count(argc, argv, 2000);
    FOR_EACH_ENGINE(t)
    {
        static struct cases c;
        c = (struct cases){.database = &t, .count = count};
        make_cases(&c);
        double per_second = writers_run(draw_each, &c);
        must_be_there(&c);
        printf("bench {\"name\":\"contracts\",\"database\":\"%s\",\"cases\":%lld,"
               "\"per_second\":%.0f}\n",
               db_engine(t.db) == DB_SQLITE ? "sqlite" : "postgresql", (long long)count,
               per_second);
        (void)fflush(stdout);
    }
    return 0;
}
