// test-timeout: 240
// Whose it is, the other half (stranger_test): in a town of the demo each person of an institution
// and of a firm asks every page of a thing for one of their own, and who may see it does. A dash
// says that the town has nothing in the state the page is for.
#include "app/site_testing.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "app/own_test.sql.h"
#include "base/limits.h"
#include "market/law/law_testing.h"
#include "market/party/party.h"
#include "market/party/party_testing.h"
#include "market/party/right.h"
#include "platform/file/folder.h"
#include "platform/file/looked_testing.h"

#define OWN_FILE "src/app/own_access.csv"
#define NUMBERS_MAX 1024

static struct testing_db database; // of the engine whose turn it is
static struct web_test web;
static struct calendar calendar;
static struct {
    const char *noun;
    int64_t no;
    institution_id institution; // whose it is; NO_ID: none's
    supplier_id supplier;
} numbers[NUMBERS_MAX];
static size_t number_count;

// People of the demo's first institution and of its first firm, each with one role.
static struct person {
    const char *column;
    const char *email;
    enum party_role role;
    struct actor actor;
} people[] = {
    {.column = "officer",    .email = "officer@demo.dure",    .role = PARTY_OFFICER   },
    {.column = "approver",   .email = "approver@demo.dure",   .role = PARTY_APPROVER  },
    {.column = "inspector",  .email = "inspector@demo.dure",  .role = PARTY_INSPECTOR },
    {.column = "accountant", .email = "accountant@demo.dure", .role = PARTY_ACCOUNTANT},
    {.column = "admin",      .email = "admin@demo.dure",      .role = PARTY_ADMIN     },
    {.column = "staff",      .email = "supplier@demo.dure",   .role = PARTY_STAFF     },
    {.column = "owner",      .email = "supplier@demo.dure",   .role = PARTY_OWNER     },
};

static void read_numbers(void)
{
    number_count = 0;
    assert_null(db_begin(database.db, DB_READ));
    struct query *q = db_query(database.db, &SQL_OWN_TEST_NUMBERS);
    while (query_next(q)) {
        assert_true(number_count < NUMBERS_MAX);
        numbers[number_count].noun = str_to_c(database.arena, read_str(q, "noun"));
        numbers[number_count].no = read_i64(q, "no");
        numbers[number_count].institution.value = read_i64(q, "institution_id");
        numbers[number_count++].supplier.value = read_i64(q, "supplier_id");
    }
    assert_null(query_end(q));
    db_rollback(database.db);
}

// As this person, who stands where the thing is at home.
static int ask(const struct person *p, const struct route *r, size_t thing)
{
    struct actor actor = p->actor;
    if (thing < number_count && numbers[thing].institution.value != 0 &&
        actor.institution.value != 0) {
        actor.institution = numbers[thing].institution;
    }
    if (thing < number_count && numbers[thing].supplier.value != 0 && actor.supplier.value != 0) {
        actor.supplier = numbers[thing].supplier;
    }
    web_as(&web, &actor);
    int64_t no = thing < number_count ? numbers[thing].no : public_no_from(1).value;
    str address = site_testing_address(database.arena, r->path, no);
    return web_get(&web, str_to_c(database.arena, address)).status;
}

// The first thing that somebody may see there; past the last: the town has none.
static size_t find_thing(const struct route *r)
{
    for (size_t i = 0; i < number_count; i++) {
        for (size_t k = 0; k < COUNT(people); k++) {
            bool may =
                (people[k].actor.rights & r->right) == r->right; // the others are refused anyhow
            if (may && ask(&people[k], r, i) == 200) {
                return i;
            }
        }
    }
    return number_count;
}

static str decided; // the whole of the file
static size_t line_count;
static size_t undecided;

static void check_route(const struct route *r)
{
    struct out line;
    size_t thing = find_thing(r);
    out_init(&line, database.arena, LIMIT_CSV_FIELD);
    out_format(&line, "\n%s,%s", r->path, thing < number_count ? numbers[thing].noun : "-");
    for (size_t i = 0; i < COUNT(people); i++) {
        out_format(&line, ",%d", ask(&people[i], r, thing));
    }
    out_char(&line, '\n');
    if (!str_contains(decided, out_view(&line))) {
        print_error("%.*s", STR_ARG(str_slice(out_view(&line), 1, out_view(&line).n)));
        undecided++;
    }
    line_count++;
}

static bool is_of_a_thing(const struct route *r)
{
    return r->method == GET && strstr(r->path, "/:no") != NULL &&
           (strncmp(r->path, "/buyer/", 7) == 0 || strncmp(r->path, "/supplier/", 10) == 0);
}

static void abuse_01_what_is_ones_own_is_seen_by_the_roles_that_may(void **state)
{
    (void)state;
    str sentence = S("");
    size_t list_count = 0;
    const struct route_list *lists = routes_of_site(&list_count);
    struct arena *of_town = database.arena;
    if (folder_read_file(database.arena, S(OWN_FILE), &decided, &sentence) != NULL) {
        fail_msg("%.*s", STR_ARG(sentence));
    }
    struct out head;
    out_init(&head, database.arena, LIMIT_CSV_FIELD);
    out_str(&head, S("route,thing"));
    for (size_t i = 0; i < COUNT(people); i++) {
        out_format(&head, ",%s", people[i].column);
    }
    assert_true(str_starts(decided, out_view(&head)));
    looked_testing_all(&database); // nobody sees a PDF before
    line_count = 0;
    undecided = 0;
    database.arena = arena_open(LIMIT_ARENA_UNIT);
    for (size_t i = 0; i < list_count; i++) {
        for (size_t k = 0; k < lists[i].count; k++) {
            if (is_of_a_thing(&lists[i].items[k])) {
                check_route(&lists[i].items[k]);
                arena_reset(database.arena);
            }
        }
    }
    arena_close(database.arena);
    database.arena = of_town;
    db_set_arena(database.db, database.arena);
    if (undecided > 0) {
        fail_msg("%zu of these lines are not in " OWN_FILE, undecided);
    }
    size_t lines = 0;
    for (size_t i = 0; i < decided.n; i++) {
        lines += decided.p[i] == '\n';
    }
    assert_int_equal(lines, line_count + 1); // none is of a route that was
}

static int set_up(void **state)
{
    (void)state;
    static struct settings settings;
    calendar = testing_calendar(database.arena);
    site_testing_load_town(&database, &calendar);
    web_test_open(&web, &database, NULL, 0);
    web.site.law = testing_law();
    web.site.calendar = &calendar;
    site_testing_make(&web, &settings);
    for (size_t i = 0; i < COUNT(people); i++) {
        people[i].actor =
            site_testing_person(&database, people[i].email, party_role_rights(people[i].role));
    }
    read_numbers();
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    site_testing_end(&web);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(abuse_01_what_is_ones_own_is_seen_by_the_roles_that_may),
    };
    int failed = 0;
    party_testing_begin();
    FOR_EACH_ENGINE(t)
    {
        database = t;
        failed += cmocka_run_group_tests(tests, set_up, tear_down);
    }
    party_testing_end();
    return failed;
}
