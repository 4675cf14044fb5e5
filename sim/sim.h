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
    str query;
    str key; // X-Secret-Key
    str idempotency_key;
    str body;
};

struct sim_answer {
    int status;
    const char *media_type;
    struct out body;
    bool silent;   // send nothing; the caller waits until it gives up
    bool hangs_up; // send nothing and end the connection
    bool is_cut;   // send half of it
};

// An owner: says true when the path is its own.
struct sim_message;
struct sim_message *sim_message_open(struct arena *a, const char *key, const char *file,
                                     const struct sim_faults *faults);
bool sim_message_answer(struct sim_message *m, const struct sim_request *rq,
                        struct sim_answer *out);

// The list of product numbers: the troubles of its pages are told beforehand, not drawn.
enum sim_registry_trouble {
    SIM_REGISTRY_NONE,
    SIM_REGISTRY_HANG_UP,
    SIM_REGISTRY_DELAY,  // no answer
    SIM_REGISTRY_STATUS, // `number` is the HTTP status
    SIM_REGISTRY_CODE,   // `number` is the owner's code, as JSON
    SIM_REGISTRY_XML,    // the same as XML
    SIM_REGISTRY_CUT,
    SIM_REGISTRY_MALFORMED,
    SIM_REGISTRY_CHARSET,
    SIM_REGISTRY_TOTAL, // totalCount is one more
    SIM_REGISTRY_TROUBLE_COUNT
};

struct sim_registry_fault {
    enum sim_registry_trouble trouble;
    int number;
    int after; // so many good answers come first
    int times; // and so many bad ones
};

// The trouble of a word, as on the command line; COUNT when there is none of that word.
enum sim_registry_trouble sim_registry_trouble_from(const char *word);

// With the numbers that `categories` (the text of data/categories.csv; empty: none) names.
struct sim_registry;
struct sim_registry *sim_registry_open(struct arena *a, const char *key, str categories,
                                       const struct sim_registry_fault *fault);
// One more number; `changed` is yyyyMMdd.
void sim_registry_add(struct sim_registry *r, const char *no, const char *name, bool is_used,
                      const char *changed);
// One more 물품식별번호 with its 세부품명번호.
void sim_registry_add_item(struct sim_registry *r, const char *no, const char *name,
                           const char *detail_no, bool is_used);
// Calls it takes a day; 1,000 as with a key for development.
void sim_registry_set_calls(struct sim_registry *r, int most);
bool sim_registry_answer(struct sim_registry *r, const struct sim_request *rq,
                         struct sim_answer *out);

struct sim_owners {
    struct sim_message *message;   // NULL: not played
    struct sim_registry *registry; // likewise
};

// Serve on 127.0.0.1:`port` (0: any) until SIGTERM or SIGINT, after printing the port.
// False with errno set when the port cannot be had.
bool sim_serve(int port, const struct sim_owners *owners);
