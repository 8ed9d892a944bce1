import pg from "pg";

/** One statement as it reached PostgreSQL, with what it was told and what it answered first. */
export type Statement = { text: string; values: readonly unknown[]; columns: string[]; row: readonly unknown[] | null };

type Config = { text: string; values?: readonly unknown[]; rowMode?: string };
type Answer = { fields?: { name: string }[]; rows?: readonly unknown[] };

/** Records every statement of this process's connections while `act` runs, in their order. */
export async function recordStatements(act: () => Promise<void>): Promise<Statement[]> {
  const recorded: Statement[] = [];
  const query = pg.Client.prototype.query as (...given: unknown[]) => Promise<Answer>;
  pg.Client.prototype.query = async function (this: pg.Client, config: Config | string, ...rest: unknown[]) {
    const { text, values = (rest[0] as unknown[]) ?? [] } = typeof config === "string" ? { text: config } : config;
    const answer = await query.call(this, config, ...rest);
    const [first] = answer?.rows ?? [];
    const row = first === undefined ? null : Array.isArray(first) ? first : Object.values(first as object);
    recorded.push({ text, values: values ?? [], columns: answer?.fields?.map(({ name }) => name) ?? [], row });
    return answer;
  } as never;
  try {
    await act();
  } finally {
    pg.Client.prototype.query = query as never;
  }
  return recorded;
}

/** From here on an integer is the id of a row: sequences of the recorded run begin there. */
export const FIRST_ID = 1_000_000;

/**
 * The statements as a script of pgbench: what a statement gave, the next ones take from it; what has to be another text
 * each time, because it is unique, gets the run's own number.
 * @param unique texts of the recorded run that every run has its own of
 */
export function toPgbench(statements: readonly Statement[], unique: RegExp): string {
  const known = new Map<string, string>();
  const lines = ["\\set nonce random(1, 2000000000)"];
  for (const [index, { text, values, columns, row }] of statements.entries()) {
    const sql = text.replace(/\$(\d+)/g, (_, number: string) => literal(values[Number(number) - 1], known, unique));
    const flat = sql
      .replace(/--[^\n]*/g, "")
      .replace(/\s+/g, " ")
      .trim()
      .replace(/;$/, "");
    const ids = (row ?? []).flatMap((value, column) => {
      const isId = typeof value === "number" || typeof value === "bigint" || /^\d+$/.test(String(value));
      const id = isId && Number(value) >= FIRST_ID ? String(value) : null;
      const name = columns[column] ?? "";
      return id && !known.has(id) && /^\w+$/.test(name) ? [{ id, name }] : [];
    });
    lines.push(ids.length ? `${flat} \\gset s${index}_` : `${flat};`);
    for (const { id, name } of ids) known.set(id, `s${index}_${name}`);
  }
  return `${lines.join("\n")}\n`;
}

const STEPS = [1, 2, 3, 4, 5, 6, 7, 8];

function literal(value: unknown, known: ReadonlyMap<string, string>, unique: RegExp): string {
  if (value === null || value === undefined) return "NULL";
  if (Array.isArray(value)) return listOf(value, known, unique);
  const text =
    value instanceof Date ? value.toISOString() : typeof value === "object" ? JSON.stringify(value) : String(value);
  const variable = known.get(text);
  if (variable) return `:${variable}`;
  // A little more than what the counter gave: the next numbers of its chain.
  const more = /^\d+$/.test(text) ? STEPS.find((step) => known.has(String(Number(text) - step))) : undefined;
  if (more) return `(:${known.get(String(Number(text) - more))} + ${more})`;
  const parts = text.split(new RegExp(`(${unique.source}|\\d{7,})`));
  const pieces = parts.filter(Boolean).map((part) => {
    if (known.has(part)) return `:${known.get(part)}::text`;
    return unique.test(part) ? "'u' || :nonce::text" : quote(part);
  });
  if (pieces.length === 1 && !pieces[0]?.includes(":")) return pieces[0] ?? "''";
  const isJson = /^[{[]/.test(text);
  return pieces.length ? `(${pieces.join(" || ")})${isJson ? "::jsonb" : ""}` : "''";
}

/** pgbench reads `:name` as a variable inside of quotes too. */
function quote(text: string): string {
  return `'${text.replaceAll("'", "''").replace(/:(?=[A-Za-z_])/g, ":' || '")}'`;
}

/** Without a variable in it a list is one text, whose type PostgreSQL knows from its place, as that of a parameter. */
function listOf(values: readonly unknown[], known: ReadonlyMap<string, string>, unique: RegExp): string {
  const literals = values.map((one) => literal(one, known, unique));
  if (!literals.some((one) => one.includes(":"))) {
    const texts = values.map((one) => `"${String(one).replaceAll('"', '\\"')}"`);
    return `'{${texts.join(",").replaceAll("'", "''")}}'`;
  }
  return `ARRAY[${literals.join(", ")}]${values.every((one) => typeof one === "number") ? "::int[]" : ""}`;
}
