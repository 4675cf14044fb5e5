#include "market/catalog/photo_zip.h"

#include <assert.h>

#include "base/fold.h"
#include "base/limits.h"

const struct fault PHOTO_ZIP_UNKNOWN = {
    .kind = FAULT_MISSING,
    .code = "photo_zip.unknown",
    .text = "찾으시는 ZIP이 없습니다.",
};

const struct fault PHOTO_ZIP_NONE = {
    .kind = FAULT_INVALID,
    .code = "photo_zip.none",
    .text = "사진을 묶은 ZIP 파일을 골라 주세요.",
};

const struct fault PHOTO_ZIP_TOO_LARGE = {
    .kind = FAULT_INVALID,
    .code = "photo_zip.too_large",
    .text = "ZIP 하나는 200MB까지입니다. 나누어 올려 주세요.",
};

const struct fault PHOTO_ZIP_AT_WORK = {
    .kind = FAULT_REFUSED,
    .code = "photo_zip.at_work",
    .text = "풀고 있는 ZIP이 " TEXT_OF(LIMIT_ZIPS_AT_WORK) "개 있습니다. 하나가 끝난 뒤 올려 "
                                                           "주세요.",
    .source = FAULT_OWN_RULE,
};

const struct fault PHOTO_ZIP_MOVED = {
    .kind = FAULT_CONFLICT,
    .code = "photo_zip.moved",
    .text = "그사이 나아갔습니다. 화면을 새로 열어 확인해 주세요.",
};

const struct fault PHOTO_ZIP_NO_LISTING = {
    .kind = FAULT_REFUSED,
    .code = "photo_zip.no_listing",
    .text =
        "이 이름의 자체 상품코드나 상품 번호가 없습니다. 파일이나 폴더 이름을 상품코드로 바꾸어 "
        "다시 올려 주세요.",
    .source = FAULT_OWN_RULE,
};

#define STILL_US INT64_C(900000000) // no entry takes a minute; a job is given up after eight tries

static const struct {
    const char *word;
    const char *label;
    const char *tone;
} STATES[] = {
    [PHOTO_KEPT] = {"kept",    "올림",           "ok" },
    [PHOTO_PASSED] = {"passed",  "지나침",        "off"},
    [PHOTO_REFUSED] = {"refused", "올리지 않음", "bad"},
};
static_assert(COUNT(STATES) == PHOTO_ENTRY_STATE_COUNT, "every state has its words");

const char *photo_entry_word(enum photo_entry_state state)
{
    return STATES[state].word;
}

int photo_entry_from(str word)
{
    for (size_t i = 0; i < COUNT(STATES); i++) {
        if (str_equals(word, str_view(STATES[i].word))) {
            return (int)i;
        }
    }
    return -1;
}

str photo_entry_label(enum photo_entry_state state)
{
    return str_view(STATES[state].label);
}

str photo_entry_tone(enum photo_entry_state state)
{
    return str_view(STATES[state].tone);
}

static bool is_folder_mark(char c)
{
    return c == '/' || c == '\\';
}

// The last piece of a path, and what stands before it.
static str cut_last(str *path)
{
    size_t from = path->n;
    while (from > 0 && !is_folder_mark(path->p[from - 1])) {
        from--;
    }
    str last = str_slice(*path, from, path->n);
    *path = str_slice(*path, 0, from > 0 ? from - 1 : 0);
    return last;
}

str photo_zip_file_name(str entry)
{
    return cut_last(&entry);
}

static str without_ending(str name)
{
    size_t n = name.n;
    while (n > 0 && name.p[n - 1] != '.') {
        n--;
    }
    return n > 1 ? str_slice(name, 0, n - 1) : name;
}

// K-1_2, K-1-앞, K-1 (2): without what stands behind the last mark.
static str without_tail(str name)
{
    size_t n = name.n;
    while (n > 0 && name.p[n - 1] != '_' && name.p[n - 1] != '-' && name.p[n - 1] != '(') {
        n--;
    }
    return n > 1 ? str_trim(str_slice(name, 0, n - 1)) : S("");
}

static void add(str code, str *out, size_t *count)
{
    if (code.n > 0 && code.n <= LIMIT_NAME) {
        out[(*count)++] = code;
    }
}

size_t photo_zip_codes(struct arena *a, str entry, str out[PHOTO_CODES])
{
    size_t count = 0;
    str folders = fold_width(a, entry); // macOS packs Korean names letter by letter
    str stem = str_trim(without_ending(cut_last(&folders)));
    add(str_trim(cut_last(&folders)), out, &count);
    add(stem, out, &count);
    add(without_tail(stem), out, &count);
    return count;
}

str photo_zip_short_name(str name)
{
    size_t at = 0;
    for (size_t count = 0; at < name.n && count < LIMIT_LINE; count++) {
        (void)str_next(name, &at);
    }
    return at == 0 ? S("사진.zip") : str_slice(name, 0, at);
}

bool photo_zip_stands_still(const struct photo_zip *z, instant now)
{
    return !z->is_done && now.us - z->moved_at.us > STILL_US;
}
