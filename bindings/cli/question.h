// Questions of query.schema.json from the options of the command line, and their answers.
#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "entente_c.h"
#include "options.h"

namespace cli {

// A text as JSON.
std::string QuoteJson(const std::string& text);

// The values are JSON.
struct Question {
  std::map<std::string, std::string> own;    // sort, limit, cursor, ...
  std::vector<std::pair<std::string, std::string>> where;  // of its filter, in the order of the options

  std::string Text(const std::string& ask) const;
};

// The question that the filters of the command line stand for.
Question ReadQuestion(const Options& options);

// Asks, `engine` (or null) for its rates. False after a complaint.
bool Ask(entente_archive* archive, const entente_engine* engine, const std::string& question, std::string* answer);

}  // namespace cli
