import { setMaxListeners } from 'node:events';
import * as http from 'node:http';
import * as https from 'node:https';
import { HttpProxyAgent } from 'http-proxy-agent';
import { HttpsProxyAgent } from 'https-proxy-agent';

/** Node's agents for HTTP and HTTPS, direct or over a proxy: one per route, created on first use. */
export class Agents {
  private readonly made = new Map<string, http.Agent>();
  /** A connection to a proxy that does not answer belongs to no agent yet, and would keep the process alive. */
  private readonly closing = new AbortController();

  constructor(private readonly keepAlive: boolean) {
    // One listener for each connection that a silent proxy leaves open.
    setMaxListeners(0, this.closing.signal);
  }

  of(protocol: string, proxy?: URL): http.Agent {
    const way = `${protocol} ${proxy?.href ?? ''}`;
    const agent = this.made.get(way) ?? this.make(protocol, proxy);
    this.made.set(way, agent);
    return agent;
  }

  destroy(): void {
    this.closing.abort();
    for (const agent of this.made.values()) agent.destroy();
  }

  private make(protocol: string, proxy: URL | undefined): http.Agent {
    const { keepAlive } = this;
    if (proxy === undefined) return new (protocol === 'https:' ? https : http).Agent({ keepAlive });
    const options = { keepAlive, signal: this.closing.signal };
    return protocol === 'https:' ? new HttpsProxyAgent(proxy, options) : new HttpProxyAgent(proxy, options);
  }
}
