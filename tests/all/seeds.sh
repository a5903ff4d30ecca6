#!/usr/bin/env bash
# A thousand seeds and a thousand random worlds: no seed holds anything against a deployment that keeps the
# contract. SP_SEEDS says how many instead.
#   seeds.sh BUILD-FOLDER
set -euo pipefail
export SP_SEEDS=${SP_SEEDS:-1000}
exec "$1/bin/end_to_end_tests" --gtest_brief=1 --gtest_filter='Seeds.HoldNothingAgainstARandomWorld'
