// Shoots on the operator's desk, on the firm's, and the standard page of a product.
#pragma once

#include "market/catalog/catalog_web.h"
#include "market/content/content_store.h"
#include "market/party/party_part_web.h"
#include "platform/page/frame.h"
#include "platform/page/parts.h"
#include "platform/web/route.h"

// --- The operator's ------------------------------------------------------------------------------

struct shoot_row {
    href path;
    str title;
    date on_day;
    str place;
    str photographer;
    str state;
    str tone;
    int64_t item_count;
    int64_t approved_count;
    int64_t picture_count;
    money cost;
    money cost_each; // of an approved product; 0: none is
    int64_t days;
    str pace;    // products approved a day: 2.50
    int64_t bar; // approved of all, of 1000
};

struct shoots_page {
    struct frame frame;
    struct empty empty;
    struct pager pager;
    money cost; // of those shown
    int64_t approved;
    LIST(struct shoot_row) rows;
};

struct shoot_choice {
    str value;
    str text;
    str more;
    bool selected;
};

// Products that stand in a shoot already, each with that shoot.
struct shoot_stand {
    public_no no; // of the offer
    str title;    // of the shoot
    date on_day;
    href path;
};
struct shoot_stands {
    LIST(struct shoot_stand) rows;
};

struct shoot_new_page {
    struct frame frame;
    struct crumb crumb;
    str title;
    str place_text;
    str on_day;
    str photographer;
    str cost;
    str offers; // numbers typed
    struct shoot_stands stands;
    LIST(struct shoot_choice) places;
    str firm; // what candidates are looked for by
    party_option_list districts;
    LIST(struct shoot_choice) categories; // of the first two levels
    bool is_filtered;
    LIST(struct shoot_choice) candidates;
    int64_t most; // that are shown
    bool has_more;
};

struct item_row {
    href path;
    str title;
    str supplier;
    date on_day; // of its shoot, as the next two
    str place;
    str place_text;
    str state;
    str tone;
    str in_name;
    instant in_at;
    bool in_waits; // for the firm's word
    str out_name;
    instant out_at;
    bool out_waits;
    str reason;
};

struct shoot_page {
    struct frame frame;
    struct crumb crumb;
    str title;
    str state;
    str tone;
    struct kv facts;
    href action;
    str version;
    str offer; // that was to be added, as it was typed
    struct shoot_stands stands;
    bool may_add;
    bool may_close;
    bool may_cancel;
    bool takes_goods;
    LIST(struct item_row) items;
};

// One shot of the list with what there is of it.
struct shot_row {
    int64_t key; // of its field
    str label;
    bool is_required;
    str hint;
    bool has_before;
    bool has_after;
    href before; // 600 pixels
    href after;
    str before_alt;
    str after_alt;
    str before_state; // 다듬는 중, 가린 사진, or why it was refused; empty: ready or none
    str after_state;
};

// Goods that came or went.
struct goods_row {
    str label;
    str name; // who handed over
    instant at;
    str goods;
    str remark;
    str firm_name; // who confirmed it, or empty
    instant firm_at;
    str firm_remark;
};

struct shoot_item_page {
    struct frame frame;
    struct crumb crumb;
    str title;
    str supplier;
    str state;
    str tone;
    str reason;
    href product;
    href action;
    href upload;
    str version;
    str stage; // what a picture handed in now is: 원본, 보정본
    bool takes_goods;
    bool may_check_in;
    bool may_return;
    bool may_shoot;
    bool may_ask;
    bool may_drop;
    bool may_upload;
    bool may_approve; // the firm's
    bool is_firm;
    href confirm;    // of the firm: where it confirms
    str confirm_way; // what waits for its word, the first; empty: nothing
    str confirm_label;
    str name; // as typed, or to begin with
    str goods_text;
    str remark;
    struct kv facts;
    LIST(struct goods_row) goods;
    LIST(struct shot_row) shots;
    str hidden_note; // what to do about a photo that an operator hid; empty: there is none
};

// --- The firm's ----------------------------------------------------------------------------------

struct my_shoots_page {
    struct frame frame;
    struct empty empty;
    struct pager pager;
    LIST(struct item_row) rows;
};

// --- The standard page ---------------------------------------------------------------------------

struct sheet_picture {
    href picture;
    str alt;
    str label; // or empty: of a drawing
};

// Values of a product, one or two side by side.
struct sheet_values {
    str name;
    str text;
    str beside; // name of the second; empty: there is none
    str beside_text;
};

struct sheet_page {
    struct frame frame;
    struct crumb crumb;
    str title;
    str category;
    str maker;
    str model;
    str origin;
    str class_no;
    str detail_no;
    str item_no;
    str description;
    public_no product_no;
    href back;
    bool has_offer; // the one asked for, else the cheapest; what follows is of it
    money price;    // a unit
    str unit;
    bool exempt;
    str tiers; // volume prices, or empty
    int64_t quantity_min;
    int64_t lead_days;
    str stock;        // how many, or that it is made to order
    str districts;    // where it is delivered to
    date valid_until; // last day of the price, or none
    str supplier;
    str phone;
    LIST(struct shown_certificate) certificates; // in force today, of the firm and of the product
    date today;
    LIST(struct sheet_picture) pictures;
    LIST(struct sheet_values) values;
};

extern const struct route SHOOT_ROUTES[];
extern const size_t SHOOT_ROUTE_COUNT;
extern const struct route SHOOT_ITEM_ROUTES[];
extern const size_t SHOOT_ITEM_ROUTE_COUNT;
extern const struct route MY_SHOOT_ROUTES[];
extern const size_t MY_SHOOT_ROUTE_COUNT;
extern const struct route SHEET_ROUTES[];
extern const size_t SHEET_ROUTE_COUNT;
