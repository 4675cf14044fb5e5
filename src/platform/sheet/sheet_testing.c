#include "platform/sheet/sheet_testing.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <zip.h>

#include "base/fault.h"

static void must(int holds, const char *what)
{
    if (!holds) {
        (void)fprintf(stderr, "sheet_testing: %s\n", what);
        exit(1);
    }
}

str sheet_testing_package(struct arena *a, const struct testing_part *parts, size_t count)
{
    zip_error_t trouble;
    zip_error_init(&trouble);
    zip_source_t *whole = zip_source_buffer_create(NULL, 0, 0, &trouble);
    zip_t *package = zip_open_from_source(whole, ZIP_TRUNCATE, &trouble);
    must(package != NULL, "open");
    zip_source_keep(whole);
    for (size_t i = 0; i < count; i++) {
        zip_source_t *part = zip_source_buffer(package, parts[i].text.p, parts[i].text.n, 0);
        must(zip_file_add(package, parts[i].name, part, ZIP_FL_ENC_UTF_8) >= 0, "add");
    }
    must(zip_close(package) == 0, "close");
    zip_stat_t facts;
    must(zip_source_open(whole) == 0 && zip_source_stat(whole, &facts) == 0, "stat");
    char *bytes = arena_alloc(a, facts.size);
    must(zip_source_read(whole, bytes, facts.size) == (zip_int64_t)facts.size, "read");
    str package_bytes = {.p = bytes, .n = facts.size};
    (void)zip_source_close(whole);
    zip_source_free(whole);
    zip_error_fini(&trouble);
    return package_bytes;
}

#define RELATION "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

size_t sheet_testing_parts(str sheet, str strings, str styles, struct testing_part *out)
{
    const struct testing_part parts[TESTING_BOOK_PARTS] = {
        {"_rels/.rels",                S("<Relationships><Relationship Id='a' Type='" RELATION
                          "/officeDocument' Target='xl/workbook.xml'/></Relationships>")},
        {"xl/workbook.xml",
         S("<workbook xmlns:r='" RELATION
           "'><sheets><sheet name='표' sheetId='1' r:id='b'/></sheets></workbook>")                           },
        {"xl/_rels/workbook.xml.rels",
         S("<Relationships><Relationship Id='b' Type='" RELATION
           "/worksheet' Target='worksheets/one.xml'/><Relationship Id='c' Type='" RELATION
           "/sharedStrings' Target='/xl/strings.xml'/><Relationship Id='d' Type='" RELATION
           "/styles' Target='styles.xml'/></Relationships>")                                                   },
        {"xl/worksheets/one.xml",      sheet                                                                   },
        {"xl/strings.xml",             strings                                                                 },
        {"xl/styles.xml",              styles                                                                  },
    };
    memcpy(out, parts, sizeof(parts));
    return styles.n > 0 ? TESTING_BOOK_PARTS : strings.n > 0 ? 5 : TESTING_BOOK_PARTS_LEAST;
}

str sheet_testing_book(struct arena *a, str sheet, str strings, str styles)
{
    struct testing_part parts[TESTING_BOOK_PARTS];
    size_t count = sheet_testing_parts(sheet, strings, styles, parts);
    return sheet_testing_package(a, parts, count);
}
