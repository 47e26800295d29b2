// Lets a thread begin on another processor than the thread that starts it.
#ifndef RGIT_CSCHEDULING_SHIM_H
#define RGIT_CSCHEDULING_SHIM_H

#ifdef __linux__

#include <string.h>

// Functions of glibc that its headers have for GNU programs only.
int rgit_sched_getcpu(void) __asm__("sched_getcpu");
int rgit_sched_getaffinity(int thread, size_t size, void *_Nonnull set) __asm__("sched_getaffinity");
int rgit_sched_setaffinity(int thread, size_t size, const void *_Nonnull set) __asm__("sched_setaffinity");

// The processor of the calling thread; less than 0 where that is not known.
static inline int rgit_current_processor(void) { return rgit_sched_getcpu(); }

// Moves the calling thread away from `processor`, where it is there and may be elsewhere. It may come back.
static inline void rgit_leave_processor(int processor) {
    enum { bits = 8 * sizeof(unsigned long), processors = 1024 };
    unsigned long all[processors / bits], others[processors / bits], any = 0;
    if (processor < 0 || processor >= processors || rgit_sched_getcpu() != processor) return;
    if (rgit_sched_getaffinity(0, sizeof all, all) < 0) return;
    memcpy(others, all, sizeof all);
    others[processor / bits] &= ~(1UL << (processor % bits));
    for (int word = 0; word < processors / bits; word++) any |= others[word];
    if (any && rgit_sched_setaffinity(0, sizeof others, others) == 0) rgit_sched_setaffinity(0, sizeof all, all);
}

#else

static inline int rgit_current_processor(void) { return -1; }
static inline void rgit_leave_processor(int processor) {}

#endif
#endif
