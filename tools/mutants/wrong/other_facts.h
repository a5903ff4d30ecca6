// One operation of a deployment answers from another scenario than the others.
#pragma once

#include <functional>
#include <string>

#include "mutants/wrong/wrong.h"

namespace sp::mutants {

using Edit = std::function<void(Json& scenario)>;

// Throws mock::ScenarioError, where the edited scenario is none.
std::function<Behaviour(Right&)> answering_from(const std::string& scenario,
                                                const std::string& operation, const Edit& edit);

}  // namespace sp::mutants
