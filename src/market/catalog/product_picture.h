// What a picture shows of a product.
#pragma once

#include "base/date.h"
#include "base/fault.h"
#include "base/id.h"
#include "base/str.h"

extern const struct fault PRODUCT_PICTURE_UNKNOWN; // MISSING
extern const struct fault PRODUCT_PICTURE_CHANGED; // CONFLICT: by somebody else meanwhile
extern const struct fault PRODUCT_PICTURE_IS_ZIP;  // INVALID: it has a page of its own
extern const struct fault PRODUCT_PICTURES_FULL;   // REFUSED: LIMIT_PRODUCT_PICTURES

enum picture_role { ROLE_FRONT, ROLE_DETAIL, ROLE_USE, ROLE_LABEL, PICTURE_ROLE_COUNT };

const char *picture_role_word(enum picture_role role); // in the database and forms
int picture_role_from(str word);                       // -1: none
str picture_role_label(enum picture_role role);        // in Korean

// Whether the background is to be white: of the front alone. A detail, a use and a label are where
// they are.
bool picture_role_wants_white(enum picture_role role);
