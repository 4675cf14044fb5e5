// The filters beside the results, each value with what it would show.
#pragma once

#include "market/search/search_chip_web.h"

void search_fill_facets(struct search_making *m);
