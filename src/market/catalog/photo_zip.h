// A ZIP of photos of a firm, and to which product each belongs by its name.
#pragma once

#include "base/arena.h"
#include "base/date.h"
#include "base/fault.h"
#include "base/id.h"
#include "base/str.h"

extern const struct fault PHOTO_ZIP_UNKNOWN;    // MISSING
extern const struct fault PHOTO_ZIP_NONE;       // INVALID: no file, or no ZIP
extern const struct fault PHOTO_ZIP_TOO_LARGE;  // INVALID: LIMIT_ZIP
extern const struct fault PHOTO_ZIP_AT_WORK;    // REFUSED: LIMIT_ZIPS_AT_WORK
extern const struct fault PHOTO_ZIP_MOVED;      // CONFLICT: it does not stand still
extern const struct fault PHOTO_ZIP_NO_LISTING; // REFUSED: no listing is called as the photo is

struct photo_zip {
    int64_t id;
    public_no no;
    supplier_id supplier;
    account_id account;
    str account_name;
    offer_id offer; // 0: the names tell
    str offer_title;
    public_no offer_no;
    str name;
    str spool;
    int64_t size; // bytes
    bool is_done;
    int64_t position;    // the entry that is next, from 0
    int64_t entry_count; // 0: not known yet
    int64_t unpacked;    // bytes, those of damaged entries too
    int64_t given_up;    // entries that took too long; LIMIT_ZIP_GIVEN_UP of them end it
    str words;           // why it was not taken, or not to its end; empty: it was
    instant created_at;
    instant moved_at;
    int64_t version;
};

enum photo_entry_state { PHOTO_KEPT, PHOTO_PASSED, PHOTO_REFUSED, PHOTO_ENTRY_STATE_COUNT };

const char *photo_entry_word(enum photo_entry_state state); // in the database and addresses
int photo_entry_from(str word);                             // -1: none
str photo_entry_label(enum photo_entry_state state);        // in Korean
str photo_entry_tone(enum photo_entry_state state);

// What the listing of an entry may be called, the likeliest first: its folder (K-1/앞.jpg), its
// name (K-1.jpg), its name without a number or word behind _, - or in brackets (K-1_2.jpg, K-1
// (2).jpg). How many of PHOTO_CODES.
#define PHOTO_CODES 4
size_t photo_zip_codes(struct arena *a, str entry, str out[PHOTO_CODES]);
// The name without its folders.
str photo_zip_file_name(str entry);

// A name as a row keeps it: LIMIT_LINE characters at most, and never empty.
str photo_zip_short_name(str name);

// Is the ZIP at work, but no entry was looked at for a quarter of an hour?
bool photo_zip_stands_still(const struct photo_zip *z, instant now);
