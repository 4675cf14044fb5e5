#include "base/limits.h"
#include "platform/backup/backup.sql.h"
#include "platform/backup/backup_folder.h"
#include "platform/backup/manifest.h"

// One manifest after the other, as long as every line they name is there.
struct comparing {
    struct db *db;
    struct arena *kept; // of the caller
    str backup;         // the name of the one being read
    int64_t count;
    str bad;
};

static err find_hash(struct db *db, str lane, int64_t seq, str *out)
{
    struct query *q = db_query(db, &SQL_BACKUP_LINE);
    bind_str(q, "lane", lane);
    bind_i64(q, "seq", seq);
    *out = query_next(q) ? read_str(q, "hash") : S("");
    return query_end(q);
}

// "i:3 7 ab12…"
static err compare_head(struct comparing *c, str value)
{
    str rest = value;
    str lane = str_cut(&rest, ' ');
    str number = str_cut(&rest, ' ');
    int64_t seq = 0;
    str hash = S("");
    if (str_parse_i64(number, &seq)) {
        TRY(find_hash(c->db, lane, seq, &hash));
    }
    c->count++;
    if (!str_equals(hash, rest)) {
        c->bad = str_format(c->kept, "%.*s/%.*s, %.*s/" MANIFEST_NAME, STR_ARG(lane),
                            STR_ARG(number), STR_ARG(c->backup));
    }
    return NULL;
}

static err read_line(void *data, str word, str value)
{
    struct comparing *c = data;
    bool asks = c->bad.n == 0 && str_equals(word, S("head"));
    return asks ? compare_head(c, value) : NULL;
}

// A backup from before the site had a key bears no signature; what claims to be one is no newer.
static bool may_be_unsigned(struct arena *a, const sign_publics *signers, instant at)
{
    return signers->count == 0 ||
           str_compare(instant_format_iso(a, at), signers->items[0].since) < 0;
}

static bool is_signed(struct arena *a, const sign_publics *signers, const char *signer, instant at)
{
    return signer[0] == '\0' ? may_be_unsigned(a, signers, at)
                             : sign_is_listed(signers, str_view(signer));
}

static err compare_one(struct comparing *c, const sign_publics *signers, const char *path,
                       instant at, struct arena *batch)
{
    FILE *copy = NULL;
    char signer[SIGN_KEY_DIGITS + 1];
    enum manifest_state state = manifest_take(path, signer, &copy);
    err e = NULL;
    if (state == MANIFEST_NO_ROOM) {
        e = &BACKUP_CANNOT_WRITE;
    } else if (state != MANIFEST_WHOLE || !is_signed(batch, signers, signer, at)) {
        c->bad = str_format(c->kept, "서명, %.*s/" MANIFEST_NAME, STR_ARG(c->backup));
    } else {
        e = manifest_read(copy, read_line, c);
    }
    if (copy != NULL) {
        (void)fclose(copy);
    }
    return e;
}

static err compare_all(struct comparing *c, const struct backup_witness *w, struct arena *batch)
{
    for (size_t i = 0; i < w->list.count && c->bad.n == 0; i++) {
        c->backup = w->list.items[i].name;
        const char *below = str_format(batch, "%.*s/" MANIFEST_NAME, STR_ARG(c->backup)).p;
        const char *path = backup_path(batch, w->folder, str_view(below));
        TRY(compare_one(c, &w->signers, path, w->list.items[i].at, batch));
        arena_reset(batch);
    }
    return NULL;
}

err backup_compare_heads(struct db *db, struct arena *a, const struct backup_witness *w,
                         int64_t *out_count, str *out_bad)
{
    struct comparing c = {.db = db, .kept = a, .bad = S("")};
    struct arena *batch = arena_open(LIMIT_ARENA_UNIT);
    db_set_arena(db, batch);
    err e = compare_all(&c, w, batch);
    db_set_arena(db, a);
    arena_close(batch);
    TRY(e);
    *out_count = c.count;
    *out_bad = c.bad;
    return NULL;
}
