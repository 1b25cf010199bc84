import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { FormulaFunction } from "@/api/formulas";
import { callAt } from "./tokens";

interface FormulaHelpProps {
  text: string;
  place: number;
  functions: readonly FormulaFunction[];
}

/** The function at the cursor: what it takes, the argument that is being written set off, and what it does. */
export function FormulaHelp({ text, place, functions }: FormulaHelpProps) {
  const { t } = useTranslation();
  const call = useMemo(() => callAt(text, place), [text, place]);
  const found = call && functions.find((each) => each.name === call.name.toUpperCase());
  return (
    <div className="h-12 overflow-hidden text-sm text-muted" data-testid="formula-help">
      {found ? (
        <>
          <p className="truncate font-mono text-text" title={found.signature}>
            <Signature signature={found.signature} argument={call.argument} />
          </p>
          <p className="line-clamp-2 max-h-8" title={`${found.doc} ${found.example}`}>
            {found.doc}
          </p>
        </>
      ) : (
        <p>{t("formula.hint")}</p>
      )}
    </div>
  );
}

function Signature({ signature, argument }: { signature: string; argument: number }) {
  const open = signature.indexOf("(");
  const parts = signature.slice(open + 1, -1).split(", ");
  // The last argument of many (`values…`) is every further one too.
  const active = parts.at(-1)?.includes("…") ? Math.min(argument, parts.length - 1) : argument;
  return (
    <>
      {signature.slice(0, open + 1)}
      {parts.map((part, index) => (
        <span key={part}>
          {index > 0 && ", "}
          <span className={index === active ? "font-semibold text-accent" : undefined}>{part}</span>
        </span>
      ))}
      )
    </>
  );
}
