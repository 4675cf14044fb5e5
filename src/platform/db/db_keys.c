// Keys and indexes of a database that is filled, made again by several sessions where it is a
// server's. What SQLite does is db_fill.c.
#include <assert.h>

#include "platform/db/db_behind.h"
#include "platform/db/db_beside.h"
#include "platform/db/db_keys.sql.h"

#define LITTLE (INT64_C(1024) * 1024) // bytes of a table that is still to be filled

enum key_kind {
    KEY_INDEX,   // by order, also one that keeps rows apart
    KEY_WORDS,   // of an index of another kind
    KEY_FOREIGN, // it binds new rows; whether the others keep it is looked at later
};

struct key {
    struct key *next;
    enum key_kind kind;
    str table;
    str dropped_by;
    str made_by;
    str looked_at_by; // of a foreign key; empty: its rows are not looked at
};

struct db_keys {
    struct key *first;          // what is made again, in this order
    struct db_indexes *indexes; // SQLite's, in their place
};

struct table {
    struct table *next;
    str name;
    bool has_rows;
};

// --- Taking them away ----------------------------------------------------------------------------

static enum key_kind kind_from(str word)
{
    return str_equals(word, S("foreign")) ? KEY_FOREIGN
           : str_equals(word, S("words")) ? KEY_WORDS
                                          : KEY_INDEX;
}

static err list(struct db *db, struct db_keys *keys)
{
    struct key **end = &keys->first;
    struct query *q = db_query(db, &SQL_KEYS_LIST);
    bind_i64(q, "bytes", LITTLE);
    while (query_next(q)) {
        struct key *k = NEW(db->arena, struct key);
        *k = (struct key){.kind = kind_from(read_str(q, "kind")),
                          .table = read_str(q, "name"),
                          .dropped_by = read_str(q, "dropped_by"),
                          .made_by = read_str(q, "made_by"),
                          .looked_at_by = read_str(q, "looked_at_by")};
        *end = k;
        end = &k->next;
    }
    return query_end(q);
}

// What others rest on goes after them.
static err drop(struct db *db, const struct db_keys *keys, bool are_foreign)
{
    for (const struct key *k = keys->first; k != NULL; k = k->next) {
        if ((k->kind == KEY_FOREIGN) == are_foreign) {
            TRY(db->engine->script(db, str_to_c(db->arena, k->dropped_by)));
        }
    }
    return NULL;
}

err db_keys_drop(struct db *db, struct db_keys **out)
{
    *out = NEW(db->arena, struct db_keys);
    if (db->engine->another == NULL) {
        return db_indexes_drop(db, &(*out)->indexes);
    }
    assert(db->in_transaction && db->mode == DB_WRITE && !db->is_bare);
    TRY(list(db, *out)); // it waits for what was asked for before
    TRY(drop(db, *out, true));
    TRY(drop(db, *out, false));
    db->is_bare = (*out)->first != NULL;
    return NULL;
}

err db_keys_leave(struct db *db, const struct db_keys *keys)
{
    if (db->engine->another == NULL) {
        return db_indexes_make(db, keys->indexes);
    }
    assert(db->in_transaction && db->mode == DB_WRITE);
    (void)db_catch_up(db);
    db_behind_wait(db);
    TRY(db->trouble);
    db->is_bare = false;
    return NULL;
}

// --- Making them again ---------------------------------------------------------------------------

// When something of a table has its turn.
enum turn {
    TURN_FIRST,  // before the caller goes on
    TURN_BESIDE, // beside the caller, as all that follows
    TURN_LOOK,
    TURN_COUNT
};

struct plan {
    struct arena *arena;
    const struct db_keys *keys;
    struct table *tables; // the largest first
    struct chore *chores;
    size_t count;
};

static err list_tables(struct db *db, struct plan *p, size_t *out_count)
{
    struct table **end = &p->tables;
    struct query *q = db_query(db, &SQL_KEYS_TABLES);
    while (query_next(q)) {
        struct table *t = NEW(p->arena, struct table);
        *t = (struct table){.name = read_str(q, "name"), .has_rows = read_i64(q, "size") > 0};
        *end = t;
        end = &t->next;
        ++*out_count;
    }
    return query_end(q);
}

// What of a key is done in this turn; empty: nothing.
static str text_of(const struct key *k, enum turn turn)
{
    if (turn == TURN_LOOK) {
        return k->looked_at_by;
    }
    return k->kind == (turn == TURN_FIRST ? KEY_INDEX : KEY_WORDS) ? k->made_by : S("");
}

static size_t count_texts(const struct plan *p, const struct table *t, enum turn turn)
{
    size_t count = 0;
    for (const struct key *k = p->keys->first; k != NULL; k = k->next) {
        count += str_equals(k->table, t->name) && text_of(k, turn).n > 0;
    }
    return count;
}

// Its rows are counted when the last of its indexes is there.
static bool is_counted(const struct plan *p, const struct table *t, enum turn turn)
{
    bool has_words = count_texts(p, t, TURN_BESIDE) > 0;
    return t->has_rows && turn == (has_words ? TURN_BESIDE : TURN_FIRST);
}

static void add_chore(struct plan *p, const struct table *t, enum turn turn)
{
    size_t count = count_texts(p, t, turn);
    if (count == 0) {
        return;
    }
    const char **texts = NEW_ARRAY(p->arena, count + 1, const char *);
    struct chore *c = &p->chores[p->count++];
    *c = (struct chore){.texts = texts};
    for (const struct key *k = p->keys->first; k != NULL; k = k->next) {
        str text = text_of(k, turn);
        if (str_equals(k->table, t->name) && text.n > 0) {
            texts[c->count++] = str_to_c(p->arena, text);
        }
    }
    if (is_counted(p, t, turn)) {
        texts[c->count++] = str_format(p->arena, "ANALYZE %.*s", STR_ARG(t->name)).p;
    }
}

static err write_plan(struct db *db, struct plan *p, size_t *out_first_count)
{
    size_t tables = 0;
    TRY(db_begin(db, DB_READ));
    err e = list_tables(db, p, &tables);
    db_rollback(db);
    TRY(e);
    p->chores = NEW_ARRAY(p->arena, tables * TURN_COUNT + 1, struct chore);
    for (int turn = TURN_FIRST; turn < TURN_COUNT; turn++) {
        for (const struct table *t = p->tables; t != NULL; t = t->next) {
            add_chore(p, t, (enum turn)turn);
        }
        *out_first_count = turn == TURN_FIRST ? p->count : *out_first_count;
    }
    return NULL;
}

static err make_foreign(struct db *db, const struct db_keys *keys)
{
    TRY(db_begin(db, DB_WRITE));
    err e = NULL;
    for (const struct key *k = keys->first; k != NULL && e == NULL; k = k->next) {
        e = k->kind == KEY_FOREIGN ? db->engine->script(db, str_to_c(db->arena, k->made_by)) : NULL;
    }
    if (e == NULL) {
        return db_commit(db);
    }
    db_rollback(db);
    return e;
}

err db_keys_make(struct db *db, const struct db_keys *keys)
{
    assert(!db->in_transaction);
    if (keys->first == NULL) { // SQLite, or who does not own the tables
        return NULL;
    }
    struct plan p = {.arena = db->arena, .keys = keys};
    size_t first_count = 0;
    TRY(write_plan(db, &p, &first_count));
    TRY(beside_begin(db, p.chores, p.count, first_count));
    err e = make_foreign(db, keys);
    if (e != NULL) {
        beside_end(db);
        return e;
    }
    beside_go_on(db);
    return NULL;
}

err db_keys_wait(struct db *db)
{
    assert(!db->in_transaction);
    return beside_wait(db);
}
