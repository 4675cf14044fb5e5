// test-timeout: 300
// A child that goes astray over a PDF is ended, and only what the file did is told of the file.
#include "platform/picture/pdf_look.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/limits.h"
#include "platform/clock/clock.h"
#include "platform/file/bytes.h"
#include "platform/picture/pdf_answer.h"
#include "platform/picture/pdf_testing.h"
#include "platform/picture/picture_child.h"
#include "platform/picture/picture_file_testing.h"
#include "platform/picture/picture_make.h"
#include "platform/picture/picture_testing.h"
#include "platform/picture/picture_unpack.h"

// The program is a script of ours; the PDF is what it reads.
static err look_by(const char *script, str pdf, int64_t wall_ms, struct pdf_looked *out)
{
    picture_file_script(script, wall_ms);
    picture_file_write(pdf);
    return pdf_look(arena, picture_file, out);
}

static void a_child_that_takes_too_long_is_ended(void **state)
{
    (void)state;
    int64_t began = clock_ms();
    struct pdf_looked looked;
    assert_ptr_equal(look_by("#!/bin/sh\nexec sleep 60\n", S("x"), 200, &looked),
                     &PICTURE_NO_ANSWER);
    assert_true(clock_ms() - began < 10000);
    // It is told nothing besides.
    static const char ASK[] = "#!/bin/sh\n[ \"$#\" = 0 ] && "
                              "[ \"$(ulimit -t)\" = 10 ] && [ \"$(ulimit -v)\" = 524288 ] && "
                              "[ \"$(ulimit -f)\" = 0 ] && exec cat\n";
    assert_null(look_by(ASK, S("DUREPDF1\3\0\0\0\0\0\0\0"), 20000, &looked));
    assert_int_equal(looked.verdict, PDF_LAUNCH);
}

// What the machine, its keeper or we brought about is no verdict on the file.
static void only_what_the_file_did_is_told_of_the_file(void **state)
{
    (void)state;
    static const struct {
        const char *script;
        err fault; // NULL: the verdict is that it was given up
    } ENDS[] = {
        {"kill -XCPU $$",         NULL               },
        {"kill -SEGV $$",         NULL               },
        {"kill -ABRT $$",         NULL               },
        {"while :; do :; done",   NULL               }, // ten seconds of its processor
        {"exit 121",              NULL               },
        {"exit 120",              &PICTURE_NOT_READY },
        {"exit 127",              &PICTURE_NO_PROGRAM},
        {"exit 0",                &PICTURE_NO_ANSWER },
        {"exit 1",                &PICTURE_NO_ANSWER },
        {"kill -9 $$",            &PICTURE_NO_ANSWER }, // the kernel, short of memory
        {"kill -TERM $$",         &PICTURE_NO_ANSWER },
        {"kill -SYS $$",          &PICTURE_NO_ANSWER }, // a call that the jail does not know
        {"exec cat /dev/zero",    &PICTURE_NO_ANSWER }, // more than there is room for
        {"echo DUREPDF2........", &PICTURE_NO_ANSWER }, // of another release
    };
    for (size_t i = 0; i < COUNT(ENDS); i++) {
        struct pdf_looked looked = {.verdict = PDF_WAITING};
        const char *script = str_format(arena, "#!/bin/sh\n%s\n", ENDS[i].script).p;
        err e = look_by(script, S("x"), 60000, &looked);
        if (e != ENDS[i].fault) {
            fail_msg("%s: %s", ENDS[i].script, e == NULL ? "a verdict" : e->code);
        }
        assert_int_equal(looked.verdict, e == NULL ? PDF_GIVEN_UP : PDF_WAITING);
    }
}

static void an_answer_that_cannot_be_is_none(void **state)
{
    (void)state;
    const struct pdf_answer good = {
        .mark = {'D', 'U', 'R', 'E', 'P', 'D', 'F', '1'},
        .verdict = PDF_FINE,
        .pages = 2000,
    };
    struct pdf_answer bad[7];
    struct pdf_looked looked;
    for (size_t i = 0; i < COUNT(bad); i++) {
        bad[i] = good;
    }
    bad[0].mark[7] = '2';
    bad[1].verdict = PDF_WAITING;
    bad[2].verdict = PDF_GIVEN_UP;
    bad[3].verdict = 4000000000;
    bad[4].pages = 0;
    bad[5].pages = LIMIT_PDF_PAGES + 1;
    bad[6].verdict = PDF_SCRIPT; // and pages
    assert_true(pdf_looked_read((str){.p = (const char *)&good, .n = sizeof(good)}, &looked));
    assert_int_equal(looked.verdict, PDF_FINE);
    for (size_t i = 0; i < COUNT(bad); i++) {
        if (pdf_looked_read((str){.p = (const char *)&bad[i], .n = sizeof(bad[i])}, &looked)) {
            fail_msg("answer %zu", i);
        }
    }
    assert_false(pdf_looked_read((str){.p = (const char *)&good, .n = sizeof(good) - 1}, &looked));
    assert_false(pdf_looked_read(
        str_join(arena, (str){.p = (const char *)&good, .n = sizeof(good)}, S("x")), &looked));
}

static void a_program_or_file_that_is_missing_is_told(void **state)
{
    (void)state;
    struct pdf_looked looked;
    picture_file_write(S("x"));
    picture_testing_program("/nowhere/dure-pdf", 20000);
    assert_ptr_equal(pdf_look(arena, picture_file, &looked), &PICTURE_NO_PROGRAM);
    picture_testing_begin();
    assert_ptr_equal(pdf_look(arena, "/nowhere/file", &looked), &BYTES_CANNOT_READ);
}

// Where one program alone is there, one kind of file alone is read.
static void each_kind_of_file_has_a_program_of_its_own(void **state)
{
    (void)state;
    picture_file_write(S("x"));
    for (int there = 0; there < CHILD_PROGRAM_COUNT; there++) {
        const char *paths[CHILD_PROGRAM_COUNT] = {"/nowhere", "/nowhere", "/nowhere"};
        struct picture_made made;
        struct unpacked unpacked;
        struct pdf_looked looked;
        paths[there] = "/bin/false";
        picture_set_programs(paths, 20000);
        assert_ptr_equal(picture_make(arena, picture_file, &made),
                         there == CHILD_PICTURE ? &PICTURE_NO_ANSWER : &PICTURE_NO_PROGRAM);
        assert_ptr_equal(picture_unpack(arena, picture_file, 0, 1, &unpacked),
                         there == CHILD_UNPACK ? NULL : &PICTURE_NO_PROGRAM);
        assert_ptr_equal(pdf_look(arena, picture_file, &looked),
                         there == CHILD_PDF ? &PICTURE_NO_ANSWER : &PICTURE_NO_PROGRAM);
        arena_reset(arena); // of the room for the answers
    }
}

// As large as an upload may be, and one byte more.
static void a_pdf_above_the_limit_is_given_up(void **state)
{
    (void)state;
    str whole = pdf_testing(arena, S(""), S(""));
    picture_file_write(whole);
    assert_int_equal(truncate(picture_file, LIMIT_UPLOAD), 0); // blanks
    struct pdf_looked looked;
    assert_null(pdf_look(arena, picture_file, &looked));
    assert_int_equal(looked.verdict, PDF_DAMAGED); // its end is too far from the file's for libqpdf
    assert_int_equal(truncate(picture_file, (off_t)LIMIT_UPLOAD + 1), 0);
    assert_null(pdf_look(arena, picture_file, &looked));
    assert_int_equal(looked.verdict, PDF_GIVEN_UP);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(a_child_that_takes_too_long_is_ended, picture_file_each),
        cmocka_unit_test_setup(only_what_the_file_did_is_told_of_the_file, picture_file_each),
        cmocka_unit_test_setup(an_answer_that_cannot_be_is_none, picture_file_each),
        cmocka_unit_test_setup(a_program_or_file_that_is_missing_is_told, picture_file_each),
        cmocka_unit_test_setup(each_kind_of_file_has_a_program_of_its_own, picture_file_each),
        cmocka_unit_test_setup(a_pdf_above_the_limit_is_given_up, picture_file_each),
    };
    return cmocka_run_group_tests(tests, picture_file_begin, picture_file_end);
}
