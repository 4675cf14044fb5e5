#include "market/catalog/photo_fetch_action.h"

#include "base/limits.h"
#include "base/web_address.h"
#include "market/catalog/product_picture_action.h"
#include "platform/job/job.h"

// --- Machines ------------------------------------------------------------------------------------

err photo_host_action_set(struct unit *u, struct photo_host *h)
{
    int64_t count = 0;
    const char *act = h->is_on ? "photo_host.approve" : "photo_host.withdraw";
    TRY(photo_host_store_count(u->db, &count));
    if (h->is_on && count >= LIMIT_PHOTO_HOSTS) {
        return &PHOTO_HOSTS_FULL;
    }
    if (h->id == 0) {
        TRY(photo_host_store_add(u->db, h, u->actor->account, u->now, &h->id));
    } else {
        TRY(photo_host_store_set(u->db, h, u->actor->account, u->now));
    }
    str reason = str_format(u->arena, "%.*s: %.*s", STR_ARG(h->host), STR_ARG(h->reason));
    audit_write(u, str_view(act), S("photo_host"), h->id, reason);
    return NULL;
}

// --- Addresses -----------------------------------------------------------------------------------

err photo_fetch_action_judge(struct unit *u, str address, str *out)
{
    bool is_on = false;
    str host = web_address_host(u->arena, address);
    *out = S("");
    if (host.n == 0) {
        *out = S("https로 시작하는 인터넷 주소가 아닙니다.");
        return NULL;
    }
    TRY(photo_host_store_is_on(u->db, host, &is_on));
    if (!is_on) {
        *out = str_format(u->arena,
                          "%.*s에서는 가져오지 않습니다. 운영자가 허용한 곳이 아니니, 운영자에게 "
                          "요청하거나 사진을 직접 올려 주세요.",
                          STR_ARG(host));
    }
    return NULL;
}

err photo_fetch_action_tell(struct unit *u, str addresses, str *out)
{
    str address;
    size_t count = 0;
    size_t will = 0;
    struct out words;
    out_init(&words, u->arena, 16 * KIB);
    while (photo_fetch_next(&addresses, &address) && ++count <= LIMIT_ROW_ADDRESSES) {
        str why = S("");
        TRY(photo_fetch_action_judge(u, address, &why));
        will += why.n == 0;
        if (why.n > 0) {
            out_str(&words, S("\n사진 주소: "));
            out_str(&words, why);
        }
    }
    if (count > LIMIT_ROW_ADDRESSES) {
        out_format(&words, "\n사진 주소: 앞의 %d개만 가져옵니다.", LIMIT_ROW_ADDRESSES);
    }
    str all = out_view(&words);
    *out = will > 0 ? str_format(u->arena, "사진 %zu장을 가져옵니다.%.*s", will, STR_ARG(all))
                    : str_slice(all, all.n > 0, all.n);
    return NULL;
}

err photo_fetch_action_add(struct unit *u, import_id import, int64_t row_number, offer_id offer,
                           str addresses)
{
    str address;
    for (size_t i = 0; i < LIMIT_ROW_ADDRESSES && photo_fetch_next(&addresses, &address); i++) {
        struct photo_fetch f = {
            .import = import,
            .row_number = row_number,
            .offer = offer,
            .url = str_slice(address, 0, LIMIT_ADDRESS),
        };
        TRY(photo_fetch_action_judge(u, address, &f.words));
        f.url = str_is_text(f.url) ? f.url : S("(읽을 수 없는 주소)");
        f.state = f.words.n > 0 ? PHOTO_FETCH_REFUSED : PHOTO_FETCH_WAITING;
        TRY(photo_fetch_store_add(u->db, &f, u->now, &f.id));
        if (f.id != 0 && f.state == PHOTO_FETCH_WAITING) {
            TRY(job_add(u, PHOTO_FETCH_JOB, f.id, S(""), (instant){0}));
        }
    }
    return NULL;
}

// --- What came -----------------------------------------------------------------------------------

static void act_for(struct unit *u, const struct photo_fetch *f)
{
    struct actor *who = NEW(u->arena, struct actor);
    *who = (struct actor){
        .account = f->account,
        .supplier = f->supplier,
        .name = f->account_name,
        .role_label = S("공급기업"),
    };
    u->actor = who;
}

static err hand_in(struct unit *u, const struct photo_fetch *f, str bytes, picture_id *out)
{
    struct pictured of;
    struct upload up = {.field = S("photo"), .name = photo_fetch_name(bytes), .bytes = bytes};
    TRY(product_picture_find_product(u->db, f->supplier, f->offer_no, &of));
    return product_picture_action_add_one(u, &of, &up, S("상품 표에 적힌 주소에서 사진을 가져옴"),
                                          out);
}

err photo_fetch_action_keep(struct unit *u, struct photo_fetch *f, str bytes)
{
    act_for(u, f);
    f->state = PHOTO_FETCH_REFUSED;
    if (photo_fetch_name(bytes).n == 0) {
        f->words = S("그 주소에 있는 것이 JPG, PNG, WebP 사진이 아닙니다.");
    } else {
        err e = hand_in(u, f, bytes, &f->picture);
        if (e != NULL && e->kind != FAULT_INVALID && e->kind != FAULT_REFUSED &&
            e != &PRODUCT_PICTURE_UNKNOWN) {
            return e;
        }
        f->state = e == NULL ? PHOTO_FETCH_KEPT : PHOTO_FETCH_REFUSED;
        f->words = e == NULL                       ? S("")
                   : e == &PRODUCT_PICTURE_UNKNOWN ? S("판매를 끝낸 상품입니다.")
                                                   : str_view(e->text);
    }
    return photo_fetch_store_set(u->db, f, u->now);
}
