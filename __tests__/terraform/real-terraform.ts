import { spawnSync } from 'node:child_process';
import { terraformBinary } from '../../scripts/terraform/terraform';

const version = spawnSync(terraformBinary(), ['version'], { encoding: 'utf8' });
const found = version.status === 0;

/** `describe` where terraform is installed; elsewhere a loud skip, or a failure if the environment demands the tools. */
export const describeWithTerraform: typeof describe | typeof describe.skip = found ? describe : missing();

function missing() {
  const text = `terraform was not found ("${terraformBinary()}"): the tests that run it were SKIPPED`;
  if (process.env.REQUIRE_TOOLS === '1') {
    it('finds terraform', () => {
      throw new Error(`REQUIRE_TOOLS=1, but ${text}.`);
    });
  }
  process.stderr.write(`\n!!! ${text} !!!\n\n`);
  return describe.skip;
}
