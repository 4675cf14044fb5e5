#include "platform/web/form_key.h"

#include <assert.h>

#include "base/digest.h"
#include "base/limits.h"
#include "base/out.h"
#include "platform/secret/secret.h"
#include "platform/web/form_key.sql.h"

#define TOKEN_LENGTH 64 // hex digits, as secret_token makes them

const struct fault FORM_FOREIGN = {
    .kind = FAULT_DENIED,
    .code = "form.foreign",
    .text = "다른 사이트에서 보낸 요청은 받지 않습니다. 두레의 화면에서 다시 해 주세요.",
};

const struct fault FORM_STALE = {
    .kind = FAULT_DENIED,
    .code = "form.stale",
    .text = "화면이 오래되어 보낼 수 없습니다. 이전 화면으로 돌아가 새로 고친 뒤 다시 보내 주세요.",
};

const struct fault FORM_NO_KEY = {
    .kind = FAULT_INVALID,
    .code = "form.no_key",
    .text = "보낸 내용에 일회용 번호가 없습니다. 화면을 새로 고친 뒤 다시 보내 주세요.",
};

const struct fault FORM_DONE = {
    .kind = FAULT_CONFLICT,
    .code = "form.done",
    .text = "이미 처리되었습니다. 다시 보내지 말고 목록에서 결과를 확인해 주세요.",
};

static bool is_token(str s)
{
    for (size_t i = 0; i < s.n; i++) {
        bool hex = (s.p[i] >= '0' && s.p[i] <= '9') || (s.p[i] >= 'a' && s.p[i] <= 'f');
        if (!hex) {
            return false;
        }
    }
    return s.n == TOKEN_LENGTH;
}

str form_visit(const struct request *rq)
{
    str visit = request_cookie(rq, VISIT_COOKIE);
    return is_token(visit) ? visit : (str){0};
}

// Another use of the same token gives another hash, so that neither tells the other.
static str hash_for(struct arena *a, str use, str visit)
{
    return digest_sha256(a, str_join(a, use, visit));
}

str form_csrf(struct arena *a, const struct actor *actor, str visit)
{
    return actor->account.value != 0 ? actor->csrf : hash_for(a, S("csrf:"), visit);
}

// The host of an Origin header, which is scheme://host or "null".
static str host_of(str origin)
{
    size_t at = str_index(origin, S("://"));
    return str_slice(origin, at + 3, origin.n);
}

err form_check_origin(const struct request *rq)
{
    bool site_ok = rq->fetch_site.n == 0 || str_equals(rq->fetch_site, S("same-origin")) ||
                   str_equals(rq->fetch_site, S("none"));
    bool origin_ok =
        rq->origin.n == 0 || (rq->host.n > 0 && str_equals(host_of(rq->origin), rq->host));
    return site_ok && origin_ok ? NULL : &FORM_FOREIGN;
}

err form_check_token(struct arena *a, const struct request *rq, const struct actor *actor,
                     str visit)
{
    bool visitor = actor->account.value == 0;
    str expected = form_csrf(a, actor, visit);
    if ((visitor && visit.n == 0) || expected.n == 0 ||
        !secret_equals(expected, request_field(rq, "csrf"))) {
        return &FORM_STALE;
    }
    return is_token(request_field(rq, "form_key")) ? NULL : &FORM_NO_KEY;
}

// Name and value with their lengths, so that no two forms read the same.
static void add_sized(struct out *o, str s)
{
    out_i64(o, (int64_t)s.n);
    out_char(o, ':');
    out_str(o, s);
}

struct form_deed form_deed_of(struct arena *a, const struct request *rq, const struct actor *actor,
                              str visit, str route)
{
    struct out o;
    out_init(&o, a, LIMIT_REQUEST_BODY * 4); // lengths and hashes come to the fields' own bytes
    add_sized(&o, rq->path);
    add_sized(&o, rq->query_text);
    for (size_t i = 0; i < rq->fields.count; i++) {
        add_sized(&o, rq->fields.items[i].name);
        add_sized(&o, rq->fields.items[i].value);
    }
    for (size_t i = 0; i < rq->uploads.count; i++) {
        add_sized(&o, rq->uploads.items[i].field);
        add_sized(&o, rq->uploads.items[i].name);
        add_sized(&o, digest_sha256(a, rq->uploads.items[i].bytes));
    }
    assert(!o.overflowed);
    return (struct form_deed){
        .key = digest_sha256(a, out_view(&o)),
        .owner = actor->account.value != 0
                     ? str_format(a, "a:%lld", (long long)actor->account.value)
                     : str_join(a, S("v:"), hash_for(a, S("owner:"), visit)),
        .route = route,
    };
}

err form_answer_find(struct db *db, const struct form_deed *deed, struct form_answer *out)
{
    struct query *q = db_query(db, &SQL_FORM_KEY_FIND);
    bind_str(q, "key", deed->key);
    bind_str(q, "owner", deed->owner);
    struct form_answer answer = {0};
    if (query_next(q)) {
        answer.status = read_i64(q, "status");
        answer.location = read_str(q, "location");
    }
    TRY(query_end(q));
    *out = answer;
    return NULL;
}

err form_answer_keep(struct unit *u, const struct form_deed *deed, int64_t status, str location)
{
    struct query *q = db_query(u->db, &SQL_FORM_KEY_ADD);
    bind_str(q, "key", deed->key);
    bind_str(q, "owner", deed->owner);
    bind_str(q, "route", deed->route);
    bind_i64(q, "status", status);
    bind_str(q, "location", location);
    bind_instant(q, "created_at", u->now);
    return query_run_soon(q, &DB_COLLISION);
}
