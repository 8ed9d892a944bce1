import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";

/** One button: a code goes to the mailbox of the registration. */
export function AskCodeForm({ publicId }: { publicId: string }) {
  const t = useTranslations("attendee.codeFirst");
  return (
    <form action={`/r/${publicId}/code`} method="post" className="mt-8">
      <Button look="primary" type="submit">
        {t("send")}
      </Button>
    </form>
  );
}
