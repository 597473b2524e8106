// Hash tables for all stages: Abseil's, made safe against a lack of memory. Abseil's own are no longer whole after std::bad_alloc: growing sets the
// new capacity before there is memory for it, and an element counts before its copy is made. Here a table grows by making another one
// and taking its place, and an element is made before it is put in, so that whatever is thrown leaves the table as it was.
// Tested by: tests/unit/base/hash_test.cc, tests/fault/fault_test.cc
#pragma once

#include <absl/container/flat_hash_map.h>
#include <absl/container/flat_hash_set.h>

#include <algorithm>
#include <cstddef>
#include <type_traits>
#include <utility>

namespace entente {

template <typename Table>
class SteadyTable : private Table {
 public:
  using typename Table::const_iterator;
  using typename Table::iterator;
  using typename Table::key_type;
  using typename Table::value_type;
  using Table::begin;
  using Table::clear;
  using Table::contains;
  using Table::count;
  using Table::empty;
  using Table::end;
  using Table::erase;
  using Table::find;
  using Table::size;

  SteadyTable() = default;
  SteadyTable(SteadyTable&&) = default;
  SteadyTable& operator=(SteadyTable&&) = default;
  SteadyTable(const SteadyTable&) = delete;  // Abseil's copy is not safe either
  SteadyTable& operator=(const SteadyTable&) = delete;

  // Room for that many elements in all.
  void reserve(size_t elements) {
    if (!HasRoom(elements)) GrowTo(elements * 32 / 25 + 1);
  }

 protected:
  Table& table() { return *this; }

  // After this one element can be put in without allocating.
  void MakeRoom() {
    if (!HasRoom(this->size() + 1)) GrowTo(2 * this->capacity() + 1);
  }

 private:
  // Abseil makes a table of more than a few slots larger only where more than 25 of 32 are taken; else it tidies in place.
  static constexpr size_t kLeastSlots = 31;
  bool HasRoom(size_t elements) const { return this->capacity() >= kLeastSlots && elements * 32 <= this->capacity() * 25; }
  void GrowTo(size_t slots) {
    Table larger(std::max(kLeastSlots, slots));  // a constructor that throws leaves nothing behind
    larger.merge(table());                       // moves
    this->swap(larger);
  }
};

template <typename Key, typename Value, typename... HashAndEqual>
class HashMap : public SteadyTable<absl::flat_hash_map<Key, Value, HashAndEqual...>> {
  using Base = SteadyTable<absl::flat_hash_map<Key, Value, HashAndEqual...>>;

 public:
  using typename Base::iterator;

  template <typename K, typename... Args>
  std::pair<iterator, bool> try_emplace(K&& key, Args&&... args) {
    this->MakeRoom();
    if constexpr (std::is_nothrow_constructible_v<Key, K&&> && std::is_nothrow_constructible_v<Value, Args&&...>) {
      return this->table().try_emplace(std::forward<K>(key), std::forward<Args>(args)...);
    } else {
      static_assert(std::is_nothrow_move_constructible_v<Key> && std::is_nothrow_move_constructible_v<Value>);
      if (const iterator known = this->find(key); known != this->end()) return {known, false};
      Key made(std::forward<K>(key));
      return this->table().try_emplace(std::move(made), Value(std::forward<Args>(args)...));
    }
  }
  template <typename K, typename V>
  std::pair<iterator, bool> emplace(K&& key, V&& value) {
    return try_emplace(std::forward<K>(key), std::forward<V>(value));
  }
  std::pair<iterator, bool> insert(std::pair<Key, Value> element) { return try_emplace(std::move(element.first), std::move(element.second)); }
  template <typename K = Key>
  Value& operator[](K&& key) {
    return try_emplace(std::forward<K>(key)).first->second;
  }
};

template <typename Key, typename... HashAndEqual>
class HashSet : public SteadyTable<absl::flat_hash_set<Key, HashAndEqual...>> {
  using Base = SteadyTable<absl::flat_hash_set<Key, HashAndEqual...>>;

 public:
  using typename Base::iterator;

  template <typename K = Key>
  std::pair<iterator, bool> insert(K&& key) {
    this->MakeRoom();
    if constexpr (std::is_nothrow_constructible_v<Key, K&&>) {
      return this->table().insert(Key(std::forward<K>(key)));
    } else {
      static_assert(std::is_nothrow_move_constructible_v<Key>);
      if (const iterator known = this->find(key); known != this->end()) return {known, false};
      return this->table().insert(Key(std::forward<K>(key)));
    }
  }
  template <typename K>
  std::pair<iterator, bool> emplace(K&& key) {
    return insert(std::forward<K>(key));
  }
};

}  // namespace entente
