import { readFile, writeFile } from 'node:fs/promises';
import { given } from '../../runtime/given';

/** Rewrites the provider blocks of a synthesized stack (a copy of our own): alias, region and default tags stay. */
export async function neutraliseProviders(stackFile: string): Promise<void> {
  const stack = JSON.parse(await readFile(stackFile, 'utf8')) as { provider?: Record<string, unknown> };
  const blocks = stack.provider?.aws;
  if (!Array.isArray(blocks)) return;
  stack.provider!.aws = blocks.map((block: Record<string, unknown>) => ({
    ...given({ alias: block.alias }),
    region: block.region ?? process.env.AWS_REGION ?? 'us-east-1',
    ...given({ default_tags: block.default_tags }),
    access_key: 'local',
    secret_key: 'local',
    skip_metadata_api_check: true,
  }));
  await writeFile(stackFile, JSON.stringify(stack, null, 2));
}
