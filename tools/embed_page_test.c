// test-timeout: 240
// What the page compiler makes, byte for byte, and every way in which it refuses a page.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "tool_testing.h"

#define GOLDEN "tools/golden"

// --- Outputs -------------------------------------------------------------------------------------

static void a_page_a_part_and_a_frame_become_what_they_always_were(void **state)
{
    (void)state;
    static const char *const PAGES[] = {"market/sample/sample_page.html",
                                        "market/sample/sample_part.html",
                                        "platform/page/sample_frame.html"};
    struct tree t = tree_make();
    for (size_t i = 0; i < sizeof PAGES / sizeof *PAGES; i++) {
        struct text in = {0};
        struct text below = {0};
        text_format(&in, GOLDEN "/src/%s", PAGES[i]);
        text_format(&below, "%s.c", PAGES[i]);
        char *made = tree_put(&t, below.p, "");
        struct tool_run r = RUN(TOOL, t.root, GOLDEN "/src", in.p);
        assert_string_equal(r.said, "");
        assert_int_equal(r.code, 0);
        struct text golden = {0};
        text_format(&golden, GOLDEN "/%s.c.txt", base_name(PAGES[i]));
        assert_golden(made, golden.p);
        made[strlen(made) - 1] = 'h';
        golden.p[golden.n - strlen("c.txt")] = 'h';
        assert_golden(made, golden.p);
    }
    tree_remove(&t);
}

// Compiles what was made of a page; `page` is its text.
static struct tool_run compile(const char *page)
{
    struct tree t = tree_make();
    char *in = tree_put(&t, "src/market/sample/x_page.html", page);
    char *made = tree_put(&t, "gen/market/sample/x_page.html.c", "");
    char *gen = tree_file(&t, "gen");
    char *src = tree_file(&t, "src");
    struct tool_run r = RUN(TOOL, gen, src, in);
    assert_string_equal(r.said, "");
    struct text include = {0};
    text_format(&include, "-I%s", gen);
    r = RUN(COMPILER, "-std=c17", "-fsyntax-only", "-Isrc", "-I" GOLDEN "/src", "-Iweb/dist",
            include.p, made);
    tree_remove(&t);
    return r;
}

#define FIRST "{{! struct sample_page in market/sample/sample_web.h }}\n"

static void a_field_the_struct_does_not_have_does_not_compile(void **state)
{
    (void)state;
    struct tool_run r = compile(FIRST "<p>{{name}} {{price}} {{#each r in rows}}{{r.text}}"
                                      "{{/each}}</p><a href=\"{{path}}\">x</a>");
    assert_string_equal(r.said, "");
    assert_int_equal(r.code, 0);
    static const char *const WRONG[] = {
        FIRST "<p>{{nmae}}</p>",
        FIRST "{{#each r in rows}}<p>{{r.txet}}</p>{{/each}}",
        FIRST "<p>{{price.lost}}</p>",
        FIRST "<p>{{rows}}</p>",                     // no single value
        FIRST "<p>{{name|words}}</p>",               // a text is no amount
        FIRST "<a href=\"{{name}}\">x</a>",          // a text is no address
        FIRST "{{#if rows}}<p>x</p>{{/if}}",         // no truth of a list
        FIRST "{{#each r in name}}<p></p>{{/each}}", // a text is no list
    };
    for (size_t i = 0; i < sizeof WRONG / sizeof *WRONG; i++) {
        if (compile(WRONG[i]).code == 0) {
            fail_msg("this compiles: %s", WRONG[i]);
        }
    }
}

static void a_page_that_says_the_same_is_not_written_again(void **state)
{
    (void)state;
    struct tree t = tree_make();
    char *in = tree_put(&t, "src/a/x.html", "{{! struct x in a/x.h }}\n<p>x</p>\n");
    char *made = tree_put(&t, "gen/a/x.html.c", "");
    char *gen = tree_file(&t, "gen");
    char *src = tree_file(&t, "src");
    assert_int_equal(RUN(TOOL, gen, src, in).code, 0);
    struct stat first;
    struct stat second;
    assert_int_equal(stat(made, &first), 0);
    assert_int_equal(RUN(TOOL, gen, src, in).code, 0);
    assert_int_equal(stat(made, &second), 0);
    assert_true(first.st_mtim.tv_nsec == second.st_mtim.tv_nsec);
    tree_remove(&t);
}

static void a_part_of_another_folder_is_named_with_it(void **state)
{
    (void)state;
    struct tree t = tree_make();
    char *in = tree_put(&t, "src/a/x.html", "{{! struct x in a/x.h }}\n{{>b/some_part late}}\n");
    (void)tree_put(&t, "src/b/some_part.html", "{{! partial struct y in b/y.h }}\nx\n");
    char *made = tree_put(&t, "gen/a/x.html.c", "");
    char *gen = tree_file(&t, "gen");
    char *src = tree_file(&t, "src");
    assert_int_equal(RUN(TOOL, gen, src, in).code, 0);
    const char *said = file_text(made);
    assert_non_null(strstr(said, "#include \"b/some_part.html.h\"\n"));
    assert_non_null(strstr(said, "some_part_render(o, &p->late);"));
    tree_remove(&t);
}

// --- Refusals ------------------------------------------------------------------------------------

#define PARTIAL "{{! partial struct x in a/x.h }}\n"
#define FRAME "{{! frame in a/x.h }}\n"

static const struct refusal {
    const char *page; // its second line is the first of the content
    int line;
    const char *words;
} REFUSALS[] = {
  // The first line.
    {"<p>x</p>",                                            1, "the first line says"                         },
    {"{{! struct x }}",                                     1, "the first line says"                         },
 // Values in places without safe escaping.
    {FIRST "<p class={{a}}></p>",                           2, "the value of class needs quotes"             },
    {FIRST "<p class=a></p>",                               2, "the value of class needs quotes"             },
    {FIRST "<p {{a}}></p>",                                 2, "a value needs a quoted attribute"            },
    {FIRST "<p>\n<{{a}}></p>",                              3, "'<' begins no tag"                           },
    {FIRST "<script src=\"x\">{{a}}</script>",              2, "no value goes into <script>"                 },
    {FIRST "<script src=\"x\">{{#if a}}{{/if}}</script>",   2, "no block goes into <script>"                 },
    {FIRST "<script>let a = 1;</script>",                   2, "a script needs src"                          },
    {FIRST "<style>p { color: red }</style>",               2, "<style> is refused"                          },
    {FIRST "<p onclick=\"a()\"></p>",                       2, "onclick= is refused"                         },
    {FIRST "<p ONCLICK=\"a()\"></p>",                       2, "onclick= is refused"                         },
    {FIRST "<p style=\"{{a}}\"></p>",                       2, "style= is refused"                           },
    {FIRST "<a href=\"javascript:a()\">x</a>",              2, "javascript: is refused"                      },
    {FIRST "<a href=\"JavaScript:a()\">x</a>",              2, "javascript: is refused"                      },
    {FIRST "<!-- {{a}} -->",                                2, "no value goes into a comment"                },
    {FIRST "<a href=\"{{a|lines}}\">x</a>",                 2, "an address takes no filter"                  },
 // Values.
    {FIRST "<p>{{a b}}</p>",                                2, "'a b' is no field"                           },
    {FIRST "<p>{{a..b}}</p>",                               2, "'a..b' is no field"                          },
    {FIRST "<p>{{1a}}</p>",                                 2, "'1a' is no field"                            },
    {FIRST "<p>{{f(a)}}</p>",                               2, "'f(a)' is no field"                          },
    {FIRST "<p>{{a|loud}}</p>",                             2, "there is no filter 'loud'"                   },
    {FIRST "<p>{{a</p>",                                    2, "{{ without }}"                               },
    {FIRST "<p>{{@number}}</p>",                            2, "{{@number}} stands inside {{#each}}"         },
    {FIRST "<p>{{asset MARK_SVG}}</p>",                     2, "{{asset NAME}} stands in a quoted attribute" },
 // Blocks.
    {FIRST "{{/if}}",                                       2, "/if without a block to end"                  },
    {FIRST "{{else}}",                                      2, "{{else}} without a block to end"             },
    {FIRST "{{#if a}}x",                                    2, "the block of line 2 is never ended"          },
    {FIRST "{{#if a}}{{/each}}",                            2, "{{/each}} ends a block of another kind"      },
    {FIRST "{{#if a}}{{else}}{{else}}{{/if}}",              2, "a second {{else}}"                           },
    {FIRST "{{#each r in a}}{{else}}{{/each}}",             2, "{{else}} belongs to {{#if}}"                 },
    {FIRST "{{#each r}}{{/each}}",                          2, "write {{#each row in rows}}"                 },
    {FIRST "{{#each o in a}}{{/each}}",                     2, "'o' is taken"                                },
    {FIRST "{{#each p in a}}{{/each}}",                     2, "'p' is taken"                                },
    {FIRST "{{#if a}}<p>{{/if}}</p>",                       2, "this branch ends in another place"           },
    {FIRST "<p {{#if a}}>{{/if}}</p>",                      2, "this branch ends in another place"           },
    {FIRST "<p>{{#if a}}</p>{{/if}}",                       2, "closes nothing that was opened in this block"},
 // Elements.
    {FIRST "<p>",                                           2, "<p> of line 2 is never closed"               },
    {FIRST "<p></b>",                                       2, "</b> where </p> of line 2 is due"            },
    {FIRST "</p>",                                          2, "</p> closes nothing"                         },
    {FIRST "<p></p class=\"x\">",                           2, "</p> takes no attributes"                    },
    {FIRST "<p \"x\"></p>",                                 2, "an attribute is expected inside <p>"         },
    {FIRST "<p",                                            2, "the page ends inside <p>"                    },
    {FIRST "<img src=\"x\">",                               2, "<img> needs alt"                             },
    {FIRST "<p id=\"a\"></p>\n<p id=\"a\"></p>",            3, "the id 'a' is there twice"                   },
    {FIRST "<!-- x",                                        2, "<!-- without -->"                            },
 // Forms.
    {FIRST "<form method=\"post\"></form>",                 2, "the form of line 2 posts without"            },
    {FIRST "<form method=\"POST\"></form>",                 2, "the form of line 2 posts without"            },
    {FIRST "<p>{{form_token}}</p>",                         2, "{{form_token}} stands inside a form"         },
    {FIRST "<p {{error a}}></p>",                           2, "{{error x}} stands between elements"         },
    {FIRST "<p>{{invalid a}}</p>",                          2, "{{invalid x}} stands inside the field's tag" },
    {FIRST "<p>{{error }}</p>",                             2, "{{error}} needs the name of its field"       },
    {PARTIAL "<form method=\"post\">{{form_token}}</form>", 2, "a partial has no frame"                      },
 // Frames and parts.
    {FIRST "{{>nowhere}}",                                  2, "there is no nowhere.html"                    },
    {FIRST "{{>nowhere a}}",                                2, "there is no nowhere.html"                    },
    {FIRST "{{>market/nowhere a}}",                         2, "there is no market/nowhere.html"             },
    {FIRST "<p>x</p>{{>some_frame}}",                       2, "a frame is named once"                       },
    {PARTIAL "{{>some_frame}}",                             2, "a frame is named once"                       },
    {FIRST "<p class=\"{{>some_part a}}\"></p>",            2, "write {{>part field}}"                       },
    {FIRST "{{content}}",                                   2, "{{content}} stands once in a frame"          },
    {FRAME "{{#if a}}{{content}}{{/if}}",                   2, "{{content}} stands once in a frame"          },
    {FRAME "{{content}}{{content}}",                        2, "{{content}} stands once in a frame"          },
    {FRAME "<p>x</p>",                                      2, "a frame needs {{content}}"                   },
};

static void every_refusal_names_file_line_and_reason(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof REFUSALS / sizeof *REFUSALS; i++) {
        struct tree t = tree_make();
        char *in = tree_put(&t, "src/a/x_page.html", REFUSALS[i].page);
        (void)tree_put(&t, "src/a/some_frame.html", FRAME "{{content}}");
        (void)tree_put(&t, "src/a/some_part.html", PARTIAL "x");
        char *gen = tree_file(&t, "gen");
        char *src = tree_file(&t, "src");
        struct tool_run r = RUN(TOOL, gen, src, in);
        struct text due = {0};
        text_format(&due, "src/a/x_page.html:%d: ", REFUSALS[i].line);
        if (r.code != EXIT_REFUSED || !starts_with(r.said, due.p) ||
            strstr(r.said, REFUSALS[i].words) == NULL) {
            fail_msg("%s\nanswers %d, %s", REFUSALS[i].page, r.code, r.said);
        }
        tree_remove(&t);
    }
}

static void what_is_nested_too_deeply_is_refused(void **state)
{
    (void)state;
    struct text blocks = {0};
    struct text elements = {0};
    text_put(&blocks, FIRST);
    text_put(&elements, FIRST);
    for (int i = 0; i < 65; i++) {
        text_put(&blocks, "{{#if a}}");
        text_put(&elements, "<p>");
    }
    const char *const pages[] = {blocks.p, elements.p};
    for (size_t i = 0; i < 2; i++) {
        struct tree t = tree_make();
        char *in = tree_put(&t, "src/a/x_page.html", pages[i]);
        char *src = tree_file(&t, "src");
        struct tool_run r = RUN(TOOL, t.root, src, in);
        assert_int_equal(r.code, EXIT_REFUSED);
        assert_non_null(strstr(r.said, "nested deeper than 64"));
        tree_remove(&t);
    }
}

static void wrong_usage_is_told(void **state)
{
    (void)state;
    assert_int_equal(RUN(TOOL).code, EXIT_USAGE);
    assert_int_equal(RUN(TOOL, "/tmp", "src", "elsewhere/x.html").code, EXIT_USAGE);
    assert_int_equal(RUN(TOOL, "/tmp", "src", "src/nowhere.html").code, EXIT_REFUSED);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_page_a_part_and_a_frame_become_what_they_always_were),
        cmocka_unit_test(a_field_the_struct_does_not_have_does_not_compile),
        cmocka_unit_test(a_page_that_says_the_same_is_not_written_again),
        cmocka_unit_test(a_part_of_another_folder_is_named_with_it),
        cmocka_unit_test(every_refusal_names_file_line_and_reason),
        cmocka_unit_test(what_is_nested_too_deeply_is_refused),
        cmocka_unit_test(wrong_usage_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
