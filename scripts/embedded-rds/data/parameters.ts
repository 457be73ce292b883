import { families } from '../../engine-versions/catalogue';
import data from './parameters.json';

/** One parameter of a family, as a cited source describes it; what the source is silent about is undefined. */
export interface FamilyParameter {
  name: string;
  /** Which kind of group has it: cluster groups, instance groups, or both. Undefined: no source says. */
  level?: 'cluster' | 'instance' | 'both';
  applyType?: 'static' | 'dynamic';
  dataType?: string;
  allowedValues?: string;
  default?: string;
  modifiable: boolean;
}

type Row = Omit<FamilyParameter, 'name' | 'modifiable'> & { modifiable?: boolean; source: string };

/**
 * AWS publishes a family's list for aurora-postgresql14 only. It stands in for the other PostgreSQL families, less what AWS
 * says is gone from them and with what AWS says is new or different: the README lists this among the known differences.
 */
const standIn = 'aurora-postgresql14';

/** Of the MySQL families, only this one's records say how a parameter is applied; names and defaults are never taken over. */
const mysqlRecords = 'aurora-mysql8.0';

const rows = data.families as unknown as Record<string, Record<string, Row>>;
const changes = data.changes as unknown as { to: string; gone: string[]; changedDefault: Record<string, string> }[];
const lists = new Map<string, Map<string, FamilyParameter>>();

/** What is known of a family's parameters, by name; empty for a family that does not exist. */
export function parametersOf(family: string): FamilyParameter[] {
  return [...listOf(family).values()];
}

export function findParameter(family: string, name: string): FamilyParameter | undefined {
  return listOf(family).get(name);
}

/**
 * Whether AWS has published a list of the family's parameters, or of one that can stand in for it. Of the other families only
 * single parameters are known: what is not among them may well exist.
 */
export function hasList(family: string): boolean {
  return sameEngine(family, standIn);
}

/** Whether a source says that the family does not have this parameter: removed, renamed or not offered by Aurora. */
export function isGone(family: string, name: string): boolean {
  if (rows[family]?.[name] !== undefined) return false;
  return changes.some(({ to, gone }) => gone.includes(name) && isAtLeast(family, to));
}

function listOf(family: string): Map<string, FamilyParameter> {
  let list = lists.get(family);
  if (list === undefined) {
    list = build(family);
    lists.set(family, list);
  }
  return list;
}

function build(family: string): Map<string, FamilyParameter> {
  const list = new Map<string, FamilyParameter>();
  if (!families().includes(family)) return list;
  const own = rows[family] ?? {};
  const inherited = sameEngine(family, standIn) ? (rows[standIn] ?? {}) : {};
  for (const name of [...new Set([...Object.keys(inherited), ...Object.keys(own)])].sort()) {
    if (isGone(family, name)) continue;
    const { source: _, ...known } = { ...inherited[name], ...applyTypeOf(family, name), ...own[name] } as Row;
    list.set(name, {
      ...known,
      name,
      default: changedDefault(family, name) ?? known.default,
      modifiable: known.modifiable ?? true,
    });
  }
  return list;
}

/** A default that a later family changed holds from there on, unless the family's own row has one. */
function changedDefault(family: string, name: string): string | undefined {
  if (rows[family]?.[name]?.default !== undefined) return rows[family][name].default;
  return changes.reduce<string | undefined>(
    (found, { to, changedDefault }) => (isAtLeast(family, to) ? (changedDefault[name] ?? found) : found),
    undefined,
  );
}

function applyTypeOf(family: string, name: string): Pick<FamilyParameter, 'applyType'> {
  return sameEngine(family, mysqlRecords) ? { applyType: rows[mysqlRecords]?.[name]?.applyType } : {};
}

function sameEngine(a: string, b: string): boolean {
  return a.replace(/[\d.]+$/, '') === b.replace(/[\d.]+$/, '');
}

function isAtLeast(family: string, other: string): boolean {
  const number = (text: string): number => Number(/[\d.]+$/.exec(text)?.[0] ?? 0);
  return sameEngine(family, other) && number(family) >= number(other);
}
