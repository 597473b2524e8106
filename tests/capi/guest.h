/* What guest.c offers to the programs that load it. */
#ifndef ENTENTE_TESTS_GUEST_H
#define ENTENTE_TESTS_GUEST_H

#include <stdio.h>

/* Reads articles by every part of the library that rests on another one, and prints all results to `out`; `archive` is the path of a new
 * file. 0, or the number of the step that failed, with its reason on standard error. */
typedef int (*guest_run_fn)(const char *archive, FILE *out);

__attribute__((visibility("default"))) int guest_run(const char *archive, FILE *out);

#endif
