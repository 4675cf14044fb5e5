#include "market/payment/ledger_store.h"

#include <assert.h>

#include "market/payment/ledger_store.sql.h"

static err add_line(struct db *db, int64_t posting, int64_t seq, const struct ledger_line *l)
{
    struct query *q = db_query(db, &SQL_LEDGER_LINE_ADD);
    bind_i64(q, "posting", posting);
    bind_i64(q, "seq", seq);
    bind_str(q, "account", str_view(ledger_account_word(l->account)));
    bind_money(q, "debit_won", l->debit);
    bind_money(q, "credit_won", l->credit);
    return query_run(q, NULL);
}

err ledger_add(struct db *db, const struct ledger_posting *p, instant now)
{
    assert(ledger_balances(p));
    struct query *q = db_query(db, &SQL_LEDGER_POSTING_ADD);
    bind_i64(q, "institution", p->institution.value);
    bind_str(q, "kind", str_view(ledger_deed_word(p->deed)));
    bind_i64(q, "object", p->object);
    bind_i64(q, "claim", p->claim.value);
    bind_date(q, "posted_on", p->posted_on);
    bind_str(q, "text", p->text);
    bind_instant(q, "now", now);
    int64_t posting = 0;
    TRY(query_run_id(q, &posting));
    for (size_t i = 0; posting != 0 && i < p->line_count; i++) {
        TRY(add_line(db, posting, (int64_t)i + 1, &p->lines[i]));
    }
    return NULL;
}

static int read_account(struct query *q)
{
    int account = ledger_account_from(read_str(q, "account"));
    assert(account >= 0); // only ledger_add writes it
    return account;
}

err ledger_sum(struct db *db, const struct ledger_month *m,
               struct ledger_sum out_sums[LEDGER_ACCOUNT_COUNT])
{
    struct query *q = db_query(db, &SQL_LEDGER_SUM);
    bind_i64(q, "institution", m->institution.value);
    bind_date(q, "first_day", m->first_day);
    bind_date(q, "last_day", m->last_day);
    for (int i = 0; i < LEDGER_ACCOUNT_COUNT; i++) {
        out_sums[i] = (struct ledger_sum){0};
    }
    while (query_next(q)) {
        out_sums[read_account(q)] = (struct ledger_sum){
            .debit = read_money(q, "debit_won"),
            .credit = read_money(q, "credit_won"),
            .debit_all = read_money(q, "debit_all_won"),
            .credit_all = read_money(q, "credit_all_won"),
        };
    }
    return query_end(q);
}

err ledger_list(struct db *db, struct arena *a, const struct ledger_month *m, int account,
                public_no before, enum ledger_deed deed, size_t count, ledger_row_list *out)
{
    str word = account < 0 ? S("") : str_view(ledger_account_word((enum ledger_account)account));
    struct query *q = db_query(db, &SQL_LEDGER_LIST);
    bind_i64(q, "institution", m->institution.value);
    bind_date(q, "first_day", m->first_day);
    bind_date(q, "last_day", m->last_day);
    bind_text(q, "account", word);
    bind_id(q, "before", before.value);
    bind_str(q, "deed", str_view(ledger_deed_word(deed)));
    bind_i64(q, "count", (int64_t)count);
    ledger_row_list list = {.items = NEW_ARRAY(a, count, struct ledger_row)};
    while (query_next(q)) {
        int posted = ledger_deed_from(read_str(q, "kind"));
        assert(posted >= 0 && list.count < count);
        list.items[list.count++] = (struct ledger_row){
            .posted_on = read_date(q, "posted_on"),
            .deed = (enum ledger_deed)posted,
            .text = read_str(q, "text"),
            .seq = read_i64(q, "seq"),
            .account = (enum ledger_account)read_account(q),
            .debit = read_money(q, "debit_won"),
            .credit = read_money(q, "credit_won"),
            .claim = {read_i64(q, "claim_no")},
        };
    }
    TRY(query_end(q));
    *out = list;
    return NULL;
}
