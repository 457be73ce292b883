import { type CodeVersions, sameVersions } from '../../scripts/desired/code-versions';
import { describeEdit, versionsAfter } from '../../scripts/view/code-after';
import { pg, type Setting, viewOf } from '../support/view-of';

interface Row extends Pick<Setting, 'code' | 'underway' | 'finished'> {
  shows: string;
  /** What production runs now, and what it runs when the code is to follow. */
  now: string;
  after: string;
  says: CodeVersions;
}

const rows: Row[] = [
  {
    shows: 'the code was bumped: it stays',
    code: { engineVersion: '15.10' },
    now: '15.6',
    after: '15.10',
    says: { engineVersion: '15.10' },
  },
  {
    shows: 'the code was not bumped (--to): it follows',
    code: { engineVersion: '15.6' },
    now: '15.6',
    after: '15.10',
    says: { engineVersion: '15.10' },
  },
  {
    shows: 'a declared upgrade: the version becomes the previous one',
    code: { engineVersion: '14.10', upgradeTo: '15.5' },
    now: '14.10',
    after: '15.5',
    says: { engineVersion: '15.5', previousEngineVersion: '14.10' },
  },
  {
    shows: 'the first hop of a declared upgrade: it stays declared, and the old groups are kept',
    code: { engineVersion: '13.9', upgradeTo: '15.5' },
    now: '13.9',
    after: '14.10',
    says: { engineVersion: '14.10', upgradeTo: '15.5', previousEngineVersion: '13.9' },
  },
  {
    shows: 'RDS has gone beyond the declared upgrade: it is no longer declared',
    code: { engineVersion: '14.10', upgradeTo: '15.5' },
    now: '15.7',
    after: '15.7',
    finished: { origin: { fromVersion: '14.10' } },
    says: { engineVersion: '15.7', previousEngineVersion: '14.10' },
  },
  {
    shows: 'the version alone was bumped to another family: the previous one is added before the deployment is made',
    code: { engineVersion: '15.5' },
    now: '14.10',
    after: '15.5',
    says: { engineVersion: '15.5', previousEngineVersion: '14.10' },
  },
  {
    shows: 'and after the switchover, when only the record tells what ran before',
    code: { engineVersion: '15.5' },
    now: '15.5',
    after: '15.5',
    finished: { origin: { fromVersion: '14.10' } },
    says: { engineVersion: '15.5', previousEngineVersion: '14.10' },
  },
  {
    shows: 'of a record of the last upgrade and a deployment in progress the latter tells',
    code: { engineVersion: '15.10' },
    now: '15.5',
    after: '15.10',
    underway: { origin: { fromVersion: '15.5' } },
    finished: { origin: { fromVersion: '14.10' } },
    says: { engineVersion: '15.10' },
  },
  {
    shows: 'nothing tells of an old cluster: what the code says of it stays',
    code: { engineVersion: '15.6', previousEngineVersion: '14.10' },
    now: '15.10',
    after: '15.10',
    says: { engineVersion: '15.10', previousEngineVersion: '14.10' },
  },
  {
    shows: 'a hop to less than the code says: it goes on saying where the way leads',
    code: { engineVersion: '16.4', previousEngineVersion: '13.9' },
    now: '14.10',
    after: '15.5',
    says: { engineVersion: '16.4', previousEngineVersion: '13.9' },
  },
];

test.each(rows)('$shows', ({ now, after, says, ...setting }) => {
  expect(versionsAfter(viewOf({ ...setting, running: now }), pg(after))).toEqual(says);
});

describe('what an edit is told as', () => {
  const said = { engineVersion: '14.10', upgradeTo: '15.5' };
  test.each<[string, CodeVersions, CodeVersions, string[]]>([
    ['nothing changes', said, said, []],
    [
      'a property for each line, in their order',
      said,
      { engineVersion: '15.5', previousEngineVersion: '14.10' },
      [
        'write engineVersion "15.5" into the code (it says "14.10")',
        'remove upgradeTo "15.5" from the code',
        'write previousEngineVersion "14.10" into the code',
      ],
    ],
  ])('%s', (_, before, after, lines) => {
    expect(describeEdit(before, after)).toEqual(lines);
    expect(sameVersions(before, after)).toBe(lines.length === 0);
  });

  test.each(['engineVersion', 'upgradeTo', 'previousEngineVersion'])('%s alone makes a difference', (name) => {
    expect(sameVersions(said, { ...said, [name]: '17.4' })).toBe(false);
  });
});
