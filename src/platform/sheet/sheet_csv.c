// Text whose fields are parted by comma, tab or semicolon, in UTF-8, UTF-16LE or CP949.
#include <assert.h>
#include <errno.h>
#include <iconv.h>
#include <string.h>

#include "platform/sheet/sheet_inside.h"

#define PIECE (32 * KIB) // bytes converted at a time; as UTF-8 they are at most twice as many
#define END (-1)

// --- Encodings -----------------------------------------------------------------------------------

// Of the process: opening it maps a table into memory as a program, which workers may not do.
static iconv_t cp949 = (iconv_t)-1; // NOLINT(performance-no-int-to-ptr)

void sheet_ready(void)
{
    if (cp949 == (iconv_t)-1) { // NOLINT(performance-no-int-to-ptr)
        cp949 = iconv_open("UTF-8", "CP949");
    }
}

// One piece from `at` on into `room`. False at a character that is none; *at stands there.
static bool convert_cp949(str bytes, size_t *at, char *room, size_t *out_size)
{
    char *in = (char *)bytes.p + *at; // iconv does not write there
    size_t left = bytes.n - *at < PIECE ? bytes.n - *at : PIECE;
    bool is_last = left == bytes.n - *at;
    char *to = room;
    size_t room_left = 3 * PIECE;
    size_t result = iconv(cp949, &in, &left, &to, &room_left);
    bool cut = result == (size_t)-1 && errno == EINVAL && !is_last; // in a character
    *at = (size_t)(in - bytes.p);
    *out_size = (size_t)(to - room);
    return result != (size_t)-1 || cut;
}

static uint32_t unit_at(str bytes, size_t at)
{
    return (uint32_t)(unsigned char)bytes.p[at] | (uint32_t)(unsigned char)bytes.p[at + 1] << 8;
}

static bool convert_utf_16(str bytes, size_t *at, char *room, size_t *out_size)
{
    size_t end = bytes.n - *at < PIECE ? bytes.n : *at + PIECE;
    size_t n = 0;
    while (*at < end) {
        if (bytes.n - *at < 2) {
            return false;
        }
        uint32_t point = unit_at(bytes, *at);
        size_t size = 2;
        if (point >= 0xD800 && point < 0xDC00 && bytes.n - *at >= 4) {
            uint32_t low = unit_at(bytes, *at + 2);
            if (low < 0xDC00 || low >= 0xE000) {
                return false;
            }
            point = 0x10000 + ((point - 0xD800) << 10) + (low - 0xDC00);
            size = 4;
        } else if (point == 0 || (point >= 0xD800 && point < 0xE000)) {
            return false;
        }
        n += str_encode(point, room + n);
        *at += size;
    }
    *out_size = n;
    return true;
}

// The next piece as UTF-8. False at what is no character.
static bool next_piece(struct sheet_text *t)
{
    t->piece_at = 0;
    if (t->encoding == ENCODING_UTF_8) {
        t->piece = t->bytes.p + t->at;
        t->piece_size = t->bytes.n - t->at;
        t->at = t->bytes.n;
        return true;
    }
    t->piece = t->room;
    return (t->encoding == ENCODING_CP949 ? convert_cp949 : convert_utf_16)(
        t->bytes, &t->at, t->room, &t->piece_size);
}

static void rewind_text(struct sheet_text *t)
{
    t->at = 0;
    t->piece_at = 0;
    t->piece_size = 0;
}

// Whether all of it can be read; *out_at is where it cannot.
static bool can_read(struct sheet_text *t, size_t *out_at)
{
    rewind_text(t);
    bool can = true;
    while (can && t->at < t->bytes.n) {
        can = next_piece(t);
        can = can && memchr(t->piece, '\0', t->piece_size) == NULL;
    }
    *out_at = t->at;
    rewind_text(t);
    return can;
}

static int64_t line_at(const struct sheet_text *t, size_t at)
{
    int64_t line = 1;
    size_t step = t->encoding == ENCODING_UTF_16LE ? 2 : 1;
    for (size_t i = 0; i + step <= at && i + step <= t->bytes.n; i += step) {
        line += t->bytes.p[i] == '\n' && (step == 1 || t->bytes.p[i + 1] == '\0');
    }
    return line;
}

// Where text stops being UTF-8.
static size_t utf8_end(str bytes)
{
    size_t at = 0;
    while (at < bytes.n) {
        size_t from = at;
        uint32_t point = str_next(bytes, &at);
        if (point == 0 || (point == 0xFFFD && !str_is_text(str_slice(bytes, from, at - from)))) {
            return from;
        }
    }
    return at;
}

static err refuse_encoding(struct sheet *s, size_t at)
{
    return sheet_refuse(
        s, &SHEET_ENCODING,
        str_format(s->above,
                   "%lld번째 줄의 글자를 읽을 수 없습니다. UTF-8도 한글 윈도(CP949)도 아닙니다. "
                   "엑셀에서 '다른 이름으로 저장'의 'CSV UTF-8'을 골라 저장한 뒤 올려 주세요.",
                   (long long)line_at(&s->in, at)));
}

// A byte order mark tells; else strict UTF-8, else the table that Excel really writes.
static err find_encoding(struct sheet *s)
{
    struct sheet_text *t = &s->in;
    size_t at = 0;
    *t = (struct sheet_text){.bytes = s->bytes};
    if (str_starts(t->bytes, S("\xEF\xBB\xBF"))) {
        t->bytes = str_slice(t->bytes, 3, t->bytes.n);
    } else if (str_starts(t->bytes, S("\xFF\xFE"))) {
        t->bytes = str_slice(t->bytes, 2, t->bytes.n);
        t->encoding = ENCODING_UTF_16LE;
        t->room = NEW_ARRAY(s->arena, 3 * PIECE, char);
        return can_read(t, &at) ? NULL : refuse_encoding(s, at);
    }
    if (str_is_text(t->bytes)) {
        return NULL;
    }
    t->encoding = ENCODING_CP949;
    t->room = NEW_ARRAY(s->arena, 3 * PIECE, char);
    sheet_ready();
    if (can_read(t, &at)) {
        return NULL;
    }
    size_t text_end = utf8_end(t->bytes);
    return refuse_encoding(s, text_end > at ? text_end : at);
}

// --- Fields --------------------------------------------------------------------------------------

static int next_byte(struct sheet_text *t)
{
    while (t->piece_at == t->piece_size) {
        if (t->at == t->bytes.n || !next_piece(t)) { // it was read once, so it can be
            return END;
        }
    }
    return (unsigned char)t->piece[t->piece_at++];
}

// The one of the three that the first line has most of, outside quotes.
static char find_separator(struct sheet_text *t)
{
    static const char SEPARATORS[] = {',', '\t', ';'};
    int64_t counts[sizeof(SEPARATORS)] = {0};
    bool quoted = false;
    size_t best = 0;
    for (int c = next_byte(t); c != END && (quoted || (c != '\n' && c != '\r')); c = next_byte(t)) {
        quoted = c == '"' ? !quoted : quoted;
        for (size_t i = 0; i < sizeof(SEPARATORS); i++) {
            counts[i] += !quoted && c == SEPARATORS[i];
        }
    }
    for (size_t i = 1; i < sizeof(SEPARATORS); i++) {
        best = counts[i] > counts[best] ? i : best;
    }
    rewind_text(t);
    return SEPARATORS[best];
}

err sheet_csv_open(struct sheet *s)
{
    TRY(find_encoding(s));
    s->separator = find_separator(&s->in);
    return NULL;
}

static err refuse_quote(struct sheet *s, size_t column, const char *what)
{
    str letters = sheet_column_letters(s->above, column < LIMIT_SHEET_COLUMNS ? column : 0);
    return sheet_refuse(s, &SHEET_QUOTE,
                        str_format(s->above, "%lld행 %.*s열: %s %s", (long long)s->row_number,
                                   STR_ARG(letters), what, SHEET_QUOTE.text));
}

// Between quotes, up to the closing one; *out_next is what follows it.
static err read_quoted(struct sheet *s, size_t column, int *out_next)
{
    for (;;) {
        int c = next_byte(&s->in);
        if (c == END) {
            return refuse_quote(s, column, "여기서 연 따옴표가 파일 끝까지 닫히지 않았습니다.");
        }
        if (c != '"') {
            out_char(&s->text, (char)c);
            continue;
        }
        c = next_byte(&s->in);
        if (c != '"') {
            *out_next = c;
            break;
        }
        out_char(&s->text, '"');
    }
    if (*out_next != END && *out_next != s->separator && *out_next != '\n' && *out_next != '\r') {
        return refuse_quote(s, column, "닫는 따옴표 뒤에 글자가 더 있습니다.");
    }
    return NULL;
}

// A text that a spreadsheet would take for a formula. Those that we write have an apostrophe in
// front, which goes again.
static enum sheet_cell_kind kind_of(struct sheet *s)
{
    static const char STARTS[] = "=+-@\t";
    str text = str_slice(out_view(&s->text), s->cell_start, s->text.n);
    if (text.n >= 2 && text.p[0] == '\'' && strchr(STARTS, text.p[1]) != NULL) {
        memmove(s->text.p + s->cell_start, s->text.p + s->cell_start + 1, text.n - 1);
        s->text.n--;
        return CELL_TEXT;
    }
    return text.n > 1 && text.p[0] == '=' ? CELL_FORMULA : CELL_TEXT;
}

// One field; *c is its first byte, then what ended it.
static err read_field(struct sheet *s, size_t column, int *c)
{
    if (*c == '"') {
        TRY(read_quoted(s, column, c));
    } else {
        while (*c != END && *c != s->separator && *c != '\n' && *c != '\r') {
            out_char(&s->text, (char)*c);
            *c = next_byte(&s->in);
        }
    }
    return sheet_end_cell(s, column, kind_of(s));
}

// The line end of two bytes is one.
static void pass_line_end(struct sheet_text *t, int c)
{
    if (c != '\r') {
        return;
    }
    int after = next_byte(t);
    if (after != '\n' && after != END) {
        t->piece_at--; // a line end of one; what follows is the next row's
    }
}

err sheet_csv_next(struct sheet *s, bool *out_is_row)
{
    *out_is_row = false;
    while (!*out_is_row) {
        int c = next_byte(&s->in);
        if (c == END) {
            return NULL;
        }
        sheet_begin_row(s, s->row_number + 1);
        size_t column = 0;
        for (;; column++) {
            TRY(read_field(s, column, &c));
            if (c != s->separator) {
                break;
            }
            c = next_byte(&s->in);
        }
        pass_line_end(&s->in, c);
        TRY(sheet_end_row(s, out_is_row));
    }
    return NULL;
}
