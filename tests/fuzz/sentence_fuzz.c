// A sentence typed into the search: amounts come out within their limits, the rest stays text.
#include "fuzz.h"

#include "market/search/search_sentence.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    str text = {.p = (const char *)data, .n = size};
    if (size > LIMIT_TEXT || !str_is_text(text)) { // refused before it gets here
        return 0;
    }
    struct search_sentence s;
    search_sentence_read(fuzz_arena(), NULL, text, &s);
    assert(str_is_text(s.text) && s.text.n <= text.n);
    assert(!str_contains(s.text, S("  ")));
    assert(s.quantity >= 0 && s.quantity <= LIMIT_QUANTITY);
    assert(s.budget.won >= 0 && s.budget.won <= LIMIT_WON);
    assert(s.each.won >= 0 && s.each.won <= LIMIT_WON);
    return 0;
}
