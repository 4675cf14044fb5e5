// Answers to programs, for tests. Fails the test on any trouble.
#pragma once

#include <jansson.h>

#include "market/catalog/catalog_testing.h"

// "/api/v1/products/" and the number of what is asked for.
const char *api_testing_address(struct catalog_scene *s, const char *head, public_no no);
// An answer as JSON, which the test gives back with json_decref; of an address, which must give it.
json_t *api_testing_read(struct web_answer a);
json_t *api_testing_ask(struct catalog_scene *s, const char *address);
