// Blocks of a document: the title, headings, paragraphs, and the tail that is not the article (copyright, links).
// A line is a block. "Copyright © ..." starts the tail: everything after it belongs to it.
// Tested by: tests/unit/text/document_test.cc
#include <bitset>
#include <span>

#include "text/document.h"
#include "text/unicode.h"

namespace entente::text {
namespace {

constexpr size_t kMarkerBytes = 60;  // of a line, in which a marker of the tail may stand
constexpr uint32_t kMaxHeadingBytes = 150;  // fifty syllables: longer lines without a full stop are captions or lists

std::string_view Trim(std::string_view line) {
  while (!line.empty() && static_cast<uint8_t>(line.front()) <= ' ') line.remove_prefix(1);
  while (!line.empty() && static_cast<uint8_t>(line.back()) <= ' ') line.remove_suffix(1);
  return line;
}

// Does the line end like a sentence? Closing quotes and brackets after the stop count to it.
bool EndsSentence(std::string_view line) {
  uint32_t end = static_cast<uint32_t>(line.size());
  while (end > 0) {
    const uint32_t at = Before(line, end);
    const char32_t mark = FoldMark(Decode(line, at).value);
    if (mark == '.' || mark == '?' || mark == '!') return true;
    if (mark != '"' && mark != '\'' && mark != ')' && mark != ']') return false;
    end = at;
  }
  return false;
}

// Finds markers that may stand anywhere in the head of a line. Nearly all places are passed by the first three bytes of the markers.
class MarkerFinder {
 public:
  explicit MarkerFinder(std::span<const std::string_view> markers) : markers_(markers) {
    for (const std::string_view marker : markers)
      if (marker.size() >= 3) begins_.set(SlotOf(marker, 0));
      else short_ = true;
  }
  bool IsIn(std::string_view head) const {
    for (size_t at = 0; at < head.size(); ++at) {
      if ((static_cast<uint8_t>(head[at]) & 0xC0) == 0x80) continue;  // markers are whole characters
      if (!short_ && (at + 3 > head.size() || !begins_[SlotOf(head, at)])) continue;
      for (const std::string_view marker : markers_)
        if (marker[0] == head[at] && head.substr(at).starts_with(marker)) return true;
    }
    return false;
  }

 private:
  static size_t SlotOf(std::string_view text, size_t at) {
    const auto byte = [&](size_t i) { return static_cast<uint32_t>(static_cast<uint8_t>(text[at + i])); };
    return (byte(0) << 16 | byte(1) << 8 | byte(2)) * 0x9E3779B1u >> 22;
  }
  const std::span<const std::string_view> markers_;
  std::bitset<1024> begins_;
  bool short_ = false;  // one is shorter than three bytes
};

}  // namespace

void Document::FindBlocks() {
  const std::string_view text = text_;
  if (const std::string_view title = Trim(text.substr(0, body_begin_)); !title.empty()) {
    const uint32_t begin = static_cast<uint32_t>(title.data() - text.data());
    blocks_.push_back({.begin = begin, .end = begin + static_cast<uint32_t>(title.size()), .kind = BlockKind::kTitle});
  }
  const MarkerFinder markers(pack_ != nullptr ? std::span<const std::string_view>(pack_->tail_markers) : std::span<const std::string_view>());
  bool tail = false;
  uint32_t lines = 0;
  for (size_t at = body_begin_; at < text.size();) {
    const size_t line_end = std::min(text.find('\n', at), text.size());
    const std::string_view line = Trim(text.substr(at, line_end - at));
    at = line_end + 1;
    if (line.empty()) continue;
    const uint32_t begin = static_cast<uint32_t>(line.data() - text.data());
    Block block{.begin = begin, .end = begin + static_cast<uint32_t>(line.size())};
    // markers of the tail open a line, or stand near its beginning after a name or a sign
    if (!tail && lines > 0) tail = markers.IsIn(line.substr(0, kMarkerBytes));
    if (tail)
      block.kind = BlockKind::kTail;
    else if (!EndsSentence(line) && line.size() <= kMaxHeadingBytes && line_end < text.size())
      block.kind = lines == 0 && body_begin_ <= 2 ? BlockKind::kTitle : BlockKind::kHeading;
    blocks_.push_back(block);
    ++lines;
  }
}

}  // namespace entente::text
