// What is asked, as addresses and as filters that a click takes away.
#pragma once

#include "market/search/search_web.h"

// A page of results in the making.
struct search_making {
    struct arena *a;
    const struct search *s;
    const struct asked *k;
    const struct search_result *r;
    struct search_page *p;
};

// The same question on its first page.
struct search_query search_first_page(const struct search_making *m);
// The address that asks this: every filter is in it, so it can be kept and sent on.
href search_address(struct arena *a, const struct asked *k, const struct search_query *q);
// The same question asked of another page.
href search_address_at(struct arena *a, href page, const struct asked *k,
                       const struct search_query *q);
// "1만~5만원"
str search_band_word(int band);
// The filters in force, each with the address without it, and the address without any.
void search_fill_chips(struct search_making *m);
// What is asked, in a line: the words as they were understood and every filter. Empty: nothing is.
str search_say(struct arena *a, const struct search *s, const struct asked *k);
// What was read out of a sentence, a filter each, and what was not.
str search_tell_sentence(const struct search_making *m);
