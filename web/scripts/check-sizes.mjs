// Size rule: source files warn above 300 lines and fail above 400; components (.tsx) fail above 250.
// Generated code and message catalogues are exempt.
import { readdir, readFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const exempt = /(\.gen\.ts$|src\/i18n\/messages\/)/;
let failed = false;

for (const entry of await readdir(join(root, "src"), { recursive: true, withFileTypes: true })) {
  if (!entry.isFile() || !/\.(tsx?|css)$/.test(entry.name)) continue;
  const path = join(entry.parentPath, entry.name);
  const name = relative(root, path);
  if (exempt.test(name)) continue;
  const lines = (await readFile(path, "utf8")).trimEnd().split("\n").length;
  const limit = name.endsWith(".tsx") && !/\.test\.tsx$/.test(name) ? 250 : 400;
  if (lines > limit) {
    process.stderr.write(`error: ${name} has ${lines} lines, the limit is ${limit}\n`);
    failed = true;
  } else if (lines > 300) {
    process.stderr.write(`warning: ${name} has ${lines} lines, aim below 300\n`);
  }
}
process.exit(failed ? 1 : 0);
