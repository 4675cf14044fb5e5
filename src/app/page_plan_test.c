// Statements of pages that a whole city's rows lie behind go by an index from the first row they
// read, not through a table: what SQLite says it means to do.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>

#include <cmocka.h>

#include "market/catalog/company_store.sql.h"
#include "market/content/content.sql.h"
#include "market/disclosure/disclosure_list_store.sql.h"
#include "market/rule/rule_replay_store.sql.h"
#include "platform/db/db_plan_testing.h"

// What it has to mean to do, and what not.
static const struct {
    const struct sql *sql;
    const char *does;
    const char *does_not;
} PLANS[] = {
    {&SQL_COMPANY_LIST,              "SEARCH f USING INDEX supplier_shown",            "SCAN f"         },
    {&SQL_COMPANY_LIST_BEFORE,       "SEARCH f USING INDEX supplier_shown",            "SCAN f"         },
    {&SQL_DISCLOSURE_YEARS,          "SEARCH disclosure",                              "SCAN disclosure"},
    {&SQL_RULE_REPLAY_CASE,          "SEARCH d USING INDEX law_decision_purchase",     "SCAN"           },
    {&SQL_SHOOT_CANDIDATES,          "SCAN o;",                                        "SEARCH o"       },
    {&SQL_SHOOT_CANDIDATES_OF_FIRMS, "SEARCH o USING INDEX offer_supplier",            "SCAN o"         },
    {&SQL_SHOOT_CANDIDATES_OF_KINDS, "SEARCH g USING COVERING INDEX product_category", "SCAN o"         },
    {&SQL_SHOOT_CANDIDATES_OF_DRAWN, "SCAN d USING INDEX product_drawn",               "SCAN o"         },
    {&SQL_SHOOT_DRAWN_COUNT,         "SCAN p USING INDEX product_drawn",               "SEARCH p"       },
};

static void a_page_finds_its_rows_by_an_index(void **state)
{
    (void)state;
    struct testing_db t;
    assert_true(testing_db_open(DB_SQLITE, &t));
    for (size_t i = 0; i < COUNT(PLANS); i++) {
        str plan = db_plan(&t, PLANS[i].sql);
        if (!str_contains(plan, str_view(PLANS[i].does)) ||
            str_contains(plan, str_view(PLANS[i].does_not))) {
            fail_msg("%s: %.*s", PLANS[i].sql->name, STR_ARG(plan));
        }
    }
    testing_db_close(&t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_page_finds_its_rows_by_an_index),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
