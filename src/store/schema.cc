// Tested by: tests/unit/store/archive_test.cc
#include "store/schema.h"

#include "entente/rates.h"
#include "store/told.h"

namespace entente::store {
namespace {

constexpr int64_t kApplicationId = 0x456E7474;

// kMigrations[n] brings a file of schema n + 1 to n + 2. Version 1 is the first.
constexpr const char* kMigrations[] = {nullptr};
static_assert(sizeof(kMigrations) / sizeof(*kMigrations) == kSchemaVersion);

template <typename Name>
void PutCodes(Database* database, const char* domain, int count, Name name) {
  Statement insert(database, "INSERT INTO code VALUES (?, ?, ?)");
  for (int i = 0; i < count; ++i) insert.With(domain, i, name(i)).Run();
}

void PutAllCodes(Database* database) {
  PutCodes(database, "kind", 5, [](int i) { return DealKindName(static_cast<DealKind>(i)); });
  PutCodes(database, "form", 22, [](int i) { return DealFormName(static_cast<DealForm>(i)); });
  PutCodes(database, "status", 7, [](int i) { return DealStatusName(static_cast<DealStatus>(i)); });
  PutCodes(database, "role", 10, [](int i) { return RoleName(static_cast<Role>(i)); });
  PutCodes(database, "party_kind", 8, [](int i) { return PartyKindName(static_cast<PartyKind>(i)); });
  PutCodes(database, "precision", 7, [](int i) { return PrecisionName(static_cast<Precision>(i)); });
  PutCodes(database, "basis", 2, [](int i) { return i == 0 ? "text" : "published"; });
  PutCodes(database, "origin", 3, [](int i) { return i == 0 ? "article" : i == 1 ? "host" : "reviewer"; });
  PutCodes(database, "field", 2, [](int i) { return i == 0 ? "title" : "body"; });
  PutCodes(database, "verdict", 3, [](int i) { return i == 0 ? "accepted" : i == 1 ? "rejected" : "edited"; });
}

Status ReadWanted(std::string_view code, Currency* currency) {
  if (code.empty()) return *currency = Currency("USD"), Status();  // the table takes longer to read than the file to open
  auto rates = RateTable::BuiltIn();
  if (!rates.ok()) return rates.status();
  if (code.size() != 3 || !rates->IsKnown(Currency(code))) return Status(Code::kInvalidArgument, "'" + std::string(code) + "' is no ISO 4217 code that the library knows", "currency");
  *currency = Currency(code);
  return {};
}

void MakeTables(Database* database, Currency currency) {
  // The order of these matters: the journal mode cannot change inside a transaction, and two programs may come here at once.
  database->KeepLog();
  database->Run("BEGIN IMMEDIATE");
  if (database->Ask("PRAGMA user_version") == 0) {
    database->Run(std::string(SchemaSql()).c_str());
    database->Run(("PRAGMA application_id = " + std::to_string(kApplicationId)).c_str());
    database->Run(("PRAGMA user_version = " + std::to_string(kSchemaVersion)).c_str());
    PutAllCodes(database);
    Statement(database, "INSERT INTO meta VALUES ('currency', ?)").With(currency.code()).Run();
  }
  database->Run("COMMIT");
}

}  // namespace

Status PrepareArchive(Database* database, const ArchiveOptions& options, Currency* currency) {
  database->SetCache(options.cache_mib);
  database->Run("PRAGMA foreign_keys = OFF");  // the references are for readers and Archive::Check; to look for each with every row is slow
  database->Run("PRAGMA synchronous = NORMAL");  // with WAL: a crash of the program loses nothing, one of the machine at most the last pieces of work
  database->Run("PRAGMA temp_store = MEMORY");
  database->SetLog(32000);  // many transactions change the same pages
  if (Status status = ReadWanted(options.currency, currency); !status.ok()) return status;
  const bool is_empty = database->Ask("SELECT count(*) FROM sqlite_schema") == 0;
  if (!database->ok()) return database->status();
  if (is_empty) {
    if (options.mode == ArchiveMode::kReadOnly) return Status(Code::kUnsupported, "this is no archive: the file is empty");
    MakeTables(database, *currency);
  }
  const int64_t application = database->Ask("PRAGMA application_id");
  const int64_t version = database->Ask("PRAGMA user_version");
  if (!database->ok()) return database->status();
  if (application != kApplicationId) return Status(Code::kUnsupported, "this is no archive of Entente, but another SQLite database");
  if (version < 1) return Status(Code::kIo, "the archive is damaged: it has no number of a schema");
  if (version > kSchemaVersion)
    return Status(Code::kUnsupported, "the archive has schema " + std::to_string(version) + ", this library knows up to " + std::to_string(kSchemaVersion) + "; take a newer library");
  if (version < kSchemaVersion && options.mode == ArchiveMode::kReadOnly)
    return Status(Code::kUnsupported, "the archive has the older schema " + std::to_string(version) + "; open it once for writing, which brings it up to date");
  for (int64_t from = version; from < kSchemaVersion; ++from) {
    database->Run("BEGIN IMMEDIATE");
    database->Run(kMigrations[from]);
    database->Run(("PRAGMA user_version = " + std::to_string(from + 1)).c_str());
    database->Run("COMMIT");
  }
  Statement stored(database, "SELECT value FROM meta WHERE key = 'currency'");
  if (stored.With().Step() && stored.Text(0).size() == 3) {
    const Currency found(stored.Text(0));
    if (!options.currency.empty() && found != *currency)
      return Status(Code::kInvalidArgument, "the archive counts in " + std::string(found.code()) + ", which cannot be changed", "currency");
    *currency = found;
  }
  return database->status();
}

}  // namespace entente::store
