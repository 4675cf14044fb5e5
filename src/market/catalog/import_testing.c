#include "market/catalog/import_testing.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/limits.h"
#include "market/catalog/listing_store.h"

static void must(struct catalog_scene *s, err e)
{
    if (e != NULL) {
        (void)fprintf(stderr, "%s: %s\n", e->code, db_error(s->database->db).p);
        exit(1);
    }
}

static instant clock_of_tests(void)
{
    return web_test_now;
}

static err run(struct catalog_scene *s, err (*work)(struct unit *u, void *data), void *data)
{
    struct unit u = {
        .arena = s->database->arena, .db = s->database->db, .actor = &s->owner, .trace = S("t")};
    return unit_run(&u, clock_of_tests, work, data);
}

void import_testing_open(struct catalog_scene *s, struct testing_db *t, const struct route *routes,
                         size_t count)
{
    catalog_testing_open(s, t, routes, count);
    catalog_testing_seat_owner(s);
}

static struct import find(struct catalog_scene *s, public_no no)
{
    struct import i;
    must(s, db_begin(s->database->db, DB_READ));
    must(s, import_store_find(s->database->db, s->woman, no, &i));
    db_rollback(s->database->db);
    return i;
}

struct handed {
    struct import_sheet sheet;
    struct import made;
};

static err do_add(struct unit *u, void *data)
{
    struct handed *h = data;
    struct import_plan plan;
    TRY(import_action_add(u, &h->sheet, &h->made));
    TRY(import_action_plan(u, &h->made, &plan));
    return import_action_check(u, &h->made, &plan);
}

static struct import check(struct catalog_scene *s, str csv,
                           void (*cut)(struct arena *a, struct import_sheet *x))
{
    struct handed h;
    str sentence = S("");
    must(s, import_read_sheet(s->database->arena, S("상품.csv"), csv, &h.sheet, &sentence));
    if (cut != NULL) {
        cut(s->database->arena, &h.sheet);
    }
    must(s, run(s, do_add, &h));
    return import_testing_run(s, h.made.no);
}

struct import import_testing_check(struct catalog_scene *s, const char *csv)
{
    return check(s, str_view(csv), NULL);
}

static void cut_into_rows(struct arena *a, struct import_sheet *x)
{
    struct sheet_row row;
    str *items = NEW_ARRAY(a, (size_t)x->row_count, str);
    size_t count = 0;
    for (size_t i = 0; i < x->chunks.count; i++) {
        for (str rest = x->chunks.items[i]; rest.n > 0;) {
            str from = rest;
            (void)import_unpack(a, &rest, &row);
            items[count++] = str_slice(from, 0, from.n - rest.n);
        }
    }
    x->chunks.items = items;
    x->chunks.count = count;
}

struct import import_testing_check_by_row(struct catalog_scene *s, const char *csv)
{
    return check(s, str_view(csv), cut_into_rows);
}

struct step {
    import_id id;
    bool more;
};

static err do_step(struct unit *u, void *data)
{
    struct step *step = data;
    const struct actor *was = u->actor;
    err e = import_action_step(u, step->id, &step->more);
    if (e != NULL) {
        u->actor = was;
    }
    return e;
}

struct import import_testing_run(struct catalog_scene *s, public_no no)
{
    struct arena *arena = arena_open(LIMIT_ARENA_UNIT); // emptied as a worker's is
    struct step step = {.id = find(s, no).id, .more = true};
    struct unit u = {.arena = arena, .db = s->database->db, .actor = &s->owner, .trace = S("t")};
    while (step.more) {
        must(s, unit_run(&u, clock_of_tests, do_step, &step));
        u.actor = &s->owner;
        arena_reset(arena);
    }
    db_set_arena(s->database->db, s->database->arena);
    arena_close(arena);
    return find(s, no);
}

static err do_commit(struct unit *u, void *data)
{
    return import_action_commit(u, data);
}

static err do_undo(struct unit *u, void *data)
{
    return import_action_undo(u, data);
}

err import_testing_commit(struct catalog_scene *s, const struct import *i)
{
    struct import copy = *i;
    return run(s, do_commit, &copy);
}

err import_testing_undo(struct catalog_scene *s, const struct import *i)
{
    struct import copy = *i;
    return run(s, do_undo, &copy);
}

str import_testing_rows(struct catalog_scene *s, const struct import *i)
{
    import_row_list rows;
    struct out o;
    out_init(&o, s->database->arena, MIB);
    must(s, db_begin(s->database->db, DB_READ));
    must(s, import_store_rows(s->database->db, s->database->arena, i->id, -1, 0, 100, &rows));
    db_rollback(s->database->db);
    for (size_t k = 0; k < rows.count; k++) {
        out_format(&o, "%lld %s", (long long)rows.items[k].number,
                   import_row_word(rows.items[k].state));
        out_str(&o, rows.items[k].words.n > 0 ? S(" ") : S(""));
        out_str(&o, rows.items[k].words);
        out_str(&o,
                rows.items[k].notes.n > 0 ? rows.items[k].words.n > 0 ? S("\n") : S(" ") : S(""));
        out_str(&o, rows.items[k].notes);
        out_char(&o, ';');
    }
    return out_view(&o);
}

struct listing import_testing_listing(struct catalog_scene *s, const char *code)
{
    struct listing l = {.terms.own_code = str_view(code), .text.title = S("")};
    public_no no = NO_ID(public_no);
    must(s, db_begin(s->database->db, DB_READ));
    must(s, import_store_listing(s->database->db, s->woman, &l, &no));
    if (no.value != 0) {
        must(s, listing_store_find(s->database->db, s->database->arena, s->woman, no, &l));
    }
    db_rollback(s->database->db);
    return l;
}
