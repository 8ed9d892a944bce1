import { createServer, type IncomingMessage, type Server } from "node:http";

const PATHS = [
  /^\/api\/events\/(?<event>\d+)\/registrants\/(?<registration>\d+)$/,
  /^\/api\/checkin\/event\/(?<event>\d+)\/forms\/(?<form>\d+)\/registrations\/(?<registration>\d+)$/,
];
const PRICE = 610;

/** The mailbox of a registration of the stub: every registration exists. */
export function emailOf(eventId: number, registrationDbId: number): string {
  return `person.${eventId}.${registrationDbId}@example.org`;
}

/**
 * The two calls of Indico 3.3 that the portal makes for an attendee, answered at once for any event and registration,
 * so that a figure is the portal's own. Source of the shapes: the recorded answers of 3.3.14.
 */
export function startStubIndico(port: number): Promise<Server> {
  const paid = new Set<string>();
  const checkedIn = new Set<string>();
  const server = createServer(async (request, response) => {
    const [legacy, checkin] = PATHS.map((path) => path.exec(request.url ?? "")?.groups);
    const found = legacy ?? checkin;
    if (!found) {
      response.writeHead(404, { "content-type": "application/json" }).end('{"error": {"title": "Not Found"}}');
      return;
    }
    const [event, registration] = [Number(found.event), Number(found.registration)];
    const key = `${event}.${registration}`;
    if (request.method === "PATCH") {
      const change = JSON.parse(await bodyOf(request)) as { paid?: boolean; checked_in?: boolean };
      if (change.paid !== undefined) paid[change.paid ? "add" : "delete"](key);
      if (change.checked_in !== undefined) checkedIn[change.checked_in ? "add" : "delete"](key);
    }
    const state = { isPaid: paid.has(key), isCheckedIn: checkedIn.has(key) };
    const answer = checkin
      ? checkinAnswer(event, Number(checkin.form), registration, state)
      : registrantAnswer(event, registration, state);
    response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(answer));
  });
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => resolve(server));
  });
}

type Shown = { isPaid: boolean; isCheckedIn: boolean };

function registrantAnswer(event: number, registration: number, { isPaid, isCheckedIn }: Shown) {
  return {
    registrant_id: String(registration),
    event_id: event,
    full_name: "Dr Siobhán O'Neil",
    personal_data: {
      title: "Dr",
      email: emailOf(event, registration),
      firstName: "Siobhán",
      surname: "O'Neil",
      affiliation: "University of Galway",
      position: "Reader",
      country: "Ireland",
      country_code: "IE",
      phone: "+353 91 123 456",
    },
    ticket_price: PRICE,
    amount_paid: isPaid ? PRICE : 0,
    paid: isPaid,
    checked_in: isCheckedIn,
    checkin_date: isCheckedIn ? "2027-01-20T09:30:00+00:00" : "",
    registration_date: "2026-11-02T10:00:00+00:00",
    checkin_secret: "00000000-0000-4000-8000-000000000000",
    tags: [],
  };
}

function checkinAnswer(event: number, form: number, registration: number, { isPaid, isCheckedIn }: Shown) {
  const text = (id: number, title: string, data: string) => ({ id, title, description: "", input_type: "text", data });
  return {
    id: registration,
    event_id: event,
    regform_id: form,
    full_name: "Dr Siobhán O'Neil",
    email: emailOf(event, registration),
    state: isPaid ? "complete" : "unpaid",
    is_paid: isPaid,
    price: PRICE,
    currency: "EUR",
    formatted_price: "€610.00",
    payment_date: isPaid ? "2027-01-20T09:30:00+00:00" : null,
    checked_in: isCheckedIn,
    checked_in_dt: isCheckedIn ? "2027-01-20T09:30:00+00:00" : null,
    registration_date: "2026-11-02T10:00:00+00:00",
    checkin_secret: "00000000-0000-4000-8000-000000000000",
    occupied_slots: 1,
    personal_data_picture: null,
    tags: [],
    registration_data: [
      {
        id: 1,
        title: "Personal Data",
        description: "",
        position: 1,
        fields: [
          text(1, "First Name", "Siobhán"),
          text(2, "Last Name", "O'Neil"),
          text(3, "Affiliation", "University of Galway"),
          text(4, "Position", "Reader"),
          { id: 5, title: "Country", description: "", input_type: "country", data: "IE" },
          text(6, "Phone Number", "+353 91 123 456"),
        ],
      },
      {
        id: 2,
        title: "Practical",
        description: "",
        position: 2,
        fields: [text(7, "Dietary requirements", "No shellfish"), text(8, "Remarks", "Arrives on Sunday evening")],
      },
    ],
  };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString("utf8");
}
