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
#define EXIT_USAGE 2   // of the command line or the settings: to start again mends nothing

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
    const char *example;                    // a line it reads; NULL: it reads none
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
// Where law.dir and data.base are no whole path they are looked for in ../share/dure of the folder
// that this program lies in, as a package has it; else they are from where it is run.
void app_find_share(struct app *app);
// Load the keys that seal and open. Fails with a fault of secret.h.
err app_load_key(struct app *app, bool create);

// What a verb needs of the database: to be there with this program's schema, to be there whatever
// it is, or nothing, for it is made or asked again later.
enum app_db { APP_DB_CURRENT, APP_DB_THERE, APP_DB_ANY };
extern const struct fault APP_DB_MISSING; // MISSING: no SQLite file lies there; none is made
extern const struct fault APP_DB_OLDER;   // REFUSED: migrate first
// Open the database of the settings; its texts live in the program's arena. Fails with the faults
// above, DB_NEWER and those of db_open; *out is the database once it was opened, else NULL.
err app_open_db(struct app *app, enum app_db wanted, struct db **out);
// Is the database where the settings say? Nothing is opened. Fails with APP_DB_MISSING.
err app_find_db(struct app *app);

// Say why the verb ends; `detail` may be empty. Gives EXIT_REFUSED; of FOLDER_CANNOT_READ, which
// law.dir and data.base alone may cause, EXIT_USAGE.
int app_refuse(err fault, str detail);
// The same of a setting, or of what it names: a key, the packs, the calendar. Gives EXIT_USAGE.
int app_refuse_setting(err fault, str detail);
