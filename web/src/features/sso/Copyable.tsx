import { Copy } from "lucide-react";
import { useTranslation } from "react-i18next";
import { IconButton } from "@/ui/IconButton";
import { useCopy } from "@/ui/useCopy";

/** A value that is copied into another system. */
export function Copyable({ label, value }: { label: string; value: string }) {
  const { t } = useTranslation();
  const copy = useCopy();
  return (
    <div className="flex items-center gap-2">
      <dt className="w-32 shrink-0 text-sm text-muted max-sm:w-24">{label}</dt>
      <dd className="flex min-w-0 flex-1 items-center gap-1">
        <code className="min-w-0 flex-1 truncate rounded-sm bg-hover px-1.5 py-0.5 font-mono text-xs">{value}</code>
        <IconButton label={t("sso.copy", { what: label })} onClick={() => void copy(value)}>
          <Copy />
        </IconButton>
      </dd>
    </div>
  );
}
