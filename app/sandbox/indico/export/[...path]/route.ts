import { answerSandbox } from "@/app/sandbox/indico/answer-sandbox";

export {
  answerSandbox as DELETE,
  answerSandbox as GET,
  answerSandbox as PATCH,
  answerSandbox as POST,
  answerSandbox as PUT,
};
