import type { Tx } from "@/lib/db/client";
import type { SandboxState } from "@/lib/db/generated/client";
import { demoWeeks, shiftDay } from "@/lib/demo/shift-dates";
import {
  SANDBOX_EVENT,
  SANDBOX_FORM,
  SANDBOX_MODERATED_FORM,
  type SandboxAnswers,
  sandboxPriceMinor,
} from "@/lib/sandbox/indico/form";

type Registrant = {
  email: string;
  title?: string;
  firstName: string;
  lastName: string;
  affiliation?: string;
  position?: string;
  address?: string;
  countryCode?: string;
  phone?: string;
  tags?: string[];
  answers: SandboxAnswers;
  /** "unpaid" where nothing is said. */
  state?: SandboxState;
  isPaid?: boolean;
  checkedIn?: boolean;
  /** Where the organiser adjusted it. */
  priceMinor?: number;
};

const REGISTRANTS: Registrant[] = [
  {
    email: "ingibjorg@example.org",
    title: "Dr",
    firstName: "Ingibjörg",
    lastName: "Halldórsdóttir",
    affiliation: "Norðurhöfn Marine Institute",
    position: "Head of tide gauges",
    address: "Strandgata 12\n600 Akureyri",
    countryCode: "IS",
    phone: "+354 555 0101",
    tags: ["Member"],
    answers: { participant: "regular", diet: "vegetarian", arrival: "2027-06-13", visa: false },
  },
  {
    email: "jonas+mareograph@example.org",
    firstName: "Jonas",
    lastName: "Weber",
    affiliation: "Pegelamt Nordsee",
    position: "Hydrographer",
    address: "Am Deich 3\n26506 Norden",
    countryCode: "DE",
    phone: "+49 4931 5550102",
    answers: { participant: "regular", diet: "none", dinner: "yes", arrival: "2027-06-14", visa: false },
  },
  {
    email: "siobhan.o'neil@example.org",
    firstName: "Siobhán",
    lastName: "O'Neil",
    affiliation: "Atlantic Observatory",
    position: "Postdoctoral researcher",
    countryCode: "IE",
    phone: "+353 91 555 0103",
    answers: { participant: "regular", diet: "gluten-free", dinner: "yes", dinnerPlaces: 1, visa: false },
  },
  {
    email: "h.tanaka@example.org",
    title: "Prof",
    firstName: "浩",
    lastName: "田中",
    affiliation: "東京海洋研究所",
    position: "Professor",
    address: "港区 1-2-3\n東京 108-0075",
    countryCode: "JP",
    phone: "+81 3 5550 0104",
    tags: ["Member"],
    answers: { participant: "regular", diet: "none", arrival: "2027-06-12", visa: true },
  },
  {
    email: "m.alamin@example.org",
    firstName: "محمد",
    lastName: "الأمين",
    affiliation: "جامعة المثال",
    position: "Oceanographer",
    address: "12 Corniche Road\nAlexandria",
    countryCode: "EG",
    phone: "+20 3 555 0105",
    answers: {
      participant: "regular",
      diet: "halal",
      dinner: "yes",
      dinnerPlaces: 2,
      arrival: "2027-06-13",
      visa: true,
      companions: [{ firstName: "ليلى", lastName: "الأمين" }],
    },
  },
  {
    email: "zoe.darc@example.org",
    firstName: "Zoë <b>",
    lastName: 'D"Arc & Fils',
    affiliation: "<script>x</script> Labs",
    position: "Engineer",
    countryCode: "FR",
    answers: { participant: "regular", diet: "vegan", remarks: "Line one\nline “two” & <i>more</i>" },
  },
  {
    email: "lukasz@example.org",
    firstName: "Łukasz",
    lastName: "Wójcik",
    affiliation: "Instytut Bałtycki",
    position: "Physicist",
    countryCode: "PL",
    phone: "+48 58 555 01 07",
    answers: { participant: "regular", diet: "none" },
  },
  {
    email: "beatriz.nunez@example.org",
    title: "Dr",
    firstName: "Beatriz",
    lastName: "Núñez",
    affiliation: "Instituto de la Marea",
    countryCode: "ES",
    phone: "+34 981 555 108",
    answers: { participant: "regular", diet: "none", dinner: "yes", arrival: "2027-06-13" },
    state: "complete",
    isPaid: true,
  },
  {
    email: "amara.okafor@example.org",
    firstName: "Amara",
    lastName: "Okafor",
    affiliation: "Lagos Coastal University",
    position: "PhD student",
    countryCode: "NG",
    phone: "+234 1 555 0109",
    answers: { participant: "student", diet: "none", visa: true, arrival: "2027-06-13" },
  },
  {
    email: "tomas.silva@example.org",
    firstName: "Tomás",
    lastName: "Silva",
    affiliation: "Universidade da Ria",
    position: "MSc student",
    countryCode: "PT",
    phone: "+351 234 555 110",
    answers: { participant: "student", diet: "vegetarian" },
  },
  {
    email: "ivy.chen@example.org",
    title: "Prof",
    firstName: "Ivy",
    lastName: "Chen",
    affiliation: "Pacific Sea-Level Center",
    position: "Director",
    countryCode: "US",
    phone: "+1 808 555 0111",
    tags: ["Invited speaker"],
    answers: { participant: "regular", diet: "none", arrival: "2027-06-12" },
    state: "complete",
    priceMinor: 0,
  },
  {
    email: "wanda.keller@example.org",
    firstName: "Wanda",
    lastName: "Keller",
    affiliation: "ETH Seegrund",
    countryCode: "CH",
    answers: { participant: "regular", diet: "none" },
    state: "withdrawn",
  },
  {
    email: "piotr.baran@example.org",
    firstName: "Piotr",
    lastName: "Baran",
    affiliation: "Port Authority",
    countryCode: "PL",
    answers: { participant: "regular", diet: "none" },
    state: "pending",
  },
  {
    email: "rex.offer@example.org",
    firstName: "Rex",
    lastName: "Offer",
    affiliation: "Best Conference Hotels",
    answers: { participant: "exhibitor" },
    state: "rejected",
  },
  {
    email: "linnea.berg@example.org",
    firstName: "Linnéa",
    lastName: "Berg",
    affiliation: "Östersjöns mätverk",
    position: "Research engineer",
    countryCode: "SE",
    phone: "+46 31 555 01 15",
    tags: ["Member"],
    answers: { participant: "regular", diet: "vegan", dinner: "yes", arrival: "2027-06-14", visa: false },
  },
  {
    email: "nikos.p@example.org",
    firstName: "Νίκος",
    lastName: "Παπαδόπουλος",
    affiliation: "Αιγαίο Παρατηρητήριο",
    countryCode: "GR",
    phone: "+30 22410 55116",
    answers: { participant: "regular", diet: "none", visa: false },
  },
  {
    email: "priya.raman@example.org",
    title: "Ms",
    firstName: "Priya",
    lastName: "Raman",
    affiliation: "Institute of Coastal Dynamics",
    position: "Scientist",
    address: "7 Marine Drive\nChennai 600001",
    countryCode: "IN",
    phone: "+91 44 5550 117",
    answers: { participant: "regular", diet: "vegetarian", visa: true, remarks: "Arriving late on Monday evening." },
  },
  {
    email: "walter.vos@example.org",
    firstName: "Walter",
    lastName: "Vos",
    affiliation: "Deltawerken",
    countryCode: "NL",
    answers: { participant: "regular", diet: "none", dinner: "yes" },
    state: "withdrawn",
    isPaid: true,
  },
  {
    email: "carla.mendes@example.org",
    firstName: "Carla",
    lastName: "Mendes",
    affiliation: "Universidade da Ria",
    position: "Local organiser",
    countryCode: "PT",
    tags: ["Committee"],
    answers: { participant: "regular", diet: "none" },
    state: "complete",
    isPaid: true,
    checkedIn: true,
  },
  {
    email: "oleksandr@example.org",
    firstName: "Олександр",
    lastName: "Коваленко",
    affiliation: "Чорноморський інститут",
    position: "Geodesist",
    countryCode: "UA",
    phone: "+380 48 555 0120",
    answers: { participant: "regular", diet: "none", arrival: "2027-06-13", visa: false },
  },
];

/** Registration database ids begin here, friendly numbers at 1: a mixed-up code shows at once. */
const FIRST_ID = 2001;

/** Fills the sandbox Indico with its two forms and twenty registrants; a second call changes nothing. */
export async function seedSandboxIndico(tx: Tx, now: Date): Promise<void> {
  if ((await tx.sandboxForm.count()) > 0) return;
  await tx.sandboxForm.createMany({
    data: [
      { ...SANDBOX_FORM, eventId: SANDBOX_EVENT.id },
      { ...SANDBOX_MODERATED_FORM, eventId: SANDBOX_EVENT.id },
    ],
  });
  await tx.sandboxRegistration.createMany({
    data: REGISTRANTS.map(({ state = "unpaid", isPaid = false, checkedIn = false, ...registrant }, index) => {
      const registeredAt = new Date(now.getTime() - (REGISTRANTS.length - index) * 7 * 3_600_000);
      const { arrival, ...answers } = registrant.answers;
      return {
        ...registrant,
        answers: { ...answers, ...(arrival ? { arrival: shiftDay(arrival, demoWeeks(now)) } : {}) },
        id: FIRST_ID + index,
        formId: SANDBOX_FORM.id,
        friendlyId: index + 1,
        priceMinor: registrant.priceMinor ?? sandboxPriceMinor(SANDBOX_FORM.basePriceMinor, registrant.answers),
        state,
        isPaid,
        paidAt: isPaid ? registeredAt : null,
        checkedIn,
        checkedInAt: checkedIn ? registeredAt : null,
        registeredAt,
      };
    }),
  });
  await tx.$executeRaw`SELECT setval(pg_get_serial_sequence('sandbox_registration', 'id'), ${FIRST_ID + REGISTRANTS.length - 1})`;
}
