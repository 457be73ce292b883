import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { playAll } from '../../scripts/simulation/batch';
import { endOf } from '../../scripts/simulation/end';
import { scheduleOf } from '../../scripts/simulation/generate';
import { invariants } from '../../scripts/simulation/invariants';
import { play } from '../../scripts/simulation/play';
import { linesOf } from '../../scripts/simulation/schedule';
import { seedsOf } from '../../scripts/simulation/seeds';
import { shrink } from '../../scripts/simulation/shrink';

/** Every text that has the form of a code, in what may end a run. */
function codesInSource(): Set<string> {
  const root = join(__dirname, '../../scripts');
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter(
    (file) => file.endsWith('.ts') && !/^(simulation|embedded-rds)/.test(file),
  );
  const text = files.map((file) => readFileSync(join(root, file), 'utf8')).join();
  return new Set(text.match(/(?<=')[A-Z][A-Z0-9]*(?:[_-][A-Z0-9]+)+(?=')/g));
}

test('300 schedules violate nothing, and all kinds of things happen in them', async () => {
  const { failures, happened, endings } = await playAll(seedsOf(1, 300));
  // The command that replays one and shortens it.
  expect(failures.map(({ seed, violation }) => `npm run simulate -- --only ${seed}: ${violation.message}`)).toEqual([]);
  const kinds = new Set(Object.keys(happened).map((name) => name.split(' ')[0]));
  expect([...kinds].sort()).toEqual(['act', 'course', 'fault', 'kill', 'pass', 'rival']);
  for (const command of ['upgrade', 'abort', 'cleanup']) {
    expect(endings[`${command} done`]).toBeGreaterThan(20);
    expect(endings[`${command} killed`]).toBeGreaterThan(2);
  }
  const codes = Object.keys(endings).map((ending) => ending.split(' ').at(-1) as string);
  const written = codesInSource();
  expect(codes.filter((code) => /^[A-Z]/.test(code) && !written.has(code))).toEqual([]);
});

/** What was found once, beside the 300: a run that was made all at once let the time of the one that stood still run on. */
test.each([1001620, 1001982])('schedule %i violates nothing', async (seed) => {
  expect((await play(scheduleOf(seed), { invariants })).violation).toBeUndefined();
});

test('a schedule is the same for the same seed, and so is all that comes of it', async () => {
  for (const seed of [1000003, 1000007, 1000011]) {
    expect(scheduleOf(seed)).toEqual(scheduleOf(seed));
    const lines: string[][] = [[], []];
    const plays = [];
    for (const log of lines) plays.push(await play(scheduleOf(seed), { invariants, log: (line) => log.push(line) }));
    expect(lines[0]?.length).toBeGreaterThan(3);
    expect(lines[0]).toEqual(lines[1]);
    expect(plays[0]?.site.world).toEqual(plays[1]?.site.world);
    expect(endOf(plays[0]!.site, {})).toEqual(endOf(plays[1]!.site, {}));
  }
});

test('a failing schedule is shortened to what it fails by', async () => {
  const whole = scheduleOf(1000003);
  const culprit = {
    kind: 'act' as const,
    act: 'rename production' as const,
    number: 1,
    at: { of: 'moment' as const, number: 5, when: 'before' as const },
  };
  const happenings = [...whole.happenings, culprit, ...whole.happenings];
  let plays = 0;
  const smallest = await shrink({ ...whole, choices: { endpointMembersOnGreen: 'none' }, happenings }, async (it) => {
    plays += 1;
    return it.happenings.includes(culprit);
  });
  expect(smallest).toMatchObject({ choices: {}, happenings: [culprit] });
  expect(smallest.commands).toHaveLength(1);
  expect(plays).toBeLessThan(60);
  expect(linesOf(smallest).at(-1)).toBe('before call or wait 5: somebody: rename production (1)');
});
