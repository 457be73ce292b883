import type { ServiceRequest } from './service';

/**
 * Why a request is not answered; undefined for one that is. Nothing here checks who calls, so a page in a browser must not get here:
 * neither under a name that its owner lets lead to this machine (DNS rebinding: `Host` then has that name), nor from another
 * site (`Origin`, and for what a page embeds `Sec-Fetch-Site`).
 */
export function whyForeign({ host, origin, 'sec-fetch-site': site }: ServiceRequest['headers']): string | undefined {
  if (!isThisMachine(`http://${host ?? ''}`)) {
    return `The embedded RDS answers to localhost and the addresses of the loopback interface, not to the Host ${quoted(host)}.`;
  }
  if (origin !== undefined && !isThisMachine(origin)) {
    return `The embedded RDS does not answer web pages of other sites: this request comes from ${quoted(origin)}.`;
  }
  if (origin === undefined && (site === 'cross-site' || site === 'same-site')) {
    return 'The embedded RDS does not answer requests embedded in web pages of other sites.';
  }
  return undefined;
}

function isThisMachine(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { hostname, protocol } = new URL(url);
  const isLoopback = hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname);
  return isLoopback && /^https?:$/.test(protocol);
}

/** What a stranger has sent is told without what a terminal would obey. */
function quoted(text: string | undefined): string {
  return text === undefined ? 'that is missing' : JSON.stringify(text.slice(0, 200));
}
