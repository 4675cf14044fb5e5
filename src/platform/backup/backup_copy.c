#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/limits.h"
#include "platform/backup/backup_folder.h"
#include "platform/backup/manifest.h"
#include "platform/db/db_copy.h"
#include "platform/file/bytes.h"

const struct fault BACKUP_NO_PLACE = {
    .kind = FAULT_MISSING,
    .code = "backup.no_place",
    .text = "백업을 복사할 자리가 아닙니다. 다른 디스크가 붙어 있는지 보고, 처음이면 그 폴더에 빈 "
            "파일 " BACKUP_PLACE_MARK "를 만들어 주세요. · Not a place for copies: see that the "
            "other disk is mounted; the first time, make an empty file " BACKUP_PLACE_MARK
            " in that folder.",
};

// A copy on its way.
struct copying {
    struct arena *arena;
    struct arena *batch; // emptied file by file
    const struct backup_copy_plan *plan;
    struct backup_copied done;
    str from;      // the backup
    str half;      // the folder it is copied to
    str before;    // the newest copy there, or empty
    bool reads;    // what is shared with it, too
    int64_t end_s; // monotonic
    str *sentence;
};

static err altered(struct copying *c, str what)
{
    *c->sentence = str_copy(c->arena, what);
    return &BACKUP_ALTERED;
}

static bool is_sum_of(const struct bytes_sum *sum, const struct manifest_file *f)
{
    return sum->size == f->size && str_equals(str_view(sum->sha256), f->sha256);
}

// What lies there now, read once more.
static bool lies_there(const char *to, const struct manifest_file *f)
{
    struct bytes_sum sum;
    return bytes_measure(to, &sum) == NULL && is_sum_of(&sum, f);
}

static err copy_bytes(struct copying *c, const struct manifest_file *f, const char *to)
{
    struct bytes_sum sum;
    err e = bytes_copy(backup_path(c->batch, c->from, f->below), to, &sum);
    if (e == &BYTES_CANNOT_WRITE) {
        return &BACKUP_CANNOT_WRITE;
    }
    if (e != NULL || !is_sum_of(&sum, f) || !lies_there(to, f)) {
        return altered(c, f->below);
    }
    c->done.size += f->size;
    return NULL;
}

static err copy_file(struct copying *c, const struct manifest_file *f)
{
    const char *to = backup_path(c->batch, c->half, f->below);
    if (backup_now_s() >= c->end_s) {
        return &DB_COPY_SLOW;
    }
    c->done.file_count++;
    if (manifest_is_database(f->below)) {
        return copy_bytes(c, f, to); // its name says nothing of what it holds
    }
    str folder = str_slice(f->below, 0, S("files/ab").n);
    if (mkdir(backup_path(c->batch, c->half, folder), 0700) != 0 && errno != EEXIST) {
        return &BACKUP_CANNOT_WRITE;
    }
    if (backup_share(c->batch, c->before, f->below, to, f->size)) {
        if (!c->reads || lies_there(to, f)) {
            c->done.shared_count++;
            return NULL;
        }
        if (unlink(to) != 0) { // it rotted there: written anew
            return &BACKUP_CANNOT_WRITE;
        }
    }
    return copy_bytes(c, f, to);
}

static err copy_line(void *data, str word, str value)
{
    struct copying *c = data;
    struct manifest_file f;
    if (!str_equals(word, S("file"))) {
        return NULL;
    }
    arena_reset(c->batch);
    return manifest_read_file(c->batch, value, &f) ? copy_file(c, &f)
                                                   : altered(c, S(MANIFEST_NAME));
}

// The manifest comes last: the copy is no backup before.
static err copy_manifest(struct copying *c)
{
    struct bytes_sum sum;
    const char *to = backup_path(c->arena, c->half, S(MANIFEST_NAME));
    err e = bytes_copy(backup_path(c->arena, c->from, S(MANIFEST_NAME)), to, &sum);
    if (e != NULL) {
        return e == &BYTES_CANNOT_WRITE ? &BACKUP_CANNOT_WRITE : altered(c, S(MANIFEST_NAME));
    }
    return manifest_look(to) == MANIFEST_WHOLE ? NULL : altered(c, S(MANIFEST_NAME));
}

static err fill(struct copying *c, FILE *manifest)
{
    if (mkdir(c->half.p, 0700) != 0 ||
        mkdir(backup_path(c->arena, c->half, S("files")), 0700) != 0) {
        return &BACKUP_CANNOT_WRITE;
    }
    TRY(manifest_read(manifest, copy_line, c));
    TRY(copy_manifest(c));
    return backup_sync(c->arena, c->half);
}

static void find_before(struct copying *c)
{
    instant at = {0};
    struct backup_list list;
    backup_list(c->arena, c->plan->to, &list);
    if (list.count > 0 && backup_name_parse(c->plan->name, &at)) {
        c->before = str_view(backup_path(c->arena, c->plan->to, list.items[0].name));
        c->reads = instant_date(list.items[0].at).days != instant_date(at).days;
    }
}

// A backup of this name lies there: is it this one, or another site's of the same second?
static err look_at_named(struct copying *c, const char *named)
{
    struct bytes_sum ours;
    struct bytes_sum theirs;
    str there = str_view(named);
    bool same = bytes_measure(backup_path(c->arena, c->from, S(MANIFEST_NAME)), &ours) == NULL &&
                bytes_measure(backup_path(c->arena, there, S(MANIFEST_NAME)), &theirs) == NULL &&
                strcmp(ours.sha256, theirs.sha256) == 0;
    return same ? NULL : altered(c, S(MANIFEST_NAME));
}

static err copy(struct copying *c)
{
    FILE *manifest = NULL;
    char signer[SIGN_KEY_DIGITS + 1];
    const char *named = backup_path(c->arena, c->plan->to, c->plan->name);
    if (access(named, F_OK) == 0) {
        return look_at_named(c, named);
    }
    TRY(backup_sweep(c->arena, c->plan->to));
    find_before(c);
    switch (manifest_take(backup_path(c->arena, c->from, S(MANIFEST_NAME)), signer, &manifest)) {
    case MANIFEST_WHOLE:
        break;
    case MANIFEST_NO_ROOM:
        *c->sentence = S(P_tmpdir);
        return &BACKUP_CANNOT_WRITE;
    case MANIFEST_MISSING:
        return &BACKUP_NOT_WHOLE;
    case MANIFEST_ALTERED:
    case MANIFEST_NEWER:
        return altered(c, S(MANIFEST_NAME));
    }
    err e = fill(c, manifest);
    (void)fclose(manifest);
    if (e == NULL && rename(c->half.p, named) != 0) {
        e = &BACKUP_CANNOT_WRITE;
    }
    if (e != NULL) {
        (void)backup_remove(c->half.p); // what is left is swept by the next
        return e;
    }
    return bytes_sync(str_to_c(c->arena, c->plan->to)) == NULL ? NULL : &BACKUP_CANNOT_WRITE;
}

err backup_copy(struct arena *a, const struct backup_copy_plan *plan, struct backup_copied *out,
                str *out_sentence)
{
    int lock = -1;
    struct copying c = {
        .arena = a,
        .plan = plan,
        .from = str_view(backup_path(a, plan->from, plan->name)),
        .half = str_view(backup_path(a, plan->to, str_join(a, S(BACKUP_HALF), plan->name))),
        .before = S(""),
        .end_s = backup_now_s() + plan->seconds,
        .sentence = out_sentence,
    };
    *out_sentence = S("");
    if (access(backup_path(a, plan->to, S(BACKUP_PLACE_MARK)), F_OK) != 0) {
        *out_sentence = plan->to;
        return &BACKUP_NO_PLACE;
    }
    TRY(backup_lock(a, plan->to, &lock));
    c.batch = arena_open(LIMIT_ARENA_UNIT);
    err e = copy(&c);
    arena_close(c.batch);
    backup_unlock(lock);
    if (e == NULL) {
        *out = c.done;
    } else if (out_sentence->n == 0) {
        *out_sentence = plan->to;
    }
    return e;
}
