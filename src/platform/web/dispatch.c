#include "platform/clock/clock.h"
#include "platform/web/site.h"

#include <assert.h>
#include <setjmp.h>
#include <string.h>
#include <time.h>

#include "base/limits.h"
#include "platform/log/log.h"
#include "platform/page/put.h"
#include "platform/secret/secret.h"
#include "platform/web/form_key.h"
#include "platform/web/parse.h"
#include "platform/web/router.h"

// A visitor at a door for people who have logged in: answered with the log-in page. A program that
// asks the API is told in its own tongue instead.
static const struct fault LOGIN_NEEDED = {
    .kind = FAULT_DENIED,
    .code = "request.login_needed",
    .text = "로그인한 뒤 이용해 주세요.",
};

static const struct fault NOT_ALLOWED = {
    .kind = FAULT_DENIED,
    .code = "request.not_allowed",
    .text = "이 화면을 볼 수 있는 역할이 아닙니다. 필요하면 소속 기관이나 기업의 관리자에게 역할을 "
            "신청해 주세요.",
};

static const struct fault OUT_OF_MEMORY = {
    .kind = FAULT_BUSY,
    .code = "request.out_of_memory",
    .text = "처리할 내용이 너무 많습니다. 조건을 좁히거나 나누어 다시 해 주세요.",
};

// One request on its way to its answer.
struct turn {
    const struct site *site;
    struct db *db;
    struct arena *arena;
    struct request *rq;
    struct response *rs;
    struct router_match match; // route is NULL until one is found
    struct actor actor;
    struct unit unit;
    struct note *notes[2]; // of the unit before the handler's, and of the handler's
    str visit;             // a visitor's token, from the cookie or new
    bool visit_is_new;
    str session_token; // the session's new cookie, or empty
    bool form_shown;
    struct form_deed deed;
    int64_t statements;
    err unsettled; // why the rest of what was read of the actor unmakes the answer
    err fault;     // what it ended with, for the log
};

// The turn of this process, for frame_fill: handlers know no dispatcher.
static struct turn *serving;
static int64_t last_statements;

void site_ready(struct site *site, struct arena *a)
{
    site->router = router_new(a, site->routes, site->route_list_count);
}

// Read what load_actor left to the page's own statements.
static void settle(struct turn *t)
{
    unit_rest rest = t->unit.rest;
    if (rest != NULL) {
        t->unit.rest = NULL;
        t->unsettled = rest(&t->unit, &t->actor);
    }
}

void frame_fill(const struct unit *u, const struct request *rq, struct frame *f, str title)
{
    struct turn *t = serving;
    assert(t != NULL && u == &t->unit);
    settle(t);
    *f = (struct frame){.title = title, .path = rq->path};
    t->site->fill_frame(u, rq, f, title);
    if (t->visit.n == 0) {
        t->visit = secret_token(u->arena);
        t->visit_is_new = true;
    }
    f->csrf = form_csrf(u->arena, u->actor, t->visit);
    f->form_key = secret_token(u->arena);
    f->form_shown = &t->form_shown;
    f->arena = u->arena;
}

// --- Faults as answers ---------------------------------------------------------------------------

static int status_of(err fault)
{
    if (fault == &LOGIN_NEEDED) {
        return 401;
    }
    if (fault == &REQUEST_MALFORMED) {
        return 400;
    }
    if (fault == &REQUEST_WRONG_METHOD) {
        return 405;
    }
    if (fault == &REQUEST_TOO_LARGE) {
        return 413;
    }
    switch (fault->kind) {
    case FAULT_INVALID:
    case FAULT_REFUSED:
        return 422;
    case FAULT_MISSING:
        return 404;
    case FAULT_DENIED:
        return 403;
    case FAULT_CONFLICT:
        return 409;
    case FAULT_BUSY:
        return 503;
    case FAULT_BROKEN:
    case FAULT_KIND_COUNT:
        return 500;
    }
    return 500;
}

// What may be asked of this path instead.
static void tell_allowed(struct turn *t)
{
    static const char *const ALLOWED[] = {"GET, HEAD", "POST", "GET, HEAD, POST"};
    bool get = t->match.allowed[GET];
    bool post = t->match.allowed[POST];
    response_header(t->rs, S("Allow"), str_view(ALLOWED[get && post ? 2 : (post ? 1 : 0)]));
}

static str above(str path)
{
    do {
        path.n--;
    } while (path.n > 1 && path.p[path.n] != '/');
    return path;
}

// The page at this address, or else the nearest one above it.
static str nearest_page(struct turn *t, str path)
{
    while (path.n > 1) {
        str segments[LIMIT_PATH_SEGMENTS];
        size_t count = 0;
        struct router_match match;
        if (parse_path(t->arena, path, segments, &count) == NULL &&
            router_find(t->site->router, t->arena, GET, segments, count, &match) == NULL) {
            break;
        }
        path = above(path);
    }
    return path;
}

// After the log-in, to the page the person asked for; of a posted form, to the page it stood on.
static str next_page(struct turn *t)
{
    str path = nearest_page(t, t->rq->path);
    bool asked = t->rq->method == GET && t->rq->query_text.n > 0;
    str next =
        asked ? str_format(t->arena, "%.*s?%.*s", STR_ARG(path), STR_ARG(t->rq->query_text)) : path;
    return next.n <= LIMIT_NEXT ? next : S("/");
}

// From a refusal to where it can be mended: the page of the form, or the one above a page. Empty
// when that is the first page.
static href page_before(struct turn *t)
{
    str path = t->rq->path;
    if (t->rq->method == GET && path.n > 1) {
        path = above(path);
    }
    path = nearest_page(t, path);
    return path.n > 1 ? href_to(t->arena, "%.*s", STR_ARG(path)) : (href){0};
}

static bool is_api(const struct request *rq)
{
    return str_starts(rq->path, S("/api/"));
}

// {"error":{"code":"request.login_needed","text":"…"}}
static void tell_program(struct turn *t, err fault)
{
    t->rs->media_type = S("application/json");
    out_str(&t->rs->body, S("{\"error\":{\"code\":"));
    out_json(&t->rs->body, str_view(fault->code));
    out_str(&t->rs->body, S(",\"text\":"));
    out_json(&t->rs->body, str_view(fault->text));
    out_str(&t->rs->body, S("}}\n"));
    if (fault == &LOGIN_NEEDED) {
        response_header(t->rs, S("WWW-Authenticate"), S("Session realm=\"dure\""));
    }
}

static void answer_fault(struct turn *t, err fault)
{
    t->fault = fault;
    response_init(t->rs, t->arena);
    if (fault == &LOGIN_NEEDED && !is_api(t->rq)) {
        href login = href_with(t->arena, href_to(t->arena, "/login"), "next", next_page(t));
        (void)see_other(t->rs, "%.*s", STR_ARG(login.path));
        return;
    }
    if (is_api(t->rq)) {
        tell_program(t, fault);
    } else {
        t->site->render_fault(&t->unit, t->rq, fault, page_before(t), t->rs);
    }
    t->rs->status = status_of(fault);
    t->rs->is_public = false;
    if (fault == &REQUEST_WRONG_METHOD) {
        tell_allowed(t);
    }
    if (t->rs->status == 503) {
        response_header(t->rs, S("Retry-After"), S("5"));
    }
    if (fault->kind == FAULT_BROKEN) {
        LOG(LOG_ERROR, "request.broken", LOG_TEXT("code", str_view(fault->code)),
            LOG_TEXT("detail", db_error(t->db)), LOG_TEXT("trace", t->rq->trace));
    }
}

// --- Units ---------------------------------------------------------------------------------------

// Milliseconds before the next try: growing, and by chance different for each process.
static void wait_before(int tries)
{
    uint64_t longest_ms = UINT64_C(4) << (tries < 6 ? tries : 6);
    uint64_t wait_ms = 1 + secret_u64() % longest_ms;
    struct timespec t = {.tv_nsec = (long)wait_ms * 1000000};
    (void)nanosleep(&t, NULL);
}

static err run_once(struct turn *t, enum db_mode mode, err (*work)(struct turn *t))
{
    response_init(t->rs, t->arena);
    t->form_shown = false;
    t->unit.notes = NULL;
    t->unit.may_rest = mode == DB_READ && t->unsettled == NULL; // once; the next try reads first
    t->unsettled = NULL;
    t->actor = (struct actor){.address = t->rq->address};
    TRY(unit_begin(&t->unit, mode, t->site->clock));
    err fault = work(t);
    settle(t);
    if (t->unsettled != NULL) {
        fault = t->unsettled;
    }
    t->statements += db_statements(t->db);
    if (fault == NULL && t->rs->body.overflowed) {
        fault = &RESPONSE_TOO_LARGE;
    }
    if (fault == NULL && mode == DB_WRITE && t->rs->status < 400 && !t->rs->asks_back) {
        fault = unit_commit(&t->unit);
        if (fault == NULL) {
            t->session_token = t->unit.session_token;
        }
        return fault;
    }
    unit_rollback(&t->unit);
    return fault;
}

// A unit that collides, whose server went away or that went by what has changed, is run again as a
// whole.
static err run_patiently(struct turn *t, enum db_mode mode, err (*work)(struct turn *t))
{
    err fault = run_once(t, mode, work);
    for (int tries = 1; tries < LIMIT_UNIT_TRIES; tries++) {
        if (fault != &DB_COLLISION && fault != &DB_AWAY && fault != &UNIT_OUTDATED) {
            break;
        }
        db_let_go(t->db); // the next try sees what there is then
        wait_before(tries);
        fault = run_once(t, mode, work);
    }
    return fault;
}

// --- The parts of a unit -------------------------------------------------------------------------

static err load_actor(struct turn *t)
{
    TRY(t->site->load_actor(&t->unit, t->rq, &t->actor));
    t->actor.address = t->rq->address;
    t->session_token = t->unit.session_token; // committed by an earlier post
    return NULL;
}

static err admit(struct turn *t)
{
    uint64_t right = t->match.route->right;
    TRY(load_actor(t));
    if ((t->actor.rights & right) == right) {
        return NULL;
    }
    return t->actor.account.value == 0 ? &LOGIN_NEEDED : &NOT_ALLOWED;
}

static err admit_form(struct turn *t)
{
    TRY(admit(t));
    return form_check_token(t->arena, t->rq, &t->actor, t->visit);
}

static err answer_again(struct turn *t, const struct form_answer *kept)
{
    if (kept->location.n == 0) {
        return &FORM_DONE;
    }
    return see_other(t->rs, "%.*s", STR_ARG(kept->location));
}

// Keep the answer for a second post of the same form. One whose handler sets a cookie is not kept:
// its deed is the session itself, and a second post has to set the cookie again. A session's new
// cookie beside a deed comes with the unit instead, and with the second post from load_actor.
static err keep_answer(struct turn *t)
{
    if (t->rs->status >= 400 || t->rs->asks_back ||
        response_find_header(t->rs, S("Set-Cookie")).n > 0) {
        return NULL;
    }
    str location = response_find_header(t->rs, S("Location"));
    return form_answer_keep(&t->unit, &t->deed, t->rs->status, location);
}

static err work_get(struct turn *t)
{
    TRY(admit(t));
    if (t->match.route->before != NULL) {
        TRY(t->match.route->before(&t->unit, t->rq));
    }
    return t->match.route->handle(&t->unit, t->rq, t->rs);
}

static err work_before(struct turn *t)
{
    TRY(admit_form(t));
    return t->match.route->before(&t->unit, t->rq);
}

static err work_post(struct turn *t)
{
    TRY(admit_form(t));
    t->deed = form_deed_of(t->arena, t->rq, &t->actor, t->visit, str_view(t->match.route->path));
    struct form_answer kept = {0};
    TRY(form_answer_find(t->db, &t->deed, &kept));
    if (kept.status != 0) {
        return answer_again(t, &kept);
    }
    TRY(t->match.route->handle(&t->unit, t->rq, t->rs));
    return keep_answer(t);
}

// Nobody knows whether the deed was committed: only its row can tell.
static err work_resolve(struct turn *t)
{
    TRY(load_actor(t));
    struct form_answer kept = {0};
    TRY(form_answer_find(t->db, &t->deed, &kept));
    return kept.status == 0 ? &DB_UNKNOWN : answer_again(t, &kept);
}

static err run_post(struct turn *t)
{
    if (t->match.route->before != NULL) {
        err fault = run_patiently(t, DB_READ, work_before);
        t->notes[0] = t->unit.notes;
        TRY(fault);
    }
    err fault = run_patiently(t, DB_WRITE, work_post);
    if (fault == &DB_UNKNOWN) {
        fault = run_patiently(t, DB_READ, work_resolve);
        if (fault == &DB_UNKNOWN) { // it was not
            fault = run_patiently(t, DB_WRITE, work_post);
        }
    }
    return fault;
}

// --- Notes ---------------------------------------------------------------------------------------

static err write_notes(struct unit *u, void *data)
{
    const struct turn *t = data;
    for (size_t i = 0; i < COUNT(t->notes); i++) {
        for (const struct note *n = t->notes[i]; n != NULL; n = n->next) {
            TRY(n->write(u, n->data));
        }
    }
    return NULL;
}

// Without its notes the answer is not sent: who was shown must be on record first. Nor is it where
// a note withholds it.
static err keep_notes(struct turn *t)
{
    if (t->notes[0] == NULL && t->notes[1] == NULL) {
        return NULL;
    }
    struct unit u = t->unit;
    TRY(unit_run(&u, t->site->clock, write_notes, t));
    return u.withheld;
}

// --- A request -----------------------------------------------------------------------------------

static err find_route(struct turn *t)
{
    TRY(t->rq->refused);
    str segments[LIMIT_PATH_SEGMENTS];
    size_t count = 0;
    TRY(parse_path(t->arena, t->rq->path, segments, &count));
    TRY(router_find(t->site->router, t->arena, t->rq->method, segments, count, &t->match));
    t->rq->path_values.items = t->match.values.items;
    t->rq->path_values.count = t->match.values.count;
    t->rq->right = t->match.route->right;
    return NULL;
}

static err write_denied(struct unit *u, const void *data)
{
    const struct turn *t = data;
    str door =
        str_format(u->arena, "%s %s", t->rq->method == GET ? "GET" : "POST", t->match.route->path);
    audit_write(u, S("request.deny"), S("account"), u->actor->account.value, door);
    return NULL;
}

static err run_route(struct turn *t)
{
    if (t->rq->method == GET || t->match.route->is_question) {
        return run_patiently(t, DB_READ, work_get);
    }
    TRY(form_check_origin(t->rq));
    return run_post(t);
}

static void serve(struct turn *t)
{
    err fault = find_route(t);
    if (fault == NULL && t->match.route->pool == POOL_SLOW && t->site->pool == POOL_WEB) {
        t->rs->handed_on = true;
        response_header(t->rs, S("X-Accel-Redirect"), S("@slow"));
        return;
    }
    if (fault == NULL) {
        fault = run_route(t);
    } else {
        // Only so that the page of the fault has the person's own frame; a visitor's will do.
        (void)run_once(t, DB_READ, load_actor);
    }
    if (fault == &NOT_ALLOWED) { // on record in the chain of whoever knocked
        unit_note(&t->unit, write_denied, t);
    }
    t->notes[1] = t->unit.notes;
    err unkept = keep_notes(t);
    if (unkept != NULL) {
        fault = unkept;
    }
    if (fault != NULL) {
        answer_fault(t, fault);
    }
}

// The session's new cookie, the one a visitor's form needs, and what a browser may keep: nothing
// personal, no form.
static void finish(struct turn *t)
{
    bool visitor = t->actor.account.value == 0;
    if (t->session_token.n > 0) {
        response_cookie(t->rs, S(SESSION_COOKIE), t->session_token);
    }
    if (visitor && t->form_shown && t->visit_is_new) {
        response_cookie(t->rs, S(VISIT_COOKIE), t->visit);
    }
    if (!visitor || t->form_shown) {
        t->rs->is_public = false;
    }
    response_revalidate(t->rs, t->rq->if_none_match);
    t->rs->head_only = t->rq->head_only;
}

static void start(struct turn *t)
{
    response_init(t->rs, t->arena);
    t->unit = (struct unit){
        .arena = t->arena,
        .db = t->db,
        .now = t->site->clock(),
        .actor = &t->actor,
        .trace = t->rq->trace,
        .law = t->site->law,
        .law_shelf = t->site->law_shelf,
        .guide_shelf = t->site->guide_shelf,
        .calendar = t->site->calendar,
    };
    t->unit.today = instant_date(t->unit.now);
    t->visit = form_visit(t->rq);
}

// Memory has run out: nothing of the turn is left but the site, and a page that says so.
static void answer_exhausted(struct turn *t)
{
    char trace[64]; // the edge's are half as long
    str kept = str_slice(t->rq->trace, 0, sizeof(trace));
    if (kept.n > 0) {
        memcpy(trace, kept.p, kept.n);
    }
    kept.p = trace;
    db_rollback_all(); // the search has one of its own
    arena_reset(t->arena);
    *t->rq = (struct request){
        .arena = t->arena, .method = t->rq->method, .trace = str_copy(t->arena, kept)};
    *t = (struct turn){.site = t->site, .db = t->db, .arena = t->arena, .rq = t->rq, .rs = t->rs};
    start(t);
    answer_fault(t, &OUT_OF_MEMORY);
    finish(t);
}

// Not in dispatch itself: what a jump may find changed must not be a local of the function with
// the edge.
static void serve_on_edge(struct turn *t)
{
    jmp_buf edge;
    arena_set_edge(t->arena, &edge);
    if (setjmp(edge) == 0) {
        start(t);
        serve(t);
        finish(t);
    } else {
        arena_set_edge(t->arena, NULL); // a second time is a fault of ours: the worker dies
        answer_exhausted(t);
    }
    arena_set_edge(t->arena, NULL);
}

int64_t dispatch_statements(void)
{
    return last_statements;
}

void dispatch(const struct site *site, struct db *db, struct arena *arena, struct request *rq,
              struct response *rs)
{
    assert(site->router != NULL);
    static const char *const METHODS[] = {"GET", "POST", "OTHER"};
    int64_t began_us = clock_us();
    enum method method = rq->method;
    struct turn t = {.site = site, .db = db, .arena = arena, .rq = rq, .rs = rs};
    serving = &t;
    serve_on_edge(&t);
    serving = NULL;
    last_statements = t.statements;

    const struct route *route = t.match.route;
    LOG(rs->status < 500 ? LOG_INFO : LOG_ERROR, "request",
        LOG_TEXT("method", str_view(METHODS[method])),
        LOG_TEXT("route", route == NULL ? S("-") : str_view(route->path)),
        LOG_NUMBER("status", rs->status), LOG_NUMBER("us", clock_us() - began_us),
        LOG_NUMBER("statements", t.statements),
        LOG_TEXT("fault", t.fault == NULL ? S("") : str_view(t.fault->code)),
        LOG_TEXT("trace", rq->trace));
}
