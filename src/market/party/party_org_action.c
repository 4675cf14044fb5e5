#include "market/party/party_org_action.h"

#include "base/limits.h"
#include "market/notice/notice_action.h"
#include "market/party/right.h"
#include "platform/secret/secret.h"

struct party_place org_place(const struct unit *u)
{
    return (struct party_place){.institution = u->actor->institution,
                                .supplier = u->actor->supplier};
}

// --- Roles ---------------------------------------------------------------------------------------

// The account of the e-mail, made when there is none; *out_is_new tells.
static err find_or_add(struct unit *u, const struct org_person *person, account_id *out,
                       bool *out_is_new)
{
    struct account known;
    err e = account_store_find_by_email(u->db, person->email, &known);
    *out_is_new = e == &ACCOUNT_UNKNOWN;
    if (e == NULL) {
        *out = known.id;
        return known.is_active ? NULL : &ORG_ACCOUNT_CLOSED;
    }
    if (!*out_is_new) {
        return e;
    }
    struct new_account n = {
        .no = secret_public_no(),
        .email = person->email,
        .name = person->name,
        .phone = person->phone,
        .password_hash = secret_nobodys_hash(),
        .is_demo = u->actor->demo,
    };
    e = account_store_add(u->db, &n, u->now, out);
    if (e == &DB_DUPLICATE) {
        return &DB_COLLISION; // somebody was faster: the unit runs again and finds the account
    }
    TRY(e);
    audit_write(u, S("account.add"), S("account"), out->value, S(""));
    return NULL;
}

static err tell_role(struct unit *u, const struct new_member *m, bool is_new,
                     const struct account_code *code)
{
    str role = party_role_label(m->role);
    if (is_new) {
        str words =
            str_format(u->arena, "%.*s에서 %.*s 역할을 받았습니다. 첫 로그인 코드(3일 동안 유효):",
                       STR_ARG(u->actor->organisation), STR_ARG(party_role_label(m->role)));
        return account_action_send_code(u, m->account, code, words, LIMIT_FIRST_CODE_S);
    }
    str title = str_format(u->arena, "%.*s에서 %.*s 역할을 받았습니다",
                           STR_ARG(u->actor->organisation), STR_ARG(role));
    str first = date_format_iso(u->arena, m->first_day);
    str text = str_format(u->arena, "%.*s부터", STR_ARG(first));
    return notice_add(u, m->account, S("role.given"), title, text, S("/me"));
}

err org_action_give_role(struct unit *u, const struct org_person *person,
                         const struct new_member *typed, const struct account_code *code)
{
    struct new_member m = *typed;
    bool is_new = false;
    bool held = false;
    m.place = org_place(u);
    m.no = secret_public_no();
    m.given_by = u->actor->account;
    TRY(org_check_role(m.role, m.place.institution.value != 0));
    TRY(org_check_term(m.first_day, m.last_day, u->today));
    TRY(find_or_add(u, person, &m.account, &is_new));
    TRY(member_store_overlaps(u->db, &m, &held));
    if (held) {
        return &ORG_ROLE_HELD;
    }
    membership_id id;
    TRY(member_store_add(u->db, &m, u->now, &id));
    if (m.account.value != u->actor->account.value) {
        TRY(member_store_end_sessions(u->db, m.place, m.account, u->now));
    }
    TRY(tell_role(u, &m, is_new, code));
    audit_write(u, S("membership.give"), S("membership"), id.value, m.reason);
    return NULL;
}

err org_action_end_role(struct unit *u, public_no no, date last_day, str reason)
{
    struct party_place place = org_place(u);
    struct member m;
    bool now = date_is_none(last_day);
    TRY(member_store_find(u->db, place, no, u->today, &m));
    if (!now && date_before(last_day, u->today)) {
        return &ORG_TERM_OVER;
    }
    if (str_is_empty(str_trim(reason))) {
        return &PARTY_NEEDS_REASON;
    }
    if (m.role == org_keeper_role(place.institution.value != 0)) {
        int64_t others = 0;
        TRY(member_store_others(u->db, place, &m, u->today, &others));
        if (others == 0) {
            return &ORG_LAST_ADMIN;
        }
    }
    TRY(member_store_end(u->db, &m, now ? date_add_days(u->today, -1) : last_day, u->actor->account,
                         reason, u->now));
    if (now) {
        TRY(member_store_end_sessions(u->db, place, m.account, u->now));
    }
    str role = party_role_label(m.role);
    str title = str_format(u->arena, "%.*s에서 %.*s 역할이 끝납니다",
                           STR_ARG(u->actor->organisation), STR_ARG(role));
    TRY(notice_add(u, m.account, S("role.ended"), title, reason, S("/me")));
    audit_write(u, S("membership.end"), S("membership"), m.id.value, reason);
    return NULL;
}

// --- Departments ---------------------------------------------------------------------------------

static err refuse_known(struct unit *u, const struct department *d)
{
    bool known = false;
    TRY(department_store_is_known(u->db, u->actor->institution, d, &known));
    return known ? &ORG_DEPARTMENT_KNOWN : NULL;
}

err org_action_add_department(struct unit *u, str name)
{
    struct department d = {.no = secret_public_no(), .name = name};
    TRY(refuse_known(u, &d));
    TRY(department_store_add(u->db, u->actor->institution, &d));
    audit_write(u, S("department.add"), S("department"), d.id.value, S(""));
    return NULL;
}

err org_action_save_department(struct unit *u, public_no no, int64_t version, str name,
                               bool is_closed)
{
    struct department d;
    TRY(department_store_find(u->db, u->actor->institution, no, u->today, &d));
    d.name = name;
    d.is_closed = is_closed;
    d.version = version;
    TRY(refuse_known(u, &d));
    TRY(department_store_save(u->db, u->actor->institution, &d));
    audit_write(u, S("department.save"), S("department"), d.id.value, S(""));
    return NULL;
}

// --- Approval lines ------------------------------------------------------------------------------

static err find_approver(struct unit *u, public_no no, struct approver *out)
{
    approver_list list;
    TRY(approver_store_list(u->db, u->arena, u->actor->institution, u->today, &list));
    for (size_t i = 0; i < list.count; i++) {
        if (list.items[i].no.value == no.value) {
            *out = list.items[i];
            return NULL;
        }
    }
    return &LINE_NOT_APPROVER;
}

err org_action_add_line(struct unit *u, const struct approval_line *typed, public_no approver)
{
    struct approval_line l = *typed;
    struct approver person;
    bool taken = false;
    TRY(org_check_term(l.first_day, l.last_day, u->today));
    TRY(find_approver(u, approver, &person));
    TRY(line_store_is_taken(u->db, u->actor->institution, &l, &taken));
    if (taken) {
        return &LINE_SAME;
    }
    l.no = secret_public_no();
    l.account = person.id;
    TRY(line_store_add(u->db, u->actor->institution, &l));
    audit_write(u, S("approval_line.add"), S("approval_line"), l.id, S(""));
    return NULL;
}

err org_action_end_line(struct unit *u, public_no no, date last_day, str reason)
{
    struct approval_line l;
    TRY(line_store_find(u->db, u->arena, u->actor->institution, no, u->today, &l));
    if (date_before(last_day, date_add_days(u->today, -1))) {
        return &ORG_TERM_OVER;
    }
    TRY(line_store_end(u->db, u->actor->institution, &l, last_day));
    audit_write(u, S("approval_line.end"), S("approval_line"), l.id, reason);
    return NULL;
}

// --- Delegation ----------------------------------------------------------------------------------

static bool is_admin(const struct unit *u)
{
    return (u->actor->rights & RIGHT_ADMIN) != 0;
}

static err find_absent(struct unit *u, public_no from, account_id *out)
{
    *out = u->actor->account;
    if (from.value == 0) {
        return (u->actor->rights & RIGHT_APPROVE) != 0 ? NULL : &LINE_NOT_APPROVER;
    }
    struct approver person;
    TRY(find_approver(u, from, &person));
    if (!is_admin(u) && person.id.value != u->actor->account.value) {
        return &ORG_NOT_ADMIN;
    }
    *out = person.id;
    return NULL;
}

err org_action_delegate(struct unit *u, public_no from, public_no to,
                        const struct delegation *typed)
{
    struct delegation d = *typed;
    struct approver acting;
    bool overlaps = false;
    TRY(find_absent(u, from, &d.from));
    TRY(find_approver(u, to, &acting));
    d.to = acting.id;
    TRY(delegation_check(&d, u->today));
    TRY(delegation_store_overlaps(u->db, u->actor->institution, &d, &overlaps));
    if (overlaps) {
        return &DELEGATION_OVERLAPS;
    }
    d.no = secret_public_no();
    TRY(delegation_store_add(u->db, u->actor->institution, &d, u->now));
    str text =
        str_format(u->arena, "%.*s ~ %.*s: %.*s", STR_ARG(date_format_iso(u->arena, d.first_day)),
                   STR_ARG(date_format_iso(u->arena, d.last_day)), STR_ARG(d.reason));
    TRY(notice_add(u, d.to, S("delegation.given"), S("대결을 맡았습니다"), text,
                   S("/buyer/org/lines")));
    if (d.from.value != u->actor->account.value) {
        TRY(notice_add(u, d.from, S("delegation.given"), S("대결이 정해졌습니다"), text,
                       S("/buyer/org/lines")));
    }
    audit_write(u, S("delegation.add"), S("delegation"), d.id, d.reason);
    return NULL;
}

err org_action_revoke(struct unit *u, public_no no)
{
    struct delegation d;
    account_id whose = is_admin(u) ? NO_ID(account_id) : u->actor->account;
    TRY(delegation_store_find(u->db, u->arena, u->actor->institution, whose, no, u->today, &d));
    TRY(delegation_store_revoke(u->db, u->actor->institution, &d, u->now));
    TRY(notice_add(u, d.to, S("delegation.revoked"), S("대결을 거두었습니다"), d.reason,
                   S("/buyer/org/lines")));
    audit_write(u, S("delegation.revoke"), S("delegation"), d.id, S(""));
    return NULL;
}
