// import and export: products by the sheet, from the terminal.
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "app/app.h"
#include "base/limits.h"
#include "market/catalog/export_action.h"
#include "market/catalog/import_action.h"
#include "platform/sheet/sheet.h"

static const struct fault SHEET_CANNOT_READ = {
    .kind = FAULT_INVALID,
    .code = "sheet.cannot_read",
    .text =
        "파일을 읽을 수 없습니다. 파일이 있는지, 30MB를 넘지 않는지 확인하세요. · The file cannot "
        "be read: see that it is there and has no more than 30 MB.",
};

static const struct fault SHEET_NO_FIRM = {
    .kind = FAULT_INVALID,
    .code = "sheet.no_firm",
    .text = "그런 공급기업이 없습니다. 기업 번호나 사업자등록번호를 숫자만 적으세요. · There is no "
            "such firm: write its public number or its business number, digits alone.",
};

static const struct fault SHEET_WRONG_ENDING = {
    .kind = FAULT_INVALID,
    .code = "sheet.wrong_ending",
    .text =
        "파일 이름은 .xlsx나 .csv로 끝나야 합니다. · The file's name has to end in .xlsx or .csv.",
};

static const struct fault SHEET_TWICE = {
    .kind = FAULT_INVALID,
    .code = "sheet.twice",
    .text = "두 열이 같은 항목입니다. 한 열을 지우거나 이름을 바꾸어 주세요. · Two columns say the "
            "same: remove one, or give it another name.",
};

static const struct fault SHEET_NO_CATEGORY = {
    .kind = FAULT_INVALID,
    .code = "sheet.no_category",
    .text = "품목 분류를 알 수 없습니다. ‘분류’ 열을 넣어 줄마다 분류 코드를 적어 주세요. · Add a "
            "column ‘분류’ with a category's code in each row.",
};

static struct actor terminal = {
    .name = {.p = "서버 터미널", .n = sizeof "서버 터미널" - 1},
    .role_label = {.p = "시스템",        .n = sizeof "시스템" - 1       }
};

// What both verbs work with.
struct sheet_deed {
    struct app *app;
    struct unit unit;
    str sentence;
    struct import_sheet sheet;
    struct import import;
    bool more;
};

static err find_firm(struct unit *u, void *data)
{
    struct sheet_deed *d = data;
    TRY(export_store_supplier(u->db, app_option(d->app, "supplier"), &terminal.supplier));
    return terminal.supplier.value == 0 ? &SHEET_NO_FIRM : NULL;
}

static err read_file(struct arena *a, str path, str *out)
{
    struct stat facts;
    int fd = open(str_to_c(a, path), O_RDONLY | O_CLOEXEC);
    if (fd < 0) {
        return &SHEET_CANNOT_READ;
    }
    bool fits = fstat(fd, &facts) == 0 && S_ISREG(facts.st_mode) && facts.st_size <= LIMIT_UPLOAD;
    size_t size = fits ? (size_t)facts.st_size : 0;
    char *bytes = arena_alloc(a, size + 1);
    size_t n = 0;
    while (fits && n < size) {
        ssize_t got = read(fd, bytes + n, size - n);
        fits = got > 0;
        n += fits ? (size_t)got : 0;
    }
    (void)close(fd);
    *out = (str){.p = bytes, .n = size};
    return fits ? NULL : &SHEET_CANNOT_READ;
}

// --- import --------------------------------------------------------------------------------------

// The first two columns that say the same.
static str name_twins(struct arena *a, const struct import_plan *plan)
{
    for (size_t i = 0; i < plan->columns.count; i++) {
        const struct import_column *x = &plan->columns.items[i];
        for (size_t k = 0; k < i && x->target.n > 1; k++) {
            const struct import_column *y = &plan->columns.items[k];
            if (str_equals(x->target, y->target)) {
                return str_format(a, "%.*s, %.*s", STR_ARG(y->name), STR_ARG(x->name));
            }
        }
    }
    return S("");
}

// What a person chooses on the page is mended in the file here.
static err hand_in(struct unit *u, void *data)
{
    struct sheet_deed *d = data;
    struct import_plan plan;
    TRY(import_action_add(u, &d->sheet, &d->import));
    TRY(import_action_plan(u, &d->import, &plan));
    err e = import_action_check(u, &d->import, &plan);
    if (e == &IMPORT_TWICE) {
        d->sentence = name_twins(u->arena, &plan);
        return &SHEET_TWICE;
    }
    return e == &IMPORT_NO_CATEGORY_GIVEN ? &SHEET_NO_CATEGORY : e;
}

static err commit(struct unit *u, void *data)
{
    struct sheet_deed *d = data;
    return import_action_commit(u, &d->import);
}

static err step(struct unit *u, void *data)
{
    struct sheet_deed *d = data;
    err e = import_action_step(u, d->import.id, &d->more);
    if (e != NULL) {
        u->actor = &terminal; // of the next try
    }
    return e;
}

static err load(struct unit *u, void *data)
{
    struct sheet_deed *d = data;
    return import_store_load(u->db, d->import.id, &d->import);
}

// Every chunk, unless a worker of the site was faster with one; what is kept lies in `kept`.
static err run_through(struct sheet_deed *d, struct arena *kept, const char *what)
{
    struct arena *a = arena_open(LIMIT_ARENA_UNIT);
    struct unit u = d->unit;
    err e = NULL;
    u.arena = a;
    db_set_arena(u.db, a);
    d->more = true;
    for (int64_t done = 1; e == NULL && d->more; done++) {
        u.actor = &terminal;
        e = unit_run(&u, unit_clock_system, step, d);
        e = e == &IMPORT_MOVED ? NULL : e;
        arena_reset(a);
        if (isatty(STDERR_FILENO) != 0) {
            fprintf(stderr, "\r%s %lld/%lld ", what, (long long)done,
                    (long long)d->import.chunk_count);
        }
    }
    if (isatty(STDERR_FILENO) != 0) {
        fputc('\n', stderr);
    }
    db_set_arena(u.db, kept);
    arena_close(a);
    return e != NULL ? e : unit_run(&d->unit, unit_clock_system, load, d);
}

#define PAGE_ROWS 500 // read at once
#define NOTES_MOST 20 // told one by one

// What was told of the rows.
struct telling {
    int64_t wrong; // rows
    int64_t notes; // cells
};

static void print_lines(int64_t number, str lines)
{
    while (lines.n > 0) {
        str line = str_cut(&lines, '\n');
        printf("%lld행 %.*s\n", (long long)number, STR_ARG(line));
    }
}

// What was read otherwise than it was written: the first of it.
static void print_notes(const struct import_row *row, struct telling *t)
{
    for (str notes = row->notes; notes.n > 0; t->notes++) {
        str line = str_cut(&notes, '\n');
        if (t->notes < NOTES_MOST) {
            print_lines(row->number, line);
        }
    }
}

static void tell_row(const struct import_row *row, struct telling *t)
{
    if (row->state == IMPORT_ROW_BAD || row->state == IMPORT_ROW_FAILED) {
        print_lines(row->number, row->words);
        t->wrong++;
    }
    print_notes(row, t);
}

// Every row in a state, or (-1) all, page by page.
static err tell_rows(struct sheet_deed *d, int state, struct telling *t)
{
    struct arena *a = arena_open(LIMIT_ARENA_UNIT);
    struct unit u = d->unit;
    err e = NULL;
    u.arena = a;
    db_set_arena(u.db, a);
    int64_t after = 0;
    for (bool more = true; e == NULL && more;) {
        import_row_list rows = {0};
        e = unit_begin(&u, DB_READ, unit_clock_system);
        e = e != NULL ? e
                      : import_store_rows(u.db, a, d->import.id, state, after, PAGE_ROWS, &rows);
        unit_rollback(&u);
        for (size_t i = 0; e == NULL && i < rows.count; i++) {
            tell_row(&rows.items[i], t);
            after = rows.items[i].number;
        }
        more = rows.count == PAGE_ROWS;
        arena_reset(a);
    }
    db_set_arena(u.db, d->unit.arena);
    arena_close(a);
    return e;
}

static err count_rows(struct sheet_deed *d, int64_t counts[IMPORT_ROW_STATE_COUNT])
{
    struct unit *u = &d->unit;
    TRY(unit_begin(u, DB_READ, unit_clock_system));
    err e = import_store_counts(u->db, d->import.id, counts);
    unit_rollback(u);
    return e;
}

static err print_counts(struct sheet_deed *d, const struct telling *t)
{
    int64_t counts[IMPORT_ROW_STATE_COUNT];
    TRY(count_rows(d, counts));
    for (int i = 0; i < IMPORT_ROW_STATE_COUNT; i++) {
        if (counts[i] > 0) {
            str label = import_row_label((enum import_row_state)i);
            printf("%.*s %lld\n", STR_ARG(label), (long long)counts[i]);
        }
    }
    if (t->notes > 0) {
        printf("적은 것과 다르게 읽었거나 살펴볼 칸 %lld\n", (long long)t->notes);
    }
    if (t->notes > NOTES_MOST) {
        printf(
            "앞의 %d칸만 위에 적었습니다. 나머지는 그 기업의 ‘상품 일괄 등록’ 화면에 있습니다.\n",
            NOTES_MOST);
    }
    return NULL;
}

// Rows that are all there already are done as well: a sheet may be handed in every night.
static err list(struct sheet_deed *d, struct telling *t)
{
    int64_t counts[IMPORT_ROW_STATE_COUNT];
    TRY(count_rows(d, counts));
    if (counts[IMPORT_ROW_NEW] + counts[IMPORT_ROW_CHANGE] == 0 && counts[IMPORT_ROW_BAD] > 0) {
        return NULL; // what is to be mended is told
    }
    TRY(unit_run(&d->unit, unit_clock_system, commit, d));
    TRY(run_through(d, d->unit.arena, "등록"));
    return tell_rows(d, IMPORT_ROW_FAILED, t);
}

static err import(struct sheet_deed *d, int64_t *out_wrong)
{
    struct unit *u = &d->unit;
    struct telling told = {0};
    str bytes = S("");
    TRY(unit_run(u, unit_clock_system, find_firm, d));
    TRY(read_file(u->arena, d->app->word, &bytes));
    TRY(import_read_sheet(u->arena, d->app->word, bytes, &d->sheet, &d->sentence));
    TRY(unit_run(u, unit_clock_system, hand_in, d));
    TRY(run_through(d, u->arena, "살펴보기"));
    TRY(tell_rows(d, -1, &told));
    if (!app_has_option(d->app, "dry-run")) {
        TRY(list(d, &told));
    }
    *out_wrong = told.wrong;
    return print_counts(d, &told);
}

// --- export --------------------------------------------------------------------------------------

static err export(struct sheet_deed *d, enum sheet_form form)
{
    struct unit *u = &d->unit;
    struct sheet_writer *w = NULL;
    int64_t count = 0;
    if (app_has_option(d->app, "supplier")) {
        TRY(unit_run(u, unit_clock_system, find_firm, d));
    }
    struct export_filter f = {.supplier = terminal.supplier, .list = {.state = -1}};
    TRY(sheet_write_open(u->arena, form, str_to_c(u->arena, d->app->word), &w));
    TRY(unit_begin(u, DB_READ, unit_clock_system));
    err e = export_action_write(u, w, &f, 0, &count);
    unit_rollback(u);
    err closed = sheet_write_close(w, NULL);
    TRY(e);
    TRY(closed);
    printf("상품 %lld개를 썼습니다: %.*s\n", (long long)count, STR_ARG(d->app->word));
    return NULL;
}

// --- Both ----------------------------------------------------------------------------------------

static err open_deed(struct sheet_deed *d)
{
    TRY(app_open_db(d->app, APP_DB_CURRENT, &d->unit.db));
    d->unit.arena = arena_open(2 * (size_t)LIMIT_ARENA_UNIT);
    d->unit.actor = &terminal;
    d->unit.trace = S("terminal");
    db_set_arena(d->unit.db, d->unit.arena);
    return NULL;
}

static int close_deed(struct sheet_deed *d, err e)
{
    int code = EXIT_DONE;
    if (e != NULL) {
        bool has_detail = d->sentence.n > 0 || d->unit.db == NULL || e->kind != FAULT_BROKEN;
        code = app_refuse(e, has_detail ? d->sentence : db_error(d->unit.db));
    }
    db_close(d->unit.db);
    arena_close(d->unit.arena);
    return code;
}

int verb_import(struct app *app)
{
    struct sheet_deed d = {.app = app, .sentence = S("")};
    int64_t wrong = 0;
    if (!app->has_word || !app_has_option(app, "supplier")) {
        fprintf(stderr, "dure import: dure import products FILE --supplier NO\n");
        return EXIT_USAGE;
    }
    err e = open_deed(&d);
    e = e == NULL ? import(&d, &wrong) : e;
    int code = close_deed(&d, e);
    if (code == EXIT_DONE && wrong > 0) {
        fprintf(stderr, "%lld줄은 고쳐서 다시 넣어야 합니다. · lines to mend and hand in again\n",
                (long long)wrong);
        code = EXIT_REFUSED;
    }
    return code;
}

int verb_export(struct app *app)
{
    struct sheet_deed d = {.app = app, .sentence = S("")};
    bool is_csv = str_ends(app->word, S(".csv"));
    if (!app->has_word) {
        fprintf(stderr, "dure export: dure export products FILE\n");
        return EXIT_USAGE;
    }
    if (!is_csv && !str_ends(app->word, S(".xlsx"))) {
        return app_refuse(&SHEET_WRONG_ENDING, S(""));
    }
    err e = open_deed(&d);
    e = e == NULL ? export(&d, is_csv ? SHEET_CSV : SHEET_XLSX) : e;
    return close_deed(&d, e);
}
