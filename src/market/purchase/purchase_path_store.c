#include "market/purchase/purchase_path_store.h"

#include <assert.h>

#include "base/canon.h"
#include "base/limits.h"
#include "market/purchase/purchase_path_store.sql.h"

#define SIMILAR_MAX 200 // cases of one department and family that are shown; all are added up

static struct query *query_of_tags(struct db *db, const struct purchase *p, date on)
{
    struct query *q = db_query(db, &SQL_PURCHASE_PATH_SUPPLIER);
    bind_i64(q, "supplier", p->supplier.value);
    bind_i64(q, "purchase", p->id.value);
    bind_date(q, "today", on);
    return q;
}

void purchase_path_foresee_tags(struct db *db, const struct purchase *p, date on)
{
    query_foresee(query_of_tags(db, p, on));
}

// Goods that are brought stay goods, whatever became of their category since.
static enum law_delay_variant read_delay_variant(struct query *q, enum law_object object)
{
    enum law_delay_variant variant = LAW_DELAY_USUAL;
    bool known = law_delay_variant_from(read_str(q, "delay_variant"), &variant);
    read_require(q, "delay_variant", known);
    return object == LAW_SERVICE ? variant : LAW_DELAY_USUAL;
}

err purchase_path_tags(struct db *db, const struct purchase *p, date on, struct purchase_tags *out)
{
    struct query *q = query_of_tags(db, p, on);
    struct purchase_tags t = {.vulnerable_bp = LAW_VULNERABLE_UNKNOWN,
                              .sanctioned_until = DATE_NONE};
    while (query_next(q)) {
        enum law_tag tag;
        t.resells = read_bool(q, "resells");
        t.is_undesignated = read_bool(q, "is_undesignated");
        t.is_active = str_equals(read_str(q, "state"), S("active"));
        t.sanctioned_until = read_date(q, "sanctioned_until");
        t.one_quote_cap = read_money(q, "one_quote_cap");
        t.ceiling_cap = read_money(q, "ceiling_cap");
        t.delay_variant = read_delay_variant(q, p->object);
        if (read_is_null(q, "kind") || !law_tag_from(read_str(q, "kind"), &tag)) {
            continue; // no certificate, or one that no threshold asks for
        }
        t.tags |= LAW_TAG_BIT(tag);
        if (!read_is_null(q, "vulnerable_bp") && read_i64(q, "vulnerable_bp") > t.vulnerable_bp) {
            t.vulnerable_bp = read_i64(q, "vulnerable_bp");
        }
    }
    TRY(query_end(q));
    uint32_t facility = LAW_TAG_BIT(LAW_TAG_SEVERE_DISABILITY_FACILITY);
    t.is_undesignated = t.is_undesignated && (t.tags & facility) != 0;
    t.tags &= t.is_undesignated ? ~facility : UINT32_MAX;
    *out = t;
    return NULL;
}

static struct law_similar_sum read_sum(struct query *q, const char *won, const char *count)
{
    return (struct law_similar_sum){read_money(q, won), (size_t)read_i64(q, count)};
}

err purchase_path_list_similar(struct db *db, struct arena *a, const struct purchase *p, date on,
                               struct purchase_similars *out)
{
    date year_from;
    date twelve_from;
    law_similar_days(on, &year_from, &twelve_from);
    struct query *q = db_query(db, &SQL_PURCHASE_PATH_SIMILAR);
    bind_i64(q, "department", p->department.value);
    bind_i64(q, "institution", p->institution.value);
    bind_i64(q, "purchase", p->id.value);
    bind_date(q, "year_from", year_from);
    bind_date(q, "twelve_from", twelve_from);
    bind_date(q, "on", on);
    bind_bool(q, "is_training", p->is_training);
    struct purchase_similars all = {
        .shown = {.items = NEW_ARRAY(a, SIMILAR_MAX, struct purchase_similar)}};
    size_t count = 0;
    while (query_next(q) && all.shown.count < SIMILAR_MAX) {
        int state = purchase_state_from(read_str(q, "state"));
        assert(state >= 0);
        count = (size_t)read_i64(q, "all_count");
        all.year = read_sum(q, "year_won", "year_count");
        all.twelve = read_sum(q, "twelve_won", "twelve_count");
        all.shown.items[all.shown.count++] = (struct purchase_similar){
            .no = {read_i64(q, "no")},
            .title = read_str(q, "title"),
            .state = (enum purchase_state)state,
            .estimated = read_money(q, "counted_won"),
            .requested_on = read_date(q, "requested_on"),
            .supplier_name = read_str(q, "supplier_name"),
        };
    }
    TRY(query_end(q));
    all.more = count - all.shown.count;
    *out = all;
    return NULL;
}

str purchase_decision_content(struct arena *a, const struct purchase_decision *d)
{
    struct out o;
    size_t texts = d->question.n + d->answer.n + d->rule_ids.n + d->ground.n + d->split_reason.n +
                   d->confirm_reason.n + d->proofs.n;
    out_init(&o, a, KIB + 2 * texts); // each character escaped
    canon_put_date(&o, "judged_on", d->judged_on);
    canon_put(&o, "question", d->question);
    canon_put(&o, "answer", d->answer);
    canon_put(&o, "path", str_view(law_path_word(d->path)));
    canon_put(&o, "rule_ids", d->rule_ids);
    canon_put(&o, "ground", d->ground);
    canon_put(&o, "confidence", str_view(law_confidence_word(d->confidence)));
    canon_put_i64(&o, "similar_won", d->similar.won);
    canon_put(&o, "split_reason", d->split_reason);
    canon_put(&o, "confirm_reason", d->confirm_reason);
    canon_put(&o, "proofs", d->proofs);
    canon_put_i64(&o, "law_version", d->law_version);
    assert(!o.overflowed);
    return out_view(&o);
}

err purchase_path_add(struct db *db, purchase_id id, const struct purchase_decision *decision,
                      account_id account, instant now)
{
    struct query *q = db_query(db, &SQL_PURCHASE_PATH_ADD);
    bind_i64(q, "purchase", id.value);
    bind_date(q, "judged_on", decision->judged_on);
    bind_str(q, "question", decision->question);
    bind_str(q, "answer", decision->answer);
    bind_str(q, "path", str_view(law_path_word(decision->path)));
    bind_str(q, "rule_ids", decision->rule_ids);
    bind_str(q, "ground", decision->ground);
    bind_str(q, "confidence", str_view(law_confidence_word(decision->confidence)));
    bind_money(q, "similar_won", decision->similar);
    bind_str(q, "split_reason", decision->split_reason);
    bind_str(q, "confirm_reason", decision->confirm_reason);
    bind_str(q, "proofs", decision->proofs);
    bind_i64(q, "account", account.value);
    bind_instant(q, "now", now);
    bind_i64(q, "law_version", decision->law_version);
    return query_run(q, NULL);
}

void purchase_path_read(struct query *q, struct purchase_decision *out)
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
        .decided_at = read_instant(q, "decided_at"),
    };
    bool known = law_path_from(read_str(q, "path"), &d.path) &&
                 law_confidence_from(read_str(q, "confidence"), &d.confidence);
    read_require(q, "path", known);
    *out = d;
}

static struct query *query_of_path(struct db *db, purchase_id id)
{
    struct query *q = db_query(db, &SQL_PURCHASE_PATH_FIND);
    bind_i64(q, "purchase", id.value);
    return q;
}

void purchase_path_foresee(struct db *db, purchase_id id)
{
    query_foresee(query_of_path(db, id));
}

err purchase_path_find(struct db *db, purchase_id id, bool *out_found,
                       struct purchase_decision *out)
{
    struct query *q = query_of_path(db, id);
    *out_found = query_next(q);
    if (*out_found) {
        purchase_path_read(q, out);
    }
    return query_end(q);
}
