// Turns .sql files into C constants, and refuses what would not mean the same on both engines.
//
//   embed_sql statements OUT.h OUT.c IN.sql   the statements of one module
//   embed_sql all OUT.c IN.sql…               the list of all statements
//   embed_sql schema OUT.c 0001_x.sql…        the migrations
//
// The syntax for authors is in README.md beside this file; the types are in platform/db/sql.h.
#include "text.h"

// --- Refusals ------------------------------------------------------------------------------------

__attribute__((noreturn, format(printf, 3, 4))) static void refuse(const char *file, int line,
                                                                   const char *format, ...)
{
    va_list args;
    va_start(args, format);
    fprintf(stderr, "%s:%d: ", file, line);
    vfprintf(stderr, format, args);
    fputc('\n', stderr);
    va_end(args);
    exit(EXIT_REFUSED);
}

// --- Tokens --------------------------------------------------------------------------------------

enum token_kind { WORD, NUMBER, STRING, PARAM, SYMBOL };

struct token {
    enum token_kind kind;
    const char *p; // a parameter's without its colon
    size_t n;
    int line;
    int depth;   // how many brackets are open around it
    bool spaced; // white space or a comment came before it
};

struct tokens {
    struct token *items;
    size_t count;
    size_t room;
};

enum dialect { BOTH, SQLITE, POSTGRES, DIALECT_COUNT };

// One piece of SQL in one dialect, and where it stands.
struct piece {
    const char *file;
    int line;
    enum dialect dialect;
    const char *p;
    size_t n;
    struct tokens tokens;
};

static void add_token(struct tokens *list, struct token t)
{
    list->items = grow(list->items, list->count, &list->room, sizeof *list->items);
    list->items[list->count++] = t;
}

// Length of a string literal at p: '…' with '' inside, or PostgreSQL's $$…$$. 0: it never ends.
static size_t string_size(const char *p, size_t n)
{
    if (p[0] == '$') {
        for (size_t i = 2; i + 1 < n; i++) {
            if (p[i] == '$' && p[i + 1] == '$') {
                return i + 2;
            }
        }
        return 0;
    }
    for (size_t i = 1; i < n; i++) {
        if (p[i] == '\'' && i + 1 < n && p[i + 1] == '\'') {
            i++;
        } else if (p[i] == '\'') {
            return i + 1;
        }
    }
    return 0;
}

static size_t symbol_size(const char *p, size_t n)
{
    static const char *const LONG[] = {"->>", "->", "::", "||", "<=", ">=", "<>", "!="};
    for (size_t i = 0; i < sizeof LONG / sizeof *LONG; i++) {
        size_t m = strlen(LONG[i]);
        if (m <= n && memcmp(p, LONG[i], m) == 0) {
            return m;
        }
    }
    return 1;
}

static size_t name_size(const char *p, size_t n)
{
    size_t i = 0;
    while (i < n && is_name_char(p[i])) {
        i++;
    }
    return i;
}

// White space and comments from p on. Sets *line past them.
static size_t skip_blanks(const struct piece *s, size_t from, int *line)
{
    size_t i = from;
    while (i < s->n) {
        if (is_blank_char(s->p[i])) {
            *line += s->p[i] == '\n';
            i++;
        } else if (i + 1 < s->n && s->p[i] == '-' && s->p[i + 1] == '-') {
            while (i < s->n && s->p[i] != '\n') {
                i++;
            }
        } else {
            break;
        }
    }
    return i;
}

static struct token read_token(const struct piece *s, size_t i, int line)
{
    const char *p = s->p + i;
    size_t left = s->n - i;
    struct token t = {.p = p, .line = line, .kind = SYMBOL};
    if (p[0] == '\'' || (left > 1 && p[0] == '$' && p[1] == '$')) {
        t.kind = STRING;
        t.n = string_size(p, left);
        if (t.n == 0) {
            refuse(s->file, line, "this string never ends");
        }
    } else if (p[0] == '"') {
        refuse(s->file, line, "strings stand in single quotes, names in none");
    } else if (left > 1 && p[0] == '/' && p[1] == '*') {
        refuse(s->file, line, "comments begin with --");
    } else if (isdigit((unsigned char)p[0])) {
        t.kind = NUMBER;
        t.n = name_size(p, left);
    } else if (is_name_char(p[0])) {
        t.kind = WORD;
        t.n = name_size(p, left);
    } else if (left > 1 && p[0] == ':' && islower((unsigned char)p[1])) {
        t.kind = PARAM;
        t.p = p + 1;
        t.n = name_size(p + 1, left - 1);
    } else if (p[0] == '?' || (left > 1 && p[0] == '$' && isdigit((unsigned char)p[1]))) {
        refuse(s->file, line, "parameters have names: write :id");
    } else {
        t.n = symbol_size(p, left);
    }
    return t;
}

static void read_tokens(struct piece *s)
{
    int line = s->line;
    int depth = 0;
    size_t end = 0;
    for (size_t i = skip_blanks(s, 0, &line); i < s->n; i = skip_blanks(s, end, &line)) {
        struct token t = read_token(s, i, line);
        depth -= text_is(t.p, t.n, ")");
        if (depth < 0) {
            refuse(s->file, line, "this bracket closes nothing");
        }
        t.depth = depth;
        t.spaced = i > end;
        depth += text_is(t.p, t.n, "(");
        end = (size_t)(t.p - s->p) + t.n;
        for (const char *c = t.p; c < t.p + t.n; c++) {
            line += *c == '\n';
        }
        add_token(&s->tokens, t);
    }
    if (depth > 0) {
        refuse(s->file, line, "a bracket is still open at the end");
    }
}

static bool token_is(const struct tokens *list, size_t i, const char *word)
{
    return i < list->count && list->items[i].kind != STRING && list->items[i].kind != PARAM &&
           text_is_nocase(list->items[i].p, list->items[i].n, word);
}

// --- Traps: what runs on one engine only, or means another thing there (sql.md of the design)
// ------

// Words in a row, and what to write instead. In a text written for one engine only the rows marked
// ALWAYS are refused.
enum trap_reach { SHARED, ALWAYS };

static const struct trap {
    const char *words;
    enum trap_reach reach;
    const char *instead;
} TRAPS[] = {
    {"SELECT *",          ALWAYS, "list the columns instead of *"                             },
    {"SELECT DISTINCT *", ALWAYS, "list the columns instead of *"                             },
    {", *",               ALWAYS, "list the columns instead of *"                             },
    {". *",               ALWAYS, "list the columns instead of *"                             },
    {"RETURNING *",       ALWAYS, "list the columns instead of *"                             },
    {"CURRENT_TIMESTAMP", ALWAYS, "the moment is a parameter, taken once by the unit"         },
    {"CURRENT_DATE",      ALWAYS, "the day is a parameter, taken once by the unit"            },
    {"CURRENT_TIME",      ALWAYS, "the moment is a parameter, taken once by the unit"         },
    {"NOW (",             ALWAYS, "the moment is a parameter, taken once by the unit"         },
    {"DATE (",            ALWAYS, "calendar sums are made in C"                               },
    {"DATETIME (",        ALWAYS, "calendar sums are made in C"                               },
    {"STRFTIME (",        ALWAYS, "calendar sums are made in C"                               },
    {"JULIANDAY (",       ALWAYS, "calendar sums are made in C"                               },
    {"DATE_TRUNC (",      ALWAYS, "calendar sums are made in C"                               },
    {"EXTRACT (",         ALWAYS, "calendar sums are made in C"                               },
    {"RANDOM (",          ALWAYS, "chance is made at the edge and passed in"                  },
    {"ROUND (",           ALWAYS, "round in C, where the rule names the rounding"             },
    {"AVG (",             ALWAYS, "select the sum and the count, divide in C"                 },
    {"LOWER (",           ALWAYS, "the engines fold differently: normalise in C into a column"},
    {"UPPER (",           ALWAYS, "the engines fold differently: normalise in C into a column"},
    {"TRUE",              SHARED, "a flag is 0 or 1: compare with = 1"                        },
    {"FALSE",             SHARED, "a flag is 0 or 1: compare with = 0"                        },
    {"BOOLEAN",           SHARED, "a flag is INTEGER CHECK (x IN (0, 1))"                     },
    {"TIMESTAMP",         SHARED, "an instant is @I64@, whole microseconds UTC"               },
    {"TIMESTAMPTZ",       SHARED, "an instant is @I64@, whole microseconds UTC"               },
    {"REAL",              ALWAYS, "nothing here is floating: count in whole units"            },
    {"FLOAT",             ALWAYS, "nothing here is floating: count in whole units"            },
    {"DOUBLE",            ALWAYS, "nothing here is floating: count in whole units"            },
    {"ILIKE",             SHARED, "normalise in C into a column and use LIKE"                 },
    {"DISTINCT ON",       SHARED, "use a window: ROW_NUMBER() OVER (PARTITION BY …)"        },
    {"LATERAL",           SHARED, "use a join, a window or a second statement"                },
    {"FOR UPDATE",        SHARED, "use a conditional UPDATE … RETURNING, or the version"    },
    {"FOR SHARE",         SHARED, "use a conditional UPDATE … RETURNING, or the version"    },
    {"STRING_AGG",        SHARED, "join the strings in C"                                     },
    {"GROUP_CONCAT",      SHARED, "join the strings in C"                                     },
    {"ARRAY",             SHARED, "SQLite has no arrays: use rows"                            },
    {"ANY (",             SHARED, "SQLite has no arrays: use rows"                            },
    {"GREATEST (",        SHARED, "write CASE WHEN a > b THEN a ELSE b END"                   },
    {"LEAST (",           SHARED, "write CASE WHEN a < b THEN a ELSE b END"                   },
    {"IFNULL (",          SHARED, "write COALESCE"                                            },
    {"IIF (",             SHARED, "write CASE"                                                },
    {"GLOB",              SHARED, "write LIKE with ESCAPE '!'"                                },
    {"REGEXP",            SHARED, "match in C"                                                },
    {"MATCH",             SHARED, "the index is SQLite's: mark the statement @sqlite"         },
    {"INSERT OR",         SHARED, "write INSERT … ON CONFLICT"                              },
    {"REPLACE INTO",      SHARED, "write INSERT … ON CONFLICT … DO UPDATE"                },
    {"LAST_INSERT_ROWID", SHARED, "write RETURNING id"                                        },
    {"ROWID",             SHARED, "use the table's own key"                                   },
    {"AUTOINCREMENT",     SHARED, "write @ID@"                                                },
    {"SERIAL",            SHARED, "write @ID@"                                                },
    {"BLOB",              SHARED, "write @BYTES@"                                             },
    {"BYTEA",             SHARED, "write @BYTES@"                                             },
    {"::",                SHARED, "write CAST(x AS TYPE)"                                     },
    {"->",                SHARED, "JSON is text here: query real columns"                     },
    {"->>",               SHARED, "JSON is text here: query real columns"                     },
};

// Index past the trap's words when they stand at token i, else 0.
static bool words_stand_at(const struct tokens *list, size_t i, const char *words)
{
    while (*words != '\0') {
        size_t n = strcspn(words, " ");
        char *word = copy_of(words, n);
        bool same = token_is(list, i, word);
        free(word);
        if (!same) {
            return false;
        }
        words += n;
        words += strspn(words, " ");
        i++;
    }
    return true;
}

static void check_trap_words(const struct piece *s, size_t i)
{
    const struct token *t = &s->tokens.items[i];
    bool is_column = i > 0 && token_is(&s->tokens, i - 1, "."); // e.g. r.date
    for (size_t k = 0; k < sizeof TRAPS / sizeof *TRAPS; k++) {
        const struct trap *trap = &TRAPS[k];
        if ((trap->reach == ALWAYS || s->dialect == BOTH) && !is_column &&
            words_stand_at(&s->tokens, i, trap->words)) {
            refuse(s->file, t->line, "%s: %s", trap->words, trap->instead);
        }
    }
}

// x / 0 is NULL on one engine and an error on the other.
static void check_division(const struct piece *s, size_t i)
{
    const struct tokens *list = &s->tokens;
    if (!token_is(list, i, "/") && !token_is(list, i, "%")) {
        return;
    }
    bool by_number =
        i + 1 < list->count && list->items[i + 1].kind == NUMBER && !token_is(list, i + 1, "0");
    if (!by_number && !token_is(list, i + 1, "NULLIF")) {
        refuse(s->file, list->items[i].line, "divide by NULLIF(y, 0): engines differ on x / 0");
    }
}

// max(a, b) is SQLite's alone; MAX(a) is an aggregate on both.
static void check_two_argument_max(const struct piece *s, size_t i)
{
    const struct tokens *list = &s->tokens;
    if (!(token_is(list, i, "MAX") || token_is(list, i, "MIN")) || !token_is(list, i + 1, "(")) {
        return;
    }
    int depth = list->items[i + 1].depth;
    for (size_t k = i + 2; k < list->count && list->items[k].depth > depth; k++) {
        if (token_is(list, k, ",") && list->items[k].depth == depth + 1) {
            refuse(s->file, list->items[i].line,
                   "max and min take one argument: write CASE WHEN a > b THEN a ELSE b END");
        }
    }
}

// A bare parameter before IS has no type on PostgreSQL.
static void check_untyped_parameter(const struct piece *s, size_t i)
{
    const struct tokens *list = &s->tokens;
    const struct token *t = &list->items[i];
    if (t->kind == PARAM && token_is(list, i + 1, "IS")) {
        refuse(s->file, t->line,
               "write CAST(:%.*s AS TEXT) IS …: a bare parameter has no type here", (int)t->n,
               t->p);
    }
}

// A pattern that is not fixed text may hold % and _ a person typed.
static void check_like(const struct piece *s, size_t i)
{
    const struct tokens *list = &s->tokens;
    if (!token_is(list, i, "LIKE") || (i + 1 < list->count && list->items[i + 1].kind == STRING)) {
        return;
    }
    for (size_t k = i + 1; k < list->count && list->items[k].depth >= list->items[i].depth; k++) {
        if (token_is(list, k, "ESCAPE")) {
            return;
        }
        if (token_is(list, k, "AND") || token_is(list, k, "OR")) {
            break;
        }
    }
    refuse(s->file, list->items[i].line, "LIKE with a made pattern needs ESCAPE '!'");
}

// Index of a word outside all brackets, from `from` on; count of tokens when there is none.
static size_t find_outer(const struct tokens *list, size_t from, const char *word)
{
    for (size_t i = from; i < list->count; i++) {
        if (list->items[i].depth == 0 && token_is(list, i, word)) {
            return i;
        }
    }
    return list->count;
}

static void check_delete_using(const struct piece *s, size_t i)
{
    if (s->dialect == BOTH && i == 0 && token_is(&s->tokens, 0, "DELETE") &&
        find_outer(&s->tokens, 0, "USING") < s->tokens.count) {
        refuse(s->file, s->tokens.items[0].line,
               "DELETE … USING: write WHERE id IN (SELECT …) instead");
    }
}

// SQLite reads the ON of INSERT … SELECT … ON CONFLICT as a join without a WHERE before it.
static void check_insert_select(const struct piece *s, size_t i)
{
    const struct tokens *list = &s->tokens;
    if (!token_is(list, i, "INSERT") || list->items[i].depth > 0) {
        return;
    }
    size_t select = find_outer(list, i, "SELECT");
    size_t conflict = find_outer(list, i, "CONFLICT");
    if (select < conflict && conflict < list->count &&
        find_outer(list, select, "WHERE") > conflict) {
        refuse(s->file, list->items[conflict].line,
               "INSERT … SELECT … ON CONFLICT needs a WHERE before ON");
    }
}

static void check_traps(const struct piece *s)
{
    for (size_t i = 0; i < s->tokens.count; i++) {
        if (s->tokens.items[i].kind != STRING && s->tokens.items[i].kind != PARAM) {
            check_trap_words(s, i);
            check_division(s, i);
            check_two_argument_max(s, i);
            check_like(s, i);
            check_delete_using(s, i);
            check_insert_select(s, i);
        }
        check_untyped_parameter(s, i);
    }
}

// --- Statements ----------------------------------------------------------------------------------

struct statement {
    char *name;
    const char *file;
    int line;
    struct text comment;                // "// …" lines for the header
    struct piece pieces[DIALECT_COUNT]; // by dialect; file NULL: not written
    const char **params;                // by position
    size_t param_count;
    size_t param_room;
};

struct statements {
    struct statement *items;
    size_t count;
    size_t room;
};

static struct statement *find_statement(struct statements *list, const char *name)
{
    for (size_t i = 0; i < list->count; i++) {
        if (strcmp(list->items[i].name, name) == 0) {
            return &list->items[i];
        }
    }
    return NULL;
}

// What is written for an engine: its own text, or the shared one. NULL: nothing.
static struct piece *piece_for(struct statement *st, enum dialect d)
{
    if (st->pieces[d].file != NULL) {
        return &st->pieces[d];
    }
    return st->pieces[BOTH].file != NULL ? &st->pieces[BOTH] : NULL;
}

static size_t param_position(const struct statement *st, const struct token *t)
{
    for (size_t i = 0; i < st->param_count; i++) {
        if (text_is(t->p, t->n, st->params[i])) {
            return i + 1;
        }
    }
    return 0;
}

// Exactly one statement, ended by its only semicolon. Drops that semicolon.
static void check_ending(struct piece *s, const char *name)
{
    struct tokens *list = &s->tokens;
    if (list->count == 0) {
        refuse(s->file, s->line, "%s has no text", name);
    }
    for (size_t i = 0; i + 1 < list->count; i++) {
        if (token_is(list, i, ";")) {
            refuse(s->file, list->items[i + 1].line, "%s holds more than one statement", name);
        }
    }
    if (!token_is(list, list->count - 1, ";")) {
        refuse(s->file, list->items[list->count - 1].line, "%s does not end with a semicolon",
               name);
    }
    list->count--;
    if (list->count == 0) {
        refuse(s->file, s->line, "%s has no text", name);
    }
}

static void collect_params(struct statement *st, const struct piece *s)
{
    for (size_t i = 0; i < s->tokens.count; i++) {
        const struct token *t = &s->tokens.items[i];
        if (t->kind == PARAM && param_position(st, t) == 0) {
            st->params = grow(st->params, st->param_count, &st->param_room, sizeof *st->params);
            st->params[st->param_count++] = copy_of(t->p, t->n);
        }
    }
}

static bool piece_uses(const struct piece *s, const char *param)
{
    for (size_t i = 0; i < s->tokens.count; i++) {
        const struct token *t = &s->tokens.items[i];
        if (t->kind == PARAM && text_is(t->p, t->n, param)) {
            return true;
        }
    }
    return false;
}

// Positions are shared by both texts, and PostgreSQL cannot type a parameter it never sees.
static void number_params(struct statement *st)
{
    struct piece *texts[] = {piece_for(st, SQLITE), piece_for(st, POSTGRES)};
    for (size_t k = 0; k < 2; k++) {
        if (texts[k] != NULL) {
            collect_params(st, texts[k]);
        }
    }
    for (size_t k = 0; k < 2; k++) {
        for (size_t i = 0; texts[k] != NULL && i < st->param_count; i++) {
            if (!piece_uses(texts[k], st->params[i])) {
                refuse(st->file, texts[k]->line, "%s: the text for %s does not use :%s", st->name,
                       k == 0 ? "SQLite" : "PostgreSQL", st->params[i]);
            }
        }
    }
}

static size_t line_size(const char *p, size_t n)
{
    const char *end = memchr(p, '\n', n);
    return end == NULL ? n : (size_t)(end - p) + 1;
}

static bool line_starts(const char *p, size_t n, const char *start)
{
    return n >= strlen(start) && memcmp(p, start, strlen(start)) == 0;
}

// Drop white space at both ends.
static void trim(const char **p, size_t *n)
{
    while (*n > 0 && is_blank_char((*p)[0])) {
        (*p)++;
        (*n)--;
    }
    while (*n > 0 && is_blank_char((*p)[*n - 1])) {
        (*n)--;
    }
}

static enum dialect read_dialect(const char *file, int line, const char *p, size_t n)
{
    static const char *const MARKS[DIALECT_COUNT] = {"@both", "@sqlite", "@postgres"};
    for (int d = 0; d < DIALECT_COUNT; d++) {
        if (text_is(p, n, MARKS[d])) {
            return (enum dialect)d;
        }
    }
    refuse(file, line, "%.*s is not a dialect: @sqlite or @postgres", (int)n, p);
}

// "-- name: contract_find @sqlite": the statement it begins, added to the list when it is new.
static struct statement *read_name_line(struct statements *list, const char *file, int line,
                                        const char *p, size_t n, enum dialect *out_dialect)
{
    p += strlen("-- name:");
    n -= strlen("-- name:");
    trim(&p, &n);
    size_t size = name_size(p, n);
    bool lower = size > 0 && islower((unsigned char)p[0]);
    for (size_t i = 0; i < size; i++) {
        lower = lower && !isupper((unsigned char)p[i]);
    }
    if (!lower) {
        refuse(file, line, "a name is written like contract_find");
    }
    char *name = copy_of(p, size);
    p += size;
    n -= size;
    trim(&p, &n);
    *out_dialect = n > 0 ? read_dialect(file, line, p, n) : BOTH;

    struct statement *st = find_statement(list, name);
    if (st == NULL) {
        list->items = grow(list->items, list->count, &list->room, sizeof *list->items);
        st = &list->items[list->count++];
        *st = (struct statement){.name = name, .file = file, .line = line};
    } else if (strcmp(st->file, file) != 0 || st->pieces[*out_dialect].file != NULL) {
        refuse(file, line, "%s is already written at %s:%d", name, st->file, st->line);
    }
    return st;
}

// The comment lines under a name; each statement says what it is for. Returns their size.
static size_t read_comment(struct statement *st, const char *p, size_t n, int *line)
{
    size_t i = 0;
    bool first = st->comment.n == 0;
    while (i < n && line_starts(p + i, n - i, "--")) {
        size_t size = line_size(p + i, n - i);
        const char *words = p + i + 2;
        size_t word_size = size - 2;
        trim(&words, &word_size);
        if (first) {
            text_format(&st->comment, "//%s%.*s\n", word_size > 0 ? " " : "", (int)word_size,
                        words);
        }
        i += size;
        *line += 1;
    }
    if (i == 0) {
        refuse(st->file, *line, "%s has no comment saying what it is for", st->name);
    }
    return i;
}

// One block: from behind its name line up to the next name line.
static void read_block(struct statement *st, enum dialect d, const char *p, size_t n, int line)
{
    size_t comment = read_comment(st, p, n, &line);
    struct piece s = {
        .file = st->file, .line = line, .dialect = d, .p = p + comment, .n = n - comment};
    read_tokens(&s);
    check_ending(&s, st->name);
    check_traps(&s);
    st->pieces[d] = s;
}

static void read_statements(struct statements *list, const char *file)
{
    struct text source = read_file(file);
    struct statement *open = NULL;
    enum dialect dialect = BOTH;
    size_t begin = 0; // of the open block
    int begin_line = 1;
    int line = 1;
    for (size_t i = 0; i <= source.n; line++) {
        size_t size = line_size(source.p + i, source.n - i);
        bool is_name = line_starts(source.p + i, size, "-- name:");
        bool at_end = i == source.n;
        if (is_name || at_end) {
            if (open != NULL) {
                read_block(open, dialect, source.p + begin, i - begin, begin_line);
            }
            if (at_end) {
                break;
            }
            open = read_name_line(list, file, line, source.p + i, size, &dialect);
            begin = i + size;
            begin_line = line + 1;
        } else if (open == NULL && size > 1 && !line_starts(source.p + i, size, "--")) {
            refuse(file, line, "a statement begins with a line -- name: …");
        }
        i += size;
    }
    for (size_t i = 0; i < list->count; i++) {
        if (list->items[i].file == file) {
            number_params(&list->items[i]);
        }
    }
}

// Whether a text changes rows: by its first word, or, behind WITH, by the first that is a verb.
static bool piece_writes(const struct piece *s)
{
    static const char *const VERBS[] = {"INSERT", "UPDATE", "DELETE"};
    if (token_is(&s->tokens, 0, "SELECT") || token_is(&s->tokens, 0, "VALUES")) {
        return false;
    }
    if (!token_is(&s->tokens, 0, "WITH")) {
        return true;
    }
    for (size_t i = 0; i < sizeof VERBS / sizeof *VERBS; i++) {
        if (find_outer(&s->tokens, 0, VERBS[i]) < s->tokens.count) {
            return true;
        }
    }
    return false;
}

// --- Output --------------------------------------------------------------------------------------

static const char LONG_STRINGS[] =
    "// Compilers promise 4095 characters; both of ours take any length.\n"
    "#pragma GCC diagnostic ignored \"-Woverlength-strings\"\n";

static char *constant_name(const char *name)
{
    struct text t = {0};
    text_put(&t, "SQL_");
    for (const char *c = name; *c != '\0'; c++) {
        text_char(&t, (char)toupper((unsigned char)*c));
    }
    return t.p;
}

static void write_engine_text(struct text *c, struct statement *st, enum dialect d,
                              const char *field)
{
    const struct piece *s = piece_for(st, d);
    if (s == NULL) {
        text_format(c, "    .%s = NULL,\n", field);
        return;
    }
    struct text sql = {0};
    for (size_t i = 0; i < s->tokens.count; i++) {
        const struct token *t = &s->tokens.items[i];
        if (t->spaced && i > 0) {
            text_char(&sql, ' ');
        }
        if (t->kind == PARAM) {
            text_format(&sql, "%c%zu", d == SQLITE ? '?' : '$', param_position(st, t));
        } else {
            text_add(&sql, t->p, t->n);
        }
    }
    text_format(c, "    .%s = ", field);
    text_literal(c, sql.p, sql.n, "        ");
    text_put(c, ",\n");
}

static void write_statement(struct text *c, struct statement *st)
{
    text_format(c, "\nconst struct sql %s = {\n", constant_name(st->name));
    text_format(c, "    .name = \"%s\",\n", st->name);
    text_put(c, "    .file = ");
    text_literal(c, tree_path(st->file), strlen(tree_path(st->file)), "");
    text_format(c, ",\n    .line = %d,\n", st->line);
    write_engine_text(c, st, SQLITE, "sqlite");
    write_engine_text(c, st, POSTGRES, "postgres");
    if (st->param_count > 0) {
        text_put(c, "    .params = (const char *const[]){");
        for (size_t i = 0; i < st->param_count; i++) {
            text_format(c, "%s\"%s\"", i > 0 ? ", " : "", st->params[i]);
        }
        text_format(c, "},\n    .param_count = %zu,\n", st->param_count);
    }
    struct piece *any =
        piece_for(st, SQLITE) != NULL ? piece_for(st, SQLITE) : piece_for(st, POSTGRES);
    text_format(c, "    .writes = %s,\n};\n", piece_writes(any) ? "true" : "false");
}

static void embed_statements(const char *out_h, const char *out_c, const char *in)
{
    struct statements list = {0};
    read_statements(&list, in);

    struct text h = {0};
    struct text c = {0};
    text_format(&h, "// Made from %s: change that.\n#pragma once\n\n", tree_path(in));
    text_put(&h, "#include \"platform/db/sql.h\"\n");
    text_format(&c, "// Made from %s: change that.\n#include \"%s\"\n\n%s", tree_path(in),
                base_name(out_h), LONG_STRINGS);
    for (size_t i = 0; i < list.count; i++) {
        struct statement *st = &list.items[i];
        text_format(&h, "\n%sextern const struct sql %s;\n", st->comment.p,
                    constant_name(st->name));
        write_statement(&c, st);
    }
    write_file(out_h, &h);
    write_file(out_c, &c);
}

static void embed_all(const char *out_c, char **in, int in_count)
{
    struct statements list = {0};
    for (int i = 0; i < in_count; i++) {
        read_statements(&list, in[i]);
    }
    struct text c = {0};
    text_put(&c, "// Made from every statement file: change those.\n"
                 "#include \"platform/db/sql.h\"\n\n");
    for (size_t i = 0; i < list.count; i++) {
        text_format(&c, "extern const struct sql %s;\n", constant_name(list.items[i].name));
    }
    text_put(&c, "\nconst struct sql *const SQL_ALL[] = {\n");
    for (size_t i = 0; i < list.count; i++) {
        text_format(&c, "    &%s,\n", constant_name(list.items[i].name));
    }
    text_put(&c, "};\nconst size_t SQL_ALL_COUNT = sizeof SQL_ALL / sizeof *SQL_ALL;\n");
    write_file(out_c, &c);
}

// --- Migrations ----------------------------------------------------------------------------------

struct migration_source {
    const char *file;
    int number;
    char *name;
    struct text texts[DIALECT_COUNT]; // by engine; BOTH unused
};

// What stands for a type or a word that differs, and for nothing on one of them.
static const struct placeholder {
    const char *mark;
    const char *words[DIALECT_COUNT];
} PLACEHOLDERS[] = {
    {"@ID@",
     {[SQLITE] = "INTEGER PRIMARY KEY AUTOINCREMENT",
      [POSTGRES] = "BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY"}},
    {"@I64@",    {[SQLITE] = "INTEGER", [POSTGRES] = "BIGINT"}           },
    {"@BYTES@",  {[SQLITE] = "BLOB", [POSTGRES] = "BYTEA"}               },
    {"@STRICT@", {[SQLITE] = "STRICT", [POSTGRES] = ""}                  },
};

// The placeholder at p, or NULL when the @ is text.
static const struct placeholder *read_placeholder(const struct migration_source *m, int line,
                                                  const char *p, size_t n)
{
    size_t size = 1;
    while (size < n && (isupper((unsigned char)p[size]) || isdigit((unsigned char)p[size]))) {
        size++;
    }
    if (size == 1 || size == n || p[size] != '@') {
        return NULL;
    }
    size++;
    for (size_t i = 0; i < sizeof PLACEHOLDERS / sizeof *PLACEHOLDERS; i++) {
        if (text_is(p, size, PLACEHOLDERS[i].mark)) {
            return &PLACEHOLDERS[i];
        }
    }
    refuse(m->file, line, "%.*s is unknown: @ID@, @I64@, @BYTES@, @STRICT@", (int)size, p);
}

static void expand_line(struct migration_source *m, enum dialect d, int line, const char *p,
                        size_t n)
{
    for (size_t i = 0; i < n;) {
        const struct placeholder *found =
            p[i] == '@' ? read_placeholder(m, line, p + i, n - i) : NULL;
        if (found == NULL) {
            text_char(&m->texts[d], p[i]);
            i++;
        } else {
            text_put(&m->texts[d], found->words[d]);
            i += strlen(found->mark);
        }
    }
}

// A table without STRICT takes text in a number's column.
static void check_strict(const struct piece *s)
{
    const struct tokens *list = &s->tokens;
    for (size_t i = 0; s->dialect != POSTGRES && i < list->count; i++) {
        if (!words_stand_at(list, i, "CREATE TABLE")) {
            continue;
        }
        size_t end = find_outer(list, i, ";");
        bool strict = false;
        for (size_t k = find_outer(list, i, ")"); k < end; k++) {
            strict = strict || token_is(list, k, "STRICT");
        }
        if (!strict) {
            refuse(s->file, list->items[i].line, "CREATE TABLE ends with ) @STRICT@;");
        }
    }
}

static void check_section(const struct migration_source *m, enum dialect d, const char *p, size_t n,
                          int line)
{
    struct piece s = {.file = m->file, .line = line, .dialect = d, .p = p, .n = n};
    read_tokens(&s);
    if (s.tokens.count > 0 && !token_is(&s.tokens, s.tokens.count - 1, ";")) {
        refuse(s.file, s.tokens.items[s.tokens.count - 1].line,
               "this part does not end with a semicolon");
    }
    check_traps(&s);
    check_strict(&s);
}

static bool read_section_mark(const char *file, int line, const char *p, size_t n,
                              enum dialect *dialect)
{
    if (!line_starts(p, n, "-- @")) {
        return false;
    }
    p += 3;
    n -= 3;
    trim(&p, &n);
    *dialect = read_dialect(file, line, p, n);
    return true;
}

static void read_migration(struct migration_source *m)
{
    struct text source = read_file(m->file);
    enum dialect dialect = BOTH;
    size_t begin = 0; // of the open section
    int begin_line = 1;
    int line = 1;
    for (size_t i = 0; i < source.n; line++) {
        const char *p = source.p + i;
        size_t size = line_size(p, source.n - i);
        enum dialect before = dialect;
        if (read_section_mark(m->file, line, p, size, &dialect)) {
            check_section(m, before, source.p + begin, i - begin, begin_line);
            begin = i + size;
            begin_line = line + 1;
        } else {
            if (dialect != POSTGRES) {
                expand_line(m, SQLITE, line, p, size);
            }
            if (dialect != SQLITE) {
                expand_line(m, POSTGRES, line, p, size);
            }
        }
        i += size;
    }
    check_section(m, dialect, source.p + begin, source.n - begin, begin_line);
}

// "0001_party.sql": four digits, an underline, a name.
static void read_migration_name(struct migration_source *m)
{
    const char *base = base_name(m->file);
    size_t digits = strspn(base, "0123456789");
    size_t name = digits == 4 && base[4] == '_' ? name_size(base + 5, strlen(base + 5)) : 0;
    if (name == 0 || strcmp(base + 5 + name, ".sql") != 0) {
        refuse(m->file, 1, "a migration is named like 0001_party.sql");
    }
    m->number = (int)strtol(base, NULL, 10);
    m->name = copy_of(base + 5, name);
}

static int compare_numbers(const void *a, const void *b)
{
    const struct migration_source *x = a;
    const struct migration_source *y = b;
    return (x->number > y->number) - (x->number < y->number);
}

static void embed_schema(const char *out_c, char **in, int in_count)
{
    size_t count = (size_t)in_count;
    struct migration_source *list = calloc(count, sizeof *list);
    if (list == NULL) {
        refuse(out_c, 1, "out of memory");
    }
    for (size_t i = 0; i < count; i++) {
        list[i].file = in[i];
        read_migration_name(&list[i]);
        read_migration(&list[i]);
    }
    qsort(list, count, sizeof *list, compare_numbers);

    struct text c = {0};
    text_format(&c,
                "// Made from the files in schema/: change those.\n"
                "#include \"platform/db/sql.h\"\n\n%s\nconst struct migration MIGRATIONS[] = {\n",
                LONG_STRINGS);
    for (size_t i = 0; i < count; i++) {
        if (i > 0 && list[i].number == list[i - 1].number) {
            refuse(list[i].file, 1, "%s has the same number", base_name(list[i - 1].file));
        }
        text_format(&c, "    {\n        .number = %d,\n        .name = \"%s\",\n", list[i].number,
                    list[i].name);
        text_put(&c, "        .sqlite =\n            ");
        text_literal(&c, list[i].texts[SQLITE].p, list[i].texts[SQLITE].n, "            ");
        text_put(&c, ",\n        .postgres =\n            ");
        text_literal(&c, list[i].texts[POSTGRES].p, list[i].texts[POSTGRES].n, "            ");
        text_put(&c, ",\n    },\n");
    }
    text_put(&c, "};\nconst size_t MIGRATION_COUNT = sizeof MIGRATIONS / sizeof *MIGRATIONS;\n");
    write_file(out_c, &c);
}

int main(int argc, char **argv)
{
    if (argc == 5 && strcmp(argv[1], "statements") == 0) {
        embed_statements(argv[2], argv[3], argv[4]);
    } else if (argc >= 4 && strcmp(argv[1], "all") == 0) {
        embed_all(argv[2], argv + 3, argc - 3);
    } else if (argc >= 4 && strcmp(argv[1], "schema") == 0) {
        embed_schema(argv[2], argv + 3, argc - 3);
    } else {
        fputs("usage: embed_sql statements OUT.h OUT.c IN.sql\n"
              "       embed_sql all OUT.c IN.sql…\n"
              "       embed_sql schema OUT.c 0001_x.sql…\n",
              stderr);
        return EXIT_USAGE;
    }
    return 0;
}
