import {
  Bed,
  BookOpen,
  Bus,
  Car,
  Coffee,
  FileText,
  Footprints,
  GraduationCap,
  type IconNode,
  Landmark,
  Mic,
  Music,
  Presentation,
  Sailboat,
  Shirt,
  Ticket,
  TrainFront,
  TreePine,
  User,
  UsersRound,
  Utensils,
  Wine,
  Wrench,
} from "lucide";

/** Marks that a service may print on the badge and show beside its places; `Service.mark` holds the name. */
export const MARKS = {
  bed: Bed,
  boat: Sailboat,
  book: BookOpen,
  bus: Bus,
  car: Car,
  coffee: Coffee,
  concert: Music,
  dinner: Utensils,
  document: FileText,
  garden: TreePine,
  guest: User,
  lecture: Presentation,
  meeting: UsersRound,
  museum: Landmark,
  reception: Wine,
  school: GraduationCap,
  shirt: Shirt,
  talk: Mic,
  ticket: Ticket,
  train: TrainFront,
  walk: Footprints,
  workshop: Wrench,
} as const satisfies Record<string, IconNode>;

export type MarkName = keyof typeof MARKS;

/** The drawing of a mark; an unknown name is a ticket. */
export function markIcon(name: string): IconNode {
  return name in MARKS ? MARKS[name as MarkName] : MARKS.ticket;
}
