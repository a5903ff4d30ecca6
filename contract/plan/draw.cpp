#include "plan/draw.h"

#include <algorithm>
#include <map>
#include <utility>

#include <fmt/format.h>

#include <sp/schemas/number.h>

#include "exchange/digest.h"

namespace sp::contract {

namespace {

// As an order that has nothing to do with which requests are alike, so that a night has some of
// each kind.
std::vector<Drawable> shuffled(const std::vector<Drawable>& pool) {
  std::map<std::pair<std::string, std::string>, Drawable> by_digest;
  for (const Drawable& one : pool) by_digest.emplace(std::pair(digest_of(one.id), one.id), one);
  std::vector<Drawable> order;
  for (auto& [digest, one] : by_digest) order.push_back(std::move(one));
  return order;
}

// In the order in which they come up from that seed on. Seed 0 begins with what is `first`.
std::vector<Drawable> from_seed(const std::vector<Drawable>& pool, std::size_t room,
                                std::uint64_t number) {
  std::vector<Drawable> order = shuffled(pool);
  if (order.empty()) return order;
  const std::size_t start = static_cast<std::size_t>(number % order.size()) * room % order.size();
  std::rotate(order.begin(), order.begin() + static_cast<std::ptrdiff_t>(start), order.end());
  if (number == 0) {
    std::stable_partition(order.begin(), order.end(),
                          [](const Drawable& one) { return one.first; });
  }
  return order;
}

// The less, the sooner it is asked.
std::pair<int, std::uint64_t> urgency(const std::string& id, const Memory& memory) {
  const auto known = memory.asked.find(id);
  if (known == memory.asked.end()) return {1, 0};
  const Memory::Entry& entry = known->second;
  if (entry.failed) return {0, entry.run};
  return {entry.changed ? 2 : 3, entry.run};
}

std::set<std::string> first_of(const std::vector<Drawable>& order, std::size_t room) {
  std::set<std::string> ids;
  for (const Drawable& one : order) {
    if (ids.size() < room) ids.insert(one.id);
  }
  return ids;
}

constexpr std::size_t bits_of_a_digit = 4;

std::string digits_of(const std::set<std::string>& chosen, const std::vector<std::string>& names) {
  std::string digits;
  for (std::size_t i = 0; i < names.size(); i += bits_of_a_digit) {
    unsigned digit = 0;
    for (std::size_t bit = 0; bit < bits_of_a_digit && i + bit < names.size(); ++bit) {
      if (chosen.contains(names[i + bit])) digit |= 1U << bit;
    }
    digits += fmt::format("{:x}", digit);
  }
  return digits;
}

std::set<std::string> chosen_by(const std::string& digits, const std::vector<std::string>& names) {
  std::set<std::string> chosen;
  for (std::size_t i = 0; i < names.size() && i / bits_of_a_digit < digits.size(); ++i) {
    const char c = digits[i / bits_of_a_digit];
    const int digit = c <= '9' ? c - '0' : c - 'a' + 10;
    if ((digit >> (i % bits_of_a_digit) & 1) != 0) chosen.insert(names[i]);
  }
  return chosen;
}

std::set<std::string> asked_of(const std::vector<Drawable>& pool, const auto& wanted) {
  std::set<std::string> ids;
  for (const Drawable& one : pool) {
    if (wanted(one)) ids.insert(one.id);
  }
  return ids;
}

}  // namespace

std::string to_string(const Seed& seed) {
  return seed.chosen.empty() ? fmt::format("{}", seed.number)
                             : fmt::format("{}.{}", seed.number, seed.chosen);
}

std::optional<Seed> parse_seed(std::string_view text) {
  constexpr std::size_t most = 1000;
  const auto point = text.find('.');
  const auto number = schemas::number_in(std::string(text.substr(0, point)));
  if (!number || *number < 0 || text.size() > most) return std::nullopt;
  Seed seed{static_cast<std::uint64_t>(*number)};
  if (point == std::string_view::npos) return seed;
  seed.chosen = text.substr(point + 1);
  const bool fine = !seed.chosen.empty() &&
                    seed.chosen.find_first_not_of("0123456789abcdef") == std::string::npos;
  return fine ? std::optional(seed) : std::nullopt;
}

Seed seed_of_day(schemas::Instant now) {
  const auto days = std::chrono::floor<std::chrono::days>(now).time_since_epoch().count();
  return {static_cast<std::uint64_t>(std::max<std::int64_t>(days, 1))};
}

bool draws(const Seed& seed, const Memory* memory) { return memory || seed != Seed{}; }

Seed going_on(const Seed& seed, const Memory* memory) {
  return memory && seed == Seed{} ? Seed{memory->runs} : seed;
}

Drawn draw(const std::vector<Drawable>& pool, std::size_t room, const Seed& seed,
           const Memory* memory, const std::vector<std::string>& names) {
  Drawn drawn;
  drawn.seed = going_on(seed, memory);
  if (!draws(seed, memory)) {
    drawn.asked = asked_of(pool, [](const Drawable& one) { return one.first; });
    return drawn;
  }
  if (!seed.chosen.empty()) {
    const auto chosen = chosen_by(seed.chosen, names);
    drawn.asked = asked_of(pool, [&](const Drawable& one) { return chosen.contains(one.id); });
  } else {
    auto order = from_seed(pool, room, drawn.seed.number);
    drawn.asked = first_of(order, room);
    if (memory) {
      std::stable_sort(order.begin(), order.end(), [&](const Drawable& a, const Drawable& b) {
        return urgency(a.id, *memory) < urgency(b.id, *memory);
      });
      const auto chosen = first_of(order, room);
      const bool as_drawn = chosen == drawn.asked && drawn.seed.number != 0;
      if (!as_drawn) drawn.seed.chosen = digits_of(chosen, names);
      drawn.asked = chosen;
    }
  }
  drawn.another_time =
      asked_of(pool, [&](const Drawable& one) { return !drawn.asked.contains(one.id); });
  return drawn;
}

}  // namespace sp::contract
