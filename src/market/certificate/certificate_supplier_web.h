// The operator's page of a firm: its facts and papers, its certificates, and the decision about it.
#pragma once

#include "market/certificate/certificate_web.h"
#include "market/party/party_review_web.h"

struct admin_supplier_page {
    struct frame frame;
    struct crumb crumb;
    str name;
    str state;
    str tone;
    str business_no;
    bool business_no_checks; // I-01
    str corporate_no;
    bool corporate_no_checks; // I-04: a hint only
    str representative;
    bool is_corporation;
    str business_type;
    str business_item;
    str district;
    str address;
    str phone;
    date opened_on;
    date sanctioned_until;
    instant activated_at;
    bool has_application;
    str applicant;
    str applicant_email;
    str applicant_phone;
    str terms_version;
    instant applied_at;
    str file_name;
    href file_path;
    LIST(struct certificate_row) certificates;
    href more_certificates; // all of them; empty: these are
    struct review_form form;
    bool may_decide;
    struct timeline timeline;
};

extern const struct route CERTIFICATE_SUPPLIER_ROUTES[];
extern const size_t CERTIFICATE_SUPPLIER_ROUTE_COUNT;
