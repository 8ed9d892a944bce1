import "server-only";

/** What a command may use of the terminal it was typed in; a command may run in another process than that terminal's. */
export type Io = {
  /** One line of the answer. */
  out(line: string): void;
  /** One line about progress or an error; not part of an answer that is piped on. */
  note(line: string): void;
  /**
   * One line from the person; with `hidden` it is not shown while typed. Without a terminal: a line of
   * the input. @throws OperatorRefusal when nobody answers
   */
  ask(question: string, options?: { hidden?: boolean }): Promise<string>;
  /** A file named as the person sees it. @throws OperatorRefusal when it cannot be read */
  readFile(file: string): Promise<string>;
  /** @throws OperatorRefusal when it cannot be written */
  writeFile(file: string, text: string): Promise<void>;
};

/** 0: done; 1: refused or failed, and said why; 2: wrong arguments. */
export type ExitCode = 0 | 1 | 2;

export type Command = {
  /** One line of `npm run foyer -- --help`. */
  summary: string;
  /** What `--help` shows: every form of the command, one a line, then its options. */
  usage: string;
  /** @param args what follows the command's name; `parseArgs` of node:util reads options, and what it throws is shown */
  run(args: string[], io: Io): Promise<ExitCode>;
};
