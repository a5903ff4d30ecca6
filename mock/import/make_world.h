// Makes a world of what is known: what no answer told is made up, plausible, and the same each
// time.
#pragma once

#include "import/known.h"
#include "import/made.h"
#include "import/told.h"

namespace sp::mock {

MadeWorld make_world(Known known, Telling& telling);

}  // namespace sp::mock
