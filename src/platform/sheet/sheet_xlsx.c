// A workbook as ECMA-376 describes it: where its parts lie, its pool of texts, and the rows of one
// sheet.
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "platform/sheet/sheet_inside.h"

#define ROW_MAX 1048576   // rows of a sheet
#define COLUMN_MAX 16384  // columns of a sheet
#define POOL_BLOCK 4096   // texts
#define POOL_BLOCKS 1024  // four million texts
#define FORMATS_MAX 65536 // cell formats
#define SHEETS_MAX 255    // sheets whose names are told

static void no_end(struct sheet *s, const char *name)
{
    (void)s;
    (void)name;
}

static void add_chars(struct sheet *s, const char *p, size_t n)
{
    out_raw(&s->text, p, n);
}

static bool ends_as(const char *text, const char *ending)
{
    return text != NULL && str_ends(str_view(text), str_view(ending));
}

// --- Where the parts lie -------------------------------------------------------------------------

// A target as seen from `folder`; one that begins with a slash is whole.
static str join(struct sheet *s, str folder, const char *target)
{
    str t = str_view(target);
    return str_starts(t, S("/")) ? str_copy(s->arena, str_slice(t, 1, t.n))
                                 : str_join(s->arena, folder, t);
}

static void on_package_relation(struct sheet *s, const char *name, const char **attributes)
{
    const char *target = sheet_attribute(attributes, "Target");
    if (strcmp(name, "Relationship") == 0 && target != NULL &&
        ends_as(sheet_attribute(attributes, "Type"), "/officeDocument")) {
        s->book.workbook = join(s, S(""), target);
    }
}

static void on_book_relation(struct sheet *s, const char *name, const char **attributes)
{
    const char *target = sheet_attribute(attributes, "Target");
    const char *type = sheet_attribute(attributes, "Type");
    const char *id = sheet_attribute(attributes, "Id");
    if (strcmp(name, "Relationship") != 0 || target == NULL || id == NULL) {
        return;
    }
    if (ends_as(type, "/sharedStrings")) {
        s->book.strings = join(s, s->book.folder, target);
    } else if (ends_as(type, "/styles")) {
        s->book.styles = join(s, s->book.folder, target);
    } else if (ends_as(type, "/worksheet") && str_equals(s->book.sheet_id, str_view(id))) {
        s->book.sheet = join(s, s->book.folder, target);
    }
}

// Of the sheets that are shown: the wanted one, or the only one.
static void on_sheet(struct sheet *s, const char **attributes)
{
    const char *title = sheet_attribute(attributes, "name");
    const char *state = sheet_attribute(attributes, "state");
    const char *id = sheet_attribute(attributes, "id");
    if (title == NULL || id == NULL || (state != NULL && strcmp(state, "visible") != 0)) {
        return;
    }
    bool is_wanted = str_equals(str_trim(str_view(title)), s->wanted);
    if (!s->book.has_sheet_named && (is_wanted || s->book.sheet_count == 0)) {
        s->book.sheet_id = str_copy(s->arena, str_view(id));
    }
    s->book.has_sheet_named = s->book.has_sheet_named || is_wanted;
    if (++s->book.sheet_count <= 5) {
        str names = s->book.sheet_names;
        s->book.sheet_names =
            str_format(s->above, "%.*s%s%.*s", STR_ARG(names), names.n > 0 ? ", " : "", 60, title);
    }
}

static void on_workbook(struct sheet *s, const char *name, const char **attributes)
{
    if (strcmp(name, "workbookPr") == 0) {
        const char *flag = sheet_attribute(attributes, "date1904");
        s->book.from_1904 = flag != NULL && (strcmp(flag, "1") == 0 || strcmp(flag, "true") == 0);
    } else if (strcmp(name, "sheet") == 0 && s->book.sheet_count < SHEETS_MAX) {
        on_sheet(s, attributes);
    }
}

// --- Formats -------------------------------------------------------------------------------------

static int64_t number_of(const char *text)
{
    int64_t n = -1;
    return text != NULL && str_parse_i64(str_view(text), &n) && n >= 0 ? n : -1;
}

static bool is_custom_day(const struct sheet *s, int64_t id)
{
    for (size_t i = 0; i < s->book.custom_count; i++) {
        if (s->book.custom_ids[i] == id) {
            return true;
        }
    }
    return false;
}

static void on_style(struct sheet *s, const char *name, const char **attributes)
{
    struct sheet_book *b = &s->book;
    int64_t id = number_of(sheet_attribute(attributes, "numFmtId"));
    if (strcmp(name, "numFmt") == 0) {
        const char *code = sheet_attribute(attributes, "formatCode");
        if (code != NULL && id >= 0 && id < INT32_MAX && b->custom_count < COUNT(b->custom_ids) &&
            sheet_format_is_day(str_view(code))) {
            b->custom_ids[b->custom_count++] = (int32_t)id;
        }
    } else if (strcmp(name, "cellXfs") == 0) {
        b->in_cell_formats = true;
        b->date_formats = arena_alloc(s->arena, FORMATS_MAX);
    } else if (strcmp(name, "xf") == 0 && b->in_cell_formats && b->format_count < FORMATS_MAX) {
        b->date_formats[b->format_count++] = sheet_builtin_is_day(id) || is_custom_day(s, id);
    }
}

static void on_style_end(struct sheet *s, const char *name)
{
    if (strcmp(name, "cellXfs") == 0) {
        s->book.in_cell_formats = false;
    }
}

// --- The pool of texts ---------------------------------------------------------------------------

static void on_text(struct sheet *s, const char *name, const char **attributes)
{
    (void)attributes;
    if (strcmp(name, "si") == 0) {
        s->text.n = 0;
    } else if (strcmp(name, "rPh") == 0) {
        s->in_phonetic = true;
    } else if (strcmp(name, "t") == 0) {
        s->collects = !s->in_phonetic;
    }
}

static void keep_text(struct sheet *s)
{
    struct sheet_pool *pool = &s->pool;
    if (s->text.overflowed || arena_used(s->arena) + s->text.n > LIMIT_SHEET_POOL ||
        pool->count == (size_t)POOL_BLOCK * POOL_BLOCKS) {
        (void)sheet_refuse(s, &SHEET_TOO_LARGE, S(""));
        return;
    }
    if (pool->count % POOL_BLOCK == 0) {
        pool->blocks[pool->count / POOL_BLOCK] = NEW_ARRAY(s->arena, POOL_BLOCK, str);
    }
    pool->blocks[pool->count / POOL_BLOCK][pool->count % POOL_BLOCK] =
        str_copy(s->arena, out_view(&s->text));
    pool->count++;
}

static void on_text_end(struct sheet *s, const char *name)
{
    if (strcmp(name, "t") == 0) {
        s->collects = false;
    } else if (strcmp(name, "rPh") == 0) {
        s->in_phonetic = false;
    } else if (strcmp(name, "si") == 0) {
        keep_text(s);
    }
}

// --- Rows ----------------------------------------------------------------------------------------

// BC27 → row 27, column 54. False for what is no place of a sheet.
static bool read_place(const char *text, int64_t *out_row, size_t *out_column)
{
    size_t column = 0;
    size_t i = 0;
    for (; text[i] >= 'A' && text[i] <= 'Z'; i++) {
        column = column * 26 + (size_t)(text[i] - 'A' + 1);
        if (column > COLUMN_MAX) {
            return false;
        }
    }
    int64_t row = number_of(text + i);
    if (column == 0 || row < 1 || row > ROW_MAX) {
        return false;
    }
    *out_row = row;
    *out_column = column - 1;
    return true;
}

static void start_row(struct sheet *s, const char **attributes)
{
    const char *number = sheet_attribute(attributes, "r");
    int64_t row = number == NULL ? s->row_number + 1 : number_of(number);
    if (row <= s->row_number || row > ROW_MAX) {
        (void)sheet_refuse(s, &SHEET_BROKEN, S(""));
        return;
    }
    sheet_begin_row(s, row);
    s->column = 0;
}

static void start_cell(struct sheet *s, const char **attributes)
{
    const char *place = sheet_attribute(attributes, "r");
    const char *type = sheet_attribute(attributes, "t");
    int64_t row = 0;
    if (place != NULL && !read_place(place, &row, &s->column)) {
        (void)sheet_refuse_width(s);
        return;
    }
    if (s->column >= COLUMN_MAX) {
        (void)sheet_refuse_width(s);
        return;
    }
    s->in_cell = true;
    s->has_formula = false;
    s->text.n = s->cell_start;
    s->cell_format = (size_t)(number_of(sheet_attribute(attributes, "s")) + 1); // 0: none
    s->cell_type[0] = '\0';
    if (type != NULL && strlen(type) < sizeof(s->cell_type)) {
        memcpy(s->cell_type, type, strlen(type) + 1);
    }
}

// Merged cells are told after the rows.
static void on_merge(struct sheet *s, const char **attributes)
{
    const char *place = sheet_attribute(attributes, "ref");
    (void)sheet_refuse(
        s, &SHEET_MERGED,
        str_format(s->above,
                   "%.*s 칸이 병합되어 있습니다. 엑셀에서 '병합하고 가운데 맞춤'을 눌러 풀고, 첫 "
                   "줄에는 열 이름만, 다음 줄부터 칸마다 값을 적어 주세요.",
                   40, place == NULL ? "여러" : place));
}

static void on_row_part(struct sheet *s, const char *name, const char **attributes)
{
    if (strcmp(name, "sheetData") == 0) {
        s->in_rows = true;
    } else if (strcmp(name, "mergeCell") == 0) {
        on_merge(s, attributes);
    } else if (!s->in_rows) {
        return;
    } else if (strcmp(name, "row") == 0) {
        start_row(s, attributes);
    } else if (strcmp(name, "c") == 0) {
        start_cell(s, attributes);
    } else if (strcmp(name, "f") == 0) {
        s->has_formula = s->in_cell;
    } else if (strcmp(name, "rPh") == 0) {
        s->in_phonetic = true;
    } else if (strcmp(name, "v") == 0 || strcmp(name, "t") == 0) {
        s->collects = s->in_cell && !s->in_phonetic;
    }
}

static void replace_text(struct sheet *s, str by)
{
    s->text.n = s->cell_start;
    out_str(&s->text, by);
}

static bool shows_day(const struct sheet *s)
{
    return s->cell_format > 0 && s->cell_format <= s->book.format_count &&
           s->book.date_formats[s->cell_format - 1] != 0;
}

// Numbers are made readable in a small arena of their own, emptied after each.
static enum sheet_cell_kind end_number(struct sheet *s)
{
    str digits = str_slice(out_view(&s->text), s->cell_start, s->text.n);
    str shown = S("");
    if (digits.n == 0) {
        return CELL_TEXT;
    }
    struct arena *a = s->scratch;
    arena_reset(a);
    if (shows_day(s) && sheet_day(a, digits, s->book.from_1904, &shown)) {
        replace_text(s, shown);
        return CELL_DATE;
    }
    if (!sheet_number(a, digits, &shown)) {
        (void)sheet_refuse(s, &SHEET_BROKEN, S(""));
        return CELL_NUMBER;
    }
    if (shown.p != digits.p) {
        replace_text(s, shown);
    }
    return CELL_NUMBER;
}

static enum sheet_cell_kind end_shared(struct sheet *s)
{
    int64_t at = -1;
    str digits = str_trim(str_slice(out_view(&s->text), s->cell_start, s->text.n));
    if (digits.n == 0) {
        return CELL_TEXT;
    }
    if (!str_parse_i64(digits, &at) || at < 0 || (size_t)at >= s->pool.count) {
        (void)sheet_refuse(s, &SHEET_BROKEN, S(""));
        return CELL_TEXT;
    }
    replace_text(s, s->pool.blocks[(size_t)at / POOL_BLOCK][(size_t)at % POOL_BLOCK]);
    return CELL_TEXT;
}

static enum sheet_cell_kind end_value(struct sheet *s)
{
    if (s->text.overflowed) {
        return CELL_TEXT; // refused when the cell ends
    }
    if (strcmp(s->cell_type, "s") == 0) {
        return end_shared(s);
    }
    if (s->cell_type[0] == '\0' || strcmp(s->cell_type, "n") == 0) {
        return end_number(s);
    }
    if (strcmp(s->cell_type, "b") == 0) {
        bool is_true = s->text.n > s->cell_start && s->text.p[s->cell_start] == '1';
        replace_text(s, is_true ? S("TRUE") : S("FALSE"));
        return CELL_TEXT;
    }
    if (strcmp(s->cell_type, "d") == 0) {
        return CELL_DATE;
    }
    return strcmp(s->cell_type, "e") == 0 ? CELL_ERROR : CELL_TEXT;
}

static void end_cell(struct sheet *s)
{
    enum sheet_cell_kind kind = end_value(s);
    s->in_cell = false;
    if (s->fault == NULL) {
        (void)sheet_end_cell(s, s->column, s->has_formula ? CELL_FORMULA : kind);
    }
    s->column++;
}

static void on_row_part_end(struct sheet *s, const char *name)
{
    if (!s->in_rows) {
        return;
    }
    if (strcmp(name, "v") == 0 || strcmp(name, "t") == 0) {
        s->collects = false;
    } else if (strcmp(name, "rPh") == 0) {
        s->in_phonetic = false;
    } else if (strcmp(name, "c") == 0 && s->in_cell) {
        end_cell(s);
    } else if (strcmp(name, "row") == 0) {
        (void)sheet_end_row(s, &s->row_ready);
    } else if (strcmp(name, "sheetData") == 0) {
        s->in_rows = false;
    }
}

// --- The workbook --------------------------------------------------------------------------------

static str folder_of(str path)
{
    while (path.n > 0 && path.p[path.n - 1] != '/') {
        path.n--;
    }
    return path;
}

static err refuse_several(struct sheet *s)
{
    return sheet_refuse(
        s, &SHEET_SEVERAL,
        str_format(
            s->above,
            "시트가 %zu개 있습니다(%.*s%s). 올릴 시트의 이름을 '%.*s'으로 바꾸거나 그 시트만 "
            "남겨 주세요.",
            s->book.sheet_count, STR_ARG(s->book.sheet_names), s->book.sheet_count > 5 ? " …" : "",
            STR_ARG(s->wanted)));
}

static err find_parts(struct sheet *s)
{
    static const struct sheet_part PACKAGE = {
        .start = on_package_relation, .end = no_end, .chars = add_chars};
    static const struct sheet_part BOOK = {.start = on_workbook, .end = no_end, .chars = add_chars};
    static const struct sheet_part RELATIONS = {
        .start = on_book_relation, .end = no_end, .chars = add_chars};
    bool found = false;
    TRY(sheet_part_read_all(s, S("_rels/.rels"), &PACKAGE, &found));
    if (!found || s->book.workbook.n == 0) {
        return &SHEET_NO_SHEET; // another kind of package
    }
    s->book.folder = folder_of(s->book.workbook);
    TRY(sheet_part_read_all(s, s->book.workbook, &BOOK, &found));
    if (!found || s->book.sheet_id.n == 0) {
        return found ? &SHEET_EMPTY : &SHEET_BROKEN;
    }
    if (s->book.sheet_count > 1 && !s->book.has_sheet_named) {
        return refuse_several(s);
    }
    str base = str_slice(s->book.workbook, s->book.folder.n, s->book.workbook.n);
    str relations =
        str_format(s->arena, "%.*s_rels/%.*s.rels", STR_ARG(s->book.folder), STR_ARG(base));
    TRY(sheet_part_read_all(s, relations, &RELATIONS, &found));
    return found && s->book.sheet.n > 0 ? NULL : &SHEET_BROKEN;
}

err sheet_xlsx_open(struct sheet *s)
{
    static const struct sheet_part STYLES = {
        .start = on_style, .end = on_style_end, .chars = add_chars};
    static const struct sheet_part STRINGS = {
        .start = on_text, .end = on_text_end, .chars = add_chars};
    static const struct sheet_part ROWS = {
        .start = on_row_part, .end = on_row_part_end, .chars = add_chars};
    bool found = false;
    s->scratch = arena_open_below(s->above, LIMIT_ARENA_BLOCK);
    s->pool.blocks = NEW_ARRAY(s->arena, POOL_BLOCKS, str *);
    TRY(sheet_package_open(s));
    TRY(find_parts(s));
    if (s->book.styles.n > 0) {
        TRY(sheet_part_read_all(s, s->book.styles, &STYLES, &found));
    }
    if (s->book.strings.n > 0) {
        TRY(sheet_part_read_all(s, s->book.strings, &STRINGS, &found));
    }
    s->collects = false;
    s->in_phonetic = false;
    sheet_begin_row(s, 0);
    TRY(sheet_part_open(s, s->book.sheet, &ROWS, &found));
    return found ? NULL : &SHEET_BROKEN;
}

err sheet_xlsx_next(struct sheet *s, bool *out_is_row)
{
    *out_is_row = false;
    if (s->part.is_done) {
        return NULL;
    }
    TRY(sheet_part_run(s));
    *out_is_row = !s->part.is_done;
    return NULL;
}
