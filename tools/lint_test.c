// test-timeout: 240
// Each house rule that lint proves: a tree that breaks it is told by file, line and sentence, and
// one that only looks like it is not.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "tool_testing.h"

// One file of a tree and what lint says of it; `says` NULL: nothing.
struct file {
    const char *path;
    const char *text;
    int line;
    const char *says;
};

// Each file in a tree of its own.
static void check_files(const struct file *files, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct tree t = tree_make();
        (void)tree_put(&t, files[i].path, files[i].text);
        struct tool_run r = RUN(TOOL, t.root);
        struct text due = {0};
        text_format(&due, "%s:%d: ", files[i].path, files[i].line);
        bool right = files[i].says == NULL
                         ? r.code == 0 && starts_with(r.said, "1 files, 0 breaches")
                         : r.code == EXIT_REFUSED && starts_with(r.said, due.p) &&
                               strstr(r.said, files[i].says) != NULL;
        if (!right) {
            fail_msg("%s\n%s\nanswers %d, %s", files[i].path, files[i].text, r.code, r.said);
        }
        tree_remove(&t);
    }
}

#define CHECK(...)                                                                                 \
    check_files((const struct file[]){__VA_ARGS__},                                                \
                sizeof((const struct file[]){__VA_ARGS__}) / sizeof(struct file))

static void the_arrow_between_folders_points_right(void **state)
{
    (void)state;
    CHECK({"src/base/x.c", "#include \"platform/db/db.h\"\n", 1, "base/ may not include platform/"},
          {"src/platform/db/x.c", "\n#include \"market/law/law.h\"\n", 2,
           "platform/ may not include market/"},
          {"src/gateway/bank/x.c", "#include \"market/law/law.h\"\n", 1,
           "gateway/ may not include market/"},
          {"src/market/law/x_web.c", "#include \"app/app.h\"\n", 1, "market/ may not include app/"},
          {"src/market/law/x_job.c", "#include \"gateway/gateways.h\"\n", 0, NULL},
          {"src/app/x.c", "#include \"base/str.h\"\n#include \"market/law/law.h\"\n", 0, NULL},
          {"src/platform/conf/settings.c", "#include \"app/settings.def\"\n", 0, NULL});
}

static void nouns_look_back_and_never_ahead(void **state)
{
    (void)state;
    CHECK({"src/market/law/law.c", "#include \"market/party/party.h\"\n", 1,
           "an earlier noun includes a later one"},
          {"src/market/quote/quote.c", "#include \"market/contract/contract.h\"\n", 1,
           "an earlier noun includes a later one"},
          {"src/market/contract/contract.c", "#include \"market/quote/quote.h\"\n", 0, NULL},
          {"src/market/law/law_web.c", "#include \"market/party/right.h\"\n", 0, NULL},
          {"src/market/weather/weather.c", "#include \"market/law/law.h\"\n", 1,
           "market/ has no noun of this name"});
}

static void inside_a_feature_web_asks_action_asks_store_asks_rules(void **state)
{
    (void)state;
    CHECK({"src/market/quote/quote.c", "#include \"market/quote/quote_store.h\"\n", 1,
           "inside a feature web includes action"},
          {"src/market/quote/quote_store.c", "#include \"market/quote/quote_action.h\"\n", 1,
           "inside a feature web includes action"},
          {"src/market/quote/quote_action.c", "#include \"market/quote/quote_web.h\"\n", 1,
           "inside a feature web includes action"},
          {"src/market/quote/quote_job.c", "#include \"market/quote/quote_action.h\"\n", 0, NULL},
          {"src/market/quote/quote_web.c", "#include \"market/quote/quote_store.h\"\n", 0, NULL},
          {"src/market/quote/quote_store.c", "#include \"market/quote/quote_store.sql.h\"\n", 0,
           NULL},
          {"src/market/quote/quote_test.c", "#include \"market/quote/quote_web.h\"\n", 0, NULL});
}

static void a_suffix_is_a_permission(void **state)
{
    (void)state;
    CHECK({"src/market/quote/quote.c", "#include \"platform/db/db.h\"\n", 1,
           "a plain file of a feature only thinks"},
          {"src/market/quote/quote.h", "#include \"platform/unit/unit.h\"\n", 1,
           "a plain file of a feature only thinks"},
          {"src/market/quote/quote_store.c", "#include \"platform/db/db.h\"\n", 0, NULL},
          {"src/market/quote/quote_action.c", "#include \"platform/web/request.h\"\n", 1,
           "only _web speaks HTTP"},
          {"src/market/quote/quote_web.c", "#include \"platform/web/request.h\"\n", 0, NULL});
}

static void banned_functions_are_told_with_what_to_use(void **state)
{
    (void)state;
    static const char *const BANNED[] = {
        "strcpy", "strcat",    "sprintf", "vsprintf", "gets",   "strtok", "atoi", "atol", "atof",
        "gmtime", "localtime", "system",  "popen",    "alloca", "mktemp", "rand", "srand"};
    for (size_t i = 0; i < sizeof BANNED / sizeof *BANNED; i++) {
        struct text call = {0};
        struct text says = {0};
        struct text name = {0};
        text_format(&call, "int x(void)\n{\n    return %s(a);\n}\n", BANNED[i]);
        text_format(&says, "%s is banned, use ", BANNED[i]);
        text_format(&name,
                    "// %s(a) in a comment\nint my_%s(int a);\nint %s_too(int a);\n"
                    "const char *s = \"%s(a)\";\n",
                    BANNED[i], BANNED[i], BANNED[i], BANNED[i]);
        CHECK({"src/base/x.c", call.p, 3, says.p}, {"sim/x.c", call.p, 3, says.p},
              {"tools/x.c", call.p, 3, says.p}, {"src/base/x.c", name.p, 0, NULL});
    }
}

static void the_market_takes_memory_from_the_arena(void **state)
{
    (void)state;
    CHECK({"src/market/law/x.c", "void *p = malloc(1);\n", 1, "no malloc in market/"},
          {"src/market/law/x.c", "void *p = calloc(1, 1);\n", 1, "no calloc in market/"},
          {"src/market/law/x.c", "void *p = realloc(0, 1);\n", 1, "no realloc in market/"},
          {"src/market/law/x.c", "void f(void)\n{\n    free(p);\n}\n", 3, "no free in market/"},
          {"src/market/law/x.c", "void x_free(void);\n", 0, NULL},
          {"src/market/law/x_test.c", "void *p = malloc(1);\n", 0, NULL},
          {"src/base/x.c", "void *p = malloc(1);\n", 0, NULL});
}

static void money_is_never_floating(void **state)
{
    (void)state;
    CHECK({"src/market/law/x.c", "double share;\n", 1, "no double in market/"},
          {"src/market/law/x.h", "\nfloat share;\n", 2, "no float in market/"},
          {"src/market/law/x.c", "// a double click\nint double_click;\n", 0, NULL},
          {"src/platform/page/x.c", "double x;\n", 0, NULL});
}

static void statements_stand_in_files_of_their_own(void **state)
{
    (void)state;
    CHECK(
        {"src/market/law/x_store.c", "const char *s = \"SELECT a FROM b\";\n", 1,
         "SQL belongs in a .sql file"},
        {"src/app/x.c", "\nconst char *s = \"INSERT INTO b\";\n", 2, "SQL belongs in a .sql file"},
        {"src/app/x.c", "const char *s = \"UPDATE b SET\";\n", 1, "SQL belongs in a .sql file"},
        {"src/app/x.c", "const char *s = \"DELETE FROM b\";\n", 1, "SQL belongs in a .sql file"},
        {"src/app/x_test.c", "const char *s = \"DELETE FROM b\";\n", 0, NULL},
        {"src/app/x.c", "// \"SELECT a\" in a comment\n", 0, NULL});
}

static void a_fault_has_its_text(void **state)
{
    (void)state;
    CHECK(
        {"src/app/x.c",
         "const struct fault X = {\n    .kind = FAULT_REFUSED,\n    .code = \"x\",\n};\n", 1,
         "a fault without text"},
        {"src/app/x.c",
         "const struct fault X = {\n    .kind = FAULT_REFUSED,\n    .text = \"안 됩니다.\",\n};\n",
         0, NULL},
        {"src/app/x.h", "extern const struct fault X;\n", 0, NULL});
}

static void a_refusal_of_the_market_names_its_article(void **state)
{
    (void)state;
#define FAULT(kind, more)                                                                          \
    "const struct fault X = {\n    .kind = FAULT_" kind ",\n    .text = \"안 됩니다.\",\n" more    \
    "};\n"
    CHECK({"src/market/x/x.c", FAULT("REFUSED", ""), 1, "a refusal without source"},
          {"src/market/x/x.c",
           FAULT("REFUSED", "") FAULT("REFUSED", "    .source = FAULT_OWN_RULE,\n"), 1,
           "a refusal without source"},
          {"src/market/x/x.c", FAULT("REFUSED", "    .source = \"법 제1조\",\n"), 0, NULL},
          {"src/market/x/x.c", FAULT("REFUSED", "    .source = FAULT_OWN_RULE,\n"), 0, NULL},
          {"src/market/x/x.c", FAULT("INVALID", ""), 0, NULL},
          {"src/market/x/x.c", FAULT("INVALID", "    .source = \"지방계약법 제9조\",\n"), 1,
           "a source names 지방계약법 alone"},
          {"src/market/x/x.c",
           FAULT("REFUSED", "    .source = \"지방계약법 제9조; 국가계약법 제7조\",\n"), 0, NULL},
          {"src/market/x/x.c",
           FAULT("REFUSED", "    .source = \"지방자치단체는 지방계약법 제33조\",\n"), 0, NULL},
          {"src/market/x/x.c",
           FAULT("REFUSED", "    .source = \"지방계약법 시행령 제30조; 지방자치단체 입찰 및 계약 "
                            "집행기준 제5장\",\n"),
           1, "a source names 지방계약법 alone"},
          {"src/market/x/x.c",
           FAULT("REFUSED", "    .source = \"지방계약법 시행령 제30조(지방자치단체)\",\n"), 0,
           NULL},
          {"src/market/x/x_test.c", FAULT("REFUSED", ""), 0, NULL},
          {"src/platform/x/x.c", FAULT("REFUSED", ""), 0, NULL});
#undef FAULT
}

static void a_todo_carries_a_name_and_a_month(void **state)
{
    (void)state;
    CHECK({"src/app/x.c", "// TODO: later\n", 1, "a TODO carries a name and a month"},
          {"src/app/x.c", "\n// TODO(kim): later\n", 2, "a TODO carries a name and a month"},
          {"src/app/x.c", "// TODO(kim, 2027-01): later\n", 0, NULL},
          {"src/app/x.c", "int TODO_LIST;\n", 0, NULL});
}

static void the_fault_of_a_call_is_looked_at(void **state)
{
    (void)state;
    static const struct {
        const char *call;
        bool dropped;
    } CALLS[] = {
        {"    x_save(db);",                 true },
        {"    (void)x_save(db);",           false},
        {"    TRY(x_save(db));",            false},
        {"    err e = x_save(db);",         false},
        {"    return x_save(db);",          false},
        {"    x_other(db);",                false}, // gives no fault
        {"    if (a)\n        x_save(db);", false}, // braces are always there, so nobody writes it
    };
    for (size_t i = 0; i < sizeof CALLS / sizeof *CALLS; i++) {
        struct tree t = tree_make();
        struct text code = {0};
        text_format(&code, "void f(struct db *db)\n{\n%s\n}\n", CALLS[i].call);
        (void)tree_put(&t, "src/app/x.h",
                       "// X.\nerr x_save(struct db *db);\nvoid x_other(struct db *db);\n");
        (void)tree_put(&t, "src/app/y.c", code.p);
        struct tool_run r = RUN(TOOL, t.root);
        bool told = starts_with(r.said, "src/app/y.c:3: the fault of x_save is dropped");
        if (told != CALLS[i].dropped) {
            fail_msg("%s\nanswers %s", CALLS[i].call, r.said);
        }
        tree_remove(&t);
    }
}

static void won_are_added_where_overflow_is_looked_for(void **state)
{
    (void)state;
    static const char SAYS[] = "sums of won only by money_add";
    CHECK({"src/market/law/x.c", "int64_t n = a.won + 1;\n", 1, SAYS},
          {"src/app/x.c", "\nint64_t n = 2 * p->lines[i].price.won;\n", 2, SAYS},
          {"src/platform/db/x.c", "n += a->b.won - c;\n", 1, SAYS},
          {"src/market/law/x.c", "money m = WON(l->price.won *\n l->quantity);\n", 1, SAYS},
          {"src/market/law/x.c", "n += a->b.won;\n", 1, SAYS},
          {"src/market/law/x.c", "n -=\n rows[i].won;\n", 2, SAYS},
          {"src/market/law/x.c", "n *= m->won;\n", 1, SAYS},
          {"src/market/law/x.c", "m->won += 1;\n", 1, SAYS},
          {"src/market/law/x.c", "int64_t n = k * (a.won);\n", 1, SAYS},
          {"src/market/law/x.c", "n = a.won;\nbool b = n == (a.won);\n", 0, NULL},
          {"src/market/law/x.c", "bool b = n <= a.won && n >= a.won && n != f(a.won);\n", 0, NULL},
          {"src/market/law/x.c", "int64_t n = m.won < 0 ? -m.won : m.won;\n", 0, NULL},
          {"src/market/law/x.c", "int64_t n = f(-1, *a, m.won) / w->most.won;\n", 0, NULL},
          {"src/market/law/x.c", "struct money m = {.won = a + b};\n", 0, NULL},
          {"src/market/law/x.c", "bool b = a.won_more + 1;\n", 0, NULL},
          {"src/base/money.c", "int64_t n = a.won + b.won;\n", 0, NULL},
          {"src/market/law/x_test.c", "int64_t n = a.won + 1;\n", 0, NULL});
}

static void a_length_is_multiplied_where_overflow_is_looked_for(void **state)
{
    (void)state;
    static const char SAYS[] = "a length is multiplied by arena_array";
    CHECK({"src/base/x.c", "char *p = arena_alloc(a, 2 * s.n + 1);\n", 1, SAYS},
          {"src/base/x.c", "char *p = arena_alloc(a, (size_t)count * sizeof(int));\n", 1, SAYS},
          {"src/market/law/x.c", "\nchar *p = arena_alloc(u->arena, s.n + t.n + 1);\n", 2, SAYS},
          {"src/base/x.c", "char *p = arena_alloc(u->arena, s.n + 1);\n", 0, NULL},
          {"src/base/x.c", "char *p = arena_alloc(a, (size_t)n + 1);\n", 0, NULL},
          {"src/base/x.c", "char *p = arena_alloc(a, sizeof(hash) * 2 + 1);\n", 0, NULL},
          {"src/base/x.c", "char *p = arena_alloc(a, 2 * MIB);\n", 0, NULL},
          {"src/base/x.c", "char *p = arena_alloc(a, s.n - doubled);\n", 0, NULL},
          {"src/base/x.c", "char *p = arena_alloc(a, TABLES[d->table].row_size);\n", 0, NULL});
}

static void every_breach_is_counted(void **state)
{
    (void)state;
    struct tree t = tree_make();
    (void)tree_put(&t, "src/base/a.c", "int x = atoi(a) + atoi(b);\n");
    (void)tree_put(&t, "src/base/b.c", "int y = rand();\n");
    (void)tree_put(&t, "elsewhere/c.c", "int z = rand();\n"); // nobody's house
    struct tool_run r = RUN(TOOL, t.root);
    assert_int_equal(r.code, EXIT_REFUSED);
    assert_non_null(strstr(r.said, "2 files, 3 breaches\n"));
    assert_int_equal(RUN(TOOL).code, EXIT_USAGE);
    tree_remove(&t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_arrow_between_folders_points_right),
        cmocka_unit_test(nouns_look_back_and_never_ahead),
        cmocka_unit_test(inside_a_feature_web_asks_action_asks_store_asks_rules),
        cmocka_unit_test(a_suffix_is_a_permission),
        cmocka_unit_test(banned_functions_are_told_with_what_to_use),
        cmocka_unit_test(the_market_takes_memory_from_the_arena),
        cmocka_unit_test(money_is_never_floating),
        cmocka_unit_test(statements_stand_in_files_of_their_own),
        cmocka_unit_test(a_fault_has_its_text),
        cmocka_unit_test(a_refusal_of_the_market_names_its_article),
        cmocka_unit_test(a_todo_carries_a_name_and_a_month),
        cmocka_unit_test(the_fault_of_a_call_is_looked_at),
        cmocka_unit_test(won_are_added_where_overflow_is_looked_for),
        cmocka_unit_test(a_length_is_multiplied_where_overflow_is_looked_for),
        cmocka_unit_test(every_breach_is_counted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
