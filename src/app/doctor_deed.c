#include "app/doctor_deed.h"

#include "app/doctor_deed.sql.h"
#include "app/doctor_walk.h"
#include "base/digest.h"
#include "market/party/party_policy.h"
#include "market/payment/payment.h"
#include "market/purchase/purchase_path_store.h"
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

// The first row that a statement names.
static err find_bad(struct db *db, const struct sql *sql, struct doctor_finding *out)
{
    struct query *q = db_query(db, sql);
    if (query_next(q)) {
        out->bad = read_str(q, "said");
    }
    return query_end(q);
}

err doctor_deed_rules(struct db *db, struct arena *a, struct doctor_finding *out)
{
    TRY(find_bad(db, &SQL_DOCTOR_RULE, out));
    return out->bad.n > 0 ? NULL : doctor_walk_all(db, a, out, compare_rules);
}

// --- Judgements, payments, policies --------------------------------------------------------------

static str judgement_of(struct doctor_walk *w, struct query *q)
{
    struct purchase_decision d = {
        .judged_on = read_date(q, "judged_on"),
        .question = read_str(q, "question"),
        .answer = read_str(q, "answer"),
        .rule_ids = read_str(q, "rule_ids"),
        .ground = read_str(q, "ground"),
        .similar = read_money(q, "similar_won"),
        .split_reason = read_str(q, "split_reason"),
        .confirm_reason = read_str(q, "confirm_reason"),
        .proofs = read_str(q, "proofs"),
        .law_version = read_i64(q, "law_version"),
    };
    bool known = law_path_from(read_str(q, "path"), &d.path) &&
                 law_confidence_from(read_str(q, "confidence"), &d.confidence);
    return known ? purchase_decision_content(w->batch, &d) : S("");
}

static struct claim read_bill(struct query *q)
{
    return (struct claim){
        .no = {read_i64(q, "claim_no")},
        .asked_days = read_i64(q, "asked_days"),
        .excuse_reason = read_str(q, "excuse_reason"),
        .excused_days = read_i64(q, "excused_days"),
        .excuse_opinion = read_str(q, "excuse_opinion"),
        .delay_days = read_i64(q, "delay_days"),
        .delay = read_money(q, "delay_won"),
        .cut = read_money(q, "cut_won"),
        .net = read_money(q, "net_won"),
    };
}

static str bill_of(struct doctor_walk *w, struct query *q)
{
    struct claim c = read_bill(q);
    return payment_bill_content(w->batch, &c);
}

static str payment_of(struct doctor_walk *w, struct query *q)
{
    struct claim c = read_bill(q);
    struct payment p = {
        .no = {read_i64(q, "no")},
        .institution = {read_i64(q, "institution_id")},
        .paid = read_money(q, "paid_won"),
        .late_days = read_i64(q, "late_days"),
        .paid_on = read_date(q, "paid_on"),
        .reference = read_str(q, "reference"),
    };
    return payment_content(w->batch, &p, &c);
}

static str policy_of(struct doctor_walk *w, struct query *q)
{
    int kind = policy_kind_from(read_str(q, "kind"));
    struct policy p = {
        .no = {read_i64(q, "no")},
        .kind = (enum policy_kind)kind,
        .value = read_money(q, "value_won"),
        .count = read_i64(q, "value_count"),
        .first_day = read_date(q, "first_day"),
        .last_day = read_date(q, "last_day"),
        .reason = read_str(q, "reason"),
        .end_reason = read_str(q, "end_reason"),
    };
    return kind < 0 ? S("") : policy_content(w->batch, &p);
}

// The next deeds of a statement that gives each with its hash and what it was done to; of what is
// gone the content cannot be that of the hash.
static err compare_deeds(struct doctor_walk *w, const struct sql *sql,
                         str (*content)(struct doctor_walk *w, struct query *q))
{
    struct query *q = db_query(w->db, sql);
    bind_i64(q, "after", w->after);
    while (query_next(q)) {
        w->after = read_i64(q, "id");
        w->out->count++;
        if (!is_kept(w->batch, read_str(q, "after_hash"), content(w, q))) {
            doctor_name_bad(w, read_str(q, "said"));
        }
    }
    return query_end(q);
}

static err compare_judgements(struct doctor_walk *w)
{
    return compare_deeds(w, &SQL_DOCTOR_JUDGE_DEEDS, judgement_of);
}

static err compare_excuses(struct doctor_walk *w)
{
    return compare_deeds(w, &SQL_DOCTOR_EXCUSE_DEEDS, bill_of);
}

static err compare_payments(struct doctor_walk *w)
{
    return compare_deeds(w, &SQL_DOCTOR_PAY_DEEDS, payment_of);
}

static err compare_policies(struct doctor_walk *w)
{
    return compare_deeds(w, &SQL_DOCTOR_POLICY_DEEDS, policy_of);
}

err doctor_deed_rows(struct db *db, struct arena *a, struct doctor_finding *out)
{
    static err (*const STEPS[])(struct doctor_walk * w) = {compare_judgements, compare_excuses,
                                                           compare_payments, compare_policies};
    TRY(find_bad(db, &SQL_DOCTOR_DEED, out));
    for (size_t i = 0; i < COUNT(STEPS) && out->bad.n == 0; i++) {
        TRY(doctor_walk_all(db, a, out, STEPS[i]));
    }
    return NULL;
}
