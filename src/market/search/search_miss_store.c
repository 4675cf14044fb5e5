#include "market/search/search_miss_store.h"

#include "base/limits.h"
#include "market/search/search_miss_store.sql.h"
#include "market/search/search_token.h"

// What people write between the parts of one number. A comma parts a sum, a star or x a size.
static size_t joint_at(str text, size_t at)
{
    static const char *const JOINTS[] = {
        " ", "-", ".", "/", "_", "(", ")", "+", "·", "ㆍ", "・", "․", "‐", "‑", "–", "—", "−", "ㅡ",
    };
    str rest = str_slice(text, at, text.n);
    for (size_t i = 0; i < COUNT(JOINTS); i++) {
        if (str_starts(rest, str_view(JOINTS[i]))) {
            return str_view(JOINTS[i]).n;
        }
    }
    return 0;
}

bool search_miss_counts(str folded)
{
    int digits = 0;
    bool may_be_number = false;
    for (size_t i = 0; i < folded.n;) {
        bool is_digit = folded.p[i] >= '0' && folded.p[i] <= '9';
        size_t joint = joint_at(folded, i);
        digits = is_digit ? digits + 1 : joint > 0 ? digits : 0;
        may_be_number = may_be_number || digits >= LIMIT_MISS_DIGITS || folded.p[i] == '@';
        i += joint > 0 ? joint : 1;
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
