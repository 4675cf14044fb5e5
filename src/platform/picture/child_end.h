// How the child ends, besides 0 and what kills it; both ends of its pipe are built of this file.
#pragma once

#define CHILD_NOT_READY 120 // it never came to look at a byte: no fault of the file
#define CHILD_USED_UP 121   // the file took more memory than there is for one
