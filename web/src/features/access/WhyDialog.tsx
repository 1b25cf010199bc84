import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { explainRecord } from "@/api/access";
import { keys } from "@/api/keys";
import type { BaseDetail, User } from "@/api/types";
import { Dialog } from "@/ui/Dialog";
import { ErrorState, Skeleton } from "@/ui/States";
import { ExplanationText } from "./ExplanationText";
import { PersonPicker } from "./PersonPicker";

interface WhyDialogProps {
  base: BaseDetail;
  recordId: string;
  onClose: () => void;
}

/** Whether somebody may read and change one record, and which grants and rules say so. */
export default function WhyDialog({ base, recordId, onClose }: WhyDialogProps) {
  const { t } = useTranslation();
  const [person, setPerson] = useState<User | null>(null);
  const explained = useQuery({
    queryKey: keys.explained(recordId, person?.email ?? ""),
    queryFn: () => explainRecord(recordId, person?.email),
    enabled: person !== null,
  });
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={t("access.why.title")}
      description={t("access.why.text")}
      className="top-[10vh] max-h-[80vh] w-[min(560px,calc(100vw-24px))] overflow-y-auto"
    >
      <div className="mb-3 max-w-72">
        <PersonPicker base={base} person={person} onPick={setPerson} />
      </div>
      {explained.error && <ErrorState error={explained.error} onRetry={() => void explained.refetch()} />}
      {explained.isLoading && <Skeleton className="h-32" />}
      {explained.data && <ExplanationText explanation={explained.data} />}
    </Dialog>
  );
}
