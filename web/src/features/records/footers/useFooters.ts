import { keepPreviousData, useQueries } from "@tanstack/react-query";
import i18next from "i18next";
import { useCallback, useRef } from "react";
import { asApiError } from "@/api/errors";
import { keys } from "@/api/keys";
import { queryGroups, type RecordQuery } from "@/api/records";
import type { Field } from "@/api/types";
import { type Footer, footersOf } from "@/fields/footers";
import type { ShownColumn } from "../data/columns";
import { answered, begun, type Pace, refreshEvery, rest, UNASKED } from "../data/pace";
import { usePendingEdits } from "../data/pendingEdits";

const REFRESH_MS = 20_000;
/** What the server takes in one question. */
const AT_ONCE = 100;
const DISTRIBUTIONS_AT_ONCE = 10;

export interface ColumnFooter {
  field: Field;
  footer: Footer;
}

/** The columns that are summed up, as far as their fields can be. */
export function chosenFooters(columns: readonly ShownColumn[]): ColumnFooter[] {
  return columns.flatMap(({ field, footer, hidden }) =>
    footer && !hidden && footersOf(field).includes(footer.fn) ? [{ field, footer }] : [],
  );
}

/** Those that stand in the headings of groups too: a distribution is of the whole view. */
export const headingFooters = (chosen: readonly ColumnFooter[]): ColumnFooter[] =>
  chosen.filter(({ footer }) => footer.fn !== "distribution");

export const aggregatesOf = (chosen: readonly ColumnFooter[]) =>
  chosen.map(({ field, footer }) => ({ field: field.id, fn: footer.fn, ...(footer.p == null ? {} : { p: footer.p }) }));

/** As few questions as the server takes: one, up to ten distributions. */
export function questionsFor(chosen: readonly ColumnFooter[]): ColumnFooter[][] {
  const questions: ColumnFooter[][] = [];
  let distributions = 0;
  for (const each of chosen) {
    const one = each.footer.fn === "distribution" ? 1 : 0;
    const last = questions.at(-1);
    if (!last || last.length >= AT_ONCE || distributions + one > DISTRIBUTIONS_AT_ONCE) {
      questions.push([each]);
      distributions = one;
    } else {
      last.push(each);
      distributions += one;
    }
  }
  return questions;
}

/** All at once; where that takes too long one by one, so that only those are missing that take too long alone. */
export async function answersTo(
  question: readonly ColumnFooter[],
  ask: (some: readonly ColumnFooter[]) => Promise<readonly unknown[]>,
  { slow, name }: { slow: Set<string>; name: string },
): Promise<unknown[]> {
  if (!slow.has(name)) {
    try {
      return [...(await ask(question))];
    } catch (error) {
      if (asApiError(error).code !== "query_timeout") throw error;
      slow.add(name);
    }
  }
  const answers: unknown[] = [];
  for (const each of question) {
    try {
      answers.push(...(await ask([each])));
    } catch (error) {
      const failure = asApiError(error);
      if (failure.code !== "query_timeout") throw error;
      answers.push({ error: i18next.t("footers.tooLarge"), message: failure.reason });
    }
  }
  return answers;
}

interface Answers {
  data?: Record<string, unknown> | undefined;
  error: unknown;
  isPlaceholderData: boolean;
}

/** What stands under the columns, by field. */
export function useFooters(tableId: string, query: RecordQuery, chosen: readonly ColumnFooter[]) {
  const idle = usePendingEdits((state) => state.pending === 0);
  const paces = useRef(new Map<string, Pace>());
  const slow = useRef(new Set<string>());
  const { sorts: _order, ...which } = query;
  const found = useQueries({
    queries: questionsFor(chosen).map((question) => {
      const aggregates = aggregatesOf(question);
      const wanted = JSON.stringify([which, aggregates]);
      const pace = () => paces.current.get(wanted) ?? UNASKED;
      return {
        queryKey: keys.footers(tableId, wanted),
        queryFn: async ({ signal }: { signal: AbortSignal }) => {
          // Edits come faster than large tables are summed up.
          await rest(pace(), signal);
          const began = performance.now();
          paces.current.set(wanted, begun(pace(), began));
          const ask = async (some: readonly ColumnFooter[]) => {
            const request = { ...which, aggregates: aggregatesOf(some), limit: 1 };
            return (await queryGroups(tableId, request, signal)).groups[0]?.aggregates ?? [];
          };
          const values = await answersTo(question, ask, { slow: slow.current, name: wanted });
          paces.current.set(wanted, answered(began));
          return Object.fromEntries(
            question.map(({ field, footer }, at) => [`${field.id} ${said(footer)}`, values[at]]),
          );
        },
        placeholderData: keepPreviousData,
        refetchInterval: () => idle && refreshEvery(REFRESH_MS, pace()),
      };
    }),
    combine: useCallback(
      (results: Answers[]) => ({
        values: Object.assign({}, ...results.map(({ data }) => data)) as Record<string, unknown>,
        failed: results.find(({ error }) => error)?.error ?? null,
        stale: results.some(({ isPlaceholderData }) => isPlaceholderData),
      }),
      [],
    ),
  });
  return {
    /** Undefined while it is being worked out. */
    valueOf: (field: Field, footer: Footer): unknown => found.values[`${field.id} ${said(footer)}`],
    failed: found.failed,
    stale: found.stale,
  };
}

const said = ({ fn, p }: Footer) => `${fn}${p ?? ""}`;
