#include "market/catalog/seen_store.h"

#include <string.h>

#include "base/limits.h"
#include "market/catalog/seen_store.sql.h"

#define SEEN_WAIT_US INT64_C(10000000) // until what was gathered is written: 10 s

// What this process gathered, by offer: workers that write the same ones in different orders would
// wait for each other. A worker is one thread.
static struct gathered {
    struct seen {
        int64_t offer;
        int64_t count;
    } items[SEEN_OFFERS];
    size_t count;
    date day;
    int64_t since; // µs of the first
} gathered;

static err write_gathered(struct unit *u, const void *data)
{
    const struct gathered *g = data;
    for (size_t i = 0; i < g->count; i++) {
        struct query *q = db_query(u->db, &SQL_SEEN_ADD);
        bind_i64(q, "offer", g->items[i].offer);
        bind_date(q, "day", g->day);
        bind_i64(q, "count", g->items[i].count);
        TRY(query_run_soon(q, NULL));
    }
    return NULL;
}

static void hand_over(struct unit *u)
{
    struct gathered *copy = NEW(u->arena, struct gathered);
    *copy = gathered;
    gathered.count = 0;
    unit_note(u, write_gathered, copy);
}

// Where the clock was put back what was gathered waits from now on, and not until it is that late
// again.
static void keep_since_past(instant now)
{
    if (now.us < gathered.since) {
        gathered.since = now.us;
    }
}

static void take_in(int64_t offer)
{
    struct seen *at = gathered.items;
    struct seen *end = at + gathered.count;
    while (at < end && at->offer < offer) {
        at++;
    }
    if (at == end || at->offer != offer) {
        memmove(at + 1, at, (size_t)(end - at) * sizeof *at);
        *at = (struct seen){.offer = offer};
        gathered.count++;
    }
    at->count++;
}

void seen_count(struct unit *u, offer_id offer)
{
    keep_since_past(u->now);
    if (gathered.count > 0 && !date_equals(gathered.day, u->today)) {
        hand_over(u);
    }
    if (gathered.count == 0) {
        gathered.since = u->now.us;
        gathered.day = u->today;
    }
    take_in(offer.value);
    if (gathered.count == SEEN_OFFERS || u->now.us - gathered.since >= SEEN_WAIT_US) {
        hand_over(u);
    }
}

int seen_wait_ms(instant now)
{
    if (gathered.count == 0) {
        return -1;
    }
    keep_since_past(now);
    int64_t left_us = gathered.since + SEEN_WAIT_US - now.us;
    return left_us <= 0 ? 0 : (int)((left_us + 999) / 1000);
}

err seen_write(struct unit *u, void *none)
{
    (void)none;
    return write_gathered(u, &gathered);
}

void seen_forget(void)
{
    gathered.count = 0;
}
