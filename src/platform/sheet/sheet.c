#include "platform/sheet/sheet.h"

#include <assert.h>
#include <string.h>

#include "platform/clock/clock.h"
#include "platform/sheet/sheet_inside.h"

const struct fault SHEET_EMPTY = {
    .kind = FAULT_INVALID,
    .code = "sheet.empty",
    .text = "파일에 내용이 없습니다. 첫 줄에 열 이름을, 다음 줄부터 내용을 적어 주세요.",
};
const struct fault SHEET_TOO_LARGE = {
    .kind = FAULT_INVALID,
    .code = "sheet.too_large",
    .text = "파일이 허용 크기를 넘었습니다. 파일을 나누어 올려 주세요.",
};
const struct fault SHEET_BOMB = {
    .kind = FAULT_INVALID,
    .code = "sheet.bomb",
    .text = "압축을 풀면 지나치게 커지는 파일입니다. 쓰지 않는 서식과 빈 줄을 지우고 새 파일에 "
            "값만 붙여 넣어 올려 주세요.",
};
const struct fault SHEET_OLD = {
    .kind = FAULT_INVALID,
    .code = "sheet.old",
    .text = "옛 형식의 엑셀 파일(.xls)은 읽을 수 없습니다. 엑셀에서 '다른 이름으로 저장'을 눌러 "
            "'Excel 통합 문서(.xlsx)'로 저장한 뒤 올려 주세요.",
};
const struct fault SHEET_LOCKED = {
    .kind = FAULT_INVALID,
    .code = "sheet.locked",
    .text = "암호가 걸린 파일은 읽을 수 없습니다. 엑셀의 '파일 › 정보 › 통합 문서 보호'에서 암호를 "
            "지우고 저장한 뒤 올려 주세요.",
};
const struct fault SHEET_NO_SHEET = {
    .kind = FAULT_INVALID,
    .code = "sheet.no_sheet",
    .text =
        "엑셀 파일(.xlsx)이나 CSV 파일(.csv)을 올려 주세요. 다른 형식은 엑셀에서 '다른 이름으로 "
        "저장'으로 바꾸어 주세요.",
};
const struct fault SHEET_BROKEN = {
    .kind = FAULT_INVALID,
    .code = "sheet.broken",
    .text = "파일이 중간에 끊겼거나 손상되어 읽을 수 없습니다. 엑셀에서 열어 다시 저장한 뒤 올려 "
            "주세요.",
};
const struct fault SHEET_DOCTYPE = {
    .kind = FAULT_INVALID,
    .code = "sheet.doctype",
    .text = "파일 안에 허용하지 않는 선언(DOCTYPE)이 있습니다. 새 엑셀 파일에 값만 붙여 넣어 올려 "
            "주세요.",
};
const struct fault SHEET_SEVERAL = {
    .kind = FAULT_INVALID,
    .code = "sheet.several",
    .text = "시트가 여러 개입니다. 올릴 시트만 남겨 주세요.",
};
const struct fault SHEET_MERGED = {
    .kind = FAULT_INVALID,
    .code = "sheet.merged",
    .text = "병합된 칸이 있습니다. 병합을 풀고 칸마다 값을 적어 주세요.",
};
const struct fault SHEET_ENCODING = {
    .kind = FAULT_INVALID,
    .code = "sheet.encoding",
    .text = "글자를 읽을 수 없습니다. 엑셀에서 'CSV UTF-8'로 저장한 뒤 올려 주세요.",
};
const struct fault SHEET_SLOW = {
    .kind = FAULT_INVALID,
    .code = "sheet.slow",
    .text =
        "읽는 데 너무 오래 걸리는 파일입니다. 쓰지 않는 서식과 빈 칸을 지우고 새 파일에 값만 붙여 "
        "넣거나 파일을 나누어 올려 주세요.",
};
const struct fault SHEET_QUOTE = {
    .kind = FAULT_INVALID,
    .code = "sheet.quote",
    .text = "큰따옴표의 짝이 맞지 않습니다. 칸 전체를 큰따옴표로 감싸고 안쪽 따옴표는 두 번 써 "
            "주세요.",
};

err sheet_refuse(struct sheet *s, err fault, str sentence)
{
    if (s->fault == NULL) {
        s->fault = fault;
        s->sentence = sentence;
    }
    return s->fault;
}

int64_t sheet_cpu_most_us = LIMIT_SHEET_CPU_S * INT64_C(1000000);

err sheet_check_time(struct sheet *s)
{
    return clock_cpu_us() < s->cpu_end_us ? NULL : sheet_refuse(s, &SHEET_SLOW, S(""));
}

// --- Rows and cells ------------------------------------------------------------------------------

void sheet_begin_row(struct sheet *s, int64_t number)
{
    s->row_number = number;
    s->cell_count = 0;
    s->cell_start = 0;
    s->text.n = 0;
}

// Cells that were passed over are empty.
static void fill_up_to(struct sheet *s, size_t column)
{
    while (s->cell_count < column) {
        s->cells[s->cell_count].kind = CELL_TEXT;
        s->starts[s->cell_count] = s->cell_start;
        s->cell_count++;
    }
}

// Line ends become LF, other control characters blanks; *out_length are characters. What was
// written before overlaps with what is read, which lies ahead.
static size_t clean(char *p, size_t n, size_t *out_length)
{
    size_t to = 0;
    size_t length = 0;
    for (size_t i = 0; i < n; i++) {
        unsigned char c = (unsigned char)p[i];
        if (c == '\r') {
            if (i + 1 < n && p[i + 1] == '\n') {
                continue;
            }
            c = '\n';
        } else if ((c < 0x20 && c != '\n' && c != '\t') || c == 0x7F) {
            c = ' ';
        }
        p[to++] = (char)c;
        length += (c & 0xC0) != 0x80;
    }
    *out_length = length;
    return to;
}

static err refuse_length(struct sheet *s, size_t column)
{
    str letters = sheet_column_letters(s->above, column < SHEET_COLUMNS_NAMED ? column : 0);
    return sheet_refuse(s, &SHEET_TOO_LARGE,
                        str_format(s->above,
                                   "%lld행 %.*s열: 한 칸의 글은 %d자까지입니다. 줄여 주세요.",
                                   (long long)s->row_number, STR_ARG(letters), LIMIT_SHEET_CELL));
}

err sheet_refuse_width(struct sheet *s)
{
    return sheet_refuse(s, &SHEET_TOO_LARGE,
                        str_format(s->above,
                                   "%lld행: 열은 %d개까지 읽습니다. 쓰지 않는 열을 지워 주세요.",
                                   (long long)s->row_number, LIMIT_SHEET_COLUMNS));
}

err sheet_end_cell(struct sheet *s, size_t column, enum sheet_cell_kind kind)
{
    if (s->text.overflowed) {
        return sheet_refuse(s, &SHEET_TOO_LARGE,
                            str_format(s->above,
                                       "%lld행: 한 줄의 글이 너무 깁니다. 설명을 줄여 주세요.",
                                       (long long)s->row_number));
    }
    size_t length = 0;
    size_t n = s->text.n - s->cell_start;
    if (n > 0) {
        n = clean(s->text.p + s->cell_start, n, &length);
    }
    s->text.n = s->cell_start + n;
    if (length > LIMIT_SHEET_CELL) {
        return refuse_length(s, column);
    }
    if (n == 0 && kind != CELL_FORMULA) {
        return NULL;
    }
    if (column >= LIMIT_SHEET_COLUMNS) {
        return sheet_refuse_width(s);
    }
    if (column < s->cell_count) {
        return sheet_refuse(s, &SHEET_BROKEN,
                            str_format(s->above, "%lld행: 칸의 차례가 어긋났습니다. %s",
                                       (long long)s->row_number, SHEET_BROKEN.text));
    }
    size_t start = s->cell_start;
    fill_up_to(s, column);
    s->cells[column].kind = kind;
    s->starts[column] = start;
    s->cell_count = column + 1;
    s->cell_start = s->text.n;
    return NULL;
}

err sheet_end_row(struct sheet *s, bool *out_is_row)
{
    *out_is_row = s->cell_count > 0;
    if (s->cell_count == 0) {
        return NULL;
    }
    if (s->row_count > LIMIT_SHEET_ROWS) { // the first holds the names
        return sheet_refuse(s, &SHEET_TOO_LARGE,
                            str_format(s->above,
                                       "내용은 %d줄까지 읽습니다. 파일을 나누어 올려 주세요.",
                                       LIMIT_SHEET_ROWS));
    }
    s->row_count++;
    s->starts[s->cell_count] = s->text.n;
    for (size_t i = 0; i < s->cell_count; i++) {
        s->cells[i].text =
            str_slice(out_view(&s->text), s->starts[i], s->starts[i + 1] - s->starts[i]);
    }
    s->row = (struct sheet_row){.number = s->row_number, .cells = s->cells, .count = s->cell_count};
    return NULL;
}

// --- What it is ----------------------------------------------------------------------------------

#define OLE_START "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"

static bool has_word_16(str bytes, const char *word)
{
    char wide[64];
    size_t n = strlen(word);
    assert(2 * n <= sizeof(wide));
    for (size_t i = 0; i < n; i++) {
        wide[2 * i] = word[i];
        wide[2 * i + 1] = '\0';
    }
    return str_contains(bytes, (str){.p = wide, .n = 2 * n});
}

static bool ends_as(struct arena *a, str name, const char *const *endings)
{
    str lower = str_lower_ascii(a, name);
    for (; *endings != NULL; endings++) {
        if (str_ends(lower, str_view(*endings))) {
            return true;
        }
    }
    return false;
}

// A file by another's name.
#define BOOK_AS_TEXT                                                                               \
    "내용은 엑셀 파일인데 이름이 .csv처럼 끝납니다. 이름의 끝을 .xlsx로 바꾸어 올려 주세요."
#define TEXT_AS_BOOK                                                                                                                \
    "이름은 .xlsx로 끝나지만 내용은 엑셀 파일이 아닙니다. CSV 파일이면 이름의 끝을 .csv로 바꾸어 " \
    "올리고, 손상된 파일이면 엑셀에서 열어 다시 저장한 뒤 올려 주세요."

static err find_kind(struct sheet *s, str name)
{
    static const char *const BOOKS[] = {".xlsx", NULL};
    static const char *const TEXTS[] = {".csv", ".txt", ".tsv", NULL};
    const str ole = {.p = OLE_START, .n = sizeof(OLE_START) - 1};
    if (s->bytes.n == 0) {
        return &SHEET_EMPTY;
    }
    if (s->bytes.n > LIMIT_UPLOAD) {
        return &SHEET_TOO_LARGE;
    }
    if (str_starts(s->bytes, ole)) {
        return has_word_16(s->bytes, "EncryptedPackage") ? &SHEET_LOCKED : &SHEET_OLD;
    }
    if (str_starts(s->bytes, S("PK"))) {
        s->is_csv = false;
        return ends_as(s->above, name, BOOKS)   ? NULL
               : ends_as(s->above, name, TEXTS) ? sheet_refuse(s, &SHEET_NO_SHEET, S(BOOK_AS_TEXT))
                                                : &SHEET_NO_SHEET;
    }
    s->is_csv = true;
    if (str_starts(str_trim(s->bytes), S("<"))) { // a page that calls itself a workbook
        return &SHEET_NO_SHEET;
    }
    if (ends_as(s->above, name, BOOKS)) {
        return sheet_refuse(s, &SHEET_BROKEN, S(TEXT_AS_BOOK));
    }
    return ends_as(s->above, name, TEXTS) ? NULL : &SHEET_NO_SHEET;
}

err sheet_open(struct arena *a, str name, str bytes, str wanted, struct sheet **out,
               str *out_sentence)
{
    sheet_package_close(); // what a jump left behind
    struct arena *own = arena_open_below(a, LIMIT_ARENA_SHEET);
    struct sheet *s = NEW(own, struct sheet);
    s->arena = own;
    s->above = a;
    s->bytes = bytes;
    s->wanted = wanted;
    s->cpu_end_us = clock_cpu_us() + sheet_cpu_most_us;
    out_init(&s->text, own, LIMIT_SHEET_ROW);
    err e = find_kind(s, name);
    if (e == NULL) {
        e = s->is_csv ? sheet_csv_open(s) : sheet_xlsx_open(s);
    }
    if (e != NULL) {
        *out_sentence = s->sentence.n > 0 ? s->sentence : str_view(e->text);
        sheet_close(s);
        return e;
    }
    *out = s;
    return NULL;
}

err sheet_next(struct sheet *s, const struct sheet_row **out_row, str *out_sentence)
{
    bool is_row = false;
    err e = s->fault != NULL ? s->fault : sheet_check_time(s);
    if (e == NULL) {
        e = s->is_csv ? sheet_csv_next(s, &is_row) : sheet_xlsx_next(s, &is_row);
    }
    if (e == NULL && !is_row && s->row_count == 0) {
        e = sheet_refuse(s, &SHEET_EMPTY, S(""));
    }
    if (e != NULL) {
        s->fault = e;
        *out_sentence = s->sentence.n > 0 ? s->sentence : str_view(e->text);
        return e;
    }
    *out_row = is_row ? &s->row : NULL;
    return NULL;
}

void sheet_close(struct sheet *s)
{
    if (s != NULL) {
        sheet_package_close();
        arena_close(s->scratch);
        arena_close(s->arena);
    }
}
