// Where to look again: report ROOT lists the longest functions and files of src/, sim/ and tools/.
//
// A function begins where a brace stands alone at the start of a line and ends where the next one
// does; its name is the last one before a bracket on the lines above. It knows no more C than that.
#include "text.h"

#include <dirent.h>
#include <sys/stat.h>

// Where a straight list may stay and a second topic must leave (CONTRIBUTING.md).
#define FUNCTION_COMFORTABLE 40
#define FILE_COMFORTABLE 400
#define SHOWN 20

struct found {
    char *what;
    int lines;
};

struct list {
    struct found *items;
    size_t count;
    size_t room;
};

static void add(struct list *l, char *what, int lines)
{
    l->items = grow(l->items, l->count, &l->room, sizeof *l->items);
    l->items[l->count++] = (struct found){.what = what, .lines = lines};
}

static int compare(const void *a, const void *b)
{
    const struct found *x = a;
    const struct found *y = b;
    return x->lines != y->lines ? (x->lines < y->lines) - (x->lines > y->lines)
                                : strcmp(x->what, y->what);
}

// The name before the first bracket of a declaration, or NULL.
static char *name_in(const char *line, size_t n)
{
    const char *bracket = memchr(line, '(', n);
    if (bracket == NULL) {
        return NULL;
    }
    const char *start = bracket;
    while (start > line && is_name_char(start[-1])) {
        start--;
    }
    return start == bracket ? NULL : copy_of(start, (size_t)(bracket - start));
}

static void read_source(const char *path, const char *text, struct list *functions,
                        struct list *files)
{
    int line = 0;
    int opened = 0;    // line of the brace; 0: outside
    char *name = NULL; // of the declaration that may be open
    for (const char *p = text; *p != '\0';) {
        size_t n = strcspn(p, "\n");
        line++;
        if (opened == 0 && n == 1 && *p == '{' && name != NULL) {
            opened = line;
        } else if (opened > 0 && n == 1 && *p == '}') {
            struct text what = {0};
            text_format(&what, "%s:%d %s", path, opened - 1, name);
            add(functions, what.p, line - opened - 1);
            opened = 0;
            name = NULL;
        } else if (opened == 0 && n > 0 && is_name_char(*p)) {
            name = name_in(p, n); // a new declaration; its other lines are indented
        }
        p += n + (p[n] == '\n');
    }
    add(files, copy_of(path, strlen(path)), line);
}

static void read_folder(const char *root, const char *folder, struct list *functions,
                        struct list *files)
{
    struct text path = {0};
    text_format(&path, "%s/%s", root, folder);
    struct dirent **entries = NULL;
    int count = scandir(path.p, &entries, NULL, alphasort);
    for (int i = 0; i < count; i++) {
        const char *name = entries[i]->d_name;
        struct text below = {0};
        struct text whole = {0};
        struct stat st;
        text_format(&below, "%s/%s", folder, name);
        text_format(&whole, "%s/%s", root, below.p);
        if (name[0] == '.' || stat(whole.p, &st) != 0) {
            continue;
        }
        if (S_ISDIR(st.st_mode)) {
            read_folder(root, below.p, functions, files);
        } else if (ends_with(name, ".c") || ends_with(name, ".h")) {
            read_source(below.p, read_file(whole.p).p, functions, files);
        }
    }
}

static void print_longest(const char *title, struct list *l, int comfortable)
{
    size_t above = 0;
    if (l->count > 0) {
        qsort(l->items, l->count, sizeof *l->items, compare);
    }
    while (above < l->count && l->items[above].lines > comfortable) {
        above++;
    }
    printf("%zu of %zu %s above %d lines\n", above, l->count, title, comfortable);
    for (size_t i = 0; i < above && i < SHOWN; i++) {
        printf("%6d  %s\n", l->items[i].lines, l->items[i].what);
    }
}

int main(int argc, char **argv)
{
    static const char *const FOLDERS[] = {"src", "sim", "tools"};
    struct list functions = {0};
    struct list files = {0};
    if (argc != 2) {
        fputs("usage: report ROOT\n", stderr);
        return EXIT_USAGE;
    }
    for (size_t i = 0; i < sizeof FOLDERS / sizeof *FOLDERS; i++) {
        read_folder(argv[1], FOLDERS[i], &functions, &files);
    }
    print_longest("functions", &functions, FUNCTION_COMFORTABLE);
    print_longest("files", &files, FILE_COMFORTABLE);
    return 0;
}
