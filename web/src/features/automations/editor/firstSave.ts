import { type ApiError, asApiError } from "@/api/errors";
import type { Automation, Definition } from "@/api/types";

export interface Written {
  name: string;
  definition: Definition;
}

interface Requests {
  create: (written: Written, key: string) => Promise<Automation>;
  change: (automationId: string, written: Written) => Promise<Automation>;
  publish: (automationId: string) => Promise<Automation>;
}

/** `refused`: it was created, and could not be published. */
interface Saved {
  automation: Automation;
  refused: ApiError | null;
}

/** Makes one automation of what one screen holds, however often it is asked to and whichever answers are lost. */
export class FirstSave {
  readonly #requests: Requests;
  readonly #key = crypto.randomUUID();
  #begun = false;
  /** Was sent, and may have arrived. */
  #unanswered: Written | null = null;

  constructor(requests: Requests) {
    this.#requests = requests;
  }

  /** Null when a save is under way or done already. Throws the ApiError of a save that failed and may be repeated. */
  async save(written: Written, publishing: boolean): Promise<Saved | null> {
    if (this.#begun) return null;
    this.#begun = true;
    let automation: Automation;
    try {
      automation = await this.#created(written);
    } catch (error) {
      this.#begun = false;
      throw asApiError(error);
    }
    if (!publishing) return { automation, refused: null };
    try {
      return { automation: await this.#requests.publish(automation.id), refused: null };
    } catch (error) {
      return { automation, refused: asApiError(error) };
    }
  }

  async #created(written: Written): Promise<Automation> {
    const earlier = this.#unanswered;
    if (!earlier || JSON.stringify(earlier) === JSON.stringify(written)) return this.#send(written);
    let found: Automation;
    try {
      found = await this.#send(earlier); // its key finds it if it arrived, and takes no other text
    } catch (error) {
      if (asApiError(error).status === 422) return this.#send(written); // so it was never made
      this.#unanswered = earlier;
      throw error;
    }
    return this.#requests.change(found.id, written);
  }

  async #send(written: Written): Promise<Automation> {
    this.#unanswered = written;
    try {
      return await this.#requests.create(written, this.#key);
    } catch (error) {
      const { status } = asApiError(error);
      if (status >= 400 && status < 500) this.#unanswered = null;
      throw error;
    }
  }
}
