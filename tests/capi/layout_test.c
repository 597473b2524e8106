/* Where the fields of the public structs lie and how large the structs are, on machines with 64-bit pointers: older programs rely on it. A new
 * field stands at the end and adds a line here; no line changes. */
#include <entente_c.h>
#include <stdio.h>

static int passed, failed;

static void check(const char *what, size_t found, size_t wanted) {
  if (found == wanted) ++passed;
  else ++failed, printf("FAILED %s: %zu, wanted %zu\n", what, found, wanted);
}

#define FIELD(name, field, offset) check(#name "." #field, offsetof(entente_##name, field), offset)
#define SIZE(name, size) check("size of " #name, sizeof(entente_##name), size)

int main(void) {
  if (sizeof(void *) != 8) return printf("| skipped: the layout on 64-bit machines\n0 passed, 0 failed\n"), 0;
  FIELD(lexicon, size, 0);
  FIELD(lexicon, path, 8);
  FIELD(lexicon, text, 16);
  FIELD(lexicon, text_bytes, 24);
  FIELD(lexicon, name, 32);
  SIZE(lexicon, 40);
  FIELD(engine_options, size, 0);
  FIELD(engine_options, currency, 8);
  FIELD(engine_options, max_document_bytes, 16);
  FIELD(engine_options, rate, 24);
  FIELD(engine_options, rate_user, 32);
  FIELD(engine_options, rates_csv, 40);
  FIELD(engine_options, rates_csv_bytes, 48);
  FIELD(engine_options, rates_csv_name, 56);
  FIELD(engine_options, rates_ecb, 64);
  FIELD(engine_options, rates_ecb_bytes, 72);
  FIELD(engine_options, rates_ecb_name, 80);
  FIELD(engine_options, lexicons, 88);
  FIELD(engine_options, lexicon_count, 96);
  SIZE(engine_options, 104);
  FIELD(article, size, 0);
  FIELD(article, id, 8);
  FIELD(article, id_bytes, 16);
  FIELD(article, title, 24);
  FIELD(article, title_bytes, 32);
  FIELD(article, body, 40);
  FIELD(article, body_bytes, 48);
  FIELD(article, language, 56);
  FIELD(article, published, 64);
  FIELD(article, encoding, 72);
  FIELD(article, format, 80);
  SIZE(article, 88);
  FIELD(stream_options, size, 0);
  FIELD(stream_options, read, 8);
  FIELD(stream_options, read_user, 16);
  FIELD(stream_options, name, 24);
  FIELD(stream_options, threads, 32);
  FIELD(stream_options, encoding, 40);
  FIELD(stream_options, language, 48);
  FIELD(stream_options, published, 56);
  FIELD(stream_options, format, 64);
  SIZE(stream_options, 72);
  FIELD(archive_options, size, 0);
  FIELD(archive_options, mode, 8);
  FIELD(archive_options, currency, 16);
  FIELD(archive_options, wait_ms, 24);
  FIELD(archive_options, cache_mib, 28);
  SIZE(archive_options, 32);
  printf("%d passed, %d failed\n", passed, failed);
  return failed == 0 ? 0 : 1;
}
