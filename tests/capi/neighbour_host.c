/* entente_neighbour_host GUEST before|after ARCHIVE [NEIGHBOUR...]: a host that makes the symbols of the neighbours global before or after it
 * loads the guest (guest.c, and with it libentente), then prints what the guest gives. Run by neighbour_test.py. */
#include <dlfcn.h>
#include <stdio.h>
#include <string.h>

#include "guest.h"

static void *load(const char *path, int scope) {
  void *library = dlopen(path, RTLD_NOW | scope);
  if (library == NULL) fprintf(stderr, "%s\n", dlerror());
  return library;
}

static int load_neighbours(int count, char **paths) {
  for (int i = 0; i < count; ++i)
    if (load(paths[i], RTLD_GLOBAL) == NULL) return 0;
  return 1;
}

int main(int argc, char **argv) {
  guest_run_fn run;
  void *guest;
  int before = argc > 2 && strcmp(argv[2], "before") == 0;
  if (argc < 4) return 2;
  if (before && !load_neighbours(argc - 4, argv + 4)) return 2;
  if ((guest = load(argv[1], RTLD_LOCAL)) == NULL) return 2;
  if (!before && !load_neighbours(argc - 4, argv + 4)) return 2;
  *(void **)&run = dlsym(guest, "guest_run");
  return run == NULL ? 2 : run(argv[3], stdout);
}
