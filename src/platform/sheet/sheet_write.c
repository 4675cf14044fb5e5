#include "platform/sheet/sheet_write.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

#include <xlsxwriter.h>

#include "base/csv.h"
#include "base/limits.h"
#include "platform/file/bytes.h"

#define BUFFER (256 * KIB) // bytes of CSV before they are written
#define CHOICE_ROWS 5000   // rows of a template that offer a choice
#define CHOICE_WORDS 128   // words of a choice
#define CHOICE_LENGTH 255  // characters of all of them with their commas; what a spreadsheet keeps

const struct fault SHEET_CANNOT_WRITE = {
    .kind = FAULT_BUSY,
    .code = "sheet.cannot_write",
    .text = "지금은 파일을 만들 수 없습니다. 잠시 뒤에 다시 받아 주세요.",
};

enum sheet_form sheet_form_from(str word)
{
    return str_equals(word, S("csv")) ? SHEET_CSV : SHEET_XLSX;
}

str sheet_media_type(enum sheet_form form)
{
    return form == SHEET_CSV
               ? S("text/csv; charset=utf-8")
               : S("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
}

str sheet_ending(enum sheet_form form)
{
    return form == SHEET_CSV ? S("csv") : S("xlsx");
}

struct sheet_writer {
    struct arena *arena;
    enum sheet_form form;
    int fd;
    bool is_nameless;
    bool failed;
    struct out buffer; // CSV
    lxw_workbook *book;
    lxw_worksheet *sheet;
    lxw_format *names[SHEET_TROUBLE + 1];
    lxw_format *amount;
    lxw_format *text;
    char *cell; // room for one text with its end
    lxw_row_t row;
    lxw_col_t column;
    size_t sheet_count;
};

// What a jump to an arena's edge left open goes with the next file.
static struct {
    lxw_workbook *book;
    int fd;
} held = {.fd = -1};

static void drop_held(void)
{
    if (held.book != NULL) {
        lxw_workbook_free(held.book);
    }
    if (held.fd >= 0) {
        (void)close(held.fd);
    }
    held.book = NULL;
    held.fd = -1;
}

static lxw_format *name_format(lxw_workbook *book, lxw_color_t back)
{
    lxw_format *f = workbook_add_format(book);
    format_set_bold(f);
    format_set_bg_color(f, back);
    format_set_border(f, LXW_BORDER_THIN);
    format_set_text_wrap(f);
    format_set_align(f, LXW_ALIGN_VERTICAL_CENTER);
    return f;
}

static void open_book(struct sheet_writer *w)
{
    char path[40];
    (void)snprintf(path, sizeof(path), "/proc/self/fd/%d", w->fd);
    lxw_workbook_options options = {.constant_memory = LXW_TRUE};
    w->book = workbook_new_opt(path, &options);
    held.book = w->book;
    if (w->book == NULL) {
        w->failed = true;
        return;
    }
    w->names[SHEET_PLAIN] = name_format(w->book, 0xE8ECF2);
    w->names[SHEET_MUST] = name_format(w->book, 0xFFE8B3);
    w->names[SHEET_TROUBLE] = name_format(w->book, 0xFFD0D0);
    w->amount = workbook_add_format(w->book);
    format_set_num_format(w->amount, "#,##0");
    w->text = workbook_add_format(w->book);
    format_set_num_format(w->text, "@"); // digits that people type stay as typed
    w->cell = arena_alloc(w->arena, LIMIT_SHEET_CELL * 4 + 1);
}

// A file without a name, gone with its last descriptor; -1: there can be none.
static int open_nameless(void)
{
    FILE *file = tmpfile();
    if (file == NULL) {
        return -1;
    }
    int fd = fcntl(fileno(file), F_DUPFD_CLOEXEC, 0);
    (void)fclose(file);
    return fd;
}

err sheet_write_open(struct arena *a, enum sheet_form form, const char *path,
                     struct sheet_writer **out)
{
    drop_held();
    struct sheet_writer *w = NEW(a, struct sheet_writer);
    *w = (struct sheet_writer){.arena = a, .form = form, .is_nameless = path == NULL};
    w->fd =
        path == NULL ? open_nameless() : open(path, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0640);
    held.fd = w->fd;
    if (w->fd < 0) {
        return &SHEET_CANNOT_WRITE;
    }
    if (form == SHEET_XLSX) {
        open_book(w);
    } else {
        out_init(&w->buffer, a, BUFFER + 1 * MIB);
        csv_write_mark(&w->buffer);
    }
    if (w->failed) {
        drop_held();
        return &SHEET_CANNOT_WRITE;
    }
    *out = w;
    return NULL;
}

static void flush(struct sheet_writer *w)
{
    str bytes = out_view(&w->buffer);
    w->failed = w->failed || w->buffer.overflowed || !bytes_write(w->fd, bytes.p, bytes.n);
    w->buffer.n = 0;
}

static bool is_past(const struct sheet_writer *w)
{
    return w->form == SHEET_CSV && w->sheet_count > 1;
}

// Terminated, and cut where a cell is full.
static const char *cell_text(struct sheet_writer *w, str text)
{
    size_t n = 0;
    size_t at = 0;
    for (size_t count = 0; at < text.n && count < LIMIT_SHEET_CELL; count++) {
        size_t from = at;
        (void)str_next(text, &at);
        for (size_t i = from; i < at; i++) {
            w->cell[n++] = text.p[i];
        }
    }
    w->cell[n] = '\0';
    return w->cell;
}

static void check(struct sheet_writer *w, lxw_error e)
{
    w->failed = w->failed || e != LXW_NO_ERROR;
}

static void write_names(struct sheet_writer *w, const struct sheet_column *columns, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        lxw_col_t c = (lxw_col_t)i;
        check(w, worksheet_set_column(w->sheet, c, c, columns[i].width, w->text));
    }
    check(w, worksheet_set_row(w->sheet, 0, 30, NULL));
    for (size_t i = 0; i < count; i++) {
        check(w, worksheet_write_string(w->sheet, 0, (lxw_col_t)i, cell_text(w, columns[i].name),
                                        w->names[columns[i].accent]));
    }
    worksheet_freeze_panes(w->sheet, 1, 0);
}

err sheet_write_begin(struct sheet_writer *w, str title, const struct sheet_column *columns,
                      size_t count)
{
    assert(count > 0 && count <= LIMIT_SHEET_COLUMNS);
    w->sheet_count++;
    w->column = 0;
    w->row = 1;
    if (w->form == SHEET_CSV) {
        for (size_t i = 0; i < count; i++) {
            sheet_write_text(w, columns[i].name);
        }
        sheet_write_end_row(w);
        return NULL;
    }
    w->sheet = workbook_add_worksheet(w->book, str_to_c(w->arena, title));
    if (w->sheet == NULL) {
        w->failed = true;
        return &SHEET_CANNOT_WRITE;
    }
    write_names(w, columns, count);
    return NULL;
}

void sheet_write_text(struct sheet_writer *w, str text)
{
    if (w->form == SHEET_XLSX && text.n > 0) {
        check(w, worksheet_write_string(w->sheet, w->row, w->column, cell_text(w, text), w->text));
    } else if (w->form == SHEET_CSV && !is_past(w)) {
        csv_write_text(&w->buffer, text);
    }
    w->column++;
}

void sheet_write_amount(struct sheet_writer *w, int64_t amount)
{
    if (w->form == SHEET_XLSX) {
        check(w, worksheet_write_number(w->sheet, w->row, w->column, (double)amount, w->amount));
    } else if (!is_past(w)) {
        csv_write_number(&w->buffer, amount);
    }
    w->column++;
}

void sheet_write_blank(struct sheet_writer *w)
{
    sheet_write_text(w, S(""));
}

void sheet_write_end_row(struct sheet_writer *w)
{
    w->row++;
    w->column = 0;
    if (w->form == SHEET_XLSX || is_past(w)) {
        return;
    }
    csv_end_row(&w->buffer);
    if (w->buffer.n >= BUFFER) {
        flush(w);
    }
}

void sheet_write_choice(struct sheet_writer *w, size_t column, str words)
{
    char *list[CHOICE_WORDS + 1] = {NULL};
    size_t count = 0;
    if (w->form == SHEET_CSV || words.n == 0 || str_length(words) > CHOICE_LENGTH) {
        return;
    }
    while (words.n > 0 && count < CHOICE_WORDS) {
        list[count++] = str_to_c(w->arena, str_cut(&words, '|'));
    }
    lxw_data_validation rule = {
        .validate = LXW_VALIDATION_TYPE_LIST,
        .value_list = list,
        .error_type = LXW_VALIDATION_ERROR_TYPE_WARNING,
        .error_title = "허용 값",
        .error_message = "목록에 있는 값을 골라 주세요.",
    };
    lxw_col_t c = (lxw_col_t)column;
    check(w, worksheet_data_validation_range(w->sheet, 1, c, CHOICE_ROWS, c, &rule));
}

static bool read_back(struct sheet_writer *w, struct out *o)
{
    char piece[16 * KIB];
    if (lseek(w->fd, 0, SEEK_SET) != 0) {
        return false;
    }
    for (;;) {
        ssize_t n = read(w->fd, piece, sizeof(piece));
        if (n < 0 && errno == EINTR) {
            continue;
        }
        if (n <= 0) {
            return n == 0;
        }
        out_raw(o, piece, (size_t)n);
    }
}

err sheet_write_close(struct sheet_writer *w, struct out *o)
{
    assert(w->is_nameless == (o != NULL));
    if (w->form == SHEET_XLSX) {
        held.book = NULL; // freed by its own closing
        check(w, workbook_close(w->book));
    } else {
        flush(w);
    }
    if (!w->failed && !w->is_nameless) {
        w->failed = fsync(w->fd) != 0;
    } else if (!w->failed) {
        w->failed = !read_back(w, o);
    }
    drop_held();
    return w->failed ? &SHEET_CANNOT_WRITE : NULL;
}
