// A message dealer: takes texts for phones, keeps them, shows them.
//
//   POST /message          {"channel","address","template","text"} → 202 {"id"}
//   GET  /message/KEY      → 200 {"id","state"} or 404
//   GET  /message/sent     → everything sent, the newest first
//   GET  /                 → the same as a phone would show it
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "sim/sim.h"

#define SENT_MAX 2000        // that can be looked at; the oldest are forgotten
#define KEYS_MAX 100000      // as a dealer knows them for a day: what comes again is given once
#define KEY_LENGTH_MAX 79    // bytes
#define TEXT_LENGTH_MAX 1000 // characters

struct sent {
    char key[KEY_LENGTH_MAX + 1];
    char address[16];
    char template[24];
    char text[TEXT_LENGTH_MAX * 4 + 1];
    char at[24];
    int copies; // 2: the dealer's own duplicate
};

struct sim_message {
    struct sim_faults faults;
    const char *key;
    FILE *file; // NULL: memory only
    struct sent *sent;
    size_t count;                     // ever; the nth lies at n % SENT_MAX
    char (*keys)[KEY_LENGTH_MAX + 1]; // the nth at n % KEYS_MAX
};

struct sim_message *sim_message_open(struct arena *a, const char *key, const char *file,
                                     const struct sim_faults *faults)
{
    struct sim_message *m = NEW(a, struct sim_message);
    m->faults = *faults;
    m->key = key;
    m->sent = NEW_ARRAY(a, SENT_MAX, struct sent);
    m->keys = (char(*)[KEY_LENGTH_MAX + 1]) arena_array(a, KEYS_MAX, sizeof *m->keys);
    m->file = file == NULL ? NULL : fopen(file, "ae");
    return m;
}

static size_t first_kept(const struct sim_message *m)
{
    return m->count > SENT_MAX ? m->count - SENT_MAX : 0;
}

// Which message came with this key, from 1; 0: none that is known.
static size_t find_number(const struct sim_message *m, str key)
{
    size_t first = m->count > KEYS_MAX ? m->count - KEYS_MAX : 0;
    for (size_t i = m->count; i > first; i--) {
        const char *known = m->keys[(i - 1) % KEYS_MAX];
        if (strncmp(known, key.p, key.n) == 0 && known[key.n] == '\0') {
            return i;
        }
    }
    return 0;
}

static void say_id(size_t number, struct sim_answer *out, int status)
{
    out->status = status;
    out_format(&out->body, "{\"id\":\"M%06zu\",\"state\":\"accepted\"}", number);
}

static void refuse(struct sim_answer *out, int status, const char *code)
{
    out->status = status;
    out_format(&out->body, "{\"code\":\"%s\"}", code);
}

static const char *member(const json_t *body, const char *name)
{
    const char *text = json_string_value(json_object_get(body, name));
    return text == NULL ? "" : text;
}

static bool is_phone(const char *s)
{
    size_t n = strspn(s, "0123456789");
    return n >= 9 && n <= 11 && s[n] == '\0' && s[0] == '0';
}

// The dealer's word for what is wrong with a message; NULL when it is right.
static const char *find_wrong(const json_t *body)
{
    const char *channel = member(body, "channel");
    const char *template = member(body, "template");
    str text = str_view(member(body, "text"));
    if (strcmp(channel, "talk") != 0 && strcmp(channel, "sms") != 0) {
        return "unknown_channel";
    }
    if (!is_phone(member(body, "address"))) {
        return "bad_phone";
    }
    if (strncmp(template, "dure.", 5) != 0 || strlen(template) > 20) {
        return "unknown_template";
    }
    if (text.n == 0 || str_length(text) > TEXT_LENGTH_MAX) {
        return "bad_text";
    }
    return NULL;
}

static size_t keep(struct sim_message *m, str key, const json_t *body, int copies)
{
    (void)snprintf(m->keys[m->count % KEYS_MAX], sizeof *m->keys, "%.*s", STR_ARG(key));
    struct sent *s = &m->sent[m->count++ % SENT_MAX];
    struct tm tm;
    time_t korea = time(NULL) + 9 * 3600;
    (void)snprintf(s->key, sizeof s->key, "%.*s", STR_ARG(key));
    (void)snprintf(s->address, sizeof s->address, "%s", member(body, "address"));
    (void)snprintf(s->template, sizeof s->template, "%s", member(body, "template"));
    (void)snprintf(s->text, sizeof s->text, "%s", member(body, "text"));
    (void)strftime(s->at, sizeof s->at, "%Y. %m. %d. %H:%M", gmtime_r(&korea, &tm));
    s->copies = copies;
    if (m->file != NULL) {
        json_t *line = json_copy((json_t *)body);
        (void)json_object_set_new(line, "key", json_string(s->key));
        (void)json_dumpf(line, m->file, JSON_COMPACT);
        json_decref(line);
        (void)fputc('\n', m->file);
        (void)fflush(m->file);
    }
    return m->count;
}

static void take(struct sim_message *m, str key, const json_t *body, struct sim_answer *out)
{
    enum sim_trouble trouble = sim_draw(&m->faults);
    const char *wrong = find_wrong(body);
    size_t before = find_number(m, key);
    if (trouble == SIM_ERROR) {
        refuse(out, 500, "broken");
    } else if (trouble == SIM_TIMEOUT) {
        out->silent = true;
    } else if (wrong != NULL) {
        refuse(out, 422, wrong);
    } else if (before > 0) {
        say_id(before, out, 200);
    } else {
        say_id(keep(m, key, body, trouble == SIM_DUPLICATE ? 2 : 1), out, 202);
        out->silent = trouble == SIM_LOST;
    }
}

static void post_message(struct sim_message *m, const struct sim_request *rq,
                         struct sim_answer *out)
{
    if (!str_equals(rq->key, str_view(m->key))) {
        refuse(out, 401, "bad_key");
        return;
    }
    if (rq->idempotency_key.n == 0 || rq->idempotency_key.n >= sizeof m->sent->key) {
        refuse(out, 422, "bad_idempotency_key");
        return;
    }
    json_t *body = json_loadb(rq->body.p, rq->body.n, JSON_REJECT_DUPLICATES, NULL);
    if (body == NULL) {
        refuse(out, 400, "bad_json");
        return;
    }
    take(m, rq->idempotency_key, body, out);
    json_decref(body);
}

static void get_sent(const struct sim_message *m, struct sim_answer *out)
{
    json_t *list = json_array();
    for (size_t i = m->count; i > first_kept(m); i--) {
        const struct sent *s = &m->sent[(i - 1) % SENT_MAX];
        json_array_append_new(list, json_pack("{s:s, s:s, s:s, s:s, s:s, s:i}", "key", s->key,
                                              "address", s->address, "template", s->template,
                                              "text", s->text, "at", s->at, "copies", s->copies));
    }
    char *text = json_dumps(list, JSON_COMPACT);
    out_str(&out->body, str_view(text));
    free(text);
    json_decref(list);
}

static void put_escaped(struct out *o, const char *s)
{
    for (; *s != '\0'; s++) {
        str named = *s == '<'    ? S("&lt;")
                    : *s == '&'  ? S("&amp;")
                    : *s == '\n' ? S("<br>")
                                 : (str){.p = s, .n = 1};
        out_str(o, named);
    }
}

static void get_phone(const struct sim_message *m, struct sim_answer *out)
{
    struct out *o = &out->body;
    out->media_type = "text/html; charset=utf-8";
    out_str(o,
            S("<!DOCTYPE html><html lang=\"ko\"><head><meta charset=\"utf-8\"><meta "
              "name=\"viewport\" content=\"width=device-width\"><title>보낸 메시지</title><style>"
              "body{font:16px/1.5 sans-serif;max-width:26rem;margin:1rem auto;padding:0 1rem;"
              "background:#eef}article{background:#fff;border-radius:1rem;padding:.8rem 1rem;"
              "margin:.6rem 0}small{color:#555}</style></head><body><h1>보낸 메시지</h1>"
              "<p>시연용 중계 사업자가 받은 글입니다. 아무 데도 가지 않습니다.</p>"));
    for (size_t i = m->count; i > first_kept(m); i--) {
        const struct sent *s = &m->sent[(i - 1) % SENT_MAX];
        out_format(o, "<article><small>%s · %s</small><p>", s->address, s->at);
        put_escaped(o, s->text);
        out_str(o, S("</p></article>"));
    }
    out_str(o, m->count == 0 ? S("<p>아직 없습니다.</p></body></html>") : S("</body></html>"));
}

bool sim_message_answer(struct sim_message *m, const struct sim_request *rq, struct sim_answer *out)
{
    bool is_get = str_equals(rq->method, S("GET"));
    if (is_get && str_equals(rq->path, S("/"))) {
        get_phone(m, out);
    } else if (is_get && str_equals(rq->path, S("/message/sent"))) {
        get_sent(m, out);
    } else if (is_get && str_starts(rq->path, S("/message/"))) {
        size_t number = find_number(m, str_slice(rq->path, S("/message/").n, rq->path.n));
        if (number == 0) {
            refuse(out, 404, "unknown");
        } else {
            say_id(number, out, 200);
        }
    } else if (str_equals(rq->method, S("POST")) && str_equals(rq->path, S("/message"))) {
        post_message(m, rq, out);
    } else {
        return false;
    }
    return true;
}
