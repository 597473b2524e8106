// The user's lexicon files of an engine: read, checked, and put into what an article gave.
#pragma once

#include <memory>
#include <vector>

#include "entente/entente.h"
#include "pack/user_lexicon.h"

namespace entente {

// Reads the files, or gives null where there are none.
// Errors: kInvalidArgument (neither path nor text), kNotFound, kIo, kLimit, kBadText with name and byte, kBadPack with name:line.
Result<std::shared_ptr<const pack::UserLexicon>> ReadLexiconFiles(const std::vector<LexiconFile>& files);

// Gives the parties that stand in the lexicon their identifiers and their other names.
void AddIdentifiers(const pack::UserLexicon& lexicon, Extraction* extraction);

}  // namespace entente
