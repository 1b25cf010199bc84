import { useMutation } from "@tanstack/react-query";
import { Download } from "lucide-react";
import { useTranslation } from "react-i18next";
import { type AuditFormat, type AuditQuery, auditFile, listAuditLogs } from "@/api/audit";
import { asApiError } from "@/api/errors";
import { Button } from "@/ui/Button";
import { Menu, MenuContent, MenuItem, MenuTrigger } from "@/ui/Menu";
import { toast } from "@/ui/toastStore";

/** What is shown, all of it, as a file. */
export function ExportMenu({ workspaceId, asked }: { workspaceId: string; asked: AuditQuery }) {
  const { t } = useTranslation();
  const download = useMutation({
    mutationFn: async (format: AuditFormat) => {
      // A download cannot renew a session that has run out, nor say why it was refused.
      await listAuditLogs(workspaceId, asked, null, 1);
      const href = auditFile(workspaceId, asked, format);
      Object.assign(document.createElement("a"), { href, download: `audit.${format}` }).click();
    },
    onError: (error) => toast(t("audit.exportFailed"), { tone: "bad", detail: asApiError(error).reason }),
  });
  return (
    <Menu>
      <MenuTrigger asChild>
        <Button className="max-md:h-10" disabled={download.isPending}>
          <Download />
          {t("audit.export")}
        </Button>
      </MenuTrigger>
      <MenuContent align="end">
        <MenuItem onSelect={() => download.mutate("csv")}>{t("audit.csv")}</MenuItem>
        <MenuItem onSelect={() => download.mutate("jsonl")}>{t("audit.jsonl")}</MenuItem>
      </MenuContent>
    </Menu>
  );
}
