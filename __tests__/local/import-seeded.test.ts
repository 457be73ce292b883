import { whyFailed } from '../../scripts/local/import-seeded';
import { initFailed } from '../../scripts/terraform/plan-result';

const error = (detail: string) => ({
  severity: 'error',
  summary: 'Failed to query available provider packages',
  detail,
});

test('a registry that cannot be reached is one line of the demo, with what to set', () => {
  const failed = initFailed(
    [
      error(
        'Could not retrieve the list of available versions for provider hashicorp/aws: could not connect to registry.terraform.io: failed to request discovery document: Get "https://registry.terraform.io/.well-known/terraform.json": dial tcp: lookup registry.terraform.io: no such host',
      ),
    ],
    1,
    {},
  );
  const line = whyFailed(failed as { message: string; remedy: string });
  expect(line).toMatch(/HTTPS_PROXY.*TF_CLI_CONFIG_FILE/);
  expect(line.length).toBeLessThan(100);
});

test('any other failure is told whole, with its remedy', () => {
  const failed = initFailed([error('no space left on device')], 1, {});
  expect(whyFailed(failed as { message: string; remedy: string })).toBe(
    '`terraform init` failed: Failed to query available provider packages: no space left on device. Fix what stops it (providers, backend, credentials). Then run the command again.',
  );
});
