import { readdirSync, readFileSync } from "node:fs";

/** Ticks of /proc/…/stat per second: USER_HZ, 100 on every Linux that Node runs on. */
const TICKS_PER_SECOND = 100;
const SAMPLE_MS = 250;

export type CpuSeconds = {
  web: number;
  database: number;
  /** Every process of the machine but those two and this one: how quiet it was. */
  others: number;
  elapsed: number;
};

/**
 * Measures the CPU time (user and system, all threads) that the web process and the PostgreSQL backends of one database
 * use. Backends come and go with the pools, so they are sampled: what a backend used in its last quarter second may be
 * missed. PostgreSQL's shared processes (checkpointer, WAL writer) are not counted.
 */
export class CpuMeter {
  readonly #webPid: number;
  readonly #backendTitle: RegExp;
  readonly #first = new Map<number, number>();
  readonly #last = new Map<number, number>();
  #timer: NodeJS.Timeout | undefined;
  #startedAt = 0;
  #webBefore = 0;
  #machineBefore = 0;
  #ownBefore = 0;

  constructor(webPid: number, database: string) {
    this.#webPid = webPid;
    this.#backendTitle = new RegExp(`^postgres: .*\\b${database}\\b`);
  }

  start(): void {
    for (const [pid, seconds] of this.#readBackends()) this.#first.set(pid, seconds);
    this.#startedAt = performance.now();
    this.#webBefore = cpuSecondsOf(this.#webPid);
    this.#machineBefore = machineCpuSeconds();
    this.#ownBefore = ownCpuSeconds();
    this.#timer = setInterval(() => this.#sample(), SAMPLE_MS);
  }

  stop(): CpuSeconds {
    clearInterval(this.#timer);
    this.#sample();
    const web = cpuSecondsOf(this.#webPid) - this.#webBefore;
    const database = [...this.#last].reduce((sum, [pid, last]) => sum + last - (this.#first.get(pid) ?? 0), 0);
    const own = ownCpuSeconds() - this.#ownBefore;
    const others = Math.max(0, machineCpuSeconds() - this.#machineBefore - web - database - own);
    return { web, database, others, elapsed: (performance.now() - this.#startedAt) / 1_000 };
  }

  #sample(): void {
    for (const [pid, seconds] of this.#readBackends()) this.#last.set(pid, seconds);
  }

  #readBackends(): [number, number][] {
    return readdirSync("/proc")
      .filter((name) => /^\d+$/.test(name) && this.#backendTitle.test(readOr(`/proc/${name}/cmdline`, "")))
      .map((name) => [Number(name), cpuSecondsOf(Number(name))]);
  }
}

/** CPU seconds of a process with all its threads; 0 when it is gone. Source: proc(5), fields 14 and 15 of stat. */
export function cpuSecondsOf(pid: number): number {
  const stat = readOr(`/proc/${pid}/stat`, "");
  const [, , , , , , , , , , , user = 0, system = 0] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return (Number(user) + Number(system)) / TICKS_PER_SECOND;
}

/** Resident memory of a process in MiB. */
export function residentMebibytes(pid: number): number {
  const kibibytes = /^VmRSS:\s+(\d+) kB/m.exec(readOr(`/proc/${pid}/status`, ""))?.[1];
  return Number(kibibytes ?? 0) / 1_024;
}

/** All cores' busy time since the machine started (user, nice, system, irq, softirq, steal is left out). */
function machineCpuSeconds(): number {
  const [, user = 0, nice = 0, system = 0, , , irq = 0, softirq = 0] = readOr("/proc/stat", "")
    .split(/\s+/, 8)
    .map(Number);
  return (user + nice + system + irq + softirq) / TICKS_PER_SECOND;
}

function ownCpuSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000_000;
}

function readOr(file: string, otherwise: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return otherwise;
  }
}
