// A photo that nobody may see any more: an operator hid it, for a reason of the law, until one
// shows it again. It is never removed.
#pragma once

#include "base/date.h"
#include "base/fault.h"
#include "base/id.h"
#include "base/str.h"

extern const struct fault PICTURE_HIDING_MOVED; // CONFLICT: it is so already, or was never shown
extern const struct fault PICTURE_HIDING_SAME;  // REFUSED: the bytes handed in are a hidden photo's

enum hiding_ground {
    HIDING_COPYRIGHT,
    HIDING_PORTRAIT,
    HIDING_PRIVACY,
    HIDING_MARK,
    HIDING_UNLAWFUL,
    HIDING_ORDER,
    HIDING_GROUND_COUNT
};
extern const char *const HIDING_GROUNDS[HIDING_GROUND_COUNT]; // in the database and forms
str hiding_ground_label(str word);                            // in Korean; of no ground: empty
str hiding_ground_source(str word);                           // the articles behind it

// What an operator typed or pasted to find photos: a number, or the address of a photo or a
// product. None: it holds no number.
public_no picture_hiding_read_no(str typed);
