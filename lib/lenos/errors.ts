import { err, type Result } from "@/lib/result";

/** Every error of the dialect: its HTTP status, and whether the same call may succeed later. */
export const LENOS_ERRORS = {
  bad_request: { status: 400, retryable: false },
  bad_modified_date: { status: 400, retryable: false },
  bad_cursor: { status: 400, retryable: false },
  invalid_credentials: { status: 401, retryable: false },
  token_expired: { status: 401, retryable: false },
  event_not_allowed: { status: 403, retryable: false },
  scope_missing: { status: 403, retryable: false },
  address_not_allowed: { status: 403, retryable: false },
  password_in_url_not_allowed: { status: 403, retryable: false },
  unknown_resource: { status: 404, retryable: false },
  method_not_allowed: { status: 405, retryable: false },
  not_acceptable: { status: 406, retryable: false },
  in_progress: { status: 409, retryable: true },
  resync_required: { status: 410, retryable: false },
  too_large: { status: 413, retryable: false },
  unsupported_type: { status: 415, retryable: false },
  idempotency_key_reused: { status: 422, retryable: false },
  rate_limited: { status: 429, retryable: true },
  too_many_failures: { status: 429, retryable: true },
  internal: { status: 500, retryable: true },
  busy: { status: 503, retryable: true },
  maintenance: { status: 503, retryable: true },
  shrink_guard: { status: 503, retryable: true },
  event_not_published: { status: 503, retryable: true },
} as const satisfies Record<string, { status: number; retryable: boolean }>;

export type LenosErrorCode = keyof typeof LENOS_ERRORS;

export type LenosRefusal = {
  readonly code: LenosErrorCode;
  /** For the integrator, in English; never anything of a person. */
  readonly message: string;
  readonly retryAfterSeconds?: number;
  /** Of the answer beside the common ones: `Allow`. */
  readonly headers?: Readonly<Record<string, string>>;
};

export function refuse(
  code: LenosErrorCode,
  message: string,
  more: Pick<LenosRefusal, "retryAfterSeconds" | "headers"> = {},
): Result<never, LenosRefusal> {
  return err({ code, message, ...more });
}
