// Cuts what is read into lines, asks each for its id and passes on those of the shard. Reading the id costs a small part of what
// extraction costs, so that each of some tens of processes may read the whole input.
// Tested by: tests/cli/shard_test.py
#include "shard.h"

#include <simdjson.h>

#include <algorithm>
#include <cstring>
#include <optional>

namespace cli {
namespace {

constexpr uint32_t kMostShards = 65536;
constexpr size_t kReadBytes = size_t{1} << 18;
constexpr size_t kMostLineBytes = size_t{386} << 20;  // the library refuses lines of more than 385 MiB
constexpr std::string_view kMark = "\xEF\xBB\xBF";

std::optional<uint32_t> ReadNumber(const std::string& text) {
  if (text.empty() || text.size() > 5 || text.find_first_not_of("0123456789") != std::string::npos) return std::nullopt;
  return static_cast<uint32_t>(std::stoul(text));
}

}  // namespace

bool ReadShard(const std::string& text, Shard* shard) {
  const size_t slash = text.find('/');
  if (slash == std::string::npos) return false;
  const auto index = ReadNumber(text.substr(0, slash)), count = ReadNumber(text.substr(slash + 1));
  if (!index || !count || *index >= *count || *count > kMostShards) return false;
  *shard = {*index, *count};
  return true;
}

bool HasId(const Shard& shard, std::string_view id) {
  uint64_t hash = 0xcbf29ce484222325u;
  for (const char c : id) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3u;
  return hash % shard.count == shard.index;
}

struct ShardReader::Parser {
  simdjson::ondemand::parser parser;
};

ShardReader::ShardReader(const Shard& shard, entente_read_fn read, void* user) : shard_(shard), read_(read), user_(user), parser_(std::make_unique<Parser>()) {}
ShardReader::~ShardReader() = default;

bool ShardReader::HasLine() {
  const size_t skipped = std::string_view(line_).substr(0, kMark.size()) == kMark ? kMark.size() : 0, size = line_.size() - skipped;
  line_.reserve(line_.size() + simdjson::SIMDJSON_PADDING);
  simdjson::ondemand::document record;
  simdjson::ondemand::value id;
  std::string_view text;
  int64_t number = 0;
  if (parser_->parser.iterate(line_.data() + skipped, size, line_.capacity() - skipped).get(record) || record.find_field_unordered("id").get(id)) return HasNumber();
  if (!id.get_string().get(text)) return text.empty() ? HasNumber() : HasId(shard_, text);
  return id.get_int64().get(number) ? HasNumber() : HasId(shard_, std::to_string(number));
}

void ShardReader::Take(std::string_view part) {
  if (rest_ == Rest::kKeep) out_ += part;
  if (rest_ != Rest::kNone) return;
  line_ += part;
  if (line_.size() <= kMostLineBytes) return;
  rest_ = HasNumber() ? Rest::kKeep : Rest::kDrop;
  if (rest_ == Rest::kKeep) out_.swap(line_);
  std::string().swap(line_);
}

void ShardReader::EndLine(std::string_view end) {
  if (rest_ == Rest::kNone && !line_.empty() && HasLine()) out_ += line_;
  out_ += end;
  line_.clear();
  rest_ = Rest::kNone;
  ++number_;
}

entente_status ShardReader::Read(char* to, size_t capacity, size_t* bytes) {
  if (shard_.count == 1) {
    const entente_status status = read_(user_, to, capacity, bytes);
    bytes_ += *bytes;
    return status;
  }
  while (given_ == out_.size() && !ended_) {
    out_.clear();
    given_ = 0;
    read_bytes_.resize(kReadBytes);
    size_t got = 0;
    if (const entente_status status = read_(user_, read_bytes_.data(), read_bytes_.size(), &got); status != ENTENTE_OK) return status;
    bytes_ += got;
    ended_ = got == 0;
    std::string_view left(read_bytes_.data(), got);
    for (size_t end; (end = left.find('\n')) != std::string_view::npos; left.remove_prefix(end + 1)) Take(left.substr(0, end)), EndLine("\n");
    Take(left);
    if (ended_) EndLine("");
  }
  *bytes = std::min(capacity, out_.size() - given_);
  std::memcpy(to, out_.data() + given_, *bytes);
  given_ += *bytes;
  return ENTENTE_OK;
}

}  // namespace cli
