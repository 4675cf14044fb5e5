#include "market/party/party_support_action.h"

#include <assert.h>

#include "base/limits.h"
#include "market/notice/notice_action.h"
#include "market/party/party_institution_store.h"
#include "market/party/party_support_store.h"
#include "platform/secret/secret.h"

static int64_t lasts_minutes = 60;

void support_set_minutes(int64_t minutes)
{
    int64_t least = minutes < 1 ? 1 : minutes;
    lasts_minutes = least < LIMIT_SUPPORT_MINUTES ? least : LIMIT_SUPPORT_MINUTES;
}

int64_t support_minutes(void)
{
    return lasts_minutes;
}

static err tell_admins(struct unit *u, const struct support_view *v)
{
    support_admin_list admins;
    str text = str_format(u->arena,
                          "%.*s님이 %lld분 동안 우리 기관의 구매 건을 봅니다. 고치지는 못합니다. "
                          "사유: %.*s",
                          STR_ARG(u->actor->name), (long long)lasts_minutes, STR_ARG(v->reason));
    TRY(support_store_admins(u->db, u->arena, v->institution, u->today, &admins));
    for (size_t i = 0; i < admins.count; i++) {
        TRY(notice_add(u, admins.items[i], S("support.begin"),
                       S("운영자가 지원 열람을 시작했습니다"), text, S("/buyer/org/support")));
    }
    return NULL;
}

static err find_open(struct unit *u, institution_id institution, support_view_list *out)
{
    struct support_filter filter = {
        .institution = institution, .account = u->actor->account, .open_at = u->now};
    return support_store_list(u->db, u->arena, &filter, out);
}

err support_action_begin(struct unit *u, public_no institution, str reason, public_no *out)
{
    struct institution i;
    support_view_list open;
    TRY(institution_store_find(u->db, institution, &i));
    if (str_is_empty(str_trim(reason))) {
        return &PARTY_NEEDS_REASON;
    }
    TRY(find_open(u, i.id, &open));
    if (open.count > 0) {
        return &SUPPORT_OPEN;
    }
    struct support_view v = {
        .no = secret_public_no(),
        .institution = i.id,
        .account = u->actor->account,
        .reason = reason,
        .begun_at = u->now,
        .ends_at = instant_add_s(u->now, lasts_minutes * 60),
    };
    TRY(support_store_add(u->db, &v));
    TRY(tell_admins(u, &v));
    audit_write(u, S("support.begin"), S("institution"), i.id.value, reason);
    *out = v.no;
    return NULL;
}

err support_find_own(struct unit *u, public_no no, struct support_view *out)
{
    support_view_list list;
    struct support_filter filter = {.account = u->actor->account, .no = no};
    TRY(support_store_list(u->db, u->arena, &filter, &list));
    if (list.count == 0) {
        return &SUPPORT_UNKNOWN;
    }
    *out = list.items[0];
    return NULL;
}

err support_action_end(struct unit *u, public_no no)
{
    struct support_view v;
    TRY(support_find_own(u, no, &v));
    TRY(support_store_end(u->db, &v, u->now));
    audit_write(u, S("support.end"), S("institution"), v.institution.value, S(""));
    return NULL;
}

err support_admit(struct unit *u, institution_id institution, struct support_view *out)
{
    support_view_list open;
    assert(u->actor->account.value != 0 && institution.value != 0);
    TRY(find_open(u, institution, &open));
    if (open.count == 0) {
        return &SUPPORT_NEEDED;
    }
    *out = open.items[0];
    return NULL;
}

struct look {
    int64_t view;
    institution_id institution;
    enum support_page page;
    purchase_id purchase;
    str reason;
};

static err write_look(struct unit *u, const void *data)
{
    const struct look *l = data;
    TRY(support_store_add_read(u->db, l->view, l->page, l->purchase, u->now));
    bool is_case = l->purchase.value != 0;
    audit_write(u, S("support.read"), is_case ? S("purchase") : S("institution"),
                is_case ? l->purchase.value : l->institution.value, l->reason);
    return NULL;
}

void support_note_read(struct unit *u, const struct support_view *v, enum support_page page,
                       purchase_id purchase)
{
    struct look *l = NEW(u->arena, struct look);
    *l = (struct look){v->id, v->institution, page, purchase, v->reason};
    unit_note(u, write_look, l);
}
