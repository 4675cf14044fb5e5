// test-timeout: 240
// A backup is copied whole to another place or not at all, and comes back from there.
#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/limits.h"
#include "platform/backup/backup_folder.h"
#include "platform/backup/backup_testing.h"
#include "platform/backup/manifest.h"
#include "platform/db/db_copy.h"
#include "platform/process/guard.h"

#define FIRST "%PDF-1.7 first"
#define SECOND "%PDF-1.7 second"

// A place elsewhere, with its mark.
static str make_place(struct backup_site *s)
{
    str place = str_format(s->a, "%.*s/elsewhere", STR_ARG(s->root));
    assert_int_equal(mkdir(place.p, 0700), 0);
    FILE *mark = fopen(backup_path(s->a, place, S(BACKUP_PLACE_MARK)), "we");
    assert_non_null(mark);
    assert_int_equal(fclose(mark), 0);
    return place;
}

static str last_word(str folder)
{
    while (str_contains(folder, S("/"))) {
        (void)str_cut(&folder, '/');
    }
    return folder;
}

static err copy_of(struct backup_site *s, str folder, str to, struct backup_copied *out)
{
    str sentence;
    struct backup_copy_plan plan = {
        .from = s->backups, .to = to, .name = last_word(folder), .seconds = 60};
    return backup_copy(s->a, &plan, out, &sentence);
}

static size_t count_in(struct backup_site *s, str folder)
{
    struct backup_list list;
    backup_list(s->a, folder, &list);
    return list.count;
}

static bool is_swept(struct backup_site *s, str place, str folder)
{
    str half = str_join(s->a, S(BACKUP_HALF), last_word(folder));
    return access(backup_path(s->a, place, half), F_OK) != 0;
}

static ino_t inode_of(struct backup_site *s, str folder, const char *below)
{
    struct stat facts;
    assert_int_equal(stat(backup_path(s->a, folder, str_view(below)), &facts), 0);
    return facts.st_ino;
}

static str in_place(struct backup_site *s, str place, str folder)
{
    return str_view(backup_path(s->a, place, last_word(folder)));
}

static void a_copy_is_whole_and_the_site_comes_back_from_it(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct backup_site s = backup_testing_begin(&t);
        struct backup_made made;
        struct backup_copied copied;
        str place = make_place(&s);
        const char *first = backup_testing_place_of(s.a, FIRST);
        backup_testing_keep_text(&s, FIRST);
        str one = backup_testing_make(&s, &made);
        assert_null(copy_of(&s, one, place, &copied));
        assert_int_equal(copied.file_count, 2);
        assert_int_equal(copied.shared_count, 0);
        assert_int_equal(copied.size, made.database_size + made.files_size);
        backup_testing_keep_text(&s, SECOND);
        str two = backup_testing_make(&s, &made);
        assert_null(copy_of(&s, two, place, &copied));
        assert_int_equal(copied.file_count, 3);
        assert_int_equal(copied.shared_count, 1); // another name for what lies there
        str there = in_place(&s, place, two);
        assert_int_equal(inode_of(&s, there, first), inode_of(&s, in_place(&s, place, one), first));
        assert_int_not_equal(inode_of(&s, there, first), inode_of(&s, two, first));
        assert_null(copy_of(&s, two, place, &copied)); // once more is nothing more
        assert_int_equal(copied.file_count, 0);

        // The machine burns with its backups.
        assert_true(backup_remove(str_to_c(s.a, s.backups)));
        assert_int_equal(count_in(&s, place), 2);
        assert_null(backup_testing_restore(&s, there));
        struct backup_numbers n = backup_testing_count_in(&s, s.new_url);
        assert_int_equal(n.entries, 2);
        assert_int_equal(n.files, 2);
        backup_testing_end(&s);
    }
}

static void where_nothing_is_mounted_nothing_is_written(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct backup_site s = backup_testing_begin(&t);
        struct backup_made made;
        struct backup_copied copied;
        str one = backup_testing_make(&s, &made);
        str place = str_format(s.a, "%.*s/unmounted", STR_ARG(s.root));
        assert_ptr_equal(copy_of(&s, one, place, &copied), &BACKUP_NO_PLACE);
        assert_int_not_equal(access(place.p, F_OK), 0);
        assert_int_equal(mkdir(place.p, 0700), 0); // the mount's name alone
        assert_ptr_equal(copy_of(&s, one, place, &copied), &BACKUP_NO_PLACE);
        assert_int_equal(rmdir(place.p), 0);
        assert_int_equal(count_in(&s, s.backups), 1);
        backup_testing_end(&s);
    }
}

// Run the copy in a child that `before` has put under a limit. What it failed with, as a code's
// first letters would tell too little: 0 done, 1 cannot write, 2 anything else.
static int copy_in_child(struct backup_site *s, str folder, str place, void (*before)(void))
{
    fflush(NULL);
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        struct backup_copied copied;
        before();
        err e = copy_of(s, folder, place, &copied);
        _exit(e == NULL ? 0 : (e == &BACKUP_CANNOT_WRITE ? 1 : 2));
    }
    int status = 0;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status));
    return WEXITSTATUS(status);
}

static void let_a_file_have_four_kilobytes(void)
{
    struct rlimit few = {.rlim_cur = 4096, .rlim_max = 4096};
    (void)signal(SIGXFSZ, SIG_IGN);
    (void)setrlimit(RLIMIT_FSIZE, &few);
}

static void a_full_disk_leaves_no_half_copy(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct backup_site s = backup_testing_begin(&t);
        struct backup_made made;
        struct backup_copied copied;
        str place = make_place(&s);
        backup_testing_keep_text(&s, FIRST);
        str one = backup_testing_make(&s, &made);
        assert_int_equal(copy_in_child(&s, one, place, let_a_file_have_four_kilobytes), 1);
        assert_int_equal(count_in(&s, place), 0);
        assert_true(is_swept(&s, place, one));
        assert_null(copy_of(&s, one, place, &copied)); // there is room again
        assert_int_equal(count_in(&s, place), 1);
        backup_testing_end(&s);
    }
}

static void be_nobody(void)
{
    if (geteuid() == 0 && (setegid(65534) != 0 || seteuid(65534) != 0)) {
        _exit(77);
    }
}

static void a_place_that_may_not_be_written_is_told(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct backup_site s = backup_testing_begin(&t);
        struct backup_made made;
        str place = make_place(&s);
        str one = backup_testing_make(&s, &made);
        assert_int_equal(chmod(s.root.p, 0755), 0);
        assert_int_equal(chmod(place.p, 0555), 0);
        assert_int_equal(copy_in_child(&s, one, place, be_nobody), 1);
        assert_int_equal(chmod(place.p, 0700), 0);
        assert_int_equal(count_in(&s, place), 0);
        backup_testing_end(&s);
    }
}

// The copier is ended at moments further and further in.
static void a_copy_that_is_broken_off_is_none_and_the_next_sweeps_it(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct backup_site s = backup_testing_begin(&t);
        struct backup_made made;
        struct backup_copied copied;
        str place = make_place(&s);
        for (int i = 0; i < 40; i++) {
            backup_testing_keep_text(&s, str_format(s.a, "%%PDF-1.7 %d", i).p);
        }
        str one = backup_testing_make(&s, &made);
        int broken = 0;
        for (int i = 0; i < 12; i++) {
            fflush(NULL);
            pid_t child = fork();
            assert_true(child >= 0);
            if (child == 0) {
                _exit(copy_of(&s, one, place, &copied) == NULL ? 0 : 1);
            }
            (void)nanosleep(&(struct timespec){.tv_nsec = 1000000L * (1 + i * i)}, NULL);
            int status = 0;
            (void)kill(child, SIGKILL);
            assert_int_equal(waitpid(child, &status, 0), child);
            if (WIFSIGNALED(status)) { // whole or none, however far it was
                broken++;
                assert_in_range(count_in(&s, place), 0, 1);
            } else {
                assert_int_equal(WEXITSTATUS(status), 0);
                assert_int_equal(count_in(&s, place), 1);
            }
            if (count_in(&s, place) == 1) { // again; what is left of a broken one lies there
                assert_true(backup_remove(backup_path(s.a, place, last_word(one))));
            }
        }
        assert_true(broken > 0);
        assert_null(copy_of(&s, one, place, &copied));
        assert_true(is_swept(&s, place, one));
        assert_null(backup_testing_restore(&s, in_place(&s, place, one)));
        assert_int_equal(backup_testing_count_in(&s, s.new_url).files, 40);
        backup_testing_end(&s);
    }
}

static void flip_a_byte(const char *path, off_t at)
{
    char byte = 0;
    int fd = open(path, O_RDWR | O_CLOEXEC);
    assert_true(fd >= 0);
    assert_int_equal(pread(fd, &byte, 1, at), 1);
    byte ^= 1;
    assert_int_equal(pwrite(fd, &byte, 1, at), 1);
    assert_int_equal(close(fd), 0);
}

static void what_rotted_is_not_passed_on(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct backup_site s = backup_testing_begin(&t);
        struct backup_made made;
        struct backup_copied copied;
        str place = make_place(&s);
        const char *first = backup_testing_place_of(s.a, FIRST);
        backup_testing_keep_text(&s, FIRST);
        str one = backup_testing_make(&s, &made);
        assert_null(copy_of(&s, one, place, &copied));

        // A kept file rots there: with the first copy of the next day it is written anew.
        flip_a_byte(backup_path(s.a, in_place(&s, place, one), str_view(first)), 3);
        s.now = instant_add_s(s.now, 24 * 3600);
        str two = backup_testing_make(&s, &made);
        assert_null(copy_of(&s, two, place, &copied));
        assert_int_equal(copied.shared_count, 0);
        assert_null(backup_testing_restore(&s, in_place(&s, place, two)));

        // The backup itself rotted here.
        str three = backup_testing_make(&s, &made);
        const char *database = db_engine(t.db) == DB_SQLITE ? "database.sqlite" : "database.pgdump";
        flip_a_byte(backup_path(s.a, three, str_view(database)), 100);
        assert_ptr_equal(copy_of(&s, three, place, &copied), &BACKUP_ALTERED);
        assert_int_equal(count_in(&s, place), 2);
        assert_true(is_swept(&s, place, three));
        assert_int_equal(truncate(backup_path(s.a, three, S(MANIFEST_NAME)), 40), 0);
        assert_ptr_equal(copy_of(&s, three, place, &copied), &BACKUP_ALTERED);
        assert_int_equal(unlink(backup_path(s.a, three, S(MANIFEST_NAME))), 0);
        assert_ptr_equal(copy_of(&s, three, place, &copied), &BACKUP_NOT_WHOLE);
        backup_testing_end(&s);
    }
}

// Two sites that share a place made one of the same second.
static void another_backup_of_the_same_name_is_no_copy(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct backup_site s = backup_testing_begin(&t);
        struct backup_made made;
        struct backup_copied copied;
        str place = make_place(&s);
        str one = backup_testing_make(&s, &made);
        assert_null(copy_of(&s, one, place, &copied));
        const char *manifest = backup_path(s.a, in_place(&s, place, one), S(MANIFEST_NAME));
        flip_a_byte(manifest, 3);
        assert_ptr_equal(copy_of(&s, one, place, &copied), &BACKUP_ALTERED);
        assert_int_equal(unlink(manifest), 0);
        assert_ptr_equal(copy_of(&s, one, place, &copied), &BACKUP_ALTERED);
        backup_testing_end(&s);
    }
}

static void two_copy_one_after_the_other_and_none_takes_for_ever(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct backup_site s = backup_testing_begin(&t);
        struct backup_made made;
        struct backup_copied copied;
        int other = -1;
        str sentence;
        str place = make_place(&s);
        str one = backup_testing_make(&s, &made);
        assert_null(backup_lock(s.a, place, &other));
        assert_ptr_equal(copy_of(&s, one, place, &copied), &BACKUP_BUSY);
        backup_unlock(other);
        struct backup_copy_plan plan = {
            .from = s.backups, .to = place, .name = last_word(one), .seconds = 0};
        assert_ptr_equal(backup_copy(s.a, &plan, &copied, &sentence), &DB_COPY_SLOW);
        assert_int_equal(count_in(&s, place), 0);
        backup_testing_end(&s);
    }
}

// The worker of the pool copy, behind its guard: a second backup names the kept files of the first.
static void a_worker_backs_up_copies_and_thins_behind_its_guard(void **state)
{
    (void)state;
    _Atomic int *refused =
        mmap(NULL, sizeof(*refused), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    assert_true(refused != MAP_FAILED);
    FOR_EACH_ENGINE(t)
    {
        struct backup_site s = backup_testing_begin(&t);
        str place = make_place(&s);
        backup_testing_keep_text(&s, FIRST);
        struct guard g = {.mode = GUARD_KILL,
                          .pool = "copy",
                          .has_server = db_engine(t.db) == DB_POSTGRES,
                          .refused = refused};
        fflush(NULL);
        pid_t child = fork();
        assert_true(child >= 0);
        if (child == 0) {
            struct backup_made made;
            struct backup_copied copied;
            str sentence;
            int64_t gone = 0;
            bool good = true;
            guard_enter(&g);
            for (int i = 1; good && i <= 3; i++) {
                instant at = instant_add_s(s.now, i * 3600);
                good = backup_testing_make_at(&s, at, &made, &sentence) == NULL &&
                       copy_of(&s, made.name, place, &copied) == NULL;
            }
            good = good && copied.shared_count == 1 &&
                   backup_thin(s.a, place, (struct backup_keep){.hourly = 1}, &gone) == NULL;
            _exit(good && gone == 2 ? 0 : 1);
        }
        int status = 0;
        assert_int_equal(waitpid(child, &status, 0), child);
        if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) {
            fail_msg("ends with %d, refused: %s", status, guard_call_name(atomic_load(refused)));
        }
        assert_int_equal(count_in(&s, place), 1);
        backup_testing_end(&s);
    }
    (void)munmap(refused, sizeof(*refused));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_copy_is_whole_and_the_site_comes_back_from_it),
        cmocka_unit_test(where_nothing_is_mounted_nothing_is_written),
        cmocka_unit_test(a_full_disk_leaves_no_half_copy),
        cmocka_unit_test(a_place_that_may_not_be_written_is_told),
        cmocka_unit_test(a_copy_that_is_broken_off_is_none_and_the_next_sweeps_it),
        cmocka_unit_test(what_rotted_is_not_passed_on),
        cmocka_unit_test(another_backup_of_the_same_name_is_no_copy),
        cmocka_unit_test(two_copy_one_after_the_other_and_none_takes_for_ever),
        cmocka_unit_test(a_worker_backs_up_copies_and_thins_behind_its_guard),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
