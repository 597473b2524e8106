#include "text/source_map.h"

#include <algorithm>

namespace entente::text {

const SourceMap::Run* SourceMap::Find(uint32_t output) const {
  const auto after = std::upper_bound(runs_.begin(), runs_.end(), output, [](uint32_t at, const Run& run) { return at < run.output; });
  return after == runs_.begin() ? nullptr : &*(after - 1);
}

uint32_t SourceMap::BeginToSource(uint32_t output) const {
  const Run* run = Find(output);
  if (run == nullptr) return output;  // before the first change the text is the source
  return run->copied ? run->source + (output - run->output) : run->source;
}

uint32_t SourceMap::EndToSource(uint32_t output) const {
  if (output == 0) return BeginToSource(0);
  const Run* run = Find(output - 1);  // the run of the last byte of the span
  if (run == nullptr) return output;
  return run->copied ? run->source + (output - run->output) : run->source_end;
}

void SourceMap::Compose(const SourceMap& outer, uint32_t length) {
  if (outer.is_identity()) return;
  std::vector<Run> inner;
  inner.swap(runs_);
  if (inner.empty() || inner.front().output > 0) inner.insert(inner.begin(), {0, 0, 0, true});
  size_t next = 0;  // the first run of `outer` that starts after the current middle offset
  for (size_t i = 0; i < inner.size(); ++i) {
    const Run& run = inner[i];
    if (!run.copied) {
      const uint32_t begin = outer.BeginToSource(run.source);
      StartReplacement(run.output, begin, std::max(begin, outer.EndToSource(run.source_end)));
      continue;
    }
    const uint32_t output_end = i + 1 < inner.size() ? inner[i + 1].output : length;
    const uint32_t middle_end = run.source + (output_end - run.output);
    while (next < outer.runs_.size() && outer.runs_[next].output <= run.source) ++next;
    for (uint32_t middle = run.source; middle < middle_end;) {
      const Run* piece = next == 0 ? nullptr : &outer.runs_[next - 1];
      const uint32_t output = run.output + (middle - run.source);
      if (piece == nullptr) StartRun(output, middle);
      else if (piece->copied) StartRun(output, piece->source + (middle - piece->output));
      else StartReplacement(output, piece->source, piece->source_end);
      if (next == outer.runs_.size() || outer.runs_[next].output >= middle_end) break;
      middle = outer.runs_[next++].output;
    }
  }
}

}  // namespace entente::text
