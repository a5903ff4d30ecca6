#!/usr/bin/env bash
# Uses the packages as somebody does who has nothing but them and a fresh Debian, as root: both .deb, the
# .tar.gz and the wheel, one after the other. FOLDER has them, tests/consumers, tests/python and docs.
#   use.sh FOLDER
set -euo pipefail
cd "$1"
export DEBIAN_FRONTEND=noninteractive
apt-get update -qq

install() { apt-get install -y -qq --no-install-recommends "$@" >/dev/null; }

mock_and_suite() { # FOLDER-OF-TOOLS
  "$1/sp-mock" --version
  "$1/sp-contract" --version
  "$1/sp-mock" exec production-june-2026 --log none -- \
    sh -c '"$0/sp-contract" --base-url "$SP_BASE_URL" --run-id 9339 --no-rate-limit-probe' "$1" |
    tail -1 | grep 'the contract holds'
}

link_the_mock() { # FLAGS…
  tests/consumers/lines_of cmake 'REQUIRED COMPONENTS mock' >/tmp/lines.cmake
  rm -rf /tmp/consumer
  cmake -S tests/consumers -B /tmp/consumer -DSOURCE=mock_only.cpp -DLINES=/tmp/lines.cmake "$@" >/dev/null
  cmake --build /tmp/consumer >/dev/null
  /tmp/consumer/my_tests
}

echo "== sp-testkit.deb"
install ./sp-testkit_*.deb
mock_and_suite /usr/bin

echo "== sp-testkit-dev.deb"
install g++ cmake make ./sp-testkit-dev_*.deb
link_the_mock

echo "== the wheel"
install python3-venv
python3 -m venv /tmp/venv
/tmp/venv/bin/pip install -q pytest ./sp_testkit-*.whl
mock_and_suite /tmp/venv/bin
(cd tests/python && PATH="/tmp/venv/bin:$PATH" /tmp/venv/bin/pytest -q -p no:cacheprovider)

echo "== the archive"
# The libraries stay that the packages brought; the tools and headers go.
dpkg --remove sp-testkit sp-testkit-dev >/dev/null
mkdir -p "/opt/an odd place"
tar -C "/opt/an odd place" --strip-components 1 -xzf sp-testkit-*.tar.gz
mock_and_suite "/opt/an odd place/bin"
link_the_mock -DCMAKE_PREFIX_PATH="/opt/an odd place"
