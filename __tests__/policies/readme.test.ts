import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readPolicy } from '../../scripts/embedded-rds/server/read-policy';
import { actionsOf, policies } from '../../scripts/policies/actions';

const folder = join(__dirname, '../../scripts/policies');
const readme = readFileSync(join(folder, 'README.md'), 'utf8');
const files = readdirSync(folder).filter((name) => name.endsWith('.json'));

test('every file is one of the policies, and the table of their README names it', () => {
  const [, table] = /\n(\| phase [\s\S]*?)\n\n/.exec(readme) ?? [];
  const named = [...table!.matchAll(/`([\w-]+\.json)`/g)].map(([, name]) => name!);
  expect([...new Set(named)].sort()).toEqual([...files].sort());
  expect(
    Object.keys(policies)
      .map((name) => `${name}.json`)
      .sort(),
  ).toEqual([...files].sort());
});

test.each(files)('%s can be attached as it is, and the embedded RDS takes it', (name) => {
  const text = readFileSync(join(folder, name), 'utf8');
  const statements = readPolicy(text, name);
  expect(statements.map(({ effect }) => effect)).toEqual(statements.map(() => 'Allow'));
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html: 6,144 characters without white space.
  expect(text.replace(/\s/g, '').length).toBeLessThan(6144);
});

test('the actions of several policies are named once each', () => {
  expect(actionsOf('pass-roles', 'pass-roles')).toEqual(['iam:PassRole']);
});
