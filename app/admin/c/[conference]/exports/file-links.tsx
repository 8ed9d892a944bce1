import { useTranslations } from "next-intl";

/** The file in both formats. @param page the address of the exports */
export function FileLinks({ page, publicId }: { page: string; publicId: string }) {
  const t = useTranslations("admin-exports");
  return (
    <span className="flex gap-3">
      {(["xlsx", "csv"] as const).map((format) => (
        <a key={format} href={`${page}/${publicId}/file?format=${format}`} download aria-label={t(`fetch.${format}`)}>
          {t(`formats.${format}`)}
        </a>
      ))}
    </span>
  );
}
