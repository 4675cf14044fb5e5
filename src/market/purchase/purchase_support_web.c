#include "market/purchase/purchase_support_web.h"

#include "base/limits.h"
#include "market/party/party_support_action.h"
#include "market/party/party_support_web.h"
#include "market/party/right.h"
#include "market/purchase/purchase_part_web.h"
#include "market/purchase/purchase_store.h"
#include "market/purchase/purchase_support_store.h"
#include "market/purchase/support_case_page.html.h"
#include "market/purchase/support_cases_page.html.h"
#include "platform/form/form.h"
#include "platform/unit/access.h"
#include "platform/web/site.h"

// The view that the address names: the operator's own, and open. Fails with SUPPORT_UNKNOWN,
// SUPPORT_NEEDED.
static err find_view(struct unit *u, const struct request *rq, struct support_view *out)
{
    public_no no;
    TRY(path_no(rq, "no", &no));
    TRY(support_find_own(u, no, out));
    return support_is_open(out, u->now) ? NULL : &SUPPORT_NEEDED;
}

static href path_of(struct arena *a, const struct support_view *v)
{
    return href_to(a, SUPPORT_PATH "/%lld", (long long)v->no.value);
}

static void fill_crumb(struct arena *a, const struct support_view *v, bool is_case, str here,
                       struct crumb *out)
{
    crumb_add(a, out, S("지원 열람"), href_to(a, SUPPORT_PATH));
    if (is_case) {
        crumb_add(a, out, v->institution_name, path_of(a, v));
    }
    out->here = here;
}

// GET /admin/support/:no?before=
static err get_cases(struct unit *u, const struct request *rq, struct response *rs)
{
    struct support_view v;
    support_case_list list;
    bool more = false;
    int64_t below = INT64_MAX;
    TRY(find_view(u, rq, &v));
    (void)str_parse_i64(request_query(rq, "before"), &below); // unreadable: the newest
    TRY(support_store_cases(u->db, u->arena, v.institution, below, &list, &more));
    struct support_cases_page p = {
        .institution = v.institution_name,
        .reason = v.reason,
        .ends_at = v.ends_at,
        .end = href_to(u->arena, SUPPORT_PATH "/%lld/end", (long long)v.no.value),
        .empty = {.title = S("구매 건이 없습니다"),
                  .text = S("이 기관이 아직 만든 구매 건이 없습니다.")},
    };
    struct access *access = access_begin(u, S("support.cases"), v.reason);
    p.rows.items = NEW_ARRAY(u->arena, list.count, struct support_case_row);
    for (size_t i = 0; i < list.count; i++) {
        const struct support_case *c = &list.items[i];
        access_add_account(access, c->officer);
        p.rows.items[p.rows.count++] = (struct support_case_row){
            .path = href_to(u->arena, SUPPORT_PATH "/%lld/cases/%lld", (long long)v.no.value,
                            (long long)c->no.value),
            .title = c->title,
            .no = c->no,
            .department = c->department_name,
            .officer = c->officer_name,
            .state = purchase_state_label(c->state),
            .tone = purchase_state_tone(c->state),
            .moved_at = c->moved_at,
        };
    }
    if (more) {
        str last = str_format(u->arena, "%lld", (long long)list.items[list.count - 1].id);
        p.next = href_with(u->arena, path_of(u->arena, &v), "before", last);
    }
    support_note_read(u, &v, SUPPORT_CASES, NO_ID(purchase_id));
    fill_crumb(u->arena, &v, false, v.institution_name, &p.crumb);
    frame_fill(u, rq, &p.frame, v.institution_name);
    support_cases_page_render(&rs->body, &p);
    return NULL;
}

static void add_fact(struct kv *facts, const char *name, str value)
{
    facts->items.items[facts->items.count++] =
        (struct fact){.name = str_view(name), .value = value.n > 0 ? value : S("–")};
}

static void fill_facts(struct arena *a, const struct purchase *p, struct kv *facts)
{
    facts->items.items = NEW_ARRAY(a, 8, struct fact);
    add_fact(facts, "부서", p->department_name);
    add_fact(facts, "요청한 사람", p->officer_name);
    add_fact(facts, "공급기업", p->supplier_name);
    add_fact(facts, "계약 목적물", str_view(law_object_label(p->object)));
    add_fact(facts, "추정가격(부가세 제외)",
             str_format(a, "%.*s원", STR_ARG(money_format(a, p->estimated))));
    add_fact(facts, "계약방법", p->has_path ? str_view(law_path_label(p->path)) : S(""));
    struct out day;
    out_init(&day, a, 32);
    put_date(&day, p->deliver_by);
    add_fact(facts, "납품기한", out_view(&day));
}

// What a happening is called here. What is not listed is not told: its words may name a price, or
// say what people wrote to each other.
static const struct telling {
    const char *kind;
    const char *words; // NULL: its own, which are always the same
} TELLINGS[] = {
    {"purchase.draft",         NULL                                                   },
    {"purchase.edit",          NULL                                                   },
    {"purchase.judge",         NULL                                                   },
    {"purchase.withdraw",      NULL                                                   },
    {"purchase.hand_over",     NULL                                                   },
    {"purchase.revise",        "작성 중으로 되돌렸습니다."                 },
    {"purchase.submit",        "결재를 올렸습니다."                           },
    {"approval.agree",         "결재했습니다. 다음 결재가 남았습니다."},
    {"purchase.approve",       "결재가 끝났습니다."                           },
    {"purchase.return",        "반려했습니다."                                  },
    {"purchase.draw",          "계약 서류를 보냈습니다."                    },
    {"contract.sign_supplier", "공급기업이 서명했습니다."                  },
    {"purchase.sign",          "계약을 맺었습니다."                           },
    {"purchase.deliver",       "납품이 왔습니다."                              },
    {"purchase.accept",        "검사에 합격했습니다."                        },
    {"purchase.claim",         "대금을 청구했습니다."                        },
    {"purchase.refuse_claim",  "대금청구를 돌려보냈습니다."               },
    {"purchase.pay",           "대금을 지급했습니다."                        },
    {"purchase.cancel",        "구매를 취소했습니다."                        },
};

static str words_of(const struct support_happening *h)
{
    for (size_t i = 0; i < COUNT(TELLINGS); i++) {
        if (str_equals(h->kind, str_view(TELLINGS[i].kind))) {
            return TELLINGS[i].words == NULL ? h->text : str_view(TELLINGS[i].words);
        }
    }
    return S("지원 열람에서는 보이지 않는 일입니다.");
}

static void fill_timeline(struct arena *a, const support_happening_list *list,
                          struct access *access, struct timeline *out)
{
    out->items.items = NEW_ARRAY(a, list->count, struct happening);
    for (size_t i = 0; i < list->count; i++) {
        const struct support_happening *h = &list->items[i];
        access_add_account(access, h->account);
        out->items.items[out->items.count++] = (struct happening){
            .tone = S(""),
            .at = h->at,
            .text = words_of(h),
            .who = str_format(a, "%.*s %.*s", STR_ARG(h->organisation), STR_ARG(h->actor)),
        };
    }
}

static void fill_lines(struct arena *a, const purchase_line_list *lines,
                       struct support_case_page *p)
{
    p->lines.items = NEW_ARRAY(a, lines->count, struct support_case_line);
    for (size_t i = 0; i < lines->count; i++) {
        const struct purchase_line *l = &lines->items[i];
        p->lines.items[p->lines.count++] =
            (struct support_case_line){l->title, l->quantity, l->unit, l->list_price};
    }
}

// GET /admin/support/:no/cases/:case
static err get_case(struct unit *u, const struct request *rq, struct response *rs)
{
    public_no no;
    struct support_view v;
    struct purchase c;
    purchase_line_list lines;
    support_happening_list happenings;
    TRY(path_no(rq, "case", &no));
    TRY(find_view(u, rq, &v));
    struct purchase_side side = {.institution = v.institution};
    TRY(purchase_find(u->db, side, no, &c));
    TRY(purchase_list_lines(u->db, u->arena, c.id, &lines));
    TRY(support_store_happenings(u->db, u->arena, &c, &happenings));
    struct support_case_page p = {
        .institution = v.institution_name,
        .ends_at = v.ends_at,
        .title = c.title,
        .no = c.no,
        .state = purchase_state_label(c.state),
        .tone = purchase_state_tone(c.state),
    };
    struct access *access = access_begin(u, S("support.case"), v.reason);
    access_add_account(access, c.officer);
    access_add_supplier(access, c.supplier);
    fill_facts(u->arena, &c, &p.facts);
    fill_lines(u->arena, &lines, &p);
    fill_timeline(u->arena, &happenings, access, &p.timeline);
    if (c.has_path) {
        p.replay = href_to(u->arena, "/admin/rule-replays/%lld", (long long)c.no.value);
    }
    support_note_read(u, &v, SUPPORT_CASE, c.id);
    fill_crumb(u->arena, &v, true, c.title, &p.crumb);
    frame_fill(u, rq, &p.frame, c.title);
    support_case_page_render(&rs->body, &p);
    return NULL;
}

const struct route PURCHASE_SUPPORT_ROUTES[] = {
    ROUTE(GET, SUPPORT_PATH "/:no", get_cases, RIGHT_OPERATOR),
    ROUTE(GET, SUPPORT_PATH "/:no/cases/:case", get_case, RIGHT_OPERATOR),
};
const size_t PURCHASE_SUPPORT_ROUTE_COUNT = COUNT(PURCHASE_SUPPORT_ROUTES);
