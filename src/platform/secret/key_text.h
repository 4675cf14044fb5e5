// A key that somebody gave us for a site of theirs, from a file that nobody else reads.
//
// What the file holds is never told: not in a sentence, not in the log.
#pragma once

#include "base/arena.h"
#include "base/fault.h"
#include "base/str.h"

extern const struct fault KEY_TEXT_WRONG; // INVALID: the sentence says what and how to mend

// Read the key that the setting `setting` names by `path`, without the blanks around it; an empty
// path is no key. The file is a plain one, of root or of this user; others have no right to it, and
// its group at most reads; it holds one line of text, LIMIT_KEY_TEXT bytes at most.
// *out_sentence names setting, file and mend. *out lives in the arena.
err key_text_read(struct arena *a, const char *setting, str path, str *out, str *out_sentence);
