#include "platform/file/file.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/digest.h"
#include "base/limits.h"
#include "platform/file/bytes.h"
#include "platform/file/file.sql.h"
#include "platform/job/job.h"
#include "platform/secret/secret.h"

const struct fault FILE_UNKNOWN = {
    .kind = FAULT_MISSING,
    .code = "file.unknown",
    .text = "찾으시는 파일이 없습니다.",
};

const struct fault FILE_EMPTY = {
    .kind = FAULT_INVALID,
    .code = "file.empty",
    .text = "내용이 있는 파일을 올려 주세요. 지금 파일은 비어 있습니다.",
};

const struct fault FILE_TOO_LARGE = {
    .kind = FAULT_INVALID,
    .code = "file.too_large",
    .text = "30MB 안으로 줄여서 올려 주세요.",
};

const struct fault FILE_WRONG_KIND = {
    .kind = FAULT_INVALID,
    .code = "file.wrong_kind",
    .text = "PDF, PNG, JPG 파일을 올려 주세요. 파일의 내용과 이름 끝(.pdf, .png, .jpg)이 같아야 "
            "합니다.",
};

const struct fault FILE_NO_PHOTO = {
    .kind = FAULT_INVALID,
    .code = "file.no_photo",
    .text = "JPG, PNG, WebP 사진을 올려 주세요. 파일의 내용과 이름 끝(.jpg, .png, .webp)이 같아야 "
            "합니다.",
};

const struct fault FILE_DAY_FULL = {
    .kind = FAULT_REFUSED,
    .code = "file.day_full",
    .text =
        "하루에 올릴 수 있는 파일의 양(모두 2GB)을 넘습니다. 이 파일은 보관하지 않았습니다. 파일을 "
        "줄이거나 내일 다시 올려 주세요.",
    .source = FAULT_OWN_RULE,
};

const struct fault FILE_CANNOT_WRITE = {
    .kind = FAULT_BUSY,
    .code = "file.cannot_write",
    .text = "지금은 파일을 보관할 수 없습니다. 잠시 뒤에 다시 올려 주세요.",
};

#define FILES_AT_ONCE 500 // rows of one reading; the statement's LIMIT

static str place; // of this process

// What a file begins with tells what it is; what its sender says of it is not asked.
static const struct kind_row {
    const char *word; // in the database
    const char *media_type;
    str magic;
    const char *endings[2];
} KINDS[] = {
    [FILE_PDF] = {"pdf",  "application/pdf", {"%PDF-", 5},             {".pdf", NULL}   },
    [FILE_PNG] = {"png",  "image/png",       {"\x89PNG\r\n\x1A\n", 8}, {".png", NULL}   },
    [FILE_JPEG] = {"jpeg", "image/jpeg",      {"\xFF\xD8\xFF", 3},      {".jpg", ".jpeg"}},
    [FILE_WEBP] = {"webp", "image/webp",      {"RIFF", 4},              {".webp", NULL}  },
};
static_assert(COUNT(KINDS) == FILE_KIND_COUNT, "every kind has its row");

static bool has_ending(struct arena *a, str name, const struct kind_row *kind)
{
    str lower = str_lower_ascii(a, name);
    for (size_t i = 0; i < COUNT(kind->endings) && kind->endings[i] != NULL; i++) {
        if (str_ends(lower, str_view(kind->endings[i]))) {
            return true;
        }
    }
    return false;
}

// A kind as a bit of several.
#define KIND(kind) (1U << (kind))
#define PAPERS (KIND(FILE_PDF) | KIND(FILE_PNG) | KIND(FILE_JPEG))
#define PHOTOS (KIND(FILE_PNG) | KIND(FILE_JPEG) | KIND(FILE_WEBP))

static bool begins_as(str bytes, enum file_kind kind)
{
    if (!str_starts(bytes, KINDS[kind].magic)) {
        return false;
    }
    return kind != FILE_WEBP || str_starts(str_slice(bytes, 8, 4), S("WEBP")); // its size between
}

// False: none of `kinds`, or of another than its name says.
static bool find_kind(struct arena *a, const struct upload *up, unsigned kinds, enum file_kind *out)
{
    for (size_t i = 0; i < COUNT(KINDS); i++) {
        if ((kinds & KIND(i)) != 0 && begins_as(up->bytes, (enum file_kind)i)) {
            *out = (enum file_kind)i;
            return has_ending(a, up->name, &KINDS[i]);
        }
    }
    return false;
}

// --- Bytes ---------------------------------------------------------------------------------------

// Two hex digits spread the files over 256 folders.
static str place_of(struct arena *a, str sha256)
{
    return str_format(a, "%.2s/%.*s", sha256.p, STR_ARG(sha256));
}

static bool make_folder(const char *folder)
{
    return mkdir(folder, 0750) == 0 || errno == EEXIST;
}

// Whole under its name or not at all: written aside, then renamed. The same bytes kept twice end in
// the same place.
static err keep_bytes(struct arena *a, str sha256, str bytes)
{
    str files = str_join(a, place, S("/files"));
    const char *folder = str_format(a, "%.*s/%.2s", STR_ARG(files), sha256.p).p;
    str aside = str_format(a, "%s/.%.*s", folder, STR_ARG(secret_token(a)));
    str below = place_of(a, sha256);
    const char *kept = str_format(a, "%.*s/%.*s", STR_ARG(files), STR_ARG(below)).p;
    if (!make_folder(str_to_c(a, files)) || !make_folder(folder)) {
        return &FILE_CANNOT_WRITE;
    }
    int fd = open(aside.p, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0640);
    if (fd < 0) {
        return &FILE_CANNOT_WRITE;
    }
    bool written = bytes_write(fd, bytes.p, bytes.n) && fsync(fd) == 0;
    written = close(fd) == 0 && written;
    if (!written || rename(aside.p, kept) != 0) {
        (void)unlink(aside.p);
        return &FILE_CANNOT_WRITE;
    }
    // The names have to outlive a power cut too.
    bool synced = bytes_sync(folder) == NULL && bytes_sync(str_to_c(a, files)) == NULL;
    return synced ? NULL : &FILE_CANNOT_WRITE;
}

// --- Files ---------------------------------------------------------------------------------------

// The name as a person may read it again: no control characters, no more than a line.
static str clean_name(struct arena *a, str name)
{
    struct out o;
    out_init(&o, a, LIMIT_LINE * 4);
    size_t at = 0;
    for (size_t count = 0; at < name.n && count < LIMIT_LINE; count++) {
        size_t from = at;
        uint32_t point = str_next(name, &at);
        bool control = point < 0x20 || (point >= 0x7F && point < 0xA0);
        out_str(&o, control ? S("_") : str_slice(name, from, at - from));
    }
    return out_view(&o);
}

// --- How much a day ------------------------------------------------------------------------------

// Bytes that a unit kept on the disk, also when it is rolled back.
struct handed_in {
    str party;
    instant began_at;
    int64_t bytes;
    public_no no;
};

static str party_of(const struct unit *u)
{
    const struct actor *actor = u->actor;
    if (actor->institution.value != 0 || actor->supplier.value != 0) {
        return audit_lane(u->arena, actor);
    }
    if (actor->account.value != 0) {
        return str_format(u->arena, "a:%lld", (long long)actor->account.value);
    }
    return str_join(u->arena, S("v:"), actor_network(u->arena, actor));
}

static void bind_day(struct query *q, const struct handed_in *h)
{
    bind_str(q, "party", h->party);
    bind_instant(q, "began_at", h->began_at);
    bind_i64(q, "bytes", h->bytes);
}

static err write_left(struct unit *u, const void *data)
{
    const struct handed_in *h = data;
    struct query *q = db_query(u->db, &SQL_FILE_DAY_ADD_LEFT);
    bind_day(q, h);
    bind_i64(q, "no", h->no.value);
    return query_run(q, NULL);
}

// Part of the unit, so that two at once cannot pass the most together.
static err add_day(struct unit *u, const struct handed_in *h, int64_t most)
{
    int64_t changed = 0;
    struct query *q = db_query(u->db, &SQL_FILE_DAY_ADD);
    bind_day(q, h);
    bind_i64(q, "most", most);
    TRY(query_run(q, &changed));
    return changed == 0 ? &FILE_DAY_FULL : NULL;
}

static struct handed_in handed_in(struct unit *u, int64_t bytes, public_no no)
{
    return (struct handed_in){
        .party = party_of(u),
        .began_at = instant_at(u->today, 0, 0),
        .bytes = bytes,
        .no = no,
    };
}

void file_set_place(str data_dir)
{
    place = data_dir;
}

str file_place(void)
{
    assert(place.n > 0); // file_set_place
    return place;
}

err file_admit_day(struct unit *u, int64_t bytes)
{
    int64_t so_far = 0;
    struct query *q = db_query(u->db, &SQL_FILE_DAY_FIND);
    bind_str(q, "party", party_of(u));
    bind_instant(q, "began_at", instant_at(u->today, 0, 0));
    if (query_next(q)) {
        so_far = read_i64(q, "bytes");
    }
    TRY(query_end(q));
    return so_far + bytes > LIMIT_FILES_DAY ? &FILE_DAY_FULL : NULL;
}

err file_count_day(struct unit *u, int64_t bytes)
{
    struct handed_in h = handed_in(u, bytes, NO_ID(public_no));
    return add_day(u, &h, LIMIT_FILES_DAY);
}

err file_count_left(struct unit *u, int64_t bytes)
{
    struct handed_in h = handed_in(u, bytes, NO_ID(public_no));
    return add_day(u, &h, INT64_MAX);
}

// And whoever looks into it is asked for.
static err add_row(struct unit *u, struct kept_file *f)
{
    struct query *q = db_query(u->db, &SQL_FILE_ADD);
    bind_i64(q, "no", f->no.value);
    bind_str(q, "name", f->name);
    bind_str(q, "kind", str_view(KINDS[f->kind].word));
    bind_i64(q, "size", f->size);
    bind_str(q, "sha256", f->sha256);
    bind_id(q, "created_by", u->actor->account.value);
    bind_instant(q, "created_at", u->now);
    TRY(query_run_id(q, &f->id.value));
    return f->verdict == PDF_WAITING ? pdf_ask(u, PDF_JOB, f->id, party_of(u), 0) : NULL;
}

// What is no PDF is looked at by nobody.
static err find_verdict(struct unit *u, struct kept_file *f)
{
    f->verdict = PDF_FINE;
    return f->kind == FILE_PDF ? pdf_find(u->db, f->sha256, &f->verdict) : NULL;
}

static err keep(struct unit *u, const struct upload *up, unsigned kinds, err otherwise,
                struct kept_file *out)
{
    assert(place.n > 0); // file_set_place
    if (up == NULL || up->bytes.n == 0) {
        return &FILE_EMPTY;
    }
    if (up->bytes.n > LIMIT_UPLOAD) {
        return &FILE_TOO_LARGE;
    }
    struct kept_file f = {
        .no = secret_public_no(),
        .name = clean_name(u->arena, up->name),
        .sha256 = digest_sha256(u->arena, up->bytes),
        .size = (int64_t)up->bytes.n,
    };
    if (!find_kind(u->arena, up, kinds, &f.kind)) {
        return otherwise;
    }
    TRY(find_verdict(u, &f));
    if (f.verdict != PDF_WAITING) {
        TRY(pdf_fault(f.verdict));
    }
    struct handed_in *day = NEW(u->arena, struct handed_in);
    *day = handed_in(u, f.size, f.no);
    TRY(add_day(u, day, LIMIT_FILES_DAY));
    TRY(keep_bytes(u->arena, f.sha256, up->bytes));
    unit_note(u, write_left, day); // what was not written takes no room
    TRY(add_row(u, &f));
    *out = f;
    return NULL;
}

err file_keep(struct unit *u, const struct upload *up, struct kept_file *out)
{
    return keep(u, up, PAPERS, &FILE_WRONG_KIND, out);
}

err file_keep_photo(struct unit *u, const struct upload *up, struct kept_file *out)
{
    return keep(u, up, PHOTOS, &FILE_NO_PHOTO, out);
}

err file_keep_made(struct unit *u, str name, enum file_kind kind, str bytes, struct kept_file *out)
{
    assert(place.n > 0);                            // file_set_place
    assert(bytes.n == 0 || begins_as(bytes, kind)); // whoever made it has looked
    if (bytes.n == 0) {
        return &FILE_EMPTY;
    }
    struct kept_file f = {
        .no = secret_public_no(),
        .name = name,
        .kind = kind,
        .sha256 = digest_sha256(u->arena, bytes),
        .size = (int64_t)bytes.n,
    };
    TRY(find_verdict(u, &f));
    TRY(keep_bytes(u->arena, f.sha256, bytes));
    TRY(add_row(u, &f));
    *out = f;
    return NULL;
}

static enum file_kind kind_from(str word)
{
    for (size_t i = 0; i < COUNT(KINDS); i++) {
        if (str_equals(word, str_view(KINDS[i].word))) {
            return (enum file_kind)i;
        }
    }
    return FILE_KIND_COUNT;
}

err file_find(struct db *db, file_id id, struct kept_file *out)
{
    struct query *q = db_query(db, &SQL_FILE_FIND);
    bind_i64(q, "id", id.value);
    if (!query_next(q)) {
        TRY(query_end(q));
        return &FILE_UNKNOWN;
    }
    struct kept_file f = {
        .id = id,
        .no = {.value = read_i64(q, "no")},
        .name = read_str(q, "name"),
        .kind = kind_from(read_str(q, "kind")),
        .size = read_i64(q, "size"),
        .sha256 = read_str(q, "sha256"),
        .verdict = pdf_verdict_from(read_str(q, "looked")),
    };
    TRY(query_end(q));

    assert(f.kind < FILE_KIND_COUNT && f.verdict < PDF_VERDICT_COUNT); // CHECKs of the tables
    assert(f.sha256.n == 64);
    *out = f;
    return NULL;
}

// Where the walk over all files stands.
struct walk {
    struct db *db;
    struct arena *kept;   // of the caller
    struct arena *batch;  // emptied after every reading
    struct bytes_sum sum; // of the bytes read last; no size: they could not be read
    str sha256;           // under which they lie
    int64_t id;
    int64_t count;
    str bad;
};

struct walked {
    int64_t id, no, size;
    str sha256;
};

// The same bytes kept twice are read once.
static void measure(struct walk *w, str sha256)
{
    if (str_equals(sha256, w->sha256)) {
        return;
    }
    str below = place_of(w->batch, sha256);
    str path = str_format(w->batch, "%.*s/files/%.*s", STR_ARG(place), STR_ARG(below));
    if (bytes_measure(path.p, &w->sum) != NULL) {
        w->sum = (struct bytes_sum){.size = 0};
    }
}

static void compare(struct walk *w, const struct walked *f)
{
    measure(w, f->sha256);
    bool whole = w->sum.size == f->size && str_equals(str_view(w->sum.sha256), f->sha256);
    if (!whole && w->bad.n == 0) {
        w->bad = str_format(w->kept, "%lld", (long long)f->no);
    }
    w->sha256 = f->sha256;
    w->id = f->id;
    w->count++;
}

static err read_rows(struct walk *w, struct walked *rows, size_t *out_count)
{
    struct query *q = db_query(w->db, &SQL_FILE_WALK);
    bind_str(q, "sha256", w->sha256);
    bind_i64(q, "id", w->id);
    *out_count = 0;
    while (*out_count < FILES_AT_ONCE && query_next(q)) {
        rows[(*out_count)++] = (struct walked){
            .id = read_i64(q, "id"),
            .no = read_i64(q, "no"),
            .size = read_i64(q, "size"),
            .sha256 = read_str(q, "sha256"),
        };
    }
    return query_end(q);
}

// Rows of files are never removed, nor their bytes: what was read stays true without the moment.
static err walk_batch(struct walk *w, bool *out_more)
{
    struct walked rows[FILES_AT_ONCE];
    size_t count = 0;
    TRY(db_begin(w->db, DB_READ));
    err e = read_rows(w, rows, &count);
    db_rollback(w->db);
    TRY(e);
    for (size_t i = 0; i < count; i++) {
        compare(w, &rows[i]);
    }
    w->sha256 = str_copy(w->kept, w->sha256);
    *out_more = count > 0;
    return NULL;
}

static err walk_all(struct walk *w)
{
    for (bool more = true; more;) {
        TRY(walk_batch(w, &more));
        arena_reset(w->batch);
    }
    return NULL;
}

err file_verify(struct db *db, struct arena *a, int64_t *out_count, str *out_bad)
{
    assert(place.n > 0); // file_set_place
    struct walk w = {
        .db = db, .kept = a, .batch = arena_open(LIMIT_ARENA_UNIT), .sha256 = S(""), .bad = S("")};
    db_set_arena(db, w.batch);
    err e = walk_all(&w);
    db_set_arena(db, a);
    arena_close(w.batch);
    TRY(e);
    *out_count = w.count;
    *out_bad = w.bad;
    return NULL;
}

err file_send(struct response *rs, const struct kept_file *f)
{
    TRY(pdf_fault(f->verdict));
    response_private_file(rs, place_of(rs->arena, f->sha256), str_view(KINDS[f->kind].media_type),
                          f->name);
    return NULL;
}

void file_show(struct response *rs, const struct kept_file *f)
{
    assert(f->kind != FILE_PDF); // the house makes pictures
    response_lasting_file(rs, place_of(rs->arena, f->sha256), str_view(KINDS[f->kind].media_type));
}

const char *file_path(struct arena *a, const struct kept_file *f)
{
    assert(place.n > 0); // file_set_place
    str below = place_of(a, f->sha256);
    return str_format(a, "%.*s/files/%.*s", STR_ARG(place), STR_ARG(below)).p;
}
