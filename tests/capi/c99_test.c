/* The C ABI from a C99 program: every call, every rule that a program can see. */
#include <entente_c.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int passed = 0, failed = 0;

static void check(int holds, const char *what, int line) {
  if (holds) {
    ++passed;
  } else {
    ++failed;
    printf("FAILED line %d: %s\n", line, what);
  }
}
#define CHECK(condition) check((condition) != 0, #condition, __LINE__)

/* "가온전자는 새벽로보틱스에 120억원을 투자했다." (Gaon invested 12 billion won in Saebyeok) */
static const char text[] =
    "\xEA\xB0\x80\xEC\x98\xA8\xEC\xA0\x84\xEC\x9E\x90\xEB\x8A\x94 \xEC\x83\x88\xEB\xB2\xBD\xEB\xA1\x9C\xEB\xB3\xB4\xED\x8B\xB1\xEC\x8A\xA4\xEC\x97\x90 "
    "120\xEC\x96\xB5\xEC\x9B\x90\xEC\x9D\x84 \xED\x88\xAC\xEC\x9E\x90\xED\x96\x88\xEB\x8B\xA4.";

struct memory {
  const char *text;
  size_t bytes, used;
  entente_status fail_with;
};

/* Gives a few bytes at a time, so that lines are cut anywhere. */
static entente_status read_memory(void *user, char *to, size_t capacity, size_t *bytes) {
  struct memory *memory = user;
  size_t count = memory->bytes - memory->used;
  if (count == 0 && memory->fail_with != ENTENTE_OK) return memory->fail_with;
  if (count > 7) count = 7;
  if (count > capacity) count = capacity;
  memcpy(to, memory->text + memory->used, count);
  memory->used += count;
  *bytes = count;
  return ENTENTE_OK;
}

static void test_versions(void) {
  CHECK(entente_abi_version() == 1);
  CHECK(strchr(entente_version(), '.') != NULL);
  CHECK(strstr(entente_version_text(), entente_version()) != NULL);
  CHECK(strcmp(entente_status_name(ENTENTE_BAD_TEXT), "bad_text") == 0);
  CHECK(strcmp(entente_status_name(12345), "unknown") == 0);
}

static void test_null(void) {
  size_t bytes = 7;
  entente_error *error = NULL;
  entente_extraction *extraction = (entente_extraction *)&bytes;
  entente_stream *stream = (entente_stream *)&bytes;
  entente_engine_free(NULL);
  entente_extraction_free(NULL);
  entente_stream_free(NULL);
  entente_error_free(NULL);
  CHECK(entente_error_status(NULL) == ENTENTE_OK);
  CHECK(entente_error_message(NULL)[0] == 0 && entente_error_origin(NULL)[0] == 0);
  CHECK(entente_extraction_json(NULL, &bytes) == NULL && bytes == 0);
  CHECK(entente_extraction_field(NULL, ENTENTE_BODY, NULL) == NULL);
  CHECK(entente_extraction_deal_count(NULL) == 0 && entente_extraction_amount_count(NULL) == 0 && entente_extraction_warning_count(NULL) == 0);
  CHECK(entente_stream_line(NULL) == 0 && entente_stream_bytes(NULL) == 0);
  CHECK(entente_engine_open(NULL, NULL, &error) == ENTENTE_INVALID_ARGUMENT);
  CHECK(entente_error_status(error) == ENTENTE_INVALID_ARGUMENT && entente_error_message(error)[0] != 0);
  entente_error_free(error);
  CHECK(entente_extract(NULL, NULL, &extraction, NULL) == ENTENTE_INVALID_ARGUMENT && extraction == NULL);
  CHECK(entente_stream_open(NULL, NULL, &stream, NULL) == ENTENTE_INVALID_ARGUMENT && stream == NULL);
  CHECK(entente_stream_next(NULL, &extraction, NULL) == ENTENTE_INVALID_ARGUMENT);
}

static entente_status extract(const entente_engine *engine, const entente_article *article, char *origin, size_t room) {
  entente_extraction *extraction = NULL;
  entente_error *error = NULL;
  const entente_status status = entente_extract(engine, article, &extraction, &error);
  CHECK((status == ENTENTE_OK) == (extraction != NULL));
  CHECK((status == ENTENTE_OK) == (error == NULL));
  CHECK(entente_error_status(error) == status);
  strncpy(origin, entente_error_origin(error), room - 1);
  origin[room - 1] = 0;
  entente_extraction_free(extraction);
  entente_error_free(error);
  return status;
}

static void test_article(const entente_engine *engine) {
  entente_article article = ENTENTE_ARTICLE_INIT;
  entente_extraction *extraction = NULL, *same = NULL;
  size_t bytes = 0, same_bytes = 0;
  const char *json;
  char origin[64];
  article.id = "a\"1";
  article.id_bytes = 3;
  article.body = text;
  article.body_bytes = sizeof text - 1;
  article.published = "2024-05-04";
  CHECK(entente_extract(engine, &article, &extraction, NULL) == ENTENTE_OK);
  json = entente_extraction_json(extraction, &bytes);
  CHECK(json != NULL && strlen(json) == bytes && json[0] == '{' && json[bytes - 1] == '}');
  CHECK(strstr(json, "\"id\":\"a\\\"1\"") != NULL);
  CHECK(strstr(json, "\"published\":\"2024-05-04\"") != NULL);
  CHECK(entente_extraction_amount_count(extraction) == 1);
  CHECK(entente_extraction_deal_count(extraction) == 1);
  CHECK(strcmp(entente_extraction_field(extraction, ENTENTE_BODY, &same_bytes), text) == 0 && same_bytes == sizeof text - 1);
  CHECK(entente_extraction_field(extraction, 7, NULL) == NULL);
  CHECK(entente_extract_text(engine, "a\"1", text, sizeof text - 1, "2024-05-04", NULL, &same, NULL) == ENTENTE_OK);
  CHECK(strcmp(json, entente_extraction_json(same, NULL)) == 0);
  entente_extraction_free(same);
  entente_extraction_free(extraction);

  article.published = "2023-02-29";
  CHECK(extract(engine, &article, origin, sizeof origin) == ENTENTE_INVALID_ARGUMENT);
  article.published = NULL;
  article.language = "xx";
  CHECK(extract(engine, &article, origin, sizeof origin) == ENTENTE_INVALID_ARGUMENT);
  article.language = NULL;
  article.format = 9;
  CHECK(extract(engine, &article, origin, sizeof origin) == ENTENTE_INVALID_ARGUMENT);
  article.format = ENTENTE_TEXT;
  article.encoding = "no-such-encoding";
  CHECK(extract(engine, &article, origin, sizeof origin) == ENTENTE_INVALID_ARGUMENT);
  article.encoding = NULL;
  article.body = "ab\xFF" "c";
  article.body_bytes = 4;
  CHECK(extract(engine, &article, origin, sizeof origin) == ENTENTE_BAD_TEXT);
  CHECK(strcmp(origin, "byte 2") == 0);
  article.body = NULL;
  CHECK(extract(engine, &article, origin, sizeof origin) == ENTENTE_INVALID_ARGUMENT);
  article.body_bytes = 0;
  CHECK(extract(engine, &article, origin, sizeof origin) == ENTENTE_OK);
  article.id = "\xFF";
  article.id_bytes = 1;
  CHECK(extract(engine, &article, origin, sizeof origin) == ENTENTE_INVALID_ARGUMENT);
  article.size = 4;
  CHECK(extract(engine, &article, origin, sizeof origin) == ENTENTE_INVALID_ARGUMENT);
}

static void test_encoding(const entente_engine *engine) {
  /* "가나" in windows-949 */
  static const char korean[] = "\xB0\xA1\xB3\xAA";
  entente_extraction *extraction = NULL;
  size_t bytes = 0;
  CHECK(entente_extract_text(engine, NULL, korean, 4, NULL, NULL, &extraction, NULL) == ENTENTE_BAD_TEXT);
  CHECK(entente_extract_text(engine, NULL, korean, 4, NULL, "auto", &extraction, NULL) == ENTENTE_OK);
  CHECK(strcmp(entente_extraction_field(extraction, ENTENTE_BODY, &bytes), "\xEA\xB0\x80\xEB\x82\x98") == 0 && bytes == 6);
  entente_extraction_free(extraction);
}

struct host_rate {
  entente_status status;
  int64_t num, den;
  int calls;
};

static entente_status give_rate(void *user, const char *base, const char *quote, int32_t day, int64_t *num, int64_t *den) {
  struct host_rate *rate = user;
  ++rate->calls;
  CHECK(strcmp(base, "KRW") == 0 && strcmp(quote, "USD") == 0 && day == 19878); /* 2024-06-04 */
  *num = rate->num;
  *den = rate->den;
  return rate->status;
}

static entente_status convert(const entente_engine *engine, const char *sum, const char *to, const char *on, const char *wanted) {
  entente_extraction *extraction = NULL;
  const entente_status status = entente_convert(engine, sum, strlen(sum), NULL, to, on, &extraction, NULL);
  if (wanted != NULL && (extraction == NULL || strstr(entente_extraction_json(extraction, NULL), wanted) == NULL)) {
    ++failed;
    printf("FAILED: %s gives %s\n", sum, extraction == NULL ? "nothing" : entente_extraction_json(extraction, NULL));
  }
  CHECK((status == ENTENTE_OK) == (extraction != NULL));
  entente_extraction_free(extraction);
  return status;
}

static void test_money(const entente_engine *engine) {
  entente_article article = ENTENTE_ARTICLE_INIT;
  entente_extraction *extraction = NULL;
  entente_error *error = NULL;
  article.body = text;
  article.body_bytes = sizeof text - 1;
  article.published = "2024-06-04";
  CHECK(entente_read_money(engine, &article, NULL, &extraction, NULL) == ENTENTE_OK);
  CHECK(entente_extraction_amount_count(extraction) == 1 && entente_extraction_deal_count(extraction) == 0);
  CHECK(strstr(entente_extraction_json(extraction, NULL), "\"normalized\":{\"currency\":\"USD\"") != NULL);
  entente_extraction_free(extraction);
  CHECK(entente_read_money(engine, &article, "JPY", &extraction, NULL) == ENTENTE_OK);
  CHECK(strstr(entente_extraction_json(extraction, NULL), "\"normalized\":{\"currency\":\"JPY\"") != NULL);
  entente_extraction_free(extraction);
  CHECK(entente_read_money(engine, &article, "won", &extraction, &error) == ENTENTE_INVALID_ARGUMENT && extraction == NULL);
  entente_error_free(error);
  CHECK(entente_read_money(engine, NULL, NULL, &extraction, NULL) == ENTENTE_INVALID_ARGUMENT);
  CHECK(entente_read_money(NULL, &article, NULL, &extraction, NULL) == ENTENTE_INVALID_ARGUMENT);
  CHECK(convert(engine, "33700000000 SEK", "KRW", "2024-06-04", "\"rate\":\"131.6225407\",\"rate_date\":\"2024-06\",\"kind\":\"monthly\",\"source\":\"ECB\"") == ENTENTE_OK);
  CHECK(convert(engine, "1000 SEK", "KRW", NULL, "\"not_normalized\":\"the day of the sum is not known\"") == ENTENTE_OK);
  CHECK(convert(engine, "nothing", "KRW", NULL, NULL) == ENTENTE_NOT_FOUND);
  CHECK(convert(engine, "1000 SEK", NULL, NULL, NULL) == ENTENTE_INVALID_ARGUMENT);
  CHECK(convert(engine, "1000 SEK", "won", NULL, NULL) == ENTENTE_INVALID_ARGUMENT);
  CHECK(convert(engine, "1000 SEK", "KRW", "June", NULL) == ENTENTE_INVALID_ARGUMENT);
}

static void test_rates(void) {
  static const char own[] = "date,currency,units_per_usd\n2024-06-04,KRW,1400\n";
  struct host_rate rate = {ENTENTE_OK, 1, 1000, 0};
  entente_engine_options options = ENTENTE_ENGINE_OPTIONS_INIT;
  entente_engine *engine = NULL;
  entente_error *error = NULL;
  options.rates_csv = own;
  options.rates_csv_bytes = sizeof own - 1;
  options.rates_csv_name = "desk";
  CHECK(entente_engine_open(&options, &engine, NULL) == ENTENTE_OK);
  CHECK(convert(engine, "1400 KRW", "USD", "2024-06-04", "\"kind\":\"user\",\"source\":\"desk\"") == ENTENTE_OK);
  entente_engine_free(engine);
  options.rate = give_rate;
  options.rate_user = &rate;
  CHECK(entente_engine_open(&options, &engine, NULL) == ENTENTE_OK);
  CHECK(convert(engine, "1000 KRW", "USD", "2024-06-04", "\"low\":\"1\",\"high\":\"1\",\"rate\":\"0.001\"") == ENTENTE_OK && rate.calls > 0);
  rate.status = ENTENTE_NOT_FOUND;
  CHECK(convert(engine, "1400 KRW", "USD", "2024-06-04", "desk") == ENTENTE_OK);
  rate.status = ENTENTE_IO;
  CHECK(convert(engine, "1400 KRW", "USD", "2024-06-04", NULL) == ENTENTE_CANCELLED);
  rate.status = ENTENTE_OK;
  rate.den = 0;
  CHECK(convert(engine, "1400 KRW", "USD", "2024-06-04", NULL) == ENTENTE_INVALID_ARGUMENT);
  entente_engine_free(engine);
  options.rates_csv = NULL;
  CHECK(entente_engine_open(&options, &engine, NULL) == ENTENTE_INVALID_ARGUMENT && engine == NULL);
  options.rates_csv = "date,currency,units_per_usd\n2024-06-04,KRW\n";
  options.rates_csv_bytes = strlen(options.rates_csv);
  CHECK(entente_engine_open(&options, &engine, &error) == ENTENTE_BAD_RECORD && engine == NULL);
  CHECK(strcmp(entente_error_origin(error), "desk:2") == 0);
  entente_error_free(error);
  options.size = offsetof(entente_engine_options, rate); /* a caller of version 1.0 knows no rates */
  CHECK(entente_engine_open(&options, &engine, NULL) == ENTENTE_OK);
  entente_engine_free(engine);
}

static void test_lexicons(void) {
  static const char own[] = "name\tkind\tticker\nBrixholt Widgets\tcompany\tBRX\n";
  static const char news[] = "Brixholt Widgets bought Nordvale Inc for $20 million, the company said.";
  entente_lexicon first = ENTENTE_LEXICON_INIT;
  const entente_lexicon *lexicons[1];
  entente_engine_options options = ENTENTE_ENGINE_OPTIONS_INIT;
  entente_engine *engine = NULL;
  entente_extraction *extraction = NULL;
  entente_error *error = NULL;
  lexicons[0] = &first;
  options.lexicons = lexicons;
  options.lexicon_count = 1;
  CHECK(entente_engine_open(&options, &engine, NULL) == ENTENTE_INVALID_ARGUMENT && engine == NULL);
  first.text = own;
  first.text_bytes = sizeof own - 1;
  CHECK(entente_engine_open(&options, &engine, NULL) == ENTENTE_OK);
  CHECK(entente_extract_text(engine, NULL, news, sizeof news - 1, NULL, NULL, &extraction, NULL) == ENTENTE_OK);
  CHECK(strstr(entente_extraction_json(extraction, NULL), "{\"scheme\":\"ticker\",\"value\":\"BRX\"}") != NULL);
  entente_extraction_free(extraction);
  entente_engine_free(engine);
  first.name = "desk.tsv";
  first.text = "name\tkind\nx\tcompany\n";
  first.text_bytes = strlen(first.text);
  CHECK(entente_engine_open(&options, &engine, &error) == ENTENTE_BAD_PACK && engine == NULL);
  CHECK(strcmp(entente_error_origin(error), "desk.tsv:2") == 0);
  entente_error_free(error);
  first.path = "/no/such/file.tsv";
  CHECK(entente_engine_open(&options, &engine, NULL) == ENTENTE_NOT_FOUND);
  first.size = 0;
  CHECK(entente_engine_open(&options, &engine, NULL) == ENTENTE_INVALID_ARGUMENT);
  options.lexicons = NULL;
  CHECK(entente_engine_open(&options, &engine, NULL) == ENTENTE_INVALID_ARGUMENT);
  options.size = offsetof(entente_engine_options, lexicons); /* a caller that knows no lexicons */
  CHECK(entente_engine_open(&options, &engine, NULL) == ENTENTE_OK);
  entente_engine_free(engine);
}

static void test_import(void) {
  static const char list[] = "{\"0\":{\"cik_str\":7,\"ticker\":\"BRX\",\"title\":\"BRIXHOLT WIDGETS INC\"}}";
  entente_import *imported = NULL;
  entente_error *error = NULL;
  size_t bytes = 0;
  CHECK(entente_import_listing("sec", list, sizeof list - 1, NULL, &imported, NULL) == ENTENTE_OK);
  CHECK(strstr(entente_import_table(imported, &bytes), "Brixholt Widgets\tcompany\t") != NULL && bytes == strlen(entente_import_table(imported, NULL)));
  CHECK(strcmp(entente_import_report(imported, NULL), "{\"rows\":1,\"taken\":1,\"skipped\":{},\"changed\":{}}") == 0);
  entente_import_free(imported);
  CHECK(entente_import_listing("sec", "[]", 2, "a.json", &imported, &error) == ENTENTE_BAD_RECORD && imported == NULL);
  CHECK(strcmp(entente_error_origin(error), "a.json") == 0);
  entente_error_free(error);
  CHECK(entente_import_listing("nyse", list, sizeof list - 1, NULL, &imported, NULL) == ENTENTE_INVALID_ARGUMENT);
  CHECK(entente_import_listing(NULL, NULL, 0, NULL, &imported, NULL) == ENTENTE_INVALID_ARGUMENT);
  CHECK(entente_import_listing("sec", NULL, 1, NULL, &imported, NULL) == ENTENTE_INVALID_ARGUMENT);
  CHECK(entente_import_table(NULL, &bytes) == NULL && bytes == 0 && entente_import_report(NULL, NULL) == NULL);
  entente_import_free(NULL);
}

static void test_explain(const entente_engine *engine) {
  static const char news[] = "Brixholt Corp bought Nordvale Inc for $20 million, the company said.";
  entente_article article = ENTENTE_ARTICLE_INIT;
  entente_extraction *extraction = NULL, *plain = NULL;
  size_t bytes = 0;
  article.body = news;
  article.body_bytes = sizeof news - 1;
  CHECK(entente_explain(engine, &article, &extraction, NULL) == ENTENTE_OK);
  CHECK(entente_extract(engine, &article, &plain, NULL) == ENTENTE_OK);
  CHECK(strcmp(entente_extraction_json(extraction, NULL), entente_extraction_json(plain, NULL)) == 0);
  CHECK(strncmp(entente_extraction_explanation(extraction, &bytes), "{\"schema\":1,\"features\":[[\"", 26) == 0 && bytes > 26);
  CHECK(entente_extraction_explanation(plain, &bytes) == NULL && bytes == 0);
  CHECK(entente_extraction_explanation(NULL, NULL) == NULL);
  entente_extraction_free(extraction);
  entente_extraction_free(plain);
  CHECK(entente_explain(engine, NULL, &extraction, NULL) == ENTENTE_INVALID_ARGUMENT && extraction == NULL);
  CHECK(entente_explain(NULL, &article, &extraction, NULL) == ENTENTE_INVALID_ARGUMENT);
}

static void test_units(void) {
  static const char mixed[] = "a\xEA\xB0\x80\xF0\x9F\x98\x80";
  CHECK(entente_text_units(mixed, 8, ENTENTE_CODE_POINTS) == 3);
  CHECK(entente_text_units(mixed, 8, ENTENTE_UTF16_UNITS) == 4);
  CHECK(entente_text_units(mixed, 4, ENTENTE_UTF16_UNITS) == 2);
  CHECK(entente_text_units(mixed, 8, 5) == 0 && entente_text_units(NULL, 8, ENTENTE_CODE_POINTS) == 0);
}

static void test_stream(const entente_engine *engine, uint32_t threads) {
  static const char lines[] =
      "{\"id\": \"one\", \"body\": \"x\"}\n"
      "{\"id\": \"two\", \"body\": \n"
      "\n"
      "{\"id\": 3, \"title\": \"y\", \"body\": null, \"other\": [1, {}]}\n"
      "{\"id\": \"four\", \"body\": \"z\", \"published\": \"2024-13\"}\n"
      "{\"id\": \"five\", \"body\": \"w\"}";
  static const struct { uint64_t line; entente_status status; const char *id; } wanted[] = {
      {1, ENTENTE_OK, "\"id\":\"one\""}, {2, ENTENTE_BAD_RECORD, "news:2"}, {4, ENTENTE_OK, "\"id\":\"3\""},
      {5, ENTENTE_INVALID_ARGUMENT, "news:5"}, {6, ENTENTE_OK, "\"id\":\"five\""}};
  entente_stream_options options = ENTENTE_STREAM_OPTIONS_INIT;
  struct memory memory = {lines, sizeof lines - 1, 0, ENTENTE_OK};
  entente_stream *stream = NULL;
  entente_extraction *extraction = NULL;
  entente_error *error = NULL;
  size_t i;
  options.read = read_memory;
  options.read_user = &memory;
  options.name = "news";
  options.threads = threads;
  CHECK(entente_stream_open(engine, &options, &stream, &error) == ENTENTE_OK && stream != NULL);
  CHECK(entente_stream_line(stream) == 0);
  for (i = 0; i < sizeof wanted / sizeof wanted[0]; ++i) {
    const entente_status status = entente_stream_next(stream, &extraction, &error);
    CHECK(status == wanted[i].status);
    CHECK(entente_stream_line(stream) == wanted[i].line);
    if (status == ENTENTE_OK) CHECK(extraction != NULL && strstr(entente_extraction_json(extraction, NULL), wanted[i].id) != NULL);
    else CHECK(extraction == NULL && strncmp(entente_error_origin(error), wanted[i].id, strlen(wanted[i].id)) == 0);
    entente_extraction_free(extraction);
    entente_error_free(error);
  }
  CHECK(entente_stream_next(stream, &extraction, &error) == ENTENTE_OK && extraction == NULL && error == NULL);
  CHECK(entente_stream_next(stream, &extraction, &error) == ENTENTE_OK && extraction == NULL);
  CHECK(entente_stream_bytes(stream) == sizeof lines - 1);
  entente_stream_free(stream);

  /* a reader that fails, one that cancels, and a stream that is closed early */
  memory.used = 0;
  memory.bytes = 28;
  memory.fail_with = ENTENTE_IO;
  CHECK(entente_stream_open(engine, &options, &stream, NULL) == ENTENTE_OK);
  CHECK(entente_stream_next(stream, &extraction, NULL) == ENTENTE_OK && extraction != NULL);
  entente_extraction_free(extraction);
  CHECK(entente_stream_next(stream, &extraction, NULL) == ENTENTE_IO && extraction == NULL);
  CHECK(entente_stream_next(stream, &extraction, NULL) == ENTENTE_OK && extraction == NULL);
  entente_stream_free(stream);
  memory.used = 0;
  memory.fail_with = ENTENTE_NOT_FOUND;
  CHECK(entente_stream_open(engine, &options, &stream, NULL) == ENTENTE_OK);
  CHECK(entente_stream_next(stream, &extraction, NULL) == ENTENTE_OK && extraction != NULL);
  entente_extraction_free(extraction);
  CHECK(entente_stream_next(stream, &extraction, NULL) == ENTENTE_CANCELLED);
  entente_stream_free(stream);
  memory.used = 0;
  CHECK(entente_stream_open(engine, &options, &stream, NULL) == ENTENTE_OK);
  entente_stream_free(stream);

  options.published = "never";
  CHECK(entente_stream_open(engine, &options, &stream, NULL) == ENTENTE_INVALID_ARGUMENT && stream == NULL);
  options.published = NULL;
  options.read = NULL;
  CHECK(entente_stream_open(engine, &options, &stream, NULL) == ENTENTE_INVALID_ARGUMENT);
}

int main(void) {
  entente_engine_options options = ENTENTE_ENGINE_OPTIONS_INIT;
  entente_engine *engine = NULL;
  entente_error *error = NULL;
  test_versions();
  test_null();
  test_units();
  options.currency = "dollars";
  CHECK(entente_engine_open(&options, &engine, &error) == ENTENTE_INVALID_ARGUMENT && engine == NULL);
  CHECK(entente_error_message(error)[0] != 0);
  entente_error_free(error);
  options.currency = "KRW";
  options.max_document_bytes = sizeof text;
  CHECK(entente_engine_open(&options, &engine, &error) == ENTENTE_OK && error == NULL);
  {
    entente_extraction *extraction = NULL;
    CHECK(entente_extract_text(engine, NULL, text, sizeof text - 1, NULL, NULL, &extraction, NULL) == ENTENTE_OK);
    entente_extraction_free(extraction);
  }
  entente_engine_free(engine);
  options.max_document_bytes = sizeof text - 2;
  CHECK(entente_engine_open(&options, &engine, NULL) == ENTENTE_OK);
  {
    entente_extraction *extraction = NULL;
    CHECK(entente_extract_text(engine, NULL, text, sizeof text - 1, NULL, NULL, &extraction, NULL) == ENTENTE_LIMIT && extraction == NULL);
  }
  entente_engine_free(engine);
  CHECK(entente_engine_open(NULL, &engine, NULL) == ENTENTE_OK);
  test_article(engine);
  test_encoding(engine);
  test_money(engine);
  test_rates();
  test_lexicons();
  test_import();
  test_explain(engine);
  test_stream(engine, 1);
  test_stream(engine, 3);
  entente_engine_free(engine);
  printf("%d passed, %d failed\n", passed, failed);
  return failed == 0 ? 0 : 1;
}
