#include "platform/conf/settings.h"

#include <ctype.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "base/web_address.h"
#include "platform/log/log.h"
#include "platform/process/guard.h"

extern char **environ;

const struct fault SETTINGS_WRONG = {
    .kind = FAULT_INVALID,
    .code = "settings.wrong",
    .text = "설정이 잘못되었습니다. 아래 문장을 보고 고쳐 주세요.",
};

enum kind {
    KIND_TEXT,
    KIND_NUMBER,
    KIND_FLAG,
    KIND_DAY,
    KIND_LEVEL,
    KIND_GUARD,
    KIND_ADDRESS,
    KIND_PREFIX
};

#define kind_setting_text KIND_TEXT
#define kind_setting_number KIND_NUMBER
#define kind_setting_flag KIND_FLAG
#define kind_setting_day KIND_DAY
#define kind_setting_level KIND_LEVEL
#define kind_setting_guard KIND_GUARD
#define kind_setting_address KIND_ADDRESS
#define kind_setting_prefix KIND_PREFIX

static const struct row {
    const char *key;
    enum kind kind;
    size_t at; // in struct settings
    const char *fallback;
    const char *meaning;
    int64_t least; // of a number
    int64_t most;
} ROWS[] = {
#define SETTING(field, key, kind, fallback, meaning)                                               \
    {key, kind_##kind, offsetof(struct settings, field), fallback, meaning, 0, 0},
#define NUMBER(field, key, least, most, fallback, meaning)                                         \
    {key, KIND_NUMBER, offsetof(struct settings, field), fallback, meaning, least, most},
#include "app/settings.def"
#undef SETTING
};

// With something behind its beginning. Whoever calls it speaks plainly to this machine alone.
static bool is_address(str text)
{
    str rest = text;
    if (web_address_is_this_machine(text)) {
        (void)str_cut(&rest, ':'); // http
        (void)str_cut(&rest, ':'); // the machine
    } else if (str_starts(text, S("https://"))) {
        rest = str_slice(text, S("https://").n, text.n);
    } else {
        return false;
    }
    return rest.n > 0 && rest.p[0] != '/';
}

static bool is_ocds_prefix(str text)
{
    for (size_t i = 0; i < text.n; i++) {
        char c = text.p[i];
        if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-')) {
            return false;
        }
    }
    return str_starts(text, S("ocds-")) && text.n > S("ocds-").n;
}

static bool set(struct arena *a, const struct row *row, str text, struct settings *s)
{
    void *field = (char *)s + row->at;
    enum guard_mode guard;
    switch (row->kind) {
    case KIND_TEXT:
        *(setting_text *)field = str_copy(a, text);
        return true;
    case KIND_LEVEL:
        *(setting_level *)field = str_copy(a, text);
        return log_level_from(text) >= 0;
    case KIND_GUARD:
        *(setting_guard *)field = str_copy(a, text);
        return guard_mode_from(text, &guard);
    case KIND_ADDRESS:
        *(setting_address *)field = str_copy(a, text);
        return is_address(text);
    case KIND_PREFIX:
        *(setting_prefix *)field = str_copy(a, text);
        return is_ocds_prefix(text);
    case KIND_NUMBER:
        return str_parse_i64(text, field) && *(setting_number *)field >= row->least &&
               *(setting_number *)field <= row->most;
    case KIND_FLAG:
        *(setting_flag *)field = str_equals(text, S("true"));
        return str_equals(text, S("true")) || str_equals(text, S("false"));
    case KIND_DAY:
        *(setting_day *)field = DATE_NONE;
        return text.n == 0 || date_parse(text, field);
    }
    return false;
}

static const struct row *find_row(str key)
{
    for (size_t i = 0; i < COUNT(ROWS); i++) {
        if (str_equals(key, str_view(ROWS[i].key))) {
            return &ROWS[i];
        }
    }
    return NULL;
}

// What once held a key itself: a key stands in a file of its own, which a setting names.
static const struct {
    const char *key;
    const char *instead;
} RETIRED[] = {
    {"gateway.message_key",  "gateway.message_key_file" },
    {"gateway.registry_key", "gateway.registry_key_file"},
};

static const char *find_instead(str key)
{
    for (size_t i = 0; i < COUNT(RETIRED); i++) {
        if (str_equals(key, str_view(RETIRED[i].key))) {
            return RETIRED[i].instead;
        }
    }
    return NULL;
}

static str wanted(struct arena *a, const struct row *row)
{
    static const char *const WORDS[] = {
        [KIND_FLAG] = "true or false",
        [KIND_DAY] = "a day like 2026-12-01, or nothing (날짜 또는 빈 값)",
        [KIND_LEVEL] = "debug, info, warn or error (넷 가운데 하나)",
        [KIND_GUARD] = "kill, log or off (셋 가운데 하나)",
        [KIND_ADDRESS] = "an address that begins with https://, or with http://127.0.0.1: on this "
                         "machine (https:// 주소, 이 기계 안에서는 http://127.0.0.1:)",
        [KIND_PREFIX] = "ocds- and small letters or figures (ocds- 뒤에 소문자와 숫자)",
    };
    if (row->kind == KIND_NUMBER) {
        long long least = (long long)row->least;
        long long most = (long long)row->most;
        return str_format(a, "a whole number from %lld to %lld (%lld부터 %lld까지 정수)", least,
                          most, least, most);
    }
    return str_view(WORDS[row->kind]);
}

// `was_read` by row: what the file has told already; NULL: told once by its nature.
static err read_line(struct arena *a, str line, const char *file, int number, bool *was_read,
                     struct settings *s, str *sentence)
{
    str rest = line;
    str key = str_trim(str_cut(&rest, '='));
    str value = str_trim(rest);
    const struct row *row = find_row(key);
    if (row != NULL && was_read != NULL && was_read[row - ROWS]) {
        *sentence = str_format(a,
                               "%s:%d: '%s' stands in the file twice: take one line out. 같은 "
                               "설정이 두 번 적혔습니다. 한 줄을 지우세요.",
                               file, number, row->key);
        return &SETTINGS_WRONG;
    }
    const char *instead = find_instead(key);
    if (instead != NULL) {
        *sentence =
            str_format(a,
                       "%s:%d: a key stands in a file of its own: write it there (0600) and "
                       "name that file by %s. 열쇠는 따로 파일(0600)에 한 줄로 두고 그 "
                       "파일을 %s에 적으세요.",
                       file, number, instead, instead);
        return &SETTINGS_WRONG;
    }
    if (row == NULL) {
        *sentence = str_format(a,
                               "%s:%d: there is no setting '%.*s'; `dure serve --list` prints "
                               "them. 없는 설정 이름입니다. `dure serve --list`에서 찾아 고치세요.",
                               file, number, STR_ARG(key));
        return &SETTINGS_WRONG;
    }
    if (!set(a, row, value, s)) {
        str kind = wanted(a, row);
        *sentence = str_format(a, "%s:%d: '%s' wants %.*s, not '%.*s'. 값을 고치세요.", file,
                               number, row->key, STR_ARG(kind), STR_ARG(value));
        return &SETTINGS_WRONG;
    }
    if (was_read != NULL) {
        was_read[row - ROWS] = true;
    }
    return NULL;
}

// A line that has no end is the file's last, or its rest would be read as another line. A NUL hides
// the end as well.
static bool is_whole_line(const char *line, FILE *f)
{
    return strchr(line, '\n') != NULL || feof(f) != 0;
}

static err read_file(struct arena *a, str file, struct settings *s, str *sentence)
{
    const char *path = str_to_c(a, file);
    FILE *f = fopen(path, "re");
    if (f == NULL) {
        *sentence = str_format(a, "%s: cannot be read: %s. 설정 파일을 읽을 수 없습니다.", path,
                               strerror(errno));
        return &SETTINGS_WRONG;
    }
    char line[LIMIT_SETTING_LINE];
    bool was_read[COUNT(ROWS)] = {false};
    err e = NULL;
    for (int number = 1; e == NULL && fgets(line, sizeof(line), f) != NULL; number++) {
        str text = str_trim(number == 1 ? str_after_mark(str_view(line)) : str_view(line));
        if (!is_whole_line(line, f) || !str_is_text(text)) {
            *sentence = str_format(a,
                                   "%s:%d: longer than %d bytes, or no UTF-8 text. 한 줄이 너무 "
                                   "길거나 글자가 깨졌습니다. 줄을 고치세요.",
                                   path, number, LIMIT_SETTING_LINE - 2);
            e = &SETTINGS_WRONG;
        } else if (text.n > 0 && text.p[0] != '#') {
            e = read_line(a, text, path, number, was_read, s, sentence);
        }
    }
    if (e == NULL && ferror(f) != 0) { // a folder opens like a file
        *sentence = str_format(a, "%s: cannot be read: %s. 설정 파일을 읽을 수 없습니다.", path,
                               strerror(errno));
        e = &SETTINGS_WRONG;
    }
    (void)fclose(f);
    return e;
}

// DURE_UI_SITE_NAME for ui.site_name: dots and capitals fold together, underscores stay.
static bool is_variable_of(const char *name, size_t n, const char *key)
{
    if (strlen(key) != n) {
        return false;
    }
    for (size_t i = 0; i < n; i++) {
        char c = key[i] == '.' ? '_' : (char)toupper((unsigned char)key[i]);
        if (name[i] != c) {
            return false;
        }
    }
    return true;
}

// Variables of run, test and the build, which are not the program's.
static bool is_foreign(const char *name, size_t n)
{
    static const char *const NAMES[] = {"DATA", "TEST_PG", "BUILD", "ENGINE", "URL"};
    for (size_t i = 0; i < COUNT(NAMES); i++) {
        if (strlen(NAMES[i]) == n && memcmp(NAMES[i], name, n) == 0) {
            return true;
        }
    }
    return false;
}

static err read_variable(struct arena *a, const char *variable, struct settings *s, str *sentence)
{
    const char *name = variable + strlen("DURE_");
    size_t n = strcspn(name, "=");
    if (name[n] != '=' || is_foreign(name, n)) {
        return NULL;
    }
    for (size_t i = 0; i < COUNT(ROWS); i++) {
        if (is_variable_of(name, n, ROWS[i].key)) {
            str line = str_format(a, "%s=%s", ROWS[i].key, name + n + 1);
            return read_line(a, line, "environment", 0, NULL, s, sentence);
        }
    }
    for (size_t i = 0; i < COUNT(RETIRED); i++) {
        if (is_variable_of(name, n, RETIRED[i].key)) {
            return read_line(a, str_view(RETIRED[i].key), "environment", 0, NULL, s, sentence);
        }
    }
    *sentence =
        str_format(a,
                   "environment: there is no setting for '%.*s'; unset it. 환경 변수에 맞는 "
                   "설정이 없습니다. 지우거나 이름을 고치세요.",
                   (int)(n + strlen("DURE_")), variable);
    return &SETTINGS_WRONG;
}

err settings_load(struct arena *a, str file, struct settings *out, str *out_sentence)
{
    struct settings s = {0};
    for (size_t i = 0; i < COUNT(ROWS); i++) {
        if (!set(a, &ROWS[i], str_view(ROWS[i].fallback), &s)) {
            abort(); // a default that is no value of its kind
        }
    }
    if (file.n > 0) {
        TRY(read_file(a, file, &s, out_sentence));
    }
    for (char **v = environ; *v != NULL; v++) {
        if (strncmp(*v, "DURE_", strlen("DURE_")) == 0) {
            TRY(read_variable(a, *v, &s, out_sentence));
        }
    }
    *out = s;
    return NULL;
}

void settings_print(void)
{
    for (size_t i = 0; i < COUNT(ROWS); i++) {
        printf("%-28s %s\n%-28s default: %s\n", ROWS[i].key, ROWS[i].meaning, "", ROWS[i].fallback);
    }
}
