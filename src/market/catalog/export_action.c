#include "market/catalog/export_action.h"

#include "base/limits.h"
#include "market/catalog/import_store.h"

const struct fault EXPORT_TOO_MANY = {
    .kind = FAULT_REFUSED,
    .code = "export.too_many",
    .text = "한 번에 받을 수 있는 상품은 " TEXT_OF(LIMIT_ANSWER_ROWS) "개까지입니다. 분류를 골라 "
                                                                      "나누어 받아 주세요.",
    .source = FAULT_OWN_RULE,
};

#define OWN_COLUMNS 3 // before the template's: the firm's two, the state
#define ATTRIBUTE_WIDTH 14

// A sheet that is being written.
struct writing {
    struct sheet_writer *writer;
    const struct export_filter *filter;
    int64_t most;            // rows; 0: as many as there are
    int64_t count;           // of those written
    struct import_plan plan; // the districts
    str *attributes;         // names of their columns
    size_t attribute_count;
};

static void add_column(struct sheet_column *columns, size_t *n, str name, int width)
{
    columns[(*n)++] = (struct sheet_column){.name = name, .width = width};
}

static err begin(struct writing *w, struct arena *a)
{
    struct sheet_column *columns = NEW_ARRAY(a, LIMIT_SHEET_COLUMNS, struct sheet_column);
    size_t n = 0;
    if (w->filter->supplier.value == 0) {
        add_column(columns, &n, S("공급기업"), 20);
        add_column(columns, &n, S("사업자등록번호"), 14);
    }
    add_column(columns, &n, S("상태"), 10);
    for (int i = 0; i < IMPORT_FIELD_COUNT; i++) {
        const struct import_field_facts *f = import_field_of((enum import_field)i);
        add_column(columns, &n, str_view(f->name), f->width);
    }
    for (size_t i = 0; i < w->attribute_count; i++) {
        add_column(columns, &n, w->attributes[i], ATTRIBUTE_WIDTH);
    }
    return sheet_write_begin(w->writer, S("상품"), columns, n);
}

static str value_of(const struct export_row *row, str name)
{
    for (size_t i = 0; i < row->values.count; i++) {
        if (str_equals(row->values.items[i].name, name)) {
            return row->values.items[i].value;
        }
    }
    return S("");
}

static void write_row(struct writing *w, struct arena *a, const struct export_row *row)
{
    if (w->filter->supplier.value == 0) {
        sheet_write_text(w->writer, row->l.supplier_name);
        sheet_write_text(w->writer, row->business_no);
    }
    sheet_write_text(w->writer, listing_state_label(row->l.state));
    for (int i = 0; i < IMPORT_FIELD_COUNT; i++) {
        if (i == IMPORT_PRICE) {
            sheet_write_amount(w->writer, row->l.terms.price.won);
        } else {
            sheet_write_text(w->writer, import_show(a, &row->l, (enum import_field)i, &w->plan));
        }
    }
    for (size_t i = 0; i < w->attribute_count; i++) {
        sheet_write_text(w->writer, value_of(row, w->attributes[i]));
    }
    sheet_write_end_row(w->writer);
}

// One reading of a firm's; *after moves on.
static err write_some(struct writing *w, struct unit *u, struct arena *a,
                      const struct export_filter *firm, int64_t *after, bool *out_is_end)
{
    export_rows rows;
    db_set_arena(u->db, a);
    err e = export_store_rows(u->db, a, firm, *after, &rows);
    db_set_arena(u->db, u->arena);
    TRY(e);
    w->count += (int64_t)rows.count;
    if (w->most > 0 && w->count > w->most) {
        return &EXPORT_TOO_MANY;
    }
    for (size_t i = 0; i < rows.count; i++) {
        write_row(w, a, &rows.items[i]);
        *after = rows.items[i].l.id.value;
    }
    *out_is_end = rows.count < EXPORT_ROWS;
    return NULL;
}

static err write_firm(struct writing *w, struct unit *u, supplier_id id)
{
    struct export_filter firm = {.supplier = id, .list = w->filter->list};
    bool is_end = false;
    for (int64_t after = 0; !is_end;) {
        struct arena *some = arena_open_below(u->arena, LIMIT_ARENA_UNIT);
        err e = write_some(w, u, some, &firm, &after, &is_end);
        arena_close(some);
        TRY(e);
    }
    return NULL;
}

static err write_every_firm(struct writing *w, struct unit *u)
{
    supplier_id id = NO_ID(supplier_id);
    TRY(export_store_next_firm(u->db, id, &id));
    while (id.value != 0) {
        TRY(write_firm(w, u, id));
        TRY(export_store_next_firm(u->db, id, &id));
    }
    return NULL;
}

err export_action_write(struct unit *u, struct sheet_writer *writer, const struct export_filter *f,
                        int64_t most, int64_t *out_count)
{
    struct writing w = {.writer = writer, .filter = f, .most = most};
    TRY(import_store_districts(u->db, u->arena, &w.plan));
    TRY(export_store_columns(u->db, u->arena, f,
                             LIMIT_SHEET_COLUMNS - OWN_COLUMNS - IMPORT_FIELD_COUNT, &w.attributes,
                             &w.attribute_count));
    TRY(begin(&w, u->arena));
    TRY(f->supplier.value != 0 ? write_firm(&w, u, f->supplier) : write_every_firm(&w, u));
    *out_count = w.count;
    return NULL;
}
