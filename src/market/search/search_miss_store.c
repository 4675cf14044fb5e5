#include "market/search/search_miss_store.h"

#include "base/joint.h"
#include "base/limits.h"
#include "market/search/search_miss_store.sql.h"
#include "market/search/search_token.h"

bool search_miss_counts(str folded)
{
    int digits = 0;
    bool may_be_number = false;
    for (size_t at = 0; at < folded.n;) {
        uint32_t point = str_next(folded, &at);
        bool is_digit = point >= '0' && point <= '9';
        digits = is_digit ? digits + 1 : joint_sign(point) != 0 ? digits : 0;
        may_be_number = may_be_number || digits >= LIMIT_MISS_DIGITS || point == '@';
    }
    return !may_be_number && str_length(folded) >= 2 && str_length(folded) <= LIMIT_MISS;
}

static err write_miss(struct unit *u, const void *data)
{
    const str *text = data;
    struct query *q = db_query(u->db, &SQL_SEARCH_MISS_FORGET);
    bind_date(q, "day", date_add_days(u->today, -LIMIT_MISS_DAYS));
    TRY(query_run(q, NULL));
    q = db_query(u->db, &SQL_SEARCH_MISS_ADD);
    bind_date(q, "day", u->today);
    bind_str(q, "text", *text);
    bind_i64(q, "most", LIMIT_MISS_TEXTS);
    return query_run(q, NULL);
}

void search_miss_note(struct unit *u, str text)
{
    str *folded = NEW(u->arena, str);
    *folded = str_trim(search_fold(u->arena, text));
    if (search_miss_counts(*folded)) {
        unit_note(u, write_miss, folded);
    }
}
