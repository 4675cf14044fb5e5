// What was looked for and not found: counted by day, without who asked. Firms and operators read
// it.
#pragma once

#include "platform/unit/unit.h"

// May it be counted? Not what is long, or may name a person: an address, a number of six digits and
// more, however its parts are written (010-1234-5678, 010.1234.5678, 010·1234·5678).
bool search_miss_counts(str folded);
// Note that a text found nothing. A note that could not be written is forgotten.
void search_miss_note(struct unit *u, str text);
