import { readdirSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { type RunningCommand, serverLimit, startCommand } from '../run-command';
import { providerMirror } from '../tools';
import { startSchemaProxy } from './schema-proxy';

/** A provider that stays up between Terraform's runs. */
export interface AttachedProvider {
  /** For whatever runs terraform. */
  env: Record<string, string>;
  stop(): Promise<void>;
}

/**
 * Starts the real AWS provider once for many runs of Terraform (https://developer.hashicorp.com/terraform/plugin/debugging), which
 * else each load it anew, and describes to them what the tests need of it: a plan then costs a twentieth. What it reads of the
 * environment (credentials, endpoints) is fixed at its start, and runs that share it must not overlap with runs of another
 * configuration.
 *
 * @param env  as for the runs of Terraform
 * @param version  default: the latest of the mirror, which is what Terraform would take
 */
export async function attachProvider(env: Record<string, string>, version?: string): Promise<AttachedProvider> {
  const server: RunningCommand = startCommand(providerFile(version), ['-debug'], { cwd: '/', env, limit: serverLimit });
  const [, attached] = await server.until(/TF_REATTACH_PROVIDERS='(.*)'/);
  const [[name, plugin]] = Object.entries(JSON.parse(attached!) as Record<string, Plugin>) as [[string, Plugin]];
  const proxy = await startSchemaProxy(plugin.Addr.String);
  const Addr = { Network: 'tcp', String: `127.0.0.1:${proxy.port}` };
  return {
    env: { TF_REATTACH_PROVIDERS: JSON.stringify({ [name]: { ...plugin, Addr } }) },
    async stop() {
      proxy.stop();
      server.kill();
      await server.ended.catch(() => {});
    },
  };
}

/** How Terraform reaches a provider that it has not started. */
interface Plugin {
  Addr: { Network: string; String: string };
}

function providerFile(version?: string): string {
  const versions = join(providerMirror ?? '', 'registry.terraform.io/hashicorp/aws');
  const platform = `${process.platform}_${process.arch === 'x64' ? 'amd64' : process.arch}`;
  const folder = join(versions, version ?? latestIn(versions), platform);
  const file = readdirSync(folder).find((name) => name.startsWith('terraform-provider-aws'));
  if (file === undefined) throw new Error(`No AWS provider in ${folder}.`);
  return realpathSync(join(folder, file));
}

function latestIn(versions: string): string {
  const number = (version: string) => version.split('.').map(Number);
  const sorted = readdirSync(versions)
    .filter((name) => /^\d+\.\d+\.\d+$/.test(name))
    .sort(
      (a, b) =>
        number(a)
          .map((part, at) => part - number(b)[at]!)
          .find((difference) => difference !== 0) ?? 0,
    );
  return sorted.at(-1) ?? '';
}
