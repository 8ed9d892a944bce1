import { err, type Result } from "@/lib/result";

/**
 * Every code that the dialect answers, with its HTTP status and what it says where the refusal has no words of its own.
 * Codes below 2600, 2603, 2604, 2677 and 2697 are the original's; 2750 to 2779 are ours (docs/convio.md), since the
 * original's table is not public: this file is the one place to change them.
 */
export const CONVIO_ERRORS = {
  1: { status: 403, message: "Something went wrong here. Nothing was changed; try again later." },
  2: { status: 403, message: "api_key is missing or wrong." },
  3: { status: 403, message: "The credentials or the token are wrong or have expired." },
  4: { status: 403, message: "This call is not allowed from this address." },
  5: { status: 403, message: "This method needs the token of somebody who is signed in." },
  6: { status: 403, message: "method is missing, or this servlet has no such method." },
  7: { status: 403, message: "There is nobody whom this single sign-on names." },
  8: { status: 403, message: "Several people match." },
  9: { status: 403, message: "A required parameter is missing." },
  12: { status: 403, message: "This user name is taken." },
  202: { status: 403, message: "The user name or the password is wrong." },
  405: { status: 405, message: "This method is not allowed with this HTTP verb." },
  2603: { status: 403, message: "This person is not registered in this event." },
  2677: { status: 403, message: "The card was declined. Nothing was charged and nothing recorded." },
  2697: { status: 403, message: "The card processor does not answer. Nothing was charged and nothing recorded." },
  2750: { status: 403, message: "There is no such event." },
  2751: { status: 403, message: "This event takes no registrations now." },
  2752: { status: 403, message: "This event is full." },
  2753: { status: 403, message: "This event does not offer this participation type now." },
  2754: { status: 403, message: "This participation type is sold out." },
  2755: { status: 403, message: "There is nobody with this consId." },
  2756: { status: 403, message: "There is nobody with this memberId." },
  2759: { status: 403, message: "This person is registered in this event already." },
  2760: { status: 403, message: "This event has no such team." },
  2761: { status: 403, message: "The previous team cannot be formed again." },
  2762: { status: 403, message: "The team cannot be created or joined." },
  2763: { status: 403, message: "Secondary registrations are not allowed here, or are too many." },
  2764: { status: 403, message: "A question is not answered, not known, or its answer is not valid." },
  2765: { status: 403, message: "An element is missing or not valid." },
  2766: { status: 403, message: "registration_document cannot be read." },
  2767: { status: 403, message: "This paymentType is not allowed here." },
  2768: { status: 403, message: "creditCardNumber must be masked: asterisks and the last four digits." },
  2769: { status: 403, message: "This discountCode is not known or has expired." },
  2770: { status: 403, message: "The waiver must be accepted: waiverAccepted true." },
  2771: {
    status: 403,
    message: "This participation type cannot be registered by this method: its form has a CAPTCHA.",
  },
} as const satisfies Record<number, { status: number; message: string }>;

export type ConvioCode = keyof typeof CONVIO_ERRORS;

/** One refusal of a call. `message` is for people, names the element, and repeats no card data, password or profile. */
export type ConvioRefusal = { readonly code: ConvioCode; readonly message: string };

/** A refusal as a value; without words of its own it says the table's. */
export function refuse(code: ConvioCode, message: string = CONVIO_ERRORS[code].message): Result<never, ConvioRefusal> {
  return err({ code, message });
}
