/** `server-only` throws outside Next; tests and scripts take this in its place (vitest.config.ts, tsconfig.scripts.json). */
export {};
