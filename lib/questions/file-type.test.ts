import { expect, test } from "vitest";
import { FILE_TYPES } from "@/lib/questions/check-answers";
import { fileTypeOf } from "@/lib/questions/file-type";

const bytes = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0));

test.each([
  { file: bytes("%PDF-1.7\n%âãÏÓ"), type: "application/pdf", why: "a PDF" },
  { file: bytes("\xff\xd8\xff\xe0\0\x10JFIF"), type: "image/jpeg", why: "a photograph" },
  { file: bytes("\x89PNG\r\n\x1a\n\0\0\0\rIHDR"), type: "image/png", why: "a picture" },
  { file: bytes("<!doctype html><script>"), type: "", why: "a page" },
  { file: bytes("  %PDF-1.7"), type: "", why: "a PDF behind something else" },
  { file: bytes("%PDF"), type: "", why: "too short" },
  { file: bytes("<svg xmlns="), type: "", why: "a picture that can run scripts" },
  { file: bytes(""), type: "", why: "nothing" },
])("$why", ({ file, type }) => {
  expect(fileTypeOf(file)).toBe(type);
  if (type) expect(FILE_TYPES).toContain(type);
});
