#include "platform/picture/picture_zip.h"

#include <string.h>
#include <zip.h>

#include "base/limits.h"

const struct fault PICTURE_ZIP_BAD = {
    .kind = FAULT_INVALID,
    .code = "picture.zip_bad",
    .text = "열 수 없는 ZIP입니다. 암호 없이, 사진만 묶어 다시 올려 주세요.",
};

const struct fault PICTURE_ZIP_LARGE = {
    .kind = FAULT_INVALID,
    .code = "picture.zip_large",
    .text = "ZIP에 든 것이 너무 많습니다. 2,000개, 풀어서 200MB, 압축 100배 안으로 나누어 주세요.",
};

#define RATIO_MAX 100 // of unpacked to packed; security.md 3

// Of this process: what a jump leaves open is closed by the next.
static zip_t *held;

bool picture_zip_is(str bytes)
{
    return str_starts(bytes, S("PK\x03\x04")) || str_starts(bytes, S("PK\x05\x06"));
}

static void let_go(void)
{
    if (held != NULL) {
        zip_discard(held);
        held = NULL;
    }
}

static bool open_zip(str bytes)
{
    zip_source_t *source = zip_source_buffer_create(bytes.p, bytes.n, 0, NULL);
    if (source == NULL) {
        return false;
    }
    held = zip_open_from_source(source, ZIP_RDONLY | ZIP_CHECKCONS, NULL);
    if (held == NULL) {
        zip_source_free(source);
    }
    return held != NULL;
}

// Folders, and what macOS and Windows put beside photos.
static bool is_passed_over(str name)
{
    return str_ends(name, S("/")) || str_contains(name, S("__MACOSX/")) ||
           str_ends(name, S(".DS_Store")) || str_ends(name, S("Thumbs.db")) ||
           str_ends(name, S("desktop.ini"));
}

static str without_folders(str name)
{
    size_t from = name.n;
    while (from > 0 && name.p[from - 1] != '/' && name.p[from - 1] != '\\') {
        from--;
    }
    return str_slice(name, from, name.n);
}

// Unpack one of `size` bytes into `room`. False when it is not what its head said.
static bool unpack(zip_uint64_t index, char *room, size_t size)
{
    zip_file_t *file = zip_fopen_index(held, index, 0);
    size_t n = 0;
    char more;
    if (file == NULL) {
        return false;
    }
    while (n < size) {
        zip_int64_t got = zip_fread(file, room + n, size - n);
        if (got <= 0) {
            break;
        }
        n += (size_t)got;
    }
    bool whole = n == size && zip_fread(file, &more, 1) == 0; // its end checks the sum
    return zip_fclose(file) == 0 && whole;
}

static err hand_on(struct arena *a, const struct zip_stat *entry,
                   err (*each)(void *data, const struct upload *up), void *data, str *out_name)
{
    struct arena *own = arena_open_below(a, LIMIT_UPLOAD + MIB);
    str name = str_view(entry->name);
    size_t size = (size_t)entry->size;
    err e = &PICTURE_ZIP_BAD;
    *out_name =
        str_is_text(name) ? str_copy(a, without_folders(name)) : S("이름을 읽을 수 없는 파일");
    char *room = arena_alloc(own, size + 1);
    if (unpack(entry->index, room, size)) {
        struct upload up = {
            .field = S("photo"), .name = *out_name, .bytes = {.p = room, .n = size}
        };
        e = picture_zip_is(up.bytes) ? &PICTURE_ZIP_BAD : each(data, &up);
    }
    arena_close(own);
    return e;
}

// What the heads say, before anything is unpacked.
static bool is_small(const struct zip_stat *entry, int64_t *all)
{
    const zip_uint64_t asked = ZIP_STAT_NAME | ZIP_STAT_INDEX | ZIP_STAT_SIZE | ZIP_STAT_COMP_SIZE;
    if ((entry->valid & asked) != asked || entry->size > LIMIT_UPLOAD) {
        return false;
    }
    *all += (int64_t)entry->size;
    return *all <= LIMIT_ARCHIVE_UNPACKED &&
           entry->size <= (entry->comp_size + KIB) * (zip_uint64_t)RATIO_MAX;
}

static err walk(struct arena *a, err (*each)(void *data, const struct upload *up), void *data,
                str *out_name)
{
    int64_t all = 0;
    zip_int64_t count = zip_get_num_entries(held, 0);
    if (count > LIMIT_ARCHIVE_ENTRIES) {
        return &PICTURE_ZIP_LARGE;
    }
    for (zip_int64_t i = 0; i < count; i++) {
        struct zip_stat entry;
        if (zip_stat_index(held, (zip_uint64_t)i, 0, &entry) != 0) {
            return &PICTURE_ZIP_BAD;
        }
        if (is_passed_over(str_view(entry.name))) {
            continue;
        }
        if (!is_small(&entry, &all)) {
            return &PICTURE_ZIP_LARGE;
        }
        TRY(hand_on(a, &entry, each, data, out_name));
    }
    return NULL;
}

err picture_zip_each(struct arena *a, str zip, err (*each)(void *data, const struct upload *up),
                     void *data, str *out_name)
{
    let_go();
    if (!open_zip(zip)) {
        return &PICTURE_ZIP_BAD;
    }
    err e = walk(a, each, data, out_name);
    let_go();
    return e;
}
