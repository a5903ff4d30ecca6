#!/usr/bin/env bash
# By JSON Schema since draft 6, and so by OpenAPI 3.1, 1.0 and 1e2 are integers and 1.5 is none. What
# generated clients are built on sees it otherwise: Go's encoding/json (the clients of oapi-codegen
# and openapi-generator) refuses all three, so a right answer of a server that writes floats cannot be
# read; Jackson 2.20.0 (Maven, openapi-generator's Java) takes all three and makes 1 of 1.5 without a
# word. pydantic 2.12.4 (PyPI) and zod 4.1.12 (npm) go by the schema.
#
# Seen on 2026-11-30:
#             1.0       1e2       1.5
#   Go        refused   refused   refused
#   Jackson   1         100       1
#   pydantic  1         100       refused
#   zod       1         100       refused
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip -q install pydantic==2.12.4
npm install --silent --no-audit --no-fund --prefix . zod@4.1.12
for artifact in databind:2.20.0 core:2.20.0 annotations:2.20; do
  mvn -q dependency:copy -Dartifact="com.fasterxml.jackson.core:jackson-$artifact" -DoutputDirectory=jars >/dev/null
done

cat >main.go <<'GO'
package main

import (
	"encoding/json"
	"fmt"
)

func main() {
	fmt.Print("Go")
	for _, text := range []string{"1.0", "1e2", "1.5"} {
		var row struct{ Count int64 }
		if json.Unmarshal([]byte(`{"count":`+text+`}`), &row) != nil {
			fmt.Print(" refused")
		} else {
			fmt.Print(" ", row.Count)
		}
	}
	fmt.Println()
}
GO
cat >Read.java <<'JAVA'
import com.fasterxml.jackson.databind.ObjectMapper;

public class Read {
  public static class Row {
    public Long count;
  }

  public static void main(String[] arguments) {
    System.out.print("Jackson");
    for (String text : new String[] {"1.0", "1e2", "1.5"}) {
      try {
        Row row = new ObjectMapper().readValue("{\"count\":" + text + "}", Row.class);
        System.out.print(" " + row.count);
      } catch (Exception refused) {
        System.out.print(" refused");
      }
    }
    System.out.println();
  }
}
JAVA
cat >read.py <<'PY'
import pydantic


class Row(pydantic.BaseModel):
    count: int


words = ["pydantic"]
for text in ("1.0", "1e2", "1.5"):
    try:
        words.append(str(Row.model_validate_json('{"count":' + text + "}").count))
    except pydantic.ValidationError:
        words.append("refused")
print(*words)
PY
cat >read.mjs <<'JS'
import { z } from 'zod';

const row = z.object({ count: z.int() });
const read = (text) => row.safeParse(JSON.parse(`{"count":${text}}`)).data?.count ?? 'refused';
console.log('zod', ...['1.0', '1e2', '1.5'].map(read));
JS
{
  go run main.go
  java -cp 'jars/*' Read.java
  venv/bin/python read.py
  node read.mjs
} | tee seen
diff seen - <<'TEXT'
Go refused refused refused
Jackson 1 100 1
pydantic 1 100 refused
zod 1 100 refused
TEXT
