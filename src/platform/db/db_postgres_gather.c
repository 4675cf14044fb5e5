#include "platform/db/db_postgres_gather.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "platform/db/db_postgres_link.h"
#include "platform/db/db_postgres_porter.h"

#define PILES_MAX 128          // different statements of a filling
#define PILE_BYTES (512 * KIB) // of rows, in the form of COPY, that are copied in at once
#define NUMBER_MAX 20          // bytes of a whole number

// What stands in a column.
struct part {
    bool is_bound;
    size_t param; // of what is bound, its place
    str text;     // of a constant, in the form of COPY
};

// The rows of one statement.
struct pile {
    struct load load;
    bool is_fit;
    bool may_do_nothing; // where another row has its key
    bool is_alone;       // no other statement puts rows into its table
    struct part parts[LIMIT_COLUMNS];
    size_t part_count;
};

struct gather {
    struct porter *porter;
    struct pile piles[PILES_MAX];
    size_t count;
};

// --- The statement -------------------------------------------------------------------------------

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
            !read_part(rest, p->load.sql->param_count, &p->parts[p->part_count++])) {
            return false;
        }
    } while (skip(rest, S(",")));
    return skip(rest, S(")"));
}

// INSERT INTO table (columns) VALUES (parts), and behind it what changes no new row.
static bool read_statement(struct pile *p)
{
    str rest = str_view(p->load.sql->postgres);
    if (!skip(&rest, S("INSERT INTO"))) {
        return false;
    }
    rest = str_trim(rest);
    p->load.table = str_cut(&rest, ' ');
    if (!skip(&rest, S("("))) {
        return false;
    }
    p->load.columns = str_cut(&rest, ')');
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
        if (g->piles[i].load.sql == sql) {
            return &g->piles[i];
        }
    }
    assert(g->count < PILES_MAX);
    struct pile *p = &g->piles[g->count++];
    *p = (struct pile){.load = {.sql = sql}, .is_alone = true};
    p->is_fit = read_statement(p);
    for (struct pile *other = g->piles; other != p; other++) {
        if (str_equals(other->load.table, p->load.table)) {
            other->is_alone = p->is_alone = false;
        }
    }
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
    if (g == NULL) {
        return;
    }
    porter_forget(g->porter);
    for (size_t i = 0; i < g->count; i++) {
        g->piles[i].load.size = 0;
        g->piles[i].load.last = 0;
    }
}

void gather_close(struct gather *g)
{
    if (g == NULL) {
        return;
    }
    porter_close(g->porter);
    for (size_t i = 0; i < g->count; i++) {
        free(g->piles[i].load.rows);
    }
    free(g);
}

// --- A row ---------------------------------------------------------------------------------------

// Room for `size` more bytes; false when there is none to be had.
static bool make_room(struct load *l, size_t size)
{
    size_t room = l->room == 0 ? PILE_BYTES : l->room;
    while (room - l->size < size) {
        room *= 2;
    }
    if (room > l->room) {
        char *rows = realloc(l->rows, room);
        if (rows == NULL) {
            return false;
        }
        l->rows = rows;
        l->room = room;
    }
    return true;
}

static void put(struct load *l, const char *text, size_t n)
{
    memcpy(l->rows + l->size, text, n);
    l->size += n;
}

static void put_number(struct load *l, int64_t number)
{
    char digits[NUMBER_MAX];
    char *at = digits + NUMBER_MAX;
    uint64_t rest = number < 0 ? 0 - (uint64_t)number : (uint64_t)number;
    do {
        *--at = (char)('0' + rest % 10);
        rest /= 10;
    } while (rest > 0);
    if (number < 0) {
        *--at = '-';
    }
    put(l, at, (size_t)(digits + NUMBER_MAX - at));
}

// What COPY reads as something else; '\0' when it reads it as it is.
static char escape_of(char c)
{
    return c == '\n' ? 'n' : c == '\r' ? 'r' : c == '\t' ? 't' : c == '\\' ? '\\' : '\0';
}

// Eight bytes of text at once: are they all from the blank on, and no backslash? In each byte the
// topmost bit tells.
static bool is_plain_word(const char *text)
{
    const uint64_t ones = UINT64_C(0x0101010101010101);
    uint64_t word = 0;
    memcpy(&word, text, sizeof(word));
    uint64_t other = word ^ (ones * (unsigned char)'\\'); // a backslash becomes 0
    uint64_t low = (word - ones * (unsigned char)' ') & ~word;
    uint64_t none = (other - ones) & ~other;
    return ((low | none) & ones << 7) == 0;
}

static void put_escaped(struct load *l, const char *text, size_t n)
{
    for (size_t i = 0; i < n;) {
        size_t from = i;
        while (n - i >= sizeof(uint64_t) && is_plain_word(text + i)) {
            i += sizeof(uint64_t);
        }
        while (i < n && escape_of(text[i]) == '\0') {
            i++;
        }
        put(l, text + from, i - from);
        if (i < n) {
            l->rows[l->size++] = '\\';
            l->rows[l->size++] = escape_of(text[i++]);
        }
    }
}

static void put_value(struct load *l, const struct query *q, const struct value *v)
{
    if (v->kind == VALUE_NUMBER) {
        put_number(l, v->number);
    } else if (v->kind == VALUE_TEXT) {
        put_escaped(l, q->text + v->at, v->size);
    } else {
        put(l, "\\N", 2);
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
    struct load *l = &p->load;
    for (size_t i = 0; i < p->part_count; i++) {
        const struct part *part = &p->parts[i];
        if (part->is_bound) {
            put_value(l, q, &q->values[part->param]);
        } else {
            put(l, part->text.p, part->text.n);
        }
        l->rows[l->size++] = i + 1 == p->part_count ? '\n' : '\t';
    }
    l->last = q->foretold != 0 ? q->foretold : l->last > 0 ? l->last + 1 : 0;
}

// --- Piles ---------------------------------------------------------------------------------------

static err give_away(struct gather *g, struct pile *p)
{
    return p->load.size == 0 ? NULL : porter_take(g->porter, &p->load);
}

// Rows of a table keep their order, and so their ids.
static err give_others_away(struct gather *g, const struct pile *p)
{
    for (size_t i = 0; i < g->count; i++) {
        struct pile *other = &g->piles[i];
        if (other != p && str_equals(other->load.table, p->load.table)) {
            TRY(give_away(g, other));
        }
    }
    return NULL;
}

static err add(struct gather *g, const struct query *q)
{
    struct pile *p = pile_of(g, q->sql);
    if (!p->is_alone) {
        TRY(give_others_away(g, p));
    }
    if (!make_room(&p->load, size_of(p, q))) {
        (void)porter_wait(g->porter); // whose error it is otherwise
        db_note_error(q->db, q->sql->name, "-", "no memory for its row");
        return &DB_AWAY;
    }
    put_row(p, q);
    return p->load.size < PILE_BYTES ? NULL : give_away(g, p);
}

static err give_all_away(struct gather *g)
{
    for (size_t i = 0; i < g->count; i++) {
        TRY(give_away(g, &g->piles[i]));
    }
    return NULL;
}

err gather_settle(struct db *db)
{
    struct gather *g = server_of(db)->gather;
    if (g == NULL) {
        return NULL;
    }
    err e = give_all_away(g);
    err trouble = porter_wait(g->porter);
    return e != NULL ? e : trouble;
}

static err gather_items(struct gather *g, struct query *items, size_t count,
                        err (*send)(struct query *items, size_t count))
{
    for (size_t i = 0; i < count;) {
        size_t n = 0; // in a row that are sent as they are
        while (i + n < count && !fits(g, &items[i + n])) {
            n++;
        }
        if (n == 0) {
            TRY(add(g, &items[i]));
            i++;
            continue;
        }
        TRY(gather_settle(items[0].db));
        TRY(send(&items[i], n));
        i += n;
    }
    return NULL;
}

static struct gather *gather_open(struct db *db)
{
    struct gather *g = calloc(1, sizeof(struct gather));
    struct porter *porter = porter_open(db);
    if (g == NULL || porter == NULL) {
        porter_close(porter);
        free(g);
        return NULL;
    }
    g->porter = porter;
    return g;
}

err gather(struct query *items, size_t count, err (*send)(struct query *items, size_t count))
{
    struct server *s = server_of(items[0].db);
    s->gather = s->gather == NULL ? gather_open(items[0].db) : s->gather;
    if (s->gather == NULL) {
        return &DB_AWAY;
    }
    err e = gather_items(s->gather, items, count, send);
    if (e != NULL) {
        (void)porter_wait(s->gather->porter); // after a trouble the connection is the caller's
    }
    return e;
}
