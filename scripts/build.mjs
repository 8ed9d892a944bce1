// `npm run build`: what `npm start` would build, ahead of time.
import "./node-24.mjs";
import path from "node:path";
import { build, generateClient } from "./prepare.mjs";

process.chdir(path.resolve(import.meta.dirname, ".."));
generateClient();
build();
