import { engines } from '../../engines';
import { seen } from '../../preflight/api/seen';
import { coordinatesFinding } from '../../preflight/coordinates';
import { coordinatesText, keptCoordinates } from '../../view/coordinates';
import { phaseOf } from '../../view/phase';
import { surplusWith } from '../../view/room-for-tags';
import { tagKey } from '../../view/tag-key';
import { type Facts, fact, type View } from '../../view/view';
import { done, type Step } from '../step';

/**
 * RDS tells the coordinates once, and forgets its events after 14 days: whoever sets up a consumer later needs them. They are kept on
 * the old cluster, never on production, where a tag that the code does not have would show in every plan.
 */
export const keepCoordinates: Step = {
  id: 'keep-coordinates',
  title: 'Keep the coordinates of the binary log',
  of: (view) => engines[view.desired.annotation.engine].coordinates !== undefined,
  outline: () => 'keep on the old cluster where consumers of the binary log go on',
  needs: (view) => (phaseOf(view) === 'switched' ? ['old', 'coordinates'] : []),
  doneWhen:
    'Aurora MySQL only: the coordinates that RDS reported are tagged on the old cluster and printed; holds nothing up',
  assess(view) {
    if (phaseOf(view) !== 'switched') return done('nothing is left of a switchover');
    const old = fact(view, 'old');
    if (old === null) return done('the old cluster is gone');
    const looked = fact(view, 'coordinates');
    const found = seen(looked) ?? undefined;
    const { tags } = old.cluster;
    if (found === undefined || keptCoordinates(tags) !== undefined || surplusWith(tags, [tagKey.coordinates]) > 0) {
      return { ...done(because(looked)), attention: true, warnings: [coordinatesFinding(view, looked)] };
    }
    return { state: 'act', will: [willTag(view)], watch: ['old'] };
  },
  async execute(view, { rds }, lines) {
    const old = fact(view, 'old')!.cluster;
    const found = seen(fact(view, 'coordinates'))!;
    // Names change hands: production must not get the tag.
    const now = await rds.cluster(old.identifier);
    if (now?.resourceId !== old.resourceId) return { busy: [...lines] };
    await rds.addTags(old.arn, { [tagKey.coordinates]: coordinatesText(found) });
    return {};
  },
};

function because(looked: Facts['coordinates']): string {
  if (looked.kind === 'unseen') return 'the events of RDS could not be read';
  return looked.value === null ? 'RDS has told none' : `they are ${coordinatesText(looked.value)}`;
}

const willTag = (view: View) => `tag ${fact(view, 'old')!.cluster.identifier} with the coordinates of the binary log`;
