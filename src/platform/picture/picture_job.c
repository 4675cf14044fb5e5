#include "platform/picture/picture_job.h"

#include "base/limits.h"
#include "platform/file/file.h"
#include "platform/picture/picture_make.h"
#include "platform/picture/picture_store.h"

// From step to step.
struct making {
    struct picture picture;
    const char *path;
    struct picture_made made;
};

err picture_job_prepare(struct unit *u, struct job *j)
{
    struct making *m = NEW(u->arena, struct making);
    struct kept_file original;
    TRY(picture_store_find(u->db, (picture_id){j->object}, &m->picture));
    TRY(file_find(u->db, m->picture.original, &original));
    m->path = file_path(u->arena, &original);
    j->carried = m;
    return NULL;
}

err picture_job_call(struct arena *arena, struct job *j, const struct gateways *g)
{
    struct making *m = j->carried;
    (void)g;
    if (m->picture.state != PICTURE_WAITING) {
        return NULL;
    }
    err e = picture_make(arena, m->path, &m->made);
    if (e == &PICTURE_NO_ANSWER && j->attempt >= LIMIT_PICTURE_TRIES) {
        m->made = (struct picture_made){.verdict = PICTURE_GIVEN_UP};
        return NULL; // its firm is told, and does not wait for good
    }
    return e;
}

// Named after the address people see, so that a file that is kept tells what it is.
static err keep_made(struct unit *u, const struct making *m, file_id out[PICTURE_SIZE_COUNT])
{
    for (int i = 0; i < PICTURE_SIZE_COUNT; i++) {
        struct kept_file kept;
        enum file_kind kind = i == PICTURE_1200_JPEG ? FILE_JPEG : FILE_WEBP;
        str size = picture_size_name((enum picture_size)i);
        str name = str_format(u->arena, "%lld-%.*s", (long long)m->picture.no.value, STR_ARG(size));
        TRY(file_keep_made(u, name, kind, m->made.bytes[i], &kept));
        out[i] = kept.id;
    }
    return NULL;
}

err picture_job_finish(struct unit *u, struct job *j)
{
    struct making *m = j->carried;
    file_id made[PICTURE_SIZE_COUNT];
    if (m->picture.state != PICTURE_WAITING) {
        return NULL;
    }
    if (m->made.verdict != PICTURE_MADE) {
        return picture_store_set_refused(u->db, m->picture.id, m->made.verdict, u->now);
    }
    TRY(keep_made(u, m, made));
    m->picture.width = m->made.width;
    m->picture.height = m->made.height;
    m->picture.words = m->made.words;
    m->picture.hash = m->made.hash;
    return picture_store_set_ready(u->db, &m->picture, made, u->now);
}
