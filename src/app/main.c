// dure: one program, few verbs. What each does is in the file of its name beside this one.
#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/app.h"
#include "app/verbs.h"
#include "base/limits.h"
#include "platform/db/db_url.h"
#include "platform/secret/secret.h"

static void print_usage(FILE *to)
{
    fprintf(to, "usage: dure VERB [--db URL] [--settings FILE] [--help]\n"
                "       dure --version\n\n");
    for (size_t i = 0; i < VERB_COUNT; i++) {
        fprintf(to, "  %-8s %s\n", VERBS[i].name, VERBS[i].meaning);
    }
    fprintf(
        to,
        "\nExit code: 0 done, 1 refused or failed with a sentence, 2 wrong usage or settings.\n");
}

static void print_options(FILE *to, const struct verb_option *options, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        char head[40];
        snprintf(head, sizeof head, "--%s %s", options[i].name,
                 options[i].value == NULL ? "" : options[i].value);
        fprintf(to, "  %-20s %s\n", head, options[i].meaning);
    }
}

static void print_help(FILE *to, const struct verb *verb)
{
    const char *open = verb->word == NULL || verb_wants_word(verb) ? "" : "[";
    const char *word = verb->word == NULL ? "" : verb->word;
    const char *close = verb->word == NULL ? "" : verb_wants_word(verb) ? " " : "] ";
    fprintf(to, "usage: dure %s %s%s%s[options]\n%s.\n\n", verb->name, open, word, close,
            verb->meaning);
    print_options(to, verb->options.items, verb->options.count);
    print_options(to, VERB_COMMON, VERB_COMMON_COUNT);
    if (verb->example != NULL) {
        fprintf(to, "\nA line that it reads:\n%s\n", verb->example);
    }
}

static const struct verb *find_verb(const char *name)
{
    for (size_t i = 0; i < VERB_COUNT; i++) {
        if (strcmp(VERBS[i].name, name) == 0) {
            return &VERBS[i];
        }
    }
    return NULL;
}

static const struct verb_option *find_option(const struct verb *verb, str name)
{
    for (size_t i = 0; i < VERB_COMMON_COUNT; i++) {
        if (str_equals(name, str_view(VERB_COMMON[i].name))) {
            return &VERB_COMMON[i];
        }
    }
    for (size_t i = 0; i < verb->options.count; i++) {
        if (str_equals(name, str_view(verb->options.items[i].name))) {
            return &verb->options.items[i];
        }
    }
    return NULL;
}

static bool is_word(const struct verb *verb, const char *given)
{
    return verb_wants_word(verb) ? given[0] != '\0' && given[0] != '-'
                                 : verb->word != NULL && strcmp(given, verb->word) == 0;
}

// The first of two words, as in `import products FILE`.
static bool is_first_of_two(const struct verb *verb, const char *given)
{
    const char *last = verb_value_word(verb);
    size_t n = strlen(given);
    return last != verb->word && (size_t)(last - verb->word) == n + 1 &&
           strncmp(verb->word, given, n) == 0;
}

// Read the verb's word, --name value, --name=value and --switch. False after a sentence on standard
// error.
static bool read_options(struct app *app, const struct verb *verb, int argc, char **argv)
{
    app->options.items = NEW_ARRAY(app->arena, (size_t)argc + 1, struct given_option);
    int at = argc > 0 && is_first_of_two(verb, argv[0]) ? 1 : 0;
    bool may_follow = at == 1 || verb_value_word(verb) == verb->word;
    app->has_word = argc > at && may_follow && is_word(verb, argv[at]);
    app->word = app->has_word ? str_view(argv[at]) : S("");
    for (int i = app->has_word ? at + 1 : at; i < argc; i++) {
        str value = str_view(argv[i]);
        bool is_joined = str_contains(value, S("="));
        str name = str_cut(&value, '=');
        const struct verb_option *option =
            str_starts(name, S("--")) ? find_option(verb, str_slice(name, 2, name.n)) : NULL;
        if (option == NULL) {
            bool is_option = str_starts(name, S("-"));
            fprintf(stderr, "dure %s: 모르는 %s입니다: %s · no such %s\n", verb->name,
                    is_option ? "선택 사항" : "말", argv[i], is_option ? "option" : "word");
            return false;
        }
        if (option->value != NULL && !is_joined) {
            if (++i == argc) {
                fprintf(stderr, "dure %s: --%s 뒤에 %s 값을 적으세요. · write %s after it\n",
                        verb->name, option->name, option->value, option->value);
                return false;
            }
            value = str_view(argv[i]);
        } else if (option->value == NULL && is_joined) {
            fprintf(stderr, "dure %s: --%s 에는 값을 적지 않습니다. · it takes no value\n",
                    verb->name, option->name);
            return false;
        }
        app->options.items[app->options.count++] =
            (struct given_option){.option = option, .value = value};
    }
    return true;
}

static int start_verb(struct app *app, const struct verb *verb, int argc, char **argv)
{
    if (!read_options(app, verb, argc, argv)) {
        print_help(stderr, verb);
        return EXIT_USAGE;
    }
    if (app_has_option(app, "help")) {
        print_help(stdout, verb);
        return EXIT_DONE;
    }
    str sentence = S("");
    err e = settings_load(app->arena, app_option(app, "settings"), &app->settings, &sentence);
    if (e != NULL) {
        return app_refuse_setting(e, sentence);
    }
    app_find_share(app);
    if (app_has_option(app, "db")) {
        app->settings.db = app_option(app, "db");
    }
    e = db_url_check(app->arena, app->settings.db);
    if (e != NULL) {
        return app_refuse_setting(e, S(""));
    }
    secret_init();
    return verb->run(app);
}

static int run_verb(const struct verb *verb, int argc, char **argv)
{
    struct app app = {.arena = arena_open(LIMIT_ARENA_STARTUP)};
    int code = start_verb(&app, verb, argc, argv);
    arena_close(app.arena);
    return code;
}

int main(int argc, char **argv)
{
    if (argc >= 2 && (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "help") == 0)) {
        print_usage(stdout);
        return EXIT_DONE;
    }
    if (argc == 2 && strcmp(argv[1], "--version") == 0) {
        printf("dure %s\n", DURE_VERSION);
        return EXIT_DONE;
    }
    const struct verb *verb = argc < 2 ? NULL : find_verb(argv[1]);
    if (verb == NULL) {
        if (argc >= 2) {
            fprintf(stderr, "dure: 모르는 명령입니다: %s · no such verb\n", argv[1]);
        }
        print_usage(stderr);
        return EXIT_USAGE;
    }
    return run_verb(verb, argc - 2, argv + 2);
}
