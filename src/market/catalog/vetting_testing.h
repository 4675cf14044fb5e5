// The desk of two operators, and a firm whose goods come in, for tests.
#pragma once

#include "market/calendar/calendar.h"
#include "market/catalog/catalog_testing.h"
#include "market/catalog/listing.h"
#include "market/party/party_testing.h"

struct vetting_desk {
    struct catalog_scene s; // its owner is of the woman's firm
    struct web_routes routes;
    struct calendar calendar;
    struct testing_row owner;
    struct actor one; // two operators; the first one sits at it
    struct actor two;
};

// Nothing waits, and every firm has been here for long. catalog_testing_close(&d->s) ends it.
void vetting_testing_open(struct vetting_desk *d, struct testing_db *t);

void vetting_testing_sql(struct testing_db *t, const struct sql *sql);
// "forbidden" or "watch".
void vetting_testing_word(struct testing_db *t, const char *word, const char *kind);

// A listing of the woman's firm, and one with this 세부품명번호.
public_no vetting_testing_list(struct vetting_desk *d, const char *title, int64_t price_won);
public_no vetting_testing_list_with_number(struct vetting_desk *d, const char *title,
                                           int64_t price_won, const char *detail_no);
// The firm changes it.
void vetting_testing_revise(struct vetting_desk *d, public_no no, const char *title,
                            int64_t price_won);
// What came in is weighed, as the job does it.
void vetting_testing_weigh(struct vetting_desk *d);

// Where it is decided; until the next one is asked for.
const char *vetting_testing_path(public_no no);
enum listing_state vetting_testing_state(struct vetting_desk *d, public_no no);
