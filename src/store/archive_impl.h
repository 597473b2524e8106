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
  bool is_stale = false;                // what names and writer hold in memory may not be in the file
  std::optional<RateTable> rates;       // the table inside the library, when a question needs it

  // Runs `work` in one transaction and keeps its changes when all went well.
  template <typename Work>
  Status Change(Work work) {
    const std::lock_guard lock(mutex);
    if (!writer) return Status(Code::kInvalidArgument, "the archive was opened for reading only", path);
    const Ending ending{this};
    database->Begin("BEGIN IMMEDIATE");
    const int64_t version = database->Ask("PRAGMA data_version");
    if (version != data_version) is_stale = true;  // another program has written since
    Refresh();
    data_version = version;
    is_stale = true;  // until it is kept
    Status status = database->ok() ? work() : Status();
    if (status.ok() && writer->ok()) writer->Settle();
    if (status.ok()) database->Run("COMMIT");
    if (!database->ok()) return database->status();  // what was not found may be there
    is_stale = !status.ok();
    return status;
  }

  // Runs `work` on one state of the file.
  template <typename Work>
  Status Look(Work work) {
    const std::lock_guard lock(mutex);
    const Ending ending{this};
    database->Begin("BEGIN");
    Refresh();
    Status status = database->ok() ? work() : Status();
    return database->ok() ? status : database->status();
  }

 private:
  // Ends the transaction that is still open, also where something is thrown.
  struct Ending {
    Impl* impl;
    ~Ending() {
      if (impl->writer) impl->writer->Stop();
      impl->database->Abandon();
    }
  };
  void Refresh() {
    if (!is_stale || !database->ok()) return;
    names->Forget();
    if (writer) writer->Forget();
    is_stale = !database->ok();
  }
};

}  // namespace entente
