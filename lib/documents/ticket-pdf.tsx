import { Document, Page, Path, renderToBuffer, Svg, View } from "@react-pdf/renderer";
import { fitName } from "@/lib/badge/fit-name";
import { PAPER, Pattern, Print, Stripe } from "@/lib/documents/paper";
import { type TicketData, type TicketPage, ticketPage } from "@/lib/documents/ticket-page";
import { type Faces, typeset } from "@/lib/documents/typeset";
import type { Locale } from "@/lib/i18n/locales";
import { drawQrCode } from "@/lib/qr/draw-qr-code";

const PAGE_WIDTH = 298; // A6, in points: fills a phone, prints anywhere
const MARGIN = 20;
const QR_SIZE = 84;

/** The ticket of a registration: the badge on one A6 page, PDF. The same data give the same bytes. */
export function renderTicket(data: TicketData, locale: Locale): Promise<Buffer> {
  return typeset(ticketPage(data, locale), (page, faces) =>
    renderToBuffer(<Ticket data={data} page={page} faces={faces} locale={locale} />),
  );
}

type TicketProps = { data: TicketData; page: TicketPage; faces: Faces; locale: Locale };

function Ticket({ data, page, faces, locale }: TicketProps) {
  const { slug, colour, organiser } = data.conference;
  return (
    <Document title={page.title} author={organiser} language={locale} creationDate={data.registeredAt}>
      <Page size="A6" style={{ paddingBottom: 8, fontFamily: faces.sans }}>
        <View style={{ height: 6, backgroundColor: colour }} />
        <Head page={page} faces={faces} />
        <Pattern slug={slug} colour={colour} width={PAGE_WIDTH} height={50} />
        <Who page={page} faces={faces} />
        <Entry page={page} faces={faces} scan={data.scan} />
        <Stripe
          colour={colour}
          sans={faces.sans}
          mono={faces.mono}
          size={14}
          left={page.category}
          right={page.number}
        />
        {page.services.length > 0 && <Services page={page} faces={faces} />}
      </Page>
    </Document>
  );
}

function Head({ page: { conference }, faces }: { page: TicketPage; faces: Faces }) {
  return (
    <View
      style={{
        flexDirection: "row",
        justifyContent: "space-between",
        gap: 16,
        paddingHorizontal: MARGIN,
        paddingTop: 14,
        paddingBottom: 6,
      }}
    >
      <View style={{ flexGrow: 1, flexShrink: 1, flexBasis: 0 }}>
        <Print face={faces.sans} size={9} weight={600}>
          {conference.name}
        </Print>
      </View>
      <View style={{ alignItems: "flex-end" }}>
        <Print face={faces.sans} size={9} color={PAPER.inkSoft} align="right">
          {conference.city}
        </Print>
        <Print face={faces.sans} size={9} color={PAPER.inkSoft} align="right">
          {conference.dates}
        </Print>
      </View>
    </View>
  );
}

/** The room of a name, so that the ticket stays one page: its width, and two lines and a half of the usual size. */
const NAME_SIZE = 23;
const NAME_LINE_EM = (PAGE_WIDTH - 2 * MARGIN) / NAME_SIZE;
const NAME_LINES = 2.4;
/** An affiliation longer than this is set smaller. */
const LONG_AFFILIATION = 70;

function Who({ page: { person }, faces }: { page: TicketPage; faces: Faces }) {
  const size = NAME_SIZE * fitName([person.firstName, person.lastName], NAME_LINE_EM, NAME_LINES);
  return (
    <View style={{ paddingHorizontal: MARGIN, paddingTop: 9 }}>
      {person.firstName !== "" && (
        <Print face={faces.serif} size={size} weight={600} lineHeight={1.06}>
          {person.firstName}
        </Print>
      )}
      <Print face={faces.serif} size={size} lineHeight={1.06}>
        {person.lastName}
      </Print>
      <View style={{ height: 6 }} />
      {person.affiliation !== "" && (
        <Print face={faces.sans} size={person.affiliation.length > LONG_AFFILIATION ? 8 : 11}>
          {person.affiliation}
        </Print>
      )}
      {person.country !== "" && (
        <Print face={faces.sans} size={11} color={PAPER.inkSoft}>
          {person.country}
        </Print>
      )}
    </View>
  );
}

function Entry({ page, faces, scan }: { page: TicketPage; faces: Faces; scan: string }) {
  const { path, size } = drawQrCode(scan, "Q");
  return (
    <View
      wrap={false}
      style={{
        flexDirection: "row",
        alignItems: "flex-end",
        gap: 14,
        paddingHorizontal: MARGIN,
        paddingTop: 8,
        paddingBottom: 8,
      }}
    >
      <Svg width={QR_SIZE} height={QR_SIZE} viewBox={`0 0 ${size} ${size}`}>
        <Path d={path} fill={PAPER.ink} />
      </Svg>
      <View style={{ flexGrow: 1, flexShrink: 1, flexBasis: 0 }}>
        <Print face={faces.mono} size={10} weight={500} isCode>
          {page.code}
        </Print>
        <Print face={faces.sans} size={9} color={PAPER.inkSoft}>
          {page.show}
        </Print>
      </View>
    </View>
  );
}

function Services({ page, faces }: { page: TicketPage; faces: Faces }) {
  return (
    <View style={{ paddingHorizontal: MARGIN, paddingTop: 6 }}>
      {page.services.map(({ key, title, detail }) => (
        <View key={key} wrap={false} style={{ flexDirection: "row", gap: 8, paddingVertical: 1.5 }}>
          <View style={{ flexGrow: 1, flexShrink: 1, flexBasis: 0 }}>
            <Print face={faces.sans} size={9}>
              {title}
            </Print>
          </View>
          <View style={{ flexShrink: 1, maxWidth: "50%" }}>
            <Print face={faces.sans} size={9} color={PAPER.inkSoft} align="right">
              {detail}
            </Print>
          </View>
        </View>
      ))}
    </View>
  );
}
