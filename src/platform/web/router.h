// The routes as a table: which one answers a path, or why none does.
#pragma once

#include "platform/web/route.h"

struct router;

// Asserts that each route is well formed and that no two are the same.
struct router *router_new(struct arena *a, const struct route_list *lists, size_t list_count);

struct router_match {
    const struct route *route;
    LIST(struct pair) values;   // of the path's parameters
    bool allowed[METHOD_COUNT]; // what the path can be asked, also when this method is not
};

// A word goes before a parameter. Fails with REQUEST_NO_SUCH_PAGE or REQUEST_WRONG_METHOD; in the
// second case out->allowed is set.
err router_find(const struct router *r, struct arena *a, enum method method, const str *segments,
                size_t count, struct router_match *out);
