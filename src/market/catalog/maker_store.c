#include "market/catalog/maker_store.h"

#include <assert.h>

#include "base/out.h"
#include "market/catalog/maker_store.sql.h"

// How a name of latin letters may be written: as it is, small, in capitals, with one in front.
#define CASES 4

static str in_case(struct arena *a, str key, size_t which)
{
    str lower = str_lower_ascii(a, key);
    struct out o;
    out_init(&o, a, key.n + 1);
    for (size_t i = 0; i < key.n; i++) {
        char c = lower.p[i];
        bool is_capital = which == 2 || (which == 3 && i == 0);
        out_char(&o, is_capital && c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c);
    }
    return which == 0 ? key : out_view(&o);
}

static str as_json(struct arena *a, const str *keys, size_t count)
{
    struct out o;
    size_t size = 2;
    for (size_t i = 0; i < count; i++) {
        size += (keys[i].n * 6 + 3) * CASES; // each character as \u00xx
    }
    out_init(&o, a, size);
    for (size_t i = 0; i < count * CASES; i++) {
        out_str(&o, i > 0 ? S(",") : S("["));
        out_json(&o, in_case(a, keys[i / CASES], i % CASES));
    }
    out_char(&o, ']');
    return out_view(&o);
}

err maker_store_known(struct db *db, struct arena *a, const str *keys, size_t count, str *out)
{
    for (size_t i = 0; i < count; i++) {
        out[i] = S("");
    }
    if (count == 0) {
        return NULL;
    }
    struct query *q = db_query(db, &SQL_MAKERS_KNOWN);
    bind_str(q, "keys", as_json(a, keys, count));
    while (query_next(q)) {
        int64_t place = read_i64(q, "place");
        str maker = read_str(q, "maker");
        assert(place >= 1 && place <= (int64_t)(count * CASES));
        str *to = &out[(size_t)(place - 1) / CASES];
        *to = to->n == 0 ? maker : *to;
    }
    return query_end(q);
}
