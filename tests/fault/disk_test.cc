// Every write, sync and read of the archive's file fails once, by a file system of SQLite that stands before the real one: first as a disk that gives an
// error, then as one that writes half of what it is told, then as one that stays broken. Each time the call must give ENTENTE_IO or be done; the archive
// must hold all of the change or nothing of it, now and as another program finds the file after a power cut at that moment; and the
// same change must work once the disk does.
//   ENTENTE_FAULTS=all   every n; otherwise about 40 for each call and fault
#include <entente_c.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <functional>
#include <iterator>
#include <string>

#include "fault/samples.h"

namespace {

enum class Kind : uint8_t { kWrite, kTornWrite, kSync, kRead, kBroken };
constexpr const char* kNames[] = {"a write fails", "a write stops half way", "a sync fails", "a read fails", "the disk is broken from one write on"};
constexpr uint64_t kQuickPoints = 40;

// ---- the file system ----

bool armed = false;
Kind kind = Kind::kWrite;
uint64_t wanted = 0, seen = 0, struck = 0;

bool Strikes(Kind here) {
  if (!armed) return false;
  const bool counts = here == kind || (here == Kind::kWrite && (kind == Kind::kTornWrite || kind == Kind::kBroken));
  if (kind == Kind::kBroken && seen >= wanted && wanted != 0) return ++struck != 0;
  if (!counts) return false;
  if (++seen != wanted) return false;
  ++struck;
  return true;
}

struct File {
  sqlite3_file base;
  sqlite3_file* real() { return reinterpret_cast<sqlite3_file*>(this + 1); }
};
sqlite3_file* RealOf(sqlite3_file* file) { return reinterpret_cast<File*>(file)->real(); }

int Close(sqlite3_file* f) { return RealOf(f)->pMethods == nullptr ? SQLITE_OK : RealOf(f)->pMethods->xClose(RealOf(f)); }
int Read(sqlite3_file* f, void* to, int bytes, sqlite3_int64 at) { return Strikes(Kind::kRead) ? SQLITE_IOERR_READ : RealOf(f)->pMethods->xRead(RealOf(f), to, bytes, at); }
int Write(sqlite3_file* f, const void* from, int bytes, sqlite3_int64 at) {
  if (!Strikes(Kind::kWrite)) return RealOf(f)->pMethods->xWrite(RealOf(f), from, bytes, at);
  if (kind == Kind::kTornWrite) {
    RealOf(f)->pMethods->xWrite(RealOf(f), from, bytes / 2, at);
    return SQLITE_FULL;
  }
  return SQLITE_IOERR_WRITE;
}
int Truncate(sqlite3_file* f, sqlite3_int64 size) { return Strikes(Kind::kWrite) ? SQLITE_IOERR_TRUNCATE : RealOf(f)->pMethods->xTruncate(RealOf(f), size); }
int Sync(sqlite3_file* f, int flags) { return Strikes(Kind::kSync) ? SQLITE_IOERR_FSYNC : RealOf(f)->pMethods->xSync(RealOf(f), flags); }
int FileSize(sqlite3_file* f, sqlite3_int64* size) { return RealOf(f)->pMethods->xFileSize(RealOf(f), size); }
int Lock(sqlite3_file* f, int how) { return RealOf(f)->pMethods->xLock(RealOf(f), how); }
int Unlock(sqlite3_file* f, int how) { return RealOf(f)->pMethods->xUnlock(RealOf(f), how); }
int CheckLock(sqlite3_file* f, int* out) { return RealOf(f)->pMethods->xCheckReservedLock(RealOf(f), out); }
int Control(sqlite3_file* f, int what, void* with) { return RealOf(f)->pMethods->xFileControl(RealOf(f), what, with); }
int SectorSize(sqlite3_file* f) { return RealOf(f)->pMethods->xSectorSize(RealOf(f)); }
int Traits(sqlite3_file* f) { return RealOf(f)->pMethods->xDeviceCharacteristics(RealOf(f)); }
int ShmMap(sqlite3_file* f, int page, int size, int grow, void volatile** out) { return RealOf(f)->pMethods->xShmMap(RealOf(f), page, size, grow, out); }
int ShmLock(sqlite3_file* f, int at, int count, int how) { return RealOf(f)->pMethods->xShmLock(RealOf(f), at, count, how); }
void ShmBarrier(sqlite3_file* f) { RealOf(f)->pMethods->xShmBarrier(RealOf(f)); }
int ShmUnmap(sqlite3_file* f, int drop) { return RealOf(f)->pMethods->xShmUnmap(RealOf(f), drop); }

const sqlite3_io_methods kMethods = {2,      Close,   Read,      Write,  Truncate, Sync,    FileSize,   Lock,     Unlock, CheckLock,
                                     Control, SectorSize, Traits, ShmMap, ShmLock,  ShmBarrier, ShmUnmap, nullptr, nullptr};

sqlite3_vfs* real_vfs = nullptr;
sqlite3_vfs shim;

int Open(sqlite3_vfs*, const char* name, sqlite3_file* file, int flags, int* out) {
  auto* mine = reinterpret_cast<File*>(file);
  mine->base.pMethods = nullptr;
  mine->real()->pMethods = nullptr;
  const int code = real_vfs->xOpen(real_vfs, name, mine->real(), flags, out);
  if (mine->real()->pMethods != nullptr) mine->base.pMethods = &kMethods;
  return code;
}
int Delete(sqlite3_vfs*, const char* name, int sync) { return Strikes(Kind::kWrite) ? SQLITE_IOERR_DELETE : real_vfs->xDelete(real_vfs, name, sync); }

void Register() {
  real_vfs = sqlite3_vfs_find(nullptr);
  shim = *real_vfs;
  shim.pNext = nullptr;
  shim.zName = "faults";
  shim.szOsFile = static_cast<int>(sizeof(File)) + real_vfs->szOsFile;
  shim.xOpen = Open;
  shim.xDelete = Delete;
  sqlite3_vfs_register(&shim, 1);
}

// ---- the archive ----

int passed = 0, failed = 0;
uint64_t all_injected = 0, all_survived = 0;
std::string folder, base_bytes;
entente_engine* engine = nullptr;
entente_extraction *first = nullptr, *second = nullptr;

void Check(bool holds, const std::string& what) {
  if (holds) ++passed;
  else ++failed, std::printf("FAILED %s\n", what.c_str());
}

std::string Path(const char* name) { return folder + "/" + name; }
std::string ReadFile(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}
void WriteFile(const std::string& path, const std::string& bytes) { std::ofstream(path, std::ios::binary) << bytes; }
void Remove(const std::string& path) {
  for (const char* end : {"", "-wal", "-shm", "-journal"}) unlink((path + end).c_str());
}

std::string Contents(entente_archive* archive) {
  entente_error* error = nullptr;
  entente_answer* answer = nullptr;
  std::string text;
  if (entente_archive_check(archive, &error) != ENTENTE_OK) text = std::string("damaged: ") + entente_error_message(error);
  entente_error_free(error);
  if (entente_archive_export(archive, ENTENTE_EXPORT_CONTENTS, &answer, &error) == ENTENTE_OK) text += entente_answer_text(answer, nullptr);
  else text += std::string("export fails: ") + entente_error_message(error);
  entente_answer_free(answer);
  return text;
}

std::string ContentsOf(const std::string& path) {
  entente_archive* archive = nullptr;
  entente_error* error = nullptr;
  std::string text = entente_archive_open(path.c_str(), nullptr, &archive, &error) == ENTENTE_OK ? Contents(archive) : std::string("no archive: ") + entente_error_message(error);
  entente_archive_free(archive);
  entente_error_free(error);
  return text;
}

struct Change {
  const char* name;
  std::function<entente_status(entente_archive*)> run;
};

// Gives what is wrong, or "".
std::string Once(const Change& change, uint64_t nth, const std::string& before, const std::string& after) {
  const std::string work = Path("work"), cut = Path("cut");
  Remove(work), Remove(cut);
  WriteFile(work, base_bytes);
  entente_archive* archive = nullptr;
  if (entente_archive_open(work.c_str(), nullptr, &archive, nullptr) != ENTENTE_OK) return "the archive does not open";
  wanted = nth, seen = struck = 0;
  armed = true;
  const entente_status status = change.run(archive);
  armed = false;
  const std::string state = status == ENTENTE_OK ? after : before;
  // the power goes now: what is on the disk is all that another program finds
  for (const char* end : {"", "-wal"})
    if (const std::string bytes = ReadFile(work + end); !bytes.empty()) WriteFile(cut + end, bytes);
  std::string wrong;
  if (status != ENTENTE_OK && status != ENTENTE_IO) wrong = std::string("gives ") + entente_status_name(status);
  else if (const std::string held = Contents(archive); held != state) wrong = "the archive holds something else: " + held.substr(0, 300);
  else if (const std::string found = ContentsOf(cut); found != state && (status == ENTENTE_OK || found != after)) wrong = "after a power cut the file holds something else: " + found.substr(0, 300);
  else if (status != ENTENTE_OK && (change.run(archive) != ENTENTE_OK || Contents(archive) != after)) wrong = "the change cannot be made again";
  const uint64_t hits = struck;
  entente_archive_free(archive);
  if (wrong.empty())
    if (const std::string found = ContentsOf(work); found != after && hits != 0) wrong = "the closed file holds something else: " + found.substr(0, 300);
  struck = hits;
  return wrong;
}

void Loop(const Change& change, const std::string& before, bool every) {
  Remove(Path("work"));
  WriteFile(Path("work"), base_bytes);
  entente_archive* archive = nullptr;
  entente_archive_open(Path("work").c_str(), nullptr, &archive, nullptr);
  Check(change.run(archive) == ENTENTE_OK, std::string(change.name) + " works");
  const std::string after = Contents(archive);
  entente_archive_free(archive);
  for (const Kind one : {Kind::kWrite, Kind::kTornWrite, Kind::kSync, Kind::kRead, Kind::kBroken}) {
    kind = one;
    Once(change, 0, before, after);
    const uint64_t stride = every ? 1 : 1 + seen / kQuickPoints;
    uint64_t injected = 0, survived = 0;
    std::string first_wrong;
    for (uint64_t nth = 1;; nth += stride) {
      const std::string wrong = Once(change, nth, before, after);
      if (struck == 0) break;
      ++injected;
      survived += wrong.empty();
      if (!wrong.empty() && first_wrong.empty()) first_wrong = "number " + std::to_string(nth) + ": " + wrong;
    }
    all_injected += injected, all_survived += survived;
    std::printf("| %-12s %-40s %6llu injected %6llu survived\n", change.name, kNames[static_cast<size_t>(one)], static_cast<unsigned long long>(injected), static_cast<unsigned long long>(survived));
    std::fflush(stdout);
    Check(injected == survived, std::string(change.name) + ", " + kNames[static_cast<size_t>(one)] + ": " + first_wrong);
  }
}

}  // namespace

int main(int argc, char** argv) {
  Register();
  folder = std::string(argc > 1 ? argv[1] : ".") + "/disk_archives";
  mkdir(folder.c_str(), 0700);
  const bool every = std::getenv("ENTENTE_FAULTS") != nullptr;
  if (entente_engine_open(nullptr, &engine, nullptr) != ENTENTE_OK) return 2;
  entente_extract_text(engine, "a1", fault::kShort, std::strlen(fault::kShort), "2024-06-04", nullptr, &first, nullptr);
  entente_extract_text(engine, "a2", fault::kLong, std::strlen(fault::kLong), "2024-07-04", nullptr, &second, nullptr);
  Remove(Path("base"));
  entente_archive* archive = nullptr;
  entente_archive_open(Path("base").c_str(), nullptr, &archive, nullptr);
  entente_archive_add(archive, &first, 1, nullptr, nullptr, nullptr);
  const std::string before = Contents(archive);
  entente_archive_free(archive);
  base_bytes = ReadFile(Path("base"));

  Loop({"add", [](entente_archive* to) {
          const entente_extraction* both[] = {second, first};
          return entente_archive_add(to, both, 2, "place", "2", nullptr);
        }},
       before, every);
  Loop({"remove", [](entente_archive* from) { return entente_archive_remove(from, "a1", ENTENTE_FROM_ARTICLE, nullptr); }}, before, every);
  Loop({"say", [](entente_archive* to) { return entente_archive_say(to, fault::kName, fault::kOtherName, ENTENTE_SAME, nullptr); }}, before, every);
  // found by the fuzzer: the number of the schema where a bit of it is flipped
  WriteFile(Path("work"), base_bytes);
  sqlite3* file = nullptr;
  sqlite3_open(Path("work").c_str(), &file);
  sqlite3_exec(file, "PRAGMA user_version = -2147483647", nullptr, nullptr, nullptr);
  sqlite3_close(file);
  Check(entente_archive_open(Path("work").c_str(), nullptr, &archive, nullptr) == ENTENTE_IO, "a damaged number of the schema is an error");
  Check(all_injected > 100, "the library's SQLite writes through the file system of this test");
  entente_extraction_free(first);
  entente_extraction_free(second);
  entente_engine_free(engine);
  std::printf("| %llu faults injected, %llu survived\n", static_cast<unsigned long long>(all_injected), static_cast<unsigned long long>(all_survived));
  std::printf("%d passed, %d failed\n", passed, failed);
  return failed == 0 ? 0 : 1;
}
