// A workbook: a package of XML. Seeds are packed without compression, so that what is changed in
// them is changed in the XML; a second way leaves the packing out of account and changes the sheet
// alone.
#include <zip.h>

#include "sheet_fuzz.h"

static const char WORKBOOK[] =
    "<workbook><workbookPr date1904='0'/><sheets><sheet name='s' r:id='b'/></sheets></workbook>";
static const char PACKAGE[] =
    "<Relationships><Relationship Id='a' Type='/officeDocument' Target='w.xml'/></Relationships>";
static const char RELATIONS[] =
    "<Relationships><Relationship Id='b' Type='/worksheet' Target='s.xml'/><Relationship Id='c' "
    "Type='/sharedStrings' Target='t.xml'/><Relationship Id='d' Type='/styles' Target='y.xml'/>"
    "</Relationships>";

static void add(zip_t *package, const char *name, const uint8_t *p, size_t n)
{
    zip_source_t *part = zip_source_buffer(package, p, n, 0);
    zip_int64_t at = zip_file_add(package, name, part, 0);
    assert(at >= 0);
    (void)zip_set_file_compression(package, (zip_uint64_t)at, ZIP_CM_STORE, 0);
}

// Sheet, texts and styles, parted by two bytes 0xFF, which no text has.
static str pack(const uint8_t *data, size_t size)
{
    static const char *const NAMES[] = {"s.xml", "t.xml", "y.xml"};
    zip_error_t trouble;
    zip_error_init(&trouble);
    zip_source_t *whole = zip_source_buffer_create(NULL, 0, 0, &trouble);
    zip_t *package = zip_open_from_source(whole, ZIP_TRUNCATE, &trouble);
    assert(package != NULL);
    zip_source_keep(whole);
    add(package, "_rels/.rels", (const uint8_t *)PACKAGE, sizeof(PACKAGE) - 1);
    add(package, "w.xml", (const uint8_t *)WORKBOOK, sizeof(WORKBOOK) - 1);
    add(package, "_rels/w.xml.rels", (const uint8_t *)RELATIONS, sizeof(RELATIONS) - 1);
    size_t from = 0;
    size_t part = 0;
    for (size_t i = 0; part < COUNT(NAMES); i++) {
        if (i == size || (data[i] == 0xFF && i + 1 < size && data[i + 1] == 0xFF)) {
            add(package, NAMES[part++], data + from, i - from);
            from = i == size ? i : i + 2;
            i = i == size ? i - 1 : i + 1;
        }
    }
    int closed = zip_close(package);
    zip_stat_t facts;
    zip_stat_init(&facts);
    assert(closed == 0 && zip_source_open(whole) == 0 && zip_source_stat(whole, &facts) == 0);
    static struct arena *packed;
    if (packed == NULL) {
        packed = arena_open(LIMIT_ARENA_UNIT);
    }
    arena_reset(packed);
    char *bytes = arena_alloc(packed, facts.size);
    assert(zip_source_read(whole, bytes, facts.size) == (zip_int64_t)facts.size);
    (void)zip_source_close(whole);
    zip_source_free(whole);
    zip_error_fini(&trouble);
    return (str){.p = bytes, .n = facts.size};
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size > 0 && data[0] == '<') {
        fuzz_read_sheet(S("a.xlsx"), pack(data, size));
    } else {
        fuzz_read_sheet(S("a.xlsx"), (str){.p = (const char *)data, .n = size});
    }
    return 0;
}
