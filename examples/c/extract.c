/* extract FILE [PUBLISHED]: prints the deals of one article as JSON. A whole program on the C library, in C99.
 *
 *   cc -std=c99 extract.c $(pkg-config --cflags --libs entente) -o extract
 */
#include <entente_c.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static char *read_file(const char *path, size_t *bytes) {
  FILE *file = fopen(path, "rb");
  char *text = NULL;
  size_t used = 0, room = 0;
  if (file == NULL) return NULL;
  for (;;) {
    if (used == room) {
      char *more = realloc(text, room = room * 2 + 65536);
      if (more == NULL) break;
      text = more;
    }
    const size_t got = fread(text + used, 1, room - used, file);
    if (got == 0) break;
    used += got;
  }
  fclose(file);
  *bytes = used;
  return text;
}

static int fail(const char *path, entente_error *error) {
  fprintf(stderr, "%s: %s (%s)\n", path, entente_error_message(error), entente_error_origin(error));
  entente_error_free(error);
  return 2;
}

int main(int argc, char **argv) {
  const char *name;
  char *text;
  size_t bytes = 0, json_bytes = 0;
  entente_engine *engine = NULL;
  entente_extraction *extraction = NULL;
  entente_error *error = NULL;
  int result = 0;
  if (argc < 2) return fprintf(stderr, "usage: extract FILE [PUBLISHED]\n"), 2;
  text = read_file(argv[1], &bytes);
  if (text == NULL) return fprintf(stderr, "%s: cannot be read\n", argv[1]), 2;
  name = strrchr(argv[1], '/') != NULL ? strrchr(argv[1], '/') + 1 : argv[1];

  if (entente_engine_open(NULL, &engine, &error) != ENTENTE_OK) {
    result = fail(argv[1], error);
  } else if (entente_extract_text(engine, name, text, bytes, argc > 2 ? argv[2] : NULL, "auto", &extraction, &error) != ENTENTE_OK) {
    result = fail(argv[1], error);
  } else {
    const char *json = entente_extraction_json(extraction, &json_bytes);
    fwrite(json, 1, json_bytes, stdout);
    fputc('\n', stdout);
    result = entente_extraction_deal_count(extraction) > 0 ? 0 : 1;
  }
  entente_extraction_free(extraction);
  entente_engine_free(engine);
  free(text);
  return result;
}
