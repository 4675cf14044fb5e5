// The site: who comes in, what surrounds each page, what an error says.
#pragma once

#include "platform/conf/settings.h"
#include "platform/page/parts.h"
#include "platform/web/site.h"

struct fault_page {
    struct frame frame;
    struct trouble trouble;
    bool is_missing; // then it can be searched for
};

// Every feature's routes; routes.c.
const struct route_list *routes_of_site(size_t *out_count);

// Fill the site from the settings, which must outlive it.
void site_init(struct site *site, const struct settings *settings);
