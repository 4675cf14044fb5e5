// A saved search: a question somebody asks again, and is told of what is new to it.
//
// Pure: no clock, no database, no HTTP.
#pragma once

#include "base/date.h"
#include "base/fault.h"
#include "base/id.h"
#include "base/str.h"

extern const struct fault SAVED_UNKNOWN;  // MISSING: no such search, or another's
extern const struct fault SAVED_NOTHING;  // REFUSED: nothing is asked
extern const struct fault SAVED_KNOWN;    // REFUSED: it is saved already
extern const struct fault SAVED_FULL;     // REFUSED: a person keeps LIMIT_SAVED_SEARCHES
extern const struct fault SAVED_TOO_LONG; // REFUSED: LIMIT_SAVED_QUESTION

struct saved {
    int64_t id;
    public_no no;
    account_id account;
    str name;       // at most LIMIT_NAME characters
    str question;   // name=value, a line each
    str said;       // the same in words
    bool is_told;   // its person is told of what is new
    instant looked; // what was put on sale until then is known
    instant seen;   // when its person saved or opened it last
    int64_t new_count;
    bool is_removed;  // it may be taken back for LIMIT_SAVED_UNDO_S
    bool may_be_told; // its person still has a role somewhere
};
typedef LIST(struct saved) saved_list;

// An offer and when it was put on sale for the first time.
struct saved_fresh {
    int64_t offer;
    instant at;
};
typedef LIST(struct saved_fresh) saved_fresh_list; // by ascending offer

// May this be saved? Fails with SAVED_NOTHING, SAVED_TOO_LONG.
err saved_check(str question);
// "복사용지 2건, 도시락 1건": the first few of what was found, and how many more searches.
str saved_tell(struct arena *a, const saved_list *found);
