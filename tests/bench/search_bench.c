// The search alone, over an invented crowd of offers: how long it takes to understand a query and
// to answer a page of 24 with every facet, on each database, and how well it finds what the judged
// queries of tests/bench/queries.csv mean.
//
//   search_bench [OFFERS] [ROUNDS]    200000 and 5 unless said otherwise
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>

#include "base/csv.h"
#include "base/limits.h"
#include "market/search/search_crowd_testing.h"
#include "market/search/search_token.h"
#include "platform/file/folder.h"
#include "tests/proof/deed.h"

#define QUERIES_MAX 1024
#define WAYS_MAX 16
#define OFFERS_OF_FIRM 40
#define NEW_OFFERS 1000 // the last ones

struct judged {
    str text;
    str way;
    str categories; // codes parted by '|': what is meant lies in one of them or below
    str words;   // parted by '&': its title has each, one of those parted by '|', not one after '!'
    str filters; // quantity=80&budget=8000000: what the sentence says besides
    str set;     // tuned: the search was made to find it; held: nobody looked while it was
    int64_t relevant; // offers there are of it
};

struct way {
    str name;
    int64_t queries;
    double recall; // summed
    double reciprocal;
};

struct bench {
    struct arena *a; // of the whole run
    LIST(struct judged) queries;
    struct search *search;
    int64_t count;
    const struct search_crowd_offer *offers;
    int64_t noted; // offers said to have changed
};

static void must(err e, const char *what)
{
    if (e != NULL) {
        fprintf(stderr, "search_bench: %s: %s\n", what, e->code);
        exit(1);
    }
}

static double read_ms(clockid_t clock)
{
    struct timespec t;
    (void)clock_gettime(clock, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static double now_ms(void)
{
    return read_ms(CLOCK_MONOTONIC);
}

// What this process had of the processor: others at work beside it do not make it more.
static double processor_ms(void)
{
    return read_ms(CLOCK_PROCESS_CPUTIME_ID);
}

static void load_queries(struct bench *b)
{
    str text = {0};
    str sentence = {0};
    must(folder_read_file(b->a, S("tests/bench/queries.csv"), &text, &sentence), "queries.csv");
    struct csv csv;
    must(csv_init(&csv, b->a, text), "queries.csv");
    must(csv.width == 6 ? NULL : &CSV_UNEQUAL_WIDTH, "queries.csv");
    b->queries.items = NEW_ARRAY(b->a, QUERIES_MAX, struct judged);
    const str *row = NULL;
    must(csv_next(&csv, &row), "queries.csv");
    while (row != NULL) {
        must(b->queries.count < QUERIES_MAX ? NULL : &CSV_TOO_LARGE, "queries.csv");
        b->queries.items[b->queries.count++] = (struct judged){.text = row[0],
                                                               .way = row[1],
                                                               .categories = row[2],
                                                               .words = search_key(b->a, row[3]),
                                                               .filters = row[4],
                                                               .set = row[5]};
        must(csv_next(&csv, &row), "queries.csv");
    }
}

// --- What is meant -------------------------------------------------------------------------------

static str text_of(str filters, const char *name)
{
    while (filters.n > 0) {
        str one = str_cut(&filters, '&');
        if (str_equals(str_cut(&one, '='), str_view(name))) {
            return one;
        }
    }
    return S("");
}

static int64_t filter_of(str filters, const char *name)
{
    int64_t value = 0;
    str text = text_of(filters, name);
    must(text.n == 0 || str_parse_i64(text, &value) ? NULL : &CSV_UNEQUAL_WIDTH,
         "queries.csv: a filter");
    return value;
}

// Bits of the certificates, any of which its firm is to hold; 0: none is asked for.
static uint64_t tags_of(str filters)
{
    uint64_t tags = 0;
    for (str words = text_of(filters, "cert"); words.n > 0;) {
        int kind = certificate_any_kind_from(str_cut(&words, '|'));
        must(kind < 0 ? &CSV_UNEQUAL_WIDTH : NULL, "queries.csv: a certificate");
        tags |= UINT64_C(1) << kind;
    }
    return tags;
}

// No category of the crowd was ever moved: its code says where it lies.
static bool is_below(str code, str parent)
{
    return str_equals(code, parent) || (str_starts(code, parent) && code.p[parent.n] == '.');
}

static bool lies_in(str category, str codes)
{
    bool in = codes.n == 0;
    while (codes.n > 0 && !in) {
        in = is_below(category, str_cut(&codes, '|'));
    }
    return in;
}

static bool has_words(str key, str words)
{
    bool has_all = true;
    while (words.n > 0 && has_all) {
        str one = str_cut(&words, '&');
        bool is_banned = str_starts(one, S("!"));
        one = str_slice(one, is_banned ? 1 : 0, one.n);
        bool has = false;
        while (one.n > 0) {
            has = str_contains(key, str_cut(&one, '|')) || has;
        }
        has_all = has != is_banned;
    }
    return has_all;
}

// Does an offer's firm lie and hold what the sentence says, and deliver there?
static bool is_of_firm(const struct bench *b, const struct judged *j, int64_t offer)
{
    str district = text_of(j->filters, "district");
    str delivery = text_of(j->filters, "delivery");
    uint64_t tags = tags_of(j->filters);
    int64_t at = tags != 0 || delivery.n > 0 ? search_find_row(b->search, offer) : -1;
    const struct search_row *r = at >= 0 ? &b->search->rows.items[at] : NULL;
    uint64_t to = search_district_bits(b->search, delivery);
    return (district.n == 0 || str_equals(district, b->offers[offer - 1].district)) &&
           (tags == 0 || (r != NULL && (r->tags & tags) != 0)) &&
           (delivery.n == 0 || (r != NULL && (r->delivers & to) != 0));
}

static bool is_meant(const struct bench *b, const struct judged *j, int64_t offer)
{
    const struct search_crowd_offer *x = &b->offers[offer - 1];
    int64_t quantity = filter_of(j->filters, "quantity");
    int64_t budget = filter_of(j->filters, "budget");
    int64_t each = filter_of(j->filters, "each");
    int64_t count = quantity > 0 ? quantity : x->quantity_min;
    return lies_in(x->category, j->categories) && has_words(x->key, j->words) &&
           (quantity == 0 || x->quantity_min <= quantity) &&
           (budget == 0 || x->price.won * count <= budget) && (each == 0 || x->price.won <= each) &&
           is_of_firm(b, j, offer);
}

static void count_relevant(struct bench *b)
{
    for (size_t i = 0; i < b->queries.count; i++) {
        struct judged *j = &b->queries.items[i];
        for (int64_t k = 0; k < b->count; k++) {
            j->relevant += is_meant(b, j, k + 1);
        }
    }
}

// --- Asking --------------------------------------------------------------------------------------

// Understand what was typed, as the search page does.
static err read_typed(struct bench *b, struct arena *a, str typed, struct search_query *out)
{
    struct search_meaning m;
    TRY(search_understand(b->search, a, typed, &m));
    *out = (struct search_query){.text = m.text,
                                 .also = m.also,
                                 .category = m.category,
                                 .districts = m.districts,
                                 .deliveries = m.deliveries,
                                 .tags = m.tags,
                                 .green = m.green,
                                 .quantity = m.quantity,
                                 .budget = m.budget,
                                 .each = m.each};
    return NULL;
}

static struct way *way_of(struct way *ways, size_t *count, str name)
{
    for (size_t i = 0; i < *count; i++) {
        if (str_equals(ways[i].name, name)) {
            return &ways[i];
        }
    }
    must(*count < WAYS_MAX ? NULL : &CSV_TOO_LARGE, "queries.csv: a way");
    ways[*count] = (struct way){.name = name};
    return &ways[(*count)++];
}

// The share of the first page's places that what is meant could fill and fills, and one over the
// place of the first of it.
static void judge(struct bench *b, const struct judged *j, const struct search_query *q,
                  const struct search_result *r, struct way *w)
{
    double fit = 0;
    double reciprocal = 0;
    bool is_read = q->quantity == filter_of(j->filters, "quantity") &&
                   q->budget.won == filter_of(j->filters, "budget") &&
                   q->each.won == filter_of(j->filters, "each");
    for (size_t i = 0; i < r->hits.count && is_read; i++) {
        if (is_meant(b, j, r->hits.items[i].offer_id)) {
            fit++;
            reciprocal = reciprocal > 0 ? reciprocal : 1.0 / (double)(i + 1);
        }
    }
    double most = j->relevant < LIMIT_PAGE_ROWS ? (double)j->relevant : LIMIT_PAGE_ROWS;
    w->queries++;
    w->recall += fit / most;
    w->reciprocal += reciprocal;
    if (getenv("SEARCH_BENCH_TELL") != NULL && str_equals(j->set, S("tuned")) && fit / most < 0.5) {
        fprintf(stderr, "%.*s (%.*s): %.0f of %.0f, total %lld, read as %.*s / %.*s, %.*s\n",
                STR_ARG(j->text), STR_ARG(j->way), fit, most, (long long)r->total, STR_ARG(q->text),
                STR_ARG(q->also), STR_ARG(q->category));
    }
}

// Those of one set. Of those that are held no query is told by itself: who saw it would mend it.
static void judge_all(struct bench *b, struct testing_db *t, str set)
{
    struct way ways[WAYS_MAX];
    size_t way_count = 0;
    struct way all = {.name = S("all")};
    for (size_t i = 0; i < b->queries.count; i++) {
        const struct judged *j = &b->queries.items[i];
        if (!str_equals(j->set, set)) {
            continue;
        }
        struct search_query q;
        struct search_result r;
        must(read_typed(b, t->arena, j->text, &q), "understand");
        must(search_find(b->search, t->arena, &q, &r), "find");
        if (j->relevant > 0) {
            judge(b, j, &q, &r, way_of(ways, &way_count, j->way));
        } else {
            fprintf(stderr, "search_bench: nothing is for sale of %.*s\n", STR_ARG(j->text));
        }
        arena_reset(t->arena);
        search_kept_begin(b->search);
    }
    for (size_t i = 0; i <= way_count; i++) {
        const struct way *w = i < way_count ? &ways[i] : &all;
        printf("bench {\"name\":\"search_way\",\"offers\":%lld,\"set\":\"%.*s\",\"way\":\"%.*s\","
               "\"queries\":%lld,\"recall\":%.4f,\"reciprocal\":%.4f}\n",
               (long long)b->count, STR_ARG(set), STR_ARG(w->name), (long long)w->queries,
               w->recall / (double)w->queries, w->reciprocal / (double)w->queries);
        if (i < way_count) {
            all.queries += w->queries;
            all.recall += w->recall;
            all.reciprocal += w->reciprocal;
        }
    }
}

// --- Measuring -----------------------------------------------------------------------------------

static int by_value(const void *x, const void *y)
{
    double a = *(const double *)x;
    double b = *(const double *)y;
    return a < b ? -1 : a > b;
}

static double at_share(double *values, size_t count, double share)
{
    qsort(values, count, sizeof(double), by_value);
    size_t at = (size_t)(share * (double)count);
    return values[at < count ? at : count - 1];
}

struct taken {
    double find_ms;  // of the processor: the page of 24 with every facet
    double whole_ms; // likewise: catching up and understanding as well
    double wall_ms;  // of the clock
    int64_t total;
};

// One request's share of the search; no answer of before helps.
static void ask_again(struct bench *b, struct testing_db *t, str text, struct taken *out)
{
    struct search_query q;
    struct search_result r;
    search_kept_begin(b->search);
    double wall = now_ms();
    double begun = processor_ms();
    must(search_crowd_catch_up(b->search, t), "catch up");
    must(read_typed(b, t->arena, text, &q), "understand");
    double read = processor_ms();
    must(search_find(b->search, t->arena, &q, &r), "find");
    double end = processor_ms();
    *out = (struct taken){.find_ms = end - read,
                          .whole_ms = end - begun,
                          .wall_ms = now_ms() - wall,
                          .total = r.total};
    arena_reset(t->arena);
}

// Likewise, nor does what the words found before.
static void ask_once(struct bench *b, struct testing_db *t, str text, struct taken *out)
{
    search_hits_forget(b->search);
    ask_again(b, t, text, out);
}

static void measure(struct bench *b, struct testing_db *t, int64_t rounds)
{
    size_t count = b->queries.count * (size_t)rounds;
    double *finds = NEW_ARRAY(b->a, count, double);
    double *wholes = NEW_ARRAY(b->a, count, double);
    double *walls = NEW_ARRAY(b->a, count, double);
    double *marked = NEW_ARRAY(b->a, count, double);
    struct taken x;
    struct taken again;
    ask_once(b, t, S("복사용지"), &x); // what a worker reads once
    double slowest = 0;
    str slow = {0};
    for (size_t i = 0; i < count; i++) {
        const struct judged *j = &b->queries.items[i % b->queries.count];
        ask_once(b, t, j->text, &x);
        ask_again(b, t, j->text, &again); // as with something marked: the words are the same
        finds[i] = x.find_ms;
        marked[i] = again.whole_ms;
        if (getenv("SEARCH_BENCH_EACH") != NULL) {
            fprintf(stderr, "each %.3f %.3f %lld %.*s\n", x.find_ms, x.whole_ms, (long long)x.total,
                    STR_ARG(j->text));
        }
        wholes[i] = x.whole_ms;
        walls[i] = x.wall_ms;
        if (x.whole_ms > slowest) {
            slowest = x.whole_ms;
            slow = j->text;
        }
    }
    printf("bench {\"name\":\"search\",\"database\":\"%s\",\"offers\":%lld,\"queries\":%zu,"
           "\"asked\":%zu,\"p50_ms\":%.3f,\"p99_ms\":%.3f,\"whole_p50_ms\":%.3f,"
           "\"whole_p99_ms\":%.3f,\"wall_p50_ms\":%.3f,\"wall_p99_ms\":%.3f,\"most_ms\":%.3f,"
           "\"marked_p50_ms\":%.3f,\"marked_p99_ms\":%.3f}\n",
           db_engine(t->db) == DB_SQLITE ? "sqlite" : "postgresql", (long long)b->count,
           b->queries.count, count, at_share(finds, count, 0.5), at_share(finds, count, 0.99),
           at_share(wholes, count, 0.5), at_share(wholes, count, 0.99), at_share(walls, count, 0.5),
           at_share(walls, count, 0.99), slowest, at_share(marked, count, 0.5),
           at_share(marked, count, 0.99));
    (void)fflush(stdout);
    if (getenv("SEARCH_BENCH_TELL") != NULL) {
        fprintf(stderr, "slowest: %.*s\n", STR_ARG(slow));
    }
}

// Words that a large part of the crowd has, and none at all. The last one is a beginning.
static const char *const COMMON[] = {"",       "세트",     "단가", "대량 10묶음",
                                     "서비스", "사무용품", "가구", "kg"};

static const char *name_of(const struct testing_db *t)
{
    return db_engine(t->db) == DB_SQLITE ? "sqlite" : "postgresql";
}

// A worker's start, which reads what the most frequent words find; then each word for the first
// time. `out` has room for the rounds of each.
static void measure_start(struct bench *b, struct testing_db *t, int64_t rounds, double *out)
{
    double *fills = NEW_ARRAY(b->a, (size_t)rounds, double);
    size_t kept = 0;
    for (int64_t k = 0; k < rounds; k++) {
        search_hits_forget(b->search);
        double begun = processor_ms();
        must(search_hits_fill(b->search, t->arena), "fill");
        fills[k] = processor_ms() - begun;
        kept = b->search->hits_count;
        arena_reset(t->arena);
        for (size_t i = 0; i < COUNT(COMMON); i++) {
            struct taken x = {0};
            ask_again(b, t, str_view(COMMON[i]), &x);
            out[(int64_t)i * rounds + k] = x.find_ms;
        }
    }
    search_hits_forget(b->search);
    must(search_hits_fill(b->search, t->arena), "fill");
    arena_reset(t->arena);
    printf("bench {\"name\":\"search_frequent\",\"database\":\"%s\",\"offers\":%lld,\"words\":%zu,"
           "\"ms\":%.2f,\"mb\":%.2f}\n",
           name_of(t), (long long)b->count, kept, at_share(fills, (size_t)rounds, 0.5),
           (double)search_hits_bytes(b->search) / 1e6);
}

// As if new offers had come to be found by other words since the last question, others each time.
static void note_changes(struct bench *b)
{
    int64_t offers[LIMIT_PAGE_ROWS];
    for (int64_t i = 0; i < LIMIT_PAGE_ROWS; i++) {
        offers[i] = b->count - b->noted++ % NEW_OFFERS;
    }
    search_hits_note_changed(b->search, offers, LIMIT_PAGE_ROWS);
}

// What is due while nobody asks; the longest piece of it.
static double tend_all(struct bench *b, struct testing_db *t)
{
    double longest = 0;
    while (search_hits_are_due(b->search)) {
        double begun = processor_ms();
        must(search_hits_tend(b->search, t->arena), "tend");
        double took = processor_ms() - begun;
        longest = took > longest ? took : longest;
        arena_reset(t->arena);
    }
    return longest;
}

// So much that what frequent words find is looked at again, and then nobody asks for a moment.
static double change_some(struct bench *b, struct testing_db *t)
{
    for (int64_t n = 0; n < SEARCH_FREQUENT_LAG; n += LIMIT_PAGE_ROWS) {
        note_changes(b);
    }
    return tend_all(b, t);
}

// More than a question looks at again.
static void change_much(struct bench *b, struct testing_db *t)
{
    (void)tend_all(b, t); // whatever was forgotten
    for (int64_t n = 0; n <= SEARCH_HITS_DUE; n += SEARCH_FREQUENT_LAG) {
        (void)change_some(b, t);
    }
}

static void measure_pieces(struct bench *b, struct testing_db *t)
{
    search_hits_forget(b->search);
    double read = tend_all(b, t);
    double again = change_some(b, t);
    printf("bench {\"name\":\"search_piece\",\"database\":\"%s\",\"offers\":%lld,"
           "\"read_ms\":%.2f,\"again_ms\":%.2f}\n",
           name_of(t), (long long)b->count, read, again);
}

static void measure_common(struct bench *b, struct testing_db *t, int64_t rounds)
{
    size_t n = (size_t)rounds;
    double *starts = NEW_ARRAY(b->a, COUNT(COMMON) * n, double);
    measure_start(b, t, rounds, starts);
    measure_pieces(b, t);
    for (size_t i = 0; i < COUNT(COMMON); i++) {
        struct taken x = {0};
        double *anews = NEW_ARRAY(b->a, n, double);
        double *firsts = NEW_ARRAY(b->a, n, double);
        double *times = NEW_ARRAY(b->a, n, double);
        double *laters = NEW_ARRAY(b->a, n, double);
        double clock = 0;
        double kept = 0;
        for (size_t k = 0; k < n; k++) {
            ask_once(b, t, str_view(COMMON[i]), &x);
            anews[k] = x.find_ms;
            note_changes(b);
            ask_again(b, t, str_view(COMMON[i]), &x);
            firsts[k] = x.find_ms;
            clock = x.wall_ms > clock ? x.wall_ms : clock;
            ask_again(b, t, str_view(COMMON[i]), &x);
            times[k] = x.find_ms;
            kept = (double)search_hits_bytes(b->search);
            change_much(b, t);
            ask_again(b, t, str_view(COMMON[i]), &x);
            laters[k] = x.find_ms;
        }
        printf(
            "bench {\"name\":\"search_word\",\"database\":\"%s\",\"offers\":%lld,\"word\":\"%s\","
            "\"hits\":%lld,\"started_ms\":%.3f,\"anew_ms\":%.3f,\"first_ms\":%.3f,\"p50_ms\":%.3f,"
            "\"later_ms\":%.3f,\"most_ms\":%.3f,\"wall_ms\":%.3f,\"kept_mb\":%.2f}\n",
            name_of(t), (long long)b->count, COMMON[i], (long long)x.total,
            at_share(starts + i * n, n, 0.5), at_share(anews, n, 0.5), at_share(firsts, n, 0.5),
            at_share(times, n, 0.5), at_share(laters, n, 0.5), at_share(times, n, 1), clock,
            kept / 1e6);
    }
}

// A mistyped query: the first of a worker's day, which reads all known words, one after 24 offers
// came, and one more.
static void measure_slip(struct bench *b, struct testing_db *t)
{
    struct taken first;
    struct taken came;
    struct taken again;
    int64_t offers[LIMIT_PAGE_ROWS];
    for (int64_t i = 0; i < LIMIT_PAGE_ROWS; i++) {
        offers[i] = b->count - i;
    }
    search_known_forget(b->search);
    ask_once(b, t, S("복사용디"), &first);
    search_known_note(b->search, offers, LIMIT_PAGE_ROWS);
    ask_once(b, t, S("복샤용지"), &came);
    ask_once(b, t, S("봇가용지"), &again);
    printf("bench {\"name\":\"search_slip\",\"database\":\"%s\",\"offers\":%lld,"
           "\"words\":%zu,\"words_mb\":%.1f,\"first_ms\":%.2f,\"came_ms\":%.2f,"
           "\"again_ms\":%.2f}\n",
           db_engine(t->db) == DB_SQLITE ? "sqlite" : "postgresql", (long long)b->count,
           b->search->known.count,
           (double)(arena_used(b->search->known_texts) + b->search->known_words.n +
                    b->search->known_slots.n) /
               1e6,
           first.whole_ms, came.whole_ms, again.whole_ms);
}

static void run_on(struct bench *b, struct testing_db *t, const char *url, int64_t rounds)
{
    double begun = now_ms();
    must(search_open(str_view(url), &b->search), "open");
    search_set_cache(b->search, LIMIT_WEB_CACHE); // as a web worker
    db_set_cache(t->db, LIMIT_WEB_CACHE);
    b->search->share_least = SIZE_MAX; // loaded, not mapped
    search_crowd_settle(b->search, t);
    must(search_crowd_catch_up(b->search, t), "columns");
    printf("bench {\"name\":\"search_load\",\"database\":\"%s\",\"offers\":%lld,\"ms\":%.0f,"
           "\"columns_mb\":%.1f}\n",
           db_engine(t->db) == DB_SQLITE ? "sqlite" : "postgresql", (long long)b->count,
           now_ms() - begun, (double)(arena_used(b->search->columns) + b->search->image.n) / 1e6);
    measure(b, t, rounds);
    measure_common(b, t, rounds);
    measure_slip(b, t);
}

static void fill(struct bench *b, struct testing_db *t, int64_t firms)
{
    must(search_open(str_view(t->url), &b->search), "open");
    must(search_crowd_catch_up(b->search, t), "first copy");
    double begun = now_ms();
    b->offers = search_crowd_fill(b->search, t, b->count, firms, b->a);
    double seconds = (now_ms() - begun) / 1e3;
    search_close(b->search);
    struct stat file = {0};
    (void)stat(t->url + sizeof("sqlite:") - 1, &file);
    printf("bench {\"name\":\"search_fill\",\"offers\":%lld,\"seconds\":%.1f,\"file_mb\":%.1f}\n",
           (long long)b->count, seconds, (double)file.st_size / 1e6);
    (void)fflush(stdout);
}

int main(int argc, char **argv)
{
    struct bench b = {.a = arena_open(LIMIT_ARENA_DEMO),
                      .count = proof_count(argc < 2 ? argc : 2, argv, 200000)};
    int64_t rounds = 5;
    if (argc > 2 && !str_parse_i64(str_view(argv[2]), &rounds)) {
        return 2;
    }
    load_queries(&b);
    int64_t firms = b.count / OFFERS_OF_FIRM + 1;
    struct testing_db file;
    struct testing_db server;
    if (!testing_db_open(DB_SQLITE, &file)) {
        return 1;
    }
    search_crowd_found(&file, firms);
    fill(&b, &file, firms);
    run_on(&b, &file, file.url, rounds);
    count_relevant(&b);
    judge_all(&b, &file, S("tuned"));
    judge_all(&b, &file, S("held"));
    search_close(b.search);
    if (testing_db_open(DB_POSTGRES, &server)) { // the same copy beside the other database
        search_crowd_found(&server, firms);
        run_on(&b, &server, file.url, rounds);
        search_close(b.search);
        testing_db_close(&server);
    }
    testing_db_close(&file);
    arena_close(b.a);
    return 0;
}
