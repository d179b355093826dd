// A program's own `malloc` takes the place of the C library's in all of its shared libraries, the Swift
// runtime among them. Each function counts and passes on; blocks are glibc's, so its `free` is untouched.
// The manual of glibc, "Replacing malloc", says which functions belong together.

#include "CAllocationCounter.h"

#include <errno.h>
#include <stddef.h>

#if defined(__linux__)
#include <features.h>
#endif

#if defined(__GLIBC__)

static _Thread_local long count = 0;

extern void *__libc_malloc(size_t size);
extern void *__libc_calloc(size_t number, size_t size);
extern void *__libc_realloc(void *block, size_t size);
extern void *__libc_memalign(size_t alignment, size_t size);

void *malloc(size_t size) {
  count += 1;
  return __libc_malloc(size);
}

void *calloc(size_t number, size_t size) {
  count += 1;
  return __libc_calloc(number, size);
}

void *realloc(void *block, size_t size) {
  count += 1;
  return __libc_realloc(block, size);
}

void *memalign(size_t alignment, size_t size) {
  count += 1;
  return __libc_memalign(alignment, size);
}

void *aligned_alloc(size_t alignment, size_t size) { return memalign(alignment, size); }

int posix_memalign(void **block, size_t alignment, size_t size) {
  void *result = memalign(alignment, size);
  if (result == NULL) return ENOMEM;
  *block = result;
  return 0;
}

bool bateman_allocations_are_counted(void) { return true; }
long bateman_allocation_count(void) { return count; }

#else

bool bateman_allocations_are_counted(void) { return false; }
long bateman_allocation_count(void) { return 0; }

#endif
