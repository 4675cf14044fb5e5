#include "market/search/saved_action.h"

#include "base/limits.h"
#include "market/notice/notice_action.h"
#include "market/search/saved_store.h"
#include "platform/secret/secret.h"

err saved_action_add(struct unit *u, const struct saved *typed)
{
    struct saved s = *typed;
    TRY(saved_check(s.question));
    s.no = secret_public_no();
    s.account = u->actor->account;
    return saved_store_add(u->db, &s, u->now);
}

err saved_action_set(struct unit *u, public_no no, str name, bool is_told)
{
    struct saved s = {.account = u->actor->account, .no = no, .name = name, .is_told = is_told};
    return saved_store_set(u->db, &s, u->now);
}

err saved_action_open(struct unit *u, public_no no, struct saved *out)
{
    TRY(saved_store_find(u->db, u->actor->account, no, out));
    return saved_store_open(u->db, u->actor->account, no, u->now);
}

err saved_action_remove(struct unit *u, public_no no)
{
    return saved_store_remove(u->db, u->actor->account, no, u->now);
}

err saved_action_restore(struct unit *u, public_no no)
{
    struct saved s;
    TRY(saved_store_find(u->db, u->actor->account, no, &s));
    return saved_store_restore(u->db, &s);
}

static err tell(struct unit *u, account_id account, const saved_list *found)
{
    int64_t total = 0;
    for (size_t i = 0; i < found->count; i++) {
        total += found->items[i].new_count;
    }
    if (total == 0) {
        return NULL;
    }
    return notice_add(
        u, account, S("search.new"),
        str_format(u->arena, "저장한 검색에 새로 등록된 상품 %lld건", (long long)total),
        saved_tell(u->arena, found), S("/me/searches"));
}

err saved_action_tell(struct unit *u, const saved_list *looked, const int64_t *counts,
                      instant until)
{
    saved_list found = {.items = NEW_ARRAY(u->arena, looked->count + 1, struct saved)};
    for (size_t i = 0; i < looked->count; i++) {
        struct saved s = looked->items[i];
        bool done = false;
        if (instant_before(s.looked, until)) {
            TRY(saved_store_looked(u->db, &s, counts[i], until, &done));
        }
        if (done && counts[i] > 0) {
            s.new_count = counts[i];
            found.items[found.count++] = s;
        }
        bool is_last =
            i + 1 == looked->count || looked->items[i + 1].account.value != s.account.value;
        if (is_last) {
            TRY(tell(u, s.account, &found));
            found.count = 0;
        }
    }
    return NULL;
}
