import { answerLenos } from "@/lib/lenos/answer-lenos";

type Context = RouteContext<"/api/lenos/[...path]">;

/** The event-app feed (docs/event-app.md). Wrong verbs are answered in its words too. */
async function answer(request: Request, { params }: Context): Promise<Response> {
  const { path } = await params;
  return answerLenos(request, path, new Date());
}

export {
  answer as DELETE,
  answer as GET,
  answer as HEAD,
  answer as OPTIONS,
  answer as PATCH,
  answer as POST,
  answer as PUT,
};
