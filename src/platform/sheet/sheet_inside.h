// What the readers of the two kinds of file share. For src/platform/sheet alone.
#pragma once

#include <zip.h>

#include <expat.h>

#include "base/limits.h"
#include "base/out.h"
#include "platform/sheet/sheet.h"

enum sheet_encoding { ENCODING_UTF_8, ENCODING_UTF_16LE, ENCODING_CP949 };

// Text as UTF-8, piece by piece.
struct sheet_text {
    str bytes; // without byte order mark
    size_t at;
    enum sheet_encoding encoding;
    const char *piece;
    size_t piece_at;
    size_t piece_size;
    char *room; // for what is converted
};

// A part of a package that is read in pieces: XML, with its elements told to three functions.
struct sheet_part {
    bool is_stopped; // at a row's end
    bool is_last;    // the last piece was given to the parser
    bool is_done;
    int depth;
    int64_t untold; // bytes given to the parser since it told of something
    void (*start)(struct sheet *s, const char *name, const char **attributes);
    void (*end)(struct sheet *s, const char *name);
    void (*chars)(struct sheet *s, const char *p, size_t n);
};

struct sheet_pool {
    str **blocks; // of 4,096 texts each
    size_t count;
};

// What is known of a package before its rows are read.
struct sheet_book {
    str folder; // in which the workbook's part lies, with its slash
    str workbook;
    str sheet; // the part to read
    str strings;
    str styles;
    bool from_1904;
    bool has_sheet_named; // the wanted one was found
    size_t sheet_count;
    str sheet_names;             // for the sentence
    str sheet_id;                // the relation of the sheet to read
    unsigned char *date_formats; // of each cell format: is it a day?
    size_t format_count;
    size_t custom_count;
    int32_t custom_ids[256]; // number formats of its own that show days
    bool in_cell_formats;
    int64_t unpacked; // bytes so far, of all parts
};

struct sheet {
    struct arena *arena;   // its own, closed with it
    struct arena *above;   // for sentences
    struct arena *scratch; // XLSX: emptied after each number
    str wanted;
    str bytes;
    bool is_csv;
    err fault;          // that ended it
    int64_t cpu_end_us; // of clock_cpu_us, when it is given up
    str sentence;

    int64_t row_number;
    int64_t row_count;
    struct sheet_cell cells[LIMIT_SHEET_COLUMNS];
    size_t starts[LIMIT_SHEET_COLUMNS + 1]; // of the cells' texts in `text`
    size_t cell_count;
    struct out text; // of the row at hand
    struct sheet_row row;

    struct sheet_text in; // CSV
    char separator;

    struct sheet_part part; // XLSX
    struct sheet_book book;
    struct sheet_pool pool;
    bool row_ready;
    size_t column;
    bool in_rows;
    bool in_cell;
    bool collects; // what stands between tags
    bool in_phonetic;
    bool has_formula;
    char cell_type[12];
    size_t cell_format;
    size_t cell_start;
};

// End with a fault: what is wrong, where, how to mend it. The first one stays.
err sheet_refuse(struct sheet *s, err fault, str sentence);

extern int64_t sheet_cpu_most_us; // LIMIT_SHEET_CPU_S; less in tests
err sheet_check_time(struct sheet *s);

err sheet_refuse_width(struct sheet *s);

void sheet_begin_row(struct sheet *s, int64_t number);
// The text from s->cell_start on is that of the cell in `column`.
err sheet_end_cell(struct sheet *s, size_t column, enum sheet_cell_kind kind);
// False for a row of empty cells, which is passed over.
err sheet_end_row(struct sheet *s, bool *out_is_row);

err sheet_csv_open(struct sheet *s);
err sheet_csv_next(struct sheet *s, bool *out_is_row);

err sheet_xlsx_open(struct sheet *s);
err sheet_xlsx_next(struct sheet *s, bool *out_is_row);

// The part of this name; the package must be open. Missing: *out_found is false.
err sheet_part_open(struct sheet *s, str name, const struct sheet_part *handlers, bool *out_found);
// Until it ends, or stands at a row's end.
err sheet_part_run(struct sheet *s);
err sheet_part_read_all(struct sheet *s, str name, const struct sheet_part *handlers,
                        bool *out_found);
err sheet_package_open(struct sheet *s);
// The handles of libzip and expat, of the process.
void sheet_package_close(void);

// A name without its prefix, and the value of an attribute by such a name; NULL without.
const char *sheet_local(const char *name);
const char *sheet_attribute(const char **attributes, const char *name);

// The number in a cell as people see it; false when it is none.
bool sheet_number(struct arena *a, str text, str *out);
bool sheet_day(struct arena *a, str text, bool from_1904, str *out);
bool sheet_format_is_day(str code);
bool sheet_builtin_is_day(int64_t id);
