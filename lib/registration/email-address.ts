/** RFC 5321: 64 octets before the @, 254 in all. */
const LOCAL_OCTETS = 64;
const ADDRESS_OCTETS = 254;

/** Dot-atoms of RFC 5322, opened to every letter and digit by RFC 6531; no quoted local parts, no comments. */
const LOCAL_PART = /^[\p{L}\p{M}\p{N}!#$%&'*+/=?^_`{|}~-]+(\.[\p{L}\p{M}\p{N}!#$%&'*+/=?^_`{|}~-]+)*$/u;
const DOMAIN_LABEL = /^[\p{L}\p{M}\p{N}]([\p{L}\p{M}\p{N}-]*[\p{L}\p{M}\p{N}])?$/u;

/** Could mail be sent to this? Any script; a domain of at least two labels, no address literals. */
export function isEmailAddress(text: string): boolean {
  const at = text.indexOf("@");
  const local = text.slice(0, at);
  const labels = text.slice(at + 1).split(".");
  return (
    at > 0 &&
    octets(text) <= ADDRESS_OCTETS &&
    octets(local) <= LOCAL_OCTETS &&
    LOCAL_PART.test(local) &&
    labels.length >= 2 &&
    labels.every((label) => octets(label) <= 63 && DOMAIN_LABEL.test(label)) &&
    !/^\p{N}+$/u.test(labels.at(-1) ?? "")
  );
}

/** The form in which addresses are compared and kept: NFC, lower case, as Indico keeps them. */
export function normalizeEmail(text: string): string {
  return text.normalize("NFC").toLowerCase();
}

/**
 * "i•••••@nordurhofn.example.org": the first character and the domain. The dots are always five, so that they do not
 * tell the length.
 */
export function maskEmail(email: string): string {
  const at = email.lastIndexOf("@");
  const [first = ""] = email.slice(0, at);
  return `${first}•••••${email.slice(at)}`;
}

function octets(text: string): number {
  return new TextEncoder().encode(text).length;
}
