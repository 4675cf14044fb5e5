#include "platform/db/db_sqlite_ids.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "platform/db/db_sqlite_ids.sql.h"

#define ROOM_FIRST 256 // numbers

struct gathered {
    int64_t *items;
    uint64_t count;
    uint64_t room;
};

// False: no memory.
static bool add(struct gathered *g, int64_t number)
{
    if (g->count == g->room) {
        uint64_t room = g->room == 0 ? ROOM_FIRST : g->room * 2;
        int64_t *items = sqlite3_realloc64(g->items, room * sizeof(int64_t));
        if (items == NULL) {
            return false;
        }
        g->room = room;
        g->items = items;
    }
    g->items[g->count++] = number;
    return true;
}

static void take(sqlite3_context *context, int count, sqlite3_value **values)
{
    (void)count; // always one
    struct gathered *g = sqlite3_aggregate_context(context, sizeof(struct gathered));
    if (g == NULL || !add(g, sqlite3_value_int64(values[0]))) {
        sqlite3_result_error_nomem(context);
    }
}

// Of no row: NULL. Called after an error as well.
static void give(sqlite3_context *context)
{
    struct gathered *g = sqlite3_aggregate_context(context, 0);
    if (g != NULL) {
        sqlite3_result_blob64(context, g->items, g->count * sizeof(int64_t), sqlite3_free);
    }
}

// --- Of a phrase ---------------------------------------------------------------------------------

static int take_row(const Fts5ExtensionApi *api, Fts5Context *row, void *gathered)
{
    Fts5PhraseIter at;
    int column = -1;
    int code = api->xPhraseFirstColumn(row, 0, &at, &column);
    if (code != SQLITE_OK) {
        return code;
    }
    return add(gathered, api->xRowid(row) * 2 + (column == 0)) ? SQLITE_OK : SQLITE_NOMEM;
}

// The phrase of the whole table, by itself: no row is stepped to.
static void give_phrase(const Fts5ExtensionApi *api, Fts5Context *row, sqlite3_context *context,
                        int count, sqlite3_value **values)
{
    (void)count; // none but the table
    (void)values;
    struct gathered g = {0};
    int code = api->xQueryPhrase(row, 0, &g, take_row);
    if (code != SQLITE_OK) {
        sqlite3_free(g.items);
        sqlite3_result_error_code(context, code);
        return;
    }
    sqlite3_result_blob64(context, g.items, g.count * sizeof(int64_t), sqlite3_free);
}

// --- Of a row ------------------------------------------------------------------------------------

// Do the first phrases, so many, all stand in the first column?
static void give_titled(const Fts5ExtensionApi *api, Fts5Context *row, sqlite3_context *context,
                        int count, sqlite3_value **values)
{
    bool is_titled = count == 1;
    int phrases = is_titled ? sqlite3_value_int(values[0]) : 0;
    for (int i = 0; i < phrases && is_titled; i++) {
        Fts5PhraseIter at;
        int column = -1;
        int code = api->xPhraseFirstColumn(row, i, &at, &column);
        if (code != SQLITE_OK) {
            sqlite3_result_error_code(context, code);
            return;
        }
        is_titled = column == 0;
    }
    sqlite3_result_int(context, is_titled);
}

// NULL: SQLite was built without it.
static fts5_api *find_fts5(sqlite3 *sqlite)
{
    fts5_api *api = NULL;
    sqlite3_stmt *ask = NULL;
    if (sqlite3_prepare_v2(sqlite, SQL_DB_FTS5.sqlite, -1, &ask, NULL) == SQLITE_OK) {
        (void)sqlite3_bind_pointer(ask, 1, &api, "fts5_api_ptr", NULL);
        (void)sqlite3_step(ask);
    }
    (void)sqlite3_finalize(ask);
    return api;
}

int db_sqlite_ids_register(sqlite3 *sqlite)
{
    fts5_api *fts5 = find_fts5(sqlite);
    int code = fts5 == NULL ? SQLITE_ERROR
                            : fts5->xCreateFunction(fts5, "phrase_list", NULL, give_phrase, NULL);
    code =
        code != SQLITE_OK ? code : fts5->xCreateFunction(fts5, "titled", NULL, give_titled, NULL);
    return code != SQLITE_OK
               ? code
               : sqlite3_create_function_v2(sqlite, "id_list", 1, SQLITE_UTF8 | SQLITE_DIRECTONLY,
                                            NULL, NULL, take, give, NULL);
}
