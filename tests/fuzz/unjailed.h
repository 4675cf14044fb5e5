// main of src/platform/picture/child/NAME, under the name that unjailed.c calls it by.
#pragma once

int child_main(int argc, char **argv);
