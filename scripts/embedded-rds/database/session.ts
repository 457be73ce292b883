import type { Socket } from 'node:net';

/**
 * Leads a client, in its server's protocol, to the database that `connect` opens a connection to. `isReader`: the session begins read
 * only. Whatever ends one end ends the other.
 */
export type OpenSession = (client: Socket, isReader: boolean, connect: () => Socket) => void;
