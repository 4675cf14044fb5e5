#include "platform/db/db_sqlite_ids.h"

#include <stddef.h>
#include <stdint.h>

#define ROOM_FIRST 256 // numbers

struct gathered {
    int64_t *items;
    uint64_t count;
    uint64_t room;
};

static void take(sqlite3_context *context, int count, sqlite3_value **values)
{
    (void)count; // always one
    struct gathered *g = sqlite3_aggregate_context(context, sizeof(struct gathered));
    if (g != NULL && g->count == g->room) {
        uint64_t room = g->room == 0 ? ROOM_FIRST : g->room * 2;
        int64_t *items = sqlite3_realloc64(g->items, room * sizeof(int64_t));
        g->room = items != NULL ? room : g->room;
        g->items = items != NULL ? items : g->items;
    }
    if (g == NULL || g->count == g->room) {
        sqlite3_result_error_nomem(context);
        return;
    }
    g->items[g->count++] = sqlite3_value_int64(values[0]);
}

// Of no row: NULL. Called after an error as well.
static void give(sqlite3_context *context)
{
    struct gathered *g = sqlite3_aggregate_context(context, 0);
    if (g != NULL) {
        sqlite3_result_blob64(context, g->items, g->count * sizeof(int64_t), sqlite3_free);
    }
}

int db_sqlite_ids_register(sqlite3 *sqlite)
{
    return sqlite3_create_function_v2(sqlite, "id_list", 1, SQLITE_UTF8 | SQLITE_DIRECTONLY, NULL,
                                      NULL, take, give, NULL);
}
