// Prints the SHA-384 of each file, as an integrity attribute has it.
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";

for (const path of process.argv.slice(1)) {
  console.log("sha384-" + createHash("sha384").update(readFileSync(path)).digest("base64"));
}
