// Reads and checks the configuration before anything is built or opened.
import { readEnv } from "../lib/read-env.ts";

/** Takes `.env` into the environment, stops at a wrong value, and passes on what next-auth wants to read itself. */
export function configure() {
  try {
    process.loadEnvFile(".env");
  } catch (error) {
    if (error.code !== "ENOENT") throw error;
  }
  try {
    const env = readEnv(process.env);
    process.env.NEXTAUTH_URL = env.publicUrl;
    process.env.NEXTAUTH_SECRET = env.authSecret;
    process.env.NEXT_TELEMETRY_DISABLED = "1";
    return env;
  } catch (error) {
    console.error(error.message);
    process.exit(1);
  }
}
