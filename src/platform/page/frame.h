// What surrounds every page: who is here, where they can go, what is wrong with the form.
//
// A page's struct begins with `struct frame frame`; the site fills it.
#pragma once

#include "base/fault.h"
#include "base/str.h"
#include "platform/page/href.h"

struct issues;

struct menu_link {
    str text;
    href path;
    int64_t count; // shown beside it when not 0
    bool current;  // this page
    bool inside;   // this page lies below it
};

typedef LIST(struct menu_link) menu_link_list;

struct menu_group {
    str title;
    LIST(struct menu_link) links;
};

struct frame {
    str title;
    str site_name;    // 두레
    str city_line;    // 대구광역시 공공구매 온라인 플랫폼
    str path;         // of this page
    str q;            // what the search box holds
    str account_name; // empty: a visitor
    str organisation;
    str role_label;
    href home_path; // the desk of this person
    int64_t todo_count;
    int64_t notice_count;
    int64_t cart_count;
    int64_t session_left_s;
    str session_left;             // "29:30", for who runs no script
    bool is_buyer;                // may hold a basket
    bool home;                    // the first page, which has its own large search box
    bool demo;                    // marked on each page
    bool official_masthead;       // setting ui.official_masthead
    bool high_contrast;           // cookie ui_mode
    int64_t zoom;                 // percent; cookie ui_zoom
    LIST(struct menu_group) menu; // of the desk
    menu_link_list nav;           // of the shop window, seven at most
    menu_link_list foot;          // at the foot of its pages
    str call_line;                // 고객센터 053-000-0000, the same place on every page
    str operator_line;            // who runs the site: address, name, business number

    str csrf;
    str form_key;     // one-time; the same for all forms of a page is fine: one deed a page
    bool *form_shown; // set when the page holds a form that posts; may be NULL
    const struct issues *issues; // NULL: none
    struct arena *arena;         // for formatting while the page is written
};
