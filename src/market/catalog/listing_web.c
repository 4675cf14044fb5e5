#include "market/catalog/listing_web.h"

#include "base/limits.h"
#include "market/catalog/listing_action.h"
#include "market/catalog/listing_history_web.h"
#include "market/catalog/listing_page.html.h"
#include "market/catalog/listing_part_web.h"
#include "market/catalog/listings_page.html.h"
#include "market/catalog/quality.h"
#include "market/party/right.h"
#include "platform/web/site.h"

#define SOON_DAYS 30 // days before its end that a price is said to end

// --- The list ------------------------------------------------------------------------------------

static href list_path(struct arena *a, const struct listing_filter *f, int state, public_no after)
{
    href to = listing_narrow(a, f, state, href_to(a, "%s", LISTING_HEAD));
    return after.value == 0
               ? to
               : href_with(a, to, "after", str_format(a, "%lld", (long long)after.value));
}

static int64_t fill_tabs(struct arena *a, const struct listing_filter *f, const int64_t *counts,
                         struct tabs *out)
{
    int64_t all = 0;
    out->label = S("상태로 좁히기");
    out->items.items = NEW_ARRAY(a, LISTING_STATE_COUNT + 1, struct tab);
    out->items.count = LISTING_STATE_COUNT + 1;
    for (int s = 0; s < LISTING_STATE_COUNT; s++) {
        all += s == LISTING_ENDED ? 0 : counts[s];
        out->items.items[s + 1] = (struct tab){
            .text = listing_state_label((enum listing_state)s),
            .path = list_path(a, f, s, NO_ID(public_no)),
            .count = counts[s],
            .current = f->state == s,
        };
    }
    out->items.items[0] = (struct tab){
        .text = S("끝난 것 빼고 모두"),
        .path = list_path(a, f, -1, NO_ID(public_no)),
        .count = all,
        .current = f->state < 0,
    };
    return f->state < 0 ? all : counts[f->state];
}

static struct listing_row row_of(struct unit *u, const struct listing *l)
{
    bool has_end = !date_is_none(l->terms.valid_until);
    return (struct listing_row){
        .path = href_to(u->arena, "%s/%lld", LISTING_HEAD, (long long)l->no.value),
        .no = str_format(u->arena, "%lld", (long long)l->no.value),
        .title = l->text.title,
        .category = l->category_name,
        .own_code = l->terms.own_code,
        .price = l->terms.price,
        .unit = l->terms.unit,
        .stock = l->terms.stock,
        .is_made_to_order = l->terms.stock == LISTING_MADE_TO_ORDER,
        .state = listing_state_label(l->state),
        .tone = listing_state_tone(l->state),
        .state_reason = l->state == LISTING_RETURNED ? l->state_reason : S(""),
        .valid_until = l->terms.valid_until,
        .is_ending = has_end && date_days_between(u->today, l->terms.valid_until) <= SOON_DAYS,
    };
}

static err fill_categories(struct unit *u, str chosen, listing_option_list *out)
{
    listing_category_list list;
    TRY(listing_store_categories(u->db, u->arena, u->actor->supplier, &list));
    out->items = NEW_ARRAY(u->arena, list.count, struct listing_option);
    for (size_t i = 0; i < list.count; i++) {
        const struct listing_category *c = &list.items[i];
        out->items[out->count++] = (struct listing_option){
            .value = c->code,
            .text = str_format(u->arena, "%.*s (%lld)", STR_ARG(c->name), (long long)c->count),
            .selected = str_equals(c->code, chosen),
        };
    }
    return NULL;
}

static struct empty nothing(struct unit *u, const struct listing_filter *f, int64_t ended)
{
    bool is_narrowed = f->state >= 0 || f->words.n > 0 || f->category.n > 0;
    if (ended > 0 && f->state < 0) {
        return (struct empty){.title = S("끝나지 않은 상품이 없습니다"),
                              .text = S("판매를 끝낸 상품은 따로 봅니다."),
                              .button = S("판매를 끝낸 상품 보기"),
                              .path = list_path(u->arena, f, LISTING_ENDED, NO_ID(public_no))};
    }
    if (is_narrowed) {
        return (struct empty){.title = S("이 조건의 상품이 없습니다"),
                              .text = S("다른 상태를 누르거나 찾는 말을 줄여 보세요."),
                              .button = S("모든 상품 보기"),
                              .path = href_to(u->arena, "%s", LISTING_HEAD)};
    }
    return (struct empty){.title = S("등록한 상품이 없습니다"),
                          .text = S("상품을 등록하면 운영자가 검토한 뒤 기관이 찾을 수 있습니다."),
                          .button = S("새 상품 등록"),
                          .path = href_to(u->arena, "%s/new", LISTING_HEAD)};
}

// GET /supplier/products?state=&category=&q=&after=&done=
static err get_list(struct unit *u, const struct request *rq, struct response *rs)
{
    struct listing_filter f = listing_filter_of(
        request_query(rq, "state"), request_query(rq, "category"), request_query(rq, "q"));
    (void)public_no_parse(request_query(rq, "after"), &f.after); // unreadable: from the top
    listing_list list;
    int64_t counts[LISTING_STATE_COUNT];
    int64_t done = 0;
    struct listings_page p = {
        .state = request_query(rq, "state"),
        .category = f.category,
        .text = f.words,
        .all_most = LIMIT_BULK_ALL,
    };
    if (str_parse_i64(request_query(rq, "done"), &done) && done > 0) {
        p.done = str_format(u->arena, "%lld", (long long)done);
    }
    TRY(listing_store_counts(u->db, u->actor->supplier, &f, counts));
    TRY(listing_store_list(u->db, u->arena, u->actor->supplier, &f, LIMIT_DESK_ROWS + 1, &list));
    p.empty = nothing(u, &f, counts[LISTING_ENDED]);
    if (f.state != LISTING_ENDED) { // what ended does not go out
        p.export =
            listing_narrow(u->arena, &f, f.state, href_to(u->arena, "%s/export", LISTING_HEAD));
    }
    TRY(fill_categories(u, f.category, &p.categories));
    p.pager.total = fill_tabs(u->arena, &f, counts, &p.tabs);
    p.pager.counter = S("개");
    size_t shown = list.count > LIMIT_DESK_ROWS ? LIMIT_DESK_ROWS : list.count;
    p.rows.items = NEW_ARRAY(u->arena, shown, struct listing_row);
    p.rows.count = shown;
    for (size_t i = 0; i < shown; i++) {
        p.rows.items[i] = row_of(u, &list.items[i]);
        p.may_change = p.may_change || list.items[i].state != LISTING_ENDED;
    }
    p.is_more = p.may_change && p.pager.total > (int64_t)shown;
    p.may_change_all = p.is_more && p.pager.total <= LIMIT_BULK_ALL;
    if (f.after.value != 0) {
        p.pager.previous = list_path(u->arena, &f, f.state, NO_ID(public_no));
    }
    if (list.count > shown) {
        p.pager.next = list_path(u->arena, &f, f.state, list.items[shown - 1].no);
    }
    frame_fill(u, rq, &p.frame, S("상품"));
    listings_page_render(&rs->body, &p);
    return NULL;
}

// --- One of them ---------------------------------------------------------------------------------

static bool may(const struct listing *l, enum listing_event event)
{
    enum listing_state next = l->state;
    return listing_move(&next, event, S("사유")) == NULL;
}

// What several firms sell is described by all of them: one proposes, and changes its own terms.
static href fix_path(struct arena *a, const struct listing *l, const struct quality_fix *fix)
{
    long long no = (long long)l->no.value;
    if (l->state == LISTING_ENDED) {
        return (href){0};
    }
    if (fix->place == QUALITY_PHOTOS) {
        return href_to(a, "%s/%lld/pictures", LISTING_HEAD, no);
    }
    bool is_shared = fix->place == QUALITY_TEXT && l->offer_count > 1;
    return href_to(a, "%s/%lld/%s#%s", LISTING_HEAD, no, is_shared ? "propose" : "edit",
                   fix->field);
}

static void fill_quality(struct arena *a, const struct listing *l, const struct listing_template *t,
                         struct listing_page *p)
{
    struct quality q = quality_of(a, t, l, l->picture_count);
    p->quality = q.score;
    p->quality_bar = q.score * 10;
    p->fixes.items = NEW_ARRAY(a, q.fix_count, struct listing_fix);
    for (size_t i = 0; i < q.fix_count; i++) {
        p->fixes.items[p->fixes.count++] =
            (struct listing_fix){.points = q.fixes[i].points,
                                 .text = q.fixes[i].text,
                                 .path = fix_path(a, l, &q.fixes[i])};
    }
}

static err render_one(struct unit *u, const struct request *rq, struct response *rs,
                      const struct listing *l, const struct issues *issues)
{
    struct arena *a = u->arena;
    struct listing_template t;
    district_list districts;
    long long no = (long long)l->no.value;
    struct listing_page p = {
        .crumb = listing_crumb(a, NULL, l->text.title),
        .title = l->text.title,
        .state = listing_state_label(l->state),
        .tone = listing_state_tone(l->state),
        .state_reason = l->state_reason,
        .is_waiting = l->state == LISTING_WAITING,
        .is_active = l->state == LISTING_ACTIVE,
        .no = str_format(a, "%lld", no),
        .public_path = href_to(a, "/products/%lld", (long long)l->product_no.value),
        .edit = href_to(a, "%s/%lld/edit", LISTING_HEAD, no),
        .pictures = href_to(a, "%s/%lld/pictures", LISTING_HEAD, no),
        .copy = href_with(a, href_to(a, "%s/new", LISTING_HEAD), "copy", str_format(a, "%lld", no)),
        .move = href_to(a, "%s/%lld/move", LISTING_HEAD, no),
        .plan = href_to(a, "%s/%lld/plan", LISTING_HEAD, no),
        .version = str_format(a, "%lld", (long long)l->version),
        .plan_day = l->plan_day,
        .plan_price = l->plan_price,
        .may_edit = l->state != LISTING_ENDED,
        .may_pause = may(l, LISTING_PAUSE),
        .may_resume = may(l, LISTING_RESUME),
        .may_end = may(l, LISTING_END),
        .may_submit = may(l, LISTING_SUBMIT),
        .typed_day = request_field(rq, "from_day"),
        .typed_price = request_field(rq, "price"),
    };
    struct listing now = *l;
    now.text.number = l->number;
    now.text.item = l->item;
    now.text.is_old_number = l->text.detail_no.n > 0;
    TRY(listing_store_template(u->db, a, l->text.category, &t));
    TRY(party_store_districts(u->db, a, &districts));
    TRY(listing_history_fill(u, rq, l, &(struct listing_words){&t, &districts}, &p));
    fill_quality(a, l, &t, &p);
    listing_fill_facts(a, &now.text, &t, &p.facts);
    listing_fill_terms(a, &l->terms, &districts, &p.terms);
    frame_fill(u, rq, &p.frame, l->text.title);
    p.frame.issues = issues;
    listing_page_render(&rs->body, &p);
    rs->status = issues == NULL ? 200 : 422;
    return NULL;
}

static err find_own(struct unit *u, const struct request *rq, struct listing *out)
{
    public_no no;
    TRY(path_no(rq, "no", &no));
    return listing_store_find(u->db, u->arena, u->actor->supplier, no, out);
}

// GET /supplier/products/:no?before=&photo=
static err get_one(struct unit *u, const struct request *rq, struct response *rs)
{
    struct listing l;
    TRY(find_own(u, rq, &l));
    return render_one(u, rq, rs, &l, NULL);
}

// POST /supplier/products/:no/move
static err post_move(struct unit *u, const struct request *rq, struct response *rs)
{
    static const struct {
        const char *word;
        enum listing_event event;
    } DEEDS[] = {
        {"pause",  LISTING_PAUSE },
        {"resume", LISTING_RESUME},
        {"end",    LISTING_END   },
        {"submit", LISTING_SUBMIT},
    };
    struct listing l;
    struct issues issues = {0};
    TRY(find_own(u, rq, &l));
    int64_t version = form_i64(rq, &issues, "version", REQUIRED, 1, INT64_MAX);
    if (issues.count > 0 || version != l.version) {
        return &LISTING_CHANGED;
    }
    for (size_t i = 0; i < COUNT(DEEDS); i++) {
        if (str_equals(request_field(rq, "do"), str_view(DEEDS[i].word))) {
            TRY(listing_action_move(u, &l, DEEDS[i].event, S("")));
            return see_other(rs, "%s/%lld", LISTING_HEAD, (long long)l.no.value);
        }
    }
    return &LISTING_WRONG_STATE;
}

static const struct field_label PLAN_LABELS[] = {
    {"from_day", "바꿀 날"         },
    {"price",    "그날부터 단가"},
};

// POST /supplier/products/:no/plan
static err post_plan(struct unit *u, const struct request *rq, struct response *rs)
{
    struct listing l;
    struct issues issues = {
        .labels = {PLAN_LABELS, COUNT(PLAN_LABELS)}
    };
    TRY(find_own(u, rq, &l));
    if (str_equals(request_field(rq, "do"), S("take_back"))) {
        TRY(listing_action_take_back(u, &l));
        return see_other(rs, "%s/%lld", LISTING_HEAD, (long long)l.no.value);
    }
    date from = form_date(rq, &issues, "from_day", REQUIRED);
    money price = form_money(rq, &issues, "price", REQUIRED, WON(LIMIT_WON));
    if (issues.count == 0) {
        err e = listing_action_plan(u, &l, from, price);
        TRY(issues_catch_at(&issues, e == &LISTING_PLAN_PAST ? "from_day" : "price", e));
    }
    if (issues.count > 0) {
        return render_one(u, rq, rs, &l, &issues);
    }
    return see_other(rs, "%s/%lld", LISTING_HEAD, (long long)l.no.value);
}

const struct route LISTING_ROUTES[] = {
    ROUTE(GET, "/supplier/products", get_list, RIGHT_SUPPLIER),
    ROUTE(GET, "/supplier/products/:no", get_one, RIGHT_SUPPLIER),
    ROUTE(POST, "/supplier/products/:no/move", post_move, RIGHT_SUPPLIER),
    ROUTE(POST, "/supplier/products/:no/plan", post_plan, RIGHT_SUPPLIER),
};
const size_t LISTING_ROUTE_COUNT = COUNT(LISTING_ROUTES);
