#include <assert.h>

#include "base/csv.h"
#include "base/limits.h"

int csv_fuzz(const uint8_t *bytes, size_t size)
{
    struct arena *arena = arena_open(LIMIT_ARENA_STARTUP);
    struct csv c;
    err e = csv_init(&c, arena, (str){.p = (const char *)bytes, .n = size});
    const str *fields = NULL;
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
    assert(c.line >= 1);
    arena_close(arena);
    return 0;
}
