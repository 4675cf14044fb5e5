#include "market/catalog/import_mend_action.h"

#include "base/limits.h"
#include "platform/sheet/sheet_write.h"

// Rows that are being written, and the chunk they are in.
struct mending {
    struct unit *unit;
    struct sheet_writer *writer;
    const struct import *import;
    size_t column_count; // of the sheet's own
    import_row_list wrong;
    size_t next;         // of `wrong`
    struct arena *chunk; // emptied after each
};

// The rows of both kinds, in the order of the sheet.
static err list_wrong(struct mending *m)
{
    struct arena *a = m->unit->arena;
    import_row_list bad;
    import_row_list failed;
    TRY(import_store_rows(m->unit->db, a, m->import->id, IMPORT_ROW_BAD, 0, LIMIT_ANSWER_ROWS,
                          &bad));
    TRY(import_store_rows(m->unit->db, a, m->import->id, IMPORT_ROW_FAILED, 0, LIMIT_ANSWER_ROWS,
                          &failed));
    size_t b = 0;
    size_t f = 0;
    m->wrong.items = NEW_ARRAY(a, LIMIT_ANSWER_ROWS, struct import_row);
    while (m->wrong.count < LIMIT_ANSWER_ROWS && (b < bad.count || f < failed.count)) {
        bool takes_bad =
            f == failed.count || (b < bad.count && bad.items[b].number < failed.items[f].number);
        m->wrong.items[m->wrong.count++] = takes_bad ? bad.items[b++] : failed.items[f++];
    }
    return NULL;
}

#define TO_MEND "고칠 것"

// What is wrong stands behind the sheet's own columns, which keep the letters that it names; what a
// mended file said before goes.
static err begin_sheet(struct mending *m)
{
    struct arena *a = m->unit->arena;
    struct sheet_column *columns = NEW_ARRAY(a, LIMIT_SHEET_COLUMNS, struct sheet_column);
    size_t count = 0;
    str names = m->import->header;
    for (bool more = true; more && count < LIMIT_SHEET_COLUMNS - 1;) {
        more = str_contains(names, S("\x1F"));
        str name = str_cut(&names, IMPORT_PARTED);
        if (more || !str_equals(name, S(TO_MEND))) {
            columns[count++] = (struct sheet_column){.name = name, .width = 18};
        }
    }
    m->column_count = count;
    columns[count++] =
        (struct sheet_column){.name = S(TO_MEND), .width = 60, .accent = SHEET_TROUBLE};
    return sheet_write_begin(m->writer, S("상품"), columns, count);
}

static void write_row(struct mending *m, const struct import_row *wrong,
                      const struct sheet_row *row)
{
    for (size_t i = 0; i < m->column_count; i++) {
        if (i < row->count) {
            sheet_write_text(m->writer, row->cells[i].text);
        } else {
            sheet_write_blank(m->writer);
        }
    }
    sheet_write_text(m->writer, wrong->words);
    sheet_write_end_row(m->writer);
}

// The wrong rows of the chunk in which the next one lies.
static err write_chunk(struct mending *m)
{
    int64_t position = m->wrong.items[m->next].position;
    str rows = S("");
    struct sheet_row row;
    db_set_arena(m->unit->db, m->chunk);
    err e = import_store_chunk(m->unit->db, m->import->id, position, &rows);
    db_set_arena(m->unit->db, m->unit->arena);
    TRY(e);
    while (m->next < m->wrong.count && import_unpack(m->chunk, &rows, &row)) {
        if (m->wrong.items[m->next].number == row.number) {
            write_row(m, &m->wrong.items[m->next++], &row);
        }
    }
    // a row that is not in its chunk cannot be; it is passed over rather than waited for
    while (m->next < m->wrong.count && m->wrong.items[m->next].position == position) {
        m->next++;
    }
    return NULL;
}

err import_mend_write(struct unit *u, const struct import *i, struct out *o)
{
    struct mending m = {.unit = u, .import = i};
    TRY(list_wrong(&m));
    TRY(sheet_write_open(u->arena, SHEET_XLSX, NULL, &m.writer));
    TRY(begin_sheet(&m));
    while (m.next < m.wrong.count) {
        m.chunk = arena_open_below(u->arena, LIMIT_ARENA_UNIT);
        err e = write_chunk(&m);
        arena_close(m.chunk);
        TRY(e);
    }
    return sheet_write_close(m.writer, o);
}
