#pragma once
#include "x.h"
#ifndef HARDER
#define HARDER
#  define SPACED(a, b) ((a) + (b))

namespace a::b {
namespace {
inline constexpr int kHidden = 3;
int hidden() { return R"(} raw { )"[0]; }
}  // namespace

template <class K, class V = std::vector<K>>
class [[nodiscard]] Map final : public Base<K>, private Other {
  using Self = Map<K, V>;
  struct { int x; } anonymous_;
  union Slot { int i; float f; };

 public:
  Map() : Base<K>(), v_{}, w_{1, 2} {}
  Map(const Map&) = delete;
  Map& operator=(const Map& other) { v_ = other.v_; return *this; }
  operator bool() const { return true; }
  const V& get(const K& key) const&;
  V* find(const K& key) { return &v_; }
  template <typename... Args>
  auto emplace(Args&&... args) -> decltype(v_.emplace(args...)) {
    return v_.emplace(std::forward<Args>(args)...);
  }
  friend bool operator<(const Map& l, const Map& r) { return l.v_ < r.v_; }
  static std::function<void(int)> hook() noexcept(true) { return {}; }

 private:
  V v_{};
  std::array<int, 2> w_ = {1, 2};
  int bits_ : 3;
};

template <class K, class V>
const V& Map<K, V>::get(const K& key) const& {
  if (key) { return v_; } else { return v_; }
}

template <>
void Map<int, float>::clear() {}

auto lambda = [](int x) { return x; };
int table[] = {1, 2, 3};
std::vector<int> values{4, 5};

enum Plain { kA, kB };
typedef struct Pair { int a, b; } Pair;
struct Forward;
extern int declared(int);

}  // namespace a::b

#if defined(FAST)
static int pick(int n) { return n; }
#else
static int pick(int n) { return -n; }
#endif

extern "C" {
int c_api(void) { return 0; }
struct Plain* make(struct Plain* p) { return p; }
}

__attribute__((noinline)) static unsigned long long
wide(unsigned long long x)
{
  char quote = '"'; // "
  return x; }
#endif
