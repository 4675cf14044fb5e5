// Compiles a page (x_page.html) into one C function, and refuses what could let a value out of its
// place: embed_page OUT_DIR SRC_ROOT IN.html writes OUT_DIR/<path below SRC_ROOT>.h and .c.
//
// It reads the HTML once from left to right, always knowing where it is (text, tag, quoted
// attribute, title or textarea, script), so that a value is escaped for its place and a value in a
// place without safe escaping stops the build. The syntax for authors is in README.md beside this.
#include "text.h"

#define DEPTH_MAX 64
#define IDS_MAX 256

enum place { IN_TEXT, IN_TAG, IN_ATTRIBUTE, IN_RCDATA, IN_SCRIPT };
enum kind { KIND_PAGE, KIND_FRAME, KIND_PARTIAL };

struct element {
    char name[24];
    int line;
    bool is_post;   // a form that posts
    bool has_token; // … and carries its token
};

struct block {
    bool is_each;
    bool in_else;
    char variable[48];
    int line;
    enum place place;  // where it began: each branch ends there too
    int element_count; // open elements then
};

struct page {
    const char *file;   // as told in messages: from the root of the tree
    const char *root;   // SRC_ROOT
    const char *folder; // of the page below the root, "" or "market/x/"
    const char *p;      // what is left to read
    int line;
    enum kind kind;
    char name[64];      // contract_page
    char structure[64]; // contract_page, of `struct contract_page`
    char header[160];   // where it is declared
    char frame[160];    // desk_frame, or empty
    enum place place;
    char tag[24];       // the open tag's name while in it
    bool tag_closes;    // </x>
    char attribute[32]; // its name while in one
    char quote;
    bool at_start;       // nothing of the attribute's value is written yet
    bool after_question; // of an address
    bool tag_has_alt, tag_has_src, tag_is_post;
    struct element elements[DEPTH_MAX];
    int element_count;
    struct block blocks[DEPTH_MAX];
    int block_count;
    char *ids[IDS_MAX];
    int id_count;
    bool seen_content; // of a frame
    struct text still; // static bytes not yet written
    struct text body;  // the function's statements
    struct text head;  // a frame's opening half, once {{content}} was met
    struct text includes;
};

__attribute__((noreturn, format(printf, 2, 3))) static void refuse(const struct page *g,
                                                                   const char *format, ...)
{
    va_list args;
    va_start(args, format);
    fprintf(stderr, "%s:%d: ", g->file, g->line);
    vfprintf(stderr, format, args);
    fputc('\n', stderr);
    va_end(args);
    exit(EXIT_REFUSED);
}

// --- Writing -------------------------------------------------------------------------------------

static void flush(struct page *g)
{
    if (g->still.n > 0) {
        text_put(&g->body, "    out_raw(o, ");
        text_literal(&g->body, g->still.p, g->still.n, "               ");
        text_format(&g->body, ", %zu);\n", g->still.n);
        g->still.n = 0;
    }
}

__attribute__((format(printf, 2, 3))) static void emit(struct page *g, const char *format, ...)
{
    flush(g);
    text_format(&g->body, "#line %d \"%s\"\n    ", g->line, g->file);
    va_list args;
    va_start(args, format);
    char *line = NULL;
    if (vasprintf(&line, format, args) < 0) {
        refuse(g, "out of memory");
    }
    va_end(args);
    text_format(&g->body, "%s\n", line);
    free(line);
}

// --- Expressions ---------------------------------------------------------------------------------

static bool is_expression(const char *s)
{
    bool start = true;
    for (; *s != '\0'; s++) {
        if (start ? !(isalpha((unsigned char)*s) || *s == '_') : !(is_name_char(*s) || *s == '.')) {
            return false;
        }
        start = *s == '.';
    }
    return !start;
}

// The C expression for a dotted name: a loop's variable first, else a field of the page.
static char *expression(const struct page *g, const char *dotted)
{
    if (!is_expression(dotted)) {
        refuse(g, "'%s' is no field: write names parted by dots", dotted);
    }
    size_t first = strcspn(dotted, ".");
    struct text t = {0};
    for (int i = g->block_count - 1; i >= 0; i--) {
        if (g->blocks[i].is_each && text_is(dotted, first, g->blocks[i].variable)) {
            if (dotted[first] == '\0') {
                text_format(&t, "(*%s)", dotted);
            } else {
                text_format(&t, "%.*s->%s", (int)first, dotted, dotted + first + 1);
            }
            return t.p;
        }
    }
    text_format(&t, "p->%s", dotted);
    return t.p;
}

static const char *frame_expression(const struct page *g)
{
    if (strcmp(g->structure, "frame") == 0) {
        return "p";
    }
    if (g->kind == KIND_PARTIAL) {
        refuse(g, "a partial has no frame: put the form into the page");
    }
    return "&p->frame";
}

// --- Values --------------------------------------------------------------------------------------

static bool is_address_attribute(const char *name)
{
    return strcmp(name, "href") == 0 || strcmp(name, "src") == 0 || strcmp(name, "action") == 0 ||
           strcmp(name, "formaction") == 0;
}

static void check_value_place(const struct page *g)
{
    if (g->place == IN_TAG) {
        refuse(g, "a value needs a quoted attribute: write name=\"{{value}}\"");
    }
    if (g->place == IN_SCRIPT) {
        refuse(g, "no value goes into <%s>: put it into a data- attribute", g->tag);
    }
}

static void put_value(struct page *g, char *words)
{
    static const char *const FILTERS[] = {"iso",  "plain", "words",  "day",     "short",
                                          "time", "lines", "masked", "business"};
    check_value_place(g);
    char *filter = strchr(words, '|');
    if (filter != NULL) {
        *filter++ = '\0';
        bool known = false;
        for (size_t i = 0; i < sizeof FILTERS / sizeof *FILTERS; i++) {
            known = known || strcmp(filter, FILTERS[i]) == 0;
        }
        if (!known) {
            refuse(g, "there is no filter '%s'", filter);
        }
    }
    char *value = expression(g, words);
    bool address = g->place == IN_ATTRIBUTE && is_address_attribute(g->attribute);
    if (address && filter != NULL) {
        refuse(g, "an address takes no filter");
    }
    if (address) {
        const char *put = g->at_start ? "put_href" : g->after_question ? "put_query" : "put_path";
        emit(g, "%s(o, %s);", put, value);
    } else if (filter != NULL) {
        emit(g, "put_%s(o, %s);", filter, value);
    } else {
        emit(g, "put(o, %s);", value);
    }
    g->at_start = false;
    free(value);
}

// --- Blocks --------------------------------------------------------------------------------------

static struct block *push_block(struct page *g)
{
    if (g->block_count == DEPTH_MAX) {
        refuse(g, "blocks are nested deeper than %d", DEPTH_MAX);
    }
    struct block *b = &g->blocks[g->block_count++];
    *b = (struct block){.line = g->line, .place = g->place, .element_count = g->element_count};
    return b;
}

static struct block *open_block(struct page *g, const char *closer)
{
    if (g->block_count == 0) {
        refuse(g, "%s without a block to end", closer);
    }
    struct block *b = &g->blocks[g->block_count - 1];
    if (b->place != g->place || b->element_count != g->element_count) {
        refuse(g, "this branch ends in another place than the block of line %d began", b->line);
    }
    return b;
}

static void begin_if(struct page *g, const char *condition, bool wanted)
{
    if (g->place == IN_SCRIPT) {
        refuse(g, "no block goes into <%s>", g->tag);
    }
    char *value = expression(g, condition);
    emit(g, "if (%sis_set(%s)) {", wanted ? "" : "!", value);
    free(value);
    (void)push_block(g);
}

static void begin_each(struct page *g, const char *words)
{
    char variable[48];
    char list[120];
    if (sscanf(words, "%47[a-z_0-9] in %119s", variable, list) != 2) {
        refuse(g, "write {{#each row in rows}}");
    }
    if (strcmp(variable, "o") == 0 || strcmp(variable, "p") == 0) {
        refuse(g, "'%s' is taken by the function this becomes: choose another name", variable);
    }
    char *value = expression(g, list);
    int depth = g->block_count;
    emit(g, "for (size_t i%d = 0; i%d < %s.count; i%d++) {", depth, depth, value, depth);
    emit(g, "__extension__ const __auto_type %s = &%s.items[i%d];", variable, value, depth);
    struct block *b = push_block(g);
    b->is_each = true;
    (void)snprintf(b->variable, sizeof b->variable, "%s", variable);
    // An empty list's {{else}} needs the list again.
    emit(g, "(void)%s;", variable);
    free(value);
}

static void end_block(struct page *g, const char *name)
{
    struct block *b = open_block(g, name);
    bool each = strcmp(name, "/each") == 0;
    if (each != b->is_each) {
        refuse(g, "{{%s}} ends a block of another kind, begun on line %d", name, b->line);
    }
    emit(g, "}");
    g->block_count--;
}

static void begin_else(struct page *g)
{
    struct block *b = open_block(g, "{{else}}");
    if (b->in_else || b->is_each) {
        refuse(g, b->is_each ? "{{else}} belongs to {{#if}}: ask {{#unless list.count}}"
                             : "a second {{else}}");
    }
    b->in_else = true;
    emit(g, "} else {");
}

// --- Directives ----------------------------------------------------------------------------------

static bool is_file(const struct page *g, const char *folder, const char *name)
{
    struct text path = {0};
    text_format(&path, "%s/%s%s.html", g->root, folder, name);
    FILE *f = fopen(path.p, "rb");
    free(path.p);
    if (f != NULL) {
        (void)fclose(f);
    }
    return f != NULL;
}

// The name of the part's function: a part stands beside the page or in platform/page, any other is
// named with its folder.
static const char *include(struct page *g, const char *part)
{
    const char *slash = strrchr(part, '/');
    const char *folder = slash != NULL ? "" : g->folder;
    if (slash == NULL && !is_file(g, folder, part)) {
        folder = "platform/page/";
    }
    if (!is_file(g, folder, part)) {
        refuse(g, "there is no %s.html%s", part,
               slash != NULL ? "" : " beside the page nor in platform/page");
    }
    struct text line = {0};
    text_format(&line, "#include \"%s%s.html.h\"\n", folder, part);
    if (g->includes.p == NULL || strstr(g->includes.p, line.p) == NULL) {
        text_put(&g->includes, line.p);
    }
    free(line.p);
    return slash != NULL ? slash + 1 : part;
}

static bool only_blanks_so_far(const struct page *g)
{
    for (size_t i = 0; i < g->still.n; i++) {
        if (!is_blank_char(g->still.p[i])) {
            return false;
        }
    }
    return g->body.n == 0 && g->block_count == 0;
}

// {{>desk_frame}} wraps the page; {{>timeline case.timeline}} draws a part; {{>menu .}} a part of
// the same struct; {{>market/claim/claim_delay delay}} a part of another folder.
static void draw_in(struct page *g, const char *words)
{
    char part[160];
    char field[120];
    int found = sscanf(words, "%159s %119s", part, field);
    if (found == 1) {
        if (g->kind != KIND_PAGE || g->frame[0] != '\0' || !only_blanks_so_far(g)) {
            refuse(g, "a frame is named once, above everything else of a page");
        }
        const char *name = include(g, part);
        (void)snprintf(g->frame, sizeof g->frame, "%s", name);
        g->still.n = 0; // the blank between
        emit(g, "%s_open(o, &p->frame);", name);
        return;
    }
    if (found != 2 || g->place != IN_TEXT) {
        refuse(g, "write {{>part field}}, between elements");
    }
    const char *name = include(g, part);
    if (strcmp(field, ".") == 0) {
        emit(g, "%s_render(o, p);", name);
        return;
    }
    char *value = expression(g, field);
    emit(g, "%s_render(o, &%s);", name, value);
    free(value);
}

static void put_field_help(struct page *g, const char *verb, const char *words)
{
    char field[64];
    char key[120];
    int found = sscanf(words, "%63s %119s", field, key);
    if (found < 1) {
        refuse(g, "{{%s}} needs the name of its field", verb);
    }
    bool in_tag = strcmp(verb, "invalid") == 0;
    if (g->place != (in_tag ? IN_TAG : IN_TEXT)) {
        refuse(g, in_tag ? "{{invalid x}} stands inside the field's tag"
                         : "{{error x}} stands between elements");
    }
    if (found == 1) {
        emit(g, "put_%s(o, %s, \"%s\");", verb, frame_expression(g), field);
    } else {
        char *value = expression(g, key);
        emit(g, "put_%s_at(o, %s, \"%s\", %s);", verb, frame_expression(g), field, value);
        free(value);
    }
}

static void put_token(struct page *g)
{
    for (int i = g->element_count - 1; i >= 0; i--) {
        if (strcmp(g->elements[i].name, "form") == 0) {
            g->elements[i].has_token = true;
            emit(g, "put_form_token(o, %s);", frame_expression(g));
            return;
        }
    }
    refuse(g, "{{form_token}} stands inside a form");
}

static void split_frame(struct page *g)
{
    if (g->kind != KIND_FRAME || g->seen_content || g->block_count > 0) {
        refuse(g, "{{content}} stands once in a frame, outside every block");
    }
    flush(g);
    g->head = g->body;
    g->body = (struct text){0};
    g->seen_content = true;
}

// The text between {{ and }}.
static void directive(struct page *g, char *words)
{
    if (words[0] == '!') {
        return;
    }
    if (words[0] == '>') {
        draw_in(g, words + 1);
    } else if (starts_with(words, "#if ")) {
        begin_if(g, words + 4, true);
    } else if (starts_with(words, "#unless ")) {
        begin_if(g, words + 8, false);
    } else if (starts_with(words, "#each ")) {
        begin_each(g, words + 6);
    } else if (strcmp(words, "else") == 0) {
        begin_else(g);
    } else if (strcmp(words, "/if") == 0 || strcmp(words, "/unless") == 0 ||
               strcmp(words, "/each") == 0) {
        end_block(g, words);
    } else if (strcmp(words, "content") == 0) {
        split_frame(g);
    } else if (strcmp(words, "form_token") == 0) {
        put_token(g);
    } else if (strcmp(words, "issue_summary") == 0) {
        emit(g, "put_issue_summary(o, %s);", frame_expression(g));
    } else if (strcmp(words, "@number") == 0) {
        int depth = g->block_count - 1;
        while (depth >= 0 && !g->blocks[depth].is_each) {
            depth--;
        }
        if (depth < 0) {
            refuse(g, "{{@number}} stands inside {{#each}}");
        }
        check_value_place(g);
        emit(g, "put(o, i%d + 1);", depth);
        g->at_start = false;
    } else if (starts_with(words, "error ")) {
        put_field_help(g, "error", words + 6);
    } else if (starts_with(words, "invalid ")) {
        put_field_help(g, "invalid", words + 8);
    } else if (starts_with(words, "asset ")) {
        if (g->place != IN_ATTRIBUTE || !is_expression(words + 6)) {
            refuse(g, "{{asset NAME}} stands in a quoted attribute");
        }
        if (g->includes.p == NULL || strstr(g->includes.p, "assets.gen.h") == NULL) {
            text_put(&g->includes, "#include \"assets.gen.h\"\n");
        }
        emit(g, "out_raw(o, ASSET_%s, sizeof(ASSET_%s) - 1);", words + 6, words + 6);
        g->at_start = false;
    } else {
        put_value(g, words);
    }
}

static void read_directive(struct page *g)
{
    const char *end = strstr(g->p, "}}");
    if (end == NULL) {
        refuse(g, "{{ without }}");
    }
    char *words = copy_of(g->p + 2, (size_t)(end - g->p) - 2);
    directive(g, words);
    for (; g->p < end + 2; g->p++) {
        g->line += *g->p == '\n';
    }
    free(words);
}

// --- HTML ----------------------------------------------------------------------------------------

static bool is_void(const char *name)
{
    static const char *const NAMES[] = {"area",  "base", "br",   "col",    "embed", "hr", "img",
                                        "input", "link", "meta", "source", "track", "wbr"};
    for (size_t i = 0; i < sizeof NAMES / sizeof *NAMES; i++) {
        if (strcmp(name, NAMES[i]) == 0) {
            return true;
        }
    }
    return false;
}

static void take(struct page *g, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        g->line += g->p[i] == '\n';
        text_char(&g->still, g->p[i]);
    }
    g->p += n;
}

static void close_element(struct page *g)
{
    int floor = g->block_count > 0 ? g->blocks[g->block_count - 1].element_count : 0;
    if (g->element_count <= floor) {
        refuse(g, "</%s> closes nothing that was opened in this block", g->tag);
    }
    const struct element *e = &g->elements[--g->element_count];
    if (strcmp(e->name, g->tag) != 0) {
        refuse(g, "</%s> where </%s> of line %d is due", g->tag, e->name, e->line);
    }
    if (e->is_post && !e->has_token) {
        refuse(g, "the form of line %d posts without {{form_token}}", e->line);
    }
}

static void open_element(struct page *g, bool self_closed)
{
    if (strcmp(g->tag, "style") == 0) {
        refuse(g, "<style> is refused by the site's policy: use a style sheet");
    }
    if (strcmp(g->tag, "script") == 0 && !g->tag_has_src) {
        refuse(g, "a script needs src: the site's policy refuses inline scripts");
    }
    if (strcmp(g->tag, "img") == 0 && !g->tag_has_alt) {
        refuse(g, "<img> needs alt, empty for decoration");
    }
    if (is_void(g->tag) || self_closed) {
        return;
    }
    if (g->element_count == DEPTH_MAX) {
        refuse(g, "elements are nested deeper than %d", DEPTH_MAX);
    }
    struct element *e = &g->elements[g->element_count++];
    *e = (struct element){.line = g->line, .is_post = g->tag_is_post};
    (void)snprintf(e->name, sizeof e->name, "%s", g->tag);
}

static void begin_tag(struct page *g)
{
    g->tag_closes = g->p[1] == '/';
    const char *name = g->p + (g->tag_closes ? 2 : 1);
    size_t n = 0;
    while (is_name_char(name[n]) || name[n] == '-' || name[n] == ':') {
        n++;
    }
    if (n == 0 || n >= sizeof g->tag) {
        refuse(g, "'<' begins no tag: write &lt;");
    }
    for (size_t i = 0; i < n; i++) {
        g->tag[i] = (char)tolower((unsigned char)name[i]);
    }
    g->tag[n] = '\0';
    g->tag_has_alt = g->tag_has_src = g->tag_is_post = false;
    g->place = IN_TAG;
    take(g, (size_t)(name - g->p) + n);
}

static void end_tag(struct page *g)
{
    bool self_closed = g->p[-1] == '/';
    take(g, 1);
    g->place = IN_TEXT;
    if (g->tag_closes) {
        close_element(g);
        return;
    }
    open_element(g, self_closed);
    if (self_closed) {
        return;
    }
    if (strcmp(g->tag, "title") == 0 || strcmp(g->tag, "textarea") == 0) {
        g->place = IN_RCDATA;
    } else if (strcmp(g->tag, "script") == 0) {
        g->place = IN_SCRIPT;
    }
}

static void note_static_attribute(struct page *g, const char *value, size_t n)
{
    if (strcmp(g->attribute, "alt") == 0) {
        g->tag_has_alt = true;
    } else if (strcmp(g->attribute, "src") == 0) {
        g->tag_has_src = true;
    } else if (strcmp(g->attribute, "method") == 0 && text_is_nocase(value, n, "post")) {
        g->tag_is_post = true;
    }
    if (is_address_attribute(g->attribute) && n >= 11 &&
        strncasecmp(value, "javascript:", 11) == 0) {
        refuse(g, "javascript: is refused by the site's policy");
    }
    bool fixed = memchr(value, '{', n) == NULL;
    // In branches of one {{#if}} the same id may stand twice; only one of them is written.
    if (strcmp(g->attribute, "id") == 0 && fixed && g->block_count == 0) {
        char *id = copy_of(value, n);
        for (int i = 0; i < g->id_count; i++) {
            if (strcmp(g->ids[i], id) == 0) {
                refuse(g, "the id '%s' is there twice", id);
            }
        }
        if (g->id_count < IDS_MAX) {
            g->ids[g->id_count++] = id;
        }
    }
}

// An attribute's name, and its quote if it has a value.
static void begin_attribute(struct page *g)
{
    size_t n = strcspn(g->p, " \t\r\n=>/\"'{");
    if (n == 0 || n >= sizeof g->attribute) {
        refuse(g, "an attribute is expected inside <%s>", g->tag);
    }
    for (size_t i = 0; i < n; i++) {
        g->attribute[i] = (char)tolower((unsigned char)g->p[i]);
    }
    g->attribute[n] = '\0';
    if (starts_with(g->attribute, "on") || strcmp(g->attribute, "style") == 0) {
        refuse(g, "%s= is refused by the site's policy", g->attribute);
    }
    take(g, n);
    if (*g->p != '=') {
        note_static_attribute(g, "", 0);
        return;
    }
    take(g, 1);
    if (*g->p != '"' && *g->p != '\'') {
        refuse(g, "the value of %s needs quotes", g->attribute);
    }
    g->quote = *g->p;
    take(g, 1);
    note_static_attribute(g, g->p, strcspn(g->p, g->quote == '"' ? "\"" : "'"));
    g->place = IN_ATTRIBUTE;
    g->at_start = true;
    g->after_question = false;
}

static void read_tag(struct page *g)
{
    if (*g->p == '>') {
        end_tag(g);
    } else if (is_blank_char(*g->p)) {
        while (is_blank_char(*g->p)) {
            g->line += *g->p++ == '\n';
        }
        text_char(&g->still, ' ');
    } else if (*g->p == '/') {
        take(g, 1);
    } else if (g->tag_closes) {
        refuse(g, "</%s> takes no attributes", g->tag);
    } else {
        begin_attribute(g);
    }
}

static void read_attribute(struct page *g)
{
    if (*g->p == g->quote) {
        g->place = IN_TAG;
    } else {
        g->at_start = false;
        g->after_question = g->after_question || *g->p == '?';
    }
    take(g, 1);
}

static bool at_end_of_raw(const struct page *g)
{
    size_t n = strlen(g->tag);
    return g->p[0] == '<' && g->p[1] == '/' && strncasecmp(g->p + 2, g->tag, n) == 0 &&
           g->p[2 + n] == '>';
}

static void read_text(struct page *g)
{
    if (starts_with(g->p, "<!--")) {
        const char *end = strstr(g->p, "-->");
        if (end == NULL) {
            refuse(g, "<!-- without -->");
        }
        for (; g->p < end + 3; g->p++) {
            if (g->p[0] == '{' && g->p[1] == '{') {
                refuse(g, "no value goes into a comment");
            }
            g->line += *g->p == '\n';
        }
    } else if (starts_with(g->p, "<!")) {
        take(g, strcspn(g->p, ">") + 1); // the document type
    } else if (*g->p == '<') {
        begin_tag(g);
    } else if (*g->p == '\n') {
        while (is_blank_char(*g->p)) { // indentation tells the browser nothing
            g->line += *g->p++ == '\n';
        }
        text_char(&g->still, '\n');
    } else {
        take(g, 1);
    }
}

static void read_page(struct page *g)
{
    while (*g->p != '\0') {
        if (g->p[0] == '{' && g->p[1] == '{') {
            read_directive(g);
            continue;
        }
        switch (g->place) {
        case IN_TEXT:
            read_text(g);
            break;
        case IN_TAG:
            read_tag(g);
            break;
        case IN_ATTRIBUTE:
            read_attribute(g);
            break;
        case IN_RCDATA:
        case IN_SCRIPT:
            if (at_end_of_raw(g)) {
                g->place = IN_TEXT;
            } else {
                take(g, 1);
            }
            break;
        }
    }
    flush(g);
    if (g->block_count > 0) {
        refuse(g, "the block of line %d is never ended", g->blocks[g->block_count - 1].line);
    }
    if (g->place != IN_TEXT) {
        refuse(g, "the page ends inside <%s>", g->tag);
    }
    if (g->element_count > 0) {
        const struct element *e = &g->elements[g->element_count - 1];
        refuse(g, "<%s> of line %d is never closed", e->name, e->line);
    }
    if (g->kind == KIND_FRAME && !g->seen_content) {
        refuse(g, "a frame needs {{content}}");
    }
}

// --- The first line ------------------------------------------------------------------------------

// {{! struct contract_page in market/contract/contract_web.h – made by get_contract }}
static void read_first_line(struct page *g)
{
    static const struct {
        const char *format;
        enum kind kind;
    } FORMS[] = {
        {"{{! struct %63s in %159s",         KIND_PAGE   },
        {"{{! partial struct %63s in %159s", KIND_PARTIAL},
    };
    for (size_t i = 0; i < sizeof FORMS / sizeof *FORMS; i++) {
        // The formats are the two above; sscanf wants a literal.
        int found = i == 0
                        ? sscanf(g->p, "{{! struct %63s in %159s", g->structure, g->header)
                        : sscanf(g->p, "{{! partial struct %63s in %159s", g->structure, g->header);
        if (found == 2) {
            g->kind = FORMS[i].kind;
            return;
        }
    }
    if (sscanf(g->p, "{{! frame in %159s", g->header) == 1) {
        g->kind = KIND_FRAME;
        (void)snprintf(g->structure, sizeof g->structure, "frame");
        return;
    }
    refuse(g, "the first line says {{! struct x_page in folder/x_web.h }}, "
              "{{! partial struct x in … }} or {{! frame in … }}");
}

static void write_header(const struct page *g, const char *path)
{
    struct text t = {0};
    text_format(&t,
                "// Made from %s: change that.\n#pragma once\n\n#include \"base/out.h\"\n"
                "#include \"%s\"\n\n",
                g->file, g->header);
    if (g->kind == KIND_FRAME) {
        text_format(&t,
                    "void %s_open(struct out *o, const struct frame *p);\n"
                    "void %s_close(struct out *o, const struct frame *p);\n",
                    g->name, g->name);
    } else {
        text_format(&t, "void %s_render(struct out *o, const struct %s *p);\n", g->name,
                    g->structure);
    }
    write_file(path, &t);
}

static void write_function(struct text *t, const struct page *g, const char *suffix,
                           const struct text *body)
{
    text_format(t, "\nvoid %s_%s(struct out *o, const struct %s *p)\n{\n    (void)p;\n", g->name,
                suffix, g->structure);
    if (body->n > 0) {
        text_add(t, body->p, body->n);
    }
    text_put(t, "}\n");
}

static void write_source(struct page *g, const char *path)
{
    struct text t = {0};
    text_format(&t, "// Made from %s: change that.\n#include \"%s%s.html.h\"\n\n", g->file,
                g->folder, g->name);
    text_put(&t, "#include \"platform/page/put.h\"\n");
    if (g->includes.n > 0) {
        text_put(&t, g->includes.p);
    }
    text_put(&t, "\n#pragma GCC diagnostic ignored \"-Woverlength-strings\"\n");
    if (g->kind == KIND_FRAME) {
        write_function(&t, g, "open", &g->head);
        write_function(&t, g, "close", &g->body);
    } else {
        if (g->frame[0] != '\0') {
            text_format(&g->body, "    %s_close(o, &p->frame);\n", g->frame);
        }
        write_function(&t, g, "render", &g->body);
    }
    write_file(path, &t);
}

int main(int argc, char **argv)
{
    if (argc != 4 || !starts_with(argv[3], argv[2])) {
        fputs("usage: embed_page OUT_DIR SRC_ROOT IN.html (below SRC_ROOT)\n", stderr);
        return EXIT_USAGE;
    }
    const char *below = argv[3] + strlen(argv[2]);
    below += *below == '/';
    struct text source = read_file(argv[3]);
    static struct page g; // large: not on the stack
    g.file = tree_path(argv[3]);
    g.root = argv[2];
    g.folder = copy_of(below, (size_t)(base_name(below) - below));
    g.line = 1;
    g.p = source.p;
    (void)snprintf(g.name, sizeof g.name, "%.*s", (int)strcspn(base_name(below), "."),
                   base_name(below));
    read_first_line(&g);
    read_page(&g);

    struct text path = {0};
    text_format(&path, "%s/%s.h", argv[1], below);
    write_header(&g, path.p);
    path.n = 0;
    text_format(&path, "%s/%s.c", argv[1], below);
    write_source(&g, path.p);
    return 0;
}
