#include "market/party/party_signup_action.h"

#include "base/limits.h"
#include "market/party/party_account_store.h"
#include "market/party/party_bucket_store.h"
#include "market/party/party_institution_store.h"
#include "market/party/party_review_store.h"
#include "market/party/party_try_action.h"
#include "platform/secret/secret.h"

#define HOUR_S INT64_C(3600)

// --- Who may apply -------------------------------------------------------------------------------

static str bucket_key(struct unit *u)
{
    return str_join(u->arena, S("join:"), actor_network(u->arena, u->actor));
}

static err write_count(struct unit *u, const void *data)
{
    const str *key = data;
    int64_t count = 0;
    return bucket_store_add(u->db, *key, HOUR_S, u->now, &count);
}

// Refused applications count as well, or business numbers could be tried one after another.
static err admit_address(struct unit *u)
{
    str *key = NEW(u->arena, str);
    *key = bucket_key(u);
    int64_t count = 0;
    TRY(bucket_store_find(u->db, *key, instant_add_s(u->now, -HOUR_S), &count));
    unit_note(u, write_count, key);
    return count < LIMIT_REQUESTS_ADDRESS ? NULL : &ACCOUNT_TOO_SOON;
}

static err admit_person(struct unit *u, const struct signup_person *person)
{
    if (person == NULL) {
        return NULL;
    }
    struct account known;
    err e = account_store_find_by_email(u->db, person->email, &known);
    if (e == &ACCOUNT_UNKNOWN) {
        return NULL;
    }
    return e == NULL ? &SIGNUP_TAKEN : e;
}

// Somebody else was faster with the same e-mail or number: the unit runs again and finds it.
static err again_if_taken(err e)
{
    return e == &DB_DUPLICATE ? &DB_COLLISION : e;
}

static err add_person(struct unit *u, const struct signup_person *person, account_id *out)
{
    if (person == NULL) {
        *out = u->actor->account;
        return NULL;
    }
    struct new_account n = {
        .no = secret_public_no(),
        .email = person->email,
        .name = person->name,
        .phone = person->phone,
        .password_hash = person->password_hash,
    };
    TRY(again_if_taken(account_store_add(u->db, &n, u->now, out)));
    audit_write(u, S("account.join"), S("account"), out->value, S(""));
    return NULL;
}

static err add_application(struct unit *u, struct party_place place, account_id account,
                           str department_name, file_id paper)
{
    struct application p = {
        .account = account,
        .department_name = department_name,
        .file = paper,
        .terms_version = S(PARTY_TERMS_VERSION),
    };
    return application_store_add(u->db, place, &p, u->now);
}

static err add_role(struct unit *u, struct party_place place, account_id account,
                    enum party_role role, str title)
{
    struct new_member m = {
        .no = secret_public_no(),
        .account = account,
        .place = place,
        .role = role,
        .title = title,
        .first_day = u->today,
        .last_day = DATE_NONE,
        .reason = S("가입 신청"),
    };
    membership_id id;
    return member_store_add(u->db, &m, u->now, &id);
}

// --- Firms ---------------------------------------------------------------------------------------

err signup_action_supplier(struct unit *u, const struct signup_person *person,
                           const struct supplier_facts *facts, const struct upload *licence)
{
    bool known = false;
    struct kept_file paper;
    account_id account;
    struct party_place place = {0};
    TRY(admit_address(u));
    TRY(admit_person(u, person));
    TRY(supplier_store_is_known(u->db, facts->business_no, &known));
    if (known) {
        return &SIGNUP_TAKEN;
    }
    TRY(file_keep(u, licence, &paper));
    TRY(add_person(u, person, &account));
    TRY(again_if_taken(
        supplier_store_add(u->db, facts, secret_public_no(), paper.id, u->now, &place.supplier)));
    TRY(add_role(u, place, account, PARTY_OWNER, S("대표")));
    TRY(add_application(u, place, account, S(""), paper.id));
    audit_write(u, S("supplier.apply"), S("supplier"), place.supplier.value, S(""));
    return NULL;
}

err signup_action_mend_supplier(struct unit *u, int64_t version, const struct supplier_facts *facts,
                                const struct upload *licence)
{
    struct supplier s;
    TRY(supplier_store_find_own(u->db, u->actor->supplier, &s));
    enum party_state state = s.state;
    if (party_move(&state, PARTY_APPLY, S("")) != NULL) {
        return &SIGNUP_NOT_RETURNED;
    }
    struct supplier_facts was = s.facts;
    s.facts = *facts;
    s.facts.business_no = was.business_no;
    s.facts.introduction = was.introduction;
    s.version = version;
    if (licence != NULL) {
        struct kept_file paper;
        TRY(file_keep(u, licence, &paper));
        s.license = paper.id;
    }
    TRY(supplier_store_set_facts(u->db, &s));
    TRY(supplier_store_set_state(u->db, &s, state, u->now));
    struct party_place place = {.supplier = s.id};
    TRY(add_application(u, place, u->actor->account, S(""), s.license));
    audit_write(u, S("supplier.apply"), S("supplier"), s.id.value, S(""));
    return NULL;
}

// --- Institutions --------------------------------------------------------------------------------

static err admit_institution(const struct institution *i)
{
    if (i->state == PARTY_ACTIVE || i->state == PARTY_SUSPENDED) {
        return &SIGNUP_IS_ACTIVE;
    }
    return i->state == PARTY_APPLIED ? &SIGNUP_IS_WAITING : NULL;
}

static err apply(struct unit *u, struct institution *i, const struct institution_facts *facts)
{
    enum party_state state = i->state;
    TRY(party_move(&state, PARTY_APPLY, S("")));
    i->facts = *facts;
    TRY(institution_store_set_facts(u->db, i));
    TRY(institution_store_set_state(u->db, i, state));
    audit_write(u, S("institution.apply"), S("institution"), i->id.value, S(""));
    return NULL;
}

err signup_action_institution(struct unit *u, const struct signup_person *person, public_no no,
                              const struct institution_facts *facts, const struct signup_post *post,
                              const struct upload *paper)
{
    struct institution i;
    struct kept_file kept;
    account_id account;
    TRY(admit_address(u));
    TRY(institution_store_find(u->db, no, &i));
    TRY(admit_institution(&i));
    TRY(admit_person(u, person));
    TRY(file_keep(u, paper, &kept));
    TRY(add_person(u, person, &account));
    struct party_place place = {.institution = i.id};
    date yesterday = date_add_days(u->today, -1);
    TRY(member_store_end_all(u->db, place, yesterday, S("다른 사람이 새로 신청함"), u->now));
    TRY(member_store_end_party_sessions(u->db, place, u->now));
    TRY(apply(u, &i, facts));
    TRY(add_role(u, place, account, PARTY_ADMIN, post->title));
    return add_application(u, place, account, post->department_name, kept.id);
}

err signup_action_mend_institution(struct unit *u, int64_t version,
                                   const struct institution_facts *facts,
                                   const struct signup_post *post, const struct upload *paper)
{
    struct institution i;
    struct application before;
    struct party_place place = {.institution = u->actor->institution};
    TRY(institution_store_find_own(u->db, place.institution, &i));
    TRY(application_store_newest(u->db, place, &before));
    if (i.state != PARTY_RETURNED || before.account.value != u->actor->account.value) {
        return &SIGNUP_NOT_RETURNED;
    }
    file_id file = before.file;
    if (paper != NULL) {
        struct kept_file kept;
        TRY(file_keep(u, paper, &kept));
        file = kept.id;
    }
    i.version = version;
    date yesterday = date_add_days(u->today, -1);
    TRY(apply(u, &i, facts));
    TRY(member_store_end_all(u->db, place, yesterday, S("신청을 고쳐 냄"), u->now));
    TRY(add_role(u, place, u->actor->account, PARTY_ADMIN, post->title));
    return add_application(u, place, u->actor->account, post->department_name, file);
}
