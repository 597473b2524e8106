// The blocks: each owns what it needs, made before it is measured, and reads the same articles.
#include "bench/speed.h"

#include <re2/re2.h>
#include <unicode/brkiter.h>
#include <unicode/unistr.h>

#include <cstdio>
#include <set>

#include "bench/made_news.h"
#include "bench/sketch.h"
#include "text/records.h"

namespace entente::bench {
namespace {

constexpr size_t kDictionaryNames = 5000;

void AppendEscaped(std::string_view text, std::string* out) {
  for (const char c : text) {
    if (c == '\n') *out += "\\n";
    else if (c == '\t') *out += "\\t";
    else if (static_cast<unsigned char>(c) < 0x20) *out += ' ';
    else {
      if (c == '"' || c == '\\') *out += '\\';
      *out += c;
    }
  }
}

template <typename State>
Block MakeBlock(std::string name, size_t bytes, std::shared_ptr<State> state, size_t (*pass)(void*)) {
  return {std::move(name), bytes, pass, std::move(state)};
}

struct Extracting {
  std::shared_ptr<const Records> records;
  text::RecordReader reader;
  text::Record record;
  std::string line;
};

// As a stream with one thread does it: a line, a record, an extraction, its JSON.
size_t ExtractAll(void* state) {
  auto& s = *static_cast<Extracting*>(state);
  size_t written = 0;
  for (const std::string_view line : s.records->lines) {
    s.line.assign(line);
    if (!s.reader.Read(&s.line, &s.record).ok()) std::abort();
    auto result = TheEngine().Extract(s.record.AsArticle());
    if (!result.ok()) std::abort();
    written += ToJson(*result).size();
  }
  return written;
}

size_t ReadAllMoney(void* state) {
  auto& s = *static_cast<Extracting*>(state);
  size_t found = 0;
  for (const std::string_view line : s.records->lines) {
    s.line.assign(line);
    if (!s.reader.Read(&s.line, &s.record).ok()) std::abort();
    auto result = TheEngine().ReadMoney(s.record.AsArticle());
    if (!result.ok()) std::abort();
    found += result->amounts.size() + result->dates.size();
  }
  return found;
}

struct Sketching {
  std::shared_ptr<const Records> records;
  Sketch sketch;
  std::string out;
};

size_t SketchAll(void* state) {
  auto& s = *static_cast<Sketching*>(state);
  size_t written = 0;
  for (const std::string_view line : s.records->lines) {
    s.out.clear();
    if (!s.sketch.Read(line, &s.out)) std::abort();
    written += s.out.size();
  }
  return written;
}

// The names of the project's articles and made ones, 5,000 together, and the Korean triggers of the pack.
Sketch MakeSketch() {
  std::set<std::string> names;
  for (const Text& text : OwnTexts()) names.insert(text.names.begin(), text.names.end());
  NewsMaker maker(2);
  while (names.size() < kDictionaryNames) names.insert(maker.NewName());
  std::vector<std::string> triggers;
  std::ifstream table(ENTENTE_SOURCE_DIR "/src/lang/ko/triggers.tsv");
  for (std::string row; std::getline(table, row);) {
    const size_t end = row.find('\t');
    if (end != std::string::npos && row[0] != '#' && row.substr(end + 1) != "-" && row.substr(0, end) != "text") triggers.push_back(row.substr(0, end));
  }
  return Sketch({names.begin(), names.end()}, triggers);
}

struct Segmenting {
  std::vector<icu::UnicodeString> texts;  // converted before the measuring
  std::unique_ptr<icu::BreakIterator> words;
};

size_t SegmentAll(void* state) {
  auto& s = *static_cast<Segmenting*>(state);
  size_t found = 0;
  for (const icu::UnicodeString& text : s.texts) {
    s.words->setText(text);
    while (s.words->next() != icu::BreakIterator::DONE) ++found;
  }
  return found;
}

struct Searching {
  std::shared_ptr<const std::vector<Text>> texts;
  re2::RE2 figure{"[0-9]+(?:[.,][0-9]+)*"};
};

size_t SearchAll(void* state) {
  auto& s = *static_cast<Searching*>(state);
  size_t found = 0;
  for (const Text& text : *s.texts)
    for (const std::string* field : {&text.title, &text.body}) {
      re2::StringPiece rest(*field);
      while (re2::RE2::FindAndConsume(&rest, s.figure)) ++found;
    }
  return found;
}

}  // namespace

const Engine& TheEngine() {
  static const Result<Engine> engine = Engine::Open({});
  if (engine.ok()) return engine.value();
  std::fprintf(stderr, "the engine does not open: %s\n", engine.status().ToString().c_str());
  std::exit(2);
}

Records RecordsOf(const std::vector<Text>& texts) {
  Records records;
  std::vector<size_t> ends;
  for (size_t i = 0; i < texts.size(); ++i) {
    records.bytes += "{\"id\": \"a" + std::to_string(i + 1) + "\", \"published\": \"" + texts[i].published + "\", \"title\": \"";
    AppendEscaped(texts[i].title, &records.bytes);
    records.bytes += "\", \"body\": \"";
    AppendEscaped(texts[i].body, &records.bytes);
    records.bytes += "\"}\n";
    ends.push_back(records.bytes.size());
    records.text_bytes += texts[i].title.size() + texts[i].body.size();
  }
  records.bytes.append(simdjson::SIMDJSON_PADDING, ' ');
  for (size_t i = 0; i < ends.size(); ++i) {
    const size_t begin = i == 0 ? 0 : ends[i - 1];
    records.lines.push_back(std::string_view(records.bytes).substr(begin, ends[i] - 1 - begin));
  }
  return records;
}

std::vector<Text> UniqueTexts(size_t bytes) {
  return std::getenv("ENTENTE_BENCH_NDJSON") != nullptr ? Texts() : NewsMaker::Make(bytes);
}

std::vector<Block> MakeBlocks(const std::vector<Text>& texts, const std::string& language) {
  auto records = std::make_shared<Records>();
  *records = RecordsOf(texts);
  // the views of a moved string of this size stay, those of a copy would not
  const size_t bytes = records->text_bytes;
  std::vector<Block> blocks;
  auto extracting = std::make_shared<Extracting>();
  extracting->records = records;
  blocks.push_back(MakeBlock("Entente: records to deals as JSON, " + language, bytes, extracting, ExtractAll));
  if (language != "Korean") return blocks;
  blocks.push_back(MakeBlock("Entente: records to sums and dates alone", bytes, extracting, ReadAllMoney));
  auto sketching = std::shared_ptr<Sketching>(new Sketching{records, MakeSketch(), {}});
  blocks.push_back(MakeBlock("lean sketch of the same way (sketch.h)", bytes, sketching, SketchAll));
  auto segmenting = std::make_shared<Segmenting>();
  for (const Text& text : texts) segmenting->texts.push_back(icu::UnicodeString::fromUTF8(text.title + "\n" + text.body));
  UErrorCode error = U_ZERO_ERROR;
  segmenting->words.reset(icu::BreakIterator::createWordInstance(icu::Locale::getKorean(), error));
  if (U_FAILURE(error)) {
    std::fprintf(stderr, "ICU has no word segmentation: %s\n", u_errorName(error));
    std::exit(2);
  }
  blocks.push_back(MakeBlock("ICU: words of the same text, already in UTF-16", bytes, segmenting, SegmentAll));
  auto searching = std::make_shared<Searching>();
  searching->texts = std::make_shared<std::vector<Text>>(texts);
  blocks.push_back(MakeBlock("RE2: plain figures", bytes, searching, SearchAll));
  return blocks;
}

}  // namespace entente::bench
