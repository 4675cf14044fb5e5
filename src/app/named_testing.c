#include "app/named_testing.h"

#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "base/id.h"
#include "platform/file/folder.h"

#define NAMED_FILE "src/app/named_fields.csv"
#define FIELDS_MAX 200
#define PUBLIC_NO_DIGITS 13

struct named_fields named_testing_load(struct arena *a)
{
    struct named_fields list = {.items = NEW_ARRAY(a, FIELDS_MAX, struct named_field)};
    str text = {0};
    str sentence = S("");
    if (folder_read_file(a, S(NAMED_FILE), &text, &sentence) != NULL) {
        fail_msg("%.*s", STR_ARG(sentence));
    }
    (void)str_cut(&text, '\n'); // the head
    while (text.n > 0) {
        str line = str_cut(&text, '\n');
        assert_true(list.count < FIELDS_MAX);
        struct named_field *f = &list.items[list.count++];
        f->source = str_cut(&line, ',');
        f->reads = str_cut(&line, ',');
        f->method = str_cut(&line, ',');
        f->path = str_cut(&line, ',');
        f->field = str_cut(&line, ',');
        f->shown = str_cut(&line, ',');
        f->why = line;
    }
    return list;
}

// --- What the sources read -----------------------------------------------------------------------

static bool is_word(char c)
{
    return c == '_' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

// From after its opening bracket to the closing one.
static str call_of(str text)
{
    size_t open = 1;
    for (size_t i = 0; i < text.n; i++) {
        open += text.p[i] == '(' ? 1 : 0;
        open -= text.p[i] == ')' ? 1 : 0;
        if (open == 0) {
            return str_slice(text, 0, i);
        }
    }
    return text;
}

static str first_literal(str call)
{
    (void)str_cut(&call, '"');
    return str_cut(&call, '"');
}

// Each line stands for one call.
static bool find_line(struct named_fields *fields, str source, str reads)
{
    for (size_t i = 0; i < fields->count; i++) {
        struct named_field *f = &fields->items[i];
        if (!f->is_read && str_equals(f->source, source) && str_equals(f->reads, reads)) {
            f->is_read = true;
            return true;
        }
    }
    print_error("%.*s reads a number from \"%.*s\"\n", STR_ARG(source), STR_ARG(reads));
    return false;
}

static size_t check_calls(struct named_fields *fields, str source, str text, str reader)
{
    size_t missing = 0;
    for (size_t i = 0; i + reader.n < text.n; i++) {
        if (str_starts(str_slice(text, i, text.n), reader) && (i == 0 || !is_word(text.p[i - 1]))) {
            str call = call_of(str_slice(text, i + reader.n, text.n));
            missing += find_line(fields, source, first_literal(call)) ? 0 : 1;
        }
    }
    return missing;
}

static size_t check_folder(struct arena *a, struct named_fields *fields, str folder)
{
    struct folder_file *files = NULL;
    size_t count = 0;
    size_t missing = 0;
    str sentence = S("");
    if (folder_read(a, folder, S(".c"), &files, &count, &sentence) != NULL) {
        fail_msg("%.*s", STR_ARG(sentence));
    }
    for (size_t i = 0; i < count; i++) {
        if (!str_ends(files[i].name, S("_test")) && !str_ends(files[i].name, S("_testing"))) {
            missing += check_calls(fields, files[i].name, files[i].text, S("form_no("));
            missing += check_calls(fields, files[i].name, files[i].text, S("public_no_parse("));
        }
    }
    return missing;
}

size_t named_testing_check_sources(struct arena *a, struct named_fields *fields)
{
    size_t missing = check_folder(a, fields, S("src/app"));
    DIR *market = opendir("src/market");
    assert_non_null(market);
    for (struct dirent *entry = readdir(market); entry != NULL; entry = readdir(market)) {
        if (entry->d_name[0] != '.' && !str_contains(str_view(entry->d_name), S("."))) {
            missing += check_folder(a, fields, str_format(a, "src/market/%s", entry->d_name));
        }
    }
    (void)closedir(market);
    for (size_t i = 0; i < fields->count; i++) {
        const struct named_field *f = &fields->items[i];
        if (f->source.n > 0 && !f->is_read) {
            print_error("%.*s reads no number from \"%.*s\" any more\n", STR_ARG(f->source),
                        STR_ARG(f->reads));
            missing++;
        }
    }
    return missing;
}

// --- What the pages send -------------------------------------------------------------------------

static bool is_number(str value)
{
    public_no no = {0};
    char next = value.n > PUBLIC_NO_DIGITS ? value.p[PUBLIC_NO_DIGITS] : ' ';
    bool goes_on = (next >= '0' && next <= '9') || (next >= 'a' && next <= 'f'); // a form's key
    return !goes_on && public_no_parse(str_slice(value, 0, PUBLIC_NO_DIGITS), &no);
}

// The next piece of both paths, without what names a thing.
static str next_piece(str *path)
{
    str piece = str_cut(path, '/');
    return is_number(piece) || str_starts(piece, S(":")) ? S(":") : piece;
}

static bool is_same_path(str one, str other)
{
    one = str_cut(&one, '?');
    other = str_cut(&other, '?');
    while (one.n > 0 || other.n > 0) {
        if (!str_equals(next_piece(&one), next_piece(&other))) {
            return false;
        }
    }
    return true;
}

static size_t check_sent(const struct named_fields *fields, str method, str path, str field,
                         str value)
{
    if (!is_number(value)) {
        return 0;
    }
    for (size_t i = 0; i < fields->count; i++) {
        const struct named_field *f = &fields->items[i];
        if (str_equals(f->method, method) && is_same_path(f->path, path) &&
            str_equals(f->field, field)) {
            return 0;
        }
    }
    print_error("a page sends a number: %.*s %.*s %.*s\n", STR_ARG(method), STR_ARG(path),
                STR_ARG(field));
    return 1;
}

// An attribute's value; empty: it has none.
static str attribute(struct arena *a, str tag, const char *name)
{
    str begin = str_format(a, " %s=\"", name);
    size_t at = str_index(tag, begin);
    str rest = at < tag.n ? str_slice(tag, at + begin.n, tag.n) : S("");
    return str_cut(&rest, '"');
}

static size_t check_link(const struct named_fields *fields, str address)
{
    size_t missing = 0;
    str query = address;
    str path = str_cut(&query, '?');
    query = str_starts(path, S("/")) ? query : S(""); // not of this site
    while (query.n > 0) {
        str value = str_cut(&query, '&');
        str name = str_cut(&value, '=');
        name = str_starts(name, S("amp;")) ? str_slice(name, 4, name.n) : name;
        missing += check_sent(fields, S("GET"), path, name, value);
    }
    return missing;
}

size_t named_testing_check_page(struct arena *a, const struct named_fields *fields, str address,
                                str body)
{
    size_t missing = 0;
    str method = S("GET");
    str path = address;
    str select = S("");
    while (body.n > 0) {
        (void)str_cut(&body, '<');
        str tag = str_cut(&body, '>');
        if (str_starts(tag, S("form"))) {
            str action = attribute(a, tag, "action");
            method = str_equals(attribute(a, tag, "method"), S("post")) ? S("POST") : S("GET");
            path = action.n > 0 ? action : address;
        } else if (str_starts(tag, S("select"))) {
            select = attribute(a, tag, "name");
        } else if (str_starts(tag, S("option"))) {
            missing += check_sent(fields, method, path, select, attribute(a, tag, "value"));
        } else if (str_starts(tag, S("input")) || str_starts(tag, S("button"))) {
            missing += check_sent(fields, method, path, attribute(a, tag, "name"),
                                  attribute(a, tag, "value"));
        } else if (str_starts(tag, S("a "))) {
            missing += check_link(fields, attribute(a, tag, "href"));
        }
    }
    return missing;
}
