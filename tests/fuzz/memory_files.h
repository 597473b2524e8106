// A file system of SQLite in memory, so that targets with archives spend their time in the library and not at the disk. One connection to a file at a time:
// locks are granted without asking.
#pragma once

#include <sqlite3.h>

#include <algorithm>
#include <cstring>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace fuzz {

struct MemoryFile {
  std::string bytes;
  std::vector<std::unique_ptr<char[]>> shared;  // what SQLite maps beside a file in WAL mode
};
using MemoryFiles = std::map<std::string, std::shared_ptr<MemoryFile>, std::less<>>;

inline MemoryFiles& Files() {
  static MemoryFiles files;
  return files;
}

namespace memory {

struct Handle {
  sqlite3_file base;
  std::shared_ptr<MemoryFile>* file;
};
inline MemoryFile& Of(sqlite3_file* f) { return **reinterpret_cast<Handle*>(f)->file; }

inline int Close(sqlite3_file* f) {
  delete reinterpret_cast<Handle*>(f)->file;
  return SQLITE_OK;
}
inline int Read(sqlite3_file* f, void* to, int count, sqlite3_int64 at) {
  const std::string& bytes = Of(f).bytes;
  const auto begin = std::min(static_cast<size_t>(at), bytes.size()), wanted = static_cast<size_t>(count), some = std::min(wanted, bytes.size() - begin);
  std::memcpy(to, bytes.data() + begin, some);
  std::memset(static_cast<char*>(to) + some, 0, wanted - some);
  return some == wanted ? SQLITE_OK : SQLITE_IOERR_SHORT_READ;
}
inline int Write(sqlite3_file* f, const void* from, int count, sqlite3_int64 at) {
  constexpr sqlite3_int64 kMostBytes = 64 << 20;  // the disk ends here
  std::string& bytes = Of(f).bytes;
  if (at + count > kMostBytes) return SQLITE_FULL;
  if (bytes.size() < static_cast<size_t>(at + count)) bytes.resize(static_cast<size_t>(at + count));
  std::memcpy(bytes.data() + at, from, static_cast<size_t>(count));
  return SQLITE_OK;
}
inline int Truncate(sqlite3_file* f, sqlite3_int64 size) {
  std::string& bytes = Of(f).bytes;
  bytes.resize(std::min(bytes.size(), static_cast<size_t>(size)));
  return SQLITE_OK;
}
inline int FileSize(sqlite3_file* f, sqlite3_int64* size) {
  *size = static_cast<sqlite3_int64>(Of(f).bytes.size());
  return SQLITE_OK;
}
inline int Control(sqlite3_file*, int, void*) { return SQLITE_NOTFOUND; }
inline int Granted(sqlite3_file*, int) { return SQLITE_OK; }
inline int NobodyWaits(sqlite3_file*, int* out) {
  *out = 0;
  return SQLITE_OK;
}
inline int Nothing(sqlite3_file*) { return 0; }
inline int ShmMap(sqlite3_file* f, int page, int size, int grow, void volatile** out) {
  auto& shared = Of(f).shared;
  *out = nullptr;
  if (static_cast<size_t>(page) >= shared.size() && grow == 0) return SQLITE_OK;
  while (shared.size() <= static_cast<size_t>(page)) shared.push_back(std::make_unique<char[]>(static_cast<size_t>(size)));
  *out = shared[static_cast<size_t>(page)].get();
  return SQLITE_OK;
}
inline int ShmLock(sqlite3_file*, int, int, int) { return SQLITE_OK; }
inline void ShmBarrier(sqlite3_file*) {}
inline int ShmUnmap(sqlite3_file* f, int drop) {
  if (drop != 0) Of(f).shared.clear();
  return SQLITE_OK;
}

inline int Open(sqlite3_vfs*, const char* name, sqlite3_file* f, int flags, int* out) {
  static const sqlite3_io_methods kMethods = {2,       Close,   Read,    Write,  Truncate, Granted, FileSize,   Granted,  Granted, NobodyWaits,
                                              Control, Nothing, Nothing, ShmMap, ShmLock,  ShmBarrier, ShmUnmap, nullptr, nullptr};
  f->pMethods = nullptr;
  std::shared_ptr<MemoryFile> file;
  if (name == nullptr) file = std::make_shared<MemoryFile>();  // of SQLite's own, gone when it is closed
  else if (const auto found = Files().find(name); found != Files().end()) file = found->second;
  else if ((flags & SQLITE_OPEN_CREATE) == 0) return SQLITE_CANTOPEN;
  else file = Files()[name] = std::make_shared<MemoryFile>();
  reinterpret_cast<Handle*>(f)->file = new std::shared_ptr<MemoryFile>(std::move(file));
  f->pMethods = &kMethods;
  if (out != nullptr) *out = flags;
  return SQLITE_OK;
}
inline int Delete(sqlite3_vfs*, const char* name, int) { return Files().erase(name) != 0 ? SQLITE_OK : SQLITE_IOERR_DELETE_NOENT; }
inline int Access(sqlite3_vfs*, const char* name, int, int* out) {
  *out = Files().contains(name) ? 1 : 0;
  return SQLITE_OK;
}
inline int FullName(sqlite3_vfs*, const char* name, int size, char* out) { return sqlite3_snprintf(size, out, "%s", name), SQLITE_OK; }

}  // namespace memory

// From here on SQLite keeps its files in Files().
inline void KeepFilesInMemory() {
  static sqlite3_vfs vfs;
  if (vfs.xOpen != nullptr) return;
  Files();  // made first, it outlives the archives
  vfs = *sqlite3_vfs_find(nullptr);
  vfs.pNext = nullptr;
  vfs.zName = "memory";
  vfs.szOsFile = sizeof(memory::Handle);
  vfs.xOpen = memory::Open, vfs.xDelete = memory::Delete, vfs.xAccess = memory::Access, vfs.xFullPathname = memory::FullName;
  sqlite3_vfs_register(&vfs, 1);
}

}  // namespace fuzz
