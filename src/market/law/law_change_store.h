// The log of what was added to the law's packs, and the law with it, as each process holds it.
#pragma once

#include "market/law/law_layer.h"
#include "platform/db/db.h"

extern const struct fault LAW_NOT_READABLE; // BROKEN: the log and the packs do not fit together

err law_change_version(struct db *db, int64_t *out);
// All of them, copied into `arena`.
err law_change_list(struct db *db, struct arena *arena, struct law_changes *out);
err law_change_add(struct db *db, const struct law_change *change, int64_t proposal_id,
                   instant now);

// Note the rows of the packs that are not in the log yet: of an empty log they were there since
// ever, later ones came with a new pack and make one more version. *out_added counts them.
err law_change_note_packs(struct db *db, struct arena *arena, const struct law *packs, instant now,
                          int64_t *out_added);
// The first row of the log that the packs no longer hold as it was noted; empty when all do.
err law_change_compare(struct db *db, struct arena *arena, const struct law *packs, str *out_bad,
                       int64_t *out_count);

// The law of the newest version, kept between units: an operator's row costs each process one
// reading. Nothing of a person is in it.
struct law_shelf {           // zeroed: empty
    struct arena *arenas[2]; // one holds `law`, the next is made in the other
    int current;
    const struct law *packs; // over which the changes are laid
    const struct law *law;   // NULL: none was read yet
};
void law_shelf_done(struct law_shelf *shelf);

// The law that is on the shelf, over the packs of `law`; else `law`. The database may be further
// on.
const struct law *law_shelf_held(const struct law_shelf *shelf, const struct law *law);

// The law at the version that the database stands at; `law` is any of the same packs, or NULL, for
// which nothing is done. Of the shelf when it is there already, else read and laid over the packs:
// on the shelf, or, where `shelf` is NULL, in `arena`. Fails with LAW_NOT_READABLE, DB_*.
err law_shelf_take(struct law_shelf *shelf, struct db *db, struct arena *arena, int64_t version,
                   const struct law **law);
