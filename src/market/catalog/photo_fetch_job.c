#include "market/catalog/photo_fetch_job.h"

#include <assert.h>

#include "base/limits.h"
#include "gateway/gateways.h"
#include "market/catalog/photo_fetch_action.h"

// From step to step.
struct fetching {
    struct photo_fetch fetch;
    bool is_due;
    str why_not; // empty: it may be fetched
    struct fetch_answer answer;
};

static const char *const SENTENCES[] = {
    [FETCH_DONE] = "",
    [FETCH_BAD_ADDRESS] = "https로 시작하는 인터넷 주소가 아닙니다.",
    [FETCH_INWARD] = "인터넷에 열려 있지 않은 곳의 주소입니다.",
    [FETCH_REDIRECTED] = "다른 주소로 넘기는 주소입니다. 사진이 있는 주소를 적어 주세요.",
    [FETCH_TOO_LARGE] = "10MB를 넘습니다. 줄이거나 직접 올려 주세요.",
    [FETCH_REFUSED] = "그 주소에 사진이 없거나 아무나 볼 수 없게 되어 있습니다.",
    [FETCH_AWAY] = "여러 번 해 보았으나 그곳에서 답이 없습니다. 나중에 다시 올려 주세요.",
};
static_assert(COUNT(SENTENCES) == FETCH_OUTCOME_COUNT, "every outcome has its sentence");

err photo_fetch_job_prepare(struct unit *u, struct job *j)
{
    struct fetching *x = NEW(u->arena, struct fetching);
    bool found = false;
    TRY(photo_fetch_store_load(u->db, j->object, &x->fetch, &found));
    x->is_due = found && x->fetch.state == PHOTO_FETCH_WAITING;
    if (x->is_due) {
        TRY(photo_fetch_action_judge(u, x->fetch.url, &x->why_not));
    }
    j->carried = x;
    return NULL;
}

err photo_fetch_job_call(struct arena *arena, struct job *j, const struct gateways *g)
{
    struct fetching *x = j->carried;
    if (x->is_due && x->why_not.n == 0) {
        x->answer = g->fetch->get(g->fetch->self, arena, x->fetch.url);
    }
    return NULL;
}

// Waits five times longer each time.
static err again_later(struct unit *u, struct photo_fetch *f)
{
    int64_t wait_s = LIMIT_FETCH_FIRST_S;
    for (int64_t i = 1; i < f->attempts; i++) {
        wait_s *= 5;
    }
    TRY(photo_fetch_store_set(u->db, f, u->now));
    return job_add(u, PHOTO_FETCH_JOB, f->id, S(""), instant_add_s(u->now, wait_s));
}

err photo_fetch_job_finish(struct unit *u, struct job *j)
{
    struct fetching *x = j->carried;
    struct photo_fetch f;
    bool found = false;
    TRY(photo_fetch_store_load(u->db, j->object, &f, &found));
    if (!x->is_due || !found || f.state != PHOTO_FETCH_WAITING || f.attempts != x->fetch.attempts) {
        return NULL; // another run was first
    }
    if (x->why_not.n == 0 && x->answer.outcome == FETCH_DONE) {
        return photo_fetch_action_keep(u, &f, x->answer.bytes);
    }
    if (x->why_not.n == 0 && x->answer.outcome == FETCH_AWAY && ++f.attempts < LIMIT_FETCH_TRIES) {
        return again_later(u, &f);
    }
    f.state = PHOTO_FETCH_REFUSED;
    f.words = x->why_not.n > 0 ? x->why_not : str_view(SENTENCES[x->answer.outcome]);
    return photo_fetch_store_set(u->db, &f, u->now);
}
