#include "platform/web/web_testing.h"

#include <assert.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "base/limits.h"
#include "platform/log/log.h"
#include "platform/page/put.h"
#include "platform/secret/secret.h"
#include "platform/web/form_key.h"
#include "platform/web/scgi.h"

#define TEST_CSRF "token-of-the-test"
// The cookie of a visitor who has been here before.
#define TEST_VISIT "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
#define TEST_BOUNDARY "----boundary-of-the-test"

instant web_test_now = {.us = INT64_C(1795482000000000)};

static const struct actor VISITOR;
static const struct actor *asking = &VISITOR; // of the test under way: load_actor is told no test
static bool session_was_played; // in the request under way: load_asking ran instead of a real one

// --- A site of its own ---------------------------------------------------------------------------

static instant standing_clock(void)
{
    return web_test_now;
}

static err load_asking(struct unit *u, const struct request *rq, struct actor *actor)
{
    (void)u;
    (void)rq;
    session_was_played = true;
    *actor = *asking;
    if (actor->account.value != 0 && actor->csrf.n == 0) {
        actor->csrf = S(TEST_CSRF);
    }
    return NULL;
}

static void fill_plain_frame(const struct unit *u, const struct request *rq, struct frame *f,
                             str title)
{
    (void)rq;
    f->title = title;
    f->site_name = S("두레");
    f->account_name = u->actor->name;
}

static void render_plain_fault(const struct unit *u, const struct request *rq, err fault, href back,
                               struct response *rs)
{
    (void)u;
    (void)rq;
    put_c(&rs->body, fault->code);
    out_char(&rs->body, '\n');
    put_c(&rs->body, fault->text);
    out_char(&rs->body, '\n');
    put_c(&rs->body, fault->source == NULL ? "" : fault->source);
    out_char(&rs->body, '\n');
    out_str(&rs->body, back.path);
}

void web_routes_add(struct web_routes *r, const struct route *list, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        assert(r->count < COUNT(r->items));
        r->items[r->count++] = list[i];
    }
}

void web_test_open(struct web_test *t, struct testing_db *database, const struct route *routes,
                   size_t count)
{
    secret_init();
    log_init("test", LOG_ERROR);
    *t = (struct web_test){
        .database = database,
        .arena = arena_open(LIMIT_ARENA_UNIT),
        .routes = {.items = routes,         .count = count},
        .site =
            {
                   .route_list_count = 1,
                   .load_actor = load_asking,
                   .fill_frame = fill_plain_frame,
                   .render_fault = render_plain_fault,
                   .clock = standing_clock,
                   .pool = POOL_SLOW, // answers every route
            },
        .actor = &VISITOR,
    };
    t->site.routes = &t->routes;
    site_ready(&t->site, database->arena);
}

void web_test_close(struct web_test *t)
{
    arena_close(t->arena);
}

void web_as(struct web_test *t, const struct actor *actor)
{
    t->actor = actor == NULL ? &VISITOR : actor;
}

// --- A request -----------------------------------------------------------------------------------

static void add_header(struct out *o, const char *name, str value)
{
    out_str(o, str_view(name));
    out_char(o, '\0');
    out_str(o, value);
    out_char(o, '\0');
}

static str scgi_bytes(struct web_test *t, const char *method, const char *address,
                      const char *media_type, str body)
{
    struct arena *a = t->arena;
    struct out head;
    out_init(&head, a, LIMIT_REQUEST_HEAD);
    add_header(&head, "CONTENT_LENGTH", str_format(a, "%zu", body.n));
    add_header(&head, "SCGI", S("1"));
    add_header(&head, "REQUEST_METHOD", str_view(method));
    add_header(&head, "REQUEST_URI", str_view(address));
    add_header(&head, "CONTENT_TYPE", str_view(media_type));
    add_header(&head, "REMOTE_ADDR", t->address != NULL ? str_view(t->address) : S("192.0.2.7"));
    add_header(&head, "REQUEST_ID", S("trace-of-the-test"));
    add_header(&head, "HTTP_HOST", S("dure.example"));
    add_header(&head, "HTTP_COOKIE",
               t->cookies != NULL ? str_view(t->cookies) : S(VISIT_COOKIE "=" TEST_VISIT));
    if (t->origin != NULL) {
        add_header(&head, "HTTP_ORIGIN", str_view(t->origin));
    }
    if (t->fetch_site != NULL) {
        add_header(&head, "HTTP_SEC_FETCH_SITE", str_view(t->fetch_site));
    }
    if (t->accept != NULL) {
        add_header(&head, "HTTP_ACCEPT", str_view(t->accept));
    }
    if (t->if_none_match.n > 0) {
        add_header(&head, "HTTP_IF_NONE_MATCH", t->if_none_match);
    }
    struct out o;
    out_init(&o, a, LIMIT_REQUEST_HEAD + LIMIT_UPLOAD + LIMIT_REQUEST_BODY);
    out_format(&o, "%zu:", head.n);
    out_str(&o, out_view(&head));
    out_char(&o, ',');
    out_str(&o, body);
    assert(!o.overflowed);
    return out_view(&o);
}

static struct web_answer read_answer(struct web_test *t, const struct response *rs)
{
    struct arena *keep = t->database->arena;
    struct out o;
    out_init(&o, keep, LIMIT_PAGE + LIMIT_REQUEST_HEAD);
    response_write_head(&o, rs);
    if (response_sends_body(rs)) {
        out_str(&o, out_view(&rs->body));
    }
    return (struct web_answer){
        .status = rs->status,
        .location = str_copy(keep, response_find_header(rs, S("Location"))),
        .body = str_copy(keep, out_view(&rs->body)),
        .cookie = str_copy(keep, response_find_header(rs, S("Set-Cookie"))),
        .etag = str_copy(keep, response_find_header(rs, S("ETag"))),
        .bytes = out_view(&o),
        .statements = dispatch_statements(),
    };
}

// What the real session runs: a visitor's the site's facts alone, a person's also who it is.
static int64_t session_statements(void)
{
    if (!session_was_played) {
        return 0;
    }
    return asking->account.value == 0 ? 1 : 2;
}

static void check_budget(const char *address, const struct response *rs)
{
    int64_t count = dispatch_statements() + session_statements();
    bool is_page = rs->status == 200 && str_starts(rs->media_type, S("text/html"));
    if (is_page && count > WEB_STATEMENTS_MAX) {
        fail_msg("%s runs %lld statements", address, (long long)count);
    }
}

void web_dispatch(struct web_test *t, struct request *rq, struct response *rs)
{
    asking = t->actor;
    session_was_played = false;
    dispatch(&t->site, t->database->db, t->arena, rq, rs);
}

struct web_answer web_ask(struct web_test *t, const char *method, const char *address,
                          const char *media_type, str body)
{
    struct request rq;
    struct response rs;
    err fault = scgi_parse(t->arena, scgi_bytes(t, method, address, media_type, body), &rq);
    assert(fault == NULL);
    web_dispatch(t, &rq, &rs);
    check_budget(address, &rs);
    struct web_answer answer = read_answer(t, &rs);
    db_set_arena(t->database->db, t->database->arena);
    arena_reset(t->arena);
    return answer;
}

struct web_answer web_get(struct web_test *t, const char *address)
{
    return web_ask(t, "GET", address, "", (str){0});
}

struct web_answer web_head(struct web_test *t, const char *address)
{
    return web_ask(t, "HEAD", address, "", (str){0});
}

// --- A form --------------------------------------------------------------------------------------

// What each form carries beside its own fields.
struct hidden {
    struct web_field items[2];
};

static struct hidden hidden_fields(struct web_test *t)
{
    struct actor actor;
    asking = t->actor;
    err fault = load_asking(NULL, NULL, &actor);
    assert(fault == NULL);
    const char *csrf = t->csrf;
    const char *form_key = t->form_key;
    if (csrf == NULL) {
        csrf = str_to_c(t->arena, form_csrf(t->arena, &actor, S(TEST_VISIT)));
    }
    if (form_key == NULL) {
        form_key = str_to_c(t->arena, secret_token(t->arena));
    }
    return (struct hidden){
        {{"csrf", csrf}, {"form_key", form_key}}
    };
}

static void add_field(struct out *o, const struct web_field *field)
{
    if (o->n > 0) {
        out_char(o, '&');
    }
    put_path_str(o, str_view(field->name));
    out_char(o, '=');
    put_path_str(o, str_view(field->value));
}

struct web_answer web_post(struct web_test *t, const char *path, const struct web_field *fields,
                           size_t count)
{
    struct hidden hidden = hidden_fields(t);
    struct out body;
    out_init(&body, t->arena, LIMIT_REQUEST_BODY * 2);
    for (size_t i = 0; i < COUNT(hidden.items); i++) {
        add_field(&body, &hidden.items[i]);
    }
    for (size_t i = 0; i < count; i++) {
        add_field(&body, &fields[i]);
    }
    return web_ask(t, "POST", path, "application/x-www-form-urlencoded", out_view(&body));
}

static void add_part(struct out *o, const struct web_field *field)
{
    out_format(o, "--%s\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n", TEST_BOUNDARY,
               field->name);
    out_str(o, str_view(field->value));
    out_str(o, S("\r\n"));
}

static void add_file(struct out *o, const struct web_file *file)
{
    out_format(o,
               "--%s\r\nContent-Disposition: form-data; name=\"%s\"; filename=\"%s\"\r\n"
               "Content-Type: application/octet-stream\r\n\r\n",
               TEST_BOUNDARY, file->field, file->name);
    out_str(o, file->bytes);
    out_str(o, S("\r\n"));
}

static struct web_answer post_files(struct web_test *t, const char *path,
                                    const struct web_file *files, size_t file_count,
                                    const struct web_field *fields, size_t count)
{
    struct hidden hidden = hidden_fields(t);
    struct out body;
    out_init(&body, t->arena, LIMIT_UPLOAD + LIMIT_REQUEST_BODY);
    for (size_t i = 0; i < COUNT(hidden.items); i++) {
        add_part(&body, &hidden.items[i]);
    }
    for (size_t i = 0; i < count; i++) {
        add_part(&body, &fields[i]);
    }
    for (size_t i = 0; i < file_count; i++) {
        add_file(&body, &files[i]);
    }
    out_str(&body, S("--" TEST_BOUNDARY "--\r\n"));
    return web_ask(t, "POST", path, "multipart/form-data; boundary=" TEST_BOUNDARY,
                   out_view(&body));
}

struct web_answer web_post_file(struct web_test *t, const char *path, const struct web_file *file,
                                const struct web_field *fields, size_t count)
{
    return post_files(t, path, file, 1, fields, count);
}

struct web_answer web_post_files(struct web_test *t, const char *path, const struct web_file *files,
                                 size_t count)
{
    return post_files(t, path, files, count, WEB_NO_FIELDS);
}

// A no-break space is a space to who reads.
static bool reads_at(str body, size_t at, str text)
{
    const str nbsp = S("\xC2\xA0");
    for (size_t i = 0; i < text.n; i++) {
        bool is_blank = text.p[i] == ' ' && str_starts(str_slice(body, at, nbsp.n), nbsp);
        if (!is_blank && (at >= body.n || body.p[at] != text.p[i])) {
            return false;
        }
        at += is_blank ? nbsp.n : 1;
    }
    return true;
}

size_t web_count(struct web_answer a, const char *text)
{
    size_t count = 0;
    str rest = a.body;
    str sought = str_view(text);
    for (size_t at = 0; (at = str_index(rest, sought)) < rest.n; count++) {
        rest = str_slice(rest, at + sought.n, rest.n);
    }
    return count;
}

bool web_shows(struct web_answer a, const char *text)
{
    str sought = str_view(text);
    for (size_t at = 0; at + sought.n <= a.body.n; at++) {
        if (reads_at(a.body, at, sought)) {
            return true;
        }
    }
    return false;
}

size_t web_inputs(struct arena *arena, struct web_answer a, const char *name, struct web_field *out,
                  size_t most)
{
    str mark = str_format(arena, "name=\"%s\" value=\"", name);
    str rest = a.body;
    size_t count = 0;
    for (size_t at = str_index(rest, mark); count < most && at < rest.n;
         at = str_index(rest, mark)) {
        rest = str_slice(rest, at + mark.n, rest.n);
        out[count++] = (struct web_field){name, str_to_c(arena, str_cut(&rest, '"'))};
    }
    return count;
}

const char *web_input(struct arena *arena, struct web_answer a, const char *name)
{
    struct web_field input;
    size_t count = web_inputs(arena, a, name, &input, 1);
    assert(count == 1);
    return input.value;
}
