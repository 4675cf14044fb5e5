#include "market/catalog/import_store.h"

#include <assert.h>

#include "base/limits.h"
#include "market/catalog/company_store.h"
#include "market/catalog/import_store.sql.h"

const struct fault IMPORT_UNKNOWN = {
    .kind = FAULT_MISSING,
    .code = "import.unknown",
    .text = "찾는 일괄 등록이 없습니다. 일괄 등록 목록에서 다시 골라 주세요.",
};
const struct fault IMPORT_MOVED = {
    .kind = FAULT_CONFLICT,
    .code = "import.moved",
    .text = "그 사이 상태가 바뀌었습니다. 새로 고쳐 지금 상태를 확인해 주세요.",
};

#define IMPORTS_SHOWN 20   // of a firm's list
#define COLUMNS_KNOWN 1000 // the statement's LIMIT

static const struct {
    const char *word;
    const char *label;
    bool is_at_work;
} STATES[] = {
    [IMPORT_WAITING] = {"waiting",  "열 맞추기 전", false},
    [IMPORT_CHECKING] = {"checking", "살펴보는 중",  true },
    [IMPORT_CHECKED] = {"checked",  "등록하기 전",  false},
    [IMPORT_RUNNING] = {"running",  "등록하는 중",  true },
    [IMPORT_DONE] = {"done",     "등록함",         false},
    [IMPORT_UNDOING] = {"undoing",  "되돌리는 중",  true },
    [IMPORT_UNDONE] = {"undone",   "되돌림",         false},
};
static_assert(COUNT(STATES) == IMPORT_STATE_COUNT, "a state came or went: give it its row");

static const struct {
    const char *word;
    const char *label;
    const char *tone;
} ROWS[] = {
    [IMPORT_ROW_NEW] = {"new",     "새 상품",          "now" },
    [IMPORT_ROW_CHANGE] = {"change",  "바뀜",              "soon"},
    [IMPORT_ROW_SAME] = {"same",    "그대로",           "off" },
    [IMPORT_ROW_BAD] = {"bad",     "고칠 것 있음",   "bad" },
    [IMPORT_ROW_MADE] = {"made",    "등록함",           "ok"  },
    [IMPORT_ROW_CHANGED] = {"changed", "고침",              "ok"  },
    [IMPORT_ROW_KEPT] = {"kept",    "그대로",           "off" },
    [IMPORT_ROW_FAILED] = {"failed",  "등록하지 못함", "bad" },
    [IMPORT_ROW_UNDONE] = {"undone",  "되돌림",           "off" },
    [IMPORT_ROW_STAYS] = {"stays",   "되돌리지 않음", "soon"},
};
static_assert(COUNT(ROWS) == IMPORT_ROW_STATE_COUNT, "a state came or went: give it its row");

const char *import_state_word(enum import_state state)
{
    assert(state < IMPORT_STATE_COUNT);
    return STATES[state].word;
}

str import_state_label(enum import_state state)
{
    assert(state < IMPORT_STATE_COUNT);
    return str_view(STATES[state].label);
}

bool import_state_is_at_work(enum import_state state)
{
    assert(state < IMPORT_STATE_COUNT);
    return STATES[state].is_at_work;
}

const char *import_row_word(enum import_row_state state)
{
    assert(state < IMPORT_ROW_STATE_COUNT);
    return ROWS[state].word;
}

int import_row_state_from(str word)
{
    for (int i = 0; i < IMPORT_ROW_STATE_COUNT; i++) {
        if (str_equals(word, str_view(ROWS[i].word))) {
            return i;
        }
    }
    return -1;
}

str import_row_label(enum import_row_state state)
{
    assert(state < IMPORT_ROW_STATE_COUNT);
    return str_view(ROWS[state].label);
}

str import_row_tone(enum import_row_state state)
{
    assert(state < IMPORT_ROW_STATE_COUNT);
    return str_view(ROWS[state].tone);
}

// --- An import -----------------------------------------------------------------------------------

err import_store_add(struct db *db, struct import *i, instant now)
{
    struct query *q = db_query(db, &SQL_IMPORT_ADD);
    bind_i64(q, "no", i->no.value);
    bind_i64(q, "supplier", i->supplier.value);
    bind_id(q, "account", i->account.value);
    bind_str(q, "name", i->name);
    bind_str(q, "header", i->header);
    bind_i64(q, "chunks", i->chunk_count);
    bind_i64(q, "rows", i->row_count);
    bind_bool(q, "is_demo", i->is_demo);
    bind_instant(q, "now", now);
    return query_run_id(q, &i->id.value);
}

err import_store_count_since(struct db *db, supplier_id supplier, instant since, int64_t *out)
{
    struct query *q = db_query(db, &SQL_IMPORT_COUNT_SINCE);
    bind_i64(q, "supplier", supplier.value);
    bind_instant(q, "since", since);
    *out = query_next(q) ? read_i64(q, "count") : 0;
    return query_end(q);
}

err import_store_add_chunk(struct db *db, import_id import, int64_t position, str content)
{
    struct query *q = db_query(db, &SQL_IMPORT_CHUNK_ADD);
    bind_i64(q, "import", import.value);
    bind_i64(q, "position", position);
    bind_str(q, "content", content);
    return query_run(q, NULL);
}

err import_store_set_chunk(struct db *db, import_id import, int64_t position, str content)
{
    struct query *q = db_query(db, &SQL_IMPORT_CHUNK_SET);
    bind_i64(q, "import", import.value);
    bind_i64(q, "position", position);
    bind_str(q, "content", content);
    return query_run_one(q, &IMPORT_MOVED);
}

err import_store_chunk(struct db *db, import_id import, int64_t position, str *out)
{
    struct query *q = db_query(db, &SQL_IMPORT_CHUNK);
    bind_i64(q, "import", import.value);
    bind_i64(q, "position", position);
    *out = query_next(q) ? read_str(q, "content") : S("");
    return query_end(q);
}

static struct import read_import(struct query *q)
{
    str word = read_str(q, "state");
    int state = 0;
    while (state < IMPORT_STATE_COUNT && !str_equals(word, str_view(STATES[state].word))) {
        state++;
    }
    assert(state < IMPORT_STATE_COUNT); // the schema's CHECK
    return (struct import){
        .id = {read_i64(q, "id")},
        .no = {read_i64(q, "no")},
        .supplier = {read_i64(q, "supplier_id")},
        .account = {read_i64(q, "account_id")},
        .account_name = read_str(q, "account_name"),
        .name = read_str(q, "name"),
        .header = read_str(q, "header"),
        .targets = read_str(q, "targets"),
        .category = read_str(q, "category_code"),
        .state = (enum import_state)state,
        .position = read_i64(q, "position"),
        .chunk_count = read_i64(q, "chunk_count"),
        .row_count = read_i64(q, "row_count"),
        .is_demo = read_bool(q, "is_demo"),
        .created_at = read_instant(q, "created_at"),
        .moved_at = read_instant(q, "moved_at"),
        .version = read_i64(q, "version"),
    };
}

static err find(struct db *db, supplier_id supplier, public_no no, import_id id, struct import *out)
{
    struct query *q = db_query(db, &SQL_IMPORT_FIND);
    bind_i64(q, "no", no.value);
    bind_i64(q, "id", id.value);
    bind_id(q, "supplier", supplier.value);
    bool is_there = query_next(q);
    if (is_there) {
        *out = read_import(q);
    }
    TRY(query_end(q));
    return is_there ? NULL : &IMPORT_UNKNOWN;
}

err import_store_find(struct db *db, supplier_id supplier, public_no no, struct import *out)
{
    return supplier.value == 0 ? &IMPORT_UNKNOWN : find(db, supplier, no, NO_ID(import_id), out);
}

err import_store_load(struct db *db, import_id id, struct import *out)
{
    return find(db, NO_ID(supplier_id), NO_ID(public_no), id, out);
}

err import_store_list(struct db *db, struct arena *a, supplier_id supplier, import_list *out)
{
    import_list list = {.items = NEW_ARRAY(a, IMPORTS_SHOWN, struct import)};
    struct query *q = db_query(db, &SQL_IMPORT_LIST);
    bind_i64(q, "supplier", supplier.value);
    bind_i64(q, "count", IMPORTS_SHOWN);
    while (query_next(q)) {
        list.items[list.count++] = read_import(q);
    }
    TRY(query_end(q));
    *out = list;
    return NULL;
}

static enum import_row_state read_row_state(struct query *q)
{
    int state = import_row_state_from(read_str(q, "state"));
    assert(state >= 0); // the schema's CHECK
    return (enum import_row_state)state;
}

err import_store_counts(struct db *db, import_id import, int64_t out[IMPORT_ROW_STATE_COUNT])
{
    for (int i = 0; i < IMPORT_ROW_STATE_COUNT; i++) {
        out[i] = 0;
    }
    struct query *q = db_query(db, &SQL_IMPORT_COUNTS);
    bind_i64(q, "import", import.value);
    while (query_next(q)) {
        out[read_row_state(q)] = read_i64(q, "count");
    }
    return query_end(q);
}

static err read_count(struct query *q, int64_t *out)
{
    *out = query_next(q) ? read_i64(q, "count") : 0;
    return query_end(q);
}

err import_store_count_otherwise(struct db *db, import_id import, int64_t *out)
{
    struct query *q = db_query(db, &SQL_IMPORT_COUNT_OTHERWISE);
    bind_i64(q, "import", import.value);
    return read_count(q, out);
}

err import_store_bought(struct db *db, import_id import, int64_t *out)
{
    struct query *q = db_query(db, &SQL_IMPORT_BOUGHT);
    bind_i64(q, "import", import.value);
    return read_count(q, out);
}

err import_store_move(struct db *db, const struct import *i, enum import_state to, instant now)
{
    struct query *q = db_query(db, &SQL_IMPORT_MOVE);
    bind_i64(q, "import", i->id.value);
    bind_str(q, "was", str_view(import_state_word(i->state)));
    bind_str(q, "state", str_view(import_state_word(to)));
    bind_i64(q, "version", i->version);
    bind_instant(q, "now", now);
    return query_run_one(q, &IMPORT_MOVED);
}

err import_store_set_plan(struct db *db, const struct import *i)
{
    struct query *q = db_query(db, &SQL_IMPORT_PLAN_SET);
    bind_i64(q, "import", i->id.value);
    bind_str(q, "targets", i->targets);
    bind_str(q, "category", i->category);
    return query_run_one(q, &IMPORT_UNKNOWN);
}

err import_store_step(struct db *db, const struct import *i, instant now)
{
    struct query *q = db_query(db, &SQL_IMPORT_STEP);
    bind_i64(q, "import", i->id.value);
    bind_str(q, "state", str_view(import_state_word(i->state)));
    bind_i64(q, "position", i->position);
    bind_instant(q, "now", now);
    return query_run_one(q, &IMPORT_MOVED);
}

// --- Its rows ------------------------------------------------------------------------------------

err import_store_clear_rows(struct db *db, import_id import)
{
    struct query *q = db_query(db, &SQL_IMPORT_ROWS_CLEAR);
    bind_i64(q, "import", import.value);
    return query_run(q, NULL);
}

// Both as one text.
static str pack_words(struct arena *a, const struct import_row *row)
{
    return row->notes.n == 0 ? row->words
                             : str_format(a, "%.*s%c%.*s", STR_ARG(row->words), IMPORT_PARTED,
                                          STR_ARG(row->notes));
}

err import_store_add_row(struct db *db, struct arena *a, import_id import,
                         const struct import_row *row)
{
    struct query *q = db_query(db, &SQL_IMPORT_ROW_ADD);
    bind_i64(q, "import", import.value);
    bind_i64(q, "number", row->number);
    bind_i64(q, "position", row->position);
    bind_str(q, "same_key", row->same_key);
    bind_str(q, "title", row->title);
    bind_str(q, "state", str_view(import_row_word(row->state)));
    bind_str(q, "words", pack_words(a, row));
    return query_run_soon(q, &DB_DUPLICATE);
}

err import_store_set_row(struct db *db, struct arena *a, import_id import,
                         const struct import_row *row)
{
    struct query *q = db_query(db, &SQL_IMPORT_ROW_SET);
    bind_i64(q, "import", import.value);
    bind_i64(q, "number", row->number);
    bind_str(q, "state", str_view(import_row_word(row->state)));
    bind_str(q, "words", pack_words(a, row));
    bind_id(q, "offer", row->offer.value);
    bind_id(q, "was", row->was_revision);
    bind_id(q, "is", row->is_revision);
    return query_run_one_soon(q, &IMPORT_MOVED);
}

static err find_twin(struct db *db, import_id import, str same_key, int64_t *out)
{
    struct query *q = db_query(db, &SQL_IMPORT_ROW_BY_KEY);
    bind_i64(q, "import", import.value);
    bind_str(q, "same_key", same_key);
    *out = query_next(q) ? read_i64(q, "number") : 0;
    return query_end(q);
}

// Texts of a chunk as one, each in its place.
static void bind_texts(struct query *q, const char *name, struct arena *a, const str *texts,
                       size_t count)
{
    struct out o;
    size_t size = 1;
    for (size_t i = 0; i < count; i++) {
        size += texts[i].n + 1;
    }
    out_init(&o, a, size);
    for (size_t i = 0; i < count; i++) {
        out_str(&o, i > 0 ? S("\x1F") : S(""));
        out_str(&o, texts[i]);
    }
    bind_str(q, name, out_view(&o));
}

err import_store_twins(struct db *db, struct arena *a, import_id import,
                       const struct import_row *rows, size_t count, int64_t *out)
{
    str *keys = NEW_ARRAY(a, count, str);
    for (size_t i = 0; i < count; i++) {
        keys[i] = rows[i].same_key;
        out[i] = 0;
        if (db_engine(db) == DB_SQLITE && keys[i].n > 0) {
            TRY(find_twin(db, import, keys[i], &out[i]));
        }
    }
    if (db_engine(db) == DB_SQLITE) {
        return NULL;
    }
    struct query *q = db_query(db, &SQL_IMPORT_ROWS_BY_KEY);
    bind_i64(q, "import", import.value);
    bind_texts(q, "keys", a, keys, count);
    while (query_next(q)) {
        int64_t place = read_i64(q, "place");
        assert(place >= 1 && place <= (int64_t)count); // no key holds what parts them
        out[place - 1] = read_i64(q, "number");
    }
    return query_end(q);
}

static err read_rows(struct query *q, struct arena *a, size_t most, import_row_list *out)
{
    import_row_list list = {.items = NEW_ARRAY(a, most, struct import_row)};
    while (list.count < most && query_next(q)) {
        str notes = read_str(q, "words");
        str words = str_cut(&notes, IMPORT_PARTED);
        list.items[list.count++] = (struct import_row){
            .number = read_i64(q, "number"),
            .position = read_i64(q, "position"),
            .title = read_str(q, "title"),
            .state = read_row_state(q),
            .words = words,
            .notes = notes,
            .offer = {read_i64(q, "offer_id")},
            .offer_no = {read_i64(q, "offer_no")},
            .was_revision = read_i64(q, "was_revision"),
            .is_revision = read_i64(q, "is_revision"),
        };
    }
    TRY(query_end(q));
    *out = list;
    return NULL;
}

err import_store_rows_of_chunk(struct db *db, struct arena *a, import_id import, int64_t position,
                               import_row_list *out)
{
    struct query *q = db_query(db, &SQL_IMPORT_ROWS_OF_CHUNK);
    bind_i64(q, "import", import.value);
    bind_i64(q, "position", position);
    bind_i64(q, "count", IMPORT_CHUNK_ROWS_MOST);
    return read_rows(q, a, IMPORT_CHUNK_ROWS_MOST, out);
}

err import_store_rows(struct db *db, struct arena *a, import_id import, int state, int64_t after,
                      size_t count, import_row_list *out)
{
    struct query *q = db_query(db, &SQL_IMPORT_ROWS);
    bind_i64(q, "import", import.value);
    bind_text(q, "state",
              state < 0 ? S("") : str_view(import_row_word((enum import_row_state)state)));
    bind_i64(q, "after", after);
    bind_i64(q, "count", (int64_t)count);
    return read_rows(q, a, count, out);
}

err import_store_rows_otherwise(struct db *db, struct arena *a, import_id import, int64_t after,
                                size_t count, import_row_list *out)
{
    struct query *q = db_query(db, &SQL_IMPORT_ROWS_OTHERWISE);
    bind_i64(q, "import", import.value);
    bind_i64(q, "after", after);
    bind_i64(q, "count", (int64_t)count);
    return read_rows(q, a, count, out);
}

// --- What a firm said before ---------------------------------------------------------------------

err import_store_recall(struct db *db, struct arena *a, supplier_id supplier,
                        struct import_plan *plan)
{
    struct query *q = db_query(db, &SQL_IMPORT_COLUMNS);
    bind_i64(q, "supplier", supplier.value);
    while (query_next(q)) {
        str name = read_str(q, "name");
        for (size_t i = 0; i < plan->columns.count; i++) {
            struct import_column *c = &plan->columns.items[i];
            if (str_equals(name, import_plain_name(a, c->name))) {
                c->target = read_str(q, "target");
            }
        }
    }
    return query_end(q);
}

err import_store_remember(struct db *db, struct arena *a, supplier_id supplier,
                          const struct import_plan *plan)
{
    for (size_t i = 0; i < plan->columns.count; i++) {
        const struct import_column *c = &plan->columns.items[i];
        str name = import_plain_name(a, c->name);
        // an attribute's key is of one category, so it is not carried to the next file
        if (name.n > 0 && !str_starts(c->target, S("a."))) {
            struct query *q = db_query(db, &SQL_IMPORT_COLUMN_SET);
            bind_i64(q, "supplier", supplier.value);
            bind_str(q, "name", name);
            bind_str(q, "target", c->target);
            TRY(query_run(q, NULL));
        }
    }
    return NULL;
}

static err read_no(struct query *q, public_no *out)
{
    out->value = query_next(q) ? read_i64(q, "no") : 0;
    return query_end(q);
}

err import_store_listing(struct db *db, supplier_id supplier, const struct listing *l,
                         public_no *out)
{
    struct query *q;
    *out = NO_ID(public_no);
    if (l->terms.own_code.n > 0) {
        q = db_query(db, &SQL_IMPORT_BY_CODE);
        bind_i64(q, "supplier", supplier.value);
        bind_str(q, "code", l->terms.own_code);
        TRY(read_no(q, out));
    }
    if (out->value != 0) {
        return NULL;
    }
    q = db_query(db, &SQL_IMPORT_BY_TEXT);
    bind_i64(q, "supplier", supplier.value);
    bind_str(q, "title", l->text.title);
    bind_str(q, "category", l->text.category);
    bind_str(q, "maker", l->text.maker);
    bind_str(q, "model", l->text.model);
    return read_no(q, out);
}

err import_store_names(struct db *db, struct arena *a, supplier_id supplier,
                       struct import_name *const *names, size_t count)
{
    if (db_engine(db) == DB_SQLITE || count == 0) {
        return NULL;
    }
    str *codes = NEW_ARRAY(a, count, str);
    str *titles = NEW_ARRAY(a, count, str);
    bool *listed = NEW_ARRAY(a, count, bool);
    for (size_t i = 0; i < count; i++) {
        codes[i] = names[i]->code;
        titles[i] = names[i]->title;
        listed[i] = false;
    }
    struct query *q = db_query(db, &SQL_IMPORT_NAMES_LISTED);
    bind_i64(q, "supplier", supplier.value);
    bind_texts(q, "codes", a, codes, count);
    bind_texts(q, "titles", a, titles, count);
    while (query_next(q)) {
        int64_t place = read_i64(q, "place");
        assert(place >= 1 && place <= (int64_t)count); // no name holds what parts them
        listed[place - 1] = true;
    }
    TRY(query_end(q));
    for (size_t i = 0; i < count; i++) {
        names[i]->may_be_listed = names[i]->may_be_listed && listed[i];
    }
    return NULL;
}

// --- The catalogue -------------------------------------------------------------------------------

err import_store_category(struct db *db, str text, str *out)
{
    struct query *q = db_query(db, &SQL_IMPORT_CATEGORY);
    bind_str(q, "text", text);
    str code = query_next(q) ? read_str(q, "code") : S("");
    bool is_one = !query_next(q) || str_equals(code, text);
    TRY(query_end(q));
    *out = is_one ? code : S("");
    return NULL;
}

err import_store_districts(struct db *db, struct arena *a, struct import_plan *plan)
{
    district_list list;
    TRY(company_list_districts(db, a, &list));
    plan->districts.items = NEW_ARRAY(a, list.count, struct import_district);
    plan->districts.count = list.count;
    for (size_t i = 0; i < list.count; i++) {
        plan->districts.items[i] =
            (struct import_district){.code = list.items[i].code, .name = list.items[i].name};
    }
    return NULL;
}

err import_store_was_bought(struct db *db, offer_id offer, bool *out)
{
    int64_t count = 0;
    struct query *q = db_query(db, &SQL_IMPORT_WAS_BOUGHT);
    bind_i64(q, "offer", offer.value);
    TRY(read_count(q, &count));
    *out = count > 0;
    return NULL;
}

err import_store_offer_no(struct db *db, offer_id offer, public_no *out)
{
    struct query *q = db_query(db, &SQL_IMPORT_OFFER_NO);
    bind_i64(q, "offer", offer.value);
    return read_no(q, out);
}
