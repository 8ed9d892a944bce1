import type { AddressInfo } from "node:net";
import { SMTPServer } from "smtp-server";

const WAIT_MS = 30_000;

/** A mail server on loopback that takes everything, and hands the codes in it to whoever waits for them. */
export class MailSink {
  readonly #server: SMTPServer;
  readonly #codes = new Map<string, string>();
  readonly #waiting = new Map<string, (code: string) => void>();
  /** Mails taken so far. */
  count = 0;

  constructor() {
    this.#server = new SMTPServer({
      authOptional: true,
      disabledCommands: ["STARTTLS", "AUTH"],
      onData: (stream, session, done) => {
        const chunks: Buffer[] = [];
        stream.on("data", (chunk: Buffer) => chunks.push(chunk));
        stream.on("end", () => {
          const recipient = session.envelope.rcptTo[0]?.address.toLowerCase() ?? "";
          this.#take(recipient, Buffer.concat(chunks).toString("utf8"));
          done();
        });
      },
    });
  }

  /** @returns the address for SMTP_URL */
  async listen(port: number): Promise<string> {
    await new Promise<void>((resolve, reject) => {
      this.#server.once("error", reject);
      this.#server.listen(port, "127.0.0.1", resolve);
    });
    return `smtp://127.0.0.1:${(this.#server.server.address() as AddressInfo).port}`;
  }

  close(): Promise<void> {
    return new Promise((resolve) => this.#server.close(() => resolve()));
  }

  /**
   * The six digits mailed to an address, as soon as they arrive.
   * @throws when none came within 30 s
   */
  async codeFor(recipient: string): Promise<string> {
    const known = this.#codes.get(recipient);
    if (known) return known;
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`No code was mailed to ${recipient}`)), WAIT_MS);
      this.#waiting.set(recipient, (code) => {
        clearTimeout(timer);
        resolve(code);
      });
    });
  }

  #take(recipient: string, mail: string): void {
    this.count += 1;
    const code = findCode(mail);
    if (!code) return;
    this.#codes.set(recipient, code);
    this.#waiting.get(recipient)?.(code);
    this.#waiting.delete(recipient);
  }
}

/** A line of its own with six digits, perhaps in two groups. */
export function findCode(text: string): string | undefined {
  const match = /^\s*(\d{3})[\s\u00a0\u202f]?(\d{3})\s*$/m.exec(text);
  return match ? `${match[1]}${match[2]}` : undefined;
}
