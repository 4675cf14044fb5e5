#include "app/key.h"

#include "platform/secret/sign.h"
#include "platform/unit/unit.h"

// The newest last; it is the one in use.
static void tell(const sign_publics *list, FILE *to)
{
    for (size_t i = 0; i < list->count; i++) {
        bool in_use = i + 1 == list->count;
        fprintf(to, "%.*s  %.*s  %s\n", STR_ARG(list->items[i].since), STR_ARG(list->items[i].key),
                in_use ? "지금 쓰는 열쇠 · in use" : "바꾼 열쇠 · replaced");
    }
    if (list->count == 0) {
        fprintf(to,
                "서명 열쇠가 아직 없습니다. dure migrate가 만듭니다. · There is no key yet: dure "
                "migrate makes it.\n");
    }
}

static err list_keys(struct app *app, FILE *to)
{
    sign_publics list;
    str data_dir = app->settings.data_dir;
    if (app_has_option(app, "replace")) {
        TRY(sign_key_replace(app->arena, data_dir, unit_clock_system()));
    }
    TRY(sign_list(app->arena, data_dir, &list));
    tell(&list, to);
    return NULL;
}

int key_run(struct app *app, FILE *to)
{
    err e = list_keys(app, to);
    return e == NULL ? EXIT_DONE : app_refuse(e, S(""));
}

int verb_key(struct app *app)
{
    return key_run(app, stdout);
}
