import { auroraMysql } from './aurora-mysql';
import { auroraPostgresql } from './aurora-postgresql';
import type { Engine } from './engine';

/** The engines that RDS blue/green deployments know as Aurora clusters. */
export const engines = { 'aurora-postgresql': auroraPostgresql, 'aurora-mysql': auroraMysql } satisfies Record<
  string,
  Engine
>;

/** `aurora-postgresql` or `aurora-mysql`. */
export type AuroraEngine = keyof typeof engines;

/** Their names. */
export const auroraEngines = Object.keys(engines) as AuroraEngine[];

/** Whether a text is the name of an Aurora engine. */
export function isAuroraEngine(engine: unknown): engine is AuroraEngine {
  return auroraEngines.includes(engine as AuroraEngine);
}

/** Of what a JavaScript app may have written: undefined for a text that is no engine. */
export const engineOf = (engine: string): Engine | undefined => (isAuroraEngine(engine) ? engines[engine] : undefined);

/** A regular expression for how a family begins in names, of whichever engine: `(?:pg|mysql)`. */
export const anyFamilyShort = `(?:${auroraEngines.map((engine) => engines[engine].family.short).join('|')})`;
