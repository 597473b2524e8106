// Any sequence of calls of the C ABI, in any order, with handles that are open, closed or NULL: nothing crashes, nothing leaks, and a failed call leaves its
// outputs NULL.
#include <entente_c.h>

#include <algorithm>
#include <array>
#include <cstring>

#include "fuzz/fuzz.h"
#include "fuzz/memory_files.h"
#include "fuzz/samples.h"

namespace {

struct Input {
  std::string_view left;
  size_t read = 0;
};

entente_status Read(void* user, char* to, size_t capacity, size_t* count) {
  auto* input = static_cast<Input*>(user);
  *count = std::min({capacity, input->left.size() - input->read, size_t{64}});
  std::memcpy(to, input->left.data() + input->read, *count);
  input->read += *count;
  return input->left.size() % 7 == 6 ? ENTENTE_IO : ENTENTE_OK;
}

const std::string& ArchivePath() {
  static const std::string path = [] {
    const std::string name = fuzz::Folder() + "/abi";
    std::ofstream(name, std::ios::binary).flush();  // the library looks whether there is such a file
    return name;
  }();
  return path;
}

// An archive without articles, or no file for every fourth input.
void MakeFiles(size_t size) {
  static const std::shared_ptr<fuzz::MemoryFile> empty = [] {
    fuzz::KeepFilesInMemory();
    entente_archive* archive = nullptr;
    fuzz::Require(entente_archive_open(ArchivePath().c_str(), nullptr, &archive, nullptr) == ENTENTE_OK, "an archive is made");
    entente_archive_free(archive);
    return fuzz::Files()[ArchivePath()];
  }();
  fuzz::Files().clear();
  if (size % 4 != 0) (fuzz::Files()[ArchivePath()] = std::make_shared<fuzz::MemoryFile>())->bytes = empty->bytes;
}

class Session {
 public:
  explicit Session(std::string_view input) : input_(input) {}
  ~Session() {
    for (auto* one : found_) entente_extraction_free(one);
    for (auto* one : streams_) entente_stream_free(one);
    entente_archive_free(archive_);
    entente_answer_free(answer_);
    entente_import_free(imported_);
  }

  void Run() {
    for (int steps = 0; !input_.empty() && steps < 64; ++steps) Step(fuzz::TakeByte(&input_) % 20);
  }

 private:
  static const entente_engine* Shared() {
    static entente_engine* engine = [] {
      entente_engine* opened = nullptr;
      fuzz::Require(entente_engine_open(nullptr, &opened, nullptr) == ENTENTE_OK, "the engine opens");
      return opened;
    }();
    return engine;
  }
  const entente_engine* Engine() { return fuzz::TakeByte(&input_) % 16 == 0 ? nullptr : Shared(); }
  std::string_view Piece() {
    const size_t wanted = fuzz::TakeByte(&input_);
    const size_t size = std::min(wanted, input_.size());
    const std::string_view piece = input_.substr(0, size);
    input_.remove_prefix(size);
    return piece;
  }
  std::string Word() {
    std::string word(Piece());
    return word.substr(0, word.find('\0'));
  }
  entente_extraction*& Slot() { return found_[fuzz::TakeByte(&input_) % found_.size()]; }
  void Gave(entente_status status, const void* out) {
    fuzz::Require(status == ENTENTE_OK || out == nullptr, "a failed call leaves its output NULL");
    fuzz::Require((status == ENTENTE_OK) == (error_ == nullptr), "an error object comes with an error");
    if (error_ != nullptr) fuzz::Require(entente_error_status(error_) == status && entente_error_message(error_)[0] != 0, "an error has its code and words");
    fuzz::Require(status != ENTENTE_INTERNAL, "no mistake of the library itself");
    entente_error_free(error_);
    error_ = nullptr;
  }
  // By its address, which a call that fills it in the same expression leaves as it is.
  template <typename Object>
  void Gave(entente_status status, Object** out) {
    Gave(status, static_cast<const void*>(*out));
  }
  void Answer(entente_status status, entente_answer** answer) {
    Gave(status, answer);
    entente_answer_free(answer_);
    answer_ = *answer;
    size_t bytes = 0;
    if (const char* text = entente_answer_text(answer_, &bytes); text != nullptr) fuzz::Require(std::strlen(text) <= bytes, "an answer ends with NUL");
  }

  void Step(uint8_t number);
  void Extract(uint8_t number);
  void Stream(uint8_t number);
  void Archive(uint8_t number);

  std::string_view input_;
  entente_error* error_ = nullptr;
  std::array<entente_extraction*, 3> found_ = {};
  std::array<entente_stream*, 2> streams_ = {};
  std::array<Input, 2> sources_ = {};
  entente_archive* archive_ = nullptr;
  entente_answer* answer_ = nullptr;
  entente_import* imported_ = nullptr;
};

void Session::Extract(uint8_t number) {
  const std::string id = Word(), published = Word();
  entente_article article = ENTENTE_ARTICLE_INIT;
  article.id = id.data(), article.id_bytes = id.size();
  const std::string_view title = Piece(), body = Piece();
  article.title = title.data(), article.title_bytes = title.size();
  article.body = body.data(), article.body_bytes = body.size();
  article.published = published.c_str();
  article.format = number == 2 ? ENTENTE_HTML : number == 3 ? 7 : ENTENTE_TEXT;
  article.encoding = number == 1 ? "auto" : nullptr;
  entente_extraction* out = nullptr;
  const entente_status status = number == 0 ? entente_explain(Engine(), &article, &out, &error_) : number == 1 ? entente_read_money(Engine(), &article, published.c_str(), &out, &error_)
                                                                                                             : entente_extract(Engine(), &article, &out, &error_);
  Gave(status, out);
  entente_extraction*& slot = Slot();
  entente_extraction_free(slot);
  slot = out;
}

void Session::Stream(uint8_t number) {
  const size_t at = number % 2;
  if (number < 2) {
    entente_stream_free(streams_[at]);
    streams_[at] = nullptr;
    sources_[at] = {Piece()};
    entente_stream_options options = ENTENTE_STREAM_OPTIONS_INIT;
    options.read = Read, options.read_user = &sources_[at];
    options.threads = 1;
    Gave(entente_stream_open(Shared(), &options, &streams_[at], &error_), &streams_[at]);
  } else {
    entente_extraction* out = nullptr;
    Gave(entente_stream_next(streams_[at], &out, &error_), &out);
    (void)entente_stream_line(streams_[at]);
    entente_extraction*& slot = Slot();
    entente_extraction_free(slot);
    slot = out;
  }
}

void Session::Archive(uint8_t number) {
  entente_answer* out = nullptr;
  const std::string a = Word(), b = Word();
  switch (number) {
    case 0: {
      entente_archive_free(archive_);
      archive_ = nullptr;
      entente_archive_options options = ENTENTE_ARCHIVE_OPTIONS_INIT;
      options.mode = fuzz::TakeByte(&input_) % 4;
      options.wait_ms = 1;
      Gave(entente_archive_open(ArchivePath().c_str(), &options, &archive_, &error_), &archive_);
      break;
    }
    case 1: Gave(entente_archive_add(archive_, found_.data(), fuzz::TakeByte(&input_) % (found_.size() + 1), a.c_str(), b.c_str(), &error_), nullptr); break;
    case 2: Gave(entente_archive_remove(archive_, a.c_str(), fuzz::TakeByte(&input_) % 3, &error_), nullptr); break;
    case 3: Gave(entente_archive_say(archive_, a.c_str(), b.c_str(), fuzz::TakeByte(&input_) % 4, &error_), nullptr); break;
    case 4: Answer(entente_archive_query(archive_, Engine(), a.data(), a.size(), &out, &error_), &out); break;
    case 5: Answer(entente_archive_export(archive_, fuzz::TakeByte(&input_) % 6, &out, &error_), &out); break;
    case 6: Answer(entente_archive_deal(archive_, a.c_str(), &out, &error_), &out); break;
    case 7: Gave(entente_archive_review(archive_, a.data(), a.size(), &error_), nullptr); break;
    case 8: {
      size_t bytes = 0;
      const char* json = entente_extraction_json(Slot(), &bytes);
      const std::string text = a.empty() && json != nullptr ? std::string(json, bytes) : a;
      Gave(entente_archive_add_json(archive_, text.data(), text.size(), nullptr, 0, b.data(), b.size(), &error_), nullptr);
      break;
    }
    default: Answer(entente_archive_checkpoint(archive_, a.c_str(), &out, &error_), &out);
  }
}

void Session::Step(uint8_t number) {
  if (number < 4) return Extract(number);
  if (number < 8) return Stream(static_cast<uint8_t>(number - 4));
  if (number < 18) return Archive(static_cast<uint8_t>(number - 8));
  if (number == 18) {
    entente_import_free(imported_);
    imported_ = nullptr;
    const std::string_view list = Piece();
    if (list.size() % 8 != 3) return;  // the words that are no names take their time to load
    Gave(entente_import_listing(list.size() % 2 == 0 ? "sec" : "krx", list.data(), list.size(), nullptr, &imported_, &error_), &imported_);
    return;
  }
  const entente_extraction* one = Slot();
  size_t bytes = 0;
  for (int32_t field = -1; field < 3; ++field)
    if (const char* text = entente_extraction_field(one, field, &bytes); text != nullptr) fuzz::Require(entente_text_units(text, bytes, ENTENTE_CODE_POINTS) <= bytes, "a text has no more characters than bytes");
  (void)entente_extraction_deal_count(one);
  (void)entente_extraction_explanation(one, &bytes);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  MakeFiles(size);
  Session(fuzz::ViewOf(data, size)).Run();
  return 0;
}
