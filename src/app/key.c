#include "app/key.h"

#include <inttypes.h>

#include "app/backup.h"
#include "app/secret_renew.h"
#include "base/limits.h"
#include "platform/backup/backup.h"
#include "platform/secret/secret.h"
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

// --- The keys that seal --------------------------------------------------------------------------

static void tell_seal_keys(const secret_keys *keys, FILE *to)
{
    for (size_t i = 0; i < keys->count; i++) {
        fprintf(to, "%.*s  %s\n", STR_ARG(keys->items[i].id),
                i == 0 ? "지금 봉하는 열쇠 · seals" : "여는 데만 쓰는 열쇠 · opens alone");
    }
}

// Backups of before `at` hold rows under older keys. The newest first.
static size_t count_older_backups(struct app *app, instant at, str *out_newest)
{
    struct backup_list list;
    size_t count = 0;
    backup_list(app->arena, backup_folder(app->arena, &app->settings), &list);
    for (size_t i = 0; i < list.count; i++) {
        if (instant_before(list.items[i].at, at)) {
            *out_newest = count == 0 ? list.items[i].name : *out_newest;
            count++;
        }
    }
    return count;
}

// May the older keys go? Not while a unit that sealed before may still be under way, not while a
// row or a backup needs them.
static void tell_older(struct app *app, const struct secret_renewed *r, FILE *to)
{
    str newest = S("");
    size_t backups = count_older_backups(app, r->done_at, &newest);
    if (r->shut > 0) {
        return; // told as what is wrong
    }
    if (instant_before(unit_clock_system(), instant_add_s(r->done_at, LIMIT_SEAL_SETTLE_S))) {
        fprintf(to,
                "옛 열쇠는 아직 두세요. %d분 뒤 dure key --reseal을 다시 하면 없애도 되는지 알려 "
                "줍니다. · Keep the older keys for now: run dure key --reseal again in %d minutes "
                "to learn whether they may go.\n",
                LIMIT_SEAL_SETTLE_S / 60, LIMIT_SEAL_SETTLE_S / 60);
    } else if (backups > 0) {
        fprintf(to,
                "자료에는 옛 열쇠로 봉한 값이 없습니다. 옛 열쇠가 있어야 열리는 백업이 %zu개 "
                "있습니다. 가장 새것은 %.*s입니다. 그 백업과 다른 곳의 사본을 지운 뒤 옛 열쇠를 "
                "없애세요. · No row needs the older keys. %zu backups do, the newest is %.*s: "
                "destroy the keys when those and their copies are gone.\n",
                backups, STR_ARG(newest), backups, STR_ARG(newest));
    } else {
        fprintf(to,
                "옛 열쇠로 봉한 값도 그때의 백업도 이 서버에 없습니다. 다른 곳의 백업도 없으면 옛 "
                "열쇠를 없애도 됩니다. · No row and no backup here needs the older keys: destroy "
                "them once no copy of a backup elsewhere does.\n");
    }
}

static err reseal(struct app *app, FILE *to, int64_t *out_shut)
{
    secret_keys keys;
    struct secret_renewed r;
    bool replaces = app_has_option(app, "new-seal");
    TRY(app_load_key(app, false));
    TRY(secret_renew(app, replaces, to, &r));
    secret_list_keys(app->arena, &keys);
    tell_seal_keys(&keys, to);
    if (replaces) {
        fprintf(to, "seal.key를 지금 다른 곳에 복사하세요. 이제부터의 백업은 이 열쇠로 열립니다. · "
                    "Copy seal.key to its second place now: backups from now on open with it.\n");
    }
    if (keys.count > 1) {
        tell_older(app, &r, to);
    }
    *out_shut = r.shut;
    return NULL;
}

static int reseal_run(struct app *app, FILE *to)
{
    int64_t shut = 0;
    err e = reseal(app, to, &shut);
    if (e != NULL) {
        return app_refuse(e, S(""));
    }
    if (shut > 0) {
        fprintf(stderr,
                "dure: 열리지 않거나 청구한 때와 다른 값 %" PRId64
                "개를 그대로 두었습니다. dure doctor가 이름을 알려 줍니다. 옛 열쇠를 없애지 "
                "마세요. · Left alone: values that do not open; dure doctor names them.\n",
                shut);
    }
    return shut == 0 ? EXIT_DONE : EXIT_REFUSED;
}

int key_run(struct app *app, FILE *to)
{
    if (app_has_option(app, "new-seal") || app_has_option(app, "reseal")) {
        return reseal_run(app, to);
    }
    secret_keys keys = {0};
    err e = list_keys(app, to);
    if (e == NULL && app_load_key(app, false) == NULL) { // none yet: there is nothing to tell of
        secret_list_keys(app->arena, &keys);
    }
    tell_seal_keys(&keys, to);
    return e == NULL ? EXIT_DONE : app_refuse(e, S(""));
}

int verb_key(struct app *app)
{
    return key_run(app, stdout);
}
