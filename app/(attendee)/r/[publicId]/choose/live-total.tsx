"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";

const QUIET_MS = 350;

/**
 * Where scripts run, the total follows each change without a reload: the form is kept by the same handler that its
 * "Update the total" button calls, then the server draws the page anew around the fields, which stay as they are.
 */
export function LiveTotal({ form: id }: { form: string }) {
  const router = useRouter();
  useEffect(() => {
    const form = document.getElementById(id) as HTMLFormElement;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const recount = async () => {
      const body = new FormData(form);
      body.set("recount", "live");
      // What cannot be counted now is counted when the form is sent.
      const answer = await fetch(form.action, { method: "POST", body, redirect: "manual" }).catch(() => null);
      if (answer?.type === "opaqueredirect") router.refresh();
    };
    const wait = () => {
      clearTimeout(timer);
      timer = setTimeout(recount, QUIET_MS);
    };
    const stop = () => clearTimeout(timer);
    form.addEventListener("input", wait);
    form.addEventListener("submit", stop);
    return () => {
      stop();
      form.removeEventListener("input", wait);
      form.removeEventListener("submit", stop);
    };
  }, [id, router]);
  return null;
}
