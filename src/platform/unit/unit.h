// One unit of work: one actor, one moment, one arena, one transaction.
//
// It commits whole or it never happened, and everything it allocated goes with it. Audit lines and
// jobs are rows of the same transaction; notes outlive a roll-back and are written by the
// dispatcher in a short unit of their own.
#pragma once

#include "base/arena.h"
#include "base/date.h"
#include "base/fault.h"
#include "base/id.h"
#include "base/str.h"
#include "platform/db/db.h"

struct law;       // carried for market/, never looked into here
struct calendar;  // likewise
struct law_shelf; // likewise

// Who acts. A visitor has no account, no rights and no party.
struct actor {
    account_id account;
    session_id session;
    institution_id institution; // the party acted for: one of institution, supplier,
    supplier_id supplier;       // or neither (operator, visitor)
    department_id department;   // of an institution's person
    uint64_t rights;            // bits of market/party/right.h
    str name;
    str role_label;       // "계약담당": of several the one that opened this door
    str organisation;     // "대구광역시 중구"
    str csrf;             // this session's form token
    str address;          // where the request came from
    instant confirmed_at; // last password or code; 0 never
    instant ends_at;      // when the session ends if nothing happens
    int64_t todo_count;   // for the frame
    int64_t approval_count;
    int64_t notice_count;
    int64_t cart_count;
    bool demo;                // the site carries demo data
    bool needs_second_factor; // some of the rights sleep until it is set up
    bool needs_new_password;  // all of them sleep until it is set
};

struct unit;

// What must outlive a roll-back or a GET; see style.md 2.12 of the house.
struct note {
    struct note *next;
    err (*write)(struct unit *u, const void *data);
    const void *data; // in the unit's arena
};

// What is read of the actor with the page's own statements: for the frame, and whether what the
// page is made by still holds. NULL: nothing is due.
typedef err (*unit_rest)(struct unit *u, struct actor *actor);

// BUSY: what the unit was worked by has changed, so it is run again.
extern const struct fault UNIT_OUTDATED;

// An audit line not yet in the chain.
struct audit_line {
    struct audit_line *next;
    str act;    // "contract.sign"
    str object; // "contract"
    int64_t object_id;
    str reason; // what the person wrote, or empty
    str before; // SHA-256 of the record before and after, or empty
    str after;
    bool is_spare;
};

struct unit {
    struct arena *arena;
    struct db *db;
    instant now; // taken once a try, after the write lock is held
    date today;  // the day of `now` in Korea
    const struct actor *actor;
    str trace; // the request's or job's id, for logs and the audit
    const struct law *law;
    const struct calendar *calendar;
    struct law_shelf *law_shelf;     // of the process; NULL: what is read is not kept
    struct guide_shelf *guide_shelf; // the same
    str session_token; // what the session's cookie is from now on: sent by the dispatcher when the
                       // unit is committed; empty: it stays
    account_id behalf; // in whose place the actor acts (대결), on every audit line; NO_ID: nobody's
    bool may_rest;     // of the dispatcher: what the frame alone wants may be left to `rest`
    unit_rest rest;    // left by load_actor
    err withheld; // set by a note: what it wrote stays, and this is answered instead; NULL: nothing
    struct note *notes;
    struct audit_line *audit_first;
    struct audit_line *audit_last;
};

// A clock that a test may turn.
typedef instant (*unit_clock)(void);
instant unit_clock_system(void);

// Begin a unit on `u->db` with `u->arena` and `u->actor` already set; notes, audit lines, rest and
// cookie of an earlier try are forgotten. Fails with DB_AWAY, DB_FULL, DB_BROKEN.
err unit_begin(struct unit *u, enum db_mode mode, unit_clock clock);
// Write the audit lines into their chain and commit. On any fault the unit is rolled back.
err unit_commit(struct unit *u);
void unit_rollback(struct unit *u);

// Run `work` in a write unit of its own, again (bounded, by chance ever later) when it collides or
// loses the server in the middle. `data` is passed on: `work` must leave it as it found it until
// nothing can fail any more. DB_UNKNOWN is not tried again: only the unit's key can tell.
// Fails with what `work` fails with, or DB_*.
err unit_run(struct unit *u, unit_clock clock, err (*work)(struct unit *u, void *data), void *data);

// Remember that `act` was done to object/id. Part of the same transaction; the chain row is the
// unit's last write.
void audit_write(struct unit *u, str act, str object, int64_t object_id, str reason);
// The same with the hash of the record before and after.
void audit_write_change(struct unit *u, str act, str object, int64_t object_id, str reason,
                        str before, str after);
// A line that costs what one of the chain costs and is not kept, for what anybody on the net can
// repeat without end where it must take no less time than what is kept.
void audit_write_spare(struct unit *u, str act, str object);

// Add a note. `data` must live in u->arena.
void unit_note(struct unit *u, err (*write)(struct unit *u, const void *data), const void *data);

// The network the actor comes from: the address, or (IPv6) the /64 that one subscriber has whole.
// What is counted by where somebody comes from is counted by this.
str actor_network(struct arena *a, const struct actor *actor);

// The chain this actor's deeds stand in: i:<institution>, s:<supplier>, p:<account mod 16>.
str audit_lane(struct arena *a, const struct actor *actor);

// A chain held open for many deeds of the past, each with its own actor and moment: for whoever
// loads a city. Nobody else may write to the lane until it is closed.
struct audit_pen {
    str lane; // borrowed
    int64_t seq;
    char hash[65]; // of the last line; empty before the first
};
// Fails with DB_*, like all of them.
err audit_pen_open(struct db *db, str lane, struct audit_pen *out);
err audit_pen_write(struct unit *u, struct audit_pen *pen, const struct actor *actor, instant at,
                    const struct audit_line *line);
err audit_pen_close(struct db *db, const struct audit_pen *pen);

// One chain as the walk found it.
struct audit_lane {
    str lane;
    int64_t rows;
    int64_t bad_seq; // the first wrong row; 0: every row holds
    int64_t took_us;
};

// Walk every audit chain, inside a transaction, and tell each lane in order; those whose rows are
// all gone come last. A chain rewritten to its end, head included, is only found by the heads kept
// outside. Afterwards the database reads text into `arena`, where the lanes' names live.
err audit_verify_lanes(struct db *db, struct arena *arena,
                       void (*tell)(void *data, const struct audit_lane *lane), void *data);
// The same for all lanes together: *out_bad is the first wrong row as "lane/seq", or empty.
err audit_verify(struct db *db, struct arena *arena, int64_t *out_rows, str *out_bad);
