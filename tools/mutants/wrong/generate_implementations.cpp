#include <memory>

#include "mutants/generate.h"
#include "mutants/wrong/wrong.h"

namespace sp::mutants {

Mutants mutants_of_implementations(const Truth& truth) {
  Mutants made;
  for (Wrong& wrong : wrongs_of(truth.world, truth.revision)) {
    Mutant mutant{.name = wrong.name, .kind = "implementation", .limited = wrong.limited};
    mutant.wrong = std::make_shared<const Wrong>(std::move(wrong));
    made.push_back(std::move(mutant));
  }
  return made;
}

}  // namespace sp::mutants
