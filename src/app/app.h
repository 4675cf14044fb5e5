// The program as its verbs see it: settings, options, and one way to end.
#pragma once

#include <stdbool.h>

#include "base/arena.h"
#include "base/fault.h"
#include "base/str.h"
#include "platform/conf/settings.h"
#include "platform/db/db.h"

#define EXIT_DONE 0
#define EXIT_REFUSED 1 // with a sentence on standard error
#define EXIT_USAGE 2

struct verb_option {
    const char *name;    // without the dashes
    const char *value;   // what to write after it; NULL: a switch
    const char *meaning; // a sentence
};

struct given_option {
    const struct verb_option *option;
    str value;
};

struct app {
    struct arena *arena; // LIMIT_ARENA_STARTUP, lives as long as the program
    struct settings settings;
    LIST(struct given_option) options;
    bool has_word; // the verb's word was given
    str word;      // what was given for it, where it stands for any value
};

struct verb {
    const char *name;
    const char *word; // may follow the name, as in `law decide`; in capitals it stands for any
                      // value, as in `restore FOLDER`, also behind another, as in `import products
                      // FILE`; NULL: nothing may
    const char *meaning;
    LIST(const struct verb_option) options; // besides --db, --settings and --help
    int (*run)(struct app *app);            // gives the exit code
};

int verb_serve(struct app *app);
int verb_work(struct app *app);
int verb_migrate(struct app *app);
int verb_setup(struct app *app);
int verb_demo(struct app *app);
int verb_law(struct app *app);
int verb_doctor(struct app *app);
int verb_backup(struct app *app);
int verb_restore(struct app *app);
int verb_key(struct app *app);
int verb_routes(struct app *app);
int verb_docs(struct app *app);
int verb_import(struct app *app);
int verb_export(struct app *app);
int verb_user(struct app *app);

// Was it given, and with what value (empty for a switch).
bool app_has_option(const struct app *app, const char *name);
str app_option(const struct app *app, const char *name);

// Make data.dir with its folders, keep files there, make the keys that seal and sign the first time
// and load the first of them. Fails with a fault of secret.h or sign.h.
err app_ready_data(struct app *app);
// Load the keys that seal and open. Fails with a fault of secret.h.
err app_load_key(struct app *app, bool create);

// Open the database of the settings; its texts live in the program's arena.
err app_open_db(struct app *app, struct db **out);

// Say why the verb ends; `detail` may be empty. Gives EXIT_REFUSED.
int app_refuse(err fault, str detail);
