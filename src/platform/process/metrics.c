#include "platform/process/metrics.h"

#include <assert.h>
#include <inttypes.h>
#include <stdatomic.h>
#include <sys/mman.h>

#include "base/fault.h"

// Upper bounds in µs. A page's budget is 20 ms, a deadline 10 s: the steps are fine below and
// coarse above.
static const int64_t BOUNDS_US[] = {500,    1000,   2500,   5000,    10000,   20000,   50000,
                                    100000, 250000, 500000, 1000000, 2500000, 5000000, 10000000};

struct numbers {
    _Atomic uint64_t counters[COUNTER_COUNT];
    _Atomic int64_t gauges[GAUGE_COUNT];
    struct {
        _Atomic uint64_t buckets[COUNT(BOUNDS_US) + 1]; // the last: above every bound
        _Atomic uint64_t sum_us;
    } histograms[HISTOGRAM_COUNT];
};

static struct numbers own;
static struct numbers *numbers = &own;

struct told {
    const char *name;
    const char *help;
};

#define COUNTER(field, name, help) {name, help},
#define GAUGE(field, name, help)
#define HISTOGRAM(field, name, help)
static const struct told COUNTERS[] = {
#include "platform/process/metrics.def"
};
#undef COUNTER
#undef GAUGE
#undef HISTOGRAM

#define COUNTER(field, name, help)
#define GAUGE(field, name, help) {name, help},
#define HISTOGRAM(field, name, help)
static const struct told GAUGES[] = {
#include "platform/process/metrics.def"
};
#undef COUNTER
#undef GAUGE
#undef HISTOGRAM

#define COUNTER(field, name, help)
#define GAUGE(field, name, help)
#define HISTOGRAM(field, name, help) {name, help},
static const struct told HISTOGRAMS[] = {
#include "platform/process/metrics.def"
};
#undef COUNTER
#undef GAUGE
#undef HISTOGRAM

void metrics_share(void)
{
    void *shared = mmap(NULL, sizeof(struct numbers), PROT_READ | PROT_WRITE,
                        MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    assert(shared != MAP_FAILED); // a page or two at the start of the first process
    numbers = shared;
}

void metrics_count(enum counter which)
{
    assert(which < COUNTER_COUNT);
    atomic_fetch_add_explicit(&numbers->counters[which], 1, memory_order_relaxed);
}

void metrics_set(enum gauge which, int64_t value)
{
    assert(which < GAUGE_COUNT);
    atomic_store_explicit(&numbers->gauges[which], value, memory_order_relaxed);
}

void metrics_observe(enum histogram which, int64_t duration_us)
{
    assert(which < HISTOGRAM_COUNT);
    uint64_t us = duration_us > 0 ? (uint64_t)duration_us : 0; // clocks of two cores may differ
    size_t bucket = 0;
    while (bucket < COUNT(BOUNDS_US) && us > (uint64_t)BOUNDS_US[bucket]) {
        bucket++;
    }
    atomic_fetch_add_explicit(&numbers->histograms[which].buckets[bucket], 1, memory_order_relaxed);
    atomic_fetch_add_explicit(&numbers->histograms[which].sum_us, us, memory_order_relaxed);
}

static void write_seconds(struct out *o, uint64_t us)
{
    out_format(o, "%" PRIu64 ".%06" PRIu64, us / 1000000, us % 1000000);
}

static void write_histogram(struct out *o, enum histogram which)
{
    const struct told *told = &HISTOGRAMS[which];
    out_format(o, "# HELP %s %s\n# TYPE %s histogram\n", told->name, told->help, told->name);
    uint64_t count = 0;
    for (size_t i = 0; i < COUNT(BOUNDS_US); i++) {
        count += atomic_load(&numbers->histograms[which].buckets[i]);
        out_format(o, "%s_bucket{le=\"", told->name);
        write_seconds(o, (uint64_t)BOUNDS_US[i]);
        out_format(o, "\"} %" PRIu64 "\n", count);
    }
    count += atomic_load(&numbers->histograms[which].buckets[COUNT(BOUNDS_US)]);
    out_format(o, "%s_bucket{le=\"+Inf\"} %" PRIu64 "\n%s_sum ", told->name, count, told->name);
    write_seconds(o, atomic_load(&numbers->histograms[which].sum_us));
    out_format(o, "\n%s_count %" PRIu64 "\n", told->name, count);
}

void metrics_write(struct out *o)
{
    for (size_t i = 0; i < COUNT(COUNTERS); i++) {
        out_format(o, "# HELP %s %s\n# TYPE %s counter\n%s %" PRIu64 "\n", COUNTERS[i].name,
                   COUNTERS[i].help, COUNTERS[i].name, COUNTERS[i].name,
                   atomic_load(&numbers->counters[i]));
    }
    for (size_t i = 0; i < COUNT(GAUGES); i++) {
        out_format(o, "# HELP %s %s\n# TYPE %s gauge\n%s %" PRId64 "\n", GAUGES[i].name,
                   GAUGES[i].help, GAUGES[i].name, GAUGES[i].name,
                   atomic_load(&numbers->gauges[i]));
    }
    for (size_t i = 0; i < COUNT(HISTOGRAMS); i++) {
        write_histogram(o, (enum histogram)i);
    }
}
