#include "app/docs.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "app/app.h"
#include "app/jobs.h"
#include "app/verbs.h"
#include "base/limits.h"

static const char MADE[] =
    "<!-- Made by `make docs` from the program's tables: change those. -->\n\n";

static void put(struct out *o, const char *text)
{
    out_str(o, str_view(text));
}

// A bar would end the cell.
static void put_cell(struct out *o, const char *text)
{
    put(o, "| ");
    for (const char *p = text; *p != '\0'; p++) {
        if (*p == '|') {
            out_char(o, '\\');
        }
        out_char(o, *p);
    }
    out_char(o, ' ');
}

static void put_code_cell(struct out *o, const char *text)
{
    out_format(o, "| `%s` ", text);
}

static void end_row(struct out *o)
{
    put(o, "|\n");
}

// --- Settings ------------------------------------------------------------------------------------

static const struct {
    const char *key;
    const char *kind; // setting_text …
    const char *fallback;
    const char *meaning;
} SETTINGS[] = {
#define SETTING(field, key, kind, fallback, meaning) {key, #kind, fallback, meaning},
#define NUMBER(field, key, least, most, fallback, meaning)                                         \
    {key, "setting_number, " #least " to " #most, fallback, meaning},
#include "app/settings.def"
#undef SETTING
};

// DURE_UI_SITE_NAME for ui.site_name.
static void put_variable_cell(struct out *o, const char *key)
{
    put(o, "| `DURE_");
    for (const char *p = key; *p != '\0'; p++) {
        out_char(o, *p == '.' ? '_' : (char)toupper((unsigned char)*p));
    }
    put(o, "` ");
}

static void write_settings(struct out *o)
{
    put(o, "# Settings\n\n");
    put(o, MADE);
    put(o, "One file of `key = value` lines, given with `--settings FILE`; "
           "what the environment says goes "
           "before it.\nAn unknown key is fatal.\n\n"
           "| Key | Environment | Kind | Default | Meaning |\n|---|---|---|---|---|\n");
    for (size_t i = 0; i < COUNT(SETTINGS); i++) {
        put_code_cell(o, SETTINGS[i].key);
        put_variable_cell(o, SETTINGS[i].key);
        put_cell(o, SETTINGS[i].kind + strlen("setting_"));
        put_code_cell(o, SETTINGS[i].fallback);
        put_cell(o, SETTINGS[i].meaning);
        end_row(o);
    }
}

// --- Verbs ---------------------------------------------------------------------------------------

static void write_options(struct out *o, const struct verb_option *options, size_t count)
{
    put(o, "\n| Option | Meaning |\n|---|---|\n");
    for (size_t i = 0; i < count; i++) {
        const struct verb_option *option = &options[i];
        out_format(o, "| `--%s%s%s` ", option->name, option->value == NULL ? "" : " ",
                   option->value == NULL ? "" : option->value);
        put_cell(o, option->meaning);
        end_row(o);
    }
}

static void write_verbs(struct out *o)
{
    put(o, "# Verbs\n\n");
    put(o, MADE);
    put(o, "Exit codes: 0 done, 1 refused or failed with a sentence on standard "
           "error, 2 wrong usage or settings, also where a key, a rule pack or set-up data that a "
           "setting names cannot be read.\n");
    for (size_t i = 0; i < VERB_COUNT; i++) {
        const struct verb *v = &VERBS[i];
        out_format(o, "\n## `dure %s`\n\n", v->name);
        put(o, v->meaning);
        put(o, ".\n");
        if (v->word != NULL) {
            out_format(o, "%s as `dure %s %s`.\n", verb_wants_word(v) ? "Written" : "Also", v->name,
                       v->word);
        }
        if (v->options.count > 0) {
            write_options(o, v->options.items, v->options.count);
        }
        if (v->example != NULL) {
            out_format(o, "\nA line that it reads:\n\n```json\n%s\n```\n", v->example);
        }
    }
    put(o, "\n## Options of every verb\n");
    write_options(o, VERB_COMMON, VERB_COMMON_COUNT);
}

// --- Jobs ----------------------------------------------------------------------------------------

static const char *when_of(const char *kind)
{
    for (size_t i = 0; i < JOB_RECURRING_COUNT; i++) {
        if (strcmp(JOBS_RECURRING[i].kind, kind) == 0) {
            return JOBS_RECURRING[i].when;
        }
    }
    return "when a deed asks for it";
}

static void write_jobs(struct out *o)
{
    put(o, "# Jobs\n\n");
    put(o, MADE);
    out_format(
        o,
        "Work for later, as rows of the table `job`. A run that fails comes again after 2, 8, 32 … "
        "seconds;\nafter %d runs it is a dead letter, which waits for a person.\n\n",
        LIMIT_JOB_TRIES);
    put(o, "| Job | What it does | When | Works outside its units |\n|---|---|---|---|\n");
    for (size_t i = 0; i < JOB_KIND_COUNT; i++) {
        put_code_cell(o, JOB_KINDS[i].name);
        put_cell(o, job_meaning(JOB_KINDS[i].name));
        put_cell(o, when_of(JOB_KINDS[i].name));
        put_cell(o, JOB_KINDS[i].call == NULL ? "no" : "yes");
        end_row(o);
    }
}

// --- Metrics -------------------------------------------------------------------------------------

static const struct {
    const char *name;
    const char *kind;
    const char *help;
} METRICS[] = {
#define COUNTER(field, name, help) {name, "counter", help},
#define GAUGE(field, name, help) {name, "gauge", help},
#define HISTOGRAM(field, name, help) {name, "histogram", help},
#include "platform/process/metrics.def"
#undef COUNTER
#undef GAUGE
#undef HISTOGRAM
};

static void write_metrics(struct out *o)
{
    put(o, "# Metrics\n\n");
    put(o, MADE);
    put(o, "`GET /metrics` on the socket `run/metrics.sock`, in the text "
           "format of Prometheus. They count "
           "since the start of\nthe supervisor, over all its workers.\n\n"
           "| Metric | Kind | Meaning |\n|---|---|---|\n");
    for (size_t i = 0; i < COUNT(METRICS); i++) {
        put_code_cell(o, METRICS[i].name);
        put_cell(o, METRICS[i].kind);
        put_cell(o, METRICS[i].help);
        end_row(o);
    }
}

const struct docs_page DOCS_PAGES[] = {
    {"settings.md", write_settings},
    {"verbs.md",    write_verbs   },
    {"jobs.md",     write_jobs    },
    {"metrics.md",  write_metrics },
};
const size_t DOCS_PAGE_COUNT = COUNT(DOCS_PAGES);

// --- The verb ------------------------------------------------------------------------------------

static bool write_page(struct app *app, const struct docs_page *page, str folder)
{
    struct out o;
    out_init(&o, app->arena, LIMIT_PAGE);
    page->write(&o);
    str path = str_format(app->arena, "%.*s/%s", STR_ARG(folder), page->file);
    FILE *f = fopen(str_to_c(app->arena, path), "wb");
    bool done = f != NULL && fwrite(o.p, 1, o.n, f) == o.n;
    if (f != NULL && fclose(f) != 0) {
        done = false;
    }
    if (!done) {
        fprintf(stderr, "dure: 쓸 수 없습니다 · cannot be written: %.*s\n", STR_ARG(path));
    }
    return done;
}

int verb_docs(struct app *app)
{
    str folder = app_has_option(app, "to") ? app_option(app, "to") : S("docs/operations");
    for (size_t i = 0; i < DOCS_PAGE_COUNT; i++) {
        if (!write_page(app, &DOCS_PAGES[i], folder)) {
            return EXIT_REFUSED;
        }
    }
    return EXIT_DONE;
}
