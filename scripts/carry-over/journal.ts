import { deflateSync, inflateRawSync, inflateSync } from 'node:zlib';
import type { ClusterScaling } from '../aws/autoscaling/types';
import type { Tags } from '../aws/rds/types';
import { UpgradeError } from '../runtime/errors';
import { given } from '../runtime/given';
import { tagKey } from '../view/tag-key';
import type { Had } from './had';
import { hasParts, partsOf, textOf } from './tag-parts';

/**
 * What production has before the switchover, in tags of the deployment. Nothing else shows it afterwards: the old environment may be
 * fenced at any time, so its settings no longer describe production.
 */
export interface Journal {
  /** Absent in what older versions wrote. */
  had?: Had;
  /** Absent where nobody was allowed to read it. */
  scaling?: ClusterScaling;
}

export type Reading =
  | { kind: 'none' }
  | { kind: 'read'; journal: Journal }
  /** Damaged, or written by a later version. */
  | { kind: 'unreadable'; error: UpgradeError };

interface Written {
  tags: Tags;
  /** Whose tags have no room in it: `the instances`. */
  leftOut: string[];
}

/** Before the number of parts: `1:7:…`. Zlib's checksum tells parts of two journals from those of one. */
const format = '1:';

/**
 * Of the 50 tags that a resource can have (https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/USER_Tagging.html)
 * 26 are left: 8 for facts of ours from the beginning, 13 for those still to come, 5 for tags that others put on it.
 * 24 tags hold 4.4 kB, deflated: 15 instances with all their settings, five custom endpoints and 30 tags in common take 9.
 */
const journalRoom = 24;
const mostTags = 50;
/** An attempt, and what became of it: accepted, or taken back. */
const ofAttempt = 3;
/** Facts that are still to come, each once: with the first attempt, about green, after the switchover, of hooks. */
const toCome = [
  ...[tagKey.targetResourceId, tagKey.losses, tagKey.carried, tagKey.kept, tagKey.restored],
  ...[tagKey.hookVerified, tagKey.hookBegun, tagKey.hookUndone, tagKey.hookAt, tagKey.hookAfter],
];

/**
 * Undefined if it does not fit. Only tags may be left out, because AWS puts blue's in place of green's at the switchover
 * (https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/blue-green-deployments-considerations.html).
 * @param present  what the deployment has already; parts of a previous journal are overwritten
 */
export function journalAsTags(journal: Journal, present: Tags = {}): Written | undefined {
  const room = roomBeside(present);
  for (const { without, leftOut } of shorter) {
    const tags = encode({ ...journal, had: journal.had && without(journal.had) });
    if (Object.keys(tags).length <= room) return { tags, leftOut };
  }
  return undefined;
}

/** The number of tags left for a journal on a deployment that has these tags. */
export function roomBeside(present: Tags): number {
  const others = Object.keys(present).filter((key) => !key.startsWith(tagKey.journal)).length;
  const open = toCome.filter((key) => present[key] === undefined).length;
  return Math.max(0, Math.min(journalRoom, mostTags - others - open - ofAttempt));
}

/** Endpoints are the last to go without: one that has to be created again has no tags of blue's. */
const shorter: { without(had: Had): Had; leftOut: string[] }[] = [
  { without: (had) => had, leftOut: [] },
  { without: (had) => untagged(had, 'instances'), leftOut: ['the instances'] },
  {
    without: ({ tags: _, ...had }) => untagged(had, 'instances'),
    leftOut: ['the cluster', 'the instances'],
  },
  {
    without: ({ tags: _, ...had }) => untagged(untagged(had, 'instances'), 'endpoints'),
    leftOut: ['the cluster', 'the instances', 'the custom endpoints'],
  },
];

const untagged = (had: Had, kind: 'instances' | 'endpoints'): Had => ({
  ...had,
  [kind]: had[kind].map(({ tags: _, ...rest }) => rest),
});

/** Whose tags a journal that was read lacks, named as in `Written.leftOut`. */
export function tagsLeftOut({ had }: Journal): string[] {
  if (had === undefined) return [];
  return [
    ...(had.tags === undefined ? ['the cluster'] : []),
    ...(had.instances.some(({ tags }) => tags === undefined) ? ['the instances'] : []),
    ...(had.endpoints.some(({ tags }) => tags === undefined) ? ['the custom endpoints'] : []),
  ];
}

/** How many tags the journal needs at least, whether it fits or not. */
export const leastTags = (journal: Journal): number =>
  Object.keys(encode({ ...journal, had: journal.had && shorter.at(-1)!.without(journal.had) })).length;

const encode = (journal: Journal): Tags =>
  partsOf(tagKey.journal, format, deflateSync(JSON.stringify(journal), { level: 9 }).toString('base64'));

/** Whether the tags `present` hold exactly the journal in `written`. RDS lists tags in any order. */
export function isWritten(written: Tags, present: Tags): boolean {
  const [wanted, there] = [readJournal(written), readJournal(present)];
  return wanted.kind === 'read' && there.kind === 'read' && isSameJournal(wanted.journal, there.journal);
}

/** Whether tags hold the same parts, whatever these say. */
export const isSameText = (some: Tags, others: Tags): boolean => partsIn(some) === partsIn(others);

const partsIn = (tags: Tags): string =>
  JSON.stringify(
    Object.entries(tags)
      .filter(([key]) => key.startsWith(tagKey.journal))
      .sort(),
  );

/** RDS lists resources in any order, too. */
export const isSameJournal = (one: Journal, other: Journal): boolean => isSameJournalPart(one, other);

export const isSameJournalPart = (one: unknown, other: unknown): boolean => inOrder(one) === inOrder(other);

function inOrder(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(inOrder).sort().join()}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? '';
  const entries = Object.entries(value).filter(([, each]) => each !== undefined);
  return `{${entries
    .map(([key, each]) => `${JSON.stringify(key)}:${inOrder(each)}`)
    .sort()
    .join()}}`;
}

/** Tags that were read stay as they are, and every step that asks for the journal would inflate it anew. */
const readings = new WeakMap<Tags, Reading>();

export function readJournal(tags: Tags): Reading {
  const reading = readings.get(tags) ?? readAnew(tags);
  readings.set(tags, reading);
  return reading;
}

function readAnew(tags: Tags): Reading {
  try {
    const journal = written(tags);
    const scaling = journal?.scaling ?? scalingOfOlderVersions(tags);
    if (journal === undefined && scaling === undefined) return { kind: 'none' };
    return { kind: 'read', journal: { ...journal, ...given({ scaling }) } };
  } catch (cause) {
    return { kind: 'unreadable', error: unreadable(cause) };
  }
}

function written(tags: Tags): Journal | undefined {
  if (!hasParts(tags, tagKey.journal)) return undefined;
  const text = textOf(tags, tagKey.journal, format);
  if (text === undefined) throw new Error('Parts are missing.');
  return JSON.parse(inflateSync(Buffer.from(text, 'base64')).toString('utf8')) as Journal;
}

function scalingOfOlderVersions(tags: Tags): ClusterScaling | undefined {
  if (!hasParts(tags, tagKey.scaling)) return undefined;
  const text = textOf(tags, tagKey.scaling, '');
  if (text === undefined) throw new Error('Parts are missing.');
  return JSON.parse(inflateRawSync(Buffer.from(text, 'base64')).toString('utf8')) as ClusterScaling;
}

const unreadable = (cause: unknown) =>
  new UpgradeError({
    code: 'JOURNAL_UNREADABLE',
    message: `The deployment's tags ${tagKey.journal}… (older versions: ${tagKey.scaling}…), which record what production had before the switchover, cannot be read.`,
    remedy:
      'Nothing is restored by guessing. If a later version of this tool wrote the tags, use that version. Otherwise compare production with the old environment by hand (IAM roles, custom endpoints, auto scaling, settings, tags), and remove these tags of the deployment.',
    cause,
  });
