// Mentions of money: a number with its currency, its bounds, its range, and the link from a conversion to what it converts.
#pragma once

#include <string_view>

#include "mention/lexicon.h"
#include "mention/number.h"
#include "mention/quantity.h"

namespace entente::mention {

inline Currency ToCurrency(const std::array<char, 4>& code) { return code[0] == 0 ? Currency() : Currency(std::string_view(code.data(), 3)); }

// Reads the amounts of one text, from left to right. Confined to one call of QuantityReader::Read.
class AmountReader {
 public:
  AmountReader(const Lexicon& lexicon, Language language, std::string_view text, std::vector<AmountMention>* out)
      : lexicon_(lexicon), language_(language), text_(text), out_(out), first_(out->size()) {}

  // Reads an amount whose number or leading currency starts at `at`, appends it and returns its end; 0 when there is none.
  size_t Read(size_t at);

 private:
  struct Operand {
    size_t begin = 0, end = 0;
    Number number;
    Decimal low, high;
    const MoneyWord* money = nullptr;
    std::array<char, 4> code{};      // decided by a country right beside the word
    bool prefixed = false;
    bool attached = false;           // no blank between the number and the word of money behind it
    bool country_beside = false;
  };

  bool ReadOperand(size_t at, Operand* out) const;
  bool ReadPrefix(size_t at, Operand* out, size_t* number_at) const;
  void SplitAtComma(size_t number_at, Operand* out) const;
  void ReadSuffix(Operand* out) const;
  bool ReadSuffixWord(size_t at, Operand* out) const;
  void ReadMinor(Operand* out) const;
  bool TakeBearer(const Word& country, const MoneyWord& money, Operand* out) const;
  bool ReadRange(const Operand& first, Operand* second) const;
  static bool SharesUnit(const Decimal& low, const Operand& second);
  bool IsChange(size_t begin) const;
  bool ReadMoneyless(Operand* out) const;
  bool TakesCurrencyBefore(Operand* out) const;
  bool ListedCurrency(size_t at, Operand* out) const;
  void Decide(const Operand& operand, AmountMention* mention) const;
  bool EndsSentence(size_t at) const;
  bool HasItsCountry(const MoneyWord& money, size_t begin, size_t end, bool attached) const;
  bool CountryInContext(const MoneyWord& money, size_t begin, size_t end, Currency* out) const;
  void ReadBoundsBefore(AmountMention* mention) const;
  void ReadBoundsAfter(AmountMention* mention) const;
  bool IsAccident(const Operand& operand) const;
  bool IsRate(const AmountMention& mention) const;
  void LinkConversion(AmountMention* mention) const;
  bool IsWordStart(size_t at) const;
  bool OpensInsideName(size_t at) const;

  const Lexicon& lexicon_;
  Language language_;
  std::string_view text_;
  std::vector<AmountMention>* out_;
  size_t first_;  // amounts of this text start here in *out_
};

}  // namespace entente::mention
