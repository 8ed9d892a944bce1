import { dismissMail } from "@/lib/mail/retry-mail";
import { actAtDesk } from "../../../../../act";

type Context = RouteContext<"/admin/c/[conference]/mails/[mailId]/dismiss">;

/** POST: a mail that failed is left as it is. */
export async function POST(request: Request, { params }: Context): Promise<Response> {
  const { conference: slug, mailId } = await params;
  return actAtDesk(request, slug, "registrations.mail", async ({ conference, actor, now }) => {
    const to = `/admin/c/${slug}`;
    if (!/^\d{1,9}$/.test(mailId)) return { to, said: { problem: "desk.not-found" } };
    const done = await dismissMail(conference.id, Number(mailId), actor, now);
    return { to, said: done.ok ? { done: "figures.mail-dismissed" } : { problem: "figures.not-failed" } };
  });
}
