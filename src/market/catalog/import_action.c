#include "market/catalog/import_action.h"

#include <assert.h>

#include "base/limits.h"
#include "market/catalog/import_step_action.h"
#include "market/catalog/listing_store.h"
#include "platform/job/job.h"
#include "platform/secret/secret.h"
#include "platform/sheet/sheet.h"

const struct fault IMPORT_NOTHING = {
    .kind = FAULT_REFUSED,
    .code = "import.nothing",
    .text = "등록할 수 있는 줄이 없습니다. 고칠 것이 적힌 파일을 받아 고친 뒤 다시 올려 주세요.",
    .source = FAULT_OWN_RULE,
};

const struct fault IMPORT_DAY_FULL = {
    .kind = FAULT_REFUSED,
    .code = "import.day_full",
    .text =
        "오늘 올릴 수 있는 파일을 모두 올렸습니다. 여러 파일을 하나로 모으거나 내일 올려 주세요.",
    .source = FAULT_OWN_RULE,
};

#define STILL_US INT64_C(900000000) // no step takes a minute; a job is given up after eight tries
#define CHUNK_SIZE (1 * MIB)        // bytes at which a chunk ends before it has all its rows
#define CHUNKS_MOST (LIMIT_SHEET_ROWS / IMPORT_CHUNK_ROWS + LIMIT_IMPORT_TEXT / CHUNK_SIZE + 2)

// --- Reading -------------------------------------------------------------------------------------

// A file being read: rows are packed into `room`, emptied chunk by chunk.
struct reading {
    struct arena *arena; // of the chunks
    struct import_sheet *sheet;
    struct sheet *file;
    struct out room;
    size_t column_count;
    size_t rows_in_chunk;
    int64_t size; // bytes of all chunks
};

static bool is_title(const struct sheet_cell *cell)
{
    return cell->kind == CELL_TEXT && str_trim(cell->text).n > 0;
}

// The first row names the columns: at least two, and none of them is a number or a formula.
static err read_header(struct reading *r, const struct sheet_row *row)
{
    struct out o;
    size_t titles = 0;
    out_init(&o, r->arena, LIMIT_SHEET_ROW);
    for (size_t i = 0; i < row->count; i++) {
        if (!is_title(&row->cells[i]) && row->cells[i].text.n > 0) {
            return &IMPORT_NO_TITLES;
        }
        titles += is_title(&row->cells[i]);
        out_str(&o, i > 0 ? S("\x1F") : S(""));
        out_str(&o, str_trim(row->cells[i].text));
    }
    if (titles < 2) {
        return &IMPORT_NO_TITLES;
    }
    r->column_count = row->count;
    r->sheet->header = out_view(&o);
    return NULL;
}

static err end_chunk(struct reading *r)
{
    struct import_sheet *s = r->sheet;
    if (r->rows_in_chunk == 0) {
        return NULL;
    }
    r->size += (int64_t)r->room.n;
    if (r->room.overflowed || r->size > LIMIT_IMPORT_TEXT) {
        return &SHEET_TOO_LARGE;
    }
    assert(s->chunks.count < CHUNKS_MOST);
    s->chunks.items[s->chunks.count++] = str_copy(r->arena, out_view(&r->room));
    r->room.n = 0;
    r->rows_in_chunk = 0;
    return NULL;
}

static err add_row(struct reading *r, const struct sheet_row *row)
{
    struct sheet_row named = *row;
    named.count = row->count < r->column_count ? row->count : r->column_count;
    import_pack(&r->room, &named);
    r->sheet->row_count++;
    bool is_full = ++r->rows_in_chunk == IMPORT_CHUNK_ROWS || r->room.n >= CHUNK_SIZE;
    return is_full ? end_chunk(r) : NULL;
}

static err read_rows(struct reading *r, str *out_sentence)
{
    const struct sheet_row *row = NULL;
    TRY(sheet_next(r->file, &row, out_sentence));
    TRY(read_header(r, row)); // an empty sheet was refused
    for (;;) {
        TRY(sheet_next(r->file, &row, out_sentence));
        if (row == NULL) {
            break;
        }
        TRY(add_row(r, row));
    }
    TRY(end_chunk(r));
    return r->sheet->row_count == 0 ? &IMPORT_NO_ROWS : NULL;
}

static str short_name(str name)
{
    size_t at = 0;
    for (size_t count = 0; at < name.n && count < LIMIT_LINE; count++) {
        (void)str_next(name, &at);
    }
    return at == 0 ? S("파일") : str_slice(name, 0, at);
}

err import_read_sheet(struct arena *a, str name, str bytes, struct import_sheet *out,
                      str *out_sentence)
{
    struct arena *below = arena_open_below(a, LIMIT_ARENA_IMPORT);
    struct import_sheet sheet = {.name = short_name(name)};
    struct reading r = {.arena = below, .sheet = &sheet};
    sheet.chunks.items = NEW_ARRAY(below, CHUNKS_MOST, str);
    out_init(&r.room, below, LIMIT_IMPORT_CHUNK);
    *out_sentence = S("");
    err e = sheet_open(a, name, bytes, S("상품"), &r.file, out_sentence);
    if (e == NULL) {
        e = read_rows(&r, out_sentence);
        sheet_close(r.file);
    }
    if (e != NULL) {
        *out_sentence = out_sentence->n > 0 ? *out_sentence : str_view(e->text);
        arena_close(below);
        return e;
    }
    *out = sheet;
    return NULL;
}

// --- Steps of a person ---------------------------------------------------------------------------

err import_action_add(struct unit *u, const struct import_sheet *sheet, struct import *out)
{
    struct import i = {
        .no = secret_public_no(),
        .supplier = u->actor->supplier,
        .account = u->actor->account,
        .account_name = u->actor->name,
        .name = sheet->name,
        .header = sheet->header,
        .state = IMPORT_WAITING,
        .chunk_count = (int64_t)sheet->chunks.count,
        .row_count = sheet->row_count,
        .is_demo = u->actor->demo,
        .version = 1,
    };
    int64_t today = 0;
    instant morning = instant_at(u->today, 0, 0);
    TRY(import_store_count_since(u->db, i.supplier, morning, &today));
    if (today >= LIMIT_IMPORTS_DAY) {
        return &IMPORT_DAY_FULL;
    }
    TRY(import_store_add(u->db, &i, u->now));
    for (size_t k = 0; k < sheet->chunks.count; k++) {
        TRY(import_store_add_chunk(u->db, i.id, (int64_t)k, sheet->chunks.items[k]));
    }
    audit_write(u, S("import.add"), S("import"), i.id.value, S(""));
    *out = i;
    return NULL;
}

err import_action_plan(struct unit *u, const struct import *i, struct import_plan *out)
{
    struct import_plan plan = {.category = i->category, .today = u->today};
    str names = i->header;
    str targets = i->targets;
    plan.columns.items = NEW_ARRAY(u->arena, LIMIT_SHEET_COLUMNS, struct import_column);
    for (bool more = true; more && plan.columns.count < LIMIT_SHEET_COLUMNS;) {
        more = str_contains(names, S("\x1F"));
        struct import_column *c = &plan.columns.items[plan.columns.count++];
        c->name = str_cut(&names, IMPORT_PARTED);
        c->target = i->targets.n > 0 ? str_cut(&targets, IMPORT_PARTED)
                                     : import_guess(u->arena, c->name, NULL);
    }
    if (i->targets.n == 0) {
        TRY(import_store_recall(u->db, u->arena, i->supplier, &plan));
    }
    TRY(import_store_districts(u->db, u->arena, &plan));
    *out = plan;
    return NULL;
}

static str join_targets(struct arena *a, const struct import_plan *plan)
{
    struct out o;
    out_init(&o, a, LIMIT_SHEET_ROW);
    for (size_t i = 0; i < plan->columns.count; i++) {
        out_str(&o, i > 0 ? S("\x1F") : S(""));
        out_str(&o, plan->columns.items[i].target);
    }
    return out_view(&o);
}

static err go(struct unit *u, const struct import *i, enum import_state to, const char *act)
{
    TRY(import_store_move(u->db, i, to, u->now));
    audit_write(u, str_view(act), S("import"), i->id.value, S(""));
    return job_add(u, "import.step", i->id.value, S(""), (instant){0});
}

bool import_stands_still(const struct import *i, instant now)
{
    return import_state_is_at_work(i->state) && now.us - i->moved_at.us > STILL_US;
}

err import_action_resume(struct unit *u, const struct import *i)
{
    if (!import_stands_still(i, u->now)) {
        return &IMPORT_MOVED;
    }
    audit_write(u, S("import.resume"), S("import"), i->id.value, S(""));
    return job_add(u, "import.step", i->id.value, S(""), (instant){0});
}

err import_action_check(struct unit *u, const struct import *i, const struct import_plan *plan)
{
    struct listing_template t;
    struct import is = *i;
    if (i->state != IMPORT_WAITING && i->state != IMPORT_CHECKED) {
        return &IMPORT_MOVED;
    }
    TRY(import_plan_check(plan));
    if (plan->category.n > 0) {
        TRY(listing_store_template(u->db, u->arena, plan->category, &t));
    }
    is.targets = join_targets(u->arena, plan);
    is.category = plan->category;
    TRY(import_store_set_plan(u->db, &is));
    TRY(import_store_remember(u->db, u->arena, i->supplier, plan));
    TRY(import_store_clear_rows(u->db, i->id));
    return go(u, i, IMPORT_CHECKING, "import.check");
}

err import_action_commit(struct unit *u, const struct import *i)
{
    int64_t counts[IMPORT_ROW_STATE_COUNT];
    if (i->state != IMPORT_CHECKED) {
        return &IMPORT_MOVED;
    }
    TRY(import_store_counts(u->db, i->id, counts));
    bool has_all = counts[IMPORT_ROW_BAD] == 0 && counts[IMPORT_ROW_SAME] > 0; // there already
    if (counts[IMPORT_ROW_NEW] + counts[IMPORT_ROW_CHANGE] == 0 && !has_all) {
        return &IMPORT_NOTHING;
    }
    return go(u, i, IMPORT_RUNNING, "import.commit");
}

err import_action_undo(struct unit *u, const struct import *i)
{
    if (i->state != IMPORT_DONE) {
        return &IMPORT_MOVED;
    }
    return go(u, i, IMPORT_UNDOING, "import.undo");
}
