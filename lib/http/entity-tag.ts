/**
 * Whether an `If-None-Match` header names the tag: a list of tags, weak or strong, or `*`. Source: RFC 9110, 13.1.2
 * (the comparison is the weak one: a cache may have weakened our tag).
 */
export function isSameTag(ifNoneMatch: string | null, tag: string): boolean {
  if (ifNoneMatch === null) return false;
  if (ifNoneMatch.trim() === "*") return true;
  return [...ifNoneMatch.matchAll(/(?:W\/)?("[\x21\x23-\x7e\x80-\xff]*")/g)].some(([, candidate]) => candidate === tag);
}
