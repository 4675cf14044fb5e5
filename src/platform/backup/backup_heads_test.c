// test-timeout: 120
// A chain that was made anew, or cut with its head, is found by what an earlier backup kept.
#include "platform/backup/backup.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "platform/backup/backup_folder.h"
#include "platform/backup/backup_heads_test.sql.h"
#include "platform/backup/backup_test.sql.h"
#include "platform/backup/manifest.h"
#include "platform/db/db_testing.h"
#include "platform/secret/secret.h"
#include "platform/unit/unit.h"

#define NOON_US INT64_C(1795478400000000) // 2026-11-24T00:00:00Z
#define FIRST "20261124T010000Z/MANIFEST"
#define SECOND "20261124T020000Z/MANIFEST"

static const struct actor OFFICER = {.account = {7}, .institution = {3}};
static const struct actor SELLER = {.account = {8}, .supplier = {5}};

struct site {
    struct testing_db *t;
    str root;
    instant now;
};

static struct site begin(struct testing_db *t)
{
    char *root = str_to_c(t->arena, S("/tmp/dure-heads-test-XXXXXX"));
    assert_non_null(mkdtemp(root));
    return (struct site){.t = t, .root = str_view(root), .now = {NOON_US}};
}

static void end(struct site *s)
{
    assert_true(backup_remove(s->root.p));
}

static err add(struct unit *u, void *reason)
{
    audit_write(u, S("contract.sign"), S("contract"), 7, str_view(reason));
    return NULL;
}

static void sign(struct site *s, const struct actor *actor, char *reason)
{
    struct unit u = {.arena = s->t->arena, .db = s->t->db, .actor = actor, .trace = S("t")};
    assert_null(unit_run(&u, unit_clock_system, add, reason));
}

// An hour after the one before; what it tells of the chain.
static str back_up(struct site *s)
{
    struct backup_made made;
    str sentence;
    s->now = instant_add_s(s->now, 3600);
    struct backup_plan plan = {
        .db_url = str_view(s->t->url),
        .data_dir = s->root,
        .folder = s->root,
        .counts = &SQL_BACKUP_TEST_COUNTS,
        .seconds = 60,
        .now = s->now,
    };
    assert_null(backup_make(s->t->arena, &plan, &made, &sentence));
    return made.bad_line;
}

static str first_bad(struct site *s, int64_t *out_count)
{
    struct backup_witness w = {.folder = s->root};
    str bad = S("?");
    backup_list(s->t->arena, s->root, &w.list);
    assert_null(sign_list(s->t->arena, s->root, &w.signers));
    assert_null(db_begin(s->t->db, DB_READ));
    assert_null(backup_compare_heads(s->t->db, s->t->arena, &w, out_count, &bad));
    db_rollback(s->t->db);
    return bad;
}

static void check_bad(struct site *s, const char *due)
{
    int64_t count = 0;
    str bad = first_bad(s, &count);
    if (!str_equals(bad, str_view(due))) {
        fail_msg("'%.*s', not '%s'", STR_ARG(bad), due);
    }
}

// The chain holds in itself: nothing but the backups tells.
static void check_chain_holds(struct site *s)
{
    int64_t rows = 0;
    str bad = S("?");
    assert_null(db_begin(s->t->db, DB_READ));
    assert_null(audit_verify(s->t->db, s->t->arena, &rows, &bad));
    db_rollback(s->t->db);
    assert_int_equal(bad.n, 0);
}

static void on_lane(struct site *s, const struct sql *sql)
{
    struct query *q = db_query(s->t->db, sql);
    bind_str(q, "lane", S("i:3"));
    assert_null(query_run(q, NULL));
}

static void forge(struct site *s, const struct sql *first, const struct sql *then)
{
    assert_null(db_begin(s->t->db, DB_WRITE));
    testing_db_forge(s->t->db);
    on_lane(s, first);
    on_lane(s, then);
    assert_null(db_commit(s->t->db));
}

static void abuse_17_a_chain_that_only_grew_is_what_the_backups_kept(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct site s = begin(&t);
        int64_t count = 9;
        assert_int_equal(first_bad(&s, &count).n, 0); // no backup, nothing to compare with
        assert_int_equal(count, 0);
        assert_int_equal(back_up(&s).n, 0); // of a site where nothing was done yet
        sign(&s, &OFFICER, "a");
        assert_int_equal(back_up(&s).n, 0);
        sign(&s, &OFFICER, "b");
        sign(&s, &SELLER, "c");
        assert_int_equal(back_up(&s).n, 0);
        sign(&s, &OFFICER, "d");
        assert_int_equal(first_bad(&s, &count).n, 0);
        assert_int_equal(count, 3); // one of the second, two of the third
        end(&s);
    }
}

static void abuse_17_a_tail_cut_with_its_head_is_found_by_a_backup(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct site s = begin(&t);
        sign(&s, &OFFICER, "a");
        (void)back_up(&s);
        sign(&s, &OFFICER, "b");
        sign(&s, &SELLER, "c");
        (void)back_up(&s);
        forge(&s, &SQL_HEADS_TEST_CUT, &SQL_HEADS_TEST_TURN_BACK);
        check_chain_holds(&s);
        check_bad(&s, "i:3/2, " SECOND);
        sign(&s, &OFFICER, "d"); // another line in its place hides nothing
        check_chain_holds(&s);
        check_bad(&s, "i:3/2, " SECOND);
        assert_true(str_equals(back_up(&s), S("i:3/2, " SECOND))); // the next one tells
        check_bad(&s, "i:3/2, " SECOND);
        end(&s);
    }
}

static void abuse_17_a_chain_made_anew_is_found_by_a_backup(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct site s = begin(&t);
        sign(&s, &OFFICER, "a");
        sign(&s, &SELLER, "c");
        (void)back_up(&s);
        sign(&s, &OFFICER, "b");
        forge(&s, &SQL_HEADS_TEST_EMPTY, &SQL_HEADS_TEST_BEHEAD);
        check_chain_holds(&s);
        check_bad(&s, "i:3/1, " FIRST); // the whole lane is gone
        sign(&s, &OFFICER, "another");
        sign(&s, &OFFICER, "b");
        check_chain_holds(&s);
        check_bad(&s, "i:3/1, " FIRST);
        end(&s);
    }
}

// What the one who rewrote the chain does next: the backup is made to fit as well.
static void rewrite_manifest(struct site *s, str name, const struct sign_key *key)
{
    struct manifest_out m;
    const char *path =
        str_format(s->t->arena, "%.*s/%.*s/MANIFEST", STR_ARG(s->root), STR_ARG(name)).p;
    assert_int_equal(unlink(path), 0);
    assert_true(manifest_begin(&m, path));
    assert_true(manifest_end(&m, key));
}

static void abuse_17_a_manifest_made_anew_is_found_by_its_signature(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct site s = begin(&t);
        struct sign_key key;
        str elsewhere = str_format(t.arena, "%.*s/elsewhere", STR_ARG(s.root));
        sign(&s, &OFFICER, "a");
        (void)back_up(&s); // of a version that did not sign
        check_bad(&s, "");
        assert_null(sign_key_make(t.arena, s.root, s.now));
        check_bad(&s, "서명, " FIRST); // as new as the key, so it should bear its signature
        assert_true(backup_remove(backup_path(t.arena, s.root, S("20261124T010000Z"))));

        sign(&s, &OFFICER, "b");
        (void)back_up(&s);
        check_bad(&s, "");
        forge(&s, &SQL_HEADS_TEST_CUT, &SQL_HEADS_TEST_TURN_BACK);
        check_bad(&s, "i:3/2, " SECOND);
        rewrite_manifest(&s, S("20261124T020000Z"), NULL);
        check_bad(&s, "서명, " SECOND);
        assert_int_equal(mkdir(elsewhere.p, 0700), 0);
        assert_null(sign_key_make(t.arena, elsewhere, s.now));
        assert_null(sign_key_open(t.arena, elsewhere, s.now, &key));
        rewrite_manifest(&s, S("20261124T020000Z"), &key); // with a key that is not the site's
        sign_key_close(&key);
        check_bad(&s, "서명, " SECOND);
        assert_true(str_equals(back_up(&s), S("서명, " SECOND))); // the next one tells
        end(&s);
    }
}

int main(void)
{
    secret_init();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(abuse_17_a_chain_that_only_grew_is_what_the_backups_kept),
        cmocka_unit_test(abuse_17_a_tail_cut_with_its_head_is_found_by_a_backup),
        cmocka_unit_test(abuse_17_a_chain_made_anew_is_found_by_a_backup),
        cmocka_unit_test(abuse_17_a_manifest_made_anew_is_found_by_its_signature),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
