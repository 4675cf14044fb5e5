// Whose a thing is, for own_test and stranger_test: which routes name one, who else may see it, and
// things of the kinds and states that the town of the demo has not.
#pragma once

#include "base/id.h"
#include "platform/db/db_testing.h"

// Does a blank of this path stand for the number of a thing? Other blanks stand for a word.
bool own_testing_names_a_thing(const char *path);
// May others see the things of this kind there as well?
bool own_testing_is_for_all(const char *path, const char *noun);
// The bytes of a photo as its firm handed it in, and of the picture that was made of it: parts of
// where they lie.
#define OWN_TESTING_ORIGINAL "0a1b2c4298fc1c149afbf4c8996fb924"
#define OWN_TESTING_MADE "e3b0c44298fc1c149afbf4c8996fb924"
public_no own_testing_picture_no(void);
public_no own_testing_original_no(void); // of its file
// A thing of each kind and state that a page is for and the loaded town has none in.
void own_testing_make(struct testing_db *t);
