#include "market/search/search_image_store.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/limits.h"
#include "market/search/search_column_store.h"
#include "market/search/search_copy_store.sql.h"
#include "platform/db/sql.h"
#include "platform/secret/secret.h"

// Of this kind: with another layout, or other figures in the rows, the number is another one.
static const char MAGIC[16] = "dure columns 1\n";

#define SUM_PRIME UINT64_C(0x9E3779B185EBCA87)
#define PIECE ((size_t)65536) // bytes of a file that are read at once; a multiple of 32

#define SHARE_PATIENCE_MS 200 // for the lock of the index: who asks is waiting

// Then rows, ids, opened and the names of places, each of them its size and its bytes.
struct head {
    char magic[16];
    int64_t schema; // the newest migration
    int64_t change_id;
    int64_t generation;
    int64_t day;
    uint64_t facts_sum;
    uint64_t districts_sum;
    uint64_t rows;
    uint64_t codes;
    uint64_t districts;
    uint64_t units;
    uint64_t texts; // bytes
    int64_t firm_count;
    int64_t firm_counts[CERTIFICATE_KIND_COUNT];
    uint64_t body_sum;
    uint64_t head_sum; // of what stands before it
};

#define ROWS_AT ((sizeof(struct head) + 63) / 64 * 64) // each row is one line of memory
#define BYTES_A_ROW (sizeof(struct search_row) + sizeof(int64_t) + sizeof(uint32_t))

static size_t ids_at(size_t rows)
{
    return ROWS_AT + rows * sizeof(struct search_row);
}

static size_t opened_at(size_t rows)
{
    return ids_at(rows) + rows * sizeof(int64_t);
}

static size_t texts_at(size_t rows)
{
    return opened_at(rows) + rows * sizeof(uint32_t);
}

// --- Made ----------------------------------------------------------------------------------------

static size_t size_of(const str *names, size_t count)
{
    size_t size = 0;
    for (size_t i = 0; i < count; i++) {
        size += sizeof(uint32_t) + names[i].n;
    }
    return size;
}

static char *write_names(char *to, const str *names, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        uint32_t n = (uint32_t)names[i].n;
        memcpy(to, &n, sizeof(n));
        memcpy(to + sizeof(n), names[i].p, n);
        to += sizeof(n) + n;
    }
    return to;
}

static void point_at_image(struct search *s)
{
    const struct head *h = s->image.p;
    char *base = s->image.p;
    s->rows.items = (struct search_row *)(void *)(base + ROWS_AT);
    s->rows.count = h->rows;
    s->ids = (int64_t *)(void *)(base + ids_at(h->rows));
    s->opened = (uint32_t *)(void *)(base + opened_at(h->rows));
}

err search_image_make(struct search *s)
{
    struct search_gathered *g = &s->gathered;
    size_t texts = size_of(s->codes.items, s->codes.count) +
                   size_of(s->districts.items, s->districts.count) +
                   size_of(s->units.items, s->units.count);
    if (!mapping_new(texts_at(g->count) + texts, &s->image)) {
        return &DB_AWAY;
    }
    struct head *h = s->image.p;
    h->rows = g->count;
    h->codes = s->codes.count;
    h->districts = s->districts.count;
    h->units = s->units.count;
    h->texts = texts;
    point_at_image(s);
    if (g->count > 0) {
        memcpy(s->rows.items, g->rows.p, g->count * sizeof(struct search_row));
        memcpy(s->opened, g->opened.p, g->count * sizeof(uint32_t));
    }
    for (size_t i = 0; i < g->count; i++) {
        s->ids[i] = s->rows.items[i].offer_id;
    }
    char *to = (char *)s->image.p + texts_at(g->count);
    to = write_names(to, s->codes.items, s->codes.count);
    to = write_names(to, s->districts.items, s->districts.count);
    (void)write_names(to, s->units.items, s->units.count);
    mapping_free(&g->rows);
    mapping_free(&g->opened);
    g->count = 0;
    return NULL;
}

const struct search_row *search_image_rows(const struct mapping *image, size_t *out_count)
{
    const struct head *h = image->p;
    *out_count = h->rows;
    return (const void *)((const char *)image->p + ROWS_AT);
}

const uint32_t *search_image_opened(const struct mapping *image)
{
    const struct head *h = image->p;
    return (const void *)((const char *)image->p + opened_at(h->rows));
}

// --- Its lists -----------------------------------------------------------------------------------

// The next name; false where none is whole.
static bool next_name(str *rest, str *out)
{
    uint32_t n = 0;
    if (rest->n < sizeof(n)) {
        return false;
    }
    memcpy(&n, rest->p, sizeof(n));
    if (rest->n - sizeof(n) < n) {
        return false;
    }
    *out = str_slice(*rest, sizeof(n), n);
    *rest = str_slice(*rest, sizeof(n) + n, rest->n);
    return true;
}

// Each gets the place it had.
static bool read_names(struct search *s, str *rest, size_t count,
                       uint16_t (*place_of)(struct search *s, str name))
{
    for (size_t i = 0; i < count; i++) {
        str name;
        if (!next_name(rest, &name) || place_of(s, name) != i) {
            return false;
        }
    }
    return true;
}

bool search_image_lists(struct search *s, const struct mapping *image)
{
    const struct head *h = image->p;
    str rest = {.p = (const char *)image->p + texts_at(h->rows), .n = h->texts};
    return read_names(s, &rest, h->codes, search_place_of_code) &&
           read_names(s, &rest, h->districts, search_place_of_district) &&
           read_names(s, &rest, h->units, search_place_of_unit) && rest.n == 0;
}

// --- Found ---------------------------------------------------------------------------------------

// Four sums beside each other, for a processor waits for a product. Any word that differs alone
// makes another sum.
struct sum {
    uint64_t lanes[4];
};

static struct sum sum_begin(size_t n)
{
    return (struct sum){
        {n, n + 1, n + 2, n + 3}
    };
}

// The next bytes: as many as PIECE, but for the last.
static void sum_add(struct sum *sum, const void *p, size_t n)
{
    uint64_t words[4];
    for (size_t at = 0; at < n; at += sizeof(words)) {
        size_t rest = n - at;
        memset(words, 0, rest < sizeof(words) ? sizeof(words) : 0);
        memcpy(words, (const char *)p + at, rest < sizeof(words) ? rest : sizeof(words));
        for (size_t i = 0; i < 4; i++) {
            uint64_t x = sum->lanes[i] ^ words[i];
            sum->lanes[i] = (x << 29 | x >> 35) * SUM_PRIME;
        }
    }
}

static uint64_t sum_end(const struct sum *s)
{
    uint64_t sum = 0;
    for (size_t i = 0; i < 4; i++) {
        sum = (sum ^ s->lanes[i]) * SUM_PRIME;
        sum ^= sum >> 32;
    }
    return sum;
}

static uint64_t sum_of(const void *p, size_t n)
{
    struct sum sum = sum_begin(n);
    sum_add(&sum, p, n);
    return sum_end(&sum);
}

static int64_t newest_schema(void)
{
    return MIGRATIONS[MIGRATION_COUNT - 1].number;
}

// Written by a program that writes as this one does?
static bool is_ours(const struct head *h)
{
    return memcmp(h->magic, MAGIC, sizeof(MAGIC)) == 0 && h->schema == newest_schema();
}

// Is it as it was signed, with what it says behind it?
static bool is_signed(const struct head *h, size_t n)
{
    return h->head_sum == sum_of(h, offsetof(struct head, head_sum)) && n >= ROWS_AT &&
           h->rows <= (n - ROWS_AT) / BYTES_A_ROW && h->texts == n - texts_at(h->rows) &&
           h->codes <= LIMIT_SEARCH_CODES && h->districts <= LIMIT_SEARCH_CODES &&
           h->units <= LIMIT_SEARCH_CODES;
}

// Can all of it be read, and is it what was written?
static bool is_whole(const struct mapping_file *f, const struct head *h)
{
    char piece[PIECE];
    size_t at = sizeof(*h);
    struct sum sum = sum_begin(f->n - at);
    while (at < f->n) {
        size_t n = f->n - at < PIECE ? f->n - at : PIECE;
        if (!mapping_file_read(f, at, piece, n)) {
            return false;
        }
        sum_add(&sum, piece, n);
        at += n;
    }
    return h->body_sum == sum_end(&sum);
}

// Does each row name places that there are? They are trusted from here on.
static bool has_places(const struct mapping *m)
{
    const struct head *h = m->p;
    size_t count = 0;
    const struct search_row *rows = search_image_rows(m, &count);
    for (size_t i = 0; i < count; i++) {
        const struct search_row *r = &rows[i];
        if (r->category >= h->codes || r->district >= h->districts || r->unit >= h->units ||
            r->band >= SEARCH_BANDS || r->lead_step > SEARCH_LEADS) {
            return false;
        }
    }
    return true;
}

// Did this index give it out, and has it gone on since by no more words than changes?
static bool is_of(const struct head *h, int64_t position, int64_t generation)
{
    return h->change_id <= position && h->generation <= generation &&
           generation - h->generation <= position - h->change_id;
}

static void name_file(const struct search *s, const char *tail, char out[SEARCH_PATH_MAX + 16])
{
    (void)snprintf(out, SEARCH_PATH_MAX + 16, "%s-columns%s", s->file, tail);
}

// Map it, if it can be used. *out_damaged: it is a file of ours that nobody can use.
static bool map_file(struct search *s, const struct mapping_file *f, int64_t position,
                     int64_t generation, bool *out_damaged)
{
    struct head h;
    bool can_be_read = mapping_file_read(f, 0, &h, sizeof(h));
    *out_damaged = !can_be_read || (is_ours(&h) && !is_signed(&h, f->n));
    if (*out_damaged || !is_ours(&h) || h.generation == s->shared_as ||
        !is_of(&h, position, generation)) {
        return false;
    }
    *out_damaged = !is_whole(f, &h);
    if (*out_damaged || !mapping_file_map(f, &s->before)) {
        return false;
    }
    *out_damaged = memcmp(s->before.p, &h, sizeof(h)) != 0 || !has_places(&s->before);
    return !*out_damaged;
}

bool search_image_find(struct search *s, int64_t position, int64_t generation,
                       struct search_image_facts *out)
{
    char path[SEARCH_PATH_MAX + 16];
    struct mapping_file f;
    bool is_damaged = false;
    name_file(s, "", path);
    mapping_free(&s->before);
    if (s->turn < 0 || !mapping_file_open(path, &f)) {
        return false;
    }
    bool found = map_file(s, &f, position, generation, &is_damaged);
    mapping_file_close(&f);
    if (is_damaged) {
        (void)unlink(path); // the next one need not read it
    }
    if (!found) {
        mapping_free(&s->before);
        return false;
    }
    const struct head *h = s->before.p;
    *out = (struct search_image_facts){.change_id = h->change_id,
                                       .day = {(int32_t)h->day},
                                       .facts_sum = h->facts_sum,
                                       .districts_sum = h->districts_sum};
    return true;
}

static void become_shared(struct search *s, struct mapping m)
{
    const struct head *h = m.p;
    s->image = m;
    s->shared_as = h->generation;
    point_at_image(s);
}

void search_image_take(struct search *s)
{
    const struct head *h = s->before.p;
    assert(s->image.p == NULL && h != NULL);
    s->firm_count = h->firm_count;
    memcpy(s->firm_counts, h->firm_counts, sizeof(s->firm_counts));
    become_shared(s, s->before);
    s->before = (struct mapping){0};
}

// --- Given ---------------------------------------------------------------------------------------

void search_image_turn_end(struct search *s)
{
    mapping_turn_end(s->turn);
    s->turn = -1;
}

void search_image_turn(struct search *s)
{
    char path[SEARCH_PATH_MAX + 16];
    search_image_turn_end(s);
    if (s->file[0] != '\0') {
        name_file(s, "-turn", path);
        s->turn = mapping_turn(path, LIMIT_SEARCH_TURN_MS);
    }
}

static void sign(struct search *s, int64_t generation)
{
    struct head *h = s->image.p;
    memcpy(h->magic, MAGIC, sizeof(MAGIC));
    h->schema = newest_schema();
    h->change_id = s->change_id;
    h->generation = generation;
    h->day = s->day.days;
    h->facts_sum = s->facts_sum;
    h->districts_sum = s->districts_sum;
    h->firm_count = s->firm_count;
    memcpy(h->firm_counts, s->firm_counts, sizeof(s->firm_counts));
    h->body_sum = sum_of(h + 1, s->image.n - sizeof(struct head));
    h->head_sum = sum_of(h, offsetof(struct head, head_sum));
}

// From now on the index counts on from `generation`.
static err mark_index(struct search *s, int64_t generation)
{
    TRY(db_begin(s->index, DB_WRITE));
    struct query *q = db_query(s->index, &SQL_SEARCH_GENERATION_SET);
    bind_i64(q, "fresh", generation);
    bind_i64(q, "before", s->generation);
    err e = query_run_one(q, &DB_COLLISION);
    e = e != NULL ? e : db_commit(s->index);
    if (e != NULL) {
        db_rollback(s->index);
    }
    return e;
}

// The mark comes first: where it is refused, the file that lies there stays good, and none is
// written for nothing. It comes after the columns were read: no copy of the index that has it is
// older than they are. Who is killed between leaves a mark without a file, or before one that is
// not of it or not whole; nobody looks before the turn ended.
void search_image_share(struct search *s, struct arena *a)
{
    char path[SEARCH_PATH_MAX + 16];
    int64_t generation = (int64_t)(secret_u64() >> 12) + 1;
    struct mapping shared;
    if (s->turn < 0) {
        return;
    }
    db_set_arena(s->index, a);
    db_set_patience(s->index, SHARE_PATIENCE_MS);
    err e = mark_index(s, generation);
    db_set_patience(s->index, LIMIT_BUSY_MS);
    if (e != NULL) {
        return;
    }
    s->generation = generation;
    sign(s, generation);
    name_file(s, "", path);
    if (mapping_write(path, &s->image) && mapping_open(path, &shared)) {
        mapping_free(&s->image);
        become_shared(s, shared);
    }
}
