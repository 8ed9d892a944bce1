/** How a column's cells are written: money as a decimal number, a moment in the conference's own time. */
export type CellType = "text" | "number" | "money" | "moment";

export type Column = {
  /** Of the messages `admin-exports.columns`. */
  key: string;
  type: CellType;
  /** A question's own label, which stands in place of the message. */
  label?: string;
};

/**
 * One cell. Money is a decimal string ("-610.00"), a moment the conference's local time ("2027-03-01T12:00:00"); null is
 * an empty cell.
 */
export type Cell = string | number | null;

/** Some rows of a sheet, and where the next ones begin. */
export type SheetPage = {
  rows: Cell[][];
  /** Id of the last row; null when there are no more. */
  lastId: number | null;
  /** What the rows of this page add up to, by currency, in minor units. */
  sums: Record<string, number>;
};

export type SheetConference = { id: number; timeZone: string; indicoEventId: number | null };

/** One list that staff can take with them. */
export type Sheet = {
  columns: (conference: SheetConference) => Promise<Column[]>;
  /** How many rows there are now, and the last one's id: rows that come later are not of this export. */
  size: (conference: SheetConference, query: string) => Promise<{ total: number; untilId: number }>;
  /** The rows after one id, in the order of their ids. */
  page: (conference: SheetConference, of: SheetRange) => Promise<SheetPage>;
  /**
   * What the database itself says the rows of the query add up to, by currency; null for a sheet without money of its
   * own.
   */
  sums:
    | ((conference: SheetConference, untilId: number, query: string) => Promise<Record<string, number> | null>)
    | null;
};

export type SheetRange = {
  afterId: number;
  untilId: number;
  take: number;
  /** Which rows, as an address says it: of the list that shows them, or of `MoneyFilter`; "" for all. */
  query: string;
};
