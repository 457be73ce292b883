import type { EmbeddedRdsServer } from '../../../scripts/embedded-rds/embedded-rds';
import type { FindingKind, PlanClass } from '../../../scripts/plans/check/verdict';
import type { BaseName } from './bases';

/** One plan, and what a user must be told of it. */
export interface TableRow {
  name: string;
  base: BaseName;
  /** By hand, before: what the state holds. */
  state?(text: string): string;
  /** Changes the code (`main.tf`) that is planned. */
  edit?(code: string): string;
  /** Added to `terraform plan`. */
  args?: string[];
  /** Commands of terraform before it, `['taint', …]`. */
  before?: string[][];
  /** Changes what AWS runs, outside Terraform. */
  outside?(rds: EmbeddedRdsServer): void;
  /** What stops Terraform half way. */
  stopped?: true;
  /** By hand, afterwards: what another program would have written. */
  rewritten?(plan: Record<string, unknown>): void;
  told: Told;
}

export interface Told {
  /** By the name under which it is judged; those of the plan that are not named here have no changes and no findings. */
  clusters: Record<string, ToldOfCluster>;
  /** What is said where the plan is not whole. */
  problem?: RegExp;
  /** How many changes of other things are named. */
  elsewhere?: number;
  /** A warning that nobody knows whether the plan is whole. */
  unknownWhetherWhole?: RegExp;
}

export interface ToldOfCluster {
  class: PlanClass;
  /** Each finding: its kind, with `!` where a deploy is refused, and what message and remedy say. */
  findings?: [kind: FindingKind | `${FindingKind}!`, ...says: RegExp[]][];
}

/** Replaces what must stand in the code exactly once. */
export const replaced = (from: string, to: string) => (code: string) => {
  if (code.split(from).length !== 2) throw new Error(`Not once in the code: ${from}`);
  return code.replace(from, () => to);
};

export const added = (lines: string) => (code: string) => `${code}\n${lines}\n`;

export const without =
  (type: string, ...names: string[]) =>
  (code: string) =>
    names.reduce((text, name) => {
      const block = new RegExp(
        `\\n(resource|module|output) ${type === '' ? '' : `"${type}" `}"${name}" {\\n[^]*?\\n}\\n`,
      );
      if (!block.test(text)) throw new Error(`Not in the code: ${type} ${name}`);
      return text.replace(block, '\n');
    }, code);

export const both =
  (...edits: ((code: string) => string)[]) =>
  (code: string) =>
    edits.reduce((text, edit) => edit(text), code);

export const version = (to: string) => replaced('engine_version                  = "15.4"', `engine_version = ${to}`);
