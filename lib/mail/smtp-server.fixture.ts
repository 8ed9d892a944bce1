import { createServer, type Socket } from "node:net";

type Stage = "connect" | "EHLO" | "MAIL" | "RCPT" | "DATA" | "content";

/** What the server does at a stage instead of taking the mail: an answer of its own, silence, or a broken connection. */
export type Fault = { at: Stage; answer: string | "silence" | "hang up" };

const FRIENDLY: Record<Stage, string> = {
  connect: "220 mail.example.org ESMTP",
  EHLO: "250-mail.example.org\r\n250 SMTPUTF8",
  MAIL: "250 2.1.0 sender ok",
  RCPT: "250 2.1.5 recipient ok",
  DATA: "354 go on",
  content: "250 2.0.0 taken",
};

/** A mail server of a few lines: keeps what it takes, and fails as it is told. */
export async function startSmtpServer() {
  const taken: { from: string; to: string; content: string }[] = [];
  const sockets = new Set<Socket>();
  const state: { fault: Fault | null } = { fault: null };

  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => undefined).on("close", () => sockets.delete(socket));
    const envelope = { from: "", to: "" };
    let buffered = "";
    let readsContent = false;

    const answer = (stage: Stage) => {
      const { fault } = state;
      const reply = fault?.at === stage ? fault.answer : FRIENDLY[stage];
      if (reply === "hang up") socket.destroy();
      else if (reply !== "silence") socket.write(`${reply}\r\n`);
      return reply === FRIENDLY[stage];
    };

    const take = (line: string) => {
      const verb = line.slice(0, 4).toUpperCase();
      const address = line.match(/<([^>]*)>/)?.[1] ?? "";
      if (verb === "QUIT") socket.end("221 bye\r\n");
      else if (verb === "RSET") socket.write("250 2.0.0 reset\r\n");
      else if (verb === "EHLO" || verb === "MAIL" || verb === "RCPT" || verb === "DATA") {
        if (verb === "MAIL") envelope.from = address;
        if (verb === "RCPT") envelope.to = address;
        readsContent = answer(verb) && verb === "DATA";
      } else socket.write("502 5.5.1 unknown\r\n");
    };

    socket.on("data", (chunk) => {
      buffered += chunk.toString("latin1");
      for (;;) {
        const end = buffered.indexOf(readsContent ? "\r\n.\r\n" : "\r\n");
        if (end < 0) return;
        const part = buffered.slice(0, end);
        buffered = buffered.slice(end + (readsContent ? 5 : 2));
        if (!readsContent) take(part);
        else {
          readsContent = false;
          if (answer("content")) taken.push({ ...envelope, content: part });
        }
      }
    });
    answer("connect");
  });

  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  return {
    url: `smtp://127.0.0.1:${address.port}`,
    taken,
    state,
    close: () =>
      new Promise<void>((closed) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => closed());
      }),
  };
}
