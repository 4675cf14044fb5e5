// The operator's shoots: the list with cost and pace, a new one, one of them.
#include "base/limits.h"
#include "market/content/content_action.h"
#include "market/content/content_part_web.h"
#include "market/content/shoot_new_page.html.h"
#include "market/content/shoot_page.html.h"
#include "market/content/shoots_page.html.h"
#include "market/content/shot_rule_store.h"
#include "market/party/right.h"
#include "platform/form/form.h"
#include "platform/web/site.h"

#define LEVELS_OFFERED 2 // of categories: a shoot is of many kinds

static const char HEAD[] = "/admin/shoots";

// In the order of the page.
static const struct field_label LABELS[] = {
    {"title",        "촬영 이름"          },
    {"on_day",       "촬영일"              },
    {"place",        "방법"                 },
    {"place_text",   "장소"                 },
    {"photographer", "촬영자"              },
    {"cost",         "비용"                 },
    {"offers",       "다른 상품의 번호"},
};

static struct crumb crumb_to(struct arena *a, str here)
{
    return crumb_below(a, S("상품 촬영"), href_to(a, "%s", HEAD), here);
}

// --- The list ------------------------------------------------------------------------------------

static struct shoot_row row_of(struct unit *u, const struct shoot *s)
{
    date ended = s->ended_at.us == 0 ? u->today : instant_date(s->ended_at);
    int64_t days = shoot_days(s->on_day, ended);
    int64_t pace = shoot_pace(s->approved_count, days);
    return (struct shoot_row){
        .path = href_to(u->arena, "%s/%lld", HEAD, (long long)s->no.value),
        .title = s->title,
        .on_day = s->on_day,
        .place = shoot_place_label(s->place),
        .photographer = s->photographer,
        .state = shoot_state_label(s->state),
        .tone = shoot_state_tone(s->state),
        .item_count = s->item_count,
        .approved_count = s->approved_count,
        .picture_count = s->picture_count,
        .cost = s->cost,
        .cost_each = s->approved_count == 0
                         ? WON(0)
                         : money_share(s->cost, (ratio){1, s->approved_count}, ROUND_UP),
        .days = days,
        .pace =
            str_format(u->arena, "%lld.%02lld", (long long)(pace / 100), (long long)(pace % 100)),
        .bar = s->item_count == 0 ? 0 : s->approved_count * 1000 / s->item_count,
    };
}

// GET /admin/shoots?after=
static err get_list(struct unit *u, const struct request *rq, struct response *rs)
{
    shoot_list list;
    public_no after = NO_ID(public_no);
    (void)public_no_parse(request_query(rq, "after"), &after); // unreadable: from the top
    struct shoots_page p = {
        .empty = {.title = S("계획한 촬영이 없습니다"),
                  .text = S("사진이 없는 상품을 모아 하루에 찍고, 기업이 승인하면 상품 화면에 "
                            "보입니다."),
                  .button = S("촬영 계획"),
                  .path = href_to(u->arena, "%s/new", HEAD)}
    };
    TRY(shoot_store_list(u->db, u->arena, after, &list));
    size_t shown = list.count > LIMIT_DESK_ROWS ? LIMIT_DESK_ROWS : list.count;
    p.rows.items = NEW_ARRAY(u->arena, shown, struct shoot_row);
    for (size_t i = 0; i < shown; i++) {
        p.rows.items[p.rows.count++] = row_of(u, &list.items[i]);
        p.cost = money_add(p.cost, list.items[i].cost);
        p.approved += list.items[i].approved_count;
    }
    p.pager.total = (int64_t)shown;
    if (list.count > shown) {
        p.pager.next =
            href_with(u->arena, href_to(u->arena, "%s", HEAD), "after",
                      str_format(u->arena, "%lld", (long long)list.items[shown - 1].no.value));
    }
    frame_fill(u, rq, &p.frame, S("상품 촬영"));
    shoots_page_render(&rs->body, &p);
    return NULL;
}

// --- A new one -----------------------------------------------------------------------------------

static bool is_ticked(const struct request *rq, str value)
{
    str ticked;
    for (size_t n = 0; request_field_at(rq, "offer", n, &ticked); n++) {
        if (str_equals(ticked, value)) {
            return true;
        }
    }
    return false;
}

static void fill_places(struct arena *a, const struct request *rq, struct shoot_new_page *p)
{
    p->places.items = NEW_ARRAY(a, SHOOT_PLACE_COUNT, struct shoot_choice);
    for (int i = 0; i < SHOOT_PLACE_COUNT; i++) {
        str word = str_view(shoot_place_word((enum shoot_place)i));
        p->places.items[p->places.count++] = (struct shoot_choice){
            .value = word,
            .text = shoot_place_label((enum shoot_place)i),
            .selected = str_equals(word, request_field(rq, "place")),
        };
    }
}

// The first two levels, the second below the first.
static err fill_categories(struct unit *u, str chosen, struct shoot_new_page *p)
{
    shot_category_list list;
    TRY(shot_rule_store_categories(u->db, u->arena, &list));
    p->categories.items = NEW_ARRAY(u->arena, list.count + 1, struct shoot_choice);
    for (size_t i = 0; i < list.count; i++) {
        const struct shot_category *c = &list.items[i];
        if (c->level <= LEVELS_OFFERED) {
            p->categories.items[p->categories.count++] = (struct shoot_choice){
                .value = c->code,
                .text = c->level == 1 ? c->name : str_join(u->arena, S("– "), c->name),
                .selected = str_equals(c->code, chosen),
            };
        }
    }
    return NULL;
}

static bool is_shown(const struct shoot_new_page *p, str no)
{
    for (size_t i = 0; i < p->candidates.count; i++) {
        if (str_equals(p->candidates.items[i].value, no)) {
            return true;
        }
    }
    return false;
}

// What was ticked in another list than the one that is shown now stays, among the numbers.
static void keep_ticked(struct arena *a, const struct request *rq, struct shoot_new_page *p)
{
    str ticked;
    public_no no;
    for (size_t n = 0; request_field_at(rq, "offer", n, &ticked); n++) {
        if (public_no_parse(ticked, &no) && !is_shown(p, ticked) &&
            !str_contains(p->offers, ticked)) {
            p->offers = str_format(a, "%.*s%s%.*s", STR_ARG(p->offers), p->offers.n > 0 ? "\n" : "",
                                   STR_ARG(ticked));
        }
    }
}

static err fill_candidates(struct unit *u, const struct request *rq, struct shoot_new_page *p)
{
    struct arena *a = u->arena;
    shoot_candidate_list list;
    struct shoot_filter f = {
        .firm = str_trim(request_field(rq, "firm")),
        .district = request_field(rq, "district"),
        .category = request_field(rq, "category"),
    };
    f.firm = str_length(f.firm) > LIMIT_NAME ? S("") : f.firm;
    TRY(shoot_store_candidates(u->db, a, &f, &list));
    TRY(party_district_options(u->db, a, f.district, &p->districts));
    TRY(fill_categories(u, f.category, p));
    p->firm = f.firm;
    p->is_filtered = f.firm.n > 0 || f.district.n > 0 || f.category.n > 0;
    p->most = LIMIT_SHOOT_ITEMS;
    p->has_more = list.count > LIMIT_SHOOT_ITEMS;
    size_t shown = p->has_more ? LIMIT_SHOOT_ITEMS : list.count;
    p->candidates.items = NEW_ARRAY(a, shown + 1, struct shoot_choice);
    for (size_t i = 0; i < shown; i++) {
        str no = str_format(a, "%lld", (long long)list.items[i].offer_no.value);
        p->candidates.items[p->candidates.count++] = (struct shoot_choice){
            .value = no,
            .text = list.items[i].title,
            .more = list.items[i].supplier,
            .selected = is_ticked(rq, no),
        };
    }
    keep_ticked(a, rq, p);
    return NULL;
}

static err render_new(struct unit *u, const struct request *rq, struct response *rs,
                      const struct issues *issues, struct shoot_stands stands)
{
    struct shoot_new_page p = {
        .stands = stands,
        .crumb = crumb_to(u->arena, S("촬영 계획")),
        .title = request_field(rq, "title"),
        .place_text = request_field(rq, "place_text"),
        .on_day = request_field(rq, "on_day"),
        .photographer = request_field(rq, "photographer"),
        .cost = request_field(rq, "cost"),
        .offers = request_field(rq, "offers"),
    };
    fill_places(u->arena, rq, &p);
    TRY(fill_candidates(u, rq, &p));
    frame_fill(u, rq, &p.frame, S("촬영 계획"));
    p.frame.issues = issues;
    shoot_new_page_render(&rs->body, &p);
    rs->status = issues == NULL ? 200 : 422;
    rs->asks_back = rq->method == POST && issues == NULL;
    return NULL;
}

// GET /admin/shoots/new
static err get_new(struct unit *u, const struct request *rq, struct response *rs)
{
    return render_new(u, rq, rs, NULL, (struct shoot_stands){0});
}

struct numbers {
    public_no items[LIMIT_SHOOT_ITEMS + 1];
    size_t count;
};

// `line`: where it was typed; 0: it was ticked.
static void add_number(struct arena *a, struct numbers *to, struct issues *is, str typed, int line)
{
    public_no no;
    if (typed.n == 0) {
        return;
    }
    if (!public_no_parse(typed, &no)) {
        const char *said = "판매번호 열세 자리를 줄마다 하나씩 적어 주세요.";
        issues_add(is, "offers", line == 0 ? said : str_format(a, "%d번째 줄: %s", line, said).p);
        return;
    }
    for (size_t i = 0; i < to->count; i++) {
        if (to->items[i].value == no.value) {
            return;
        }
    }
    if (to->count < COUNT(to->items)) {
        to->items[to->count++] = no;
    }
}

// Ticked and typed ones, each once.
static void read_offers(struct arena *a, const struct request *rq, struct issues *is,
                        struct numbers *out)
{
    str ticked;
    *out = (struct numbers){.count = 0};
    for (size_t n = 0; request_field_at(rq, "offer", n, &ticked); n++) {
        add_number(a, out, is, ticked, 0);
    }
    str typed = form_text(rq, is, "offers", OPTIONAL, LIMIT_TEXT);
    for (int line = 1; typed.n > 0; line++) {
        add_number(a, out, is, str_trim(str_cut(&typed, '\n')), line);
    }
    if (out->count == 0 && !issues_has(is, S("offers"))) {
        issues_add(is, "offers", "찍을 상품을 하나 이상 고르거나 적어 주세요.");
    }
}

// Which of the numbers is of nothing that is for sale.
static err say_unknown(struct unit *u, const struct numbers *offers, struct issues *is)
{
    offer_id id;
    supplier_id firm;
    for (size_t i = 0; i < offers->count; i++) {
        err e = shoot_store_find_offer(u->db, offers->items[i], &id, &firm);
        if (e == &SHOOT_UNKNOWN) {
            issues_add(is, "offers",
                       str_format(u->arena, "%lld: 판매 중인 상품의 번호인지 확인해 주세요.",
                                  (long long)offers->items[i].value)
                           .p);
            return NULL;
        }
        TRY(e);
    }
    return NULL;
}

// Which of the numbers stand in a shoot already, and in which; `shoot` as of shoot_store_stands.
static err list_standing(struct unit *u, const public_no *offers, size_t count, int64_t shoot,
                         struct shoot_stands *out)
{
    offer_id id;
    supplier_id firm;
    struct shoot_standing stands;
    out->rows.items = NEW_ARRAY(u->arena, count, struct shoot_stand);
    for (size_t i = 0; i < count; i++) {
        TRY(shoot_store_find_offer(u->db, offers[i], &id, &firm));
        TRY(shoot_store_stands(u->db, id, shoot, &stands));
        if (stands.no.value != 0) {
            out->rows.items[out->rows.count++] = (struct shoot_stand){
                .no = offers[i],
                .title = stands.title,
                .on_day = stands.on_day,
                .path = href_to(u->arena, "%s/%lld", HEAD, (long long)stands.no.value)};
        }
    }
    return NULL;
}

// What was refused of the numbers is told with what there is to know of it.
static err say_refused(struct unit *u, err e, const struct numbers *offers, struct issues *is,
                       struct shoot_stands *out_stands)
{
    if (e == &SHOOT_UNKNOWN) {
        return say_unknown(u, offers, is);
    }
    TRY(issues_catch_at(is, "offers", e));
    return e == &SHOOT_KNOWN ? list_standing(u, offers->items, offers->count, 0, out_stands) : NULL;
}

// POST /admin/shoots: do=look shows other products to choose from, nothing is planned.
static err post_new(struct unit *u, const struct request *rq, struct response *rs)
{
    static const char *const PLACES[] = {"studio", "visit", "dropoff"};
    struct issues issues = {
        .labels = {LABELS, COUNT(LABELS)}
    };
    struct numbers offers;
    struct shoot_stands stands = {0};
    public_no no = NO_ID(public_no);
    struct shoot s = {
        .title = form_line(rq, &issues, "title", REQUIRED, LIMIT_NAME),
        .place_text = form_line(rq, &issues, "place_text", REQUIRED, LIMIT_NAME),
        .on_day = form_date(rq, &issues, "on_day", REQUIRED),
        .photographer = form_line(rq, &issues, "photographer", REQUIRED, LIMIT_NAME),
        .cost = form_money(rq, &issues, "cost", OPTIONAL, WON(LIMIT_WON / LIMIT_DESK_ROWS)),
    };
    int place = form_choice(rq, &issues, "place", REQUIRED, PLACES, COUNT(PLACES));
    if (str_equals(request_field(rq, "do"), S("look"))) {
        return render_new(u, rq, rs, NULL, stands);
    }
    read_offers(u->arena, rq, &issues, &offers);
    if (issues.count == 0) {
        s.place = (enum shoot_place)place;
        err e = shoot_action_plan(u, &s, offers.items, offers.count, &no);
        TRY(say_refused(u, e, &offers, &issues, &stands));
    }
    if (issues.count > 0) {
        issues_sort(&issues);
        return render_new(u, rq, rs, &issues, stands);
    }
    return see_other(rs, "%s/%lld", HEAD, (long long)no.value);
}

// --- One of them ---------------------------------------------------------------------------------

static void add_fact(struct kv *to, str name, str text)
{
    to->items.items[to->items.count++] = (struct fact){.name = name, .value = text};
}

static void fill_facts(struct unit *u, const struct shoot *s, struct shoot_page *p)
{
    struct arena *a = u->arena;
    struct shoot_row row = row_of(u, s);
    str cost = money_format(a, s->cost);
    str each = money_format(a, row.cost_each);
    p->facts.items.items = NEW_ARRAY(a, 8, struct fact);
    add_fact(&p->facts, S("촬영일"), date_format(a, s->on_day));
    add_fact(&p->facts, S("방법"), row.place);
    add_fact(&p->facts, S("장소"), s->place_text);
    add_fact(&p->facts, S("촬영자"), s->photographer);
    add_fact(&p->facts, S("비용"),
             s->approved_count == 0 ? str_format(a, "%.*s원", STR_ARG(cost))
                                    : str_format(a, "%.*s원 (승인한 상품 하나에 %.*s원)",
                                                 STR_ARG(cost), STR_ARG(each)));
    if (s->approved_count > 0) {
        add_fact(&p->facts, S("속도"),
                 str_format(a, "%lld일 동안 %lld개 승인, 하루 %.*s개", (long long)row.days,
                            (long long)s->approved_count, STR_ARG(row.pace)));
    }
}

static err render_one(struct unit *u, const struct request *rq, struct response *rs,
                      const struct shoot *s, const struct issues *issues,
                      struct shoot_stands stands)
{
    struct arena *a = u->arena;
    shoot_item_list items;
    long long no = (long long)s->no.value;
    struct shoot_page p = {
        .stands = stands,
        .crumb = crumb_to(a, s->title),
        .title = s->title,
        .state = shoot_state_label(s->state),
        .tone = shoot_state_tone(s->state),
        .action = href_to(a, "%s/%lld", HEAD, no),
        .version = str_format(a, "%lld", (long long)s->version),
        .offer = request_field(rq, "offer"),
        .may_add = s->state == SHOOT_PLANNED || s->state == SHOOT_RUNNING,
        .may_close = s->state == SHOOT_RUNNING,
        .may_cancel = s->state == SHOOT_PLANNED,
        .takes_goods = shoot_place_takes_goods(s->place),
    };
    TRY(shoot_store_items(u->db, a, s->id, &items));
    fill_facts(u, s, &p);
    p.items.items = NEW_ARRAY(a, items.count + 1, struct item_row);
    for (size_t i = 0; i < items.count; i++) {
        href path = href_to(a, "%s/%lld/items/%lld", HEAD, no, (long long)items.items[i].no.value);
        p.items.items[p.items.count++] = shoot_item_row(&items.items[i], path);
    }
    frame_fill(u, rq, &p.frame, s->title);
    p.frame.issues = issues;
    shoot_page_render(&rs->body, &p);
    rs->status = issues == NULL ? 200 : 422;
    return NULL;
}

static err find_shoot(struct unit *u, const struct request *rq, struct shoot *out)
{
    public_no no;
    TRY(path_no(rq, "no", &no));
    return shoot_store_find(u->db, u->arena, no, out);
}

// GET /admin/shoots/:no
static err get_one(struct unit *u, const struct request *rq, struct response *rs)
{
    struct shoot s;
    TRY(find_shoot(u, rq, &s));
    return render_one(u, rq, rs, &s, NULL, (struct shoot_stands){0});
}

static err add_typed(struct unit *u, const struct request *rq, const struct shoot *s,
                     struct issues *is, struct shoot_stands *out_stands)
{
    public_no offer = form_no(rq, is, "offer", REQUIRED);
    if (is->count > 0) {
        return NULL;
    }
    err e = shoot_action_add(u, s, offer);
    if (e == &SHOOT_UNKNOWN) {
        issues_add(is, "offer", "판매 중인 상품의 번호인지 확인해 주세요.");
        return NULL;
    }
    TRY(issues_catch_at(is, "offer", e));
    return e == &SHOOT_KNOWN ? list_standing(u, &offer, 1, s->id, out_stands) : NULL;
}

// POST /admin/shoots/:no
static err post_one(struct unit *u, const struct request *rq, struct response *rs)
{
    static const char *const DEEDS[] = {"add", "close", "cancel"};
    struct shoot s;
    struct issues issues = {0};
    struct shoot_stands stands = {0};
    TRY(find_shoot(u, rq, &s));
    int deed = form_choice(rq, &issues, "do", REQUIRED, DEEDS, COUNT(DEEDS));
    s.version = form_i64(rq, &issues, "version", REQUIRED, 1, INT64_MAX);
    if (issues.count == 0 && deed == 0) {
        TRY(add_typed(u, rq, &s, &issues, &stands));
    } else if (issues.count == 0) {
        TRY(issues_catch(&issues, shoot_action_end(u, &s, deed == 1 ? SHOOT_CLOSE : SHOOT_CANCEL)));
    }
    if (issues.count > 0) {
        return render_one(u, rq, rs, &s, &issues, stands);
    }
    return see_other(rs, "%s/%lld", HEAD, (long long)s.no.value);
}

const struct route SHOOT_ROUTES[] = {
    ROUTE(GET, "/admin/shoots", get_list, RIGHT_OPERATOR),
    ROUTE(POST, "/admin/shoots", post_new, RIGHT_OPERATOR),
    ROUTE(GET, "/admin/shoots/new", get_new, RIGHT_OPERATOR),
    ROUTE(GET, "/admin/shoots/:no", get_one, RIGHT_OPERATOR),
    ROUTE(POST, "/admin/shoots/:no", post_one, RIGHT_OPERATOR),
};
const size_t SHOOT_ROUTE_COUNT = COUNT(SHOOT_ROUTES);
