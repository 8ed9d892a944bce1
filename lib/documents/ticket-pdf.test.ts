import { expect, test } from "vitest";
import { ticket } from "@/lib/documents/documents.fixture";
import { CAN_READ_PDF, textOfPdf } from "@/lib/documents/pdf-text.fixture";
import { renderTicket } from "@/lib/documents/ticket-pdf";

test("the same data give the same bytes", async () => {
  const first = await renderTicket(ticket, "en");
  expect(first.subarray(0, 5).toString()).toBe("%PDF-");
  expect(first.equals(await renderTicket(ticket, "en"))).toBe(true);
});

test.skipIf(!CAN_READ_PDF)("a ticket says who comes, as what, and what is booked, on one page", async () => {
  const text = textOfPdf(await renderTicket(ticket, "en"));
  for (const fact of [
    "Mareograph 2027",
    "14–18 June",
    "Ingibjörg",
    "Halldórsdóttir",
    "Iceland",
    "8QF4-MW2K-DM",
    "Regular member 417",
    "Conference dinner × 2 Wed 16 June, 19:30",
    "Þorsteinn Árnason",
  ]) {
    expect(text).toContain(fact);
  }
  expect((await renderTicket(ticket, "en")).toString("latin1").match(/\/Type \/Page\b(?!s)/g)).toHaveLength(1);
  expect(textOfPdf(await renderTicket(ticket, "it"))).toContain("Mostri questo codice");
});

test("names of a hundred letters leave the ticket one page", async () => {
  const person = {
    ...ticket.person,
    firstName: "Wolfeschlegelsteinhausenbergerdorff ".repeat(3).slice(0, 100),
    lastName: "W".repeat(100),
    affiliation: "Institute of very long names ".repeat(6),
  };
  const pdf = (await renderTicket({ ...ticket, person }, "en")).toString("latin1");
  expect(pdf.match(/\/Type \/Page\b(?!s)/g)).toHaveLength(1);
});

test.skipIf(!CAN_READ_PDF)("a name as long as names are is printed whole", async () => {
  const person = {
    ...ticket.person,
    firstName: "María Fernanda de los Ángeles",
    lastName: "Żółtowska-Papadimitrakopoulou",
  };
  const text = textOfPdf(await renderTicket({ ...ticket, person }, "en"));
  expect(text.replaceAll(" ", "")).toContain("MaríaFernandadelosÁngelesŻółtowska-Papadimitrakopoulou");
});
