// Shoots for tests of the content part.
#pragma once

#include "market/content/content_store.h"

// A planned shoot without products, in the transaction that is open; its id.
int64_t content_testing_add_shoot(struct db *db);
