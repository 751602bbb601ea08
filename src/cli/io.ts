/** One of the two channels of a command. */
export interface Channel {
  readonly write: (text: string) => void;
  readonly isTerminal: boolean;
  /** Width in characters. */
  readonly columns: number;
}

/** All a command may know of the process it runs in. */
export interface Io {
  /** Carries the result. */
  readonly out: Channel;
  /** Carries progress, notices and errors. */
  readonly err: Channel;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Absolute. */
  readonly cwd: string;
  /** The user's cache folder; null: unknown. */
  readonly cacheHome: string | null;
  /** Aborted by the first Ctrl-C. */
  readonly signal: AbortSignal;
  readonly version: string;
}

/** Whether to colour what goes to a channel: `--no-color`, then NO_COLOR, then FORCE_COLOR, then whether a person looks. */
export function wantsColor(io: Io, channel: Channel, noColor: boolean): boolean {
  const { NO_COLOR, FORCE_COLOR } = io.environment;
  if (noColor || (NO_COLOR !== undefined && NO_COLOR !== '')) return false;
  if (FORCE_COLOR !== undefined && FORCE_COLOR !== '') return FORCE_COLOR !== '0';
  return channel.isTerminal;
}
