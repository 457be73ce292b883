import type { Construct } from 'constructs';

/** One thing that is wrong with the props of a construct: what, and what to write instead. */
export interface Problem {
  /** The prop as it is written in code, `instances["orders-1"].promotionTier`. */
  prop: string;
  /** One sentence: what is wrong. */
  message: string;
  /** One sentence: what to write instead. */
  remedy: string;
}

/** Thrown while the app is synthesized, before anything is written: everything that is wrong with one construct. */
export class AuroraClusterError extends Error {
  constructor(
    /** The construct's path in the app, `aurora-bg/orders`. */
    readonly path: string,
    /** At least one. */
    readonly problems: readonly Problem[],
  ) {
    super(`AuroraCluster "${path}" ` + describe(problems));
    this.name = 'AuroraClusterError';
  }
}

function describe(problems: readonly Problem[]): string {
  const sentences = problems.map(({ prop, message, remedy }) => `${prop}: ${message} ${remedy}`);
  if (sentences.length === 1) return `has a wrong prop: ${sentences[0]}`;
  return `has ${sentences.length} wrong props:\n` + sentences.map((sentence) => `  - ${sentence}`).join('\n');
}

/** Stops the synthesis if there are problems. */
export function refuse(construct: Construct, problems: readonly Problem[]): void {
  if (problems.length > 0) throw new AuroraClusterError(construct.node.path, problems);
}
