#include "platform/db/db_postgres_parcel.h"

#include <assert.h>
#include <stdio.h>

#include "platform/clock/clock.h"
#include "platform/db/db_behind.h"
#include "platform/db/db_postgres_link.h"

#define OID_INT8 20 // a type of the catalogue, fixed for ever

struct name {
    char text[40];
};

static struct name name_of(const char *before, uint64_t number)
{
    struct name n;
    (void)snprintf(n.text, sizeof(n.text), "%ss%llu", before, (unsigned long long)number);
    return n;
}

// A whole number is declared int8, for the server would take `:n + 1` for int4; the rest is left to
// it. A parameter first seen as NULL may turn out a number: the statement is then prepared again.
static void declare(struct query *q)
{
    static_assert(LIMIT_PARAMS <= 64, "a bit each");
    struct statement *s = q->statement;
    uint64_t integers = s->integers;
    for (size_t i = 0; i < q->sql->param_count; i++) {
        if (q->values[i].kind == VALUE_NUMBER) {
            integers |= UINT64_C(1) << i;
        }
    }
    if (s->number != 0 && integers != s->integers) {
        s->outdated = s->number;
        s->number = 0;
    }
    s->integers = integers;
}

static bool send_prepare(PGconn *pg, const struct query *q, uint64_t number)
{
    Oid types[LIMIT_PARAMS] = {0};
    for (size_t i = 0; i < q->sql->param_count; i++) {
        types[i] = (q->statement->integers >> i & 1) != 0 ? OID_INT8 : 0;
    }
    return PQsendPrepare(pg, name_of("", number).text, q->sql->postgres, (int)q->sql->param_count,
                         types) != 0;
}

static bool send_execute(PGconn *pg, const struct query *q, uint64_t number)
{
    const char *values[LIMIT_PARAMS];
    char digits[LIMIT_PARAMS][24];
    for (size_t i = 0; i < q->sql->param_count; i++) {
        const struct value *v = &q->values[i];
        values[i] = NULL;
        if (v->kind == VALUE_NUMBER) {
            (void)snprintf(digits[i], sizeof(digits[i]), "%lld", (long long)v->number);
            values[i] = digits[i];
        } else if (v->kind == VALUE_TEXT) {
            values[i] = q->text + v->at;
        }
    }
    return PQsendQueryPrepared(pg, name_of("", number).text, (int)q->sql->param_count, values, NULL,
                               NULL, 0) != 0;
}

// --- Open queries --------------------------------------------------------------------------------

// Where in a parcel a query's own commands stand.
struct stay {
    uint64_t number; // of the statement, once it is prepared
    int cleared_at;  // the count of commands once it is deallocated; 0: nothing was
    int prepared_at; // the same of its preparation
    int run_at;      // the same of itself
};

static void put_in(struct parcel *p, const char *name)
{
    assert(p->count < PARCEL_MOST);
    p->names[p->count++] = name;
}

// DEALLOCATE and the preparation where they are due, and the statement. `before` is where the same
// text stands in this parcel already, or NULL.
static bool send_query(struct query *q, enum parcel_aim aim, const struct stay *before,
                       struct parcel *p, struct stay *out)
{
    struct server *s = server_of(q->db);
    struct statement *st = q->statement;
    bool sent = true;
    assert(q->sql->postgres != NULL);
    *out = (struct stay){.number = st->number};
    if (before != NULL) {
        *out = *before;
    } else if (st->outdated != 0) {
        sent = link_send_text(s->pg, name_of("DEALLOCATE ", st->outdated).text);
        put_in(p, q->sql->name);
        out->cleared_at = p->count;
    }
    if (sent && out->number == 0) {
        out->number = ++s->names;
        sent = send_prepare(s->pg, q, out->number);
        put_in(p, q->sql->name);
        out->prepared_at = p->count;
    }
    if (sent && aim == PARCEL_EXECUTE) {
        sent = send_execute(s->pg, q, out->number);
        put_in(p, q->sql->name);
        out->run_at = p->count;
    }
    return sent;
}

// What was done before a failure stays done.
static void note_done(struct query *q, const struct stay *at, struct parcel *p)
{
    struct statement *st = q->statement;
    st->outdated = at->cleared_at > p->done ? st->outdated : 0;
    st->number = at->prepared_at > p->done ? st->number : at->number;
    if (at->run_at > 0 && at->run_at <= p->done) {
        q->result = p->answers[at->run_at - 1];
        p->answers[at->run_at - 1] = NULL;
    }
}

static const struct stay *find_before(struct query *const *items, const struct stay *stays,
                                      size_t i)
{
    for (size_t k = 0; k < i; k++) {
        if (items[k]->statement == items[i]->statement) {
            return &stays[k];
        }
    }
    return NULL;
}

err parcel_run(struct query *const *items, size_t count, enum parcel_aim aim)
{
    struct db *db = items[0]->db;
    struct server *s = server_of(db);
    struct stay stays[LIMIT_QUERIES_OPEN];
    struct parcel p = {0};
    int64_t end = clock_ms() + db->statement_ms;
    bool sent = true;
    assert(count <= LIMIT_QUERIES_OPEN);
    for (size_t i = 0; i < count && aim == PARCEL_EXECUTE; i++) {
        declare(items[i]);
    }
    if (s->lingers) {
        s->lingers = false;
        sent = link_send_text(s->pg, "ROLLBACK");
        put_in(&p, "ROLLBACK");
    }
    if (sent && s->begin != NULL) {
        sent = link_send_text(s->pg, s->begin);
        put_in(&p, items[0]->sql->name);
    }
    for (size_t i = 0; i < count && sent; i++) {
        sent = send_query(items[i], aim, find_before(items, stays, i), &p, &stays[i]);
    }
    if (!sent || PQpipelineSync(s->pg) == 0 || !link_flush(s->pg, end)) {
        return link_lost(db, items[0]->sql->name);
    }
    TRY(link_settle(db, end));
    err e = link_receive(db, &p, end);
    if (s->pg != NULL) {
        s->begin = NULL;
        for (size_t i = 0; i < count; i++) {
            note_done(items[i], &stays[i], &p);
        }
    }
    link_clear(&p);
    return e;
}

// --- Queries of a fill ---------------------------------------------------------------------------

// The answer of a command that was sent among others.
static err take_answer(const struct query *q, int64_t end, PGresult **out)
{
    PGconn *pg = server_of(q->db)->pg;
    *out = NULL;
    while (*out == NULL) { // ends the answers of the command before
        if (PQstatus(pg) != CONNECTION_OK || !link_next_answer(pg, end, out)) {
            return link_lost(q->db, q->sql->name);
        }
    }
    bool is_well = link_succeeded(*out) || PQresultStatus(*out) == PGRES_PIPELINE_SYNC;
    return is_well ? NULL : link_fault_of(q->db, q->sql->name, *out);
}

// BEGIN, DEALLOCATE and the preparation where they are due, and the statement; q->row counts them.
static bool send_one(struct query *q)
{
    struct server *s = server_of(q->db);
    struct statement *st = q->statement = db_take_statement(q->db, q->sql);
    st->in_use = false; // by the time it is wanted again this has been sent
    declare(q);
    q->row = 1;
    bool sent = true;
    if (s->begin != NULL) {
        sent = link_send_text(s->pg, s->begin);
        s->begin = NULL;
        q->row++;
    }
    if (sent && st->outdated != 0) {
        sent = link_send_text(s->pg, name_of("DEALLOCATE ", st->outdated).text);
        st->outdated = 0;
        q->row++;
    }
    if (sent && st->number == 0) {
        st->number = ++s->names;
        sent = send_prepare(s->pg, q, st->number);
        q->row++;
    }
    return sent && send_execute(s->pg, q, st->number);
}

static err receive_one(struct query *q, int64_t end)
{
    int64_t id = 0;
    err e = NULL;
    for (int i = 0; i < q->row && e == NULL; i++) {
        PGresult *answer = NULL;
        e = take_answer(q, end, &answer);
        if (e == NULL && q->foretold != 0 && PQntuples(answer) == 1) {
            (void)str_parse_i64(str_view(PQgetvalue(answer, 0, 0)), &id);
        }
        PQclear(answer);
    }
    return e != NULL ? e : db_check_foretold(q->db, q->sql, q->foretold, id);
}

// The server works while the next are written down. What was sent and prepared is not sorted out
// after a trouble.
err parcel_run_all(struct query *items, size_t count)
{
    struct db *db = items[0].db;
    struct server *s = server_of(db);
    int64_t end = clock_ms() + db->statement_ms;
    TRY(link_settle(db, end));
    bool sent = s->pg != NULL;
    for (size_t i = 0; i < count && sent; i++) {
        sent = send_one(&items[i]);
    }
    if (s->pg == NULL) {
        return &DB_AWAY;
    }
    if (!sent || PQpipelineSync(s->pg) == 0 || !link_flush(s->pg, end)) {
        return link_lost(db, items[0].sql->name);
    }
    err e = NULL;
    for (size_t i = 0; i < count && e == NULL; i++) {
        e = receive_one(&items[i], end);
    }
    PGresult *synced = NULL;
    e = e != NULL ? e : take_answer(&items[count - 1], end, &synced);
    PQclear(synced);
    if (e != NULL) {
        link_drop(db);
    }
    return e;
}
