import { ButtonLink } from "@/components/ui/button";

/** Leads from the end of a list to what comes after it. */
export function OlderLink({ href, children }: { href: string; children: string }) {
  return (
    <p className="mt-4">
      <ButtonLink href={href} size="middle">
        {children}
      </ButtonLink>
    </p>
  );
}
