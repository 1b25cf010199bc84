import { useTranslation } from "react-i18next";
import { Button } from "@/ui/Button";
import { useCopy } from "@/ui/useCopy";

/** They are shown this once. */
export function RecoveryCodes({ codes, onDone }: { codes: readonly string[]; onDone: () => void }) {
  const { t } = useTranslation();
  const copy = useCopy();
  return (
    <div className="flex flex-col gap-3">
      <p role="status">{t("account.keepCodes")}</p>
      <ul
        data-testid="recovery-codes"
        className="grid grid-cols-1 gap-x-6 gap-y-1 rounded-lg border border-line bg-surface p-3 font-mono select-all sm:grid-cols-2"
      >
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <div className="flex gap-2">
        <Button onClick={() => void copy(codes.join("\n"))}>{t("account.copy")}</Button>
        <Button look="primary" onClick={onDone}>
          {t("account.codesKept")}
        </Button>
      </div>
    </div>
  );
}
