// Tested by: tests/unit/store/sqlite_test.cc, tests/unit/store/archive_test.cc
#include "store/sqlite.h"

#include <sqlite3.h>
#include <unistd.h>

namespace entente::store {
namespace {

constexpr int32_t kBusyStepMs = 5;  // between two tries

constexpr int64_t kShareBefore = 16;  // one part of the cache in so many: what is read before a transaction is other pages each time

std::string Message(int code, const char* detail) {
  switch (code & 0xFF) {
    case SQLITE_FULL: return "there is no room left on the disk; nothing of this piece of work was kept. Make room and run it again";
    case SQLITE_READONLY: return "the archive can only be read; check the permissions of the file and of its folder";
    case SQLITE_BUSY: case SQLITE_LOCKED: return "another program is writing to the archive for longer than the time to wait";
    case SQLITE_NOTADB: return "this is no archive: the file is no SQLite database";
    case SQLITE_CORRUPT: return "the archive is damaged; restore a copy, or index the articles into a new one";
    case SQLITE_CANTOPEN: return "the archive cannot be opened; check the path and the permissions";
    default: return std::string("the archive cannot be read or written (") + detail + ")";
  }
}

Code CodeOf(int code) {
  switch (code & 0xFF) {
    case SQLITE_NOMEM: return Code::kNoMemory;
    case SQLITE_NOTADB: return Code::kUnsupported;
    case SQLITE_INTERRUPT: return Code::kCancelled;
    case SQLITE_ERROR: case SQLITE_MISUSE: case SQLITE_RANGE: case SQLITE_MISMATCH: case SQLITE_CONSTRAINT: return Code::kInternal;
    default: return Code::kIo;
  }
}

}  // namespace

Result<std::unique_ptr<Database>> Database::Open(const std::string& path, OpenMode mode, int32_t wait_ms) {
  std::unique_ptr<Database> database(new Database);
  database->path_ = path;
  database->wait_ms_ = wait_ms;
  if (mode != OpenMode::kCreate && access(path.c_str(), F_OK) != 0) return Status(Code::kNotFound, "there is no such archive", path);
  const auto open = [&](const std::string& name, int flags) { return sqlite3_open_v2(name.c_str(), &database->handle_, flags | SQLITE_OPEN_NOMUTEX, nullptr); };
  int code = open(path, mode == OpenMode::kReadOnly ? SQLITE_OPEN_READONLY : mode == OpenMode::kReadWrite ? SQLITE_OPEN_READWRITE : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE);
  if (code == SQLITE_OK) {
    sqlite3_extended_result_codes(database->handle_, 1);
    sqlite3_busy_timeout(database->handle_, wait_ms);
    database->Ask("SELECT count(*) FROM sqlite_schema");
    // A reader needs a file beside the archive. Where none may be made and no writer left one, the file cannot change either.
    const bool cannot_share = (database->status_.code() == Code::kIo) && mode == OpenMode::kReadOnly && access((path + "-wal").c_str(), F_OK) != 0;
    if (cannot_share) {
      database->status_ = Status();
      sqlite3_close_v2(std::exchange(database->handle_, nullptr));
      std::string uri = "file:";
      for (const char c : path) {
        constexpr char kHex[] = "0123456789ABCDEF";
        const auto byte = static_cast<unsigned char>(c);
        if (c == '%' || c == '?' || c == '#' || byte < 0x21) uri += {'%', kHex[byte >> 4], kHex[byte & 15]};
        else uri += c;
      }
      code = open(uri + "?immutable=1", SQLITE_OPEN_READONLY | SQLITE_OPEN_URI);
      if (code == SQLITE_OK) database->Ask("SELECT count(*) FROM sqlite_schema");
    }
  }
  if (code != SQLITE_OK) database->FailWith(code);
  if (!database->ok()) return database->status_;
  return database;
}

Database::~Database() {
  before_.reset();  // who closes last brings the file up to date, which a reader cannot
  sqlite3_finalize(rollback_);
  sqlite3_close_v2(handle_);
}

void Database::FailWith(int code) {
  if (ok()) Fail(Status(CodeOf(code), Message(code, sqlite3_errmsg(handle_)), path_));
}

void Database::Run(const char* sql) {
  if (!ok()) return;
  const int code = sqlite3_exec(handle_, sql, nullptr, nullptr, nullptr);
  if (code != SQLITE_OK) FailWith(code);
}

void Database::KeepLog() {
  if (!ok()) return;
  int code = sqlite3_exec(handle_, "PRAGMA journal_mode = WAL", nullptr, nullptr, nullptr);
  for (int32_t waited = 0; (code & 0xFF) == SQLITE_BUSY && waited < wait_ms_; waited += kBusyStepMs) {
    sqlite3_sleep(kBusyStepMs);
    code = sqlite3_exec(handle_, "PRAGMA journal_mode = WAL", nullptr, nullptr, nullptr);
  }
  if (code != SQLITE_OK) FailWith(code);
}

void Database::Begin(const char* sql) {
  if (sqlite3_get_autocommit(handle_) == 0) Abandon();
  // anew each time: SQLite makes old ones anew itself, which needs memory
  sqlite3_finalize(std::exchange(rollback_, nullptr));
  const int code = sqlite3_prepare_v2(handle_, "ROLLBACK", -1, &rollback_, nullptr);
  if (code != SQLITE_OK) FailWith(code);
  Run(sql);
}

void Database::Abandon() {
  for (sqlite3_stmt* one = sqlite3_next_stmt(handle_, nullptr); one != nullptr; one = sqlite3_next_stmt(handle_, one)) sqlite3_reset(one);
  if (sqlite3_get_autocommit(handle_) == 0) {
    sqlite3_step(rollback_);
    sqlite3_reset(rollback_);
  }
  ForgetError();
}

int64_t Database::Ask(const char* sql) {
  Statement statement(this, sql);
  return statement.With().Step() ? statement.Int(0) : 0;
}

int64_t Database::last_id() const { return sqlite3_last_insert_rowid(handle_); }

void Database::SetCache(uint32_t mib) {
  cache_kib_ = int64_t{mib} * 1024;
  Run(("PRAGMA cache_size = -" + std::to_string(cache_kib_ - cache_kib_ / kShareBefore)).c_str());
}

int Database::AfterCommit(void* database, sqlite3* handle, const char* name, int pages) {
  auto* self = static_cast<Database*>(database);
  self->log_pages_ = pages;
  if (pages >= self->most_log_pages_) sqlite3_wal_checkpoint_v2(handle, name, SQLITE_CHECKPOINT_PASSIVE, nullptr, nullptr);  // what cannot be copied stays in the log
  return SQLITE_OK;
}

void Database::SetLog(int32_t pages) {
  most_log_pages_ = pages;
  sqlite3_wal_hook(handle_, AfterCommit, this);
}

// Another file may have taken the place of this one, and without WAL a reader would be in the way.
bool Database::CanLookBefore() {
  const char* const file = sqlite3_db_filename(handle_, "main");
  int moved = 0;
  if (!ok() || file == nullptr || *file == '\0' || sqlite3_file_control(handle_, "main", SQLITE_FCNTL_HAS_MOVED, &moved) != SQLITE_OK || moved != 0) return false;
  if (before_ != nullptr) return true;
  Statement mode(this, "PRAGMA journal_mode");
  if (!mode.With().Step() || mode.Text(0) != "wal") return false;
  auto opened = Open(file, OpenMode::kReadWrite, 0);  // only CopyLog writes
  if (!opened.ok()) return false;
  before_ = std::move(opened).value();
  before_->Run(("PRAGMA cache_size = -" + std::to_string(cache_kib_ / kShareBefore)).c_str());
  return true;
}

bool Database::LookBefore() {
  if (!CanLookBefore()) return false;
  before_->Begin("BEGIN");
  before_->Ask("SELECT count(*) FROM sqlite_schema");  // from here on it sees the same
  looks_before_ = before_->ok();
  if (!looks_before_) before_->Abandon();
  return looks_before_;
}

void Database::CopyLog() {
  if (!looks_before_ || log_pages_ < most_log_pages_ / 2) return;
  before_->Abandon();  // else it keeps what it sees in the log. It goes on seeing the same: nobody else may write
  sqlite3_wal_checkpoint_v2(before_->handle_, "main", SQLITE_CHECKPOINT_PASSIVE, nullptr, nullptr);
}

void Database::EndBefore() {
  if (!looks_before_) return;
  looks_before_ = false;
  Fail(std::move(before_->status_));
  before_->Abandon();
}

Statement::~Statement() {
  sqlite3_finalize(handle_);
  sqlite3_finalize(other_);
}

bool Statement::Start() {
  if (Database* wanted = sees_ == Sees::kBefore && own_->looks_before_ ? own_->before_.get() : own_; wanted != database_) {
    sqlite3_reset(handle_);
    std::swap(handle_, other_);
    database_ = wanted;
  }
  if (!database_->ok()) return false;
  if (handle_ == nullptr) {
    const int code = sqlite3_prepare_v3(database_->handle_, sql_.data(), static_cast<int>(sql_.size()), SQLITE_PREPARE_PERSISTENT, &handle_, nullptr);
    if (code != SQLITE_OK) database_->FailWith(code);
    return code == SQLITE_OK;
  }
  sqlite3_reset(handle_);
  return true;
}

bool Statement::Step() {
  if (!database_->ok() || handle_ == nullptr) return false;
  const int code = sqlite3_step(handle_);
  if (code == SQLITE_ROW) return true;
  if (code != SQLITE_DONE) database_->FailWith(code);
  sqlite3_reset(handle_);
  return false;
}

void Statement::Reset() {
  if (handle_ != nullptr) sqlite3_reset(handle_);
}

int64_t Statement::Int(int column) const { return sqlite3_column_int64(handle_, column); }
bool Statement::IsNull(int column) const { return sqlite3_column_type(handle_, column) == SQLITE_NULL; }

std::string_view Statement::Text(int column) const {
  const bool is_null = IsNull(column);  // asked first: a text for which there is no memory becomes null
  const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(handle_, column));
  if (text == nullptr && !is_null) database_->FailWith(SQLITE_NOMEM);
  return text == nullptr ? std::string_view() : std::string_view(text, static_cast<size_t>(sqlite3_column_bytes(handle_, column)));
}

void Statement::Bind(int index, int64_t value) { sqlite3_bind_int64(handle_, index, value); }
void Statement::Bind(int index, std::string_view value) {
  // a text that could not be copied would be stored as null
  const int code = sqlite3_bind_text64(handle_, index, value.data() == nullptr ? "" : value.data(), value.size(), copies_ ? SQLITE_TRANSIENT : SQLITE_STATIC, SQLITE_UTF8);
  if (code != SQLITE_OK) database_->FailWith(code);
}
void Statement::BindNull(int index) { sqlite3_bind_null(handle_, index); }

}  // namespace entente::store
