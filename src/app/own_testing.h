// Whose a thing is, for own_test and stranger_test: which routes name one, who else may see it, and
// things of the kinds and states that the town of the demo has not.
#pragma once

#include "platform/db/db_testing.h"

// Does a blank of this path stand for the number of a thing? Other blanks stand for a word.
bool own_testing_names_a_thing(const char *path);
// May others see the things of this kind there as well?
bool own_testing_is_for_all(const char *path, const char *noun);
// A thing of each kind and state that a page is for and the loaded town has none in.
void own_testing_make(struct testing_db *t);
