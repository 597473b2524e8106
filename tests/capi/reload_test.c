/* entente_reload_test GUEST FOLDER [nodelete]: loads libentente with the guest, uses all of it and unloads both, 100 times; the results are the
 * same, memory does not grow without end, and nothing stays mapped unless the library was built to (ENTENTE_NODELETE). */
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "guest.h"

static int passed, failed;

static void check(int ok, const char *what) {
  if (ok) ++passed;
  else ++failed, printf("FAILED %s\n", what);
}

static char *contents(FILE *file) {
  long size = ftell(file);
  char *text = calloc(1, (size_t)size + 1);
  rewind(file);
  if (fread(text, 1, (size_t)size, file) != (size_t)size) text[0] = 0;
  return text;
}

/* What one life of the library prints; NULL when it failed. */
static char *live(const char *guest_path, const char *archive) {
  guest_run_fn run;
  char *text = NULL;
  FILE *out = tmpfile();
  void *guest = dlopen(guest_path, RTLD_NOW | RTLD_LOCAL);
  if (guest == NULL || out == NULL) return fprintf(stderr, "%s\n", guest == NULL ? dlerror() : "no temporary file"), NULL;
  *(void **)&run = dlsym(guest, "guest_run");
  remove(archive);
  if (run(archive, out) == 0) text = contents(out);
  fclose(out);
  dlclose(guest);
  return text;
}

static long resident_kib(void) {
  long pages = 0;
  FILE *file = fopen("/proc/self/statm", "r");
  if (file == NULL || fscanf(file, "%*d %ld", &pages) != 1) pages = -1;
  if (file != NULL) fclose(file);
  return pages * 4;
}

int main(int argc, char **argv) {
  char archive[4096];
  char *first;
  long early = 0;
  int same = 0, stays = argc > 3 && strcmp(argv[3], "nodelete") == 0;
  if (argc < 3) return 2;
  snprintf(archive, sizeof archive, "%s/reload.archive", argv[2]);
  first = live(argv[1], archive);
  check(first != NULL && strstr(first, "\"investment\"") != NULL, "the first life reads deals");
  check((dlopen("libentente.so.1", RTLD_NOW | RTLD_NOLOAD) != NULL) == stays, "unloaded, unless it was built to stay");
  for (int i = 1; i < 100 && first != NULL; ++i) {
    char *text = live(argv[1], archive);
    same += text != NULL && strcmp(text, first) == 0;
    free(text);
    if (i == 10) early = resident_kib();
  }
  check(same == 99, "100 lives give the same");
  check(early > 0 && resident_kib() - early < 90 * 256, "a life leaves less than 256 KiB behind");
  printf("| resident memory after 10 lives %ld KiB, after 100 %ld KiB\n", early, resident_kib());
  free(first);
  remove(archive);
  printf("%d passed, %d failed\n", passed, failed);
  return failed == 0 ? 0 : 1;
}
