#include "platform/db/db_postgres_gather.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "platform/clock/clock.h"
#include "platform/db/db_behind.h"
#include "platform/db/db_postgres_link.h"

#define PILES_MAX 128          // different statements of a filling
#define PILE_BYTES (512 * KIB) // of rows, in the form of COPY, that are copied in at once
#define COPY_TEXT_MAX 4096     // bytes of the command
#define NUMBER_MAX 24          // bytes of a whole number

// What stands in a column.
struct part {
    bool is_bound;
    size_t param; // of what is bound, its place
    str text;     // of a constant, in the form of COPY
};

// The rows of one statement.
struct pile {
    const struct sql *sql;
    bool is_fit;
    bool may_do_nothing; // where another row has its key
    str table;
    str columns;
    struct part parts[LIMIT_COLUMNS];
    size_t part_count;
    char *rows;
    size_t size;
    size_t room;
    int64_t last; // id of the newest row; 0: nobody asked for any
};

struct gather {
    struct pile piles[PILES_MAX];
    size_t count;
};

// --- The statement
// -------------------------------------------------------------------------------------------

static bool skip(str *rest, str word)
{
    str from = str_trim(*rest);
    bool is_there = str_starts(from, word);
    *rest = is_there ? str_slice(from, word.n, from.n) : from;
    return is_there;
}

static str cut_digits(str *rest)
{
    size_t n = 0;
    while (n < rest->n && rest->p[n] >= '0' && rest->p[n] <= '9') {
        n++;
    }
    str digits = str_slice(*rest, 0, n);
    *rest = str_slice(*rest, n, rest->n);
    return digits;
}

// A constant in quotes that reads in the form of COPY as it reads in SQL.
static bool is_plain(str text)
{
    return !str_contains(text, S("\\")) && !str_contains(text, S("\n")) &&
           !str_contains(text, S("\t"));
}

static bool read_part(str *rest, size_t param_count, struct part *out)
{
    int64_t number = 0;
    *out = (struct part){0};
    if (skip(rest, S("$"))) {
        bool is_number = str_parse_i64(cut_digits(rest), &number);
        out->is_bound = true;
        out->param = (size_t)number - 1;
        return is_number && number >= 1 && (size_t)number <= param_count;
    }
    if (skip(rest, S("NULL"))) {
        out->text = S("\\N");
        return true;
    }
    if (skip(rest, S("'"))) {
        out->text = str_cut(rest, '\'');
        return is_plain(out->text) && !str_starts(*rest, S("'"));
    }
    out->text = cut_digits(rest);
    return out->text.n > 0;
}

static bool read_parts(str *rest, struct pile *p)
{
    do {
        if (p->part_count == LIMIT_COLUMNS ||
            !read_part(rest, p->sql->param_count, &p->parts[p->part_count++])) {
            return false;
        }
    } while (skip(rest, S(",")));
    return skip(rest, S(")"));
}

// INSERT INTO table (columns) VALUES (parts), and behind it what changes no new row.
static bool read_statement(struct pile *p)
{
    str rest = str_view(p->sql->postgres);
    if (!skip(&rest, S("INSERT INTO"))) {
        return false;
    }
    rest = str_trim(rest);
    p->table = str_cut(&rest, ' ');
    if (!skip(&rest, S("("))) {
        return false;
    }
    p->columns = str_cut(&rest, ')');
    if (!skip(&rest, S("VALUES")) || !skip(&rest, S("(")) || !read_parts(&rest, p)) {
        return false;
    }
    if (skip(&rest, S("ON CONFLICT ("))) {
        p->may_do_nothing = true;
        (void)str_cut(&rest, ')');
        if (!skip(&rest, S("DO NOTHING"))) {
            return false;
        }
    }
    (void)skip(&rest, S("RETURNING id"));
    return rest.n == 0;
}

static struct pile *pile_of(struct gather *g, const struct sql *sql)
{
    for (size_t i = 0; i < g->count; i++) {
        if (g->piles[i].sql == sql) {
            return &g->piles[i];
        }
    }
    assert(g->count < PILES_MAX);
    struct pile *p = &g->piles[g->count++];
    *p = (struct pile){.sql = sql};
    p->is_fit = read_statement(p);
    return p;
}

// Where a row that is there already leaves nothing to do, no id was foretold that comes out right:
// whoever was told one has a trouble either way.
static bool fits(struct gather *g, const struct query *q)
{
    const struct pile *p = pile_of(g, q->sql);
    return p->is_fit && (!p->may_do_nothing || q->foretold != 0);
}

void gather_forget(struct gather *g)
{
    for (size_t i = 0; g != NULL && i < g->count; i++) {
        g->piles[i].size = 0;
        g->piles[i].last = 0;
    }
}

void gather_close(struct gather *g)
{
    for (size_t i = 0; g != NULL && i < g->count; i++) {
        free(g->piles[i].rows);
    }
    free(g);
}

// --- A row
// -------------------------------------------------------------------------------------------

// Room for `size` more bytes; false when there is none to be had.
static bool make_room(struct pile *p, size_t size)
{
    size_t room = p->room == 0 ? PILE_BYTES : p->room;
    while (room - p->size < size) {
        room *= 2;
    }
    if (room > p->room) {
        char *rows = realloc(p->rows, room);
        if (rows == NULL) {
            return false;
        }
        p->rows = rows;
        p->room = room;
    }
    return true;
}

static void put(struct pile *p, const char *text, size_t n)
{
    memcpy(p->rows + p->size, text, n);
    p->size += n;
}

static void put_escaped(struct pile *p, const char *text, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        char c = text[i];
        char word = c == '\n' ? 'n' : c == '\r' ? 'r' : c == '\t' ? 't' : c == '\\' ? '\\' : '\0';
        if (word != '\0') {
            p->rows[p->size++] = '\\';
        }
        p->rows[p->size++] = word != '\0' ? word : c;
    }
}

static void put_value(struct pile *p, const struct query *q, const struct value *v)
{
    if (v->kind == VALUE_NUMBER) {
        char digits[NUMBER_MAX];
        int n = snprintf(digits, sizeof(digits), "%lld", (long long)v->number);
        put(p, digits, (size_t)n);
    } else if (v->kind == VALUE_TEXT) {
        put_escaped(p, q->text + v->at, v->size);
    } else {
        put(p, "\\N", 2);
    }
}

// The most bytes that its row takes.
static size_t size_of(const struct pile *p, const struct query *q)
{
    size_t size = 1;
    for (size_t i = 0; i < p->part_count; i++) {
        const struct part *part = &p->parts[i];
        bool is_text = part->is_bound && q->values[part->param].kind == VALUE_TEXT;
        size += 1 + (is_text          ? 2 * q->values[part->param].size
                     : part->is_bound ? NUMBER_MAX
                                      : part->text.n);
    }
    return size;
}

static void put_row(struct pile *p, const struct query *q)
{
    for (size_t i = 0; i < p->part_count; i++) {
        const struct part *part = &p->parts[i];
        if (part->is_bound) {
            put_value(p, q, &q->values[part->param]);
        } else {
            put(p, part->text.p, part->text.n);
        }
        p->rows[p->size++] = i + 1 == p->part_count ? '\n' : '\t';
    }
    p->last = q->foretold != 0 ? q->foretold : p->last > 0 ? p->last + 1 : 0;
}

// --- Copying in
// -------------------------------------------------------------------------------------------

// The command, and where ids were foretold the question which was given last.
static void write_command(const struct pile *p, char text[COPY_TEXT_MAX])
{
    int n = snprintf(text, COPY_TEXT_MAX, "COPY %.*s (%.*s) FROM STDIN", STR_ARG(p->table),
                     STR_ARG(p->columns));
    if (p->last != 0) {
        n += snprintf(text + n, COPY_TEXT_MAX - (size_t)n,
                      "; SELECT pg_sequence_last_value(CAST(pg_get_serial_sequence('%.*s', 'id')"
                      " AS REGCLASS))",
                      STR_ARG(p->table));
    }
    assert(n < COPY_TEXT_MAX); // the columns of one table
}

// Collect what it answers until there is no more.
static err receive(struct db *db, const struct pile *p, int64_t end)
{
    int64_t id = 0;
    err e = NULL;
    for (;;) {
        PGresult *answer = NULL;
        if (!link_next_answer(server_of(db)->pg, end, &answer)) {
            return link_lost(db, p->sql->name);
        }
        if (answer == NULL) {
            break;
        }
        if (!link_succeeded(answer) && e == NULL) {
            e = link_fault_of(db, p->sql->name, answer);
        } else if (PQntuples(answer) == 1) {
            (void)str_parse_i64(str_view(PQgetvalue(answer, 0, 0)), &id);
        }
        PQclear(answer);
        if (server_of(db)->pg == NULL) {
            return e;
        }
    }
    return e != NULL ? e : db_check_foretold(db, p->sql, p->last, id);
}

// Until the server wants the rows, or says why it does not.
static err ask(struct db *db, const struct pile *p, int64_t end)
{
    PGconn *pg = server_of(db)->pg;
    char command[COPY_TEXT_MAX];
    PGresult *answer = NULL;
    write_command(p, command);
    if (PQexitPipelineMode(pg) == 0 || PQsendQuery(pg, command) == 0 || !link_flush(pg, end) ||
        !link_next_answer(pg, end, &answer) || answer == NULL) {
        return link_lost(db, p->sql->name);
    }
    err e =
        PQresultStatus(answer) == PGRES_COPY_IN ? NULL : link_fault_of(db, p->sql->name, answer);
    PQclear(answer);
    return e;
}

static err copy_rows(struct db *db, const struct pile *p)
{
    TRY(link_begin(db));
    PGconn *pg = server_of(db)->pg;
    int64_t end = clock_ms() + db->statement_ms;
    if (pg == NULL) {
        return &DB_AWAY;
    }
    TRY(ask(db, p, end));
    if (PQputCopyData(pg, p->rows, (int)p->size) != 1 || PQputCopyEnd(pg, NULL) != 1 ||
        !link_flush(pg, end)) {
        return link_lost(db, p->sql->name);
    }
    TRY(receive(db, p, end));
    return PQenterPipelineMode(pg) == 0 ? link_lost(db, p->sql->name) : NULL;
}

// What was under way is not sorted out after a trouble.
static err copy_in(struct db *db, struct pile *p)
{
    if (p->size == 0) {
        return NULL;
    }
    err e = copy_rows(db, p);
    if (e != NULL) {
        link_drop(db);
    }
    p->size = 0;
    p->last = 0;
    return e;
}

static err add(struct gather *g, const struct query *q)
{
    struct pile *p = pile_of(g, q->sql);
    for (size_t i = 0; i < g->count; i++) { // rows of a table keep their order, and so their ids
        if (&g->piles[i] != p && g->piles[i].size > 0 && str_equals(g->piles[i].table, p->table)) {
            TRY(copy_in(q->db, &g->piles[i]));
        }
    }
    if (!make_room(p, size_of(p, q))) {
        db_note_error(q->db, q->sql->name, "-", "no memory for its row");
        return &DB_AWAY;
    }
    put_row(p, q);
    return p->size < PILE_BYTES ? NULL : copy_in(q->db, p);
}

err gather_settle(struct db *db)
{
    struct gather *g = server_of(db)->gather;
    for (size_t i = 0; g != NULL && i < g->count; i++) {
        TRY(copy_in(db, &g->piles[i]));
    }
    return NULL;
}

err gather(struct query *items, size_t count, err (*send)(struct query *items, size_t count))
{
    struct server *s = server_of(items[0].db);
    s->gather = s->gather == NULL ? calloc(1, sizeof(struct gather)) : s->gather;
    if (s->gather == NULL) {
        return &DB_AWAY;
    }
    for (size_t i = 0; i < count;) {
        size_t n = 0; // in a row that are sent as they are
        while (i + n < count && !fits(s->gather, &items[i + n])) {
            n++;
        }
        if (n == 0) {
            TRY(add(s->gather, &items[i]));
            i++;
            continue;
        }
        TRY(gather_settle(items[0].db));
        TRY(send(&items[i], n));
        i += n;
    }
    return NULL;
}
