#include "platform/process/worker.h"

#include <errno.h>
#include <malloc.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/uio.h>
#include <unistd.h>

#include "base/limits.h"
#include "platform/clock/clock.h"
#include "platform/file/spool.h"
#include "platform/process/metrics.h"
#include "platform/process/worker_unit.h"
#include "platform/web/fastcgi.h"
#include "platform/web/scgi.h"

#define GATHERING_AGAIN_MS 5000 // until what could not be handed over is tried again
#define NEWCOMERS 4             // let in after each question over a line, at most
#define ANSWER_PARTS 4          // frame, head, body and ending, each sent from where it lies

int64_t worker_trim_us = (int64_t)LIMIT_HEAP_TRIM_S * 1000000;

// A worker's own belongings.
struct bench {
    struct worker *worker;
    const struct house *house;
    struct site site;
    struct db *db; // NULL while it cannot be reached
    struct arena *arena;
    struct pollfd doors[1 + LIMIT_LINES]; // where somebody may ask: the listener, then the lines,
    size_t door_count;                    // connections over which one asks after the other
    bool is_heard;   // something was sent over the connection that is looked at
    bool in_records; // the request being served came in FastCGI, and is answered in it
    bool stays;      // its connection becomes a line, or remains one
    bool is_leaving; // told to stop: no connection stays
    size_t body_max;
    size_t cache;
    char *spooled; // a request too large for the arena: a file's memory, as long as it is served
    size_t spooled_size;
    int64_t trimmed_us; // when memory that lies free inside the process last went back
    bool is_untrimmed;  // somebody was served since
    char head[LIMIT_REQUEST_HEAD + KIB]; // what arrived while the whole size is not yet known
};

bool worker_has_db(struct db **db, str url, size_t cache)
{
    if (*db != NULL) {
        return true;
    }
    err e = db_open(url, db);
    if (e != NULL) {
        LOG(LOG_ERROR, "db.away", LOG_TEXT("code", str_view(e->code)));
        return false;
    }
    db_set_cache(*db, cache);
    return true;
}

void worker_rest(struct db *db)
{
    if (db != NULL) {
        db_rest(db);
    }
    (void)malloc_trim(0);
}

void worker_guard(const struct worker *w)
{
    const struct house *house = w->context;
    struct guard guard = {
        .mode = house->guard,
        .pool = w->pool,
        .has_server = !str_starts(house->db_url, S("sqlite:")),
        .refused = w->refused_call,
    };
    guard_enter(&guard);
}

// --- Bytes ---------------------------------------------------------------------------------------

// Only who keeps us waiting needs a limit: mostly all is there at once.
static ssize_t receive(struct db *db, int fd, char *p, size_t n)
{
    ssize_t got = recv(fd, p, n, MSG_DONTWAIT);
    if (got < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) {
        db_let_go(db);
        struct timeval limit = {.tv_sec = LIMIT_SOCKET_S};
        setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
        got = recv(fd, p, n, 0);
    }
    return got;
}

static ssize_t give(struct db *db, int fd, struct iovec *parts)
{
    struct msghdr message = {.msg_iov = parts, .msg_iovlen = ANSWER_PARTS};
    ssize_t sent = sendmsg(fd, &message, MSG_NOSIGNAL | MSG_DONTWAIT);
    if (sent < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) {
        db_let_go(db);
        struct timeval limit = {.tv_sec = LIMIT_SOCKET_S};
        setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof limit);
        sent = sendmsg(fd, &message, MSG_NOSIGNAL);
    }
    return sent;
}

// A request that no arena holds lies in a file without a name, whose room is taken beforehand: a
// disk that is full refuses it here rather than where it is written.
static char *spool_request(struct bench *b, size_t size)
{
    int fd = spool_open_nameless(b->arena, size);
    if (fd < 0) {
        return NULL;
    }
    char *p = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    (void)close(fd);
    if (p == MAP_FAILED) {
        return NULL;
    }
    b->spooled = p;
    b->spooled_size = size;
    return p;
}

static void forget_spooled(struct bench *b)
{
    if (b->spooled != NULL) {
        (void)munmap(b->spooled, b->spooled_size);
        b->spooled = NULL;
    }
}

static char *room_for(struct bench *b, size_t size)
{
    bool is_large = size > LIMIT_REQUEST_HEAD + LIMIT_REQUEST_BODY + LIMIT_UPLOAD + KIB;
    return is_large ? spool_request(b, size) : arena_alloc(b->arena, size);
}

// By its first byte, a netstring beginning with a digit.
static err measure(struct bench *b, str begun, size_t *out_size)
{
    b->in_records = fastcgi_begins(begun.p[0]);
    return b->in_records ? fastcgi_measure(begun, out_size)
                         : scgi_measure(begun, b->body_max, out_size);
}

// Read until the request is whole. False when the peer sent none, as who leaves a line does, or
// took too long.
static bool read_request(struct bench *b, int fd, str *out)
{
    char *p = b->head;
    size_t room = sizeof b->head;
    size_t n = 0;
    size_t size = 0;
    while (size == 0 || n < size) {
        ssize_t got = receive(b->db, fd, p + n, (size == 0 ? room : size) - n);
        if (got < 0 && errno == EINTR) {
            continue;
        }
        if (got <= 0) {
            return false;
        }
        n += (size_t)got;
        b->is_heard = true;
        if (size > 0) {
            continue;
        }
        str begun = {.p = p, .n = n};
        if (measure(b, begun, &size) != NULL || (size == 0 && n == room)) {
            return false;
        }
        if (size > room) {
            char *whole = room_for(b, size);
            if (whole == NULL) {
                return false;
            }
            for (size_t i = 0; i < n; i++) {
                whole[i] = p[i];
            }
            p = whole;
        } else if (size > 0 && n > size) {
            return false; // more than one request was sent
        }
    }
    *out = (str){.p = p, .n = size};
    return true;
}

// Leave out what was sent of them.
static void skip(struct iovec *parts, size_t sent)
{
    for (size_t i = 0; i < ANSWER_PARTS; i++) {
        size_t gone = sent < parts[i].iov_len ? sent : parts[i].iov_len;
        if (gone > 0) { // an answer without a body has none that could be reckoned from
            parts[i].iov_base = (char *)parts[i].iov_base + gone;
            parts[i].iov_len -= gone;
            sent -= gone;
        }
    }
}

// False when the peer went away.
static bool write_parts(struct db *db, int fd, struct iovec *parts)
{
    size_t left = 0;
    for (size_t i = 0; i < ANSWER_PARTS; i++) {
        left += parts[i].iov_len;
    }
    while (left > 0) {
        ssize_t sent = give(db, fd, parts);
        if (sent < 0 && errno == EINTR) {
            continue;
        }
        if (sent <= 0) {
            return false;
        }
        skip(parts, (size_t)sent);
        left -= (size_t)sent;
    }
    return true;
}

// Take up to `most` bytes off the front.
static struct iovec cut_part(str *rest, size_t most)
{
    size_t n = rest->n < most ? rest->n : most;
    struct iovec part = {.iov_base = (char *)rest->p, .iov_len = n};
    *rest = (str){.p = rest->p + n, .n = rest->n - n};
    return part;
}

static bool write_records(struct db *db, int fd, str head, str body)
{
    bool sent = true;
    while (sent && head.n + body.n > 0) {
        char frame[FASTCGI_FRAME];
        struct iovec parts[ANSWER_PARTS] = {
            {.iov_base = frame, .iov_len = FASTCGI_FRAME}
        };
        parts[1] = cut_part(&head, FASTCGI_MOST);
        parts[2] = cut_part(&body, FASTCGI_MOST - parts[1].iov_len);
        if (head.n + body.n == 0) {
            parts[3] = (struct iovec){.iov_base = (char *)FASTCGI_ENDING, .iov_len = FASTCGI_END};
        }
        fastcgi_frame(frame, parts[1].iov_len + parts[2].iov_len);
        sent = write_parts(db, fd, parts);
    }
    return sent;
}

static void write_answer(struct bench *b, int fd, str head, str body)
{
    if (b->in_records) {
        b->stays = write_records(b->db, fd, head, body) && b->stays;
        return;
    }
    struct iovec parts[ANSWER_PARTS] = {cut_part(&head, head.n), cut_part(&body, body.n)};
    (void)write_parts(b->db, fd, parts);
}

// --- One request -----------------------------------------------------------------------------

static err ask_readiness(struct bench *b)
{
    static const struct fault NOT_MIGRATED = {
        .kind = FAULT_BUSY,
        .code = "ready.not_migrated",
        .text = "자료 구조가 이 판의 프로그램과 다릅니다. dure migrate를 실행하세요.",
    };
    int version = 0;
    TRY(db_begin(b->db, DB_READ));
    err e = db_schema_version(b->db, &version);
    db_rollback(b->db);
    TRY(e);
    return version == MIGRATIONS[MIGRATION_COUNT - 1].number ? NULL : &NOT_MIGRATED;
}

// Questions of the machine's keeper. False when it is something else.
static bool answer_keeper(struct bench *b, const struct request *rq, struct response *rs)
{
    rs->media_type = S("text/plain; charset=utf-8");
    if (str_equals(rq->path, S("/healthz"))) {
        out_str(&rs->body, S("ok\n"));
        return true;
    }
    if (str_equals(rq->path, S("/readyz"))) {
        err e = &DB_AWAY;
        if (worker_has_db(&b->db, b->house->db_url, b->cache)) {
            db_set_arena(b->db, b->arena);
            e = ask_readiness(b);
        }
        rs->status = e == NULL ? 200 : 503;
        out_str(&rs->body, e == NULL ? S("ready\n") : str_view(e->code));
        return true;
    }
    if (str_equals(rq->path, S("/metrics"))) {
        rs->media_type = S("text/plain; version=0.0.4; charset=utf-8");
        metrics_write(&rs->body);
        return true;
    }
    return false;
}

// For what goes wrong before a unit can begin: too little memory, no database.
static void answer_plainly(struct response *rs, struct arena *arena, int status, str sentence)
{
    response_init(rs, arena);
    rs->status = status;
    rs->media_type = S("text/plain; charset=utf-8");
    out_str(&rs->body, sentence);
}

static void answer(struct bench *b, str bytes, struct response *rs)
{
    struct request rq = {0};
    err malformed = b->in_records ? fastcgi_parse(b->arena, bytes, &rq, &b->stays)
                                  : scgi_parse(b->arena, bytes, &rq);
    if (malformed != NULL) {
        answer_plainly(rs, b->arena, 400, S("읽을 수 없는 요청입니다.\n"));
        return;
    }
    response_init(rs, b->arena);
    if (rq.method == GET && answer_keeper(b, &rq, rs)) {
        return;
    }
    if (!worker_has_db(&b->db, b->house->db_url, b->cache)) {
        answer_plainly(rs, b->arena, 503,
                       S("지금은 자료를 불러올 수 없습니다. 잠시 뒤 다시 시도해 주세요.\n"));
        return;
    }
    response_init(rs, b->arena);
    if (b->site.pool == POOL_WEB) {
        db_may_linger(b->db);
    }
    dispatch(&b->site, b->db, b->arena, &rq, rs);
}

static void count_answer(int status, int64_t took_us)
{
    metrics_count(COUNTER_requests);
    if (status >= 500) {
        metrics_count(COUNTER_requests_failed);
    } else if (status >= 400) {
        metrics_count(COUNTER_requests_refused);
    }
    metrics_observe(HISTOGRAM_request_time, took_us);
}

static void serve(struct bench *b, int fd)
{
    // Not volatile locals: what the jump may find changed lives in these two and in the bench.
    struct response rs;
    str bytes;
    jmp_buf edge;

    worker_busy(b->worker);
    b->is_heard = false;
    b->in_records = false;
    b->stays = false;
    arena_set_edge(b->arena, &edge);
    if (setjmp(edge) != 0) {
        // The dispatcher has its own edge; here it is reading or writing that found no room.
        db_rollback_all();
        arena_reset(b->arena);
        answer_plainly(&rs, b->arena, 503,
                       S("처리할 내용이 너무 큽니다. 나누어 다시 시도해 주세요.\n"));
    } else if (read_request(b, fd, &bytes)) {
        answer(b, bytes, &rs);
        arena_set_edge(b->arena, &edge);
    } else {
        if (b->is_heard) { // who leaves a line says nothing
            metrics_count(COUNTER_requests_unreadable);
        }
        worker_idle(b->worker);
        return;
    }

    struct out head;
    out_init(&head, b->arena, LIMIT_REQUEST_HEAD);
    response_write_head(&head, &rs);
    write_answer(b, fd, out_view(&head), response_sends_body(&rs) ? out_view(&rs.body) : S(""));
    count_answer(rs.status, worker_idle(b->worker));
}

// Whether the connection stays.
static bool serve_door(struct bench *b, int fd, bool may_stay)
{
    serve(b, fd);
    arena_set_edge(b->arena, NULL); // it was a frame's that returned
    forget_spooled(b);
    arena_reset(b->arena);
    bool stays = b->stays && may_stay && !b->is_leaving;
    if (!stays) {
        close(fd);
    }
    return stays;
}

// False when nobody waits to be let in.
static bool welcome(struct bench *b)
{
    int fd = accept4(b->worker->listener, NULL, NULL, SOCK_CLOEXEC);
    if (fd < 0) {
        return false; // another worker took it, or the peer left
    }
    db_look_anew(b->db); // they may have asked since the round began
    if (serve_door(b, fd, b->door_count < COUNT(b->doors))) {
        b->doors[b->door_count++] = (struct pollfd){.fd = fd, .events = POLLIN};
    }
    return true;
}

// Whoever asks, each once: over the lines, and after each of these a few who wait to be let in. Who
// looks asks again as soon as they were answered, a newcomer stands in a queue that may fill up: in
// a flood they have the larger part, however many lines there are. False when nobody asks.
static bool serve_round(struct bench *b)
{
    int asking = worker_wait_any(b->doors, b->door_count, 0);
    if (asking == 0) {
        db_let_go(b->db);
        return false;
    }
    // Whose line was heard asked before now, and sees at least what there is now: what became of
    // their deeds, of whichever worker. All of the round may read the same.
    db_look_anew(b->db);
    bool is_waited_for = b->doors[0].revents != 0;
    asking -= is_waited_for;
    for (size_t i = b->door_count; --i > 0;) { // backwards: the last takes the place of who leaves
        if (b->doors[i].revents == 0) {
            continue;
        }
        asking--;
        log_hold(asking > 0); // what is told of them is written before the last is answered
        if (!serve_door(b, b->doors[i].fd, true)) {
            b->doors[i] = b->doors[--b->door_count];
        }
        log_hold(false);
        for (int k = 0; is_waited_for && k < NEWCOMERS; k++) {
            is_waited_for = welcome(b);
        }
    }
    if (is_waited_for) {
        (void)welcome(b);
    }
    log_flush(); // the last may have left without a word
    return true;
}

static int gathering_wait_ms(const struct house *house)
{
    const struct gathering *g = house->gathering;
    return g == NULL ? -1 : g->wait_ms(house->site->clock());
}

static void hand_over(struct bench *b)
{
    if (worker_has_db(&b->db, b->house->db_url, b->cache)) {
        worker_hand_over(b->house, b->db, b->arena);
    }
}

// Of what a search knows and reads anew ten megabytes stay free between other pieces in a large
// site: they go back when nobody waits, worker_trim_us after the last time at the earliest. How
// long that may take still, -1: nobody was served since.
static int trim(struct bench *b)
{
    int64_t left_us = b->trimmed_us + worker_trim_us - clock_us();
    if (b->is_untrimmed && left_us <= 0) {
        (void)malloc_trim(0);
        b->trimmed_us = clock_us();
        b->is_untrimmed = false;
    }
    return b->is_untrimmed ? (int)(left_us / 1000) + 1 : -1;
}

// Until somebody asks, or it is time to give memory back or to hand over what was gathered. Where
// the database is away it is tried again after GATHERING_AGAIN_MS.
static void wait_for_somebody(struct bench *b)
{
    int trim_ms = trim(b);
    int wait_ms = gathering_wait_ms(b->house);
    if (wait_ms == 0) {
        hand_over(b);
        wait_ms = gathering_wait_ms(b->house) == 0 ? GATHERING_AGAIN_MS : -1;
    }
    bool is_trim_nearer = trim_ms >= 0 && (wait_ms < 0 || trim_ms < wait_ms);
    (void)worker_wait_any(b->doors, b->door_count, is_trim_nearer ? trim_ms : wait_ms);
}

// Nobody waits: do something of our own. False when nothing is left to do until somebody was
// served.
static bool use_moment(struct bench *b)
{
    if (b->site.pool == POOL_WEB) { // of the database it holds little, and is asked again soon
        return worker_tend(b->worker, b->house, b->arena);
    }
    worker_rest(b->db);
    return false;
}

static void run_pool(struct worker *w, enum pool pool, size_t body_max)
{
    static struct bench b;
    const struct house *house = w->context;
    log_init(w->pool, house->log_least);
    b = (struct bench){
        .worker = w,
        .house = house,
        .site = *house->site,
        .arena = arena_open(LIMIT_ARENA_UNIT),
        .doors = {{.fd = w->listener, .events = POLLIN}},
        .door_count = 1,
        .body_max = body_max,
        .cache = pool == POOL_WEB ? LIMIT_WEB_CACHE : LIMIT_DB_CACHE,
    };
    b.site.pool = pool;
    (void)worker_has_db(&b.db, house->db_url, b.cache); // away: it is opened when somebody asks
    worker_guard(w);
    if (pool == POOL_WEB) {
        worker_warm_up(house, b.db, b.arena);
        worker_rest(b.db);
        b.trimmed_us = clock_us();
    }
    bool is_idle = pool != POOL_WEB;
    while (!worker_is_stopping()) {
        if (serve_round(&b)) {
            is_idle = false;
            b.is_untrimmed = pool == POOL_WEB; // the others rest
        } else if (is_idle) {
            wait_for_somebody(&b);
        } else {
            is_idle = !use_moment(&b);
        }
    }
    // Nobody new can connect once we are told to stop; who already waits is answered.
    b.is_leaving = true;
    while (serve_round(&b)) {
    }
    for (size_t i = 1; i < b.door_count; i++) {
        close(b.doors[i].fd);
    }
    if (gathering_wait_ms(house) >= 0) {
        hand_over(&b);
    }
    db_close(b.db);
    arena_close(b.arena);
}

void worker_run_web(struct worker *w)
{
    run_pool(w, POOL_WEB, LIMIT_REQUEST_BODY);
}

void worker_run_slow(struct worker *w)
{
    run_pool(w, POOL_SLOW, LIMIT_ZIP + LIMIT_REQUEST_BODY);
}
