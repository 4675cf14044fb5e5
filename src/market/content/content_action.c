#include "market/content/content_action.h"

#include "base/digest.h"
#include "base/limits.h"
#include "market/catalog/picture_hiding_store.h"
#include "market/notice/notice_action.h"
#include "market/party/party_store.h"
#include "market/party/right.h"
#include "platform/job/job.h"
#include "platform/picture/picture_action.h"
#include "platform/secret/secret.h"

// --- Telling -------------------------------------------------------------------------------------

static err tell_firm(struct unit *u, supplier_id supplier, str title, str text, str path)
{
    account_list told;
    TRY(party_list_holders(u->db, u->arena, NO_ID(institution_id), supplier, RIGHT_SUPPLIER,
                           u->today, &told));
    for (size_t i = 0; i < told.count; i++) {
        TRY(notice_add(u, told.items[i], S("shoot.asked"), title, text, path));
    }
    return NULL;
}

static str item_path(struct unit *u, const struct shoot_item *item)
{
    return str_format(u->arena, "/supplier/shoots/%lld", (long long)item->no.value);
}

// --- Planning ------------------------------------------------------------------------------------

static err add_offer(struct unit *u, const struct shoot *s, public_no offer)
{
    offer_id id;
    supplier_id supplier;
    int64_t item = 0;
    public_no no = secret_public_no();
    enum item_state state = shoot_place_takes_goods(s->place) ? ITEM_WAITING : ITEM_HERE;
    TRY(shoot_store_find_offer(u->db, offer, &id, &supplier));
    TRY(shoot_store_add_item(u->db, s->id, id, no, state, u->now, &item));
    str day = date_format(u->arena, s->on_day);
    str place = shoot_place_label(s->place);
    str text = str_format(u->arena, "%.*s, %.*s, %.*s", STR_ARG(day), STR_ARG(place),
                          STR_ARG(s->place_text));
    str title = str_format(u->arena, "사진 촬영이 잡혔습니다: %.*s", STR_ARG(s->title));
    return tell_firm(u, supplier, title, text,
                     str_format(u->arena, "/supplier/shoots/%lld", (long long)no.value));
}

err shoot_action_plan(struct unit *u, const struct shoot *typed, const public_no *offers,
                      size_t count, public_no *out)
{
    struct shoot s = *typed;
    if (count > LIMIT_SHOOT_ITEMS) {
        return &SHOOT_FULL;
    }
    s.no = secret_public_no();
    s.created_by = u->actor->account;
    TRY(shoot_store_add(u->db, &s, u->now, &s.id));
    for (size_t i = 0; i < count; i++) {
        TRY(add_offer(u, &s, offers[i]));
    }
    audit_write(u, S("shoot.plan"), S("shoot"), s.id, S(""));
    *out = s.no;
    return NULL;
}

err shoot_action_add(struct unit *u, const struct shoot *s, public_no offer)
{
    if (s->state != SHOOT_PLANNED && s->state != SHOOT_RUNNING) {
        return &SHOOT_WRONG_STATE;
    }
    if (s->item_count >= LIMIT_SHOOT_ITEMS) {
        return &SHOOT_FULL;
    }
    TRY(add_offer(u, s, offer));
    audit_write(u, S("shoot.add"), S("shoot"), s->id, S(""));
    return NULL;
}

// --- Goods ---------------------------------------------------------------------------------------

// What happens to a product begins its shoot.
static err begin_shoot(struct unit *u, const struct shoot_item *item)
{
    struct shoot s;
    TRY(shoot_store_find(u->db, u->arena, item->shoot_no, &s));
    enum shoot_state state = s.state;
    TRY(shoot_move(&state, SHOOT_BEGIN));
    return state == s.state ? NULL : shoot_store_set_state(u->db, &s, state, u->now);
}

static err check_handover(const struct goods_handover *h)
{
    if (str_is_empty(str_trim(h->name))) {
        return &SHOOT_NEEDS_NAME;
    }
    return str_is_empty(str_trim(h->goods)) ? &SHOOT_NEEDS_GOODS : NULL;
}

static err ask_again(struct unit *u, int64_t item, enum goods_way way, int64_t nth)
{
    return job_add(u, SHOOT_REMIND_JOB, item,
                   str_format(u->arena, "%s %lld", goods_way_word(way), (long long)nth),
                   instant_add_s(u->now, LIMIT_SHOOT_REMIND_DAYS * INT64_C(86400)));
}

// The firm is asked to confirm it, now and again.
static err hand_over(struct unit *u, const struct shoot_item *item, enum goods_way way,
                     const struct goods_handover *h)
{
    str title = way == GOODS_CAME ? S("촬영할 상품을 받았습니다. 확인해 주세요")
                                  : S("촬영한 상품을 돌려드렸습니다. 확인해 주세요");
    str text =
        str_format(u->arena, "%.*s · %.*s · %s %.*s", STR_ARG(item->title), STR_ARG(h->goods),
                   way == GOODS_CAME ? "가져온 사람" : "받은 사람", STR_ARG(h->name));
    TRY(shoot_store_hand_over(u->db, item->id, way, h, u->actor->account, u->now));
    audit_write(u, way == GOODS_CAME ? S("shoot.check_in") : S("shoot.return"), S("product"),
                item->product.value, h->name);
    TRY(tell_firm(u, item->supplier, title, text, item_path(u, item)));
    return ask_again(u, item->id, way, 1);
}

err shoot_action_check_in(struct unit *u, const struct shoot_item *item,
                          const struct goods_handover *h)
{
    enum item_state state = item->state;
    TRY(check_handover(h));
    TRY(item_move(&state, ITEM_CHECK_IN, S("")));
    TRY(begin_shoot(u, item));
    TRY(shoot_store_set_item(u->db, item, state, S(""), u->now));
    return hand_over(u, item, GOODS_CAME, h);
}

err shoot_action_return(struct unit *u, const struct shoot_item *item,
                        const struct goods_handover *h)
{
    TRY(check_handover(h));
    if (item->handover[GOODS_CAME].name.n == 0 || item->handover[GOODS_WENT].name.n > 0) {
        return &SHOOT_GOODS_NOT;
    }
    return hand_over(u, item, GOODS_WENT, h);
}

static err tell_planner(struct unit *u, const struct shoot_item *item, str title, str text)
{
    return item->shoot_by.value == 0
               ? NULL
               : notice_add(u, item->shoot_by, S("shoot.answered"), title, text,
                            str_format(u->arena, "/admin/shoots/%lld/items/%lld",
                                       (long long)item->shoot_no.value, (long long)item->no.value));
}

err shoot_action_confirm(struct unit *u, const struct shoot_item *item, enum goods_way way,
                         const char *method, str remark)
{
    struct goods_handover firm = {.firm_name = u->actor->name, .firm_remark = remark};
    if (!goods_wait(&item->handover[way])) {
        return &SHOOT_CONFIRMED;
    }
    TRY(shoot_store_confirm(u->db, item->id, way, &firm, method, u->actor->account, u->now));
    audit_write(u, way == GOODS_CAME ? S("shoot.confirm_in") : S("shoot.confirm_out"), S("product"),
                item->product.value, remark);
    return tell_planner(
        u, item,
        str_format(u->arena, "%s: %.*s",
                   way == GOODS_CAME ? "맡긴 상품을 기업이 확인" : "돌려받은 상품을 기업이 확인",
                   STR_ARG(item->title)),
        remark);
}

err shoot_action_remind(struct unit *u, int64_t id, enum goods_way way, int64_t nth)
{
    struct shoot_item item;
    TRY(shoot_store_load_item(u->db, u->arena, id, &item));
    const struct goods_handover *h = &item.handover[way];
    if (!goods_wait(h)) {
        return NULL;
    }
    str title =
        str_format(u->arena, "%s 확인해 주세요: %.*s",
                   way == GOODS_CAME ? "맡긴 상품을" : "돌려받은 상품을", STR_ARG(item.title));
    TRY(tell_firm(u, item.supplier, title, h->goods, item_path(u, &item)));
    if (nth < LIMIT_SHOOT_REMINDERS) {
        return ask_again(u, id, way, nth + 1);
    }
    return tell_planner(
        u, &item, S("기업이 주고받은 상품을 확인하지 않았습니다"),
        str_format(u->arena, "%.*s · %.*s", STR_ARG(item.supplier_name), STR_ARG(item.title)));
}

// --- Pictures ------------------------------------------------------------------------------------

err shoot_action_add_picture(struct unit *u, const struct shoot_item *item, enum picture_role role,
                             const struct upload *up)
{
    struct shoot_picture x = {.role = role};
    bool is_hidden = false;
    if (item->state != ITEM_HERE && item->state != ITEM_SHOT && item->state != ITEM_WISHED) {
        return &SHOOT_WRONG_STATE;
    }
    x.stage = item->state == ITEM_HERE ? STAGE_BEFORE : STAGE_AFTER;
    TRY(picture_hiding_is_same(u->db, digest_sha256(u->arena, up->bytes), &is_hidden));
    if (is_hidden) {
        return &PICTURE_HIDING_SAME;
    }
    TRY(begin_shoot(u, item));
    TRY(picture_action_add(u, up, &x.picture));
    TRY(shoot_store_add_picture(u->db, item->id, &x, u->now));
    audit_write(u, S("shoot.picture"), S("product"), item->product.value, S(""));
    return NULL;
}

static err check_shots(struct unit *u, const struct shoot_item *item)
{
    shot_list shots;
    shoot_picture_list all;
    TRY(shoot_store_shots(u->db, u->arena, item->category, &shots));
    TRY(shoot_store_pictures(u->db, u->arena, item->id, &all));
    for (size_t i = 0; i < shots.count; i++) {
        const struct shot *s = &shots.items[i];
        if (s->is_required && shoot_picture_of(&all, s->role, STAGE_BEFORE) == NULL) {
            return &SHOOT_SHOTS_MISSING;
        }
    }
    return NULL;
}

static err check_ready(struct unit *u, const struct shoot_item *item, shoot_picture_list *out)
{
    TRY(shoot_store_pictures(u->db, u->arena, item->id, out));
    for (int r = 0; r < PICTURE_ROLE_COUNT; r++) {
        const struct shoot_picture *x = shoot_picture_final(out, (enum picture_role)r);
        if (x != NULL && x->picture.state == PICTURE_HIDDEN) {
            return &SHOOT_HIDDEN;
        }
        if (x != NULL && x->picture.state != PICTURE_READY) {
            return &SHOOT_NOT_READY;
        }
    }
    return NULL;
}

err shoot_action_move(struct unit *u, const struct shoot_item *item, enum item_event event,
                      str reason)
{
    static const char *const ACTS[] = {
        [ITEM_SHOOT] = "shoot.shot",
        [ITEM_ASK] = "shoot.ask",
        [ITEM_DROP] = "shoot.drop",
        [ITEM_EVENT_COUNT] = NULL,
    };
    shoot_picture_list all;
    enum item_state state = item->state;
    if (ACTS[event] == NULL) {
        return &SHOOT_WRONG_STATE; // goods come by name, and firms answer for themselves
    }
    TRY(item_move(&state, event, reason));
    if (event == ITEM_SHOOT) {
        TRY(check_shots(u, item));
    }
    if (event == ITEM_ASK) {
        TRY(check_ready(u, item, &all));
        TRY(tell_firm(
            u, item->supplier,
            str_format(u->arena, "촬영한 사진을 확인해 주세요: %.*s", STR_ARG(item->title)),
            S("승인하시면 상품 화면에 보입니다."), item_path(u, item)));
    }
    TRY(begin_shoot(u, item));
    TRY(shoot_store_set_item(u->db, item, state, reason, u->now));
    audit_write(u, str_view(ACTS[event]), S("product"), item->product.value, reason);
    return NULL;
}

// --- The firm's answer ---------------------------------------------------------------------------

static err publish(struct unit *u, const struct shoot_item *item)
{
    shoot_picture_list all;
    TRY(check_ready(u, item, &all));
    for (int r = 0; r < PICTURE_ROLE_COUNT; r++) {
        const struct shoot_picture *x = shoot_picture_final(&all, (enum picture_role)r);
        if (x == NULL) {
            continue;
        }
        int64_t id = 0;
        struct picture_deed deed = {u->actor->account, S("전문 촬영한 사진을 승인함"), u->now};
        struct product_picture shown = {
            .product = item->product,
            .supplier = item->supplier,
            .picture = x->picture,
            .role = x->role,
            .alt = S(""),
        };
        TRY(product_picture_add(u->db, &shown, &deed, &id));
    }
    return product_picture_refresh(u->db, item->product);
}

err shoot_action_answer(struct unit *u, const struct shoot_item *item, bool approves, str reason)
{
    enum item_state state = item->state;
    TRY(item_move(&state, approves ? ITEM_APPROVE : ITEM_WISH, reason));
    if (approves) {
        TRY(publish(u, item));
    }
    TRY(shoot_store_set_item(u->db, item, state, approves ? S("") : reason, u->now));
    str label = item_state_label(state);
    TRY(tell_planner(
        u, item, str_format(u->arena, "%.*s: %.*s", STR_ARG(label), STR_ARG(item->title)), reason));
    audit_write(u, approves ? S("shoot.approve") : S("shoot.wish"), S("product"),
                item->product.value, reason);
    return NULL;
}

// --- The end -------------------------------------------------------------------------------------

err shoot_action_end(struct unit *u, const struct shoot *s, enum shoot_event event)
{
    shoot_item_list items;
    enum shoot_state state = s->state;
    if (event == SHOOT_BEGIN) {
        return &SHOOT_WRONG_STATE; // what happens to its products begins it
    }
    TRY(shoot_move(&state, event));
    TRY(shoot_store_items(u->db, u->arena, s->id, &items));
    for (size_t i = 0; event == SHOOT_CLOSE && i < items.count; i++) {
        const struct shoot_item *x = &items.items[i];
        if (!item_is_over(x->state)) {
            return &SHOOT_ITEMS_OPEN;
        }
        if (x->handover[GOODS_CAME].name.n > 0 && x->handover[GOODS_WENT].name.n == 0) {
            return &SHOOT_GOODS_HERE;
        }
    }
    for (size_t i = 0; event == SHOOT_CANCEL && i < items.count; i++) {
        enum item_state left = items.items[i].state;
        if (!item_is_over(left)) {
            TRY(item_move(&left, ITEM_DROP, S("촬영 취소")));
            TRY(shoot_store_set_item(u->db, &items.items[i], left, S("촬영 취소"), u->now));
            TRY(tell_firm(u, items.items[i].supplier, S("사진 촬영이 취소되었습니다"), s->title,
                          item_path(u, &items.items[i])));
        }
    }
    TRY(shoot_store_set_state(u->db, s, state, u->now));
    audit_write(u, event == SHOOT_CLOSE ? S("shoot.close") : S("shoot.cancel"), S("shoot"), s->id,
                S(""));
    return NULL;
}
