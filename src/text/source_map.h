// Where the bytes of a normalised text stood in the source that it was made from.
#pragma once

#include <cstdint>
#include <vector>

namespace entente::text {

// A monotone map from offsets of the output to offsets of the source, as runs that were copied byte by byte and pieces
// that were replaced as a whole. An empty map is the identity.
class SourceMap {
 public:
  void Clear() { runs_.clear(); }
  // From `output` on, bytes stand at `source` on, one for one, up to the next call. Calls go upwards in both.
  void StartRun(uint32_t output, uint32_t source) { runs_.push_back({output, source, source, true}); }
  // The bytes from `output` to the next call replace the source bytes [source, source_end).
  void StartReplacement(uint32_t output, uint32_t source, uint32_t source_end) {
    runs_.push_back({output, source, source_end, false});
  }

  bool is_identity() const { return runs_.empty(); }
  // The source offset of a span that begins (or ends) at `output`: inside a replacement its begin (or its end).
  uint32_t BeginToSource(uint32_t output) const;
  uint32_t EndToSource(uint32_t output) const;

  // Makes `*this`, a map from a text to a middle text, into a map from the text to the source that `outer` leads to from
  // the middle text. `length` is the length of the text.
  void Compose(const SourceMap& outer, uint32_t length);

 private:
  struct Run {
    uint32_t output, source, source_end;  // source_end of a replacement only
    bool copied;
  };
  const Run* Find(uint32_t output) const;  // the last run that starts at or before `output`; null: before all

  std::vector<Run> runs_;
};

}  // namespace entente::text
