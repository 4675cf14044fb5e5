// What lies at an address comes, and no address leads back into the house (security.md 1, case 13).
#include "gateway/fetch/fetch_http.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/limits.h"
#include "base/out.h"
#include "base/web_address.h"

// --- A machine on loopback -----------------------------------------------------------------------

static _Atomic int *asked; // requests it heard; shared with it
static int port;
static pid_t machine;
static struct arena *arena;

static void say(int fd, const char *text)
{
    (void)send(fd, text, strlen(text), MSG_NOSIGNAL);
}

static void say_much(int fd, size_t bytes)
{
    static const char zeros[64 * KIB];
    for (size_t sent = 0; sent < bytes; sent += sizeof(zeros)) {
        if (send(fd, zeros, sizeof(zeros), MSG_NOSIGNAL) <= 0) {
            return;
        }
    }
}

static void answer(int fd, const char *request)
{
    if (strncmp(request, "GET /ok", 7) == 0) {
        say(fd, "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 5\r\n\r\nbytes");
    } else if (strncmp(request, "GET /redirect", 13) == 0) {
        char text[200];
        (void)snprintf(text, sizeof(text),
                       "HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:%d/secret\r\n"
                       "Content-Length: 0\r\n\r\n",
                       port);
        say(fd, text);
    } else if (strncmp(request, "GET /long", 9) == 0) { // and says so
        say(fd, "HTTP/1.1 200 OK\r\nContent-Length: 99999999\r\n\r\n");
    } else if (strncmp(request, "GET /endless", 12) == 0) { // and does not say so
        say(fd, "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n");
        say_much(fd, 4 * (size_t)MIB);
    } else if (strncmp(request, "GET /slow", 9) == 0) {
        say(fd, "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nby");
        (void)usleep(3000000);
    } else if (strncmp(request, "GET /busy", 9) == 0) {
        say(fd, "HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n");
    } else if (strncmp(request, "GET /nonsense", 13) == 0) {
        say(fd, "hello\r\n");
    } else {
        say(fd, "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n");
    }
}

static void serve(int listener)
{
    (void)prctl(PR_SET_PDEATHSIG, SIGKILL);
    (void)signal(SIGCHLD, SIG_IGN);
    for (;;) {
        char request[4096];
        int fd = accept(listener, NULL, NULL);
        ssize_t n = fd < 0 ? -1 : recv(fd, request, sizeof(request) - 1, 0);
        if (n > 0) {
            request[n] = '\0';
            atomic_fetch_add(asked, 1);
            if (fork() == 0) { // a slow answer holds up no other
                answer(fd, request);
                _exit(0);
            }
        }
        if (fd >= 0) {
            (void)close(fd);
        }
    }
}

static int open_all(void **state)
{
    (void)state;
    struct sockaddr_in a = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t size = sizeof(a);
    int listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    asked = mmap(NULL, sizeof(*asked), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    assert_ptr_not_equal((void *)asked, MAP_FAILED);
    assert_int_equal(bind(listener, (struct sockaddr *)&a, sizeof(a)), 0);
    assert_int_equal(listen(listener, 16), 0);
    assert_int_equal(getsockname(listener, (struct sockaddr *)&a, &size), 0);
    port = ntohs(a.sin_port);
    machine = fork();
    assert_true(machine >= 0);
    if (machine == 0) {
        serve(listener);
    }
    (void)close(listener);
    arena = arena_open(64 * (size_t)MIB);
    return 0;
}

static int close_all(void **state)
{
    (void)state;
    (void)kill(machine, SIGKILL);
    (void)waitpid(machine, NULL, 0);
    (void)munmap((void *)asked, sizeof(*asked));
    arena_close(arena);
    return 0;
}

static struct fetch_answer get(bool is_for_tests, const char *address)
{
    const struct fetch_http http = {
        .connect_ms = 1000, .total_ms = 600, .size_most = MIB, .is_for_tests = is_for_tests};
    struct fetch_port p = fetch_http_port(&http);
    return p.get(p.self, arena, str_view(address));
}

static struct fetch_answer ask(const char *path)
{
    return get(true, str_format(arena, "http://127.0.0.1:%d%s", port, path).p);
}

// --- What comes ----------------------------------------------------------------------------------

static void bytes_come_and_trouble_has_its_name(void **state)
{
    (void)state;
    struct fetch_answer a = ask("/ok");
    assert_int_equal(a.outcome, FETCH_DONE);
    assert_true(str_equals(a.bytes, S("bytes")));
    assert_int_equal(ask("/missing").outcome, FETCH_REFUSED);
    assert_int_equal(ask("/busy").outcome, FETCH_AWAY);
    assert_int_equal(ask("/slow").outcome, FETCH_AWAY);
    assert_int_equal(ask("/nonsense").outcome, FETCH_AWAY);
    assert_int_equal(ask("/long").outcome, FETCH_TOO_LARGE);
    assert_int_equal(ask("/endless").outcome, FETCH_TOO_LARGE);
    assert_int_equal(get(true, "http://127.0.0.1:1/").outcome, FETCH_AWAY);
}

static void a_redirect_is_not_followed(void **state)
{
    (void)state;
    int before = atomic_load(asked);
    assert_int_equal(ask("/redirect").outcome, FETCH_REDIRECTED);
    assert_int_equal(atomic_load(asked), before + 1);
}

// --- Where it may not go -------------------------------------------------------------------------

static void no_address_leads_into_the_house(void **state)
{
    (void)state;
    static const char *const BAD[] = {
        "http://127.0.0.1:%d/ok",
        "https://127.0.0.1:%d/ok",
        "https://127.0.0.1/",
        "https://2130706433/",
        "https://0x7f.1/",
        "https://017700000001/",
        "https://[::1]/",
        "https://[::ffff:127.0.0.1]/",
        "https://localhost/",
        "https://localhost:%d/ok",
        "https://user@img.example.com/",
        "https://img.example.com@127.0.0.1/",
        "https://img.example.com\\@127.0.0.1/",
        "https://img.example.com:%d/",
        "file:///etc/passwd",
        "gopher://img.example.com/",
        "//img.example.com/",
        "",
    };
    int before = atomic_load(asked);
    for (size_t i = 0; i < COUNT(BAD); i++) {
        struct out o;
        out_init(&o, arena, KIB);
        str text = str_view(BAD[i]);
        size_t at = str_index(text, S("%d"));
        out_str(&o, str_slice(text, 0, at));
        if (at < text.n) {
            out_i64(&o, port);
            out_str(&o, str_slice(text, at + 2, text.n));
        }
        if (get(false, str_to_c(arena, out_view(&o))).outcome != FETCH_BAD_ADDRESS) {
            fail_msg("%s", BAD[i]);
        }
    }
    // A name like any other that turns out to lie here: libcurl knows these without asking anybody.
    assert_int_equal(get(false, "https://photos.localhost/a.jpg").outcome, FETCH_INWARD);
    assert_int_equal(atomic_load(asked), before);
}

static bool is_public(const char *text)
{
    struct sockaddr_in four = {.sin_family = AF_INET};
    struct sockaddr_in6 six = {.sin6_family = AF_INET6};
    if (inet_pton(AF_INET, text, &four.sin_addr) == 1) {
        return fetch_is_public((struct sockaddr *)&four);
    }
    assert_int_equal(inet_pton(AF_INET6, text, &six.sin6_addr), 1);
    return fetch_is_public((struct sockaddr *)&six);
}

static void the_open_network_is_what_is_left(void **state)
{
    (void)state;
    static const char *const INWARD[] = {
        "0.0.0.0",
        "10.0.0.1",
        "10.255.255.255",
        "100.64.0.1",
        "100.127.255.255",
        "127.0.0.1",
        "127.9.9.9",
        "169.254.169.254",
        "172.16.0.1",
        "172.31.255.255",
        "192.168.0.1",
        "192.0.0.8",
        "192.0.2.1",
        "198.18.0.1",
        "198.19.255.255",
        "198.51.100.1",
        "203.0.113.1",
        "224.0.0.1",
        "239.1.1.1",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::ffff:8.8.8.8",
        "64:ff9b::808:808",
        "fe80::1",
        "fc00::1",
        "fd12::1",
        "ff02::1",
        "2001::1",
        "2001:db8::1",
        "2002:7f00::1",
        "3fff::1",
        "4000::1",
    };
    static const char *const OPEN[] = {
        "1.1.1.1",      "9.255.255.255",  "11.0.0.0",       "100.63.255.255",  "100.128.0.0",
        "126.0.0.1",    "128.0.0.1",      "172.15.255.255", "172.32.0.0",      "192.167.255.255",
        "192.169.0.0",  "198.17.255.255", "198.20.0.0",     "223.255.255.255", "2001:200::1",
        "2400:cb00::1", "2a00:1450::1",
    };
    for (size_t i = 0; i < COUNT(INWARD); i++) {
        if (is_public(INWARD[i])) {
            fail_msg("%s is not of the open network", INWARD[i]);
        }
    }
    for (size_t i = 0; i < COUNT(OPEN); i++) {
        if (!is_public(OPEN[i])) {
            fail_msg("%s is of the open network", OPEN[i]);
        }
    }
    struct sockaddr local = {.sa_family = AF_UNIX};
    assert_false(fetch_is_public(&local));
}

static void the_name_in_an_address(void **state)
{
    (void)state;
    static const struct {
        const char *address;
        const char *host;
    } ROWS[] = {
        {"https://img.example.co.kr/a.jpg", "img.example.co.kr"},
        {"HTTPS://IMG.Example.co.kr:443",   "img.example.co.kr"},
        {"https://a-1.kr?x=https://b.kr/",  "a-1.kr"           },
        {"https://a.kr#b",                  "a.kr"             },
        {"https://a.kr./",                  ""                 },
        {"https://.a.kr/",                  ""                 },
        {"https://a..kr/",                  ""                 },
        {"https://a/",                      ""                 },
        {"https://1.2.3.4/",                ""                 },
        {"https://a.4/",                    ""                 },
        {"https://a.kr:80/",                ""                 },
        {"https://a.kr:8443/",              ""                 },
        {"https://a .kr/",                  ""                 },
        {"https://가.kr/",                 ""                 },
        {"http://a.kr/",                    ""                 },
        {"a.kr",                            ""                 },
    };
    for (size_t i = 0; i < COUNT(ROWS); i++) {
        str host = web_address_host(arena, str_view(ROWS[i].address));
        if (!str_equals(host, str_view(ROWS[i].host))) {
            fail_msg("%s: %.*s", ROWS[i].address, STR_ARG(host));
        }
    }
    char *longest = arena_alloc(arena, LIMIT_ADDRESS + 2);
    memset(longest, 'a', LIMIT_ADDRESS + 1);
    memcpy(longest, "https://a.kr/", 13);
    assert_int_equal(web_address_host(arena, (str){longest, LIMIT_ADDRESS}).n, 4);
    assert_int_equal(web_address_host(arena, (str){longest, LIMIT_ADDRESS + 1}).n, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(bytes_come_and_trouble_has_its_name),
        cmocka_unit_test(a_redirect_is_not_followed),
        cmocka_unit_test(no_address_leads_into_the_house),
        cmocka_unit_test(the_open_network_is_what_is_left),
        cmocka_unit_test(the_name_in_an_address),
    };
    return cmocka_run_group_tests(tests, open_all, close_all);
}
