// dure-sim: the outside world for the demo and the tests. Listens on 127.0.0.1 only.
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "base/fault.h"
#include "base/limits.h"
#include "sim/sim.h"

static const char USAGE[] =
    "usage: dure-sim [--port N] [--key KEY] [--file FILE] [--seed N]\n"
    "                [--error N] [--timeout N] [--lost N] [--duplicate N]\n\n"
    "Plays the message dealer under /message; / shows what was sent. Troubles are in thousandths\n"
    "of the messages: refused, no answer, taken but the answer lost, taken twice.\n";

struct options {
    int64_t port;
    int64_t seed;
    int64_t error;
    int64_t timeout;
    int64_t lost;
    int64_t duplicate;
    const char *key;
    const char *file;
};

// False when the arguments are not as USAGE says.
static bool read_options(int argc, char **argv, struct options *o)
{
    const struct {
        const char *name;
        int64_t *number;
    } NUMBERS[] = {
        {"--port",      &o->port     },
        {"--seed",      &o->seed     },
        {"--error",     &o->error    },
        {"--timeout",   &o->timeout  },
        {"--lost",      &o->lost     },
        {"--duplicate", &o->duplicate},
    };
    for (int i = 1; i < argc; i += 2) {
        bool known = false;
        if (i + 1 == argc) {
            return false;
        }
        for (size_t k = 0; k < COUNT(NUMBERS); k++) {
            if (strcmp(argv[i], NUMBERS[k].name) == 0) {
                known = str_parse_i64(str_view(argv[i + 1]), NUMBERS[k].number);
            }
        }
        if (strcmp(argv[i], "--key") == 0) {
            o->key = argv[i + 1];
        } else if (strcmp(argv[i], "--file") == 0) {
            o->file = argv[i + 1];
        } else if (!known) {
            return false;
        }
    }
    return true;
}

int main(int argc, char **argv)
{
    struct options o = {.port = 8091, .seed = 1, .key = "demo-key"};
    if (argc == 2 && strcmp(argv[1], "--help") == 0) {
        fputs(USAGE, stdout);
        return 0;
    }
    if (!read_options(argc, argv, &o)) {
        fputs(USAGE, stderr);
        return 2;
    }
    struct sim_faults faults = {
        .seed = (uint64_t)o.seed,
        .error = (int)o.error,
        .timeout = (int)o.timeout,
        .lost = (int)o.lost,
        .duplicate = (int)o.duplicate,
    };
    struct arena *a = arena_open(LIMIT_ARENA_STARTUP);
    bool served = sim_serve((int)o.port, sim_message_open(a, o.key, o.file, &faults));
    if (!served) {
        fprintf(stderr, "dure-sim: 127.0.0.1:%d: %s\n", (int)o.port, strerror(errno));
    }
    arena_close(a);
    return served ? 0 : 1;
}
