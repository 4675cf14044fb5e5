// demo: load the demo city, or tell how to log in to it.
#include <stdio.h>
#include <unistd.h>

#include "app/app.h"
#include "app/demo.h"
#include "app/demo_life.h"
#include "app/law_files.h"
#include "app/search_copy.h"
#include "base/limits.h"
#include "market/party/party_web.h"

static const struct actor LOADER = {
    .name = {.p = "시연 자료", .n = sizeof "시연 자료" - 1},
    .role_label = {.p = "시스템",     .n = sizeof "시스템" - 1    }
};

// A line for each tenth; on a terminal the same line anew for each hundredth.
static void tell(const char *what, int64_t done, int64_t all)
{
    static const char *told;
    static int64_t last;
    int64_t percent = all > 0 && done < all ? 100 * done / all : 100;
    bool is_terminal = isatty(STDERR_FILENO) != 0;
    int64_t step = is_terminal ? 1 : 10;
    if (told == what && percent / step == last / step) {
        return;
    }
    told = what;
    last = percent;
    fprintf(stderr, is_terminal ? "\r%s %3lld%% " : "%s %lld%%\n", what, (long long)percent);
    if (is_terminal && percent == 100) {
        fputc('\n', stderr);
    }
}

// The running purchases of a city with a past; on a server the search's copy is made beside them,
// which leave a processor to it.
static err live(struct app *app, struct unit *u, const struct demo_size *size, uint64_t seed)
{
    pid_t maker = search_copy_begin(app);
    err e = demo_live(u, size, seed, tell);
    search_copy_wait(maker);
    return e;
}

// A large city is filled in before anybody uses it.
static err fill(struct app *app, struct unit *u, const struct demo_size *size, uint64_t seed)
{
    if (size->is_shelf) {
        return NULL;
    }
    if (size->years == 0) {
        return demo_live(u, size, seed, tell);
    }
    TRY(db_fill_begin(u->db));
    err e = demo_past(u, size, seed, tell);
    e = e != NULL ? e : db_analyze(u->db); // the deeds that follow look for rows
    e = e != NULL ? e : db_fill_by_keys(u->db);
    e = e != NULL ? e : live(app, u, size, seed);
    err end = db_fill_end(u->db); // what was written before it broke off is a sound file again
    return e != NULL ? e : end;
}

// The law and the calendar that the demo's people buy by. Nothing is opened or made yet.
static err read_named(struct app *app, struct unit *u, str *out_sentence)
{
    struct calendar *calendar = NEW(app->arena, struct calendar);
    TRY(law_files_load(app->arena, app->settings.law_dir, &u->law, out_sentence));
    TRY(law_files_load_calendar(app->arena, app->settings.base_data_dir, calendar, out_sentence));
    u->calendar = calendar;
    return NULL;
}

static err load(struct app *app, struct unit *u, str *out_sentence)
{
    str size_name = app_has_option(app, "size") ? app_option(app, "size") : S("small");
    str seed_text = app_has_option(app, "seed") ? app_option(app, "seed") : S("1");
    int64_t seed = 0;
    const struct demo_size *size = demo_size_find(size_name);
    if (size == NULL || !str_parse_i64(seed_text, &seed)) {
        return NULL;
    }
    int applied;
    TRY(db_migrate(u->db, &applied));
    TRY(db_behind_begin(u->db));
    err e = demo_load(u, size, (uint64_t)seed, app->settings.base_data_dir, tell, out_sentence);
    db_behind_end(u->db);
    TRY(e);
    arena_reset(u->arena); // of the unit that is over; nothing of it is looked at again
    TRY(fill(app, u, size, (uint64_t)seed));
    TRY(demo_end(u));
    TRY(db_analyze(u->db));
    tell("검색 색인", 0, 1);
    TRY(search_copy_make(app)); // so that the first visitor need not wait for it
    tell("검색 색인", 1, 1);
    return NULL;
}

static err print_logins(struct unit *u)
{
    struct login_page p = {0};
    TRY(unit_begin(u, DB_READ, unit_clock_system));
    err e = login_list_demo_accounts(u, &p);
    unit_rollback(u);
    TRY(e);
    for (size_t i = 0; i < p.accounts.count; i++) {
        const struct login_account *a = &p.accounts.items[i];
        printf("  %-28.*s %.*s %.*s%s%.*s\n", STR_ARG(a->email), STR_ARG(a->role),
               STR_ARG(a->organisation), a->code.n > 0 ? "  " : "", STR_ARG(a->code));
    }
    printf(
        "  비밀번호 %s\n"
        "  맨 뒤의 여섯 자리는 인증번호입니다. 30초마다 바뀌며 로그인 화면에서도 볼 수 있습니다.\n",
        DEMO_PASSWORD);
    return NULL;
}

static bool is_usage_right(const struct app *app)
{
    int64_t seed;
    return (!app_has_option(app, "size") || demo_size_find(app_option(app, "size")) != NULL) &&
           (!app_has_option(app, "seed") || str_parse_i64(app_option(app, "seed"), &seed));
}

int verb_demo(struct app *app)
{
    if (!is_usage_right(app)) {
        fprintf(stderr, "dure demo: --size small|town|city|nation, --seed 는 정수입니다. · a size "
                        "of these, a whole number\n");
        return EXIT_USAGE;
    }
    struct unit u = {.arena = arena_open(LIMIT_ARENA_DEMO), .actor = &LOADER, .trace = S("demo")};
    str sentence = S("");
    bool loads = !app_has_option(app, "logins");
    err e = loads ? read_named(app, &u, &sentence) : NULL;
    if (e != NULL) {
        arena_close(u.arena);
        return app_refuse_setting(e, sentence);
    }
    e = app_ready_data(app);
    if (e == NULL) {
        e = app_open_db(app, loads ? APP_DB_ANY : APP_DB_CURRENT, &u.db);
    }
    if (e == NULL) {
        db_set_arena(u.db, u.arena);
        e = loads ? load(app, &u, &sentence) : print_logins(&u);
    }
    int code = EXIT_DONE;
    if (e != NULL) {
        code = app_refuse(e, sentence.n > 0 || u.db == NULL ? sentence : db_error(u.db));
    }
    db_close(u.db);
    arena_close(u.arena);
    return code;
}
