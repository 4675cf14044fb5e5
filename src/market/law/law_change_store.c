#include "market/law/law_change_store.h"

#include <assert.h>

#include "base/limits.h"
#include "market/law/law_change_store.sql.h"

const struct fault LAW_NOT_READABLE = {
    .kind = FAULT_BROKEN,
    .code = "law.not_readable",
    .text = "운영자가 더한 규칙을 읽지 못했습니다. 운영자에게 알려 주세요.",
};

err law_change_version(struct db *db, int64_t *out)
{
    struct query *q = db_query(db, &SQL_LAW_CHANGE_VERSION);
    *out = query_next(q) ? read_i64(q, "version") : 0;
    return query_end(q);
}

err law_change_list(struct db *db, struct arena *arena, struct law_changes *out)
{
    struct law_change *items = NEW_ARRAY(arena, LIMIT_LAW_CHANGES, struct law_change);
    size_t count = 0;
    struct query *q = db_query(db, &SQL_LAW_CHANGE_LIST);
    while (query_next(q) && count < LIMIT_LAW_CHANGES) {
        struct law_change *c = &items[count++];
        *c = (struct law_change){
            .since = read_i64(q, "since"),
            .kind = str_copy(arena, read_str(q, "kind")),
            .row_id = str_copy(arena, read_str(q, "row_id")),
            .line = str_copy(arena, read_str(q, "line")),
            .last_day = read_date(q, "last_day"),
            .proposal = {read_i64(q, "proposal_no")},
            .added_at = read_instant(q, "added_at"),
        };
        bool known = law_act_from(read_str(q, "act"), &c->act);
        assert(known); // the schema's CHECK
        (void)known;
    }
    TRY(query_end(q));
    *out = (struct law_changes){items, count};
    return NULL;
}

err law_change_add(struct db *db, const struct law_change *c, int64_t proposal_id, instant now)
{
    struct query *q = db_query(db, &SQL_LAW_CHANGE_ADD);
    bind_i64(q, "since", c->since);
    bind_str(q, "act", str_view(law_act_word(c->act)));
    bind_str(q, "kind", c->kind);
    bind_str(q, "row_id", c->row_id);
    bind_str(q, "line", c->line);
    bind_date(q, "last_day", c->last_day);
    bind_id(q, "proposal", proposal_id);
    bind_instant(q, "now", now);
    return query_run(q, NULL);
}

// --- The packs' own rows -------------------------------------------------------------------------

struct noted_row {
    str id;
    str line;
};
typedef LIST(struct noted_row) noted_rows;

static err list_noted(struct db *db, struct arena *arena, noted_rows *out)
{
    out->items = NEW_ARRAY(arena, LIMIT_LAW_ROWS, struct noted_row);
    out->count = 0;
    struct query *q = db_query(db, &SQL_LAW_CHANGE_NOTED);
    while (query_next(q) && out->count < LIMIT_LAW_ROWS) {
        out->items[out->count++] = (struct noted_row){
            str_copy(arena, read_str(q, "row_id")),
            str_copy(arena, read_str(q, "line")),
        };
    }
    return query_end(q);
}

static bool is_noted(const noted_rows *noted, str id)
{
    for (size_t i = 0; i < noted->count; i++) {
        if (str_equals(noted->items[i].id, id)) {
            return true;
        }
    }
    return false;
}

err law_change_note_packs(struct db *db, struct arena *arena, const struct law *packs, instant now,
                          int64_t *out_added)
{
    noted_rows noted;
    int64_t version = 0;
    TRY(list_noted(db, arena, &noted));
    TRY(law_change_version(db, &version));
    int64_t since = noted.count == 0 ? 0 : version + 1;
    *out_added = 0;
    for (int t = 0; t < LAW_TABLE_COUNT; t++) {
        enum law_table table = (enum law_table)t;
        for (size_t i = 0; i < law_count(packs, table); i++) {
            str id = law_row(packs, table, i)->id;
            if (is_noted(&noted, id)) {
                continue;
            }
            struct law_change c = {
                .since = since,
                .act = LAW_ACT_PACK,
                .kind = str_view(law_table_name(table)),
                .row_id = id,
                .line = law_line_text(arena, packs, table, i),
                .last_day = DATE_NONE,
            };
            TRY(law_change_add(db, &c, 0, now));
            ++*out_added;
        }
    }
    return NULL;
}

err law_change_compare(struct db *db, struct arena *arena, const struct law *packs, str *out_bad,
                       int64_t *out_count)
{
    noted_rows noted;
    TRY(list_noted(db, arena, &noted));
    *out_count = (int64_t)noted.count;
    *out_bad = S("");
    for (size_t n = 0; n < noted.count; n++) {
        enum law_table table;
        size_t i;
        bool holds = law_find_id(packs, noted.items[n].id, &table, &i) &&
                     str_equals(law_line_text(arena, packs, table, i), noted.items[n].line);
        if (!holds) {
            *out_bad = noted.items[n].id;
            return NULL;
        }
    }
    return NULL;
}

// --- The shelf -----------------------------------------------------------------------------------

void law_shelf_done(struct law_shelf *shelf)
{
    arena_close(shelf->arenas[0]);
    arena_close(shelf->arenas[1]);
    *shelf = (struct law_shelf){0};
}

static err read_law(struct db *db, struct arena *arena, const struct law *packs, int64_t version,
                    const struct law **out)
{
    struct law_changes *changes = NEW(arena, struct law_changes);
    struct law *made = NULL;
    str where = S("");
    TRY(law_change_list(db, arena, changes));
    if (law_layer(packs, changes, version, arena, &made, &where) != NULL) {
        return &LAW_NOT_READABLE;
    }
    *out = made;
    return NULL;
}

// The next law is made beside the one that is held: what cannot be read leaves that alone.
static err renew(struct law_shelf *shelf, struct db *db, const struct law *packs, int64_t version)
{
    int next = 1 - shelf->current;
    if (shelf->arenas[next] == NULL) {
        shelf->arenas[next] = arena_open(LIMIT_ARENA_LAW);
    }
    arena_reset(shelf->arenas[next]);
    TRY(read_law(db, shelf->arenas[next], packs, version, &shelf->law));
    shelf->current = next;
    shelf->packs = packs;
    return NULL;
}

const struct law *law_shelf_held(const struct law_shelf *shelf, const struct law *law)
{
    bool is_held = law != NULL && shelf->law != NULL && shelf->packs == law_packs(law);
    return is_held ? shelf->law : law;
}

err law_shelf_take(struct law_shelf *shelf, struct db *db, struct arena *arena, int64_t version,
                   const struct law **law)
{
    if (*law == NULL || law_version(*law) == version) {
        return NULL;
    }
    const struct law *packs = law_packs(*law);
    if (version == 0) {
        *law = packs;
        return NULL;
    }
    if (shelf == NULL) {
        return read_law(db, arena, packs, version, law);
    }
    if (shelf->law == NULL || shelf->packs != packs || law_version(shelf->law) != version) {
        TRY(renew(shelf, db, packs, version));
    }
    *law = shelf->law;
    return NULL;
}
