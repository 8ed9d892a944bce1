"use client";

import { useEffect } from "react";

type FileSizeGuardProps = {
  /** The form's id. */
  form: string;
  largestBytes: number;
  message: string;
};

/** Says that a file is too large before it is sent; without a script the server says so. */
export function FileSizeGuard({ form, largestBytes, message }: FileSizeGuardProps) {
  useEffect(() => {
    const element = document.getElementById(form);
    const check = ({ target }: Event) => {
      if (!(target instanceof HTMLInputElement) || target.type !== "file") return;
      const isTooLarge = [...(target.files ?? [])].some(({ size }) => size > largestBytes);
      target.setCustomValidity(isTooLarge ? message : "");
      target.reportValidity();
    };
    element?.addEventListener("change", check);
    return () => element?.removeEventListener("change", check);
  }, [form, largestBytes, message]);
  return null;
}
