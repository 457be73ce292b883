import type * as sdk from '@aws-sdk/client-rds';
import type { Clock } from '../../runtime/clock';
import { RdsFault, translate } from '../faults';
import { Lists } from '../pages';
import type { Target } from '../target';

/** How calls are made over the SDK: every error translated, every list paged to its end. */
export abstract class SdkCalls {
  private readonly lists: Lists;

  constructor(
    protected readonly client: sdk.RDSClient,
    protected readonly clock: Clock,
    private readonly target: Target,
  ) {
    this.lists = new Lists(() => clock.now());
  }

  protected async call<T>(operation: string, send: () => Promise<T>): Promise<T> {
    try {
      return await send();
    } catch (error) {
      throw translate(operation, error, this.target.host);
    } finally {
      this.target.refuseMixed();
    }
  }

  protected async lookUp<T>(operation: string, notFound: string, send: () => Promise<T>): Promise<T | undefined> {
    try {
      return await this.call(operation, send);
    } catch (error) {
      if (error instanceof RdsFault && error.fault === notFound) return undefined;
      throw error;
    }
  }

  protected all<Input extends object, Page extends { Marker?: string }, Item>(
    operation: string,
    input: Input,
    send: (input: Input & { Marker?: string }) => Promise<Page>,
    items: (page: Page) => Item[] | undefined,
  ): Promise<Item[]> {
    return this.lists.all(`${operation} ${JSON.stringify(input)}`, async (marker) => {
      const next = marker === undefined ? {} : { Marker: marker };
      const page = await this.call(operation, () => send({ ...input, ...next }));
      return { items: items(page), next: page.Marker };
    });
  }
}
