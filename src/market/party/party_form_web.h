// Readers of what people and firms say of themselves, for the forms of this folder.
#pragma once

#include "platform/form/form.h"

// An e-mail address in lower case; a telephone number as typed.
str party_form_email(const struct request *rq, struct issues *is, const char *field);
str party_form_phone(const struct request *rq, struct issues *is, const char *field);
