import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const read = (file: string) => readFileSync(join(__dirname, '../..', file), 'utf8');

/** The first construct of a text, without comments and indentation. */
function construct(text: string): string[] {
  const [code] = /new AuroraCluster\([\s\S]*?\n *\}\);/.exec(text)!;
  return code.split('\n').flatMap((line) => line.replace(/ *\/\/.*/, '').trim() || []);
}

test('the cluster that README.md declares is the one of the example that it sends a newcomer to', () => {
  const quoted = construct(read('README.md'));
  expect(quoted.length).toBeGreaterThan(5);
  expect(quoted).toEqual(construct(read('constructs/examples/one-cluster/main.ts')));
});
