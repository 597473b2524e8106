// How sure a deal is: a logistic model over what the stages know about it, with weights fitted on the project's own articles.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/hash.h"
#include "deal/merge.h"

namespace entente::deal {

// What is known about `deals[index]`, as names such as "rule=ko/invest" or "parties=2"; each is there or not.
std::vector<std::string> FeaturesOf(Language written_in, const text::Document& document, const std::vector<MergedDeal>& deals, size_t index);

// Immutable once loaded; shared by threads.
class ConfidenceModel {
 public:
  // Reads common/confidence.tsv. Errors: kBadPack with file and line.
  static Result<ConfidenceModel> Load();

  // Sets the confidence of every deal, and whether it is in the band that needs no second look.
  void Rate(Language language, const text::Document& document, std::vector<MergedDeal>* deals) const;

 private:
  // In hundredths.
  int32_t ConfidenceOf(const std::vector<std::string>& features) const;

  // In thousandths: sums of whole numbers are the same in any order and on any machine.
  HashMap<std::string_view, int32_t> weights_;  // views into the embedded table
  int32_t bias_ = 0;
  int32_t publishable_ = 1000;  // from this confidence on
};

}  // namespace entente::deal
