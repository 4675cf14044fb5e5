// test-timeout: 240
// What the neighbour does is not to be seen: in a town of the demo every page of every person of an
// institution and a firm is asked before and after another institution and another firm trade, buy
// and sell as much as all the town. It is the same to the letter, but where neighbour_pages.csv
// says why not. The neighbour's own pages are asked too: what moves there reached the page. What
// the neighbour offers is put on sale last: pages that show everybody's offers ("offers" in the
// file) move by that alone, and not by all that was theirs before.
#include "app/own_town_testing.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "app/neighbour_test.sql.h"
#include "app/own_testing.h"
#include "app/stranger_testing.h"
#include "base/limits.h"
#include "market/party/party_session_web.sql.h"
#include "market/party/party_testing.h"
#include "market/party/right.h"
#include "platform/file/folder.h"
#include "platform/sheet/sheet.h"

#define PAGES_FILE "src/app/neighbour_pages.csv"
#define LOOKS_MAX 2000
#define ROUTES_MAX 400
#define LOOKS_BYTES ((size_t)512 << 20)

static struct testing_db database; // of the engine whose turn it is
static struct own_town town;
static struct own_table access; // of what kind the thing of a page is
static struct actor neighbour;

// What was seen before, in the order it was asked.
static struct {
    struct arena *arena;
    str bodies[LOOKS_MAX];
    const struct own_thing *things[LOOKS_MAX]; // that the page was for
    size_t count;
} earlier;
static size_t place; // of the look that is next
static enum { BEFORE, TRADED, ON_SALE } turn;

static bool was_early[ROUTES_MAX]; // a page differed before the offers were on sale
static size_t route_count;         // that were looked at in this turn

static str decided; // the whole of the file
static size_t line_count;
static size_t undecided;

// --- Looking -------------------------------------------------------------------------------------

static void tell_difference(const char *address, str was, str is)
{
    size_t at = 0;
    while (at < was.n && at < is.n && was.p[at] == is.p[at]) {
        at++;
    }
    size_t from = at > 100 ? at - 100 : 0;
    print_error("%s\n  %.*s\n  %.*s\n", address, STR_ARG(str_slice(was, from, 300)),
                STR_ARG(str_slice(is, from, 300)));
}

// What a workbook says, row by row: in its bytes is when they were written.
static str rows_of(str book)
{
    struct sheet *s = NULL;
    const struct sheet_row *row = NULL;
    str sentence = S("");
    struct out o;
    out_init(&o, database.arena, LIMIT_PAGE);
    assert_null(sheet_open(database.arena, S("a.xlsx"), book, S("상품"), &s, &sentence));
    assert_null(sheet_next(s, &row, &sentence));
    while (row != NULL) {
        for (size_t i = 0; i < row->count; i++) {
            out_format(&o, "%.*s|", STR_ARG(row->cells[i].text));
        }
        out_char(&o, '\n');
        assert_null(sheet_next(s, &row, &sentence));
    }
    sheet_close(s);
    return out_view(&o);
}

// Does the page differ from what it was? Before the trade it is kept, and does not.
static bool differs(const struct actor *actor, const char *address, bool is_told)
{
    web_as(&town.web, actor);
    struct web_answer a = web_get(&town.web, address);
    bool is_book = str_starts(a.body, S("PK"));
    str body = is_book ? rows_of(a.body) : stranger_see(&town.web, a, public_no_from(1).value).body;
    assert_true(place < LOOKS_MAX);
    if (turn == BEFORE) {
        earlier.bodies[place++] = str_copy(earlier.arena, body);
        return false;
    }
    str was = earlier.bodies[place++];
    bool is = !str_equals(was, body);
    if (is && is_told) {
        tell_difference(address, was, body);
    }
    return is;
}

// "page,same,moves," as the file begins the line, and then why.
static void check_line(const struct route *r, const char *others, const char *own)
{
    str begin = str_format(database.arena, "\n%s,%s,%s,", r->path, others, own);
    size_t at = str_index(decided, begin);
    bool needs_why = strcmp(others, "same") != 0 || strcmp(own, "same") == 0;
    bool is = at < decided.n && (decided.p[at + begin.n] == '\n') != needs_why;
    if (!is) {
        print_error("%.*s\n", STR_ARG(str_slice(begin, 1, begin.n)));
        undecided++;
    }
    line_count++;
}

// Keeps whether others saw a page move by what is the neighbour's own; in the last turn its line is
// checked.
static void end_look(const struct route *r, bool others_move, const char *own)
{
    assert_true(route_count < ROUTES_MAX);
    bool *early = &was_early[route_count++];
    if (turn == TRADED) {
        *early = others_move;
    } else if (turn == ON_SALE) {
        check_line(r, *early ? "moves" : others_move ? "offers" : "same", own);
    }
}

static bool is_expected_to_move(const struct route *r)
{
    return str_contains(decided, str_format(database.arena, "\n%s,moves,", r->path)) ||
           (turn == ON_SALE &&
            str_contains(decided, str_format(database.arena, "\n%s,offers,", r->path)));
}

// --- Pages of no one thing -----------------------------------------------------------------------

static bool is_of_tenants(const struct route *r)
{
    return (r->right & RIGHT_OPERATOR) == 0;
}

// The same pages by their filters: each is a statement, or a branch of one, of its own.
static const struct {
    const char *page;
    const char *address;
} FILTERED[] = {
    {"/buyer/purchases", "/buyer/purchases?q=%EA%B5%AC%EB%A7%A4"   }, // 구매
    {"/buyer/contracts", "/buyer/contracts?q=2026"                 },
    {"/buyer/payments",  "/buyer/payments?state=paid"              },
    {"/search",          "/search?q=%EC%A2%85%EC%9D%B4&sort=newest"}, // 종이
    {"/search",          "/search?q=%EB%82%AF%EC%84%A0"            }, // 낯선, as the neighbour is called
    {"/suggest",         "/suggest?q=%EC%A2%85%EC%9D%B4"           },
    {"/suggest",         "/suggest?q=%EB%82%AF%EC%84%A0"           },
    {"/api/v1/products", "/api/v1/products?q=%EB%82%AF%EC%84%A0"   },
};

static bool filtered_differs(const struct actor *actor, const struct route *r, bool is_told)
{
    bool is = false;
    for (size_t i = 0; i < COUNT(FILTERED); i++) {
        if (strcmp(FILTERED[i].page, r->path) == 0) {
            is = differs(actor, FILTERED[i].address, is_told && !is) || is;
        }
    }
    return is;
}

static void look_at_page(const struct route *r)
{
    bool others_move = false;
    bool own_moves = false;
    bool is_told = !is_expected_to_move(r);
    if (!is_of_tenants(r)) {
        return;
    }
    for (size_t i = 0; i < OWN_PEOPLE; i++) {
        const struct own_person *p = &town.people[i];
        if (p->role != PARTY_OPERATOR && own_town_may(&p->actor, r)) {
            struct actor own = own_town_elsewhere(&town, p);
            own.department = neighbour.department;
            others_move = differs(&p->actor, r->path, is_told && !others_move) || others_move;
            others_move = filtered_differs(&p->actor, r, is_told && !others_move) || others_move;
            own_moves = differs(&own, r->path, false) || own_moves;
        }
    }
    end_look(r, others_move, own_moves ? "moves" : "same");
}

// --- Pages of a thing ----------------------------------------------------------------------------

static bool is_seen(const struct actor *actor, const struct route *r, const struct own_thing *thing)
{
    web_as(&town.web, actor);
    return own_town_may(actor, r) &&
           web_get(&town.web, own_town_address(&town, r, thing->no, thing->part_no)).status == 200;
}

// The oldest of the kind that somebody sees there: the newest firm is the neighbour. NULL: none.
static const struct own_thing *find_thing(const struct route *r)
{
    str noun = own_table_noun(&town, &access, r);
    for (size_t i = town.thing_count; i > 0; i--) {
        const struct own_thing *thing = &town.things[i - 1];
        for (size_t k = 0; k < OWN_PEOPLE && str_equals(noun, str_view(thing->noun)); k++) {
            struct actor actor = own_town_at_home(&town.people[k], thing);
            if (is_seen(&actor, r, thing)) {
                return thing;
            }
        }
    }
    return NULL;
}

static void look_at_thing(const struct route *r)
{
    bool moves = false;
    bool is_told = !is_expected_to_move(r);
    if (!is_of_tenants(r)) {
        return;
    }
    if (turn == BEFORE) {
        earlier.things[place] = find_thing(r);
    }
    const struct own_thing *thing = earlier.things[place];
    assert_non_null(thing);
    const char *address = own_town_address(&town, r, thing->no, thing->part_no);
    for (size_t i = 0; i < OWN_PEOPLE; i++) {
        struct actor actor = own_town_at_home(&town.people[i], thing);
        moves = differs(&actor, address, is_told && !moves) || moves;
    }
    end_look(r, moves, "");
}

// --- The trade -----------------------------------------------------------------------------------

static void run_twins(struct unit *u, const struct sql *statement, struct query *q)
{
    int64_t changed = 0;
    err e = query_run(q, &changed);
    if (e != NULL || changed == 0) {
        fail_msg("%s changes %lld: %s", statement->name, (long long)changed,
                 str_to_c(u->arena, db_error(u->db)));
    }
}

static err put_on_sale(struct unit *u, void *data)
{
    const struct actor *who = data;
    struct query *q = db_query(u->db, &SQL_TEST_TWIN_ON_SALE);
    bind_i64(q, "supplier", who->supplier.value);
    run_twins(u, &SQL_TEST_TWIN_ON_SALE, q);
    run_twins(u, &SQL_TEST_TWIN_CHANGES, db_query(u->db, &SQL_TEST_TWIN_CHANGES));
    return NULL;
}

static err add_twins(struct unit *u, void *data)
{
    enum { INSTITUTION = 1, DEPARTMENT = 2, SUPPLIER = 4, OFFICER = 8 };
    static const struct {
        const struct sql *statement;
        unsigned needs;
    } TWINS[] = {
        {&SQL_TEST_TWIN_PURCHASES,        INSTITUTION | DEPARTMENT | SUPPLIER | OFFICER},
        {&SQL_TEST_TWIN_TODOS,            INSTITUTION | SUPPLIER | OFFICER             },
        {&SQL_TEST_TWIN_REQUESTS,         SUPPLIER                                     },
        {&SQL_TEST_TWIN_QUOTES,           OFFICER                                      },
        {&SQL_TEST_TWIN_CONTRACTS,        INSTITUTION | SUPPLIER                       },
        {&SQL_TEST_TWIN_DELIVERIES,       OFFICER                                      },
        {&SQL_TEST_TWIN_RECORDS,          INSTITUTION | DEPARTMENT | SUPPLIER          },
        {&SQL_TEST_TWIN_SUMS,             INSTITUTION                                  },
        {&SQL_TEST_TWIN_YEARS,            INSTITUTION                                  },
        {&SQL_TEST_TWIN_PARTS,            INSTITUTION                                  },
        {&SQL_TEST_TWIN_DISTRICTS,        INSTITUTION                                  },
        {&SQL_TEST_TWIN_CLAIMS,           OFFICER                                      },
        {&SQL_TEST_TWIN_PAYMENTS,         INSTITUTION | OFFICER                        },
        {&SQL_TEST_TWIN_DISCLOSURES,      INSTITUTION                                  },
        {&SQL_TEST_TWIN_POSTINGS,         INSTITUTION                                  },
        {&SQL_TEST_TWIN_LINES,            0                                            },
        {&SQL_TEST_TWIN_REFUSALS,         INSTITUTION                                  },
        {&SQL_TEST_TWIN_ROUNDS,           OFFICER                                      },
        {&SQL_TEST_TWIN_STEPS,            OFFICER                                      },
        {&SQL_TEST_TWIN_NOTICES,          OFFICER                                      },
        {&SQL_TEST_TWIN_OFFERS,           SUPPLIER                                     },
        {&SQL_TEST_TWIN_REVISIONS,        0                                            },
        {&SQL_TEST_TWIN_PICTURES,         0                                            },
        {&SQL_TEST_TWIN_PRODUCT_PICTURES, SUPPLIER                                     },
        {&SQL_TEST_TWIN_PHOTO_ZIPS,       SUPPLIER                                     },
        {&SQL_TEST_TWIN_IMPORTS,          SUPPLIER                                     },
        {&SQL_TEST_TWIN_SHOOT_ITEMS,      SUPPLIER                                     },
        {&SQL_TEST_TWIN_CERTIFICATES,     SUPPLIER                                     },
        {&SQL_TEST_TWIN_WANTED,           INSTITUTION | OFFICER                        },
        {&SQL_TEST_TWIN_ANSWERS,          INSTITUTION | SUPPLIER | OFFICER             },
        {&SQL_TEST_TWIN_POLICIES,         INSTITUTION | OFFICER                        },
        {&SQL_TEST_TWIN_BASKET,           SUPPLIER | OFFICER                           },
        {&SQL_TEST_TWIN_TARGETS,          INSTITUTION | OFFICER                        },
        {&SQL_TEST_TWIN_SEARCHES,         OFFICER                                      },
        {&SQL_TEST_TWIN_DEPARTMENTS,      INSTITUTION                                  },
        {&SQL_TEST_TWIN_MEMBERS,          INSTITUTION | OFFICER                        },
        {&SQL_TEST_TWIN_STAFF,            SUPPLIER | OFFICER                           },
        {&SQL_TEST_TWIN_APPROVERS,        INSTITUTION | OFFICER                        },
        {&SQL_TEST_TWIN_DELEGATIONS,      INSTITUTION | OFFICER                        },
        {&SQL_TEST_TWIN_SUPPORT,          INSTITUTION                                  },
        {&SQL_TEST_TWIN_CHANGES,          0                                            },
    };
    static const char *const NAMES[] = {"institution", "department", "supplier", "officer"};
    const struct actor *who = data;
    const int64_t ids[] = {who->institution.value, who->department.value, who->supplier.value,
                           who->account.value};
    for (size_t i = 0; i < COUNT(TWINS); i++) {
        struct query *q = db_query(u->db, TWINS[i].statement);
        for (size_t k = 0; k < COUNT(NAMES); k++) {
            if ((TWINS[i].needs & (1U << k)) != 0) {
                bind_i64(q, NAMES[k], ids[k]);
            }
        }
        run_twins(u, TWINS[i].statement, q);
    }
    audit_write(u, S("purchase.create"), S("purchase"), 1, S(""));
    return NULL;
}

static void trade(err (*work)(struct unit *u, void *data))
{
    struct unit u = {
        .arena = database.arena, .db = database.db, .actor = &neighbour, .trace = S("t")};
    assert_null(unit_run(&u, unit_clock_system, work, &neighbour));
    db_set_arena(database.db, database.arena);
}

// Tasks, news and basket, as the header and the live stream count them.
static void read_counts(const struct actor *actor, int64_t counts[3])
{
    assert_null(db_begin(database.db, DB_READ));
    struct query *q = db_query(database.db, &SQL_SESSION_COUNTS);
    bind_i64(q, "account", actor->account.value);
    bind_i64(q, "rights", (int64_t)actor->rights);
    bind_id(q, "institution", actor->institution.value);
    bind_id(q, "supplier", actor->supplier.value);
    bind_date(q, "today", instant_date(unit_clock_system()));
    assert_true(query_next(q));
    counts[0] = read_i64(q, "own_count") + read_i64(q, "party_count") + read_i64(q, "deputy_count");
    counts[1] = read_i64(q, "notice_count");
    counts[2] = read_i64(q, "cart_count");
    assert_null(query_end(q));
    db_rollback(database.db);
}

static void read_all_counts(int64_t counts[OWN_PEOPLE][3])
{
    for (size_t i = 0; i < OWN_PEOPLE; i++) {
        read_counts(&town.people[i].actor, counts[i]);
    }
}

static void look_at_all(void)
{
    place = 0;
    route_count = 0;
    own_town_each(&town, GET, OWN_OF_NONE, look_at_page);
    own_town_each(&town, GET, OWN_OF_A_THING, look_at_thing);
}

static void abuse_01_no_figure_moves_when_another_party_trades(void **state)
{
    (void)state;
    int64_t counts[OWN_PEOPLE][3];
    int64_t again[OWN_PEOPLE][3];
    str sentence = S("");
    if (folder_read_file(database.arena, S(PAGES_FILE), &decided, &sentence) != NULL) {
        fail_msg("%.*s", STR_ARG(sentence));
    }
    assert_true(str_starts(decided, S("page,others,own,why\n")));
    line_count = 0;
    undecided = 0;
    site_testing_keep(&town.web);
    turn = BEFORE;
    look_at_all();
    read_all_counts(counts);
    site_testing_put_back(&town.web); // what they looked at is on record, and shown
    trade(add_twins);
    site_testing_keep(&town.web);
    turn = TRADED;
    look_at_all();
    read_all_counts(again);
    assert_memory_equal(counts, again, sizeof counts);
    site_testing_put_back(&town.web);
    trade(put_on_sale);
    turn = ON_SALE;
    look_at_all();
    read_all_counts(again);
    assert_memory_equal(counts, again, sizeof counts);
    if (undecided > 0) {
        fail_msg("%zu of these lines are not in " PAGES_FILE, undecided);
    }
    size_t lines = 0;
    for (size_t i = 0; i < decided.n; i++) {
        lines += decided.p[i] == '\n';
    }
    assert_int_equal(lines, line_count + 1); // none is of a page that was
    testing_tell("neighbour", &database, place, "");
}

static int set_up(void **state)
{
    (void)state;
    own_town_open(&town, &database);
    access = own_table_load(&town, "src/app/own_access.csv");
    neighbour = town.elsewhere;
    struct testing_row institution = {.id = neighbour.institution.value};
    neighbour.department.value = party_testing_department(&database, institution, "이웃 부서").id;
    earlier.arena = arena_open(LOOKS_BYTES);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    arena_close(earlier.arena);
    own_town_close(&town);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(abuse_01_no_figure_moves_when_another_party_trades),
    };
    int failed = 0;
    party_testing_begin();
    FOR_EACH_ENGINE(t)
    {
        database = t;
        failed += cmocka_run_group_tests(tests, set_up, tear_down);
        t = database; // the file was opened anew
    }
    party_testing_end();
    return failed;
}
