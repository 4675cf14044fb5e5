#include "market/search/wanted_action.h"

#include "base/limits.h"
#include "market/notice/notice_action.h"
#include "market/party/party_store.h"
#include "market/party/right.h"
#include "market/search/search_miss_store.h"
#include "market/search/wanted_store.h"
#include "platform/job/job.h"
#include "platform/secret/secret.h"

err wanted_action_add(struct unit *u, const struct wanted *typed, public_no *out)
{
    struct wanted w = *typed;
    int64_t id = 0;
    TRY(wanted_check_day(w.needed_by, u->today));
    w.no = secret_public_no();
    w.institution = u->actor->institution;
    w.account = u->actor->account;
    TRY(wanted_store_add(u->db, &w, u->actor->demo, u->now, &id));
    search_miss_note(u, w.title);
    audit_write(u, S("wanted.add"), S("wanted"), id, S(""));
    *out = w.no;
    return job_add(u, "wanted.tell", id, S(""), (instant){0});
}

err wanted_action_close(struct unit *u, public_no no)
{
    struct wanted w;
    TRY(wanted_store_find_own(u->db, u->actor->institution, no, &w));
    TRY(wanted_store_close(u->db, u->actor->institution, no, u->now));
    audit_write(u, S("wanted.close"), S("wanted"), w.id, S(""));
    return NULL;
}

// Who asked, or when that person buys there no more, who does.
static err tell_institution(struct unit *u, const struct wanted *w, str kind, str title, str text,
                            str path)
{
    account_list told;
    bool still_there = false;
    TRY(party_list_holders(u->db, u->arena, w->institution, NO_ID(supplier_id), RIGHT_REQUEST,
                           u->today, &told));
    for (size_t i = 0; i < told.count; i++) {
        still_there = still_there || told.items[i].value == w->account.value;
    }
    for (size_t i = 0; i < told.count; i++) {
        if (!still_there || told.items[i].value == w->account.value) {
            TRY(notice_add(u, told.items[i], kind, title, text, path));
        }
    }
    return NULL;
}

err wanted_action_answer(struct unit *u, public_no no, public_no offer, str said)
{
    struct wanted w;
    struct wanted_offer x;
    TRY(wanted_store_find_any(u->db, u->actor->supplier, no, &w));
    if (!wanted_takes_answers(&w, u->today)) {
        return &WANTED_OVER;
    }
    TRY(wanted_store_offer(u->db, u->actor->supplier, offer, &x));
    TRY(wanted_store_answer(u->db, w.id, x.id, u->actor->supplier, u->actor->account, said,
                            u->now));
    audit_write(u, S("wanted.answer"), S("wanted"), w.id, S(""));
    return tell_institution(
        u, &w, S("wanted.answered"),
        str_format(u->arena, "찾는 물건 ‘%.*s’에 답이 왔습니다", STR_ARG(w.title)),
        str_format(u->arena, "%.*s: %.*s, %.*s원 / %.*s", STR_ARG(x.supplier_name),
                   STR_ARG(x.title), STR_ARG(money_format(u->arena, x.price)), STR_ARG(x.unit)),
        str_format(u->arena, "/products/%lld", (long long)x.product_no.value));
}

static err tell_firm(struct unit *u, const struct wanted *w, supplier_id firm)
{
    account_list told;
    str title = str_format(u->arena, "찾는 물건: %.*s", STR_ARG(w->title));
    str text =
        str_format(u->arena, "%.*s에서 찾습니다. 파는 상품이 있으면 %.*s 전날까지 알려 주세요.",
                   STR_ARG(w->institution_name), STR_ARG(date_format(u->arena, w->needed_by)));
    str path = str_format(u->arena, "/supplier/wanted/%lld", (long long)w->no.value);
    TRY(party_list_holders(u->db, u->arena, NO_ID(institution_id), firm, RIGHT_SUPPLIER, u->today,
                           &told));
    for (size_t i = 0; i < told.count; i++) {
        TRY(notice_add(u, told.items[i], S("wanted.asked"), title, text, path));
    }
    return NULL;
}

err wanted_action_tell(struct unit *u, int64_t wanted, supplier_id after, supplier_id *last)
{
    struct wanted w;
    wanted_firm_list firms;
    *last = NO_ID(supplier_id);
    TRY(wanted_store_find(u->db, wanted, &w));
    TRY(wanted_store_firms(u->db, u->arena, wanted, after, &firms));
    for (size_t i = 0; i < firms.count; i++) {
        TRY(tell_firm(u, &w, firms.items[i]));
    }
    if (firms.count == LIMIT_WANTED_BATCH) {
        *last = firms.items[firms.count - 1];
    }
    return NULL;
}

err wanted_action_end(struct unit *u, bool *more)
{
    wanted_list list;
    TRY(wanted_store_over(u->db, u->arena, u->today, &list));
    for (size_t i = 0; i < list.count; i++) {
        const struct wanted *w = &list.items[i];
        bool has_answers = w->answer_count > 0;
        TRY(wanted_store_end(u->db, w->id, has_answers ? WANTED_CLOSED : WANTED_EXPIRED, u->now));
        if (!has_answers) {
            TRY(tell_institution(
                u, w, S("wanted.expired"),
                str_format(u->arena, "찾는 물건 ‘%.*s’에 답이 없이 기한이 지났습니다",
                           STR_ARG(w->title)),
                S("다른 말로 찾아 보거나, 기한과 조건을 바꾸어 다시 요청할 수 있습니다."),
                str_format(u->arena, "/buyer/wanted/%lld", (long long)w->no.value)));
        }
    }
    *more = list.count == LIMIT_WANTED_BATCH;
    return NULL;
}
