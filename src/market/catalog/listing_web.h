// A firm's desk for what it sells: the list, the form, one listing with its history.
#pragma once

#include "market/catalog/listing_store.h"
#include "platform/form/form.h"
#include "platform/page/parts.h"
#include "platform/web/route.h"

struct listing_option {
    str value;
    str text;
    bool selected;
};
typedef LIST(struct listing_option) listing_option_list;

struct listing_group {
    str name;
    listing_option_list options;
};

// --- The list

struct listing_row {
    href path;
    str no;
    str title;
    str category;
    str own_code;
    money price;
    str unit;
    int64_t stock;
    bool is_made_to_order;
    str state;
    str tone;
    str state_reason;
    date valid_until;
    bool is_ending; // the price holds for few more days
};

struct listings_page {
    struct frame frame;
    href export; // of those that are looked for, or none
    struct tabs tabs;
    str state;
    str category;
    str text;
    listing_option_list categories;
    LIST(struct listing_row) rows;
    bool may_change;     // some of the rows can be changed together
    bool is_more;        // … and there are others than these rows
    bool may_change_all; // … that are few enough to be changed together
    int64_t all_most;    // so many
    str done;            // how many were changed by the form before, or empty
    struct empty empty;
    struct pager pager;
};

// --- Changing many together

struct listing_bulk_row {
    str no; // and the version that is seen: NO.VERSION; empty: a condition says which
    str title;
    str was;
    str is;
    str why_not; // empty: it will be changed
    href mend;   // where what holds it up is mended, or none
};

struct listing_bulk_page {
    struct frame frame;
    struct crumb crumb;
    str what; // in words
    str deed;
    str amount;
    str day;
    LIST(struct listing_bulk_row) rows;
    int64_t count;   // of those that will be changed
    int64_t staying; // … and that stay as they are
    bool is_all;     // those that meet a condition, not those that were ticked
    str condition;   // … in words
    str state;       // … and as it is sent
    str category;
    str text;
    str told;    // which they are, as the form sends it back
    int64_t all; // how many meet it
    bool is_cut; // the rows are those that stay and the first of the others
    href back;   // to the list
};

// --- A change, and the form

struct listing_difference {
    str name;
    str was;
    str is;
};

struct listing_change {
    instant at;
    str who;
    str reason;
    str state;
    str tone;
    LIST(struct listing_difference) items;
    bool has_photos; // the change is one of photos
    struct photo_pair photos;
};

struct listing_cell {
    int64_t key; // from 1
    str head;    // what the cells from here on are called together; or empty
    str hint;    // … and how they are filled in
    str name;
    str unit;
    str value;
    str proposed; // instead of it, or empty
    str why;      // … is proposed
    bool is_required;
    listing_option_list options; // none: typed
};

// What the normalisers would write in a cell instead; empty: nothing.
struct listing_proposed {
    str value;
    str why;
};

struct listing_tier_cell {
    int64_t key; // from 1
    str quantity;
    str price;
};

// A 세부품명번호 that was looked up.
struct listing_number {
    str no;
    str name;
    str category; // that has it, or empty
    bool is_ended;
};

struct listing_form_page {
    struct frame frame;
    struct crumb crumb;
    str heading;
    str lead;
    href action;
    href cancel;
    bool is_new;
    bool has_proposals;               // some of the cells have one
    bool has_shared_text;             // others sell it too: the text stays
    bool is_text_only;                // the text of a product, for all who sell it
    href propose;                     // where a firm says what is wrong with a shared text
    struct listing_change difference; // of the text, once it was looked at
    str said;                         // what became of the form before, or empty
    str asked;                        // of a firm's proposal: who and when; empty: there is none
    str asked_reason;                 // … and why
    str proposal;                     // … its number
    href decline;                     // … and where it is sent back
    str word;                         // as typed there
    str button;
    str product;      // its number, when this firm is to offer it too
    str state_reason; // why it was returned, or empty
    str category;
    str category_name;
    href other_category;
    str version;
    str title;
    str built_title; // that the values give, when it is another one; or empty
    bool is_deed;    // a service or works: its title says what is done
    bool hides_make; // … and has neither maker nor model nor origin
    str maker;
    str model;
    struct listing_proposed proposed_maker;
    struct listing_proposed proposed_model;
    bool asks_make; // … of what was typed: the form waits for one of both
    str make_asked; // … and what was typed then
    str origin;
    str description;
    str detail_no;
    str known_detail_no; // of the category
    str number_name;     // of detail_no in the public list, or empty
    str number_said;     // what is wrong with it and refuses nothing, or empty
    str number_words;    // that one is looked up by
    LIST(struct listing_number) numbers;
    str number_none; // why none was found, or empty
    bool shows_numbers;
    bool finds_number; // the form comes back with what was looked up or taken: one goes on there
    str item_no;
    str item_name; // of it in the public list, once it was looked up, or empty
    str item_said; // what is wrong with it, or empty
    LIST(struct listing_cell) cells;
    bool may_choose_vat;
    bool is_exempt;
    str price;
    struct listing_proposed proposed_price;
    str unit;
    str quantity_min;
    struct listing_proposed proposed_quantity;
    LIST(struct listing_tier_cell) tiers;
    str lead_days;
    struct listing_proposed proposed_lead;
    str stock;
    struct listing_proposed proposed_stock;
    bool own_production;
    str valid_until;
    listing_option_list districts;
    str own_code;
    str reason;
};

struct listing_guess {
    href path;
    str name;
    str place;
    str why;
};

struct listing_start_page {
    struct frame frame;
    struct crumb crumb;
    str title;
    href suggest; // where numbers are looked up, with the title
    LIST(struct listing_guess) guesses;
    bool is_unknown; // a title that points to no category
    LIST(struct listing_group) groups;
};

// --- One listing

struct listing_fix {
    int64_t points;
    str text;
    href path; // where it is done; empty: nothing of this listing is changed any more
};

struct listing_page {
    struct frame frame;
    struct crumb crumb;
    str title;
    str state;
    str tone;
    str state_reason;
    bool is_waiting;
    bool is_active;
    str no;
    href public_path;
    href edit;
    href pictures;
    href copy;
    href move;
    href plan;
    str version;
    bool may_edit;
    bool may_pause;
    bool may_resume;
    bool may_end;
    bool may_submit;
    int64_t quality;     // of 100
    int64_t quality_bar; // of 1000
    LIST(struct listing_fix) fixes;
    struct kv facts;
    struct kv terms;
    date plan_day; // DATE_NONE: no other price is planned
    money plan_price;
    str typed_day;
    str typed_price;
    LIST(struct listing_change) changes;
    href older; // empty: there are none
};

extern const struct route LISTING_ROUTES[];
extern const size_t LISTING_ROUTE_COUNT;
extern const struct route LISTING_FORM_ROUTES[];
extern const size_t LISTING_FORM_ROUTE_COUNT;
extern const struct route LISTING_BULK_ROUTES[];
extern const size_t LISTING_BULK_ROUTE_COUNT;
