// Secrets that were sealed for their column alone, before rows were bound, are sealed anew for
// their rows, once; since then the old form opens nowhere.
#pragma once

#include "app/app.h"

// See to it, with the key loaded; nothing where it was done, or where the database is of another
// version. One that does not open is left as it is; where none opens, all are tried again the next
// time, for the key was the wrong one. *out_bound are
// those that were sealed anew. Fails with DB_*.
err secret_bind(struct app *app, int64_t *out_bound);
