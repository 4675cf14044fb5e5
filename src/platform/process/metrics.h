// What the processes count, in memory they all share; printed for Prometheus.
//
// Declared once in metrics.def. Counting never fails and never waits.
#pragma once

#include <stdint.h>

#include "base/out.h"

#define COUNTER(field, name, help) COUNTER_##field,
#define GAUGE(field, name, help)
#define HISTOGRAM(field, name, help)
enum counter {
#include "platform/process/metrics.def"
    COUNTER_COUNT
};
#undef COUNTER
#undef GAUGE
#undef HISTOGRAM

#define COUNTER(field, name, help)
#define GAUGE(field, name, help) GAUGE_##field,
#define HISTOGRAM(field, name, help)
enum gauge {
#include "platform/process/metrics.def"
    GAUGE_COUNT
};
#undef COUNTER
#undef GAUGE
#undef HISTOGRAM

#define COUNTER(field, name, help)
#define GAUGE(field, name, help)
#define HISTOGRAM(field, name, help) HISTOGRAM_##field,
enum histogram {
#include "platform/process/metrics.def"
    HISTOGRAM_COUNT
};
#undef COUNTER
#undef GAUGE
#undef HISTOGRAM

// Share the numbers with every process forked from here on. Without it each process counts alone.
void metrics_share(void);
void metrics_count(enum counter which);
void metrics_set(enum gauge which, int64_t value);
void metrics_observe(enum histogram which, int64_t duration_us);
// Text format 0.0.4.
void metrics_write(struct out *o);
