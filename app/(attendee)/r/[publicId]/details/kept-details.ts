import "server-only";
import { findKeptForm, type KeptForm, keepForm } from "@/lib/access/kept-form";
import type { Access } from "@/lib/access/sessions";
import type { FormValues } from "@/lib/http/form-values";
import type { FieldErrorCode } from "@/lib/questions/field-error";

/** What was wrong when the form came; `changedAt` when another tab had saved it meanwhile, as an ISO moment. */
export type DetailsProblems = { errors: { key: string; code: FieldErrorCode }[]; changedAt: string | null };
export type KeptDetails = KeptForm<DetailsProblems>;

export function findKeptDetails(access: Access): Promise<KeptDetails | null> {
  return findKeptForm<DetailsProblems>(access, "details");
}

export function keepDetails(access: Access, values: FormValues, problems: DetailsProblems): Promise<void> {
  return keepForm<DetailsProblems>(access, "details", { values, problems });
}
