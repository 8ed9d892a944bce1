// `npm start`: checks the configuration, brings client, database and pages up to date, serves.
import "./node-24.mjs";
import path from "node:path";

process.chdir(path.resolve(import.meta.dirname, ".."));
process.env.NODE_ENV = "production";

const { announce } = await import("./announce.mjs");
const { configure } = await import("./configure.mjs");
const { build, generateClient, migrate } = await import("./prepare.mjs");
const { refuseSecondStart, serve } = await import("./serve.mjs");

const env = configure();
await refuseSecondStart(env);
generateClient();
migrate();
build();
await serve(env, { isDevelopment: false });
announce(env);
