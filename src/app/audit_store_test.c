// Whatever of the chain is asked for, the statement's ways find what a look at every line finds.
#include "app/audit_store.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "app/audit_test.sql.h"
#include "app/doctor_deed.sql.h"
#include "platform/db/db_plan_testing.h"

#define LINES 150
#define PAGE 40 // lines; no divisor of LINES

struct line {
    const char *lane;
    int64_t seq;
    instant at;
    int64_t account; // 0: nobody
    const char *act;
    const char *object;
    int64_t object_id;
};

static struct line lines[LINES]; // in the order of their numbers

static date first_day(void)
{
    return date_from_ymd(2026, 11, 24);
}

// Every third line stands at the moment of the one before it, and each chain has some whose moments
// and numbers disagree, as two units of the same moment leave them.
static void invent(void)
{
    static const char *const LANES[] = {"i:1", "p:0", "s:1", "i:1", "p:7"};
    static const struct {
        const char *act;
        const char *object;
    } KINDS[] = {
        {"department.save",  "department"},
        {"department.close", "department"},
        {"claim.check",      "claim"     },
        {"session.begin",    "account"   },
        {"claim.check",      "contract"  },
        {"access.note",      "access"    },
        {"membership.add",   "account"   },
    };
    int64_t seqs[COUNT(LANES)] = {0};
    instant base = instant_at(first_day(), 0, 0);
    for (size_t i = 0; i < LINES; i++) {
        size_t lane = i * 7 % COUNT(LANES);
        lane = lane == 3 ? 0 : lane;
        size_t kind = i * i % 11 % COUNT(KINDS);
        int64_t moment = (int64_t)(i - i % 3) + (i % 10 == 9 ? -20 : 0);
        lines[i] = (struct line){
            .lane = LANES[lane],
            .seq = ++seqs[lane],
            .at = instant_add_s(base, (moment + 20) * 1200),
            .account = (int64_t)(i % 4),
            .act = KINDS[kind].act,
            .object = KINDS[kind].object,
            .object_id = (int64_t)(i * 5 % 6),
        };
    }
}

static void write_lines(struct testing_db *t)
{
    assert_null(db_begin(t->db, DB_WRITE));
    for (size_t i = 0; i < LINES; i++) {
        struct query *q = db_query(t->db, &SQL_AUDIT_TEST_LINE);
        bind_str(q, "lane", str_view(lines[i].lane));
        bind_i64(q, "seq", lines[i].seq);
        bind_instant(q, "at", lines[i].at);
        bind_id(q, "account", lines[i].account);
        bind_str(q, "act", str_view(lines[i].act));
        bind_str(q, "object", str_view(lines[i].object));
        bind_i64(q, "object_id", lines[i].object_id);
        bind_str(q, "hash", str_format(t->arena, "%zu", i));
        assert_null(query_run(q, NULL));
    }
    assert_null(db_commit(t->db));
}

static bool is_meant(const struct audit_filter *f, const struct line *l)
{
    str lane = str_view(l->lane);
    str object = str_view(l->object);
    bool in_day = date_is_none(f->day) || (l->at.us >= instant_at(f->day, 0, 0).us &&
                                           l->at.us <= instant_end_of(f->day).us);
    bool is_persons = f->person.value == 0 || l->account == f->person.value ||
                      (str_equals(object, S("account")) && l->object_id == f->person.value);
    return in_day && is_persons && (f->lane.n == 0 || str_equals(lane, f->lane)) &&
           (!f->is_platform || str_starts(lane, S("p:"))) && str_starts(str_view(l->act), f->act) &&
           (f->object.n == 0 || str_equals(object, f->object)) &&
           (f->object_id == 0 || l->object_id == f->object_id) &&
           (f->with_views || !str_equals(object, S("access")));
}

static bool is_newer(const struct audit_filter *f, size_t a, size_t b)
{
    if (f->lane.n > 0) {
        return lines[a].seq > lines[b].seq;
    }
    return lines[a].at.us != lines[b].at.us ? lines[a].at.us > lines[b].at.us : a > b;
}

// The lines that are meant, the newest first.
static size_t look_at_all(const struct audit_filter *f, size_t found[LINES])
{
    size_t count = 0;
    for (size_t i = 0; i < LINES; i++) {
        if (!is_meant(f, &lines[i])) {
            continue;
        }
        size_t at = count++;
        for (; at > 0 && is_newer(f, i, found[at - 1]); at--) {
            found[at] = found[at - 1];
        }
        found[at] = i;
    }
    return count;
}

static void check_list(struct testing_db *t, const struct audit_filter *f)
{
    size_t expected[LINES] = {0};
    size_t count = look_at_all(f, expected);
    struct audit_key key = AUDIT_NEWEST;
    size_t seen = 0;
    audit_lines page = {0};
    do {
        assert_null(audit_store_list(t->db, t->arena, f, key, PAGE, &page));
        for (size_t i = 0; i < page.count; i++) {
            int64_t n = -1;
            assert_true(str_parse_i64(page.items[i].hash, &n));
            assert_true(seen < count);
            assert_int_equal(n, expected[seen]);
            key = page.items[i].key;
            seen++;
        }
    } while (page.count == PAGE);
    assert_int_equal(seen, count);
}

// Each day, act and kind of record with what the caller has set already.
static void check_the_rest(struct testing_db *t, struct audit_filter f)
{
    static const char *const ACTS[] = {"", "department.", "claim.check", "session", "d%", "none"};
    static const struct {
        const char *object;
        int64_t id;
    } OBJECTS[] = {
        {"",           0},
        {"account",    0},
        {"claim",      0},
        {"access",     0},
        {"account",    2},
        {"department", 3}
    };
    const date days[] = {DATE_NONE, first_day(), date_add_days(first_day(), 1)};
    for (size_t d = 0; d < COUNT(days); d++) {
        for (size_t i = 0; i < COUNT(ACTS); i++) {
            for (size_t k = 0; k < COUNT(OBJECTS); k++) {
                f.day = days[d];
                f.act = str_view(ACTS[i]);
                f.object = str_view(OBJECTS[k].object);
                f.object_id = OBJECTS[k].id;
                check_list(t, &f);
            }
        }
    }
}

static void every_filter_finds_its_lines_page_by_page(void **state)
{
    (void)state;
    invent();
    FOR_EACH_ENGINE(t)
    {
        write_lines(&t);
        assert_null(db_begin(t.db, DB_READ));
        for (int64_t person = 0; person < 3; person++) {
            struct audit_filter f = {.person = {person}, .with_views = person == 1};
            check_the_rest(&t, f);
            f.is_platform = true;
            check_the_rest(&t, f);
            f.is_platform = false;
            f.lane = S("i:1");
            check_the_rest(&t, f);
        }
        db_rollback(t.db);
    }
}

// --- By which index ------------------------------------------------------------------------------

// What walks over every line of a kind, and says so.
static bool walks_kinds(const struct sql *sql)
{
    static const char *const NAMES[] = {"audit_list"};
    for (size_t i = 0; i < COUNT(NAMES); i++) {
        if (str_equals(str_view(sql->name), str_view(NAMES[i]))) {
            return true;
        }
    }
    return false;
}

// SQLite holds two indexes with as many equal columns for as good, and the lines of one kind are a
// tenth of the chain where those of a record are a handful: each deed on a case read them all.
static void who_names_a_record_walks_over_no_kind(void **state)
{
    (void)state;
    struct testing_db t;
    int walked = 0;
    assert_true(testing_db_open(DB_SQLITE, &t));
    for (size_t i = 0; i < SQL_ALL_COUNT; i++) {
        const struct sql *sql = SQL_ALL[i];
        bool is_of_tests = str_contains(str_view(sql->file), S("_test"));
        if (sql->sqlite != NULL && !is_of_tests && !sql->writes && !walks_kinds(sql) &&
            str_contains(str_view(sql->sqlite), S("audit_entry")) &&
            str_contains(db_plan(&t, sql), S("audit_entry_kind"))) {
            print_error("%s:%d: %s\n", sql->file, sql->line, sql->name);
            walked++;
        }
    }
    testing_db_close(&t);
    assert_int_equal(walked, 0);
}

// A hundred at a time: SQLite sorts nothing for it. What a server cannot reckon with it holds for
// rare and shares out among processes, which begin more slowly than the hundred is read.
static void the_doctor_reads_its_deeds_along_the_chain(void **state)
{
    (void)state;
    static const struct sql *const ASKED[] = {&SQL_DOCTOR_JUDGE_DEEDS, &SQL_DOCTOR_EXCUSE_DEEDS,
                                              &SQL_DOCTOR_PAY_DEEDS};
    FOR_EACH_ENGINE(t)
    {
        bool is_file = db_engine(t.db) == DB_SQLITE;
        for (size_t i = 0; i < COUNT(ASKED); i++) {
            str plan = db_plan(&t, ASKED[i]);
            assert_false(str_contains(plan, is_file ? S("TEMP B-TREE") : S("||")));
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_filter_finds_its_lines_page_by_page),
        cmocka_unit_test(who_names_a_record_walks_over_no_kind),
        cmocka_unit_test(the_doctor_reads_its_deeds_along_the_chain),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
