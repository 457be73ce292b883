import { readFileSync, writeFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';

/** As much of HCP Terraform's API as Terraform asks for one workspace whose runs are remote, and whose state is kept there. */
export interface FakeHcp {
  /** `localhost:41234` */
  hostname: string;
  /** For terraform: it trusts the certificate, and has a token. */
  env: Record<string, string>;
  /** `POST /api/v2/runs`, without what only reads. */
  written(): string[];
  close(): Promise<void>;
}

const certificate = join(__dirname, '../fixtures/self-signed.pem');

/**
 * @param folder  where terraform's CLI configuration is written
 * @param state  what `terraform state pull` would print; none: an empty workspace
 */
export async function startFakeHcp(folder: string, workspace: string, state?: string): Promise<FakeHcp> {
  const pem = readFileSync(certificate);
  const written: string[] = [];
  let hostname = '';
  const server = createServer({ key: pem, cert: pem }, (request: IncomingMessage, response: ServerResponse) => {
    if (request.method !== 'GET') written.push(`${request.method} ${request.url}`);
    const answer = answerTo(request.url ?? '', { hostname, workspace, state });
    response.writeHead(answer === undefined ? 404 : 200, {
      'content-type': request.url?.startsWith('/.well-known') ? 'application/json' : 'application/vnd.api+json',
      'TFP-API-Version': '2.6',
      'TFP-AppName': 'HCP Terraform',
    });
    response.end(typeof answer === 'string' ? answer : JSON.stringify(answer ?? { errors: [{ status: '404' }] }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  hostname = `localhost:${(server.address() as AddressInfo).port}`;
  const configuration = join(folder, 'hcp.terraformrc');
  writeFileSync(configuration, `disable_checkpoint = true\ncredentials "${hostname}" {\n  token = "a-token"\n}\n`);
  return {
    hostname,
    env: { SSL_CERT_FILE: certificate, TF_CLI_CONFIG_FILE: configuration },
    written: () => [...written],
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

interface Kept {
  hostname: string;
  workspace: string;
  state?: string;
}

function answerTo(url: string, { hostname, workspace, state }: Kept): unknown {
  const api = '/api/v2/';
  const path = url.split('?')[0]!;
  const ofWorkspace = {
    data: {
      id: 'ws-1',
      type: 'workspaces',
      attributes: {
        name: workspace,
        'execution-mode': 'remote',
        operations: true,
        'terraform-version': '1.11.4',
        permissions: { 'can-queue-run': true, 'can-lock': true, 'can-unlock': true, 'can-read-settings': true },
      },
    },
  };
  switch (path) {
    case '/.well-known/terraform.json':
      return { 'tfe.v2': api, 'tfe.v2.1': api, 'tfe.v2.2': api, 'state.v2': api };
    case `${api}ping`:
      return '';
    case `${api}organizations/acme/entitlement-set`:
      return {
        data: { id: 'org-1', type: 'entitlement-sets', attributes: { operations: true, 'state-storage': true } },
      };
    case `${api}organizations/acme/workspaces/${workspace}`:
    case `${api}workspaces/ws-1/actions/lock`:
    case `${api}workspaces/ws-1/actions/unlock`:
      return ofWorkspace;
    case `${api}workspaces/ws-1/current-state-version`:
      if (state === undefined) return undefined;
      return {
        data: {
          id: 'sv-1',
          type: 'state-versions',
          attributes: { serial: 1, 'hosted-state-download-url': `https://${hostname}/state` },
        },
      };
    case '/state':
      return state;
    default:
      return undefined;
  }
}
