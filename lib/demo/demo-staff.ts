/** The demo's staff account, shown on its start page. Signing in refuses this password outside the demo. */
export const DEMO_STAFF = {
  email: "desk@example.org",
  name: "Demo desk",
  password: "tide-gauge-of-1912",
} as const;
