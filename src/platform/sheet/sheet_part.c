// The parts of an XLSX package: unpacked piece by piece, each piece counted and given to the
// parser.
#include <assert.h>
#include <string.h>

#include "platform/sheet/sheet_inside.h"

#define PIECE (64 * KIB)
#define RATIO_MAX 100 // of unpacked to packed; security.md 3

// Of this process: what a jump leaves open is found again.
static struct {
    zip_t *package;
    zip_file_t *file;
    XML_Parser parser;
} held;

static void close_part(void)
{
    if (held.parser != NULL) {
        XML_ParserFree(held.parser);
        held.parser = NULL;
    }
    if (held.file != NULL) {
        (void)zip_fclose(held.file);
        held.file = NULL;
    }
}

void sheet_package_close(void)
{
    close_part();
    if (held.package != NULL) {
        zip_discard(held.package);
        held.package = NULL;
    }
}

const char *sheet_local(const char *name)
{
    const char *colon = strchr(name, ':');
    return colon == NULL ? name : colon + 1;
}

const char *sheet_attribute(const char **attributes, const char *name)
{
    for (; *attributes != NULL; attributes += 2) {
        if (strcmp(sheet_local(attributes[0]), name) == 0) {
            return attributes[1];
        }
    }
    return NULL;
}

// --- The package ---------------------------------------------------------------------------------

// Entries as the package's end tells, before a list of them is made. False without an end.
static bool count_entries(str bytes, size_t *out)
{
    const str mark = {.p = "PK\5\6", .n = 4};
    const size_t size = 22; // and a comment of at most 65,535
    for (size_t back = size; back <= bytes.n && back <= size + 65535; back++) {
        str end = str_slice(bytes, bytes.n - back, size);
        if (str_starts(end, mark)) {
            *out = (size_t)(unsigned char)end.p[10] | (size_t)(unsigned char)end.p[11] << 8;
            return true;
        }
    }
    return false;
}

static bool is_name_safe(const char *name)
{
    return name[0] != '/' && strchr(name, '\\') == NULL && strstr(name, "..") == NULL;
}

// Does it unpack to far more than it is? What is small unpacked does nobody harm, however little it
// packs to: a few long cells of one letter.
static bool is_bomb(const struct sheet *s, uint64_t unpacked)
{
    return unpacked > LIMIT_SHEET_UNPACKED ||
           (unpacked > MIB && unpacked > (uint64_t)s->bytes.n * RATIO_MAX);
}

static err look_at_entries(struct sheet *s)
{
    zip_int64_t count = zip_get_num_entries(held.package, 0);
    uint64_t all = 0;
    for (zip_int64_t i = 0; i < count; i++) {
        zip_stat_t facts;
        if (zip_stat_index(held.package, (zip_uint64_t)i, 0, &facts) != 0 ||
            (facts.valid & ZIP_STAT_NAME) == 0 || !is_name_safe(facts.name)) {
            return &SHEET_BROKEN;
        }
        if ((facts.valid & ZIP_STAT_ENCRYPTION_METHOD) != 0 &&
            facts.encryption_method != ZIP_EM_NONE) {
            return &SHEET_LOCKED;
        }
        if ((facts.valid & ZIP_STAT_SIZE) != 0 &&
            (facts.size > LIMIT_SHEET_UNPACKED || (all += facts.size) > LIMIT_SHEET_UNPACKED)) {
            return &SHEET_BOMB; // refused at once; a lie is found while unpacking
        }
    }
    return is_bomb(s, all) ? &SHEET_BOMB : NULL;
}

err sheet_package_open(struct sheet *s)
{
    size_t count = 0;
    if (!count_entries(s->bytes, &count)) {
        return &SHEET_BROKEN;
    }
    if (count > LIMIT_SHEET_ENTRIES) {
        return &SHEET_BOMB;
    }
    zip_error_t trouble;
    zip_error_init(&trouble);
    zip_source_t *source = zip_source_buffer_create(s->bytes.p, s->bytes.n, 0, &trouble);
    if (source != NULL) {
        held.package = zip_open_from_source(source, ZIP_RDONLY, &trouble);
        if (held.package == NULL) {
            zip_source_free(source);
        }
    }
    zip_error_fini(&trouble);
    return held.package == NULL ? &SHEET_BROKEN : look_at_entries(s);
}

// --- A part --------------------------------------------------------------------------------------

static void on_start(void *data, const char *name, const char **attributes)
{
    struct sheet *s = data;
    s->part.untold = 0;
    if (s->fault == NULL && ++s->part.depth > LIMIT_SHEET_DEPTH) {
        (void)sheet_refuse(s, &SHEET_BROKEN, S(""));
    }
    if (s->fault == NULL) {
        s->part.start(s, sheet_local(name), attributes);
    }
    if (s->fault != NULL) {
        (void)XML_StopParser(held.parser, XML_FALSE);
    }
}

static void on_end(void *data, const char *name)
{
    struct sheet *s = data;
    s->part.untold = 0;
    s->part.depth--;
    if (s->fault == NULL) {
        s->part.end(s, sheet_local(name));
    }
    if (s->fault != NULL) {
        (void)XML_StopParser(held.parser, XML_FALSE);
    } else if (s->row_ready) {
        s->row_ready = false;
        s->part.is_stopped = XML_StopParser(held.parser, XML_TRUE) == XML_STATUS_OK;
        assert(s->part.is_stopped);
    }
}

static void on_chars(void *data, const char *p, int n)
{
    struct sheet *s = data;
    s->part.untold = 0;
    if (s->fault == NULL && s->collects) {
        s->part.chars(s, p, (size_t)n);
    }
}

static void on_doctype(void *data, const char *name, const char *system_id, const char *public_id,
                       int has_subset)
{
    (void)name;
    (void)system_id;
    (void)public_id;
    (void)has_subset;
    (void)sheet_refuse(data, &SHEET_DOCTYPE, S(""));
    (void)XML_StopParser(held.parser, XML_FALSE);
}

err sheet_part_open(struct sheet *s, str name, const struct sheet_part *handlers, bool *out_found)
{
    close_part();
    s->part = *handlers;
    *out_found = false;
    zip_int64_t at = zip_name_locate(held.package, str_to_c(s->arena, name), 0);
    if (at < 0) {
        return NULL;
    }
    held.file = zip_fopen_index(held.package, (zip_uint64_t)at, 0);
    held.parser = XML_ParserCreate(NULL);
    if (held.file == NULL || held.parser == NULL) {
        return sheet_refuse(s, &SHEET_BROKEN, S(""));
    }
    XML_SetUserData(held.parser, s);
    XML_SetElementHandler(held.parser, on_start, on_end);
    XML_SetCharacterDataHandler(held.parser, on_chars);
    XML_SetStartDoctypeDeclHandler(held.parser, on_doctype);
    *out_found = true;
    return NULL;
}

static err count_unpacked(struct sheet *s, int64_t n)
{
    s->book.unpacked += n;
    return is_bomb(s, (uint64_t)s->book.unpacked) ? sheet_refuse(s, &SHEET_BOMB, S("")) : NULL;
}

// Unpack a piece and give it to the parser.
static err feed(struct sheet *s, enum XML_Status *out)
{
    void *piece = XML_GetBuffer(held.parser, PIECE);
    zip_int64_t n = piece == NULL ? -1 : zip_fread(held.file, piece, PIECE);
    if (n < 0) {
        return sheet_refuse(s, &SHEET_BROKEN, S(""));
    }
    TRY(count_unpacked(s, n));
    TRY(sheet_check_time(s));
    s->part.untold += n;
    if (s->part.untold > LIMIT_SHEET_TAG) { // a tag that does not end: expat would hold all of it
        return sheet_refuse(s, &SHEET_BROKEN, S(""));
    }
    s->part.is_last = n == 0;
    *out = XML_ParseBuffer(held.parser, (int)n, n == 0);
    return NULL;
}

err sheet_part_run(struct sheet *s)
{
    while (!s->part.is_done) {
        enum XML_Status status = XML_STATUS_OK;
        if (s->part.is_stopped) {
            s->part.is_stopped = false;
            status = XML_ResumeParser(held.parser);
        } else {
            TRY(feed(s, &status));
        }
        if (s->fault != NULL) {
            return s->fault;
        }
        if (status == XML_STATUS_SUSPENDED) {
            return NULL;
        }
        if (status != XML_STATUS_OK) {
            return sheet_refuse(s, &SHEET_BROKEN, S(""));
        }
        s->part.is_done = s->part.is_last;
    }
    close_part();
    return NULL;
}

err sheet_part_read_all(struct sheet *s, str name, const struct sheet_part *handlers,
                        bool *out_found)
{
    TRY(sheet_part_open(s, name, handlers, out_found));
    return *out_found ? sheet_part_run(s) : NULL;
}
