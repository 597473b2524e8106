/* A place in the process where engines outlive the requests of PHP. PHP forgets all of its own values when a request ends, opening an
 * engine takes tens of milliseconds, and the library has no global state on purpose: so the host's binding keeps the handles.
 * Never unloaded (-z nodelete). Any thread may call.
 * Tested by: tests/wordpress/bridge_test.php
 */
#include "keep.h"

#include <pthread.h>
#include <string.h>

enum { kPlaces = 16, kTextBytes = 128 }; /* a server has a few combinations of currency and files; others open for each request */

typedef struct place {
  char key[kTextBytes];
  char stamp[kTextBytes];
  entente_engine *engine; /* NULL: the place is free */
  int users;
  int stale; /* another stamp has taken over */
} place;

static pthread_mutex_t guard = PTHREAD_MUTEX_INITIALIZER;
static place places[kPlaces];

static void FreeIfUnused(place *one) {
  if (!one->engine || !one->stale || one->users > 0) return;
  entente_engine_free(one->engine);
  memset(one, 0, sizeof *one);
}

entente_engine *entente_kept(const char *key, const char *stamp) {
  entente_engine *found = NULL;
  if (!key || !stamp) return NULL;
  pthread_mutex_lock(&guard);
  for (int i = 0; i < kPlaces && !found; ++i) {
    place *one = &places[i];
    if (!one->engine || one->stale || strcmp(one->key, key) || strcmp(one->stamp, stamp)) continue;
    found = one->engine;
    ++one->users;
  }
  pthread_mutex_unlock(&guard);
  return found;
}

int32_t entente_keep(const char *key, const char *stamp, entente_engine *engine) {
  place *empty = NULL;
  int known = 0;
  if (!key || !stamp || !engine || strlen(key) >= kTextBytes || strlen(stamp) >= kTextBytes) return 0;
  pthread_mutex_lock(&guard);
  for (int i = 0; i < kPlaces; ++i)
    if (places[i].engine && !places[i].stale && !strcmp(places[i].key, key)) {
      if (!strcmp(places[i].stamp, stamp)) known = 1; /* another thread was first */
      else places[i].stale = 1;
      FreeIfUnused(&places[i]);
    }
  for (int i = 0; i < kPlaces && !empty; ++i)
    if (!places[i].engine) empty = &places[i];
  if (empty && !known) {
    strcpy(empty->key, key);
    strcpy(empty->stamp, stamp);
    empty->engine = engine;
    empty->users = 1;
  }
  pthread_mutex_unlock(&guard);
  return empty && !known;
}

void entente_release(entente_engine *engine) {
  pthread_mutex_lock(&guard);
  for (int i = 0; i < kPlaces; ++i)
    if (engine && places[i].engine == engine) {
      --places[i].users;
      FreeIfUnused(&places[i]);
      break;
    }
  pthread_mutex_unlock(&guard);
}
