#include "platform/picture/picture_child.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/limits.h"
#include "platform/clock/clock.h"
#include "platform/file/bytes.h"
#include "platform/picture/child_end.h"
#include "platform/picture/picture_make.h"

const struct fault PICTURE_NO_PROGRAM = {
    .kind = FAULT_BROKEN,
    .code = "picture.no_program",
    .text = "파일을 읽는 프로그램(dure-picture, dure-unpack, dure-pdf) 가운데 없는 것이 있습니다. "
            "설치를 확인해 주세요. · One of the programs dure-picture, dure-unpack and dure-pdf is "
            "not beside dure: see to the installation.",
};

const struct fault PICTURE_NO_CHILD = {
    .kind = FAULT_BUSY,
    .code = "picture.no_child",
    .text = "지금은 파일을 읽을 수 없습니다. 잠시 뒤에 다시 합니다.",
};

const struct fault PICTURE_NOT_READY = {
    .kind = FAULT_BROKEN,
    .code = "picture.not_ready",
    .text = "파일을 읽는 프로그램이 제 할 일을 시작하지 못했습니다. 운영자가 살펴야 합니다. · "
            "dure-picture, dure-unpack or dure-pdf could not limit itself: see what the kernel or "
            "the container refuses.",
};

const struct fault PICTURE_NO_ANSWER = {
    .kind = FAULT_BUSY,
    .code = "picture.no_answer",
    .text = "파일을 보던 프로그램이 대답 없이 멈췄습니다. 잠시 뒤에 다시 합니다.",
};

#define CANNOT_RUN 127 // the exit code of a child that found no program

const char *const CHILD_PROGRAMS[] = {
    [CHILD_PICTURE] = "dure-picture",
    [CHILD_UNPACK] = "dure-unpack",
    [CHILD_PDF] = "dure-pdf",
};
static_assert(COUNT(CHILD_PROGRAMS) == CHILD_PROGRAM_COUNT, "every program has its name");

static const char *programs[CHILD_PROGRAM_COUNT]; // of this process
static int64_t wall_ms = LIMIT_PICTURE_WALL_MS;

void picture_set_programs(const char *const paths[CHILD_PROGRAM_COUNT], int64_t most_ms)
{
    memcpy(programs, paths, sizeof(programs));
    wall_ms = most_ms;
}

// --- The child -----------------------------------------------------------------------------------

static bool limit_to(int what, rlim_t most, rlim_t end)
{
    struct rlimit r = {.rlim_cur = most, .rlim_max = end};
    return setrlimit((__rlimit_resource_t)what, &r) == 0;
}

static bool limit(int what, rlim_t most)
{
    return limit_to(what, most, most);
}

static bool limit_all(void)
{
    // A second between SIGXCPU and SIGKILL, so that the end tells what it was.
    return limit_to(RLIMIT_CPU, LIMIT_PICTURE_CPU_S, LIMIT_PICTURE_CPU_S + 1) &&
           limit(RLIMIT_AS, LIMIT_PICTURE_MEMORY) && limit(RLIMIT_FSIZE, 0) &&
           limit(RLIMIT_CORE, 0) && limit(RLIMIT_NOFILE, 64);
}

static _Noreturn void become(const struct child_task *task, int file, int answer)
{
    const char *const words[] = {CHILD_PROGRAMS[task->program], task->words[0], task->words[1],
                                 NULL};
    static char *const SURROUNDINGS[] = {"LC_ALL=C", NULL}; // nothing of ours
    sigset_t none;
    sigemptyset(&none);
    (void)sigprocmask(SIG_SETMASK, &none, NULL);
    (void)signal(SIGPIPE, SIG_DFL);
    (void)signal(SIGTERM, SIG_DFL);
    (void)prctl(PR_SET_PDEATHSIG, SIGKILL);
    int nothing = open("/dev/null", O_WRONLY | O_CLOEXEC);
    if (nothing < 0 || dup2(file, 0) < 0 || dup2(answer, 1) < 0 || dup2(nothing, 2) < 0 ||
        close_range(3, ~0U, 0) != 0 || !limit_all()) {
        _exit(CHILD_NOT_READY);
    }
    (void)execve(programs[task->program], (char *const *)(uintptr_t)words, SURROUNDINGS);
    _exit(CANNOT_RUN);
}

// --- Its answer ----------------------------------------------------------------------------------

// Read to its end, to the end of the time or of the room. False for the latter two.
static bool read_answer(int fd, char *bytes, size_t room, size_t *out_n, int64_t end_ms)
{
    size_t n = 0;
    for (;;) {
        int64_t left = end_ms - clock_ms();
        struct pollfd waiting = {.fd = fd, .events = POLLIN};
        int ready = left <= 0 ? 0 : poll(&waiting, 1, (int)left);
        if (ready < 0 && errno == EINTR) {
            continue;
        }
        if (ready <= 0 || n == room) {
            return false;
        }
        ssize_t got = read(fd, bytes + n, room - n);
        if (got < 0 && errno == EINTR) {
            continue;
        }
        if (got < 0) {
            return false;
        }
        if (got == 0) {
            *out_n = n;
            return true;
        }
        n += (size_t)got;
    }
}

// --- Both ----------------------------------------------------------------------------------------

// Whether the file made it end so: by its processor time, its memory, or a hole in its reader. What
// anybody else may have sent (SIGKILL of the kernel, of ours), or the machine brought about, is
// not.
static bool is_used_up(int status, const struct rusage *used)
{
    int by = WIFSIGNALED(status) ? WTERMSIG(status) : 0;
    return by == SIGXCPU || by == SIGSEGV || by == SIGABRT || by == SIGFPE ||
           used->ru_utime.tv_sec + used->ru_stime.tv_sec >= LIMIT_PICTURE_CPU_S ||
           (WIFEXITED(status) && WEXITSTATUS(status) == CHILD_USED_UP);
}

// The child is gone when this returns.
static err ask(const struct child_task *task, int file, char *bytes, struct child_answer *out)
{
    int ends[2];
    int status = 0;
    struct rusage used = {0};
    size_t n = 0;
    if (pipe2(ends, O_CLOEXEC) != 0) {
        return &PICTURE_NO_CHILD;
    }
    pid_t child = fork();
    if (child == 0) {
        become(task, file, ends[1]);
    }
    (void)close(ends[1]);
    bool read = child > 0 && read_answer(ends[0], bytes, task->room, &n, clock_ms() + wall_ms);
    (void)close(ends[0]);
    if (child < 0) {
        return &PICTURE_NO_CHILD;
    }
    if (!read) {
        (void)kill(child, SIGKILL);
    }
    while (wait4(child, &status, 0, &used) < 0 && errno == EINTR) {
    }
    if (WIFEXITED(status) && WEXITSTATUS(status) == CANNOT_RUN) {
        return &PICTURE_NO_PROGRAM;
    }
    if (WIFEXITED(status) && WEXITSTATUS(status) == CHILD_NOT_READY) {
        return &PICTURE_NOT_READY;
    }
    *out = (struct child_answer){
        .bytes = {.p = bytes, .n = n},
        .is_whole = read && WIFEXITED(status) && WEXITSTATUS(status) == 0,
        .is_used_up = is_used_up(status, &used),
    };
    return NULL;
}

err picture_child_ask(struct arena *a, const struct child_task *task, struct child_answer *out)
{
    assert(programs[task->program] != NULL);  // picture_set_programs
    char *bytes = arena_alloc(a, task->room); // before anything is open: it may jump
    int file = open(task->path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
    if (file < 0) {
        return &BYTES_CANNOT_READ;
    }
    err e = ask(task, file, bytes, out);
    (void)close(file);
    return e;
}
