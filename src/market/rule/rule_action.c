#include "market/rule/rule_action.h"

#include "base/digest.h"
#include "base/limits.h"
#include "market/law/law_change_store.h"
#include "market/notice/notice_action.h"
#include "market/party/party_account_action.h"
#include "market/rule/rule_store.h"
#include "platform/secret/secret.h"

// Who decides must see the law as it is in this transaction, whatever the page showed.
static err take_law(struct unit *u)
{
    int64_t version = 0;
    TRY(law_change_version(u->db, &version));
    return law_shelf_take(u->law_shelf, u->db, u->arena, version, &u->law);
}

static str path_of(struct unit *u, const struct rule_proposal *p)
{
    return str_format(u->arena, "/admin/rule-proposals/%lld", (long long)p->no.value);
}

static err tell_others(struct unit *u, const struct rule_proposal *p)
{
    return account_tell_operators(
        u, u->actor->account, S("rule.proposed"), S("규칙 제안을 확인해 주세요"),
        str_format(u->arena, "%.*s: %.*s", STR_ARG(p->row_id), STR_ARG(p->reason)), path_of(u, p));
}

static err propose(struct unit *u, struct rule_proposal *p, str *out_where)
{
    const struct law *would = NULL;
    struct law_change change = rule_change_of(p);
    if (str_is_empty(str_trim(p->reason)) || str_is_empty(str_trim(p->source))) {
        return &RULE_NEEDS_GIST;
    }
    TRY(law_try(u->law, &change, u->arena, &would, out_where));
    TRY(rule_check_row(would, p));
    p->no = secret_public_no();
    p->proposer = u->actor->account;
    p->proposed_at = u->now;
    TRY(rule_store_add(u->db, p, u->now));
    audit_write_change(u, S("rule.propose"), S("rule"), p->id, p->reason, S(""),
                       digest_sha256(u->arena, rule_content(u->arena, p, NULL)));
    return tell_others(u, p);
}

err rule_action_propose_row(struct unit *u, enum law_table table, str *fields,
                            struct rule_proposal *p, str *out_where)
{
    int64_t count = 0;
    bool ends = false;
    TRY(take_law(u));
    TRY(rule_store_count(u->db, S(""), &count, &ends));
    fields[0] = str_format(u->arena, "%.*s.o%lld", STR_ARG(fields[1]), (long long)count + 1);
    p->act = LAW_ACT_ROW;
    p->kind = str_view(law_table_name(table));
    p->row_id = fields[0];
    p->last_day = DATE_NONE;
    p->line = law_line_of(u->arena, fields, law_column_count(table));
    if (p->line.n == 0) {
        return &RULE_TOO_LONG;
    }
    return propose(u, p, out_where);
}

err rule_action_propose_end(struct unit *u, struct rule_proposal *p, str *out_where)
{
    int64_t count = 0;
    bool ends = false;
    TRY(take_law(u));
    TRY(rule_store_count(u->db, p->row_id, &count, &ends));
    if (ends) {
        return &RULE_WAITS;
    }
    p->act = LAW_ACT_END;
    p->line = S("");
    p->made_of = p->row_id;
    return propose(u, p, out_where);
}

// *out_since is the version of the law from which it holds.
static err put_in_force(struct unit *u, const struct rule_proposal *p, int64_t *out_since,
                        str *out_where)
{
    const struct law *would = NULL;
    struct law_change change = rule_change_of(p);
    if (law_change_count(u->law) >= LIMIT_LAW_CHANGES) {
        return &RULE_TOO_MANY;
    }
    TRY(law_try(u->law, &change, u->arena, &would, out_where));
    TRY(rule_check_row(would, p));
    change.since = law_version(would);
    *out_since = change.since;
    return law_change_add(u->db, &change, p->id, u->now);
}

static err tell_proposer(struct unit *u, const struct rule_proposal *p, enum rule_verdict verdict,
                         str word)
{
    if (verdict == RULE_WITHDRAW) {
        return NULL;
    }
    str title = verdict == RULE_APPROVE ? S("제안한 규칙이 승인되었습니다")
                                        : S("제안한 규칙이 거절되었습니다");
    str text = word.n == 0 ? p->row_id
                           : str_format(u->arena, "%.*s: %.*s", STR_ARG(p->row_id), STR_ARG(word));
    return notice_add(u, p->proposer, S("rule.decided"), title, text, path_of(u, p));
}

err rule_action_decide(struct unit *u, public_no no, enum rule_verdict verdict, str word,
                       str *out_where)
{
    struct rule_proposal p;
    TRY(rule_store_find(u->db, no, &p));
    TRY(rule_admit(&p, u->actor->account, verdict, word));
    TRY(take_law(u));
    p.decided_at = u->now;
    struct rule_decision decided = {
        .state = rule_state_after(verdict),
        .account = u->actor->account,
        .word = word,
        .decided_at = u->now,
    };
    if (verdict == RULE_APPROVE) {
        TRY(put_in_force(u, &p, &decided.since, out_where));
    }
    TRY(rule_store_decide(u->db, &p, u->actor->account, verdict, word, u->now));
    str act = str_format(u->arena, "rule.%s", rule_verdict_word(verdict));
    str before = digest_sha256(u->arena, rule_content(u->arena, &p, NULL));
    audit_write_change(u, act, S("rule"), p.id, word, before,
                       digest_sha256(u->arena, rule_content(u->arena, &p, &decided)));
    return tell_proposer(u, &p, verdict, word);
}
