// Attribute values of invented products: what the title says, else one of the samples that fit.
#pragma once

#include "app/demo_city.h"

struct demo_specs; // templates of all categories with their samples

// Reads data/attributes.csv and data/samples.csv. Fails with FOLDER_CANNOT_READ or CSV_*.
err demo_open_specs(struct demo *d, struct demo_specs **out);

struct demo_value {
    str key;
    str name;
    str value; // numbers as digits, without unit
};

#define DEMO_VALUES_MAX 8 // attributes of a template; the longest has 6

// The values of a product of `category` called `title`, in the order of its template. What the
// title says of a number, a size or a kind is taken from it, so that the two never disagree.
size_t demo_list_values(struct demo *d, const struct demo_specs *specs, str category, str title,
                        struct demo_value *out);
