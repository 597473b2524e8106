/* An engine that was opened before fork works in parent and child alike; an archive is made and opened on each side. */
#include <entente_c.h>
#include <stdio.h>
#include <string.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

static const char text[] = "가온전자는 새벽로보틱스에 120억원을 투자했다고 2024년 5월 3일 밝혔다.";
static int passed, failed;

static void check(int ok, const char *what) {
  if (ok) ++passed;
  else ++failed, printf("FAILED %s\n", what);
}

/* 1 when the engine reads the text as `wanted` and an archive at `path` keeps it. */
static int works(const entente_engine *engine, const char *wanted, const char *path) {
  entente_extraction *extraction = NULL;
  entente_archive *archive = NULL;
  int ok = entente_extract_text(engine, "a1", text, sizeof text - 1, "2024-05-04", NULL, &extraction, NULL) == ENTENTE_OK &&
           strcmp(entente_extraction_json(extraction, NULL), wanted) == 0;
  if (ok) {
    const entente_extraction *one = extraction;
    ok = entente_archive_open(path, NULL, &archive, NULL) == ENTENTE_OK && entente_archive_add(archive, &one, 1, NULL, NULL, NULL) == ENTENTE_OK &&
         entente_archive_check(archive, NULL) == ENTENTE_OK;
  }
  entente_archive_free(archive);
  entente_extraction_free(extraction);
  return ok;
}

int main(int argc, char **argv) {
  enum { kChildren = 4, kRounds = 20 };
  entente_engine *engine = NULL;
  entente_extraction *first = NULL;
  char path[4096];
  if (argc < 2) return 2;
  check(entente_engine_open(NULL, &engine, NULL) == ENTENTE_OK, "opens");
  check(entente_extract_text(engine, "a1", text, sizeof text - 1, "2024-05-04", NULL, &first, NULL) == ENTENTE_OK, "reads");
  check(entente_extraction_deal_count(first) == 1, "finds the deal");
  snprintf(path, sizeof path, "%s/fork.archive", argv[1]);
  for (int round = 0; round < kRounds; ++round) { /* all make the same archive at the same moment */
    int well = 0;
    remove(path);
    fflush(stdout);
    for (int i = 0; i < kChildren; ++i) {
      pid_t child = fork();
      if (child == 0) {
        int ok = works(engine, entente_extraction_json(first, NULL), path);
        entente_extraction_free(first);
        entente_engine_free(engine);
        _exit(ok ? 0 : 1);
      }
      check(child > 0, "forks");
    }
    check(works(engine, entente_extraction_json(first, NULL), path), "the parent goes on");
    for (int status = 0; wait(&status) > 0;) well += WIFEXITED(status) && WEXITSTATUS(status) == 0;
    check(well == kChildren, "every child reads the same and writes to the archive");
  }
  entente_extraction_free(first);
  entente_engine_free(engine);
  remove(path);
  printf("%d passed, %d failed\n", passed, failed);
  return failed == 0 ? 0 : 1;
}
