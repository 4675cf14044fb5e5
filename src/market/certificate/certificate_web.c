#include "market/certificate/certificate_web.h"

#include "base/limits.h"
#include "market/certificate/certificate_action.h"
#include "market/certificate/certificate_part_web.h"
#include "market/certificate/my_certificate_page.html.h"
#include "market/certificate/my_certificates_page.html.h"
#include "market/certificate/new_certificate_page.html.h"
#include "market/party/right.h"
#include "platform/form/form.h"
#include "platform/web/site.h"

#define DETAIL_NO_DIGITS 10
#define NUMBER_MAX 40 // characters: the printed forms are not confirmed (K-13)

static const char HEAD[] = "/supplier/certificates";

static const struct field_label LABELS[] = {
    {"kind",        "종류"                    },
    {"number",      "번호"                    },
    {"detail_no",   "세부품명번호"        },
    {"product",     "상품"                    },
    {"issuer",      "발급기관"              },
    {"valid_from",  "유효기간 첫날"       },
    {"valid_until", "유효기간 마지막 날"},
    {"vulnerable",  "취약계층 고용비율" },
    {"evidence",    "확인서 파일"          },
};

static struct crumb crumb_to(struct arena *a, str here)
{
    return crumb_below(a, S("확인서·인증서"), href_to(a, "%s", HEAD), here);
}

// GET /supplier/certificates?after=
static err get_list(struct unit *u, const struct request *rq, struct response *rs)
{
    certificate_list list;
    struct my_certificates_page p = {
        .empty = {.title = S("등록한 확인서·인증서가 없습니다"),
                  .text = S("여성기업·사회적기업 같은 확인서를 등록하면 상품에 표시되고, 기관이 "
                            "우선구매 상대를 찾을 때 나타납니다."),
                  .button = S("확인서 등록"),
                  .path = href_to(u->arena, "%s/new", HEAD)}
    };
    public_no after = {0};
    (void)public_no_parse(request_query(rq, "after"), &after); // unreadable: from the top
    TRY(certificate_store_list_own(u->db, u->arena, u->actor->supplier, u->today, after,
                                   LIMIT_DESK_ROWS + 1, &list));
    size_t shown = list.count > LIMIT_DESK_ROWS ? LIMIT_DESK_ROWS : list.count;
    p.pager.previous = after.value == 0 ? (href){0} : href_to(u->arena, "%s", HEAD);
    if (list.count > shown) {
        p.pager.next =
            href_with(u->arena, href_to(u->arena, "%s", HEAD), "after",
                      str_format(u->arena, "%lld", (long long)list.items[shown - 1].no.value));
    }
    p.rows.items = NEW_ARRAY(u->arena, shown, struct certificate_row);
    p.ending.items = NEW_ARRAY(u->arena, shown, struct certificate_row);
    for (size_t i = 0; i < shown; i++) {
        const struct certificate *c = &list.items[i];
        struct certificate_row *row = &p.rows.items[p.rows.count++];
        certificate_fill_row(u, c, HEAD, row);
        bool holds = certificate_holds(c->state, c->valid_from, c->valid_until, u->today);
        if (holds && certificate_days_left(c->valid_until, u->today) <= CERTIFICATE_RENEW_DAYS) {
            p.ending.items[p.ending.count++] = *row;
        }
    }
    frame_fill(u, rq, &p.frame, S("확인서·인증서"));
    my_certificates_page_render(&rs->body, &p);
    return NULL;
}

// --- A new one -----------------------------------------------------------------------------------

static err fill_products(struct unit *u, const struct request *rq, struct new_certificate_page *p)
{
    certificate_product_list list;
    TRY(certificate_store_products(u->db, u->arena, u->actor->supplier, &list));
    p->products.items = NEW_ARRAY(u->arena, list.count, struct certificate_option);
    for (size_t i = 0; i < list.count; i++) {
        str no = str_format(u->arena, "%lld", (long long)list.items[i].no.value);
        p->products.items[p->products.count++] = (struct certificate_option){
            .value = no,
            .text = list.items[i].title,
            .selected = str_equals(no, request_field(rq, "product")),
        };
    }
    return NULL;
}

static err render_new(struct unit *u, const struct request *rq, struct response *rs,
                      const struct issues *issues)
{
    struct new_certificate_page p = {
        .crumb = crumb_to(u->arena, S("확인서 등록")),
        .number = request_field(rq, "number"),
        .issuer = request_field(rq, "issuer"),
        .valid_from = request_field(rq, "valid_from"),
        .valid_until = request_field(rq, "valid_until"),
        .vulnerable = request_field(rq, "vulnerable"),
        .detail_no = request_field(rq, "detail_no"),
        .is_again = issues != NULL,
    };
    p.kinds.items = NEW_ARRAY(u->arena, CERTIFICATE_KIND_COUNT, struct certificate_option);
    p.product_kinds.items = NEW_ARRAY(u->arena, CERTIFICATE_ALL_COUNT, struct certificate_option);
    for (int k = 0; k < CERTIFICATE_ALL_COUNT; k++) {
        if (!certificate_is_open(u, (enum certificate_kind)k)) {
            continue;
        }
        bool is_of_product = certificate_is_of_product((enum certificate_kind)k);
        str word = str_view(certificate_kind_word((enum certificate_kind)k));
        struct certificate_option *option = is_of_product
                                                ? &p.product_kinds.items[p.product_kinds.count++]
                                                : &p.kinds.items[p.kinds.count++];
        *option = (struct certificate_option){
            .value = word,
            .text = certificate_law_label(u, (enum certificate_kind)k),
            .selected = str_equals(word, request_field(rq, "kind")),
        };
    }
    TRY(fill_products(u, rq, &p));
    frame_fill(u, rq, &p.frame, S("확인서 등록"));
    p.frame.issues = issues;
    new_certificate_page_render(&rs->body, &p);
    rs->status = issues == NULL ? 200 : 422;
    return NULL;
}

// GET /supplier/certificates/new
static err get_new(struct unit *u, const struct request *rq, struct response *rs)
{
    return render_new(u, rq, rs, NULL);
}

static int read_kind(const struct unit *u, const struct request *rq, struct issues *is)
{
    const char *words[CERTIFICATE_ALL_COUNT];
    size_t count = 0;
    for (int k = 0; k < CERTIFICATE_ALL_COUNT; k++) {
        if (certificate_is_open(u, (enum certificate_kind)k)) {
            words[count++] = certificate_kind_word((enum certificate_kind)k);
        }
    }
    int at = form_choice(rq, is, "kind", REQUIRED, words, count);
    return at < 0 ? at : certificate_any_kind_from(str_view(words[at]));
}

static int64_t read_vulnerable(const struct request *rq, struct issues *is, int kind)
{
    str typed = form_line(rq, is, "vulnerable", OPTIONAL, LIMIT_NAME);
    int64_t bp = 0;
    if (typed.n == 0) {
        return 0;
    }
    if (!certificate_parse_share(typed, &bp)) {
        issues_add(is, "vulnerable", "비율을 0에서 100까지 숫자로 적어 주세요. 예: 45.5");
    } else if (kind >= 0 && !certificate_weighs_vulnerable((enum certificate_kind)kind)) {
        issues_add(is, "vulnerable",
                   "취약계층 고용비율은 사회적기업·사회적협동조합·자활기업·"
                   "마을기업에만 적습니다. 칸을 비워 주세요.");
    }
    return bp;
}

// Ten digits, or nothing.
static str read_detail_no(const struct request *rq, struct issues *is)
{
    str typed = form_line(rq, is, "detail_no", OPTIONAL, DETAIL_NO_DIGITS);
    for (size_t i = 0; i < typed.n; i++) {
        if (typed.p[i] < '0' || typed.p[i] > '9' || typed.n != DETAIL_NO_DIGITS) {
            issues_add(is, "detail_no", "세부품명번호를 숫자 10자리로 적어 주세요.");
            return S("");
        }
    }
    return typed;
}

// The one chosen of what the firm sells; none: NO_ID.
static err read_product(struct unit *u, const struct request *rq, product_id *out)
{
    certificate_product_list list;
    public_no no;
    *out = NO_ID(product_id);
    if (!public_no_parse(request_field(rq, "product"), &no)) {
        return NULL;
    }
    TRY(certificate_store_products(u->db, u->arena, u->actor->supplier, &list));
    for (size_t i = 0; i < list.count; i++) {
        if (list.items[i].no.value == no.value) {
            *out = list.items[i].id;
        }
    }
    return NULL;
}

static const char *field_of(err fault)
{
    if (fault == &FILE_EMPTY || fault == &FILE_TOO_LARGE || fault == &FILE_WRONG_KIND) {
        return "evidence";
    }
    if (fault == &CERTIFICATE_TERM_REVERSED || fault == &CERTIFICATE_ENDED) {
        return "valid_until";
    }
    if (fault == &CERTIFICATE_NO_NUMBER || fault == &CERTIFICATE_NO_PRODUCT) {
        return fault == &CERTIFICATE_NO_NUMBER ? "detail_no" : "product";
    }
    return fault == &CERTIFICATE_KNOWN ? "number" : "";
}

// POST /upload/supplier/certificates
static err post_new(struct unit *u, const struct request *rq, struct response *rs)
{
    struct issues issues = {
        .labels = {LABELS, COUNT(LABELS)}
    };
    int kind = read_kind(u, rq, &issues);
    struct certificate typed = {
        .kind = kind < 0 ? CERTIFICATE_SMALL_MICRO : (enum certificate_kind)kind,
        .number = form_line(rq, &issues, "number", REQUIRED, NUMBER_MAX),
        .issuer = form_line(rq, &issues, "issuer", REQUIRED, LIMIT_NAME),
        .valid_from = form_date(rq, &issues, "valid_from", REQUIRED),
        .valid_until = form_date(rq, &issues, "valid_until", OPTIONAL),
        .vulnerable_bp = read_vulnerable(rq, &issues, kind),
        .detail_no = read_detail_no(rq, &issues),
    };
    TRY(read_product(u, rq, &typed.product));
    const struct upload *evidence = request_upload(rq, "evidence");
    if (evidence == NULL) {
        issues_add(&issues, "evidence",
                   "확인서 파일을 올려 주세요. 다른 칸을 고쳐 다시 낼 때에도 "
                   "파일은 새로 고르셔야 합니다.");
    }
    public_no no = NO_ID(public_no);
    if (issues.count == 0) {
        err e = certificate_action_add(u, &typed, evidence, &no);
        TRY(issues_catch_at(&issues, field_of(e), e));
    }
    if (issues.count > 0) {
        return render_new(u, rq, rs, &issues);
    }
    return see_other(rs, "%s/%lld", HEAD, (long long)no.value);
}

// --- One of them ---------------------------------------------------------------------------------

static err find_own(struct unit *u, const struct request *rq, struct certificate *out)
{
    public_no no;
    TRY(path_no(rq, "no", &no));
    return certificate_store_find_own(u->db, u->actor->supplier, no, out);
}

// GET /supplier/certificates/:no
static err get_one(struct unit *u, const struct request *rq, struct response *rs)
{
    struct certificate c;
    struct my_certificate_page p = {0};
    TRY(find_own(u, rq, &c));
    href file = href_to(u->arena, "%s/%lld/file", HEAD, (long long)c.no.value);
    certificate_fill_view(u, &c, file, &p.view);
    str tone = {0};
    p.is_waiting = c.state == CERTIFICATE_UNCHECKED;
    if (p.is_waiting || c.state == CERTIFICATE_VERIFIED) {
        p.left = certificate_left(u, c.valid_until, &tone);
    }
    enum certificate_state next = c.state;
    p.may_withdraw = certificate_move(&next, CERTIFICATE_WITHDRAW, S("")) == NULL;
    p.withdraw_path = href_to(u->arena, "%s/%lld/withdraw", HEAD, (long long)c.no.value);
    p.crumb = crumb_to(u->arena, p.view.label);
    frame_fill(u, rq, &p.frame, p.view.label);
    my_certificate_page_render(&rs->body, &p);
    return NULL;
}

// GET /supplier/certificates/:no/file
static err get_file(struct unit *u, const struct request *rq, struct response *rs)
{
    struct certificate c;
    TRY(find_own(u, rq, &c));
    return certificate_send_file(u, &c, rs);
}

// POST /supplier/certificates/:no/withdraw
static err post_withdraw(struct unit *u, const struct request *rq, struct response *rs)
{
    public_no no;
    struct issues issues = {0};
    TRY(path_no(rq, "no", &no));
    int64_t version = form_i64(rq, &issues, "version", REQUIRED, 1, INT64_MAX);
    if (issues.count > 0) {
        return &CERTIFICATE_CHANGED;
    }
    TRY(certificate_action_withdraw(u, no, version));
    return see_other(rs, "%s", HEAD);
}

const struct route CERTIFICATE_ROUTES[] = {
    ROUTE(GET, "/supplier/certificates", get_list, RIGHT_SUPPLIER),
    ROUTE(GET, "/supplier/certificates/new", get_new, RIGHT_SUPPLIER),
    ROUTE_SLOW(POST, "/upload/supplier/certificates", post_new, RIGHT_SUPPLIER),
    ROUTE(GET, "/supplier/certificates/:no", get_one, RIGHT_SUPPLIER),
    ROUTE(GET, "/supplier/certificates/:no/file", get_file, RIGHT_SUPPLIER),
    ROUTE(POST, "/supplier/certificates/:no/withdraw", post_withdraw, RIGHT_SUPPLIER),
};
const size_t CERTIFICATE_ROUTE_COUNT = COUNT(CERTIFICATE_ROUTES);
