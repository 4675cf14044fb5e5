// The three parts that write a case which is over, one after the other.
#pragma once

#include "app/demo_past.h"

// A line of the timeline.
struct past_line {
    const struct past_person *who;
    enum party_role role;
    instant at;
    const char *kind;
    str text;
    str path;
    bool is_internal;
};
err past_tell(struct past *p, const struct past_case *c, const struct past_line *l);

// Contract, signatures, delivery and inspection; then claim, payment, record and public sheet. Fail
// with DB_*.
err past_write_contract(struct past *p, struct past_case *c);
err past_write_payment(struct past *p, struct past_case *c);
