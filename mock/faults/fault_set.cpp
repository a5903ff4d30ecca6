#include "faults/fault_set.h"

#include <algorithm>

#include "scenario/query_conditions.h"
#include "world/chance.h"

namespace sp::mock {

namespace {

// Ended faults are kept for reports, but a server that runs for weeks must not pile them up.
constexpr std::size_t max_entries = 10000;
constexpr std::size_t max_retired = 100;

const std::string* value_of(const std::vector<std::pair<std::string, std::string>>& pairs,
                            std::string_view name) {
  for (const auto& [known, value] : pairs) {
    if (known == name) return &value;
  }
  return nullptr;
}

bool names(const FaultContext& context, std::string_view parameter,
           const std::optional<std::int64_t>& wanted) {
  if (!wanted) return true;
  const std::string* value = value_of(context.parameters, parameter);
  return value && *value == std::to_string(*wanted);
}

bool fits_method(const std::string& wanted, std::string_view method) {
  return method == wanted || (method == "HEAD" && wanted == "GET");
}

}  // namespace

bool FaultSet::fits(const Fault& fault, const FaultContext& context) {
  const FaultWhen& when = fault.when;
  return (!when.operation || *when.operation == context.operation) &&
         (!when.method || fits_method(*when.method, context.method)) &&
         (!when.status || *when.status == context.status) &&
         (!when.authenticated || *when.authenticated == context.authenticated) &&
         names(context, "run_id", when.run_id) && names(context, "sample_id", when.sample_id) &&
         (names(context, "regression_id", when.regression_id) ||
          names(context, "regression_test_id", when.regression_id)) &&
         names(context, "output_id", when.output_id) && mock::fits(when.query, context.query) &&
         (!fault.path || fault.path->match(context.path));
}

bool FaultSet::chosen(const FaultWhen& when, Entry& entry) {
  const std::uint64_t place = entry.fitted++;
  if (place < when.skip) return false;
  const std::uint64_t unspared = place - when.skip;
  if (unspared % when.every != 0) return false;
  if (when.share && chance(when.seed, unspared) >= *when.share) return false;
  return !when.times || entry.hits < *when.times;
}

std::vector<Hit> FaultSet::hits(const FaultContext& context) {
  std::vector<Hit> found;
  const std::lock_guard lock(mutex_);
  for (Entry& entry : entries_) {
    if (entry.ended || !fits(*entry.fault, context)) continue;
    if (!chosen(entry.fault->when, entry)) continue;
    ++entry.hits;
    found.push_back({entry.id, entry.fault});
  }
  return found;
}

FaultSet::Entry* FaultSet::find(std::uint64_t id) {
  const auto found = std::find_if(entries_.begin(), entries_.end(),
                                  [&](const Entry& entry) { return entry.id == id; });
  return found == entries_.end() ? nullptr : &*found;
}

void FaultSet::fired(const Hit& hit) {
  const std::lock_guard lock(mutex_);
  if (Entry* entry = find(hit.id)) ++entry->fired;
}

void FaultSet::did_not_fit(const Hit& hit, const std::string& problem) {
  const std::lock_guard lock(mutex_);
  if (Entry* entry = find(hit.id)) entry->problem = problem;
}

void FaultSet::load(const std::vector<std::shared_ptr<const Fault>>& faults) {
  const std::lock_guard lock(mutex_);
  remember_lives();
  std::erase_if(entries_, [&](const Entry& entry) {
    active_ -= entry.from_scenario && !entry.ended;
    return entry.from_scenario;
  });
  auto place = entries_.begin();
  for (const auto& fault : faults) {
    place = std::next(entries_.insert(place, {++last_id_, fault, true}));
  }
  active_ += faults.size();
}

// Those of scenarios that nobody has any more cannot come again.
void FaultSet::remember_lives() {
  std::erase_if(past_lives_, [](const auto& life) { return life.first.expired(); });
  for (const Entry& entry : entries_) {
    if (entry.from_scenario) remember_life(entry);
  }
}

void FaultSet::remember_life(const Entry& entry) {
  PastLife& life = past_lives_[entry.fault];
  life.fired |= entry.fired > 0;
  if (!entry.problem.empty()) life.problem = entry.problem;
}

std::uint64_t FaultSet::add(std::shared_ptr<const Fault> fault, CallPlace place) {
  const std::lock_guard lock(mutex_);
  if (entries_.size() >= max_entries) forget_old_ended();
  entries_.push_back({++last_id_, std::move(fault), false, std::move(place)});
  ++active_;
  return last_id_;
}

void FaultSet::forget_old_ended() {
  std::size_t forgotten = 0;
  std::erase_if(entries_, [&](const Entry& entry) {
    return entry.ended && forgotten < max_entries / 2 && ++forgotten > 0;
  });
}

bool FaultSet::replace(std::uint64_t id, std::shared_ptr<const Fault> fault) {
  const std::lock_guard lock(mutex_);
  Entry* entry = find(id);
  if (!entry || entry->ended) return false;
  if (entry->from_scenario) remember_life(*entry);
  *entry = {id, std::move(fault), entry->from_scenario, entry->place};
  return true;
}

bool FaultSet::end(std::uint64_t id) {
  const std::lock_guard lock(mutex_);
  Entry* entry = find(id);
  if (!entry || entry->ended) return false;
  entry->ended = true;
  --active_;
  return true;
}

void FaultSet::end_added() {
  const std::lock_guard lock(mutex_);
  for (Entry& entry : entries_) {
    if (entry.from_scenario || entry.ended) continue;
    entry.ended = true;
    --active_;
  }
}

void FaultSet::clear_added() {
  end_added();
  const std::lock_guard lock(mutex_);
  for (const Entry& entry : entries_) {
    if (entry.from_scenario) continue;
    const FaultReport report = report_on(entry);
    if (!report.unused()) continue;
    if (retired_.size() == max_retired) retired_.pop_front();
    retired_.push_back(report);
  }
  std::erase_if(entries_, [](const Entry& entry) { return !entry.from_scenario; });
}

std::vector<FaultReport> FaultSet::reports() const {
  const std::lock_guard lock(mutex_);
  std::vector<FaultReport> rows;
  for (const Entry& entry : entries_) rows.push_back(report_on(entry));
  return rows;
}

std::vector<FaultReport> FaultSet::retired() const {
  const std::lock_guard lock(mutex_);
  return {retired_.begin(), retired_.end()};
}

FaultReport FaultSet::report_on(const Entry& entry) const {
  const auto found = past_lives_.find(entry.fault);
  const PastLife past = found == past_lives_.end() ? PastLife{} : found->second;
  return {entry.id,    entry.fault->text, entry.from_scenario, entry.fitted,
          entry.fired, entry.problem,     entry.place.file,    entry.place.line,
          past.fired,  past.problem,      entry.ended};
}

}  // namespace sp::mock
