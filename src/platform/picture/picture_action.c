#include "platform/picture/picture_action.h"

#include "platform/job/job.h"
#include "platform/picture/picture_job.h"
#include "platform/picture/picture_store.h"
#include "platform/secret/secret.h"

err picture_action_add(struct unit *u, const struct upload *up, struct picture *out)
{
    struct kept_file original;
    TRY(file_keep_photo(u, up, &original));
    struct picture p = {
        .no = secret_public_no(),
        .original = original.id,
        .state = PICTURE_WAITING,
        .added_at = u->now,
    };
    TRY(picture_store_add(u->db, &p, u->actor->account, &p.id));
    TRY(job_add(u, PICTURE_JOB, p.id.value, S(""), (instant){0}));
    *out = p;
    return NULL;
}
