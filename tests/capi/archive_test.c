/* The archive from a C99 program: every call, every rule that a program can see. */
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

/* What a question gives, or the origin of its error after "! ". */
static const char *ask(entente_archive *archive, const char *question) {
  static char kept[1 << 16];
  entente_answer *answer = NULL;
  entente_error *error = NULL;
  size_t bytes = 0;
  if (entente_archive_query(archive, NULL, question, strlen(question), &answer, &error) == ENTENTE_OK) {
    const char *given = entente_answer_text(answer, &bytes);
    CHECK(error == NULL && strlen(given) == bytes && bytes < sizeof kept);
    strncpy(kept, given, sizeof kept - 1);
  } else {
    CHECK(answer == NULL);
    snprintf(kept, sizeof kept, "! %s", entente_error_origin(error));
  }
  entente_answer_free(answer);
  entente_error_free(error);
  return kept;
}

static const char *export_of(entente_archive *archive, int32_t what) {
  static char kept[1 << 16];
  entente_answer *answer = NULL;
  kept[0] = 0;
  CHECK(entente_archive_export(archive, what, &answer, NULL) == ENTENTE_OK);
  if (answer != NULL) strncpy(kept, entente_answer_text(answer, NULL), sizeof kept - 1);
  entente_answer_free(answer);
  return kept;
}

static int rate_calls = 0;

static entente_status give_rate(void *user, const char *base, const char *quote, int32_t day, int64_t *num, int64_t *den) {
  (void)base, (void)quote, (void)day;
  ++rate_calls;
  *num = *(const int64_t *)user;
  *den = 1000;
  return ENTENTE_OK;
}

/* Requires: the archive holds the article of `text`. */
static void test_report(entente_archive *archive) {
  static const char question[] = "{\"where\": {\"kinds\": \"investment\"}, \"currency\": \"EUR\"}", wrong[] = "{\"where\": {\"kinds\": [\"gift\"]}}";
  entente_engine_options options = ENTENTE_ENGINE_OPTIONS_INIT;
  entente_engine *engine = NULL;
  entente_answer *page = NULL;
  entente_error *error = NULL;
  size_t bytes = 0;
  int64_t rate = 2;
  CHECK(entente_archive_report(archive, NULL, NULL, NULL, 0, &page, &error) == ENTENTE_OK && error == NULL);
  CHECK(strncmp(entente_answer_text(page, &bytes), "<!DOCTYPE html>", 15) == 0 && strlen(entente_answer_text(page, NULL)) == bytes);
  CHECK(strstr(entente_answer_text(page, NULL), "\"archive\":\"Entente\"") != NULL);
  entente_answer_free(page);

  options.rate = give_rate;
  options.rate_user = &rate;
  CHECK(entente_engine_open(&options, &engine, NULL) == ENTENTE_OK);
  CHECK(entente_archive_report(archive, engine, "</script>", question, sizeof question - 1, &page, NULL) == ENTENTE_OK && rate_calls > 0);
  CHECK(strstr(entente_answer_text(page, NULL), "\"archive\":\"\\u003c/script\\u003e\",\"filters\":[[\"kinds\",\"investment\"]]") != NULL);
  entente_answer_free(page);
  entente_engine_free(engine);

  CHECK(entente_archive_report(archive, NULL, NULL, wrong, sizeof wrong - 1, &page, &error) == ENTENTE_INVALID_ARGUMENT && page == NULL);
  CHECK(strcmp(entente_error_origin(error), "where.kinds[0]") == 0);
  entente_error_free(error);
  CHECK(entente_archive_report(archive, NULL, "\xFF", NULL, 0, &page, NULL) == ENTENTE_INVALID_ARGUMENT);
  CHECK(entente_archive_report(archive, NULL, NULL, NULL, 5, &page, NULL) == ENTENTE_INVALID_ARGUMENT);
  CHECK(entente_archive_report(archive, NULL, NULL, NULL, 0, NULL, NULL) == ENTENTE_INVALID_ARGUMENT);
}

static void test_null(void) {
  size_t bytes = 7;
  entente_archive *archive = (entente_archive *)&bytes;
  entente_answer *answer = (entente_answer *)&bytes;
  entente_archive_free(NULL);
  entente_answer_free(NULL);
  CHECK(entente_answer_text(NULL, &bytes) == NULL && bytes == 0);
  CHECK(entente_archive_open(NULL, NULL, &archive, NULL) == ENTENTE_INVALID_ARGUMENT && archive == NULL);
  CHECK(entente_archive_open("x", NULL, NULL, NULL) == ENTENTE_INVALID_ARGUMENT);
  CHECK(entente_archive_add(NULL, NULL, 0, NULL, NULL, NULL) == ENTENTE_INVALID_ARGUMENT);
  CHECK(entente_archive_add_json(NULL, "{}", 2, NULL, 0, NULL, 0, NULL) == ENTENTE_INVALID_ARGUMENT);
  CHECK(entente_archive_checkpoint(NULL, "x", &answer, NULL) == ENTENTE_INVALID_ARGUMENT && answer == NULL);
  CHECK(entente_archive_remove(NULL, "x", ENTENTE_FROM_ARTICLE, NULL) == ENTENTE_INVALID_ARGUMENT);
  CHECK(entente_archive_say(NULL, "x", "y", ENTENTE_SAME, NULL) == ENTENTE_INVALID_ARGUMENT);
  CHECK(entente_archive_review(NULL, "{}", 2, NULL) == ENTENTE_INVALID_ARGUMENT);
  answer = (entente_answer *)&bytes;
  CHECK(entente_archive_deal(NULL, "x", &answer, NULL) == ENTENTE_INVALID_ARGUMENT && answer == NULL);
  CHECK(entente_archive_merge(NULL, "x", NULL) == ENTENTE_INVALID_ARGUMENT);
  CHECK(entente_archive_export(NULL, ENTENTE_EXPORT_COUNTS, &answer, NULL) == ENTENTE_INVALID_ARGUMENT);
  CHECK(entente_archive_check(NULL, NULL) == ENTENTE_INVALID_ARGUMENT);
  CHECK(entente_archive_query(NULL, NULL, "{}", 2, &answer, NULL) == ENTENTE_INVALID_ARGUMENT);
  answer = (entente_answer *)&bytes;
  CHECK(entente_archive_report(NULL, NULL, NULL, NULL, 0, &answer, NULL) == ENTENTE_INVALID_ARGUMENT && answer == NULL);
}

static void test_open(const char *path) {
  entente_archive_options options = ENTENTE_ARCHIVE_OPTIONS_INIT;
  entente_archive *archive = NULL;
  entente_error *error = NULL;
  options.mode = ENTENTE_ARCHIVE_READ;
  CHECK(entente_archive_open(path, &options, &archive, &error) == ENTENTE_NOT_FOUND && archive == NULL);
  CHECK(entente_error_message(error)[0] != 0 && strcmp(entente_error_origin(error), path) == 0);
  entente_error_free(error);
  options.mode = 9;
  CHECK(entente_archive_open(path, &options, &archive, NULL) == ENTENTE_INVALID_ARGUMENT);
  options.mode = ENTENTE_ARCHIVE_CREATE;
  options.currency = "dollars";
  CHECK(entente_archive_open(path, &options, &archive, NULL) == ENTENTE_INVALID_ARGUMENT);
  options.size = 1;
  CHECK(entente_archive_open(path, &options, &archive, NULL) == ENTENTE_INVALID_ARGUMENT);
}

static void test_contents(const char *path, const char *other) {
  static const char own[] = "{\"id\": \"own\", \"published\": \"2024-06-01\", \"parties\": [{\"name\": \"Gaon\"}, {\"name\": \"Nuri\"}],"
                            " \"deals\": [{\"kind\": \"partnership\", \"parties\": [{\"party\": 0, \"role\": \"partner\"}, {\"party\": 1, \"role\": \"partner\"}]}]}";
  static const char bad[] = "{\"id\": \"bad\", \"deals\": [{\"kind\": \"marriage\"}]}";
  entente_engine *engine = NULL;
  entente_archive *archive = NULL, *second = NULL;
  entente_extraction *extraction = NULL;
  const entente_extraction *both[2];
  entente_answer *answer = NULL;
  entente_error *error = NULL;
  char id[17] = "", review[256];
  const char *found;
  CHECK(entente_engine_open(NULL, &engine, NULL) == ENTENTE_OK);
  CHECK(entente_extract_text(engine, "a1", text, sizeof text - 1, "2024-05-04", NULL, &extraction, NULL) == ENTENTE_OK);
  CHECK(entente_archive_open(path, NULL, &archive, &error) == ENTENTE_OK && error == NULL);
  both[0] = both[1] = extraction;
  CHECK(entente_archive_add(archive, both, 2, "feed", "17", &error) == ENTENTE_OK);
  CHECK(strcmp(export_of(archive, ENTENTE_EXPORT_COUNTS), "{\"articles\":1,\"reports\":1,\"deals\":1,\"parties\":2}\n") == 0);
  CHECK(entente_archive_checkpoint(archive, "feed", &answer, NULL) == ENTENTE_OK && strcmp(entente_answer_text(answer, NULL), "17") == 0);
  entente_answer_free(answer);
  both[1] = NULL;
  CHECK(entente_archive_add(archive, both, 2, "feed", "18", NULL) == ENTENTE_INVALID_ARGUMENT);

  test_report(archive);

  CHECK(entente_archive_add_json(archive, own, sizeof own - 1, NULL, 0, NULL, 0, NULL) == ENTENTE_OK);
  CHECK(entente_archive_add_json(archive, bad, sizeof bad - 1, NULL, 0, NULL, 0, &error) == ENTENTE_BAD_RECORD);
  CHECK(strcmp(entente_error_origin(error), "deals[0].kind") == 0);
  entente_error_free(error);
  CHECK(strstr(ask(archive, "{\"ask\": \"partners\", \"party\": \"nuri\"}"), "\"name\":\"Gaon\"") != NULL);
  CHECK(strcmp(ask(archive, "{\"where\": {\"kinds\": [\"contract\", 7]}}"), "! where.kinds[1]") == 0);

  /* "가온전자" and "Gaon" are one */
  CHECK(entente_archive_say(archive, "\xEA\xB0\x80\xEC\x98\xA8\xEC\xA0\x84\xEC\x9E\x90", "Gaon", ENTENTE_SAME, NULL) == ENTENTE_OK);
  CHECK(strstr(export_of(archive, ENTENTE_EXPORT_COUNTS), "\"parties\":3") != NULL);
  CHECK(strstr(ask(archive, "{\"ask\": \"partners\", \"party\": \"nuri\"}"), "\"name\":\"Gaon\"") == NULL);
  CHECK(entente_archive_say(archive, "Gaon", "\xEA\xB0\x80\xEC\x98\xA8\xEC\xA0\x84\xEC\x9E\x90", ENTENTE_UNSAID, NULL) == ENTENTE_OK);
  CHECK(entente_archive_say(archive, "Gaon", "x", ENTENTE_UNSAID, NULL) == ENTENTE_NOT_FOUND);
  CHECK(entente_archive_say(archive, "Gaon", "x", 7, NULL) == ENTENTE_INVALID_ARGUMENT);

  found = strstr(ask(archive, "{\"where\": {\"kinds\": \"partnership\"}}"), "\"id\":\"");
  CHECK(found != NULL);
  if (found != NULL) memcpy(id, found + 6, 16);
  snprintf(review, sizeof review, "{\"deal\": \"%s\", \"verdict\": \"rejected\", \"note\": \"no deal\"}", id);
  CHECK(entente_archive_review(archive, review, strlen(review), NULL) == ENTENTE_OK);
  CHECK(strstr(export_of(archive, ENTENTE_EXPORT_COUNTS), "\"deals\":1") != NULL);
  CHECK(strstr(export_of(archive, ENTENTE_EXPORT_REVIEWS), "\"note\":\"no deal\"") != NULL);
  CHECK(entente_archive_review(archive, "{\"verdict\": \"perhaps\"}", 22, &error) == ENTENTE_BAD_RECORD && strcmp(entente_error_origin(error), "verdict") == 0);
  entente_error_free(error);

  CHECK(entente_archive_deal(archive, id, &answer, NULL) == ENTENTE_OK && strstr(entente_answer_text(answer, NULL), "\"kind\":\"partnership\"") != NULL);
  entente_answer_free(answer);
  CHECK(entente_archive_deal(archive, "0123456789abcdef", &answer, NULL) == ENTENTE_NOT_FOUND && answer == NULL);
  CHECK(entente_archive_deal(archive, "no id", &answer, NULL) == ENTENTE_INVALID_ARGUMENT && answer == NULL);
  CHECK(strcmp(export_of(archive, ENTENTE_EXPORT_LEXICON), "") == 0);
  CHECK(entente_archive_say(archive, "Gaon", "Gaon Electronics", ENTENTE_SAME, NULL) == ENTENTE_OK);
  CHECK(strcmp(export_of(archive, ENTENTE_EXPORT_LEXICON), "name\tkind\taliases\nGaon\tcompany\tGaon Electronics\n") == 0);
  CHECK(strcmp(export_of(archive, ENTENTE_EXPORT_CASES), "") == 0); /* an entry of the host is no article */

  CHECK(entente_archive_open(other, NULL, &second, NULL) == ENTENTE_OK);
  CHECK(entente_archive_merge(second, path, NULL) == ENTENTE_OK);
  {
    char first[1 << 16];
    strncpy(first, export_of(archive, ENTENTE_EXPORT_CONTENTS), sizeof first - 1);
    first[sizeof first - 1] = 0;
    CHECK(first[0] == '{' && strcmp(first, export_of(second, ENTENTE_EXPORT_CONTENTS)) == 0);
  }
  CHECK(entente_archive_merge(second, "/no/such/file", NULL) == ENTENTE_NOT_FOUND);
  CHECK(entente_archive_check(second, NULL) == ENTENTE_OK);
  CHECK(entente_archive_export(second, 9, &answer, NULL) == ENTENTE_INVALID_ARGUMENT && answer == NULL);
  entente_archive_free(second);

  CHECK(entente_archive_remove(archive, "own", ENTENTE_FROM_ARTICLE, NULL) == ENTENTE_NOT_FOUND);
  CHECK(entente_archive_remove(archive, "own", ENTENTE_FROM_HOST, NULL) == ENTENTE_OK);
  CHECK(entente_archive_remove(archive, "a1", ENTENTE_FROM_ARTICLE, NULL) == ENTENTE_OK);
  CHECK(entente_archive_remove(archive, "a1", 7, NULL) == ENTENTE_INVALID_ARGUMENT);
  CHECK(strcmp(export_of(archive, ENTENTE_EXPORT_COUNTS), "{\"articles\":0,\"reports\":0,\"deals\":0,\"parties\":0}\n") == 0);
  entente_archive_free(archive);
  entente_extraction_free(extraction);
  entente_engine_free(engine);
}

int main(int argc, char **argv) {
  char path[1024], other[1024];
  if (argc != 2) return printf("usage: entente_c99_archive_test FOLDER\n"), 2;
  snprintf(path, sizeof path, "%s/c99_a.archive", argv[1]);
  snprintf(other, sizeof other, "%s/c99_b.archive", argv[1]);
  remove(path);
  remove(other);
  test_null();
  test_open(path);
  test_contents(path, other);
  remove(path);
  remove(other);
  printf("%d passed, %d failed\n", passed, failed);
  return failed == 0 ? 0 : 1;
}
