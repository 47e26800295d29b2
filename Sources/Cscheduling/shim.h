// On which processors threads may run, and begin.
#ifndef RGIT_CSCHEDULING_SHIM_H
#define RGIT_CSCHEDULING_SHIM_H

#include <pthread.h>
#include <string.h>

#ifdef __GLIBC__

enum { rgit_maximum_processors = 1024, rgit_processors_per_word = 8 * sizeof(unsigned long) };

// The processors that a thread may run on, one bit for each.
typedef struct {
    unsigned long words[rgit_maximum_processors / rgit_processors_per_word];
} rgit_processor_set;

// Functions of glibc that its headers have for GNU programs only.
int rgit_sched_getcpu(void) __asm__("sched_getcpu");
int rgit_sched_getaffinity(int thread, size_t size, rgit_processor_set *_Nonnull set) __asm__("sched_getaffinity");
int rgit_sched_setaffinity(int thread, size_t size, const rgit_processor_set *_Nonnull set) __asm__("sched_setaffinity");
int rgit_attr_setaffinity(pthread_attr_t *_Nonnull attributes, size_t size, const rgit_processor_set *_Nonnull set)
    __asm__("pthread_attr_setaffinity_np");

// Makes the threads that have these attributes begin on another processor than the one of the calling thread, which is
// returned; less than 0 where there is no other one.
static inline int rgit_begin_apart(pthread_attr_t *_Nonnull attributes) {
    rgit_processor_set set;
    unsigned long any = 0;
    int processor = rgit_sched_getcpu();
    if (processor < 0 || processor >= rgit_maximum_processors) return -1;
    memset(&set, 0, sizeof set);
    if (rgit_sched_getaffinity(0, sizeof set, &set) < 0) return -1;
    set.words[processor / rgit_processors_per_word] &= ~(1UL << (processor % rgit_processors_per_word));
    for (size_t word = 0; word < sizeof set.words / sizeof *set.words; word++) any |= set.words[word];
    return any && rgit_attr_setaffinity(attributes, sizeof set, &set) == 0 ? processor : -1;
}

// The number of processors that the calling thread may run on; 0 where that is not known.
static inline int rgit_allowed_processors(void) {
    rgit_processor_set set;
    int count = 0;
    memset(&set, 0, sizeof set);
    if (rgit_sched_getaffinity(0, sizeof set, &set) < 0) return 0;
    for (size_t word = 0; word < sizeof set.words / sizeof *set.words; word++) count += __builtin_popcountl(set.words[word]);
    return count;
}

// Lets the calling thread run on a processor, too.
static inline void rgit_allow_processor(int processor) {
    rgit_processor_set set;
    if (processor < 0 || processor >= rgit_maximum_processors) return;
    memset(&set, 0, sizeof set);
    if (rgit_sched_getaffinity(0, sizeof set, &set) < 0) return;
    set.words[processor / rgit_processors_per_word] |= 1UL << (processor % rgit_processors_per_word);
    rgit_sched_setaffinity(0, sizeof set, &set);
}

#else

static inline int rgit_begin_apart(pthread_attr_t *_Nonnull attributes) { return -1; }
static inline int rgit_allowed_processors(void) { return 0; }
static inline void rgit_allow_processor(int processor) {}

#endif
#endif
