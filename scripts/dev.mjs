// `npm run dev`: as `npm start`, but serves the sources as they are and reloads them.
import "./node-24.mjs";
import path from "node:path";

process.chdir(path.resolve(import.meta.dirname, ".."));
process.env.NODE_ENV = "development";

const { announce } = await import("./announce.mjs");
const { configure } = await import("./configure.mjs");
const { generateClient, migrate } = await import("./prepare.mjs");
const { refuseSecondStart, serve } = await import("./serve.mjs");

const env = configure();
await refuseSecondStart(env);
generateClient();
migrate();
await serve(env, { isDevelopment: true });
announce(env);
