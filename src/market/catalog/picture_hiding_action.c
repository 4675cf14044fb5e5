#include "market/catalog/picture_hiding_action.h"

#include "market/catalog/product_picture_store.h"
#include "market/notice/notice_action.h"
#include "market/party/party_store.h"
#include "market/party/right.h"

// What is done to several photos at once.
struct hiding_deed {
    bool hides;
    str ground;
    str words;
    account_id by;
};

static str title_of(struct arena *a, const hideable_list *all, const struct hideable *x, bool hides)
{
    long long count = 0;
    for (size_t i = 0; i < all->count; i++) {
        count += all->items[i].supplier.value == x->supplier.value ? 1 : 0;
    }
    if (count == 1) {
        return str_format(a, "%.*s: %s", STR_ARG(x->title),
                          hides ? "사진을 가렸습니다" : "가렸던 사진을 다시 보이게 했습니다");
    }
    return str_format(a, "%.*s 등: 같은 파일의 사진 %lld장을 %s", STR_ARG(x->title), count,
                      hides ? "가렸습니다" : "다시 보이게 했습니다");
}

// 정보통신망법 제44조의2 제2항, 저작권법 제103조 제2항: whose photo it is is told at once.
static err tell_firm(struct unit *u, const hideable_list *all, const struct hideable *x,
                     const struct hiding_deed *d)
{
    str law = hiding_ground_source(d->ground);
    str label = hiding_ground_label(d->ground);
    str title = title_of(u->arena, all, x, d->hides);
    str text = str_format(u->arena, "사유: %.*s (%.*s). %.*s", STR_ARG(label), STR_ARG(law),
                          STR_ARG(d->words));
    str path = x->role.n == 0 ? S("/supplier/shoots") : S("/supplier/products");
    account_list told;
    TRY(party_list_holders(u->db, u->arena, NO_ID(institution_id), x->supplier, RIGHT_SUPPLIER,
                           u->today, &told));
    for (size_t i = 0; i < told.count; i++) {
        TRY(notice_add(u, told.items[i], S("picture.hidden"), title, text, path));
    }
    return NULL;
}

static err set_one(struct unit *u, const struct hideable *x, const struct hiding_deed *d)
{
    struct hiding h = {
        .picture = x->picture, .is_hidden = d->hides, .ground = d->ground, .words = d->words};
    str label = hiding_ground_label(d->ground);
    TRY(picture_hiding_add(u->db, &h, d->by, u->now));
    audit_write(u, d->hides ? S("picture.hide") : S("picture.show"), S("picture"), x->picture.value,
                str_format(u->arena, "%.*s: %.*s", STR_ARG(label), STR_ARG(d->words)));
    return NULL;
}

static err set_all(struct unit *u, const hideable_list *all, const struct hiding_deed *d)
{
    for (size_t i = 0; i < all->count; i++) {
        TRY(set_one(u, &all->items[i], d));
    }
    for (size_t i = 0; i < all->count; i++) {
        const struct hideable *x = &all->items[i];
        if (hideable_is_first_of_product(all, i)) {
            TRY(product_picture_refresh(u->db, x->product));
        }
        if (hideable_is_first_of_firm(all, i)) {
            TRY(tell_firm(u, all, x, d));
        }
    }
    return NULL;
}

err picture_hiding_action_set(struct unit *u, const struct hideable *x, str ground, str words)
{
    hideable_list all;
    struct hiding_deed deed = {
        .hides = !x->is_hidden,
        .ground = x->is_hidden ? x->ground : ground,
        .words = words,
        .by = u->actor->account,
    };
    TRY(picture_hiding_list_together(u->db, u->arena, x, &all));
    return set_all(u, &all, &deed);
}

err picture_hiding_action_follow(struct unit *u, picture_id picture)
{
    bool has_twin = false;
    hideable_list twins;
    hideable_list one = {0};
    const struct hideable *hidden = NULL;
    TRY(picture_hiding_has_twin(u->db, picture, &has_twin));
    if (!has_twin) {
        return NULL;
    }
    TRY(picture_hiding_list_twins(u->db, u->arena, picture, &twins));
    for (size_t i = 0; i < twins.count; i++) {
        struct hideable *x = &twins.items[i];
        if (x->picture.value == picture.value) {
            one.items = x;
            one.count = 1;
        } else if (x->is_hidden && (hidden == NULL || x->hidden_at.us >= hidden->hidden_at.us)) {
            hidden = x;
        }
    }
    if (one.count == 0 || hidden == NULL) {
        return NULL;
    }
    struct hiding_deed deed = {true, hidden->ground, hidden->words, hidden->account};
    return set_all(u, &one, &deed);
}
