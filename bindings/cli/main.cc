// entente: the command line. Everything it knows about news comes from the C ABI.
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <memory>
#include <string>
#include <vector>

#include "archive.h"
#include "engine.h"
#include "explain.h"
#include "import.h"
#include "entente_c.h"
#include "input.h"
#include "money.h"
#include "options.h"
#include "shard.h"
#include "table.h"

namespace cli {
namespace {

// Prints results as they come.
class Printer {
 public:
  Printer(Output output, bool bom, bool many) : output_(output), bom_(bom), many_(many), width_(TerminalWidth()) {}

  void Print(const entente_extraction* extraction) {
    if (output_ == Output::kTable) {
      Write(FormatTable(ReadResult(extraction), width_));
    } else if (output_ == Output::kCsv) {
      Begin();
      Write(FormatCsv(ReadResult(extraction)));
    } else {
      size_t bytes = 0;
      const char* json = entente_extraction_json(extraction, &bytes);
      if (output_ == Output::kJson && many_) Write(count_ == 0 ? "[\n" : ",\n");
      std::fwrite(json, 1, bytes, stdout);
      if (output_ == Output::kNdjson || !many_) Write("\n");
    }
    ++count_;
  }
  // False when the output could not be written.
  bool End() {
    if (output_ == Output::kJson && many_) Write(count_ == 0 ? "[]\n" : "\n]\n");
    if (output_ == Output::kCsv) Begin();
    return std::fflush(stdout) == 0 && std::ferror(stdout) == 0;
  }

 private:
  void Begin() {
    if (begun_) return;
    begun_ = true;
    if (bom_) Write("\xEF\xBB\xBF");
    Write(CsvHeader());
  }
  static void Write(const std::string& text) { std::fwrite(text.data(), 1, text.size(), stdout); }

  Output output_;
  bool bom_, many_, begun_ = false;
  size_t width_, count_ = 0;
};

// "12,300 articles, 45 %" on standard error, twice a second, only where a person sees it and nothing else is printed.
class Progress {
 public:
  explicit Progress(uint64_t size) : size_(size), shown_(isatty(STDERR_FILENO) != 0 && isatty(STDOUT_FILENO) == 0) {}
  ~Progress() { Clear(); }
  void Step(uint64_t articles, uint64_t bytes) {
    const auto now = std::chrono::steady_clock::now();
    if (!shown_ || now - last_ < std::chrono::milliseconds(500)) return;
    last_ = now;
    drawn_ = true;
    const std::string share = size_ == 0 ? std::string() : ", " + std::to_string(100 * std::min(bytes, size_) / size_) + " %";
    std::fprintf(stderr, "\r%llu articles%s\x1b[K", static_cast<unsigned long long>(articles), share.c_str());
  }
  void Clear() {
    if (drawn_) std::fprintf(stderr, "\r\x1b[K");
    drawn_ = false;
  }

 private:
  uint64_t size_;
  bool shown_, drawn_ = false;
  std::chrono::steady_clock::time_point last_ = std::chrono::steady_clock::now();
};

class Run {
 public:
  explicit Run(const Options& options) : options_(options) {}

  int Execute() {
    engine_ = OpenEngine(options_);
    if (engine_ == nullptr) return kError;
    for (const std::string& name : options_.files) ReadFile(name);
    if (printer_ == nullptr && options_.output == Output::kJson && options_.files.size() > 1) PrinterFor(Input::kText);
    if (printer_ != nullptr && !printer_->End()) return Complain("", "cannot write to standard output"), kError;
    if (failed_ > 0) return read_ > 0 ? kSomeFailed : kError;
    return deals_ > 0 ? kFound : kNothing;
  }

 private:
  // The first input decides where the user does not.
  Printer& PrinterFor(Input input) {
    if (printer_ == nullptr) {
      Output output = options_.output;
      if (output == Output::kByPlace) output = input == Input::kNdjson && isatty(STDOUT_FILENO) == 0 ? Output::kNdjson : Output::kTable;
      printer_ = std::make_unique<Printer>(output, options_.bom, options_.files.size() > 1 || input == Input::kNdjson);
    }
    return *printer_;
  }

  void ReadFile(const std::string& name) {
    Source source(name);
    if (!source.error().empty()) return Fail(name, source.error());
    const Input input = options_.input == Input::kByName ? source.Kind() : options_.input;
    if (input == Input::kNdjson) ReadRecords(name, &source);
    else if (HasId(options_.shard, source.Id())) ReadArticle(name, input, &source);
  }

  void Fail(const std::string& place, const std::string& message) {
    ++failed_;
    Complain(place, message);
  }

  void Take(const entente_extraction* extraction, Input input) {
    ++read_;
    deals_ += entente_extraction_deal_count(extraction);
    PrinterFor(input).Print(extraction);
  }

  void ReadArticle(const std::string& name, Input input, Source* source) {
    std::string bytes;
    if (!source->ReadAll(&bytes)) return Fail(name, source->error());
    const std::string id = source->Id();
    entente_article article = ENTENTE_ARTICLE_INIT;
    article.id = id.data();
    article.id_bytes = id.size();
    article.body = bytes.data();
    article.body_bytes = bytes.size();
    article.language = OrNull(options_.language);
    article.published = OrNull(options_.published);
    article.encoding = OrNull(options_.encoding);
    article.format = input == Input::kHtml ? ENTENTE_HTML : ENTENTE_TEXT;
    entente_extraction* extraction = nullptr;
    entente_error* error = nullptr;
    const entente_status status = entente_extract(engine_.get(), &article, &extraction, &error);
    const Owned<entente_extraction> owned(extraction);
    const Owned<entente_error> owned_error(error);
    if (status != ENTENTE_OK) return FailInText(name, bytes, error);
    Take(extraction, input);
  }

  // "news.txt:12: the text is not valid UTF-8 (byte 345)"
  void FailInText(const std::string& name, const std::string& bytes, const entente_error* error) {
    const std::string origin = entente_error_origin(error);
    std::string place = name, message = entente_error_message(error);
    if (origin.rfind("byte ", 0) == 0) {
      const size_t offset = std::min<size_t>(bytes.size(), std::stoull(origin.substr(5)));
      place += ":" + std::to_string(1 + std::count(bytes.begin(), bytes.begin() + static_cast<ptrdiff_t>(offset), '\n'));
      message += " (" + origin + ")";
    }
    Fail(place, message);
  }

  static entente_status ReadBytes(void* user, char* to, size_t capacity, size_t* bytes) {
    auto* source = static_cast<Source*>(user);
    *bytes = source->Read(to, capacity);
    return *bytes == 0 && !source->error().empty() ? ENTENTE_IO : ENTENTE_OK;
  }

  void ReadRecords(const std::string& name, Source* source) {
    entente_stream_options wanted = ENTENTE_STREAM_OPTIONS_INIT;
    ShardReader reader(options_.shard, ReadBytes, source);
    wanted.read = ShardReader::Read;
    wanted.read_user = &reader;
    wanted.name = name.c_str();
    wanted.threads = options_.threads;
    wanted.encoding = OrNull(options_.encoding);
    wanted.language = OrNull(options_.language);
    wanted.published = OrNull(options_.published);
    entente_stream* stream = nullptr;
    entente_error* error = nullptr;
    if (entente_stream_open(engine_.get(), &wanted, &stream, &error) != ENTENTE_OK) {
      const Owned<entente_error> owned(error);
      return Fail(name, entente_error_message(error));
    }
    const Owned<entente_stream> owned_stream(stream);
    PrinterFor(Input::kNdjson);
    Progress progress(source->size());
    for (;;) {
      entente_extraction* extraction = nullptr;
      const entente_status status = entente_stream_next(stream, &extraction, &error);
      const Owned<entente_extraction> owned(extraction);
      if (status != ENTENTE_OK) {
        const Owned<entente_error> owned_error(error);
        progress.Clear();
        Fail(entente_error_origin(error), std::string(entente_error_message(error)) + (source->error().empty() ? "" : ": " + source->error()));
        continue;
      }
      if (extraction == nullptr) return;
      Take(extraction, Input::kNdjson);
      progress.Step(read_, reader.bytes());
    }
  }

  const Options& options_;
  Owned<entente_engine> engine_;
  std::unique_ptr<Printer> printer_;
  size_t read_ = 0, failed_ = 0, deals_ = 0;
};

int Main(const std::vector<std::string>& arguments) {
  std::string mistake;
  const Options options = ParseOptions(arguments, &mistake);
  if (!mistake.empty()) return Complain("", mistake + "; see entente --help"), kError;
  const bool changes = options.command >= Command::kReview;
  if (options.help) return std::fputs(changes ? kReviewHelp : IsOfArchive(options.command) ? kArchiveHelp : kHelp, stdout), kFound;
  if (options.version) return std::printf("%s\n", entente_version_text()), kFound;
  if (options.command == Command::kMoney) return RunMoney(options);
  if (options.command == Command::kConvert) return RunConvert(options);
  if (options.command == Command::kExplain) return RunExplain(options);
  if (options.command == Command::kImport) return RunImport(options);
  if (options.command == Command::kIndex) return RunIndex(options);
  if (options.command == Command::kQuery) return RunQuery(options);
  if (options.command == Command::kMerge) return RunMerge(options);
  if (options.command == Command::kExport) return RunExport(options);
  if (options.command == Command::kReport) return RunReport(options);
  if (options.command == Command::kReview) return RunReview(options);
  if (options.command == Command::kParties) return RunParties(options);
  if (options.command == Command::kAdd) return RunAdd(options);
  if (options.command == Command::kRemove) return RunRemove(options);
  return Run(options).Execute();
}

}  // namespace
}  // namespace cli

int main(int argc, char** argv) {
  try {
    return cli::Main(std::vector<std::string>(argv + 1, argv + argc));
  } catch (const std::exception& exception) {
    std::fprintf(stderr, "entente: %s\n", exception.what());
    return 2;
  }
}
