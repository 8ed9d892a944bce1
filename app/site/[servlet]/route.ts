import { answerConvio } from "@/lib/convio/answer-call";

type Context = RouteContext<"/site/[servlet]">;

/** The Convio dialect on a host of its own (docs/convio.md). Wrong verbs are answered in its words too. */
async function answer(request: Request, { params }: Context): Promise<Response> {
  const { servlet } = await params;
  return answerConvio(request, { organisation: null, segment: servlet }, new Date());
}

export { answer as DELETE, answer as GET, answer as OPTIONS, answer as PATCH, answer as POST, answer as PUT };
