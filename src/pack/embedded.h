// The files of src/lang as they were when the library was built.
#pragma once

#include <string_view>

namespace entente::pack {

// The bytes of a pack file by its name below src/lang ("ko/triggers.tsv"), or empty. Static storage.
std::string_view EmbeddedFile(std::string_view name);

}  // namespace entente::pack
