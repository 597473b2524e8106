// What stands before an engine in a program: bytes of unknown encoding to UTF-8, and streams of article records.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "entente/entente.h"

namespace entente {

// Decodes bytes to UTF-8. `encoding` is a name such as "utf-8", "cp949", "euc-kr" or "shift_jis", or "auto": UTF-16 with a
// byte order mark, else valid UTF-8, else valid windows-949 (which holds EUC-KR and CP949), else an error. Nothing is guessed.
// Errors: kBadText with "byte N" of the first bad byte; kInvalidArgument for an unknown encoding.
Result<std::string> DecodeText(std::string_view bytes, std::string_view encoding);

// The next bytes of a stream: writes at most `capacity` bytes to `to` and returns their number, 0 at the end.
using ReadBytes = std::function<Result<size_t>(char* to, size_t capacity)>;

struct StreamOptions {
  std::string_view name = "records";   // stands before the line number in errors: "news.ndjson:12"
  std::string_view encoding = "auto";  // of the lines, as for DecodeText
  uint32_t threads = 1;                // that extract; 0: as many as the machine has; the most is 64
  // for records that do not say:
  Language language = Language::kUnknown;
  std::string_view published = {};
  Format format = Format::kText;
};

// What became of one record.
struct StreamItem {
  uint64_t line = 0;      // counted from 1
  Status status;          // when it is not ok, the extraction holds at most the id
  Extraction extraction;
  std::string json;       // of the extraction, or "" after a failure
  std::string title, body;  // the fields that the offsets refer to
};

// Reads articles, one JSON object per line (NDJSON), and gives their extractions in the order of the input, whatever the
// number of threads. A bad line fails alone: the ones after it still come. Memory is bounded by the threads and by the
// longest records, not by the stream. Blank lines are passed over.
// Threads: *confined*: one thread at a time calls Next; `read` runs inside Next, on its thread.
class ArticleStream {
 public:
  // `engine` must outlive the stream. Errors: kInvalidArgument (unknown encoding, published is no day, month or year).
  static Result<ArticleStream> Open(const Engine& engine, ReadBytes read, const StreamOptions& options);

  // Fills `*item` with the next record; false at the end. Errors of a record stand in item->status; after an error of
  // `read` (item->status is that error) there is nothing more.
  bool Next(StreamItem* item);

  uint64_t bytes_read() const;  // so far, for progress

  // Closing early is fine: records under way are dropped.
  ~ArticleStream();
  ArticleStream(ArticleStream&&) noexcept;
  ArticleStream& operator=(ArticleStream&&) noexcept;

 private:
  struct Impl;
  explicit ArticleStream(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace entente
