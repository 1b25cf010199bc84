import { useTranslation } from "react-i18next";
import { Button } from "@/ui/Button";
import { useCopy } from "@/ui/useCopy";

/** A token that was just made: nothing else ever shows it. */
export function Secret({ token, onDone }: { token: string; onDone: () => void }) {
  const { t } = useTranslation();
  const copy = useCopy();
  return (
    <div role="status" className="flex flex-col gap-2 rounded-lg border border-line bg-surface p-3">
      <p>{t("account.tokenMade")}</p>
      <code data-testid="token-secret" className="font-mono break-all select-all">
        {token}
      </code>
      <div className="flex gap-2">
        <Button onClick={() => void copy(token)}>{t("account.copy")}</Button>
        <Button look="primary" onClick={onDone}>
          {t("account.tokenKept")}
        </Button>
      </div>
    </div>
  );
}
