// What people write between the parts of one number: 010-1234-5678, 010·1234·5678, 053) 123 4567.
//
// A comma is no joint, it parts a sum; nor is a star or an x, which parts a size.
#pragma once

#include <stdint.h>

// The sign that a joint looks like, one of "-./_()+ ", whichever hyphen, dot or blank was typed; 0
// for what is none. Full-width forms are folded before.
char joint_sign(uint32_t point);
