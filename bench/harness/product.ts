import path from "node:path";
import { type Bench, productionEnv } from "../bench";
import { MailSink } from "./mail-sink";
import { startStubIndico } from "./stub-indico";
import { startWeb, type WebServer } from "./web-server";

export type Product = { web: WebServer; mails: MailSink };

/** Building may come first on a fresh clone. */
const BUILD_SECONDS = 400;

/** Runs something beside the product with a stub Indico and a mail server, and ends all three after it. */
export async function withProduct<T>(
  bench: Bench,
  options: { name: string; nodeOptions?: string[] },
  use: (product: Product) => Promise<T>,
): Promise<T> {
  const mails = new MailSink();
  await mails.listen(bench.ports.smtp);
  const indico = await startStubIndico(bench.ports.indico);
  try {
    const web = await startWeb({
      port: bench.ports.web,
      env: productionEnv(bench),
      logFile: path.join(bench.folder, `${options.name}.log`),
      waitSeconds: BUILD_SECONDS,
      ...(options.nodeOptions ? { nodeOptions: options.nodeOptions } : {}),
    });
    try {
      return await use({ web, mails });
    } finally {
      await web.stop();
    }
  } finally {
    indico.closeAllConnections();
    await new Promise((resolve) => indico.close(resolve));
    await mails.close();
  }
}
