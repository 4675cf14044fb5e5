// One product in a shoot, on the operator's desk: goods, shots, retouching.
#include <assert.h>

#include "base/limits.h"
#include "market/content/content_action.h"
#include "market/content/content_part_web.h"
#include "market/content/shoot_item_page.html.h"
#include "market/party/right.h"
#include "platform/form/form.h"
#include "platform/web/site.h"

static const char HEAD[] = "/admin/shoots";

static struct crumb crumb_to(struct arena *a, const struct shoot_item *item)
{
    struct crumb crumb = {.here = item->title};
    crumb_add(a, &crumb, S("상품 촬영"), href_to(a, "%s", HEAD));
    crumb_add(a, &crumb, item->shoot_title,
              href_to(a, "%s/%lld", HEAD, (long long)item->shoot_no.value));
    return crumb;
}

static bool may(const struct shoot_item *item, enum item_event event)
{
    enum item_state state = item->state;
    return item_move(&state, event, S("x")) == NULL;
}

static err render(struct unit *u, const struct request *rq, struct response *rs,
                  const struct shoot_item *item, const struct issues *issues)
{
    struct arena *a = u->arena;
    long long shoot = (long long)item->shoot_no.value;
    long long no = (long long)item->no.value;
    bool is_open = item->shoot_state == SHOOT_PLANNED || item->shoot_state == SHOOT_RUNNING;
    struct shoot_item_page p = {
        .crumb = crumb_to(a, item),
        .action = href_to(a, "%s/%lld/items/%lld", HEAD, shoot, no),
        .upload = href_to(a, "/upload%s/%lld/items/%lld", HEAD, shoot, no),
        .stage = item->state == ITEM_HERE ? S("원본") : S("보정본"),
        .may_check_in = is_open && may(item, ITEM_CHECK_IN),
        .may_return =
            item->handover[GOODS_CAME].name.n > 0 && item->handover[GOODS_WENT].name.n == 0,
        .may_shoot = is_open && may(item, ITEM_SHOOT),
        .may_ask = is_open && may(item, ITEM_ASK),
        .may_drop = is_open && may(item, ITEM_DROP),
    };
    p.may_upload = p.may_shoot || p.may_ask;
    p.name = request_field(rq, "name");
    p.goods_text =
        rq->method == GET ? item->handover[GOODS_CAME].goods : request_field(rq, "goods");
    p.remark = request_field(rq, "remark");
    TRY(shoot_fill_item(u, item, &p));
    frame_fill(u, rq, &p.frame, item->title);
    p.frame.issues = issues;
    shoot_item_page_render(&rs->body, &p);
    rs->status = issues == NULL ? 200 : 422;
    return NULL;
}

// The product under its own shoot's address alone.
static err find_item(struct unit *u, const struct request *rq, struct shoot_item *out)
{
    public_no shoot;
    public_no no;
    TRY(path_no(rq, "no", &shoot));
    TRY(path_no(rq, "item", &no));
    TRY(shoot_store_find_item(u->db, u->arena, NO_ID(supplier_id), no, out));
    return out->shoot_no.value == shoot.value ? NULL : &SHOOT_UNKNOWN;
}

// GET /admin/shoots/:no/items/:item
static err get_item(struct unit *u, const struct request *rq, struct response *rs)
{
    struct shoot_item item;
    TRY(find_item(u, rq, &item));
    return render(u, rq, rs, &item, NULL);
}

static err back(struct response *rs, const struct shoot_item *item)
{
    return see_other(rs, "%s/%lld/items/%lld", HEAD, (long long)item->shoot_no.value,
                     (long long)item->no.value);
}

enum deed { DEED_CHECK_IN, DEED_RETURN, DEED_SHOOT, DEED_ASK, DEED_DROP, DEED_COUNT };

static err act(struct unit *u, const struct shoot_item *item, enum deed deed,
               const struct goods_handover *h, str reason)
{
    switch (deed) {
    case DEED_CHECK_IN:
        return shoot_action_check_in(u, item, h);
    case DEED_RETURN:
        return shoot_action_return(u, item, h);
    case DEED_SHOOT:
        return shoot_action_move(u, item, ITEM_SHOOT, S(""));
    case DEED_ASK:
        return shoot_action_move(u, item, ITEM_ASK, S(""));
    case DEED_DROP:
        return shoot_action_move(u, item, ITEM_DROP, reason);
    case DEED_COUNT:
        break;
    }
    return &SHOOT_WRONG_STATE;
}

static const char *field_of(err e)
{
    if (e == &SHOOT_NEEDS_NAME) {
        return "name";
    }
    if (e == &SHOOT_NEEDS_GOODS) {
        return "goods";
    }
    return e == &SHOOT_NEEDS_REASON ? "reason" : "";
}

// POST /admin/shoots/:no/items/:item
static err post_item(struct unit *u, const struct request *rq, struct response *rs)
{
    static const char *const DEEDS[] = {"check_in", "return", "shoot", "ask", "drop"};
    static_assert(COUNT(DEEDS) == DEED_COUNT, "every deed has its word");
    struct shoot_item item;
    struct issues issues = {0};
    TRY(find_item(u, rq, &item));
    int deed = form_choice(rq, &issues, "do", REQUIRED, DEEDS, COUNT(DEEDS));
    item.version = form_i64(rq, &issues, "version", REQUIRED, 1, INT64_MAX);
    struct goods_handover h = {
        .name = form_line(rq, &issues, "name", OPTIONAL, LIMIT_NAME),
        .goods = form_line(rq, &issues, "goods", OPTIONAL, LIMIT_LINE),
        .remark = form_line(rq, &issues, "remark", OPTIONAL, LIMIT_LINE),
    };
    str reason = form_text(rq, &issues, "reason", OPTIONAL, LIMIT_TEXT);
    if (issues.count == 0) {
        err e = act(u, &item, (enum deed)deed, &h, reason);
        TRY(issues_catch_at(&issues, field_of(e), e));
    }
    return issues.count > 0 ? render(u, rq, rs, &item, &issues) : back(rs, &item);
}

// photo_2: what it shows; -1: no such field.
static int role_of(str field)
{
    int64_t key = 0;
    str role = field;
    bool is_photo = str_equals(str_cut(&role, '_'), S("photo")) && str_parse_i64(role, &key);
    return is_photo && key >= 0 && key < PICTURE_ROLE_COUNT ? (int)key : -1;
}

// One photo a shot, as many of the list as were chosen: all or none. Which one is wrong is said at
// its field, and the others with it.
static err add_pictures(struct unit *u, const struct request *rq, const struct shoot_item *item,
                        struct issues *issues)
{
    size_t count = 0;
    for (size_t i = 0; i < rq->uploads.count; i++) {
        const struct upload *up = &rq->uploads.items[i];
        int role = role_of(up->field);
        if (role >= 0) {
            err e = shoot_action_add_picture(u, item, (enum picture_role)role, up);
            TRY(issues_catch_at(issues, str_to_c(u->arena, up->field), e));
            count++;
        }
    }
    if (count == 0) {
        issues_add(issues, "photo_0", "올릴 사진을 하나 이상 골라 주세요.");
    } else if (issues->count > 0 && count > 1) {
        issues_add(issues, "",
                   "이번에 고른 사진은 하나도 올리지 않았습니다. 고친 뒤 다시 골라 주세요.");
    }
    return NULL;
}

// POST /upload/admin/shoots/:no/items/:item
static err post_picture(struct unit *u, const struct request *rq, struct response *rs)
{
    struct shoot_item item;
    struct issues issues = {0};
    TRY(find_item(u, rq, &item));
    TRY(add_pictures(u, rq, &item, &issues));
    return issues.count > 0 ? render(u, rq, rs, &item, &issues) : back(rs, &item);
}

const struct route SHOOT_ITEM_ROUTES[] = {
    ROUTE(GET, "/admin/shoots/:no/items/:item", get_item, RIGHT_OPERATOR),
    ROUTE(POST, "/admin/shoots/:no/items/:item", post_item, RIGHT_OPERATOR),
    ROUTE_SLOW(POST, "/upload/admin/shoots/:no/items/:item", post_picture, RIGHT_OPERATOR),
};
const size_t SHOOT_ITEM_ROUTE_COUNT = COUNT(SHOOT_ITEM_ROUTES);
