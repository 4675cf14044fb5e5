// test-timeout: 300
// A PDF is looked into whole: what does anything but be read is refused, wherever it lies.
#include "platform/picture/pdf_look.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "base/limits.h"
#include "base/out.h"
#include "platform/file/pdf.h"
#include "platform/picture/pdf_plain.h"
#include "platform/picture/pdf_testing.h"
#include "platform/picture/picture_file_testing.h"
#include "platform/picture/picture_testing.h"

static struct pdf_looked look(str pdf)
{
    struct pdf_looked looked;
    picture_file_write(pdf);
    assert_null(pdf_look(arena, picture_file, &looked));
    return looked;
}

static void expect(const char *what, str pdf, enum pdf_verdict verdict)
{
    enum pdf_verdict found = look(pdf).verdict;
    if (found != verdict) {
        fail_msg("%s: %s, not %s", what, pdf_verdict_word(found), pdf_verdict_word(verdict));
    }
}

// --- What lies in it -----------------------------------------------------------------------------

// What stands in the catalogue, and an object 4 beside the page.
static const struct {
    const char *catalog;
    const char *object;
    enum pdf_verdict verdict;
} ROWS[] = {
  // Fine: pages, links, places to go to when it is opened, and words that only look like it.
    {"",                                                             "",                                                                 PDF_FINE   },
    {"/OpenAction[3 0 R/Fit]",                                       "",                                                                 PDF_FINE   },
    {"/OpenAction 4 0 R",                                            "<</S/GoTo/D[3 0 R/Fit]>>",                                         PDF_FINE   },
    {"",                                                             "<</Type/Annot/Subtype/Link/A<</S/URI/URI(https://a.kr)>>>>",       PDF_FINE   },
    {"",                                                             "<</AA<</O<</S/GoTo/D[3 0 R/Fit]>>>>>>",                            PDF_FINE   },
    {"",                                                             "<</AA<<>>>>",                                                      PDF_FINE   },
    {"",                                                             "(/JavaScript /Launch /EmbeddedFile)",                              PDF_FINE   },
    {"",                                                             "[/JavaScript/Launch]",                                             PDF_FINE   },
    {"",                                                             "<</ExtGState<</EF<</Type/ExtGState/CA 1>>>>>>",                    PDF_FINE   },
    {"",                                                             "<</S/Transparency/Type/Group>>",                                   PDF_FINE   },
    {"/AcroForm<</Fields[]>>",                                       "",                                                                 PDF_FINE   },
 // Programs.
    {"",                                                             "<</S/JavaScript/JS(app.alert\\(1\\))>>",                           PDF_SCRIPT },
    {"/OpenAction 4 0 R",                                            "<</S/JavaScript/JS(app.alert\\(1\\))>>",                           PDF_SCRIPT },
    {"/Names<</JavaScript<</Names[(a)4 0 R]>>>>",                    "<</A/B>>",                                                         PDF_SCRIPT },
    {"",                                                             "<</Type/Annot/A<</S/Java#53cript/#4a#53 3 0 R>>>>",                PDF_SCRIPT },
    {"",                                                             "<</A<</S/GoTo/D[3 0 R/Fit]/Next[<</S/JavaScript>>]>>>>",           PDF_SCRIPT },
    {"",                                                             "<</Length 2/JS(x)>>stream\nhi\nendstream",                         PDF_SCRIPT },
    {"",                                                             "[[[[[[[[[[<</K[<</S/JavaScript>>]>>]]]]]]]]]]",                    PDF_SCRIPT },
 // Other programs.
    {"",                                                             "<</S/Launch/F(cmd.exe)>>",                                         PDF_LAUNCH },
    {"/OpenAction<</S/Launch/Win<</F(cmd)>>>>",                      "",                                                                 PDF_LAUNCH },
    {"",                                                             "<</Type/Action/S/GoTo/Next<</S/Launch/F(a.sh)>>>>",                PDF_LAUNCH },
 // Files within.
    {"/Names<</EmbeddedFiles<</Names[]>>>>",                         "",                                                                 PDF_FILES  },
    {"",                                                             "<</Type/EmbeddedFile/Length 2>>stream\nMZ\nendstream",             PDF_FILES  },
    {"",                                                             "<</F(a.exe)/EF<</F 3 0 R>>>>",                                     PDF_FILES  },
    {"",                                                             "<</F(a.exe)/EF<</UF 3 0 R>>>>",                                    PDF_FILES  },
    {"",                                                             "<</Type/Annot/Subtype/FileAttachment>>",                           PDF_FILES  },
    {"",                                                             "<</S/GoToE/D[0/Fit]>>",                                            PDF_FILES  },
    {"",                                                             "<</F(elsewhere)/Length 0>>stream\n\nendstream",                    PDF_FILES  },
 // What does something by itself.
    {"/OpenAction<</S/URI/URI(https://a.kr)>>",                      "",                                                                 PDF_OPENS  },
    {"/OpenAction<</S/Named/N/Print>>",                              "",                                                                 PDF_OPENS  },
    {"/OpenAction<</S/GoToR/F(\\\\\\\\h\\\\s)/D[0/Fit]>>",           "",                                                                 PDF_FILES  },
    {"/OpenAction<</S/GoTo/D[3 0 R/Fit]/Next<</S/Named/N/Print>>>>", "",                                                                 PDF_OPENS  },
    {"/OpenAction<<>>",                                              "",                                                                 PDF_OPENS  },
    {"/AA<</WC<</S/URI/URI(https://a.kr)>>>>",                       "",                                                                 PDF_OPENS  },
    {"",                                                             "[<</AA<</O 3 0 R>>>>]",                                            PDF_OPENS  },
 // Forms.
    {"/AcroForm<</Fields[4 0 R]>>",                                  "<</FT/Btn/A<</S/SubmitForm/F(https://a.kr)>>>>",                   PDF_SENDS  },
    {"",                                                             "<</S/ImportData/F(a.fdf)>>",                                       PDF_SENDS  },
    {"/AcroForm<</Fields[]/XFA 4 0 R>>",                             "<</Length 2>>stream\n<>\nendstream",                               PDF_XFA    },
 // Sound, film, scenes.
    {"",                                                             "<</Type/Annot/Subtype/RichMedia>>",                                PDF_MEDIA  },
    {"",                                                             "<</RichMediaContent<<>>>>",                                        PDF_MEDIA  },
    {"",                                                             "<</S/Rendition/OP 0>>",                                            PDF_MEDIA  },
    {"",                                                             "<</Type/Annot/Subtype/Movie>>",                                    PDF_MEDIA  },
    {"",                                                             "<</Type/Annot/Subtype/3D>>",                                       PDF_MEDIA  },
 // What leads elsewhere, and links that are none.
    {"",                                                             "<</Subtype/Link/A<</S/GoToR/F(\\\\\\\\h\\\\s)/D[0/Fit]>>>>",       PDF_FILES  },
    {"",                                                             "<</S/GoToR/F(b.pdf)/D[0/Fit]>>",                                   PDF_FILES  },
    {"",                                                             "<</Subtype/Form/Ref<</F(b.pdf)>>/Length 0>>stream\n\nendstream",   PDF_FILES  },
    {"",                                                             "<</Subtype/Image/OPI<</2.0<<>>>>/Length 0>>stream\n\nendstream",   PDF_FILES  },
    {"",                                                             "<</S/URI/URI(file://h/s)>>",                                       PDF_FILES  },
    {"",                                                             "<</S/URI/URI(\\\\\\\\h\\\\s)>>",                                   PDF_FILES  },
    {"",                                                             "<</S/URI/URI(javascript:alert)>>",                                 PDF_SCRIPT },
    {"",                                                             "<</S/URI/URI( Java\\nScript:alert)>>",                             PDF_SCRIPT },
    {"",                                                             "<</S/URI/URI<feff004a006100760061007300630072006900700074003a>>>", PDF_SCRIPT },
    {"",                                                             "<</S/URI/URI/javascript:alert>>",                                  PDF_SCRIPT },
    {"",                                                             "<</S/URI/URI(data:text/html,a)>>",                                 PDF_SCRIPT },
    {"/URI<</Base(javascript:)>>",                                   "<</S/URI/URI(a)>>",                                                PDF_SCRIPT },
    {"",                                                             "<</S/URI/URI(https://a.kr/javascript:)>>",                         PDF_FINE   },
    {"",                                                             "<</S/URI/URI(mailto:a@a.kr)>>",                                    PDF_FINE   },
 // A stream that some take for its dictionary.
    {"/AA 4 0 R",                                                    "<</WC<</S/URI/URI(a)>>/Length 0>>stream\n\nendstream",             PDF_OPENS  },
    {"/OpenAction 4 0 R",                                            "<</S/GoTo/D[3 0 R/Fit]/Length 0>>stream\n\nendstream",             PDF_OPENS  },
    {"/AF[<</F(a)/EF 4 0 R>>]",                                      "<</UF 3 0 R/Length 0>>stream\n\nendstream",                        PDF_FILES  },
 // Nothing but generation 0 is named; a name that is no UTF-8 is a name.
    {"/Names 9 1 R",                                                 "",                                                                 PDF_DAMAGED},
    {"",                                                             "<</#b0#a1(\"obj:4)/B/#ff>>",                                       PDF_FINE   },
 // What is named and not there is nothing; a word that stands twice is two things.
    {"/Names 9 0 R",                                                 "",                                                                 PDF_FINE   },
    {"",                                                             "<</A/B/A/C>>",                                                     PDF_DAMAGED},
    {"",                                                             "<</A(unclosed>>",                                                  PDF_DAMAGED},
};

static void what_does_anything_is_refused_wherever_it_lies(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(ROWS); i++) {
        str catalog = str_view(ROWS[i].catalog);
        str object = str_view(ROWS[i].object);
        const char *what = str_format(arena, "%s %s", ROWS[i].catalog, ROWS[i].object).p;
        expect(what, pdf_testing(arena, catalog, object), ROWS[i].verdict);
        if (!str_contains(object, S("stream")) && ROWS[i].verdict != PDF_DAMAGED) {
            expect(str_format(arena, "packed: %s", what).p,
                   pdf_testing_packed(arena, catalog, object), ROWS[i].verdict);
        }
    }
}

// Its word can be read nowhere in the file.
static void a_packed_word_is_hidden_in_the_bytes(void **state)
{
    (void)state;
    str pdf = pdf_testing_packed(arena, S(""), S("<</S/JavaScript/JS(x)>>"));
    assert_false(str_contains(pdf, S("/JS")));
    assert_int_equal(look(pdf).verdict, PDF_SCRIPT);
}

static void the_last_version_of_a_file_counts(void **state)
{
    (void)state;
    str pdf = pdf_testing(arena, S(""), S("<</A/B>>"));
    size_t table = pdf.n;
    str more = S("4 0 obj\n<</S/JavaScript/JS(x)>>\nendobj\n");
    // Where the first table lies is told at the end of the first version.
    size_t at = str_index(pdf, S("startxref\n")) + S("startxref\n").n;
    str first = str_slice(pdf, at, str_index(str_slice(pdf, at, pdf.n), S("\n")));
    str end = str_format(arena,
                         "xref\n4 1\n%010zu 00000 n \ntrailer\n<</Size 5/Root 1 0 R/Prev %.*s>>\n"
                         "startxref\n%zu\n%%%%EOF\n",
                         table, STR_ARG(first), table + more.n);
    expect("a later script", str_join(arena, str_join(arena, pdf, more), end), PDF_SCRIPT);
}

// Object 4 has this generation, in its head and in the table.
static str of_generation(str pdf, char generation)
{
    char *bytes = arena_alloc(arena, pdf.n);
    memcpy(bytes, pdf.p, pdf.n);
    char *head = memmem(bytes, pdf.n, "4 0 obj", 7);
    char *entry = memmem(bytes, pdf.n, "\ntrailer", 8);
    assert_non_null(head);
    assert_non_null(entry);
    head[2] = generation;
    assert_int_equal(entry[-4], '0'); // "00000 n "
    entry[-4] = generation;
    return (str){.p = bytes, .n = pdf.n};
}

// Some readers go by the number alone, and see it where it is named with another generation too.
static void an_object_of_another_generation_is_refused(void **state)
{
    (void)state;
    const str bodies[] = {S("<</S/Launch/F(a)>>"), S("<</A/B>>"), S("null")};
    const str named[] = {S("/Names 4 1 R"), S("/Names 4 0 R"), S("/Names 4 3 R"), S("")};
    for (size_t b = 0; b < COUNT(bodies); b++) {
        for (size_t n = 0; n < COUNT(named); n++) {
            str pdf = pdf_testing(arena, named[n], bodies[b]);
            expect(named[n].p, of_generation(pdf, '1'), PDF_DAMAGED);
            expect(named[n].p, of_generation(pdf, '9'), PDF_DAMAGED);
        }
    }
    // The table alone says so, where the head says another.
    str other = of_generation(pdf_testing(arena, S("/Names 4 0 R"), bodies[0]), '1');
    ((char *)memmem(other.p, other.n, "4 1 obj", 7))[2] = '0';
    expect("its head says 0", other, PDF_DAMAGED);
}

// Two that name each other by generations without end.
static void generations_that_go_round_are_refused(void **state)
{
    (void)state;
    str first = of_generation(pdf_testing(arena, S("/X 4 1 R"), S("<</N 4 2 R>>")), '1');
    size_t at = str_index(first, S("startxref\n")) + S("startxref\n").n;
    str table = str_slice(first, at, str_index(str_slice(first, at, first.n), S("\n")));
    str more = S("4 2 obj\n<</N 4 1 R>>\nendobj\n");
    str end = str_format(arena,
                         "xref\n4 1\n%010zu 00002 n \ntrailer\n<</Size 5/Root 1 0 R/Prev %.*s>>\n"
                         "startxref\n%zu\n%%%%EOF\n",
                         first.n, STR_ARG(table), first.n + more.n);
    expect("round", str_join(arena, str_join(arena, first, more), end), PDF_DAMAGED);
}

// --- One that is shown while it loads ------------------------------------------------------------

static void put_table(struct out *o, const size_t *at, size_t catalog)
{
    out_str(o, S("xref\n0 6\n0000000000 65535 f \n"));
    for (size_t i = 1; i < 6; i++) {
        out_format(o, "%010zu 00000 n \n", i == 1 ? catalog : at[i]);
    }
    out_str(o, S("trailer\n<</Size 6/Root 1 0 R>>\n"));
}

// Its first object is `before`, the file's size and `after`; behind it stands a table, by which the
// catalogue runs a program where `hostile`. The end says that table, or one of its own where `two`.
static str loading(const char *before, const char *after, bool hostile, bool two)
{
    size_t at[7] = {0};
    size_t size = 0;
    struct out o;
    for (int pass = 0; pass < 2; pass++) { // the second knows what lies where
        out_init(&o, arena, 8192);
        out_str(&o, S("%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"));
        at[5] = o.n;
        out_format(&o, "5 0 obj\n%s%010zu%s\nendobj\n", before, size, after);
        size_t table = o.n;
        put_table(&o, at, at[hostile ? 6 : 1]);
        out_str(&o, S("startxref\n0\n%%EOF\n"));
        at[1] = o.n;
        out_str(&o, S("1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n"));
        at[2] = o.n;
        out_str(&o, S("2 0 obj\n<</Type/Pages/Kids[3 0 R]/Count 1>>\nendobj\n"));
        at[3] = o.n;
        out_str(&o, S("3 0 obj\n<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>\nendobj\n"));
        at[6] = o.n;
        out_str(&o, S("1 0 obj\n<</Type/Catalog/Pages 2 0 R/OpenAction 4 0 R>>\nendobj\n"));
        at[4] = o.n;
        out_format(&o, "4 0 obj\n%s\nendobj\n", hostile && !two ? "<</S/JavaScript>>" : "null");
        if (two) {
            table = o.n;
            put_table(&o, at, at[1]);
        }
        out_format(&o, "startxref\n%zu\n%%%%EOF\n", table);
        size = o.n;
    }
    return out_view(&o);
}

static void one_that_is_shown_while_it_loads_has_one_beginning(void **state)
{
    (void)state;
    static const struct {
        const char *before;
        const char *after;
    } heads[] = {
        {"<</Linearized 1/L ",           "/N 1>>"        },
        {"<</Linearized 1/L ",           ">>"            },
        {"<</Linearized 1/L\r\n",        ".0>>"          },
        {"<</#4cineari#7Aed 1/L ",       "/N 1>>"        },
        {"<</Linearized 1/#4c ",         "/L 5/N 1>>"    },
        {"<</Linearized 1/X(endobj)/L ", "/N 1>>"        },
        {"<</Linearized 1/X<</L 5>>/L ", "/N 1>>"        },
        {"<</Linearized 1%endobj\n/L ",  "/N 1>>"        },
        {"<</Linearized 1/Y ",           "/L 5/L 9/N 1>>"},
    };
    for (size_t i = 0; i < COUNT(heads); i++) {
        const char *before = heads[i].before;
        expect(before, loading(before, heads[i].after, true, true), PDF_DAMAGED);
    }
    str whole = loading(heads[0].before, heads[0].after, false, false);
    expect("a true one", whole, PDF_FINE);
    expect("a true one that says its size last",
           loading(heads[1].before, heads[1].after, false, false), PDF_FINE);
    expect("its own program", loading(heads[0].before, heads[0].after, true, false), PDF_SCRIPT);
    expect("two heads", str_join(arena, S("%PDF-1.7\n%endobj\n"), str_slice(whole, 9, whole.n)),
           PDF_DAMAGED);
    // Something was added behind a true one: it is no such file any more.
    size_t table = str_index(whole, S("xref\n"));
    str more = S("4 0 obj\n<</A/B>>\nendobj\n");
    str end = str_format(arena,
                         "xref\n4 1\n%010zu 00000 n \ntrailer\n<</Size 6/Root 1 0 R/Prev %zu>>\n"
                         "startxref\n%zu\n%%%%EOF\n",
                         whole.n, table, whole.n + more.n);
    expect("added to", str_join(arena, str_join(arena, whole, more), end), PDF_FINE);
    // The word somewhere else says nothing.
    expect("elsewhere", pdf_testing(arena, S(""), S("<</Linearized 1/L 9>>")), PDF_FINE);
}

static void as_many_pages_as_the_limit_and_no_more(void **state)
{
    (void)state;
    struct pdf_looked most = look(pdf_testing_pages(arena, LIMIT_PDF_PAGES));
    assert_int_equal(most.verdict, PDF_FINE);
    assert_int_equal(most.pages, LIMIT_PDF_PAGES);
    struct pdf_looked less = look(pdf_testing_pages(arena, LIMIT_PDF_PAGES - 1));
    assert_int_equal(less.pages, LIMIT_PDF_PAGES - 1);
    expect("too many", pdf_testing_pages(arena, LIMIT_PDF_PAGES + 1), PDF_LARGE);
    expect("none", pdf_testing_pages(arena, 0), PDF_NO_PAGES);
    assert_int_equal(look(pdf_testing(arena, S(""), S(""))).pages, 1);
}

static void as_many_objects_as_the_limit_and_no_more(void **state)
{
    (void)state;
    str *objects = NEW_ARRAY(arena, LIMIT_PDF_OBJECTS, str);
    objects[0] = S("<</Type/Catalog/Pages 2 0 R>>");
    objects[1] = S("<</Type/Pages/Kids[3 0 R]/Count 1>>");
    objects[2] = S("<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>");
    for (size_t i = 3; i < LIMIT_PDF_OBJECTS; i++) {
        objects[i] = S("0");
    }
    // Number 0 is none of them and counts.
    expect("most", pdf_plain(arena, objects, LIMIT_PDF_OBJECTS - 1, S("")), PDF_FINE);
    arena_reset(arena);
    objects = NEW_ARRAY(arena, LIMIT_PDF_OBJECTS, str);
    for (size_t i = 0; i < LIMIT_PDF_OBJECTS; i++) {
        objects[i] = S("0");
    }
    expect("too many", pdf_plain(arena, objects, LIMIT_PDF_OBJECTS, S("")), PDF_LARGE);
}

// --- What is no whole PDF ------------------------------------------------------------------------

static void an_encrypted_pdf_is_refused(void **state)
{
    (void)state;
    const str objects[] = {
        S("<</Type/Catalog/Pages 2 0 R>>"),
        S("<</Type/Pages/Kids[3 0 R]/Count 1>>"),
        S("<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>"),
        S("<</Filter/Standard/V 1/R 2/P -4"
          "/O<1111111111111111111111111111111111111111111111111111111111111111>"
          "/U<2222222222222222222222222222222222222222222222222222222222222222>>>"),
    };
    str id = S(
        "/Encrypt 4 0 R/ID[<33333333333333333333333333333333><33333333333333333333333333333333>]");
    expect("a password", pdf_plain(arena, objects, COUNT(objects), id), PDF_CIPHERED);
    // One that opens without a password, for what may be done with it alone.
    str open_to_all[COUNT(objects)];
    memcpy(open_to_all, objects, sizeof(objects));
    open_to_all[3] = S("<</Filter/Standard/V 1/R 2/P -4"
                       "/O<1111111111111111111111111111111111111111111111111111111111111111>"
                       "/U<4af9e8566bd40b90e34c7a0bfc8eeca70e4c1ec6116ec519f2ce2598aec4bb51>>>");
    expect("no password", pdf_plain(arena, open_to_all, COUNT(open_to_all), id), PDF_CIPHERED);
    str unknown[COUNT(objects)];
    memcpy(unknown, objects, sizeof(objects));
    unknown[3] = S("<</Filter/Other/V 9/R 9/P 0>>");
    expect("a cipher nobody knows", pdf_plain(arena, unknown, COUNT(unknown), id), PDF_CIPHERED);
}

static void a_pdf_that_is_cut_off_is_refused(void **state)
{
    (void)state;
    str whole = pdf_testing(arena, S(""), S("<</A/B>>"));
    for (size_t part = 0; part < 16; part++) {
        enum pdf_verdict verdict = look(str_slice(whole, 0, whole.n * part / 16)).verdict;
        if (verdict != PDF_DAMAGED) {
            fail_msg("%zu sixteenths: %s", part, pdf_verdict_word(verdict));
        }
    }
    expect("its end alone", S("%PDF-1.7\n%%EOF\n"), PDF_DAMAGED);
    expect("no PDF at all", S("<html><script>alert(1)</script>%%EOF"), PDF_DAMAGED);
}

static void what_hangs_on_a_pdf_is_refused(void **state)
{
    (void)state;
    str whole = pdf_testing(arena, S(""), S(""));
    expect("blanks", str_join(arena, whole, S("\r\n \t\n")), PDF_FINE);
    expect("a page", str_join(arena, whole, S("<script>alert(1)</script>")), PDF_JOINED);
    const struct packed entries[] = {
        {"a.exe", S("MZ")},
    };
    str zip = picture_pack(arena, entries, 1);
    expect("a ZIP", str_join(arena, whole, zip), PDF_JOINED);
    // The end of the PDF stands in the remark that ends the ZIP.
    char *bytes = arena_alloc(arena, zip.n);
    memcpy(bytes, zip.p, zip.n);
    bytes[zip.n - 2] = 6;
    str remark = str_join(arena, (str){.p = bytes, .n = zip.n}, S("%%EOF\n"));
    expect("a remark", str_join(arena, whole, remark), PDF_JOINED);
}

// Bytes changed here and there: whatever comes of it, it is an answer.
static void broken_bytes_end_in_an_answer(void **state)
{
    (void)state;
    const str files[] = {
        pdf_testing(arena, S("/OpenAction[3 0 R/Fit]"), S("<</A[1 2<</B(c)>>]>>")),
        pdf_testing_packed(arena, S(""), S("<</A[1 2<</B(c)>>]>>")),
    };
    uint64_t seed = 20261127;
    for (int round = 0; round < 60; round++) {
        str pdf = files[round % 2];
        char *bytes = arena_alloc(arena, pdf.n);
        memcpy(bytes, pdf.p, pdf.n);
        for (int change = 0; change < 1 + round / 10; change++) {
            seed = seed * 6364136223846793005U + 1442695040888963407U;
            bytes[(seed >> 33) % pdf.n] = (char)(seed >> 25);
        }
        struct pdf_looked looked = look((str){.p = bytes, .n = pdf.n});
        assert_true(looked.verdict > PDF_WAITING && looked.verdict < PDF_VERDICT_COUNT);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(what_does_anything_is_refused_wherever_it_lies, picture_file_each),
        cmocka_unit_test_setup(a_packed_word_is_hidden_in_the_bytes, picture_file_each),
        cmocka_unit_test_setup(the_last_version_of_a_file_counts, picture_file_each),
        cmocka_unit_test_setup(an_object_of_another_generation_is_refused, picture_file_each),
        cmocka_unit_test_setup(generations_that_go_round_are_refused, picture_file_each),
        cmocka_unit_test_setup(one_that_is_shown_while_it_loads_has_one_beginning,
                               picture_file_each),
        cmocka_unit_test_setup(as_many_pages_as_the_limit_and_no_more, picture_file_each),
        cmocka_unit_test_setup(as_many_objects_as_the_limit_and_no_more, picture_file_each),
        cmocka_unit_test_setup(an_encrypted_pdf_is_refused, picture_file_each),
        cmocka_unit_test_setup(a_pdf_that_is_cut_off_is_refused, picture_file_each),
        cmocka_unit_test_setup(what_hangs_on_a_pdf_is_refused, picture_file_each),
        cmocka_unit_test_setup(broken_bytes_end_in_an_answer, picture_file_each),
    };
    return cmocka_run_group_tests(tests, picture_file_begin, picture_file_end);
}
