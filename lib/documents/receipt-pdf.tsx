import { Document, Page, renderToBuffer, Text, View } from "@react-pdf/renderer";
import type { ReactNode } from "react";
import { documentTexts } from "@/lib/documents/document-texts";
import { PAPER, Pattern, Print, Stripe } from "@/lib/documents/paper";
import { type ReceiptData, type ReceiptPage, type ReceiptRow, receiptPage } from "@/lib/documents/receipt-page";
import { type Faces, typeset } from "@/lib/documents/typeset";
import type { Locale } from "@/lib/i18n/locales";

const PAGE_WIDTH = 595; // A4, in points
const MARGIN = 56;
const COLUMN = 72;
/** The large sum of the total row would sit so much lower than the figures beside it. */
const TOTAL_RAISE = 4.8;

/** The receipt of a paid order: A4, PDF. The same data give the same bytes. */
export function renderReceipt(data: ReceiptData, locale: Locale): Promise<Buffer> {
  return typeset(receiptPage(data, locale), (page, faces) =>
    renderToBuffer(<Receipt data={data} page={page} faces={faces} locale={locale} />),
  );
}

type ReceiptProps = { data: ReceiptData; page: ReceiptPage; faces: Faces; locale: Locale };

function Receipt({ data, page, faces, locale }: ReceiptProps) {
  const { slug, colour, organiser } = data.conference;
  const pageNumber = (pageNow: number, pages: number) =>
    documentTexts(locale)("receipt.page", { page: pageNow, pages });
  return (
    <Document title={page.title} author={organiser} language={locale} creationDate={data.paidAt}>
      <Page size="A4" style={{ paddingTop: MARGIN, paddingBottom: 72, fontFamily: faces.sans }}>
        <Head page={page} faces={faces} slug={slug} colour={colour} />
        <View style={{ paddingHorizontal: MARGIN, paddingTop: 28 }}>
          <View style={{ flexDirection: "row", gap: 24 }}>
            {page.parties.map((party) => (
              <Party key={party.label} party={party} faces={faces} />
            ))}
          </View>
          <Facts facts={page.facts} faces={faces} />
          <Lines page={page} faces={faces} />
          {page.rates && <Rates rates={page.rates} faces={faces} />}
        </View>
        <View fixed style={{ position: "absolute", left: MARGIN, right: MARGIN, bottom: 32, flexDirection: "row" }}>
          <View style={{ flexGrow: 1, flexShrink: 1 }}>
            <Print face={faces.sans} size={8} color={PAPER.inkFaint}>
              {`${page.conference.name}, ${page.title}`}
            </Print>
          </View>
          <Text
            style={{ fontFamily: faces.sans, fontSize: 8, color: PAPER.inkFaint, width: 80, textAlign: "right" }}
            render={({ pageNumber: now, totalPages }) => pageNumber(now, totalPages)}
          />
        </View>
      </Page>
    </Document>
  );
}

function Head({ page, faces, slug, colour }: { page: ReceiptPage; faces: Faces; slug: string; colour: string }) {
  const { name, subtitle, city, dates } = page.conference;
  return (
    <View style={{ marginTop: -MARGIN }}>
      <View style={{ height: 5, backgroundColor: colour }} />
      <View
        style={{
          flexDirection: "row",
          justifyContent: "space-between",
          gap: 24,
          paddingHorizontal: MARGIN,
          paddingTop: 24,
          paddingBottom: 10,
        }}
      >
        <View style={{ flexGrow: 1, flexShrink: 1, flexBasis: 0 }}>
          <Print face={faces.sans} size={11} weight={600}>
            {name}
          </Print>
          {subtitle !== "" && (
            <Print face={faces.sans} size={9} color={PAPER.inkSoft}>
              {subtitle}
            </Print>
          )}
        </View>
        <View style={{ alignItems: "flex-end" }}>
          <Print face={faces.sans} size={9} color={PAPER.inkSoft} align="right">
            {city}
          </Print>
          <Print face={faces.sans} size={9} color={PAPER.inkSoft} align="right">
            {dates}
          </Print>
        </View>
      </View>
      <Pattern slug={slug} colour={colour} width={PAGE_WIDTH} height={92} />
      <View style={{ paddingHorizontal: MARGIN, paddingTop: 18 }}>
        <Stripe
          colour={colour}
          sans={faces.sans}
          mono={faces.mono}
          size={13}
          left={page.number.label}
          right={page.number.value}
        />
      </View>
    </View>
  );
}

function Party({ party, faces }: { party: ReceiptPage["parties"][number]; faces: Faces }) {
  return (
    <View style={{ flexGrow: 1, flexShrink: 1, flexBasis: 0 }}>
      <Print face={faces.sans} size={9} color={PAPER.inkSoft}>
        {party.label}
      </Print>
      <Print face={faces.serif} size={15} weight={600} lineHeight={1.25}>
        {party.name}
      </Print>
      <Print face={faces.sans} size={10}>
        {party.rest}
      </Print>
    </View>
  );
}

function Facts({ facts, faces }: { facts: ReceiptPage["facts"]; faces: Faces }) {
  return (
    <View style={{ flexDirection: "row", gap: 16, marginTop: 24 }}>
      {facts.map(({ label, value }) => (
        <View key={label} style={{ flexGrow: 1, flexShrink: 1, flexBasis: 0 }}>
          <Print face={faces.sans} size={9} color={PAPER.inkSoft}>
            {label}
          </Print>
          <Print face={faces.sans} size={10}>
            {value}
          </Print>
        </View>
      ))}
    </View>
  );
}

function Lines({ page: { heads, rows, total }, faces }: { page: ReceiptPage; faces: Faces }) {
  const head = (text: string) => (
    <Small faces={faces} align="right">
      {text}
    </Small>
  );
  return (
    <View style={{ marginTop: 28 }}>
      <Row
        repeats
        rule={PAPER.ink}
        title={<Small faces={faces}>{heads.item}</Small>}
        net={head(heads.net)}
        tax={head(heads.tax)}
        gross={head(heads.gross)}
      />
      {rows.map((row) => (
        <AmountRow key={row.key} row={row} faces={faces} />
      ))}
      <Row
        rule={PAPER.ink}
        title={
          <>
            <Print face={faces.sans} size={11} weight={600}>
              {total.title}
            </Print>
            {total.detail !== "" && <Small faces={faces}>{total.detail}</Small>}
          </>
        }
        net={<Figure faces={faces}>{total.net}</Figure>}
        tax={<Figure faces={faces}>{total.tax}</Figure>}
        gross={
          <View style={{ marginTop: -TOTAL_RAISE }}>
            <Print face={faces.serif} size={15} weight={600} align="right" lineHeight={1.1}>
              {total.gross}
            </Print>
          </View>
        }
      />
    </View>
  );
}

function Rates({ rates, faces }: { rates: NonNullable<ReceiptPage["rates"]>; faces: Faces }) {
  return (
    <View style={{ marginTop: 20 }} wrap={false}>
      <Small faces={faces}>{rates.label}</Small>
      {rates.rows.map((row) => (
        <AmountRow key={row.key} row={row} faces={faces} />
      ))}
    </View>
  );
}

function AmountRow({ row, faces }: { row: ReceiptRow; faces: Faces }) {
  return (
    <Row
      rule={PAPER.rule}
      title={
        <>
          <Print face={faces.sans} size={10}>
            {row.title}
          </Print>
          {row.detail !== "" && <Small faces={faces}>{row.detail}</Small>}
        </>
      }
      net={<Figure faces={faces}>{row.net}</Figure>}
      tax={<Figure faces={faces}>{row.tax}</Figure>}
      gross={<Figure faces={faces}>{row.gross}</Figure>}
    />
  );
}

type RowProps = Record<"title" | "net" | "tax" | "gross", ReactNode> & {
  rule: string;
  /** On every page that the table reaches. */
  repeats?: boolean;
};

function Row({ rule, repeats = false, title, net, tax, gross }: RowProps) {
  return (
    <View
      wrap={false}
      {...(repeats ? { fixed: true } : {})} // even "false" would count as fixed
      style={{ flexDirection: "row", gap: 12, borderTop: `0.75pt solid ${rule}`, paddingVertical: 5 }}
    >
      <View style={{ flexGrow: 1, flexShrink: 1, flexBasis: 0 }}>{title}</View>
      <View style={{ width: COLUMN }}>{net}</View>
      <View style={{ width: COLUMN }}>{tax}</View>
      <View style={{ width: COLUMN }}>{gross}</View>
    </View>
  );
}

function Figure({ faces, children }: { faces: Faces; children: string }) {
  return (
    <Print face={faces.sans} size={10} align="right" isFigure>
      {children}
    </Print>
  );
}

function Small({ faces, align = "left", children }: { faces: Faces; align?: "left" | "right"; children: string }) {
  return (
    <Print face={faces.sans} size={9} color={PAPER.inkSoft} align={align}>
      {children}
    </Print>
  );
}
