// A firm that hands certificates in and the operator who checks them, for the tests of their pages.
#pragma once

#include "market/certificate/certificate.h"
#include "market/party/party_testing.h"
#include "platform/web/web_testing.h"

// A firm with an owner and an offer, another firm's owner, an operator.
struct certificate_scene {
    struct testing_db *d;
    struct web_test t;
    struct testing_row firm;
    struct testing_row other_firm;
    struct testing_row owner_row;
    struct actor owner;
    struct actor other;
    struct actor keeper;
};

// With all pages of certificates; of a program that began with party_testing_begin.
void certificate_testing_open(struct certificate_scene *s, struct testing_db *d);

struct certificate_form {
    struct web_field items[6];
};

// That of a firm of women, as its form is sent.
struct certificate_form certificate_testing_women(void);
extern const struct web_file CERTIFICATE_TESTING_PAPER;
// The owner hands it in with the paper.
struct web_answer certificate_testing_hand_in(struct certificate_scene *s,
                                              const struct certificate_form *form);
// The one that was handed in last.
struct certificate certificate_testing_newest(struct certificate_scene *s);
// An address with a number in place of NO; in the arena of the database.
const char *certificate_testing_path(struct certificate_scene *s, const char *format, public_no no);
// What the operator decides.
struct web_answer certificate_testing_decide(struct certificate_scene *s,
                                             const struct certificate *c, const char *what,
                                             const char *reason);
