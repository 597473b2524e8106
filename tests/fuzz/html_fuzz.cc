// Any UTF-8 as a page: nothing crashes, and every span is a slice of the source on code-point boundaries.
#include "fuzz/fuzz.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view page = fuzz::ViewOf(data, size);
  const auto result = fuzz::SharedEngine().Extract({.body = page, .published = "2024-06-04", .format = entente::Format::kHtml});
  if (!result.ok()) {
    fuzz::Require(result.status().code() == entente::Code::kBadText, "only bad UTF-8 is no page");
    return 0;
  }
  fuzz::CheckExtraction(*result, "", page);
  return 0;
}
