// A question to the search as an address or a form carries it: names and values.
//
// The page, the JSON and what was saved read it here, so the same question finds the same.
#pragma once

#include "market/search/search_word_store.h"
#include "platform/unit/unit.h"

// One name and value; a name may come more than once.
struct search_field {
    str name;
    str value;
};

typedef LIST(struct search_field) search_field_list;

// What an address asks for: q, category, sub …, cert …, district …, band …, lead, quantity, budget,
// each, sort, after, before. The text is understood (SEARCH_BY_…) unless exact=1 says to leave it;
// what a sentence says fills in what the address leaves open.
struct asked {
    str typed;
    str kept; // what addresses keep of it: of a sentence its words, the rest is in their filters
    bool exact;
    struct search_meaning meaning;
    struct search_query query;
};

// Where the index lies; once, before the workers are forked.
void search_set_place(str index_url);
// This process's copy, open and caught up. Fails with DB_*.
err search_here(struct unit *u, struct search **out);
// Is there something that this process's copy had better read while nobody asks; and a piece of it
// (search_hits_tend). Fails with DB_*.
bool search_is_due(void);
err search_tend(struct arena *a);
// Close it: whoever needs it once a night need not hold it all day.
void search_leave(void);

// Read a question. Texts are borrowed from the fields, or in `a`. Fails with DB_*.
err search_ask(struct search *s, struct arena *a, const search_field_list *fields,
               struct asked *out);
