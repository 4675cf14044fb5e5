#include "market/catalog/picture_hiding_action.h"

#include "market/catalog/product_picture_store.h"
#include "market/notice/notice_action.h"
#include "market/party/party_store.h"
#include "market/party/right.h"

// 정보통신망법 제44조의2 제2항, 저작권법 제103조 제2항: whose photo it is is told at once.
static err tell_firm(struct unit *u, const struct hideable *x, str ground, str words)
{
    str law = hiding_ground_source(ground);
    str label = hiding_ground_label(ground);
    str title =
        str_format(u->arena, "%.*s: %s", STR_ARG(x->title),
                   x->is_hidden ? "가렸던 사진을 다시 보이게 했습니다" : "사진을 가렸습니다");
    str text = str_format(u->arena, "사유: %.*s (%.*s). %.*s", STR_ARG(label), STR_ARG(law),
                          STR_ARG(words));
    account_list told;
    TRY(party_list_holders(u->db, u->arena, NO_ID(institution_id), x->supplier, RIGHT_SUPPLIER,
                           u->today, &told));
    for (size_t i = 0; i < told.count; i++) {
        TRY(notice_add(u, told.items[i], S("picture.hidden"), title, text,
                       S("/supplier/products")));
    }
    return NULL;
}

err picture_hiding_action_set(struct unit *u, const struct hideable *x, str ground, str words)
{
    struct hiding h = {
        .picture = x->picture,
        .is_hidden = !x->is_hidden,
        .ground = x->is_hidden ? x->ground : ground,
        .words = words,
    };
    TRY(picture_hiding_add(u->db, &h, u->actor->account, u->now));
    if (x->product.value != 0) {
        TRY(product_picture_refresh(u->db, x->product));
        TRY(tell_firm(u, x, h.ground, words));
    }
    str label = hiding_ground_label(h.ground);
    audit_write(u, h.is_hidden ? S("picture.hide") : S("picture.show"), S("picture"),
                x->picture.value,
                str_format(u->arena, "%.*s: %.*s", STR_ARG(label), STR_ARG(words)));
    return NULL;
}
