// Fills an archive: a stream extracts on all cores, this thread gathers batches, another one writes them. With each batch goes
// how far it came (lines, bytes and a hash of those bytes), so that a run that was killed goes on behind the last batch.
#include <unistd.h>

#include <chrono>
#include <condition_variable>
#include <cstdio>
#include <deque>
#include <mutex>
#include <sstream>
#include <thread>
#include <vector>

#include "archive.h"
#include "engine.h"
#include "input.h"
#include "shard.h"

namespace cli {
namespace {

constexpr size_t kBatchArticles = 1000;
constexpr size_t kBatchBytes = size_t{16} << 20;  // of their texts
constexpr uint64_t kHashStart = 0xcbf29ce484222325u;

// How much of a file is in the archive.
struct Mark {
  uint64_t lines = 0, bytes = 0, hash = kHashStart, failed = 0;
  std::string version;

  std::string Format() const { return std::to_string(lines) + " " + std::to_string(bytes) + " " + std::to_string(hash) + " " + std::to_string(failed) + " " + version; }
  static Mark Parse(const std::string& text) {
    Mark mark;
    std::istringstream in(text);
    if (!(in >> mark.lines >> mark.bytes >> mark.hash >> mark.failed)) return {};
    std::getline(in >> std::ws, mark.version);
    return mark;
  }
};

uint64_t AddToHash(uint64_t hash, const char* bytes, size_t count) {
  for (size_t i = 0; i < count; ++i) hash = (hash ^ static_cast<unsigned char>(bytes[i])) * 0x100000001b3u;
  return hash;
}

// The bytes of a file behind what is done, with a mark for the end of each line. For lines that are done it gives empty ones, so that
// the numbers of lines in messages stay right.
class Feed {
 public:
  Feed(Source* source, Mark done) : source_(source), mark_(std::move(done)), blank_(mark_.lines) {}

  static entente_status Read(void* user, char* to, size_t capacity, size_t* bytes) { return static_cast<Feed*>(user)->Read(to, capacity, bytes); }

  // Everything to the end of this line is in the archive, or is about to be.
  Mark MarkOf(uint64_t line) {
    while (!ends_.empty() && ends_.front().lines <= line) last_ = ends_.front(), ends_.pop_front();
    return last_;
  }

 private:
  entente_status Read(char* to, size_t capacity, size_t* bytes) {
    if (blank_ > 0) {
      *bytes = static_cast<size_t>(std::min<uint64_t>(blank_, capacity));
      std::fill(to, to + *bytes, '\n');
      blank_ -= *bytes;
      return ENTENTE_OK;
    }
    *bytes = source_->Read(to, capacity);
    size_t from = 0;
    for (size_t i = 0; i < *bytes; ++i) {
      if (to[i] != '\n') continue;
      mark_.hash = AddToHash(mark_.hash, to + from, i + 1 - from);
      mark_.bytes += i + 1 - from;
      ++mark_.lines;
      ends_.push_back(mark_);
      from = i + 1;
    }
    mark_.hash = AddToHash(mark_.hash, to + from, *bytes - from);
    mark_.bytes += *bytes - from;
    return *bytes == 0 && !source_->error().empty() ? ENTENTE_IO : ENTENTE_OK;
  }

  Source* source_;
  Mark mark_, last_;
  uint64_t blank_;
  std::deque<Mark> ends_;  // of lines that are read, but not kept yet: a few batches
};

struct Batch {
  std::vector<Owned<entente_extraction>> extractions;
  size_t bytes = 0;
  std::string mark;
};

// Writes one batch while the next is gathered.
class ArchiveWriter {
 public:
  ArchiveWriter(entente_archive* archive, std::string checkpoint) : archive_(archive), checkpoint_(std::move(checkpoint)), thread_([this] { Work(); }) {}
  ~ArchiveWriter() { End(); }

  // False after an error, whose message is in error().
  bool Put(Batch batch) {
    std::unique_lock lock(mutex_);
    free_.wait(lock, [this] { return !waiting_ || failed_; });
    if (failed_) return false;
    waiting_ = std::make_unique<Batch>(std::move(batch));
    there_.notify_one();
    return true;
  }
  bool End() {
    {
      const std::lock_guard lock(mutex_);
      ending_ = true;
    }
    there_.notify_one();
    if (thread_.joinable()) thread_.join();
    return !failed_;
  }
  const std::string& place() const { return place_; }
  const std::string& error() const { return error_; }

 private:
  void Work() {
    for (;;) {
      std::unique_ptr<Batch> batch;
      {
        std::unique_lock lock(mutex_);
        there_.wait(lock, [this] { return waiting_ || ending_; });
        if (!waiting_) return;
        batch = std::move(waiting_);
      }
      free_.notify_one();
      std::vector<const entente_extraction*> items;
      for (const auto& extraction : batch->extractions) items.push_back(extraction.get());
      entente_error* error = nullptr;
      const entente_status status = entente_archive_add(archive_, items.data(), items.size(), OrNull(checkpoint_), batch->mark.c_str(), &error);
      if (status == ENTENTE_OK) continue;
      const Owned<entente_error> owned(error);
      const std::lock_guard lock(mutex_);
      failed_ = true;
      place_ = entente_error_origin(error);
      error_ = entente_error_message(error);
      waiting_.reset();
      free_.notify_one();
      return;
    }
  }

  entente_archive* archive_;
  const std::string checkpoint_;
  std::string place_, error_;
  std::mutex mutex_;
  std::condition_variable there_, free_;
  std::unique_ptr<Batch> waiting_;  // these three are guarded by mutex_
  bool ending_ = false, failed_ = false;
  std::thread thread_;
};

// "12,300 articles, 45 %, 900 a second, 2 min left"
class Progress {
 public:
  Progress(uint64_t size, bool asked) : size_(size), line_by_line_(isatty(STDERR_FILENO) == 0), shown_(asked || !line_by_line_) {}
  ~Progress() { Clear(); }
  void Step(uint64_t articles, uint64_t bytes) {
    const auto now = Clock::now();
    const auto wait = line_by_line_ ? std::chrono::milliseconds(10000) : std::chrono::milliseconds(500);
    if (!shown_ || now - last_ < wait) return;
    last_ = now;
    Print(articles, bytes);
  }
  void Print(uint64_t articles, uint64_t bytes) {
    if (!shown_) return;
    const double seconds = std::max(0.001, std::chrono::duration<double>(Clock::now() - start_).count());
    std::string text = std::to_string(articles) + " articles";
    if (size_ != 0) text += ", " + std::to_string(100 * std::min(bytes, size_) / size_) + " %";
    text += ", " + std::to_string(static_cast<uint64_t>(static_cast<double>(articles) / seconds)) + " a second";
    if (size_ > bytes && bytes > 0) {
      const auto left = static_cast<uint64_t>(seconds * static_cast<double>(size_ - bytes) / static_cast<double>(bytes));
      text += left >= 120 ? ", " + std::to_string(left / 60) + " min left" : ", " + std::to_string(left) + " s left";
    }
    std::fprintf(stderr, line_by_line_ ? "%s\n" : "\r%s\x1b[K", text.c_str());
    drawn_ = !line_by_line_;
  }
  void Clear() {
    if (drawn_) std::fprintf(stderr, "\r\x1b[K");
    drawn_ = false;
  }

 private:
  using Clock = std::chrono::steady_clock;
  uint64_t size_;
  bool line_by_line_, shown_, drawn_ = false;
  Clock::time_point start_ = Clock::now(), last_ = start_;
};

class Indexer {
 public:
  Indexer(const Options& options, entente_engine* engine, entente_archive* archive) : options_(options), engine_(engine), archive_(archive) {}

  // False when nothing more can be kept.
  bool Index(const std::string& name) {
    Source source(name);
    if (!source.error().empty()) return Complain(name, source.error()), ++failed_, true;
    const Shard& shard = options_.shard;
    std::string checkpoint = name == "-" ? "" : "index:" + name;
    if (shard.count > 1 && !checkpoint.empty()) checkpoint += "#" + std::to_string(shard.index) + "/" + std::to_string(shard.count);
    const Mark done = checkpoint.empty() ? Mark{} : Done(checkpoint, name, &source);
    earlier_failed_ = done.failed;
    Feed feed(&source, done);
    entente_stream_options wanted = ENTENTE_STREAM_OPTIONS_INIT;
    ShardReader reader(shard, Feed::Read, &feed);
    wanted.read = ShardReader::Read;
    wanted.read_user = &reader;
    wanted.name = name.c_str();
    wanted.threads = options_.threads;
    wanted.encoding = OrNull(options_.encoding);
    wanted.language = OrNull(options_.language);
    wanted.published = OrNull(options_.published);
    entente_stream* stream = nullptr;
    entente_error* error = nullptr;
    if (entente_stream_open(engine_, &wanted, &stream, &error) != ENTENTE_OK) {
      const Owned<entente_error> owned(error);
      return Complain(name, entente_error_message(error)), false;
    }
    const Owned<entente_stream> owned_stream(stream);
    return ReadAll(stream, reader, &feed, &source, checkpoint, done);
  }

  uint64_t failed() const { return failed_; }
  uint64_t read() const { return read_; }

 private:
  // What an earlier run kept of this file, if its bytes are still the same; the source then stands behind them.
  Mark Done(const std::string& checkpoint, const std::string& name, Source* source) {
    entente_answer* answer = nullptr;
    if (entente_archive_checkpoint(archive_, checkpoint.c_str(), &answer, nullptr) != ENTENTE_OK) return {};
    const Owned<entente_answer> owned(answer);
    const Mark mark = Mark::Parse(entente_answer_text(answer, nullptr));
    if (mark.bytes == 0 || (options_.stale && mark.version != entente_version_text())) return {};
    Source same(name);
    std::vector<char> buffer(size_t{1} << 18);
    uint64_t hash = kHashStart, left = mark.bytes;
    while (left > 0) {
      const size_t got = same.Read(buffer.data(), static_cast<size_t>(std::min<uint64_t>(left, buffer.size())));
      if (got == 0) return {};
      hash = AddToHash(hash, buffer.data(), got);
      left -= got;
    }
    if (hash != mark.hash) return {};
    for (left = mark.bytes; left > 0;) left -= source->Read(buffer.data(), static_cast<size_t>(std::min<uint64_t>(left, buffer.size())));
    return mark;
  }

  bool ReadAll(entente_stream* stream, const ShardReader& reader, Feed* feed, Source* source, const std::string& checkpoint, const Mark& done) {
    ArchiveWriter writer(archive_, checkpoint);
    Progress progress(source->size() > done.bytes ? source->size() - done.bytes : 0, options_.progress);
    Batch batch;
    uint64_t read = 0, failed_here = 0;
    const auto put = [&] {
      Mark mark = feed->MarkOf(entente_stream_line(stream));
      if (mark.bytes < done.bytes) mark = done;
      mark.failed = earlier_failed_ + failed_here;
      mark.version = entente_version_text();
      batch.mark = mark.Format();
      return writer.Put(std::exchange(batch, Batch()));
    };
    bool going = true;
    while (going) {
      entente_extraction* extraction = nullptr;
      entente_error* error = nullptr;
      if (entente_stream_next(stream, &extraction, &error) != ENTENTE_OK) {
        const Owned<entente_error> owned(error);
        progress.Clear();
        ++failed_here;
        Complain(entente_error_origin(error), std::string(entente_error_message(error)) + (source->error().empty() ? "" : ": " + source->error()));
        continue;
      }
      if (extraction == nullptr) break;
      ++read;
      size_t title = 0, body = 0;
      entente_extraction_field(extraction, ENTENTE_TITLE, &title);
      entente_extraction_field(extraction, ENTENTE_BODY, &body);
      batch.bytes += title + body;
      batch.extractions.emplace_back(extraction);
      if (batch.extractions.size() >= kBatchArticles || batch.bytes >= kBatchBytes) going = put();
      progress.Step(read, reader.bytes());
    }
    if (going) going = put();
    going = writer.End() && going;
    progress.Print(read, reader.bytes());
    progress.Clear();
    read_ += read + done.lines;
    failed_ += failed_here + earlier_failed_;
    if (!going) Complain(writer.place(), writer.error());
    return going;
  }

  const Options& options_;
  entente_engine* engine_;
  entente_archive* archive_;
  uint64_t read_ = 0, failed_ = 0, earlier_failed_ = 0;
};

}  // namespace

int RunIndex(const Options& options) {
  const Owned<entente_archive> archive = OpenArchive(options, ENTENTE_ARCHIVE_CREATE);
  if (archive == nullptr) return kError;
  const Owned<entente_engine> engine = OpenEngine(options);
  if (engine == nullptr) return kError;
  Indexer indexer(options, engine.get(), archive.get());
  for (const std::string& name : options.files)
    if (!indexer.Index(name)) return kError;
  if (indexer.failed() == 0) return kFound;
  return indexer.read() > 0 ? kSomeFailed : kError;
}

}  // namespace cli
