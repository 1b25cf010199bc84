import { lazy, Suspense, useDeferredValue, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { asApiError } from "@/api/errors";
import { Skeleton } from "@/ui/States";
import type { Known } from "../formula/completion";
import { FormulaHelp } from "../formula/FormulaHelp";
import type { Fault } from "../formula/FormulaInput";
import { FormulaOutcome } from "../formula/FormulaOutcome";
import { placeOf } from "../formula/tokens";
import { useFormulaCheck, useFormulaFunctions } from "../formula/useFormulaCheck";
import { useFieldTable } from "../tableContext";
import type { ConfigProps } from "../types";
import { FormulaFormat } from "./FormulaFormat";

const FormulaInput = lazy(() => import("../formula/FormulaInput"));
const NONE: readonly Fault[] = [];

/** The expression with what the server says of it while it is written, and how its results are shown. */
export function FormulaConfig({ config, onChange, fieldId, faults: refused }: ConfigProps) {
  const { t } = useTranslation();
  const table = useFieldTable();
  const expression = String(config.expression ?? "");
  const [place, setPlace] = useState(expression.length);
  const functions = useFormulaFunctions().data;
  const zone = String(config.timeZone ?? "UTC");
  const { answer, asked, settled, error } = useFormulaCheck(table?.id, expression, fieldId, zone);

  const known = useMemo((): Known => {
    const others = (table?.fields ?? []).filter((each) => each.id !== fieldId && each.type !== "button");
    const fields = others.map((each) => ({ name: each.name, detail: t(`fieldTypes.${each.type}`) }));
    return { fields, functions: functions ?? [] };
  }, [table?.fields, fieldId, functions, t]);

  // Positions are those of the text that was asked about; while another one is typed they move with it in the editor.
  const faults = useMemo(() => {
    if (!answer || asked !== expression || !settled) return answer?.valid === false ? undefined : NONE;
    return answer.errors.map(({ start, end, message }) => ({
      from: placeOf(asked, start),
      to: placeOf(asked, end),
      message,
    }));
  }, [answer, asked, expression, settled]);
  const [shownFaults, setShownFaults] = useState<readonly Fault[]>(NONE);
  if (faults !== undefined && faults !== shownFaults) setShownFaults(faults);
  const kind = useDeferredValue(answer?.result?.kind ?? (config.result as { kind?: string } | undefined)?.kind);
  const refusal = refused?.expression ?? (error ? asApiError(error).reason : undefined);

  return (
    <>
      <div className="flex flex-col gap-1">
        <span className="text-sm font-medium text-muted" aria-hidden>
          {t("fields.expression")}
        </span>
        <Suspense fallback={<Skeleton className="h-24" />}>
          <FormulaInput
            value={expression}
            onChange={(next) => onChange({ ...config, expression: next })}
            onPlace={setPlace}
            known={known}
            faults={shownFaults}
            label={t("fields.expression")}
            hint="{Price} * {Quantity}"
            noteId="formula-outcome"
            invalid={answer?.valid === false || Boolean(refusal)}
          />
        </Suspense>
        <FormulaHelp text={expression} place={place} functions={functions ?? []} />
      </div>
      <FormulaOutcome
        id="formula-outcome"
        answer={answer}
        settled={settled}
        refusal={refusal}
        empty={expression.trim() === ""}
        config={config}
      />
      {kind && <FormulaFormat kind={kind} config={config} onChange={onChange} />}
    </>
  );
}
