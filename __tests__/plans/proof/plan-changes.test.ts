import { proofOf } from '../../../scripts/plans/proof/proof-of';
import { describe as describeProof } from '../../../scripts/runbook/upgrade/prove-plan';
import { CodeInMemory } from '../../support/code-in-memory';
import { resourceChange } from '../../support/resource-change';

const address = 'aws_rds_cluster.aurora';
const change = (actions: string[], changedAttributes: string[]) => ({
  kind: 'planned' as const,
  changes: [resourceChange({ address, actions, changedAttributes })],
  outputChanges: [],
  complete: true,
});

it.each([
  // What a create with a password leaves where the variable is not set afterwards.
  ['an update', ['update'], ['master_password'], `${address} (update: master_password)`],
  ['an update of much', ['update'], [...'abcdefghij'], `${address} (update: a, b, c, d, e, f, g, h and 2 more)`],
  ['a replacement', ['delete', 'create'], ['engine_version', 'id'], `${address} (delete and create)`],
])('%s tells what it changes', (_name, actions, attributes, text) => {
  const cluster = new CodeInMemory({ engineVersion: '15.6' }).cluster();
  expect(proofOf(change(actions, attributes), cluster)).toEqual({ kind: 'changes', addresses: [text] });
});

it.each([
  [['master_password'], /would change .*\. If the password comes from a variable \(TF_VAR_…\), set it/],
  [['port'], /would change \S+ \(update: port\)\. Look at it \(npx cdktf diff \S+\) and decide/],
])('what is said of a changed %j', (attributes, sentence) => {
  const cluster = new CodeInMemory({ engineVersion: '15.6' }).cluster();
  expect(describeProof(proofOf(change(['update'], attributes), cluster), cluster.delivery.diff)).toMatch(sentence);
});

test('with --local nothing leads to the stack of the app', () => {
  const cluster = new CodeInMemory({ engineVersion: '15.6' }).cluster();
  expect(describeProof(proofOf(change(['update'], ['port']), cluster), undefined)).toMatch(
    /\(update: port\)\. Decide before you deploy$/,
  );
});
