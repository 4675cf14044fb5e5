#include "market/rule/rule_testing.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "market/law/law_change_store.h"
#include "market/law/law_pack.h"
#include "market/party/party_testing.h"
#include "market/party/right.h"
#include "market/rule/rule_reach_web.h"
#include "market/rule/rule_replay_web.h"
#include "market/rule/rule_web.h"

// The site's own way to the law, around the actor of the test.
static err (*load_test_actor)(struct unit *u, const struct request *rq, struct actor *actor);

static err load_with_law(struct unit *u, const struct request *rq, struct actor *actor)
{
    int64_t version = 0;
    TRY(load_test_actor(u, rq, actor));
    TRY(law_change_version(u->db, &version));
    return law_shelf_take(u->law_shelf, u->db, u->arena, version, &u->law);
}

// GET /version: by which law a page was made.
static err get_version(struct unit *u, const struct request *rq, struct response *rs)
{
    (void)rq;
    out_format(&rs->body, "law %lld", (long long)law_version(u->law));
    return NULL;
}

static size_t add_routes(struct rule_scene *st, size_t from, const struct route *routes,
                         size_t count)
{
    for (size_t i = 0; i < count; i++) {
        st->routes[from + i] = routes[i];
    }
    return from + count;
}

void rule_testing_open(struct rule_scene *st, struct testing_db *t)
{
    st->routes[0] = (struct route)ROUTE(GET, "/version", get_version, RIGHT_PUBLIC);
    size_t count = add_routes(st, 1, RULE_ROUTES, RULE_ROUTE_COUNT);
    count = add_routes(st, count, RULE_FORM_ROUTES, RULE_FORM_ROUTE_COUNT);
    count = add_routes(st, count, REPLAY_ROUTES, REPLAY_ROUTE_COUNT);
    count = add_routes(st, count, REACH_ROUTES, REACH_ROUTE_COUNT);
    count = add_routes(st, count, LAW_ROUTES, LAW_ROUTE_COUNT);
    assert_true(count <= COUNT(st->routes));
    purchase_testing_open(&st->s, t);
    purchase_testing_web(&st->s, &st->w, st->routes, count);
    load_test_actor = st->w.site.load_actor;
    st->w.site.load_actor = load_with_law;
    struct testing_row person =
        party_testing_person(t, "second@dure.example", "이운영", NULL, NULL);
    party_testing_role(t, person, NULL, NULL, PARTY_OPERATOR);
    st->second = party_testing_actor(t, person, NULL, NULL, PARTY_OPERATOR, web_test_now);
    web_as(&st->w, &st->s.operator_);
}

size_t rule_testing_column(enum law_table table, const char *name)
{
    for (size_t c = 0; c < law_column_count(table); c++) {
        if (str_equals(str_view(law_column_name(table, c)), str_view(name))) {
            return c;
        }
    }
    fail_msg("no column %s", name);
    return 0;
}

size_t rule_testing_waiver(struct rule_scene *st, struct web_field *f, const char *below,
                           const char *first_day)
{
    struct {
        const char *name;
        const char *value;
    } VALUES[] = {
        {"rule",       "T-L13"                                },
        {"regime",     "LOCAL"                                },
        {"object",     "goods"                                },
        {"below_won",  below                                  },
        {"ground",     "시행규칙 제33조"                },
        {"first_day",  first_day                              },
        {"last_day",   ""                                     },
        {"article",    "지방계약법 시행규칙 제33조"},
        {"confidence", "H"                                    },
        {"note",       ""                                     },
    };
    size_t count = 0;
    for (size_t i = 0; i < COUNT(VALUES); i++) {
        str key = str_format(st->w.database->arena, "field_%zu",
                             rule_testing_column(LAW_QUOTE_WAIVERS, VALUES[i].name));
        f[count++] = (struct web_field){str_to_c(st->w.database->arena, key), VALUES[i].value};
    }
    f[count++] = (struct web_field){"kind", "quote_waivers"};
    f[count++] = (struct web_field){"reason", "시행규칙이 바뀜"};
    f[count++] = (struct web_field){"source", "관보 제20000호"};
    return count;
}

struct web_answer rule_testing_propose(struct rule_scene *st, const char *below,
                                       const char *first_day)
{
    struct web_field f[20];
    size_t count = rule_testing_waiver(st, f, below, first_day);
    return web_post(&st->w, RULE_PATH, f, count);
}

const char *rule_testing_verdict(struct rule_scene *st, str location)
{
    str path = str_format(st->w.database->arena, "%.*s/verdict", STR_ARG(location));
    return str_to_c(st->w.database->arena, path);
}

struct web_answer rule_testing_decide(struct rule_scene *st, str location, const char *what)
{
    return web_post(&st->w, rule_testing_verdict(st, location),
                    WEB_FIELDS({"do", what}, {"checked", "1"}, {"word", ""}));
}

str rule_testing_waits_at(struct rule_scene *st, const char *below, const char *first_day)
{
    struct web_answer a = rule_testing_propose(st, below, first_day);
    assert_int_equal(a.status, 303);
    return str_copy(st->w.database->arena, a.location);
}
