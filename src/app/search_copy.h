// The search's copy made before anybody asks: the first of a whole city takes longer than a request
// may.
#pragma once

#include <sys/types.h>

#include "app/app.h"

// Where this host's copy lies: beside the rows in an SQLite file; a file of its own where the rows
// are elsewhere.
str search_copy_place(struct app *app);

// Bring it up to the catalogue, and of a large site what its processes share beside it, with
// connections of its own that are closed again. Fails with DB_*.
err search_copy_make(struct app *app);

// The same by a child of its own, which dies with the caller, while the caller goes on: 0 where the
// copy lies in the caller's own file, or there is no child to be had. What changes meanwhile, and
// what the child could not do, is left to search_copy_make, after the wait. Wait for 0 is fine.
pid_t search_copy_begin(struct app *app);
void search_copy_wait(pid_t child);

// search_copy_make by a child that is waited for, or here where there is none to be had: what it
// needs of memory, some 20 MB of a large site, is not left lying between all that workers hold.
// What cannot be made is logged as search.not_copied, with the fault's code or, of a child that was
// killed, its signal, and left to the first worker that needs it.
void search_copy_make_apart(struct app *app);
