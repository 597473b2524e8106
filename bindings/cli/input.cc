#include "input.h"

#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

namespace cli {
namespace {

constexpr size_t kHeadBytes = 4096;
constexpr size_t kMostTextBytes = size_t{256} << 20;  // the library takes 64 MiB; four times that for other encodings

bool EndsWith(const std::string& text, const char* end) {
  const size_t size = std::strlen(end);
  if (text.size() < size) return false;
  for (size_t i = 0; i < size; ++i) {
    const char c = text[text.size() - size + i];
    if ((c >= 'A' && c <= 'Z' ? c + 32 : c) != end[i]) return false;
  }
  return true;
}

Input KindOfContent(const std::string& head) {
  const size_t first = head.find_first_not_of("\xEF\xBB\xBF \t\r\n");
  if (first == std::string::npos) return Input::kText;
  if (head[first] == '{') return Input::kNdjson;
  if (head[first] != '<' || first + 1 == head.size()) return Input::kText;
  const char next = static_cast<char>(head[first + 1] | 0x20);
  // a Korean headline may start with "<", but not with a tag's letter after it
  return head[first + 1] == '!' || (next >= 'a' && next <= 'z') ? Input::kHtml : Input::kText;
}

}  // namespace

Source::Source(std::string name) : name_(std::move(name)) {
  if (name_ == "-") {
    file_ = stdin;
    return;
  }
  struct stat info {};
  if (stat(name_.c_str(), &info) == 0 && S_ISDIR(info.st_mode)) {
    error_ = "is a folder";
    return;
  }
  file_ = std::fopen(name_.c_str(), "rb");
  if (file_ == nullptr) error_ = std::strerror(errno);
  else if (S_ISREG(info.st_mode)) size_ = static_cast<uint64_t>(info.st_size);
}

Source::~Source() {
  if (file_ != nullptr && file_ != stdin) std::fclose(file_);
}

std::string Source::Id() const {
  const size_t slash = name_.rfind('/');
  return slash == std::string::npos ? name_ : name_.substr(slash + 1);
}

Input Source::Kind() {
  for (const char* end : {".ndjson", ".jsonl"})
    if (EndsWith(name_, end)) return Input::kNdjson;
  for (const char* end : {".html", ".htm", ".xhtml"})
    if (EndsWith(name_, end)) return Input::kHtml;
  if (EndsWith(name_, ".txt")) return Input::kText;
  head_.resize(kHeadBytes);
  head_.resize(std::fread(head_.data(), 1, head_.size(), file_));
  return KindOfContent(head_);
}

size_t Source::Read(char* to, size_t capacity) {
  if (head_used_ < head_.size()) {
    const size_t count = std::min(capacity, head_.size() - head_used_);
    std::memcpy(to, head_.data() + head_used_, count);
    head_used_ += count;
    return count;
  }
  const size_t count = std::fread(to, 1, capacity, file_);
  if (count == 0 && std::ferror(file_) != 0 && error_.empty()) error_ = std::strerror(errno);
  return count;
}

bool Source::ReadAll(std::string* bytes) {
  bytes->clear();
  bytes->reserve(std::min<uint64_t>(size_, kMostTextBytes) + 1);
  char buffer[1 << 16];
  while (const size_t count = Read(buffer, sizeof buffer)) {
    if (bytes->size() + count > kMostTextBytes) {
      error_ = "is longer than " + std::to_string(kMostTextBytes) + " bytes";
      return false;
    }
    bytes->append(buffer, count);
  }
  return error_.empty();
}

}  // namespace cli
