#include "market/catalog/photo_zip_job.h"

#include "base/limits.h"
#include "market/catalog/photo_zip_action.h"
#include "platform/file/bytes.h"
#include "platform/file/spool.h"

// From step to step.
struct unpacking {
    struct photo_zip zip;
    const char *path;
    struct unpacked entry;
};

err photo_zip_job_prepare(struct unit *u, struct job *j)
{
    struct unpacking *x = NEW(u->arena, struct unpacking);
    TRY(photo_zip_store_load(u->db, j->object, &x->zip));
    if (x->zip.is_done) {
        spool_drop(u->arena, x->zip.spool);
    }
    x->path = spool_path(u->arena, x->zip.spool);
    j->carried = x;
    return NULL;
}

err photo_zip_job_sweep(struct unit *u, struct job *j)
{
    (void)j;
    spool_sweep(u->arena, instant_add_s(u->now, -(int64_t)LIMIT_SPOOL_KEPT_S));
    return NULL;
}

err photo_zip_job_call(struct arena *arena, struct job *j, const struct gateways *g)
{
    struct unpacking *x = j->carried;
    (void)g;
    if (x->zip.is_done) {
        return NULL;
    }
    err e = picture_unpack(arena, x->path, x->zip.position,
                           LIMIT_ARCHIVE_UNPACKED - x->zip.unpacked, &x->entry);
    if (e == &BYTES_CANNOT_READ) { // swept out, or another machine's
        x->entry = (struct unpacked){.verdict = UNPACK_BAD, .name = S(""), .bytes = S("")};
        return NULL;
    }
    return e;
}

err photo_zip_job_finish(struct unit *u, struct job *j)
{
    struct unpacking *x = j->carried;
    struct photo_zip now;
    TRY(photo_zip_store_load(u->db, j->object, &now));
    if (x->zip.is_done || now.is_done || now.version != x->zip.version) {
        return NULL; // another run was first, and asked for the next
    }
    return photo_zip_action_step(u, &now, &x->entry);
}
