#include "market/delivery/delivery_inspect_web.h"

#include <assert.h>

#include "base/limits.h"
#include "market/delivery/delivery_action.h"
#include "market/delivery/inspect_check_page.html.h"
#include "market/delivery/inspect_page.html.h"
#include "market/party/party_session_web.h"
#include "market/party/right.h"
#include "market/purchase/purchase_part_web.h"
#include "platform/web/site.h"

static const struct field_label LABELS[] = {
    {"accepted",     "합격 수량"                   },
    {"refused",      "불합격 수량"                },
    {"reason",       "불합격한 까닭"             },
    {"method",       "검사 방법"                   },
    {"arrived_on",   "도착한 날"                   },
    {"inspected_on", "검사한 날"                   },
    {"opinion",      "검사 의견"                   },
    {"files",        "사진과 파일"                },
    {"secret",       "비밀번호 또는 인증번호"},
};

static const char *const METHOD_HINTS[] = {
    [INSPECTION_FULL] = "하나하나 모두 보고 세었습니다.",
    [INSPECTION_SAMPLE] = "일부를 골라 보았습니다.",
    [INSPECTION_CERTIFICATE] = "KS 인증이나 시험성적서를 확인했습니다.",
};
static_assert(COUNT(METHOD_HINTS) == INSPECTION_METHOD_COUNT, "a hint for each method");

// A delivery and its lines, with what the form says of them.
struct inspecting {
    struct contract contract;
    struct delivery delivery;
    delivery_line_list lines;
    delivery_came_list came;
    struct inspection_note note;
};

// Who asked for the purchase is turned away before anything is shown.
static err load(struct unit *u, const struct request *rq, struct inspecting *n)
{
    public_no no;
    struct purchase p;
    struct purchase_side side = purchase_side_of(u);
    TRY(path_no(rq, "no", &no));
    TRY(delivery_find(u->db, side, no, &n->delivery));
    TRY(contract_find_id(u->db, side, n->delivery.contract, &n->contract));
    TRY(purchase_find_id(u->db, side, n->delivery.purchase, &p));
    TRY(purchase_admit_other(&p, u->actor->account));
    TRY(purchase_admit_inspection(u, p.id));
    return delivery_list_all(u->db, u->arena, n->delivery.contract, n->delivery.id, &n->lines,
                             &n->came);
}

// --- Reading the form ----------------------------------------------------------------------------

// The counts; words for what failed are asked for afterwards.
static void read_counts(struct unit *u, const struct request *form, struct issues *is,
                        delivery_line_list *lines)
{
    for (size_t i = 0; i < lines->count; i++) {
        struct delivery_line *l = &lines->items[i];
        if (l->row == 0) {
            continue;
        }
        size_t issues_before = is->count;
        l->passed =
            form_i64_at(form, is, u->arena, "accepted", l->seq, OPTIONAL, 0, LIMIT_QUANTITY);
        l->failed = form_i64_at(form, is, u->arena, "refused", l->seq, OPTIONAL, 0, LIMIT_QUANTITY);
        if (is->count == issues_before && inspection_check_line(l) == &INSPECTION_SUM) {
            issues_add_at(is, u->arena, "accepted", l->seq, INSPECTION_SUM.text);
        }
    }
}

// What the first page asks.
static err read_form(struct unit *u, const struct request *form, struct issues *is,
                     struct inspecting *n)
{
    const char *words[INSPECTION_METHOD_COUNT];
    for (int i = 0; i < INSPECTION_METHOD_COUNT; i++) {
        words[i] = inspection_method_word((enum inspection_method)i);
    }
    read_counts(u, form, is, &n->lines);
    int method = form_choice(form, is, "method", REQUIRED, words, COUNT(words));
    n->note.method = method < 0 ? INSPECTION_FULL : (enum inspection_method)method;
    n->note.arrived_on = form_date(form, is, "arrived_on", REQUIRED);
    n->note.inspected_on = form_date(form, is, "inspected_on", REQUIRED);
    if (date_is_none(n->note.arrived_on)) {
        return NULL;
    }
    TRY(issues_catch_at(is, "arrived_on",
                        delivery_check_day(&n->contract, n->note.arrived_on, u->today)));
    if (date_is_none(n->note.inspected_on)) {
        return NULL;
    }
    return issues_catch_at(
        is, "inspected_on",
        inspection_check_day(n->note.arrived_on, n->note.inspected_on, u->today));
}

// What the check asks: words for what failed, the opinion, files.
static void read_words(struct unit *u, const struct request *rq, struct issues *is,
                       struct inspecting *n)
{
    for (size_t i = 0; i < n->lines.count; i++) {
        struct delivery_line *l = &n->lines.items[i];
        if (l->failed == 0) {
            continue;
        }
        size_t issues_before = is->count;
        l->reason = form_line_at(rq, is, u->arena, "reason", l->seq, OPTIONAL, LIMIT_LINE);
        if (is->count == issues_before && l->reason.n == 0) {
            issues_add_at(is, u->arena, "reason", l->seq, INSPECTION_NEEDS_REASON.text);
        }
    }
    n->note.opinion = form_text(rq, is, "opinion", OPTIONAL, LIMIT_TEXT);
    delivery_part_uploads(rq, &n->note.files, &n->note.file_count);
}

// --- Pages ---------------------------------------------------------------------------------------

static void fill_page(struct unit *u, const struct inspecting *n, struct inspect_page *p)
{
    const struct delivery *d = &n->delivery;
    struct arena *a = u->arena;
    const struct contract *c = &n->contract;
    str variant = str_view(law_delay_variant_word(c->delay_variant));
    const struct law_delay_rate *rate =
        law_delay_find(u->law, c->regime, c->object, variant, c->contracted_on);
    instant due_at = instant_end_of(d->inspect_by);
    *p = (struct inspect_page){
        .heading = str_format(a, "%lld차 납품 검사", (long long)d->seq),
        .title = d->title,
        .contract_number = d->contract_number,
        .supplier_name = d->supplier_name,
        .delivered_on = d->delivered_on,
        .place = d->place,
        .remark = d->remark,
        .inspect_by = d->inspect_by,
        .left = purchase_left(a, u->today, due_at),
        .is_late = instant_before(due_at, u->now),
        .is_far = date_days_between(u->today, d->inspect_by) > 3,
        .inspect_article = d->inspect_article,
        .noted_at = d->noted_at,
        .ends_on = delivery_due_on(u->calendar, &n->contract),
        .is_doubtful = inspection_doubts_arrival(u->calendar, &n->contract, d),
        .delay_article = rate == NULL ? S("") : rate->head.article,
        .earliest = date_format_iso(a, n->contract.contracted_on),
        .latest = date_format_iso(a, u->today),
        .action = href_to(a, "/buyer/deliveries/%lld/inspect", (long long)d->no.value),
        .lines = {.items = NEW_ARRAY(a, n->lines.count + 1, struct delivery_line_view)},
    };
    for (size_t i = 0; i < n->lines.count; i++) {
        if (n->lines.items[i].row != 0) {
            p->lines.items[p->lines.count++] = delivery_part_line(&n->lines.items[i]);
        }
    }
    delivery_part_notes(u, &n->contract, &n->came, &p->notes);
    delivery_part_crumb(a, &p->crumb, S("검사"), href_to(a, "/buyer/inspections"),
                        str_format(a, "%lld차 납품", (long long)d->seq));
}

static href with_count(struct arena *a, href to, const char *field, int64_t seq, str value)
{
    return href_with(a, to, str_to_c(a, str_format(a, "%s_%lld", field, (long long)seq)), value);
}

// The first page with these counts, or its check.
static href path_with(struct arena *a, const struct inspect_page *p, str method, bool check)
{
    href to = href_with(a, p->action, "check", check ? S("1") : S(""));
    for (size_t i = 0; i < p->lines.count; i++) {
        const struct delivery_line_view *l = &p->lines.items[i];
        to = with_count(a, to, "accepted", l->seq, l->passed_text);
        to = with_count(a, to, "refused", l->seq, l->failed_text);
    }
    to = href_with(a, to, "method", method);
    to = href_with(a, to, "arrived_on", p->arrived_on);
    return href_with(a, to, "inspected_on", p->inspected_on);
}

static void fill_methods(struct arena *a, str chosen, struct inspect_page *p)
{
    p->methods.items = NEW_ARRAY(a, INSPECTION_METHOD_COUNT, struct inspect_method);
    for (int i = 0; i < INSPECTION_METHOD_COUNT; i++) {
        str word = str_view(inspection_method_word((enum inspection_method)i));
        p->methods.items[p->methods.count++] = (struct inspect_method){
            .word = word,
            .label = inspection_method_label((enum inspection_method)i),
            .hint = str_view(METHOD_HINTS[i]),
            .chosen = str_equals(word, chosen),
        };
    }
}

// `form` is what was typed; empty: nothing yet, everything is suggested as accepted.
static err render_form(struct unit *u, const struct request *rq, const struct request *form,
                       struct response *rs, const struct issues *issues, const struct inspecting *n)
{
    struct inspect_page p;
    struct arena *a = u->arena;
    str full = str_view(inspection_method_word(INSPECTION_FULL));
    fill_page(u, n, &p);
    for (size_t i = 0; i < p.lines.count; i++) {
        struct delivery_line_view *l = &p.lines.items[i];
        l->passed_text = str_format(a, "%lld", (long long)l->brought);
        l->failed_text = S("0");
    }
    p.arrived_on = date_format_iso(a, n->delivery.delivered_on);
    p.inspected_on = p.latest;
    p.all_passed = path_with(a, &p, full, true);
    bool typed = form->fields.count > 0;
    p.is_open = typed;
    for (size_t i = 0; typed && i < p.lines.count; i++) {
        struct delivery_line_view *l = &p.lines.items[i];
        l->passed_text = request_field_key(a, form, "accepted", l->seq);
        l->failed_text = request_field_key(a, form, "refused", l->seq);
    }
    if (typed) {
        p.arrived_on = request_field(form, "arrived_on");
        p.inspected_on = request_field(form, "inspected_on");
    }
    fill_methods(a, typed ? request_field(form, "method") : full, &p);
    frame_fill(u, rq, &p.frame, p.heading);
    p.frame.issues = issues;
    if (issues != NULL) {
        rs->status = 422;
    }
    inspect_page_render(&rs->body, &p);
    return NULL;
}

static err render_check(struct unit *u, const struct request *rq, struct response *rs,
                        const struct issues *issues, const struct inspecting *n)
{
    struct inspect_page p;
    struct arena *a = u->arena;
    fill_page(u, n, &p);
    for (size_t i = 0; i < p.lines.count; i++) {
        struct delivery_line_view *l = &p.lines.items[i];
        l->passed_text = str_format(a, "%lld", (long long)l->passed);
        l->failed_text = str_format(a, "%lld", (long long)l->failed);
        l->reason = request_field_key(a, rq, "reason", l->seq);
    }
    enum delivery_state result = inspection_result(&n->lines);
    p.result = delivery_state_label(result);
    p.result_tone = delivery_state_tone(result);
    p.is_passed = result == DELIVERY_ACCEPTED;
    p.is_refused = result == DELIVERY_REFUSED;
    p.method = str_view(inspection_method_word(n->note.method));
    p.method_label = inspection_method_label(n->note.method);
    p.on = n->note.inspected_on;
    p.inspected_on = date_format_iso(a, n->note.inspected_on);
    p.opinion = request_field(rq, "opinion");
    p.came_on = n->note.arrived_on;
    p.arrived_on = date_format_iso(a, n->note.arrived_on);
    p.is_corrected = !date_equals(n->note.arrived_on, n->delivery.delivered_on);
    p.late_days = delivery_late_days(u->calendar, &n->contract, n->note.arrived_on);
    p.mend = path_with(a, &p, p.method, false);
    frame_fill(u, rq, &p.frame, S("검사 결과 확인"));
    p.frame.issues = issues;
    if (issues != NULL) {
        rs->status = 422;
    }
    inspect_check_page_render(&rs->body, &p);
    return NULL;
}

// GET /buyer/deliveries/:no/inspect – the counts; with ?check=1 what they come to.
static err get_inspect(struct unit *u, const struct request *rq, struct response *rs)
{
    struct issues issues = {
        .labels = {.items = LABELS, .count = COUNT(LABELS)}
    };
    struct request form = delivery_part_form(rq);
    struct inspecting n = {0};
    TRY(load(u, rq, &n));
    if (n.delivery.state != DELIVERY_WAITING) {
        return see_other(rs, "/buyer/deliveries/%lld", (long long)n.delivery.no.value);
    }
    if (!form_flag(&form, "check")) {
        return render_form(u, rq, &form, rs, NULL, &n);
    }
    TRY(read_form(u, &form, &issues, &n));
    return issues.count > 0 ? render_form(u, rq, &form, rs, &issues, &n)
                            : render_check(u, rq, rs, NULL, &n);
}

// POST /buyer/deliveries/:no/inspect
static err post_inspect(struct unit *u, const struct request *rq, struct response *rs)
{
    struct issues issues = {
        .labels = {.items = LABELS, .count = COUNT(LABELS)}
    };
    struct issues counts = issues;
    struct inspecting n = {0};
    const char *confirmed_with = "";
    TRY(load(u, rq, &n));
    if (n.delivery.state != DELIVERY_WAITING) {
        return &DELIVERY_CHANGED;
    }
    // A wrong try counts whatever else is wrong with the form.
    TRY(issues_catch_at(&issues, "secret", session_confirm(u, rq, &confirmed_with)));
    TRY(read_form(u, rq, &counts, &n));
    if (counts.count > 0) {
        return render_form(u, rq, rq, rs, &counts, &n);
    }
    read_words(u, rq, &issues, &n);
    n.note.confirmed_with = str_view(confirmed_with);
    if (issues.count == 0) {
        TRY(delivery_part_catch(&issues,
                                delivery_action_inspect(u, &n.delivery, &n.lines, &n.note)));
    }
    if (issues.count > 0) {
        return render_check(u, rq, rs, &issues, &n);
    }
    return see_other(rs, "/buyer/deliveries/%lld", (long long)n.delivery.no.value);
}

const struct route INSPECTION_ROUTES[] = {
    ROUTE(GET, "/buyer/deliveries/:no/inspect", get_inspect, RIGHT_INSPECT),
    ROUTE_BEFORE(POST, "/buyer/deliveries/:no/inspect", session_before_confirm, post_inspect,
                 RIGHT_INSPECT),
};
const size_t INSPECTION_ROUTE_COUNT = COUNT(INSPECTION_ROUTES);
