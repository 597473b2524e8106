// A stream of article records: lines are read on the caller's thread, cut into batches, extracted by the workers in any
// order and handed out in the order of the input. At most `kBatchesPerWorker` batches per worker are under way, so memory
// does not grow with the stream. With one thread there are no workers at all.
// Tested by: tests/unit/stream_test.cc
#include <algorithm>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <new>
#include <system_error>
#include <thread>
#include <utility>
#include <vector>

#include "entente/input.h"
#include "text/encoding.h"
#include "text/records.h"

namespace entente {
namespace {

constexpr size_t kReadBytes = 1 << 18;         // asked of the reader at once
constexpr size_t kBatchBytes = 1 << 18;        // of lines, after which a batch is handed to a worker
constexpr size_t kBatchLines = 64;
constexpr size_t kBatchesPerWorker = 3;
constexpr uint32_t kMostThreads = 64;
// A document of 64 MiB written with \uXXXX for each ASCII letter, and room for the other fields.
constexpr size_t kMostLineBytes = (size_t{64} << 20) * 6 + (size_t{1} << 20);

struct Line {
  uint64_t number = 0;
  std::string bytes;
  Status status;  // an error that was found while the line was read
};

struct Batch {
  std::vector<Line> lines;
  std::vector<StreamItem> items;
  size_t next = 0;    // of items, to be handed out
  bool done = false;  // guarded by the stream's mutex
};

bool IsBlank(const std::string& line) {
  return line.find_first_not_of(" \t\r\xEF\xBB\xBF") == std::string::npos;
}

// Cuts what the reader gives into lines.
class LineReader {
 public:
  explicit LineReader(ReadBytes read) : read_(std::move(read)) {}

  // False at the end. After an error of the reader the line holds it and the next call gives false. Where it throws for want of memory, the next call
  // goes on with what was read.
  bool Next(Line* line) {
    bool at_end = false;
    for (bool ended = false; !ended && !at_end;) {
      const size_t end = buffer_.find('\n', at_);
      const size_t stop = end == std::string::npos ? buffer_.size() : end;
      ended = end != std::string::npos;
      if (line_.bytes.size() + (stop - at_) > kMostLineBytes) too_long_ = true;
      if (too_long_) line_.bytes.clear();
      else line_.bytes.append(buffer_, at_, stop - at_);
      at_ = ended ? stop + 1 : stop;
      if (!ended) at_end = !Fill(&line_);
    }
    if (at_end && line_.status.ok() && line_.bytes.empty() && !too_long_) return false;
    if (too_long_ && line_.status.ok()) line_.status = Status(Code::kLimit, "the line has more than " + std::to_string(kMostLineBytes) + " bytes");
    line_.number = ++number_;
    if (number_ == 1 && line_.bytes.compare(0, 3, "\xEF\xBB\xBF") == 0) line_.bytes.erase(0, 3);
    *line = std::exchange(line_, {});
    too_long_ = false;
    return true;
  }
  uint64_t bytes_read() const { return bytes_read_; }

 private:
  bool Fill(Line* line) {
    if (ended_) return false;
    buffer_.resize(kReadBytes);
    at_ = 0;
    Result<size_t> got = read_(buffer_.data(), buffer_.size());
    const size_t count = got.ok() ? std::min(*got, buffer_.size()) : 0;
    if (!got.ok()) line->status = got.status();
    buffer_.resize(count);
    bytes_read_ += count;
    if (count == 0) ended_ = true;
    return count != 0;
  }

  ReadBytes read_;
  std::string buffer_;
  size_t at_ = 0;
  Line line_;  // as far as it is read
  bool too_long_ = false;
  uint64_t number_ = 0, bytes_read_ = 0;
  bool ended_ = false;
};

// What one worker needs to turn a line into an item.
class LineWorker {
 public:
  void Run(const Engine& engine, const text::Record& defaults, const std::string& encoding, const std::string& name, Line* line, StreamItem* item) {
    item->line = line->number;
    try {
      item->status = Extract(engine, defaults, encoding, line, item);
      if (item->status.ok()) return;
      std::string origin = name + ":" + std::to_string(line->number);
      if (!item->status.origin().empty()) origin += ": " + item->status.origin();
      item->status = Status(item->status.code(), item->status.message(), std::move(origin));
      item->extraction.id = record_.id;
    } catch (const std::bad_alloc&) {
      Fail(Code::kNoMemory, item);
    } catch (...) {
      Fail(Code::kInternal, item);
    }
  }

 private:
  // Needs no memory; item->line says which record.
  static void Fail(Code code, StreamItem* item) {
    const uint64_t line = item->line;
    *item = {};
    item->line = line;
    item->status = Status(code, {});
  }

  Status Extract(const Engine& engine, const text::Record& defaults, const std::string& encoding, Line* line, StreamItem* item) {
    record_ = defaults;
    if (!line->status.ok()) return line->status;
    if (!text::IsPlainUtf8(line->bytes, encoding)) {
      if (Status status = text::DecodeBytes(line->bytes, encoding, &decoded_); !status.ok()) return status;
      line->bytes.swap(decoded_);
    }
    if (Status status = reader_.Read(&line->bytes, &record_); !status.ok()) return status;
    Result<Extraction> result = engine.Extract(record_.AsArticle());
    if (!result.ok()) return result.status();
    item->extraction = std::move(result).value();
    item->json = ToJson(item->extraction);
    item->title.swap(record_.title);
    item->body.swap(record_.body);
    return {};
  }

  text::RecordReader reader_;
  text::Record record_;
  std::string decoded_;
};

}  // namespace

struct ArticleStream::Impl {
  Impl(const Engine& engine_in, ReadBytes read, const StreamOptions& options)
      : engine(engine_in), lines(std::move(read)), name(options.name), encoding(options.encoding) {
    defaults.language = options.language;
    defaults.published = options.published;
    defaults.format = options.format;
  }
  ~Impl() {
    {
      const std::lock_guard lock(mutex);
      closing = true;
      waiting.clear();
    }
    work_there.notify_all();
    for (std::thread& worker : workers) worker.join();
  }

  void StartWorkers(uint32_t threads) {
    if (threads == 0) threads = std::max(1u, std::thread::hardware_concurrency());
    threads = std::min(threads, kMostThreads);
    if (threads == 1) line_workers.emplace_back();
    if (threads == 1) return;
    workers.reserve(threads);
    try {
      for (uint32_t i = 0; i < threads; ++i) {
        LineWorker* worker = &line_workers.emplace_back();
        workers.emplace_back([this, worker] { Work(worker); });
      }
    } catch (const std::system_error&) {
      // fewer threads than asked for, or none, do the same work
    }
    if (line_workers.empty()) line_workers.emplace_back();
  }

  void Work(LineWorker* worker) {
    for (;;) {
      Batch* batch = nullptr;
      {
        std::unique_lock lock(mutex);
        work_there.wait(lock, [this] { return closing || !waiting.empty(); });
        if (closing) return;
        batch = waiting.front();
        waiting.pop_front();
      }
      Extract(worker, batch);
      {
        const std::lock_guard lock(mutex);
        batch->done = true;
      }
      batch_done.notify_one();
    }
  }

  void Extract(LineWorker* worker, Batch* batch) {
    for (size_t i = 0; i < batch->lines.size(); ++i) {
      worker->Run(engine, defaults, encoding, name, &batch->lines[i], &batch->items[i]);
      std::string().swap(batch->lines[i].bytes);
    }
  }

  // Reads one batch; false at the end. Where it throws for want of memory, the next call goes on with what was read.
  bool ReadBatch() {
    const size_t most_lines = workers.empty() ? 1 : kBatchLines;
    if (filling == nullptr) {
      auto batch = std::make_unique<Batch>();
      batch->lines.reserve(most_lines);
      filling = std::move(batch);
      filling_bytes = 0;
    }
    Line line;
    while (filling->lines.size() < most_lines && filling_bytes < kBatchBytes && lines.Next(&line)) {
      if (line.status.ok() && IsBlank(line.bytes)) continue;
      filling_bytes += line.bytes.size();
      filling->lines.push_back(std::move(line));
    }
    if (filling->lines.empty()) return false;
    filling->items.resize(filling->lines.size());
    under_way.emplace_back();
    Batch* const batch = filling.get();
    if (workers.empty()) {
      under_way.back() = std::move(filling);
      Extract(&line_workers.front(), batch);
      batch->done = true;
      return true;
    }
    try {
      const std::lock_guard lock(mutex);
      waiting.push_back(batch);
    } catch (...) {
      under_way.pop_back();
      throw;
    }
    under_way.back() = std::move(filling);
    work_there.notify_one();
    return true;
  }

  bool Next(StreamItem* item) {
    const size_t most = workers.empty() ? 1 : workers.size() * kBatchesPerWorker;
    while (!under_way.empty() && under_way.front()->next == under_way.front()->items.size()) under_way.pop_front();
    while (!ended && under_way.size() < most)
      if (!ReadBatch()) ended = true;
    if (under_way.empty()) return false;
    Batch& batch = *under_way.front();
    if (!workers.empty()) {
      std::unique_lock lock(mutex);
      batch_done.wait(lock, [&] { return batch.done; });
    }
    *item = std::move(batch.items[batch.next++]);
    return true;
  }

  const Engine& engine;
  LineReader lines;
  const std::string name, encoding;
  text::Record defaults;
  bool ended = false;
  std::deque<std::unique_ptr<Batch>> under_way;  // in the order of the input; the workers hold pointers into it
  std::unique_ptr<Batch> filling;                // not handed to a worker yet
  size_t filling_bytes = 0;                      // of its lines
  std::deque<LineWorker> line_workers;           // one for each thread, or one for the caller's

  std::mutex mutex;
  std::condition_variable work_there, batch_done;
  std::deque<Batch*> waiting;  // guarded by mutex
  bool closing = false;        // guarded by mutex
  std::vector<std::thread> workers;
};

Result<std::string> DecodeText(std::string_view bytes, std::string_view encoding) {
  std::string decoded;
  if (Status status = text::DecodeBytes(bytes, encoding, &decoded); !status.ok()) return status;
  return decoded;
}

Result<ArticleStream> ArticleStream::Open(const Engine& engine, ReadBytes read, const StreamOptions& options) {
  std::string nothing;
  if (Status status = text::DecodeBytes({}, options.encoding, &nothing); !status.ok()) return status;
  if (!options.published.empty() && !ParsePeriod(options.published))
    return Status(Code::kInvalidArgument, "'" + std::string(options.published) + "' is no day, month or year");
  auto impl = std::make_unique<Impl>(engine, std::move(read), options);
  impl->StartWorkers(options.threads);
  return ArticleStream(std::move(impl));
}

bool ArticleStream::Next(StreamItem* item) { return impl_->Next(item); }
uint64_t ArticleStream::bytes_read() const { return impl_->lines.bytes_read(); }
ArticleStream::ArticleStream(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
ArticleStream::~ArticleStream() = default;
ArticleStream::ArticleStream(ArticleStream&&) noexcept = default;
ArticleStream& ArticleStream::operator=(ArticleStream&&) noexcept = default;

}  // namespace entente
