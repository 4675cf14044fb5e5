// Many listings changed at one click: what would change is shown first, beside what it is now. They
// were ticked, or are all that meet a condition of the list.

#include "base/digest.h"
#include "base/limits.h"
#include "market/catalog/listing_action.h"
#include "market/catalog/listing_bulk_page.html.h"
#include "market/catalog/listing_part_web.h"
#include "market/party/right.h"
#include "platform/web/site.h"

#define PERCENT_MOST 50 // up or down at once: more is a slip of the pen, or a price of its own

enum deed { DEED_PAUSE, DEED_RESUME, DEED_END, DEED_PERCENT, DEED_LEAD, DEED_UNTIL, DEED_COUNT };

static const struct {
    const char *word;
    const char *label;
    const char *number; // what it counts, or NULL
} DEEDS[] = {
    [DEED_PAUSE] = {"pause",   "판매를 멈춥니다.",                  NULL    },
    [DEED_RESUME] = {"resume",  "판매를 다시 시작합니다.",        NULL    },
    [DEED_END] = {"end",     "판매를 끝냅니다.",                  NULL    },
    [DEED_PERCENT] = {"percent", "단가를 같은 비율로 바꿉니다.", "amount"},
    [DEED_LEAD] = {"lead",    "납기를 바꿉니다.",                  "amount"},
    [DEED_UNTIL] = {"until",   "가격 유효기간을 바꿉니다.",     NULL    },
};

// What would come of it for one.
struct outcome {
    str why_not;   // it would stay as it is, in words; empty: it will change
    bool can_mend; // … for something in the listing itself
};

// What is to be done to each.
struct bulk {
    int deed;        // enum deed, or -1
    int64_t percent; // of DEED_PERCENT
    int64_t days;    // of DEED_LEAD
    date until;      // of DEED_UNTIL
    str reason;
    listing_list chosen;
    struct outcome *outcomes; // of each
    bool is_all;              // that meet `filter`
    struct listing_filter filter;
};

static str value_of(const struct request *rq, const char *name)
{
    return str_trim(request_value(rq, name));
}

static bool chosen_at(const struct request *rq, size_t nth, str *out)
{
    return rq->method == POST ? request_field_at(rq, "no", nth, out)
                              : request_query_at(rq, "no", nth, out);
}

static int deed_of(str word)
{
    for (int i = 0; i < DEED_COUNT; i++) {
        if (str_equals(word, str_view(DEEDS[i].word))) {
            return i;
        }
    }
    return -1;
}

// What is wrong has no field on this page: its list has them.
static void read_how(const struct request *rq, struct issues *is, struct bulk *b)
{
    str amount = value_of(rq, "amount");
    if (str_ends(amount, S("%"))) {
        amount = str_trim(str_slice(amount, 0, amount.n - 1));
    }
    if (str_starts(amount, S("+"))) {
        amount = str_slice(amount, 1, amount.n);
    }
    b->until = DATE_NONE;
    if (b->deed < 0) {
        issues_add(is, "", "무엇을 할지 골라 주세요.");
    } else if (b->deed == DEED_PERCENT &&
               (!str_parse_i64(amount, &b->percent) || b->percent == 0 ||
                b->percent > PERCENT_MOST || b->percent < -PERCENT_MOST)) {
        issues_add(is, "", "바꿀 비율을 -50에서 50 사이의 숫자로 적어 주세요. 예: 5% 내리려면 -5");
    } else if (b->deed == DEED_LEAD &&
               (!str_parse_i64(amount, &b->days) || b->days < 0 || b->days > LIMIT_LEAD_DAYS)) {
        issues_add(is, "", "납기를 0에서 365 사이의 숫자로 적어 주세요.");
    } else if (b->deed == DEED_UNTIL && !date_parse(value_of(rq, "day"), &b->until)) {
        issues_add(is, "", "가격을 지킬 마지막 날을 골라 주세요.");
    }
}

// What is changed is what was seen.
static err admit_versions(const struct bulk *b, const public_no *nos, const int64_t *versions,
                          size_t count)
{
    for (size_t i = 0; i < b->chosen.count; i++) {
        for (size_t k = 0; k < count; k++) {
            if (nos[k].value == b->chosen.items[i].no.value &&
                versions[k] != b->chosen.items[i].version) {
                return &LISTING_CHANGED;
            }
        }
    }
    return NULL;
}

static err read_chosen(struct unit *u, const struct request *rq, struct issues *is, struct bulk *b)
{
    str text;
    size_t count = 0;
    public_no *nos = NEW_ARRAY(u->arena, LIMIT_BULK_OFFERS, public_no);
    int64_t *versions = NEW_ARRAY(u->arena, LIMIT_BULK_OFFERS, int64_t);
    for (size_t n = 0; chosen_at(rq, n, &text); n++) {
        if (n == LIMIT_BULK_OFFERS) {
            issues_add(is, "", "한꺼번에 100개까지 바꿀 수 있습니다. 나누어 골라 주세요.");
            return NULL;
        }
        str version = text;
        if (!public_no_parse(str_cut(&version, '.'), &nos[count])) {
            return &LISTING_UNKNOWN;
        }
        (void)str_parse_i64(version, &versions[count++]); // 0: chosen, and not seen yet
    }
    if (count == 0) {
        issues_add(is, "", "바꿀 상품을 하나 이상 골라 주세요.");
        return NULL;
    }
    TRY(listing_store_chosen(u->db, u->arena, u->actor->supplier, nos, count, &b->chosen));
    if (b->chosen.count < count) {
        return &LISTING_UNKNOWN;
    }
    return rq->method == POST ? admit_versions(b, nos, versions, count) : NULL;
}

// Numbers and versions of all that are chosen, and whether each changes: what was told is what is
// there still.
static str told_of(struct arena *a, const struct bulk *b)
{
    struct out o;
    out_init(&o, a, LIMIT_BULK_ALL * 50);
    for (size_t i = 0; i < b->chosen.count; i++) {
        out_format(&o, "%lld.%lld.%c|", (long long)b->chosen.items[i].no.value,
                   (long long)b->chosen.items[i].version, b->outcomes[i].why_not.n > 0 ? '0' : '1');
    }
    return digest_sha256(a, out_view(&o));
}

static err read_all(struct unit *u, struct issues *is, struct bulk *b)
{
    listing_list all;
    TRY(listing_store_list(u->db, u->arena, u->actor->supplier, &b->filter, LIMIT_BULK_ALL + 1,
                           &all));
    if (all.count == 0) {
        issues_add(is, "", "이 조건의 상품이 없습니다. 목록에서 다시 골라 주세요.");
        return NULL;
    }
    if (all.count > LIMIT_BULK_ALL) {
        issues_add(is, "",
                   "조건의 상품 모두는 한 번에 " TEXT_OF(
                       LIMIT_BULK_ALL) "개까지 바꿀 수 있습니다. 상태·분류·찾는 말로 좁혀 주세요.");
        return NULL;
    }
    public_no *nos = NEW_ARRAY(u->arena, all.count, public_no);
    for (size_t i = 0; i < all.count; i++) {
        nos[i] = all.items[i].no;
    }
    return listing_store_chosen(u->db, u->arena, u->actor->supplier, nos, all.count, &b->chosen);
}

// The terms after the change: prices by percent, won rounded half up, volume prices too.
static struct offer_terms terms_after(struct arena *a, const struct bulk *b,
                                      const struct offer_terms *was)
{
    struct offer_terms is = *was;
    ratio share = {.part = 100 + b->percent, .whole = 100};
    if (b->deed == DEED_PERCENT) {
        is.price = money_share(was->price, share, ROUND_HALF_UP);
        is.tiers.items = NEW_ARRAY(a, was->tiers.count, struct offer_tier);
        for (size_t i = 0; i < was->tiers.count; i++) {
            is.tiers.items[i] = was->tiers.items[i];
            is.tiers.items[i].price = money_share(was->tiers.items[i].price, share, ROUND_HALF_UP);
        }
    } else if (b->deed == DEED_LEAD) {
        is.lead_days = b->days;
    } else if (b->deed == DEED_UNTIL) {
        is.valid_until = b->until;
    }
    return is;
}

static bool is_move(int deed, enum listing_event *out)
{
    *out = deed == DEED_PAUSE ? LISTING_PAUSE : deed == DEED_RESUME ? LISTING_RESUME : LISTING_END;
    return deed == DEED_PAUSE || deed == DEED_RESUME || deed == DEED_END;
}

// Do it to one, or say why not.
static err change_one(struct unit *u, const struct bulk *b, const struct listing *l)
{
    enum listing_event event;
    if (is_move(b->deed, &event)) {
        return listing_action_move(u, l, event, S(""));
    }
    struct offer_terms is = terms_after(u->arena, b, &l->terms);
    return listing_action_revise(u, l, &l->text, &is, b->reason);
}

static struct outcome foresee_move(struct unit *u, const struct listing *l,
                                   enum listing_event event)
{
    enum listing_state state = l->state;
    err e = listing_move(&state, event, S(""));
    bool is_over = event == LISTING_RESUME && !date_is_none(l->terms.valid_until) &&
                   date_before(l->terms.valid_until, u->today);
    if (e != NULL) {
        return (struct outcome){.why_not = str_format(u->arena, "지금 ‘%.*s’입니다.",
                                                      STR_ARG(listing_state_label(l->state)))};
    }
    return (struct outcome){.why_not = is_over ? str_view(LISTING_OVER.text) : S(""),
                            .can_mend = is_over};
}

static str wrong_text(const struct listing *l, const struct listing_issue *wrong)
{
    if (!str_equals(wrong->field, S("vat"))) {
        return wrong->text;
    }
    return l->terms.is_exempt ? S("면세로 등록되어 있지만 이 분류는 이제 과세입니다. 상품을 고친 "
                                  "뒤 다시 바꿔 주세요.")
                              : S("과세로 등록되어 있지만 이 분류는 이제 면세입니다. 상품을 고친 "
                                  "뒤 다시 바꿔 주세요.");
}

static struct outcome foresee(struct unit *u, const struct bulk *b, const struct listing *l)
{
    enum listing_event event;
    if (is_move(b->deed, &event)) {
        return foresee_move(u, l, event);
    }
    if (l->state == LISTING_ENDED) {
        return (struct outcome){.why_not = S("판매가 끝난 상품입니다.")};
    }
    struct offer_terms is = terms_after(u->arena, b, &l->terms);
    struct listing_template t = {.vat = l->category_vat};
    listing_issue_list wrong = listing_check_terms(u->arena, &t, &is, u->today);
    if (wrong.count > 0) {
        return (struct outcome){
            .why_not = wrong_text(l, &wrong.items[0]),
            .can_mend = listing_check_terms(u->arena, &t, &l->terms, u->today).count > 0};
    }
    bool is_same =
        str_equals(offer_terms_canon(u->arena, &is), offer_terms_canon(u->arena, &l->terms));
    return (struct outcome){.why_not = is_same ? S("이미 그렇습니다.") : S("")};
}

// What is done is what was told: of those that were ticked only such were sent as will change.
static err admit_outcomes(struct unit *u, const struct request *rq, const struct bulk *b)
{
    if (b->is_all) {
        return str_equals(request_field(rq, "told"), told_of(u->arena, b)) ? NULL
                                                                           : &LISTING_CHANGED;
    }
    for (size_t i = 0; i < b->chosen.count; i++) {
        if (b->outcomes[i].why_not.n > 0) {
            return &LISTING_CHANGED;
        }
    }
    return NULL;
}

static err read_bulk(struct unit *u, const struct request *rq, struct issues *is, struct bulk *b)
{
    *b = (struct bulk){.deed = deed_of(value_of(rq, "deed"))};
    read_how(rq, is, b);
    if (rq->method == POST) {
        b->reason = form_line(rq, is, "reason", OPTIONAL, LIMIT_LINE);
    }
    b->is_all = value_of(rq, "all").n > 0;
    b->filter =
        listing_filter_of(value_of(rq, "state"), value_of(rq, "category"), value_of(rq, "q"));
    TRY(b->is_all ? read_all(u, is, b) : read_chosen(u, rq, is, b));
    b->outcomes = NEW_ARRAY(u->arena, b->chosen.count, struct outcome);
    for (size_t i = 0; i < b->chosen.count; i++) {
        b->outcomes[i] = foresee(u, b, &b->chosen.items[i]);
    }
    return rq->method == POST && is->count == 0 ? admit_outcomes(u, rq, b) : NULL;
}

static void say(struct unit *u, const struct bulk *b, const struct listing *l,
                struct listing_bulk_row *out)
{
    struct arena *a = u->arena;
    enum listing_event event;
    enum listing_state state = l->state;
    struct offer_terms is = terms_after(a, b, &l->terms);
    if (is_move(b->deed, &event)) {
        (void)listing_move(&state, event, S(""));
        out->was = listing_state_label(l->state);
        out->is = listing_state_label(state);
    } else if (b->deed == DEED_PERCENT) {
        out->was = str_format(a, "%.*s원", STR_ARG(money_format(a, l->terms.price)));
        out->is = str_format(a, "%.*s원", STR_ARG(money_format(a, is.price)));
    } else if (b->deed == DEED_LEAD) {
        out->was = str_format(a, "%lld일", (long long)l->terms.lead_days);
        out->is = str_format(a, "%lld일", (long long)is.lead_days);
    } else {
        date until = l->terms.valid_until;
        out->was = date_is_none(until) ? S("기한 없음") : date_format(a, until);
        out->is = date_format(a, is.valid_until);
    }
}

// ‘판매 중’, 분류 ‘복사용지’, 찾는 말 ‘A4’: what all of them meet.
static str condition_of(struct arena *a, const struct bulk *b)
{
    const struct listing_filter *f = &b->filter;
    str said =
        f->state < 0
            ? S("끝난 것 빼고 모두")
            : str_format(a, "‘%.*s’", STR_ARG(listing_state_label((enum listing_state)f->state)));
    if (f->category.n > 0) {
        str name = b->chosen.items[0].category_name;
        said = str_format(a, "%.*s, 분류 ‘%.*s’", STR_ARG(said), STR_ARG(name));
    }
    return f->words.n == 0
               ? said
               : str_format(a, "%.*s, 찾는 말 ‘%.*s’", STR_ARG(said), STR_ARG(f->words));
}

static void fill_all(struct unit *u, const struct request *rq, const struct bulk *b,
                     struct listing_bulk_page *p)
{
    p->is_all = true;
    p->condition = condition_of(u->arena, b);
    p->state = value_of(rq, "state");
    p->category = b->filter.category;
    p->text = b->filter.words;
    p->all = (int64_t)b->chosen.count;
    p->told = told_of(u->arena, b);
    size_t shown = (size_t)p->staying > LIMIT_BULK_OFFERS ? (size_t)p->staying : LIMIT_BULK_OFFERS;
    p->is_cut = p->rows.count > shown;
    p->rows.count = p->is_cut ? shown : p->rows.count;
}

static href list_path(struct arena *a, const struct bulk *b)
{
    href to = href_to(a, "%s", LISTING_HEAD);
    return b->is_all ? listing_narrow(a, &b->filter, b->filter.state, to) : to;
}

static void add_row(struct unit *u, const struct bulk *b, size_t nth, struct listing_bulk_page *p)
{
    const struct listing *l = &b->chosen.items[nth];
    const struct outcome *outcome = &b->outcomes[nth];
    long long no = (long long)l->no.value;
    struct listing_bulk_row *row = &p->rows.items[p->rows.count++];
    *row = (struct listing_bulk_row){.title = l->text.title, .why_not = outcome->why_not};
    if (!b->is_all) { // else the condition says which
        row->no = str_format(u->arena, "%lld.%lld", no, (long long)l->version);
    }
    if (outcome->can_mend) {
        row->mend = href_to(u->arena, "%s/%lld/edit", LISTING_HEAD, no);
    }
    say(u, b, l, row);
}

// Those that stay first, so that none of them is cut.
static void fill_rows(struct unit *u, const struct bulk *b, struct listing_bulk_page *p)
{
    p->rows.items = NEW_ARRAY(u->arena, b->chosen.count, struct listing_bulk_row);
    for (size_t i = 0; i < b->chosen.count; i++) {
        if (b->outcomes[i].why_not.n > 0) {
            add_row(u, b, i, p);
        }
    }
    p->staying = (int64_t)p->rows.count;
    for (size_t i = 0; i < b->chosen.count; i++) {
        if (b->outcomes[i].why_not.n == 0) {
            add_row(u, b, i, p);
        }
    }
    p->count = (int64_t)p->rows.count - p->staying;
}

static void render(struct unit *u, const struct request *rq, struct response *rs,
                   const struct bulk *b, const struct issues *issues)
{
    struct listing_bulk_page p = {
        .crumb = listing_crumb(u->arena, NULL, S("한꺼번에 바꾸기")),
        .what = b->deed < 0 ? S("") : str_view(DEEDS[b->deed].label),
        .deed = value_of(rq, "deed"),
        .amount = value_of(rq, "amount"),
        .day = value_of(rq, "day"),
        .back = list_path(u->arena, b),
    };
    bool is_readable = issues->count == 0;
    if (is_readable) {
        fill_rows(u, b, &p);
    }
    if (is_readable && b->is_all) {
        fill_all(u, rq, b, &p);
    }
    frame_fill(u, rq, &p.frame, S("한꺼번에 바꾸기"));
    p.frame.issues = is_readable ? NULL : issues;
    listing_bulk_page_render(&rs->body, &p);
    rs->status = is_readable ? 200 : 422;
}

// GET /supplier/products/bulk?deed=&amount=&day=&no=&no=… or, of a condition,
// all=1&state=&category=&q=
static err get_bulk(struct unit *u, const struct request *rq, struct response *rs)
{
    struct bulk b;
    struct issues issues = {0};
    TRY(read_bulk(u, rq, &issues, &b));
    render(u, rq, rs, &b, &issues);
    return NULL;
}

// POST /supplier/products/bulk: all of them as they were seen, or none.
static err post_bulk(struct unit *u, const struct request *rq, struct response *rs)
{
    struct bulk b;
    struct issues issues = {0};
    size_t done = 0;
    TRY(read_bulk(u, rq, &issues, &b));
    for (size_t i = 0; issues.count == 0 && i < b.chosen.count; i++) {
        const struct listing *l = &b.chosen.items[i];
        if (b.outcomes[i].why_not.n == 0) {
            TRY(issues_catch(&issues, change_one(u, &b, l)));
            done++;
        }
    }
    if (issues.count > 0) {
        render(u, rq, rs, &b, &issues);
        return NULL;
    }
    str count = str_format(u->arena, "%zu", done);
    return see_other(rs, "%s", href_with(u->arena, list_path(u->arena, &b), "done", count).path.p);
}

const struct route LISTING_BULK_ROUTES[] = {
    ROUTE(GET, "/supplier/products/bulk", get_bulk, RIGHT_SUPPLIER),
    ROUTE_SLOW(POST, "/supplier/products/bulk", post_bulk, RIGHT_SUPPLIER),
};
const size_t LISTING_BULK_ROUTE_COUNT = COUNT(LISTING_BULK_ROUTES);
