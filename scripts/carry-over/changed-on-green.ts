import { createHash } from 'node:crypto';
import type { Setting, Settings } from '../aws/rds/settings';
import { sameSetting } from '../desired/declared-setting';
import { tagKey } from '../view/tag-key';
import { fact, type View } from '../view/view';
import type { Change } from './change';
import { readJournal } from './journal';
import { changesOnGreen, counterpartIn } from './of-view';

/** A setting of green that somebody has changed there: RDS did not forget to copy it, and production still has what the journal says. */
interface ChangedOnGreen {
  /** `orders-1-green-abc123` */
  on: string;
  /** `orders-1` */
  counterpart: string;
  name: string;
  is: Setting | undefined;
  production: Setting;
}

/** RDS builds every instance of green with the class of its counterpart: another one is somebody's choice at any time. */
const alwaysCopied: ReadonlySet<string> = new Set(['instance_class']);

/** `orders-1.instance_class=5f3a`: a decision is about a value. */
export const keyOf = (change: ChangedOnGreen) =>
  `${nameOf(change)}=${createHash('sha256')
    .update(JSON.stringify(change.is ?? null))
    .digest('hex')
    .slice(0, 4)}`;

const nameOf = ({ counterpart, name }: Pick<ChangedOnGreen, 'counterpart' | 'name'>) => `${counterpart}.${name}`;

/** Older versions wrote no value. */
const isKept = (keys: readonly string[], change: ChangedOnGreen) =>
  keys.includes(keyOf(change)) || keys.includes(nameOf(change));

/** What somebody has decided to keep. */
export const keptKeys = (view: View): readonly string[] =>
  (fact(view, 'deployments').underway?.tags[tagKey.kept] ?? '').split(' ').filter((key) => key !== '');

/**
 * What a run still has to carry over, and what somebody has changed on green since it was made equal to production once. Overwriting
 * that in silence would undo somebody's decision, such as a larger class.
 */
export function splitChanges(view: View): {
  toCarry: Change[];
  changed: ChangedOnGreen[];
  /** Changed as well, and somebody has decided so. */
  kept: ChangedOnGreen[];
} {
  const changed: ChangedOnGreen[] = [];
  const kept: ChangedOnGreen[] = [];
  const keys = keptKeys(view);
  const toCarry = changesOnGreen(view).flatMap((change): Change[] => {
    if (change.kind !== 'cluster' && change.kind !== 'instance') return [change];
    const byHand = Object.keys(change.wanted).flatMap((name) => changedOnGreen(view, change, name) ?? []);
    for (const each of byHand) (isKept(keys, each) ? kept : changed).push(each);
    const names = byHand.map(({ name }) => name);
    const rest = Object.entries(change.wanted).filter(([name]) => !names.includes(name));
    // What RDS takes only together with those is as production has it.
    const { green = {} } =
      settingsOf(view, change.kind, change.kind === 'cluster' ? change.cluster : change.instance) ?? {};
    const isOpen = rest.some(([name, value]) => !sameSetting(value, green[name]));
    return isOpen ? [{ ...change, wanted: Object.fromEntries(rest) }] : [];
  });
  return { toCarry, changed, kept };
}

function changedOnGreen(
  view: View,
  change: Extract<Change, { kind: 'cluster' | 'instance' }>,
  name: string,
): ChangedOnGreen | undefined {
  const on = change.kind === 'cluster' ? change.cluster : change.instance;
  const ends = settingsOf(view, change.kind, on);
  const production = change.wanted[name];
  if (ends === undefined || production === undefined || sameSetting(production, ends.green[name])) return undefined;
  const { tags = {} } = fact(view, 'deployments').underway ?? {};
  const found = { on, counterpart: ends.counterpart, name, is: ends.green[name], production };
  // What somebody has decided to keep stays, whatever production has become since.
  if (isKept(keptKeys(view), found)) return found;
  const before = ends.journal?.[name];
  // Production was changed since: green follows it.
  if (before !== undefined && !sameSetting(before, production)) return undefined;
  if (!alwaysCopied.has(name) && (tags[tagKey.carried] === undefined || before === undefined)) return undefined;
  return found;
}

/** Of green, and what the journal has of its counterpart. */
function settingsOf(view: View, kind: 'cluster' | 'instance', on: string) {
  const { cluster, instances } = fact(view, 'production');
  const { tags = {}, members = [] } = fact(view, 'deployments').underway ?? {};
  const reading = readJournal(tags);
  const had = reading.kind === 'read' ? reading.journal.had : undefined;
  const green = fact(view, 'green');
  if (green === null) return undefined;
  if (kind === 'cluster')
    return { counterpart: cluster.identifier, green: green.cluster.settings, journal: had?.settings };
  const toGreen = counterpartIn(members, 'db');
  const counterpart = instances.find(({ identifier }) => toGreen(identifier) === on)?.identifier;
  const there = green.instances.find(({ identifier }) => identifier === on);
  if (counterpart === undefined || there === undefined) return undefined;
  const journal: Settings | undefined = had?.instances.find(({ identifier }) => identifier === counterpart)?.settings;
  return { counterpart, green: there.settings, journal };
}

export const changedText = ({ on, name, is, production }: ChangedOnGreen) =>
  `${name} of ${on} is ${said(is)}, production has ${said(production)}`;

const said = (setting: Setting | undefined) =>
  typeof setting === 'string' ? setting : JSON.stringify(setting ?? null);
