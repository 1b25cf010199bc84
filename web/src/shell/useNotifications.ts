import { useQuery } from "@tanstack/react-query";
import { keys } from "@/api/keys";
import { listNotifications } from "@/api/notifications";

export function useNotifications() {
  return useQuery({ queryKey: keys.notifications, queryFn: listNotifications, refetchInterval: 15_000 });
}
