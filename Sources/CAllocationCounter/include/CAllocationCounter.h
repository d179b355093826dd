#ifndef BATEMAN_ALLOCATION_COUNTER_H
#define BATEMAN_ALLOCATION_COUNTER_H

#include <stdbool.h>

/// Whether allocations can be counted here: with glibc, whose `malloc` a program may replace.
bool bateman_allocations_are_counted(void);

/// How many blocks the calling thread has allocated so far; always 0 where they cannot be counted.
long bateman_allocation_count(void);

#endif
