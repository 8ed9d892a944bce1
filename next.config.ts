import type { NextConfig } from "next";
import createNextIntlPlugin from "next-intl/plugin";

const config: NextConfig = {
  poweredByHeader: false,
  // A final slash is part of a foreign address: Indico's check-in API has it, and a link must not lose its codes.
  skipTrailingSlashRedirect: true,
  serverExternalPackages: [
    "@electric-sql/pglite",
    "pglite-prisma-adapter",
    "@prisma/adapter-pg",
    "@prisma/schema-engine-wasm",
    "pg",
    "pg-boss",
    "@node-rs/argon2",
    "@react-pdf/renderer",
    "fontkit",
    "pino",
    "nodemailer",
    "prom-client",
  ],
  // For files and machine paths, which scripts/guard-requests.ts lets pass.
  headers: async () => [{ source: "/:path*", headers: [{ key: "X-Content-Type-Options", value: "nosniff" }] }],
  typescript: { ignoreBuildErrors: false },
};

export default createNextIntlPlugin("./app/request-locale.ts")(config);
