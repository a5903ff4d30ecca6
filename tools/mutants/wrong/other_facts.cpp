#include "mutants/wrong/other_facts.h"

#include <filesystem>
#include <fstream>
#include <memory>
#include <stdexcept>

namespace sp::mutants {

std::function<Behaviour(Right&)> answering_from(const std::string& scenario,
                                                const std::string& operation, const Edit& edit) {
  return [scenario, operation, edit](Right& right) -> Behaviour {
    const std::filesystem::path folder = std::filesystem::path(SP_SOURCE_DIR) / "scenarios";
    std::ifstream file(folder / (scenario + ".json"));
    Json world = Json::parse(file);
    edit(world);
    const auto other = std::make_shared<Right>(
        mock::Scenario::parse(world.dump(), folder, scenario), right.revision());
    return [operation, other](const Call& call, mock::Response& answer) {
      if (call.operation != operation || answer.status == 401 || answer.status == 429) return;
      replace(answer, other->ask(call));
    };
  };
}

}  // namespace sp::mutants
