#include "platform/unit/unit.h"

#include <arpa/inet.h>
#include <assert.h>
#include <sodium.h>
#include <time.h>

#include "base/limits.h"
#include "platform/clock/clock.h"
#include "platform/unit/audit.h"

const struct fault UNIT_OUTDATED = {
    .kind = FAULT_BUSY,
    .code = "unit.outdated",
    .text = "화면을 만드는 동안 규칙이 바뀌었습니다. 잠시 뒤 다시 열어 주세요.",
};

instant unit_clock_system(void)
{
    struct timespec t;
    (void)clock_gettime(CLOCK_REALTIME, &t);
    return (instant){.us = (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000};
}

err unit_begin(struct unit *u, enum db_mode mode, unit_clock clock)
{
    assert(u->arena != NULL && u->db != NULL && u->actor != NULL);
    db_set_arena(u->db, u->arena);
    TRY(db_begin(u->db, mode));
    u->now = clock();
    u->today = instant_date(u->now);
    u->session_token = (str){0};
    u->behalf = NO_ID(account_id);
    u->rest = NULL;
    u->withheld = NULL;
    u->notes = NULL;
    u->audit_first = NULL;
    u->audit_last = NULL;
    return NULL;
}

err unit_commit(struct unit *u)
{
    err e = audit_append(u);
    if (e != NULL) {
        db_rollback(u->db);
        return e;
    }
    return db_commit(u->db);
}

void unit_rollback(struct unit *u)
{
    db_rollback(u->db);
}

// Up to 4, 8, 16 … LIMIT_BACKOFF_MS milliseconds: those who met should not meet again.
static void wait_before_try(int tries_done)
{
    uint32_t longest_ms = 2;
    for (int i = 0; i < tries_done && longest_ms < LIMIT_BACKOFF_MS; i++) {
        longest_ms *= 2;
    }
    long wait_ms = 1 + (long)randombytes_uniform(longest_ms);
    (void)nanosleep(&(struct timespec){.tv_nsec = wait_ms * 1000000}, NULL);
}

err unit_run(struct unit *u, unit_clock clock, err (*work)(struct unit *u, void *data), void *data)
{
    err e = NULL;
    int64_t last_ms = clock_ms() + LIMIT_UNIT_MS;
    for (int tries_done = 0; tries_done < LIMIT_UNIT_TRIES; tries_done++) {
        if (tries_done > 0) {
            wait_before_try(tries_done);
        }
        TRY(unit_begin(u, DB_WRITE, clock)); // it has waited long enough by itself
        e = work(u, data);
        if (e == NULL) {
            e = unit_commit(u);
        } else {
            unit_rollback(u);
        }
        if ((e != &DB_COLLISION && e != &DB_AWAY) || clock_ms() > last_ms) {
            return e;
        }
    }
    return e;
}

void unit_note(struct unit *u, err (*write)(struct unit *u, const void *data), const void *data)
{
    struct note *n = NEW(u->arena, struct note);
    *n = (struct note){.next = u->notes, .write = write, .data = data};
    u->notes = n;
}

static void add_line(struct unit *u, struct audit_line typed)
{
    assert(typed.act.n > 0 && typed.object.n > 0);
    struct audit_line *line = NEW(u->arena, struct audit_line);
    *line = typed;
    if (u->audit_last == NULL) {
        u->audit_first = line;
    } else {
        u->audit_last->next = line;
    }
    u->audit_last = line;
}

void audit_write(struct unit *u, str act, str object, int64_t object_id, str reason)
{
    audit_write_change(u, act, object, object_id, reason, S(""), S(""));
}

void audit_write_change(struct unit *u, str act, str object, int64_t object_id, str reason,
                        str before, str after)
{
    add_line(u, (struct audit_line){.act = act,
                                    .object = object,
                                    .object_id = object_id,
                                    .reason = reason,
                                    .before = before,
                                    .after = after});
}

void audit_write_spare(struct unit *u, str act, str object)
{
    add_line(u, (struct audit_line){.act = act, .object = object, .is_spare = true});
}

str actor_network(struct arena *a, const struct actor *actor)
{
    struct in6_addr ip;
    str address = actor->address;
    if (inet_pton(AF_INET6, str_to_c(a, address), &ip) != 1 || IN6_IS_ADDR_V4MAPPED(&ip)) {
        return address;
    }
    const unsigned char *b = ip.s6_addr;
    return str_format(a, "%02x%02x:%02x%02x:%02x%02x:%02x%02x::/64", b[0], b[1], b[2], b[3], b[4],
                      b[5], b[6], b[7]);
}
