// law: read the rule packs as serve does, and print them.
#include <stdio.h>

#include "app/app.h"
#include "app/law_files.h"
#include "market/law/law_pack.h"

static void print_row(struct app *app, const struct law_head *head)
{
    str first =
        date_is_none(head->first_day) ? S("") : date_format_iso(app->arena, head->first_day);
    str last = date_is_none(head->last_day) ? S("") : date_format_iso(app->arena, head->last_day);
    printf("%-3s %-14.*s %-10.*s ~ %-10.*s  %.*s\n", head->active ? "on" : "off", STR_ARG(head->id),
           STR_ARG(first), STR_ARG(last), STR_ARG(head->article));
}

int verb_law(struct app *app)
{
    const struct law *law = NULL;
    str sentence = S("");
    err e = law_files_load(app->arena, app->settings.law_dir, &law, &sentence);
    if (e != NULL) {
        return app_refuse(e, sentence);
    }
    for (int t = 0; t < LAW_TABLE_COUNT; t++) {
        enum law_table table = (enum law_table)t;
        printf("\n%s (%s)\n", law_table_label(table), law_table_name(table));
        for (size_t i = 0; i < law_count(law, table); i++) {
            print_row(app, law_row(law, table, i));
        }
    }
    return EXIT_DONE;
}
