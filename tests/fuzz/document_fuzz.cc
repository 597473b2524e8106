// Any bytes as an article: nothing crashes, and every span is a slice on code-point boundaries.
#include "entente/input.h"
#include "fuzz/fuzz.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  std::string_view input = fuzz::ViewOf(data, size);
  const uint8_t flags = fuzz::TakeByte(&input);
  auto decoded = entente::DecodeText(input, (flags & 1) != 0 ? "auto" : "utf-8");
  if (!decoded.ok()) return 0;
  const std::string text = std::move(decoded).value();
  // a line end cuts a title off
  const size_t cut = (flags & 2) != 0 ? text.find('\n') : std::string::npos;
  const std::string title = cut == std::string::npos ? "" : text.substr(0, cut), body = cut == std::string::npos ? text : text.substr(cut + 1);
  const entente::Article article{.title = title, .body = body, .published = (flags & 4) != 0 ? "2024-06-04" : ""};
  if ((flags & 8) != 0) {
    const auto explained = fuzz::SharedEngine().Explain(article);
    fuzz::Require(explained.ok(), "an article is explained");
    fuzz::CheckExtraction(explained->extraction, title, body);
    return 0;
  }
  const auto result = fuzz::SharedEngine().Extract(article);
  fuzz::Require(result.ok(), "an article is read");
  fuzz::CheckExtraction(*result, title, body);
  return 0;
}
