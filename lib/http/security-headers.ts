/** What the headers depend on beside the request; fixed while a process runs. */
export type HeaderSettings = {
  publicUrl: string;
  /** The card provider's stand-in, where one is configured. */
  stripeApiBase: string | undefined;
  /** The development server evaluates code and injects styles. */
  isDevelopment: boolean;
};

const STRIPE_CHECKOUT = "https://checkout.stripe.com";
const ONE_YEAR_SECONDS = 31_536_000;
const NO_DEVICES = ["microphone", "geolocation", "payment", "usb", "browsing-topics"];

/** 128 random bits for one answer's inline scripts and styles. */
export function makeNonce(): string {
  return Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString("base64");
}

/**
 * The policy of one answer: scripts and styles of ours alone, by nonce. Chromium checks the redirect after a form's
 * POST against `form-action`, so the card provider's page and our public address are named there.
 */
export function contentSecurityPolicy(nonce: string, settings: HeaderSettings): string {
  const checkout = settings.stripeApiBase ? new URL(settings.stripeApiBase).origin : STRIPE_CHECKOUT;
  const formTargets = new Set(["'self'", new URL(settings.publicUrl).origin, checkout]);
  const script = `'self' 'nonce-${nonce}' 'strict-dynamic'`;
  const style = `'self' 'nonce-${nonce}'`;
  const policy = {
    "default-src": "'self'",
    "script-src": settings.isDevelopment ? `${script} 'unsafe-eval'` : script,
    "style-src": settings.isDevelopment ? "'self' 'unsafe-inline'" : style,
    "img-src": "'self' data:",
    "form-action": [...formTargets].join(" "),
    "frame-ancestors": "'none'",
    "base-uri": "'none'",
    "object-src": "'none'",
  };
  return Object.entries(policy)
    .map(([directive, sources]) => `${directive} ${sources}`)
    .join("; ");
}

/** All headers of an answer to `path` except the policy above. */
export function securityHeaders(path: string, settings: HeaderSettings): Record<string, string> {
  const camera = isBelow(path, "/admin") ? "camera=(self)" : "camera=()";
  const headers: Record<string, string> = {
    // Indico's link carries codes; a form on a page without a referrer would send `Origin: null`, so only there.
    "Referrer-Policy": isBelow(path, "/pay") ? "no-referrer" : "same-origin",
    "X-Content-Type-Options": "nosniff",
    "Permissions-Policy": [camera, ...NO_DEVICES.map((device) => `${device}=()`)].join(", "),
    "Cross-Origin-Opener-Policy": "same-origin",
  };
  if (settings.publicUrl.startsWith("https:")) {
    headers["Strict-Transport-Security"] = `max-age=${ONE_YEAR_SECONDS}`;
  }
  return headers;
}

function isBelow(path: string, folder: string): boolean {
  return path === folder || path.startsWith(`${folder}/`);
}
