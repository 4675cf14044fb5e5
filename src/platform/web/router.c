#include "platform/web/router.h"

#include <assert.h>

#include "base/limits.h"

// A place in the tree of segments.
struct node {
    str word;
    struct node *first; // of the words below
    struct node *next;  // beside it
    struct node *any;   // below, for a parameter
    const struct route *routes[METHOD_COUNT];
};

struct router {
    struct node root;
};

static struct node *grow_word(struct arena *a, struct node *at, str word)
{
    for (struct node *n = at->first; n != NULL; n = n->next) {
        if (str_equals(n->word, word)) {
            return n;
        }
    }
    struct node *n = NEW(a, struct node);
    *n = (struct node){.word = word, .next = at->first};
    at->first = n;
    return n;
}

static void add_route(struct arena *a, struct node *root, const struct route *route)
{
    str rest = str_view(route->path);
    assert(rest.n > 0 && rest.p[0] == '/');
    assert(route->handle != NULL && route->method < METHOD_COUNT);
    rest = str_slice(rest, 1, rest.n);
    struct node *at = root;
    for (size_t depth = 0; rest.n > 0; depth++) {
        assert(depth < LIMIT_PATH_SEGMENTS);
        str segment = str_cut(&rest, '/');
        assert(segment.n > 0);
        if (segment.p[0] != ':') {
            at = grow_word(a, at, segment);
            continue;
        }
        if (at->any == NULL) {
            at->any = NEW(a, struct node);
        }
        at = at->any;
    }
    assert(at->routes[route->method] == NULL); // two routes with the same method and path
    at->routes[route->method] = route;
}

struct router *router_new(struct arena *a, const struct route_list *lists, size_t list_count)
{
    struct router *r = NEW(a, struct router);
    for (size_t i = 0; i < list_count; i++) {
        for (size_t j = 0; j < lists[i].count; j++) {
            add_route(a, &r->root, &lists[i].items[j]);
        }
    }
    return r;
}

struct walk {
    const str *segments;
    size_t count;
    enum method method;
    const struct route *found;
    bool allowed[METHOD_COUNT];
};

// Depth first, words before parameters; stops at the first route of the method. At most
// 2^parameters paths, and routes have few.
static bool visit(const struct node *at, size_t depth, struct walk *w)
{
    if (depth == w->count) {
        for (int m = 0; m < METHOD_COUNT; m++) {
            w->allowed[m] = w->allowed[m] || at->routes[m] != NULL;
        }
        w->found = w->method < METHOD_COUNT ? at->routes[w->method] : NULL;
        return w->found != NULL;
    }
    for (const struct node *n = at->first; n != NULL; n = n->next) {
        if (str_equals(n->word, w->segments[depth]) && visit(n, depth + 1, w)) {
            return true;
        }
    }
    return at->any != NULL && visit(at->any, depth + 1, w);
}

static void name_values(struct arena *a, const struct walk *w, struct router_match *out)
{
    out->values.items = NEW_ARRAY(a, w->count, struct pair);
    str rest = str_view(w->found->path);
    (void)str_cut(&rest, '/');
    for (size_t i = 0; i < w->count; i++) {
        str name = str_cut(&rest, '/');
        if (name.p[0] == ':') {
            out->values.items[out->values.count++] = (struct pair){
                .name = str_slice(name, 1, name.n),
                .value = w->segments[i],
            };
        }
    }
}

err router_find(const struct router *r, struct arena *a, enum method method, const str *segments,
                size_t count, struct router_match *out)
{
    struct walk w = {.segments = segments, .count = count, .method = method};
    *out = (struct router_match){0};
    if (visit(&r->root, 0, &w)) {
        out->route = w.found;
        name_values(a, &w, out);
        return NULL;
    }
    bool any = false;
    for (int m = 0; m < METHOD_COUNT; m++) {
        out->allowed[m] = w.allowed[m];
        any = any || w.allowed[m];
    }
    return any ? &REQUEST_WRONG_METHOD : &REQUEST_NO_SUCH_PAGE;
}
