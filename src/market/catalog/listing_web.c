#include "market/catalog/listing_web.h"

#include "base/limits.h"
#include "market/catalog/listing_action.h"
#include "market/catalog/listing_page.html.h"
#include "market/catalog/listing_part_web.h"
#include "market/catalog/listings_page.html.h"
#include "market/catalog/quality.h"
#include "market/party/right.h"
#include "platform/web/site.h"

#define HISTORY_ROWS 20 // revisions shown at once
#define SOON_DAYS 30    // days before its end that a price is said to end

// --- The list
// -------------------------------------------------------------------------------------

static href list_path(struct arena *a, const struct listing_filter *f, int state, public_no after)
{
    href to = href_to(a, "%s", LISTING_HEAD);
    if (state >= 0) {
        to = href_with(a, to, "state", str_view(listing_state_word((enum listing_state)state)));
    }
    to = href_with(a, to, "category", f->category);
    to = href_with(a, to, "q", f->words);
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
        all += counts[s];
        out->items.items[s + 1] = (struct tab){
            .text = listing_state_label((enum listing_state)s),
            .path = list_path(a, f, s, NO_ID(public_no)),
            .count = counts[s],
            .current = f->state == s,
        };
    }
    out->items.items[0] = (struct tab){
        .text = S("전체"),
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

static struct empty nothing(struct unit *u, const struct listing_filter *f)
{
    bool is_narrowed = f->state >= 0 || f->words.n > 0 || f->category.n > 0;
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
    struct listing_filter f = {
        .state = listing_state_from(request_query(rq, "state")),
        .category = request_query(rq, "category"),
        .words = str_trim(request_query(rq, "q")),
    };
    f.words = str_length(f.words) > LIMIT_QUERY ? S("") : f.words;
    (void)public_no_parse(request_query(rq, "after"), &f.after); // unreadable: from the top
    listing_list list;
    int64_t counts[LISTING_STATE_COUNT];
    int64_t done = 0;
    struct listings_page p = {
        .state = request_query(rq, "state"),
        .text = f.words,
        .empty = nothing(u, &f),
    };
    if (str_parse_i64(request_query(rq, "done"), &done) && done > 0) {
        p.done = str_format(u->arena, "%lld", (long long)done);
    }
    TRY(listing_store_counts(u->db, u->actor->supplier, &f, counts));
    TRY(listing_store_list(u->db, u->arena, u->actor->supplier, &f, LIMIT_DESK_ROWS + 1, &list));
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

// --- One of them
// ----------------------------------------------------------------------------------

static bool may(const struct listing *l, enum listing_event event)
{
    enum listing_state next = l->state;
    return listing_move(&next, event, S("사유")) == NULL;
}

static void add_fact(struct kv *kv, str name, str value)
{
    if (value.n > 0) {
        kv->items.items[kv->items.count++] = (struct fact){.name = name, .value = value};
    }
}

// The number, and what the public list calls it.
static str item_text(struct arena *a, const struct item_number *item)
{
    str name = item->name.n > 0 ? item->name
               : item->waits    ? S("조달청 물품목록에서 확인하고 있습니다")
                                : S("");
    return name.n == 0 ? item->no : str_format(a, "%.*s (%.*s)", STR_ARG(item->no), STR_ARG(name));
}

static void fill_facts(struct arena *a, const struct listing *l, const struct listing_template *t,
                       struct kv *out)
{
    out->items.items = NEW_ARRAY(a, 11 + LIMIT_ATTRIBUTES, struct fact);
    add_fact(out, S("분류"), t->name);
    add_fact(out, S("제조사"), l->text.maker);
    add_fact(out, S("모델명"), l->text.model);
    add_fact(out, S("원산지"), l->text.origin);
    for (size_t i = 0; i < t->attributes.count; i++) {
        const struct attribute *x = &t->attributes.items[i];
        str value = listing_value_of(&l->text.values, x->key);
        bool has_unit = value.n > 0 && x->unit.n > 0;
        add_fact(out, x->name,
                 has_unit ? str_format(a, "%.*s%.*s", STR_ARG(value), STR_ARG(x->unit)) : value);
    }
    str detail_no = l->text.detail_no.n > 0 ? l->text.detail_no : t->detail_no;
    add_fact(out, S("물품분류번호"), str_slice(detail_no, 0, 8)); // that it lies in
    add_fact(out, S("세부품명번호"), detail_no);
    add_fact(out, S("번호 확인"), listing_number_warning(a, &l->text));
    add_fact(out, S("물품식별번호"), item_text(a, &l->text.item));
    add_fact(out, S("번호 확인"), item_number_trouble(a, &l->text.item, detail_no));
    add_fact(out, S("설명"), l->text.description);
}

static void fill_terms(struct arena *a, const struct listing *l, const district_list *districts,
                       struct kv *out)
{
    const struct offer_terms *t = &l->terms;
    out->items.items = NEW_ARRAY(a, 10, struct fact);
    add_fact(out, S("단가"),
             str_format(a, "%.*s원 / %.*s (%s)", STR_ARG(money_format(a, t->price)),
                        STR_ARG(t->unit), t->is_exempt ? "면세" : "부가세 포함"));
    add_fact(out, S("수량별 단가"), offer_tiers_text(a, &t->tiers, t->unit));
    add_fact(out, S("최소 주문"),
             str_format(a, "%lld%.*s", (long long)t->quantity_min, STR_ARG(t->unit)));
    add_fact(out, S("납기"), str_format(a, "계약 후 %lld일", (long long)t->lead_days));
    add_fact(out, S("재고"), listing_stock_text(a, t->stock));
    add_fact(out, S("직접 생산"), t->own_production ? S("예") : S("아니오"));
    add_fact(out, S("가격 유효기간"),
             date_is_none(t->valid_until) ? S("기한 없음") : date_format(a, t->valid_until));
    add_fact(out, S("납품할 수 있는 곳"), listing_district_names(a, districts, t->districts));
    add_fact(out, S("자체 상품코드"), t->own_code);
}

// Each revision beside the one before it.
static void fill_changes(struct unit *u, const struct listing *l, const struct listing_words *w,
                         const listing_revision_list *list, struct listing_page *p)
{
    struct arena *a = u->arena;
    size_t shown = list->count > HISTORY_ROWS ? HISTORY_ROWS : list->count;
    p->changes.items = NEW_ARRAY(a, shown, struct listing_change);
    for (size_t i = 0; i < shown; i++) {
        const struct listing_revision *is = &list->items[i];
        struct listing_change *c = &p->changes.items[p->changes.count++];
        *c = (struct listing_change){
            .at = is->made_at,
            .who = is->account_name.n > 0 ? is->account_name : S("두레 운영팀"),
            .reason = is->reason.n > 0 ? is->reason : S("고침"),
            .state = listing_state_label(is->state),
            .tone = i == 0 ? S("now") : S("ok"),
        };
        c->items.items = NEW_ARRAY(a, LISTING_DIFFERENCES_MOST, struct listing_difference);
        if (i + 1 < list->count) {
            const struct listing_revision *was = &list->items[i + 1];
            listing_differ(a, w, offer_terms_canon(a, &is->terms),
                           offer_terms_canon(a, &was->terms), c);
            if (is->product.n > 0 && was->product.n > 0) {
                listing_differ(a, w, is->product, was->product, c);
            }
        }
    }
    if (list->count > shown) {
        p->older =
            href_with(a, href_to(a, "%s/%lld", LISTING_HEAD, (long long)l->no.value), "before",
                      str_format(a, "%lld", (long long)list->items[shown - 1].revision));
    }
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
            (struct listing_fix){.points = q.fixes[i].points, .text = q.fixes[i].text};
    }
}

static err render_one(struct unit *u, const struct request *rq, struct response *rs,
                      const struct listing *l, const struct issues *issues)
{
    struct arena *a = u->arena;
    struct listing_template t;
    district_list districts;
    listing_revision_list history;
    int64_t until = 0;
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
    TRY(listing_store_judge(u->db, l->text.detail_no, &now.text));
    TRY(listing_store_template(u->db, a, l->text.category, &t));
    TRY(party_store_districts(u->db, a, &districts));
    (void)str_parse_i64(request_query(rq, "before"), &until); // unreadable: from the newest
    TRY(listing_store_history(u->db, a, l->id, until, HISTORY_ROWS + 1, &history));
    fill_quality(a, l, &t, &p);
    fill_facts(a, &now, &t, &p.facts);
    fill_terms(a, l, &districts, &p.terms);
    fill_changes(u, l, &(struct listing_words){&t, &districts}, &history, &p);
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

// GET /supplier/products/:no?before=
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
