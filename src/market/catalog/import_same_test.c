// test-timeout: 300
// Rows of a chunk are judged and put in together, and of a server many at once is asked: what comes
// out is the same as row by row, on both databases, byte for byte.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "base/limits.h"
#include "market/catalog/import_same_test.sql.h"
#include "market/catalog/import_testing.h"
#include "market/catalog/listing_store.h"
#include "market/catalog/merge_action.h"
#include "platform/unit/audit.h"

#define HEADER "자체 상품코드,분류,상품명,단가,납기,규격,1상자 매수,수량별 단가,사진 주소\n"
#define ROWS 330 // of the sheet: more than three chunks
#define DUMP_SIZE (4 * MIB)

// --- The sheets ----------------------------------------------------------------------------------

// What is listed before.
static const char BEFORE[] = HEADER "E-1,paper.copy.a4,처음 하나,1000,3,A4,500,,\n"
                                    "E-2,paper.copy.a4,처음 둘,1000,3,A4,500,,\n"
                                    "E-3,paper.copy.a4,처음 셋,1000,3,A4,500,10:900,\n"
                                    "E-4,paper.copy.a4,처음 넷,1000,3,A4,500,,\n"
                                    "E-5,paper.copy.a4,처음 다섯,1000,3,A4,500,,\n"
                                    ",paper.copy.a4,부호 없는 하나,1000,3,A4,500,,\n"
                                    ",paper.copy.a4,부호 없는 둘,1000,3,A4,500,,\n"
                                    ",paper.copy.a4,부호 없는 셋,1000,3,A4,500,,\n";
static const char ENDED[] = HEADER "E-6,paper.copy.a4,끝난 것,1000,3,A4,500,,\n";
// While the sheet waits for its firm.
static const char MEANWHILE[] = HEADER "E-5,paper.copy.a4,처음 다섯,1300,3,A4,500,,\n"
                                       "N-20,paper.copy.a4,새것 20,10020,3,A4,500,,\n"
                                       "N-21,paper.copy.a4,새것 21,777,3,A4,500,,\n";

// Rows that know of one another or of what is there, at some places of the sheet.
static const struct {
    int at;
    const char *row;
} SPECIAL[] = {
    {3,   "E-1,paper.copy.a4,처음 하나,1100,3,A4,500,,"                                       },
    {5,   "X-1,paper.copy.a4,부호 없는 하나,1000,3,A4,500,,"                                }, // takes it over
    {6,   ",paper.copy.a4,부호 없는 하나,1005,3,A4,500,,"                                   }, // so this is another
    {8,   ",paper.copy.a4,부호 없는 둘,1200,3,A4,500,,"                                      },
    {9,   "X-2,paper.copy.a4,부호 없는 둘,1250,3,A4,500,,"                                   }, // the same, later
    {12,  "E-1,paper.copy.a4,쌍둥이,1100,3,A4,500,,"                                           },
    {15,  "E-2,paper.copy.a4,처음 둘,1000,3,A4,500,,https://img.example.com/a.jpg"             },
    {16,  "E-3,paper.copy.a4,처음 셋 새로,1000,3,A3,500,10:800,https://img.example.com/b.jpg"},
    {17,  "E-4,paper.copy.a4,처음 넷,1500,3,A4,500,,"                                          }, // merged meanwhile
    {18,  "E-5,paper.copy.a4,처음 다섯,1300,3,A4,500,,"                                       },
    {22,  "P-1,paper.copy.a4,사진,10,3,A4,500,,https://img.example.com/c.jpg"                   },
    {23,  "P-2,paper.copy.a4,사진 둘,10,3,A4,500,20:9,https://other.example.com/d.jpg"         },
    {30,  "S-1,paper.copy.a4,같은 이름,2000,3,A4,500,,"                                       },
    {31,  "S-2,paper.copy.a4,같은 이름,2100,3,A4,500,,"                                       },
    {32,  ",paper.copy.a4,같은 이름,2200,3,A4,500,,"                                          },
    {33,  ",paper.copy.a4,같은 이름,2300,3,A4,500,,"                                          }, // a twin
    {34,  "S-4,paper.copy.a4,같은 이름,2350,3,A4,500,,"                                       }, // takes the third of them
    {40,  "B-1,paper.copy.a4,,1000,3,A4,500,,"                                                    },
    {41,  "B-2,없는 분류,이름,1000,3,A4,500,,"                                              },
    {42,  "예시,paper.copy.a4,예시 상품,1000,3,A4,500,,"                                    },
    {43,  "B-3,복사용지,분류의 이름,1000,3,a4,500매,,"                                  },
    {99,  "L-1,paper.copy.a4,끝,3000,3,A4,500,,"                                                 },
    {100, "L-2,paper.copy.a4,끝,3100,3,A4,500,,"                                                 },
    {150, "E-1,paper.copy.a4,먼 쌍둥이,1100,3,A4,500,,"                                       },
    {151, ",paper.copy.a4,같은 이름,2400,3,A4,500,,"                                          }, // a far twin
    {160, "E-6,paper.copy.a4,끝난 것,1000,3,A4,500,,"                                          },
    {161, ",paper.copy.a4,부호 없는 셋,1000,3,A4,500,,"                                      },
    {162, "X-3,paper.copy.a4,부호 없는 셋,1000,3,A4,500,,"                                   },
    {250, "S-3,paper.copy.a4,같은 이름,2500,3,A4,500,,"                                       },
};

static const char *sheet_of(struct arena *a)
{
    struct out o;
    size_t next = 0;
    out_init(&o, a, MIB);
    out_str(&o, S(HEADER));
    for (int i = 0; i < ROWS; i++) {
        if (next < COUNT(SPECIAL) && SPECIAL[next].at == i) {
            out_format(&o, "%s\n", SPECIAL[next++].row);
        } else {
            out_format(&o, "N-%d,paper.copy.a4,새것 %d,%d,3,A4,500,,\n", i, i, 10000 + i);
        }
    }
    assert_int_equal(next, COUNT(SPECIAL));
    return str_to_c(a, out_view(&o));
}

// --- What they leave -----------------------------------------------------------------------------

static void dump_one(struct db *db, const struct sql *sql, struct out *o)
{
    struct query *q = db_query(db, sql);
    out_format(o, "\n== %s\n", sql->name);
    while (query_next(q)) {
        str line = read_str(q, "line");
        out_str(o, line);
        out_str(o, str_ends(line, S("\x1E")) ? S("") : S("\n")); // wherever a chunk ends
    }
    assert_null(query_end(q));
}

static void dump(struct catalog_scene *s, struct out *o)
{
    static const struct sql *const ALL[] = {
        &SQL_IMPORT_SAME_ROWS,   &SQL_IMPORT_SAME_LEFT, &SQL_IMPORT_SAME_OFFERS,
        &SQL_IMPORT_SAME_VALUES, &SQL_IMPORT_SAME_JOBS, &SQL_IMPORT_SAME_REVISIONS,
        &SQL_IMPORT_SAME_AUDIT,
    };
    struct db *db = s->database->db;
    int64_t rows = 0;
    str bad = S("");
    assert_null(db_begin(db, DB_READ));
    for (size_t i = 0; i < COUNT(ALL); i++) {
        dump_one(db, ALL[i], o);
    }
    assert_null(audit_verify(db, s->database->arena, &rows, &bad));
    assert_int_equal(bad.n, 0);
    db_rollback(db);
}

static instant clock_of_tests(void)
{
    return web_test_now;
}

static void run(struct catalog_scene *s, err (*work)(struct unit *u, void *data), void *data)
{
    struct unit u = {
        .arena = s->database->arena, .db = s->database->db, .actor = &s->owner, .trace = S("t")};
    assert_null(unit_run(&u, clock_of_tests, work, data));
}

static err do_merge(struct unit *u, void *data)
{
    const public_no *two = data;
    public_no no;
    return merge_action_merge(u, two[0], two[1], S("같은 종이"), &no);
}

static err do_approve(struct unit *u, void *data)
{
    (void)data;
    return query_run(db_query(u->db, &SQL_IMPORT_SAME_HOST), NULL);
}

typedef struct import (*checker)(struct catalog_scene *s, const char *csv);

static void commit(struct catalog_scene *s, struct import *i)
{
    assert_null(import_testing_commit(s, i));
    *i = import_testing_run(s, i->no);
    assert_int_equal(i->state, IMPORT_DONE);
}

// Everything, from what is listed before to what is left when it is undone.
static str story(struct catalog_scene *s, checker check, struct arena *a)
{
    struct out o;
    out_init(&o, a, DUMP_SIZE);
    run(s, do_approve, NULL);
    struct import first = check(s, BEFORE);
    commit(s, &first);
    struct import ended = check(s, ENDED);
    commit(s, &ended);
    assert_null(import_testing_undo(s, &ended));
    (void)import_testing_run(s, ended.no);

    struct import i = check(s, sheet_of(s->database->arena));
    dump(s, &o);
    struct import meanwhile = check(s, MEANWHILE);
    commit(s, &meanwhile);
    public_no two[] = {import_testing_listing(s, "E-4").product_no, s->paper.product_no};
    run(s, do_merge, two);
    commit(s, &i);
    dump(s, &o);
    assert_null(import_testing_undo(s, &i));
    (void)import_testing_run(s, i.no);
    dump(s, &o);
    assert_false(o.overflowed);
    return out_view(&o);
}

static void expect_same(str is, str first, const char *of)
{
    size_t at = 0;
    while (at < is.n && at < first.n && is.p[at] == first.p[at]) {
        at++;
    }
    if (at < is.n || at < first.n) {
        size_t from = at > 200 ? at - 200 : 0;
        print_error("%s: …%.*s…\n instead of\n…%.*s…\n", of, STR_ARG(str_slice(is, from, at + 200)),
                    STR_ARG(str_slice(first, from, at + 200)));
    }
    assert_int_equal(is.n, first.n);
    assert_int_equal(at, first.n);
}

static void a_chunk_comes_out_as_its_rows_one_by_one_on_both_databases(void **state)
{
    (void)state;
    static const checker WAYS[] = {import_testing_check_by_row, import_testing_check};
    struct arena *a = arena_open(8 * (size_t)DUMP_SIZE);
    str first = S("");
    for (size_t way = 0; way < COUNT(WAYS); way++) {
        FOR_EACH_ENGINE(t)
        {
            struct catalog_scene s;
            import_testing_open(&s, &t, NULL, 0);
            str is = story(&s, WAYS[way], a);
            first = first.n == 0 ? is : first;
            expect_same(is, first, db_engine(t.db) == DB_SQLITE ? "SQLite" : "PostgreSQL");
            catalog_testing_close(&s);
        }
    }
    assert_true(str_contains(first, S(" failed ")));
    assert_true(str_contains(first, S("먼 쌍둥이")));
    arena_close(a);
}

// --- Trips ---------------------------------------------------------------------------------------

struct step {
    import_id id;
    bool more;
};

static err do_step(struct unit *u, void *data)
{
    struct step *step = data;
    return import_action_step(u, step->id, &step->more);
}

// The most of a step of IMPORT_CHUNK_ROWS rows.
static void run_steps(struct catalog_scene *s, import_id id, int64_t *out_statements,
                      int64_t *out_trips)
{
    struct db *db = s->database->db;
    struct arena *arena = arena_open(LIMIT_ARENA_UNIT);
    struct unit u = {.arena = arena, .db = db, .actor = &s->owner, .trace = S("t")};
    *out_statements = 0;
    *out_trips = 0;
    for (struct step step = {.id = id, .more = true}; step.more;) {
        arena_reset(arena);
        u.actor = &s->owner;
        assert_null(unit_run(&u, clock_of_tests, do_step, &step));
        *out_statements = db_statements(db) > *out_statements ? db_statements(db) : *out_statements;
        *out_trips = db_trips(db) > *out_trips ? db_trips(db) : *out_trips;
    }
    db_set_arena(db, s->database->arena);
    arena_close(arena);
}

static const char *new_rows_of(struct arena *a)
{
    struct out o;
    out_init(&o, a, MIB);
    out_str(&o, S(HEADER));
    for (int i = 0; i < 3 * IMPORT_CHUNK_ROWS; i++) {
        out_format(&o, "T-%d,paper.copy.a4,새것 %d,%d,3,A4,500,,\n", i, i, 10000 + i);
    }
    return str_to_c(a, out_view(&o));
}

static err do_add(struct unit *u, void *data)
{
    struct import *made = data;
    struct import_sheet sheet;
    struct import_plan plan;
    str sentence = S("");
    TRY(import_read_sheet(u->arena, S("a.csv"), str_view(new_rows_of(u->arena)), &sheet,
                          &sentence));
    TRY(import_action_add(u, &sheet, made));
    TRY(import_action_plan(u, made, &plan));
    return import_action_check(u, made, &plan);
}

// A row that is new: to look at it and to list it.
static void a_new_row_takes_few_statements_and_no_trip_of_its_own(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct catalog_scene s;
        struct import i;
        int64_t statements = 0;
        int64_t trips = 0;
        bool is_server = db_engine(t.db) == DB_POSTGRES;
        import_testing_open(&s, &t, NULL, 0);
        run(&s, do_add, &i);
        run_steps(&s, i.id, &statements, &trips);
        print_message("look: %lld statements, %lld trips\n", (long long)statements,
                      (long long)trips);
        assert_true(statements <= (is_server ? 1 : 4) * IMPORT_CHUNK_ROWS + 20);
        assert_true(!is_server || trips <= 20);

        assert_null(db_begin(t.db, DB_READ));
        assert_null(import_store_find(t.db, s.woman, i.no, &i));
        db_rollback(t.db);
        assert_null(import_testing_commit(&s, &i));
        run_steps(&s, i.id, &statements, &trips);
        print_message("list: %lld statements, %lld trips\n", (long long)statements,
                      (long long)trips);
        assert_true(statements <= (is_server ? 7 : 9) * IMPORT_CHUNK_ROWS + 20);
        assert_true(!is_server || trips <= 50);
        catalog_testing_close(&s);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_chunk_comes_out_as_its_rows_one_by_one_on_both_databases),
        cmocka_unit_test(a_new_row_takes_few_statements_and_no_trip_of_its_own),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
