// dure-sim: the outside world for the demo and the tests. Listens on 127.0.0.1 only.
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "base/fault.h"
#include "base/limits.h"
#include "sim/sim.h"

static const char USAGE[] =
    "usage: dure-sim [--port N] [--key KEY] [--file FILE] [--seed N]\n"
    "                [--error N] [--timeout N] [--lost N] [--duplicate N]\n"
    "                [--categories FILE] [--calls N] [--trouble WORD] [--number N] [--after N]\n"
    "                [--times N]\n\n"
    "Plays the message dealer under /message; / shows what was sent. Troubles are in thousandths\n"
    "of the messages: refused, no answer, taken but the answer lost, taken twice.\n\n"
    "Plays the public list of product numbers under /1230000/ao/ThngListInfoService, with those "
    "of\n"
    "FILE (data/categories.csv) and so many calls a day. After so many good pages, so many meet "
    "the\n"
    "trouble: hang_up, delay, status, code, xml, cut, malformed, charset or total; N is the "
    "status\n"
    "or the owner's code.\n";

struct options {
    int64_t port;
    int64_t seed;
    int64_t error;
    int64_t timeout;
    int64_t lost;
    int64_t duplicate;
    const char *key;
    const char *file;
    const char *categories;
    const char *trouble;
    int64_t calls;
    int64_t number;
    int64_t after;
    int64_t times;
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
        {"--calls",     &o->calls    },
        {"--number",    &o->number   },
        {"--after",     &o->after    },
        {"--times",     &o->times    },
    };
    const struct {
        const char *name;
        const char **text;
    } TEXTS[] = {
        {"--key",        &o->key       },
        {"--file",       &o->file      },
        {"--categories", &o->categories},
        {"--trouble",    &o->trouble   },
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
        for (size_t k = 0; k < COUNT(TEXTS); k++) {
            if (strcmp(argv[i], TEXTS[k].name) == 0) {
                *TEXTS[k].text = argv[i + 1];
                known = true;
            }
        }
        if (!known) {
            return false;
        }
    }
    return true;
}

// The bytes of a file; empty when there is none.
static str read_file(struct arena *a, const char *path)
{
    struct out o;
    char part[4096];
    out_init(&o, a, LIMIT_FOLDER_FILE);
    FILE *file = path == NULL ? NULL : fopen(path, "re");
    for (size_t n = 1; file != NULL && n > 0;) {
        n = fread(part, 1, sizeof part, file);
        out_raw(&o, part, n);
    }
    if (file != NULL) {
        (void)fclose(file);
    }
    return out_view(&o);
}

static struct sim_owners open_owners(struct arena *a, const struct options *o,
                                     enum sim_registry_trouble trouble)
{
    struct sim_faults faults = {
        .seed = (uint64_t)o->seed,
        .error = (int)o->error,
        .timeout = (int)o->timeout,
        .lost = (int)o->lost,
        .duplicate = (int)o->duplicate,
    };
    struct sim_registry_fault fault = {
        .trouble = trouble,
        .number = (int)o->number,
        .after = (int)o->after,
        .times = (int)o->times,
    };
    struct sim_owners owners = {
        .message = sim_message_open(a, o->key, o->file, &faults),
        .registry = sim_registry_open(a, o->key, read_file(a, o->categories), &fault),
    };
    sim_registry_set_calls(owners.registry, (int)o->calls);
    return owners;
}

int main(int argc, char **argv)
{
    struct options o = {
        .port = 8091, .seed = 1, .key = "demo-key", .calls = 1000, .times = 1, .trouble = "none"};
    if (argc == 2 && strcmp(argv[1], "--help") == 0) {
        fputs(USAGE, stdout);
        return 0;
    }
    enum sim_registry_trouble trouble = SIM_REGISTRY_TROUBLE_COUNT;
    if (read_options(argc, argv, &o)) {
        trouble = sim_registry_trouble_from(o.trouble);
    }
    if (trouble == SIM_REGISTRY_TROUBLE_COUNT) {
        fputs(USAGE, stderr);
        return 2;
    }
    struct arena *a = arena_open(LIMIT_ARENA_STARTUP);
    struct sim_owners owners = open_owners(a, &o, trouble);
    bool served = sim_serve((int)o.port, &owners);
    if (!served) {
        fprintf(stderr, "dure-sim: 127.0.0.1:%d: %s\n", (int)o.port, strerror(errno));
    }
    arena_close(a);
    return served ? 0 : 1;
}
