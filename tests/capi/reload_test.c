/* entente_reload_test GUEST FOLDER [nodelete]: loads libentente with the guest, uses all of it in a thread that outlives it, and unloads both, 100
 * times; the results are the same, memory does not grow without end, and nothing stays mapped unless the library was built to
 * (ENTENTE_NODELETE). */
#include <dlfcn.h>
#include <pthread.h>
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

struct life {
  guest_run_fn run;
  const char *archive;
  FILE *out;
  int result;
  pthread_barrier_t turn; /* the guest has run; then: it is unloaded */
};

static void *use(void *user) {
  struct life *life = user;
  life->result = life->run(life->archive, life->out);
  pthread_barrier_wait(&life->turn);
  pthread_barrier_wait(&life->turn);
  return NULL;
}

/* What one life of the library prints; NULL when it failed. */
static char *live(const char *guest_path, const char *archive) {
  struct life life;
  pthread_t thread;
  char *text = NULL;
  void *guest = dlopen(guest_path, RTLD_NOW | RTLD_LOCAL);
  if (guest == NULL) return fprintf(stderr, "%s\n", dlerror()), NULL;
  *(void **)&life.run = dlsym(guest, "guest_run");
  life.archive = archive;
  life.out = tmpfile();
  remove(archive);
  if (life.out == NULL || pthread_barrier_init(&life.turn, NULL, 2) != 0 || pthread_create(&thread, NULL, use, &life) != 0)
    return fprintf(stderr, "no temporary file or no thread\n"), NULL;
  pthread_barrier_wait(&life.turn);
  dlclose(guest);
  pthread_barrier_wait(&life.turn);
  pthread_join(thread, NULL);
  pthread_barrier_destroy(&life.turn);
  if (life.result == 0) text = contents(life.out);
  fclose(life.out);
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
