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
     "'x')"                                                                                               },
    {"access_entry",             "(no, at, role, address, act, reason, trace, subject_count, hash)"
                     " VALUES (1, 1, 'x', 'x', 'x', '', 'x', 1, 'x')"                 },
    {"access_subject",           "VALUES (1, 'account', 1)"                                               },
    {"audit_seal",               "VALUES (1, 1, 1, 0, 'x', 'x', 'x')"                                     },
    {"audit_seal_head",          "VALUES (1, 'x', 1, 'x')"                                                },
    {"support_read",             "(view_id, page, read_at) VALUES (1, 'cases', 1)"                        },
    {"offer_revision",
     "(offer_id, revision, price_won, unit, vat, lead_days, state, reason, made_at) VALUES"
     " (1, 1000, 1, 'x', 'taxable', 1, 'active', '', 1)"                                                  },
    {"product_revision",
     "(product_id, revision, content, reason, made_at) VALUES (1, 1000, '', '', 1)"                       },
    {"vetting_vote",             "VALUES (1, 1000, 1, '', 1)"                                             },
    {"vetting_decision",
     "(offer_id, revision, verdict, account_id, points, reasons, waiting_since, decided_at,"
     " working_days, is_in_time) VALUES (1, 1000, 'approved', 1, 0, '', 1, 1, 0, 1)"                      },
    {"quote",
     "(no, quote_request_id, revision, price_won, supply_won, vat_won, account_id, given_at,"
     " content_hash) VALUES (1, 1, 1, 0, 0, 0, 1, 1, '')"                                                 },
    {"quote_line",               "VALUES (1, 1, 1, '')"                                                   },
    {"law_decision",
     "(purchase_id, judged_on, question, answer, path, rule_ids, ground, confidence, similar_won,"
     " split_reason, confirm_reason, account_id, decided_at)"
     " VALUES (1, '', '', '', '', '', '', 'H', 0, '', '', 1, 1)"                                          },
    {"contract_signature",       "(contract_id, side, account_id, name, method, content_hash, signed_at)"
                           " VALUES (1, 'supplier', 1, '', 'code', '', 1)"      },
    {"payment",                  "(no, claim_id, institution_id, paid_won, paid_on, reference, account_id, noted_at)"
                " VALUES (1, 1, 1, 1, '', '', 1, 1)"                                       },
    {"ledger_posting",           "(institution_id, kind, object_id, posted_on, text, posted_at)"
                       " VALUES (1, 'payment', 1, '', '', 1)"                       },
    {"ledger_line",              "VALUES (1, 1, 'cash', 1, 0)"                                            },
    {"product_merge_offer",      "VALUES (1, 1, 'moved', 'active')"                                       },
    {"shoot_handover",           "(item_id, way, signed_name, account_id, at) VALUES (1, 'in', 'x', 1, 1)"},
    {"shoot_receipt",            "VALUES (1, 'in', 1, 'x', 'code', '', 1)"                                },
    {"wanted_answer",            "(wanted_id, offer_id, supplier_id, account_id, said, answered_at)"
                      " VALUES (1, 1, 1, 1, '', 1)"                                  },
    {"number_change",            "VALUES (1, '10', 'added', '', 'x')"                                     },
    {"shot_rule_revision",
     "(category, content, reason, account_id, made_at) VALUES ('', '', '', 1, 1)"                         },
    {"pdf_look",                 "VALUES ('x', 1, 'fine', 1, 1)"                                          },
    {"contract_certificate",     "(contract_id, kind, number, valid_from) VALUES (1, 'x', 'x', 'x')"      },
    {"picture_hiding",           "(picture_id, is_hidden, ground, words, account_id, made_at) VALUES (1, 1, "
                       "'order', 'x', 1, 1)"                                        },
    {"product_picture_revision",
     "(row_id, revision, product_id, role, alt, position, is_removed, reason, made_at) VALUES"
     " (1, 1000, 1, 'front', '', 1, 0, '', 1)"                                                            },
};

// Tables that no statement of the program changes and that no trigger keeps. Another one gets its
// triggers, its place in doctor.sql and in ONLY_ADDED; or a line here that says why not.
static const struct {
    const char *table;
    const char *why;
} NOT_KEPT[] = {
    {"file",                   "the doctor reads its bytes by their hash"                },
    {"contract_pledge",        "the doctor holds it against what was signed"             },
    {"contract_lodged",        "likewise"                                                },
    {"quote_request_line",     "it is what the quote answers"                            },
    {"delivery_line",          "the doctor holds it against the inspection"              },
    {"delivery_file",          "likewise"                                                },
    {"inspection",             "an earlier upgrade rewrote some; the doctor has its hash"},
    {"inspection_line",        "likewise"                                                },
    {"handover",               "a deed of the chain; so are the following"               },
    {"handover_result",        "a deed"                                                  },
    {"purchase_event",         "a deed"                                                  },
    {"review",                 "a deed"                                                  },
    {"application",            "a deed"                                                  },
    {"disclosure_wording",     "a deed"                                                  },
    {"law_proposal",           "a deed"                                                  },
    {"law_verdict",            "a deed"                                                  },
    {"law_change",             "made of the packs and of deeds"                          },
    {"institution_policy",     "a deed"                                                  },
    {"institution_policy_end", "a deed"                                                  },
    {"access_alarm",           "counted from the access log, which is kept"              },
    {"audit_check",            "what a walk of the chain found, that anybody may repeat" },
    {"certificate_notice",     "a mark that somebody was told"                           },
    {"photo_zip_entry",        "the log of a work that is over"                          },
    {"picture_band",           "made of the picture's hash"                              },
    {"shoot_picture",          "the newest of each counts; the pictures have their hash" },
    {"record_tag",             "made of contract and certificates"                       },
    {"record_line_tag",        "likewise; the doctor holds it against the lines"         },
    {"record_target",          "set-up data"                                             },
    {"rule_row",               "set-up data"                                             },
    {"ranking",                "comes with a version of the program"                     },
    {"vetting_template",       "set-up data"                                             },
    {"search_change",          "what the search reads next; not a deed"                  },
    {"schema_version",         "the migration compares each line with its file"          },
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
    testing_tell("kept_tables", &t, COUNT(ONLY_ADDED), "");
    testing_db_close(&t);
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
}

// Does `text` say `verb` of this table, and not of one whose name goes on?
static bool says(const char *text, const char *verb, const char *table)
{
    size_t n = strlen(table);
    for (const char *at = strstr(text, verb); at != NULL; at = strstr(at + 1, verb)) {
        const char *name = at + strlen(verb);
        if (strncmp(name, table, n) == 0 && !is_letter(name[n])) {
            return true;
        }
    }
    return false;
}

// By the program; what tests do to a table is no matter.
static bool is_changed(const char *table)
{
    for (size_t i = 0; i < SQL_ALL_COUNT; i++) {
        const struct sql *sql = SQL_ALL[i];
        str file = str_view(sql->file);
        const char *text = sql->sqlite == NULL ? sql->postgres : sql->sqlite;
        if (!str_starts(file, S("src/")) || str_ends(file, S("_test.sql")) ||
            str_ends(file, S("_testing.sql"))) {
            continue;
        }
        if (says(text, "UPDATE ", table) || says(text, "DELETE FROM ", table) ||
            (says(text, "INTO ", table) && strstr(text, "DO UPDATE") != NULL)) {
            return true;
        }
    }
    return false;
}

static bool is_listed(str table)
{
    bool kept = false;
    bool let_go = false;
    for (size_t i = 0; i < COUNT(ONLY_ADDED); i++) {
        kept = kept || str_equals(table, str_view(ONLY_ADDED[i].table));
    }
    for (size_t i = 0; i < COUNT(NOT_KEPT); i++) {
        let_go = let_go || str_equals(table, str_view(NOT_KEPT[i].table));
    }
    if (kept && let_go) {
        fail_msg("%.*s: kept and not", STR_ARG(table));
    }
    return kept || let_go;
}

// A table that is only added to is kept by triggers, or it is said why not: nobody forgets one.
static void no_table_that_is_only_added_to_is_forgotten(void **state)
{
    (void)state;
    struct testing_db t;
    size_t listed = 0;
    int wrong = 0;
    assert_true(testing_db_open(DB_SQLITE, &t));
    assert_null(db_begin(t.db, DB_READ));
    struct query *q = db_query(t.db, &SQL_DOCTOR_TEST_TABLES);
    while (query_next(q)) {
        str table = read_str(q, "name");
        bool is_added_to = !is_changed(str_to_c(t.arena, table));
        if (is_added_to != is_listed(table)) {
            print_error("%.*s is %s\n", STR_ARG(table),
                        is_added_to ? "only added to: keep it, or say in NOT_KEPT why not"
                                    : "changed by a statement, and listed as only added to");
            wrong++;
        }
        listed += is_listed(table) ? 1 : 0;
    }
    assert_null(query_end(q));
    db_rollback(t.db);
    assert_int_equal(wrong, 0);
    assert_int_equal(listed, COUNT(ONLY_ADDED) + COUNT(NOT_KEPT)); // none is of the past
    testing_db_close(&t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(abuse_17_no_row_that_is_only_added_is_replaced),
        cmocka_unit_test(no_table_that_is_only_added_to_is_forgotten),
        cmocka_unit_test(abuse_17_a_trigger_that_is_gone_or_another_is_named),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
