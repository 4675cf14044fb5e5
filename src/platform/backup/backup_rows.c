#include "platform/backup/backup_rows.h"

#include "base/limits.h"
#include "platform/backup/backup.sql.h"

static err tell_counts(struct db *db, struct arena *a, const struct sql *counts,
                       void (*tell)(void *data, const char *word, str value), void *data)
{
    struct query *q = db_query(db, counts);
    while (query_next(q)) {
        str name = read_str(q, "name");
        tell(data, "count",
             str_format(a, "%.*s %lld", STR_ARG(name), (long long)read_i64(q, "number")));
    }
    return query_end(q);
}

// The next heads after *lane, which moves on; *out_more is false behind the last.
static err tell_heads(struct db *db, struct arena *a, str *lane, bool *out_more,
                      void (*tell)(void *data, const char *word, str value), void *data)
{
    struct query *q = db_query(db, &SQL_BACKUP_HEADS);
    bind_str(q, "after", *lane);
    *out_more = false;
    while (query_next(q)) {
        *lane = read_str(q, "lane");
        str hash = read_str(q, "hash");
        tell(data, "head",
             str_format(a, "%.*s %lld %.*s", STR_ARG(*lane), (long long)read_i64(q, "seq"),
                        STR_ARG(hash)));
        *out_more = true;
    }
    return query_end(q);
}

err backup_tell_rows(struct db *db, struct arena *a, const struct sql *counts,
                     void (*tell)(void *data, const char *word, str value), void *data)
{
    str lane = S("");
    TRY(tell_counts(db, a, counts, tell, data));
    for (bool more = true; more;) {
        TRY(tell_heads(db, a, &lane, &more, tell, data));
    }
    return NULL;
}
