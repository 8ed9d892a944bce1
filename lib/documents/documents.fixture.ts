import type { ReceiptData } from "@/lib/documents/receipt-page";
import { ticketCode } from "@/lib/documents/ticket-code";
import type { TicketData } from "@/lib/documents/ticket-page";
import { conference, order } from "@/lib/mail/letters/letters.fixture";

export const receipt: ReceiptData = {
  conference: {
    ...conference,
    subtitle: "Ninth Conference on Sea-Level Observation",
    taxNumber: "PT500000000",
    startsOn: new Date("2027-06-14T00:00:00Z"),
    endsOn: new Date("2027-06-18T00:00:00Z"),
  },
  number: "2027-0388",
  order,
  registrationNumber: "417",
  payer: {
    name: "Ingibjörg Halldórsdóttir",
    affiliation: "Norðurhöfn Marine Institute",
    address: "Hafnargata 12\n220 Hafnarfjörður",
    country: "Iceland",
    madeOutTo: "",
    vatNumber: "",
    orderNumber: "",
  },
  paidAt: new Date("2027-03-22T14:04:00Z"),
  paidBy: { way: "card", cardLastFour: "4242" },
};

export const ticket: TicketData = {
  ...ticketCode("8QF4MW2KABCDEFGHJK"),
  conference: receipt.conference,
  registrationNumber: "417",
  person: {
    firstName: "Ingibjörg",
    lastName: "Halldórsdóttir",
    affiliation: "Norðurhöfn Marine Institute",
    country: "Iceland",
  },
  category: "Regular member",
  services: [
    { name: "Conference dinner", quantity: 2, detail: "Wed 16 June, 19:30" },
    { name: "Boat to the Costa Nova gauge", quantity: 1, detail: "Thu 17 June, 14:00" },
    { name: "Accompanying person", quantity: 1, detail: "Þorsteinn Árnason" },
  ],
  registeredAt: new Date("2027-03-22T14:04:00Z"),
};
