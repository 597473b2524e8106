#include "fault/allocator.h"

#include <atomic>
#include <cerrno>
#include <cstdlib>
#include <new>

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#  define FAULT_OWN_MALLOC 0
#elif defined(__has_feature)
#  if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#    define FAULT_OWN_MALLOC 0
#  endif
#endif
#ifndef FAULT_OWN_MALLOC
#  define FAULT_OWN_MALLOC 1
#endif

namespace {

std::atomic<bool> armed{false};
std::atomic<uint64_t> count{0}, failed{0};
std::atomic<uint64_t> wanted{0};
std::atomic<fault::Mode> how{fault::Mode::kOnce};
std::atomic<int64_t> live{0};

// Is the allocation at hand one that fails?
bool Fails() {
  if (!armed.load(std::memory_order_relaxed)) return false;
  const uint64_t number = ++count;
  const uint64_t nth = wanted.load(std::memory_order_relaxed);
  if (nth == 0 || number < nth || (number > nth && how.load(std::memory_order_relaxed) == fault::Mode::kOnce)) return false;
  ++failed;
  return true;
}

}  // namespace

namespace fault {

void Arm(uint64_t nth, Mode mode) {
  count = failed = 0;
  wanted = nth;
  how = mode;
  armed = true;
}

uint64_t Disarm() {
  armed = false;
  return count;
}

uint64_t Failed() { return failed; }
int64_t LiveBlocks() { return live; }

}  // namespace fault

#if FAULT_OWN_MALLOC

// glibc's own allocator under the names that it exports for this purpose
extern "C" {
void* __libc_malloc(size_t bytes);
void* __libc_calloc(size_t count, size_t bytes);
void* __libc_realloc(void* block, size_t bytes);
void* __libc_memalign(size_t alignment, size_t bytes);
void __libc_free(void* block);

void* malloc(size_t bytes) {
  void* block = Fails() ? nullptr : __libc_malloc(bytes);
  if (block == nullptr) errno = ENOMEM;
  else ++live;
  return block;
}

void* calloc(size_t number, size_t bytes) {
  void* block = Fails() ? nullptr : __libc_calloc(number, bytes);
  if (block == nullptr) errno = ENOMEM;
  else ++live;
  return block;
}

void* realloc(void* block, size_t bytes) {
  if (Fails()) {
    errno = ENOMEM;
    return nullptr;
  }
  void* grown = __libc_realloc(block, bytes);
  if (block == nullptr && grown != nullptr) ++live;
  if (block != nullptr && grown == nullptr && bytes == 0) --live;
  return grown;
}

void* memalign(size_t alignment, size_t bytes) {
  void* block = Fails() ? nullptr : __libc_memalign(alignment, bytes);
  if (block == nullptr) errno = ENOMEM;
  else ++live;
  return block;
}

void* aligned_alloc(size_t alignment, size_t bytes) { return memalign(alignment, bytes); }

int posix_memalign(void** block, size_t alignment, size_t bytes) {
  void* got = memalign(alignment, bytes);
  if (got == nullptr) return ENOMEM;
  *block = got;
  return 0;
}

void free(void* block) {
  if (block == nullptr) return;
  --live;
  __libc_free(block);
}
}

#else

namespace {

void* New(size_t bytes) {
  void* block = Fails() ? nullptr : std::malloc(bytes == 0 ? 1 : bytes);
  if (block != nullptr) ++live;
  return block;
}

void* NewAligned(size_t bytes, size_t alignment) {
  void* block = nullptr;
  if (Fails() || posix_memalign(&block, alignment < sizeof(void*) ? sizeof(void*) : alignment, bytes) != 0) return nullptr;
  ++live;
  return block;
}

void Delete(void* block) {
  if (block == nullptr) return;
  --live;
  std::free(block);
}

void* OrThrow(void* block) {
  if (block == nullptr) throw std::bad_alloc();
  return block;
}

}  // namespace

void* operator new(size_t bytes) { return OrThrow(New(bytes)); }
void* operator new[](size_t bytes) { return OrThrow(New(bytes)); }
void* operator new(size_t bytes, const std::nothrow_t&) noexcept { return New(bytes); }
void* operator new[](size_t bytes, const std::nothrow_t&) noexcept { return New(bytes); }
void* operator new(size_t bytes, std::align_val_t alignment) { return OrThrow(NewAligned(bytes, static_cast<size_t>(alignment))); }
void* operator new[](size_t bytes, std::align_val_t alignment) { return OrThrow(NewAligned(bytes, static_cast<size_t>(alignment))); }
void operator delete(void* block) noexcept { Delete(block); }
void operator delete[](void* block) noexcept { Delete(block); }
void operator delete(void* block, size_t) noexcept { Delete(block); }
void operator delete[](void* block, size_t) noexcept { Delete(block); }
void operator delete(void* block, std::align_val_t) noexcept { Delete(block); }
void operator delete[](void* block, std::align_val_t) noexcept { Delete(block); }
void operator delete(void* block, size_t, std::align_val_t) noexcept { Delete(block); }
void operator delete[](void* block, size_t, std::align_val_t) noexcept { Delete(block); }
#endif
