#include "market/insight/insight_listing_web.h"

#include "base/limits.h"
#include "market/catalog/guide_store.h"
#include "market/catalog/listing_part_web.h"
#include "market/insight/insight_listing_store.sql.h"
#include "market/insight/listing_stats_page.html.h"
#include "market/party/right.h"
#include "platform/web/site.h"

#define MISSES_READ 200 // of which those are shown that the firm could answer
#define MISSES_SHOWN 20
#define BAR_WIDTH 1000
#define BARS_SHOWN 5
#define ROWS_MOST (LIMIT_DESK_ROWS + BARS_SHOWN) // the drawn ones are in the table, too

static const int32_t SPANS[] = {30, 90, 365}; // days one can look back

static err read_stats(struct unit *u, date from, struct listing_stats_page *p)
{
    p->rows.items = NEW_ARRAY(u->arena, ROWS_MOST, struct listing_stat_row);
    struct query *q = db_query(u->db, &SQL_LISTING_STATS);
    bind_i64(q, "supplier", u->actor->supplier.value);
    bind_date(q, "from_day", from);
    bind_i64(q, "count", LIMIT_DESK_ROWS);
    bind_i64(q, "bars", BARS_SHOWN);
    bind_i64(q, "most", ROWS_MOST);
    while (query_next(q) && p->rows.count < ROWS_MOST) {
        int state = listing_state_from(read_str(q, "state"));
        enum listing_state is = state < 0 ? LISTING_ENDED : (enum listing_state)state;
        p->rows.items[p->rows.count++] = (struct listing_stat_row){
            .path = href_to(u->arena, "%s/%lld", LISTING_HEAD, (long long)read_i64(q, "no")),
            .title = read_str(q, "title"),
            .state = listing_state_label(is),
            .tone = listing_state_tone(is),
            .seen = read_i64(q, "seen"),
            .asked = read_i64(q, "asked"),
            .bought = read_i64(q, "bought"),
            .won = read_money(q, "won"),
            .place = read_i64(q, "by_won"),
        };
    }
    return query_end(q);
}

// How long a bar is beside the longest.
static int64_t bar_of(int64_t figure, int64_t most)
{
    return most == 0 ? 0 : figure * BAR_WIDTH / most;
}

static void sum_up(struct listing_stats_page *p)
{
    int64_t most = p->rows.count > 0 ? p->rows.items[0].seen : 0; // the most looked at comes first
    for (size_t i = 0; i < p->rows.count; i++) {
        struct listing_stat_row *r = &p->rows.items[i];
        r->bar = bar_of(r->seen, most);
        p->seen += r->seen;
        p->asked += r->asked;
        p->bought += r->bought;
        p->won = money_add(p->won, r->won);
    }
}

// The rows come with the most looked at first.
static void draw_seen(struct arena *a, struct listing_stats_page *p)
{
    p->most_seen.items.items = NEW_ARRAY(a, BARS_SHOWN, struct listing_bar);
    for (size_t i = 0; i < p->rows.count && i < BARS_SHOWN && p->rows.items[i].seen > 0; i++) {
        const struct listing_stat_row *r = &p->rows.items[i];
        str seen = money_format(a, WON(r->seen)); // with thousands
        p->most_seen.items.items[p->most_seen.items.count++] =
            (struct listing_bar){.title = r->title,
                                 .figure = str_join(a, seen, S("회")),
                                 .more = str_format(a, "요청 %lld건", (long long)r->asked),
                                 .bar = bar_of(r->seen, p->rows.items[0].seen)};
    }
}

// The row of this place by what was bought, or NULL where nothing was.
static const struct listing_stat_row *find_bought(const struct listing_stats_page *p, int64_t place)
{
    for (size_t i = 0; i < p->rows.count; i++) {
        const struct listing_stat_row *r = &p->rows.items[i];
        if (r->place == place) {
            return r->won.won > 0 ? r : NULL;
        }
    }
    return NULL;
}

static void draw_bought(struct arena *a, struct listing_stats_page *p)
{
    const struct listing_stat_row *first = find_bought(p, 1);
    p->most_bought.items.items = NEW_ARRAY(a, BARS_SHOWN, struct listing_bar);
    for (int64_t place = 1; place <= BARS_SHOWN; place++) {
        const struct listing_stat_row *r = find_bought(p, place);
        if (r == NULL) {
            return;
        }
        str won = money_format(a, r->won);
        p->most_bought.items.items[p->most_bought.items.count++] =
            (struct listing_bar){.title = r->title,
                                 .figure = str_join(a, won, S("원")),
                                 .more = str_format(a, "계약 %lld건", (long long)r->bought),
                                 .bar = bar_of(r->won.won, first->won.won)};
    }
}

// What was looked for in vain, as the statement tells it.
struct miss {
    str query;
    int64_t count;
};

typedef LIST(struct miss) misses;

static err list_misses(struct unit *u, date from, misses *out)
{
    *out = (misses){.items = NEW_ARRAY(u->arena, MISSES_READ, struct miss)};
    struct query *q = db_query(u->db, &SQL_LISTING_MISSES);
    bind_date(q, "from_day", from);
    bind_i64(q, "count", MISSES_READ);
    while (query_next(q) && out->count < MISSES_READ) {
        out->items[out->count++] = (struct miss){read_str(q, "query"), read_i64(q, "count")};
    }
    return query_end(q);
}

// The categories the firm lists in, as the guide has them; both are few.
static err find_own(struct unit *u, const struct guide *guide, guide_leaves *out)
{
    listing_category_list own;
    TRY(listing_store_categories(u->db, u->arena, u->actor->supplier, &own));
    *out = (guide_leaves){.items = NEW_ARRAY(u->arena, own.count, const struct guide_leaf *)};
    for (size_t i = 0; i < own.count; i++) {
        for (size_t k = 0; k < guide->leaves.count; k++) {
            if (str_equals(guide->leaves.items[k].code, own.items[i].code)) {
                out->items[out->count++] = &guide->leaves.items[k];
            }
        }
    }
    return NULL;
}

static err read_misses(struct unit *u, date from, struct listing_stats_page *p)
{
    misses all;
    const struct guide *guide = NULL;
    guide_leaves own;
    TRY(list_misses(u, from, &all));
    if (all.count == 0) {
        return NULL;
    }
    TRY(guide_store_take(u->db, u->arena, u->guide_shelf, &guide));
    TRY(find_own(u, guide, &own));
    p->misses.items = NEW_ARRAY(u->arena, MISSES_SHOWN, struct listing_miss_row);
    for (size_t i = 0; i < all.count && p->misses.count < MISSES_SHOWN; i++) {
        str query = all.items[i].query;
        const struct guide_leaf *leaf = category_suggest_own(u->arena, guide, query, &own);
        if (leaf != NULL) {
            href to = href_to(u->arena, "%s/new", LISTING_HEAD);
            to = href_with(u->arena, to, "title", query);
            p->misses.items[p->misses.count++] = (struct listing_miss_row){
                .query = query,
                .count = all.items[i].count,
                .category = leaf->name,
                .path = href_with(u->arena, to, "category", leaf->code),
            };
        }
    }
    return NULL;
}

static int32_t fill_spans(struct arena *a, str asked, struct tabs *out)
{
    int32_t chosen = SPANS[0];
    int64_t typed = 0;
    (void)str_parse_i64(asked, &typed); // unreadable: the shortest
    for (size_t i = 0; i < COUNT(SPANS); i++) {
        chosen = typed == SPANS[i] ? SPANS[i] : chosen;
    }
    out->label = S("기간");
    out->items.items = NEW_ARRAY(a, COUNT(SPANS), struct tab);
    for (size_t i = 0; i < COUNT(SPANS); i++) {
        str days = str_format(a, "%d", SPANS[i]);
        out->items.items[out->items.count++] = (struct tab){
            .text = str_format(a, "지난 %d일", SPANS[i]),
            .path = href_with(a, href_to(a, "%s/statistics", LISTING_HEAD), "days", days),
            .current = chosen == SPANS[i],
        };
    }
    return chosen;
}

// GET /supplier/products/statistics?days=
static err get_stats(struct unit *u, const struct request *rq, struct response *rs)
{
    struct listing_stats_page p = {
        .crumb = listing_crumb(u->arena, NULL, S("통계")),
        .empty = {.title = S("등록한 상품이 없습니다"),
                  .text = S("상품을 등록하면 얼마나 열어 보고 샀는지 여기에서 봅니다."),
                  .button = S("새 상품 등록"),
                  .path = href_to(u->arena, "%s/new", LISTING_HEAD)},
    };
    int32_t days = fill_spans(u->arena, request_query(rq, "days"), &p.tabs);
    date from = date_add_days(u->today, -days);
    TRY(read_stats(u, from, &p));
    TRY(read_misses(u, from, &p));
    sum_up(&p);
    draw_seen(u->arena, &p);
    draw_bought(u->arena, &p);
    frame_fill(u, rq, &p.frame, S("상품 통계"));
    listing_stats_page_render(&rs->body, &p);
    return NULL;
}

const struct route LISTING_STATS_ROUTES[] = {
    ROUTE(GET, "/supplier/products/statistics", get_stats, RIGHT_SUPPLIER),
};
const size_t LISTING_STATS_ROUTE_COUNT = COUNT(LISTING_STATS_ROUTES);
