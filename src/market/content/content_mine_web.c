// A firm's products in shoots: where each stands, and its answer to what was made.
#include "base/limits.h"
#include "market/content/content_action.h"
#include "market/content/content_part_web.h"
#include "market/content/my_shoot_page.html.h"
#include "market/content/my_shoots_page.html.h"
#include "market/party/party_session_web.h"
#include "market/party/right.h"
#include "platform/form/form.h"
#include "platform/web/site.h"

static const char HEAD[] = "/supplier/shoots";

static href list_path(struct arena *a, public_no below)
{
    str no = below.value == 0 ? S("") : str_format(a, "%lld", (long long)below.value);
    return href_with(a, href_to(a, "%s", HEAD), "before", no);
}

// GET /supplier/shoots ?before=
static err get_list(struct unit *u, const struct request *rq, struct response *rs)
{
    shoot_item_list list;
    public_no below = NO_ID(public_no);
    (void)public_no_parse(request_query(rq, "before"), &below); // unreadable: from the top
    struct my_shoots_page p = {
        .empty = {.title = S("잡힌 사진 촬영이 없습니다"),
                  .text = S("두레가 전문 사진촬영을 잡으면 알려 드리고, 찍은 사진을 여기에서 "
                            "확인하십니다. 직접 찍은 사진은 상품의 사진 화면에서 올립니다."),
                  .button = S("상품"),
                  .path = href_to(u->arena, "/supplier/products")}
    };
    supplier_id own = u->actor->supplier;
    TRY(shoot_store_items_of(u->db, u->arena, own, below, LIMIT_DESK_ROWS + 1, &list));
    TRY(shoot_store_count_of(u->db, own, &p.pager.total));
    p.pager.counter = S("개");
    size_t shown = list.count > LIMIT_DESK_ROWS ? LIMIT_DESK_ROWS : list.count;
    p.rows.items = NEW_ARRAY(u->arena, shown + 1, struct item_row);
    for (size_t i = 0; i < shown; i++) {
        href path = href_to(u->arena, "%s/%lld", HEAD, (long long)list.items[i].no.value);
        p.rows.items[p.rows.count++] = shoot_item_row(&list.items[i], path);
    }
    if (below.value != 0) {
        p.pager.previous = list_path(u->arena, NO_ID(public_no));
    }
    if (list.count > shown) {
        p.pager.next = list_path(u->arena, list.items[shown - 1].no);
    }
    frame_fill(u, rq, &p.frame, S("사진 촬영"));
    my_shoots_page_render(&rs->body, &p);
    return NULL;
}

static err render(struct unit *u, const struct request *rq, struct response *rs,
                  const struct shoot_item *item, const struct issues *issues)
{
    struct arena *a = u->arena;
    struct shoot_item_page p = {
        .action = href_to(a, "%s/%lld", HEAD, (long long)item->no.value),
        .may_approve = item->state == ITEM_ASKED,
        .is_firm = true,
        .confirm = href_to(a, "%s/%lld/goods", HEAD, (long long)item->no.value),
        .remark = request_field(rq, "remark"),
    };
    p.crumb.here = item->title;
    crumb_add(a, &p.crumb, S("사진 촬영"), href_to(a, "%s", HEAD));
    TRY(shoot_fill_item(u, item, &p));
    frame_fill(u, rq, &p.frame, item->title);
    p.frame.issues = issues;
    my_shoot_page_render(&rs->body, &p);
    rs->status = issues == NULL ? 200 : 422;
    return NULL;
}

static err find_own(struct unit *u, const struct request *rq, struct shoot_item *out)
{
    public_no no;
    TRY(path_no(rq, "no", &no));
    return shoot_store_find_item(u->db, u->arena, u->actor->supplier, no, out);
}

// GET /supplier/shoots/:no
static err get_one(struct unit *u, const struct request *rq, struct response *rs)
{
    struct shoot_item item;
    TRY(find_own(u, rq, &item));
    return render(u, rq, rs, &item, NULL);
}

// POST /supplier/shoots/:no
static err post_one(struct unit *u, const struct request *rq, struct response *rs)
{
    static const char *const ANSWERS[] = {"approve", "wish"};
    struct shoot_item item;
    struct issues issues = {0};
    TRY(find_own(u, rq, &item));
    int answer = form_choice(rq, &issues, "do", REQUIRED, ANSWERS, COUNT(ANSWERS));
    item.version = form_i64(rq, &issues, "version", REQUIRED, 1, INT64_MAX);
    str reason = form_text(rq, &issues, "reason", OPTIONAL, LIMIT_TEXT);
    if (issues.count == 0) {
        err e = shoot_action_answer(u, &item, answer == 0, reason);
        TRY(issues_catch_at(&issues, e == &SHOOT_NEEDS_REASON ? "reason" : "", e));
    }
    if (issues.count > 0) {
        return render(u, rq, rs, &item, &issues);
    }
    return see_other(rs, "%s/%lld", HEAD, (long long)item.no.value);
}

// POST /supplier/shoots/:no/goods
static err post_goods(struct unit *u, const struct request *rq, struct response *rs)
{
    static const char *const WAYS[] = {"in", "out"};
    static const struct field_label LABELS[] = {
        {"remark", "적힌 것과 다른 점"        },
        {"secret", "비밀번호 또는 인증번호"},
    };
    struct shoot_item item;
    const char *method = NULL;
    struct issues issues = {
        .labels = {LABELS, COUNT(LABELS)}
    };
    TRY(find_own(u, rq, &item));
    int way = form_choice(rq, &issues, "way", REQUIRED, WAYS, COUNT(WAYS));
    str remark = form_text(rq, &issues, "remark", OPTIONAL, LIMIT_TEXT);
    if (issues.count == 0) {
        TRY(issues_catch_at(&issues, "secret", session_confirm(u, rq, &method)));
    }
    if (issues.count == 0) {
        TRY(issues_catch(&issues,
                         shoot_action_confirm(u, &item, (enum goods_way)way, method, remark)));
    }
    if (issues.count > 0) {
        return render(u, rq, rs, &item, &issues);
    }
    return see_other(rs, "%s/%lld", HEAD, (long long)item.no.value);
}

const struct route MY_SHOOT_ROUTES[] = {
    ROUTE(GET, "/supplier/shoots", get_list, RIGHT_SUPPLIER),
    ROUTE(GET, "/supplier/shoots/:no", get_one, RIGHT_SUPPLIER),
    ROUTE(POST, "/supplier/shoots/:no", post_one, RIGHT_SUPPLIER),
    ROUTE_BEFORE(POST, "/supplier/shoots/:no/goods", session_before_confirm, post_goods,
                 RIGHT_SUPPLIER),
};
const size_t MY_SHOOT_ROUTE_COUNT = COUNT(MY_SHOOT_ROUTES);
