import { createHash } from 'node:crypto';
import type { Tags } from '../aws/rds/types';
import { tagKey } from '../view/tag-key';
import { fact, type View } from '../view/view';
import { belongsTo, loginsAlone, type Unlike } from './sql/standing/unreplicated';
import { unreplicatedNow } from './unreplicated';

/**
 * What the last look before a switchover found to be lost or to come back, in one tag of the deployment: nothing else tells it afterwards
 * from what people change on production then, which is no loss.
 */
interface KeptLosses {
  keys: ReadonlySet<string>;
  /** There were no more than have room. */
  isWhole: boolean;
}

const format = '1';
const keyLength = 6;
/** As many as a tag takes. */
const most = 40;

/** Whether other rows are the same cannot be told from catalogs afterwards. */
export const shows: readonly Unlike['how'][] = [
  'only on production',
  'only on green',
  'different',
  'perhaps different',
];

/** 36 bits: among a thousand differences of later, one in a million is taken for one of these. */
export const lossKey = ({ id, kind, name, database, how }: Unlike): string =>
  createHash('sha256')
    .update(JSON.stringify([id, kind, name, database ?? null, how === 'only on green' ? 'back' : 'lost']))
    .digest('base64')
    .slice(0, keyLength);

/** Of the 50 tags that a resource can have, what the attempt itself and what comes of it take; the journal is there already. */
const mostTags = 50 - 4;

/** To be written right before the switchover, where there is room. A tag of an earlier attempt is overwritten. */
export function lossTags(view: View): Tags {
  const now = unreplicatedNow(view);
  const all = now === undefined || typeof now === 'string' ? [] : now.unlike;
  const logins = loginsAlone(all);
  const kept = all.filter((each) => !belongsTo(logins, each) && shows.includes(each.how));
  const { tags = {} } = fact(view, 'deployments').underway ?? {};
  const isNew = tags[tagKey.losses] === undefined;
  if (isNew && (kept.length === 0 || Object.keys(tags).length >= mostTags)) return {};
  const keys = kept.map(lossKey).sort().slice(0, most);
  return { [tagKey.losses]: `${format}:${kept.length}:${keys.join('')}` };
}

/** Of the switchover that was finished; undefined where nothing was lost, or another tool or a person made it. */
export function keptLosses({ facts: { deployments } }: View): KeptLosses | undefined {
  const [written, count, keys] = deployments?.finished?.tags[tagKey.losses]?.split(':') ?? [];
  if (written !== format || keys === undefined || Number(count) === 0) return undefined;
  const each = keys.match(new RegExp(`.{${keyLength}}`, 'g')) ?? [];
  return { keys: new Set(each), isWhole: each.length === Number(count) };
}
