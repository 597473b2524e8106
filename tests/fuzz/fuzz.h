// What the fuzz targets share. A target is LLVMFuzzerTestOneInput: libFuzzer calls it, AFL++ does (afl-clang-fast++ -fsanitize=fuzzer), and
// driver.cc does without either.
#pragma once

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

#include "entente/entente.h"

namespace fuzz {

// What a target promises; where it does not hold the input is a finding.
inline void Require(bool holds, const char* what) {
  if (holds) return;
  std::fprintf(stderr, "not so: %s\n", what);
  std::abort();
}

inline const entente::Engine& SharedEngine() {
  static const entente::Result<entente::Engine> engine = entente::Engine::Open({});
  Require(engine.ok(), "the engine opens");
  return *engine;
}

inline std::string_view ViewOf(const uint8_t* data, size_t size) { return {reinterpret_cast<const char*>(data), size}; }

// Takes the first byte, or 0, off the input: a target's switches.
inline uint8_t TakeByte(std::string_view* input) {
  if (input->empty()) return 0;
  const auto byte = static_cast<uint8_t>(input->front());
  input->remove_prefix(1);
  return byte;
}

inline bool IsBoundary(std::string_view text, uint32_t at) { return at == text.size() || (at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0) != 0x80); }

inline void CheckSpan(const entente::Span& span, std::string_view title, std::string_view body) {
  const std::string_view field = span.field == entente::Field::kTitle ? title : body;
  Require(span.begin <= span.end && IsBoundary(field, span.begin) && IsBoundary(field, span.end), "a span is a slice on code points");
}

// Every span of an extraction lies in its field on code-point boundaries, every index refers to something, and the text of a sum is its slice.
inline void CheckExtraction(const entente::Extraction& found, std::string_view title, std::string_view body) {
  for (const auto& amount : found.amounts) {
    CheckSpan(amount.span, title, body);
    const std::string_view field = amount.span.field == entente::Field::kTitle ? title : body;
    Require(field.substr(amount.span.begin, amount.span.end - amount.span.begin) == amount.text, "the text of a sum is its slice");
    Require(!amount.equivalent_of || *amount.equivalent_of < found.amounts.size(), "the other sum is there");
  }
  for (const auto& date : found.dates) CheckSpan(date.span, title, body);
  for (const auto& party : found.parties)
    for (const auto& span : party.mentions) CheckSpan(span, title, body);
  for (const auto& deal : found.deals) {
    for (const auto& span : deal.evidence) CheckSpan(span, title, body);
    Require(!deal.parties.empty(), "a deal has a party");
    for (const auto& party : deal.parties) Require(party.party < found.parties.size(), "the party of a deal is there");
    Require(!deal.amount || *deal.amount < found.amounts.size(), "the sum of a deal is there");
  }
  Require(!entente::ToJson(found).empty(), "there is JSON");
}

}  // namespace fuzz
