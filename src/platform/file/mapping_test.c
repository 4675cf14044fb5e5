// Memory by pages, files read as memory, and turns.
#include "platform/file/mapping.h"

#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

static char folder[] = "/tmp/dure-mapping-XXXXXX";
static char file[64];
static char turn_file[64];

static int make_folder(void **state)
{
    (void)state;
    if (mkdtemp(folder) == NULL) {
        return 1;
    }
    (void)snprintf(file, sizeof(file), "%s/file", folder);
    (void)snprintf(turn_file, sizeof(turn_file), "%s/turn", folder);
    return 0;
}

static int remove_folder(void **state)
{
    (void)state;
    (void)unlink(file);
    (void)unlink(turn_file);
    return rmdir(folder);
}

static struct mapping filled(size_t n, char with)
{
    struct mapping m;
    assert_true(mapping_new(n, &m));
    memset(m.p, with, n);
    return m;
}

static void it_grows_with_what_it_holds(void **state)
{
    (void)state;
    struct mapping m = {0};
    assert_true(mapping_grow(&m, 10));
    memset(m.p, 'x', 10);
    assert_true(mapping_grow(&m, 100000));
    assert_int_equal(m.n, 100000);
    assert_memory_equal(m.p, "xxxxxxxxxx", 11);
    assert_int_equal(((char *)m.p)[99999], 0);
    mapping_free(&m);
    assert_null(m.p);
    mapping_free(&m);
}

static void what_is_written_to_a_mapped_file_stays_with_who_wrote_it(void **state)
{
    (void)state;
    struct mapping m = filled(9000, 'a');
    struct mapping one;
    struct mapping other;
    assert_true(mapping_write(file, &m));
    assert_true(mapping_open(file, &one));
    assert_true(mapping_open(file, &other));
    assert_int_equal(one.n, 9000);
    assert_memory_equal(one.p, m.p, 9000);
    memset(one.p, 'b', 5000);
    assert_memory_equal(other.p, m.p, 9000);

    // Another file of the name leaves them what they have.
    memset(m.p, 'c', 9000);
    assert_true(mapping_write(file, &m));
    assert_int_equal(((char *)other.p)[8999], 'a');
    mapping_free(&other);
    assert_true(mapping_open(file, &other));
    assert_int_equal(((char *)other.p)[0], 'c');
    struct stat facts;
    assert_int_equal(stat(file, &facts), 0);
    assert_int_equal(facts.st_mode & 0777, 0600);
    mapping_free(&one);
    mapping_free(&other);
    mapping_free(&m);
}

static void what_is_no_file_is_not_mapped(void **state)
{
    (void)state;
    struct mapping m;
    (void)unlink(file);
    assert_false(mapping_open(file, &m));
    assert_false(mapping_open(folder, &m));
    assert_int_equal(close(open(file, O_WRONLY | O_CREAT, 0600)), 0);
    assert_false(mapping_open(file, &m)); // empty
    assert_int_equal(unlink(file), 0);
    assert_int_equal(mkfifo(file, 0600), 0);
    assert_false(mapping_open(file, &m));
    assert_int_equal(unlink(file), 0);
    assert_int_equal(symlink("/etc/passwd", file), 0);
    assert_false(mapping_open(file, &m));
}

// Cut short by another while it is open: an error to who reads it.
static void what_a_file_has_no_more_is_an_error(void **state)
{
    (void)state;
    struct mapping m = filled(9000, 'a');
    struct mapping mapped;
    struct mapping_file f;
    char read[9001] = {0};
    assert_true(mapping_write(file, &m));
    assert_true(mapping_file_open(file, &f));
    assert_int_equal(f.n, 9000);
    assert_true(mapping_file_read(&f, 0, read, 9000));
    assert_memory_equal(read, m.p, 9000);
    assert_true(mapping_file_read(&f, 9000, read, 0));
    assert_false(mapping_file_read(&f, 0, read, 9001));
    assert_false(mapping_file_read(&f, 9000, read, 1));
    assert_int_equal(truncate(file, 5000), 0);
    assert_true(mapping_file_read(&f, 4999, read, 1));
    assert_false(mapping_file_read(&f, 4999, read, 2));
    assert_false(mapping_file_read(&f, 0, read, f.n));
    assert_true(mapping_file_map(&f, &mapped));
    mapping_file_close(&f);
    assert_memory_equal(mapped.p, m.p, 4096);
    mapping_free(&mapped);
    assert_int_equal(unlink(file), 0);
    assert_false(mapping_file_open(file, &f));
    assert_false(mapping_file_open(folder, &f));
    mapping_free(&m);
}

static void a_file_without_room_is_no_file(void **state)
{
    (void)state;
    struct mapping m = filled(100000, 'a');
    const struct rlimit little = {50000, RLIM_INFINITY};
    struct rlimit was;
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &was), 0);
    (void)signal(SIGXFSZ, SIG_IGN);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &little), 0);
    bool written = mapping_write(file, &m);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &was), 0);
    assert_false(written);
    assert_int_equal(access(file, F_OK), -1);
    assert_false(mapping_write("/nowhere/file", &m));
    mapping_free(&m);
}

static void a_turn_is_one_s_own_until_it_ends(void **state)
{
    (void)state;
    int turn = mapping_turn(turn_file, 0);
    assert_true(turn >= 0);
    assert_int_equal(mapping_turn(turn_file, 0), -1);
    assert_int_equal(mapping_turn(turn_file, 30), -1);
    mapping_turn_end(turn);
    turn = mapping_turn(turn_file, 0);
    assert_true(turn >= 0);
    mapping_turn_end(turn);
    mapping_turn_end(-1);
    assert_int_equal(mapping_turn("/nowhere/turn", 0), -1);
}

// However it ends: here by SIGKILL.
static void a_turn_ends_with_its_process(void **state)
{
    (void)state;
    int told[2];
    assert_int_equal(pipe(told), 0);
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        char is_ours = mapping_turn(turn_file, 0) >= 0;
        (void)!write(told[1], &is_ours, 1);
        (void)pause();
        _exit(0);
    }
    char is_ours = 0;
    assert_int_equal(read(told[0], &is_ours, 1), 1);
    assert_int_equal(is_ours, 1);
    assert_int_equal(mapping_turn(turn_file, 0), -1);
    assert_int_equal(kill(child, SIGKILL), 0);
    assert_int_equal(waitpid(child, NULL, 0), child);
    int turn = mapping_turn(turn_file, 0);
    assert_true(turn >= 0);
    mapping_turn_end(turn);
    (void)close(told[0]);
    (void)close(told[1]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_grows_with_what_it_holds),
        cmocka_unit_test(what_is_written_to_a_mapped_file_stays_with_who_wrote_it),
        cmocka_unit_test(what_is_no_file_is_not_mapped),
        cmocka_unit_test(what_a_file_has_no_more_is_an_error),
        cmocka_unit_test(a_file_without_room_is_no_file),
        cmocka_unit_test(a_turn_is_one_s_own_until_it_ends),
        cmocka_unit_test(a_turn_ends_with_its_process),
    };
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
