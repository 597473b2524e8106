// An article as the archive holds it, back as an extraction: for merging, exports and reviews.
#pragma once

#include <string>

#include "entente/archive.h"
#include "store/sqlite.h"
#include "store/told.h"
#include "store/writer.h"

namespace entente::store {

struct StoredArticle {
  Extraction extraction;  // the parties, amounts and deals that the archive keeps
  std::string title, version;
  Origin origin = Origin::kRead;
  EvidenceTexts texts;
  std::vector<uint64_t> uids;  // of the deals
};

// false when there is no such row or it cannot be read.
bool LoadArticle(Database* database, int64_t id, StoredArticle* article);

// The deal with the parties and sums that it names, and nothing else.
Extraction OneDeal(const Extraction& extraction, size_t index);

}  // namespace entente::store
