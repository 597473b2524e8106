// Any bytes as tables of a pack and of a user, cut at form feeds: nothing crashes, a mistake names its file and line, and an engine that takes
// them reads with them.
#include <vector>

#include "fuzz/fuzz.h"
#include "fuzz/seldom.h"
#include "lexicon_files.h"
#include "pack/table.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  std::string_view input = fuzz::ViewOf(data, size);
  std::vector<entente::LexiconFile> files;
  const std::string_view whole = input;
  for (bool more = true; more;) {
    const size_t cut = input.find('\f');
    more = cut != std::string_view::npos;
    files.push_back({.text = input.substr(0, cut), .name = "fuzz"});
    if (more) input.remove_prefix(cut + 1);
  }
  size_t line = 0;
  const auto header = entente::pack::Table::Header(whole, &line);
  std::vector<std::string_view> columns(header.begin(), header.end());
  if (const auto table = entente::pack::Table::Parse("fuzz", whole, std::span<const std::string_view>(columns)); !table.ok())
    fuzz::Require(!table.status().origin().empty() || whole.empty(), "a mistake of a table has a place");
  const auto read = entente::ReadLexiconFiles(files);
  if (!read.ok()) {
    fuzz::Require(!read.status().message().empty() && !read.status().origin().empty(), "a mistake has words and a place");
    return 0;
  }
  if (!fuzz::IsOneIn(256, whole)) return 0;  // an engine takes its time to open
  const auto engine = entente::Engine::Open({.lexicons = files});
  if (!engine.ok()) return 0;
  const auto result = engine->Extract({.body = whole, .published = "2024-06-04"});
  if (result.ok()) fuzz::CheckExtraction(*result, "", whole);
  return 0;
}
