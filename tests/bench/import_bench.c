// How long a firm waits for a sheet of many rows, on a new database of each kind: from the file's
// bytes to the last listing, and how much memory that takes.
//
//   import_bench [ROWS [PAGE]]    100,000 rows unless said otherwise; PAGE is written with what
//   came out
//
// Ends with 1 when it took longer than was promised for 100,000 rows.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "market/catalog/import_job.h"
#include "market/catalog/import_testing.h"
#include "platform/sheet/sheet_write.h"
#include "tests/proof/deed.h"

static void must(err e, struct db *db)
{
    if (e != NULL) {
        (void)fprintf(stderr, "import_bench: %s %.*s\n", e->code, STR_ARG(db_error(db)));
        exit(1);
    }
}

// KiB of this process: now, or the most there were since it was asked to forget.
static long memory_kib(const char *name)
{
    char line[160];
    long kib = 0;
    FILE *f = fopen("/proc/self/status", "r");
    while (f != NULL && fgets(line, sizeof(line), f) != NULL) {
        if (strncmp(line, name, strlen(name)) == 0) {
            kib = strtol(line + strlen(name) + 1, NULL, 10);
        }
    }
    if (f != NULL) {
        (void)fclose(f);
    }
    return kib;
}

static void forget_peak(void)
{
    FILE *f = fopen("/proc/self/clear_refs", "w");
    if (f != NULL) {
        (void)fputs("5", f);
        (void)fclose(f);
    }
}

static str workbook_of(struct arena *a, int64_t rows)
{
    static const char *const NAMES[] = {"자체 상품코드", "분류",     "상품명",     "단가",
                                        "납품 소요일",   "규격",     "1상자 매수", "색상",
                                        "제조사",        "상품 설명"};
    struct sheet_column columns[COUNT(NAMES)];
    struct sheet_writer *w = NULL;
    struct out o;
    out_init(&o, a, LIMIT_UPLOAD);
    for (size_t i = 0; i < COUNT(NAMES); i++) {
        columns[i] = (struct sheet_column){.name = str_view(NAMES[i]), .width = 12};
    }
    must(sheet_write_open(a, SHEET_XLSX, NULL, &w), NULL);
    must(sheet_write_begin(w, S("상품"), columns, COUNT(NAMES)), NULL);
    for (int64_t i = 0; i < rows; i++) {
        char text[160];
        (void)snprintf(text, sizeof(text), "B-%06lld", (long long)i);
        sheet_write_text(w, str_view(text));
        sheet_write_text(w, S("paper.copy.a4"));
        (void)snprintf(text, sizeof(text), "두레 복사용지 %lld호 80g 2,500매", (long long)i);
        sheet_write_text(w, str_view(text));
        sheet_write_amount(w, 10000 + i);
        sheet_write_amount(w, i % 30);
        sheet_write_text(w, i % 2 == 0 ? S("A4") : S("A3"));
        sheet_write_text(w, S("2,500매"));
        sheet_write_text(w, S("백색"));
        sheet_write_text(w, S("두레제지"));
        (void)snprintf(text, sizeof(text),
                       "%lld번째 상품의 설명입니다. 한 상자에 2,500매가 듭니다.", (long long)i);
        sheet_write_text(w, str_view(text));
        sheet_write_end_row(w);
    }
    must(sheet_write_close(w, &o), NULL);
    return out_view(&o);
}

struct handed {
    struct import_sheet sheet;
    struct import made;
};

static err do_add(struct unit *u, void *data)
{
    struct handed *h = data;
    struct import_plan plan;
    TRY(import_action_add(u, &h->sheet, &h->made));
    TRY(import_action_plan(u, &h->made, &plan));
    return import_action_check(u, &h->made, &plan);
}

#define PROMISED_MS_A_ROW 0.6 // 100,000 rows in 60 s

struct phase {
    const char *name;
    const char *meaning;
    int64_t began_ms;
    int64_t took_ms;
    long peak_mib;
};

#define PHASES 4

// What was measured on one kind of database, for the page.
struct outcome {
    const char *engine;
    struct phase phases[PHASES];
    size_t count;
    int64_t all_ms;
};

static struct phase begin_phase(const char *name, const char *meaning)
{
    forget_peak();
    return (struct phase){.name = name, .meaning = meaning, .began_ms = proof_now_ms()};
}

static void end_phase(struct outcome *out, struct phase p)
{
    p.took_ms = proof_now_ms() - p.began_ms;
    p.peak_mib = memory_kib("VmHWM:") / 1024;
    printf("bench {\"name\":\"import.%s\",\"engine\":\"%s\",\"ms\":%lld,\"peak_mib\":%ld}\n",
           p.name, out->engine, (long long)p.took_ms, p.peak_mib);
    (void)fflush(stdout);
    out->phases[out->count++] = p;
    out->all_ms += p.took_ms;
}

static void write_steps(FILE *f, const struct outcome *all, size_t count)
{
    (void)fprintf(f, "| Step |");
    for (size_t i = 0; i < count; i++) {
        (void)fprintf(f, " %s, seconds | Most memory of the process, MiB |", all[i].engine);
    }
    (void)fprintf(f, "\n|---|");
    for (size_t i = 0; i < count; i++) {
        (void)fprintf(f, "---:|---:|");
    }
    for (size_t step = 0; step < all[0].count; step++) {
        (void)fprintf(f, "\n| %s |", all[0].phases[step].meaning);
        for (size_t i = 0; i < count; i++) {
            (void)fprintf(f, " %.1f | %ld |", (double)all[i].phases[step].took_ms / 1000,
                          all[i].phases[step].peak_mib);
        }
    }
    (void)fprintf(f, "\n| All of it |");
    for (size_t i = 0; i < count; i++) {
        (void)fprintf(f, " %.1f | |", (double)all[i].all_ms / 1000);
    }
    (void)fprintf(f, "\n");
}

static void write_page(const char *path, int64_t rows, size_t bytes, const struct outcome *all,
                       size_t count)
{
    char load[32] = "";
    FILE *f = fopen("/proc/loadavg", "r");
    if (f == NULL || fgets(load, 5, f) == NULL) {
        load[0] = '\0';
    }
    if (f != NULL) {
        (void)fclose(f);
    }
    f = fopen(path, "w");
    if (f == NULL) {
        perror(path);
        exit(1);
    }
    (void)fprintf(
        f, "# A sheet of many products\n\n"
           "<!-- Made by `make bench-import`: run it again instead of changing this. -->\n\n");
    (void)fprintf(f,
                  "%lld rows of ten columns, an XLSX of %.1f MB, into a new database; at the end "
                  "the machine's load was %s. Promised: 60 s for\n100,000 rows, and memory that "
                  "does not grow with them.\n\n",
                  (long long)rows, (double)bytes / 1e6, load);
    write_steps(f, all, count);
    (void)fclose(f);
}

// As a worker does: one job after the other, each in an arena that is emptied.
static void work(struct testing_db *t, struct arena *arena)
{
    static const struct actor MACHINE = {
        .name = {.p = "일꾼", .n = sizeof("일꾼") - 1}
    };
    static const struct job_kind KINDS[] = {
        {"import.step", import_job_step, NULL, NULL},
    };
    db_set_arena(t->db, arena);
    for (bool ran = true; ran;) {
        struct unit u = {.arena = arena, .db = t->db, .actor = &MACHINE};
        must(job_run_one(&u, unit_clock_system, KINDS, COUNT(KINDS), NULL, &ran), t->db);
        arena_reset(arena);
    }
    db_set_arena(t->db, t->arena);
}

// From the file to its chunks in the database, as the worker that takes uploads does.
static void hand_in(struct testing_db *t, struct catalog_scene *s, int64_t rows,
                    struct outcome *out, struct import *out_import, size_t *out_bytes)
{
    struct arena *upload = arena_open(2 * (size_t)LIMIT_ARENA_UNIT);
    struct unit u = {.arena = upload, .db = t->db, .actor = &s->owner, .trace = S("bench")};
    struct handed h;
    str sentence = S("");
    str bytes = workbook_of(upload, rows);
    *out_bytes = bytes.n;
    struct phase phase =
        begin_phase("read", "Read the file, which lies in memory as an upload does");
    must(import_read_sheet(upload, S("a.xlsx"), bytes, &h.sheet, &sentence), NULL);
    end_phase(out, phase);
    phase = begin_phase("keep", "Keep its rows");
    must(unit_run(&u, unit_clock_system, do_add, &h), t->db);
    end_phase(out, phase);
    *out_import = h.made;
    arena_close(upload);
}

static struct import find(struct testing_db *t, struct catalog_scene *s, public_no no)
{
    struct import i;
    must(db_begin(t->db, DB_READ), t->db);
    must(import_store_find(t->db, s->woman, no, &i), t->db);
    db_rollback(t->db);
    return i;
}

static void measure(struct testing_db *t, int64_t rows, struct outcome *out, size_t *out_bytes)
{
    struct catalog_scene s;
    struct import i;
    import_testing_open(&s, t, NULL, 0);
    hand_in(t, &s, rows, out, &i, out_bytes);
    struct arena *arena = arena_open(LIMIT_ARENA_UNIT);
    struct phase phase = begin_phase("look", "Look at every row");
    work(t, arena);
    end_phase(out, phase);
    i = find(t, &s, i.no);
    must(import_testing_commit(&s, &i), t->db);
    phase = begin_phase("list", "List every row");
    work(t, arena);
    end_phase(out, phase);
    arena_close(arena);
    catalog_testing_close(&s);
    printf("bench {\"name\":\"import.all\",\"engine\":\"%s\",\"rows\":%lld,\"ms\":%lld}\n",
           out->engine, (long long)rows, (long long)out->all_ms);
}

int main(int argc, char **argv)
{
    static const struct {
        enum db_engine engine;
        const char *name;
    } ENGINES[] = {
        {DB_SQLITE,   "SQLite"    },
        {DB_POSTGRES, "PostgreSQL"}
    };
    struct outcome all[COUNT(ENGINES)] = {0};
    size_t count = 0;
    size_t bytes = 0;
    bool holds = true;
    int64_t rows = argc > 1 ? strtol(argv[1], NULL, 10) : 100000;
    if (rows < 1 || rows > LIMIT_SHEET_ROWS) {
        return 2;
    }
    for (size_t i = 0; i < COUNT(ENGINES); i++) {
        struct testing_db t;
        if (!testing_db_open(ENGINES[i].engine, &t)) {
            continue; // no server was named
        }
        all[count].engine = ENGINES[i].name;
        measure(&t, rows, &all[count], &bytes);
        holds &= (double)all[count].all_ms <= PROMISED_MS_A_ROW * (double)rows;
        count++;
        testing_db_close(&t);
    }
    if (argc > 2 && count > 0) {
        write_page(argv[2], rows, bytes, all, count);
    }
    return count > 0 && holds ? 0 : 1;
}
