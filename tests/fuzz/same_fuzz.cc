// What must come out alike: composed and decomposed Hangul, C++ and C, an engine used by two threads, and a text with a paragraph beside it that names nobody,
// no sum and no day. Behind the text it changes nothing at all. In front of it the lead of the article is another, and with it which sum is whose; the sums
// and dates themselves only move.
#include <entente_c.h>

#include <thread>

#include "fuzz/fuzz.h"

namespace {

// Hangul syllables as their letters (the canonical decomposition of Unicode); everything else stays.
std::string Decomposed(std::string_view text) {
  std::string out;
  const auto put = [&out](uint32_t c) { out += {static_cast<char>(0xE0 | c >> 12), static_cast<char>(0x80 | (c >> 6 & 63)), static_cast<char>(0x80 | (c & 63))}; };
  for (size_t i = 0; i < text.size(); ++i) {
    const auto lead = static_cast<unsigned char>(text[i]);
    const uint32_t c = lead >= 0xEA && lead <= 0xED && i + 2 < text.size() ? (lead & 15u) << 12 | (static_cast<unsigned char>(text[i + 1]) & 63u) << 6 | (static_cast<unsigned char>(text[i + 2]) & 63u) : 0;
    if (c < 0xAC00 || c > 0xD7A3) {
      out += text[i];
      continue;
    }
    const uint32_t s = c - 0xAC00;
    put(0x1100 + s / 588), put(0x1161 + s % 588 / 28);
    if (s % 28 != 0) put(0x11A7 + s % 28);
    i += 2;
  }
  return out;
}

bool HasLetters(std::string_view text) {
  // letters that would join with those beside them: not for this comparison
  for (size_t i = 0; i + 2 < text.size(); ++i) {
    const auto a = static_cast<unsigned char>(text[i]), b = static_cast<unsigned char>(text[i + 1]);
    if (a == 0xE1 && b >= 0x84 && b <= 0x87) return true;
    if (a == 0xCC || a == 0xCD) return true;
  }
  return false;
}

// What was found, without places and words of the text.
std::string Facts(const entente::Extraction& found) {
  std::string facts;
  for (const auto& amount : found.amounts) facts += amount.low.ToString() + "-" + amount.high.ToString() + " " + std::string(amount.currency.code()) + ";";
  for (const auto& date : found.dates) facts += date.period ? std::to_string(date.period->from) + "-" + std::to_string(date.period->to) + ";" : "?;";
  for (const auto& deal : found.deals) {
    facts += std::string(entente::DealKindName(deal.kind)) + " " + entente::DealStatusName(deal.status);
    for (const auto& party : deal.parties) facts += " " + found.parties[party.party].name;
    facts += deal.amount ? " " + std::to_string(*deal.amount) + ";" : ";";
  }
  return facts;
}

// The sums and dates with their places, `before` bytes further to the front.
std::string Moved(const entente::Extraction& found, size_t before) {
  std::string facts;
  const auto place = [&](const entente::Span& span) { return std::to_string(span.begin - before) + "-" + std::to_string(span.end - before) + " "; };
  for (const auto& amount : found.amounts) facts += place(amount.span) + amount.low.ToString() + "-" + amount.high.ToString() + " " + std::string(amount.currency.code()) + ";";
  for (const auto& date : found.dates) facts += place(date.span) + (date.period ? std::to_string(date.period->from) + "-" + std::to_string(date.period->to) : "?") + ";";
  return facts;
}

void CheckParagraph(std::string_view text, entente::Language language, bool behind) {
  const std::string paragraph = language == entente::Language::kEnglish ? "The sky is clear and the wind is light.\n" : "하늘이 맑고 바람이 잔잔하다.\n";
  const auto read = [&](const std::string& body) {
    auto found = fuzz::SharedEngine().Extract({.body = body, .published = "2024-06-04", .language = language});
    fuzz::Require(found.ok(), "a text with a paragraph is read");
    return std::move(found).value();
  };
  const std::string alone = (behind ? "" : paragraph) + std::string(text) + "\n";
  if (behind) fuzz::Require(entente::ToJson(read(alone)) == entente::ToJson(read(alone + paragraph)), "a paragraph behind that says nothing changes nothing");
  else fuzz::Require(Moved(read(alone), 0) == Moved(read(paragraph + alone), paragraph.size()), "a paragraph in front moves sums and dates");
}

entente::Result<entente::Extraction> Read(std::string_view body) { return fuzz::SharedEngine().Extract({.body = body, .published = "2024-06-04"}); }

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view text = fuzz::ViewOf(data, size);
  const auto found = Read(text);
  if (!found.ok()) return 0;
  const std::string json = entente::ToJson(*found);

  // C and C++
  static entente_engine* engine = [] {
    entente_engine* opened = nullptr;
    fuzz::Require(entente_engine_open(nullptr, &opened, nullptr) == ENTENTE_OK, "the engine opens");
    return opened;
  }();
  entente_extraction* by_c = nullptr;
  fuzz::Require(entente_extract_text(engine, nullptr, text.data(), text.size(), "2024-06-04", nullptr, &by_c, nullptr) == ENTENTE_OK, "C reads what C++ reads");
  fuzz::Require(json == entente_extraction_json(by_c, nullptr), "C gives what C++ gives");
  entente_extraction_free(by_c);

  if (!HasLetters(text)) {
    const auto decomposed = Read(Decomposed(text));
    fuzz::Require(decomposed.ok() && Facts(*decomposed) == Facts(*found), "decomposed Hangul says the same");
  }
  if (size % 2 == 0 && found->language != entente::Language::kUnknown) CheckParagraph(text, found->language, size % 4 == 0);
  if (size % 64 == 5) {
    std::string other;
    std::thread beside([&] { other = entente::ToJson(*Read(text)); });
    const std::string again = entente::ToJson(*Read(text));
    beside.join();
    fuzz::Require(other == json && again == json, "two threads give what one gives");
  }
  return 0;
}
