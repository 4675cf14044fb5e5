// The demo city in the making: what its parts share while it is loaded.
#pragma once

#include "app/demo.h"
#include "base/csv.h"
#include "market/party/party.h"

// What a firm deals in: a top category of data/trades.csv. Lists are parted by '|'.
struct demo_trade {
    str code;
    str firm_words; // what the second half of such a firm's name may be
    str makers;     // invented makers; empty: such firms do the work themselves
    str business_type;
    str business_item;
    str origins;
    str promise; // a sentence for the firm's introduction
};

struct demo_firm {
    int64_t id;
    str name;
    size_t trade; // place in `trades`
};

struct demo {
    struct unit *u;
    const struct demo_size *size;
    demo_progress progress; // or NULL
    uint64_t state;         // of the chance
    uint64_t numbers;       // given out in a large city
    str data_dir;
    str *sentence;
    str password_hash;
    LIST(str) district_codes;
    LIST(str) district_names;
    LIST(int64_t) institutions; // that have joined
    LIST(struct demo_trade) trades;
    LIST(struct demo_firm) firms;
    uint64_t *firm_names; // hashes of the names that are taken, some places for each firm
};

// Is the city larger than the file of names has things for? Then titles and names are made of more
// words.
bool demo_is_large(const struct demo *d);
void demo_tell(const struct demo *d, const char *what, int64_t done, int64_t all);

// The same numbers for the same seed, on every machine.
uint64_t demo_chance(struct demo *d);
int64_t demo_below(struct demo *d, int64_t n);
bool demo_one_in(struct demo *d, int64_t n);
// One of a list parted by '|'; empty when the list is.
str demo_pick(struct demo *d, str words);
// A fresh public number; the second binds it as :no.
public_no demo_no(struct demo *d);
void demo_bind_no(struct demo *d, struct query *q);

// A set-up file as rows. Fails with FOLDER_CANNOT_READ or CSV_*.
err demo_open_csv(struct demo *d, const char *name, struct csv *out);

str demo_person_name(struct demo *d);
struct demo_post {
    int64_t institution;
    int64_t supplier;
    int64_t department;
    enum party_role role;
    const char *title;
    str email;
    str name; // empty: an invented one
};
err demo_add_person(struct demo *d, const struct demo_post *p, int64_t *out_account);

// Ten digits of an office that gives out none (first three 999), with a right check digit.
str demo_business_no(struct demo *d, int64_t n);

// The invented firms with their certificates and owners; needs the regions.
err demo_load_firms(struct demo *d);
// Products with their attributes, who offers them and who bought them; needs all of the above.
err demo_load_catalog(struct demo *d);
// What waits for the operator, whose account is `keeper`; needs all of the above and the place
// where files are kept.
err demo_load_queues(struct demo *d, int64_t keeper);
// Listings of the first firm that wait, that were sent back and that show every term; searches in
// vain.
err demo_load_listings(struct demo *d);
// What the first institution looked for in vain and asked firms for; needs the listings.
err demo_load_wanted(struct demo *d);
// A shoot that is over and one that goes on, of the first firm's goods; needs the same.
err demo_load_shoots(struct demo *d, int64_t keeper);
