// Time that only goes on, whatever somebody sets the clock to: for how long something takes. What
// day and hour it is a unit says.
#pragma once

#include <stdint.h>

int64_t clock_us(void);
int64_t clock_ms(void);
// What this thread has used of a processor.
int64_t clock_cpu_us(void);
