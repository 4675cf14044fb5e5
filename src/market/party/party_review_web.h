// The operator's lists of firms and institutions, and the page of an institution.
#pragma once

#include "market/party/party_part_web.h"
#include "platform/web/route.h"

struct admin_supplier_row {
    href path;
    str name;
    str business_no;
    str representative;
    str district;
    str state;
    str tone;
    instant applied_at;
    int64_t waiting_certificates;
};

struct admin_suppliers_page {
    struct frame frame;
    struct tabs tabs;
    str state; // of the filter, as a word
    str text;
    LIST(struct admin_supplier_row) rows;
    struct empty empty;
    struct pager pager;
};

struct admin_institution_row {
    href path;
    str name;
    str kind;
    str regime;
    str district;
    str state;
    str tone;
    instant applied_at;
};

struct admin_institutions_page {
    struct frame frame;
    struct tabs tabs;
    str state;
    str text;
    LIST(struct admin_institution_row) rows;
    struct empty empty;
    struct pager pager;
};

// What the operator may decide now, and what was typed about it.
struct review_form {
    href action;
    int64_t version;
    str reason;
    bool may_approve;
    bool may_return;
    bool may_suspend;
    bool may_restore;
    bool cannot_open; // the PDF that was handed in
};
struct review_form review_form_of(enum party_state state, href action, int64_t version, str reason);

struct house_department {
    str name;
    int64_t people;
    bool is_closed;
};

struct house_person {
    str name;
    str title;
    str role;
    str department;
    date first_day;
    date last_day;
    str state;
    str tone;
};

// Who works there, to be seen by the operator and changed by the institution alone.
struct institution_people {
    LIST(struct house_department) departments;
    LIST(struct house_person) people;
    struct pager pager;
};

struct admin_institution_page {
    struct frame frame;
    struct crumb crumb;
    str name;
    str kind;
    str parent;
    str district;
    str code;
    str state;
    str tone;
    str business_no;
    str address;
    str phone;
    str head_title;
    str regime_label;
    str regime_article;
    party_option_list regimes;
    str regime_reason;
    href regime_action;
    href support_path;
    bool has_application;
    str applicant;
    str applicant_email;
    str applicant_phone;
    str title;
    str department;
    str terms_version;
    instant applied_at;
    str file_name;
    href file_path;
    struct review_form form;
    bool may_decide;
    struct timeline timeline;
    struct institution_people house;
};

extern const struct route PARTY_REVIEW_ROUTES[];
extern const size_t PARTY_REVIEW_ROUTE_COUNT;
