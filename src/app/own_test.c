// test-timeout: 240
// Whose it is, the other half (stranger_test): in a town of the demo each person of an institution,
// of a firm and of the site asks every page of a thing for one of their own, and who may see it
// does. The same people of another institution and firm do not.
#include "app/site_testing.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "app/named_testing.h"
#include "app/own_test.sql.h"
#include "app/own_testing.h"
#include "base/limits.h"
#include "market/contract/contract_pledge.h"
#include "market/law/law_testing.h"
#include "market/party/party.h"
#include "market/party/party_testing.h"
#include "market/party/right.h"
#include "platform/file/folder.h"
#include "platform/file/looked_testing.h"

#define OWN_FILE "src/app/own_access.csv"
#define NUMBERS_MAX 2048

static struct testing_db database; // of the engine whose turn it is
static struct web_test web;
static struct calendar calendar;
static struct {
    const char *noun;
    int64_t no;
    int64_t part_no;            // of what belongs to it; 0: nothing
    institution_id institution; // whose it is; NO_ID: none's
    supplier_id supplier;
    account_id account;
} numbers[NUMBERS_MAX];
static size_t number_count;

// People of the demo's first institution and of its first firm, each with one role, and who runs
// the site.
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
    {.column = "operator",   .email = "operator@demo.dure",   .role = PARTY_OPERATOR  },
};

// Whom nothing in the town belongs to.
static struct {
    institution_id institution;
    supplier_id supplier;
    account_id account;
} elsewhere;

static void read_numbers(void)
{
    number_count = 0;
    assert_null(db_begin(database.db, DB_READ));
    struct query *q = db_query(database.db, &SQL_OWN_TEST_NUMBERS);
    while (query_next(q)) {
        assert_true(number_count < NUMBERS_MAX);
        numbers[number_count].noun = str_to_c(database.arena, read_str(q, "noun"));
        numbers[number_count].no = read_i64(q, "no");
        numbers[number_count].part_no = read_i64(q, "part_no");
        numbers[number_count].institution.value = read_i64(q, "institution_id");
        numbers[number_count].account.value = read_i64(q, "account_id");
        numbers[number_count++].supplier.value = read_i64(q, "supplier_id");
    }
    assert_null(query_end(q));
    db_rollback(database.db);
}

// --- Asking --------------------------------------------------------------------------------------

// The sentences of a contract, answered as a firm does that may sign it.
static str pledges(struct arena *a)
{
    struct out o;
    out_init(&o, a, LIMIT_REQUEST_HEAD);
    for (int kind = 0; kind < CONTRACT_PLEDGE_COUNT; kind++) {
        bool is_sentence =
            contract_pledge_bars((enum contract_pledge_kind)kind) == CONTRACT_NO; // not a relation
        const char *word = contract_answer_word(is_sentence ? CONTRACT_YES : CONTRACT_NO);
        for (int item = 1; item <= CONTRACT_PLEDGE_ITEMS; item++) {
            out_format(&o, "%cpledge_%d=%s", o.n == 0 ? '?' : '&', (kind + 1) * 100 + item, word);
        }
    }
    return out_view(&o);
}

// With the thing's number in the first blank and its part's in the second.
static const char *address_with(const struct route *r, int64_t no, int64_t part_no)
{
    static const char *const PARTS[] = {"/:file", "/:item", "/:case"};
    const char *part = r->path + strlen(r->path);
    for (size_t i = 0; i < COUNT(PARTS); i++) {
        const char *found = strstr(r->path, PARTS[i]);
        part = found != NULL ? found : part;
    }
    struct arena *a = database.arena;
    str whole = str_slice(str_view(r->path), 0, (size_t)(part - r->path));
    str head = site_testing_address(a, str_to_c(a, whole), no);
    str tail = site_testing_address(a, part, part_no);
    bool is_signing = strcmp(r->path, "/supplier/contracts/:no/sign/confirm") == 0;
    str query = is_signing ? pledges(a) : S("");
    return str_to_c(a, str_format(a, "%.*s%.*s%.*s", STR_ARG(head), STR_ARG(tail), STR_ARG(query)));
}

static const char *address_of(const struct route *r, size_t thing)
{
    return address_with(r, numbers[thing].no, numbers[thing].part_no);
}

static struct named_fields named;
static size_t unnamed; // fields of pages that send a number and have no line

static int ask_as(const struct actor *actor, const struct route *r, size_t thing)
{
    web_as(&web, actor);
    const char *address = address_of(r, thing);
    struct web_answer a = web_get(&web, address);
    if (a.status == 200) {
        unnamed += named_testing_check_page(database.arena, &named, str_view(address), a.body);
    }
    return a.status;
}

// This person, standing where the thing is at home.
static struct actor at_home(const struct person *p, size_t thing)
{
    struct actor actor = p->actor;
    if (numbers[thing].institution.value != 0 && actor.institution.value != 0) {
        actor.institution = numbers[thing].institution;
    }
    if (numbers[thing].supplier.value != 0 && actor.supplier.value != 0) {
        actor.supplier = numbers[thing].supplier;
    }
    if (numbers[thing].account.value != 0) {
        actor.account = numbers[thing].account;
    }
    return actor;
}

static int ask_at_home(const struct person *p, const struct route *r, size_t thing)
{
    struct actor actor = at_home(p, thing);
    return ask_as(&actor, r, thing);
}

// As somebody of that role who has nothing to do with it.
static int ask_elsewhere(const struct person *p, const struct route *r, size_t thing)
{
    struct actor actor = p->actor;
    actor.account = elsewhere.account;
    if (actor.institution.value != 0) {
        actor.institution = elsewhere.institution;
    }
    if (actor.supplier.value != 0) {
        actor.supplier = elsewhere.supplier;
    }
    return ask_as(&actor, r, thing);
}

// --- Whose it is ---------------------------------------------------------------------------------

static str decided; // the whole of the file
static size_t line_count;
static size_t undecided;

// The kind of thing that the file names for a route; empty: it has no line yet.
static str noun_of(const struct route *r)
{
    str begin = str_format(database.arena, "\n%s,", r->path);
    size_t at = str_index(decided, begin);
    str rest = at < decided.n ? str_slice(decided, at + begin.n, decided.n) : S("");
    return str_cut(&rest, ',');
}

// The first thing that somebody may see there, those of the decided kind before the others; past
// the last: there is none.
static size_t find_thing(const struct route *r)
{
    str noun = noun_of(r);
    for (int turn = 0; turn < 2; turn++) {
        for (size_t i = 0; i < number_count; i++) {
            bool is_first = str_equals(noun, str_view(numbers[i].noun));
            for (size_t k = 0; k < COUNT(people) && is_first == (turn == 0); k++) {
                bool may = (people[k].actor.rights & r->right) ==
                           r->right; // the others are refused anyhow
                if (may && ask_at_home(&people[k], r, i) == 200) {
                    return i;
                }
            }
            arena_reset(database.arena); // of the answers
        }
    }
    return number_count;
}

// To whom it is another's it is missing, unless everybody may see it or it is none's.
static void check_strangers(const struct route *r, size_t thing)
{
    bool is_nobodys = numbers[thing].institution.value == 0 && numbers[thing].supplier.value == 0 &&
                      numbers[thing].account.value == 0;
    if (own_testing_is_for_all(r->path, numbers[thing].noun)) {
        return;
    }
    for (size_t i = 0; i < COUNT(people); i++) {
        int status = ask_elsewhere(&people[i], r, thing);
        bool may = (people[i].actor.rights & r->right) == r->right;
        if (!(is_nobodys && people[i].role == PARTY_OPERATOR) && status != (may ? 404 : 403)) {
            fail_msg("%s of a %s answers %d to the %s of others", r->path, numbers[thing].noun,
                     status, people[i].column);
        }
    }
}

static void check_route(const struct route *r)
{
    struct out line;
    size_t thing = find_thing(r);
    if (thing == number_count) {
        print_error("%s: nobody has a thing it is for; make one in own_testing.sql\n", r->path);
        undecided++;
        return;
    }
    out_init(&line, database.arena, LIMIT_CSV_FIELD);
    out_format(&line, "\n%s,%s", r->path, numbers[thing].noun);
    for (size_t i = 0; i < COUNT(people); i++) {
        out_format(&line, ",%d", ask_at_home(&people[i], r, thing));
    }
    out_char(&line, '\n');
    if (!str_contains(decided, out_view(&line))) {
        print_error("%.*s", STR_ARG(str_slice(out_view(&line), 1, out_view(&line).n)));
        undecided++;
    }
    check_strangers(r, thing);
    line_count++;
}

static void check_head(void)
{
    struct out head;
    out_init(&head, database.arena, LIMIT_CSV_FIELD);
    out_str(&head, S("route,thing"));
    for (size_t i = 0; i < COUNT(people); i++) {
        out_format(&head, ",%s", people[i].column);
    }
    out_char(&head, '\n');
    assert_true(str_starts(decided, out_view(&head)));
}

// Answers live in the database's arena: here in one of their own, emptied after each route.
static void for_each_page(bool names_a_thing, void (*visit)(const struct route *r))
{
    struct arena *of_town = database.arena;
    size_t list_count = 0;
    const struct route_list *lists = routes_of_site(&list_count);
    database.arena = arena_open(LIMIT_ARENA_UNIT);
    for (size_t i = 0; i < list_count; i++) {
        for (size_t k = 0; k < lists[i].count; k++) {
            const struct route *r = &lists[i].items[k];
            bool has_blank = strchr(r->path, ':') != NULL;
            if (r->method == GET &&
                (names_a_thing ? own_testing_names_a_thing(r->path) : !has_blank)) {
                visit(r);
                arena_reset(database.arena);
            }
        }
    }
    arena_close(database.arena);
    database.arena = of_town;
    db_set_arena(database.db, database.arena);
}

static void abuse_01_what_is_ones_own_is_seen_by_the_roles_that_may_and_by_no_other(void **state)
{
    (void)state;
    str sentence = S("");
    if (folder_read_file(database.arena, S(OWN_FILE), &decided, &sentence) != NULL) {
        fail_msg("%.*s", STR_ARG(sentence));
    }
    check_head();
    line_count = 0;
    undecided = 0;
    unnamed = 0;
    for_each_page(true, check_route);
    if (undecided > 0) {
        fail_msg("%zu of these lines are not in " OWN_FILE, undecided);
    }
    assert_int_equal(unnamed, 0);
    size_t lines = 0;
    for (size_t i = 0; i < decided.n; i++) {
        lines += decided.p[i] == '\n';
    }
    assert_int_equal(lines, line_count + 1); // none is of a route that was
}

// Pages of no one thing: lists and empty forms, which offer things to choose.
static void look_at_page(const struct route *r)
{
    for (size_t i = 0; i < COUNT(people); i++) {
        if ((people[i].actor.rights & r->right) == r->right) {
            web_as(&web, &people[i].actor);
            struct web_answer a = web_get(&web, r->path);
            unnamed += named_testing_check_page(database.arena, &named, str_view(r->path), a.body);
        }
    }
}

static void abuse_01_no_page_sends_a_number_that_strangers_do_not_ask(void **state)
{
    (void)state;
    unnamed = 0;
    for_each_page(false, look_at_page);
    assert_int_equal(unnamed, 0);
}

// --- A photo as it was handed in -----------------------------------------------------------------

static size_t made_count; // answers with what was made of it

static void look_for_original(const struct actor *actor, const struct route *r, int64_t no)
{
    const int64_t parts[] = {own_testing_picture_no().value, own_testing_original_no().value};
    web_as(&web, actor);
    for (size_t i = 0; i < COUNT(parts); i++) {
        const char *address = address_with(r, no, parts[i]);
        struct web_answer a = web_get(&web, address);
        if (str_contains(a.bytes, S(OWN_TESTING_ORIGINAL))) {
            fail_msg("%s hands out the original", address);
        }
        made_count += str_contains(a.bytes, S(OWN_TESTING_MADE));
    }
}

// Asked with the number of the picture, of its file, and of a thing that the route is for.
static void look_for_originals(const struct route *r)
{
    size_t thing = 0;
    str noun = noun_of(r);
    while (thing < number_count && !str_equals(noun, str_view(numbers[thing].noun))) {
        thing++;
    }
    const int64_t firsts[] = {own_testing_picture_no().value, own_testing_original_no().value,
                              thing < number_count ? numbers[thing].no : 0};
    for (size_t i = 0; i < COUNT(firsts); i++) {
        look_for_original(NULL, r, firsts[i]);
        for (size_t k = 0; k < COUNT(people); k++) {
            struct actor actor =
                thing < number_count ? at_home(&people[k], thing) : people[k].actor;
            if ((actor.rights & r->right) == r->right) {
                look_for_original(&actor, r, firsts[i]);
            }
        }
    }
}

static void no_route_hands_out_a_photo_as_it_was_handed_in(void **state)
{
    (void)state;
    made_count = 0;
    for_each_page(true, look_for_originals);
    assert_true(made_count > 0);
}

static int set_up(void **state)
{
    (void)state;
    static struct settings settings;
    calendar = testing_calendar(database.arena);
    site_testing_load_town(&database, &calendar);
    own_testing_make(&database);
    looked_testing_all(&database); // nobody sees a PDF before
    elsewhere.institution.value =
        party_testing_institution(&database, "낯선 기관", PARTY_ACTIVE).id;
    elsewhere.supplier.value =
        party_testing_supplier(&database, "낯선 기업", "9990000017", PARTY_ACTIVE).id;
    elsewhere.account.value =
        party_testing_person(&database, "nobody@stranger.dure", "낯선이", NULL, NULL).id;
    web_test_open(&web, &database, NULL, 0);
    web.site.law = testing_law();
    web.site.calendar = &calendar;
    site_testing_make(&web, &settings);
    for (size_t i = 0; i < COUNT(people); i++) {
        people[i].actor =
            site_testing_person(&database, people[i].email, party_role_rights(people[i].role));
    }
    web_as(&web, &people[COUNT(people) - 1].actor);
    assert_int_equal(web_get(&web, "/admin/suppliers").status, 200); // that is on record
    read_numbers();
    named = named_testing_load(database.arena);
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
        cmocka_unit_test(abuse_01_what_is_ones_own_is_seen_by_the_roles_that_may_and_by_no_other),
        cmocka_unit_test(abuse_01_no_page_sends_a_number_that_strangers_do_not_ask),
        cmocka_unit_test(no_route_hands_out_a_photo_as_it_was_handed_in),
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
