#include "app/own_town_testing.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "app/own_testing.h"
#include "app/own_town_testing.sql.h"
#include "base/limits.h"
#include "market/contract/contract_pledge.h"
#include "market/law/law_testing.h"
#include "market/party/party_testing.h"
#include "market/party/right.h"
#include "platform/file/folder.h"
#include "platform/file/looked_testing.h"

#define THINGS_MAX 3072

static const struct own_person PEOPLE[OWN_PEOPLE] = {
    {.column = "officer",    .email = "officer@demo.dure",    .role = PARTY_OFFICER   },
    {.column = "approver",   .email = "approver@demo.dure",   .role = PARTY_APPROVER  },
    {.column = "inspector",  .email = "inspector@demo.dure",  .role = PARTY_INSPECTOR },
    {.column = "accountant", .email = "accountant@demo.dure", .role = PARTY_ACCOUNTANT},
    {.column = "admin",      .email = "admin@demo.dure",      .role = PARTY_ADMIN     },
    {.column = "staff",      .email = "supplier@demo.dure",   .role = PARTY_STAFF     },
    {.column = "owner",      .email = "supplier@demo.dure",   .role = PARTY_OWNER     },
    {.column = "operator",   .email = "operator@demo.dure",   .role = PARTY_OPERATOR  },
};

static void read_things(struct own_town *t)
{
    struct arena *a = t->database->arena;
    struct db *db = t->database->db;
    t->things = NEW_ARRAY(a, THINGS_MAX, struct own_thing);
    t->thing_count = 0;
    assert_null(db_begin(db, DB_READ));
    struct query *q = db_query(db, &SQL_OWN_TOWN_TESTING_THINGS);
    while (query_next(q)) {
        assert_true(t->thing_count < THINGS_MAX);
        t->things[t->thing_count++] = (struct own_thing){
            .noun = str_to_c(a, read_str(q, "noun")),
            .no = read_i64(q, "no"),
            .part_no = read_i64(q, "part_no"),
            .institution.value = read_i64(q, "institution_id"),
            .supplier.value = read_i64(q, "supplier_id"),
            .account.value = read_i64(q, "account_id"),
        };
    }
    assert_null(query_end(q));
    db_rollback(db);
}

void own_town_open(struct own_town *t, struct testing_db *database)
{
    *t = (struct own_town){.database = database, .calendar = testing_calendar(database->arena)};
    site_testing_load_town(database, &t->calendar);
    own_testing_make(database);
    looked_testing_all(database); // nobody sees a PDF before
    t->elsewhere.institution.value =
        party_testing_institution(database, "낯선 기관", PARTY_ACTIVE).id;
    t->elsewhere.supplier.value =
        party_testing_supplier(database, "낯선 기업", "9990000017", PARTY_ACTIVE).id;
    t->elsewhere.account.value =
        party_testing_person(database, "nobody@stranger.dure", "낯선이", NULL, NULL).id;
    web_test_open(&t->web, database, NULL, 0);
    t->web.site.law = testing_law();
    t->web.site.calendar = &t->calendar;
    site_testing_make(&t->web, &t->settings);
    for (size_t i = 0; i < OWN_PEOPLE; i++) {
        t->people[i] = PEOPLE[i];
        t->people[i].actor =
            site_testing_person(database, PEOPLE[i].email, party_role_rights(PEOPLE[i].role));
    }
    web_as(&t->web, &t->people[OWN_PEOPLE - 1].actor);
    assert_int_equal(web_get(&t->web, "/admin/suppliers").status, 200); // that is on record
    read_things(t);
}

void own_town_close(struct own_town *t)
{
    site_testing_end(&t->web);
}

// --- Who asks ------------------------------------------------------------------------------------

bool own_town_is_nobodys(const struct own_thing *thing)
{
    return thing->institution.value == 0 && thing->supplier.value == 0 && thing->account.value == 0;
}

bool own_town_may(const struct actor *actor, const struct route *r)
{
    return (actor->rights & r->right) == r->right;
}

struct actor own_town_at_home(const struct own_person *p, const struct own_thing *thing)
{
    struct actor actor = p->actor;
    if (thing->institution.value != 0 && actor.institution.value != 0) {
        actor.institution = thing->institution;
    }
    if (thing->supplier.value != 0 && actor.supplier.value != 0) {
        actor.supplier = thing->supplier;
    }
    if (thing->account.value != 0) {
        actor.account = thing->account;
    }
    return actor;
}

struct actor own_town_elsewhere(const struct own_town *t, const struct own_person *p)
{
    struct actor actor = p->actor;
    actor.account = t->elsewhere.account;
    if (actor.institution.value != 0) {
        actor.institution = t->elsewhere.institution;
    }
    if (actor.supplier.value != 0) {
        actor.supplier = t->elsewhere.supplier;
    }
    return actor;
}

// --- Where ---------------------------------------------------------------------------------------

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

const char *own_town_address(const struct own_town *t, const struct route *r, int64_t no,
                             int64_t part_no)
{
    static const char *const PARTS[] = {"/:file", "/:item", "/:case", "/:picture"};
    const char *part = r->path + strlen(r->path);
    for (size_t i = 0; i < COUNT(PARTS); i++) {
        const char *found = strstr(r->path, PARTS[i]);
        part = found != NULL ? found : part;
    }
    struct arena *a = t->database->arena;
    str whole = str_slice(str_view(r->path), 0, (size_t)(part - r->path));
    str head = site_testing_address(a, str_to_c(a, whole), no);
    str tail = site_testing_address(a, part, part_no);
    bool is_signing = strcmp(r->path, "/supplier/contracts/:no/sign/confirm") == 0;
    str query = is_signing ? pledges(a) : S("");
    return str_to_c(a, str_format(a, "%.*s%.*s%.*s", STR_ARG(head), STR_ARG(tail), STR_ARG(query)));
}

static bool is_among(const struct route *r, enum method method, enum own_routes which)
{
    bool is_whole = strchr(r->path, ':') == NULL;
    return r->method == method &&
           (which == OWN_OF_A_THING ? own_testing_names_a_thing(r->path) : is_whole);
}

void own_town_each(struct own_town *t, enum method method, enum own_routes which,
                   void (*visit)(const struct route *r))
{
    struct arena *of_town = t->database->arena;
    size_t list_count = 0;
    const struct route_list *lists = routes_of_site(&list_count);
    t->database->arena = arena_open(LIMIT_ARENA_UNIT);
    for (size_t i = 0; i < list_count; i++) {
        for (size_t k = 0; k < lists[i].count; k++) {
            if (is_among(&lists[i].items[k], method, which)) {
                visit(&lists[i].items[k]);
                arena_reset(t->database->arena);
            }
        }
    }
    arena_close(t->database->arena);
    t->database->arena = of_town;
    db_set_arena(t->database->db, of_town);
}

// --- As it was decided ---------------------------------------------------------------------------

static void check_head(struct own_town *t, str decided)
{
    struct out head;
    out_init(&head, t->database->arena, LIMIT_CSV_FIELD);
    out_str(&head, S("route,thing"));
    for (size_t i = 0; i < OWN_PEOPLE; i++) {
        out_format(&head, ",%s", t->people[i].column);
    }
    out_char(&head, '\n');
    assert_true(str_starts(decided, out_view(&head)));
}

struct own_table own_table_load(struct own_town *t, const char *file)
{
    struct own_table table = {.file = file};
    str sentence = S("");
    if (folder_read_file(t->database->arena, str_view(file), &table.decided, &sentence) != NULL) {
        fail_msg("%.*s", STR_ARG(sentence));
    }
    check_head(t, table.decided);
    return table;
}

str own_table_noun(struct own_town *t, const struct own_table *table, const struct route *r)
{
    str begin = str_format(t->database->arena, "\n%s,", r->path);
    size_t at = str_index(table->decided, begin);
    str rest =
        at < table->decided.n ? str_slice(table->decided, at + begin.n, table->decided.n) : S("");
    return str_cut(&rest, ',');
}

void own_table_check(struct own_town *t, struct own_table *table, const struct route *r,
                     const char *noun, const int statuses[OWN_PEOPLE])
{
    struct out line;
    out_init(&line, t->database->arena, LIMIT_CSV_FIELD);
    out_format(&line, "\n%s,%s", r->path, noun);
    for (size_t i = 0; i < OWN_PEOPLE; i++) {
        out_format(&line, ",%d", statuses[i]);
    }
    out_char(&line, '\n');
    if (!str_contains(table->decided, out_view(&line))) {
        print_error("%.*s", STR_ARG(str_slice(out_view(&line), 1, out_view(&line).n)));
        table->undecided++;
    }
    table->line_count++;
}

void own_table_end(const struct own_table *table)
{
    if (table->undecided > 0) {
        fail_msg("%zu of these lines are not in %s", table->undecided, table->file);
    }
    size_t lines = 0;
    for (size_t i = 0; i < table->decided.n; i++) {
        lines += table->decided.p[i] == '\n';
    }
    assert_int_equal(lines, table->line_count + 1); // none is of a route that was
}

void own_town_tell(const struct own_town *t, const char *name, struct own_asked asked)
{
    char more[100];
    (void)snprintf(more, sizeof(more), ",\"routes\":%zu,\"by_own\":%zu,\"by_others\":%zu",
                   asked.routes, asked.by_own, asked.by_others);
    testing_tell(name, t->database, asked.by_own + asked.by_others, more);
}
