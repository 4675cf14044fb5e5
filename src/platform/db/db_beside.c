// Each session has a connection and a thread of its own, which belong to each other alone.
#include "platform/db/db_beside.h"

#include <assert.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

#define HANDS 2 // sessions: a city is promised in five minutes on two processors

struct hand {
    struct db_beside *all;
    struct db *db;
    pthread_t thread;
    bool is_running;
    bool stays; // for what is done beside the caller
};

struct db_beside {
    pthread_mutex_t mutex; // of what follows
    pthread_cond_t changed;
    const struct chore *chores;
    size_t count;
    size_t open;  // of them that may be begun
    size_t taken; // of these
    size_t done;
    bool is_over; // no more are begun
    err trouble;  // the first
    char error[sizeof(((struct db *)NULL)->error)];
    struct hand hands[HANDS];
};

// --- A hand --------------------------------------------------------------------------------------

// Each text is a transaction of its own: none waits for a lock while it holds another.
static err do_chore(struct db *db, const struct chore *c)
{
    for (size_t i = 0; i < c->count; i++) {
        TRY(db->engine->script(db, c->texts[i]));
    }
    return NULL;
}

static void note_trouble(struct db_beside *b, const struct hand *h, err e)
{
    if (b->trouble == NULL) {
        b->trouble = e;
        (void)snprintf(b->error, sizeof(b->error), "%s", h->db->error);
    }
    b->is_over = true;
}

// The next chore, waited for until it may be begun; NULL: there is none for this hand.
static const struct chore *take_chore(struct db_beside *b, const struct hand *h)
{
    while (!b->is_over && h->stays && b->taken == b->open && b->taken < b->count) {
        (void)pthread_cond_wait(&b->changed, &b->mutex);
    }
    return b->is_over || b->taken == b->open ? NULL : &b->chores[b->taken++];
}

static void *work(void *hand)
{
    struct hand *h = hand;
    struct db_beside *b = h->all;
    const struct chore *c;
    (void)pthread_mutex_lock(&b->mutex);
    while ((c = take_chore(b, h)) != NULL) {
        (void)pthread_mutex_unlock(&b->mutex);
        err e = do_chore(h->db, c);
        (void)pthread_mutex_lock(&b->mutex);
        b->done++;
        if (e != NULL) {
            note_trouble(b, h, e);
        }
        (void)pthread_cond_broadcast(&b->changed);
    }
    (void)pthread_mutex_unlock(&b->mutex);
    return NULL;
}

// --- Who has it done -----------------------------------------------------------------------------

// Until `count` are done, or as many as were begun before a trouble.
static err wait_for(struct db *db, size_t count)
{
    struct db_beside *b = db->beside;
    (void)pthread_mutex_lock(&b->mutex);
    while (b->done < (b->is_over ? b->taken : count)) {
        (void)pthread_cond_wait(&b->changed, &b->mutex);
    }
    err e = b->trouble;
    (void)pthread_mutex_unlock(&b->mutex);
    if (e != NULL) {
        (void)snprintf(db->error, sizeof(db->error), "%s", b->error);
    }
    return e;
}

static err hire(struct db *db, struct hand *h)
{
    err e = db->engine->another(db, &h->db);
    if (e != NULL) {
        db_note_error(db, "beside", "-", db_error(h->db).p);
        return e;
    }
    h->is_running = pthread_create(&h->thread, NULL, work, h) == 0;
    return h->is_running ? NULL : &DB_AWAY;
}

err beside_begin(struct db *db, const struct chore *chores, size_t count, size_t before_count)
{
    assert(db->beside == NULL && before_count <= count);
    struct db_beside *b = calloc(1, sizeof(struct db_beside));
    if (b == NULL) {
        return &DB_AWAY;
    }
    b->chores = chores;
    b->count = count;
    b->open = before_count;
    (void)pthread_mutex_init(&b->mutex, NULL);
    (void)pthread_cond_init(&b->changed, NULL);
    db->beside = b;
    err e = NULL;
    for (size_t i = 0; i < HANDS && e == NULL; i++) {
        b->hands[i].all = b;
        b->hands[i].stays = i == 0;
        e = hire(db, &b->hands[i]);
    }
    e = e != NULL ? e : wait_for(db, before_count);
    if (e != NULL) {
        beside_end(db);
    }
    return e;
}

void beside_go_on(struct db *db)
{
    struct db_beside *b = db->beside;
    (void)pthread_mutex_lock(&b->mutex);
    b->open = b->count;
    (void)pthread_cond_broadcast(&b->changed);
    (void)pthread_mutex_unlock(&b->mutex);
}

err beside_wait(struct db *db)
{
    if (db->beside == NULL) {
        return NULL;
    }
    err e = wait_for(db, db->beside->count);
    beside_end(db);
    return e;
}

void beside_end(struct db *db)
{
    struct db_beside *b = db->beside;
    if (b == NULL) {
        return;
    }
    (void)pthread_mutex_lock(&b->mutex);
    b->is_over = true;
    (void)pthread_cond_broadcast(&b->changed);
    (void)pthread_mutex_unlock(&b->mutex);
    for (size_t i = 0; i < HANDS; i++) {
        if (b->hands[i].is_running) {
            (void)pthread_join(b->hands[i].thread, NULL);
        }
        db_close(b->hands[i].db);
    }
    (void)pthread_cond_destroy(&b->changed);
    (void)pthread_mutex_destroy(&b->mutex);
    db->beside = NULL;
    free(b);
}
