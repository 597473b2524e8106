// deals FILE [PUBLISHED]: prints one line for each deal of an article. A whole program on the C++ library.
#include <entente/entente.h>
#include <entente/input.h>

#include <fstream>
#include <iostream>
#include <iterator>

int main(int argc, char** argv) {
  if (argc < 2) return std::cerr << "usage: deals FILE [PUBLISHED]\n", 2;
  std::ifstream file(argv[1], std::ios::binary);
  const std::string bytes((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
  const auto text = entente::DecodeText(bytes, "auto");
  if (!file || !text.ok()) return std::cerr << argv[1] << ": " << text.status().ToString() << "\n", 2;

  const auto engine = entente::Engine::Open({});
  if (!engine.ok()) return std::cerr << engine.status().ToString() << "\n", 2;
  const auto result = engine->Extract({.body = *text, .published = argc > 2 ? argv[2] : ""});
  if (!result.ok()) return std::cerr << argv[1] << ": " << result.status().ToString() << "\n", 2;

  for (const entente::Deal& deal : result->deals) {
    std::cout << entente::DealStatusName(deal.status) << " " << entente::DealKindName(deal.kind) << ":";
    for (const entente::PartyInRole& party : deal.parties)
      std::cout << " " << result->parties[party.party].name << " (" << entente::RoleName(party.role) << ")";
    if (deal.amount) {
      const entente::Amount& sum = result->amounts[*deal.amount];
      std::cout << " " << sum.low.ToString() << " " << sum.currency.code();
    }
    std::cout << "\n";
  }
  return result->deals.empty() ? 1 : 0;
}
