"use client";
import { useRouter } from "next/navigation";
import { useEffect, useRef, useState } from "react";
import { controlLook } from "@/components/ui/field";

const WAIT_MS = 200;

/** The search field: finds as somebody types, once the typing pauses; without a script its form's button does. */
export function LiveSearch({ label, value }: { label: string; value: string }) {
  const router = useRouter();
  const field = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState<string | null>(null);
  useEffect(() => {
    if (typed === null) return;
    const timer = setTimeout(() => {
      const form = field.current?.form;
      if (!form) return;
      const query = new URLSearchParams();
      for (const [name, text] of new FormData(form)) if (typeof text === "string" && text) query.append(name, text);
      router.replace(`${form.getAttribute("action")}?${query}`, { scroll: false });
    }, WAIT_MS);
    return () => clearTimeout(timer);
  }, [typed, router]);
  return (
    <div className="min-w-0 grow">
      <label htmlFor="list-words" className="block pb-1 font-semibold">
        {label}
      </label>
      <input
        ref={field}
        id="list-words"
        name="q"
        type="search"
        autoComplete="off"
        spellCheck={false}
        defaultValue={value}
        onChange={(event) => setTyped(event.target.value)}
        className={controlLook(undefined, "")}
      />
    </div>
  );
}
