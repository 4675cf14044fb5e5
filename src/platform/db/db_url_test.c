// An address is of one of two kinds, and no password stands in it, however it is written.
#include "platform/db/db_url.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "base/limits.h"

static const char *const WITH[] = {
    "postgresql://dure:geheim@localhost/dure",
    "postgres://dure:geheim@a,b/dure",
    "postgresql://dure@localhost/dure?password=geheim",
    "postgresql:///dure?host=/run/postgresql&password=geheim",
    "postgresql://dure@localhost/dure?%70assword=geheim",
    "postgresql://dure@localhost/dure?sslkey=/etc/k&sslpassword=geheim",
};

static const char *const WITHOUT[] = {
    "sqlite:var/dure.db",
    "sqlite:/srv/a:b@c/password=x.db",
    "postgresql:///dure?host=/run/postgresql",
    "postgresql://dure@a,b/dure?passfile=/etc/dure/keys/pgpass",
    "postgresql://dure:@localhost/dure",
    "postgresql://[", // no address: db_open tells
};

static const char *const NEITHER[] = {
    "", "sqlite:", "var/dure.db", "mysql://127.0.0.1/dure", "postgresql:dure", "postgres",
};

static void an_address_of_neither_kind_is_refused(void **state)
{
    (void)state;
    struct arena *a = arena_open(LIMIT_ARENA_UNIT);
    for (size_t i = 0; i < COUNT(NEITHER); i++) {
        if (db_url_check(a, str_view(NEITHER[i])) != &DB_URL_UNKNOWN) {
            fail_msg("'%s' passes", NEITHER[i]);
        }
    }
    arena_close(a);
}

static void a_password_in_an_address_is_refused(void **state)
{
    (void)state;
    struct arena *a = arena_open(LIMIT_ARENA_UNIT);
    for (size_t i = 0; i < COUNT(WITH); i++) {
        if (db_url_check(a, str_view(WITH[i])) != &DB_URL_PASSWORD) {
            fail_msg("%s passes", WITH[i]);
        }
    }
    for (size_t i = 0; i < COUNT(WITHOUT); i++) {
        if (db_url_check(a, str_view(WITHOUT[i])) != NULL) {
            fail_msg("%s does not pass", WITHOUT[i]);
        }
    }
    arena_close(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_address_of_neither_kind_is_refused),
        cmocka_unit_test(a_password_in_an_address_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
