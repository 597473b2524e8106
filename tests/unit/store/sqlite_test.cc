#include "store/sqlite.h"

#include <filesystem>

#include "unit/catch.h"
#include "unit/store/made.h"

using namespace entente;
using namespace entente::store;

namespace {

constexpr const char* kMake = "PRAGMA journal_mode = WAL; CREATE TABLE number (n INTEGER, text TEXT)";
constexpr const char* kFill = "INSERT INTO number WITH RECURSIVE r (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r WHERE n < 400) SELECT n, hex(zeroblob(200)) FROM r";

std::unique_ptr<Database> Open(const std::string& path) { return Database::Open(path, OpenMode::kCreate, 1000).value(); }

// What the file holds without its log; -1 where there is not even the table.
int64_t RowsInFile(const made::Folder& folder) {
  std::filesystem::copy_file(folder.File("a"), folder.File("b"), std::filesystem::copy_options::overwrite_existing);
  const std::unique_ptr<Database> copy = Open(folder.File("b"));
  return copy->Ask("SELECT count(*) FROM sqlite_schema") == 0 ? -1 : copy->Ask("SELECT count(*) FROM number");
}

}  // namespace

TEST_CASE("the log is copied into the file when it has so many pages") {
  const made::Folder folder;
  const std::unique_ptr<Database> database = Open(folder.File("a"));
  database->Run(kMake);
  database->SetLog(100000);
  database->Run(kFill);
  CHECK(RowsInFile(folder) == -1);
  database->SetLog(1);
  database->Run("DELETE FROM number WHERE n > 300");
  CHECK(RowsInFile(folder) == 300);
  REQUIRE(database->ok());
}

TEST_CASE("what earlier transactions left in a long log is copied while another one writes") {
  const made::Folder folder;
  const std::unique_ptr<Database> database = Open(folder.File("a"));
  database->Run(kMake);
  database->SetLog(100000);
  database->Run(kFill);
  Statement before(database.get(), "SELECT count(*) FROM number", Sees::kBefore);
  for (const bool is_long : {false, true}) {
    if (is_long) {
      database->SetLog(70);  // of which the log has more than half
      database->Run("DELETE FROM number WHERE n = 1");
    }
    const int64_t rows = is_long ? 399 : 400;
    database->Begin("BEGIN IMMEDIATE");
    database->Run("INSERT INTO number VALUES (1000, '')");
    REQUIRE(database->LookBefore());
    REQUIRE(before.With().Step());
    CHECK(before.Int(0) == rows);
    before.Reset();
    database->CopyLog();
    CHECK(RowsInFile(folder) == (is_long ? rows : -1));
    REQUIRE(before.With().Step());  // it sees the same as before
    CHECK(before.Int(0) == rows);
    before.Reset();
    database->Run("INSERT INTO number VALUES (1001, '')");
    database->EndBefore();
    database->Run(is_long ? "COMMIT" : "ROLLBACK");
    REQUIRE(database->ok());
    CHECK(database->Ask("SELECT count(*) FROM number") == (is_long ? rows + 2 : rows));
  }
  CHECK(database->Ask("SELECT count(*) FROM pragma_integrity_check WHERE integrity_check = 'ok'") == 1);
}
