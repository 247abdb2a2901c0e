// Makes files of WebAssembly small, in place, as wasm-opt does: node … BINARYEN FILE…
import { readFileSync, writeFileSync } from "node:fs";

const [library, ...files] = process.argv.slice(1);
const { default: binaryen } = await import(library);
const { BulkMemory, BulkMemoryOpt, Multivalue, MutableGlobals, NontrappingFPToInt, ReferenceTypes, SignExt } =
  binaryen.Features;
// What the compiler takes for granted in a browser (chunks.rs says it too).
const features =
  BulkMemory | BulkMemoryOpt | Multivalue | MutableGlobals | NontrappingFPToInt | ReferenceTypes | SignExt;

// `-Os`. Brotli decides: it likes what that leaves better than what `-Oz` does, and functions of one name beside each other.
binaryen.setOptimizeLevel(2);
binaryen.setShrinkLevel(1);
binaryen.setGenerateStackIR(true);
binaryen.setOptimizeStackIR(true);
binaryen.addPassToSkip("local-cse");
// The first kilobyte is the end of the stack, and no address of anything.
binaryen.setLowMemoryUnused(true);
// The functions of the classes that esbuild leaves out.
binaryen.setPassArgument("remove-exports", "*intounderlying*");

for (const file of files) {
  const module = binaryen.readBinary(readFileSync(file), features);
  module.runPasses(["remove-exports"]);
  module.optimize();
  module.runPasses(["reorder-functions-by-name", "strip-debug", "strip-producers", "strip-target-features"]);
  writeFileSync(file, module.emitBinary());
  module.dispose();
}
