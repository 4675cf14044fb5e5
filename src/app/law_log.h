// The law of the files together with what the database added to it.
#pragma once

#include "app/app.h"
#include "market/law/law_pack.h"

// Note rows of the packs that the database does not know yet, and ask whether all that operators
// added still fits them; nothing is noted unless it does. A database that is away is waited for, a
// minute at most: rows that answer but are not noted could not be asked again as they were. Nothing
// is done on a database of another version: the workers tell. Fails with LAW_PACK_*, LAW_END_* and
// a sentence, or DB_*.
err law_log_note(struct app *app, const struct law *packs, str *out_sentence);

// Lay over *law what the database of the settings added. Fails in the same way.
err law_log_read(struct app *app, const struct law **law, str *out_sentence);
