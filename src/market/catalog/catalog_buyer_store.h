// Who bought what: figures of later nouns, written through the catalogue so that search and product
// pages read them without knowing what a contract is.
#pragma once

#include "platform/db/db.h"

// An institution bought a product. Its offers are put in line for the search index.
err catalog_buyer_add(struct db *db, product_id product, institution_id institution, date on);
