#include "market/catalog/vetting_web.h"

#include "base/limits.h"
#include "market/calendar/calendar.h"
#include "market/catalog/listing_store.h"
#include "market/catalog/product_text_store.h"
#include "market/catalog/vetting_action.h"
#include "market/catalog/vetting_list_page.html.h"
#include "market/catalog/vetting_page.html.h"
#include "market/party/right.h"
#include "platform/web/site.h"

#define WEEKS 8 // of the picture: two months show a trend
#define FRESH_SHOWN 20
#define PAST_SHOWN 6
#define RISKY_POINTS 60     // shown in red: an odd price alone
#define TO_DECIDE "#decide" // where A and R are heard at once

static const struct {
    const char *word; // in addresses
    const char *text;
} TABS[] = {
    {"",      "전체"               },
    {"two",   "두 사람이 볼 것"},
    {"risk",  "살펴볼 것"        },
    {"clean", "한꺼번에 볼 것" },
};
enum { TAB_ALL, TAB_TWO, TAB_RISK, TAB_CLEAN };

static const struct {
    const char *word;
    const char *text;
} SAID[] = {
    {"approved", "승인했습니다. 다음 상품입니다."                                                 },
    {"declined", "제안을 돌려보내고 기업에 알렸습니다."                                        },
    {"returned", "돌려보냈습니다. 다음 상품입니다."                                              },
    {"first",    "확인을 남겼습니다. 다른 운영자가 한 번 더 보면 판매를 시작합니다."},
};

static str said_of(str word)
{
    for (size_t i = 0; i < COUNT(SAID); i++) {
        if (str_equals(word, str_view(SAID[i].word))) {
            return str_view(SAID[i].text);
        }
    }
    return S("");
}

static int64_t waited(const struct unit *u, instant since)
{
    return since.us == 0
               ? 0
               : calendar_working_days_between(u->calendar, instant_date(since), u->today);
}

// --- The queue -----------------------------------------------------------------------------------

static int tab_of(str word)
{
    for (int i = 0; i < (int)COUNT(TABS); i++) {
        if (str_equals(word, str_view(TABS[i].word))) {
            return i;
        }
    }
    return TAB_ALL;
}

static href with_tab(struct arena *a, href to, int tab)
{
    return href_with(a, to, "risk", str_view(TABS[tab].word));
}

static href tab_path(struct arena *a, int tab)
{
    return with_tab(a, href_to(a, VETTING_PATH), tab);
}

static struct vetting_filter filter_of(int tab, const struct vetting_rules *rules)
{
    return (struct vetting_filter){
        .two = tab == TAB_TWO,
        .points_least = tab == TAB_RISK ? rules->batch_points + 1 : 0,
        .points_most = tab == TAB_CLEAN ? rules->batch_points : VETTING_POINTS_ALL,
        .after_points = -1,
    };
}

static struct vetting_filter page_of(int tab, const struct vetting_rules *rules, str after)
{
    struct vetting_filter f = filter_of(tab, rules);
    str id = after;
    str points = str_cut(&id, '.');
    int64_t p = 0;
    int64_t n = 0;
    if (str_parse_i64(points, &p) && str_parse_i64(id, &n) && p >= 0) { // else from the top
        f.after_points = p;
        f.after.value = n;
    }
    return f;
}

static void fill_tabs(struct arena *a, int current, const struct vetting_counts *c,
                      struct vetting_list_page *p)
{
    const int64_t counts[] = {c->all, c->two, c->all - c->clean, c->clean};
    p->tabs.label = S("위험으로 좁히기");
    p->tabs.items.items = NEW_ARRAY(a, COUNT(TABS), struct tab);
    for (int i = 0; i < (int)COUNT(TABS); i++) {
        p->tabs.items.items[p->tabs.items.count++] = (struct tab){
            .text = str_view(TABS[i].text),
            .path = tab_path(a, i),
            .count = counts[i],
            .current = i == current,
        };
    }
}

static void fill_reasons(struct unit *u, const struct vetting_rules *rules, str codes,
                         struct vetting_line *line)
{
    line->reasons.items = NEW_ARRAY(u->arena, VETTING_REASON_COUNT, struct vetting_tag);
    while (codes.n > 0 && line->reasons.count < VETTING_REASON_COUNT) {
        int reason = vetting_reason_from(str_cut(&codes, '|'));
        if (reason >= 0) {
            line->reasons.items[line->reasons.count++] =
                (struct vetting_tag){rules->of[reason].label};
        }
    }
}

// Where one of a tab is decided: what comes next may be the next of that tab.
static href decide_path(struct arena *a, public_no no, int tab)
{
    return tab == TAB_ALL ? href_to(a, VETTING_PATH "/%lld" TO_DECIDE, (long long)no.value)
                          : href_to(a, VETTING_PATH "/%lld?risk=%s" TO_DECIDE, (long long)no.value,
                                    TABS[tab].word);
}

static struct vetting_line line_of(struct unit *u, const struct vetting_rules *rules, int tab,
                                   const struct vetting_row *r)
{
    struct vetting_line line = {
        .title = r->title,
        .path = decide_path(u->arena, r->no, tab),
        .supplier = r->supplier_name,
        .category = r->category_name,
        .price = r->price,
        .unit = r->unit,
        .points = r->points,
        .tone = r->points >= RISKY_POINTS         ? S("bad")
                : r->points > rules->batch_points ? S("warn")
                                                  : S("ok"),
        .needs_two = r->needs_two,
        .has_first = r->has_first,
        .is_change = r->state == LISTING_ACTIVE,
        .since = r->waiting_since,
        .days = waited(u, r->waiting_since),
    };
    line.is_late = line.days > rules->promise_days;
    if (!r->needs_two && r->points <= rules->batch_points) {
        line.pick =
            str_format(u->arena, "%lld.%lld", (long long)r->no.value, (long long)r->version);
    }
    fill_reasons(u, rules, r->codes, &line);
    return line;
}

static err fill_rows(struct unit *u, const struct vetting_rules *rules, int tab, str after,
                     struct vetting_list_page *p)
{
    vetting_row_list rows;
    struct vetting_filter f = page_of(tab, rules, after);
    TRY(vetting_store_list(u->db, u->arena, &f, LIMIT_DESK_ROWS + 1, &rows));
    size_t shown = rows.count > LIMIT_DESK_ROWS ? LIMIT_DESK_ROWS : rows.count;
    p->rows.items = NEW_ARRAY(u->arena, shown, struct vetting_line);
    for (size_t i = 0; i < shown; i++) {
        p->rows.items[p->rows.count++] = line_of(u, rules, tab, &rows.items[i]);
        p->may_batch = p->may_batch || p->rows.items[i].pick.n > 0;
    }
    if (rows.count > shown) {
        const struct vetting_row *last = &rows.items[shown - 1];
        p->next = href_with(
            u->arena, tab_path(u->arena, tab), "after",
            str_format(u->arena, "%lld.%lld", (long long)last->points, (long long)last->id.value));
    }
    return NULL;
}

// What came in and was not weighed: its title alone, until the next minute.
static err fill_fresh(struct unit *u, struct vetting_list_page *p)
{
    vetting_fresh_list fresh;
    TRY(vetting_store_fresh(u->db, u->arena, FRESH_SHOWN, &fresh));
    p->fresh.items = NEW_ARRAY(u->arena, fresh.count, struct vetting_line);
    for (size_t i = 0; i < fresh.count; i++) {
        p->fresh.items[p->fresh.count++] =
            (struct vetting_line){.title = fresh.items[i].title,
                                  .path = decide_path(u->arena, fresh.items[i].no, TAB_ALL)};
    }
    return NULL;
}

static err fill_proposed(struct unit *u, struct vetting_list_page *p)
{
    product_proposal_list list;
    TRY(product_text_store_list(u->db, u->arena, FRESH_SHOWN, &list));
    p->proposed.items = NEW_ARRAY(u->arena, list.count, struct vetting_line);
    for (size_t i = 0; i < list.count; i++) {
        const struct product_proposal *x = &list.items[i];
        p->proposed.items[p->proposed.count++] = (struct vetting_line){
            .title = x->title,
            .supplier = x->supplier_name,
            .path = href_to(u->arena, "/admin/products/%lld/edit?proposal=%lld",
                            (long long)x->product_no.value, (long long)x->no.value),
        };
    }
    return NULL;
}

static int64_t share_of(int64_t part, int64_t whole)
{
    return whole == 0 ? 0 : part * 10000 / whole;
}

static err fill_weeks(struct unit *u, struct vetting_list_page *p)
{
    struct vetting_week weeks[WEEKS];
    date first = date_add_days(u->today, 1 - 7 * WEEKS);
    int64_t in_time = 0;
    TRY(vetting_store_weeks(u->db, instant_at(first, 0, 0), weeks, WEEKS));
    p->weeks.items = NEW_ARRAY(u->arena, WEEKS, struct vetting_week_line);
    for (int32_t i = 0; i < WEEKS; i++) {
        int year = 0;
        int month = 0;
        int day = 0;
        date_to_ymd(date_add_days(first, 7 * i), &year, &month, &day);
        p->weeks.items[p->weeks.count++] = (struct vetting_week_line){
            .name = str_format(u->arena, "%d. %d.부터", month, day),
            .decided = weeks[i].decided,
            .in_time = weeks[i].in_time,
            .returned = weeks[i].returned,
            .share = {share_of(weeks[i].in_time, weeks[i].decided)},
            .bar = share_of(weeks[i].in_time, weeks[i].decided) / 10,
        };
        p->decided += weeks[i].decided;
        in_time += weeks[i].in_time;
    }
    p->share = (basis_points){share_of(in_time, p->decided)};
    return NULL;
}

static str batch_said(struct unit *u, const struct request *rq)
{
    int64_t done = 0;
    int64_t left = 0;
    if (!str_parse_i64(request_query(rq, "done"), &done) ||
        !str_parse_i64(request_query(rq, "left"), &left)) {
        return said_of(request_query(rq, "was"));
    }
    return left == 0
               ? str_format(u->arena, "%lld건을 승인했습니다.", (long long)done)
               : str_format(u->arena,
                            "%lld건을 승인했습니다. %lld건은 그 사이 바뀌었거나 살펴볼 까닭이 "
                            "생겨 남겨 두었습니다.",
                            (long long)done, (long long)left);
}

// GET /admin/listings?risk=&after=&was=&done=&left=
static err get_list(struct unit *u, const struct request *rq, struct response *rs)
{
    struct vetting_rules rules;
    struct vetting_counts counts;
    int tab = tab_of(request_query(rq, "risk"));
    struct vetting_list_page p = {
        .said = batch_said(u, rq),
        .empty = {.title = S("검토할 상품이 없습니다"),
                  .text = S("기업이 상품을 등록하거나 고치면 위험이 큰 것부터 여기에 나타납니다.")},
    };
    TRY(vetting_store_rules(u->db, &rules));
    TRY(vetting_store_counts(u->db, rules.batch_points, &counts));
    TRY(fill_rows(u, &rules, tab, request_query(rq, "after"), &p));
    TRY(fill_fresh(u, &p));
    TRY(fill_proposed(u, &p));
    TRY(fill_weeks(u, &p));
    fill_tabs(u->arena, tab, &counts, &p);
    p.all = counts.all;
    p.two = counts.two;
    p.clean = counts.clean;
    if (counts.clean > 0 && (tab == TAB_ALL || tab == TAB_CLEAN)) {
        p.approve_all = href_to(u->arena, VETTING_PATH "/approve-all");
    }
    p.promise_days = rules.promise_days;
    p.batch_points = rules.batch_points;
    p.oldest_days = waited(u, counts.oldest);
    p.is_late = p.oldest_days > rules.promise_days;
    frame_fill(u, rq, &p.frame, S("상품 검토"));
    vetting_list_page_render(&rs->body, &p);
    return NULL;
}

// --- One -----------------------------------------------------------------------------------------

static void fill_listing(struct unit *u, const struct vetting_listing *l, struct vetting_page *p)
{
    p->title = l->title;
    p->state = listing_state_label(l->state);
    p->tone = listing_state_tone(l->state);
    p->supplier = l->supplier_name;
    p->supplier_path = href_to(u->arena, "/admin/suppliers/%lld", (long long)l->supplier_no.value);
    p->text_path = href_to(u->arena, "/admin/products/%lld/edit", (long long)l->product_no.value);
    p->product_path = href_to(u->arena, "/products/%lld", (long long)l->product_no.value);
    p->is_seen = l->state == LISTING_ACTIVE || l->state == LISTING_PAUSED;
    p->category = l->category_name;
    p->category_path = l->category_path;
    p->detail_no = l->detail_no;
    p->number_name = l->number.name;
    p->item_no = l->item.no;
    p->item_name = l->item.name;
    p->maker = l->maker;
    p->model = l->model;
    p->origin = l->origin;
    p->description = l->description;
    p->picture = href_local(l->picture);
    p->picture_alt = l->picture_alt;
    p->price = l->price;
    p->unit = l->unit;
    p->is_exempt = l->is_exempt;
    p->quantity_min = l->quantity_min;
    p->lead_days = l->lead_days;
    p->own_production = l->own_production;
    p->is_open =
        l->reviewed < l->revision && (l->state == LISTING_WAITING || l->state == LISTING_ACTIVE);
    p->is_change = l->state == LISTING_ACTIVE;
    p->since = l->waiting_since;
    p->first_name = l->first_name;
    p->first_word = l->first_word;
    p->first_at = l->first_at;
    p->is_own = l->first.value != 0 && l->first.value == u->actor->account.value;
    p->version = l->version;
    p->action = href_to(u->arena, VETTING_PATH "/%lld", (long long)l->no.value);
}

static void fill_findings(struct unit *u, const struct vetting_result *r, struct vetting_page *p)
{
    p->points = r->points;
    p->needs_two = r->needs_two;
    p->findings.items = NEW_ARRAY(u->arena, r->count, struct vetting_finding_line);
    for (size_t i = 0; i < r->count; i++) {
        p->findings.items[p->findings.count++] = (struct vetting_finding_line){
            r->items[i].label, r->items[i].said, r->items[i].points, r->items[i].needs_two};
    }
}

static err fill_past(struct unit *u, offer_id offer, struct vetting_page *p)
{
    listing_revision_list past;
    TRY(listing_store_history(u->db, u->arena, offer, 0, PAST_SHOWN, &past));
    p->past.items = NEW_ARRAY(u->arena, past.count, struct vetting_past_line);
    for (size_t i = 0; i < past.count; i++) {
        const struct listing_revision *r = &past.items[i];
        p->past.items[p->past.count++] = (struct vetting_past_line){
            .revision = r->revision,
            .at = r->made_at,
            .who = r->account_name,
            .reason = r->reason,
            .price = r->terms.price,
            .state = listing_state_label(r->state),
        };
    }
    return NULL;
}

static void fill_templates(struct unit *u, const struct request *rq,
                           const vetting_template_list *list, struct vetting_page *p)
{
    int64_t chosen = 0;
    (void)str_parse_i64(request_field(rq, "template"), &chosen); // none: nothing is chosen
    p->templates.items = NEW_ARRAY(u->arena, list->count, struct vetting_template_line);
    for (size_t i = 0; i < list->count; i++) {
        p->templates.items[p->templates.count++] = (struct vetting_template_line){
            .id = list->items[i].id,
            .key = i < 9 ? str_format(u->arena, "%zu", i + 1) : S(""),
            .title = list->items[i].title,
            .text = list->items[i].text,
            .chosen = list->items[i].id == chosen,
        };
    }
}

static err render_one(struct unit *u, const struct request *rq, struct response *rs, public_no no,
                      const struct issues *issues)
{
    struct vetting_rules rules;
    vetting_word_list words;
    vetting_template_list templates;
    struct vetting_listing l;
    struct vetting_result result;
    struct vetting_page p = {.said = said_of(request_query(rq, "was"))};
    TRY(vetting_store_find(u->db, no, &l));
    TRY(vetting_store_rules(u->db, &rules));
    TRY(vetting_store_words(u->db, u->arena, &words, &templates));
    TRY(product_list_values(u->db, u->arena, l.product, &p.values));
    TRY(vetting_store_weigh(u->db, u->arena, &rules, &words, &l, &p.values, u->now, &result));
    TRY(fill_past(u, l.id, &p));
    fill_templates(u, rq, &templates, &p);
    fill_listing(u, &l, &p);
    fill_findings(u, &result, &p);
    p.days = waited(u, l.waiting_since);
    p.is_late = p.days > rules.promise_days;
    p.word = rq->method == POST ? request_field(rq, "word") : S("");
    p.risk = str_view(TABS[tab_of(request_value(rq, "risk"))].word);
    p.in_order = str_equals(request_value(rq, "next"), S("order"));
    p.crumb = crumb_below(u->arena, S("상품 검토"), href_to(u->arena, VETTING_PATH), l.title);
    frame_fill(u, rq, &p.frame, str_format(u->arena, "%.*s – 상품 검토", STR_ARG(l.title)));
    p.frame.issues = issues;
    vetting_page_render(&rs->body, &p);
    rs->status = issues == NULL ? 200 : 422;
    return NULL;
}

// GET /admin/listings/:no?was=&risk=&next=
static err get_one(struct unit *u, const struct request *rq, struct response *rs)
{
    public_no no;
    TRY(path_no(rq, "no", &no));
    return render_one(u, rq, rs, no, NULL);
}

// What the firm reads: the template chosen, and what was typed besides.
static err reason_of(struct unit *u, const struct request *rq, str word, str *out)
{
    vetting_word_list words;
    vetting_template_list list;
    int64_t chosen = 0;
    *out = word;
    if (!str_parse_i64(request_field(rq, "template"), &chosen)) {
        return NULL;
    }
    TRY(vetting_store_words(u->db, u->arena, &words, &list));
    for (size_t i = 0; i < list.count; i++) {
        if (list.items[i].id == chosen) {
            str text = list.items[i].text;
            *out = word.n == 0 ? text
                               : str_format(u->arena, "%.*s\n%.*s", STR_ARG(text), STR_ARG(word));
        }
    }
    return NULL;
}

static err decide(struct unit *u, const struct request *rq, public_no no, int64_t version, str word,
                  const char **out_was)
{
    if (str_equals(request_field(rq, "do"), S("return"))) {
        str reason;
        *out_was = "returned";
        TRY(reason_of(u, rq, word, &reason));
        return vetting_action_return(u, no, version, reason);
    }
    enum vetting_outcome outcome = VETTING_APPROVED;
    TRY(vetting_action_approve(u, no, version, word, &outcome));
    *out_was = outcome == VETTING_FIRST ? "first" : "approved";
    return NULL;
}

// Which one is looked at after this one: the riskiest, or what stands next in the list it is of.
static err find_next(struct unit *u, const struct request *rq, offer_id but, public_no *out)
{
    struct vetting_rules rules;
    if (!str_equals(request_field(rq, "next"), S("order"))) {
        return vetting_store_next(u->db, but, NULL, out);
    }
    TRY(vetting_store_rules(u->db, &rules));
    struct vetting_filter f = filter_of(tab_of(request_field(rq, "risk")), &rules);
    return vetting_store_next(u->db, but, &f, out);
}

// What was decided, and where the list goes on.
static href with_state(struct unit *u, const struct request *rq, href to, const char *was)
{
    to = href_with(u->arena, to, "was", str_view(was));
    to = with_tab(u->arena, to, tab_of(request_field(rq, "risk")));
    bool in_order = str_equals(request_field(rq, "next"), S("order"));
    return href_with(u->arena, to, "next", in_order ? S("order") : S(""));
}

static const struct field_label LABELS[] = {
    {"word", "더 적을 말"},
};

// POST /admin/listings/:no: the answer is the next one to look at.
static err post_one(struct unit *u, const struct request *rq, struct response *rs)
{
    public_no no;
    public_no next;
    const char *was = "";
    struct vetting_listing l;
    struct issues issues = {
        .labels = {LABELS, COUNT(LABELS)}
    };
    TRY(path_no(rq, "no", &no));
    TRY(vetting_store_find(u->db, no, &l));
    str word = form_text(rq, &issues, "word", OPTIONAL, LIMIT_TEXT);
    int64_t version = form_i64(rq, &issues, "version", REQUIRED, 1, INT64_MAX);
    TRY(find_next(u, rq, l.id, &next)); // while its place in the list is known
    if (issues.count == 0) {
        err e = decide(u, rq, no, version, word, &was);
        TRY(issues_catch_at(&issues, e == &VETTING_NO_REASON ? "word" : "", e));
    }
    if (issues.count > 0) {
        return render_one(u, rq, rs, no, &issues);
    }
    href to = href_to(u->arena, VETTING_PATH);
    if (next.value == 0) {
        return see_other(rs, "%s", with_state(u, rq, to, was).path.p);
    }
    to = href_to(u->arena, VETTING_PATH "/%lld", (long long)next.value);
    return see_other(rs, "%s" TO_DECIDE, with_state(u, rq, to, was).path.p);
}

const struct route VETTING_ROUTES[] = {
    ROUTE(GET, VETTING_PATH, get_list, RIGHT_OPERATOR),
    ROUTE(GET, VETTING_PATH "/:no", get_one, RIGHT_OPERATOR),
    ROUTE(POST, VETTING_PATH "/:no", post_one, RIGHT_OPERATOR),
};
const size_t VETTING_ROUTE_COUNT = COUNT(VETTING_ROUTES);
