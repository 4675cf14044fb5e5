#include "market/party/party_try_action.h"

#include "base/limits.h"
#include "market/party/party.h"
#include "market/party/party_account_action.h"
#include "market/party/party_bucket_store.h"
#include "market/party/party_try_store.h"
#include "platform/secret/secret.h"

struct wrong_try {
    account_id account; // NO_ID: nobody's
    struct try_marks marks;
    str network;
};

struct try_marks try_marks_of_login(struct unit *u, str email)
{
    str network = actor_network(u->arena, u->actor);
    str text = str_format(u->arena, "%.*s\n%.*s", STR_ARG(email), STR_ARG(network));
    return (struct try_marks){
        .here = secret_mark(u->arena, text, S("login.here")),
        .everywhere = secret_mark(u->arena, email, S("login.everywhere")),
        .codes = secret_mark(u->arena, email, S("login.codes")),
    };
}

struct try_marks try_marks_of_person(struct unit *u, account_id account)
{
    str text = str_format(u->arena, "%lld", (long long)account.value);
    return (struct try_marks){
        .here = secret_mark(u->arena, text, S("login.again")),
        .codes = secret_mark(u->arena, text, S("login.again.codes")),
    };
}

static err tell_operators(struct unit *u, str network)
{
    str text = str_format(u->arena,
                          "%.*s 주소에서 10분 안에 로그인을 %d번 틀렸습니다. 그 주소의 로그인을 "
                          "잠시 늦춥니다.",
                          STR_ARG(network), LIMIT_LOGIN_ADDRESS_TRIES);
    return account_tell_operators(u, NO_ID(account_id), S("session.spray"),
                                  S("로그인을 여러 번 틀린 주소"), text, S("/inbox"));
}

static err count_network(struct unit *u, str network)
{
    int64_t count = 0;
    TRY(bucket_store_add(u->db, network, LIMIT_LOGIN_ADDRESS_S, u->now, &count));
    if (count == LIMIT_LOGIN_ADDRESS_TRIES) {
        audit_write(u, S("session.spray"), S("address"), 0, S(""));
        TRY(tell_operators(u, network));
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

static err count_at(struct unit *u, str mark)
{
    struct tries tries;
    if (mark.n == 0) {
        return NULL;
    }
    TRY(try_store_find(u->db, mark, &tries));
    return try_store_set(u->db, mark, with_one_more(u, tries));
}

static err write_wrong(struct unit *u, const void *data)
{
    const struct wrong_try *w = data;
    TRY(count_network(u, w->network));
    TRY(count_at(u, w->marks.here));
    TRY(count_at(u, w->marks.everywhere));
    if (w->account.value != 0) {
        audit_write(u, S("session.refuse"), S("account"), w->account.value, S(""));
    } else { // nobody has the e-mail: no less time, and nothing that is kept for ever
        audit_write_spare(u, S("session.refuse"), S("account"));
    }
    return NULL;
}

void try_note_wrong(struct unit *u, account_id account, const struct try_marks *marks)
{
    struct wrong_try *w = NEW(u->arena, struct wrong_try);
    *w = (struct wrong_try){
        .account = account, .marks = *marks, .network = actor_network(u->arena, u->actor)};
    unit_note(u, write_wrong, w);
}

static err write_wrong_code(struct unit *u, const void *data)
{
    const struct wrong_try *w = data;
    TRY(count_at(u, w->marks.codes));
    audit_write(u, S("session.refuse"), S("account"), w->account.value, S(""));
    return NULL;
}

void try_note_wrong_code(struct unit *u, account_id account, const struct try_marks *marks)
{
    struct wrong_try *w = NEW(u->arena, struct wrong_try);
    *w = (struct wrong_try){.account = account, .marks = *marks};
    unit_note(u, write_wrong_code, w);
}

err try_are_codes_slowed(struct unit *u, const struct try_marks *marks, bool *out)
{
    struct tries tries;
    TRY(try_store_find(u->db, marks->codes, &tries));
    *out = instant_before(u->now, tries.until);
    return NULL;
}

err try_forgive(struct unit *u, str mark)
{
    return try_store_set(u->db, mark, (struct tries){.count = 0, .until = u->now});
}
