// entente explain: why an article gives the deals that it gives, as text or as a page.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "options.h"
#include "result.h"

namespace cli {

// Bytes of the title or the body.
struct Mark {
  bool title = false;
  size_t begin = 0, end = 0;
};

struct SlotRow {
  std::string slot, name, source, mark;
  Mark span;
  std::optional<Mark> mark_span;
  unsigned certainty_percent = 0;
};

struct AttemptRow {
  std::string frame, kind, minimum, reason;
  Mark clause;
  std::vector<Mark> triggers;
  std::vector<SlotRow> slots;
  std::optional<size_t> deal;
};

// An article with its result and what led to it.
struct Explained {
  ArticleResult result;
  std::string title, body;
  std::vector<AttemptRow> attempts;
  std::vector<std::vector<Mark>> evidence;                // of each deal
  std::vector<std::string> features;                      // of each deal: what its confidence rests on
  std::vector<std::pair<std::string, Mark>> mentions;     // of parties, with their names
  std::vector<std::pair<std::string, Mark>> quantities;   // "amount" and "date"
  bool markup = false;                                    // the body is HTML

  std::string Words(const Mark& mark) const { return (mark.title ? title : body).substr(mark.begin, mark.end - mark.begin); }
};

// What a reason of the library means, for a person.
const char* ReasonText(const std::string& reason);
// "investment, equity" of a deal.
std::string DealTitle(const DealRow& deal);

std::string ExplainAsText(const Explained& explained);
// A whole page that needs nothing else and runs no script.
std::string ExplainAsPage(const Explained& explained);

// Explains the one article that the options name; gives the exit code.
int RunExplain(const Options& options);

}  // namespace cli
