// No key of ours lies where others read: keys ROOT looks into every file below ROOT, text or not,
// for private keys, and into settings for what looks like a secret; says `file:line: sentence` for
// each, exit 1 when there is one.
//
// keys --history reads what `git cat-file --batch` writes, every file there ever was, and says
// which of them holds a private key.
#include "text.h"

#include <dirent.h>
#include <sys/stat.h>

struct file {
    const char *path; // below the root
    struct text text;
};

static int breaches;
static size_t files;

static void tell(const struct file *f, const char *at, const char *sentence)
{
    int line = 1;
    for (const char *p = f->text.p; p < at; p++) {
        line += *p == '\n';
    }
    printf("%s:%d: %s\n", f->path, line, sentence);
    breaches++;
}

static int by_name(const struct dirent **a, const struct dirent **b)
{
    return strcmp((*a)->d_name, (*b)->d_name);
}

// Where the bytes hold the head of a private key; NULL: nowhere. What is no text is read as well.
static const char *find_private_key(const char *p, size_t n)
{
    static const char BEGIN[] = "-----BEGIN ";
    static const char KEY[] = "PRIVATE KEY-----";
    const char *end = p + n;
    while ((p = memmem(p, (size_t)(end - p), BEGIN, strlen(BEGIN))) != NULL) {
        const char *line_end = memchr(p, '\n', (size_t)(end - p));
        size_t line = (size_t)((line_end == NULL ? end : line_end) - p);
        if (memmem(p, line, KEY, strlen(KEY)) != NULL) {
            return p;
        }
        p++;
    }
    return NULL;
}

// A key in the tree is a key that everybody has.
static void check_private_keys(const struct file *f)
{
    const char *end = f->text.p + f->text.n;
    for (const char *p = f->text.p; (p = find_private_key(p, (size_t)(end - p))) != NULL; p++) {
        tell(f, p, "a private key in the tree: make another, and keep it outside");
    }
}

static bool is_settings(const char *path)
{
    static const char *const ENDS[] = {".conf", ".in",      ".env", ".ini", ".yml", ".yaml",
                                       ".toml", ".service", ".def", ".sh",  "rc",   "settings"};
    for (size_t i = 0; i < sizeof ENDS / sizeof *ENDS; i++) {
        if (ends_with(path, ENDS[i])) {
            return true;
        }
    }
    return false;
}

#define HEX_SECRET 32    // digits: 128 bits
#define BASE64_SECRET 40 // characters: 240 bits; shorter ones are words

// Does this run of characters look like chance rather than like words.
static bool looks_secret(const char *p, size_t n)
{
    size_t digits = 0;
    size_t lower = 0;
    size_t upper = 0;
    size_t hex = 0;
    for (size_t i = 0; i < n; i++) {
        digits += isdigit((unsigned char)p[i]) != 0;
        lower += islower((unsigned char)p[i]) != 0;
        upper += isupper((unsigned char)p[i]) != 0;
        hex += isxdigit((unsigned char)p[i]) != 0;
    }
    bool is_hex = n >= HEX_SECRET && hex == n && digits > 0 && digits < n;
    return is_hex || (n >= BASE64_SECRET && digits > 0 && lower > 0 && upper > 0);
}

static void check_secrets(const struct file *f)
{
    static const char OF_BASE64[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
                                    "+/-_";
    for (const char *p = f->text.p; *p != '\0';) {
        size_t n = strspn(p, OF_BASE64);
        if (looks_secret(p, n)) {
            tell(f, p, "a secret among the settings: name the file that holds it instead");
        }
        p += n + (p[n] != '\0');
    }
}

// What is made or fetched is not ours.
static bool is_ours(const char *folder, const char *name)
{
    bool at_root = folder[0] == '\0';
    return strcmp(name, ".") != 0 && strcmp(name, "..") != 0 && strcmp(name, ".git") != 0 &&
           strcmp(name, "node_modules") != 0 &&
           !(at_root && (starts_with(name, "build") || strcmp(name, "var") == 0));
}

static void check_keys(const char *root, const char *folder)
{
    struct text path = {0};
    text_format(&path, "%s/%s", root, folder);
    struct dirent **entries = NULL;
    int count = scandir(path.p, &entries, NULL, by_name);
    for (int i = 0; i < count; i++) {
        const char *name = entries[i]->d_name;
        struct text below = {0};
        text_format(&below, "%s%s%s", folder, folder[0] == '\0' ? "" : "/", name);
        struct text whole = {0};
        text_format(&whole, "%s/%s", root, below.p);
        struct stat st;
        if (!is_ours(folder, name) || lstat(whole.p, &st) != 0) {
            continue;
        }
        if (S_ISDIR(st.st_mode)) {
            check_keys(root, below.p);
        } else if (S_ISREG(st.st_mode)) {
            struct text text = {0};
            if (!try_read_file(whole.p, &text)) {
                fprintf(stderr, "%s: cannot be read: %s\n", whole.p, strerror(errno));
                exit(EXIT_REFUSED);
            }
            struct file f = {.path = below.p, .text = text};
            files++;
            check_private_keys(&f);
            if (is_settings(below.p)) {
                check_secrets(&f);
            }
            free(text.p);
        }
    }
}

// "ID TYPE SIZE", a line end, so many bytes and a line end, again and again.
static int check_history(FILE *f)
{
    char id[80];
    char type[20];
    size_t size = 0;
    char *bytes = NULL;
    size_t room = 0;
    while (fscanf(f, "%79s %19s %zu", id, type, &size) == 3 && fgetc(f) == '\n') {
        if (size >= room) {
            room = size + 1;
            free(bytes);
            bytes = malloc(room);
        }
        if (bytes == NULL || fread(bytes, 1, size, f) != size || fgetc(f) != '\n') {
            break;
        }
        files += strcmp(type, "blob") == 0;
        if (find_private_key(bytes, size) != NULL) {
            printf(
                "%s: a private key in the history: make another; whoever has a copy has this one\n",
                id);
            breaches++;
        }
    }
    if (ferror(f) != 0 || feof(f) == 0 || files == 0) {
        fputs("the history cannot be read to its end\n", stderr);
        return EXIT_REFUSED;
    }
    printf("%zu files of the history, %d breaches\n", files, breaches);
    return breaches == 0 ? 0 : EXIT_REFUSED;
}

int main(int argc, char **argv)
{
    if (argc != 2) {
        fputs("usage: keys ROOT | keys --history\n", stderr);
        return EXIT_USAGE;
    }
    if (strcmp(argv[1], "--history") == 0) {
        return check_history(stdin);
    }
    check_keys(argv[1], "");
    printf("%zu files, %d breaches\n", files, breaches);
    return breaches == 0 ? 0 : EXIT_REFUSED;
}
