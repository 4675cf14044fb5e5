// A purchase of the demo city on its way, and the deeds that carry it on: those of the site itself.
#pragma once

#include "market/contract/contract_pledge.h"
#include "market/party/party.h"
#include "market/purchase/purchase_draft_action.h"
#include "market/purchase/purchase_path_action.h"
#include "platform/unit/unit.h"

struct life_party {
    institution_id institution;
    supplier_id supplier;
    struct actor by_role[PARTY_ROLE_COUNT]; // account 0: nobody has this role here
};

// What the officer writes beside an answer of the law.
struct purchase_word demo_word_of_officer(void);
// Answers of the supplier that do not bar it: no relation, and every sentence true.
void demo_answer_pledges(const struct law *law, const struct contract *contract, date today,
                         struct arena *arena, struct contract_answers *out);

struct life_offer {
    public_no no;
    money price;
    int64_t quantity_min;
    enum law_object object;
    public_no supplier;
};
struct life_case {
    const struct life_party *buyer;
    const struct life_party *seller;
    struct life_offer offer;
    int64_t quantity;
    int64_t discount;  // percent off the list price that the seller offers
    int64_t late_days; // after the last day that the goods come
    bool waives;       // no quote is asked where the law asks for none
    bool is_late;      // its last day went by and nothing came
    enum purchase_state until;
    size_t next; // its next deed
    instant at;  // when that is done
    struct purchase_need need;
    purchase_id purchase;
    public_no purchase_no;
    public_no contract;
    public_no claim;
};

struct life_deed {
    err (*work)(struct unit *u, struct life_case *c);
    enum party_role role;
    int32_t days;   // working days after the deed before
    bool is_coming; // the goods arrive: late goods come later
    uint64_t until; // the states a case is carried to for which it is done, a bit each
};

// The deeds in their order.
extern const struct life_deed LIFE_DEEDS[];
extern const size_t LIFE_DEED_COUNT;
