#include "market/party/party_signup_testing.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "market/party/party_review_web.h"
#include "market/party/party_signup_form_web.h"

const struct web_file SIGNUP_TESTING_LICENCE = {
    "paper", "사업자등록증.pdf", {PARTY_TESTING_PDF, sizeof(PARTY_TESTING_PDF) - 1}
};

static struct web_routes routes;

void signup_testing_open(struct web_test *t, struct testing_db *database)
{
    if (routes.count == 0) {
        web_routes_add(&routes, PARTY_SIGNUP_ROUTES, PARTY_SIGNUP_ROUTE_COUNT);
        web_routes_add(&routes, JOIN_SUPPLIER_ROUTES, JOIN_SUPPLIER_ROUTE_COUNT);
        web_routes_add(&routes, JOIN_INSTITUTION_ROUTES, JOIN_INSTITUTION_ROUTE_COUNT);
        web_routes_add(&routes, PARTY_REVIEW_ROUTES, PARTY_REVIEW_ROUTE_COUNT);
    }
    party_testing_district(database, "2711000000", "중구");
    web_test_open(t, database, routes.items, routes.count);
}

struct actor signup_testing_operator(struct testing_db *d)
{
    struct testing_row keeper = party_testing_person(d, "op@x.kr", "최운영", NULL, NULL);
    return party_testing_actor(d, keeper, NULL, NULL, PARTY_OPERATOR, web_test_now);
}

const char *signup_testing_path(struct testing_db *d, struct testing_row row, const char *head)
{
    return str_format(d->arena, "%s/%lld", head, (long long)row.no.value).p;
}

struct web_answer signup_testing_apply(struct web_test *t, struct testing_row row,
                                       const char *email)
{
    const struct web_field fields[] = {
        {"person",         "김하나"            },
        {"email",          email                  },
        {"mobile",         "010-1111-2222"        },
        {"password",       SIGNUP_TESTING_PASSWORD},
        {"password_again", SIGNUP_TESTING_PASSWORD},
        {"title",          "주무관"            },
        {"department",     "재무과"            },
        {"business_no",    ""                     },
        {"address",        "중구 1"             },
        {"phone",          "053-661-2000"         },
        {"head_title",     "중구청장"         },
        {"terms",          "1"                    },
        {"privacy",        "1"                    }
    };
    const char *path = signup_testing_path(t->database, row, "/upload/join/institution");
    return web_post_file(t, path, &SIGNUP_TESTING_LICENCE, fields, COUNT(fields));
}

struct institution signup_testing_institution(struct testing_db *d, struct testing_row row)
{
    struct institution i;
    assert_null(db_begin(d->db, DB_READ));
    assert_null(institution_store_find(d->db, row.no, &i));
    db_rollback(d->db);
    return i;
}

struct web_answer signup_testing_decide(struct web_test *t, struct testing_row row,
                                        const char *what, const char *reason)
{
    struct institution i = signup_testing_institution(t->database, row);
    const char *version = str_format(t->database->arena, "%lld", (long long)i.version).p;
    return web_post(t, signup_testing_path(t->database, row, "/admin/institutions"),
                    WEB_FIELDS({"do", what}, {"reason", reason}, {"version", version}));
}
