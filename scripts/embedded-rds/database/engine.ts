import type { BinlogCoordinates } from '../world/world';
import type { WantedReplication, WantedServer } from './wanted/wanted';

/** What a folder remembers of its database, whatever the engine. */
export interface Remembered {
  /** The deployment that it has been made ready for: blue as a source, green with all that blue had; over once green is on its own. */
  replication?: { deployment: string; isOver?: boolean };
}

/** The database of one cluster: a folder, and a server on it while it runs. */
export interface ClusterServer {
  readonly cluster: string;
  /** Made by this process. */
  readonly isNew: boolean;
  /** Undefined while it does not run. */
  readonly port: number | undefined;
  /** Nobody has stopped it, and it runs no more. */
  readonly hasDied: boolean;
  /** What it has logged lately; empty while it does not run. */
  readonly logged: string;
  readonly replication: Remembered['replication'];
  /** Whether nobody can write. */
  readonly isFenced: boolean;
  remember(change: Remembered): void;
  /** Makes it what is wanted; `more`: parameters of the moment. */
  become(wanted: WantedServer, more?: Record<string, string>): Promise<void>;
  /** Ends sessions of its own that could be in a client's way. */
  letGo(): Promise<void>;
  stop(): Promise<void>;
}

/** `stalled`: a transaction that was there before does not end. `too-few`: the parameters do not suffice for replication. */
export type Preparation = 'prepared' | 'stalled' | 'too-few';

/** What cannot be copied to green, whatever is waited for. */
export class Uncopyable extends Error {}

/** How an engine's databases are run. Another engine is another row of `engines`. */
export interface DatabaseEngine<Server extends ClusterServer> {
  /** Why no cluster of it can have a database here, as a sentence with what to do; undefined: it can. */
  missing?(cluster: { identifier: string; version: string }): string | undefined;
  /** The folder of an earlier start, or a new one. What was not finished is begun anew. `isTarget`: blue's data are to come into it. */
  open(wanted: WantedServer, folder: string, isTarget: boolean): Promise<Server>;
  /** Green is a clone of blue's files: it does not run before it has them. */
  clones?: true;
  /** Parameters of green while it is made. */
  forTheCopy?: Record<string, string>;
  prepareSource(blue: Server, replication: WantedReplication): Promise<Preparation>;
  /** Whether green, with the parameters that it ends with, can follow blue. */
  hasRoom?(blue: Server, target: WantedServer): Promise<boolean>;
  /** Green gets all that blue has, and then follows it. Returns what could not be copied, as sentences. Throws Uncopyable. */
  buildTarget(blue: Server, green: Server, replication: WantedReplication): Promise<string[]>;
  /** Blue answers on another port after each of its starts. */
  followSource(blue: Server, green: Server): Promise<void>;
  /** Before blue is fenced: its sessions end, and green gets what is on its way. False: it did not come in time. */
  drain(blue: Server, green: Server, replication: WantedReplication): Promise<boolean>;
  /** Blue is fenced, and green has all of it: where green's binary log stands. */
  coordinates?(green: Server): Promise<BinlogCoordinates | undefined>;
  /** Green is on its own from now on. */
  handOver(blue: Server, green: Server): Promise<void>;
  /** Removes what replicates and is no longer wanted. */
  endReplication(server: Server, wanted: readonly WantedReplication[]): Promise<void>;
  /** How often green could not apply a change since it was made; infinitely often: it applies none any more. See `isBroken`. */
  countErrors(green: Server): Promise<number>;
}

/** So often a change may fail before it is no accident of a restart any more. */
const errorsThatBreak = 3;

/** Whether replication is broken, from what `countErrors` says now and has said `before`. */
export const isBroken = (errors: number, before = 0): boolean =>
  errors === Number.POSITIVE_INFINITY || errors - before >= errorsThatBreak;
