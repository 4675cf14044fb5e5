#include "market/rule/rule_reach_web.h"

#include "base/limits.h"
#include "market/party/right.h"
#include "market/rule/reach_page.html.h"
#include "market/rule/rule_reach_store.h"
#include "market/rule/rule_replay_web.h"
#include "market/rule/rule_store.h"
#include "market/rule/rule_web.h"
#include "platform/web/site.h"

static str labels_of(struct arena *a, const replay_differences *differences)
{
    str all = S("");
    for (size_t i = 0; i < differences->count; i++) {
        all = str_format(a, "%.*s%s%.*s", STR_ARG(all), i > 0 ? ", " : "",
                         STR_ARG(differences->items[i].label));
    }
    return all;
}

static struct reach_line line_of(struct arena *a, const struct open_case *c, const struct reach *r,
                                 str read_for)
{
    return (struct reach_line){
        .is_asked = r->is_asked,
        .no = c->no,
        .replay = href_to(a, REPLAY_PATH "/%lld", (long long)c->no.value),
        .state = purchase_state_label(c->state),
        .now = r->is_asked ? str_view(law_path_label(r->path_now)) : S("견주지 않음"),
        .then = r->path_now == r->path_then ? S("") : str_view(law_path_label(r->path_then)),
        .what = r->is_touched ? labels_of(a, &r->differences) : read_for,
    };
}

// A step to come is judged not before the change speaks, nor before today.
static date coming_day(const struct unit *u, date first_day)
{
    return date_is_none(first_day) || date_before(first_day, u->today) ? u->today : first_day;
}

// All are looked at, so that the page tells how many there are; `below` the id it shows a page of
// them.
struct asking {
    struct unit *unit;
    const struct reach_change *change;
    struct arena *one; // of the case being looked at
    int64_t below;
    struct reach_page *page;
    int64_t last; // shown on the page
    bool more;    // others follow there
};

static void ask_case(void *data, const struct open_case *c)
{
    struct asking *k = data;
    struct reach_page *p = k->page;
    struct reach r = reach_ask(k->change, c, k->one);
    p->seen++;
    p->asked += r.is_asked;
    p->unread += !r.is_readable;
    p->touched += r.is_touched;
    p->moved += r.is_touched && r.path_now != r.path_then;
    p->read += r.is_read;
    bool is_here = (r.is_touched || r.is_read) && c->id < k->below;
    k->more = k->more || (is_here && p->rows.count == LIMIT_DESK_ROWS);
    if (is_here && p->rows.count < LIMIT_DESK_ROWS) {
        p->rows.items[p->rows.count++] = line_of(k->unit->arena, c, &r, p->what);
        k->last = c->id;
    }
    arena_reset(k->one);
}

// *out_last is the id of the last one shown when others follow, or else 0.
static err fill_rows(struct unit *u, const struct reach_change *change, int64_t below,
                     struct reach_page *p, int64_t *out_last)
{
    *out_last = 0;
    if (!p->is_compared && !p->is_read) {
        return NULL; // no case reads it
    }
    p->rows.items = NEW_ARRAY(u->arena, LIMIT_DESK_ROWS, struct reach_line);
    struct asking k = {
        .unit = u,
        .change = change,
        .one = arena_open_below(u->arena, LIMIT_ARENA_UNIT),
        .below = below,
        .page = p,
    };
    struct reach_walk w = {
        .db = u->db,
        .kept = u->arena,
        .page = LIMIT_REACH_PAGE,
        .most = LIMIT_REACH_CASES,
        .is_bound = reach_is_read_bound(change->reader),
    };
    err e = reach_store_walk(&w, ask_case, &k, &p->is_cut);
    arena_close(k.one);
    p->kept = p->touched - p->moved;
    *out_last = k.more ? k.last : 0;
    return e;
}

static void fill_reader(const struct reach_reader *reader, struct reach_page *p)
{
    p->is_compared = reader->is_compared;
    p->by_request = reader->day == REACH_BY_REQUEST;
    p->is_read = reach_is_read_later(reader);
    p->is_bound = reach_is_read_bound(reader);
    p->what = str_view(reader->what);
}

static void fill_crumb(struct arena *a, const struct rule_proposal *proposal, href own,
                       struct crumb *out)
{
    *out = rule_crumb(a, S("달라질 건"));
    crumb_add(a, out, proposal->row_id, own);
}

// GET /admin/rule-proposals/:no/cases?before=
static err get_cases(struct unit *u, const struct request *rq, struct response *rs)
{
    public_no no;
    struct rule_proposal proposal;
    const struct law *would = NULL;
    str where = S("");
    int64_t below = INT64_MAX;
    int64_t last = 0;
    TRY(path_no(rq, "no", &no));
    TRY(rule_store_find(u->db, no, &proposal));
    if (proposal.state != RULE_WAITING) {
        return &RULE_DECIDED;
    }
    struct law_change change = rule_change_of(&proposal);
    TRY(law_try(u->law, &change, u->arena, &would, &where));
    (void)str_parse_i64(request_query(rq, "before"), &below); // unreadable: the newest
    struct reach_page p = {
        .row_id = proposal.row_id,
        .first_day = rule_first_day(u->arena, &proposal),
    };
    p.coming = coming_day(u, p.first_day);
    struct reach_change reach = reach_change_of(u->law, would, proposal.row_id, p.coming, u->arena);
    fill_reader(reach.reader, &p);
    TRY(fill_rows(u, &reach, below, &p, &last));
    href own = href_to(u->arena, RULE_PATH "/%lld", (long long)no.value);
    if (last != 0) {
        href self = href_to(u->arena, "%.*s/cases", STR_ARG(own.path));
        p.next = href_with(u->arena, self, "before", str_format(u->arena, "%lld", (long long)last));
    }
    fill_crumb(u->arena, &proposal, own, &p.crumb);
    frame_fill(u, rq, &p.frame, S("달라질 건"));
    reach_page_render(&rs->body, &p);
    return NULL;
}

const struct route REACH_ROUTES[] = {
    ROUTE_SLOW(GET, RULE_PATH "/:no/cases", get_cases, RIGHT_OPERATOR),
};
const size_t REACH_ROUTE_COUNT = COUNT(REACH_ROUTES);
