// Photos that firms name by their addresses, and the machines an operator lets them come from.
#pragma once

#include "base/arena.h"
#include "base/date.h"
#include "base/fault.h"
#include "base/id.h"
#include "base/str.h"

extern const struct fault PHOTO_HOST_BAD;     // INVALID: no name of a machine
extern const struct fault PHOTO_HOST_CHANGED; // CONFLICT: by somebody else meanwhile
extern const struct fault PHOTO_HOSTS_FULL;   // REFUSED: LIMIT_PHOTO_HOSTS

enum photo_fetch_state {
    PHOTO_FETCH_WAITING,
    PHOTO_FETCH_KEPT,
    PHOTO_FETCH_REFUSED,
    PHOTO_FETCH_STATE_COUNT
};
const char *photo_fetch_word(enum photo_fetch_state state);
enum photo_fetch_state photo_fetch_from(str word); // PHOTO_FETCH_STATE_COUNT: none
str photo_fetch_label(enum photo_fetch_state state);
str photo_fetch_tone(enum photo_fetch_state state);

// The next of the addresses in a cell, parted by blanks and lines; false at the end.
bool photo_fetch_next(str *rest, str *out);
// A name as rows keep it: in lower case, without scheme or path. Empty when it is none.
str photo_host_read(struct arena *a, str typed);
// A name for bytes that came without one, by what they begin with; empty: no photo.
str photo_fetch_name(str bytes);
