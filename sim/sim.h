// The outside world, played: one program, a file per owner, nothing shared with the adapters.
//
// Trouble comes by chance from a seed: the same requests in the same order meet the same trouble.
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "base/out.h"

// In thousandths of the deeds; 0: never.
struct sim_faults {
    uint64_t seed;
    int error;     // answered with 500 before anything happened
    int timeout;   // nothing happens and no answer comes
    int lost;      // it happens and the answer does not come
    int duplicate; // it happens twice
};

enum sim_trouble { SIM_NONE, SIM_ERROR, SIM_TIMEOUT, SIM_LOST, SIM_DUPLICATE };

// Which trouble the next deed meets.
enum sim_trouble sim_draw(struct sim_faults *faults);

struct sim_request {
    str method;
    str path; // without the query
    str key;  // X-Secret-Key
    str idempotency_key;
    str body;
};

struct sim_answer {
    int status;
    const char *media_type;
    struct out body;
    bool silent; // send nothing; the caller waits until it gives up
};

// An owner: says true when the path is its own.
struct sim_message;
struct sim_message *sim_message_open(struct arena *a, const char *key, const char *file,
                                     const struct sim_faults *faults);
bool sim_message_answer(struct sim_message *m, const struct sim_request *rq,
                        struct sim_answer *out);

// Serve on 127.0.0.1:`port` (0: any) until SIGTERM or SIGINT, after printing the port.
// False with errno set when the port cannot be had.
bool sim_serve(int port, struct sim_message *message);
