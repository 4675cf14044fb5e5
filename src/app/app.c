#include "app/app.h"

#include <stdio.h>
#include <sys/stat.h>

#include "platform/file/file.h"
#include "platform/secret/secret.h"

static const struct given_option *find_given(const struct app *app, const char *name)
{
    for (size_t i = 0; i < app->options.count; i++) {
        if (str_equals(str_view(app->options.items[i].option->name), str_view(name))) {
            return &app->options.items[i];
        }
    }
    return NULL;
}

bool app_has_option(const struct app *app, const char *name)
{
    return find_given(app, name) != NULL;
}

str app_option(const struct app *app, const char *name)
{
    const struct given_option *given = find_given(app, name);
    return given == NULL ? S("") : given->value;
}

// Those there already are fine; what cannot be made is told by who needs it.
static void make_folder(struct app *app, const char *name)
{
    str path = str_format(app->arena, "%.*s%s", STR_ARG(app->settings.data_dir), name);
    (void)mkdir(str_to_c(app->arena, path), 0750);
}

err app_ready_data(struct app *app)
{
    make_folder(app, "");
    make_folder(app, "/run");
    make_folder(app, "/files");
    file_set_place(app->settings.data_dir);
    return secret_load_key(str_format(app->arena, "%.*s/seal.key", STR_ARG(app->settings.data_dir)),
                           true);
}

err app_open_db(struct app *app, struct db **out)
{
    TRY(db_open(app->settings.db, out));
    db_set_arena(*out, app->arena);
    return NULL;
}

int app_refuse(err fault, str detail)
{
    fprintf(stderr, "dure: %s (%s)\n", fault->text, fault->code);
    if (detail.n > 0) {
        fprintf(stderr, "      %.*s\n", STR_ARG(detail));
    }
    return EXIT_REFUSED;
}
