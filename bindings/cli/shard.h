// One of N shares of the input, so that N processes read all of it and each article is read by one of them: "--shard 0/4".
//
// An article belongs to the shard that the hash of its id gives (FNV-1a, 64 bits, of its UTF-8, modulo N), so that every version of an
// article is in one shard, in its order. A line whose id is not there or cannot be read belongs to shard (its number - 1) modulo N.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "entente_c.h"
#include "options.h"

namespace cli {

// "0/4"; false when it is not I/N with 0 <= I < N <= 65536.
bool ReadShard(const std::string& text, Shard* shard);
bool HasId(const Shard& shard, std::string_view id);

// What another reader gives, with an empty line for each line of other shards, so that the numbers of lines stay right.
class ShardReader {
 public:
  ShardReader(const Shard& shard, entente_read_fn read, void* user);
  ~ShardReader();
  ShardReader(const ShardReader&) = delete;
  ShardReader& operator=(const ShardReader&) = delete;

  static entente_status Read(void* user, char* to, size_t capacity, size_t* bytes) { return static_cast<ShardReader*>(user)->Read(to, capacity, bytes); }
  uint64_t bytes() const { return bytes_; }  // read of the input so far, for progress

 private:
  struct Parser;
  enum class Rest { kNone, kKeep, kDrop };  // of a line that is too long to be held

  entente_status Read(char* to, size_t capacity, size_t* bytes);
  void Take(std::string_view part);
  void EndLine(std::string_view end);
  bool HasNumber() const { return number_ % shard_.count == shard_.index; }
  bool HasLine();

  const Shard shard_;
  const entente_read_fn read_;
  void* const user_;
  std::unique_ptr<Parser> parser_;
  std::string read_bytes_, line_, out_;
  size_t given_ = 0;     // of out_
  uint64_t number_ = 0;  // of the line, from 0
  uint64_t bytes_ = 0;
  Rest rest_ = Rest::kNone;
  bool ended_ = false;
};

}  // namespace cli
