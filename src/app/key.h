// key: the public halves of what the site signs with.
#pragma once

#include <stdio.h>

#include "app/app.h"

// The verb, its lines written to `to`; what was wrong goes to standard error.
int key_run(struct app *app, FILE *to);
