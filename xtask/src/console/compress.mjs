// Writes file.br and file.gz beside every file of a folder that compression makes smaller; the quality is brotli's.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const [, folder, quality] = process.argv;
const compressible = /\.(css|html|js|mjs|json|map|svg|txt|wasm|webmanifest|xml|ico)$/;

for (const name of readdirSync(folder, { recursive: true })) {
  if (!compressible.test(name)) continue;
  const path = join(folder, name);
  const content = readFileSync(path);
  const brotli = brotliCompressSync(content, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: Number(quality),
      [constants.BROTLI_PARAM_LGWIN]: 24,
      [constants.BROTLI_PARAM_SIZE_HINT]: content.length,
    },
  });
  writeFileSync(path + ".br", brotli);
  writeFileSync(path + ".gz", gzipSync(content, { level: Math.min(quality, 9) }));
}
