import { execFileSync } from "node:child_process";

/** Whether PDFs can be read back here; where not, the tests that need it are skipped and say so. */
export const CAN_READ_PDF = canReadPdf();

function canReadPdf(): boolean {
  try {
    execFileSync("pdftotext", ["-v"], { stdio: "ignore" });
    return true;
  } catch {
    console.warn("SKIPPED: the texts of PDFs are not read back, pdftotext (poppler-utils) is not installed");
    return false;
  }
}

/** The text of a PDF as a reader would copy it, every run of blanks as one. */
export function textOfPdf(pdf: Buffer): string {
  return execFileSync("pdftotext", ["-layout", "-", "-"], { input: pdf }).toString().replace(/\s+/g, " ");
}
