// Approving machines, and asking for photos by their addresses.
#pragma once

#include "market/catalog/photo_fetch_store.h"
#include "platform/unit/unit.h"

#define PHOTO_FETCH_JOB "fetch.photo" // of the pool `fetch`, as its name begins

// Approve a machine or take it back, with the reason. `h` as photo_host_store_find read it, is_on
// and reason as they are to be. Fails with PHOTO_HOSTS_FULL, PHOTO_HOST_CHANGED.
err photo_host_action_set(struct unit *u, struct photo_host *h);

// What will become of the addresses in a cell, for people, before anything is done; empty: nothing
// is to be said.
err photo_fetch_action_tell(struct unit *u, str addresses, str *out);
// Ask for the photos of a listing that a row names: LIMIT_ROW_ADDRESSES at most. What may not be
// fetched is noted with its reason.
err photo_fetch_action_add(struct unit *u, import_id import, int64_t row_number, offer_id offer,
                           str addresses);
// Why an address is not fetched, as machines are approved now; empty: it may.
err photo_fetch_action_judge(struct unit *u, str address, str *out);
// The bytes that came become a photo of the listing, in the name of who handed the sheet in, or
// f->words say why not.
err photo_fetch_action_keep(struct unit *u, struct photo_fetch *f, str bytes);
