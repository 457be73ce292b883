import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { faultRule } from '../../../scripts/embedded-rds/server/fault-rule';
import { effects, effectsOn, isReadEffect, newerParts } from '../../../scripts/embedded-rds/world/on-demand/effects';

const readme = readFileSync(resolve(__dirname, '../../../scripts/embedded-rds/README.md'), 'utf8');
const faults = readme.slice(readme.indexOf('\n## Faults'), readme.indexOf('\n## Choices that can be steered'));

/** What the first column of a table names, by the words above that column. */
const tables = faults
  .split('\n\n')
  .filter((block) => block.startsWith('|'))
  .map((block) => {
    const [head, , ...rows] = block.split('\n').map((row) => row.split('|').map((cell) => cell.trim()));
    const names = rows.flatMap(([, first = '']) => [...first.matchAll(/`([^`]+)`/g)].map(([, name]) => name));
    return { head: head?.slice(1, 3).join(), names };
  });
const named = (head: string) => tables.find((table) => table.head === head)?.names.sort();

it.each([
  ['effect,answer', 'answer'],
  ['effect,the read answers', 'read'],
  ['effect,strikes', 'course'],
] as const)('the README names in its table "%s" every effect on the %s, and no other', (head, on) => {
  expect(named(head)).toEqual(effectsOn(on).sort());
});

it('the README names what a rule on calls takes, and the parts of a torn answer', () => {
  const members = effectsOn('answer', 'read').flatMap((effect): string[] => [...effects[effect].takes]);
  const told = [...(named('member,') ?? []), 'kind', 'effect'];
  expect(told.sort()).toEqual([...new Set(members)].sort());
  for (const part of newerParts) expect(faults).toContain(`\`${part}\``);
});

it.each(Object.keys(effects) as (keyof typeof effects)[])(
  '%s: a rule takes what the table says, and nothing else',
  (effect) => {
    const { on, takes } = effects[effect];
    const values: Record<string, unknown> = {
      kind: on === 'course' ? 'course' : 'call',
      effect,
      operation: isReadEffect(effect) ? 'DescribeDBClusters' : 'ModifyDBCluster',
      call: 2,
      times: 3,
      when: 'after',
      seconds: 5,
      newer: 'half',
      code: 'ResourceBusy',
      text: 'not now',
      reason: 'because',
      minutes: 7,
    };
    const body = Object.fromEntries(takes.map((name) => [name, values[name]]));
    expect(JSON.parse(JSON.stringify(faultRule(body)))).toEqual(body);
    for (const name of Object.keys(values).filter((each) => !(takes as readonly string[]).includes(each))) {
      expect(() => faultRule({ ...body, [name]: values[name] })).toThrow(`not ${name}`);
    }
  },
);
