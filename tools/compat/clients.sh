#!/usr/bin/env bash
# Makes clients of the OpenAPI documents, lets them ask the mock, and prints what they read of it.
#
#   tools/compat/clients.sh [NAME…]    NAME: one of the functions below; all unless told otherwise
source "$(dirname "$0")/lib.sh" "$@"

# both NAME VERSION FUNCTION: a row with what the client reads in each revision. FUNCTION makes the
# client of $revision and sets the array ask, the command that asks.
both() {
  local revision cells=() ask
  for revision in published upstream; do
    ask=()
    "$3"
    cells+=("$(SP_REVISION=$revision DOCUMENT=$documents/$revision.json \
      "$bin/sp-mock" exec "$here/clients/world.json" --revision "$revision" -- \
      python3 "$here/clients/read.py" "${ask[@]}")")
  done
  row "$1" "$2" "${cells[@]}"
}

# copied NAME FILE…: a folder for the client of $revision, with files of clients/ in it.
copied() {
  made=$folder/$1-$revision
  mkdir -p "$made"
  cp -r "${@:2}" "$made"
}

openapi_generator() {
  [ -d "$folder/generator" ] || python_with generator openapi-generator-cli==7.25.0 >&2
  "$folder/generator/bin/openapi-generator-cli" generate -i "$documents/$revision.json" -g "$1" \
    -o "$2" "${@:3}" >"$folder/generator.log" 2>&1
}

openapi_generator_python() {
  make() {
    copied ogp "$here/clients/facts.py" "$here/clients/openapi-generator-python.py"
    openapi_generator python "$made" --package-name sp_client
    python_with "ogp-$revision-env" -r "$made/requirements.txt"
    ask=("$folder/ogp-$revision-env/bin/python" "$made/openapi-generator-python.py")
  }
  both 'openapi-generator, Python (urllib3)' 7.25.0 make
}

openapi_generator_typescript() {
  node_with ogt tsx@4.23.15
  make() {
    copied ogt "$here"/clients/{facts,typescript-fetch}.mjs
    openapi_generator typescript-fetch "$made/sp"
    echo '{"type": "module"}' >"$made/package.json"
    mv "$made"/sp/src/* "$made/sp" 2>/dev/null || true
    ask=("$folder/ogt/node_modules/.bin/tsx" "$made/typescript-fetch.mjs")
  }
  both 'openapi-generator, TypeScript fetch' 7.25.0 make
}

openapi_python_client() {
  python_with opc openapi-python-client==0.29.1
  make() {
    copied opc "$here"/clients/{facts,openapi-python-client}.py
    "$folder/opc/bin/openapi-python-client" generate --path "$documents/$revision.json" \
      --output-path "$made/sp_client" --meta none >&2
    ask=("$folder/opc/bin/python" "$made/openapi-python-client.py")
  }
  both openapi-python-client 0.29.1 make
}

aiopenapi3() {
  python_with aio aiopenapi3==0.11.0
  make() { ask=("$folder/aio/bin/python" "$here/clients/aiopenapi3_client.py"); }
  both aiopenapi3 0.11.0 make
}

hey_api() {
  node_with hey @hey-api/openapi-ts@0.99.0 zod@3.25.76 typescript@5.9.3 tsx@4.23.15
  make() {
    made=$folder/hey/$revision
    mkdir -p "$made" && cp "$here"/clients/{facts,hey-api}.mjs "$made"
    npx openapi-ts -i "$documents/$revision.json" -o "$made/sp" \
      -c @hey-api/client-fetch -p @hey-api/sdk -p @hey-api/typescript -p zod >&2
    ask=("$folder/hey/node_modules/.bin/tsx" "$made/hey-api.mjs")
  }
  both '@hey-api/openapi-ts, with zod' 0.99.0 make
}

openapi_fetch() {
  node_with oaf openapi-typescript@7.13.0 openapi-fetch@0.17.0 typescript@5.9.3 tsx@4.23.15 \
    @types/node@20.19.0
  make() {
    made=$folder/oaf/$revision
    mkdir -p "$made" && cp "$here"/clients/{facts.mjs,openapi-fetch.ts} "$made"
    npx openapi-typescript "$documents/$revision.json" -o "$made/sp.d.ts" >&2
    npx tsc --noEmit --strict --target es2022 --module nodenext --allowJs --skipLibCheck \
      "$made/openapi-fetch.ts" >&2
    ask=("$folder/oaf/node_modules/.bin/tsx" "$made/openapi-fetch.ts")
  }
  both 'openapi-typescript, with openapi-fetch 0.17.0' 7.13.0 make
}

openapi_client_axios() {
  node_with oca openapi-client-axios@7.9.1 axios@1.21.1
  cp "$here"/clients/{facts,openapi-client-axios}.mjs .
  make() { ask=(node "$folder/oca/openapi-client-axios.mjs"); }
  both openapi-client-axios 7.9.1 make
}

swagger_client() {
  node_with swc swagger-client@3.38.4
  cp "$here"/clients/{facts,swagger-client}.mjs .
  make() { ask=(node "$folder/swc/swagger-client.mjs"); }
  both swagger-client 3.38.4 make
}

oapi_codegen() {
  go install github.com/oapi-codegen/oapi-codegen/v2/cmd/oapi-codegen@v2.8.2
  make() {
    copied oapi "$here"/clients/oapi-codegen/*.go
    mkdir -p "$made/sp" && cd "$made"
    oapi-codegen -generate types,client -package sp "$documents/$revision.json" >sp/sp.go
    go mod init compat && go mod tidy && go build -tags "$revision" -o ask .
    ask=("$made/ask")
  }
  both oapi-codegen 2.8.2 make
}

ogen() {
  GOBIN=$folder/ogen go install github.com/ogen-go/ogen/cmd/ogen@v1.25.0
  make() {
    copied ogen-client "$here"/clients/ogen/*.go
    cd "$made"
    "$folder/ogen/ogen" --target sp --package sp "$documents/$revision.json" >&2
    go mod init compat && go get github.com/ogen-go/ogen@v1.25.0 && go mod tidy
    go build -tags "$revision" -o ask .
    ask=("$made/ask")
  }
  both ogen 1.25.0 make
}

table client version '`published`' '`upstream`' -- openapi_generator_python \
  openapi_generator_typescript openapi_python_client aiopenapi3 hey_api openapi_fetch \
  openapi_client_axios swagger_client oapi_codegen ogen
exit "$failed"
