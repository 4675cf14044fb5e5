#include "platform/process/live.h"

#include <errno.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/limits.h"
#include "platform/clock/clock.h"
#include "platform/process/metrics.h"
#include "platform/web/scgi.h"

#define COOKIES_KEPT 4 // of ours, by their prefix: the session and what may come to stand beside it

enum seat_state { SEAT_FREE, SEAT_ASKING, SEAT_LISTENING };

// One connection: first its request, then its stream.
struct seat {
    enum seat_state state;
    int fd;
    int64_t session;      // row id
    int64_t notice_count; // as last told
    int64_t spoken_at;    // monotonic µs; of the accept while asking
    size_t cookie_count;
    struct pair cookies[COOKIES_KEPT]; // views of `text`
    char text[LIMIT_LIVE_COOKIE];
};

struct live {
    const struct house *house;
    struct db *db;
    struct arena *arena;
    int listener;
    int epoll;
    int64_t asked_at; // when the counts were last asked for, monotonic µs
    struct seat seats[LIMIT_LIVE_STREAMS];
    char head[LIMIT_REQUEST_HEAD + KIB];
};

// --- Seats ---------------------------------------------------------------------------------------

static void leave(struct seat *s)
{
    if (s->state == SEAT_FREE) {
        return; // saying something failed just before
    }
    if (s->state == SEAT_LISTENING) {
        metrics_count(COUNTER_live_closed);
    }
    close(s->fd); // and out of the epoll set with it
    s->state = SEAT_FREE;
}

// What does not fit into the socket's buffer is a client that no longer reads: it may come again.
static void say(struct seat *s, str bytes)
{
    if (send(s->fd, bytes.p, bytes.n, MSG_NOSIGNAL | MSG_DONTWAIT) != (ssize_t)bytes.n) {
        leave(s);
        return;
    }
    s->spoken_at = clock_us();
}

// Nobody we know, or no longer. Before the first word, "no content" tells the browser not to come
// again; afterwards the stream just ends, and the browser hears it when it comes back.
static void turn_away(struct seat *s)
{
    if (s->notice_count < 0) {
        say(s, S("Status: 204 No Content\r\nCache-Control: no-store\r\n\r\n"));
    }
    leave(s);
}

static void tell_count(struct live *l, struct seat *s, int64_t count)
{
    if (s->notice_count < 0) { // the first word; a stranger never gets here
        say(s,
            S("Status: 200 OK\r\nContent-Type: text/event-stream\r\nCache-Control: no-store\r\n"
              "X-Accel-Buffering: no\r\nX-Content-Type-Options: nosniff\r\n\r\nretry: 5000\n\n"));
    }
    if (s->state == SEAT_FREE) {
        return;
    }
    s->notice_count = count;
    metrics_count(COUNTER_live_events);
    // The event is a state, not a step: who comes back is told it anew, so the id is the state too.
    say(s, str_format(l->arena, "event: notices\nid: %lld\ndata: %lld\n\n", (long long)count,
                      (long long)count));
}

// Keep the cookies that carry the session. False when they do not fit: they are not ours.
static bool keep_cookies(struct seat *s, const struct request *rq)
{
    size_t used = 0;
    s->cookie_count = 0;
    for (size_t i = 0; i < rq->cookies.count; i++) {
        struct pair c = rq->cookies.items[i];
        if (!str_starts(c.name, S("__Host-")) || s->cookie_count == COOKIES_KEPT) {
            continue;
        }
        if (c.name.n + c.value.n > sizeof s->text - used) {
            return false;
        }
        char *p = s->text + used;
        memcpy(p, c.name.p, c.name.n);
        memcpy(p + c.name.n, c.value.p, c.value.n);
        s->cookies[s->cookie_count++] = (struct pair){
            .name = {.p = p,            .n = c.name.n },
            .value = {.p = p + c.name.n, .n = c.value.n},
        };
        used += c.name.n + c.value.n;
    }
    return true;
}

// --- Who listens ---------------------------------------------------------------------------------

static err find_listener(struct live *l, struct unit *u, const struct seat *s, struct actor *out)
{
    struct request rq = {
        .method = GET,
        .path = S("/live/notices"),
        .cookies = {.items = (struct pair *)s->cookies, .count = s->cookie_count},
    };
    *out = (struct actor){0};
    return l->house->site->load_actor(u, &rq, out);
}

// Ask who sits in `seat`, or (NULL) in every seat, and tell each whose count has changed.
//
// Listening is no use of the session: the notes of the unit are not written.
static err look(struct live *l, struct seat *only)
{
    static const struct actor NOBODY = {0};
    struct unit u = {.arena = l->arena, .db = l->db, .actor = &NOBODY};
    TRY(unit_begin(&u, DB_READ, l->house->site->clock));
    err e = NULL;
    for (size_t i = 0; i < LIMIT_LIVE_STREAMS && e == NULL; i++) {
        struct seat *s = &l->seats[i];
        struct actor who;
        if (s->state != SEAT_LISTENING || (only != NULL && s != only)) {
            continue;
        }
        e = find_listener(l, &u, s, &who);
        if (e != NULL) {
            break;
        }
        if (who.account.value == 0 || (s->session != 0 && who.session.value != s->session)) {
            turn_away(s);
        } else if (who.notice_count != s->notice_count) {
            s->session = who.session.value;
            tell_count(l, s, who.notice_count);
        }
    }
    unit_rollback(&u);
    return e;
}

// A round that fails is left out: the streams stay, and the next round tells what changed.
static void look_safely(struct live *l, struct seat *only)
{
    jmp_buf edge;
    arena_set_edge(l->arena, &edge);
    if (setjmp(edge) != 0) {
        db_rollback_all();
    } else if (worker_has_db(&l->db, l->house->db_url, LIMIT_WEB_CACHE)) {
        err e = look(l, only);
        if (e != NULL) {
            LOG(LOG_WARN, "live.fault", LOG_TEXT("code", str_view(e->code)));
        }
    }
    arena_reset(l->arena);
}

// --- Connections ---------------------------------------------------------------------------------

static void leave_older(struct live *l, const struct seat *newest)
{
    for (size_t i = 0; i < LIMIT_LIVE_STREAMS; i++) {
        struct seat *s = &l->seats[i];
        if (s != newest && s->state == SEAT_LISTENING && s->session == newest->session) {
            leave(s);
        }
    }
}

static void admit(struct seat *s, const struct request *rq)
{
    if (rq->method != GET || !str_equals(rq->path, S("/live/notices"))) {
        say(s, S("Status: 404 Not Found\r\nContent-Type: text/plain\r\n\r\n"));
        leave(s);
        return;
    }
    s->notice_count = -1;
    if (!keep_cookies(s, rq) || s->cookie_count == 0) {
        turn_away(s);
        return;
    }
    s->session = 0;
    s->state = SEAT_LISTENING;
    metrics_count(COUNTER_live_opened);
}

static void hear(struct live *l, struct seat *s)
{
    if (s->state == SEAT_LISTENING) {
        leave(s); // a listener has nothing to say: it went away
        return;
    }
    // Looked at without taking until it is whole, so a seat needs no buffer of its own.
    ssize_t n = recv(s->fd, l->head, sizeof l->head, MSG_PEEK | MSG_DONTWAIT);
    size_t size = 0;
    if (n <= 0 ||
        scgi_measure((str){.p = l->head, .n = (size_t)n}, sizeof l->head / 2, &size) != NULL ||
        (size == 0 && (size_t)n == sizeof l->head)) {
        leave(s);
        return;
    }
    if (size == 0 || size > (size_t)n) {
        return;
    }
    if (recv(s->fd, l->head, size, MSG_DONTWAIT) != (ssize_t)size) {
        leave(s);
        return;
    }
    struct request rq = {0};
    if (scgi_parse(l->arena, (str){.p = l->head, .n = size}, &rq) != NULL) {
        leave(s);
        return;
    }
    admit(s, &rq);
}

static void welcome(struct live *l)
{
    int fd = accept4(l->listener, NULL, NULL, SOCK_CLOEXEC | SOCK_NONBLOCK);
    if (fd < 0) {
        return;
    }
    for (size_t i = 0; i < LIMIT_LIVE_STREAMS; i++) {
        if (l->seats[i].state == SEAT_FREE) {
            l->seats[i] = (struct seat){.state = SEAT_ASKING, .fd = fd, .spoken_at = clock_us()};
            // Edge-triggered: half a request is looked at again only when more of it came.
            struct epoll_event on = {.events = EPOLLIN | EPOLLRDHUP | EPOLLET,
                                     .data.ptr = &l->seats[i]};
            epoll_ctl(l->epoll, EPOLL_CTL_ADD, fd, &on);
            return;
        }
    }
    close(fd); // every seat is taken: nginx tells the browser, which tries again later
}

static void beat(struct live *l)
{
    int64_t now = clock_us();
    for (size_t i = 0; i < LIMIT_LIVE_STREAMS; i++) {
        struct seat *s = &l->seats[i];
        int64_t silent_us = now - s->spoken_at;
        if (s->state == SEAT_LISTENING && silent_us > (int64_t)LIMIT_LIVE_BEAT_S * 1000000) {
            say(s, S(": ping\n\n"));
        } else if (s->state == SEAT_ASKING && silent_us > (int64_t)LIMIT_SOCKET_S * 1000000) {
            leave(s);
        }
    }
}

static void turn(struct live *l)
{
    struct epoll_event events[64];
    int n = epoll_wait(l->epoll, events, 64, 0);
    for (int i = 0; i < n; i++) {
        struct seat *s = events[i].data.ptr;
        if (s == NULL) {
            welcome(l);
            continue;
        }
        if (s->state == SEAT_FREE) {
            continue; // left earlier in this turn
        }
        hear(l, s);
        if (s->state == SEAT_LISTENING) {
            look_safely(l, s);
        }
        if (s->state == SEAT_LISTENING && s->session != 0) {
            leave_older(l, s);
        }
    }
}

void live_run(struct worker *w)
{
    static struct live l;
    const struct house *house = w->context;
    log_init(w->pool, house->log_least);
    l.house = house;
    l.arena = arena_open(LIMIT_ARENA_UNIT);
    l.listener = w->listener;
    l.epoll = epoll_create1(EPOLL_CLOEXEC);
    struct epoll_event on = {.events = EPOLLIN, .data.ptr = NULL};
    epoll_ctl(l.epoll, EPOLL_CTL_ADD, w->listener, &on);
    (void)worker_has_db(&l.db, house->db_url, LIMIT_WEB_CACHE); // away: the next look tries again
    worker_guard(w);

    while (!worker_is_stopping()) {
        if (worker_wait(l.epoll, LIMIT_LIVE_POLL_MS)) {
            turn(&l);
        }
        if (clock_us() - l.asked_at >= LIMIT_LIVE_POLL_MS * 1000) {
            l.asked_at = clock_us();
            look_safely(&l, NULL);
            beat(&l);
        }
    }
    for (size_t i = 0; i < LIMIT_LIVE_STREAMS; i++) {
        if (l.seats[i].state != SEAT_FREE) {
            leave(&l.seats[i]); // the browser comes back to the next live worker
        }
    }
    close(l.epoll);
    db_close(l.db);
    arena_close(l.arena);
}
