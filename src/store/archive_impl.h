// What an open archive holds. The questions of query/ read it under its lock.
#pragma once

#include <mutex>
#include <optional>
#include <string>

#include "entente/archive.h"
#include "store/names.h"
#include "store/sqlite.h"
#include "store/writer.h"

namespace entente {

struct Archive::Impl {
  std::mutex mutex;
  std::string path;
  std::unique_ptr<store::Database> database;
  Currency currency;
  std::optional<store::Names> names;
  std::optional<store::Writer> writer;  // of an archive that may be written
  int64_t data_version = 0;             // of SQLite: changes when others write
  std::optional<RateTable> rates;       // the table inside the library, when a question needs it

  // Runs `work` in one transaction and keeps its changes when all went well.
  template <typename Work>
  Status Change(Work work) {
    const std::lock_guard lock(mutex);
    if (!writer) return Status(Code::kInvalidArgument, "the archive was opened for reading only", path);
    database->Run("BEGIN IMMEDIATE");
    if (const int64_t version = database->Ask("PRAGMA data_version"); version != data_version) {
      names->Forget();  // another program has written since
      writer->Forget();
      data_version = version;
    }
    Status status = database->ok() ? work() : Status();
    if (status.ok() && database->ok()) writer->Settle();
    if (status.ok()) database->Run("COMMIT");
    if (status.ok() && database->ok()) return {};
    if (status.ok()) status = database->status();
    database->ForgetError();
    database->Run("ROLLBACK");
    database->ForgetError();  // a failed commit may have rolled back already
    names->Forget();
    writer->Forget();
    database->ForgetError();
    return status;
  }

  // Runs `work` on one state of the file.
  template <typename Work>
  Status Look(Work work) {
    const std::lock_guard lock(mutex);
    database->Run("BEGIN");
    Status status = database->ok() ? work() : Status();
    if (status.ok()) status = database->status();
    database->ForgetError();
    database->Run("COMMIT");
    database->ForgetError();
    return status;
  }
};

}  // namespace entente
