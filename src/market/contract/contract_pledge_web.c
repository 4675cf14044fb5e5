#include "market/contract/contract_pledge_web.h"

#include "base/limits.h"
#include "market/contract/contract_clause.h"
#include "market/contract/contract_confirm_page.html.h"
#include "market/contract/contract_pledge_page.html.h"
#include "market/party/party_session_web.h"
#include "market/party/right.h"
#include "platform/form/form.h"
#include "platform/web/site.h"

static const struct field_label LABELS[] = {
    {"pledge",        "서약 항목"                   },
    {"lodged_issuer", "보증기관 또는 낸 곳"     },
    {"lodged_number", "증권번호 또는 납부번호"},
    {"lodged_amount", "보증금액"                    },
    {"lodged_from",   "보증 시작일"                },
    {"lodged_until",  "보증 끝나는 날"            },
    {"secret",        "비밀번호 또는 인증번호"},
};

// What the supplier has filled in: by the address on the way to the confirmation, by the form when
// it signs.
struct signing_form {
    struct contract_answers answers;
    struct contract_lodged lodged;
    struct issues issues;
};

static str typed(const struct request *rq, const char *name)
{
    return str_trim(rq->method == POST ? request_field(rq, name) : request_query(rq, name));
}

// 101 for the first item of the first pledge.
static int64_t key_of(int kind, const struct law_pledge *row)
{
    return (kind + 1) * 100 + row->number;
}

static const char *name_of(struct arena *a, int64_t key)
{
    return str_format(a, "pledge_%lld", (long long)key).p;
}

static struct law_pledges rows_of(const struct unit *u, const struct contract *c, int kind)
{
    return contract_pledge_rows(u->law, c, (enum contract_pledge_kind)kind, u->today, u->arena);
}

// --- Reading -------------------------------------------------------------------------------------

// Which item, what is wrong with its answer, and the article that says so.
static void complain(struct unit *u, struct issues *issues, int kind, const struct law_pledge *row,
                     err fault)
{
    str label = contract_pledge_label((enum contract_pledge_kind)kind);
    str source = fault->source == NULL ? S("") : str_format(u->arena, " (%s)", fault->source);
    str text = str_format(u->arena, "%.*s %lld번: %s%.*s", STR_ARG(label), (long long)row->number,
                          fault->text, STR_ARG(source));
    issues_add_at(issues, u->arena, "pledge", key_of(kind, row), text.p);
}

static void read_answers(struct unit *u, const struct request *rq, const struct contract *c,
                         struct signing_form *f)
{
    for (int kind = 0; kind < CONTRACT_PLEDGE_COUNT; kind++) {
        enum contract_pledge_kind k = (enum contract_pledge_kind)kind;
        struct law_pledges rows = rows_of(u, c, kind);
        for (size_t i = 0; i < rows.count; i++) {
            int64_t key = key_of(kind, rows.items[i]);
            f->answers.of[kind][i] = contract_answer_from(typed(rq, name_of(u->arena, key)));
            err fault = contract_pledge_judge(k, rows.items[i], f->answers.of[kind][i]);
            if (fault != NULL) {
                complain(u, &f->issues, kind, rows.items[i], fault);
            }
        }
    }
}

static str read_line(const struct request *rq, struct issues *issues, const char *name)
{
    str value = typed(rq, name);
    if (value.n == 0) {
        issues_add(issues, name, "이 칸을 채워 주세요. 꼭 필요한 내용입니다.");
    } else if (str_length(value) > LIMIT_NAME) {
        issues_add(issues, name, "100자 안으로 줄여 주세요.");
    }
    return value;
}

static date read_day(const struct request *rq, struct issues *issues, const char *name)
{
    date day = DATE_NONE;
    if (!date_parse(typed(rq, name), &day)) {
        issues_add(issues, name, "날짜를 2026-11-23처럼 적어 주세요.");
    }
    return day;
}

static void read_lodged(struct unit *u, const struct request *rq, const struct contract *c,
                        struct signing_form *f)
{
    if (c->security == CONTRACT_PROMISE) {
        return;
    }
    struct contract_lodged *l = &f->lodged;
    size_t before_lodged = f->issues.count;
    *l = (struct contract_lodged){.valid_from = DATE_NONE, .valid_until = DATE_NONE};
    l->issuer = read_line(rq, &f->issues, "lodged_issuer");
    l->number = read_line(rq, &f->issues, "lodged_number");
    if (!money_parse(typed(rq, "lodged_amount"), &l->amount) || money_is_zero(l->amount)) {
        issues_add(&f->issues, "lodged_amount", "금액을 숫자로 적어 주세요.");
    }
    if (c->security == CONTRACT_BOND) {
        l->valid_from = read_day(rq, &f->issues, "lodged_from");
        l->valid_until = read_day(rq, &f->issues, "lodged_until");
    }
    err fault = f->issues.count > before_lodged ? NULL : contract_admit_lodged(c, l, u->today);
    if (fault != NULL) {
        (void)issues_catch_at(
            &f->issues, fault == &CONTRACT_LODGED_SHORT ? "lodged_amount" : "lodged_until", fault);
    }
}

static void read_form(struct unit *u, const struct request *rq, const struct contract *c,
                      struct signing_form *f)
{
    *f = (struct signing_form){.issues = {.labels = {.items = LABELS, .count = COUNT(LABELS)}}};
    read_answers(u, rq, c, f);
    read_lodged(u, rq, c, f);
}

// --- The pledges ---------------------------------------------------------------------------------

// The answer that lets the firm sign comes first in every pledge, whichever word it is there.
static void fill_item(const struct unit *u, int kind, const struct law_pledge *row,
                      enum contract_answer answer, struct pledge_item *item)
{
    *item = (struct pledge_item){
        .key = key_of(kind, row),
        .number = row->number,
        .text = row->text,
        .applies = row->applies,
    };
    item->answers.items = NEW_ARRAY(u->arena, CONTRACT_ANSWER_COUNT, struct pledge_answer);
    enum contract_answer bars = contract_pledge_bars((enum contract_pledge_kind)kind);
    enum contract_answer order[CONTRACT_ANSWER_COUNT] = {
        bars == CONTRACT_YES ? CONTRACT_NO : CONTRACT_YES, bars, CONTRACT_NOT_APPLICABLE};
    for (size_t i = 0; i < COUNT(order); i++) {
        enum contract_answer a = order[i];
        if (a == CONTRACT_NOT_APPLICABLE && !contract_pledge_may_pass(row)) {
            continue;
        }
        item->answers.items[item->answers.count++] = (struct pledge_answer){
            .value = str_view(contract_answer_word(a)),
            .text = a == CONTRACT_NOT_APPLICABLE
                        ? S("해당없음(이 계약에는 묻지 않는 항목)")
                        : contract_answer_label((enum contract_pledge_kind)kind, a),
            .chosen = a == answer,
        };
    }
}

static void fill_parts(const struct unit *u, const struct contract *c, const struct signing_form *f,
                       struct contract_pledge_page *page)
{
    page->parts.items = NEW_ARRAY(u->arena, CONTRACT_PLEDGE_COUNT, struct pledge_part);
    for (int kind = 0; kind < CONTRACT_PLEDGE_COUNT; kind++) {
        enum contract_pledge_kind k = (enum contract_pledge_kind)kind;
        struct law_pledges rows = rows_of(u, c, kind);
        if (rows.count == 0) {
            continue;
        }
        struct pledge_part *part = &page->parts.items[page->parts.count++];
        *part = (struct pledge_part){
            .label = contract_pledge_label(k),
            .intro = contract_pledge_intro(k),
            .article = contract_pledge_article(u->arena, k, rows.base),
            .items = {.items = NEW_ARRAY(u->arena, rows.count + 1, struct pledge_item),
                      .count = rows.count},
        };
        for (size_t i = 0; i < rows.count; i++) {
            enum contract_answer answer = f == NULL ? CONTRACT_UNANSWERED : f->answers.of[kind][i];
            fill_item(u, kind, rows.items[i], answer, &part->items.items[i]);
            page->total++;
            page->answered += answer != CONTRACT_UNANSWERED;
        }
    }
}

static err fill_part(struct unit *u, const struct contract *c, struct purchase_part *out)
{
    struct purchase p = {
        .id = c->purchase,
        .institution = c->institution,
        .supplier = c->supplier,
        .title = c->title,
        .state = PURCHASE_CONTRACTING, // of every contract that waits for signatures
    };
    TRY(purchase_part_fill(u, &p, out));
    purchase_part_stand_at(out, contract_path(u, c->no, "/sign").path);
    return NULL;
}

static err render_pledges(struct unit *u, const struct request *rq, struct response *rs,
                          const struct contract *c, const struct signing_form *f, err obstacle)
{
    bool state_law = law_regime_base(u->law, c->regime, u->today) == LAW_STATE;
    struct contract_pledge_page page = {
        .title = c->title,
        .number = c->number,
        .institution_name = c->institution_name,
        .kind = contract_kind_label(c->kind),
        .print = contract_path(u, c->no, "/print"),
        .action = contract_path(u, c->no, "/sign/confirm"),
        .back = contract_path(u, c->no, ""),
        .end = contract_path(u, c->no, "/decline"),
        .is_blocked = obstacle != NULL,
        .price = c->price,
        .ends_on = c->ends_on,
        .place = c->delivery_place,
        .scope = contract_scope_view(u->arena, c->content),
        .delay_name = state_law ? S("지체상금률") : S("지연배상금률"),
        .delay = contract_delay_words(u->arena, c->delay_ppm),
        .security_amount = c->security_amount,
        .security = contract_security_label(c->security),
        .asks_lodged = c->security != CONTRACT_PROMISE,
        .asks_days = c->security == CONTRACT_BOND,
        .lodged_issuer = typed(rq, "lodged_issuer"),
        .lodged_number = typed(rq, "lodged_number"),
        .lodged_amount = typed(rq, "lodged_amount"),
        .lodged_from = typed(rq, "lodged_from"),
        .lodged_until = typed(rq, "lodged_until"),
    };
    if (obstacle != NULL) {
        page.obstacle = str_view(obstacle->text);
        page.obstacle_source = str_view(obstacle->source);
    }
    fill_parts(u, c, f, &page);
    contract_fill_crumb(u, c, S("서약과 서명"), &page.crumb);
    TRY(fill_part(u, c, &page.part));
    frame_fill(u, rq, &page.frame, S("서약과 서명"));
    if (f != NULL && f->issues.count > 0) {
        page.frame.issues = &f->issues;
        page.is_returned = true;
        rs->status = 422;
    }
    contract_pledge_page_render(&rs->body, &page);
    return NULL;
}

// The contract of the address, and what keeps the firm from signing it. Once it is signed or over,
// *out_over is set and the reader is sent to it.
static err find_for_signing(struct unit *u, const struct request *rq, struct contract *c,
                            err *out_obstacle, bool *out_over)
{
    public_no no = NO_ID(public_no);
    TRY(path_no(rq, "no", &no));
    TRY(contract_find(u->db, purchase_side_of(u), no, c));
    err fault = contract_look_supplier(u, c);
    *out_over = fault == &CONTRACT_WRONG_STATE;
    bool told = fault == NULL || *out_over || fault->kind == FAULT_REFUSED;
    *out_obstacle = fault;
    return told ? NULL : fault;
}

// GET /supplier/contracts/:no/sign
static err get_sign(struct unit *u, const struct request *rq, struct response *rs)
{
    struct contract c;
    err obstacle = NULL;
    bool over = false;
    TRY(find_for_signing(u, rq, &c, &obstacle, &over));
    if (over) {
        return see_other(rs, "/supplier/contracts/%lld", (long long)c.no.value);
    }
    return render_pledges(u, rq, rs, &c, NULL, obstacle);
}

// --- The confirmation ----------------------------------------------------------------------------

static void add_field(const struct request *rq, const char *name,
                      struct contract_confirm_page *page)
{
    page->fields.items[page->fields.count++] =
        (struct confirm_field){.name = str_view(name), .value = typed(rq, name)};
}

// "예 9개 · 해당없음 1개"
static str words_of_answers(struct arena *a, int kind, const enum contract_answer *answers,
                            size_t count)
{
    str words = S("");
    for (int i = 0; i < CONTRACT_ANSWER_COUNT; i++) {
        int64_t n = 0;
        for (size_t k = 0; k < count; k++) {
            n += answers[k] == (enum contract_answer)i;
        }
        if (n > 0) {
            str label =
                contract_answer_label((enum contract_pledge_kind)kind, (enum contract_answer)i);
            words = str_format(a, "%.*s%s%.*s %lld개", STR_ARG(words), words.n == 0 ? "" : " · ",
                               STR_ARG(label), (long long)n);
        }
    }
    return words;
}

static struct confirm_pledge confirmed(const struct unit *u, int kind,
                                       const struct law_pledges *rows,
                                       const enum contract_answer *answers)
{
    enum contract_pledge_kind k = (enum contract_pledge_kind)kind;
    struct confirm_pledge pledge = {
        .label = contract_pledge_label(k),
        .answers = words_of_answers(u->arena, kind, answers, rows->count),
        .items = {.items = NEW_ARRAY(u->arena, rows->count, struct confirm_answer),
                  .count = rows->count},
    };
    for (size_t i = 0; i < rows->count; i++) {
        pledge.items.items[i] = (struct confirm_answer){
            .number = rows->items[i]->number,
            .text = rows->items[i]->text,
            .answer = contract_answer_label(k, answers[i]),
        };
    }
    return pledge;
}

static void fill_confirmed(const struct unit *u, const struct request *rq, const struct contract *c,
                           const struct signing_form *f, struct contract_confirm_page *page)
{
    static const char *const LODGED[] = {"lodged_issuer", "lodged_number", "lodged_amount",
                                         "lodged_from", "lodged_until"};
    size_t most = (size_t)CONTRACT_PLEDGE_COUNT * CONTRACT_PLEDGE_ITEMS + COUNT(LODGED);
    page->fields.items = NEW_ARRAY(u->arena, most, struct confirm_field);
    page->pledges.items = NEW_ARRAY(u->arena, CONTRACT_PLEDGE_COUNT, struct confirm_pledge);
    for (int kind = 0; kind < CONTRACT_PLEDGE_COUNT; kind++) {
        struct law_pledges rows = rows_of(u, c, kind);
        if (rows.count == 0) {
            continue;
        }
        for (size_t i = 0; i < rows.count; i++) {
            add_field(rq, name_of(u->arena, key_of(kind, rows.items[i])), page);
        }
        page->pledges.items[page->pledges.count++] = confirmed(u, kind, &rows, f->answers.of[kind]);
    }
    for (size_t i = 0; i < COUNT(LODGED) && c->security != CONTRACT_PROMISE; i++) {
        add_field(rq, LODGED[i], page);
    }
    if (c->security != CONTRACT_PROMISE) {
        str amount = money_format(u->arena, f->lodged.amount);
        page->lodged = str_format(u->arena, "%.*s %.*s · %.*s원", STR_ARG(f->lodged.issuer),
                                  STR_ARG(f->lodged.number), STR_ARG(amount));
    }
}

static err render_confirm(struct unit *u, const struct request *rq, struct response *rs,
                          const struct contract *c, const struct signing_form *f)
{
    struct contract_confirm_page page = {
        .title = c->title,
        .number = c->number,
        .institution_name = c->institution_name,
        .supplier_name = c->supplier_name,
        .kind = contract_kind_label(c->kind),
        .is_acceptance = c->kind == CONTRACT_ACCEPTANCE,
        .name = u->actor->name,
        .print = contract_path(u, c->no, "/print"),
        .action = contract_path(u, c->no, "/sign"),
        .back = contract_path(u, c->no, "/sign"),
        .price = c->price,
        .ends_on = c->ends_on,
        .hash = c->content_hash,
        .hash_short = purchase_hash_short(c->content_hash),
    };
    fill_confirmed(u, rq, c, f, &page);
    contract_fill_crumb(u, c, S("서명 확인"), &page.crumb);
    TRY(fill_part(u, c, &page.part));
    frame_fill(u, rq, &page.frame, S("서명 확인"));
    if (f->issues.count > 0) {
        page.frame.issues = &f->issues;
        rs->status = 422;
    }
    contract_confirm_page_render(&rs->body, &page);
    return NULL;
}

// GET /supplier/contracts/:no/sign/confirm?pledge_101=yes&…
static err get_confirm(struct unit *u, const struct request *rq, struct response *rs)
{
    struct contract c;
    err obstacle = NULL;
    bool over = false;
    TRY(find_for_signing(u, rq, &c, &obstacle, &over));
    if (over) {
        return see_other(rs, "/supplier/contracts/%lld", (long long)c.no.value);
    }
    struct signing_form f;
    read_form(u, rq, &c, &f);
    return obstacle != NULL || f.issues.count > 0 ? render_pledges(u, rq, rs, &c, &f, obstacle)
                                                  : render_confirm(u, rq, rs, &c, &f);
}

// POST /supplier/contracts/:no/sign
static err post_sign(struct unit *u, const struct request *rq, struct response *rs)
{
    public_no no = NO_ID(public_no);
    struct contract c;
    struct signing_form f;
    struct contract_signing signing = {0};
    TRY(path_no(rq, "no", &no));
    TRY(contract_find(u->db, purchase_side_of(u), no, &c));
    if (!contract_may(c.state, CONTRACT_SIGN_SUPPLIER)) {
        return &CONTRACT_WRONG_STATE; // somebody was first
    }
    read_form(u, rq, &c, &f);
    if (f.issues.count > 0) {
        return render_pledges(u, rq, rs, &c, &f, NULL);
    }
    TRY(issues_catch_at(&f.issues, "secret", session_confirm(u, rq, &signing.method)));
    if (f.issues.count == 0) {
        signing.answers = f.answers;
        signing.lodged = f.lodged;
        err fault = contract_sign_supplier(u, no, &signing);
        TRY(fault != NULL && fault->kind == FAULT_CONFLICT ? fault
                                                           : issues_catch(&f.issues, fault));
    }
    return f.issues.count > 0 ? render_confirm(u, rq, rs, &c, &f)
                              : see_other(rs, "/supplier/contracts/%lld", (long long)no.value);
}

const struct route CONTRACT_PLEDGE_ROUTES[] = {
    ROUTE(GET, "/supplier/contracts/:no/sign", get_sign, RIGHT_OWNER),
    ROUTE(GET, "/supplier/contracts/:no/sign/confirm", get_confirm, RIGHT_OWNER),
    ROUTE_BEFORE(POST, "/supplier/contracts/:no/sign", session_before_confirm, post_sign,
                 RIGHT_OWNER),
};
const size_t CONTRACT_PLEDGE_ROUTE_COUNT = COUNT(CONTRACT_PLEDGE_ROUTES);
