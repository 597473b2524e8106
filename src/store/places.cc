// Tested by: tests/unit/store/names_test.cc

#include <array>

#include "base/hash.h"
#include "pack/embedded.h"
#include "pack/table.h"
#include "store/names.h"

namespace entente::store {
namespace {

HashMap<std::string_view, std::string_view> ReadPlaces() {
  HashMap<std::string_view, std::string_view> codes;
  for (const char* file : {"ko/places.tsv", "en/places.tsv"}) {
    auto table = pack::Table::Load(file, {"type", "canonical", "latin", "iso"});
    if (!table.ok()) continue;  // an engine says what is wrong with it
    for (size_t row = 0; row < table->rows(); ++row) {
      const std::string_view code = table->cell(row, 3);
      if (code.size() != 2) continue;
      for (const size_t column : {size_t{1}, size_t{2}})
        if (!table->cell(row, column).empty()) codes.emplace(table->cell(row, column), code);
    }
  }
  return codes;
}

}  // namespace

std::string_view CountryOf(std::string_view name) {
  static const auto codes = ReadPlaces();  // views of static storage; never changes
  const auto found = codes.find(name);
  return found == codes.end() ? std::string_view() : found->second;
}

}  // namespace entente::store
