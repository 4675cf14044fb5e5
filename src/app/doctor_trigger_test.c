// Tables whose rows are only added: the database refuses to change, remove or replace one, and the
// doctor names a trigger that is gone or another one.
#include "app/doctor_check.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "app/doctor_test.sql.h"
#include "platform/db/db_engine.h"
#include "platform/db/db_testing.h"

static str ask(struct testing_db *t)
{
    size_t i = 0;
    while (strcmp(DOCTOR_CHECKS[i].name, "triggers") != 0) {
        i++;
    }
    struct doctor_finding found;
    assert_null(doctor_ask(t->db, t->arena, &DOCTOR_CHECKS[i], &found));
    return found.bad;
}

// What somebody with the file, or the role that owns the tables, can do to the triggers. Whole
// scripts, since SQLite's triggers hold statements.
static const struct trick {
    const char *sqlite;
    const char *postgres;
    const char *named; // how the trigger's name begins
} TRICKS[] = {
    {
     .sqlite = "DROP TRIGGER audit_entry_stays",
     .postgres = "DROP TRIGGER audit_entry_only_added ON audit_entry",
     .named = "audit_entry_",
     },
    {
     .sqlite = "DROP TRIGGER access_entry_is_kept",
     .postgres = "ALTER TABLE access_entry DISABLE TRIGGER access_entry_only_added",
     .named = "access_entry_",
     },
    {
     .sqlite = "DROP TRIGGER access_subject_stays;"
                  "CREATE TRIGGER access_subject_stays BEFORE UPDATE OF kind ON access_subject "
                  "BEGIN\n    SELECT RAISE(ABORT, 'access_subject: rows are only added');\nEND", .postgres = "DROP TRIGGER access_subject_only_added ON access_subject;"
                    "CREATE TRIGGER access_subject_only_added BEFORE DELETE OR TRUNCATE"
                    " ON access_subject FOR EACH STATEMENT EXECUTE FUNCTION only_added()",                                                                  .named = "access_subject_",
     },
    {
     .sqlite = "DROP TRIGGER access_subject_is_kept; CREATE TRIGGER access_subject_is_kept"
                  " BEFORE DELETE ON access_subject BEGIN SELECT 1; END",                                                                                    .postgres = "CREATE OR REPLACE FUNCTION only_added() RETURNS trigger LANGUAGE plpgsql AS"
                    " 'BEGIN RETURN NULL; END'", .named = "a",
     },
    {
     .sqlite = "CREATE TRIGGER price_grows AFTER UPDATE ON offer BEGIN SELECT 1; END",
     .postgres = "CREATE TRIGGER price_grows AFTER UPDATE ON offer FOR EACH STATEMENT"
                    " EXECUTE FUNCTION search_change_in_turn()",                                                                                          .named = "price_grows",
     },
};

static void abuse_17_a_trigger_that_is_gone_or_another_is_named(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        for (size_t i = 0; i < COUNT(TRICKS); i++) {
            bool is_file = db_engine(t.db) == DB_SQLITE;
            const char *script = is_file ? TRICKS[i].sqlite : TRICKS[i].postgres;
            assert_null(db_begin(t.db, DB_WRITE));
            assert_int_equal(ask(&t).n, 0);
            assert_null(t.db->engine->script(t.db, script));
            str bad = ask(&t);
            if (!str_starts(bad, str_view(TRICKS[i].named))) {
                fail_msg("%s: '%.*s'", script, STR_ARG(bad));
            }
            db_rollback(t.db);
        }
    }
}

// Tables whose rows are only added, each with a row of it. References are not looked at before the
// end of the transaction, which never comes.
static const struct {
    const char *table;
    const char *row;
} ONLY_ADDED[] = {
    {"audit_entry",
     "(lane, seq, at, role, address, act, object, object_id, reason, before_hash, after_hash,"
     " trace, prev_hash, hash) VALUES ('x', 1, 1, 'x', 'x', 'x', 'x', 1, '', '', '', 'x', 'x', "
     "'x')"                                                                                         },
    {"access_entry",       "(no, at, role, address, act, reason, trace, subject_count, hash)"
                     " VALUES (1, 1, 'x', 'x', 'x', '', 'x', 1, 'x')"           },
    {"access_subject",     "VALUES (1, 'account', 1)"                                               },
    {"audit_seal",         "VALUES (1, 1, 1, 0, 'x', 'x', 'x')"                                     },
    {"audit_seal_head",    "VALUES (1, 'x', 1, 'x')"                                                },
    {"support_read",       "(view_id, page, read_at) VALUES (1, 'cases', 1)"                        },
    {"offer_revision",
     "(offer_id, revision, price_won, unit, vat, lead_days, state, reason, made_at) VALUES"
     " (1, 1000, 1, 'x', 'taxable', 1, 'active', '', 1)"                                            },
    {"product_revision",
     "(product_id, revision, content, reason, made_at) VALUES (1, 1000, '', '', 1)"                 },
    {"vetting_vote",       "VALUES (1, 1000, 1, '', 1)"                                             },
    {"vetting_decision",
     "(offer_id, revision, verdict, account_id, points, reasons, waiting_since, decided_at,"
     " working_days, is_in_time) VALUES (1, 1000, 'approved', 1, 0, '', 1, 1, 0, 1)"                },
    {"quote",
     "(no, quote_request_id, revision, price_won, supply_won, vat_won, account_id, given_at,"
     " content_hash) VALUES (1, 1, 1, 0, 0, 0, 1, 1, '')"                                           },
    {"quote_line",         "VALUES (1, 1, 1, '')"                                                   },
    {"law_decision",
     "(purchase_id, judged_on, question, answer, path, rule_ids, ground, confidence, similar_won,"
     " split_reason, confirm_reason, account_id, decided_at)"
     " VALUES (1, '', '', '', '', '', '', 'H', 0, '', '', 1, 1)"                                    },
    {"contract_signature", "(contract_id, side, account_id, name, method, content_hash, signed_at)"
                           " VALUES (1, 'supplier', 1, '', 'code', '', 1)"},
    {"payment",            "(no, claim_id, institution_id, paid_won, paid_on, reference, account_id, noted_at)"
                " VALUES (1, 1, 1, 1, '', '', 1, 1)"                                 },
    {"ledger_posting",     "(institution_id, kind, object_id, posted_on, text, posted_at)"
                       " VALUES (1, 'payment', 1, '', '', 1)"                 },
    {"ledger_line",        "VALUES (1, 1, 'cash', 1, 0)"                                            },
};

// SQLite takes a row that is replaced away without a word to its triggers, unless it is told.
static void abuse_17_no_row_that_is_only_added_is_replaced(void **state)
{
    (void)state;
    struct testing_db t;
    assert_true(testing_db_open(DB_SQLITE, &t));
    for (size_t i = 0; i < COUNT(ONLY_ADDED); i++) {
        const char *table = ONLY_ADDED[i].table;
        assert_null(db_begin(t.db, DB_WRITE));
        assert_null(t.db->engine->script(
            t.db, str_format(t.arena, "PRAGMA defer_foreign_keys=ON; INSERT INTO %s %s;", table,
                             ONLY_ADDED[i].row)
                      .p));
        const char *again =
            str_format(t.arena, "INSERT OR REPLACE INTO %s SELECT * FROM %s;", table, table).p;
        if (t.db->engine->script(t.db, again) == NULL) {
            fail_msg("%s: a row is replaced", table);
        }
        assert_true(str_contains(db_error(t.db), S("rows are only added")));
        db_rollback(t.db);
    }
    assert_null(db_begin(t.db, DB_READ));
    struct query *q = db_query(t.db, &SQL_DOCTOR_TEST_ONLY_ADDED);
    assert_true(query_next(q));
    assert_int_equal(read_i64(q, "table_count"), COUNT(ONLY_ADDED));
    assert_null(query_end(q));
    db_rollback(t.db);
    testing_db_close(&t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(abuse_17_no_row_that_is_only_added_is_replaced),
        cmocka_unit_test(abuse_17_a_trigger_that_is_gone_or_another_is_named),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
