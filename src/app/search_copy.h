// The search's copy made before anybody asks: the first of a whole city takes longer than a request
// may.
#pragma once

#include "app/app.h"

// Where this host's copy lies: beside the rows in an SQLite file; a file of its own where the rows
// are elsewhere.
str search_copy_place(struct app *app);

// Bring it up to the catalogue, and of a large site what its processes share beside it, with
// connections of its own that are closed again. Fails with DB_*.
err search_copy_make(struct app *app);
