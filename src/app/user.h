// user: who has an account, and what is done to accounts from the machine's own terminal.
#pragma once

#include <stdio.h>

#include "app/app.h"

// The verb, its sentences written to `to`; what was wrong goes to standard error.
int user_run(struct app *app, FILE *to);
