#include "market/party/party_try_action.h"

#include "base/limits.h"
#include "market/notice/notice_action.h"
#include "market/party/party.h"
#include "market/party/party_account_store.h"
#include "market/party/party_bucket_store.h"
#include "market/party/party_try_store.h"

struct wrong_try {
    account_id account; // NO_ID: nobody's
    str stranger;       // then the mark of the e-mail
    str address;
};

static err tell_operators(struct unit *u, str address)
{
    account_id operators[LIMIT_OPERATORS_TOLD];
    size_t count = 0;
    TRY(account_store_operators(u->db, u->today, operators, &count));
    str text = str_format(u->arena,
                          "%.*s 주소에서 10분 안에 로그인을 %d번 틀렸습니다. 그 주소의 로그인을 "
                          "잠시 늦춥니다.",
                          STR_ARG(address), LIMIT_LOGIN_ADDRESS_TRIES);
    for (size_t i = 0; i < count; i++) {
        TRY(notice_add(u, operators[i], S("session.spray"), S("로그인을 여러 번 틀린 주소"), text,
                       S("/inbox")));
    }
    return NULL;
}

static err count_address(struct unit *u, str address)
{
    int64_t count = 0;
    TRY(bucket_store_add(u->db, address, LIMIT_LOGIN_ADDRESS_S, u->now, &count));
    if (count == LIMIT_LOGIN_ADDRESS_TRIES) {
        audit_write(u, S("session.spray"), S("address"), 0, S(""));
        TRY(tell_operators(u, address));
    }
    return NULL;
}

static instant forgotten_before(const struct unit *u)
{
    return instant_add_s(u->now, -LIMIT_LOGIN_BUCKET_S);
}

static struct tries with_one_more(const struct unit *u, struct tries tries)
{
    bool anew = !instant_before(forgotten_before(u), tries.until);
    int64_t count = anew ? 1 : tries.count + 1;
    return (struct tries){.count = count, .until = instant_add_s(u->now, party_backoff_s(count))};
}

static err write_at_account(struct unit *u, account_id account)
{
    struct tries tries;
    TRY(try_store_of_account(u->db, account, &tries));
    TRY(try_store_set_account(u->db, account, with_one_more(u, tries)));
    audit_write(u, S("session.refuse"), S("account"), account.value, S(""));
    return NULL;
}

static err write_at_stranger(struct unit *u, str mark)
{
    struct tries tries;
    TRY(try_store_sweep(u->db, forgotten_before(u)));
    TRY(try_store_of_stranger(u->db, mark, &tries));
    return try_store_set_stranger(u->db, mark, with_one_more(u, tries));
}

static err write_wrong(struct unit *u, const void *data)
{
    const struct wrong_try *w = data;
    TRY(count_address(u, w->address));
    return w->account.value != 0 ? write_at_account(u, w->account)
                                 : write_at_stranger(u, w->stranger);
}

void try_note_wrong(struct unit *u, account_id account, str stranger)
{
    struct wrong_try *w = NEW(u->arena, struct wrong_try);
    *w = (struct wrong_try){.account = account, .stranger = stranger, .address = u->actor->address};
    unit_note(u, write_wrong, w);
}
