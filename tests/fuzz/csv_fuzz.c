// A table of comma-separated values.
#include "base/csv.h"
#include "fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct csv c;
    const str *fields = NULL;
    err e = csv_init(&c, fuzz_arena(), (str){.p = (const char *)data, .n = size});
    if (e == NULL) {
        e = csv_next(&c, &fields);
    }
    while (e == NULL && fields != NULL) {
        for (size_t i = 0; i < c.width; i++) {
            assert(str_is_text(fields[i]));
        }
        assert(c.line >= 2 && c.at <= c.text.n);
        e = csv_next(&c, &fields);
    }
    return 0;
}
