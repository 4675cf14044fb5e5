// A small HTTP/1.1 server: one poll loop, a fixed number of connections, one request each.
#include <netinet/in.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <strings.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "base/fault.h"
#include "base/limits.h"
#include "sim/sim.h"

#define REQUEST_MAX (32 * KIB)
#define LINES_MAX 64
#define CONNECTIONS_MAX 64
#define PATIENCE_S 15 // for a request to be whole, and for a caller left without answer to give up

struct connection {
    size_t n;
    time_t since;
    int fd; // -1: free
    bool silent;
    char bytes[REQUEST_MAX];
};

static struct connection connections[CONNECTIONS_MAX];
static volatile sig_atomic_t is_stopping;

static void note_stop(int signal_number)
{
    (void)signal_number;
    is_stopping = 1;
}

// SplitMix64: good enough for trouble, and the same everywhere.
static uint64_t next_chance(uint64_t *state)
{
    uint64_t z = (*state += UINT64_C(0x9e3779b97f4a7c15));
    z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
    return z ^ (z >> 31);
}

enum sim_trouble sim_draw(struct sim_faults *faults)
{
    const int shares[] = {faults->error, faults->timeout, faults->lost, faults->duplicate};
    int drawn = (int)(next_chance(&faults->seed) % 1000);
    for (size_t i = 0; i < COUNT(shares); i++) {
        if (drawn < shares[i]) {
            return (enum sim_trouble)((size_t)SIM_ERROR + i);
        }
        drawn -= shares[i];
    }
    return SIM_NONE;
}

static bool take_header(str line, const char *name, str *value)
{
    str rest = line;
    str head = str_cut(&rest, ':');
    if (head.n != str_view(name).n || strncasecmp(head.p, name, head.n) != 0) {
        return false;
    }
    *value = str_trim(rest);
    return true;
}

// True when the request is whole; a length that cannot be read counts as no body.
static bool read_whole(str bytes, struct sim_request *rq)
{
    size_t head_size = str_index(bytes, S("\r\n\r\n"));
    if (head_size == bytes.n) {
        return false;
    }
    str head = str_slice(bytes, 0, head_size);
    str line = str_trim(str_cut(&head, '\n'));
    str length_text = S("0");
    *rq = (struct sim_request){.method = str_cut(&line, ' ')};
    str target = str_cut(&line, ' ');
    rq->path = str_cut(&target, '?');
    rq->query = target;
    for (int i = 0; i < LINES_MAX && head.n > 0; i++) {
        str header = str_trim(str_cut(&head, '\n'));
        if (!take_header(header, "Content-Length", &length_text) &&
            !take_header(header, "X-Secret-Key", &rq->key)) {
            (void)take_header(header, "Idempotency-Key", &rq->idempotency_key);
        }
    }
    int64_t length = 0;
    if (!str_parse_i64(length_text, &length) || length < 0) {
        length = 0;
    }
    rq->body = str_slice(bytes, head_size + 4, (size_t)length);
    return rq->body.n == (size_t)length;
}

static void leave(struct connection *c)
{
    close(c->fd);
    c->fd = -1;
}

static void answer(struct connection *c, struct arena *a, const struct sim_request *rq,
                   const struct sim_owners *owners)
{
    struct sim_answer said = {.status = 200, .media_type = "application/json"};
    struct out whole;
    out_init(&said.body, a, LIMIT_PAGE);
    out_init(&whole, a, LIMIT_PAGE + KIB);
    bool is_known =
        (owners->registry != NULL && sim_registry_answer(owners->registry, rq, &said)) ||
        (owners->message != NULL && sim_message_answer(owners->message, rq, &said));
    if (!is_known) {
        said.status = 404;
        out_str(&said.body, S("{\"code\":\"no_such_owner\"}"));
    }
    if (said.silent) {
        c->silent = true;
        return;
    }
    if (said.hangs_up) {
        leave(c);
        return;
    }
    out_format(&whole,
               "HTTP/1.1 %d Simulated\r\nContent-Type: %s\r\nContent-Length: %zu\r\n"
               "Connection: close\r\n\r\n",
               said.status, said.media_type, said.body.n);
    str body = out_view(&said.body);
    out_str(&whole, said.is_cut ? str_slice(body, 0, body.n / 2) : body);
    str bytes = out_view(&whole);
    ssize_t sent = 1;
    while (bytes.n > 0 && sent > 0) {
        sent = send(c->fd, bytes.p, bytes.n, MSG_NOSIGNAL);
        bytes = str_slice(bytes, sent > 0 ? (size_t)sent : 0, bytes.n);
    }
    leave(c);
}

static void hear(struct connection *c, struct arena *a, const struct sim_owners *owners)
{
    ssize_t got = recv(c->fd, c->bytes + c->n, sizeof c->bytes - c->n, 0);
    struct sim_request rq;
    if (got <= 0) {
        leave(c);
        return;
    }
    c->n += (size_t)got;
    if (!c->silent && read_whole((str){.p = c->bytes, .n = c->n}, &rq)) {
        answer(c, a, &rq, owners);
    } else if (c->n == sizeof c->bytes) {
        leave(c);
    }
}

static void welcome(int listener)
{
    int fd = accept4(listener, NULL, NULL, SOCK_CLOEXEC);
    for (size_t i = 0; fd >= 0 && i < CONNECTIONS_MAX; i++) {
        struct connection *c = &connections[i];
        if (c->fd < 0) {
            c->fd = fd;
            c->n = 0;
            c->silent = false;
            c->since = time(NULL);
            return;
        }
    }
    if (fd >= 0) {
        close(fd);
    }
}

static int open_listener(int *port)
{
    struct sockaddr_in address = {.sin_family = AF_INET,
                                  .sin_port = htons((uint16_t)*port),
                                  .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t size = sizeof address;
    int yes = 1;
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (fd < 0 || setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes) != 0 ||
        bind(fd, (struct sockaddr *)&address, size) != 0 || listen(fd, CONNECTIONS_MAX) != 0 ||
        getsockname(fd, (struct sockaddr *)&address, &size) != 0) {
        return -1;
    }
    *port = ntohs(address.sin_port);
    return fd;
}

static void turn(int listener, struct arena *a, const struct sim_owners *owners)
{
    struct pollfd polls[CONNECTIONS_MAX + 1];
    time_t now = time(NULL);
    for (size_t i = 0; i < CONNECTIONS_MAX; i++) {
        if (connections[i].fd >= 0 && now - connections[i].since > PATIENCE_S) {
            leave(&connections[i]);
        }
        polls[i] = (struct pollfd){.fd = connections[i].fd, .events = POLLIN};
    }
    polls[CONNECTIONS_MAX] = (struct pollfd){.fd = listener, .events = POLLIN};
    if (poll(polls, CONNECTIONS_MAX + 1, 1000) <= 0) {
        return;
    }
    for (size_t i = 0; i < CONNECTIONS_MAX; i++) {
        if (polls[i].fd >= 0 && polls[i].revents != 0) {
            hear(&connections[i], a, owners);
        }
    }
    if (polls[CONNECTIONS_MAX].revents != 0) {
        welcome(listener);
    }
    arena_reset(a);
}

bool sim_serve(int port, const struct sim_owners *owners)
{
    int listener = open_listener(&port);
    if (listener < 0) {
        return false;
    }
    struct sigaction stop = {.sa_handler = note_stop};
    sigaction(SIGTERM, &stop, NULL);
    sigaction(SIGINT, &stop, NULL);
    for (size_t i = 0; i < CONNECTIONS_MAX; i++) {
        connections[i].fd = -1;
    }
    printf("%d\n", port);
    fflush(stdout);
    struct arena *a = arena_open(LIMIT_ARENA_UNIT);
    while (!is_stopping) {
        turn(listener, a, owners);
    }
    arena_close(a);
    close(listener);
    return true;
}
