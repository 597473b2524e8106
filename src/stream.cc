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

  // False at the end. After an error of the reader the line holds it and the next call gives false.
  bool Next(Line* line) {
    line->bytes.clear();
    line->status = {};
    bool too_long = false;
    for (;;) {
      const size_t end = buffer_.find('\n', at_);
      const size_t stop = end == std::string::npos ? buffer_.size() : end;
      if (line->bytes.size() + (stop - at_) > kMostLineBytes) too_long = true;
      if (too_long) line->bytes.clear();
      else line->bytes.append(buffer_, at_, stop - at_);
      at_ = stop;
      if (end != std::string::npos) {
        ++at_;
        line->number = ++number_;
        break;
      }
      if (!Fill(line)) {
        if (line->status.ok() && line->bytes.empty() && !too_long) return false;
        line->number = ++number_;
        break;
      }
    }
    if (number_ == 1 && line->bytes.compare(0, 3, "\xEF\xBB\xBF") == 0) line->bytes.erase(0, 3);
    if (too_long && line->status.ok())
      line->status = Status(Code::kLimit, "the line has more than " + std::to_string(kMostLineBytes) + " bytes");
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
    } catch (const std::bad_alloc&) {
      item->status = Status(Code::kNoMemory, "no memory for the record");
    } catch (...) {
      item->status = Status(Code::kInternal, "an exception while the record was read");
    }
    if (item->status.ok()) return;
    std::string origin = name + ":" + std::to_string(line->number);
    if (!item->status.origin().empty()) origin += ": " + item->status.origin();
    item->status = Status(item->status.code(), item->status.message(), std::move(origin));
    item->extraction.id = record_.id;
  }

 private:
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
    if (threads == 1) return;
    workers.reserve(threads);
    try {
      for (uint32_t i = 0; i < threads; ++i) workers.emplace_back([this] { Work(); });
    } catch (const std::system_error&) {
      // fewer threads than asked for, or none, do the same work
    }
  }

  void Work() {
    LineWorker worker;
    for (;;) {
      Batch* batch = nullptr;
      {
        std::unique_lock lock(mutex);
        work_there.wait(lock, [this] { return closing || !waiting.empty(); });
        if (closing) return;
        batch = waiting.front();
        waiting.pop_front();
      }
      Extract(&worker, batch);
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

  // Reads one batch; false at the end.
  bool ReadBatch() {
    auto batch = std::make_unique<Batch>();
    size_t bytes = 0;
    const size_t most_lines = workers.empty() ? 1 : kBatchLines;
    Line line;
    while (batch->lines.size() < most_lines && bytes < kBatchBytes && lines.Next(&line)) {
      if (line.status.ok() && IsBlank(line.bytes)) continue;
      bytes += line.bytes.size();
      batch->lines.push_back(std::move(line));
    }
    if (batch->lines.empty()) return false;
    batch->items.resize(batch->lines.size());
    under_way.push_back(std::move(batch));
    if (workers.empty()) {
      Extract(&own_worker, under_way.back().get());
      under_way.back()->done = true;
      return true;
    }
    {
      const std::lock_guard lock(mutex);
      waiting.push_back(under_way.back().get());
    }
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
  LineWorker own_worker;

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
