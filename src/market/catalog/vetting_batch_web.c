// What needs no more than one look, approved together: some that were ticked, or all there are.
//
// All of them are told of before, firm by firm; what is approved are those rows as they were then,
// each weighed once more. What two must see, and what has a reason to look, is never among them.

#include <stdlib.h>

#include "base/limits.h"
#include "market/catalog/vetting_action.h"
#include "market/catalog/vetting_batch_page.html.h"
#include "market/catalog/vetting_web.h"
#include "market/party/right.h"
#include "platform/web/site.h"

#define FIRMS_SHOWN 20

static bool read_pick(str value, struct vetting_pick *out)
{
    str version = value;
    str no = str_cut(&version, '.');
    return public_no_parse(no, &out->no) && str_parse_i64(version, &out->version);
}

// Approves at most `most` of what was picked; *out_left stay.
static err approve_picked(struct unit *u, const struct request *rq, size_t most, size_t *out_done,
                          size_t *out_left)
{
    struct vetting_pick *picks = NEW_ARRAY(u->arena, most, struct vetting_pick);
    size_t count = 0;
    str value;
    for (size_t i = 0; count < most && request_field_at(rq, "pick", i, &value); i++) {
        count += read_pick(value, &picks[count]) ? 1 : 0;
    }
    TRY(vetting_action_approve_batch(u, picks, count, out_done));
    *out_left = count - *out_done;
    return NULL;
}

// POST /admin/listings/approve: pick=NO.VERSION …
static err post_batch(struct unit *u, const struct request *rq, struct response *rs)
{
    size_t done = 0;
    size_t left = 0;
    TRY(approve_picked(u, rq, LIMIT_DESK_ROWS, &done, &left));
    return see_other(rs, VETTING_PATH "?done=%zu&left=%zu", done, left);
}

// --- All of them ---------------------------------------------------------------------------------

static int by_count(const void *left, const void *right)
{
    const struct vetting_firm_line *x = left;
    const struct vetting_firm_line *y = right;
    if (x->count != y->count) {
        return x->count < y->count ? 1 : -1;
    }
    return str_compare(x->name, y->name);
}

static void fill_firms(struct arena *a, const vetting_row_list *rows, struct vetting_batch_page *p)
{
    struct vetting_firm_line *firms = NEW_ARRAY(a, rows->count, struct vetting_firm_line);
    size_t count = 0;
    for (size_t i = 0; i < rows->count; i++) {
        size_t at = 0;
        while (at < count && !str_equals(firms[at].name, rows->items[i].supplier_name)) {
            at++;
        }
        count += at == count ? 1 : 0;
        firms[at].name = rows->items[i].supplier_name;
        firms[at].count++;
    }
    qsort(firms, count, sizeof(*firms), by_count);
    p->firms.items = firms;
    p->firms.count = count < FIRMS_SHOWN ? count : FIRMS_SHOWN;
    p->more_firms = (int64_t)(count - p->firms.count);
}

static void fill_picks(struct arena *a, const vetting_row_list *rows, struct vetting_batch_page *p)
{
    p->picks.items = NEW_ARRAY(a, rows->count, str);
    for (size_t i = 0; i < rows->count; i++) {
        const struct vetting_row *r = &rows->items[i];
        p->picks.items[p->picks.count++] =
            str_format(a, "%lld.%lld", (long long)r->no.value, (long long)r->version);
    }
}

static void fill_shown(struct arena *a, const vetting_row_list *rows, struct vetting_batch_page *p)
{
    size_t shown = rows->count < LIMIT_DESK_ROWS ? rows->count : LIMIT_DESK_ROWS;
    p->rows.items = NEW_ARRAY(a, shown, struct vetting_line);
    for (size_t i = 0; i < shown; i++) {
        const struct vetting_row *r = &rows->items[i];
        p->rows.items[p->rows.count++] = (struct vetting_line){
            .title = r->title,
            .path = href_to(a, VETTING_PATH "/%lld", (long long)r->no.value),
            .supplier = r->supplier_name,
            .price = r->price,
            .unit = r->unit,
            .since = r->waiting_since,
        };
    }
}

// GET /admin/listings/approve-all: how many there are, of which firms, and what is left out.
static err get_all(struct unit *u, const struct request *rq, struct response *rs)
{
    struct vetting_rules rules;
    struct vetting_counts counts;
    vetting_row_list rows;
    TRY(vetting_store_rules(u->db, &rules));
    TRY(vetting_store_counts(u->db, rules.batch_points, &counts));
    TRY(vetting_store_clean(u->db, u->arena, rules.batch_points, LIMIT_VETTING_ALL, &rows));
    struct vetting_batch_page p = {
        .clean = counts.clean,
        .count = (int64_t)rows.count,
        .most = LIMIT_VETTING_ALL,
        .others = counts.all - counts.clean,
        .two = counts.two,
        .batch_points = rules.batch_points,
        .back = href_with(u->arena, href_to(u->arena, VETTING_PATH), "risk", S("clean")),
        .crumb = {.here = S("모두 승인하기")},
    };
    crumb_add(u->arena, &p.crumb, S("상품 검토"), href_to(u->arena, VETTING_PATH));
    fill_firms(u->arena, &rows, &p);
    fill_shown(u->arena, &rows, &p);
    fill_picks(u->arena, &rows, &p);
    frame_fill(u, rq, &p.frame, S("모두 승인하기 – 상품 검토"));
    vetting_batch_page_render(&rs->body, &p);
    return NULL;
}

// POST /admin/listings/approve-all: pick=NO.VERSION … as the page told them.
static err post_all(struct unit *u, const struct request *rq, struct response *rs)
{
    size_t done = 0;
    size_t left = 0;
    TRY(approve_picked(u, rq, LIMIT_VETTING_ALL, &done, &left));
    if (done + left == 0) { // nothing says which
        return see_other(rs, VETTING_PATH "/approve-all");
    }
    return see_other(rs, VETTING_PATH "?risk=clean&done=%zu&left=%zu", done, left);
}

const struct route VETTING_BATCH_ROUTES[] = {
    ROUTE(POST, VETTING_PATH "/approve", post_batch, RIGHT_OPERATOR),
    ROUTE(GET, VETTING_PATH "/approve-all", get_all, RIGHT_OPERATOR),
    ROUTE_SLOW(POST, VETTING_PATH "/approve-all", post_all, RIGHT_OPERATOR),
};
const size_t VETTING_BATCH_ROUTE_COUNT = COUNT(VETTING_BATCH_ROUTES);
