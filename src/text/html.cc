// HTML to text, with libxml2's push parser as the reader of tags and entities.
//
//   <p>가온전자<br>3억&nbsp;달러</p>   gives   가온전자 \n 3억 달러   with a map from each piece to the source
//
// The parser is told where each piece of text ended in the source (xmlByteConsumed); a piece that equals the source bytes
// before that offset was copied, any other is an entity. Three things keep time linear and the stack flat whatever comes in:
// elements are forgotten by the parser below a small depth (text needs no tree), attributes beyond a limit are blanked
// before the parser sees them (it compares each with all before it; text needs none), and characters that HTML forbids
// become blanks of the same length.
//
// Line ends: the parser's text keeps them only where the source marks no paragraphs otherwise, as editors' raw text does.
// Tested by: tests/unit/text/html_test.cc
#include <libxml/HTMLparser.h>
#include <libxml/parser.h>
#include <libxml/xmlerror.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <memory>

#include "text/encoding.h"
#include "text/normalise.h"
#include "text/unicode.h"
#include "text/utf8.h"

namespace entente::text {
namespace {

constexpr int kMostOpenElements = 64;    // deeper ones are not remembered
constexpr int kMostAttributes = 64;      // further ones of a tag are blanked
constexpr size_t kChunkBytes = 1 << 16;  // what the parser is given at once
// Stands around everything: the parser would end where the first outermost element ends.
constexpr std::string_view kRoot = "<entente-text>";
constexpr std::string_view kRootEnd = "</entente-text";
constexpr size_t kLongestEntity = 64;    // "&CounterClockwiseContourIntegral;" has 33

bool IsNameStart(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '/' || c == '!' || c == '?'; }
bool IsBlank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f'; }

// Blanks what no parser needs and what would cost it more than linear time. All lengths stay.
void BlankAttributes(std::string* html) {
  char* const data = html->data();
  const size_t size = html->size();
  for (size_t at = 0; at < size;) {
    const auto* open = static_cast<const char*>(std::memchr(data + at, '<', size - at));
    if (open == nullptr) return;
    at = static_cast<size_t>(open - data) + 1;
    if (at == size || !IsNameStart(data[at]) || data[at] == '!' || data[at] == '?') continue;
    int attributes = 0;
    char quote = 0;
    size_t blank_from = 0;
    for (; at < size; ++at) {
      const char c = data[at];
      if (quote != 0) {
        if (c == quote) quote = 0, ++attributes;
      } else if (c == '"' || c == '\'') {
        quote = c;
      } else if (c == '>') {
        break;
      } else if (IsBlank(c) || c == '/' || c == '=') {
        if (!IsBlank(data[at - 1])) ++attributes;
      }
      if (attributes > 3 * kMostAttributes && blank_from == 0 && quote == 0) blank_from = at;
    }
    if (blank_from != 0) std::memset(data + blank_from, ' ', at - blank_from);
  }
}

// The bytes that the parser reads: as long as `source`, with a blank for each byte that HTML forbids.
std::string Readable(std::string_view source) {
  std::string html(source);
  for (size_t i = 0; i < html.size(); ++i) {
    const auto byte = static_cast<unsigned char>(html[i]);
    if ((byte < 0x20 && !IsBlank(html[i])) || byte == 0x7F || byte == '\f') html[i] = ' ';
    // U+FFFE and U+FFFF; a byte order mark
    else if (byte == 0xEF && (html.compare(i, 2, "\xEF\xBF") == 0 && static_cast<unsigned char>(html[i + 2]) >= 0xBE))
      html.replace(i, 3, "   ");
  }
  if (html.compare(0, 3, "\xEF\xBB\xBF") == 0) html.replace(0, 3, "   ");
  for (size_t at = html.find(kRootEnd); at != std::string::npos; at = html.find(kRootEnd, at)) html.replace(at, kRootEnd.size(), kRootEnd.size(), ' ');
  BlankAttributes(&html);
  return html;
}

template <size_t N>
bool IsOneOf(const xmlChar* name, const std::array<const char*, N>& names) {
  const auto* text = reinterpret_cast<const char*>(name);
  return std::any_of(names.begin(), names.end(), [&](const char* other) { return std::strcmp(text, other) == 0; });
}

constexpr std::array<const char*, 42> kBlocks = {
    "p", "div", "br", "li", "ul", "ol", "dl", "dt", "dd", "h1", "h2", "h3", "h4", "h5", "h6", "tr", "table", "caption", "thead", "tbody",
    "tfoot", "blockquote", "section", "article", "header", "footer", "main", "aside", "nav", "figure", "figcaption", "pre", "hr", "form",
    "address", "center", "fieldset", "details", "summary", "title", "option", "body"};
constexpr std::array<const char*, 3> kCells = {"td", "th", "img"};
constexpr std::array<const char*, 2> kRaw = {"script", "style"};
// elements without an end tag: the parser closes them itself and must still know them
constexpr std::array<const char*, 15> kEmpty = {"br", "hr", "img", "input", "meta", "link", "area", "base", "col", "embed", "param", "source",
                                                "frame", "isindex", "basefont"};

bool MarksParagraphs(std::string_view html) {
  for (size_t at = html.find('<'); at != std::string_view::npos && at + 2 < html.size(); at = html.find('<', at + 1)) {
    const char first = static_cast<char>(html[at + 1] | 0x20), second = static_cast<char>(html[at + 2] | 0x20);
    if ((first == 'p' && (second == '>' || IsBlank(html[at + 2]) || second == ('>' | 0x20))) || (first == 'b' && second == 'r')) return true;
    if (first == 'd' && second == 'i') return true;
  }
  return false;
}

// Collects the text and its map while the parser runs.
struct Collector {
  std::string_view html;  // what the parser reads
  htmlParserCtxtPtr parser = nullptr;
  bool keep_line_ends = false;
  std::string text;
  SourceMap map;
  size_t done = 0;         // the source up to here is text or markup that was dealt with
  size_t run_end = 0;      // where a copied run would go on, in the source
  bool in_run = false;
  bool failed = false;

  size_t Position() const {
    const long at = xmlByteConsumed(parser) - static_cast<long>(kRoot.size());
    return at < 0 ? done : std::min(static_cast<size_t>(at), html.size());
  }
  bool AtLineStart() const { return text.empty() || text.back() == '\n'; }

  // One byte of the source as one byte of the text, or nothing for a blank that folds into the one before.
  void PutCopied(size_t from, char c) {
    if (!in_run || run_end != from) {
      map.StartRun(static_cast<uint32_t>(text.size()), static_cast<uint32_t>(from));
      in_run = true;
    }
    text += c;
    run_end = from + 1;
  }
  void PutReplacement(size_t begin, size_t end, std::string_view with) {
    map.StartReplacement(static_cast<uint32_t>(text.size()), static_cast<uint32_t>(begin), static_cast<uint32_t>(end));
    text += with;
    in_run = false;
  }
  void PutBlank(size_t at) {
    if (!AtLineStart() && text.back() != ' ') PutCopied(at, ' ');
  }
  void PutLineEnd(size_t at) {
    while (!text.empty() && text.back() == ' ') text.pop_back(), in_run = false;
    if (!AtLineStart()) PutReplacement(at, at, "\n");
  }

  void Copy(size_t begin, size_t end) {
    for (size_t at = begin; at < end; ++at) {
      const char c = html[at];
      if (!IsBlank(c)) {
        PutCopied(at, c);
        continue;
      }
      size_t blanks_end = at, lines = 0;
      for (; blanks_end < end && IsBlank(html[blanks_end]); ++blanks_end) lines += html[blanks_end] == '\n';
      if (lines > 1 || (lines == 1 && keep_line_ends)) PutLineEnd(at);
      else PutBlank(at);
      at = blanks_end - 1;
    }
  }

  // True when `piece` is what the source has before `end`.
  bool StandsBefore(size_t end, std::string_view piece) const {
    return end <= html.size() && end >= done + piece.size() && html.compare(end - piece.size(), piece.size(), piece) == 0;
  }

  void Text(std::string_view piece) {
    size_t end = Position();
    // The parser's own buffer is full now and then; some versions count the last character of it only after this call.
    const size_t last = Before(piece, static_cast<uint32_t>(piece.size()));
    if (!StandsBefore(end, piece) && StandsBefore(end + (piece.size() - last), piece)) end += piece.size() - last;
    if (StandsBefore(end, piece)) {
      Copy(end - piece.size(), end);
      done = end;
      return;
    }
    // an entity; one without ';' that HTML does not know comes as "&" and then as its name
    const size_t earliest = std::max(done, end - std::min(end, kLongestEntity));
    const size_t mark = html.substr(earliest, end - earliest).rfind('&');
    if (mark == std::string_view::npos) {
      PutReplacement(std::min(done, end), end, piece);
    } else if (piece == "&" && html[end - 1] != ';') {
      PutCopied(earliest + mark, '&');
      end = earliest + mark + 1;
    } else {
      PutReplacement(earliest + mark, end, piece);
    }
    done = std::max(done, end);
  }

  void Tag(const xmlChar* name) {
    const size_t at = Position();
    if (IsOneOf(name, kBlocks)) PutLineEnd(at);
    else if (IsOneOf(name, kCells)) PutBlank(at == 0 ? 0 : at - 1);
  }
};

// The parser is written in C: nothing may be thrown through it.
template <typename Work>
void Guarded(void* user, Work work) noexcept {
  auto* collector = static_cast<Collector*>(user);
  if (collector->failed) return;
  try {
    work(collector);
  } catch (...) {
    collector->failed = true;
    xmlStopParser(collector->parser);
  }
}

void OnText(void* user, const xmlChar* text, int size) {
  Guarded(user, [&](Collector* collector) { collector->Text({reinterpret_cast<const char*>(text), static_cast<size_t>(size)}); });
}

void OnStart(void* user, const xmlChar* name, const xmlChar**) {
  Guarded(user, [&](Collector* collector) {
    collector->Tag(name);
    htmlParserCtxtPtr parser = collector->parser;
    if (parser->nameNr > kMostOpenElements && !IsOneOf(name, kRaw) && !IsOneOf(name, kEmpty)) {
      --parser->nameNr;
      parser->nameTab[parser->nameNr] = nullptr;
      parser->name = parser->nameTab[parser->nameNr - 1];
    }
  });
}

void OnEnd(void* user, const xmlChar* name) {
  Guarded(user, [&](Collector* collector) { collector->Tag(name); });
}

void OnRaw(void*, const xmlChar*, int) {}  // the content of script and style

// While it lives, errors of the parser on this thread come here: where the parser has no memory it leaves text out, goes on without end or prints.
class MemoryWatch {
 public:
  explicit MemoryWatch(Collector* collector) : kept_(xmlStructuredError), kept_context_(xmlStructuredErrorContext) { xmlSetStructuredErrorFunc(collector, OnError); }
  ~MemoryWatch() { xmlSetStructuredErrorFunc(kept_context_, kept_); }
  MemoryWatch(const MemoryWatch&) = delete;
  MemoryWatch& operator=(const MemoryWatch&) = delete;

 private:
  static void OnError(void* user, const xmlError* error) {
    if (error == nullptr || error->code != XML_ERR_NO_MEMORY) return;
    auto* collector = static_cast<Collector*>(user);
    collector->failed = true;
    if (error->ctxt != nullptr && error->ctxt == collector->parser) xmlStopParser(collector->parser);
  }
  // The constness of its second parameter differs between versions of libxml2.
  template <typename Error>
  static void OnError(void* user, Error* error) {
    OnError(user, static_cast<const xmlError*>(error));
  }

  const xmlStructuredErrorFunc kept_;
  void* const kept_context_;
};

struct FreeParser {
  void operator()(htmlParserCtxtPtr parser) const { htmlFreeParserCtxt(parser); }
};

}  // namespace

Status NormaliseHtml(std::string_view source, std::string* out, SourceMap* map) {
  map->Clear();
  if (Status status = CheckUtf8(source); !status.ok()) return status;
  const std::string html = Readable(source);
  Collector collector;
  collector.html = html;
  collector.keep_line_ends = !MarksParagraphs(html);
  collector.text.reserve(html.size());
  htmlSAXHandler handler{};
  handler.characters = handler.ignorableWhitespace = OnText;
  handler.startElement = OnStart;
  handler.endElement = OnEnd;
  handler.cdataBlock = OnRaw;
  const MemoryWatch watch(&collector);
  const std::unique_ptr<htmlParserCtxt, FreeParser> parser(
      htmlCreatePushParserCtxt(&handler, &collector, nullptr, 0, nullptr, XML_CHAR_ENCODING_UTF8));
  if (parser == nullptr) return Status(Code::kNoMemory, {});
  collector.parser = parser.get();
  htmlCtxtUseOptions(parser.get(), HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_NONET | HTML_PARSE_NOIMPLIED |
                                       HTML_PARSE_IGNORE_ENC);
  htmlParseChunk(parser.get(), kRoot.data(), static_cast<int>(kRoot.size()), 0);
  for (size_t at = 0; at < html.size() && !collector.failed; at += kChunkBytes)
    htmlParseChunk(parser.get(), html.data() + at, static_cast<int>(std::min(kChunkBytes, html.size() - at)), 0);
  if (!collector.failed) htmlParseChunk(parser.get(), nullptr, 0, 1);
  if (collector.failed) return Status(Code::kNoMemory, {});
  const size_t base = out->size();
  if (Status status = Normalise(collector.text, out, map); !status.ok()) return status;
  map->Compose(collector.map, static_cast<uint32_t>(out->size() - base));
  return {};
}

void PrepareHtml() { xmlInitParser(); }

}  // namespace entente::text
