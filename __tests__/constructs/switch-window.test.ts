import type { AuroraClusterError } from '../../constructs/problem';
import { readSwitchWindow } from '../../constructs/switch-window';
import { desiredClusters } from '../../scripts/desired/desired-clusters';
import { UpgradeError } from '../../scripts/runtime/errors';
import { stack } from '../desired/stacks';
import { synthCluster } from './synth';

test.each([
  ['Sun 02:00-04:00 Asia/Tokyo', { days: [0], from: 120, to: 240, zone: 'Asia/Tokyo' }],
  ['mon-FRI  23:00-01:00  Europe/Berlin', { days: [1, 2, 3, 4, 5], from: 1380, to: 60, zone: 'Europe/Berlin' }],
  ['Fri-Mon,Wed 00:00-24:00 UTC', { days: [0, 1, 3, 5, 6], from: 0, to: 1440, zone: 'UTC' }],
])('%s is read', (text, expected) => {
  expect(readSwitchWindow(text)).toMatchObject({ ok: true, window: expected });
});

test.each<[string, unknown, RegExp]>([
  ['no zone', 'Sun 02:00-04:00', /is not a window of the form days, times, time zone/],
  ['an unknown day', 'Sunday 02:00-04:00 UTC', /"Sunday" in .* are not days/],
  ['two dashes', 'Mon-Wed-Fri 02:00-04:00 UTC', /are not days/],
  ['a wrong hour', 'Sun 25:00-04:00 UTC', /"25:00" in .* is not a time of the day/],
  ['a wrong end', 'Sun 02:00-24:30 UTC', /"24:30" in .* is not a time of the day/],
  ['the same time', 'Sun 02:00-02:00 UTC', /begins and ends at the same time/],
  ['too short a time', 'Sun 23:59-00:01 UTC', /is shorter than 3 minutes: no switchover fits in/],
  ['a zone that is none', 'Sun 02:00-04:00 Mars/Base', /"Mars\/Base" in .* is not a time zone/],
  ['an offset', 'Sun 02:00-04:00 +09:00', /is not a time zone; write its IANA name/],
  ['a zone without daylight saving time', 'Sun 02:00-04:00 EST', /"EST" in .* is not a time zone/],
  ['a token', '${var.window}', /Only Terraform knows the value/],
  ['an empty list', [], /It names no window/],
  ['a number', [7], /7 is not a text/],
])('refused at synthesis: %s', (_, switchWindow, pattern) => {
  try {
    synthCluster({ switchWindow } as object);
  } catch (error) {
    const problems = (error as AuroraClusterError).problems;
    expect(problems.map(({ prop, message }) => `${prop}: ${message}`)).toEqual([expect.stringMatching(pattern)]);
    return;
  }
  throw new Error('It was not refused.');
});

test.each([
  ['one', 'Sun 02:00-04:00 Asia/Tokyo', ['Sun 02:00-04:00 Asia/Tokyo']],
  ['several', ['Sun 02:00-04:00 UTC', 'Wed 02:00-04:00 UTC'], ['Sun 02:00-04:00 UTC', 'Wed 02:00-04:00 UTC']],
])('%s come to the commands as a list', (_, switchWindow, expected) => {
  const { json } = synthCluster({ switchWindow });
  expect(desiredClusters([stack('app-stack', json)])[0]!.annotation.switchWindow).toEqual(expected);
});

test('a window that the commands cannot read does not count as none', () => {
  const { json } = synthCluster({ switchWindow: 'Sun 02:00-04:00 UTC' });
  json.resource.aws_rds_cluster.orders['//'].aurora.switchWindow = ['some day'];
  expect(() => desiredClusters([stack('app-stack', json)])).toThrow(UpgradeError);
});
