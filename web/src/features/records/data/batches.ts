import { ApiError, asApiError } from "@/api/errors";
import type { Written } from "@/api/http";
import { undo } from "@/api/records";

/** The server's limit of records per call. */
export const BATCH = 1000;

/** A refusal among several batches. */
export class RefusedBatch extends ApiError {
  constructor(
    reason: ApiError,
    /** How many records came before the refused batch. */
    readonly at: number,
    /** How many of the change sets made before could not be taken back. */
    readonly standing: number,
  ) {
    super(reason.status, reason.problem, reason.requestId);
  }
}

/** Takes these change sets back, the newest first. Resolves to how many of them still stand, wholly or in part. */
export async function takeBack(changeSets: readonly string[]): Promise<number> {
  let standing = 0;
  for (const name of changeSets.toReversed()) {
    const answer = await undo(name).catch(() => null);
    if (!answer?.done || answer.conflicts?.length) standing += 1;
  }
  return standing;
}

/** Sends batch by batch, all or nothing: what went through before a refused batch is taken back. Throws RefusedBatch. */
export async function inBatches<Item, Answer>(
  items: readonly Item[],
  send: (batch: Item[]) => Promise<Written<Answer>>,
): Promise<{ answers: Answer[]; changeSets: string[] }> {
  const answers: Answer[] = [];
  const changeSets: string[] = [];
  for (let at = 0; at < items.length; at += BATCH) {
    try {
      const { data, changeSet } = await send(items.slice(at, at + BATCH));
      answers.push(data);
      if (changeSet !== null) changeSets.push(changeSet);
    } catch (cause) {
      throw new RefusedBatch(asApiError(cause), at, await takeBack(changeSets));
    }
  }
  return { answers, changeSets };
}
