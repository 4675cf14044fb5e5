#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/limits.h"
#include "platform/backup/backup.sql.h"
#include "platform/backup/backup_folder.h"
#include "platform/backup/backup_rows.h"
#include "platform/backup/manifest.h"
#include "platform/db/db_copy.h"
#include "platform/file/bytes.h"
#include "platform/secret/secret.h"

// A backup on its way.
struct making {
    struct arena *arena;
    struct arena *batch; // emptied after every reading of some hundred rows
    const struct backup_plan *plan;
    struct backup_made *made;
    struct manifest_out manifest;
    str half;                    // the folder it is made in
    str before;                  // the backup before it, or empty
    struct backup_witness known; // that one alone
    struct sign_key key;         // while made->is_signed
    int64_t end_s;               // monotonic
    str *sentence;
};

static const char *database_name(const struct making *m)
{
    return db_engine_of(m->plan->db_url) == DB_SQLITE ? "database.sqlite" : "database.pgdump";
}

static const char *engine_name(const struct making *m)
{
    return db_engine_of(m->plan->db_url) == DB_SQLITE ? "sqlite" : "postgresql";
}

// --- The kept files ------------------------------------------------------------------------------

struct kept {
    int64_t size;
    str sha256;
};

// False when the site has not these bytes any more, or others under their name.
static err copy_kept(struct making *m, const struct kept *k, const char *below, const char *to,
                     bool *out_there)
{
    struct bytes_sum sum;
    const char *from = backup_path(m->batch, m->plan->data_dir, str_view(below));
    err e = bytes_copy(from, to, &sum);
    *out_there = e == NULL && sum.size == k->size && str_equals(str_view(sum.sha256), k->sha256);
    if (e == &BYTES_CANNOT_WRITE) {
        return &BACKUP_CANNOT_WRITE;
    }
    if (!*out_there) {
        (void)unlink(to); // not there when it could not be read
    }
    return NULL;
}

// A row whose bytes are gone is told and does not end the backup: all else is still worth it.
static err keep_one(struct making *m, const struct kept *k)
{
    const char *folder = str_format(m->batch, "%.*s/files/%.2s", STR_ARG(m->half), k->sha256.p).p;
    const char *below = str_format(m->batch, "files/%.2s/%.*s", k->sha256.p, STR_ARG(k->sha256)).p;
    const char *to = backup_path(m->batch, m->half, str_view(below));
    if (backup_is_there(to, k->size)) {
        return NULL; // the same bytes came twice
    }
    if (backup_now_s() >= m->end_s) {
        return &DB_COPY_SLOW;
    }
    if (mkdir(folder, 0700) != 0 && errno != EEXIST) {
        return &BACKUP_CANNOT_WRITE;
    }
    bool there = backup_share(m->batch, m->before, str_view(below), to, k->size);
    if (!there) {
        TRY(copy_kept(m, k, below, to, &there));
    }
    if (!there) {
        manifest_put(&m->manifest, "missing %.*s", STR_ARG(k->sha256));
        m->made->missing_count++;
        return NULL;
    }
    manifest_put(&m->manifest, "file %lld %.*s %s", (long long)k->size, STR_ARG(k->sha256), below);
    m->made->file_count++;
    m->made->files_size += k->size;
    return NULL;
}

static err keep_batch(struct making *m, struct db *view, int64_t *after, bool *out_more)
{
    struct kept rows[LIMIT_BACKUP_BATCH];
    size_t count = 0;
    struct query *q = db_query(view, &SQL_BACKUP_FILES);
    bind_i64(q, "after", *after);
    while (count < COUNT(rows) && query_next(q)) {
        *after = read_i64(q, "id");
        rows[count++] = (struct kept){.size = read_i64(q, "size"), .sha256 = read_str(q, "sha256")};
    }
    TRY(query_end(q));
    *out_more = count > 0;
    for (size_t i = 0; i < count; i++) {
        TRY(keep_one(m, &rows[i]));
    }
    return NULL;
}

static err keep_files(struct making *m, struct db *view)
{
    int64_t after = 0;
    if (mkdir(backup_path(m->arena, m->half, S("files")), 0700) != 0) {
        return &BACKUP_CANNOT_WRITE;
    }
    for (bool more = true; more;) {
        TRY(keep_batch(m, view, &after, &more));
        arena_reset(m->batch);
    }
    return NULL;
}

// --- The manifest --------------------------------------------------------------------------------

static void put_row(void *manifest, const char *word, str value)
{
    manifest_put(manifest, "%s %.*s", word, STR_ARG(value));
}

static err put_database(struct making *m, struct db *view)
{
    int schema = 0;
    str place;
    str mark;
    struct bytes_sum sum;
    const char *path = backup_path(m->arena, m->half, str_view(database_name(m)));
    str key = str_format(m->arena, "%.*s/seal.key", STR_ARG(m->plan->data_dir));
    TRY(db_schema_version(view, &schema));
    TRY(db_copy_place(view, &place));
    TRY(secret_key_mark(m->arena, key, &mark));
    TRY(bytes_measure(path, &sum));
    str at = instant_format_iso(m->arena, m->plan->now);
    manifest_put(&m->manifest, "version %s", DURE_VERSION);
    manifest_put(&m->manifest, "at %.*s", STR_ARG(at));
    manifest_put(&m->manifest, "engine %s", engine_name(m));
    manifest_put(&m->manifest, "place %.*s", STR_ARG(place));
    manifest_put(&m->manifest, "schema %d", schema);
    manifest_put(&m->manifest, "key %.*s", STR_ARG(mark));
    manifest_put(&m->manifest, "note seal.key is not in here: keep it elsewhere");
    manifest_put(&m->manifest, "file %lld %s %s", (long long)sum.size, sum.sha256,
                 database_name(m));
    m->made->database_size = sum.size;
    return backup_tell_rows(view, m->arena, m->plan->counts, put_row, &m->manifest);
}

// A copy of a chain that was tampered with is still worth having; it is told.
static err compare_heads(struct making *m, struct db *view)
{
    int64_t count = 0;
    return backup_compare_heads(view, m->arena, &m->known, &count, &m->made->bad_line);
}

static err fill_manifest(struct making *m, struct db *view)
{
    const char *aside = backup_path(m->arena, m->half, S(".manifest"));
    if (!manifest_begin(&m->manifest, aside)) {
        return &BACKUP_CANNOT_WRITE;
    }
    err e = put_database(m, view);
    if (e == NULL) {
        e = compare_heads(m, view);
    }
    if (e == NULL) {
        db_set_arena(view, m->batch);
        e = keep_files(m, view);
    }
    bool written = manifest_end(&m->manifest, m->made->is_signed ? &m->key : NULL);
    TRY(e);
    bool named = written && rename(aside, backup_path(m->arena, m->half, S(MANIFEST_NAME))) == 0;
    return named ? NULL : &BACKUP_CANNOT_WRITE;
}

// --- The whole -----------------------------------------------------------------------------------

static err fill(struct making *m)
{
    struct db *view = NULL;
    const char *database = backup_path(m->arena, m->half, str_view(database_name(m)));
    TRY(db_copy_make(m->arena, m->plan->db_url, database, m->plan->seconds, &view, m->sentence));
    err e = fill_manifest(m, view);
    if (e != NULL && e->kind == FAULT_BROKEN && m->sentence->n == 0) {
        *m->sentence = str_copy(m->arena, db_error(view));
    }
    db_close(view);
    return e == NULL ? backup_sync(m->arena, m->half) : e;
}

static err make(struct making *m)
{
    struct arena *a = m->arena;
    str folder = m->plan->folder;
    const char *to = backup_path(a, folder, m->made->name);
    if (access(to, F_OK) == 0) {
        return &BACKUP_BUSY; // one a second
    }
    TRY(backup_sweep(a, folder));
    struct backup_list list;
    backup_list(a, folder, &list);
    m->known.folder = folder;
    m->known.list = (struct backup_list){.items = list.items, .count = list.count > 0 ? 1 : 0};
    if (sign_list(a, m->plan->data_dir, &m->known.signers) != NULL) {
        m->known.signers.count = 0; // the one before then counts as nobody's; the doctor tells why
    }
    m->before = list.count == 0 ? S("") : str_view(backup_path(a, folder, list.items[0].name));
    if (mkdir(m->half.p, 0700) != 0) {
        return &BACKUP_CANNOT_WRITE;
    }
    err e = fill(m);
    if (e == NULL && rename(m->half.p, to) != 0) {
        e = &BACKUP_CANNOT_WRITE;
    }
    if (e != NULL) {
        (void)backup_remove(m->half.p); // what is left is swept by the next
        return e;
    }
    return bytes_sync(str_to_c(a, folder));
}

err backup_make(struct arena *a, const struct backup_plan *plan, struct backup_made *out,
                str *out_sentence)
{
    int lock = -1;
    struct backup_made made = {.name = backup_name_of(a, plan->now)};
    struct making m = {
        .arena = a,
        .plan = plan,
        .made = &made,
        .half = str_view(backup_path(a, plan->folder, str_join(a, S(BACKUP_HALF), made.name))),
        .end_s = backup_now_s() + plan->seconds,
        .sentence = out_sentence,
    };
    *out_sentence = S("");
    TRY(backup_lock(a, plan->folder, &lock));
    m.batch = arena_open(LIMIT_ARENA_UNIT);
    // A backup that nobody signed is better than none.
    made.is_signed = sign_key_open(a, plan->data_dir, plan->now, &m.key) == NULL;
    err e = make(&m);
    sign_key_close(&m.key);
    arena_close(m.batch);
    backup_unlock(lock);
    if (e == NULL) {
        *out = made;
    }
    return e;
}
