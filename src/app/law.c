// law: read the rule packs as serve does, and print them; law decide: answer questions. With --db
// what operators added there is laid over the packs.
#include <stdio.h>

#include "app/app.h"
#include "app/law_files.h"
#include "app/law_json.h"
#include "app/law_log.h"
#include "base/limits.h"
#include "market/law/law_pack.h"

static void print_row(struct app *app, const struct law_head *head)
{
    str first =
        date_is_none(head->first_day) ? S("") : date_format_iso(app->arena, head->first_day);
    str last = date_is_none(head->last_day) ? S("") : date_format_iso(app->arena, head->last_day);
    printf("%-3s %-14.*s %-10.*s ~ %-10.*s  %.*s\n", head->active ? "on" : "off", STR_ARG(head->id),
           STR_ARG(first), STR_ARG(last), STR_ARG(head->article));
}

static void print_rows(struct app *app, const struct law *law)
{
    for (int t = 0; t < LAW_TABLE_COUNT; t++) {
        enum law_table table = (enum law_table)t;
        printf("\n%s (%s)\n", law_table_label(table), law_table_name(table));
        for (size_t i = 0; i < law_count(law, table); i++) {
            print_row(app, law_row(law, table, i));
        }
    }
}

// The next line without its end; of a longer one than allowed only a byte too many is kept, which
// the reader of questions refuses. False at the end of the input.
static bool read_line(FILE *in, char line[LIMIT_LAW_LINE + 1], size_t *out_size)
{
    size_t n = 0;
    int c = getc(in);
    if (c == EOF) {
        return false;
    }
    for (; c != EOF && c != '\n'; c = getc(in)) {
        if (n <= LIMIT_LAW_LINE) {
            line[n++] = (char)c;
        }
    }
    *out_size = n;
    return true;
}

// One answer a line, written before the next question is read: the asker may wait for it.
static int answer_lines(const struct law *law)
{
    struct arena *arena = arena_open(LIMIT_ARENA_UNIT);
    int code = EXIT_DONE;
    char line[LIMIT_LAW_LINE + 1];
    size_t n = 0;
    for (bool is_first = true; read_line(stdin, line, &n); is_first = false) {
        str text = {.p = line, .n = n};
        text = str_trim(is_first ? str_after_mark(text) : text);
        if (str_is_empty(text)) {
            continue;
        }
        str answer = S("");
        if (!law_json_decide(law, arena, text, &answer)) {
            code = EXIT_REFUSED;
        }
        printf("%.*s\n", STR_ARG(answer));
        if (fflush(stdout) != 0) {
            code = EXIT_REFUSED;
            break;
        }
        arena_reset(arena);
    }
    arena_close(arena);
    if (ferror(stdin) != 0) { // what came last may not be all
        fprintf(stderr, "dure law decide: 질문을 끝까지 읽지 못했습니다. 파일이나 앞의 명령을 "
                        "확인하세요. · The questions could not be read to their end.\n");
        return EXIT_REFUSED;
    }
    return code;
}

int verb_law(struct app *app)
{
    const struct law *law = NULL;
    str sentence = S("");
    err e = law_files_load(app->arena, app->settings.law_dir, &law, &sentence);
    if (e != NULL) {
        return app_refuse_setting(e, sentence);
    }
    if (app_has_option(app, "db")) {
        e = law_log_read(app, &law, &sentence);
    }
    if (e != NULL) {
        return app_refuse(e, sentence);
    }
    if (app->has_word) {
        return answer_lines(law);
    }
    print_rows(app, law);
    return EXIT_DONE;
}
