// Serves what is built, without what `npm start` checks first: the crash test starts the product hundreds of times.
import path from "node:path";

process.chdir(path.resolve(import.meta.dirname, "..", ".."));
process.env.NODE_ENV = "production";

const { configure } = await import("../../scripts/configure.mjs");
const { serve } = await import("../../scripts/serve.mjs");

await serve(configure(), { isDevelopment: false });
