// How long a photo of twelve megapixels takes until its four pictures are made: of the child alone,
// from the file on the disk to the last byte of its answer, its start included; and for a firm,
// from the upload that a worker takes to the picture that is ready, its files and rows kept, on
// each kind of database.
//
//   picture_bench ROUNDS REPORT
//
// The photo is painted here, noisy all over, which is the worst there is. Fails when a median, with
// the longest wait for a worker that looks, is over a second.
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>
#include <vips/vips.h>

#include "base/limits.h"
#include "market/catalog/catalog_testing.h"
#include "market/catalog/product_picture_job.h"
#include "market/catalog/product_picture_web.h"
#include "platform/file/folder_testing.h"
#include "platform/job/job.h"
#include "platform/picture/picture_job.h"
#include "platform/picture/picture_make.h"
#include "platform/picture/picture_testing.h"

#define WIDTH 4000
#define HEIGHT 3000
#define MOST_MS 1000
#define ROUNDS_MOST 1000

static int64_t now_us(void)
{
    struct timespec t;
    (void)clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

// Noise on a slope, three bands.
static bool paint(const char *path)
{
    VipsImage *noise = NULL;
    VipsImage *bands = NULL;
    VipsImage *bytes = NULL;
    VipsImage *photo = NULL;
    bool done = vips_gaussnoise(&noise, WIDTH, HEIGHT, "mean", 128.0, "sigma", 30.0, NULL) == 0;
    VipsImage *three[] = {noise, noise, noise};
    done = done && vips_bandjoin(three, &bands, 3, NULL) == 0 &&
           vips_cast(bands, &bytes, VIPS_FORMAT_UCHAR, NULL) == 0 &&
           vips_copy(bytes, &photo, "interpretation", VIPS_INTERPRETATION_sRGB, NULL) == 0 &&
           vips_jpegsave(photo, path, "Q", 90, NULL) == 0;
    VIPS_UNREF(photo);
    VIPS_UNREF(bytes);
    VIPS_UNREF(bands);
    VIPS_UNREF(noise);
    return done;
}

static int by_time(const void *a, const void *b)
{
    int64_t one = *(const int64_t *)a;
    int64_t other = *(const int64_t *)b;
    return (one > other) - (one < other);
}

// What was measured, one way.
struct measured {
    const char *name;
    const char *meaning;
    int64_t times[ROUNDS_MOST]; // µs, sorted at the end
    int64_t children_us;        // of processor, of all rounds
};

// Processor time of all children so far, which a busy machine does not lengthen.
static int64_t children_us(void)
{
    struct rusage used;
    (void)getrusage(RUSAGE_CHILDREN, &used);
    return (int64_t)(used.ru_utime.tv_sec + used.ru_stime.tv_sec) * 1000000 +
           used.ru_utime.tv_usec + used.ru_stime.tv_usec;
}

static bool measure_child(const char *path, int64_t rounds, struct measured *out)
{
    struct arena *arena = arena_open(LIMIT_ARENA_UNIT);
    bool made = paint(path);
    int64_t spent = children_us();
    for (int64_t i = 0; made && i < rounds; i++) {
        struct picture_made m;
        int64_t began = now_us();
        made = picture_make(arena, path, &m) == NULL && m.verdict == PICTURE_MADE;
        out->times[i] = now_us() - began;
        arena_reset(arena);
    }
    out->children_us = children_us() - spent;
    arena_close(arena);
    return made;
}

// --- From the upload on --------------------------------------------------------------------------

static str read_all(struct arena *a, const char *path)
{
    FILE *f = fopen(path, "re");
    if (f == NULL || fseek(f, 0, SEEK_END) != 0) {
        abort();
    }
    size_t n = (size_t)ftell(f);
    char *bytes = arena_alloc(a, n);
    rewind(f);
    if (fread(bytes, 1, n, f) != n || fclose(f) != 0) {
        abort();
    }
    return (str){.p = bytes, .n = n};
}

// The job that makes it, as the worker of pictures runs it, each in an arena that is emptied.
static void make(struct testing_db *t, struct arena *arena)
{
    static const struct actor MACHINE = {.rights = 0};
    static const struct job_kind KINDS[] = {
        {PICTURE_JOB, picture_job_prepare, picture_job_call, product_picture_job_finish},
    };
    db_set_arena(t->db, arena);
    for (bool ran = true; ran;) {
        struct unit u = {.arena = arena, .db = t->db, .actor = &MACHINE};
        if (job_run_one(&u, unit_clock_system, KINDS, COUNT(KINDS), NULL, &ran) != NULL) {
            abort();
        }
        arena_reset(arena);
    }
    db_set_arena(t->db, t->arena);
}

static bool is_ready(struct testing_db *t, supplier_id firm, product_id product)
{
    product_picture_list list;
    struct arena *own = arena_open(LIMIT_ARENA_UNIT);
    bool is = db_begin(t->db, DB_READ) == NULL;
    db_set_arena(t->db, own);
    is = is && product_picture_list_own(t->db, own, firm, product, &list) == NULL &&
         list.count == 1 && list.items[0].picture.state == PICTURE_READY;
    db_rollback(t->db);
    db_set_arena(t->db, t->arena);
    arena_close(own);
    return is;
}

// One photo of a product of its own: no other like it lies on the disk.
static bool hand_in(struct catalog_scene *s, const char *path, int64_t *out_us)
{
    struct testing_db *t = s->database;
    struct arena *arena = arena_open(LIMIT_ARENA_UNIT);
    struct arena *upload = arena_open(2 * (size_t)LIMIT_ARENA_UNIT);
    struct catalog_good good = catalog_testing_add(s, "paper.copy.a4", "종이", s->woman, 9000);
    bool done = paint(path);
    struct web_file file = {"photo", "photo.jpg", read_all(upload, path)};
    str to = str_format(upload, "/upload/supplier/products/%lld/pictures",
                        (long long)good.offer_no.value);
    int64_t began = now_us();
    done = done && web_post_file(&s->web, to.p, &file, WEB_NO_FIELDS).status == 303;
    make(t, arena);
    *out_us = now_us() - began;
    done = done && is_ready(t, s->woman, good.product);
    arena_close(upload);
    arena_close(arena);
    return done;
}

static bool measure_upload(struct testing_db *t, const char *path, int64_t rounds,
                           struct measured *out)
{
    struct catalog_scene s;
    struct testing_folder folder;
    bool done = true;
    catalog_testing_open(&s, t, PRODUCT_PICTURE_ROUTES, PRODUCT_PICTURE_ROUTE_COUNT);
    testing_folder_open_place(&folder);
    s.owner.account = NO_ID(account_id); // who hands in is no row of the scene
    web_as(&s.web, &s.owner);
    int64_t spent = children_us();
    for (int64_t i = 0; done && i < rounds; i++) {
        done = hand_in(&s, path, &out->times[i]);
    }
    out->children_us = children_us() - spent;
    catalog_testing_close(&s);
    (void)testing_folder_close(&folder);
    return done;
}

// --- The page ------------------------------------------------------------------------------------

static int64_t median_ms(const struct measured *m, int64_t rounds)
{
    return m->times[rounds / 2] / 1000;
}

static void tell(const struct measured *m, int64_t rounds)
{
    printf("bench {\"name\":\"picture.%s\",\"pixels\":%d,\"rounds\":%lld,\"median_ms\":%lld,"
           "\"worst_ms\":%lld,\"cpu_ms\":%lld,\"most_ms\":%d}\n",
           m->name, WIDTH * HEIGHT, (long long)rounds, (long long)median_ms(m, rounds),
           (long long)m->times[rounds - 1] / 1000, (long long)m->children_us / rounds / 1000,
           MOST_MS);
}

static bool report(const char *path, const struct measured *all, size_t count, int64_t rounds)
{
    bool is_within = true;
    double load = 0;
    (void)getloadavg(&load, 1);
    FILE *f = fopen(path, "we");
    if (f == NULL) {
        return false;
    }
    fprintf(f,
            "# How long a picture takes\n\n<!-- Made by `make bench-picture`: run it again instead "
            "of changing this. -->\n\nNoisy photos of %d × %d pixels; %lld rounds, one after the "
            "other; at the end the machine's load was %.1f. At most %d ms (median, with the wait). "
            "On a busy "
            "machine the processor time of the child is what to look at. A worker looks for what "
            "was handed in every %d ms, which a firm may wait besides.\n\n"
            "| From what to what | Median | Worst | Median and that wait | Processor of the child "
            "|\n|---|---:|---:|---:|---:|\n",
            WIDTH, HEIGHT, (long long)rounds, load, MOST_MS, LIMIT_JOB_IDLE_MS);
    for (size_t i = 0; i < count; i++) {
        const struct measured *m = &all[i];
        tell(m, rounds);
        int64_t whole_ms = median_ms(m, rounds) + (i == 0 ? 0 : LIMIT_JOB_IDLE_MS);
        fprintf(f, "| %s | %lld ms | %lld ms | %lld ms | %lld ms |\n", m->meaning,
                (long long)median_ms(m, rounds), (long long)m->times[rounds - 1] / 1000,
                (long long)whole_ms, (long long)m->children_us / rounds / 1000);
        is_within = is_within && whole_ms <= MOST_MS;
    }
    return fclose(f) == 0 && is_within;
}

int main(int argc, char **argv)
{
    static struct measured all[] = {
        {.name = "child",    .meaning = "The child alone: from the file to four pictures"},
        {.name = "sqlite",   .meaning = "From the upload to ready, SQLite"               },
        {.name = "postgres", .meaning = "From the upload to ready, PostgreSQL"           },
    };
    char path[] = "/tmp/dure-picture-bench-XXXXXX.jpg";
    int64_t rounds = argc == 3 ? strtoll(argv[1], NULL, 10) : 0;
    if (rounds < 1 || rounds > ROUNDS_MOST) {
        fprintf(stderr, "picture_bench ROUNDS REPORT\n");
        return 2;
    }
    int fd = mkstemps(path, 4);
    if (fd < 0 || close(fd) != 0 || VIPS_INIT(argv[0]) != 0) {
        return 1;
    }
    picture_testing_begin();
    size_t count = 1;
    bool made = measure_child(path, rounds, &all[0]);
    FOR_EACH_ENGINE(t)
    {
        struct measured *m = &all[db_engine(t.db) == DB_SQLITE ? 1 : 2];
        made = made && measure_upload(&t, path, rounds, m);
        count++;
    }
    (void)unlink(path);
    for (size_t i = 0; i < count; i++) {
        qsort(all[i].times, (size_t)rounds, sizeof(all[i].times[0]), by_time);
    }
    return made && report(argv[2], all, count, rounds) ? 0 : 1;
}
