// The house rules that a reader of lines can prove: lint ROOT reads src/, sim/ and tools/ below
// ROOT, looks for keys in all of it, and says `file:line: sentence` for each breach; exit 1 when
// there is one.
//
// lint --history reads what `git cat-file --batch` writes, every file there ever was, and says
// which of them holds a private key.
//
// It knows no C grammar. Comments and string literals are blanked first, so that a banned name in a
// sentence is no breach; include lines are read as they stand.
#include "text.h"

#include <dirent.h>
#include <sys/stat.h>

struct source {
    const char *path; // below the root
    char *raw;        // as written
    char *code;       // the same length; comments and literals are blanks
};

static int breaches;

__attribute__((format(printf, 3, 4))) static void tell(const struct source *s, const char *at,
                                                       const char *format, ...)
{
    int line = 1;
    for (const char *p = s->code; p < at; p++) {
        line += *p == '\n';
    }
    printf("%s:%d: ", s->path, line);
    va_list args;
    va_start(args, format);
    vprintf(format, args);
    va_end(args);
    putchar('\n');
    breaches++;
}

// Blank comments and, when `literals` is set, what stands inside quotes.
static char *without(const char *text, bool literals)
{
    char *code = copy_of(text, strlen(text));
    enum { CODE, LINE, BLOCK, STRING, CHARACTER } in = CODE;
    for (char *p = code; *p != '\0'; p++) {
        char here = *p;
        bool quoted = in == STRING || in == CHARACTER;
        if (in == CODE && here == '/' && (p[1] == '/' || p[1] == '*')) {
            in = p[1] == '/' ? LINE : BLOCK;
        } else if (in == CODE && (here == '"' || here == '\'')) {
            in = here == '"' ? STRING : CHARACTER;
            continue;
        } else if (quoted && here == '\\' && p[1] != '\0') {
            if (literals) {
                p[0] = ' ';
                p[1] = p[1] == '\n' ? '\n' : ' ';
            }
            p++;
            continue;
        } else if (in == LINE && here == '\n') {
            in = CODE;
        } else if (in == BLOCK && here == '*' && p[1] == '/') {
            p[0] = p[1] = ' ';
            p++;
            in = CODE;
            continue;
        } else if ((in == STRING && here == '"') || (in == CHARACTER && here == '\'')) {
            in = CODE;
            continue;
        }
        bool blank = in == LINE || in == BLOCK || (literals && quoted);
        if (blank && here != '\n') {
            *p = ' ';
        }
    }
    return code;
}

// --- The two arrows ------------------------------------------------------------------------------

// From left to right; a file includes what lies to its right, never to its left.
static const char *const LAYERS[] = {"app", "market", "gateway", "platform", "base"};

// The nouns of the trade in their order; a later one may read an earlier one.
static const char *const NOUNS[] = {
    "calendar", "law",      "notice", "party",      "certificate", "number",  "catalog", "content",
    "search",   "purchase", "quote",  "contract",   "delivery",    "claim",   "bond",    "payment",
    "record",   "insight",  "paper",  "disclosure", "rule",        "support", "consult", "rollout"};

// What a file may do by its suffix, and the rank of what it may include of its own feature:
// web → action → store → rules. A test may include all.
static const struct {
    const char *suffix;
    int rank;
} SUFFIXES[] = {
    {"_test",    9},
    {"_testing", 9},
    {"_web",     4},
    {"_job",     3},
    {"_action",  2},
    {"_paper",   2},
    {"_store",   1}
};

static int place_in(const char *const *names, size_t count, const char *p, size_t n)
{
    for (size_t i = 0; i < count; i++) {
        if (text_is(p, n, names[i])) {
            return (int)i;
        }
    }
    return -1;
}

static int layer_of(const char *path)
{
    return place_in(LAYERS, sizeof LAYERS / sizeof *LAYERS, path, strcspn(path, "/"));
}

static int noun_of(const char *path)
{
    const char *p = path + strlen("market/");
    return starts_with(path, "market/")
               ? place_in(NOUNS, sizeof NOUNS / sizeof *NOUNS, p, strcspn(p, "/"))
               : -1;
}

// 0 for a plain file: rules. Generated headers (x.sql.h, x.html.h) belong to who includes them.
static int rank_of(const char *path)
{
    const char *name = base_name(path);
    size_t n = strcspn(name, ".");
    for (size_t i = 0; i < sizeof SUFFIXES / sizeof *SUFFIXES; i++) {
        size_t m = strlen(SUFFIXES[i].suffix);
        if (n > m && strncmp(name + n - m, SUFFIXES[i].suffix, m) == 0) {
            return SUFFIXES[i].rank;
        }
    }
    return 0;
}

static void check_market_include(const struct source *s, const char *at, const char *from,
                                 const char *to)
{
    int mine = noun_of(from);
    int theirs = noun_of(to);
    if (mine < 0) {
        tell(s, at,
             "market/ has no noun of this name: add it to NOUNS in tools/lint.c in its place");
    } else if (theirs > mine) {
        tell(s, at, "an earlier noun includes a later one: add a job, or let the later one write");
    }
    bool plain = rank_of(from) == 0;
    if (plain && starts_with(to, "platform/")) {
        tell(s, at, "a plain file of a feature only thinks: rows belong in _store, HTTP in _web");
    }
    bool generated = ends_with(to, ".sql.h") || ends_with(to, ".html.h");
    if (mine >= 0 && theirs == mine && !generated && rank_of(to) > rank_of(from)) {
        tell(s, at, "inside a feature web includes action, action store, store rules: not back");
    }
    if (starts_with(to, "platform/web/") && rank_of(from) < 4) {
        tell(s, at, "only _web speaks HTTP");
    }
}

static void check_includes(const struct source *s)
{
    if (!starts_with(s->path, "src/")) {
        return;
    }
    const char *from = s->path + strlen("src/");
    for (const char *p = s->raw; (p = strstr(p, "#include \"")) != NULL; p++) {
        const char *name = p + strlen("#include \"");
        char *to = copy_of(name, strcspn(name, "\"\n"));
        const char *at = s->code + (p - s->raw);
        int mine = layer_of(from);
        int theirs = layer_of(to);
        // Settings are declared where every part is known, and read by their loader.
        bool settings = strcmp(to, "app/settings.def") == 0;
        // Every route names its right; the bits say nothing of what a party is.
        bool rights = strcmp(to, "market/party/right.h") == 0;
        if (mine >= 0 && theirs >= 0 && theirs < mine && !settings) {
            tell(s, at,
                 "%s/ may not include %s/: the arrow is app, market, gateway, platform, base",
                 LAYERS[mine], LAYERS[theirs]);
        }
        if (starts_with(from, "market/") && (theirs == 1 || theirs == 3) && !rights) {
            check_market_include(s, at, from, to);
        }
        free(to);
    }
}

// --- Words ---------------------------------------------------------------------------------------

static bool is_word_at(const char *code, const char *p, const char *word)
{
    return (p == code || !is_name_char(p[-1])) && !is_name_char(p[strlen(word)]);
}

static const char *find_word(const char *code, const char *from, const char *word)
{
    for (const char *p = from; (p = strstr(p, word)) != NULL; p++) {
        if (is_word_at(code, p, word)) {
            return p;
        }
    }
    return NULL;
}

static void check_banned(const struct source *s)
{
    static const char *const BANNED[][2] = {
        {"strcpy",    "str_copy"     },
        {"strcat",    "struct out"   },
        {"sprintf",   "str_format"   },
        {"vsprintf",  "str_format"   },
        {"gets",      "fgets"        },
        {"strtok",    "str_cut"      },
        {"atoi",      "str_parse_i64"},
        {"atol",      "str_parse_i64"},
        {"atof",      "money_parse"  },
        {"gmtime",    "date_to_ymd"  },
        {"localtime", "date_to_ymd"  },
        {"system",    "fork and exec"},
        {"popen",     "fork and exec"},
        {"alloca",    "arena_alloc"  },
        {"mktemp",    "mkstemp"      },
        {"rand",      "secret_u64"   },
        {"srand",     "secret_u64"   }
    };
    for (size_t i = 0; i < sizeof BANNED / sizeof *BANNED; i++) {
        const char *p = s->code;
        while ((p = find_word(s->code, p, BANNED[i][0])) != NULL) {
            if (p[strlen(BANNED[i][0])] == '(') {
                tell(s, p, "%s is banned, use %s", BANNED[i][0], BANNED[i][1]);
            }
            p++;
        }
    }
}

static void check_memory(const struct source *s)
{
    static const char *const FUNCTIONS[] = {"malloc", "calloc", "realloc", "free"};
    if (!starts_with(s->path, "src/market/")) {
        return;
    }
    // The index holds a connection and columns beyond any unit.
    if (ends_with(s->path, "/search_store.c") || strstr(s->path, "_test") != NULL) {
        return;
    }
    for (size_t i = 0; i < sizeof FUNCTIONS / sizeof *FUNCTIONS; i++) {
        const char *p = find_word(s->code, s->code, FUNCTIONS[i]);
        if (p != NULL && p[strlen(FUNCTIONS[i])] == '(') {
            tell(s, p, "no %s in market/: take it from the arena", FUNCTIONS[i]);
        }
    }
}

static void check_floats(const struct source *s)
{
    static const char *const TYPES[] = {"double", "float"};
    for (size_t i = 0; i < 2 && starts_with(s->path, "src/market/"); i++) {
        const char *p = find_word(s->code, s->code, TYPES[i]);
        if (p != NULL) {
            tell(s, p, "no %s in market/: money is whole won, a share is a ratio", TYPES[i]);
        }
    }
}

static bool is_operand_end(char c)
{
    return is_name_char(c) || c == ')' || c == ']';
}

static const char *before_blanks(const char *code, const char *p)
{
    while (p > code && is_blank_char(p[-1])) {
        p--;
    }
    return p;
}

// Where `a->b[i].c` begins that ends at `p`.
static const char *operand_begin(const char *code, const char *p)
{
    while (p > code) {
        if (p[-1] == ']') {
            for (int depth = 0; p > code; p--) {
                depth += p[-1] == ']' ? 1 : (p[-1] == '[' ? -1 : 0);
                if (depth == 0) {
                    p--;
                    break;
                }
            }
        } else if (is_name_char(p[-1]) || p[-1] == '.') {
            p--;
        } else if (p[-1] == '>' && p - 1 > code && p[-2] == '-') {
            p -= 2;
        } else {
            break;
        }
    }
    return p;
}

// Is what begins here added to what stands before it, or taken from it or multiplied with it, with
// = behind the sign as well?
static bool is_right_operand(const char *code, const char *begin)
{
    const char *sign = before_blanks(code, begin);
    while (sign > code && sign[-1] == '(') { // of no call: a sign stands before it
        sign = before_blanks(code, sign - 1);
    }
    if (sign > code && sign[-1] == '=') {
        sign--;
    }
    if (sign == code || strchr("+-*", sign[-1]) == NULL) {
        return false;
    }
    const char *left = before_blanks(code, sign - 1);
    return left > code && is_operand_end(left[-1]);
}

// Won are added and multiplied where overflow is looked for: + - * and += -= *= on either side of
// `.won` and `->won`.
static void check_won(const struct source *s)
{
    bool is_test = strstr(s->path, "_test") != NULL;
    if (!starts_with(s->path, "src/") || is_test || ends_with(s->path, "base/money.c")) {
        return;
    }
    for (const char *p = s->code; (p = find_word(s->code, p, "won")) != NULL; p++) {
        const char *end = p + strlen("won");
        const char *next = end + strspn(end, " \t\n");
        const char *begin = operand_begin(s->code, p);
        if (begin == p || begin[0] == '.' || *next == '\0') { // no member, or in an initializer
            continue;
        }
        if (strchr("+-*", *next) != NULL || is_right_operand(s->code, begin)) {
            tell(s, p, "sums of won only by money_add, money_subtract, money_times, money_share");
        }
    }
}

// What is allocated is counted by whoever looks for overflow: no product of a length, no sum of
// two.
static void check_lengths(const struct source *s)
{
    bool is_test = strstr(s->path, "_test") != NULL;
    if (!starts_with(s->path, "src/") || is_test || ends_with(s->path, "base/arena.h")) {
        return;
    }
    for (const char *p = s->code; (p = find_word(s->code, p, "arena_alloc")) != NULL; p++) {
        int depth = 0;
        size_t lengths = 0;
        bool multiplies = false;
        bool adds = false;
        bool of_size = false; // past the first argument
        const char *c = p + strlen("arena_alloc");
        do {
            depth += *c == '(' ? 1 : (*c == ')' ? -1 : 0);
            if (of_size && find_word(c, c, "sizeof") == c) { // a constant, whatever is in it
                c += strcspn(c, ")");
            } else if (of_size && islower((unsigned char)*c) && !is_name_char(c[-1])) {
                c = c + strspn(c, "abcdefghijklmnopqrstuvwxyz0123456789_.>-");
                lengths += *c != ')' || c[1] == ';' || c[1] == ')'; // else a cast
                continue;
            }
            multiplies |= of_size && *c == '*';
            adds |= of_size && *c == '+';
            of_size |= depth == 1 && *c == ',';
            c++;
        } while (depth > 0 && *c != '\0');
        if ((adds && lengths > 1) || (multiplies && lengths > 0)) {
            tell(s, p,
                 "a length is multiplied by arena_array, and added with __builtin_add_overflow");
        }
    }
}

static void check_sql(const struct source *s)
{
    static const char *const STARTS[] = {"\"SELECT ", "\"INSERT INTO ", "\"UPDATE ",
                                         "\"DELETE FROM "};
    if (!starts_with(s->path, "src/") || strstr(s->path, "_test") != NULL) {
        return;
    }
    char *text = without(s->raw, false);
    for (size_t i = 0; i < sizeof STARTS / sizeof *STARTS; i++) {
        const char *p = strstr(text, STARTS[i]);
        if (p != NULL) {
            tell(s, s->code + (p - text), "SQL belongs in a .sql file beside the module");
        }
    }
    free(text);
}

// Not all who read a fault are bound by 지방계약법: its source names the other law too, or whose
// this one is.
static bool names_one_law(const struct source *s, const char *from, const char *to)
{
    // The criteria's own name begins with 지방자치단체 and says nothing of whose they are.
    static const char *const SAYS_WHOSE[] = {"국가계약법", "(지방자치단체)", "지방자치단체는",
                                             "지방자치단체의", "지방계약법을 따르"};
    char *text = strndup(s->raw + (from - s->code), (size_t)(to - from));
    bool one = text != NULL && strstr(text, "지방계약법") != NULL;
    for (size_t i = 0; one && i < sizeof SAYS_WHOSE / sizeof *SAYS_WHOSE; i++) {
        one = strstr(text, SAYS_WHOSE[i]) == NULL;
    }
    free(text);
    return one;
}

// A fault constant says what, why and how to mend; a refusal of the market also by what article.
static void check_faults(const struct source *s)
{
    bool of_market = starts_with(s->path, "src/market/") && strstr(s->path, "_test") == NULL;
    for (const char *p = s->code; (p = strstr(p, "const struct fault ")) != NULL; p++) {
        const char *brace = strpbrk(p, ";{");
        if (brace == NULL || *brace == ';' || strchr(p, '=') == NULL || strchr(p, '=') > brace) {
            continue;
        }
        const char *end = strchr(brace, '}');
        const char *text = strstr(brace, ".text");
        bool positional = strstr(brace, ".kind") == NULL || strstr(brace, ".kind") > end;
        if (end != NULL && !positional && (text == NULL || text > end)) {
            tell(s, p, "a fault without text: say what, why and how to mend");
        }
        const char *kind = find_word(s->code, brace, "FAULT_REFUSED");
        const char *source = strstr(brace, ".source");
        if (of_market && end != NULL && kind != NULL && kind < end &&
            (source == NULL || source > end)) {
            tell(s, p, "a refusal without source: name the article, or FAULT_OWN_RULE");
        }
        if (of_market && end != NULL && source != NULL && source < end &&
            names_one_law(s, source, end)) {
            tell(s, p, "a source names 지방계약법 alone: name 국가계약법 too, or say whose it is");
        }
    }
}

static void check_todos(const struct source *s)
{
    for (const char *p = s->raw; (p = strstr(p, "TODO")) != NULL; p++) {
        char owner[40];
        int year;
        int month;
        if (is_word_at(s->raw, p, "TODO") &&
            sscanf(p, "TODO(%39[a-z], %4d-%2d)", owner, &year, &month) != 3) {
            tell(s, s->code + (p - s->raw),
                 "a TODO carries a name and a month: TODO(name, 2027-01)");
        }
    }
}

// --- Results that nobody looks at ----------------------------------------------------------------

struct names {
    char **items;
    size_t count;
    size_t room;
};

// Functions declared `err f(` at the start of a header's line.
static void collect_err_functions(const struct source *s, struct names *out)
{
    for (const char *p = s->code; (p = strstr(p, "\nerr ")) != NULL; p++) {
        const char *name = p + strlen("\nerr ");
        size_t n = 0;
        while (is_name_char(name[n])) {
            n++;
        }
        if (n > 0 && name[n] == '(') {
            out->items = grow(out->items, out->count, &out->room, sizeof *out->items);
            out->items[out->count++] = copy_of(name, n);
        }
    }
}

// `f(…);` alone on its line is a dropped result; `(void)f(…)` says so on purpose.
static void check_dropped(const struct source *s, const struct names *functions)
{
    for (const char *line = s->code; line != NULL; line = strchr(line, '\n')) {
        line += *line == '\n';
        const char *p = line + strspn(line, " \t");
        size_t n = 0;
        while (is_name_char(p[n])) {
            n++;
        }
        if (n == 0 || p[n] != '(' || p == line) {
            continue;
        }
        const char *before = line;
        while (before > s->code && is_blank_char(before[-1])) {
            before--;
        }
        bool begins = before == s->code || strchr(";{}", before[-1]) != NULL;
        for (size_t i = 0; i < functions->count && begins; i++) {
            if (text_is(p, n, functions->items[i])) {
                tell(s, p, "the fault of %s is dropped: TRY it, keep it, or say (void)",
                     functions->items[i]);
            }
        }
    }
}

// --- The tree ------------------------------------------------------------------------------------

struct sources {
    struct source *items;
    size_t count;
    size_t room;
};

static int by_name(const struct dirent **a, const struct dirent **b)
{
    return strcmp((*a)->d_name, (*b)->d_name);
}

static void read_folder(const char *root, const char *folder, struct sources *out)
{
    struct text path = {0};
    text_format(&path, "%s/%s", root, folder);
    struct dirent **entries = NULL;
    int count = scandir(path.p, &entries, NULL, by_name);
    for (int i = 0; i < count; i++) {
        const char *name = entries[i]->d_name;
        struct text below = {0};
        text_format(&below, "%s/%s", folder, name);
        struct text whole = {0};
        text_format(&whole, "%s/%s", root, below.p);
        struct stat st;
        if (name[0] == '.' || stat(whole.p, &st) != 0) {
            continue;
        }
        if (S_ISDIR(st.st_mode)) {
            read_folder(root, below.p, out);
        } else if (ends_with(name, ".c") || ends_with(name, ".h")) {
            struct text text = read_file(whole.p);
            out->items = grow(out->items, out->count, &out->room, sizeof *out->items);
            out->items[out->count++] =
                (struct source){.path = below.p, .raw = text.p, .code = without(text.p, true)};
        }
    }
}

int main(int argc, char **argv)
{
    if (argc != 2) {
        fputs("usage: lint ROOT\n", stderr);
        return EXIT_USAGE;
    }
    static const char *const FOLDERS[] = {"src", "sim", "tools"};
    struct sources all = {0};
    for (size_t i = 0; i < sizeof FOLDERS / sizeof *FOLDERS; i++) {
        read_folder(argv[1], FOLDERS[i], &all);
    }
    struct names functions = {0};
    for (size_t i = 0; i < all.count; i++) {
        if (ends_with(all.items[i].path, ".h")) {
            collect_err_functions(&all.items[i], &functions);
        }
    }
    for (size_t i = 0; i < all.count; i++) {
        const struct source *s = &all.items[i];
        if (strcmp(s->path, "tools/lint.c") == 0 || strcmp(s->path, "tools/lint_test.c") == 0) {
            continue; // they name what they look for
        }
        check_includes(s);
        check_banned(s);
        check_memory(s);
        check_floats(s);
        check_won(s);
        check_lengths(s);
        check_sql(s);
        check_faults(s);
        check_todos(s);
        check_dropped(s, &functions);
    }
    printf("%zu files, %d breaches\n", all.count, breaches);
    return breaches == 0 ? 0 : EXIT_REFUSED;
}
