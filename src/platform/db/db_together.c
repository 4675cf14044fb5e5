// Statements that a server is asked for together: what is foreseen, what was to run soon, and the
// one that somebody waits for.
#include <assert.h>
#include <string.h>

#include "platform/db/db_behind.h"

static err injected(struct query *q)
{
    struct db *db = q->db;
    if (db->mode == DB_WRITE && db_injects(db, DB_INJECT_COLLISION)) {
        db_note_error(db, q->sql->name, "injected", "collision");
        return &DB_COLLISION;
    }
    if (db_injects(db, DB_INJECT_AWAY)) {
        db_note_error(db, q->sql->name, "injected", "away");
        return &DB_AWAY;
    }
    return NULL;
}

static bool is_same_value(const struct query *a, const struct query *b, size_t i)
{
    const struct value *x = &a->values[i];
    const struct value *y = &b->values[i];
    switch (x->kind) {
    case VALUE_NUMBER:
        return y->kind == VALUE_NUMBER && x->number == y->number;
    case VALUE_TEXT:
        return y->kind == VALUE_TEXT && x->size == y->size &&
               memcmp(a->text + x->at, b->text + y->at, x->size) == 0;
    case VALUE_NULL:
        return y->kind == VALUE_NULL;
    case VALUE_UNSET:
        return false;
    }
    return false;
}

// The one that foresaw this one; NULL: there is none.
static struct query *find_foreseen(const struct query *q)
{
    for (size_t i = 0; i < LIMIT_QUERIES_OPEN; i++) {
        struct query *f = &q->db->queries[i];
        size_t same = 0;
        if (f->sql != q->sql || (f->state != QUERY_FORESEEN && f->state != QUERY_WAITING)) {
            continue;
        }
        while (same < q->sql->param_count && is_same_value(f, q, same)) {
            same++;
        }
        if (same == q->sql->param_count) {
            return f;
        }
    }
    return NULL;
}

static size_t count_waiting(const struct db *db)
{
    size_t count = 0;
    for (size_t i = 0; i < LIMIT_QUERIES_OPEN; i++) {
        enum query_state state = db->queries[i].state;
        count += state == QUERY_FORESEEN || state == QUERY_WAITING;
    }
    return count;
}

// A write may change what was foreseen before it: who comes to want that asks anew.
static void forget_foreseen(struct db *db)
{
    for (size_t i = 0; i < LIMIT_QUERIES_OPEN; i++) {
        struct query *q = &db->queries[i];
        if ((q->state == QUERY_FORESEEN || q->state == QUERY_WAITING) && !q->sql->writes) {
            (void)query_end(q); // nobody was told of it
        }
    }
}

void query_foresee(struct query *q)
{
    struct db *db = q->db;
    assert(q->state == QUERY_BINDING && !q->sql->writes);
    db_check_bound(q);
    bool helps = db->engine->starts_together && db->behind == NULL && q->trouble == NULL;
    helps = helps && count_waiting(db) < LIMIT_FORESEEN && find_foreseen(q) == NULL;
    q->soon.turn = db->turns++;
    q->state = helps ? QUERY_FORESEEN : QUERY_CLOSED;
}

static err make_ready(struct query *q)
{
    q->db->statements++;
    TRY(injected(q));
    q->statement = db_take_statement(q->db, q->sql);
    return NULL;
}

// What is foreseen or to run soon, in its order.
static size_t list_waiting(struct db *db, struct query **items)
{
    size_t count = 0;
    for (size_t i = 0; i < LIMIT_QUERIES_OPEN; i++) {
        struct query *q = &db->queries[i];
        size_t at = count;
        if (q->state != QUERY_FORESEEN) {
            continue;
        }
        for (; at > 0 && items[at - 1]->soon.turn > q->soon.turn; at--) {
            items[at] = items[at - 1];
        }
        items[at] = q;
        count++;
    }
    return count;
}

// They are told apart by whoever prepared them and by their rows, which writes do not keep.
static err make_all_ready(struct query *const *items, size_t count, const struct query *wanted)
{
    for (size_t i = 0; i < count; i++) {
        TRY(make_ready(items[i]));
        if (items[i] != wanted && items[i]->sql->writes) {
            items[i]->statement->in_use = false; // the same text again needs no second place
        }
    }
    return NULL;
}

// The first of them that was not carried out is the one that failed.
static err fault_of_all(err e, struct query *const *items, size_t waiting)
{
    for (size_t i = 0; i < waiting; i++) {
        if (items[i]->result == NULL) {
            return e == &DB_DUPLICATE && items[i]->sql->writes ? items[i]->soon.taken : e;
        }
    }
    return e;
}

// What was to run soon has run: give its id and close it. Fails when it changed another number of
// rows.
static err settle(struct query *q)
{
    struct soon soon = q->soon;
    bool row = false;
    if (soon.id != NULL) {
        *soon.id = 0;
        TRY(q->db->engine->next(q, &row));
        q->state = row ? QUERY_ON_ROW : QUERY_DONE;
        q->column_due = 0;
    }
    if (row) {
        *soon.id = read_i64(q, "id");
    }
    err e = soon.otherwise != NULL && q->changed != 1 ? soon.otherwise : NULL;
    (void)query_end(q);
    return e;
}

// What waits and, unless it is NULL or among it, the one that is wanted now, in one go.
static err start_together(struct db *db, struct query *wanted)
{
    struct query *items[LIMIT_QUERIES_OPEN];
    size_t waiting = list_waiting(db, items);
    size_t count = waiting;
    err e = NULL;
    if (wanted != NULL && wanted->state == QUERY_BINDING) {
        items[count++] = wanted;
    }
    TRY(make_all_ready(items, count, wanted));
    db->trips++;
    e = db->engine->start(items, count);
    if (e != NULL) {
        return fault_of_all(e, items, waiting);
    }
    for (size_t i = 0; i < waiting; i++) {
        items[i]->state = QUERY_WAITING;
        err trouble = items[i]->sql->writes ? settle(items[i]) : NULL;
        e = e != NULL ? e : trouble;
    }
    if (wanted != NULL && wanted->statement != NULL) {
        wanted->statement->in_use = true; // whoever shared its place is done
    }
    return e;
}

err db_catch_up(struct db *db)
{
    struct query *items[LIMIT_QUERIES_OPEN];
    forget_foreseen(db);
    if (db->mode == DB_WRITE && db->trouble == NULL && list_waiting(db, items) > 0) {
        db->trouble = start_together(db, NULL);
    }
    return db->trouble;
}

// The rows of the one that foresaw it become its own.
static err take_over(struct query *q, struct query *foreseen)
{
    if (foreseen->state == QUERY_FORESEEN) {
        TRY(start_together(q->db, foreseen));
    }
    q->statement = foreseen->statement;
    q->result = foreseen->result;
    q->row = foreseen->row;
    foreseen->statement = NULL;
    foreseen->result = NULL;
    return query_end(foreseen);
}

err db_start(struct query *q)
{
    db_check_bound(q);
    db_behind_step_aside(q);
    TRY(q->db->trouble);
    if (!q->db->engine->starts_together) {
        TRY(make_ready(q));
        q->db->trips++;
        return q->db->engine->start(&q, 1);
    }
    if (q->sql->writes) {
        forget_foreseen(q->db);
        return start_together(q->db, q);
    }
    struct query *foreseen = find_foreseen(q);
    return foreseen == NULL ? start_together(q->db, q) : take_over(q, foreseen);
}

// Whether it may wait; it is carried out at once otherwise.
static bool waits(struct query *q, struct soon how)
{
    struct db *db = q->db;
    assert(q->state == QUERY_BINDING && q->sql->writes);
    if (q->trouble != NULL || !db->engine->starts_together || db->behind != NULL ||
        count_waiting(db) >= LIMIT_SOON) {
        return false;
    }
    db_check_bound(q);
    forget_foreseen(db);
    how.turn = db->turns++;
    q->soon = how;
    q->state = QUERY_FORESEEN;
    return true;
}

err query_run_soon(struct query *q, err taken)
{
    if (waits(q, (struct soon){.taken = taken})) {
        return NULL;
    }
    err e = query_run(q, NULL);
    return e == &DB_DUPLICATE ? taken : e;
}

err query_run_one_soon(struct query *q, err otherwise)
{
    return waits(q, (struct soon){.taken = &DB_DUPLICATE, .otherwise = otherwise})
               ? NULL
               : query_run_one(q, otherwise);
}

err query_run_id_soon(struct query *q, int64_t *id)
{
    return waits(q, (struct soon){.taken = &DB_DUPLICATE, .id = id}) ? NULL : query_run_id(q, id);
}
