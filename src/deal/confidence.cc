// The confidence of a deal is the share of deals like it that are right: the weights of what is known about it are added to a
// bias, and the logistic function makes a share of the sum. tests/accuracy/calibrate.py fits the weights, common/confidence.tsv
// holds them; a feature without a row counts nothing.
//   rule=ko/invest + parties=2 + weakest=sure + amount → 0.93
// Tested by: tests/unit/deal/confidence_test.cc, tests/accuracy/accuracy_test.py
#include "deal/confidence.h"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "pack/table.h"

namespace entente::deal {

namespace {

constexpr float kSure = 0.95f, kLikely = 0.75f, kFair = 0.6f;  // certainty of names
constexpr uint32_t kLeadSentences = 3;
constexpr size_t kNear = 16;  // deals that are compared: the time stays linear
constexpr int32_t kMostConfidence = 99;  // hundredths; nothing is certain

constexpr const char* kOverlaps = "overlaps";  // stands last, and has no weight
constexpr const char* kTitleOnly = "told=title";

const char* CertaintyName(float certainty) { return certainty >= kSure ? "sure" : certainty >= kLikely ? "likely" : certainty >= kFair ? "fair" : "weak"; }

std::string CountName(size_t count, size_t most) { return count < most ? std::to_string(count) : std::to_string(most) + "+"; }

const char* ClassName(DealStatus status) {
  if (status == DealStatus::kDenied || status == DealStatus::kEnded) return "off";
  return status == DealStatus::kAgreed || status == DealStatus::kCompleted ? "firm" : "open";
}

// Is there a deal of the same kind near it in the list that shares a party?
bool OverlapsAnother(const std::vector<MergedDeal>& deals, size_t index) {
  const Event& event = deals[index].event;
  const size_t first = index > kNear ? index - kNear : 0, end = std::min(deals.size(), index + kNear + 1);
  for (size_t i = first; i < end; ++i) {
    if (i == index || deals[i].event.kind != event.kind) continue;
    for (const Filler& filler : event.fillers)
      for (const Filler& other : deals[i].event.fillers)
        if (filler.entity == other.entity) return true;
  }
  return false;
}

// "-1.234" as thousandths; false for anything else.
bool ReadThousandths(std::string_view cell, int32_t* number) {
  const auto value = Decimal::Parse(cell);
  const auto scaled = value ? value->TimesPowerOfTen(3) : std::nullopt;
  const std::string text = scaled ? scaled->ToString() : std::string();
  const auto read = std::from_chars(text.data(), text.data() + text.size(), *number);
  return !text.empty() && read.ec == std::errc() && read.ptr == text.data() + text.size();
}

}  // namespace

std::vector<std::string> FeaturesOf(Language written_in, const text::Document& document, const std::vector<MergedDeal>& deals, size_t index) {
  const MergedDeal& deal = deals[index];
  const Event& event = deal.event;
  std::vector<std::string> features;
  const auto add = [&](const char* name, std::string_view value) { features.push_back(std::string(name) + "=" + std::string(value)); };
  const std::string language = LanguageCode(written_in);
  add("kind", language + "/" + DealKindName(event.kind));
  add("rule", language + "/" + std::string(event.frame->name));
  add("status", ClassName(event.status));
  add("parties", CountName(event.fillers.size(), 4));
  float surest = 0;
  size_t inherited = 0;
  for (const Filler& filler : event.fillers) {
    surest = std::max(surest, filler.certainty);
    inherited += filler.inherited;
  }
  add("surest", CertaintyName(surest));
  add("inherited", inherited == 0 ? "none" : inherited == event.fillers.size() ? "all" : "some");
  if (event.amount) features.emplace_back("amount");
  if (event.percent) features.emplace_back("stake");
  if (event.date) features.emplace_back("date");
  bool title = false, lead = false;
  for (const uint32_t s : deal.sentences) {
    title = title || document.blocks()[document.sentences()[s].block].kind == text::BlockKind::kTitle;
    lead = lead || (s < kLeadSentences && document.blocks()[document.sentences()[s].block].kind == text::BlockKind::kParagraph);
  }
  add("told", title && lead ? "title_lead" : title ? "title" : lead ? "lead" : "body");
  add("sentences", CountName(deal.sentences.size(), 3));
  if (OverlapsAnother(deals, index)) features.emplace_back(kOverlaps);
  return features;
}

Result<ConfidenceModel> ConfidenceModel::Load() {
  auto table = pack::Table::Load("common/confidence.tsv", {"feature", "weight"});
  if (!table.ok()) return table.status();
  ConfidenceModel model;
  for (size_t row = 0; row < table->rows(); ++row) {
    int32_t weight = 0;
    if (!ReadThousandths(table->cell(row, 1), &weight)) return table->Error(row, "a weight is a number with three decimal places");
    const std::string_view feature = table->cell(row, 0);
    if (feature == "bias") model.bias_ = weight;
    else if (feature == "publishable") model.publishable_ = weight;
    else model.weights_[feature] = weight;
  }
  return model;
}

int32_t ConfidenceModel::ConfidenceOf(const std::vector<std::string>& features) const {
  int32_t sum = bias_;
  for (const std::string& feature : features)
    if (const auto at = weights_.find(feature); at != weights_.end()) sum += at->second;
  return std::min(kMostConfidence, static_cast<int32_t>(std::lround(100 / (1 + std::exp(-sum / 1000.0)))));
}

void ConfidenceModel::Rate(Language language, const text::Document& document, std::vector<MergedDeal>* deals) const {
  for (size_t i = 0; i < deals->size(); ++i) {
    MergedDeal& deal = (*deals)[i];
    const std::vector<std::string> features = FeaturesOf(language, document, *deals, i);
    const int32_t hundredths = ConfidenceOf(features);
    deal.confidence = static_cast<float>(hundredths) / 100;
    // what overlaps another may tell the same a second time, what only the title tells may be said of another: a person should look
    const bool doubtful = features.back() == kOverlaps || std::find(features.begin(), features.end(), kTitleOnly) != features.end();
    deal.publishable = hundredths * 10 >= publishable_ && !doubtful;
  }
}

}  // namespace entente::deal
