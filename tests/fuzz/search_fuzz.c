// What people type into the search, and what products are called.
#include "fuzz.h"

#include "market/search/search_letter.h"
#include "market/search/search_token.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *arena = fuzz_arena();
    str text = {.p = (const char *)data, .n = size};
    if (size > LIMIT_TEXT || !str_is_text(text)) { // refused before it gets here
        return 0;
    }
    str folded = search_fold(arena, text);
    assert(str_is_text(folded));
    assert(str_equals(folded, search_fold(arena, folded))); // folding twice is folding once
    assert(str_is_text(search_doc_tokens(arena, text)));
    assert(str_is_text(search_initials(arena, text)));
    assert(str_is_text(search_key(arena, text)));
    (void)search_is_initials(text);
    // Text that people type never reaches MATCH: quotes come in pairs, and are our own.
    str match = search_match(arena, NULL, text);
    size_t quotes = 0;
    for (size_t i = 0; i < match.n; i++) {
        quotes += match.p[i] == '"';
    }
    assert(quotes % 2 == 0);
    return 0;
}
