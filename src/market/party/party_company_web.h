// A firm's own page, for its people.
#pragma once

#include "market/party/party_facts.h"
#include "market/party/party_part_web.h"
#include "platform/web/route.h"

struct firm_page {
    struct frame frame;
    struct supplier firm;
    bool is_owner;
    str bank_account; // opened; shown masked
    href licence;
    str licence_name;
};

struct firm_edit_page {
    struct frame frame;
    struct crumb crumb;
    int64_t version;
    str business_no;
    str licence_name;
    str name;
    str corporate_no;
    str representative;
    bool is_corporation;
    str business_type;
    str business_item;
    str address;
    str phone;
    str email;
    str introduction;
    str opened_on;
    party_option_list districts;
};

struct firm_bank_page {
    struct frame frame;
    struct crumb crumb;
    int64_t version;
    str bank;
    str account; // typed; the one that is kept is never put into a form
    str holder;
};

extern const struct route PARTY_COMPANY_ROUTES[];
extern const size_t PARTY_COMPANY_ROUTE_COUNT;
