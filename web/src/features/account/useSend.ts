import { useMutation, useQueryClient } from "@tanstack/react-query";
import { asApiError } from "@/api/errors";
import { keys } from "@/api/keys";
import { toast } from "@/ui/toastStore";

/** Sends one form of the account page; the reason of a failure is shown beside it. */
export function useSend<T, Sent = void>(send: (sent: Sent) => Promise<T>, done?: string, then?: (answer: T) => void) {
  const client = useQueryClient();
  const mutation = useMutation({
    mutationFn: send,
    onSuccess: async (answer) => {
      then?.(answer);
      if (done) toast(done);
      await Promise.all([
        client.invalidateQueries({ queryKey: keys.me }),
        client.invalidateQueries({ queryKey: keys.account }),
      ]);
    },
  });
  return { ...mutation, reason: mutation.error ? asApiError(mutation.error).reason : null };
}
