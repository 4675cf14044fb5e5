#include "platform/picture/child/unpack/unpack.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/limits.h"

#define RATIO_MAX 100 // of unpacked to packed; security.md 3

static bool ends_in(const char *name, const char *ending)
{
    size_t n = strlen(name);
    size_t e = strlen(ending);
    return n >= e && memcmp(name + n - e, ending, e) == 0;
}

// Folders, and what macOS and Windows put beside photos.
static bool is_passed_over(const char *name)
{
    return ends_in(name, "/") || strstr(name, "__MACOSX/") != NULL || ends_in(name, ".DS_Store") ||
           ends_in(name, "Thumbs.db") || ends_in(name, "desktop.ini");
}

// A name that leads out of the folder it would be unpacked in, on any system: nobody packs a photo
// so. Two dots in a name (a..png) lead nowhere.
static bool leads_out(const char *name)
{
    bool has_drive = ((name[0] >= 'a' && name[0] <= 'z') || (name[0] >= 'A' && name[0] <= 'Z')) &&
                     name[1] == ':';
    bool leads = name[0] == '/' || name[0] == '\\' || has_drive;
    while (!leads && *name != '\0') {
        size_t n = strcspn(name, "/\\");
        leads = n == 2 && memcmp(name, "..", 2) == 0;
        name += n + (name[n] != '\0');
    }
    return leads;
}

// A symbolic link, a device: what Unix calls neither a file nor a folder. Other systems say
// nothing.
static bool is_special(zip_t *zip, zip_uint64_t index)
{
    zip_uint8_t system = 0;
    zip_uint32_t attributes = 0;
    if (zip_file_get_external_attributes(zip, index, 0, &system, &attributes) != 0) {
        return true;
    }
    mode_t kind = (attributes >> 16) & S_IFMT;
    return kind != 0 && kind != S_IFREG && kind != S_IFDIR;
}

// Not one byte more than its head says.
static bool read_entry(struct unpacking *u, zip_uint64_t index, size_t size)
{
    zip_file_t *file = zip_fopen_index(u->zip, index, 0);
    size_t n = 0;
    char more;
    u->bytes = malloc(size + 1);
    if (file == NULL || u->bytes == NULL) {
        return false;
    }
    while (n < size) {
        zip_int64_t got = zip_fread(file, u->bytes + n, size - n);
        if (got <= 0) {
            break;
        }
        n += (size_t)got;
    }
    u->answer.written = (uint32_t)n;
    bool whole = n == size && zip_fread(file, &more, 1) == 0; // its end checks the sum
    return zip_fclose(file) == 0 && whole;
}

static enum unpack_verdict unpack(struct unpacking *u, zip_uint64_t index, zip_uint64_t room)
{
    struct zip_stat entry;
    const zip_uint64_t asked = ZIP_STAT_INDEX | ZIP_STAT_SIZE | ZIP_STAT_COMP_SIZE;
    zip_int64_t count = u->zip == NULL ? -1 : zip_get_num_entries(u->zip, 0);
    if (count < 0) {
        return UNPACK_BAD;
    }
    if (count > LIMIT_ARCHIVE_ENTRIES) {
        return UNPACK_TOO_MANY;
    }
    u->answer.count = (uint32_t)count;
    if (index >= (zip_uint64_t)count) {
        return UNPACK_END;
    }
    u->name = zip_get_name(u->zip, index, ZIP_FL_ENC_RAW);
    if (u->name == NULL || zip_stat_index(u->zip, index, 0, &entry) != 0 ||
        (entry.valid & asked) != asked) {
        return UNPACK_DAMAGED;
    }
    if (leads_out(u->name) || is_special(u->zip, index)) {
        return UNPACK_LEADS_OUT;
    }
    if (is_passed_over(u->name)) {
        return UNPACK_PASSED_OVER;
    }
    if (entry.size > LIMIT_UPLOAD || entry.size > (entry.comp_size + KIB) * RATIO_MAX) {
        return UNPACK_TOO_LARGE;
    }
    if (entry.size > room) {
        return UNPACK_NO_ROOM;
    }
    if (!read_entry(u, index, (size_t)entry.size)) {
        return UNPACK_DAMAGED;
    }
    u->answer.size = (uint32_t)entry.size;
    return UNPACK_DONE;
}

// The ZIP lies in the memory of who asks the kernel for its pages: it is read without a call.
static zip_t *open_zip(const void *bytes, size_t size)
{
    zip_source_t *source = zip_source_buffer_create(bytes, size, 0, NULL);
    zip_t *zip =
        source == NULL ? NULL : zip_open_from_source(source, ZIP_RDONLY | ZIP_CHECKCONS, NULL);
    if (zip == NULL) {
        zip_source_free(source);
    }
    return zip;
}

void child_unpack_entry(const void *bytes, size_t size, zip_uint64_t index, zip_uint64_t room,
                        struct unpacking *u)
{
    memcpy(u->answer.mark, UNPACK_ANSWER_MARK, sizeof(u->answer.mark));
    u->zip = open_zip(bytes, size);
    u->answer.verdict = (uint32_t)unpack(u, index, room);
    size_t name_size = u->name == NULL ? 0 : strlen(u->name);
    u->answer.name_size = (uint32_t)(name_size < UNPACK_NAME_MAX ? name_size : UNPACK_NAME_MAX);
}
