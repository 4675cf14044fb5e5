#include "market/content/content_part_web.h"

#include "platform/page/put.h"

static void add_fact(struct kv *to, str name, str text)
{
    if (text.n > 0) {
        to->items.items[to->items.count++] = (struct fact){.name = name, .value = text};
    }
}

static str state_of(const struct shoot_picture *x)
{
    if (x->picture.state == PICTURE_WAITING) {
        return S("다듬는 중");
    }
    if (x->picture.state == PICTURE_HIDDEN) {
        return S("가린 사진");
    }
    return x->picture.state == PICTURE_REFUSED ? picture_verdict_sentence(x->picture.verdict)
                                               : S("");
}

static struct shot_row row_of(struct arena *a, const struct shot *shot, str title,
                              const shoot_picture_list *all)
{
    const struct shoot_picture *raw = shoot_picture_of(all, shot->role, STAGE_BEFORE);
    const struct shoot_picture *after = shoot_picture_of(all, shot->role, STAGE_AFTER);
    str label = picture_role_label(shot->role);
    struct shot_row row = {
        .key = (int64_t)shot->role,
        .label = label,
        .is_required = shot->is_required,
        .hint = shot->hint,
        .before_alt = str_format(a, "%.*s, %.*s, 보정 전", STR_ARG(title), STR_ARG(label)),
        .after_alt = str_format(a, "%.*s, %.*s, 보정 뒤", STR_ARG(title), STR_ARG(label)),
    };
    if (raw != NULL) {
        row.has_before = raw->picture.state == PICTURE_READY;
        row.before = picture_path(a, raw->picture.no, PICTURE_600);
        row.before_state = state_of(raw);
    }
    if (after != NULL) {
        row.has_after = after->picture.state == PICTURE_READY;
        row.after = picture_path(a, after->picture.no, PICTURE_600);
        row.after_state = state_of(after);
    }
    return row;
}

// What either side does about a photo that an operator hid and no other has replaced.
static str hidden_note(const struct shoot_item *item, const shoot_picture_list *all, bool is_firm)
{
    bool is_hidden = false;
    for (int r = 0; r < PICTURE_ROLE_COUNT; r++) {
        const struct shoot_picture *x = shoot_picture_final(all, (enum picture_role)r);
        is_hidden = is_hidden || (x != NULL && x->picture.state == PICTURE_HIDDEN);
    }
    if (!is_hidden || item_is_over(item->state)) {
        return S("");
    }
    if (item->state == ITEM_ASKED) {
        return is_firm ? S("승인할 수 없습니다. 아래 '고칠 점'에 적어 수정 요청을 보내시면 두레가 "
                           "다른 사진으로 바꾸어 다시 확인을 부탁드립니다.")
                       : S("기업이 승인할 수 없습니다. 수정 요청이 오면 그 자리에 다른 사진을 "
                           "올리고 다시 확인을 요청해 주세요.");
    }
    return is_firm ? S("두레가 다른 사진으로 바꾼 뒤 확인을 부탁드립니다.")
                   : S("그 자리에 다른 사진을 올려 주세요. 그때까지 기업에 확인을 요청할 수 "
                       "없습니다.");
}

// As each side says it.
static str way_label(enum goods_way way, bool is_firm)
{
    if (way == GOODS_CAME) {
        return is_firm ? S("맡김") : S("받음");
    }
    return is_firm ? S("돌려받음") : S("돌려줌");
}

static void fill_goods(struct arena *a, const struct shoot_item *item, struct shoot_item_page *p)
{
    p->goods.items = NEW_ARRAY(a, GOODS_WAY_COUNT, struct goods_row);
    for (int w = 0; w < GOODS_WAY_COUNT; w++) {
        const struct goods_handover *h = &item->handover[w];
        if (h->name.n == 0) {
            continue;
        }
        p->goods.items[p->goods.count++] = (struct goods_row){
            .label = way_label((enum goods_way)w, p->is_firm),
            .name = h->name,
            .at = h->at,
            .goods = h->goods.n > 0 ? h->goods : item->title,
            .remark = h->remark,
            .firm_name = h->firm_name,
            .firm_at = h->firm_at,
            .firm_remark = h->firm_remark,
        };
        if (p->is_firm && goods_wait(h) && p->confirm_way.n == 0) {
            p->confirm_way = str_view(goods_way_word((enum goods_way)w));
            p->confirm_label = w == GOODS_CAME ? S("맡긴 상품 확인") : S("돌려받은 상품 확인");
        }
    }
}

err shoot_fill_item(struct unit *u, const struct shoot_item *item, struct shoot_item_page *p)
{
    struct arena *a = u->arena;
    shot_list shots;
    shoot_picture_list all;
    TRY(shoot_store_shots(u->db, a, item->category, &shots));
    TRY(shoot_store_pictures(u->db, a, item->id, &all));
    p->title = item->title;
    p->supplier = item->supplier_name;
    p->state = item_state_label(item->state);
    p->tone = item_state_tone(item->state);
    p->reason = item->reason;
    p->product = href_to(a, "/products/%lld", (long long)item->product_no.value);
    p->version = str_format(a, "%lld", (long long)item->version);
    p->takes_goods = shoot_place_takes_goods(item->place);
    p->hidden_note = hidden_note(item, &all, p->is_firm);
    fill_goods(a, item, p);
    p->facts.items.items = NEW_ARRAY(a, 8, struct fact);
    add_fact(&p->facts, S("촬영"), item->shoot_title);
    add_fact(&p->facts, S("촬영일"), date_format(a, item->on_day));
    add_fact(&p->facts, S("방법"), shoot_place_label(item->place));
    add_fact(&p->facts, S("장소"), item->place_text);
    p->shots.items = NEW_ARRAY(a, shots.count + 1, struct shot_row);
    for (size_t i = 0; i < shots.count; i++) {
        p->shots.items[p->shots.count++] = row_of(a, &shots.items[i], item->title, &all);
    }
    return NULL;
}

struct item_row shoot_item_row(const struct shoot_item *item, href path)
{
    return (struct item_row){
        .path = path,
        .title = item->title,
        .supplier = item->supplier_name,
        .on_day = item->on_day,
        .place = shoot_place_label(item->place),
        .place_text = item->place_text,
        .state = item_state_label(item->state),
        .tone = item_state_tone(item->state),
        .in_name = item->handover[GOODS_CAME].name,
        .in_at = item->handover[GOODS_CAME].at,
        .in_waits = goods_wait(&item->handover[GOODS_CAME]),
        .out_name = item->handover[GOODS_WENT].name,
        .out_at = item->handover[GOODS_WENT].at,
        .out_waits = goods_wait(&item->handover[GOODS_WENT]),
        .reason = item->reason,
    };
}
