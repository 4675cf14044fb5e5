// Parties, contracts and what became of them, as rows, for tests of records and of what is
// published from them. Ends the program on any trouble.
#pragma once

#include "base/date.h"
#include "base/id.h"
#include "base/money.h"
#include "platform/db/db_testing.h"
#include "platform/unit/unit.h"

#define TESTING_CITY_DISTRICT "2711000000"  // 중구
#define TESTING_OTHER_DISTRICT "4729000000" // 경산시: outside the city

// A unit on the testing database: the law as it ships, the calendar, a clock that stands at
// 2026-11-24 10:00 in Korea until a test moves it.
extern instant record_testing_now;
struct record_scene {
    struct testing_db *t;
    struct unit u;
    struct actor actor; // a person of `institution`
    institution_id institution;
    institution_id other; // another one
    department_id department;
    department_id other_department;
    account_id account;
    int64_t product; // of the line that was written last
};
// Regions, two institutions of the local law, a person, a product.
void record_scene_open(struct record_scene *s, struct testing_db *t);
institution_id record_scene_institution(struct record_scene *s, const char *name,
                                        const char *regime);

supplier_id record_scene_supplier(struct record_scene *s, const char *name, const char *district,
                                  bool is_corporation);
void record_scene_certificate(struct record_scene *s, supplier_id supplier, const char *kind,
                              date from, date until, const char *state);
// … of a product, or of its firm's products of a 세부품명번호 (`product` 0); verified.
void record_scene_certify(struct record_scene *s, supplier_id supplier, const char *kind,
                          int64_t product, const char *detail_no, date until);

struct contract_spec {
    institution_id institution; // NO_ID: the scene's
    supplier_id supplier;
    const char *object; // goods unless said
    int64_t won;        // VAT included
    date on;            // DATE_NONE: not signed; 0: 2026-11-24
    const char *state;  // signed unless said
    const char *path;   // one_quote unless said
    const char *title;
    const char *ground;
    const char *reason;
    const char *place;
    int64_t estimated_amount; // 추정금액; 0: the price
    bool is_training;
    bool second_line; // a larger line of another category and product
};
contract_id record_scene_contract(struct record_scene *s, const struct contract_spec *spec);
void record_scene_sign(struct record_scene *s, contract_id id, date on);
void record_scene_move(struct record_scene *s, contract_id id, const char *state);
void record_scene_inspect(struct record_scene *s, contract_id id, int64_t seq, date on,
                          const char *result);
void record_scene_pay(struct record_scene *s, contract_id id, int64_t seq, date on, int64_t won);
// The contract's record as it should be by now; and the work of that unit, of a contract_id.
void record_scene_refresh(struct record_scene *s, contract_id id);
err record_scene_refresh_work(struct unit *u, void *data);
void record_scene_moves_firm(struct record_scene *s, supplier_id supplier, const char *district);

// Run `work` in a write unit and commit it.
void record_scene_run(struct record_scene *s, err (*work)(struct unit *u, void *data), void *data);
err record_scene_try(struct record_scene *s, err (*work)(struct unit *u, void *data), void *data);
