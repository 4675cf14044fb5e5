// Everything that lies sealed is sealed anew under the key in use, page by page, while the site
// serves. Whoever breaks off in the middle begins again and finds done what was done.
#pragma once

#include <stdio.h>

#include "app/app.h"

extern const struct fault SECRET_NOT_MIGRATED; // REFUSED: the database is of another version

struct secret_renewed {
    int64_t renewed; // rows
    int64_t shut;    // that do not open, or are another than the chain of deeds says: left alone
    instant done_at; // since then no row that opens lies under an older key; 0: unknown
};

// See to it, with the keys loaded, telling how far it is on `to`. With `replaces` a new key is put
// into use before. What a claim's hash in the chain of deeds is made of is written there anew.
// Fails with SECRET_NOT_MIGRATED before anything is done, a fault of secret.h, or DB_*.
err secret_renew(struct app *app, bool replaces, FILE *to, struct secret_renewed *out);
