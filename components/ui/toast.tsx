"use client";

import { Check } from "lucide";
import { type ReactNode, useEffect, useState } from "react";
import { Icon } from "@/components/ui/icon";

const SHOWN_FOR_MS = 10_000;

type ToastProps = {
  /** The result: "11 reminders sent." Errors are never toasts. */
  children: ReactNode;
  /** A form with its Undo button, or nothing. */
  undo?: ReactNode;
};

/** A result with its Undo; goes after ten seconds unless somebody points at it or has the focus in it. */
export function Toast({ children, undo }: ToastProps) {
  const [state, setState] = useState<"shown" | "kept" | "gone">("shown");
  useEffect(() => {
    if (state !== "shown") return;
    const timer = setTimeout(() => setState("gone"), SHOWN_FOR_MS);
    return () => clearTimeout(timer);
  }, [state]);
  if (state === "gone") return null;
  const keep = () => setState("kept");
  const release = () => setState("shown");
  return (
    <div
      role="status"
      onPointerEnter={keep}
      onPointerLeave={release}
      onFocus={keep}
      onBlur={release}
      className="fixed bottom-4 left-4 z-10 flex max-w-[min(30rem,calc(100%-2rem))] items-center gap-3 rounded bg-ink py-2.5 pr-3 pl-4 text-sm text-paper shadow-over [--focus:var(--paper)] print:hidden"
    >
      <Icon of={Check} className="size-5" />
      <span className="min-w-0">{children}</span>
      {undo && (
        <span className="ml-auto [&_button]:px-2 [&_button]:py-1 [&_button]:font-semibold [&_button]:underline [&_button]:underline-offset-[0.2em]">
          {undo}
        </span>
      )}
    </div>
  );
}
