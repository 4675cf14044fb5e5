// A small catalogue for tests, without real names: two suppliers of one paper, pens, a cleaning
// service, and something nobody offers any more.
//
//     FOR_EACH_ENGINE(t)
//     {
//         struct catalog_scene s;
//         catalog_testing_open(&s, &t);
//         assert_int_equal(web_get(&s.web, "/products/…").status, 200);
//         catalog_testing_close(&s);
//     }
//
// The clock is web_test_now: 2026-11-24 10:00 in Korea. Trouble ends the program.
#pragma once

#include "market/certificate/certificate.h"
#include "platform/web/web_testing.h"

struct catalog_good {
    product_id product;
    public_no product_no;
    offer_id offer;
    public_no offer_no;
};

struct catalog_scene {
    struct testing_db *database;
    struct web_test web;
    institution_id here;  // 대구광역시 중구, the local law
    institution_id there; // 대구지방환경청, the law of the state
    supplier_id woman; // ㈜늘푸른나눔 of 중구: 여성기업 until the end of the year, 소기업
    supplier_id rival;     // 한결상사 of 남구: 소기업; was 여성기업 until yesterday
    supplier_id suspended; // 멈춘상사: does not sell
    public_no woman_no;
    public_no rival_no;
    public_no suspended_no;
    struct catalog_good paper; // 재생 복사용지 A4 80g 2,500매, the woman's, 21,500 / 상자
    struct catalog_good rival_paper; // the same product, the rival's, 20,900
    struct catalog_good pens; // 유성볼펜 0.7mm 흑 12자루, the woman's, 12,000 / 다스
    struct catalog_good
        cleaning; // 청사 위생 청소, the rival's, 30,000,000 / 월: labour 1,234,567, supplies within
    struct catalog_good gone; // 단종 복사용지, an ended offer
    struct actor officer;     // of `here`, may ask
    struct actor officer_there;
    struct actor inspector; // of `here`, may not ask
    struct actor owner;     // of the woman's firm
};

// `routes` are those the test asks.
void catalog_testing_open(struct catalog_scene *s, struct testing_db *t, const struct route *routes,
                          size_t count);
// From now on `owner` is a person with an account, whose name stands beside what they do.
void catalog_testing_seat_owner(struct catalog_scene *s);
void catalog_testing_close(struct catalog_scene *s);

// One more offer of a category of the scene by a supplier, at a price; a product of its own.
struct catalog_good catalog_testing_add(struct catalog_scene *s, const char *category,
                                        const char *title, supplier_id supplier, int64_t price_won);
// One more supplier with this name.
public_no catalog_testing_add_supplier(struct catalog_scene *s, const char *name,
                                       const char *state);
// Call a category otherwise, for the search's next catch-up.
void catalog_testing_rename(struct catalog_scene *s, const char *code, const char *name);
// What a word is also called, for the search's next catch-up.
void catalog_testing_synonym(struct catalog_scene *s, const char *term, const char *canonical);
// The things of a category are called so, parted by '|'.
void catalog_testing_things(struct catalog_scene *s, const char *code, const char *things);
// A certificate of a supplier until a day (DATE_NONE: no term), in a state.
void catalog_testing_certify(struct catalog_scene *s, supplier_id supplier,
                             enum certificate_kind kind, date until, enum certificate_state state);
// … of a product or (no product) of a 세부품명번호, verified.
void catalog_testing_certify_product(struct catalog_scene *s, supplier_id supplier,
                                     enum certificate_kind kind, product_id product,
                                     const char *detail_no, date until);
// A product takes another's place; its offers stay.
void catalog_testing_merge(struct catalog_scene *s, product_id product, product_id into);
// A product is of this maker.
void catalog_testing_make(struct catalog_scene *s, product_id product, const char *maker);
// An operator has looked at the offers of a product, as they are.
void catalog_testing_approve(struct catalog_scene *s, product_id product);
void catalog_testing_sanction(struct catalog_scene *s, supplier_id supplier, date until);
// Another price or state of an offer; the search is told.
void catalog_testing_change(struct catalog_scene *s, offer_id offer, int64_t price_won,
                            const char *state);
// The same inside a transaction of the test's own; it may have to wait for another's.
err catalog_testing_price(struct db *db, offer_id offer, int64_t price_won, const char *state);
// `here` bought of a product, under three contracts.
void catalog_testing_buy(struct catalog_scene *s, product_id product);
