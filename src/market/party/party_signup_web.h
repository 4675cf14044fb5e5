// Applying to join, seeing where it stands, and mending what was sent back.
#pragma once

#include "market/party/party_part_web.h"
#include "platform/web/route.h"

struct join_page {
    struct frame frame;
};

// What the person typed of himself; a field is empty until then.
struct join_person {
    str name;
    str email;
    str phone;
};

struct join_supplier_page {
    struct frame frame;
    struct crumb crumb;
    href action;     // where the form goes
    bool mends;      // what was sent back
    bool again;      // sent and not taken: a browser gives no file and no password back
    bool signed_in;  // the person has an account
    str reason;      // why it was sent back
    str kept_file;   // the paper that stands unless a new one comes
    int64_t version; // of the firm that is mended
    struct join_person person;
    str name;
    str business_no;
    str corporate_no;
    str representative;
    bool is_corporation;
    bool is_sole;
    str business_type;
    str business_item;
    str address;
    str phone;
    str opened_on;
    bool agreed_terms;
    bool agreed_privacy;
    party_option_list districts;
};

struct join_institution_row {
    href path; // empty: it cannot be chosen
    str name;
    str kind;
    str district;
    str parent;
    str state;
    str tone;
    bool is_member; // uses the site already
};

struct join_search_page {
    struct frame frame;
    struct crumb crumb;
    str text;
    bool searched;
    LIST(struct join_institution_row) rows;
    struct pager pager;
};

struct join_institution_page {
    struct frame frame;
    struct crumb crumb;
    href action;
    bool mends;
    bool again;
    bool signed_in;
    str reason;
    str kept_file;
    int64_t version;
    str institution;
    str regime;
    struct join_person person;
    str title;
    str department;
    str business_no;
    str address;
    str phone;
    str head_title;
    bool agreed_terms;
    bool agreed_privacy;
};

struct join_state_page {
    struct frame frame;
    str name;
    str state;
    str tone;
    bool waits;
    bool may_mend;
    bool is_stopped;
    bool is_active;
    href home;
    str reason; // of the last decision
    struct timeline timeline;
};

extern const struct route PARTY_SIGNUP_ROUTES[];
extern const size_t PARTY_SIGNUP_ROUTE_COUNT;
