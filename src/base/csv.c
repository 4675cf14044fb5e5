#include "base/csv.h"

#include <assert.h>
#include <string.h>

#include "base/limits.h"

const struct fault CSV_TOO_LARGE = {
    .kind = FAULT_INVALID,
    .code = "csv.too_large",
    .text = "CSV 파일이 허용 크기를 넘었습니다. 파일을 나누어 올려 주세요.",
};
const struct fault CSV_NOT_TEXT = {
    .kind = FAULT_INVALID,
    .code = "csv.not_text",
    .text = "UTF-8 글자가 아닌 내용이 있습니다. 파일을 UTF-8 CSV로 저장해 주세요.",
};
const struct fault CSV_STRAY_QUOTE = {
    .kind = FAULT_INVALID,
    .code = "csv.stray_quote",
    .text =
        "따옴표의 위치가 잘못되었습니다. 칸 전체를 따옴표로 감싸고 안쪽 따옴표는 두 번 써 주세요.",
    .source = "RFC 4180 2.5–2.7",
};
const struct fault CSV_OPEN_QUOTE = {
    .kind = FAULT_INVALID,
    .code = "csv.open_quote",
    .text = "따옴표가 닫히지 않은 채 파일이 끝났습니다.",
    .source = "RFC 4180 2.6",
};
const struct fault CSV_STRAY_RETURN = {
    .kind = FAULT_INVALID,
    .code = "csv.stray_return",
    .text = "줄바꿈 문자가 잘못되었습니다. 줄 끝은 LF 또는 CRLF여야 합니다.",
    .source = "RFC 4180 2.1",
};
const struct fault CSV_UNEQUAL_WIDTH = {
    .kind = FAULT_INVALID,
    .code = "csv.unequal_width",
    .text = "칸의 수가 첫 줄과 다릅니다. 모든 줄의 칸 수를 첫 줄과 맞춰 주세요.",
    .source = "RFC 4180 2.4",
};
const struct fault CSV_EMPTY = {
    .kind = FAULT_INVALID,
    .code = "csv.empty",
    .text = "첫 줄에 열 이름이 없습니다. 첫 줄에 열 이름을 적어 주세요.",
};

static bool at_end(const struct csv *c)
{
    return c->at >= c->text.n;
}

static bool next_is(const struct csv *c, char wanted)
{
    return !at_end(c) && c->text.p[c->at] == wanted;
}

// A field without quotes: a view up to the comma or the line's end.
static err read_bare(struct csv *c, str *out_field)
{
    size_t from = c->at;
    while (!at_end(c) && !next_is(c, ',') && !next_is(c, '\n') && !next_is(c, '\r')) {
        if (next_is(c, '"')) {
            return &CSV_STRAY_QUOTE;
        }
        c->at++;
    }
    *out_field = str_slice(c->text, from, c->at - from);
    return NULL;
}

// The text between quotes with its doubled quotes made single; copied only when there are some.
static str undouble(struct arena *arena, str inside, size_t doubled)
{
    if (doubled == 0) {
        return inside;
    }
    char *p = arena_alloc(arena, inside.n - doubled);
    size_t n = 0;
    for (size_t i = 0; i < inside.n; i++) {
        p[n++] = inside.p[i];
        if (inside.p[i] == '"') {
            i++; // its twin
        }
    }
    assert(n == inside.n - doubled);
    return (str){.p = p, .n = n};
}

static err read_quoted(struct csv *c, str *out_field)
{
    assert(next_is(c, '"'));
    size_t from = ++c->at;
    size_t doubled = 0;
    for (;; c->at++) {
        if (at_end(c)) {
            return &CSV_OPEN_QUOTE;
        }
        if (next_is(c, '\n')) {
            c->next_line++;
        }
        if (!next_is(c, '"')) {
            continue;
        }
        if (c->at + 1 == c->text.n || c->text.p[c->at + 1] != '"') {
            break;
        }
        doubled++;
        c->at++;
    }
    str inside = str_slice(c->text, from, c->at - from);
    c->at++;
    if (!at_end(c) && !next_is(c, ',') && !next_is(c, '\n') && !next_is(c, '\r')) {
        return &CSV_STRAY_QUOTE;
    }
    *out_field = undouble(c->arena, inside, doubled);
    return NULL;
}

static err read_line_end(struct csv *c)
{
    if (next_is(c, '\r')) {
        c->at++;
        if (!next_is(c, '\n')) {
            return &CSV_STRAY_RETURN;
        }
    }
    if (next_is(c, '\n')) {
        c->at++;
        c->next_line++;
    }
    return NULL;
}

// One row into `fields`, which has room for LIMIT_CSV_COLUMNS.
static err read_row(struct csv *c, str *fields, size_t *out_count)
{
    c->line = c->next_line;
    size_t count = 0;
    for (;;) {
        if (count == LIMIT_CSV_COLUMNS) {
            return &CSV_TOO_LARGE;
        }
        TRY(next_is(c, '"') ? read_quoted(c, &fields[count]) : read_bare(c, &fields[count]));
        if (fields[count++].n > LIMIT_CSV_FIELD) {
            return &CSV_TOO_LARGE;
        }
        if (!next_is(c, ',')) {
            break;
        }
        c->at++;
    }
    TRY(read_line_end(c));
    *out_count = count;
    return NULL;
}

err csv_init(struct csv *c, struct arena *arena, str text)
{
    *c = (struct csv){.arena = arena, .line = 1, .next_line = 1};
    c->text = str_after_mark(text);
    if (c->text.n > LIMIT_CSV_FILE) {
        return &CSV_TOO_LARGE;
    }
    if (!str_is_text(c->text)) {
        return &CSV_NOT_TEXT;
    }
    str fields[LIMIT_CSV_COLUMNS];
    TRY(read_row(c, fields, &c->width));
    if (c->width == 1 && fields[0].n == 0) {
        return &CSV_EMPTY;
    }
    str *header = NEW_ARRAY(arena, c->width, str);
    memcpy(header, fields, c->width * sizeof(str));
    c->header = header;
    return NULL;
}

bool csv_column(const struct csv *c, str name, size_t *out_column)
{
    for (size_t i = 0; i < c->width; i++) {
        if (str_equals(c->header[i], name)) {
            *out_column = i;
            return true;
        }
    }
    return false;
}

err csv_next(struct csv *c, const str **out_fields)
{
    if (at_end(c)) {
        *out_fields = NULL;
        return NULL;
    }
    if (c->rows == LIMIT_CSV_ROWS) {
        return &CSV_TOO_LARGE;
    }
    str fields[LIMIT_CSV_COLUMNS];
    size_t count = 0;
    TRY(read_row(c, fields, &count));
    if (count != c->width) {
        return &CSV_UNEQUAL_WIDTH;
    }
    c->rows++;
    str *kept = NEW_ARRAY(c->arena, count, str);
    memcpy(kept, fields, count * sizeof(str));
    *out_fields = kept;
    return NULL;
}

// --- Writing -------------------------------------------------------------------------------------

#define BYTE_ORDER_MARK "\xEF\xBB\xBF"

void csv_write_mark(struct out *o)
{
    out_str(o, S(BYTE_ORDER_MARK));
}

// A comma, unless the row begins here. A text ends with a quote, so a line end is always a row's.
static void begin_field(struct out *o)
{
    bool after_mark =
        o->n == sizeof(BYTE_ORDER_MARK) - 1 && str_equals(out_view(o), S(BYTE_ORDER_MARK));
    if (o->n > 0 && o->p[o->n - 1] != '\n' && !after_mark) {
        out_char(o, ',');
    }
}

static bool is_formula(str text)
{
    static const char STARTS[] = {'=', '+', '-', '@', '\t', '\r', '\0'};
    return text.n > 0 && memchr(STARTS, text.p[0], sizeof(STARTS)) != NULL;
}

void csv_write_text(struct out *o, str text)
{
    begin_field(o);
    out_char(o, '"');
    if (is_formula(text)) {
        out_char(o, '\'');
    }
    for (size_t i = 0; i < text.n; i++) {
        if (text.p[i] == '"') {
            out_char(o, '"');
        }
        out_char(o, text.p[i]);
    }
    out_char(o, '"');
}

void csv_write_number(struct out *o, int64_t n)
{
    begin_field(o);
    out_i64(o, n);
}

void csv_write_date(struct out *o, date d)
{
    csv_write_text(o, date_is_none(d) ? S("") : date_format_iso(o->arena, d));
}

void csv_end_row(struct out *o)
{
    out_str(o, S("\r\n"));
}
