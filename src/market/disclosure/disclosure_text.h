// Personal data in words that are to be published: resident numbers, telephone and account numbers,
// e-mail addresses (D-11, 개인정보 보호법 제24조의2).
//
// A reader of patterns errs on the side of the person: what looks like one of these is refused, and
// an officer words it otherwise. Contract and notice numbers that begin with a year, business
// numbers, catalogue numbers, dates and amounts are let through.
#pragma once

#include "base/arena.h"
#include "base/fault.h"
#include "base/str.h"

extern const struct fault DISCLOSURE_HAS_RESIDENT_NO; // REFUSED, all of them
extern const struct fault DISCLOSURE_HAS_PHONE;
extern const struct fault DISCLOSURE_HAS_ACCOUNT;
extern const struct fault DISCLOSURE_HAS_EMAIL;

// The first of these that the text holds, in this order; NULL: none.
err disclosure_check_text(struct arena *arena, str text);
