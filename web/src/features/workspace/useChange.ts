import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { asApiError } from "@/api/errors";
import { toast } from "@/ui/toastStore";

/** Runs a change of who belongs where; then what is on screen is asked for again. A refusal is said with its reason. */
export function useChange<T = void>(change: (what: T) => Promise<unknown>, done?: string) {
  const { t } = useTranslation();
  const client = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSuccess: async () => {
      if (done) toast(done);
      await client.invalidateQueries();
    },
    onError: (error) => toast(t("people.failed"), { tone: "bad", detail: asApiError(error).reason }),
  });
}
