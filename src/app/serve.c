// serve and work: the processes, and which vendors stand behind the ports.
#include <assert.h>
#include <errno.h>
#include <malloc.h>
#include <string.h>
#include <unistd.h>

#include "app/access_watch.h"
#include "app/app.h"
#include "app/audit_seal_job.h"
#include "app/backup_job.h"
#include "app/demo.h"
#include "app/guide_web.h"
#include "app/jobs.h"
#include "app/law_files.h"
#include "app/law_log.h"
#include "app/search_copy.h"
#include "app/secret_bind.h"
#include "app/site.h"
#include "base/limits.h"
#include "gateway/fetch/fetch_http.h"
#include "gateway/gateways.h"
#include "gateway/message/message_dealer.h"
#include "gateway/registry/registry_portal.h"
#include "market/catalog/guide_store.h"
#include "market/catalog/seen_store.h"
#include "market/disclosure/disclosure_open_web.h"
#include "market/insight/insight_desk_web.h"
#include "market/law/law_change_store.h"
#include "market/number/number_action.h"
#include "market/party/party_support_action.h"
#include "market/search/search_web.h"
#include "platform/db/db_role.h"
#include "platform/picture/picture_child.h"
#include "platform/picture/picture_job.h"
#include "platform/process/live.h"
#include "platform/process/metrics.h"
#include "platform/process/worker.h"
#include "platform/process/worker_job.h"
#include "platform/secret/key_text.h"
#include "platform/sheet/sheet.h"

// What lives as long as the processes do.
struct whole {
    struct site site;
    struct calendar calendar;
    struct law_shelf law_shelf; // each process fills its own
    struct guide_shelf guide_shelf;
    struct message_dealer message_dealer;
    struct message_port message;
    struct fetch_http fetch_http;
    struct fetch_port fetch;
    struct registry_portal registry_portal;
    struct registry_port registry;
    struct gateways gateways;
    struct house house;
};

#define DATABASE_TRIES 60 // a second apart; law_log_note waits as long

// What a migration has not done yet: a restored site was migrated without its key.
static err bind_secrets(struct app *app)
{
    int64_t bound = 0;
    err e = secret_bind(app, &bound);
    for (int tries = 1; tries < DATABASE_TRIES && e != NULL && e->kind == FAULT_BUSY; tries++) {
        (void)sleep(1);
        e = secret_bind(app, &bound);
    }
    return e;
}

// A city with its end missing looks whole to whoever opens a page of it.
static err refuse_half_loaded(struct app *app)
{
    struct db *db = NULL;
    TRY(app_open_db(app, APP_DB_ANY, &db));
    err e = demo_refuse_half(db);
    for (int tries = 1; tries < DATABASE_TRIES && e != NULL && e->kind == FAULT_BUSY; tries++) {
        (void)sleep(1);
        e = demo_refuse_half(db);
    }
    db_close(db);
    return e;
}

// The programs that read what strangers hand in lie beside this one.
static void set_picture_programs(struct app *app)
{
    static const char *paths[CHILD_PROGRAM_COUNT];
    char self[512];
    ssize_t n = readlink("/proc/self/exe", self, sizeof(self));
    while (n > 0 && self[n - 1] != '/') {
        n--;
    }
    for (int i = 0; i < CHILD_PROGRAM_COUNT; i++) {
        paths[i] = str_format(app->arena, "%.*s%s", n > 0 ? (int)n : 0, self, CHILD_PROGRAMS[i]).p;
    }
    picture_set_programs(paths, LIMIT_PICTURE_WALL_MS);
}

// Every column of what is for sale, and what the most frequent words find: seconds for a country's
// goods, longer than a request may take where several workers read them at once.
static err warm_search(struct unit *u)
{
    struct search *search = NULL;
    TRY(search_here(u, &search));
    return search_hits_fill(search, u->arena);
}

static const struct tending SEARCHED = {search_is_due, search_tend};
static const struct gathering SEEN = {seen_wait_ms, seen_write, seen_forget};

// A site that started would fail at each page that reads what it may not.
static err refuse_without_rights(struct app *app, str *out_sentence)
{
    struct db *db = NULL;
    TRY(app_open_db(app, APP_DB_ANY, &db));
    err e = db_role_check_reads(db, out_sentence);
    for (int tries = 1; tries < DATABASE_TRIES && e != NULL && e->kind == FAULT_BUSY; tries++) {
        (void)sleep(1);
        e = db_role_check_reads(db, out_sentence);
    }
    db_close(db);
    return e;
}

// Where the outside is, with the keys it gave us. Fails with KEY_TEXT_WRONG.
static err set_gateways(struct arena *a, const struct settings *s, struct whole *w,
                        str *out_sentence)
{
    str message_key;
    str registry_key;
    TRY(key_text_read(a, "gateway.message_key_file", s->message_key_file, &message_key,
                      out_sentence));
    TRY(key_text_read(a, "gateway.registry_key_file", s->registry_key_file, &registry_key,
                      out_sentence));
    w->message_dealer = (struct message_dealer){
        .url = s->message_url,
        .key = message_key,
        .connect_ms = LIMIT_DEALER_CONNECT_MS,
        .total_ms = LIMIT_DEALER_TOTAL_MS,
    };
    w->message = message_dealer_port(&w->message_dealer);
    w->fetch_http = (struct fetch_http){
        .connect_ms = LIMIT_FETCH_CONNECT_MS,
        .total_ms = LIMIT_FETCH_TOTAL_MS,
        .size_most = LIMIT_FETCH_BODY,
    };
    w->fetch = fetch_http_port(&w->fetch_http);
    w->registry_portal = (struct registry_portal){
        .url = s->registry_url,
        .key = registry_key,
        .connect_ms = LIMIT_REGISTRY_CONNECT_MS,
        .total_ms = LIMIT_REGISTRY_TOTAL_MS,
    };
    w->registry = registry_portal_port(&w->registry_portal);
    number_set(registry_key.n > 0, s->registry_calls, s->registry_end_percent);
    w->gateways =
        (struct gateways){.message = &w->message, .fetch = &w->fetch, .registry = &w->registry};
    return NULL;
}

// What the settings name: keys, packs, calendar. Fails with what these fail with.
static err read_named(struct app *app, struct whole *w, str *out_sentence)
{
    const struct settings *s = &app->settings;
    site_init(&w->site, s);
    site_ready(&w->site, app->arena);
    TRY(set_gateways(app->arena, s, w, out_sentence));
    TRY(law_files_load(app->arena, s->law_dir, &w->site.law, out_sentence));
    return law_files_load_calendar(app->arena, s->base_data_dir, &w->calendar, out_sentence);
}

// Fails with what the database fails with, and DEMO_HALF_LOADED.
static err assemble(struct app *app, struct whole *w, str *out_sentence)
{
    const struct settings *s = &app->settings;
    TRY(refuse_without_rights(app, out_sentence));
    TRY(law_log_note(app, w->site.law, out_sentence));
    TRY(refuse_half_loaded(app));
    TRY(bind_secrets(app));
    w->site.law_shelf = &w->law_shelf;
    w->site.guide_shelf = &w->guide_shelf;
    w->site.calendar = &w->calendar;
    disclosure_set_ocds_prefix(s->ocds_prefix);
    support_set_minutes(s->support_minutes);
    access_watch_set(s);
    search_set_place(search_copy_place(app));
    set_picture_programs(app);
    guide_set_policy_days(s->terms_from, s->privacy_from);
    desk_tell_undated_policy(date_is_none(s->terms_from) || date_is_none(s->privacy_from));
    w->house = (struct house){
        .db_url = s->db,
        .site = &w->site,
        .warm = warm_search,
        .tending = &SEARCHED,
        .gathering = &SEEN,
        .jobs = JOB_KINDS,
        .job_count = JOB_KIND_COUNT,
        .copy_kind = "backup.make",
        .picture_kinds = "picture.",
        .fetch_kinds = "fetch.",
        .recurring = {JOBS_RECURRING, JOB_RECURRING_COUNT},
        .gateways = &w->gateways,
        .log_least =
            (enum log_level)log_level_from(s->log_level), // the settings have no other word
    };
    bool known = guard_mode_from(s->guard, &w->house.guard);
    assert(known); // likewise
    return NULL;
}

static int run_pools(struct app *app, const struct pool_plan *pools, size_t count,
                     bool serves_pages)
{
    supervisor_keep_heap_small();
    struct whole *whole = NEW(app->arena, struct whole);
    str sentence = S("");
    err e = app_ready_data(app);
    if (e != NULL) {
        return app_refuse(e, sentence);
    }
    e = read_named(app, whole, &sentence);
    if (e != NULL) {
        return app_refuse_setting(e, sentence);
    }
    e = assemble(app, whole, &sentence);
    if (e != NULL) {
        return app_refuse(e, sentence);
    }
    log_init("supervisor", whole->house.log_least);
    metrics_share();
    backup_job_set(&app->settings);
    audit_seal_job_set(&app->settings);
    backup_job_note_last();
    if (serves_pages) {
        search_copy_make_apart(app);
    }
    str run_dir = str_format(app->arena, "%.*s/run", STR_ARG(app->settings.data_dir));
    struct plan plan = {.run_dir = str_to_c(app->arena, run_dir),
                        .pools = pools,
                        .pool_count = count,
                        .stop_most_s = LIMIT_JOB_LEASE_S, // a backup broken off is made anew
                        .context = &whole->house};
    sheet_ready();
    (void)malloc_trim(0); // or each worker begins with what the start took
    e = supervisor_run(&plan);
    return e == NULL ? EXIT_DONE : app_refuse(e, str_view(strerror(errno)));
}

int verb_serve(struct app *app)
{
    const struct settings *s = &app->settings;
    if (app_has_option(app, "list")) {
        settings_print();
        return EXIT_DONE;
    }
    struct pool_plan pools[] = {
        {"web",     (int)s->web_workers,     (int)s->request_deadline_s, LIMIT_SOCKET_BACKLOG,
         worker_run_web                                                                                           },
        {"slow",    (int)s->slow_workers,    LIMIT_SLOW_DEADLINE_S,      LIMIT_SLOW_BACKLOG,   worker_run_slow    },
        {"live",    1,                       0,                          LIMIT_SOCKET_BACKLOG, live_run           },
        {"job",     (int)s->job_workers,     LIMIT_JOB_LEASE_S,          0,                    worker_run_jobs    },
        {"call",    (int)s->call_workers,    LIMIT_JOB_LEASE_S,          0,                    worker_run_calls   },
        {"copy",    1,                       LIMIT_BACKUP_LEASE_S,       0,                    worker_run_copies  },
        {"picture", (int)s->picture_workers, LIMIT_JOB_LEASE_S,          0,                    worker_run_pictures},
        {"fetch",   1,                       LIMIT_JOB_LEASE_S,          0,                    worker_run_fetches },
    };
    return run_pools(app, pools, COUNT(pools), true);
}

int verb_work(struct app *app)
{
    struct pool_plan pools[] = {
        {"job",     (int)app->settings.job_workers,     LIMIT_JOB_LEASE_S,    0, worker_run_jobs    },
        {"call",    (int)app->settings.call_workers,    LIMIT_JOB_LEASE_S,    0, worker_run_calls   },
        {"copy",    1,                                  LIMIT_BACKUP_LEASE_S, 0, worker_run_copies  },
        {"picture", (int)app->settings.picture_workers, LIMIT_JOB_LEASE_S,    0, worker_run_pictures},
        {"fetch",   1,                                  LIMIT_JOB_LEASE_S,    0, worker_run_fetches },
    };
    return run_pools(app, pools, COUNT(pools), false);
}
