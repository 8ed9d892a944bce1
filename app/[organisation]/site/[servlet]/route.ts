import { answerConvio } from "@/lib/convio/answer-call";

type Context = RouteContext<"/[organisation]/site/[servlet]">;

/** The Convio dialect as clients of a shared host address it, by the organisation's short name. */
async function answer(request: Request, { params }: Context): Promise<Response> {
  const { organisation, servlet } = await params;
  return answerConvio(request, { organisation, segment: servlet }, new Date());
}

export { answer as DELETE, answer as GET, answer as OPTIONS, answer as PATCH, answer as POST, answer as PUT };
