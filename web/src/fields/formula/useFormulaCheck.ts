import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { checkFormula, listFunctions } from "@/api/formulas";
import { keys } from "@/api/keys";
import { useLater } from "@/lib/useLater";

const TYPING_MS = 250;

/** What the server says of a formula once typing pauses; an older question is cancelled. */
export function useFormulaCheck(
  tableId: string | undefined,
  expression: string,
  fieldId: string | undefined,
  zone: string,
) {
  const asked = useLater(expression, TYPING_MS);
  const check = useQuery({
    queryKey: keys.formula(tableId ?? "", fieldId ?? "", asked, zone),
    queryFn: ({ signal }) => checkFormula(tableId ?? "", { expression: asked, fieldId, timeZone: zone }, signal),
    enabled: tableId !== undefined && asked.trim() !== "",
    placeholderData: keepPreviousData,
    staleTime: 10_000,
    gcTime: 60_000,
    retry: false,
  });
  const empty = expression.trim() === "";
  const settled = asked === expression && !check.isPlaceholderData && !check.isFetching;
  return { answer: empty ? undefined : check.data, asked, settled: empty || settled, error: check.error };
}

export function useFormulaFunctions() {
  return useQuery({ queryKey: keys.functions, queryFn: listFunctions, staleTime: Number.POSITIVE_INFINITY });
}
