// The site as the machinery sees it: routes, and what only the business can say.
#pragma once

#include "platform/page/frame.h"
#include "platform/web/route.h"

struct settings;
struct router;

struct site {
    const struct route_list *routes;
    size_t route_list_count;
    const struct router *router; // made of the routes by site_ready
    // Who sent this request: fills *actor from the session cookie; a visitor when there is none or
    // it has ended. Brings u->law to the version that holds now. When the form posted is the one
    // that brought a new cookie, u->session_token is that cookie again. Two statements. Where
    // u->may_rest, the counts of *actor and the mark of a demo may be left to u->rest, which
    // frame_fill reads, and whether u->law still holds: at the end the dispatcher asks.
    err (*load_actor)(struct unit *u, const struct request *rq, struct actor *actor);
    // Bring u->law to the version that holds now, for a job. NULL: it stays. One statement.
    err (*take_law)(struct unit *u);
    // The frame around a page: title, menu, counts. No statement.
    void (*fill_frame)(const struct unit *u, const struct request *rq, struct frame *f, str title);
    // The page that tells a fault, in the frame that suits the actor. `back` is where it may be
    // mended, empty when there is only the first page.
    void (*render_fault)(const struct unit *u, const struct request *rq, err fault, href back,
                         struct response *rs);
    const struct law *law;           // as at the start
    struct law_shelf *law_shelf;     // where a process keeps the law that came after
    struct guide_shelf *guide_shelf; // … and the guide to the categories
    const struct calendar *calendar;
    const struct settings *settings;
    unit_clock clock;
    enum pool pool; // of this worker: a route of the slow pool is handed on by a web worker
};

// Compile the routes into a table. Once, at start; asserts that no two routes are the same.
void site_ready(struct site *site, struct arena *a);

// Answer one request: opens the unit, loads the actor, checks right and form token, runs the
// handler, commits below status 400, writes the notes, and renders faults. Never fails. When
// `arena` runs out it is reset for the page that says so, and *rq, which lives in it, is emptied.
void dispatch(const struct site *site, struct db *db, struct arena *arena, struct request *rq,
              struct response *rs);

// For tests of the budget: the statements of the last request's units, its notes apart.
int64_t dispatch_statements(void);

// For handlers: the frame of this request (site is known to the dispatcher).
void frame_fill(const struct unit *u, const struct request *rq, struct frame *f, str title);
