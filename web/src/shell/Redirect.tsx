import { useEffect } from "react";
import { useLocation, useNavigate, useNavigation } from "react-router";

/**
 * Goes on to another address of the app. A click may come before the address is reached and lead back here, so it goes
 * again from each place it finds itself in; and it does not cut short a way that the person has chosen meanwhile.
 */
export function Redirect({ to }: { to: string }) {
  const navigate = useNavigate();
  const { key } = useLocation();
  const idle = useNavigation().state === "idle";
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key tells one stay at an address from the next
  useEffect(() => {
    if (idle) void navigate(to, { replace: true });
  }, [navigate, to, key, idle]);
  return null;
}
