// SQLite as the store uses it: a connection that remembers its first error, and statements that do nothing after one. The
// caller checks status() where a piece of work ends, not after each call.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "entente/status.h"

struct sqlite3;
struct sqlite3_stmt;

namespace entente::store {

enum class OpenMode : uint8_t { kReadOnly, kReadWrite, kCreate };

// Threads: *confined*.
class Database {
 public:
  // Errors: kNotFound (no such file), kIo.
  static Result<std::unique_ptr<Database>> Open(const std::string& path, OpenMode mode, int32_t wait_ms);
  ~Database();
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;

  void Run(const char* sql);  // one or more statements without results
  int64_t Ask(const char* sql);  // the first number of the first row, or 0
  int64_t last_id() const;

  bool ok() const { return status_.ok(); }
  const Status& status() const { return status_; }
  void Fail(Status status) {
    if (status_.ok()) status_ = std::move(status);
  }
  void ForgetError() { status_ = Status(); }
  void Begin(const char* sql);  // Run, and makes ready for Abandon
  // Ends every statement, rolls back what is open and forgets the error. Where there is no memory for it, the next Begin does.
  void Abandon();

  // Keeps a log of writing (SQLite's WAL) from now on. Where others open the file at the same moment it tries again for as long as Open waits, which
  // SQLite does not do by itself here.
  void KeepLog();
  void SetCache(uint32_t mib);  // memory for pages, of both connections
  // When a transaction ends with this many pages in the log (SQLite's -wal file) they are copied into the file, and the next one begins the log anew.
  void SetLog(int32_t pages);

  // Requires: a transaction that writes is open here. From now on statements with Sees::kBefore read by a connection of their own, to which
  // the file is as it was before the transaction, so that another thread may run all others. False: that cannot be, and nothing has changed.
  bool LookBefore();
  // Where the log is long: copies what earlier transactions left in it, which the end of this one would have to wait for otherwise. Another thread may
  // write meanwhile. Requires: LookBefore gave true. What cannot be copied now is left in the log.
  void CopyLog();
  // What went wrong there counts here. Requires: the other thread runs no statement any more.
  void EndBefore();

 private:
  friend class Statement;
  Database() = default;
  void FailWith(int code);
  bool CanLookBefore();
  static int AfterCommit(void* database, sqlite3* handle, const char* name, int pages);

  sqlite3* handle_ = nullptr;
  sqlite3_stmt* rollback_ = nullptr;
  std::string path_;
  Status status_;
  int64_t cache_kib_ = 2048;
  int32_t wait_ms_ = 0;
  int32_t most_log_pages_ = 1000, log_pages_ = 0;  // of the log when the last transaction here ended
  std::unique_ptr<Database> before_;
  bool looks_before_ = false;
};

// kBefore: what it asks for the transaction at hand has not changed, so that it may be asked of the file as it was (Database::LookBefore).
enum class Sees : uint8_t { kAll, kBefore };

// A prepared statement, compiled at its first use. Requires: the database outlives it.
class Statement {
 public:
  Statement(Database* database, std::string sql, Sees sees = Sees::kAll) : database_(database), own_(database), sql_(std::move(sql)), sees_(sees) {}
  ~Statement();
  Statement(Statement&& other) noexcept
      : database_(other.database_), own_(other.own_), sql_(std::move(other.sql_)), sees_(other.sees_), handle_(std::exchange(other.handle_, nullptr)), other_(std::exchange(other.other_, nullptr)) {}
  Statement(const Statement&) = delete;
  Statement& operator=(const Statement&) = delete;

  // Starts anew with these parameters.
  template <typename... Values>
  Statement& With(const Values&... values) {
    if (!Start()) return *this;
    int index = 0;
    (Bind(++index, values), ...);
    return *this;
  }
  // The same for a statement without rows, which is run at once: texts are not copied.
  template <typename... Values>
  void Put(const Values&... values) {
    if (!Start()) return;
    copies_ = false;
    int index = 0;
    (Bind(++index, values), ...);
    copies_ = true;
    while (Step()) {}
  }
  bool Step();  // true: there is a row
  void Run() {  // for statements without rows
    while (Step()) {}
  }
  void Reset();

  int64_t Int(int column) const;
  // Until the next Step or Reset.
  std::string_view Text(int column) const;
  std::string String(int column) const { return std::string(Text(column)); }
  bool IsNull(int column) const;
  std::optional<int64_t> IntOrNull(int column) const { return IsNull(column) ? std::nullopt : std::optional<int64_t>(Int(column)); }

  void Bind(int index, int64_t value);
  void Bind(int index, int32_t value) { Bind(index, static_cast<int64_t>(value)); }
  void Bind(int index, uint32_t value) { Bind(index, static_cast<int64_t>(value)); }
  void Bind(int index, uint8_t value) { Bind(index, static_cast<int64_t>(value)); }
  void Bind(int index, bool value) { Bind(index, static_cast<int64_t>(value)); }
  void Bind(int index, std::string_view value);
  void Bind(int index, const std::string& value) { Bind(index, std::string_view(value)); }
  void Bind(int index, const char* value) { Bind(index, std::string_view(value)); }
  void BindNull(int index);
  template <typename Value>
  void Bind(int index, const std::optional<Value>& value) {
    if (value) Bind(index, *value);
    else BindNull(index);
  }
  bool Start();

 private:
  Database* database_;  // the connection that it is used on: own_ or what this looks before with
  Database* own_;
  std::string sql_;
  Sees sees_;
  sqlite3_stmt* handle_ = nullptr;
  sqlite3_stmt* other_ = nullptr;  // on the other one of the two
  bool copies_ = true;
};

}  // namespace entente::store
