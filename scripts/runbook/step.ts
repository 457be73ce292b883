import type { CodeVersions } from '../desired/desired-cluster';
import type { Sources } from '../observed/sources';
import type { Fact, View } from '../observed/view';
import type { Prediction } from '../prediction/predicted-change';
import type { Finding } from '../preflight/finding';
import type { UpgradeError } from '../runtime/errors';
import type { PlanProof } from '../terraform/plan-proof';
import type { TargetedPlan, Unheld } from '../terraform/targeted-plan';

/** What a step says of the world that it is shown. */
export type Assessment =
  | { state: 'done'; because: string; warnings?: Finding[]; attention?: boolean; prediction?: Prediction }
  /** `will`: what `execute` does, one line each. */
  | { state: 'act'; will: string[]; confirm?: Confirmation }
  | Waiting
  | { state: 'refuse'; error: UpgradeError; prediction?: Prediction };

/** A question that must be answered before what cannot be undone; `declined` is what a "no" ends with. */
export interface Confirmation {
  question: string;
  declined: UpgradeError;
  /** Nothing of production is at stake: a `y` is enough, in place of the typed name. */
  quick?: boolean;
}

export interface Waiting {
  state: 'wait';
  /** What is waited for, with what is seen now: a change of this text is a change of state. */
  for: string;
  /** What to read again for the next look; while a step waits, nothing else is read. */
  watch: Fact[];
  /** A timestamp that AWS gave, from which the limit counts; without one it counts from this run's first look. */
  since?: number;
  /** Milliseconds on the service's clock. */
  limit: number;
  /** Between two looks. */
  every: number;
  /** What a healthy wait takes, for whoever watches. */
  expected?: string;
  /** Said when the limit is over. */
  remedy: string;
}

/** What steps may act with. The code and the plan are ports too: the runbook knows neither TypeScript nor Terraform. */
export interface Ports extends Sources {
  code: CodePort;
  plan: PlanPort;
  groups: GroupsPort;
}

/** Parameter groups that the code declares and nobody has deployed yet, created by a targeted `terraform apply`. */
export interface GroupsPort {
  /** Which of these, all of which exist, Terraform's state does not hold, or holds otherwise; changes nothing. */
  unheld(cluster: View['desired'], addresses: readonly string[]): Promise<Unheld>;
  /** Changes nothing. */
  plan(cluster: View['desired'], addresses: readonly string[]): Promise<TargetedPlan>;
  /** Plans once more, and applies that if it creates exactly these. */
  apply(cluster: View['desired'], addresses: readonly string[]): Promise<TargetedPlan>;
}

export interface CodePort {
  /** Throws an UpgradeError where `write` would refuse: asked before anything is created that the code must follow. */
  check(cluster: View['desired'], to: CodeVersions): Promise<void>;
  /** Makes the code say these versions, proved by synthesis. Throws an UpgradeError where it is refused. */
  write(cluster: View['desired'], to: CodeVersions): Promise<{ summary: string }>;
  /** What the code says now. */
  read(cluster: View['desired']): Promise<View['desired']>;
}

export interface PlanPort {
  /** @param expected  addresses that are to be destroyed, and are no surprise */
  prove(cluster: View['desired'], expected?: readonly string[]): Promise<PlanProof>;
}

export interface Step {
  /** `check-source`; what reports and the README call it. */
  id: string;
  title: string;
  /** Section of the runbook; undefined for what it does not have. */
  section?: string;
  /** The facts that `assess` reads, given what is known already: production and deployments always are. */
  needs(view: View): Fact[];
  /** Only asked when every step before it is done. */
  assess(view: View): Assessment;
  /** What the step is for, as a plan shows it while earlier steps are still open. */
  outline(view: View): string;
  /** What `execute` waits for where it takes long, as in `waiting for Terraform`. */
  busyWith?: string;
  /** Safe to repeat: what it asks for twice, RDS refuses or does once. */
  execute?(view: View, ports: Ports): Promise<void>;
}

export const minutes = (count: number) => count * 60_000;

export const done = (because: string): Assessment => ({ state: 'done', because });

export const refuse = (error: UpgradeError): Assessment => ({ state: 'refuse', error });
