// Turns ../openapi.json into ../src/api/schema.gen.ts; with --check it only compares and exits 1 on a difference.
import { readFile, writeFile } from "node:fs/promises";
import openapiTS, { astToString } from "openapi-typescript";

const source = new URL("../openapi.json", import.meta.url);
const target = new URL("../src/api/schema.gen.ts", import.meta.url);
const header = "// Generated from web/openapi.json by `npm run codegen`. Never edited by hand.\n\n";

const fresh = header + astToString(await openapiTS(source, { defaultNonNullable: false }));
if (process.argv.includes("--check")) {
  const current = await readFile(target, "utf8").catch(() => "");
  if (current !== fresh) {
    process.stderr.write(
      "src/api/schema.gen.ts differs from openapi.json: run `npm run codegen` and commit the result\n",
    );
    process.exit(1);
  }
} else {
  await writeFile(target, fresh);
}
