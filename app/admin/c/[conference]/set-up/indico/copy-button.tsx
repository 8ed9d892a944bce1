"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";

/** Puts a text on the clipboard; without script the text is taken from its field. */
export function CopyButton({ text, label, done }: { text: string; label: string; done: string }) {
  const [isDone, setDone] = useState(false);
  const copy = () => void navigator.clipboard.writeText(text).then(() => setDone(true));
  return (
    <Button onClick={copy} size="dense">
      <span role="status">{isDone ? done : label}</span>
    </Button>
  );
}
