import { ScrollText } from "lucide-react";
import { lazy, Suspense } from "react";
import type { SectionProps, SettingsSection } from "@/features/workspace/section";
import { Skeleton } from "@/ui/States";

const AuditLog = lazy(() => import("@/features/audit/AuditLog"));

function Audit({ workspaceId }: SectionProps) {
  return (
    <Suspense fallback={<Skeleton className="h-40" />}>
      <AuditLog workspaceId={workspaceId} />
    </Suspense>
  );
}

const section: SettingsSection = {
  id: "audit",
  position: 90,
  label: (t) => t("audit.title"),
  Icon: ScrollText,
  adminsOnly: true,
  Content: Audit,
};
export default section;
