// What must hold across the whole database, each with a question that names the first row where it
// does not.
#pragma once

#include "platform/backup/backup.h"
#include "platform/db/db.h"

// What a check found: empty `bad` when all is well.
struct doctor_finding {
    str bad;       // "구매 건 1234567890123"
    int64_t count; // rows looked at; 0 where nobody counts
};

struct doctor_check {
    const char *name;
    const char *meaning;   // a question
    const struct sql *sql; // whose column `said` names the first wrong row; or
    err (*run)(struct db *db, struct arena *a, struct doctor_finding *out);
    bool
        by_itself; // `run` begins a transaction whenever it reads: what it looks at besides is long
};

// The law of the files, for those checks that ask it again; borrowed. Without it they find nothing.
struct law;
void doctor_use_law(const struct law *packs);

// The whole backups of a folder and whose signatures count, for the checks that compare the audit
// chain with them and with its seals; borrowed, and listed before any transaction of the doctor
// begins. Without backups the first finds nothing.
void doctor_use_backups(const struct backup_witness *witness);

// The first is the schema: where it is not this program's, nothing else may be asked.
extern const struct doctor_check DOCTOR_CHECKS[];
extern const size_t DOCTOR_CHECK_COUNT;

// Ask one of them outside a transaction: each sees one moment, but for those that would hold it for
// too long. What cannot be read is a finding, and says where; fails where the database is away.
err doctor_look(struct db *db, struct arena *a, const struct doctor_check *check,
                struct doctor_finding *out);
// Ask one of them, in an open transaction; one that is by itself in none.
err doctor_ask(struct db *db, struct arena *a, const struct doctor_check *check,
               struct doctor_finding *out);
