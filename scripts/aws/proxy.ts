import { refusal } from '../runtime/errors';
import { printable } from '../runtime/printable';

type Environment = Readonly<Record<string, string | undefined>>;

interface Destination {
  /** `https:` */
  protocol: string;
  hostname: string;
  port?: number;
}

/** Addresses on this machine are never reached over a proxy. */
function isLoopback(hostname: string): boolean {
  const host = hostname.toLowerCase().replace(/^\[(.*)\]$/, '$1');
  return host === 'localhost' || host.endsWith('.localhost') || host === '::1' || /^127\.\d+\.\d+\.\d+$/.test(host);
}

/**
 * The proxy for a destination, by the same variables and rules as the AWS CLI
 * (https://docs.aws.amazon.com/cli/latest/userguide/cli-configure-proxy.html): HTTPS_PROXY or HTTP_PROXY by the destination's
 * protocol, NO_PROXY for hosts without a proxy; lower-case names win, and an empty one turns its upper-case counterpart off.
 * @throws UpgradeError BAD_PROXY
 */
export function proxyFor(to: Destination, env: Environment): URL | undefined {
  const name = `${to.protocol.replace(':', '')}_proxy`;
  const value = variable(env, name);
  if (value === undefined || isLoopback(to.hostname) || isExempt(to, variable(env, 'no_proxy') ?? '')) return undefined;
  // The CLI adds the scheme too.
  const text = /^[a-z][a-z0-9+.-]*:\/\//i.test(value) ? value : `http://${value}`;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url !== undefined && /^https?:$/.test(url.protocol) && url.hostname !== '') return url;
  throw refusal(
    'BAD_PROXY',
    `${name.toUpperCase()} is not the URL of an HTTP proxy: ${printable(text.replace(/\/\/[^/@]*@/, '//…@'))}.`,
    'Write http://host:port or https://host:port, or unset it; NO_PROXY lists hosts to reach without a proxy. Then run again.',
  );
}

function variable(env: Environment, name: string): string | undefined {
  return (env[name] ?? env[name.toUpperCase()])?.trim() || undefined;
}

/** Python's rules (`urllib.request.proxy_bypass_environment`): `*`, or hosts and the ends of their names, with or without a port. */
function isExempt({ protocol, hostname, port }: Destination, list: string): boolean {
  if (list === '*') return true;
  const host = hostname.toLowerCase();
  const withPort = `${host}:${port ?? (protocol === 'https:' ? 443 : 80)}`;
  return list
    .split(',')
    .map((entry) => entry.trim().toLowerCase().replace(/^\.+/, ''))
    .filter((entry) => entry !== '')
    .some((entry) => [host, withPort].some((name) => name === entry || name.endsWith(`.${entry}`)));
}
