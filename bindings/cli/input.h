// Files and standard input as bytes.
#pragma once

#include <cstdint>
#include <cstdio>
#include <string>

#include "options.h"

namespace cli {

// An open input of which the first bytes may be looked at before it is read.
class Source {
 public:
  // `name` is a path or "-". Check `error()` before use.
  explicit Source(std::string name);
  ~Source();
  Source(const Source&) = delete;
  Source& operator=(const Source&) = delete;

  const std::string& error() const { return error_; }  // one sentence, or ""
  uint64_t size() const { return size_; }              // of a plain file, else 0
  // The file's name without folders, or "-".
  std::string Id() const;
  // What the input is by its name, else by its first bytes.
  Input Kind();
  // At most `capacity` bytes; 0 at the end or after an error.
  size_t Read(char* to, size_t capacity);
  // All the rest; false with error() when it is too long or cannot be read.
  bool ReadAll(std::string* bytes);

 private:
  std::string name_, error_;
  std::FILE* file_ = nullptr;
  uint64_t size_ = 0;
  std::string head_;
  size_t head_used_ = 0;
};

}  // namespace cli
