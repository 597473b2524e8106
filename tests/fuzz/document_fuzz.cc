// Any bytes as an article: nothing crashes, and every span is a slice on code-point boundaries.
//   build/fuzz/bin/entente_fuzz_document -max_len=4096 tests/corpus/articles
#include <cstdint>
#include <cstdlib>
#include <string>

#include "entente/entente.h"
#include "entente/input.h"

namespace {

bool IsBoundary(const std::string& text, uint32_t at) { return at == text.size() || (at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0) != 0x80); }

void CheckSpan(const entente::Span& span, const std::string& title, const std::string& body) {
  const std::string& field = span.field == entente::Field::kTitle ? title : body;
  if (span.begin > span.end || !IsBoundary(field, span.begin) || !IsBoundary(field, span.end)) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  static const entente::Result<entente::Engine> engine = entente::Engine::Open({});
  if (size < 2) return 0;
  const uint8_t flags = data[0];
  auto decoded = entente::DecodeText({reinterpret_cast<const char*>(data) + 1, size - 1}, (flags & 1) != 0 ? "auto" : "utf-8");
  if (!decoded.ok()) return 0;
  const std::string text = std::move(decoded).value();
  // a line end cuts a title off
  const size_t cut = (flags & 2) != 0 ? text.find('\n') : std::string::npos;
  const std::string title = cut == std::string::npos ? "" : text.substr(0, cut), body = cut == std::string::npos ? text : text.substr(cut + 1);
  const auto result = engine->Extract({.title = title, .body = body, .published = (flags & 4) != 0 ? "2024-06-04" : "",
                                       .format = (flags & 8) != 0 ? entente::Format::kHtml : entente::Format::kText});
  if (!result.ok()) std::abort();
  for (const auto& amount : result->amounts) CheckSpan(amount.span, title, body);
  for (const auto& date : result->dates) CheckSpan(date.span, title, body);
  for (const auto& party : result->parties)
    for (const auto& span : party.mentions) CheckSpan(span, title, body);
  for (const auto& deal : result->deals)
    for (const auto& span : deal.evidence) CheckSpan(span, title, body);
  if (entente::ToJson(*result).empty()) std::abort();
  return 0;
}
