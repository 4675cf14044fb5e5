// The set-up data: regions, categories with their attributes, synonyms. Taken in once, again at
// will: a row that is there is brought up to date.
#pragma once

#include "platform/unit/unit.h"

extern const struct fault CATALOG_BAD_ROW; // INVALID: the sentence names file, line and column

// Take in one file's text. `name` is told in *out_sentence when a row is refused.
// Fails with a CSV_* fault, CATALOG_BAD_ROW or DB_*.
err catalog_import_regions(struct unit *u, str name, str text, str *out_sentence);
err catalog_import_categories(struct unit *u, str name, str text, str *out_sentence);
err catalog_import_attributes(struct unit *u, str name, str text, str *out_sentence);
err catalog_import_synonyms(struct unit *u, str name, str text, str *out_sentence);
// Nouns that name a thing of a category, for categories that are there.
err catalog_import_things(struct unit *u, str name, str text, str *out_sentence);
// Words that may not stand in a listing, or need proof.
err catalog_import_vetting_words(struct unit *u, str name, str text, str *out_sentence);
// Lines of a service's price and the questions to who buys it, for categories that are there.
err catalog_import_services(struct unit *u, str name, str text, str *out_sentence);
// Patterns of titles, for categories that are there with their attributes.
err catalog_import_titles(struct unit *u, str name, str text, str *out_sentence);
