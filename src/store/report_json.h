// The parts of articles and reports that stand as JSON in the tables.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "entente/archive.h"

namespace entente::store {

std::string AmountJson(const Extraction& extraction, const Deal& deal);
// For each deal the words of its evidence.
std::vector<std::vector<std::string>> TextsOf(const ArchiveItem& item);
std::string EvidenceJson(const Deal& deal, const std::vector<std::string>& texts);
// [[name, kind, [alias, ...]], ...]
struct PartyRow {
  int64_t name = 0;
  PartyKind kind = PartyKind::kCompany;
  std::vector<int64_t> aliases;
};
std::string PartiesJson(const std::vector<PartyRow>& parties);
std::vector<PartyRow> ParsePartyRows(std::string_view json);
// The words for the search in evidence: every sentence once.
std::string EvidenceText(const Extraction& extraction, const std::vector<std::vector<std::string>>& texts);
// What of an extraction lies outside of the fields it refers to; "" when nothing does.
std::string Misplaced(const ArchiveItem& item);

}  // namespace entente::store
