// Two shoots for the demo: one that is over, its pictures on the products' pages, and one in which
// a firm is asked, goods are here and goods are to come.
//
// The photos are painted here, before and after retouching; the site's own job makes pictures of
// them once it serves.
#include "app/demo_city.h"

#include "app/demo_content.sql.h"
#include "base/limits.h"
#include "market/content/content_store.h"
#include "platform/picture/picture_action.h"
#include "platform/picture/picture_png.h"

#define SIDE 600 // pixels of a painted photo

// --- Photos --------------------------------------------------------------------------------------

struct paint {
    int red, green, blue; // of the thing
    bool is_raw;          // before retouching: the ground is grey and uneven
    bool is_near;         // a detail: the thing is larger than the photo
};

// A box with a lid, a label and some shade, in thousandths of the side.
static int shade_at(int64_t x, int64_t y, bool *out_label)
{
    bool lid = y < 380;
    *out_label = x > 380 && x < 620 && y > 480 && y < 680;
    int64_t shade = 100 - (x - 250) * 30 / 500 - (lid ? -8 : (y - 380) * 12 / 400);
    return (int)(y > 372 && y < 384 ? shade * 7 / 10 : shade);
}

static void paint_thing(const struct paint *what, int64_t x, int64_t y, unsigned char *p)
{
    bool label = false;
    int shade = shade_at(x, y, &label);
    int stripe = (y / 12 + x / 90) % 3 == 0 ? 60 : 235;
    int colours[3] = {what->red, what->green, what->blue};
    for (int i = 0; i < 3; i++) {
        int value = label ? stripe : colours[i] * shade / 100;
        p[i] = (unsigned char)(value > 255 ? 255 : value);
    }
}

static str paint(struct arena *a, const struct paint *what)
{
    size_t line = 1 + SIDE * 3;
    unsigned char *lines = arena_array(a, SIDE, line);
    for (int y = 0; y < SIDE; y++) {
        for (int x = 0; x < SIDE; x++) {
            unsigned char *p = lines + (size_t)y * line + 1 + (size_t)x * 3;
            int64_t at_x = (int64_t)x * 1000 / SIDE;
            int64_t at_y = (int64_t)y * 1000 / SIDE;
            at_x = what->is_near ? 300 + at_x * 4 / 10 : at_x;
            at_y = what->is_near ? 300 + at_y * 4 / 10 : at_y;
            if (at_x > 250 && at_x < 750 && at_y > 280 && at_y < 780) {
                paint_thing(what, at_x, at_y, p);
                continue;
            }
            int ground = what->is_raw ? 150 + (x + y) * 40 / (2 * SIDE) : 250;
            p[0] = p[1] = (unsigned char)ground;
            p[2] = (unsigned char)(what->is_raw ? ground - 18 : ground);
        }
    }
    return picture_png(a, SIDE, SIDE, lines, line * SIDE);
}

static err add_picture(struct demo *d, const struct shoot_item *item, int64_t n,
                       enum picture_role role, enum shot_stage stage, bool shown)
{
    static const int COLOURS[][3] = {
        {60,  110, 190},
        {190, 120, 50 },
        {70,  150, 90 },
        {160, 70,  110}
    };
    const int *colour = COLOURS[n % 4];
    struct paint what = {colour[0], colour[1], colour[2], stage == STAGE_BEFORE,
                         role == ROLE_DETAIL};
    struct shoot_picture x = {.role = role, .stage = stage};
    struct arena *own = arena_open_below(d->u->arena, 8 * MIB);
    struct upload up = {.field = S("photo"), .name = S("시연.png"), .bytes = paint(own, &what)};
    err e = picture_action_add(d->u, &up, &x.picture);
    arena_close(own);
    TRY(e);
    TRY(shoot_store_add_picture(d->u->db, item->id, &x, d->u->now));
    if (!shown) {
        return NULL;
    }
    int64_t id = 0;
    struct product_picture of = {
        .product = item->product,
        .supplier = item->supplier,
        .picture = x.picture,
        .role = role,
        .alt = S(""),
    };
    struct picture_deed deed = {NO_ID(account_id), S("전문 촬영한 사진을 승인함"), d->u->now};
    return product_picture_add(d->u->db, &of, &deed, &id);
}

// --- Shoots --------------------------------------------------------------------------------------

struct part {
    enum item_state state;
    bool came;
    bool went;
    int confirmed; // of these by the firm: 0, 1, 2
    int pictures;  // 0 none, 1 before, 2 after as well
    const char *reason;
};

// Somebody of the first firm brings goods, or takes them back, and confirms it.
static err hand_over(struct demo *d, const struct shoot *s, const struct shoot_item *item,
                     enum goods_way way, bool is_confirmed)
{
    struct unit *u = d->u;
    struct goods_handover h = {
        .goods = S("견본 1개"), .remark = S("흠집 없음"), .firm_remark = S("")};
    account_id who = NO_ID(account_id);
    struct query *q = db_query(u->db, &SQL_DEMO_SHOOT_PERSON);
    bind_i64(q, "supplier", d->firms.items[0].id);
    if (query_next(q)) {
        who.value = read_i64(q, "id");
        h.name = h.firm_name = str_copy(u->arena, read_str(q, "name"));
    }
    TRY(query_end(q));
    TRY(shoot_store_hand_over(u->db, item->id, way, &h, s->created_by, u->now));
    return is_confirmed ? shoot_store_confirm(u->db, item->id, way, &h, "password", who, u->now)
                        : NULL;
}

static err add_item(struct demo *d, const struct shoot *s, struct shoot_item *item, int64_t n,
                    const struct part *part)
{
    struct unit *u = d->u;
    TRY(shoot_store_add_item(u->db, s->id, item->offer, demo_no(d), ITEM_WAITING, u->now,
                             &item->id));
    item->version = 1;
    TRY(shoot_store_set_item(u->db, item, part->state, str_view(part->reason), u->now));
    for (int way = 0; way < (part->came ? 1 : 0) + (part->went ? 1 : 0); way++) {
        TRY(hand_over(d, s, item, (enum goods_way)way, way < part->confirmed));
    }
    for (int stage = 0; stage < part->pictures; stage++) {
        bool shown = part->state == ITEM_APPROVED && stage == STAGE_AFTER;
        enum shot_stage is = (enum shot_stage)stage;
        TRY(add_picture(d, item, n, ROLE_FRONT, is, shown));
        TRY(add_picture(d, item, n, ROLE_DETAIL, is, shown));
    }
    return NULL;
}

// Offers of one firm that stand in no shoot yet.
static err list_offers(struct demo *d, int64_t firm, struct shoot_item *out, size_t *count)
{
    struct query *q = db_query(d->u->db, &SQL_DEMO_SHOOT_OFFERS);
    bind_i64(q, "supplier", firm);
    while (query_next(q) && *count < 3) {
        out[(*count)++] = (struct shoot_item){
            .offer = {read_i64(q, "id")},
            .supplier = {firm},
            .product = {read_i64(q, "product_id")},
        };
    }
    return query_end(q);
}

static err add_shoot(struct demo *d, struct shoot *s, int64_t firm, const struct part *parts,
                     size_t part_count)
{
    struct shoot_item offers[3] = {0};
    size_t count = 0;
    enum shoot_state end = s->state;
    s->no = demo_no(d);
    TRY(list_offers(d, firm, offers, &count));
    TRY(shoot_store_add(d->u->db, s, d->u->now, &s->id));
    for (size_t i = 0; i < part_count && i < count; i++) {
        TRY(add_item(d, s, &offers[i], (int64_t)i, &parts[i]));
    }
    s->version = 1;
    return shoot_store_set_state(d->u->db, s, end, d->u->now);
}

err demo_load_shoots(struct demo *d, int64_t keeper)
{
    static const struct part OVER[] = {
        {ITEM_APPROVED, true,  true,  2, 2, ""                                                     },
        {ITEM_APPROVED, true,  true,  2, 2, ""                                                     },
        {ITEM_DROPPED,  false, false, 0, 0, "상품이 바뀌어 다음 촬영에서 찍습니다."},
    };
    static const struct part RUNNING[] = {
        {ITEM_ASKED,   true,  false, 1, 2, ""},
        {ITEM_HERE,    true,  false, 0, 1, ""},
        {ITEM_WAITING, false, false, 0, 0, ""},
    };
    struct shoot over = {
        .title = S("첫 달 상품 촬영"),
        .place = PLACE_STUDIO,
        .place_text = S("두레 촬영실(시범 주소)"),
        .on_day = date_add_days(d->u->today, -3),
        .photographer = S("빛나는 사진관(시범)"),
        .cost = WON(240000),
        .state = SHOOT_DONE,
        .created_by = {keeper},
    };
    struct shoot running = over;
    running.title = S("이달 상품 촬영");
    running.place = PLACE_DROPOFF;
    running.on_day = d->u->today;
    running.cost = WON(300000);
    running.state = SHOOT_RUNNING;
    TRY(add_shoot(d, &over, d->firms.items[0].id, OVER, COUNT(OVER)));
    return add_shoot(d, &running, d->firms.items[0].id, RUNNING, COUNT(RUNNING));
}
