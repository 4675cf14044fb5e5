// The dealer's adapter against the simulator, over a real connection, in each trouble.
#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/limits.h"
#include "base/out.h"
#include "gateway/message/message_dealer.h"
#include "sim/sim.h"

struct played {
    pid_t pid;
    struct arena *a;
    struct message_dealer dealer;
    struct message_port port;
};

static struct played play(struct sim_faults faults)
{
    int ends[2];
    assert_int_equal(pipe(ends), 0);
    struct played p = {.a = arena_open(LIMIT_ARENA_UNIT), .pid = fork()};
    if (p.pid == 0) {
        dup2(ends[1], STDOUT_FILENO);
        faults.seed = 1;
        struct sim_owners owners = {.message = sim_message_open(p.a, "demo-key", NULL, &faults)};
        (void)sim_serve(0, &owners);
        _exit(0);
    }
    char line[16] = {0};
    assert_true(read(ends[0], line, sizeof line - 1) > 0);
    close(ends[0]);
    close(ends[1]);
    p.dealer = (struct message_dealer){
        .url = str_format(p.a, "http://127.0.0.1:%d/message", (int)strtol(line, NULL, 10)),
        .key = S("demo-key"),
        .connect_ms = 1000,
        .total_ms = 300,
    };
    return p;
}

static void end(struct played *p)
{
    kill(p->pid, SIGTERM);
    waitpid(p->pid, NULL, 0);
    arena_close(p->a);
}

static struct message_call call_of(str key)
{
    return (struct message_call){.channel = MESSAGE_TALK,
                                 .address = S("01000000000"),
                                 .template = S("dure.notice"),
                                 .text = S("[두레] 견적요청이 왔습니다"),
                                 .key = key};
}

static struct message_answer send_one(struct played *p, struct message_call call)
{
    p->port = message_dealer_port(&p->dealer);
    return p->port.send(p->port.self, p->a, &call);
}

static struct message_answer ask_for(struct played *p, str key)
{
    return p->port.ask(p->port.self, p->a, key);
}

static void a_message_is_carried_once_however_often_it_is_sent(void **state)
{
    (void)state;
    struct played p = play((struct sim_faults){0});
    struct message_answer first = send_one(&p, call_of(S("k1")));
    struct message_answer again = send_one(&p, call_of(S("k1")));
    assert_int_equal(first.outcome, MESSAGE_ACCEPTED);
    assert_true(str_equals(first.dealer_id, again.dealer_id));
    assert_int_equal(ask_for(&p, S("k1")).outcome, MESSAGE_ACCEPTED);
    assert_int_equal(ask_for(&p, S("k2")).outcome, MESSAGE_NOT_TAKEN);
    end(&p);
}

static void a_phone_that_is_none_is_refused_for_good(void **state)
{
    (void)state;
    struct played p = play((struct sim_faults){0});
    struct message_call call = call_of(S("k1"));
    call.address = S("12");
    struct message_answer answer = send_one(&p, call);
    assert_int_equal(answer.outcome, MESSAGE_REFUSED);
    assert_true(str_equals(answer.code, S("bad_phone")));
    end(&p);
}

static void a_wrong_key_of_ours_is_no_refusal_of_the_message(void **state)
{
    (void)state;
    struct played p = play((struct sim_faults){0});
    p.dealer.key = S("wrong");
    assert_int_equal(send_one(&p, call_of(S("k1"))).outcome, MESSAGE_NOT_TAKEN);
    end(&p);
}

static void an_error_of_the_dealer_leaves_it_unknown_until_asked(void **state)
{
    (void)state;
    struct played p = play((struct sim_faults){.error = 1000});
    assert_int_equal(send_one(&p, call_of(S("k1"))).outcome, MESSAGE_UNKNOWN);
    assert_int_equal(ask_for(&p, S("k1")).outcome, MESSAGE_NOT_TAKEN);
    end(&p);
}

static void no_answer_leaves_it_unknown_until_asked(void **state)
{
    (void)state;
    struct played p = play((struct sim_faults){.timeout = 1000});
    assert_int_equal(send_one(&p, call_of(S("k1"))).outcome, MESSAGE_UNKNOWN);
    assert_int_equal(ask_for(&p, S("k1")).outcome, MESSAGE_NOT_TAKEN);
    end(&p);
}

static void a_lost_answer_is_found_by_its_key(void **state)
{
    (void)state;
    struct played p = play((struct sim_faults){.lost = 1000});
    assert_int_equal(send_one(&p, call_of(S("k1"))).outcome, MESSAGE_UNKNOWN);
    assert_int_equal(ask_for(&p, S("k1")).outcome, MESSAGE_ACCEPTED);
    end(&p);
}

static void the_dealers_own_double_is_one_message_to_us(void **state)
{
    (void)state;
    struct played p = play((struct sim_faults){.duplicate = 1000});
    assert_int_equal(send_one(&p, call_of(S("k1"))).outcome, MESSAGE_ACCEPTED);
    assert_int_equal(ask_for(&p, S("k1")).outcome, MESSAGE_ACCEPTED);
    end(&p);
}

static void a_dealer_that_is_away_has_not_taken_it(void **state)
{
    (void)state;
    struct played p = play((struct sim_faults){0});
    p.dealer.url = S("http://127.0.0.1:1/message");
    assert_int_equal(send_one(&p, call_of(S("k1"))).outcome, MESSAGE_NOT_TAKEN);
    assert_int_equal(ask_for(&p, S("k1")).outcome, MESSAGE_UNKNOWN);
    end(&p);
}

static void only_https_leaves_the_machine(void **state)
{
    (void)state;
    struct played p = play((struct sim_faults){0});
    p.dealer.url = S("http://192.0.2.1/message");
    assert_int_equal(send_one(&p, call_of(S("k1"))).outcome, MESSAGE_NOT_TAKEN);
    end(&p);
}

// A server of one answer: the request that comes is read, and led to the dealer at `to`.
static pid_t lead_elsewhere(struct played *p, str to, str *out_url)
{
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t size = sizeof(address);
    int listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    assert_int_equal(bind(listener, (struct sockaddr *)&address, size), 0);
    assert_int_equal(listen(listener, 4), 0);
    assert_int_equal(getsockname(listener, (struct sockaddr *)&address, &size), 0);
    *out_url = str_format(p->a, "http://127.0.0.1:%d/message", (int)ntohs(address.sin_port));
    pid_t child = fork();
    if (child == 0) {
        (void)prctl(PR_SET_PDEATHSIG, SIGKILL);
        for (;;) {
            char request[8192];
            int fd = accept(listener, NULL, NULL);
            (void)recv(fd, request, sizeof(request), 0);
            (void)dprintf(fd,
                          "HTTP/1.1 307 Temporary Redirect\r\nLocation: %.*s\r\n"
                          "Content-Length: 0\r\nConnection: close\r\n\r\n",
                          STR_ARG(to));
            close(fd);
        }
    }
    close(listener);
    return child;
}

// An answer that leads elsewhere is no answer: nobody learns the key and the text by it.
static void an_answer_that_leads_elsewhere_is_not_followed(void **state)
{
    (void)state;
    struct played p = play((struct sim_faults){0});
    str dealer = p.dealer.url;
    pid_t child = lead_elsewhere(&p, dealer, &p.dealer.url);
    assert_int_equal(send_one(&p, call_of(S("k1"))).outcome, MESSAGE_UNKNOWN);
    p.dealer.url = dealer;
    assert_int_equal(ask_for(&p, S("k1")).outcome, MESSAGE_NOT_TAKEN);
    kill(child, SIGKILL);
    waitpid(child, NULL, 0);
    end(&p);
}

// Run openssl in `folder`; its standard output is read from *out_said.
static pid_t run_openssl(const char *folder, const char *const *words, int *out_said)
{
    int ends[2];
    assert_int_equal(pipe(ends), 0);
    pid_t child = fork();
    if (child == 0) {
        (void)prctl(PR_SET_PDEATHSIG, SIGKILL);
        union {
            const char *const *given;
            char *const *wanted;
        } as = {.given = words};
        int nothing = open("/dev/null", O_RDWR | O_CLOEXEC);
        if (chdir(folder) == 0 && dup2(ends[1], STDOUT_FILENO) >= 0 &&
            dup2(nothing, STDERR_FILENO) >= 0) {
            (void)execvp("openssl", as.wanted);
        }
        _exit(127);
    }
    close(ends[1]);
    *out_said = ends[0];
    return child;
}

// Who stands between us and the dealer has a certificate that nobody vouches for.
static void a_certificate_that_nobody_vouches_for_gets_no_message(void **state)
{
    (void)state;
    static const char *const MAKE[] = {"openssl",
                                       "req",
                                       "-x509",
                                       "-newkey",
                                       "ec",
                                       "-pkeyopt",
                                       "ec_paramgen_curve:P-256",
                                       "-nodes",
                                       "-subj",
                                       "/CN=127.0.0.1",
                                       "-addext",
                                       "subjectAltName=IP:127.0.0.1",
                                       "-days",
                                       "2",
                                       "-keyout",
                                       "key.pem",
                                       "-out",
                                       "cert.pem",
                                       NULL};
    static const char *const SERVE[] = {"openssl", "s_server", "-accept", "127.0.0.1:0", "-www",
                                        "-key",    "key.pem",  "-cert",   "cert.pem",    NULL};
    char folder[] = "/tmp/dure-dealer-XXXXXX";
    int said = -1;
    int status = 0;
    assert_non_null(mkdtemp(folder));
    struct played p = play((struct sim_faults){0});
    pid_t maker = run_openssl(folder, MAKE, &said);
    assert_int_equal(waitpid(maker, &status, 0), maker);
    assert_int_equal(status, 0);
    close(said);
    pid_t server = run_openssl(folder, SERVE, &said);
    FILE *lines = fdopen(said, "r");
    char line[200];
    str port = S("");
    while (port.n == 0 && fgets(line, sizeof(line), lines) != NULL) {
        str rest = str_trim(str_view(line));
        port = str_starts(rest, S("ACCEPT 127.0.0.1:"))
                   ? str_slice(rest, S("ACCEPT 127.0.0.1:").n, rest.n)
                   : S("");
    }
    assert_true(port.n > 0);
    p.dealer.url = str_format(p.a, "https://127.0.0.1:%.*s/message", STR_ARG(port));
    p.dealer.total_ms = 5000;
    struct message_answer answer = send_one(&p, call_of(S("k1")));
    assert_int_equal(answer.outcome, MESSAGE_NOT_TAKEN);
    assert_true(str_contains(answer.code, S("certificate")));
    kill(server, SIGKILL);
    waitpid(server, NULL, 0);
    fclose(lines);
    assert_int_equal(unlink(str_format(p.a, "%s/key.pem", folder).p), 0);
    assert_int_equal(unlink(str_format(p.a, "%s/cert.pem", folder).p), 0);
    assert_int_equal(rmdir(folder), 0);
    end(&p);
}

// What GET PATH answers, as a browser gets it.
static str get(struct played *p, const char *path)
{
    const char *port = str_to_c(p->a, p->dealer.url) + S("http://127.0.0.1:").n;
    struct sockaddr_in address = {
        .sin_family = AF_INET,
        .sin_port = htons((uint16_t)strtol(port, NULL, 10)),
        .sin_addr.s_addr = htonl(INADDR_LOOPBACK),
    };
    struct out o;
    out_init(&o, p->a, 65536);
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    assert_int_equal(connect(fd, (struct sockaddr *)&address, sizeof address), 0);
    assert_true(
        dprintf(fd, "GET %s HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n", path) > 0);
    char part[4096];
    for (ssize_t n; (n = recv(fd, part, sizeof part, 0)) > 0;) {
        out_str(&o, (str){.p = part, .n = (size_t)n});
    }
    close(fd);
    return out_view(&o);
}

// The address that ./run prints: whoever tries the demo reads there what a phone would have got.
static void what_was_sent_is_shown_the_newest_first(void **state)
{
    (void)state;
    struct played p = play((struct sim_faults){0});
    assert_true(str_contains(get(&p, "/"), S("아직 없습니다.")));
    assert_int_equal(send_one(&p, call_of(S("k1"))).outcome, MESSAGE_ACCEPTED);
    struct message_call code = call_of(S("k2"));
    code.text = S("[두레] 인증번호 482913 <15분>");
    assert_int_equal(send_one(&p, code).outcome, MESSAGE_ACCEPTED);
    str page = get(&p, "/");
    assert_true(str_starts(page, S("HTTP/1.1 200")));
    assert_true(str_contains(page, S("Content-Type: text/html; charset=utf-8\r\n")));
    assert_false(str_contains(page, S("아직 없습니다.")));
    assert_true(str_contains(page, S("01000000000")));
    size_t newer = str_index(page, S("인증번호 482913 &lt;15분>"));
    size_t older = str_index(page, S("견적요청이 왔습니다"));
    assert_true(newer < older && older < page.n);
    str list = get(&p, "/message/sent");
    assert_true(str_contains(list, S("\"key\":\"k2\"")));
    assert_true(str_contains(list, S("인증번호 482913")));
    end(&p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_message_is_carried_once_however_often_it_is_sent),
        cmocka_unit_test(a_phone_that_is_none_is_refused_for_good),
        cmocka_unit_test(a_wrong_key_of_ours_is_no_refusal_of_the_message),
        cmocka_unit_test(an_error_of_the_dealer_leaves_it_unknown_until_asked),
        cmocka_unit_test(no_answer_leaves_it_unknown_until_asked),
        cmocka_unit_test(a_lost_answer_is_found_by_its_key),
        cmocka_unit_test(the_dealers_own_double_is_one_message_to_us),
        cmocka_unit_test(a_dealer_that_is_away_has_not_taken_it),
        cmocka_unit_test(only_https_leaves_the_machine),
        cmocka_unit_test(an_answer_that_leads_elsewhere_is_not_followed),
        cmocka_unit_test(a_certificate_that_nobody_vouches_for_gets_no_message),
        cmocka_unit_test(what_was_sent_is_shown_the_newest_first),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
