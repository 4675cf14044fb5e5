// Photos packed into one ZIP.
#pragma once

#include "base/arena.h"
#include "base/fault.h"
#include "platform/web/request.h"

extern const struct fault PICTURE_ZIP_BAD;   // INVALID: cannot be read, or links, archives, ciphers
extern const struct fault PICTURE_ZIP_LARGE; // INVALID: too many entries, or too much unpacked

bool picture_zip_is(str bytes);

// Call `each` with every file in it but what systems put beside photos; each is unpacked, handed on
// and forgotten, so `up` is valid until `each` returns. *out_name is the one in hand, for whoever
// tells what was wrong. Fails with PICTURE_ZIP_LARGE, PICTURE_ZIP_BAD and what `each` fails with.
err picture_zip_each(struct arena *a, str zip, err (*each)(void *data, const struct upload *up),
                     void *data, str *out_name);
