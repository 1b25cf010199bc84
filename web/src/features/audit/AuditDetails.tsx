import { Copy, ListFilter } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { AuditEntry } from "@/api/audit";
import { absoluteTime } from "@/lib/format";
import { IconButton } from "@/ui/IconButton";
import { useCopy } from "@/ui/useCopy";
import { differences, shown } from "./differences";
import { browserName, type Names, settingName, targetNames } from "./sentence";

interface AuditDetailsProps {
  entry: AuditEntry;
  names: Names;
  /** Shows what else the request left. */
  onNarrow: (request: string) => void;
}

/** What was changed from what to what, and from where. */
export function AuditDetails({ entry, names, onNarrow }: AuditDetailsProps) {
  const { t } = useTranslation();
  const changed = differences(entry, names);
  const behalf = entry.onBehalfOf && (names.get(entry.onBehalfOf) ?? entry.onBehalfOf);
  // A list on its own, as grants are, has no name that the sentence above does not say.
  const named = changed.some(({ name }) => name !== "");
  const targets = targetNames(entry, names);
  const detail = Object.entries(entry.detail)
    .map(([name, value]) => ({ name, text: shown(value, names) }))
    .filter(({ text }) => !targets.includes(text));
  return (
    <div className="mb-2 ml-10 flex flex-col gap-3 rounded-lg border border-line bg-surface p-3 max-sm:ml-0">
      {changed.length > 0 && (
        <div className="overflow-x-auto">
          <table className="w-full text-left text-sm">
            <thead className="text-muted">
              <tr>
                {named && <th className="pr-4 pb-1 font-medium">{t("audit.setting")}</th>}
                <th className="w-1/3 pr-4 pb-1 font-medium">{t("audit.before")}</th>
                <th className="w-1/3 pb-1 font-medium">{t("audit.after")}</th>
              </tr>
            </thead>
            <tbody className="align-top">
              {changed.map((each) => (
                <tr key={each.name} className="border-t border-line">
                  {named && <td className="py-1 pr-4 text-muted">{settingName(t, each.name)}</td>}
                  <td className="py-1 pr-4 wrap-anywhere whitespace-pre-wrap">{each.before || "–"}</td>
                  <td className="py-1 wrap-anywhere whitespace-pre-wrap">{each.after || "–"}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      <dl className="grid grid-cols-[max-content_minmax(0,1fr)] gap-x-4 gap-y-0.5 text-sm">
        <Fact name={t("audit.time")}>{absoluteTime(entry.time)}</Fact>
        <Fact name={t("audit.act")}>
          <code className="font-mono text-xs">{entry.action}</code>
        </Fact>
        {behalf && <Fact name={t("audit.onBehalfOf")}>{behalf}</Fact>}
        {targets.length > 0 && <Fact name={t("audit.targets")}>{targets.join(", ")}</Fact>}
        {detail.map(({ name, text }) => (
          <Fact key={name} name={settingName(t, name)}>
            {text}
          </Fact>
        ))}
        {entry.address && <Fact name={t("audit.address")}>{entry.address}</Fact>}
        {entry.userAgent && (
          <Fact name={t("audit.browser")}>
            <span title={entry.userAgent}>{browserName(entry.userAgent)}</span>
          </Fact>
        )}
        {entry.requestId && (
          <Fact name={t("audit.request")}>
            <code className="font-mono text-xs">{entry.requestId}</code>
            <CopyButton label={t("audit.copyRequest")} text={entry.requestId} />
            <IconButton size="icon-sm" label={t("audit.sameRequest")} onClick={() => onNarrow(entry.requestId ?? "")}>
              <ListFilter />
            </IconButton>
          </Fact>
        )}
        <Fact name={t("audit.seal")}>
          {entry.hash ? (
            <>
              <code className="font-mono text-xs">
                {entry.position}:{entry.hash.slice(0, 12)}…
              </code>
              <CopyButton label={t("audit.copySeal")} text={`${entry.position}:${entry.hash}`} />
            </>
          ) : (
            <span className="text-muted">{t("audit.unsealed")}</span>
          )}
        </Fact>
      </dl>
    </div>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt className="flex h-6 items-center text-muted">{name}</dt>
      <dd className="flex min-h-6 min-w-0 items-center gap-1 wrap-anywhere">{children}</dd>
    </>
  );
}

function CopyButton({ label, text }: { label: string; text: string }) {
  const copy = useCopy();
  return (
    <IconButton size="icon-sm" label={label} onClick={() => void copy(text)}>
      <Copy />
    </IconButton>
  );
}
