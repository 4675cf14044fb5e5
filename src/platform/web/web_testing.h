// A browser for tests: asks a site's routes, over SCGI bytes and the dispatcher, on a testing
// database. A test of a page is three lines:
//
//     struct web_test t;
//     web_test_open(&t, &database, CONTRACT_ROUTES, CONTRACT_ROUTE_COUNT);
//     web_as(&t, &BUYER);
//     assert_int_equal(web_get(&t, "/contracts/7").status, 200);
//     assert_int_equal(web_post(&t, "/contracts/7/bond", WEB_FIELDS({"amount", "100"})).status,
//     303);
//
// Forms carry the right token and a fresh key unless the test says otherwise. The clock stands.
//
// Every page that is shown keeps within WEB_STATEMENTS_MAX: one that runs more fails the test that
// asked for it.
#pragma once

#include "platform/db/db_testing.h"
#include "platform/web/site.h"

struct web_test {
    struct testing_db *database;
    struct arena *arena; // of the requests; answers live in the database's
    struct route_list routes;
    struct site site; // load_actor, fill_frame, render_fault, law … may be replaced after opening
    const struct actor *actor; // who asks; its csrf may be empty
    const char *cookies;       // a Cookie header of the test's own, or NULL
    const char *origin;        // Origin and Sec-Fetch-Site of the next requests, or NULL
    const char *fetch_site;
    const char *address;  // where the next requests come from, or NULL: 192.0.2.7
    const char *accept;   // the Accept header of the next requests, or NULL
    const char *csrf;     // instead of the right token, or NULL
    const char *form_key; // instead of a fresh key, or NULL
    str if_none_match;
};

struct web_answer {
    int status;
    str location;
    str body;
    str cookie; // the first Set-Cookie
    str etag;
    str bytes;          // the whole of it, as nginx gets it
    int64_t statements; // of its units, notes apart; without those of a session that the test plays
};

// Statements of a page, the session's included; design.md 6.
#define WEB_STATEMENTS_MAX 8

struct web_field {
    const char *name;
    const char *value;
};

struct web_file {
    const char *field;
    const char *name;
    str bytes;
};

// The routes of several lists in one, for web_test_open, which borrows them.
struct web_routes {
    struct route items[64];
    size_t count;
};
void web_routes_add(struct web_routes *r, const struct route *list, size_t count);

// The clock of every test site: 2026-11-24 10:00 in Korea until a test moves it.
extern instant web_test_now;

void web_test_open(struct web_test *t, struct testing_db *database, const struct route *routes,
                   size_t count);
void web_test_close(struct web_test *t);
// Who asks from now on. NULL: a visitor.
void web_as(struct web_test *t, const struct actor *actor);

// A request that was made by hand: the dispatcher's own answer, in t->arena.
void web_dispatch(struct web_test *t, struct request *rq, struct response *rs);
struct web_answer web_get(struct web_test *t, const char *address);
struct web_answer web_head(struct web_test *t, const char *address);
struct web_answer web_post(struct web_test *t, const char *path, const struct web_field *fields,
                           size_t count);
// The same as a multipart form with one file.
struct web_answer web_post_file(struct web_test *t, const char *path, const struct web_file *file,
                                const struct web_field *fields, size_t count);
// … and with some files.
struct web_answer web_post_files(struct web_test *t, const char *path, const struct web_file *files,
                                 size_t count);
// Any method, without the token of a form.
struct web_answer web_ask(struct web_test *t, const char *method, const char *address,
                          const char *media_type, str body);
bool web_shows(struct web_answer a, const char *text);
// How often it has this text, byte by byte.
size_t web_count(struct web_answer a, const char *text);
// What the page sends back in its first input of that name, which it has.
const char *web_input(struct arena *arena, struct web_answer a, const char *name);
// All inputs of a name, as fields of the next form; how many: `most` at most.
size_t web_inputs(struct arena *arena, struct web_answer a, const char *name, struct web_field *out,
                  size_t most);

#define WEB_FIELDS(...)                                                                            \
    (const struct web_field[]){__VA_ARGS__}, COUNT(((const struct web_field[]){__VA_ARGS__}))
#define WEB_NO_FIELDS NULL, 0
