// A second thread carries out what the first one binds, tray by tray. While a tray is handed over
// the connection, its kept statements and its error belong to the second thread alone.
#include "platform/db/db_behind.h"

#include <assert.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "platform/db/db_fill.sql.h"

#define TRAY_SIZE 128 // statements handed over at once
#define TRAY_COUNT                                                                                 \
    32 // one is filled, the others wait while many rows are copied in, or are emptied
#define TABLES_MAX 64 // that a filling puts rows into by statements of their own
#define TEXTS_MAX 128 // different statements of a filling

struct tray {
    struct query items[TRAY_SIZE];
    size_t count;
    bool is_waited_for; // nothing of it, or of those before, is kept back
};

// Tables whose ids are foretold.
struct table {
    str name;
    int64_t last; // id given; -1: to be asked
};

// What a statement puts in.
struct known {
    const struct sql *sql;
    struct table *table; // NULL: it is no INSERT
    bool adds_one;
};

struct db_behind {
    struct db *db;
    pthread_t thread;
    pthread_mutex_t mutex; // of what follows
    pthread_cond_t changed;
    uint64_t given; // trays handed over
    uint64_t done;  // of these, carried out
    bool is_over;
    err trouble; // the first of the transaction: nothing more is carried out
    struct tray trays[TRAY_COUNT];
    struct table tables[TABLES_MAX];
    size_t table_count;
    struct known texts[TEXTS_MAX];
    size_t text_count;
};

// --- The second thread ---------------------------------------------------------------------------

err db_check_foretold(struct db *db, const struct sql *sql, int64_t foretold, int64_t id)
{
    if (id == foretold) {
        return NULL;
    }
    db_note_error(db, sql->name, "-", "gave another id than was foretold");
    return &DB_BROKEN;
}

static err carry_out_one(struct query *q)
{
    const struct engine *engine = q->db->engine;
    int64_t id = 0;
    bool row = true;
    q->statement = db_take_statement(q->db, q->sql);
    err e = engine->start(&q, 1);
    while (e == NULL && row) {
        e = engine->next(q, &row);
        if (e == NULL && row && q->foretold != 0) {
            id = engine->cell(q, 0).number;
        }
    }
    engine->finish(q);
    q->statement->in_use = false;
    q->statement = NULL;
    return e != NULL ? e : db_check_foretold(q->db, q->sql, q->foretold, id);
}

static err carry_out(struct db *db, struct tray *t)
{
    const struct engine *engine = db->engine;
    if (engine->carry_out != NULL) {
        TRY(t->count > 0 ? engine->carry_out(t->items, t->count) : NULL);
        return t->is_waited_for && engine->settle != NULL ? engine->settle(db) : NULL;
    }
    for (size_t i = 0; i < t->count; i++) {
        TRY(carry_out_one(&t->items[i]));
    }
    return NULL;
}

static void *work(void *behind)
{
    struct db_behind *b = behind;
    (void)pthread_mutex_lock(&b->mutex);
    while (!b->is_over || b->done < b->given) {
        if (b->done == b->given) {
            (void)pthread_cond_wait(&b->changed, &b->mutex);
            continue;
        }
        struct tray *t = &b->trays[b->done % TRAY_COUNT];
        err trouble = b->trouble;
        (void)pthread_mutex_unlock(&b->mutex);
        if (trouble == NULL) {
            trouble = carry_out(b->db, t);
        }
        t->count = 0;
        (void)pthread_mutex_lock(&b->mutex);
        b->trouble = trouble;
        b->done++;
        (void)pthread_cond_signal(&b->changed);
    }
    (void)pthread_mutex_unlock(&b->mutex);
    return NULL;
}

// --- The first -----------------------------------------------------------------------------------

static struct tray *tray_of(struct db_behind *b)
{
    return &b->trays[b->given % TRAY_COUNT]; // nobody else writes `given`
}

// Until at most `left` trays are not yet carried out.
static void hand_over(struct db_behind *b, uint64_t left)
{
    (void)pthread_mutex_lock(&b->mutex);
    struct tray *t = tray_of(b);
    t->is_waited_for = left == 0 && b->db->is_bare; // where nothing is bare nothing is kept back
    if (t->count > 0 || t->is_waited_for) {
        b->given++;
        (void)pthread_cond_signal(&b->changed);
    }
    while (b->given - b->done > left) {
        (void)pthread_cond_wait(&b->changed, &b->mutex);
    }
    if (b->db->trouble == NULL) {
        b->db->trouble = b->trouble;
    }
    (void)pthread_mutex_unlock(&b->mutex);
}

void db_behind_wait(struct db *db)
{
    if (db->behind != NULL) {
        hand_over(db->behind, 0);
    }
}

static void forget_ids(struct db_behind *b)
{
    for (size_t i = 0; i < b->table_count; i++) {
        b->tables[i].last = -1;
    }
}

void db_behind_step_aside(struct query *q)
{
    db_behind_wait(q->db);
    if (q->db->behind != NULL && q->sql->writes) {
        forget_ids(q->db->behind);
    }
}

void db_behind_forget(struct db *db)
{
    if (db->behind != NULL) {
        db->behind->trouble = NULL; // nothing is handed over
        forget_ids(db->behind);     // SQLite took back what it gave
    }
}

err db_behind_begin(struct db *db)
{
    assert(!db->in_transaction && db->behind == NULL);
    struct db_behind *b = calloc(1, sizeof(struct db_behind));
    if (b == NULL) {
        return &DB_AWAY;
    }
    b->db = db;
    (void)pthread_mutex_init(&b->mutex, NULL);
    (void)pthread_cond_init(&b->changed, NULL);
    if (pthread_create(&b->thread, NULL, work, b) != 0) {
        free(b);
        return &DB_AWAY;
    }
    db->behind = b;
    return NULL;
}

void db_behind_end(struct db *db)
{
    struct db_behind *b = db->behind;
    if (b == NULL) {
        return;
    }
    db_behind_wait(db);
    (void)pthread_mutex_lock(&b->mutex);
    b->is_over = true;
    (void)pthread_cond_signal(&b->changed);
    (void)pthread_mutex_unlock(&b->mutex);
    (void)pthread_join(b->thread, NULL);
    (void)pthread_cond_destroy(&b->changed);
    (void)pthread_mutex_destroy(&b->mutex);
    for (size_t t = 0; t < TRAY_COUNT; t++) {
        for (size_t i = 0; i < TRAY_SIZE; i++) {
            free(b->trays[t].items[i].text);
        }
    }
    db->behind = NULL;
    free(b);
}

// --- Ids -----------------------------------------------------------------------------------------

static struct table *table_of(struct db_behind *b, str name)
{
    for (size_t i = 0; i < b->table_count; i++) {
        if (str_equals(b->tables[i].name, name)) {
            return &b->tables[i];
        }
    }
    assert(b->table_count < TABLES_MAX);
    struct table *t = &b->tables[b->table_count++];
    *t = (struct table){.name = name, .last = -1};
    return t;
}

static const struct known *know(struct db_behind *b, const struct sql *sql)
{
    for (size_t i = 0; i < b->text_count; i++) {
        if (b->texts[i].sql == sql) {
            return &b->texts[i];
        }
    }
    assert(b->text_count < TEXTS_MAX);
    struct known *k = &b->texts[b->text_count++];
    str text = str_view(b->db->engine->kind == DB_SQLITE ? sql->sqlite : sql->postgres);
    *k = (struct known){.sql = sql, .adds_one = str_contains(text, S("VALUES ("))};
    if (str_starts(text, S("INSERT INTO"))) {
        str rest = str_slice(text, S("INSERT INTO").n + 1, text.n);
        k->table = table_of(b, str_cut(&rest, ' '));
    }
    return k;
}

static err ask_last(struct db *db, struct table *t)
{
    struct query *q = db_query(db, &SQL_FILL_LAST_ID);
    bind_str(q, "table", t->name);
    t->last = query_next(q) ? read_i64(q, "id") : 0;
    return query_end(q);
}

bool db_behind_fits(const struct query *q, bool wants_id)
{
    struct db_behind *b = q->db->behind;
    if (b == NULL || !q->sql->writes || q->state != QUERY_BINDING || q->trouble != NULL) {
        return false;
    }
    const struct known *k = know(b, q->sql);
    return !wants_id || (k->table != NULL && k->adds_one);
}

// Nobody else puts rows in: the next id is one more than the last.
static err foretell(struct db_behind *b, const struct known *k, int64_t *id)
{
    if (k->table->last < 0) {
        TRY(ask_last(b->db, k->table));
    }
    *id = k->table->last + 1;
    return NULL;
}

err db_behind_take(struct query *q, int64_t *id)
{
    struct db_behind *b = q->db->behind;
    const struct known *k = know(b, q->sql);
    int64_t foretold = 0;
    if (id != NULL) {
        TRY(foretell(b, k, &foretold));
        *id = foretold;
    }
    if (k->table != NULL && k->table->last >= 0) {
        k->table->last = k->adds_one ? k->table->last + 1 : -1;
    }
    struct tray *t = tray_of(b);
    struct query *place = &t->items[t->count];
    char *text = place->text; // the two change theirs
    size_t room = place->text_room;
    place->db = q->db;
    place->sql = q->sql;
    memcpy(place->values, q->values, q->sql->param_count * sizeof(struct value));
    place->text = q->text;
    place->text_room = q->text_room;
    q->text = text;
    q->text_room = room;
    place->foretold = foretold;
    t->count++;
    q->db->statements++;
    q->state = QUERY_CLOSED;
    if (t->count == TRAY_SIZE) {
        hand_over(b, TRAY_COUNT - 1);
    }
    return q->db->trouble;
}
