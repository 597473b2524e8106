// Tested by: tests/unit/store/told_test.cc
#include "store/told.h"

#include <charconv>
#include <limits>
#include <tuple>

namespace entente::store {
namespace {

// The next run of digits (with its sign) as a number; false at the end.
bool NextNumber(std::string_view text, size_t* at, int64_t* number) {
  while (*at < text.size() && text[*at] != '-' && (text[*at] < '0' || text[*at] > '9')) ++*at;
  if (*at >= text.size()) return false;
  const auto [end, error] = std::from_chars(text.data() + *at, text.data() + text.size(), *number);
  if (error != std::errc()) return false;
  *at = static_cast<size_t>(end - text.data());
  return true;
}

void AppendNumber(int64_t number, std::string* out) {
  char digits[24];
  out->append(digits, std::to_chars(digits, digits + sizeof digits, number).ptr);
}

}  // namespace

bool ToldBefore(const Told& a, const Told& b) {
  const auto day = [](const Told& told) { return told.told_day() == kNoDay ? std::numeric_limits<DayNumber>::max() : told.told_day(); };
  return std::tuple(a.origin != Origin::kRead, day(a), a.uid) < std::tuple(b.origin != Origin::kRead, day(b), b.uid);
}

std::string FormatParties(const std::vector<PartyRole>& parties) {
  std::string text;
  for (const PartyRole& party : parties) {
    if (!text.empty()) text += ' ';
    AppendNumber(party.party, &text);
    text += ':';
    AppendNumber(static_cast<int64_t>(party.role), &text);
  }
  return text;
}

std::vector<PartyRole> ParseParties(std::string_view text) {
  std::vector<PartyRole> parties;
  ForEachParty(text, [&](const PartyRole& party) { parties.push_back(party); });
  return parties;
}

std::string FormatNames(const std::vector<NamedRole>& names) {
  std::string json = "[";
  for (const NamedRole& name : names) {
    json += json.size() > 1 ? ",[" : "[";
    for (const int64_t number : {name.name, static_cast<int64_t>(name.role), static_cast<int64_t>(name.span.field), static_cast<int64_t>(name.span.begin), static_cast<int64_t>(name.span.end)}) {
      if (json.back() != '[') json += ',';
      AppendNumber(number, &json);
    }
    json += ']';
  }
  return json + "]";
}

std::vector<NamedRole> ParseNames(std::string_view json) {
  std::vector<NamedRole> names;
  int64_t name = 0, role = 0, field = 0, begin = 0, end = 0;
  for (size_t at = 0; NextNumber(json, &at, &name) && NextNumber(json, &at, &role) && NextNumber(json, &at, &field) && NextNumber(json, &at, &begin) && NextNumber(json, &at, &end);)
    names.push_back({name, static_cast<Role>(role), {static_cast<Field>(field), static_cast<uint32_t>(begin), static_cast<uint32_t>(end)}});
  return names;
}

uint64_t HashText(std::string_view text) {
  uint64_t hash = 0xcbf29ce484222325u;  // FNV-1a, then the finishing steps of splitmix64 so that short texts spread too
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3u;
  hash = (hash ^ (hash >> 30)) * 0xbf58476d1ce4e5b9u;
  hash = (hash ^ (hash >> 27)) * 0x94d049bb133111ebu;
  return hash ^ (hash >> 31);
}

std::string FormatUid(uint64_t uid) {
  std::string text(16, '0');
  for (size_t i = 16; i-- > 0; uid >>= 4) text[i] = "0123456789abcdef"[uid & 15];
  return text;
}

std::optional<uint64_t> ParseUid(std::string_view text) {
  uint64_t uid = 0;
  if (text.size() != 16) return std::nullopt;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), uid, 16);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return uid;
}

}  // namespace entente::store
