import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { policiesOf } from '../../scripts/local/policies-of';
import { withTemporaryFolder } from '../../scripts/runtime/temporary-folder';

const document = (Effect: string, Action: string) =>
  JSON.stringify({ Version: '2012-10-17', Statement: { Effect, Action, Resource: '*' } });

test('files of a kind count together, and a kind that is not given allows everything', () =>
  withTemporaryFolder('aurora-policies', async (folder) => {
    const file = (name: string, text: string) => {
      const path = join(folder, name);
      writeFileSync(path, text);
      return path;
    };
    const policy = [file('a.json', document('Allow', 'rds:*')), file('b.json', document('Deny', 'rds:Delete*'))];
    const statements = [
      { effect: 'Allow', actions: ['rds:*'] },
      { effect: 'Deny', actions: ['rds:Delete*'] },
    ];
    expect(policiesOf({ policy, scp: [] })).toEqual({ identityBased: statements });
    expect(policiesOf({ policy: [], scp: policy })).toEqual({ serviceControl: statements });
    expect(policiesOf({ policy: [], scp: [] })).toEqual({});
    expect(() => policiesOf({ policy: [join(folder, 'none.json')], scp: [] })).toThrow(
      expect.objectContaining({ code: 'BAD_POLICY', message: expect.stringContaining('cannot be read') }),
    );
  }));
