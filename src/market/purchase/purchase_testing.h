// A scene for tests of the trade: two institutions with people of every role, two suppliers, what
// they offer, and a draft of a purchase. A test of a deed begins with
//
//     struct purchase_scene s;
//     purchase_testing_open(&s, &t);                         // t: of FOR_EACH_ENGINE
//     purchase_testing_move(&s, &s.draft, PURCHASE_APPROVED);
//     assert_null(purchase_testing_run(&s, &s.officer, draw, &s.draft));
//
// and a test of a page goes on with
//
//     struct web_test w;
//     purchase_testing_web(&s, &w, CONTRACT_ROUTES, CONTRACT_ROUTE_COUNT);
//     web_as(&w, &s.owner);
//
// The clock is web_test_now: 2026-11-24 10:00 in Korea until a test moves it. Trouble ends the
// program.
#pragma once

#include "market/calendar/calendar.h"
#include "market/purchase/purchase_store.h"
#include "platform/web/web_testing.h"

// Of everybody in the scene; nobody has a second factor.
#define PURCHASE_TESTING_PASSWORD "두레-시험-2026"

#define PURCHASE_TESTING_PEOPLE 17

struct purchase_scene {
    struct testing_db *database;
    const struct law *law;
    struct calendar calendar;

    institution_id here;            // 대구광역시 중구, the local law
    department_id department;       // 총무과
    department_id other_department; // 복지과
    institution_id there;           // 대구지방환경청, the law of the state
    department_id department_there; // 운영지원과
    supplier_id supplier;           // ㈜늘푸른나눔: 여성기업, 소기업
    supplier_id rival;              // ㈜한결상사: 소기업

    // Of `here`, in 총무과 unless said otherwise.
    struct actor officer;
    struct actor colleague; // an officer of 복지과
    struct actor approver;  // the first of the line, from any price
    struct actor head;      // the second, from 10,000,000 won on
    struct actor inspector;
    struct actor accountant;
    struct actor admin;
    struct actor allround; // holds every role of the institution at once
    // Of `there`.
    struct actor officer_there;
    struct actor approver_there;
    struct actor inspector_there;
    struct actor accountant_there;
    // Of the suppliers.
    struct actor owner;
    struct actor staff;
    struct actor rival_owner;
    struct actor rival_staff;
    struct actor operator_;
    const struct actor *people[PURCHASE_TESTING_PEOPLE]; // all of these

    product_id products[3]; // copy paper, pens, a book
    offer_id offers[3];     // the supplier's: 21,500; 12,000; 15,000 without VAT, in their units
    offer_id rival_offer;   // of the copy paper: 20,900

    // The officer's draft: 100 paper, 50 pens, 10 books; 2,900,000 won of which 250,000 VAT.
    struct purchase draft;
    struct purchase_line lines[3];
};

void purchase_testing_open(struct purchase_scene *s, struct testing_db *t);

// Ends the program with what the database says, unless `e` is NULL.
void purchase_testing_must(err e, struct db *db);
// One unit as `actor`; what it answers.
err purchase_testing_run(struct purchase_scene *s, const struct actor *actor,
                         err (*work)(struct unit *u, void *data), void *data);
// For reading without a deed: between the two, u->db may be asked.
void purchase_testing_read(struct purchase_scene *s, const struct actor *actor, struct unit *u);
void purchase_testing_read_end(struct unit *u);

// Another draft of the officer's: `quantity` boxes of paper at `unit_price` with VAT.
void purchase_testing_add(struct purchase_scene *s, money unit_price, int64_t quantity,
                          struct purchase *out);
// From now on this law binds `here`; cases are to be found again.
void purchase_testing_bind(struct purchase_scene *s, enum law_regime regime);
// *p is of work from now on, and what all its lines are of, or the line `seq`, has this rate of
// delay; 0: all of them.
void purchase_testing_work(struct purchase_scene *s, struct purchase *p, int64_t seq,
                           enum law_delay_variant variant);
// The officer asks the law about *p and takes its answer.
void purchase_testing_judge(struct purchase_scene *s, struct purchase *p);
// Carry *p on to `state` as the real deeds would leave the case itself: path, price, days, freeze,
// approval, timeline; not the rows of later nouns, nor tasks. List prices become the price.
void purchase_testing_move(struct purchase_scene *s, struct purchase *p, enum purchase_state state);
// The case as it is now, to the eyes of its institution.
void purchase_testing_find(struct purchase_scene *s, struct purchase *p);
// Its open task of this kind; false when there is none.
bool purchase_testing_task(struct purchase_scene *s, const struct purchase *p, const char *kind,
                           struct purchase_task *out);

// The numbers people see, of the scene's offers and departments.
public_no purchase_testing_offer_no(struct purchase_scene *s, size_t i);
int64_t purchase_testing_department_no(struct purchase_scene *s, department_id department);
// `head` and a number, as an address or a field has it, in the arena of the database.
const char *purchase_testing_path(struct purchase_scene *s, const char *head, int64_t no);

// The address of a page of the case.
const char *purchase_testing_page(struct purchase_scene *s, const struct purchase *p,
                                  const char *page);

// A browser that asks these routes in the scene.
void purchase_testing_web(struct purchase_scene *s, struct web_test *w, const struct route *routes,
                          size_t count);
// The version that the form on this page carries, in the arena of the database.
const char *purchase_testing_version(struct web_test *web, const char *page);
