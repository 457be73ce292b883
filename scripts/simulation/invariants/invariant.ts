import type { CodeVersions } from '../../desired/code-versions';
import type { Command } from '../command';
import type { DirectCall } from '../direct/direct-client';
import type { History } from '../history';
import type { Ending } from '../process';
import type { Site } from '../site';

/** One process of ours, as it is known from outside. */
export interface ProcessRecord {
  number: number;
  command: Command;
  /** Questions about a switchover that were answered with yes; with --yes, one for the whole process. */
  consents: number;
  /** A question was answered with no. */
  declined: boolean;
  calls: number;
  beganAt: number;
}

/** One call of one of our processes. */
export interface Deed {
  process: ProcessRecord;
  call: DirectCall;
  /** Known afterwards: whether it took effect, whatever the caller was told. */
  tookEffect: boolean;
}

export interface Surroundings {
  site: Site;
  history: History;
  /** Every pair of versions that the code may say: old, new, and what RDS's own maintenance has made of it. */
  allowedVersions: ReadonlySet<string>;
}

/** Watches one schedule. Each returns what is wrong, in one sentence. */
export interface Watcher {
  before?(deed: Deed): void;
  after?(deed: Deed): string | undefined;
  /** After everything that happens, whoever did it. */
  look?(): string | undefined;
  wrote?(process: ProcessRecord, versions: CodeVersions): string | undefined;
  ended?(process: ProcessRecord, ending: Ending): string | undefined;
}

/** What must hold whatever happens, checked in the world itself and not by what a run says. */
export interface Invariant {
  name: string;
  says: string;
  watch(surroundings: Surroundings): Watcher;
}

/** Whether a call changes something. */
export const changes = ({ operation }: DirectCall): boolean => !/^(Describe|List|Get)/.test(operation);
