#include "app/doctor_deed.h"

#include "app/doctor_deed.sql.h"
#include "app/doctor_walk.h"
#include "base/digest.h"
#include "market/rule/rule.h"

// Without a hash of a deed there is nothing to compare: it was done before the chain kept one.
static bool is_kept(struct arena *a, str hash, str content)
{
    return hash.n == 0 || str_equals(hash, digest_sha256(a, content));
}

// --- Rules ---------------------------------------------------------------------------------------

static struct rule_proposal read_proposal(struct query *q)
{
    struct rule_proposal p = {
        .no = {read_i64(q, "no")},
        .kind = read_str(q, "kind"),
        .row_id = read_str(q, "row_id"),
        .made_of = read_str(q, "made_of"),
        .line = read_str(q, "line"),
        .last_day = read_date(q, "last_day"),
        .reason = read_str(q, "reason"),
        .source = read_str(q, "source"),
        .proposer = {read_i64(q, "account_id")},
        .proposed_at = read_instant(q, "proposed_at"),
    };
    read_require(q, "act", law_act_from(read_str(q, "act"), &p.act));
    return p;
}

static struct rule_decision read_decision(struct query *q)
{
    struct rule_decision d = {
        .account = {read_i64(q, "decider_id")},
        .word = read_str(q, "word"),
        .decided_at = read_instant(q, "decided_at"),
        .since = read_i64(q, "since"),
    };
    read_require(q, "verdict", rule_state_from(read_str(q, "verdict"), &d.state));
    return d;
}

static err compare_rules(struct doctor_walk *w)
{
    struct query *q = db_query(w->db, &SQL_DOCTOR_RULES);
    bind_i64(q, "after", w->after);
    while (query_next(q)) {
        struct rule_proposal p = read_proposal(q);
        struct rule_decision d = read_decision(q);
        str decided = read_str(q, "decided_hash");
        w->after = read_i64(q, "id");
        w->out->count++;
        bool holds =
            is_kept(w->batch, read_str(q, "proposed_hash"), rule_content(w->batch, &p, NULL)) &&
            is_kept(w->batch, decided, rule_content(w->batch, &p, &d));
        if (!holds) {
            doctor_name_bad(w, str_format(w->batch, "규칙 %.*s", STR_ARG(p.row_id)));
        }
    }
    return query_end(q);
}

err doctor_deed_rules(struct db *db, struct arena *a, struct doctor_finding *out)
{
    struct query *q = db_query(db, &SQL_DOCTOR_RULE);
    if (query_next(q)) {
        out->bad = read_str(q, "said");
    }
    TRY(query_end(q));
    return out->bad.n > 0 ? NULL : doctor_walk_all(db, a, out, compare_rules);
}
