// What a firm does with its sheets, and what a job does with them: each step one unit.
//
//     waiting ──columns──▶ checking ═▶ checked ──commit──▶ running ═▶ done ──undo──▶ undoing ═▶
//     undone
//                             ▲──────────┘ (columns again)
//
// A double arrow is the job's, chunk by chunk: the rows of a chunk, what is noted of them, and how
// far the import came are one transaction, so a process that dies in the middle leaves a chunk
// whole or untouched.
#pragma once

#include "market/catalog/import_store.h"
#include "platform/unit/unit.h"

extern const struct fault IMPORT_NOTHING;  // REFUSED: no row can be listed, some are wrong
extern const struct fault IMPORT_DAY_FULL; // REFUSED: the firm handed in LIMIT_IMPORTS_DAY today

// A sheet as it was read: no database is needed for that.
struct import_sheet {
    str name;
    str header;
    LIST(str) chunks; // of IMPORT_CHUNK_ROWS rows at most
    int64_t row_count;
};
#define IMPORT_CHUNK_ROWS 100 // a step takes some 20 ms, and under half of a unit's memory

// Read a file. Fails with SHEET_* or IMPORT_NO_TITLES, IMPORT_NO_ROWS; *out_sentence tells.
err import_read_sheet(struct arena *a, str name, str bytes, struct import_sheet *out,
                      str *out_sentence);

// Keep it for the firm of who acts. Fails with IMPORT_DAY_FULL.
err import_action_add(struct unit *u, const struct import_sheet *sheet, struct import *out);
// The columns of an import with what they say: told, recalled or guessed.
err import_action_plan(struct unit *u, const struct import *i, struct import_plan *out);
// Say what the columns say, and let every row be looked at. Fails with IMPORT_TWICE,
// IMPORT_NO_CATEGORY_GIVEN, LISTING_NO_CATEGORY, IMPORT_MOVED.
err import_action_check(struct unit *u, const struct import *i, const struct import_plan *plan);
// List what may be listed; of a sheet that says what stands already, nothing is. Fails with
// IMPORT_NOTHING, IMPORT_MOVED.
err import_action_commit(struct unit *u, const struct import *i);
// Does it stand still, though it is at work: no step for a quarter of an hour?
bool import_stands_still(const struct import *i, instant now);
// Go on from where it stands. Fails with IMPORT_MOVED when it does not stand still.
err import_action_resume(struct unit *u, const struct import *i);
// End what it made and put back what it changed, save what was bought or changed since. Fails with
// IMPORT_MOVED.
err import_action_undo(struct unit *u, const struct import *i);

// The next chunk of what goes on; *out_more is false after the last one. The unit's actor becomes
// whoever handed the sheet in.
err import_action_step(struct unit *u, import_id id, bool *out_more);
