// How long a photo of twelve megapixels takes until its four pictures are made: from the file on
// the disk to the last byte of the child's answer, its start included.
//
//   picture_bench ROUNDS REPORT
//
// The photo is painted here, noisy all over, which is the worst there is. Fails when the median is
// over a second.
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>
#include <vips/vips.h>

#include "base/limits.h"
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

static bool measure(const char *path, int64_t *times, int64_t rounds)
{
    struct arena *arena = arena_open(LIMIT_ARENA_UNIT);
    bool made = true;
    for (int64_t i = 0; made && i < rounds; i++) {
        struct picture_made m;
        int64_t began = now_us();
        made = picture_make(arena, path, &m) == NULL && m.verdict == PICTURE_MADE;
        times[i] = now_us() - began;
        arena_reset(arena);
    }
    arena_close(arena);
    return made;
}

// Processor time of all children so far, which a busy machine does not lengthen.
static int64_t children_us(void)
{
    struct rusage used;
    (void)getrusage(RUSAGE_CHILDREN, &used);
    return (int64_t)(used.ru_utime.tv_sec + used.ru_stime.tv_sec) * 1000000 +
           used.ru_utime.tv_usec + used.ru_stime.tv_usec;
}

static bool report(const char *path, const int64_t *times, int64_t rounds)
{
    int64_t median_ms = times[rounds / 2] / 1000;
    int64_t worst_ms = times[rounds - 1] / 1000;
    int64_t cpu_ms = children_us() / rounds / 1000;
    double load = 0;
    (void)getloadavg(&load, 1);
    printf("bench {\"name\":\"picture\",\"pixels\":%d,\"rounds\":%lld,\"median_ms\":%lld,"
           "\"worst_ms\":%lld,\"cpu_ms\":%lld,\"load\":%.1f,\"most_ms\":%d}\n",
           WIDTH * HEIGHT, (long long)rounds, (long long)median_ms, (long long)worst_ms,
           (long long)cpu_ms, load, MOST_MS);
    FILE *f = fopen(path, "we");
    if (f == NULL) {
        return false;
    }
    fprintf(f,
            "# How long a picture takes\n\n<!-- Made by `make bench-picture`: run it again instead "
            "of changing this. -->\n\nA noisy photo of %d × %d pixels, from the file to four "
            "pictures, the child's start included; %lld rounds, one after the other. On a busy "
            "machine the processor time is what to look at.\n\n| Median | Worst | Processor | At "
            "most | Load of the machine |\n|---|---|---|---|---|\n| %lld ms | %lld ms | %lld ms | "
            "%d ms (median) | %.1f |\n",
            WIDTH, HEIGHT, (long long)rounds, (long long)median_ms, (long long)worst_ms,
            (long long)cpu_ms, MOST_MS, load);
    return fclose(f) == 0 && median_ms <= MOST_MS;
}

int main(int argc, char **argv)
{
    static int64_t times[ROUNDS_MOST];
    char path[] = "/tmp/dure-picture-bench-XXXXXX.jpg";
    int64_t rounds = argc == 3 ? strtoll(argv[1], NULL, 10) : 0;
    if (rounds < 1 || rounds > ROUNDS_MOST) {
        fprintf(stderr, "picture_bench ROUNDS REPORT\n");
        return 2;
    }
    int fd = mkstemps(path, 4);
    if (fd < 0 || close(fd) != 0 || VIPS_INIT(argv[0]) != 0 || !paint(path)) {
        return 1;
    }
    picture_testing_begin();
    bool made = measure(path, times, rounds);
    (void)unlink(path);
    qsort(times, (size_t)rounds, sizeof(times[0]), by_time);
    return made && report(argv[2], times, rounds) ? 0 : 1;
}
