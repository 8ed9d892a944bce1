import { defineConfig } from "prisma/config";

// The client needs no binary engine; without this line `prisma generate` would try to download one.
process.env.PRISMA_SCHEMA_ENGINE_BINARY ??= process.execPath;

export default defineConfig({ schema: "prisma/schema", migrations: { path: "prisma/migrations" } });
