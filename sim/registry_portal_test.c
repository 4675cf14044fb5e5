// The portal's adapter against the simulator, over a real connection: pages, refusals, each
// trouble.
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/limits.h"
#include "gateway/registry/registry_portal.h"
#include "sim/sim.h"

#define DETAILS 7
#define ROWS 3

struct played {
    pid_t pid;
    struct arena *a;
    struct registry_portal portal;
};

static void serve(struct arena *a, struct sim_registry_fault fault, int calls)
{
    static const char CATEGORIES[] = "unspsc8,name_ko,detail10,detail_name_ko\n"
                                     "14111506,\"종이, 인쇄용\",1411150601,복사용지\n";
    struct sim_owners owners = {.registry =
                                    sim_registry_open(a, "a+b/c==", str_view(CATEGORIES), &fault)};
    for (int i = 2; i <= DETAILS; i++) {
        char no[24];
        (void)snprintf(no, sizeof no, "14111506%02d", i);
        sim_registry_add(owners.registry, no, "색지", i != DETAILS, "20261120");
    }
    sim_registry_add_item(owners.registry, "23657021", "색지, 그만둔 것", "1411150602", false);
    sim_registry_set_calls(owners.registry, calls);
    (void)sim_serve(0, &owners);
}

static struct played play(struct sim_registry_fault fault, int calls)
{
    int ends[2];
    assert_int_equal(pipe(ends), 0);
    struct played p = {.a = arena_open(LIMIT_ARENA_UNIT), .pid = fork()};
    if (p.pid == 0) {
        prctl(PR_SET_PDEATHSIG, SIGKILL); // a test that fails leaves nobody behind
        dup2(ends[1], STDOUT_FILENO);
        serve(p.a, fault, calls);
        _exit(0);
    }
    char line[16] = {0};
    assert_true(read(ends[0], line, sizeof line - 1) > 0);
    close(ends[0]);
    close(ends[1]);
    p.portal = (struct registry_portal){
        .url = str_format(p.a, "http://127.0.0.1:%d/1230000/ao/ThngListInfoService02",
                          (int)strtol(line, NULL, 10)),
        .key = S("a%2Bb%2Fc%3D%3D"),
        .connect_ms = 1000,
        .total_ms = 300,
    };
    return p;
}

static void end(struct played *p)
{
    kill(p->pid, SIGTERM);
    waitpid(p->pid, NULL, 0);
    arena_close(p->a);
}

static struct registry_answer ask(struct played *p, struct registry_call call)
{
    struct registry_port port = registry_portal_port(&p->portal);
    return port.read(port.self, p->a, &call);
}

static struct registry_call page_of(int digits, int64_t page)
{
    return (struct registry_call){
        .digits = digits, .page = page, .rows = ROWS, .from = DATE_NONE, .until = DATE_NONE};
}

static void check(struct registry_answer answer, enum registry_outcome outcome, const char *code)
{
    assert_int_equal(answer.outcome, outcome);
    assert_memory_equal(answer.code.p, code, answer.code.n);
    assert_int_equal(answer.code.n, strlen(code));
}

static void a_key_is_taken_as_the_portal_shows_it_encoded_or_not(void **state)
{
    (void)state;
    struct played p = play((struct sim_registry_fault){0}, 1000);
    check(ask(&p, page_of(10, 1)), REGISTRY_READ, "00");
    p.portal.key = S("a+b/c==");
    check(ask(&p, page_of(10, 1)), REGISTRY_READ, "00");
    end(&p);
}

static void every_number_comes_once_over_the_pages(void **state)
{
    (void)state;
    struct played p = play((struct sim_registry_fault){0}, 1000);
    size_t rows = 0;
    for (int64_t page = 1; page <= 3; page++) {
        struct registry_answer answer = ask(&p, page_of(10, page));
        check(answer, REGISTRY_READ, "00");
        assert_int_equal(answer.total, DETAILS);
        rows += answer.rows.count; // the last page has one row: an object
    }
    assert_int_equal(rows, DETAILS);
    struct registry_answer last = ask(&p, page_of(10, 3));
    assert_true(str_equals(last.rows.items[0].no, S("1411150607")));
    assert_false(last.rows.items[0].is_used);
    assert_int_equal(ask(&p, page_of(10, 4)).rows.count, 0); // ""
    assert_true(str_equals(ask(&p, page_of(2, 1)).rows.items[0].no, S("14")));
    struct registry_answer class = ask(&p, page_of(8, 1));
    assert_true(str_equals(class.rows.items[0].name, S("종이, 인쇄용")));
    end(&p);
}

static void a_range_of_days_gives_what_changed(void **state)
{
    (void)state;
    struct played p = play((struct sim_registry_fault){0}, 1000);
    struct registry_call call = page_of(10, 1);
    call.from = date_from_ymd(2026, 11, 1);
    call.until = date_from_ymd(2026, 11, 20);
    assert_int_equal(ask(&p, call).total, DETAILS - 1);
    call.until = date_from_ymd(2026, 11, 19);
    assert_int_equal(ask(&p, call).total, 0);
    end(&p);
}

static struct registry_call item_of(str no)
{
    return (struct registry_call){
        .item_no = no, .page = 1, .rows = 10, .from = DATE_NONE, .until = DATE_NONE};
}

static void one_item_is_looked_up_by_its_number(void **state)
{
    (void)state;
    struct played p = play((struct sim_registry_fault){0}, 1000);
    str new_one = p.portal.url;
    for (int i = 0; i < 2; i++) { // the older service without the mark, too
        p.portal.url = i == 0 ? new_one : str_slice(new_one, 0, new_one.n - 2);
        struct registry_answer answer = ask(&p, item_of(S("20000001")));
        check(answer, REGISTRY_READ, "00");
        assert_int_equal(answer.rows.count, 1);
        assert_true(str_equals(answer.rows.items[0].name, S("복사용지, 두레공방, DR-1")));
        assert_true(str_equals(answer.rows.items[0].detail_no, S("1411150601")));
        assert_true(answer.rows.items[0].is_used);
    }
    assert_false(ask(&p, item_of(S("23657021"))).rows.items[0].is_used);
    assert_int_equal(ask(&p, item_of(S("99999999"))).rows.count, 0);
    check(ask(&p, item_of(S("1"))), REGISTRY_REFUSED, "11");
    end(&p);
}

static void the_owner_refuses_what_it_would(void **state)
{
    (void)state;
    struct played p = play((struct sim_registry_fault){0}, 1000);
    str right = p.portal.url;
    struct registry_call many = page_of(10, 1);
    many.rows = 1000;
    check(ask(&p, many), REGISTRY_REFUSED, "07");
    struct registry_call backwards = page_of(10, 1);
    backwards.from = date_from_ymd(2026, 11, 20);
    backwards.until = date_from_ymd(2026, 11, 1);
    check(ask(&p, backwards), REGISTRY_REFUSED, "10");
    size_t root = str_index(right, S("/ao/"));
    p.portal.url = str_join(p.a, str_slice(right, 0, root), str_slice(right, root + 3, right.n));
    check(ask(&p, page_of(10, 1)), REGISTRY_REFUSED, "12");
    p.portal.url = right;
    p.portal.key = S("wrong");
    check(ask(&p, page_of(10, 1)), REGISTRY_REFUSED, "30");
    end(&p);
}

static void calls_of_a_day_come_to_an_end(void **state)
{
    (void)state;
    struct played p = play((struct sim_registry_fault){0}, 2);
    check(ask(&p, page_of(10, 1)), REGISTRY_READ, "00");
    check(ask(&p, page_of(10, 2)), REGISTRY_READ, "00");
    check(ask(&p, page_of(10, 3)), REGISTRY_QUOTA, "22");
    end(&p);
}

static void each_trouble_of_a_page_is_told_apart_and_the_next_is_read(void **state)
{
    static const struct {
        const char *word;
        int number;
        enum registry_outcome outcome;
        const char *code;
    } TROUBLES[] = {
        {"hang_up",   0,   REGISTRY_LATER,   "cut"      },
        {"delay",     0,   REGISTRY_LATER,   "timeout"  },
        {"status",    503, REGISTRY_LATER,   "http.503" },
        {"status",    429, REGISTRY_LATER,   "http.429" },
        {"status",    403, REGISTRY_REFUSED, "http.403" },
        {"code",      22,  REGISTRY_QUOTA,   "22"       },
        {"code",      1,   REGISTRY_LATER,   "01"       },
        {"xml",       22,  REGISTRY_QUOTA,   "22"       },
        {"xml",       31,  REGISTRY_REFUSED, "31"       },
        {"cut",       0,   REGISTRY_LATER,   "cut"      },
        {"malformed", 0,   REGISTRY_LATER,   "malformed"},
        {"charset",   0,   REGISTRY_LATER,   "charset"  },
    };
    (void)state;
    for (size_t i = 0; i < COUNT(TROUBLES); i++) {
        struct played p =
            play((struct sim_registry_fault){.trouble = sim_registry_trouble_from(TROUBLES[i].word),
                                             .number = TROUBLES[i].number,
                                             .after = 1,
                                             .times = 1},
                 1000);
        check(ask(&p, page_of(10, 1)), REGISTRY_READ, "00");
        check(ask(&p, page_of(10, 2)), TROUBLES[i].outcome, TROUBLES[i].code);
        check(ask(&p, page_of(10, 2)), REGISTRY_READ, "00");
        end(&p);
    }
}

static void the_total_may_change_between_pages(void **state)
{
    (void)state;
    struct played p = play(
        (struct sim_registry_fault){.trouble = SIM_REGISTRY_TOTAL, .after = 1, .times = 1}, 1000);
    assert_int_equal(ask(&p, page_of(10, 1)).total, DETAILS);
    assert_int_equal(ask(&p, page_of(10, 2)).total, DETAILS + 1);
    end(&p);
}

static void an_owner_that_is_away_is_asked_later(void **state)
{
    (void)state;
    struct played p = play((struct sim_registry_fault){0}, 1000);
    p.portal.url = S("http://127.0.0.1:1/1230000/ao/ThngListInfoService02");
    check(ask(&p, page_of(10, 1)), REGISTRY_LATER, "unreachable");
    p.portal.url = S("http://192.0.2.1/1230000/ao/ThngListInfoService02"); // only https leaves
    check(ask(&p, page_of(10, 1)), REGISTRY_LATER, "unreachable");
    end(&p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_key_is_taken_as_the_portal_shows_it_encoded_or_not),
        cmocka_unit_test(every_number_comes_once_over_the_pages),
        cmocka_unit_test(a_range_of_days_gives_what_changed),
        cmocka_unit_test(one_item_is_looked_up_by_its_number),
        cmocka_unit_test(the_owner_refuses_what_it_would),
        cmocka_unit_test(calls_of_a_day_come_to_an_end),
        cmocka_unit_test(each_trouble_of_a_page_is_told_apart_and_the_next_is_read),
        cmocka_unit_test(the_total_may_change_between_pages),
        cmocka_unit_test(an_owner_that_is_away_is_asked_later),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
