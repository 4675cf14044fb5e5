// A route: what may be asked, who may knock, who answers.
//
// The right says what kind of person may knock; whether this record is theirs is asked by the
// statement that reads it. A route without a right does not compile.
#pragma once

#include "platform/unit/unit.h"
#include "platform/web/request.h"
#include "platform/web/response.h"

enum pool { POOL_WEB, POOL_SLOW };

typedef err (*handler)(struct unit *u, const struct request *rq, struct response *rs);
// Runs before the handler's unit in a short read unit, for what must not hold the write lock:
// password hashing, parsing of files. Leaves its result in rq->prepared. May be NULL.
typedef err (*before)(struct unit *u, struct request *rq);

struct route {
    enum method method;
    const char *path; // "/buyer/purchases/:no"
    handler handle;
    uint64_t right; // all these bits; market/party/right.h
    enum pool pool;
    before before;
    bool is_question; // a POST whose body only asks: nothing is changed, so no token is needed
};

#define ROUTE(method, path, handle, right)                                                         \
    {                                                                                              \
        method, path, handle, right, POOL_WEB, NULL, false                                         \
    }
#define ROUTE_BEFORE(method, path, before, handle, right)                                          \
    {                                                                                              \
        method, path, handle, right, POOL_SLOW, before, false                                      \
    }
#define ROUTE_SLOW(method, path, handle, right)                                                    \
    {                                                                                              \
        method, path, handle, right, POOL_SLOW, NULL, false                                        \
    }

#define ROUTE_QUESTION(path, handle, right)                                                        \
    {                                                                                              \
        POST, path, handle, right, POOL_WEB, NULL, true                                            \
    }

struct route_list {
    const struct route *items;
    size_t count;
};
