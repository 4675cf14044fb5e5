#include "platform/db/db_postgres_porter.h"

#include <assert.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

#include "platform/clock/clock.h"
#include "platform/db/db_behind.h"
#include "platform/db/db_postgres_link.h"

#define LOADS_MAX 4        // under way: the server always has a next one
#define COPY_TEXT_MAX 4096 // bytes of the command

struct porter {
    struct db *db;
    pthread_t thread;
    pthread_mutex_t mutex; // of what follows
    pthread_cond_t changed;
    struct load loads[LOADS_MAX];
    uint64_t taken;
    uint64_t done; // of these
    bool is_over;
    err trouble; // the first
};

// --- Copying in ----------------------------------------------------------------------------------

// The command, and where ids were foretold the question which was given last.
static void write_command(const struct load *l, char text[COPY_TEXT_MAX])
{
    int n = snprintf(text, COPY_TEXT_MAX, "COPY %.*s (%.*s) FROM STDIN", STR_ARG(l->table),
                     STR_ARG(l->columns));
    if (l->last != 0) {
        n += snprintf(text + n, COPY_TEXT_MAX - (size_t)n,
                      "; SELECT pg_sequence_last_value(CAST(pg_get_serial_sequence('%.*s', 'id')"
                      " AS REGCLASS))",
                      STR_ARG(l->table));
    }
    assert(n < COPY_TEXT_MAX); // the columns of one table
}

// Collect what it answers until there is no more.
static err receive(struct db *db, const struct load *l, int64_t end)
{
    int64_t id = 0;
    err e = NULL;
    for (;;) {
        PGresult *answer = NULL;
        if (!link_next_answer(server_of(db)->pg, end, &answer)) {
            return link_lost(db, l->sql->name);
        }
        if (answer == NULL) {
            break;
        }
        if (!link_succeeded(answer) && e == NULL) {
            e = link_fault_of(db, l->sql->name, answer);
        } else if (PQntuples(answer) == 1) {
            (void)str_parse_i64(str_view(PQgetvalue(answer, 0, 0)), &id);
        }
        PQclear(answer);
        if (server_of(db)->pg == NULL) {
            return e;
        }
    }
    return e != NULL ? e : db_check_foretold(db, l->sql, l->last, id);
}

// Until the server wants the rows, or says why it does not.
static err ask(struct db *db, const struct load *l, int64_t end)
{
    PGconn *pg = server_of(db)->pg;
    char command[COPY_TEXT_MAX];
    PGresult *answer = NULL;
    write_command(l, command);
    if (PQexitPipelineMode(pg) == 0 || PQsendQuery(pg, command) == 0 || !link_flush(pg, end) ||
        !link_next_answer(pg, end, &answer) || answer == NULL) {
        return link_lost(db, l->sql->name);
    }
    err e =
        PQresultStatus(answer) == PGRES_COPY_IN ? NULL : link_fault_of(db, l->sql->name, answer);
    PQclear(answer);
    return e;
}

static err copy_rows(struct db *db, const struct load *l)
{
    TRY(link_begin(db));
    PGconn *pg = server_of(db)->pg;
    int64_t end = clock_ms() + db->statement_ms;
    if (pg == NULL) {
        return &DB_AWAY;
    }
    TRY(ask(db, l, end));
    if (PQputCopyData(pg, l->rows, (int)l->size) != 1 || PQputCopyEnd(pg, NULL) != 1 ||
        !link_flush(pg, end)) {
        return link_lost(db, l->sql->name);
    }
    TRY(receive(db, l, end));
    return PQenterPipelineMode(pg) == 0 ? link_lost(db, l->sql->name) : NULL;
}

// What was under way is not sorted out after a trouble.
static err copy_in(struct db *db, const struct load *l)
{
    err e = copy_rows(db, l);
    if (e != NULL) {
        link_drop(db);
    }
    return e;
}

static void *work(void *porter)
{
    struct porter *p = porter;
    (void)pthread_mutex_lock(&p->mutex);
    while (!p->is_over || p->done < p->taken) {
        if (p->done == p->taken) {
            (void)pthread_cond_wait(&p->changed, &p->mutex);
            continue;
        }
        const struct load *l = &p->loads[p->done % LOADS_MAX];
        err trouble = p->trouble;
        (void)pthread_mutex_unlock(&p->mutex);
        if (trouble == NULL) {
            trouble = copy_in(p->db, l);
        }
        (void)pthread_mutex_lock(&p->mutex);
        p->trouble = trouble;
        p->done++;
        (void)pthread_cond_signal(&p->changed);
    }
    (void)pthread_mutex_unlock(&p->mutex);
    return NULL;
}

// --- Who gives -----------------------------------------------------------------------------------

struct porter *porter_open(struct db *db)
{
    struct porter *p = calloc(1, sizeof(struct porter));
    if (p == NULL) {
        return NULL;
    }
    p->db = db;
    (void)pthread_mutex_init(&p->mutex, NULL);
    (void)pthread_cond_init(&p->changed, NULL);
    if (pthread_create(&p->thread, NULL, work, p) != 0) {
        free(p);
        return NULL;
    }
    return p;
}

void porter_close(struct porter *p)
{
    if (p == NULL) {
        return;
    }
    (void)pthread_mutex_lock(&p->mutex);
    p->is_over = true;
    (void)pthread_cond_signal(&p->changed);
    (void)pthread_mutex_unlock(&p->mutex);
    (void)pthread_join(p->thread, NULL);
    (void)pthread_cond_destroy(&p->changed);
    (void)pthread_mutex_destroy(&p->mutex);
    for (size_t i = 0; i < LOADS_MAX; i++) {
        free(p->loads[i].rows);
    }
    free(p);
}

err porter_take(struct porter *p, struct load *full)
{
    (void)pthread_mutex_lock(&p->mutex);
    while (p->taken - p->done == LOADS_MAX) {
        (void)pthread_cond_wait(&p->changed, &p->mutex);
    }
    struct load *place = &p->loads[p->taken % LOADS_MAX];
    char *rows = place->rows; // the two change theirs
    size_t room = place->room;
    *place = *full;
    full->rows = rows;
    full->room = room;
    full->size = 0;
    full->last = 0;
    p->taken++;
    err e = p->trouble;
    (void)pthread_cond_signal(&p->changed);
    (void)pthread_mutex_unlock(&p->mutex);
    return e;
}

err porter_wait(struct porter *p)
{
    (void)pthread_mutex_lock(&p->mutex);
    while (p->done < p->taken) {
        (void)pthread_cond_wait(&p->changed, &p->mutex);
    }
    err e = p->trouble;
    (void)pthread_mutex_unlock(&p->mutex);
    return e;
}

void porter_forget(struct porter *p)
{
    (void)porter_wait(p);
    p->trouble = NULL; // nothing is under way
}
