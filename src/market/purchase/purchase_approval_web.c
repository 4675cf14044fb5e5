#include "market/purchase/purchase_approval_web.h"

#include <assert.h>

#include "base/digest.h"
#include "base/limits.h"
#include "market/party/party.h"
#include "market/party/party_session_web.h"
#include "market/party/right.h"
#include "market/purchase/approval_list_page.html.h"
#include "market/purchase/approval_page.html.h"
#include "market/purchase/purchase_approval_action.h"
#include "market/purchase/purchase_path_action.h"
#include "market/purchase/purchase_seen_web.h"
#include "platform/form/form.h"
#include "platform/web/site.h"

// --- The list ------------------------------------------------------------------------------------

static const struct {
    const char *text;
    const char *lead;
    const char *none;
    const char *next;
} LISTS[APPROVAL_BUCKET_COUNT] = {
    [APPROVAL_MINE] = {"내 결재",    "먼저 올라온 것부터",                      "기다리는 결재가 없습니다",
                       "결재할 건이 올라오면 여기와 알림으로 알려 드립니다."                                                                                                                               },
    [APPROVAL_FOR_OTHERS] = {"대결",        "다른 사람을 대신해 오늘 결재할 것",
                       "대신 결재할 건이 없습니다",                                                                    "결재자나 기관 관리자가 대결을 정하면 그 기간에만 여기에 보입니다."},
    [APPROVAL_DONE] = {"결재한 것", "새것부터",                                    "결재한 건이 없습니다",
                       "승인하거나 반려한 건이 여기에 남습니다."                                                                                                                                                },
};

static href list_path(struct arena *a, enum approval_bucket bucket, public_no after)
{
    href h = href_to(a, "/buyer/approvals");
    h = href_with(a, h, "show",
                  bucket == APPROVAL_MINE ? S("") : str_view(approval_bucket_word(bucket)));
    return href_with(a, h, "after",
                     after.value == 0 ? S("") : str_format(a, "%lld", (long long)after.value));
}

static str tone_of_round(enum approval_round_state state)
{
    static const char *const TONES[] = {"now", "ok", "bad", "off"};
    static_assert(COUNT(TONES) == APPROVAL_ROUND_STATE_COUNT, "a tone for each state");
    return str_view(TONES[state]);
}

static void fill_list_row(struct unit *u, const struct approval_case *c,
                          struct approval_list_row *out)
{
    bool waits = c->step_state == APPROVAL_WAITS;
    *out = (struct approval_list_row){
        .path = href_to(u->arena, "/buyer/approvals/%lld", (long long)c->no.value),
        .title = c->title,
        .supplier_name = c->supplier_name,
        .asked_by = str_format(u->arena, "%.*s %.*s", STR_ARG(c->department_name),
                               STR_ARG(c->officer_name)),
        .named = c->named,
        .price = c->price,
        .submitted_at = c->submitted_at,
        .decided_at = c->decided_at,
        .state = c->step_state == APPROVAL_AGREED ? S("승인함") : S("반려함"),
        .tone = c->step_state == APPROVAL_AGREED ? S("ok") : S("bad"),
    };
    if (waits && c->due_at.us != 0) {
        int32_t days = date_days_between(u->today, instant_date(c->due_at));
        out->left = purchase_left(u->arena, u->today, c->due_at);
        out->left_tone = days <= 0 ? S("") : (days <= 3 ? S("soon") : S("far"));
    }
}

static void fill_tabs(struct unit *u, enum approval_bucket shown, const int64_t *counts,
                      struct tabs *out)
{
    out->label = S("결재");
    out->items.items = NEW_ARRAY(u->arena, APPROVAL_BUCKET_COUNT, struct tab);
    out->items.count = APPROVAL_BUCKET_COUNT;
    for (int i = 0; i < APPROVAL_BUCKET_COUNT; i++) {
        out->items.items[i] = (struct tab){
            .text = str_view(LISTS[i].text),
            .path = list_path(u->arena, (enum approval_bucket)i, NO_ID(public_no)),
            .count = counts[i],
            .current = (enum approval_bucket)i == shown,
        };
    }
}

// GET /buyer/approvals?show=&after=
static err get_list(struct unit *u, const struct request *rq, struct response *rs)
{
    int shown = approval_bucket_from(request_query(rq, "show"));
    enum approval_bucket bucket = shown < 0 ? APPROVAL_MINE : (enum approval_bucket)shown;
    public_no after = NO_ID(public_no);
    (void)public_no_parse(request_query(rq, "after"), &after); // unreadable: from the top
    institution_id institution = u->actor->institution;
    int64_t counts[APPROVAL_BUCKET_COUNT] = {0};
    approval_case_list list;
    TRY(approval_count(u->db, institution, u->actor->account, u->today, counts));
    TRY(approval_list_cases(u->db, u->arena, institution, u->actor->account, u->today, bucket,
                            after, LIMIT_DESK_ROWS + 1, &list));
    struct approval_list_page page = {
        .is_done = bucket == APPROVAL_DONE,
        .is_for_others = bucket == APPROVAL_FOR_OTHERS,
        .lead = str_view(LISTS[bucket].lead),
        .empty = {.title = str_view(LISTS[bucket].none), .text = str_view(LISTS[bucket].next)},
        .pager = {.total = counts[bucket]                                    },
    };
    fill_tabs(u, bucket, counts, &page.tabs);
    size_t count = list.count > LIMIT_DESK_ROWS ? LIMIT_DESK_ROWS : list.count;
    page.rows.items = NEW_ARRAY(u->arena, count + 1, struct approval_list_row);
    page.rows.count = count;
    for (size_t i = 0; i < count; i++) {
        fill_list_row(u, &list.items[i], &page.rows.items[i]);
    }
    if (after.value != 0) {
        page.pager.previous = list_path(u->arena, bucket, NO_ID(public_no));
    }
    if (list.count > count) {
        page.pager.next = list_path(u->arena, bucket, list.items[count - 1].no);
    }
    frame_fill(u, rq, &page.frame, S("결재"));
    approval_list_page_render(&rs->body, &page);
    return NULL;
}

// --- One case ------------------------------------------------------------------------------------

// A case as an approver looks at it.
struct turn {
    struct purchase purchase;
    purchase_line_list lines;
    struct approval_sheet sheet;
    struct purchase_similars similar;
};

// Three statements, and one more when similar purchases were added up.
static err load(struct unit *u, const struct request *rq, struct turn *t)
{
    *t = (struct turn){0};
    TRY(purchase_part_find(u, rq, &t->purchase));
    TRY(approval_find_sheet(u->db, &t->purchase, u->today, &t->sheet));
    TRY(purchase_list_lines_beside(u->db, u->arena, t->purchase.id, u->today, &t->lines));
    if (!t->sheet.has_decision || money_is_zero(t->sheet.decision.similar)) {
        return NULL;
    }
    return purchase_path_list_similar(u->db, u->arena, &t->purchase, t->sheet.decision.judged_on,
                                      &t->similar);
}

static str class_of_change(money was, money is)
{
    return money_less(was, is) ? S("c-bad") : (money_less(is, was) ? S("c-ok") : S(""));
}

// "정가와 같음", "정가보다 110,000원(3.8%) 적음".
static str words_of_change(struct arena *a, money was, money is)
{
    if (money_equals(was, is)) {
        return S("정가와 같음");
    }
    bool less = money_less(is, was);
    money by = less ? money_subtract(was, is) : money_subtract(is, was);
    int64_t tenths = (money_basis_points(by, was) + 5) / 10;
    return str_format(a, "정가보다 %.*s원(%lld.%lld%%) %s", STR_ARG(money_format(a, by)),
                      (long long)(tenths / 10), (long long)(tenths % 10), less ? "적음" : "많음");
}

// Where another firm's goods cost less today; only as long as it can still be decided.
static void fill_beside(const struct purchase_line *l, struct approval_line_row *row,
                        struct approval_page *page)
{
    row->beside = l->beside;
    page->any_beside = page->any_beside || !money_is_zero(l->beside);
    row->is_dearer = !money_is_zero(l->beside) && money_less(l->beside, l->price);
    if (!row->is_dearer) {
        return;
    }
    money all = WON(0);
    row->dearer_by = money_subtract(l->price, l->beside);
    (void)money_times(row->dearer_by, l->quantity, &all);
    page->dearer_by = money_add(page->dearer_by, all);
    page->dearer_count++;
}

static void fill_lines(struct unit *u, public_no purchase, const purchase_line_list *lines,
                       bool is_open, struct approval_page *page)
{
    struct arena *a = u->arena;
    page->lines.items = NEW_ARRAY(a, lines->count + 1, struct approval_line_row);
    page->lines.count = lines->count;
    for (size_t i = 0; i < lines->count; i++) {
        const struct purchase_line *l = &lines->items[i];
        page->lines.items[i] = (struct approval_line_row){
            .title = l->title,
            .seen = purchase_seen_path(u, purchase, l->seq),
            .unit = l->unit,
            .quantity = l->quantity,
            .list_price = l->list_price,
            .price = l->price,
            .change = words_of_change(a, l->list_price, l->price),
            .change_class = class_of_change(l->list_price, l->price),
        };
        (void)money_times(l->price, l->quantity, &page->lines.items[i].amount);
        if (is_open) {
            fill_beside(l, &page->lines.items[i], page);
        }
    }
}

static void fill_steps(struct arena *a, const struct approval_sheet *sheet,
                       struct approval_page *page)
{
    static const char *const STATES[] = {"기다림", "승인", "반려"};
    static const char *const TONES[] = {"", "ok", "bad"};
    const struct approval_step *turn = approval_turn(sheet);
    page->steps.items = NEW_ARRAY(a, APPROVAL_STEPS_MAX, struct approval_step_row);
    page->steps.count = sheet->count;
    for (size_t i = 0; i < sheet->count; i++) {
        const struct approval_step *s = &sheet->steps[i];
        struct approval_step_row *row = &page->steps.items[i];
        *row = (struct approval_step_row){
            .step = (int64_t)i + 1,
            .name = s->name,
            .state = s == turn ? S("결재할 차례") : str_view(STATES[s->state]),
            .tone = s == turn ? S("now") : str_view(TONES[s->state]),
            .opinion = s->opinion,
            .split_confirmed = s->split_confirmed,
            .decided_at = s->decided_at,
        };
        if (s->decided_by.value != 0 && s->decided_by.value != s->account.value) {
            row->who = str_format(a, "%.*s님이 대결", STR_ARG(s->decider));
        } else if (s == turn && s->delegate.value != 0) {
            row->who = str_format(a, "오늘 %.*s님이 대결할 수 있음", STR_ARG(s->delegate_name));
        }
    }
}

static void fill_law(struct unit *u, const struct turn *t, struct approval_page *page)
{
    const struct purchase_decision *d = &t->sheet.decision;
    page->has_path = t->sheet.has_decision;
    page->judged_on = DATE_NONE;
    if (!page->has_path) {
        return;
    }
    page->path_title = str_view(law_path_label(d->path));
    page->ground = d->ground;
    purchase_rules_fill(u, d->rule_ids, &page->rules);
    page->judged_on = d->judged_on;
    page->similar_sum = d->similar;
    page->split_reason = d->split_reason;
    page->confirm_reason = d->confirm_reason;
    page->proofs = path_proofs_of(u->arena, d->proofs);
    page->similar.caption = S("계약방법에 더한 비슷한 구매");
    path_similar_fill(u->arena, &t->similar, &page->similar);
}

// Whether the reader decides now, and what somebody is told who might think so.
static void fill_turn(struct unit *u, const struct turn *t, struct approval_page *page)
{
    const struct approval_step *turn = approval_turn(&t->sheet);
    page->may_withdraw = t->purchase.state == PURCHASE_SUBMITTED &&
                         t->purchase.officer.value == u->actor->account.value;
    if (turn == NULL || t->purchase.state != PURCHASE_SUBMITTED) {
        return;
    }
    err fault = approval_admit_turn(&t->sheet, t->purchase.officer, u->actor->account);
    bool approves = (u->actor->rights & RIGHT_APPROVE) != 0;
    page->may_decide = fault == NULL && approves;
    page->needs_secret = !session_is_confirmed(u);
    page->asks_split = approval_asks_split(&t->sheet);
    if (page->may_decide && turn->account.value != u->actor->account.value) {
        page->acts_for = turn->name;
    }
    if ((fault == &PURCHASE_OWN_HANDS || fault == &APPROVAL_TWICE) && approves) {
        page->why_not = str_view(fault->text);
    }
}

static str altered_in(struct unit *u, const struct turn *t)
{
    if (t->sheet.state != APPROVAL_OPEN) {
        return S("");
    }
    str now = purchase_content(u->arena, &t->purchase, t->lines.items, t->lines.count);
    str what = approval_difference(u->arena, t->sheet.content, now);
    bool sealed = str_equals(digest_sha256(u->arena, t->sheet.content), t->sheet.content_hash) &&
                  str_equals(t->purchase.content_hash, t->sheet.content_hash);
    return what.n == 0 && !sealed ? S("결재 원본") : what;
}

static void fill_crumb(struct arena *a, const struct purchase *p, struct crumb *out)
{
    crumb_add(a, out, S("결재"), href_to(a, "/buyer/approvals"));
    out->here = p->title;
}

static err fill_page(struct unit *u, const struct turn *t, struct approval_page *page)
{
    const struct purchase *p = &t->purchase;
    long long no = (long long)p->no.value;
    *page = (struct approval_page){
        .no = p->no,
        .title = p->title,
        .state = approval_round_label(t->sheet.state),
        .tone = tone_of_round(t->sheet.state),
        .round = t->sheet.round,
        .back_round = t->sheet.back_round,
        .back_opinion = t->sheet.back_opinion,
        .back_changed =
            t->sheet.back_round == 0
                ? S("")
                : approval_difference(u->arena, t->sheet.back_content, t->sheet.content),
        .is_approved = t->sheet.state == APPROVAL_APPROVED,
        .supplier_name = p->supplier_name,
        .department_name = p->department_name,
        .officer_name = p->officer_name,
        .need = p->need,
        .budget_line = p->budget_line,
        .object = str_view(law_object_label(p->object)),
        .delivery_place = p->delivery_place,
        .scope = scope_view_of(u->arena, p->scope,
                               S("기업에 그대로 보이고 견적과 계약의 조건이 됩니다")),
        .deliver_by = p->deliver_by,
        .submitted_at = t->sheet.submitted_at,
        .choice_reason = p->choice_reason,
        .list = p->list,
        .estimated = p->estimated,
        .price = p->price,
        .supply = p->supply,
        .vat = p->vat,
        .change = words_of_change(u->arena, p->list, p->price),
        .change_class = class_of_change(p->list, p->price),
        .altered = altered_in(u, t),
        .hash = t->sheet.content_hash,
        .hash_short = purchase_hash_short(t->sheet.content_hash),
        .action = href_to(u->arena, "/buyer/approvals/%lld", no),
        .case_path = href_to(u->arena, "/buyer/purchases/%lld", no),
        .path_path = href_to(u->arena, "/buyer/purchases/%lld/path", no),
        .withdraw = href_to(u->arena, "/buyer/purchases/%lld/withdraw", no),
    };
    fill_lines(u, p->no, &t->lines, t->sheet.state == APPROVAL_OPEN, page);
    fill_steps(u->arena, &t->sheet, page);
    fill_law(u, t, page);
    fill_turn(u, t, page);
    fill_crumb(u->arena, p, &page->crumb);
    TRY(purchase_part_fill(u, p, &page->part));
    purchase_part_stand_at(&page->part, page->action.path);
    if (page->may_decide && !page->part.is_mine) { // asked of the deputy, who need not be the one
        page->part.duty.who = S("내가 할 일");
        page->part.duty.tone = S("");
    }
    return NULL;
}

// Of several roles a page that others read too shows the one that decides.
static void fill_frame(struct unit *u, const struct request *rq, struct approval_page *page)
{
    frame_fill(u, rq, &page->frame, page->title);
    if (page->may_decide) {
        page->frame.role_label = party_role_label(PARTY_APPROVER);
    }
}

// GET /buyer/approvals/:no
static err get_approval(struct unit *u, const struct request *rq, struct response *rs)
{
    struct turn t;
    struct approval_page page;
    TRY(load(u, rq, &t));
    TRY(fill_page(u, &t, &page));
    fill_frame(u, rq, &page);
    approval_page_render(&rs->body, &page);
    return NULL;
}

// --- Deciding ------------------------------------------------------------------------------------

// The secret is asked for unless it was given within the last minutes.
static err before_decide(struct unit *u, struct request *rq)
{
    return session_is_confirmed(u) ? NULL : session_before_confirm(u, rq);
}

static err confirm(struct unit *u, const struct request *rq, struct issues *issues)
{
    const char *method = NULL;
    return rq->prepared == NULL
               ? NULL
               : issues_catch_at(issues, "secret", session_confirm(u, rq, &method));
}

static err decide(struct unit *u, const struct request *rq, struct turn *t, struct issues *issues)
{
    static const char *const DEEDS[] = {"approve", "return"};
    int deed = form_choice(rq, issues, "do", REQUIRED, DEEDS, COUNT(DEEDS));
    struct approval_decision decision = {
        .agrees = deed == 0,
        .opinion = form_text(rq, issues, "opinion", OPTIONAL, LIMIT_TEXT),
        .seen = request_field(rq, "hash"),
        .confirms_split = form_flag(rq, "split"),
    };
    if (issues->count > 0) {
        return NULL;
    }
    str altered = S("");
    struct purchase p = t->purchase;
    err fault = purchase_approval_action_decide(u, &p, &decision, &altered);
    if (fault == &APPROVAL_ALTERED) {
        str text =
            str_format(u->arena, "%s 바뀐 곳: %.*s", APPROVAL_ALTERED.text, STR_ARG(altered));
        issues_add(issues, "", str_to_c(u->arena, text));
        return NULL;
    }
    const char *field = fault == &APPROVAL_NEEDS_REASON ? "opinion"
                        : fault == &APPROVAL_SPLIT      ? "split"
                                                        : "";
    return issues_catch_at(issues, field, fault);
}

// POST /buyer/approvals/:no
static err post_approval(struct unit *u, const struct request *rq, struct response *rs)
{
    static const struct field_label LABELS[] = {
        {"opinion", "의견"                          },
        {"split",   "비슷한 구매 확인"         },
        {"secret",  "비밀번호 또는 인증번호"},
        {"do",      "결정"                          },
    };
    struct turn t;
    struct approval_page page;
    struct issues issues = {
        .labels = {.items = LABELS, .count = COUNT(LABELS)}
    };
    TRY(load(u, rq, &t));
    TRY(fill_page(u, &t, &page));
    TRY(confirm(u, rq, &issues));
    if (issues.count == 0) {
        TRY(decide(u, rq, &t, &issues));
    }
    if (issues.count == 0) {
        return see_other(rs, "/buyer/approvals/%lld", (long long)t.purchase.no.value);
    }
    page.opinion = request_field(rq, "opinion");
    page.split_confirmed = form_flag(rq, "split");
    fill_frame(u, rq, &page);
    page.frame.issues = &issues;
    rs->status = 422;
    approval_page_render(&rs->body, &page);
    return NULL;
}

const struct route APPROVAL_ROUTES[] = {
    ROUTE(GET, "/buyer/approvals", get_list, RIGHT_APPROVE),
    ROUTE(GET, "/buyer/approvals/:no", get_approval, RIGHT_BUYER),
    ROUTE_BEFORE(POST, "/buyer/approvals/:no", before_decide, post_approval, RIGHT_APPROVE),
};
const size_t APPROVAL_ROUTE_COUNT = COUNT(APPROVAL_ROUTES);
