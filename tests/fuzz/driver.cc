// Runs a fuzz target without a fuzzer: the files and folders named, each as it is, then COUNT inputs mutated from them and from the words of a
// dictionary, always the same ones for the same seed. A crash names the input, which is kept beside the program.
//   entente_fuzz_NAME [--count=N] [--seed=N] [--dict=FILE] [--max=BYTES] [FILE|FOLDER]...
#include <signal.h>
#include <sys/time.h>

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size);

namespace {

std::string input, finding = "entente_fuzz_finding";

extern "C" void OnCrash(int number) {
  if (FILE* file = std::fopen(finding.c_str(), "wb"); file != nullptr) {
    std::fwrite(input.data(), 1, input.size(), file);
    std::fclose(file);
  }
  std::fprintf(stderr, "CRASH (signal %d); the input is in %s\n", number, finding.c_str());
  signal(number, SIG_DFL);
  raise(number);
}

// SplitMix64.
struct Random {
  uint64_t state;
  uint64_t Next() {
    uint64_t z = (state += 0x9E3779B97F4A7C15u);
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return z ^ (z >> 31);
  }
  size_t Below(size_t bound) { return bound == 0 ? 0 : static_cast<size_t>(Next() % bound); }
};

std::string ReadFile(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

// A line of a dictionary of libFuzzer and AFL: "..." with \\, \" and \xNN.
std::vector<std::string> ReadWords(const std::string& path) {
  std::vector<std::string> words;
  std::ifstream in(path);
  for (std::string line; std::getline(in, line);) {
    const size_t first = line.find('"'), last = line.rfind('"');
    if (line.empty() || line[0] == '#' || first == std::string::npos || last <= first) continue;
    std::string word;
    for (size_t i = first + 1; i < last; ++i) {
      if (line[i] == '\\' && i + 3 < last + 1 && line[i + 1] == 'x') {
        word += static_cast<char>(std::strtol(line.substr(i + 2, 2).c_str(), nullptr, 16));
        i += 3;
      } else {
        if (line[i] == '\\') ++i;
        word += line[i];
      }
    }
    words.push_back(word);
  }
  return words;
}

// A place where a character begins, mostly.
size_t PlaceIn(const std::string& text, Random* random) {
  size_t at = random->Below(text.size() + 1);
  if (random->Below(8) != 0)
    while (at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80) ++at;
  return at;
}

void Mutate(const std::vector<std::string>& seeds, const std::vector<std::string>& words, size_t most, Random* random, std::string* text) {
  const size_t from = PlaceIn(*text, random), to = PlaceIn(*text, random);
  const size_t begin = std::min(from, to), length = std::min(std::max(from, to) - begin, size_t{1} << random->Below(9));
  switch (random->Below(8)) {
    case 0: text->erase(begin, length); break;
    case 1: text->insert(PlaceIn(*text, random), text->substr(begin, length)); break;
    case 2:
      if (!words.empty()) text->insert(begin, words[random->Below(words.size())]);
      break;
    case 3:
      if (!words.empty()) text->replace(begin, std::min<size_t>(length, 12), words[random->Below(words.size())]);
      break;
    case 4:
      if (!text->empty()) (*text)[random->Below(text->size())] = static_cast<char>(random->Next());
      break;
    case 5:
      if (!text->empty()) (*text)[random->Below(text->size())] ^= static_cast<char>(1u << random->Below(8));
      break;
    case 6: {
      const std::string& other = seeds[random->Below(seeds.size())];
      const size_t at = PlaceIn(other, random);
      text->insert(begin, other.substr(at, size_t{1} << random->Below(9)));
      break;
    }
    default: {
      static constexpr const char* kPieces[] = {"0", "9", ",", ".", " ", "\n", "\"", "(", ")", "{", "}", "[", "]", "<", ">", "\t", "\\", "999999999999999999", "-1", "~", "%", "\xEF\xBF\xBD"};
      text->insert(begin, kPieces[random->Below(std::size(kPieces))]);
    }
  }
  if (text->size() > most) text->resize(most);
}

}  // namespace

int main(int argc, char** argv) {
  uint64_t count = 0, seed = 1;
  size_t most = 4096;
  std::vector<std::string> seeds, words;
  finding = std::string(argv[0]) + ".finding";
  for (int i = 1; i < argc; ++i) {
    const std::string argument = argv[i];
    if (argument.rfind("--count=", 0) == 0) count = std::strtoull(argv[i] + 8, nullptr, 10);
    else if (argument.rfind("--seed=", 0) == 0) seed = std::strtoull(argv[i] + 7, nullptr, 10);
    else if (argument.rfind("--max=", 0) == 0) most = std::strtoull(argv[i] + 6, nullptr, 10);
    else if (argument.rfind("--dict=", 0) == 0) words = ReadWords(argv[i] + 7);
    else if (std::filesystem::is_directory(argument)) {
      std::vector<std::filesystem::path> files;
      for (const auto& entry : std::filesystem::recursive_directory_iterator(argument))
        if (entry.is_regular_file()) files.push_back(entry.path());
      std::sort(files.begin(), files.end());
      for (const auto& file : files) seeds.push_back(ReadFile(file));
    } else if (std::filesystem::is_regular_file(argument)) {
      seeds.push_back(ReadFile(argument));
    } else {
      std::fprintf(stderr, "there is no '%s'\n", argv[i]);
      return 2;
    }
  }
  for (const int number : {SIGABRT, SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGPROF}) signal(number, OnCrash);
  const auto run = [] {
    // an input that takes so many seconds of the processor is a finding, however busy the machine is
    const itimerval limit = {{}, {60, 0}}, none = {};
    setitimer(ITIMER_PROF, &limit, nullptr);
    LLVMFuzzerTestOneInput(reinterpret_cast<const uint8_t*>(input.data()), input.size());
    setitimer(ITIMER_PROF, &none, nullptr);
  };
  if (seeds.empty()) seeds.emplace_back();
  for (const std::string& one : seeds) {
    input = one;
    run();
  }
  Random random{seed};
  for (uint64_t i = 0; i < count; ++i) {
    input = seeds[random.Below(seeds.size())];
    if (input.size() > most) input = input.substr(random.Below(input.size() - most), most);
    for (size_t changes = 1 + random.Below(6); changes != 0; --changes) Mutate(seeds, words, most, &random, &input);
    run();
  }
  std::printf("%llu inputs, 0 crashes\n", static_cast<unsigned long long>(seeds.size() + count));
  return 0;
}
